"""The standard reporting form (biểu danh hiệu): where things stand on its sheet, and its writer.

The texts of the form and what they mean are data (``data/catalog/sources/standard_form.toml``), shared with the reader.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from warehouse.model import Measure, ReportStatus

FORM_FILE: Final = Path(__file__).parents[1] / "data" / "catalog" / "sources" / "standard_form.toml"
FORM_TITLE: Final = "BIỂU TỔNG HỢP KẾT QUẢ CÔNG NHẬN DANH HIỆU HỌC TẬP"
SHEET_NAME: Final = "Biểu danh hiệu"
SIMULATED_MARKER: Final = "SỐ LIỆU MÔ PHỎNG – KHÔNG PHẢI SỐ LIỆU THẬT"
NOT_REPORTED: Final = "KBC"

TITLE_ROW: Final = 0
BLOCK_ROW: Final = 1
MARKER_ROW: Final = 6
HEADER_ROW: Final = 7
FIRST_DATA_ROW: Final = 8

MEASURES: Final = (
    Measure.TOTAL,
    Measure.REGISTERED,
    Measure.ASSESSED,
    Measure.RECOGNISED,
    Measure.DIGITAL_SKILL,
    Measure.DIGITAL_PROFICIENCY,
)
FONT: Final[Mapping[str, Any]] = {"font_name": "Times New Roman", "font_size": 12}
HEADER_STYLE: Final[Mapping[str, Any]] = {
    "bold": True,
    "align": "center",
    "valign": "vcenter",
    "text_wrap": True,
    "border": 1,
    "bg_color": "#DCE6F1",
}
COLUMN_WIDTHS: Final = (6, 13, 30, 34, 34, 12, 12, 14, 15, 14, 14, 28)

FORM_SCHEMA: Final[Mapping[str, type[pl.DataType]]] = {
    "area_code": pl.String,
    "area_name": pl.String,
    "title_id": pl.String,
    "group_id": pl.String,
    **{measure.value: pl.Int64 for measure in MEASURES},
    "note": pl.String,
}

# Excel stores when a workbook was made; a fixed moment keeps the bytes a function of the content.
CREATED_AT: Final = datetime(2025, 1, 1)  # noqa: DTZ001 - the file format knows no time zone


LINE_HEIGHT: Final = 17  # points
LETTERS_PER_WIDTH: Final = 1.22  # in a unit of column width


@dataclass(frozen=True)
class FormHeader:
    """What one workbook reports on: a province, a period and the standing of its figures."""

    province_code: str
    province_name: str
    period: str
    as_of: date
    report_status: ReportStatus
    source: str
    is_simulated: bool = False


@dataclass(frozen=True)
class FormTexts:
    """The printed text of each field and code; ``applies`` names the one title a measure is for."""

    block: Mapping[str, str]
    columns: Mapping[str, str]
    titles: Mapping[str, str]
    groups: Mapping[str, str]
    report_status: Mapping[str, str]
    applies: Mapping[str, str]

    def is_applicable(self, measure: str, title_id: str, group_id: str | None) -> bool:
        """Whether the form asks for a measure on the row of a title and group."""
        title = self.applies.get(measure)
        return title is None or (title == title_id and group_id is None)


@cache
def read_form_texts(path: Path = FORM_FILE) -> FormTexts:
    """Read the texts of the form; where several texts mean one code, the first is the printed one."""
    source = tomllib.loads(path.read_text(encoding="utf-8"))
    return FormTexts(
        block={fields[0]: text for text, fields in source["block"].items()},
        columns=_invert(source["columns"]),
        titles=_invert(source["titles"]),
        groups=_invert(source["groups"]),
        report_status=_invert(source["report_status"]),
        applies=source["applies"],
    )


def write_form(path: Path, header: FormHeader, rows: pl.DataFrame) -> Path:
    """Write one report as a workbook of the standard form.

    Parameters
    ----------
    path : Path
        Where to write; its folder must exist.
    header : FormHeader
        The block above the table.
    rows : pl.DataFrame
        Grain: area × title × group, in the order to print; columns as ``FORM_SCHEMA``. Counts of people, households,
        clans, communities or units. ``group_id`` null is the title's total. A null measure prints as ``KBC`` where the
        form asks for it and as an empty cell where it does not.

    Returns
    -------
    Path
        ``path``. The same input gives the same bytes.

    Raises
    ------
    KeyError
        When a title or group is not one the form knows.
    """
    texts = read_form_texts()
    options = {"constant_memory": True, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as workbook:
        workbook.set_properties({"title": FORM_TITLE, "created": CREATED_AT})
        styles = _add_styles(workbook)
        sheet = workbook.add_worksheet(SHEET_NAME)
        _lay_out(sheet, FIRST_DATA_ROW + rows.height - 1)
        write_block(sheet, header, styles["title"], styles["label"], dict.fromkeys(texts.block, styles["plain"]))
        if header.is_simulated:
            _write_marker(sheet, styles["marker"])
        for column, field in enumerate(("row_number", *FORM_SCHEMA)):
            sheet.write_string(HEADER_ROW, column, texts.columns[field], styles["header"])
        _write_rows(sheet, rows.select(*FORM_SCHEMA), texts, styles)
    return path


def measure_height(texts: Iterable[tuple[str, float]]) -> int:
    """Height in points of a row of wrapped texts, each with the width of its column, in ``FONT``.

    Excel fits rows when it opens a workbook; LibreOffice does not always.

    >>> measure_height([("Nông dân", 30), ("Cộng đồng học tập (thôn, bản, ấp, tổ dân phố, khu phố)", 31)])
    34
    """
    return LINE_HEIGHT * max(int(len(text) / (width * LETTERS_PER_WIDTH)) + 1 for text, width in texts)


def write_block(
    sheet: Worksheet, header: FormHeader, title: Format, label: Format, value_styles: Mapping[str, Format]
) -> None:
    """Write the form's title and the block above its table; ``value_styles`` names a format for each field of the block."""
    texts = read_form_texts()
    values = {
        "province_code": (header.province_code, header.province_name),
        "period": (header.period,),
        "as_of": (header.as_of.strftime("%d/%m/%Y"),),
        "report_status": (texts.report_status[header.report_status.value],),
        "source": (header.source,),
    }
    sheet.write_string(TITLE_ROW, 0, FORM_TITLE, title)
    for row, (field, text) in enumerate(texts.block.items(), start=BLOCK_ROW):
        sheet.merge_range(row, 0, row, 1, text, label)
        for column, value in enumerate(values[field], start=2):
            sheet.write_string(row, column, value, value_styles[field])


