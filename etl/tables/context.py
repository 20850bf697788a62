"""What the lines around a table say of all of it: block labels, period, closing day, standing, unit, title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from etl.findings import Findings
from etl.reading.model import Sheet
from etl.tables.text import fold_phrase, print_cell, split_words
from etl.tables.units import Unit, find_line_unit
from etl.tables.vocabulary import Vocabulary
from etl.values.dates import read_date
from etl.values.period_words import find_period, read_period
from warehouse.model import ReportStatus
from warehouse.periods import Period

MAX_LINES: Final = 200
LONGEST_LINE: Final = 300
DATE: Final = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}", re.IGNORECASE
)
MARKER_COLUMNS: Final = 3

Line = tuple[str, str]


@dataclass(frozen=True)
class Surroundings:
    """The lines of a table, nearest last, and what they say; null where they do not."""

    lines: tuple[Line, ...]
    block: dict[str, tuple[str, str]]
    period: Period | None
    as_of: date | None
    report_status: str
    province_code: str | None
    unit: Unit | None
    unit_cell: str
    title: str | None
    title_cell: str
    measure: str | None


def collect_lines(sheet: Sheet, first: int, last: int) -> list[Line]:
    """The texts in rows ``first`` to ``last`` (excluded) with their addresses; the nearest ones when there are too many."""
    lines = [
        (sheet.address(i, j), print_cell(cell)[:LONGEST_LINE])
        for i in range(max(first, last - MAX_LINES), last)
        for j, cell in enumerate(sheet.rows[i][:MAX_LINES])
        if cell != ""
    ]
    return lines[-MAX_LINES:]


def read_surroundings(
    sheet: Sheet,
    top: list[Line],
    own: list[Line],
    block: dict[str, tuple[str, str]],
    vocabulary: Vocabulary,
    findings: Findings,
) -> Surroundings:
    """Read the lines above the first table of a sheet (``top``) and those between a table and the one before it (``own``)."""
    lines = [*top, *own]
    unit = find_unit(lines, vocabulary)
    title, title_cell = find_title(sheet, own, top, vocabulary)
    return Surroundings(
        lines=(("", sheet.name), *lines),
        block=block,
        period=read_table_period(sheet, own, top, block, vocabulary, findings),
        as_of=read_closing_day(sheet, lines, block, vocabulary, findings),
        report_status=read_status(lines, block, vocabulary),
        province_code=read_province(block),
        unit=unit[0] if unit else None,
        unit_cell=unit[1] if unit else "",
        title=title,
        title_cell=title_cell,
        measure=find_line_measure(own or top, vocabulary),
    )


def read_block(sheet: Sheet, first: int, last: int, vocabulary: Vocabulary) -> dict[str, tuple[str, str]]:
    """The block of labels above a table: field → (cell, text). A value stands right of its label, or after a colon in the same cell."""
    found: dict[str, tuple[str, str]] = {}
    for i in range(max(first, last - MAX_LINES), last):
        filled = [(j, print_cell(cell)) for j, cell in enumerate(sheet.rows[i][:MAX_LINES]) if cell != ""]
        for at, (j, text) in enumerate(filled):
            label, colon, value = text.partition(":")
            fields = vocabulary.block.get(fold_phrase(label))
            if not fields:
                continue
            values = [(j, value.strip())] if colon and value.strip() else filled[at + 1 :]
            for field, (column, told) in zip(fields, values, strict=False):
                found.setdefault(field, (sheet.address(i, column), told))
    return found


def read_province(block: dict[str, tuple[str, str]]) -> str | None:
    """The code of the block's province, where one is given."""
    code = block.get("province_code", ("", ""))[1]
    return code.zfill(2) if code.isdecimal() else None


def read_table_period(
    sheet: Sheet,
    own: list[Line],
    top: list[Line],
    block: dict[str, tuple[str, str]],
    vocabulary: Vocabulary,
    findings: Findings,
) -> Period | None:
    """The period of a table: from its block, its own lines, the sheet's lines, the sheet's name, the source; the first that says it."""
    if "period" in block:
        cell, text = block["period"]
        period = read_period(text)
        if period is None:
            findings.add("period_unread", sheet.name, cell, text)
        return period
    told = find_period([text for _, text in own]) or find_period([text for _, text in top])
    named = read_period(sheet.name)
    if told and named and told.end.year != named.end.year:
        findings.add("period_differs", sheet.name, (own or top)[0][0], told.code, told=told.code, named=named.code)
    constant = vocabulary.constants.get("period")
    return told or named or (Period.parse(constant) if constant else None)


def read_closing_day(
    sheet: Sheet, lines: list[Line], block: dict[str, tuple[str, str]], vocabulary: Vocabulary, findings: Findings
) -> date | None:
    """The day the figures were closed: from the block, where it must be a day, else from a line."""
    if "as_of" not in block:
        return find_closing_day(lines, vocabulary)
    cell, text = block["as_of"]
    day = read_date(text) or find_closing_day([(cell, text)], vocabulary)
    if day is None:
        findings.add("closing_day_unread", sheet.name, cell, text)
    return day


def find_closing_day(lines: list[Line], vocabulary: Vocabulary) -> date | None:
    """The day the figures were closed ("số liệu tính đến 15/12/2025")."""
    for _, text in lines:
        if vocabulary.words["lines"]["as_of"].find(split_words(text)):
            days = [day for match in DATE.findall(text) if (day := read_date(match))]
            if days:
                return days[0]
    return None


def read_status(lines: list[Line], block: dict[str, tuple[str, str]], vocabulary: Vocabulary) -> str:
    """Provisional, unless the block or a line says that the figures are final."""
    given = block.get("report_status", ("", ""))[1]
    texts = [given] if given else [text for _, text in lines]
    for status in (ReportStatus.PROVISIONAL.value, ReportStatus.FINAL.value):
        if any(vocabulary.statuses[status].find(split_words(text)) for text in texts):
            return status
    return vocabulary.constants.get("report_status", ReportStatus.PROVISIONAL.value)


def find_unit(lines: list[Line], vocabulary: Vocabulary) -> tuple[Unit, str] | None:
    """The unit that the nearest line gives, and its cell."""
    for cell, text in reversed(lines):
        unit = find_line_unit(text, vocabulary)
        if unit is not None:
            return unit, cell
    return None


def find_title(sheet: Sheet, own: list[Line], top: list[Line], vocabulary: Vocabulary) -> tuple[str | None, str]:
    """The one title that the nearest title line names, else the sheet's name, else the source; and the cell that says it."""
    for lines in (own, top):
        for cell, text in reversed(lines):
            titles = vocabulary.read(text).titles
            if len(titles) == 1:
                return titles[0], cell
            if titles:
                return None, ""
    titles = vocabulary.read(sheet.name).titles
    return (titles[0] if len(titles) == 1 else vocabulary.constants.get("title")), ""


def find_line_measure(lines: Sequence[Line], vocabulary: Vocabulary) -> str | None:
    """The one measure that the title lines name ("Kết quả công nhận …"), or None."""
    measures = {measure for _, text in lines for measure in vocabulary.read(text).measures if measure != "total"}
    return measures.pop() if len(measures) == 1 else None


def has_marker(sheet: Sheet, vocabulary: Vocabulary) -> bool:
    """Whether any row begins with the words that mark simulated figures."""
    marker = vocabulary.simulated_marker
    firsts = {text for texts in sheet.texts[:MARKER_COLUMNS] for text in texts if len(text) >= len(marker)}
    return any(fold_phrase(text) == marker for text in firsts)
