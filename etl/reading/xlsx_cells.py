"""Finds in the XML of a worksheet what calamine does not tell, and how far its cells reach, with vector operations."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache

import polars as pl
from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name

from etl.reading.grid import SheetScan
from etl.reading.limits import MAX_CELLS, MAX_ROW_BYTES
from etl.reading.model import NO_RESULT, Position

USUAL_COLUMNS, USUAL_ROWS = 50, 99_999
FAR_COLUMN = 1000
KEPT_CHUNKS = 64  # of about a megabyte
_ODD_TAG = re.compile(r"<c[\t\r\n>/]|<[\w.-]+:(?:c|row)[\s/>]|<(?:c|row) [^<>]*='")
_ODD_SIGNS = (":c", ":row", "'", "\t", "\n", "\r")
_USUAL = r'^r="(?:A?[A-X]|[YZ])[0-9]{1,5}"'  # columns A to AX, rows to 99,999: a grid of MAX_CELLS
_FAR_OR_ODD_CELL = (  # a tag that begins otherwise than _USUAL has it, letter by letter
    r'<c(?:[^ ]| (?:[^r]|r(?:[^=]|=(?:[^"]|"(?:[^A-Z]|A[^0-9A-X]|[B-Z][^0-9]|A[A-X][^0-9]|[A-Z]+[0-9]+[^0-9"]|[A-Z]+[0-9]{6})))))'
)
_UNUSUAL = rf"""<f|t="e"|:c|:row|='|[\t\n\r]|{_FAR_OR_ODD_CELL}"""  # besides: formulas, errors, prefixes, signs Excel does not write
_TELLING = r'<[fc]|t="e"'
_EMPTY_CELL = r"^[^<>]*(?:/>|></c>)"
_ADDRESS = r'^r="([A-Za-z]{1,3}[0-9]{1,7})"'
_NO_VALUE = r"<f[^<>]*(?:/>|>[^<]*</f>)\s*(?:</c>|<v\s*/>|<v></v>)"
_TAG = re.compile(r"<(?:[\w.-]+:)?(row|c)((?:\s[^<>]*?)?)(/?)>")
_CLOSING = re.compile(r"</[\w.-]+:(row|c|f|v|is)\s*>|<[\w.-]+:(f|v|is)(?=[\s/>])")
_REFERENCE = re.compile(r"""\sr\s*=\s*["']\s*([A-Za-z]*)(\d*)\s*["']""")


class ReachError(Exception):
    """Cells reach so far that the grid between them could not be held; ``cell`` is the farthest."""

    def __init__(self, cell: str, count: int) -> None:
        super().__init__(cell, count)
        self.cell, self.count = cell, count