def _invert(meanings: Mapping[str, str]) -> dict[str, str]:
    return {code: text for text, code in reversed(list(meanings.items()))}


def _add_styles(workbook: xlsxwriter.Workbook) -> dict[str, Format]:
    return {
        "title": workbook.add_format({**FONT, "font_size": 14, "bold": True}),
        "label": workbook.add_format({**FONT, "bold": True}),
        "plain": workbook.add_format(dict(FONT)),
        "marker": workbook.add_format({**FONT, "bold": True, "font_color": "#C00000", "bg_color": "#FDE9E7"}),
        "header": workbook.add_format({**FONT, **HEADER_STYLE}),
        "code": workbook.add_format({**FONT, "num_format": "@"}),
        "count": workbook.add_format({**FONT, "num_format": "#,##0"}),
        "missing": workbook.add_format({**FONT, "italic": True, "align": "right", "font_color": "#7F7F7F"}),
    }


def _lay_out(sheet: Worksheet, last_row: int) -> None:
    for column, width in enumerate(COLUMN_WIDTHS):
        sheet.set_column(column, column, width)
    last_column = len(COLUMN_WIDTHS) - 1
    sheet.freeze_panes(FIRST_DATA_ROW, 3)
    sheet.autofilter(HEADER_ROW, 0, max(last_row, HEADER_ROW), last_column)
    sheet.ignore_errors({"number_stored_as_text": f"A1:L{max(last_row, HEADER_ROW) + 1}"})
    sheet.hide_gridlines(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)


def _write_marker(sheet: Worksheet, style: Format) -> None:
    sheet.write_string(MARKER_ROW, 0, SIMULATED_MARKER, style)
    for column in range(1, len(COLUMN_WIDTHS)):
        sheet.write_blank(MARKER_ROW, column, None, style)


def _write_rows(sheet: Worksheet, rows: pl.DataFrame, texts: FormTexts, styles: Mapping[str, Format]) -> None:
    plain, code, count, missing = styles["plain"], styles["code"], styles["count"], styles["missing"]
    first_measure = list(FORM_SCHEMA).index(MEASURES[0]) + 1
    for row, values in enumerate(rows.iter_rows(), start=FIRST_DATA_ROW):
        area_code, area_name, title_id, group_id, *counts, note = values
        sheet.write_number(row, 0, row - FIRST_DATA_ROW + 1, plain)
        sheet.write_string(row, 1, area_code, code)
        sheet.write_string(row, 2, area_name, plain)
        sheet.write_string(row, 3, texts.titles[title_id], plain)
        if group_id is not None:
            sheet.write_string(row, 4, texts.groups[group_id], plain)
        for column, (measure, value) in enumerate(zip(MEASURES, counts, strict=True), start=first_measure):
            if value is not None:
                sheet.write_number(row, column, value, count)
            elif texts.is_applicable(measure, title_id, group_id):
                sheet.write_string(row, column, NOT_REPORTED, missing)
        if note is not None:
            sheet.write_string(row, len(FORM_SCHEMA), note, plain)
