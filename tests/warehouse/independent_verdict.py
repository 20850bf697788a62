"""METHODS 1 to 5 and 9 once more, from the documentation alone: plain Python, no code of the product, numbers from an export.

Slow and readable on purpose: it is what anybody with the export can do.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

Row = Mapping[str, Any]

MAXIMUM = {"percent": Fraction(100), "boolean": Fraction(1)}
MARGIN, BAND = Fraction(5, 100), Fraction(5, 100)
SLACK = 1e-9


def read_exact(number: float | None) -> Fraction | None:
    """A number as it is printed: a count, a percentage of four decimals, a recast count of some more."""
    return None if number is None else Fraction(str(number))


def read_clock(day: date) -> Fraction:
    """Years: 31/12/Y is Y + 1, 30/6/Y is Y + 1/2."""
    first_of_next = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    days = (first_of_next - day.replace(day=1)).days
    return day.year + (day.month - 1 + Fraction(day.day, days)) / 12


@dataclass
class Judged:
    """A row's counts and verdict as recomputed; null where the row has none."""

    status: str
    value: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    attainment: Fraction | None = None
    gap: int | None = None
    gap_min: int | None = None
    gap_max: int | None = None
    firm: bool | None = None
    is_comparable: bool = False
    attains: bool = False


def find_value(row: Row) -> Fraction | None:
    """The rate of the counts where there are both, else what was published."""
    numerator, denominator = read_exact(row["numerator"]), read_exact(row["denominator"])
    if row["missing_reason"] is not None or denominator == 0:
        return None
    if row["unit"] == "percent" and numerator is not None and denominator is not None:
        return 100 * numerator / denominator
    published = read_exact(row["value"])
    return numerator if published is None and row["unit"] != "percent" else published


def find_interval(row: Row, value: Fraction) -> tuple[Fraction, Fraction | None]:
    """The widest of what the qualifier and the silent units leave open; no upper end is null."""
    top = MAXIMUM.get(row["unit"])
    low: Fraction = value
    high: Fraction | None = value
    if row["qualifier"] == "at_least":
        high = top
    elif row["qualifier"] == "at_most":
        low = Fraction(0)
    elif row["qualifier"] == "about":
        half = max(Fraction(2), value / 20)
        low, high = max(Fraction(0), value - half), value + half
        high = min(high, top) if top is not None else high
    if row["silent_denominator"] != 0:
        silent_low, silent_high = find_silent_interval(row, value)
        low = min(low, silent_low)
        high = None if high is None or silent_high is None else max(high, silent_high)
    return low, high


def find_silent_interval(row: Row, value: Fraction) -> tuple[Fraction, Fraction | None]:
    """None or all of the silent may attain."""
    if row["unit"] != "percent":
        return value, MAXIMUM.get(row["unit"])
    numerator, denominator, silent = (
        read_exact(row[name]) for name in ("numerator", "denominator", "silent_denominator")
    )
    if numerator is None or denominator is None or silent is None:
        return Fraction(0), Fraction(100)
    return 100 * numerator / (denominator + silent), 100 * (numerator + silent) / (denominator + silent)


def read_operator(row: Row) -> str:
    """≥, ≤ or =; "=" at a natural bound is one of the others."""
    target = read_exact(row["target_value"])
    if row["target_operator"] == "=" and target == MAXIMUM.get(row["unit"], -1):
        return ">="
    if row["target_operator"] == "=" and target == 0:
        return "<="
    return str(row["target_operator"])


def attains(row: Row, value: Fraction) -> bool:
    """Whether one value attains the target."""
    target = read_exact(row["target_value"])
    assert target is not None
    operator = read_operator(row)
    if operator == "=":
        return abs(value - target) < BAND
    return value >= target if operator == ">=" else value <= target


def judge(row: Row, as_of: date) -> Judged:
    """The status of a row before pace is asked: ``ahead`` where pace decides."""
    value = find_value(row)
    if row["status"] == "suppressed":
        return Judged("suppressed")
    obstacle = find_obstacle(row, value)
    judged = Judged(obstacle or "", value)
    if value is None:
        return judged
    judged.low, judged.high = find_interval(row, value)
    judged.is_comparable = (
        row["target_value"] is not None and row["basis"] == row["target_basis"] != "unknown" and not has_ended(row)
    )
    if judged.is_comparable:
        measure(row, judged, value)
    if obstacle is None and row["due"] is not None and row["period_end"] < row["due"] <= as_of:
        judged.status = "not_due"
    elif obstacle is None:
        decide(row, judged, value, as_of)
    return judged


