"""Reporting periods and due dates: how their codes are read, ordered and placed on the clock of METHODS 1."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

PERIOD_CODE = re.compile(r"(?P<year>\d{4})(?:-(?P<part>H[12]|Q[1-4]|0[1-9]|1[0-2]))?", re.ASCII)
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
RECURRING_DUE = re.compile(r"annual(?:-(?:H[12]|Q[1-4]|0[1-9]|1[0-2]))?", re.ASCII)
YEAR_END_PARTS = ("H2", "Q4")


@dataclass(frozen=True, order=True)
class Period:
    """One reporting period; periods sort by their end, then by their start.

    Attributes
    ----------
    end, start : date
        Last and first day, both inside the period.
    code : str
        ``2024``, ``2025-H1``, ``2026-Q3`` or ``2023-08``.

    Examples
    --------
    >>> Period.parse("2026-Q3").end
    datetime.date(2026, 9, 30)
    >>> Period.parse("2025-H1").clock
    Fraction(4051, 2)
    """

    end: date
    start: date
    code: str

    @classmethod
    def parse(cls, code: str) -> Period:
        """Read a period code.

        Raises
        ------
        ValueError
            The text is no period code, or it names a half or a quarter that ends with the year: the year's own
            code is used for those, so that one period has one name.
        """
        match = PERIOD_CODE.fullmatch(code)
        if match is None:
            raise ValueError(f"{code!r} is not a period: write 2024, 2025-H1, 2026-Q3 or 2023-08")
        if match["part"] in YEAR_END_PARTS:
            raise ValueError(f"{code!r} ends with the year: write {match['year']}")
        start, end = span_dates(int(match["year"]), match["part"])
        return cls(end=end, start=start, code=code)

    @property
    def clock(self) -> Fraction:
        """Time in years at the end of the period (METHODS 1)."""
        return compute_clock(self.end)

    @property
    def is_year_end(self) -> bool:
        """Whether the period ends on 31 December, the only end that judges a year-to-date series (METHODS 4)."""
        return (self.end.month, self.end.day) == (12, 31)

    def __str__(self) -> str:
        return self.code


def compute_clock(day: date) -> Fraction:
    """Place a day on the time axis, in years, exactly (METHODS 1).

    The end of the day counts: 31/12/2025 is 2026 and 30/6/2025 is 2025½.

    >>> compute_clock(date(2025, 12, 31))
    Fraction(2026, 1)
    """
    share_of_month = Fraction(day.day, monthrange(day.year, day.month)[1])
    return day.year + (day.month - 1 + share_of_month) / 12


def parse_due(text: str) -> date | None:
    """Read when a target falls due, as the catalogue of targets writes it.

    Parameters
    ----------
    text : str
        A day (``2025-12-31``), a period (``2026-Q3``, ``2023-04``, ``2030``; here ``2030-Q4`` and ``2030-H2`` are
        allowed, because documents use them), or empty.

    Returns
    -------
    date or None
        The last day of the period; null when the document gives no date, and for a recurring duty (``annual-Q4``),
        which falls due every year and so has no single day.

    Raises
    ------
    ValueError
        The text is none of these.

    Examples
    --------
    >>> parse_due("2030-Q4")
    datetime.date(2030, 12, 31)
    >>> parse_due("") is None
    True
    """
    if not text or RECURRING_DUE.fullmatch(text):
        return None
    if ISO_DATE.fullmatch(text):
        return date.fromisoformat(text)
    match = PERIOD_CODE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a due date: write 2025-12-31, 2026-Q3, 2023-04, 2030, annual-Q4 or nothing")
    return span_dates(int(match["year"]), match["part"])[1]


def span_dates(year: int, part: str | None) -> tuple[date, date]:
    """First and last day of a year or of the half, quarter or month of it that ``part`` names."""
    first, last = span_months(part)
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def span_months(part: str | None) -> tuple[int, int]:
    """First and last month that a part of a year covers."""
    if part is None:
        return 1, 12
    if part[0] == "H":
        return 6 * int(part[1]) - 5, 6 * int(part[1])
    if part[0] == "Q":
        return 3 * int(part[1]) - 2, 3 * int(part[1])
    return int(part), int(part)
