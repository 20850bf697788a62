"""Criteria sets: every set in every version, read from ``data/catalog/criteria/<set>/<version>.toml`` and ``.csv``.

The head says whose set it is, from when to when, and how it turns into a result; the table holds its criteria. Another wording is
another table, another version another pair of files; no code knows a set by name.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import groupby, pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any

import polars as pl

from warehouse.catalogue_files import name_file, read_csv, read_toml
from warehouse.criterion_checks import COLUMNS, NEEDED_COLUMNS, NUMBER_COLUMNS, check_head, check_rows, stop
from warehouse.criterion_model import (
    CRITERION_SCHEMA,
    FORM_SCHEMA,
    KIND_SCHEMA,
    LEVEL_SCHEMA,
    NUMBER,
    RATING_SCHEMA,
    SET_SCHEMA,
    CriterionSets,
    Direction,
    KnownCodes,
)
from warehouse.errors import CatalogueError
from warehouse.model import Confidence

PLAIN_NAME = re.compile(r"[a-z0-9_-]+")
VERIFIED = [code.value for code in Confidence if code.is_verified]
Entries = list[dict[str, Any]]


def read_criterion_sets(folder: Path, known: KnownCodes) -> CriterionSets:
    """Read and check every set in ``folder``; none where it does not exist.

    Raises
    ------
    CatalogueError
        On the first broken rule, with file and row.
    """
    heads: dict[Path, dict[str, Any]] = {}
    tables: dict[Path, pl.DataFrame] = {}
    for path in sorted(folder.glob("*/*.toml")):
        _check_names(path)
        heads[path] = read_toml(path)
        check_head(path, heads[path], known)
        tables[path] = _read_rows(path.with_suffix(".csv"))
        check_rows(path.with_suffix(".csv"), tables[path], heads[path], known)
    _check_orphans(folder)
    last_days = _find_last_days(heads)
    criteria = [_list_criteria(path, tables[path], heads[path]) for path in heads]
    return CriterionSets(
        pl.DataFrame([_describe_set(path, heads[path], last_days[path]) for path in heads], SET_SCHEMA, orient="row"),
        pl.DataFrame(
            [row for path in heads for row in _list_kinds(path, heads[path], tables[path])], KIND_SCHEMA, orient="row"
        ),
        _gather(heads, "form", FORM_SCHEMA),
        _gather(heads, "level", LEVEL_SCHEMA),
        _gather(heads, "rating", RATING_SCHEMA),
        pl.concat([CRITERION_SCHEMA.to_frame(), *criteria]),
    )


def find_set(sets: CriterionSets, set_id: str, day: date) -> str | None:
    """Version of a set in force on a day, as ``criterion_set_id``; None where no version was.

    A first version whose first day is not known counts as in force from the beginning.
    """
    found = sets.sets.filter(
        pl.col("set_id") == set_id,
        pl.col("valid_from").fill_null(date.min) <= day,
        pl.col("valid_to").fill_null(date.max) >= day,
    )
    return found["criterion_set_id"].item() if found.height else None


def _name_set(path: Path) -> str:
    return f"{path.parent.name}.{path.stem}"


def _check_names(path: Path) -> None:
    """Codes that may stand in addresses and file names, and both files of the pair."""
    if not (PLAIN_NAME.fullmatch(path.parent.name) and PLAIN_NAME.fullmatch(path.stem)):
        raise CatalogueError(
            name_file(path),
            None,
            "names of sets and versions are of a–z, 0–9, _ and -",
            "tên bộ tiêu chí và phiên bản chỉ gồm a–z, 0–9, _ và -",
        )
    if not path.with_suffix(".csv").is_file():
        beside = path.with_suffix(".csv").name
        raise CatalogueError(name_file(path), None, f"{beside} is not beside it", f"không có tệp {beside} đi kèm")


def _check_orphans(folder: Path) -> None:
    for path in sorted(folder.glob("*/*.csv")):
        beside = path.with_suffix(".toml")
        if not beside.is_file():
            raise CatalogueError(
                name_file(path), None, f"{beside.name} is not beside it", f"không có tệp {beside.name} đi kèm"
            )


def _read_rows(path: Path) -> pl.DataFrame:
    """The table as texts, every column of ``COLUMNS`` there, left out ones null."""
    rows = read_csv(path, key="code")
    for column in rows.columns:
        if column not in {*COLUMNS, "line"}:
            raise CatalogueError(name_file(path), 1, f"unknown column {column}", f"không có cột {column}")
    for column in NEEDED_COLUMNS:
        if column not in rows.columns:
            raise CatalogueError(name_file(path), 1, f"column {column} is missing", f"thiếu cột {column}")
    absent = [pl.lit(None, pl.String).alias(column) for column in COLUMNS if column not in rows.columns]
    return rows.with_columns(absent)


def _find_last_days(heads: dict[Path, dict[str, Any]]) -> dict[Path, date | None]:
    """Last day of each version: its own, or the eve of the next."""
    days = {path: head.get("valid_to") for path, head in heads.items()}
    for _set, versions in groupby(heads, key=attrgetter("parent")):
        ordered = sorted(versions, key=lambda path: heads[path].get("valid_from", date.min))
        for earlier, later in pairwise(ordered):
            start = heads[later].get("valid_from")
            if start is None or start == heads[earlier].get("valid_from"):
                en = f"begins on the same day as {earlier.stem}, or does not say when"
                stop(later, "valid_from", en, f"có cùng ngày hiệu lực với {earlier.stem}, hoặc chưa ghi ngày")
            if (days[earlier] or date.min) >= start:
                en = f"ends after {later.stem} has begun"
                stop(earlier, "valid_to", en, f"hết hiệu lực sau khi {later.stem} đã có hiệu lực")
            days[earlier] = days[earlier] or start - timedelta(days=1)
    return days


def _describe_set(path: Path, head: dict[str, Any], last_day: date | None) -> dict[str, Any]:
    row = {**dict.fromkeys(SET_SCHEMA), **{field: head[field] for field in SET_SCHEMA.keys() & head.keys()}}
    return row | {
        "criterion_set_id": _name_set(path),
        "set_id": path.parent.name,
        "version": path.stem,
        "valid_to": last_day,
        **head.get("score", {}),
        "is_verified": head["confidence"] in VERIFIED,
    }


def _list_kinds(path: Path, head: dict[str, Any], rows: pl.DataFrame) -> Entries:
    return [
        {
            "criterion_set_id": _name_set(path),
            "kind": kind["kind"],
            "parent_kind": kind.get("parent"),
            "sort": sort,
            "name_vi": kind["name_vi"],
            "name_en": kind["name_en"],
            "stated_count": kind.get("stated_count"),
            "held_count": (rows["kind"] == kind["kind"]).sum(),
            "is_rated": kind.get("is_rated", False),
        }
        for sort, kind in enumerate(head["kind"], 1)
    ]


def _gather(heads: dict[Path, dict[str, Any]], entry: str, schema: pl.Schema) -> pl.DataFrame:
    """Forms, levels or ratings of all sets, in the order they are written."""
    rows = [
        {"criterion_set_id": _name_set(path), **({"sort": sort} if "sort" in schema else {}), **fields}
        for path, head in heads.items()
        for sort, fields in enumerate(head.get(entry, []), 1)
    ]
    return pl.DataFrame(rows, schema, orient="row")


def _list_criteria(path: Path, rows: pl.DataFrame, head: dict[str, Any]) -> pl.DataFrame:
    ways = {Direction.HIGHER.value: 1, Direction.LOWER.value: -1}
    return rows.with_columns(
        pl.col(*NUMBER_COLUMNS).cast(NUMBER),
        criterion_set_id=pl.lit(_name_set(path)),
        sort=pl.int_range(1, pl.len() + 1, dtype=pl.Int32),
        direction=pl.col("direction").replace_strict(ways, return_dtype=pl.Int8),
        level=pl.col("level").cast(pl.Int16),
        document_code=pl.coalesce("document_code", pl.lit(head.get("document_code"), pl.String)),
        is_verified=pl.col("confidence").is_in(VERIFIED),
    ).select(
        pl.col({"criterion_code": "code", "parent_code": "parent", "form_id": "form"}.get(name, name)).alias(name)
        for name in CRITERION_SCHEMA
    )
