"""Reads text: comma, semicolon, tab or bar between cells. A long one comes in parts, so that memory stays bounded."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from etl.reading.encodings import Encoding, detect_encoding
from etl.reading.limits import MAX_CELLS, MAX_LINE, PART_CELLS, PART_ROWS
from etl.reading.model import Sheet, Workbook
from etl.reading.refusal import refuse
from etl.received import ReceivedFile

TEXT_SHEET = "CSV"
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_DELIMITERS = (";", "\t", "|", ",")
_SAMPLE_LINES = 200
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Layout:
    """How a text is laid out; ``has_separator_line`` when it starts with Excel's ``sep=;``, which is no row."""

    encoding: Encoding
    delimiter: str
    has_separator_line: bool
    part_rows: int


def read_text(file: ReceivedFile) -> Workbook:
    """Read a text as the only sheet, its cells all str; what is more than ``PART_ROWS`` rows stands in ``Sheet.following``.

    Raises
    ------
    InputFileError
        A byte that the encoding does not have, a quotation mark never closed, a line or row beyond all measure; of a later part when
        that is taken from ``following``.
    """
    layout = _find_layout(file)
    parts = _read_parts(file, layout)
    first = next(parts, None)
    if first is None:
        return Workbook([], layout.encoding.notes())
    if next(parts, None) is not None:
        first = replace(first, following=lambda: islice(_read_parts(file, layout), 1, None))
    return Workbook([first], layout.encoding.notes())


def _find_layout(file: ReceivedFile) -> Layout:
    encoding = detect_encoding(file)
    lines = list(islice(_read_lines(file, encoding), _SAMPLE_LINES))
    told = _SEPARATOR_LINE.fullmatch(lines[0]) if lines else None
    delimiter = told[1] if told else _detect_delimiter(lines)
    width = max((line.count(delimiter) + 1 for line in lines), default=1)
    return Layout(encoding, delimiter, told is not None, max(min(PART_ROWS, PART_CELLS // width), 1))


def _detect_delimiter(lines: list[str]) -> str:
    """The delimiter under which most rows have the same number of cells, more than one."""

    def rate(delimiter: str) -> tuple[float, int]:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
        except csv.Error:
            return (0, 0)
        del widths[1]
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return (count, width)

    best = max(_DELIMITERS, key=rate)
    return best if rate(best) > (0, 0) else ","


def _read_parts(file: ReceivedFile, layout: Layout) -> Iterator[Sheet]:
    rows = _read_rows(file, layout)
    first_row = 0
    while part := list(islice(rows, layout.part_rows)):
        sheet = _build_sheet(file, first_row, part)
        first_row += layout.part_rows
        if sheet.rows:
            yield sheet


def _build_sheet(file: ReceivedFile, first_row: int, rows: list[list[str]]) -> Sheet:
    while rows and not any(rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    if width * len(rows) > MAX_CELLS:
        widest = max(range(len(rows)), key=lambda i: len(rows[i]))
        raise refuse(file.name, "row_too_wide", line=first_row + widest + 1, width=width)
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    return Sheet(TEXT_SHEET, first_row, 0, rows)


def _read_rows(file: ReceivedFile, layout: Layout) -> Iterator[list[str]]:
    lines = _read_lines(file, layout.encoding)
    skipped = int(layout.has_separator_line)
    reader = csv.reader(islice(lines, skipped, None), delimiter=layout.delimiter)
    row_start = row_end = skipped
    try:
        for row in reader:
            yield row
            row_start, row_end = row_end, reader.line_num + skipped
    except csv.Error as error:
        raise refuse(file.name, "quote_not_closed", line=row_end + 1) from error
    if row_end - row_start > 1:
        _check_last_row(file, layout, row_start)


def _check_last_row(file: ReceivedFile, layout: Layout, row_start: int) -> None:
    """A last row of several lines may be the rest of the file, after a quotation mark that is never closed."""
    lines = islice(_read_lines(file, layout.encoding), row_start, None)
    try:
        list(csv.reader(lines, delimiter=layout.delimiter, strict=True))
    except csv.Error as error:
        raise refuse(file.name, "quote_not_closed", line=row_start + 1) from error


def _read_lines(file: ReceivedFile, encoding: Encoding) -> Iterator[str]:
    with file.path.open(encoding=encoding.codec, newline="") as stream:
        number, rest = 0, ""
        while True:
            try:
                block = stream.read(_BLOCK)
            except UnicodeError as error:
                raise refuse(file.name, "undecodable_byte", line=_find_bad_line(file, encoding)) from error
            text = rest + block
            cut = max(text.rfind("\n"), text.rfind("\r", 0, len(text) - 1)) + 1 if block else len(text)
            for line in io.StringIO(encoding.decode(text[:cut]), newline=""):
                number += 1
                yield line
            rest = text[cut:]
            if len(rest) > MAX_LINE:
                raise refuse(file.name, "line_too_long", line=number + 1)
            if not block:
                return


def _find_bad_line(file: ReceivedFile, encoding: Encoding) -> int:
    """The stream decodes blocks ahead of lines, so the line is looked up."""
    with file.path.open(encoding=encoding.codec, newline="", errors="replace") as stream:
        number = 1
        while (line := stream.readline(MAX_LINE)) and "\ufffd" not in line:
            number += 1
        return number
