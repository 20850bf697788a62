"""Writing the same rows as any of the formats officers send."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt
from xlsxwriter.utility import xl_cell_to_rowcol

Rows = Sequence[Sequence[Any]]
XLS_ERRORS = {
    "#NULL!": 0x00,
    "#DIV/0!": 0x07,
    "#VALUE!": 0x0F,
    "#REF!": 0x17,
    "#NAME?": 0x1D,
    "#NUM!": 0x24,
    "#N/A": 0x2A,
}
CREATED = datetime(2025, 1, 1)  # noqa: DTZ001 - the file format knows no time zone
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


@dataclass(frozen=True)
class Formula:
    """A formula and the result stored with it; None = none was stored."""

    text: str
    result: float | str | None


@dataclass(frozen=True)
class Styled:
    """A number under a number format."""

    value: float
    number_format: str


@dataclass(frozen=True)
class Tab:
    """One sheet: ``rows`` from ``origin`` on, ``None`` where a cell is empty."""

    name: str
    rows: Rows
    merged: tuple[str, ...] = ()
    is_hidden: bool = False
    origin: str = "A1"

    @property
    def cells(self) -> dict[tuple[int, int], Any]:
        """What is typed, by (row, column) of the sheet from 0."""
        top, left = xl_cell_to_rowcol(self.origin)
        return {
            (top + i, left + j): value
            for i, row in enumerate(self.rows)
            for j, value in enumerate(row)
            if value is not None
        }


def write_xlsx(path: Path, *tabs: Tab, vba: bytes | None = None) -> None:
    """An Excel workbook, with macros where ``vba`` is given."""
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False, "strings_to_formulas": False}) as workbook:
        workbook.set_properties({"created": CREATED})
        if vba is not None:
            workbook.add_vba_project(io.BytesIO(vba), is_stream=True)
        for tab in tabs:
            sheet = workbook.add_worksheet(tab.name)
            for merged in tab.merged:
                sheet.merge_range(merged, "")
            for (row, column), value in tab.cells.items():
                _write_xlsx_cell(workbook, sheet, row, column, value)
            if tab.is_hidden:
                sheet.hide()


def _write_xlsx_cell(workbook: xlsxwriter.Workbook, sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, Formula):
        assert value.result is not None, "use openpyxl for a formula without a result"
        sheet.write_formula(row, column, value.text, None, value.result)
    elif isinstance(value, Styled):
        sheet.write_number(row, column, value.value, workbook.add_format({"num_format": value.number_format}))
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, workbook.add_format({"num_format": "dd/mm/yyyy"}))
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write_number(row, column, value)


def write_xls(path: Path, *tabs: Tab) -> None:
    """A workbook of Excel 97–2003; a text such as ``#REF!`` is written as an error."""
    workbook = xlwt.Workbook(encoding="utf-8")
    for tab in tabs:
        sheet = workbook.add_sheet(tab.name)
        for (row, column), value in tab.cells.items():
            if value in XLS_ERRORS:
                sheet.row(row).set_cell_error(column, XLS_ERRORS[value])
            else:
                sheet.write(row, column, value)
        if tab.is_hidden:
            sheet.visibility = 1
    workbook.save(str(path))


def write_ods(path: Path, *tabs: Tab) -> None:
    """A LibreOffice workbook, by hand: gaps are written as repeated cells and rows, as LibreOffice does."""
    tables = "".join(_write_ods_table(tab) for tab in tabs)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.3">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        archive.writestr("META-INF/manifest.xml", manifest, zipfile.ZIP_DEFLATED)


def _write_ods_table(tab: Tab) -> str:
    cells = tab.cells
    rows, next_row = [], 0
    for row in sorted({row for row, _ in cells}):
        if row > next_row:
            rows.append(
                f'<table:table-row table:number-rows-repeated="{row - next_row}"><table:table-cell/></table:table-row>'
            )
        written, next_column = [], 0
        for column in sorted(column for at, column in cells if at == row):
            if column > next_column:
                written.append(f'<table:table-cell table:number-columns-repeated="{column - next_column}"/>')
            written.append(_write_ods_cell(cells[row, column]))
            next_column = column + 1
        rows.append(f"<table:table-row>{''.join(written)}</table:table-row>")
        next_row = row + 1
    wide = '<table:table-cell table:number-columns-repeated="1024"/>'
    tail = f'<table:table-row table:number-rows-repeated="1048000">{wide}</table:table-row>'
    return f'<table:table table:name="{escape(tab.name)}">{"".join(rows)}{tail}</table:table>'


def _write_ods_cell(value: Any) -> str:
    if isinstance(value, Formula):
        formula = escape(f"of:{value.text}", {'"': "&quot;"})
        return _write_ods_value(value.result, f' table:formula="{formula}"')
    return _write_ods_value(value, "")


def _write_ods_value(value: Any, formula: str) -> str:
    if value is None:
        return f"<table:table-cell{formula}/>"
    if value in XLS_ERRORS:
        kind = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
    elif isinstance(value, str):
        kind = 'office:value-type="string"'
    else:
        kind = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell{formula} {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def print_csv(rows: Rows, delimiter: str = ",") -> str:
    """The rows as text, quoted where they must be."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n").writerows(
        [["" if value is None else value for value in row] for row in rows]
    )
    return stream.getvalue()


def encode_windows_1258(text: str) -> bytes:
    """Vietnamese Windows: a letter of its own where the code page has one, else the letter and its tone mark after it.

    >>> unicodedata.normalize("NFC", encode_windows_1258("Hà Nội").decode("cp1258"))
    'Hà Nội'
    """
    return b"".join(_encode_letter(letter) for letter in unicodedata.normalize("NFC", text))


def _encode_letter(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tone = next(part for part in parts if part in TONES)
        return unicodedata.normalize("NFC", parts.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")
