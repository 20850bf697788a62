"""Reads .xls with xlrd: it tells errors, formats and merged cells, and a damaged file costs it no more memory than the file's size."""

from __future__ import annotations

import io
import struct
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import xlrd
from xlrd.compdoc import CompDoc

from etl.reading.content import read_content
from etl.reading.grid import SheetScan, note_hidden, place_rows
from etl.reading.limits import MAX_CELLS, MAX_XLS_BYTES
from etl.reading.model import NO_RESULT, Note, Position, Sheet, Workbook
from etl.reading.refusal import refuse
from etl.reading.xlsx import is_percent_format
from etl.received import ReceivedFile

_OLE = b"\xd0\xcf\x11\xe0"
_BOUND_SHEET, _FORMULA, _BEGIN = 0x0085, 0x0006, 0x0809
_SPECIAL_RESULT = b"\xff\xff"
_EMPTY_TEXT_TOKEN = b"\x17\x00"


def read_xls(file: ReceivedFile) -> Workbook:
    """Read every worksheet that is not empty.

    Raises
    ------
    InputFileError
        The file is protected by a password, too large, or not a workbook.
    """
    content = read_content(file, MAX_XLS_BYTES)
    try:
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO(), on_demand=True
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise refuse(file.name, "password_protected") from error
        raise refuse(file.name, "damaged_file", reason=str(error)[:120]) from error
    unsaved = _find_unsaved_formulas(content)
    sheets: list[Sheet] = []
    left = MAX_CELLS
    for number in range(book.nsheets):
        sheet = _read_sheet(book, book.sheet_by_index(number), unsaved[number], file)
        book.unload_sheet(number)
        left -= len(sheet.rows) * len(sheet.rows[0]) if sheet.rows else 0
        if left < 0:
            raise refuse(file.name, "too_many_cells", limit=MAX_CELLS)
        if sheet.rows:
            sheets.append(sheet)
    return Workbook(sheets, [*_note_macros(content), *note_hidden(sheets)])


def _note_macros(content: bytes) -> list[Note]:
    return [Note("macros_not_run")] if "_VBA_PROJECT_CUR".encode("utf-16-le") in content else []


def _read_sheet(book: Any, sheet: Any, unsaved: set[Position], file: ReceivedFile) -> Sheet:
    scan = SheetScan(is_hidden=sheet.visibility != 0)
    scan.merged = [((top, left), (bottom - 1, right - 1)) for top, bottom, left, right in sheet.merged_cells]
    scan.errors = dict.fromkeys(unsaved, NO_RESULT)
    percent_styles = {
        i
        for i, style in enumerate(book.xf_list)
        if style.format_key in book.format_map and is_percent_format(book.format_map[style.format_key].format_str)
    }
    cells: dict[Position, Any] = {}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype == xlrd.XL_CELL_ERROR:
                scan.errors[row, column] = xlrd.error_text_from_code.get(cell.value, "#N/A")
            elif cell.ctype == xlrd.XL_CELL_NUMBER and cell.xf_index in percent_styles:
                scan.percents.add((row, column))
            if cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR) and cell.value != "":
                cells[row, column] = _convert_cell(cell, book.datemode)
    first, rows = _lay_out(cells, file)
    return place_rows(sheet.name, first, rows, scan, scan.merged)


def _lay_out(cells: dict[Position, Any], file: ReceivedFile) -> tuple[Position, list[list[Any]]]:
    if not cells:
        return (0, 0), []
    top, bottom = min(row for row, _ in cells), max(row for row, _ in cells)
    left, right = min(column for _, column in cells), max(column for _, column in cells)
    if (bottom - top + 1) * (right - left + 1) > MAX_CELLS:
        raise refuse(file.name, "too_many_cells", limit=MAX_CELLS)
    rows = [[""] * (right - left + 1) for _ in range(bottom - top + 1)]
    for (row, column), value in cells.items():
        rows[row - top][column - left] = value
    return (top, left), rows


def _convert_cell(cell: Any, datemode: int) -> str | float | bool | date | time:
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype != xlrd.XL_CELL_DATE:
        return cell.value  # type: ignore[no-any-return]
    try:
        moment: datetime = xlrd.xldate_as_datetime(cell.value, datemode)
    except (xlrd.xldate.XLDateError, OverflowError):
        return float(cell.value)
    if cell.value < 1:
        return moment.time()
    return moment.date() if moment.time() == time() else moment


def _find_unsaved_formulas(content: bytes) -> defaultdict[int, set[Position]]:
    """By sheet: formulas that were saved with the result "" although they name no empty text, as writers do that do not calculate."""
    found: defaultdict[int, set[Position]] = defaultdict(set)
    starts: dict[int, int] = {}
    sheet = -1
    for position, kind, body in _read_records(_find_stream(content)):
        if kind == _BOUND_SHEET and len(body) > 5 and body[5] == 0:
            starts[struct.unpack_from("<I", body)[0]] = len(starts)
        elif kind == _BEGIN:
            sheet = starts.get(position, sheet if not starts else -1)
        elif kind == _FORMULA and sheet >= 0 and _is_unsaved(body):
            found[sheet].add(struct.unpack_from("<HH", body))
    return found


def _is_unsaved(formula: bytes) -> bool:
    is_empty_text = len(formula) >= 22 and formula[12:14] == _SPECIAL_RESULT and formula[6] == 3
    return is_empty_text and _EMPTY_TEXT_TOKEN not in formula[22:]


def _find_stream(content: bytes) -> bytes:
    """The workbook's records within the file's container."""
    if not content.startswith(_OLE):
        return content
    container = CompDoc(content, logfile=io.StringIO())
    for name in ("Workbook", "Book"):
        memory, base, length = container.locate_named_stream(name)
        if memory:
            return bytes(memory[base : base + length])
    return b""


def _read_records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    position = 0
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        yield position, kind, stream[position + 4 : position + 4 + length]
        position += 4 + length