def has_ended(row: Row) -> bool:
    """Whether the area or the indicator ended before the target falls due; a former area goes on where it is recast exactly."""
    goes_on = row["territory"] == "former_districts" and row["recast"] == "exact"
    ends = [row["indicator_ended_on"], None if goes_on else row["valid_to"]]
    return row["due"] is not None and any(end is not None and end < row["due"] for end in ends)


def find_obstacle(row: Row, value: Fraction | None) -> str | None:
    """Rules 1 to 5."""
    if value is None and row["missing_reason"] == "not_applicable":
        return "not_applicable"
    if row["denominator"] == 0 and row["silent_denominator"] == 0:
        return "not_applicable"
    if has_ended(row):
        return "not_applicable"
    if value is None:
        return "no_data"
    if row["target_value"] is None or not row["is_verified"]:
        return "no_target"
    if row["basis"] != row["target_basis"] or row["basis"] == "unknown":
        return "not_comparable"
    return None


def measure(row: Row, judged: Judged, value: Fraction) -> None:
    """Attainment and gaps."""
    target = read_exact(row["target_value"])
    assert target is not None
    judged.attains = attains(row, value)
    over, under = (value, target) if row["direction"] == 1 else (target, value)
    judged.attainment = None if under == 0 else over / under
    denominator, silent = read_exact(row["denominator"]), read_exact(row["silent_denominator"])
    if row["unit"] != "percent" or row["numerator"] is None or denominator is None:
        return

    def count_gap(share: Fraction, population: Fraction) -> int:
        lacking: Fraction = row["direction"] * (target - share) * population / 100
        return max(0, math.ceil(lacking))

    judged.gap = count_gap(value, denominator)
    if read_operator(row) == "=":
        judged.gap = 0 if judged.attains else judged.gap or None
    elif silent is not None and judged.low is not None and judged.high is not None:
        gaps = [count_gap(end, denominator + silent) for end in (judged.low, judged.high)]
        judged.gap_min, judged.gap_max = min(gaps), max(gaps)


def decide(row: Row, judged: Judged, value: Fraction, as_of: date) -> None:
    """Rules 6 to 8."""
    low, high = judged.low, judged.high
    assert low is not None
    is_due = row["due"] is not None and row["due"] <= max(as_of, row["period_end"])
    everywhere, somewhere = attains_everywhere(row, low, high), attains_somewhere(row, low, high)
    if row["due"] is None:
        judged.status, judged.firm = ("attained", True) if everywhere else ("open", None)
    elif everywhere:
        judged.firm = True
        judged.status = ("exceeded" if exceeds(row, low, high) else "attained") if is_due else "attained_early"
        if row["unit"] == "boolean" and not is_due:
            judged.status = "attained"
    elif row["unit"] == "boolean" and not is_due:
        judged.status = "open"
    elif not somewhere:
        judged.status, judged.firm = ("not_attained", True) if is_due else ("ahead", None)
    elif row["qualifier"] != "exact" or (row["completeness"] or 0) < 0.8 - SLACK:
        judged.status = "undecided"
    elif judged.attains:
        judged.status, judged.firm = ("attained" if is_due else "attained_early"), False
    else:
        judged.status, judged.firm = ("not_attained", False) if is_due else ("ahead", None)


def attains_everywhere(row: Row, low: Fraction, high: Fraction | None) -> bool:
    """Whether the worse end attains."""
    if high is None:
        return read_operator(row) == ">=" and attains(row, low)
    return attains(row, low) and attains(row, high)


def attains_somewhere(row: Row, low: Fraction, high: Fraction | None) -> bool:
    """Whether the better end attains."""
    target = read_exact(row["target_value"])
    assert target is not None
    operator = read_operator(row)
    if operator == ">=":
        return high is None or high >= target
    if operator == "<=":
        return low <= target
    return low < target + BAND and (high is None or high > target - BAND)


def exceeds(row: Row, low: Fraction, high: Fraction | None) -> bool:
    """Whether the worse end is better than the target by the margin; never for milestones, 100 % and "="."""
    target = read_exact(row["target_value"])
    assert target is not None
    if row["unit"] == "boolean" or (row["unit"] == "percent" and target == 100):
        return False
    operator = read_operator(row)
    if operator == ">=":
        return low >= target + MARGIN
    return operator == "<=" and high is not None and high <= target - MARGIN