def cut_rows(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The XML in chunks that end before a row."""
    rest = b""
    for block in blocks:
        searched = max(len(rest) - len(b"<row"), 0)
        rest += block
        cut = rest.rfind(b"<row", searched)
        if cut < 0:
            cut = rest.rfind(b"<", 0, rest.rfind(b":row", searched) + 1)
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
        if len(rest) > MAX_ROW_BYTES:
            raise ValueError("a row has no end")
    yield rest


@lru_cache(maxsize=32_768)
def _number_column(letters: str) -> int:
    return int(xl_cell_to_rowcol(f"{letters.upper()}1")[1])


@dataclass
class SheetScanner:
    """Scans the chunks of a worksheet, in order.

    Cells are looked at one by one only where something was found. Cells that hold nothing but a style do not count for how far cells reach.

    Attributes
    ----------
    percent_styles : frozenset of int
        Indices of cell styles with a % format.
    string_bytes : pl.Series or None
        Length of each shared string; given when they are so long that the texts of all cells must be added up.
    is_exact : bool
        Measure how far the cells of every chunk reach; otherwise those of a chunk of usual cells are only known not to reach too far.
    chunk_count : int
        Chunks before the one in which the rows end.
    chunks : list of bytes
        The chunks themselves, of a worksheet of fewer than ``KEPT_CHUNKS``.
    """

    percent_styles: frozenset[int] = frozenset()
    string_bytes: pl.Series | None = None
    is_exact: bool = False
    scan: SheetScan = field(default_factory=SheetScan)
    last_row: int = 0
    last_column: int = 0
    far_cell: str = "A1"
    text_bytes: int = 0
    is_rewritten: bool = False
    chunk_count: int = 0
    chunks: list[bytes] = field(default_factory=list)
    _row: int = -1
    _is_ended: bool = False
    _percents: list[pl.Series] = field(default_factory=list)

    def scan_chunks(self, chunks: Iterable[bytes]) -> None:
        """Look at all chunks: each as a whole, while the next is unpacked, and cell by cell where it holds more than plain cells."""
        with ThreadPoolExecutor(1) as beside:
            waiting: deque[tuple[bytes, Future[bool]]] = deque()
            for chunk in chunks:
                waiting.append((chunk, beside.submit(self._is_plain, chunk)))
                if len(waiting) > 1:
                    self._scan_chunk(*waiting.popleft())
            for last in waiting:
                self._scan_chunk(*last)

    def _scan_chunk(self, chunk: bytes, is_plain: Future[bool]) -> None:
        if not self._is_ended:
            self._is_ended = b"</sheetData" in chunk
            self.chunk_count += not self._is_ended
        if self.chunk_count < KEPT_CHUNKS:
            self.chunks.append(chunk)
        if is_plain.result():
            self._reach(USUAL_ROWS, USUAL_COLUMNS)
        else:
            self.scan_cells(chunk.decode())

    def _is_plain(self, chunk: bytes) -> bool:
        """Whether every cell has a usual address and nothing is to be found in any."""
        if self.is_exact or self.string_bytes is not None or 0 in self.percent_styles:
            return False
        styles = "".join(f'|s="{style}"' for style in sorted(self.percent_styles))
        text = pl.Series([chunk], dtype=pl.Binary).cast(pl.String)
        return not text.str.contains(_UNUSUAL + styles)[0]

    def scan_cells(self, text: str) -> str:
        """Look at the cells of a chunk; returned is the chunk, rewritten where they were not as Excel writes them."""
        head, cells = _split_cells(text)
        telling = cells.filter(cells.str.contains(_TELLING))
        is_usual = cells.str.contains(_USUAL).all()
        if not (is_usual or cells.str.starts_with('r="').all()) or _is_odd(text, head, telling):
            text, self.is_rewritten = self._address_cells(text), True
            _, cells = _split_cells(text)
            telling, is_usual = cells, False
        if is_usual and not self.is_exact:
            self._reach(USUAL_ROWS, USUAL_COLUMNS)
        else:
            self._measure(cells)
        if len(telling):
            self._find_errors(telling)
            self._find_unsaved_formulas(telling)
        if self.percent_styles:
            self._find_percents(cells)
        if self.string_bytes is not None:
            self._add_text(cells, self.string_bytes)
        return text

    def finish(self) -> SheetScan:
        """What was found, once the last chunk was scanned."""
        if self._percents:
            self.scan.percents.update(_locate(pl.concat(self._percents)))
        return self.scan

    def _find_errors(self, cells: pl.Series) -> None:
        found = cells.filter(cells.str.contains(r'^[^>]*\st="e"'))
        texts = found.str.extract(r"<v>([^<]*)</v>").fill_null("#N/A").to_list()
        self.scan.errors.update(zip(_locate_cells(found), (text or "#N/A" for text in texts), strict=True))

    def _find_unsaved_formulas(self, cells: pl.Series) -> None:
        found = cells.filter(cells.str.contains("<f", literal=True))
        found = found.filter(found.str.contains(_NO_VALUE) & ~found.str.contains(r'^[^>]*\st="(?:str|e)"[^>]*>.*<v'))
        self.scan.errors.update(dict.fromkeys(_locate_cells(found), NO_RESULT))

    def _find_percents(self, cells: pl.Series) -> None:
        styles = "|".join(map(str, sorted(self.percent_styles)))
        is_percent = cells.str.contains(rf'^[^>]*\ss="(?:{styles})"')
        if 0 in self.percent_styles:
            is_percent |= ~cells.str.contains(r'^[^>]*\ss="')
        found = cells.filter(is_percent)
        found = found.filter(~found.str.contains(r'^[^>]*\st="[^n]') & found.str.contains("<v>", literal=True))
        self._percents.append(found.str.extract(_ADDRESS, 1))

    def _add_text(self, cells: pl.Series, string_bytes: pl.Series) -> None:
        used = cells.str.extract(r'^[^>]*\st="s"[^>]*><v>([0-9]+)</v>').cast(pl.Int64, strict=False).drop_nulls()
        self.text_bytes += int(string_bytes.gather(used.filter(used < len(string_bytes))).sum())

    def _measure(self, cells: pl.Series) -> None:
        addresses = cells.filter(~cells.str.contains(_EMPTY_CELL)).str.extract(_ADDRESS, 1)
        columns, rows = _split_addresses(addresses)
        if len(rows):
            lengths = columns.str.len_bytes()
            last_name = max(columns.filter(lengths == lengths.max()).unique().to_list(), key=_number_column)
            last_row, last_column = max(rows.to_list()), _number_column(last_name)
            is_far = columns == last_name if last_column > FAR_COLUMN else rows == last_row
            self._reach(last_row + 1, last_column + 1, addresses.filter(is_far)[0].upper())

    def _reach(self, last_row: int, last_column: int, cell: str = "") -> None:
        is_farther = last_column > self.last_column if last_column > FAR_COLUMN else last_row > self.last_row
        if is_farther and (last_column > FAR_COLUMN or self.last_column <= FAR_COLUMN):
            self.far_cell = cell
        self.last_row, self.last_column = max(last_row, self.last_row), max(last_column, self.last_column)
        if self.last_row * self.last_column > MAX_CELLS:
            raise ReachError(self.far_cell, self.last_row * self.last_column)

    def _address_cells(self, text: str) -> str:
        """Write every cell as ``<c r="B2" …>``; one without an address follows the cell before it."""
        column = 0

        def write(tag: re.Match[str]) -> str:
            nonlocal column
            kind, attributes, closing = tag.groups()
            given = _REFERENCE.search(attributes)
            rest = _REFERENCE.sub("", attributes, count=1).replace("'", '"')
            if kind == "row":
                self._row = int(given[2]) - 1 if given and given[2] else self._row + 1
                column = 0
                return f'<row r="{self._row + 1}"{rest}{closing}>'
            row, here = self._row, column
            if given:
                row, here = xl_cell_to_rowcol(f"{given[1].upper()}{given[2]}")
            column = here + 1
            return f'<c r="{xl_col_to_name(here)}{row + 1}"{rest}{closing}>'

        return _CLOSING.sub(lambda tag: f"</{tag[1]}>" if tag[1] else f"<{tag[2]}", _TAG.sub(write, text))


def _locate_cells(cells: pl.Series) -> list[Position]:
    """Row and column, from 0, of cells whose text starts with ``r="B2"``."""
    return _locate(cells.str.extract(_ADDRESS, 1))


def _locate(addresses: pl.Series) -> list[Position]:
    columns, rows = _split_addresses(addresses)
    return list(zip(rows.to_list(), map(_number_column, columns.to_list()), strict=True))


def _split_addresses(addresses: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Letters of the columns, and numbers of the rows from 0."""
    columns = addresses.str.extract("^([A-Za-z]{1,3})", 1)
    rows = addresses.str.extract("([0-9]{1,7})$", 1).cast(pl.Int64) - 1
    if rows.null_count() or columns.null_count() or (rows < 0).any():
        raise ValueError("a cell has no address")
    return columns, rows


def _split_cells(text: str) -> tuple[str, pl.Series]:
    """The text before the first cell, and the text from each cell's attributes to the next cell."""
    parts = pl.Series([text]).str.split("<c ").explode()
    return parts[0], parts[1:]


def _is_odd(text: str, head: str, telling: pl.Series) -> bool:
    """Whether a tag of a cell or row is written otherwise than ``<c r="…"``."""
    return any(_ODD_TAG.search(part) for part in (head, *telling.to_list())) or (
        any(sign in text for sign in _ODD_SIGNS) and _ODD_TAG.search(text) is not None
    )
