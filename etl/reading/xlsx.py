"""Reads .xlsx and .xlsm: the parts are unpacked and scanned here, the values read by python-calamine."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

import polars as pl

from etl.reading.archive import Archive, pack_parts, refuse_unpacking
from etl.reading.elements import read_elements
from etl.reading.grid import note_hidden, read_with_calamine
from etl.reading.limits import MAX_TEXT_BYTES
from etl.reading.model import Note, Workbook
from etl.reading.refusal import refuse
from etl.reading.xlsx_cells import KEPT_CHUNKS, ReachError, SheetScanner, cut_rows
from etl.received import ReceivedFile

_BOOK = "xl/workbook.xml"
_FRAME = ("[Content_Types].xml", "_rels/.rels", _BOOK, "xl/_rels/workbook.xml.rels", "xl/styles.xml")
_STRINGS = "xl/sharedStrings.xml"
_LONG_STRING = 400
DIVIDED_CHUNKS = range(8, KEPT_CHUNKS)  # of rows in a workbook: for fewer, dividing costs more than it saves
_NO_ROWS = b"<worksheet><sheetData/></worksheet>"
_PERCENT_FORMATS = {9, 10}
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def read_xlsx(file: ReceivedFile) -> Workbook:
    """Read every worksheet that is not empty.

    Calamine reads the file itself when that is as Excel writes it, else a copy made of what was scanned.

    Raises
    ------
    InputFileError
        A cell far away from the table, or more than the limits allow.
    """
    archive = Archive.open(file)
    scanners = _scan_sheets(archive)
    sources = [io.BytesIO(archive.content)]
    if not archive.is_plain() or any(scanner.is_rewritten for scanner in scanners.values()):
        sources = [pack_parts(file, _list_parts(Archive.open(file)))]
    elif sum(scanner.chunk_count for scanner in scanners.values()) in DIVIDED_CHUNKS:
        sources = _divide(archive, scanners)
    sheets = read_with_calamine(file, sources, {sheet: scanner.finish() for sheet, scanner in scanners.items()})
    return Workbook(sheets, [*note_parts(archive), *note_hidden(sheets)])


def _scan_sheets(archive: Archive) -> dict[str, SheetScanner]:
    """What calamine does not tell of each worksheet."""
    percent_styles = find_percent_styles(archive.read("xl/styles.xml"))
    string_bytes = _measure_strings(archive.read(_STRINGS))
    scanners: dict[str, SheetScanner] = {}
    for sheet, part in _list_sheets(archive).items():
        scanners[sheet] = _scan_sheet(archive, sheet, part, SheetScanner(percent_styles, string_bytes))
        if sum(scanner.text_bytes for scanner in scanners.values()) > MAX_TEXT_BYTES:
            raise refuse_unpacking(archive.file, MAX_TEXT_BYTES)
        if sum(scanner.chunk_count for scanner in scanners.values()) >= KEPT_CHUNKS:
            scanners[sheet].chunks.clear()
    return scanners


def _scan_sheet(archive: Archive, sheet: str, part: str, scanner: SheetScanner) -> SheetScanner:
    """Scan a worksheet; once more, exactly, when its cells might reach too far."""
    try:
        scanner.scan_chunks(cut_rows(archive.stream(part)))
    except ReachError as error:
        if scanner.is_exact:
            raise refuse(archive.file.name, "far_cell", sheet=sheet, cell=error.cell, count=error.count) from error
        exact = SheetScanner(scanner.percent_styles, scanner.string_bytes, is_exact=True)
        return _scan_sheet(archive, sheet, part, exact)
    return scanner


def _list_parts(archive: Archive) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The parts that calamine needs, cells written as Excel does."""
    for name in filter(archive.has, (*_FRAME, _STRINGS)):
        yield name, [archive.read(name)]
    for part in _list_sheets(archive).values():
        scanner = SheetScanner(is_exact=True)
        yield part, (scanner.scan_cells(chunk.decode()).encode() for chunk in cut_rows(archive.stream(part)))


