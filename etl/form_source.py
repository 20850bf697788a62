"""Reader of the standard form (biểu danh hiệu): each count becomes a reported value with the address of its cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import polars as pl
from xlsxwriter.utility import xl_col_to_name

from etl.harmonize import Harmonized, Rejections
from etl.read import Sheet
from etl.store import REPORTED_VALUE_SCHEMA
from warehouse.catalogue import Catalogue
from warehouse.errors import InputFileError
from warehouse.model import Basis, MissingReason, Qualifier
from warehouse.periods import Period

SOURCE_ID = "standard_form"
MINIMUM_HEADER_MATCHES = 6
ORDERED_MEASURES = ("total", "registered", "assessed", "recognised", "digital_skill", "digital_proficiency")


@dataclass(frozen=True)
class FormBlock:
    """What the block above the table says about all its rows."""

    period: Period
    as_of: date
    report_status: str
    is_simulated: bool


def harmonize_form(sheets: list[Sheet], file_name: str, catalogue: Catalogue) -> Harmonized:
    """Turn a workbook of the standard form into reported values.

    Returns
    -------
    Harmonized
        One value per count; ``KBC`` gives a null value with reason ``not_reported``. A row with an unknown area, title or group, or whose
        counts contradict each other, is rejected at the cell at fault.

    Raises
    ------
    InputFileError
        When no sheet holds the form, or its block lacks period, date or standing.
    """
    spec = catalogue.sources[SOURCE_ID]
    for sheet in sheets:
        header_row = _find_header(sheet, spec)
        if header_row is not None:
            return _harmonize_sheet(sheet, header_row, file_name, catalogue, spec)
    raise InputFileError(
        file_name,
        f"no sheet has the header row of the standard form ({', '.join(list(spec['columns'])[1:5])}, …)",
        f"không trang tính nào có dòng tiêu đề của biểu ({', '.join(list(spec['columns'])[1:5])}, …)",
    )


def _harmonize_sheet(
    sheet: Sheet, header_row: int, file_name: str, catalogue: Catalogue, spec: dict[str, Any]
) -> Harmonized:
    block = _read_block(sheet, header_row, file_name, spec)
    rows = _read_rows(sheet, header_row, spec, file_name)
    rejections = Rejections(sheet.name)
    placed = _map_codes(rows, block, catalogue, spec, rejections)
    counted = _read_counts(placed, spec, rejections)
    checked = _check_order(counted, rejections)
    return Harmonized(_finish(checked, sheet, block, spec), rejections.collect(), rows.height)


def _clean(cell: Any) -> str:
    return " ".join(str(cell).split())


def _find_header(sheet: Sheet, spec: dict[str, Any]) -> int | None:
    for i, row in enumerate(sheet.rows[:50]):
        if sum(_clean(cell) in spec["columns"] for cell in row) >= MINIMUM_HEADER_MATCHES:
            return i
    return None


def _read_block(sheet: Sheet, header_row: int, file_name: str, spec: dict[str, Any]) -> FormBlock:
    found: dict[str, Any] = {}
    for row in sheet.rows[:header_row]:
        filled = [cell for cell in row if _clean(cell)]
        if filled and _clean(filled[0]) in spec["block"]:
            found |= dict(zip(spec["block"][_clean(filled[0])], filled[1:], strict=False))
    labels = {fields[0]: label for label, fields in spec["block"].items()}

    def fail(field: str, problem: str) -> InputFileError:
        return InputFileError(file_name, f"{labels[field]}: {problem}", f"{labels[field]}: {problem}", sheet=sheet.name)

    for field in ("period", "as_of", "report_status"):
        if field not in found:
            raise fail(field, "chưa ghi (missing)")
    status = spec["report_status"].get(_clean(found["report_status"]))
    if status is None:
        raise fail("report_status", f"ghi một trong: {', '.join(spec['report_status'])}")
    try:
        period = Period.parse(_clean(found["period"]).removesuffix(".0"))
        as_of = _parse_date(found["as_of"])
    except ValueError as error:
        raise fail("period", str(error)) from error
    marker = _clean(spec["simulated_marker"])
    return FormBlock(period, as_of, status, any(_clean(cell) == marker for row in sheet.rows for cell in row[:3]))


def _parse_date(cell: Any) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    day, month, year = _clean(cell).split("/")
    return date(int(year), int(month), int(day))


def _read_rows(sheet: Sheet, header_row: int, spec: dict[str, Any], file_name: str) -> pl.DataFrame:
    """The table's fields as text, each with the address of its cell in ``<field>_cell``."""
    fields = {spec["columns"].get(_clean(cell)): j for j, cell in enumerate(sheet.rows[header_row])}
    for label, field in spec["columns"].items():
        if field not in fields and field != "note":
            raise InputFileError(file_name, f"column {label!r} is missing", f"thiếu cột {label!r}", sheet=sheet.name)
    body = sheet.rows[header_row + 1 :]
    data = {field: [_to_text(row[j]) if j < len(row) else "" for row in body] for field, j in fields.items() if field}
    frame = pl.DataFrame(data, schema_overrides=dict.fromkeys(data, pl.String))
    frame = frame.with_row_index("sheet_row", offset=sheet.first_row + header_row + 2)
    addresses = [
        pl.format("{}{}", pl.lit(xl_col_to_name(sheet.first_column + j)), "sheet_row").alias(f"{field}_cell")
        for field, j in fields.items()
        if field
    ]
    return frame.with_columns(addresses).filter((pl.col("area_code") != "") | (pl.col("title_id") != ""))


