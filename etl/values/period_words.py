"""Reporting periods as officers write them: a code, a phrase, or somewhere in a title line.

``read_period`` answers for one cell or line, ``find_period`` for the lines around a table. Documents named in a line, their dates, plan
spans and comparisons with another year are left out; of the rest the clearest kind of mention counts, and contradictions give no period.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

from etl.values.dates import read_date
from etl.values.folding import fold_text
from etl.values.period_mentions import Clarity, Mention, find_mentions, name_part
from etl.values.period_noise import YEAR, remove_noise, remove_plans
from warehouse.periods import Period

#: A day this near the end of a named period only says when its figures were closed (``năm 2025, tạm tính đến 15/12/2025``).
CLOSED_BEFORE_END, CLOSED_AFTER_END = timedelta(days=31), timedelta(days=62)
FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST_LINE: Final = 1000
PLAIN_YEAR: Final = re.compile(r"(\d{4})(?:\.0)?", re.ASCII)
SEPARATORS: Final = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), "_": " "})


def read_period(text: object) -> Period | None:
    """Read the period a cell or line names.

    Parameters
    ----------
    text : object
        A period's code (``2024``, also as a number, ``2025-H1``), a phrase (``6 tháng đầu năm 2025``, ``quý III/2026``), a date (the
        period that ends that day, else its month), or a line that holds one of them.

    Returns
    -------
    Period or None
        None when nothing names a period, or two mentions contradict each other. Months counted from January end in the period of METHODS 1:
        nine of them are ``2026-Q3``, twelve the year.

    Examples
    --------
    >>> str(read_period("BÁO CÁO KẾT QUẢ CÔNG NHẬN DANH HIỆU HỌC TẬP 6 THÁNG ĐẦU NĂM 2025"))
    '2025-H1'
    >>> str(read_period("Số liệu đến 31/8/2023 (Kế hoạch số 290/KH-UBND ngày 05/12/2023)"))
    '2023-08'
    """
    if isinstance(text, bool) or text is None:
        return None
    plain = PLAIN_YEAR.fullmatch(str(text).strip())
    if plain is not None:
        return Period.parse(plain[1]) if FIRST_YEAR <= int(plain[1]) <= LAST_YEAR else None
    if day := read_date(text):
        return build_period(day.year, name_part(day))
    return find_period([text]) if isinstance(text, str) else None


def find_period(lines: Sequence[str]) -> Period | None:
    """Find the period that the lines around a table name.

    Parameters
    ----------
    lines : sequence of str
        Title lines, the sheet's name, notes.

    Returns
    -------
    Period or None
        Of the clearest mention: a named period or the day the figures were closed, then a bare date or month, then a bare year. None when
        there is no mention, or two equally clear ones contradict each other.

    Examples
    --------
    >>> str(find_period(["Hà Nội, ngày 5 tháng 1 năm 2026", "KẾT QUẢ NĂM 2025"]))
    '2025'
    """
    cleaned = [remove_noise(fold_text(line[:LONGEST_LINE]).translate(SEPARATORS)) for line in lines]
    mentions = [mention for line in cleaned for mention in find_mentions(remove_plans(line))]
    if not mentions:
        mentions = [mention for line in cleaned for mention in find_mentions(line)]
    return resolve_mentions(lend_year(mentions, cleaned))


def lend_year(mentions: list[Mention], cleaned: list[str]) -> list[Mention]:
    """Give the parts without a year (``6 tháng đầu năm``) the only year the lines name, which then stands for no period of its own."""
    if all(mention.year for mention in mentions):
        return mentions
    named = {mention.year for mention in mentions if mention.year and mention.clarity is Clarity.NAMED}
    years = named or {int(year) for line in cleaned for year in re.findall(rf"(?<!\d){YEAR}(?!\d)", line)}
    if len(years) != 1:
        return [mention for mention in mentions if mention.year]
    (year,) = years
    lent = [Mention(Clarity.NAMED, mention.part, year) for mention in mentions if mention.year is None]
    return lent + [mention for mention in mentions if mention.year and (mention.part or mention.year != year)]


def resolve_mentions(mentions: list[Mention]) -> Period | None:
    """Take the clearest mentions; None when they contradict each other."""
    named = [mention for mention in mentions if mention.clarity is Clarity.NAMED]
    closed = [mention for mention in mentions if mention.clarity is Clarity.CLOSED]
    if named:
        parts = [mention for mention in named if mention.part]
        is_one_year = len({mention.year for mention in named}) == 1
        period = agree(named) or (agree(parts) if is_one_year else None)  # năm 2025 … 6 tháng đầu năm 2025
        return period if period and all(is_closing(period, mention) for mention in closed) else None
    for clarity in (Clarity.CLOSED, Clarity.BARE_DAY, Clarity.BARE_YEAR):
        if same := [mention for mention in mentions if mention.clarity is clarity]:
            return agree(same)
    return None


def agree(mentions: Iterable[Mention]) -> Period | None:
    """The one period meant, of those that end together the longest; None when they end on several days."""
    periods = {build_period(mention.year, mention.part) for mention in mentions if mention.year}
    ends = {period.end for period in periods}
    return min(periods, key=lambda period: period.start) if len(ends) == 1 else None


def is_closing(period: Period, closed: Mention) -> bool:
    """Whether a closing day belongs to a named period."""
    return closed.day is not None and period.end - CLOSED_BEFORE_END <= closed.day <= period.end + CLOSED_AFTER_END


def build_period(year: int, part: str) -> Period:
    """Period of a year, or of a part of it."""
    return Period.parse(f"{year}-{part}" if part else f"{year}")
