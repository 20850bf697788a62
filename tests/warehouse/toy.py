"""Reports of a few invented rows, and the release that comes of them: the SQL between store and marts on a small scale."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from etl.findings import FINDING_SCHEMA
from etl.received import ReceivedFile
from etl.store import REPORTED_VALUE_SCHEMA, NewLoad, open_store, record_load
from warehouse.build import BuildRequest, build_release
from warehouse.catalogue import Catalogue, read_catalogue
from warehouse.periods import Period
from warehouse.sql import read_sql

TITLE = "gia_dinh_hoc_tap"
INDICATOR = "learning_family_rate"
Row = dict[str, Any]
Build = Callable[..., pl.DataFrame]


def count(area_id: str, period: str, measure: str, value: int | None, **other: object) -> Row:
    """One reported cell."""
    row: Row = dict.fromkeys(REPORTED_VALUE_SCHEMA)
    return row | {
        "area_id": area_id,
        "period": period,
        "subject_id": TITLE,
        "group_id": "",
        "measure": measure,
        "basis": "none",
        "value": None if value is None else Decimal(value),
        "qualifier": "exact",
        "missing_reason": "not_reported" if value is None else None,
        "as_of": Period.parse(period).end,
        "report_status": "final",
        "is_simulated": True,
        "sheet": "Biểu danh hiệu",
        "cell": "A1",
        **other,
    }


def report(areas: Iterable[str], period: str, total: int, recognised: int, **other: object) -> list[Row]:
    return [
        count(area, period, measure, value, **other)
        for area in areas
        for measure, value in (("total", total), ("recognised", recognised))
    ]


def load_toy(store: duckdb.DuckDBPyConnection, folder: Path, name: str, rows: list[Row]) -> int:
    """Load rows as a file of their own; returned is the load's id."""
    frame = pl.DataFrame(rows, schema=REPORTED_VALUE_SCHEMA, orient="row")
    store.register("new_values", frame)
    store.execute(read_sql("intake", "accepted_frame"))
    file = ReceivedFile(f"{name}.xlsx", folder / "unread", name, 1)
    simulated = bool(frame["is_simulated"].any())
    new = NewLoad(file, "standard_form", None, 1, frame.height, 0, 0, simulated, file.name, False)
    return record_load(store, new, pl.DataFrame(schema=FINDING_SCHEMA)).load_id


@contextmanager
def open_toy_store(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A store for so few rows that further threads and packing them would cost half as much again as all the rest of a build."""
    with open_store(folder) as store:
        store.execute("set threads = 1")
        store.execute("set force_compression = 'uncompressed'")
        yield store


def build_toy(folder: Path, *files: list[Row], only_real: bool = False, catalogue: Catalogue | None = None) -> Path:
    """Load each list of rows as a file of its own and build a release; returned is its file."""
    draft = folder / "draft.duckdb"
    with open_toy_store(folder) as store:
        for number, rows in enumerate(files):
            load_toy(store, folder, str(number), rows)
        request = BuildRequest("toy", "fingerprint", "code", only_real)
        build_release(store, draft, catalogue or read_catalogue(), [], request, lambda step, share: None)
    return draft


def list_different_tables(one: Path, other: Path) -> list[str]:
    """Tables of two releases that do not hold the same rows, in whatever order; their own names and hours apart."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{one.as_posix()}' as one (read_only)")
        connection.execute(f"attach '{other.as_posix()}' as other (read_only)")
        tables = [
            {
                row[0]
                for row in connection.execute(
                    f"select table_name from duckdb_tables() where database_name = '{name}'"
                ).fetchall()
            }
            for name in ("one", "other")
        ]
        different = tables[0] ^ tables[1]
        for table in tables[0] & tables[1]:
            rows = (
                f"(select * exclude (release_id, created_at) from {{}}.{table})"
                if table == "release_info"
                else f"{{}}.{table}"
            )
            counted = "select count(*), bit_xor(hash(t)), sum(hash(t)::hugeint) from {} as t"
            sums = [connection.execute(counted.format(rows.format(name))).fetchone() for name in ("one", "other")]
            if sums[0] != sums[1]:
                different.add(table)
    return sorted(different)