def _to_text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell.strip()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _map_codes(
    rows: pl.DataFrame, block: FormBlock, catalogue: Catalogue, spec: dict[str, Any], rejections: Rejections
) -> pl.DataFrame:
    areas = catalogue.areas.filter(
        (pl.col("valid_from").is_null() | (pl.col("valid_from") <= block.period.end))
        & (pl.col("valid_to").is_null() | (pl.col("valid_to") >= block.period.end))
    ).select("area_id", area_code="area_code")
    rows = rows.join(areas, on="area_code", how="left", maintain_order="left")
    rows = rejections.split(
        rows,
        pl.col("area_id").is_null(),
        "area_code",
        "unknown_area",
        f"mã địa bàn không có ở kỳ {block.period}",
        f"no area with this code existed in period {block.period}",
    )
    squeezed = {column: pl.col(column).str.replace_all(r"\s+", " ") for column in ("title_id", "group_id")}
    rows = rows.with_columns(
        title=squeezed["title_id"].replace_strict(spec["titles"], default=None, return_dtype=pl.String),
        group=squeezed["group_id"].replace_strict({"": "", **spec["groups"]}, default=None, return_dtype=pl.String),
    )
    rows = rejections.split(
        rows,
        pl.col("title").is_null(),
        "title_id",
        "unknown_title",
        "danh hiệu không có trong biểu mẫu",
        "no such title in the form",
    )
    rows = rejections.split(
        rows,
        pl.col("group").is_null(),
        "group_id",
        "unknown_group",
        "nhóm đối tượng không có trong biểu mẫu",
        "no such group in the form",
    )
    key = pl.struct("area_id", "title", "group")
    return rejections.split(
        rows,
        ~key.is_first_distinct(),
        "area_code",
        "duplicate",
        "địa bàn, danh hiệu và nhóm này đã có ở trên",
        "this area, title and group stand above already",
    )


def _read_counts(rows: pl.DataFrame, spec: dict[str, Any], rejections: Rejections) -> pl.DataFrame:
    """Each measure typed; ``<measure>_missing`` is true where the form says it was not reported."""
    silent = pl.Series(spec["not_reported"]).implode()
    for measure in ORDERED_MEASURES:
        text = pl.col(measure)
        asked = pl.lit(True)
        if measure in spec["applies"]:
            asked = (pl.col("title") == spec["applies"][measure]) & (pl.col("group") == "")
        rows = rows.with_columns(
            text.cast(pl.Int64, strict=False).alias(f"{measure}_count"),
            text.is_in(silent).alias(f"{measure}_missing"),
            (asked | (text != "")).alias(f"{measure}_asked"),
        )
        wrong = pl.col(f"{measure}_asked") & pl.col(f"{measure}_count").is_null() & ~pl.col(f"{measure}_missing")
        rows = rejections.split(
            rows,
            wrong,
            measure,
            "not_a_count",
            "ghi số nguyên, hoặc KBC nếu không báo cáo",
            "write a whole number, or KBC when not reported",
        )
        rows = rejections.split(
            rows, (pl.col(f"{measure}_count") < 0).fill_null(False), measure, "negative", "số âm", "a negative number"
        )
    return rows


def _check_order(rows: pl.DataFrame, rejections: Rejections) -> pl.DataFrame:
    """recognised ≤ assessed ≤ registered ≤ total and proficient ≤ skilled ≤ recognised, wherever both are given."""
    for larger, smaller in pairwise(ORDERED_MEASURES):
        rows = rejections.split(
            rows,
            (pl.col(f"{smaller}_count") > pl.col(f"{larger}_count")).fill_null(False),
            smaller,
            "part_over_whole",
            "lớn hơn cột bên trái (được công nhận ≤ được đánh giá ≤ đăng ký ≤ tổng số)",
            "larger than the column to its left (recognised ≤ assessed ≤ registered ≤ total)",
        )
    return rows


def _finish(rows: pl.DataFrame, sheet: Sheet, block: FormBlock, spec: dict[str, Any]) -> pl.DataFrame:
    """One row per count or declared gap, in the columns of the store."""
    parts = [
        rows.filter(pl.col(f"{measure}_asked")).select(
            area_id="area_id",
            period=pl.lit(block.period.code),
            subject_id="title",
            group_id="group",
            measure=pl.lit(measure),
            basis=pl.lit(Basis.NONE.value),
            value=pl.col(f"{measure}_count").cast(pl.Decimal(18, 4)),
            qualifier=pl.lit(Qualifier.EXACT.value),
            missing_reason=pl.when(f"{measure}_missing").then(pl.lit(MissingReason.NOT_REPORTED.value)),
            as_of=pl.lit(block.as_of),
            report_status=pl.lit(block.report_status),
            is_simulated=pl.lit(block.is_simulated),
            sheet=pl.lit(sheet.name),
            cell=f"{measure}_cell",
            source_url=pl.lit(None, dtype=pl.String),
            credibility=pl.lit(None, dtype=pl.String),
        )
        for measure in ORDERED_MEASURES
    ]
    return pl.concat(parts).select(*REPORTED_VALUE_SCHEMA)
