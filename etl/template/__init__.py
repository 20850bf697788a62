"""The workbook an area is asked to fill: the standard form with its codes and names locked, and checks that answer as one types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl.form import (
    CREATED_AT,
    FIRST_DATA_ROW,
    FONT,
    FORM_SCHEMA,
    FORM_TITLE,
    HEADER_ROW,
    HEADER_STYLE,
    MARKER_ROW,
    MEASURES,
    SHEET_NAME,
    FormHeader,
    measure_height,
    read_form_texts,
    write_block,
)
from etl.template.formulas import FIRST_MEASURE, write_progress, write_row_check
from etl.template.guide import write_guide
from etl.template.rows import ADULTS, find_province, list_template_rows, list_units
from etl.template.rules import FREE_FIELDS, add_fills, add_validations, find_block_cell
from etl.template.score_sheets import write_blank_scores
from etl.workbook_copy import read_workbook_words
from warehouse.catalogue import Catalogue
from warehouse.errors import Dich2030Error
from warehouse.model import ReportStatus
from warehouse.periods import Period

NOTE_COLUMN: Final = len(FORM_SCHEMA)
WIDTHS: Final = (6, 10, 26, 33, 33, 11, 11, 11, 11, 11, 12, 20, 36)
HEADER_HEIGHT: Final = 50
ALLOWED: Final = {"format_columns": True, "format_rows": True, "autofilter": True}
BOX: Final[Mapping[str, Any]] = {**FONT, "border": 1, "border_color": "#BFBFBF", "valign": "vcenter"}
TABLE_STYLES: Final[Mapping[str, Mapping[str, Any]]] = {
    "text": {**BOX, "text_wrap": True},
    "number": {**BOX, "align": "center"},
    "code": {**BOX, "num_format": "@", "align": "center"},
    "count": {**BOX, "num_format": "#,##0", "align": "right", "locked": False},
    "grey": {**BOX, "bg_color": "#E3E3E3"},
    "note": {**BOX, "text_wrap": True, "locked": False},
}
OTHER_STYLES: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {**FONT, "font_size": 14, "bold": True},
    "label": {**FONT, "bold": True},
    "locked": FONT,
    "free": {**FONT, "num_format": "@", "locked": False, "border": 1, "border_color": "#BFBFBF"},
    "header": {**FONT, **HEADER_STYLE},
    "progress": {**FONT, "bold": True, "font_color": "#1F3864"},
    "empty": {"bg_color": "#FFF2CC"},
    "broken": {"bg_color": "#F4B6B0", "font_color": "#7A0000"},
    "ok": {"font_color": "#1E6B34", "bold": True},
    "wrong": {"font_color": "#B00000", "bold": True},
}
UNIT_LINE: Final = {"top": 2, "top_color": "#7F7F7F"}


@dataclass(frozen=True)
class _Styles:
    """Formats by kind; ``first`` those of the first row of a unit, which has a line above it."""

    plain: Mapping[str, Format]
    first: Mapping[str, Format]


def propose_template_name(area_id: str, period: Period, source_id: str = "standard_form") -> str:
    """File name of a template.

    >>> propose_template_name("00004.2025-07", Period.parse("2026-H1"))
    'bieu-danh-hieu_00004_2026-H1.xlsx'
    """
    stem = "phieu-cham-diem" if source_id == "score_sheets" else "bieu-danh-hieu"
    return f"{stem}_{area_id.partition('.')[0]}_{period}.xlsx"


def write_template(
    catalogue: Catalogue, area_id: str, period: Period, out: Path, source_id: str = "standard_form"
) -> Path:
    """Write the standard form for an area and a period, to be filled, or the table of score sheets.

    It has a row for each unit, title and group the form asks for. The units are the ward itself, or the wards (before
    1/7/2025 the former ones) of the province or former district on the period's last day; a district without wards reports
    itself. All cells but those to fill are locked, without a password. Every formula is stored with its result.

    Parameters
    ----------
    area_id : str
        A ward, district or province that exists on the last day of ``period``.
    out : Path
        Where to write the .xlsx; its folder must exist.

    Returns
    -------
    Path
        ``out``. The same catalogue, area and period give the same bytes.

    Raises
    ------
    Dich2030Error
        The source is no form, or no such area existed on the period's last day.
    """
    if catalogue.sources.get(source_id, {}).get("kind") == "score_sheets":
        return write_blank_scores(catalogue, area_id, period, out)
    if catalogue.sources.get(source_id, {}).get("sheet") != SHEET_NAME:
        raise Dich2030Error(f"no template for source {source_id!r}", f"nguồn {source_id!r} không có biểu mẫu để điền")
    rows = list_template_rows(list_units(catalogue.areas, area_id, period), catalogue)
    words = read_workbook_words()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        book.set_properties({"title": FORM_TITLE, "created": CREATED_AT})
        styles = _add_styles(book)
        sheet = book.add_worksheet(SHEET_NAME)
        _lay_out(sheet, rows.height, words["sheet"]["footer"])
        _write_head(sheet, _describe(catalogue.areas, area_id, period, words), rows.height, styles.plain, words)
        for row, values in enumerate(rows.iter_rows(named=True), start=FIRST_DATA_ROW):
            _write_row(sheet, row, values, styles.first if values["is_first"] else styles.plain, words)
        add_validations(sheet, rows.height, words["validation"])
        add_fills(sheet, rows, styles.plain, words["check"])
        write_guide(book, words["guide"])
    return out


def _add_styles(book: xlsxwriter.Workbook) -> _Styles:
    plain = {kind: book.add_format(dict(style)) for kind, style in {**TABLE_STYLES, **OTHER_STYLES}.items()}
    return _Styles(plain, {kind: book.add_format({**style, **UNIT_LINE}) for kind, style in TABLE_STYLES.items()})


def _describe(areas: pl.DataFrame, area_id: str, period: Period, words: Mapping[str, Any]) -> FormHeader:
    province = find_province(areas, area_id)
    name = areas.row(by_predicate=pl.col("area_id") == area_id, named=True)["name_vi"]
    source = words["sheet"]["source"].format(area=name)
    code, province_name = province["area_code"], province["name_vi"]
    return FormHeader(code, province_name, period.code, period.end, ReportStatus.PROVISIONAL, source)


def _write_head(
    sheet: Worksheet, header: FormHeader, row_count: int, styles: Mapping[str, Format], words: Mapping[str, Any]
) -> None:
    """The block, the line of progress and the header row, from the top: rows are written out as they come."""
    texts = read_form_texts()
    fields = {field: styles["free" if field in FREE_FIELDS else "locked"] for field in texts.block}
    write_block(sheet, header, styles["title"], styles["label"], fields)
    progress = words["progress"]
    formula = write_progress(FIRST_DATA_ROW + 1, FIRST_DATA_ROW + row_count, words["check"], progress)
    nothing = f"{progress['filled']}0/{row_count}{progress['rows']}0{progress['wrong']}"
    sheet.write_formula(MARKER_ROW, 0, formula, styles["progress"], nothing)
    sheet.set_row(HEADER_ROW, HEADER_HEIGHT)
    labels = [texts.columns[field] for field in ("row_number", *FORM_SCHEMA)]
    for column, label in enumerate([*labels, words["sheet"]["check"]]):
        sheet.write_string(HEADER_ROW, column, label, styles["header"])


def _write_row(
    sheet: Worksheet, row: int, values: Mapping[str, Any], styles: Mapping[str, Format], words: Mapping[str, Any]
) -> None:
    texts = read_form_texts()
    is_adults = values["title_id"] == ADULTS and values["group_id"] is None
    group = words["sheet"]["adults"] if is_adults else texts.groups[values["group_id"]] if values["group_id"] else ""
    labels = (values["area_name"], texts.titles[values["title_id"]], group)
    sheet.set_row(row, measure_height(zip(labels, WIDTHS[2:5], strict=True)))
    sheet.write_number(row, 0, row - FIRST_DATA_ROW + 1, styles["number"])
    sheet.write_string(row, 1, values["area_code"], styles["code"])
    for column, label in enumerate(labels, start=2):
        sheet.write_string(row, column, label, styles["text"])
    for position in range(len(MEASURES)):
        kind = "count" if position < values["asked_count"] else "grey"
        sheet.write_blank(row, FIRST_MEASURE + position, None, styles[kind])
    sheet.write_blank(row, NOTE_COLUMN, None, styles["note"])
    formula = write_row_check(row + 1, values["asked_count"], is_adults, words["check"])
    sheet.write_formula(row, NOTE_COLUMN + 1, formula, styles["text"], words["check"]["empty"])


def _lay_out(sheet: Worksheet, row_count: int, footer: str) -> None:
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    last_row = FIRST_DATA_ROW + row_count - 1
    sheet.freeze_panes(FIRST_DATA_ROW, 3)
    sheet.autofilter(HEADER_ROW, 0, last_row, NOTE_COLUMN + 1)
    codes = f"{find_block_cell('province_code')} B{FIRST_DATA_ROW + 1}:B{last_row + 1}"
    sheet.ignore_errors({"number_stored_as_text": codes})
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_footer(footer)
    sheet.protect(options=ALLOWED)
