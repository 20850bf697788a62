"""Dossiers: what an application or a report asks for, read from ``data/catalog/dossiers/<dossier>.toml`` and ``.csv``.

An item is answered by an indicator of ours, by the assessment of a criterion, by the evidence named for one, or by the size of the area.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import polars as pl

from warehouse.catalogue_files import name_file, read_csv, read_toml, stop_at_first
from warehouse.criterion_model import CriterionSets, Wording
from warehouse.errors import CatalogueError
from warehouse.model import Confidence


class AnsweredBy(StrEnum):
    """What answers an item of a dossier."""

    INDICATOR = "indicator"
    CRITERION = "criterion"
    EVIDENCE = "evidence"
    AREA_SIZE = "area_size"


DOSSIER_SCHEMA = pl.Schema(
    {"dossier_id": pl.String(), "sort": pl.Int16()}
    | dict.fromkeys(("set_id", "name_vi", "name_en", "source", "confidence", "note"), pl.String())
)
ITEM_SCHEMA = pl.Schema(
    {"dossier_id": pl.String(), "sort": pl.Int16(), "code": pl.String(), "name_vi": pl.String(), "name_en": pl.String()}
    | dict.fromkeys(("wording", "answered_by", "indicator_id", "criterion_code"), pl.String())
    | {"max_age_years": pl.Int16(), "source": pl.String(), "confidence": pl.String(), "note": pl.String()}
)
COLUMNS = [column for column in ITEM_SCHEMA if column not in ("dossier_id", "sort")]
REFERENCES = {
    AnsweredBy.INDICATOR: "indicator_id",
    AnsweredBy.CRITERION: "criterion_code",
    AnsweredBy.EVIDENCE: "criterion_code",
}


@dataclass(frozen=True)
class Dossiers:
    """Every dossier.

    Attributes
    ----------
    dossiers : pl.DataFrame
        Grain: dossier. ``DOSSIER_SCHEMA``; ``set_id`` the criteria set whose keeper asks for it.
    items : pl.DataFrame
        Grain: dossier × item, in the order of the file. ``ITEM_SCHEMA``; ``max_age_years`` null: the answer does not grow old.
    """

    dossiers: pl.DataFrame
    items: pl.DataFrame


def read_dossiers(folder: Path, criteria: CriterionSets, indicators: frozenset[str]) -> Dossiers:
    """Read and check every dossier in ``folder``; none where it does not exist.

    Raises
    ------
    CatalogueError
        On the first broken rule, with file and row.
    """
    heads: list[dict[str, Any]] = []
    items = [ITEM_SCHEMA.to_frame()]
    for path in sorted(folder.glob("*.toml")):
        head = read_toml(path)
        _check_head(path, head, criteria)
        heads.append({"dossier_id": path.stem, **head})
        rows = read_csv(path.with_suffix(".csv"), key="code")
        _check_items(path.with_suffix(".csv"), rows, _list_codes(criteria, head["set_id"]), indicators)
        items.append(_type_items(path.stem, rows))
    return Dossiers(pl.DataFrame(heads, DOSSIER_SCHEMA, orient="row").sort("sort", "dossier_id"), pl.concat(items))


def _list_codes(criteria: CriterionSets, set_id: str) -> list[str]:
    """Codes of a set in any of its versions."""
    versions = criteria.sets.filter(pl.col("set_id") == set_id).select("criterion_set_id")
    return criteria.criteria.join(versions, on="criterion_set_id", how="semi")["criterion_code"].unique().to_list()


def _check_head(path: Path, head: dict[str, Any], criteria: CriterionSets) -> None:
    fields = set(DOSSIER_SCHEMA) - {"dossier_id"}
    for field in sorted(fields - {"note"} - head.keys()):
        raise CatalogueError(name_file(path), None, f"field {field} is missing", f"thiếu trường {field}")
    for field in sorted(head.keys() - fields):
        raise CatalogueError(name_file(path), None, f"unknown field {field}", f"không có trường {field}")
    for field, codes in (("set_id", criteria.sets["set_id"].to_list()), ("confidence", list(Confidence))):
        if head[field] not in codes:
            raise CatalogueError(
                name_file(path), None, f"unknown {field}: {head[field]}", f"không có {field} này: {head[field]}"
            )
    if not path.with_suffix(".csv").is_file():
        raise CatalogueError(name_file(path), None, "its .csv is not beside it", "không có tệp .csv đi kèm")


def _check_items(path: Path, rows: pl.DataFrame, criterion_codes: list[str], indicators: frozenset[str]) -> None:
    for column in COLUMNS:
        if column not in rows.columns:
            raise CatalogueError(name_file(path), 1, f"column {column} is missing", f"thiếu cột {column}")
    for column in ("name_vi", "name_en", "source"):
        stop_at_first(path, rows, pl.col(column).is_null(), f"{column} is empty", problem_vi=f"{column} để trống")
    coded: dict[str, list[str]] = {
        "wording": list(Wording),
        "confidence": list(Confidence),
        "answered_by": list(AnsweredBy),
        "indicator_id": sorted(indicators),
        "criterion_code": criterion_codes,
    }
    for column, codes in coded.items():
        is_needed = column in ("wording", "confidence", "answered_by")
        broken = ~pl.col(column).is_in(codes).fill_null(not is_needed)
        stop_at_first(path, rows, broken, f"unknown {column}", pl.col(column), f"không có {column} này")
    for answer, column in REFERENCES.items():
        broken = (pl.col("answered_by") == answer) & pl.col(column).is_null()
        vi = f"answered_by là {answer} mà {column} để trống"
        stop_at_first(path, rows, broken, f"answered_by {answer} without {column}", problem_vi=vi)
    broken = ~pl.col("max_age_years").str.contains(r"^[1-9]\d?$")
    vi = "max_age_years không phải số năm"
    stop_at_first(path, rows, broken, "max_age_years is no number of years", pl.col("max_age_years"), vi)


def _type_items(dossier_id: str, rows: pl.DataFrame) -> pl.DataFrame:
    numbered = rows.with_row_index("sort", offset=1).with_columns(dossier_id=pl.lit(dossier_id))
    return numbered.select(pl.col(column).cast(dtype) for column, dtype in ITEM_SCHEMA.items())
