"""A small writer of .xlsb files (BIFF12), which no library writes: for fixtures."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
_MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@dataclass(frozen=True)
class Error:
    """A cell that holds an error such as ``#REF!``; of a formula or typed."""

    text: str
    is_formula: bool = False


@dataclass(frozen=True)
class Percent:
    """A number under the format 0.0%."""

    number: float


Cell = str | float | int | None | Error | Percent
Merge = tuple[tuple[int, int], tuple[int, int]]


def write_xlsb(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[Cell]]],
    *,
    hidden: Iterable[str] = (),
    merged: Mapping[str, Sequence[Merge]] | None = None,
) -> None:
    """Write a workbook: each sheet's rows from A1 on, None an empty cell; ``merged`` are ranges by first and last (row, column), from 0."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _list_content_types(len(sheets)))
        archive.writestr("_rels/.rels", _list_relations([("rId1", "xl/workbook.bin", "officeDocument")]))
        parts = [(f"rId{i}", f"worksheets/sheet{i}.bin", "worksheet") for i in range(1, len(sheets) + 1)]
        archive.writestr("xl/_rels/workbook.bin.rels", _list_relations([*parts, ("rId0", "styles.bin", "styles")]))
        archive.writestr("xl/workbook.bin", _write_book(list(sheets), set(hidden)))
        archive.writestr("xl/styles.bin", _write_styles())
        for number, (name, rows) in enumerate(sheets.items(), 1):
            archive.writestr(f"xl/worksheets/sheet{number}.bin", _write_sheet(rows, (merged or {}).get(name, ())))


def _list_content_types(sheet_count: int) -> str:
    kinds = {"/xl/workbook.bin": "sheet.binary.macroEnabled.main", "/xl/styles.bin": "styles"}
    kinds |= {f"/xl/worksheets/sheet{i}.bin": "worksheet" for i in range(1, sheet_count + 1)}
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="application/vnd.ms-excel.{kind}"/>' for part, kind in kinds.items()
    )
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">{default}{overrides}</Types>'


def _list_relations(parts: Iterable[tuple[str, str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="{key}" Type="{_MAIN}/{kind}" Target="{target}"/>' for key, target, kind in parts
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def write_record(kind: int, body: bytes = b"") -> bytes:
    """A record: its kind in one or two bytes, its length in groups of seven bits, its body."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(body), b""
    while size > 127:
        length += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + length + bytes([size]) + body


def _write_text(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def _write_book(names: Sequence[str], hidden: set[str]) -> bytes:
    sheets = b"".join(
        write_record(156, struct.pack("<II", int(name in hidden), i) + _write_text(f"rId{i}") + _write_text(name))
        for i, name in enumerate(names, 1)
    )
    return write_record(131) + write_record(143) + sheets + write_record(144) + write_record(132)


def _write_styles() -> bytes:
    formats = write_record(615, struct.pack("<I", 1)) + write_record(44, struct.pack("<H", 164) + _write_text("0.0%"))
    styles = b"".join(write_record(47, struct.pack("<HH12x", 0, number_format)) for number_format in (0, 164))
    cell_styles = write_record(617, struct.pack("<I", 2)) + styles + write_record(618)
    return write_record(278) + formats + write_record(616) + cell_styles + write_record(279)


def _write_sheet(rows: Sequence[Sequence[Cell]], merged: Sequence[Merge]) -> bytes:
    width = max((len(row) for row in rows), default=0)
    size = struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, max(width - 1, 0))
    cells = b"".join(part for i, row in enumerate(rows) for part in _write_row(i, row))
    ranges = b"".join(
        write_record(176, struct.pack("<IIII", top, bottom, left, right)) for (top, left), (bottom, right) in merged
    )
    ranges = write_record(177, struct.pack("<I", len(merged))) + ranges + write_record(178) if merged else b""
    return b"".join(
        [
            write_record(129),
            write_record(148, size),
            write_record(145),
            cells,
            write_record(146),
            ranges,
            write_record(130),
        ]
    )


def _write_row(number: int, row: Sequence[Cell]) -> Iterator[bytes]:
    yield write_record(0, struct.pack("<II", number, 0) + bytes(17))
    for column, cell in enumerate(row):
        if cell is not None:
            yield _write_cell(column, cell)


def _write_cell(column: int, cell: Cell) -> bytes:
    head = struct.pack("<II", column, int(isinstance(cell, Percent)))
    if isinstance(cell, str):
        return write_record(6, head + _write_text(cell))
    if isinstance(cell, Error):
        formula = struct.pack("<HII", 0, 0, 0) if cell.is_formula else b""
        return write_record(11 if cell.is_formula else 3, head + bytes([ERRORS[cell.text]]) + formula)
    number = cell.number if isinstance(cell, Percent) else cell
    assert number is not None
    return write_record(5, head + struct.pack("<d", number))
