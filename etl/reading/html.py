"""Reads the tables of a web page, which many systems hand out under the name .xls."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from etl.reading.content import read_content
from etl.reading.encodings import detect_encoding
from etl.reading.limits import MAX_CELLS, MAX_HTML_BYTES
from etl.reading.model import Position, Sheet, Workbook
from etl.reading.refusal import refuse
from etl.received import ReceivedFile

HTML_SHEET = "HTML"
_TOKEN = re.compile(r"<(/?)([a-zA-Z]+)([^<>]*)>|([^<]+)")
_SPAN = re.compile(r"(col|row)span\s*=\s*[\"']?(\d{1,5})", re.IGNORECASE)
_MAX_SPAN = 16_384


@dataclass
class _Table:
    """All tables of a page, one under the other."""

    rows: list[list[str]] = field(default_factory=list)
    merged: list[tuple[Position, Position]] = field(default_factory=list)
    taken: set[Position] = field(default_factory=set)
    cell: list[str] | None = None

    def open_cell(self, attributes: str) -> None:
        """Start a cell in the next free column of the last row."""
        if not self.rows:
            self.rows.append([])
        i, row = len(self.rows) - 1, self.rows[-1]
        while (i, len(row)) in self.taken:
            row.append("")
        spans = {kind.lower(): min(max(int(count), 1), _MAX_SPAN) for kind, count in _SPAN.findall(attributes)}
        height, width = spans.get("row", 1), spans.get("col", 1)
        j = len(row)
        row.append("")
        if height * width > 1:
            self.merged.append(((i, j), (i + height - 1, j + width - 1)))
            if len(self.taken) + height * width <= MAX_CELLS // 10:
                self.taken.update((i + down, j + right) for down in range(height) for right in range(width))
        self.cell = []

    def close_cell(self) -> None:
        """Keep the text of the cell that is open, if one is."""
        if self.cell is not None:
            self.rows[-1][-1] = " ".join(html.unescape("".join(self.cell)).split())
            self.cell = None


def read_html(file: ReceivedFile) -> Workbook:
    """Read all tables of a page as one sheet, its cells all str.

    Raises
    ------
    InputFileError
        The page is too large or holds no table.
    """
    content = read_content(file, MAX_HTML_BYTES)
    encoding = detect_encoding(file)
    page = encoding.decode(content.decode(encoding.codec, errors="replace"))
    table = _read_tables(page)
    width = max(map(len, table.rows), default=0)
    if not width:
        raise refuse(file.name, "not_a_workbook")
    if width * len(table.rows) > MAX_CELLS:
        raise refuse(file.name, "too_many_cells", limit=MAX_CELLS)
    rows = [row + [""] * (width - len(row)) for row in table.rows]
    return Workbook([Sheet(HTML_SHEET, 0, 0, rows, merged=tuple(table.merged))], encoding.notes())


def _read_tables(page: str) -> _Table:
    table = _Table()
    for token in _TOKEN.finditer(
        "".join(part.partition("-->")[2] if i else part for i, part in enumerate(page.split("<!--")))
    ):
        closing, tag, attributes, text = token.groups()
        tag = (tag or "").lower()
        if text is not None:
            if table.cell is not None:
                table.cell.append(text)
        elif tag in ("td", "th", "tr", "table"):
            table.close_cell()
            if tag in ("td", "th") and not closing:
                table.open_cell(attributes)
            elif tag == "tr" and not closing:
                table.rows.append([])
        elif tag in ("br", "p", "div") and table.cell is not None:
            table.cell.append(" ")
    table.close_cell()
    return table
