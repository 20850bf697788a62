"""An extract as a workbook: the table, and a sheet saying what its numbers stand on."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from reports.extract import Column, Extract

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
NUMBER_FORMATS = {
    "text": "@", "code": "@", "count": "#,##0", "rate": '0.00"%"', "points": "+0.00;-0.00;0.00", "date": "dd/mm/yyyy",
    "datetime": "dd/mm/yyyy hh:mm:ss",
}  # fmt: skip
WIDEST, NARROWEST, OF_A_MOMENT = 48, 9, 19
YEARS = range(1900, 9999)  # workbooks know no day before, and round the last moment beyond what they know
HEADER_ROW = 2


@dataclass(frozen=True)
class WorkbookWords:
    """Words of the workbook in the language of the screen: names of its two sheets and of two of its rows."""

    table: str
    sources: str
    release: str
    link: str


def write_workbook(extract: Extract, words: WorkbookWords) -> bytes:
    """Workbook (.xlsx) whose texts never become formulas, numbers or links."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    book = Workbook(content, OPTIONS)
    _write_table(book, extract, words)
    _write_sources(book, extract, words)
    book.close()
    return content.getvalue()


def _write_table(book: Workbook, extract: Extract, words: WorkbookWords) -> None:
    sheet = book.add_worksheet(words.table)
    sheet.write_string(0, 0, extract.title, book.add_format({"bold": True, "font_size": 14}))
    sheet.write_string(1, 0, " · ".join(text for _label, text in extract.notes), book.add_format({"italic": True}))
    header = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#EEF2F6"})
    for number, column in enumerate(extract.columns):
        values = extract.rows[column.key].to_list()
        style = book.add_format({"num_format": NUMBER_FORMATS[column.kind]})
        sheet.set_column(number, number, _measure(column, values), style)
        sheet.write_string(HEADER_ROW, number, column.label, header)
        for row, value in enumerate(values, HEADER_ROW + 1):
            _write_cell(sheet, row, number, value, style)
    sheet.freeze_panes(HEADER_ROW + 1, 1)
    last_row, last_column = HEADER_ROW + max(1, extract.rows.height), max(0, len(extract.columns) - 1)
    sheet.autofilter(HEADER_ROW, 0, last_row, last_column)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)


def _write_sources(book: Workbook, extract: Extract, words: WorkbookWords) -> None:
    """Notes, release and link, then the files the table stands on."""
    sheet = book.add_worksheet(words.sources)
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, max(1, extract.sources.width - 1), 44)
    facts = (*extract.notes, (words.release, extract.release_id), (words.link, extract.link))
    sheet.write_string(0, 0, extract.title, bold)
    for row, (label, text) in enumerate(facts, 1):
        sheet.write_string(row, 0, label, bold)
        sheet.write_string(row, 1, text, wrapped)
    start = len(facts) + 2
    for number, heading in enumerate(extract.sources.columns):
        sheet.write_string(start, number, heading, bold)
        for row, value in enumerate(_as_texts(extract.sources[heading]), start + 1):
            sheet.write_string(row, number, value, wrapped)


def _write_cell(sheet: Worksheet, row: int, column: int, value: Any, style: Format) -> None:
    """One value; nothing where it is null."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif isinstance(value, date) and value.year in YEARS:
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, str | date):
        sheet.write_string(row, column, str(value), style)
    else:
        sheet.write_number(row, column, value, style)


def _measure(column: Column, values: list[Any]) -> int:
    """Width of a column in characters."""
    least = OF_A_MOMENT if column.kind == "datetime" else NARROWEST
    longest = max((len(value) for value in values if isinstance(value, str)), default=least)
    return min(WIDEST, max(NARROWEST, longest + 2, min(len(column.label), 18)))


def _as_texts(column: pl.Series) -> list[str]:
    return ["" if value is None else str(value) for value in column]
