"""The data desk: corrections of single values, each with reason, document and the value it expects; closing a period; undoing a load."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import duckdb
import polars as pl

from etl.findings import Findings
from etl.reading.model import Sheet, Workbook
from etl.store import accept_values, transaction
from warehouse.catalogue import Catalogue
from warehouse.errors import Dich2030Error, InputFileError
from warehouse.model import Era, Measure
from warehouse.model import area_id as name_area
from warehouse.periods import Period
from warehouse.sql import read_sql

SOURCE_ID = "desk_correction"
CORRECTION_SCHEMA: dict[str, pl.DataType] = {
    "area_id": pl.String(),
    "period": pl.String(),
    "subject_id": pl.String(),
    "group_id": pl.String(),
    "measure": pl.String(),
    "expected": pl.Decimal(18, 4),
    "value": pl.Decimal(18, 4),
    "reason": pl.String(),
    "document": pl.String(),
    "sheet": pl.String(),
    "cell": pl.String(),
    "expected_cell": pl.String(),
}


def read_corrections(
    connection: duckdb.DuckDBPyConnection, workbook: Workbook, file_name: str, catalogue: Catalogue, findings: Findings
) -> int:
    """Check a file of corrections and leave those that find what they expect in ``accepted_cell``; returns how many rows it has.

    Raises
    ------
    InputFileError
        A column is missing; the message names it.
    """
    sheet = workbook.sheets[0]
    spec = catalogue.sources[SOURCE_ID]["columns"]
    header = [" ".join(str(cell).split()) for cell in sheet.rows[0]]
    for label in spec:
        if label not in header:
            raise InputFileError(file_name, f"column {label!r} is missing", f"thiếu cột {label!r}", sheet=sheet.name)
    places = {field: header.index(label) for label, field in spec.items()}
    rows = list(_list_corrections(sheet, places, catalogue, findings))
    connection.register("correction", pl.DataFrame(rows, schema=CORRECTION_SCHEMA, orient="row"))
    for row in connection.sql(read_sql("intake", "surprised_correction")).pl().iter_rows(named=True):
        findings.add("expectation_differs", row["sheet"], row["cell"], row["value"], current=row["current_value"])
    accept_values(connection, connection.sql(read_sql("intake", "corrected_value")).pl())
    for row in connection.sql(read_sql("intake", "list_corrections")).pl().iter_rows(named=True):
        findings.add(
            "corrected",
            row["sheet"],
            row["cell"],
            row["value"],
            **{name: row[name] for name in ("old", "reason", "document")},
        )
    connection.unregister("correction")
    return len(sheet.rows) - 1


def _list_corrections(
    sheet: Sheet, places: dict[str, int], catalogue: Catalogue, findings: Findings
) -> Iterator[dict[str, Any]]:
    """Rows whose area, period, title, group, measure and numbers can be read; the others become findings."""
    form = catalogue.sources["standard_form"]
    known = {
        "subject_id": {**form["titles"], **{code: code for code in catalogue.titles["title_id"]}},
        "group_id": {"": "", **form["groups"], **{code: code for code in catalogue.groups["group_id"]}},
        "measure": {**form["columns"], **{measure.value: measure.value for measure in Measure}},
    }
    areas = set(catalogue.areas["area_id"])
    for i, cells in enumerate(sheet.rows[1:], start=1):
        texts = {field: _to_text(cells[j]) for field, j in places.items()}
        if not any(texts.values()):
            continue
        row: dict[str, Any] = {field: words.get(texts[field]) for field, words in known.items()}
        row["area_id"] = _find_area(texts["area_code"], texts["period"], areas)
        row |= {"period": texts["period"], "reason": texts["reason"], "document": texts["document"]}
        row |= {field: _to_number(texts[field]) for field in ("expected", "value")}
        row |= {
            "sheet": sheet.name,
            "cell": sheet.address(i, places["value"]),
            "expected_cell": sheet.address(i, places["expected"]),
        }
        broken = next(
            (field for field in (*known, "area_id", "reason", "document", "value") if not _is_given(field, row)), None
        )
        if broken is None:
            yield row
            continue
        place = places["area_code" if broken == "area_id" else broken]
        findings.add("correction_unclear", sheet.name, sheet.address(i, place), _to_text(cells[place]))


def _is_given(field: str, row: dict[str, Any]) -> bool:
    return row[field] is not None and (field == "group_id" or row[field] != "")


def _find_area(code: str, period: str, areas: set[str]) -> str | None:
    """The area with this code in the era of the period; an untouched province has one id for both."""
    try:
        end = Period.parse(period).end
    except ValueError:
        return None
    eras = (Era.AFTER, Era.BEFORE) if (end.year, end.month) > (2025, 6) else (Era.BEFORE, Era.AFTER)
    return next((name_area(code, era) for era in eras if name_area(code, era) in areas), None)


def _to_text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def _to_number(text: str) -> Decimal | None:
    return Decimal(text) if text.isdecimal() else None


def undo_load(store: duckdb.DuckDBPyConnection, load_id: int, by: str, reason: str) -> None:
    """Take a load out of account; what it superseded stands again, and nothing is deleted.

    Raises
    ------
    Dich2030Error
        There is no such load, or it was undone before.
    """
    loads = {row[0]: row[-2] for row in store.execute(read_sql("store", "list_loads")).fetchall()}
    if load_id not in loads:
        raise Dich2030Error(f"there is no load {load_id}", f"không có lượt nạp {load_id}")
    if loads[load_id] is not None:
        raise Dich2030Error(f"load {load_id} was undone before", f"lượt nạp {load_id} đã được hoàn tác trước đó")
    given = {"load_id": load_id, "undone_at": _now(), "undone_by": by, "reason": reason}
    with transaction(store):
        store.execute(read_sql("store", "insert_undo"), given)


def lock_period(
    store: duckdb.DuckDBPyConnection, catalogue: Catalogue, area_id: str, period: Period, by: str, document: str
) -> int:
    """Close a period (*chốt số liệu*) for an area and all under it: its figures become final and no load changes them.

    Returns
    -------
    int
        Number of the lock.

    Raises
    ------
    Dich2030Error
        The area and period are closed already.
    """
    for row in store.sql(read_sql("store", "list_locks")).pl().iter_rows(named=True):
        if (row["area_id"], row["period"], row["reopened_at"]) == (area_id, period.code, None):
            raise Dich2030Error(
                f"period {period} of {area_id} was closed on {row['locked_at']:%d/%m/%Y} by {row['locked_by']}",
                f"kỳ {period} của {area_id} đã chốt ngày {row['locked_at']:%d/%m/%Y} bởi {row['locked_by']}",
            )
    districts = catalogue.areas.filter(pl.col("parent_area_id") == area_id)["area_id"].implode()
    under = pl.any_horizontal(pl.col("area_id", "parent_area_id", "province_area_id") == area_id)
    covered = catalogue.areas.filter(under | pl.col("parent_area_id").is_in(districts))
    store.register("covered_areas", covered.select("area_id"))
    with transaction(store):
        given = {"area_id": area_id, "period": period.code, "locked_at": _now(), "locked_by": by, "document": document}
        lock_id = store.execute(read_sql("store", "insert_lock"), given).fetchall()[0][0]
        store.execute(read_sql("store", "insert_locked_areas"), {"lock_id": lock_id})
    store.unregister("covered_areas")
    return int(lock_id)


def reopen_period(store: duckdb.DuckDBPyConnection, area_id: str, period: Period, by: str, reason: str) -> None:
    """Take the lock of an area and period off, with the reason.

    Raises
    ------
    Dich2030Error
        They are not closed.
    """
    held = [
        row["lock_id"]
        for row in store.sql(read_sql("store", "list_locks")).pl().iter_rows(named=True)
        if (row["area_id"], row["period"], row["reopened_at"]) == (area_id, period.code, None)
    ]
    if not held:
        raise Dich2030Error(f"period {period} of {area_id} is not closed", f"kỳ {period} của {area_id} chưa chốt")
    given = {"lock_id": held[0], "reopened_at": _now(), "reopened_by": by, "reason": reason}
    with transaction(store):
        store.execute(read_sql("store", "insert_reopening"), given)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
