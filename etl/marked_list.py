"""The first sheet of a marked workbook: every finding in a table, each with a link to its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Final

import openpyxl
import polars as pl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from etl.form import FONT, measure_height
from etl.workbook_copy import MARK_SHEET_NAME

SEVERITY_COLUMN, LINK_COLUMN = 2, 4
WIDTHS: Final = (6, 11, 24, 9, 28, 62, 34)
FONT_NAME: Final = FONT["font_name"]
HEADER_FILL: Final = PatternFill("solid", fgColor="DCE6F1")
THIN: Final = Side(style="thin", color="BFBFBF")
BORDER: Final = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
SEVERITY_COLOURS: Final = {"error": "C00000", "warning": "8A5A00"}
MAX_TEXT: Final = 1_000
MAX_HEIGHT: Final = 400  # points; Excel allows 409


@dataclass(frozen=True)
class ListedFinding:
    """A finding, with ``message`` in the language asked for, and the cell it is marked at; null where it has none."""

    finding: dict[str, Any]
    cell: Any


def write_list(
    book: openpyxl.Workbook,
    listed: Sequence[ListedFinding],
    findings: pl.DataFrame,
    file_name: str,
    cut: Sequence[tuple[str, int]],
    words: Mapping[str, Any],
) -> None:
    """Add the sheet in front of the others and open the workbook there.

    Parameters
    ----------
    listed : sequence of ListedFinding
        What the table shows, in its order.
    findings : pl.DataFrame
        All findings, to be counted.
    cut : sequence of (sheet, rows)
        Sheets too long to be copied whole.
    """
    sheet = book.create_sheet(MARK_SHEET_NAME, 0)
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet  # two selected sheets would both be edited
    book.active = 0
    for view in book.views:
        view.firstSheet = 0
    header_row = _write_summary(sheet, len(listed), findings, file_name, cut, words) + 1
    for column, label in enumerate(words["columns"], start=1):
        cell = _write_text(sheet, header_row, column, label)
        cell.font = Font(name=FONT_NAME, size=12, bold=True)
        cell.fill, cell.border = HEADER_FILL, BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for number, entry in enumerate(listed, start=1):
        _write_finding(sheet, header_row + number, number, entry, words)
    _style_rows(sheet, header_row + 1, listed)
    _lay_out(sheet, header_row, header_row + len(listed))


def _write_summary(
    sheet: Worksheet,
    listed_count: int,
    findings: pl.DataFrame,
    file_name: str,
    cut: Sequence[tuple[str, int]],
    words: Mapping[str, Any],
) -> int:
    error_count = findings.filter(pl.col("severity") == "error").height
    counts = {"errors": error_count, "warnings": findings.height - error_count, "file": file_name}
    lines = [words["summary"].format(**counts), words["how"]]
    if findings.height > listed_count:
        lines.append(words["more"].format(limit=listed_count, more=findings.height - listed_count))
    lines += [words["shortened"].format(sheet=name, rows=rows) for name, rows in cut]
    _write_text(sheet, 1, 1, words["title"]).font = Font(name=FONT_NAME, size=14, bold=True)
    for row, line in enumerate(lines, start=2):
        _write_text(sheet, row, 1, _shorten(line)).font = Font(name=FONT_NAME, size=12, bold=row == 2, italic=row > 2)
    return len(lines) + 2


def _write_finding(sheet: Worksheet, row: int, number: int, entry: ListedFinding, words: Mapping[str, Any]) -> None:
    finding, marked = entry.finding, entry.cell
    place = finding["sheet"]
    if marked is not None and marked.parent.sheet_state != "visible":
        place = f"{place} {words['hidden']}"
    told = finding["value"] or "", finding["message"], "; ".join(finding["suggestions"])
    texts = [_shorten(text) for text in (words[finding["severity"]], place, finding["cell"], *told)]
    sheet.cell(row, 1, number)
    for column, text in enumerate(texts, start=2):
        _write_text(sheet, row, column, text)
    sheet.row_dimensions[row].height = min(measure_height(zip(texts, WIDTHS[1:], strict=True)), MAX_HEIGHT)
    if marked is not None:
        link = sheet.cell(row, LINK_COLUMN)
        location = f"{quote_sheetname(marked.parent.title)}!{marked.coordinate}"
        link.hyperlink = Hyperlink(ref=link.coordinate, location=location)


def _style_rows(sheet: Worksheet, first_row: int, listed: Sequence[ListedFinding]) -> None:
    """Fonts, lines and alignment: made once for each look, then shared, for openpyxl takes long to compare styles."""
    looks: dict[tuple[int, str, bool], Any] = {}
    for row, entry in enumerate(listed, start=first_row):
        for column in range(1, len(WIDTHS) + 1):
            cell = sheet.cell(row, column)
            look = (column, entry.finding["severity"], entry.cell is not None)
            if look not in looks:
                _style_cell(cell, *look)
                looks[look] = cell._style
            cell._style = copy(looks[look])


def _style_cell(cell: Any, column: int, severity: str, is_linked: bool) -> None:
    font: dict[str, Any] = {}
    if column == SEVERITY_COLUMN:
        font = {"bold": True, "color": SEVERITY_COLOURS[severity]}
    elif column == LINK_COLUMN and is_linked:
        font = {"underline": "single", "color": "0563C1"}
    cell.font = Font(name=FONT_NAME, size=12, **font)
    cell.border = BORDER
    horizontal = "center" if column in (1, LINK_COLUMN) else None
    cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal=horizontal)


def _write_text(sheet: Worksheet, row: int, column: int, text: str) -> Any:
    """A cell that stays text whatever the text starts with."""
    cell = sheet.cell(row, column)
    if text:
        cell.value = text
        cell.data_type = "s"
    return cell


def _shorten(text: str) -> str:
    """A text that a cell can hold and a screen can show."""
    shown = ILLEGAL_CHARACTERS_RE.sub("", text)
    return shown if len(shown) <= MAX_TEXT else f"{shown[:MAX_TEXT]}…"


def _lay_out(sheet: Worksheet, header_row: int, last_row: int) -> None:
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"A{header_row + 1}"
    sheet.auto_filter.ref = f"A{header_row}:{get_column_letter(len(WIDTHS))}{last_row}"
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.oddFooter.center.text = "&P/&N"
