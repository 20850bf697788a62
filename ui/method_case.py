"""A row of the release as the judge takes it, so that a screen can show the rule at work on its own figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from warehouse.attainment import Case, Verdict, judge_one
from warehouse.case_pace import Goal, Observation
from warehouse.case_trend import Trend, compute_probability
from warehouse.model import Accumulation, Basis, MissingReason, Qualifier, Recast, Unit
from warehouse.periods import Period, compute_clock
from warehouse.verdicts import TargetOperator
from wording.format import to_fraction

Row = Mapping[str, Any]


def judge_row(row: Row, as_of: date) -> Verdict | None:
    """Judge a row of ``list_standing`` again, by its counts; None for a value recast to other boundaries, whose counts have fractions."""
    return None if row.get("recast", Recast.NONE) != Recast.NONE else judge_one(read_case(row), as_of)


def read_case(row: Row) -> Case:
    """A row of the release as one case; whether silent units are known shows in its interval."""
    has_counts = row["numerator"] is not None and row["denominator"] is not None
    has_silent = not row["is_reported"] and (row["expected_count"] or 0) > (row["reporter_count"] or 0)
    return Case(
        period_end=row["period_end"],
        numerator=int(row["numerator"]) if has_counts else None,
        denominator=int(row["denominator"]) if has_counts else None,
        value=None if row["value"] is None or has_counts else read_decimal(row["value"]),
        unit=Unit(row["unit"]),
        counts_persons=row["counts_persons"],
        direction=row["direction"],
        accumulation=Accumulation(row["accumulation"]),
        qualifier=Qualifier(row["qualifier"] or Qualifier.EXACT),
        missing_reason=None if row["missing_reason"] is None else MissingReason(row["missing_reason"]),
        silent_denominator=row["silent_denominator"] if has_silent else 0,
        silent_known=not (has_silent and row["lo"] == 0 and row["hi"] == 100),
        completeness=row["completeness"] if has_silent else None,
        basis=Basis(row["basis"]),
        target_id=row["target_id"],
        target_value=None if row["target_value"] is None else read_decimal(row["target_value"]),
        target_operator=None if row["target_operator"] is None else TargetOperator(row["target_operator"]),
        target_basis=None if row["target_basis"] is None else Basis(row["target_basis"]),
        target_verified=row["is_verified"],
        due=row["due"],
    )


def read_decimal(value: float) -> Decimal:
    """A number of the release with the four decimals it was stored with."""
    return Decimal(repr(value)).quantize(Decimal("0.0001")).normalize()


def compute_chance(row: Row) -> float | None:
    """P that the target is attained when due, from the trend the release states; None without one."""
    if row["p_attain"] is None:
        return None
    noise = to_fraction(row["noise"])
    trend = Trend(
        to_fraction(row["slope"]), noise**2, to_fraction(row["slope_spread"]), row["freedom"], row["point_count"]
    )
    latest = Observation(period=Period.parse(row["trend_period"]), value=to_fraction(row["trend_value"]))
    goal = Goal(value=to_fraction(row["target_value"]), due=row["due"], direction=row["direction"])
    return compute_probability(trend, latest, goal, compute_clock(row["due"]))


def count_years_left(row: Row) -> Fraction:
    """Years from the figure the pace is measured to until the target falls due."""
    return compute_clock(row["due"]) - Period.parse(row["trend_period"]).clock
