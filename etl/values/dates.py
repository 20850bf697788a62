"""Dates as people type them and as Excel hands them over; the day always comes first."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final

from etl.values.folding import fold_text

EXCEL_DAY_ZERO: Final = date(1899, 12, 30)
FIRST_SERIAL_YEAR, LAST_SERIAL_YEAR = 1990, 2100
FIRST_TYPED_YEAR, LAST_TYPED_YEAR = 1900, 2100
LAST_SHORT_YEAR: Final = 49  # 31/12/30 is 2030; 01/01/68, 1968
LONGEST_DATE: Final = 60

CLOCK: Final = r"(?:[ t,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?(?:am|pm|sa|ch|z))?)?"
YEAR_FIRST: Final = re.compile(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})" + CLOCK, re.ASCII)
DAY_FIRST: Final = re.compile(
    r"(?:ngay )?(?P<day>\d{1,2}) ?(?P<sign>[-/.]) ?(?P<month>\d{1,2}) ?(?P=sign) ?(?P<year>\d{4}|\d{2})" + CLOCK,
    re.ASCII,
)
IN_WORDS: Final = re.compile(
    r"(?:ngay )?(?P<day>\d{1,2})[ -]?(?:thang|thg)\.? ?(?P<month>\d{1,2})(?:,? ?nam ?|[ ,/-])(?P<year>\d{4}|\d{2})",
    re.ASCII,
)
MONTH_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
IN_ENGLISH: Final = re.compile(
    rf"(?P<day>\d{{1,2}})[ -](?P<name>{'|'.join(MONTH_NAMES)})[ -](?P<year>\d{{4}}|\d{{2}})", re.ASCII
)


def read_date(cell: object) -> date | None:
    """Read the day a cell holds.

    Parameters
    ----------
    cell : object
        A date or datetime; a text such as ``31/12/2025``, ``31.12.25``, ``2025-12-31 00:00:00`` or ``ngày 31 tháng 12 năm 2025``; or
        Excel's number of a day (46022), from 1990 to 2100.

    Returns
    -------
    date or None
        None when the cell holds no date, or an impossible one: ``12/31/2025`` is not turned round.

    Examples
    --------
    >>> read_date("31/12/2025")
    datetime.date(2025, 12, 31)
    >>> read_date("31/02/2025") is None
    True
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return read_serial(cell)
    return read_typed_date(cell) if isinstance(cell, str) else None


def read_serial(number: float) -> date | None:
    """Read Excel's number of a day; the fraction, a time of day, is dropped."""
    first = (date(FIRST_SERIAL_YEAR, 1, 1) - EXCEL_DAY_ZERO).days
    last = (date(LAST_SERIAL_YEAR, 12, 31) - EXCEL_DAY_ZERO).days
    return EXCEL_DAY_ZERO + timedelta(days=int(number)) if first <= number < last + 1 else None


def read_typed_date(text: str) -> date | None:
    """Read a text that is a date and nothing else."""
    if len(text) > LONGEST_DATE:
        return None
    folded = fold_text(text).rstrip(".,;")
    for shape in (DAY_FIRST, YEAR_FIRST, IN_WORDS, IN_ENGLISH):
        if match := shape.fullmatch(folded):
            return build_date(match)
    return None


def build_date(match: re.Match[str]) -> date | None:
    """Put the parts of a matched date together; None when there is no such day."""
    parts = match.groupdict()
    month = MONTH_NAMES.index(parts["name"]) + 1 if "name" in parts else int(parts["month"])
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        year += 2000 if year <= LAST_SHORT_YEAR else 1900
    if not FIRST_TYPED_YEAR <= year <= LAST_TYPED_YEAR:
        return None
    try:
        return date(year, month, int(parts["day"]))
    except ValueError:
        return None


def print_span(first: date | None, last: date | None) -> str:
    """First and last day as messages of both languages write them; an open end is "…".

    >>> print_span(date(2023, 10, 25), None)
    '25/10/2023 – …'
    """
    return " – ".join("…" if day is None else f"{day:%d/%m/%Y}" for day in (first, last))