def _divide(archive: Archive, scanners: Mapping[str, SheetScanner]) -> list[io.BytesIO]:
    """Two workbooks: one with the upper half of the rows of every sheet, as they were scanned, and one with the others."""
    frame = [(name, [archive.read(name)]) for name in filter(archive.has, (*_FRAME, _STRINGS))]
    halves = {part: _halve(scanners[sheet]) for sheet, part in _list_sheets(archive).items()}

    def pack(half: int) -> io.BytesIO:
        return pack_parts(archive.file, [*frame, *((part, both[half]) for part, both in halves.items())])

    with ThreadPoolExecutor(2) as packers:
        return list(packers.map(pack, (0, 1)))


def _halve(scanner: SheetScanner) -> tuple[list[bytes], list[bytes]]:
    chunks, scanner.chunks, middle = scanner.chunks, [], scanner.chunk_count // 2
    if not middle:
        return chunks, [_NO_ROWS]
    return [*chunks[:middle], b"</sheetData></worksheet>"], [chunks[0].partition(b"<row")[0], *chunks[middle:]]


def list_relations(archive: Archive, book: str) -> dict[str, str]:
    """The parts that hold worksheets, by the keys the workbook names them by."""
    folder, base = posixpath.split(book)
    return {
        relation.attributes["Id"]: posixpath.normpath(f"/{folder}/{relation.attributes['Target']}").lstrip("/")
        if not relation.attributes["Target"].startswith("/")
        else relation.attributes["Target"].lstrip("/")
        for relation in read_elements(archive.read(f"{folder}/_rels/{base}.rels"))
        if relation.name == "Relationship" and relation.attributes.get("Type", "").endswith("/worksheet")
    }


def _list_sheets(archive: Archive) -> dict[str, str]:
    targets = list_relations(archive, _BOOK)
    parts: dict[str, str] = {}
    for element in read_elements(archive.read(_BOOK)):
        part = targets.get(element.attributes.get("id", ""), "")
        if element.name == "sheet" and archive.has(part) and part not in parts.values():
            parts[element.attributes["name"]] = part
    return parts


def note_parts(archive: Archive) -> list[Note]:
    """Notes on macros and on links to other files, neither of which is touched."""
    notes = []
    if any(name.startswith(("xl/vbaproject", "xl/macrosheets/")) for name in archive.entries):
        notes.append(Note("macros_not_run"))
    if any(name.startswith("xl/externallinks/") for name in archive.entries):
        notes.append(Note("external_links_not_followed"))
    return notes


def is_percent_format(code: str) -> bool:
    """Whether a number format shows percentages.

    >>> [is_percent_format(code) for code in ("0.0%", '0" %"', "General")]
    [True, False, False]
    """
    return "%" in _QUOTED.sub("", code)


def find_percent_styles(styles: bytes) -> frozenset[int]:
    """Indices of the cell styles under which a number is shown as a percentage."""
    if not styles:
        return frozenset()
    elements = read_elements(styles)
    formats = {
        element.attributes.get("numFmtId")
        for element in elements
        if element.name == "numFmt" and is_percent_format(element.attributes.get("formatCode", ""))
    } | {str(number) for number in _PERCENT_FORMATS}
    cell_styles = [element for element in elements if element.name == "xf" and element.parent == "cellXfs"]
    return frozenset(i for i, style in enumerate(cell_styles) if style.attributes.get("numFmtId") in formats)


def _measure_strings(strings: bytes) -> pl.Series | None:
    """Length of each shared string, when one is so long that repeating it could fill the memory."""
    if len(strings) < _LONG_STRING:
        return None
    sizes = pl.Series([strings.decode()]).str.split("<si").explode()[1:].str.len_bytes().cast(pl.Int64)
    return sizes if (sizes > _LONG_STRING).any() else None
