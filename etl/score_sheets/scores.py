"""Scores and numbers of sheets as their cells hold them, exactly: 7.9 typed in Excel is 7.9, not the binary number next to it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

SCORE_TEXT = re.compile(r"[+-]?\d{1,9}(?:[.,]\d+)?", re.ASCII)
NO_SCORE = frozenset({"", "-", "–", "—", "…", "..."})
SHOWN_DIGITS = 15  # as many as Excel keeps and shows
MOST_DECIMALS = 4


def read_score(cell: Any) -> Decimal | None:
    """The score in a cell; None where it is blank, or holds only a dash.

    Raises
    ------
    ValueError
        It holds something else than a number.

    Examples
    --------
    >>> read_score(7.9), read_score("7,9"), read_score(8.0), read_score("")
    (Decimal('7.9'), Decimal('7.9'), Decimal('8'), None)
    """
    if isinstance(cell, bool):
        raise ValueError("a truth value is no score")
    if isinstance(cell, int | float):
        return Decimal(f"{cell:.{SHOWN_DIGITS}g}")
    text = cell.strip() if isinstance(cell, str) else "?"
    if text in NO_SCORE:
        return None
    if SCORE_TEXT.fullmatch(text) is None:
        raise ValueError("no number")
    return Decimal(text.replace(",", "."))


def is_too_fine(score: Decimal) -> bool:
    """Whether a score has more decimals than points are kept with."""
    return score != round(score, MOST_DECIMALS)


def read_sheet_count(cell: Any) -> int | None:
    """A whole number of sheets; None for anything else.

    >>> read_sheet_count(12.0), read_sheet_count("12"), read_sheet_count(1.5), read_sheet_count(-1)
    (12, 12, None, None)
    """
    try:
        number = read_score(cell)
    except ValueError:
        return None
    return int(number) if number is not None and number == number // 1 and number >= 0 else None


def print_points(points: Decimal) -> str:
    """Points without needless zeros, as messages of both languages write them.

    >>> print_points(Decimal("10.0000")), print_points(Decimal("7.9"))
    ('10', '7.9')
    """
    text = f"{points:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
