"""Reads .xlsb: its records are walked here for errors, percentages and merged cells, the values read by python-calamine."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from xlsxwriter.utility import xl_rowcol_to_cell

from etl.reading.archive import Archive, pack_parts
from etl.reading.grid import SheetScan, note_hidden, read_with_calamine
from etl.reading.limits import MAX_CELLS, MAX_ELEMENTS, MAX_TEXT_BYTES
from etl.reading.model import Workbook
from etl.reading.refusal import refuse
from etl.reading.xlsx import is_percent_format, list_relations, note_parts
from etl.received import ReceivedFile

_BOOK = "xl/workbook.bin"
_FRAME = (
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/_rels/workbook.bin.rels",
    _BOOK,
    "xl/styles.bin",
    "xl/sharedStrings.bin",
)
_ROW, _BLANK, _ERROR, _TEXT_INDEX, _FORMULA_ERROR = 0, 1, 3, 7, 11
_NUMBERS = {2, 5, 9}  # packed number, number, formula with a number
_LAST_CELL = 11
_SHEET, _STRING, _FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END, _MERGED = 156, 19, 44, 47, 617, 618, 176
_PERCENT_FORMATS = {9, 10}
_ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
    43: "#GETTING_DATA",
}


def read_xlsb(file: ReceivedFile) -> Workbook:
    """Read every worksheet that is not empty.

    Raises
    ------
    InputFileError
        A cell far away from the table, or more than the limits allow.
    """
    archive = Archive.open(file)
    parts = {name: [archive.read(name)] for name in filter(archive.has, _FRAME)}
    percent_styles = _find_percent_styles(archive.read("xl/styles.bin"))
    text_sizes = [len(body) for kind, body in read_records(archive.read("xl/sharedStrings.bin")) if kind == _STRING]
    scans: dict[str, SheetScan] = {}
    text_bytes = 0
    for sheet, part in _list_sheets(archive).items():
        content = archive.read(part)
        parts[part] = [content]
        scans[sheet], size = _scan_sheet(file, sheet, content, percent_styles, text_sizes)
        text_bytes += size
    if text_bytes > MAX_TEXT_BYTES:
        raise refuse(file.name, "unpacks_too_large", limit=MAX_TEXT_BYTES // 1_000_000)
    sheets = read_with_calamine(file, [pack_parts(file, parts.items())], scans)
    return Workbook(sheets, [*note_parts(archive), *note_hidden(sheets)])


def read_records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and body of each record of a part; kind and length come in groups of seven bits."""
    position, end, count = 0, len(content), 0
    while position < end:
        kind = content[position]
        position += 1
        if kind & 0x80:
            kind = kind & 0x7F | (content[position] & 0x7F) << 7
            position += 1
        length = 0
        for shift in (0, 7, 14, 21):
            byte = content[position]
            position += 1
            length |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        count += 1
        if position + length > end or count > MAX_ELEMENTS:
            raise ValueError("record beyond the end")
        yield kind, content[position : position + length]
        position += length


def _read_text(body: bytes, start: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", body, start)
    end = start + 4 + 2 * length
    if end > len(body):
        raise ValueError("text beyond its record")
    return body[start + 4 : end].decode("utf-16-le"), end


def _list_sheets(archive: Archive) -> dict[str, str]:
    targets = list_relations(archive, _BOOK)
    sheets: dict[str, str] = {}
    for kind, body in read_records(archive.read(_BOOK)):
        if kind == _SHEET:
            key, end = _read_text(body, 8)
            part = targets.get(key, "")
            if archive.has(part) and part not in sheets.values():
                sheets[_read_text(body, end)[0]] = part
    return sheets


def _find_percent_styles(styles: bytes) -> set[int]:
    formats = set(_PERCENT_FORMATS)
    percents: set[int] = set()
    style, is_cell_style = 0, False
    for kind, body in read_records(styles):
        if kind == _FORMAT and is_percent_format(_read_text(body, 2)[0]):
            formats.add(struct.unpack_from("<H", body)[0])
        elif kind in (_STYLES_BEGIN, _STYLES_END):
            is_cell_style = kind == _STYLES_BEGIN
        elif kind == _STYLE and is_cell_style:
            if struct.unpack_from("<H", body, 2)[0] in formats:
                percents.add(style)
            style += 1
    return percents


def _scan_sheet(
    file: ReceivedFile, sheet: str, content: bytes, percent_styles: set[int], text_sizes: list[int]
) -> tuple[SheetScan, int]:
    """What calamine does not tell of a sheet, and the bytes of its shared texts."""
    scan = SheetScan()
    row = last_row = last_column = text_bytes = 0
    for kind, body in read_records(content):
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", body)
        elif _BLANK < kind <= _LAST_CELL:
            column, style = struct.unpack_from("<II", body)
            last_row, last_column = max(last_row, row + 1), max(last_column, column + 1)
            if last_row * last_column > MAX_CELLS:
                cell = xl_rowcol_to_cell(row, column)
                raise refuse(file.name, "far_cell", sheet=sheet, cell=cell, count=last_row * last_column)
            if kind in (_ERROR, _FORMULA_ERROR):
                scan.errors[row, column] = _ERRORS.get(body[8], "#N/A")
            elif kind in _NUMBERS and style & 0xFFFFFF in percent_styles:
                scan.percents.add((row, column))
            elif kind == _TEXT_INDEX:
                text_bytes += text_sizes[struct.unpack_from("<I", body, 8)[0]]
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<IIII", body)
            scan.merged.append(((top, left), (bottom, right)))
    return scan, text_bytes
