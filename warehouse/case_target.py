"""How a case's value or interval stands to its target: met, exceeded, how far (METHODS 2, 3 and 5)."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

from warehouse.case_interval import NATURAL_MAXIMUM, Interval, count_population
from warehouse.model import Basis, Unit
from warehouse.thresholds import THRESHOLDS, Thresholds
from warehouse.verdicts import Case, StatusReason, TargetOperator, Verdict


def find_basis_obstacle(case: Case) -> StatusReason | None:
    """Why the value and the target do not count over the same denominator, if they do not."""
    if case.basis is Basis.UNKNOWN:
        return StatusReason.VALUE_BASIS_UNKNOWN
    if case.target_basis is None or case.target_basis is Basis.UNKNOWN:
        return StatusReason.TARGET_BASIS_UNKNOWN
    return None if case.basis is case.target_basis else StatusReason.BASIS_DIFFERS


def read_operator(case: Case) -> TargetOperator:
    """The operator as it is judged: "=" at a natural bound is ≥ or ≤ (METHODS 5)."""
    if case.target_operator is TargetOperator.EQUAL and case.target_value is not None:
        if NATURAL_MAXIMUM.get(case.unit) == case.target_value:
            return TargetOperator.AT_LEAST
        if case.target_value == 0:
            return TargetOperator.AT_MOST
    return case.target_operator or TargetOperator.AT_LEAST


def read_target(case: Case) -> Fraction:
    """The target's value, where there is one."""
    if case.target_value is None:
        raise ValueError(f"target {case.target_id!r} has no value to compare with")
    return Fraction(case.target_value)


def attains(case: Case, value: Fraction, thresholds: Thresholds = THRESHOLDS) -> bool:
    """Whether a value attains the target."""
    target = read_target(case)
    match read_operator(case):
        case TargetOperator.AT_LEAST:
            return value >= target
        case TargetOperator.AT_MOST:
            return value <= target
        case TargetOperator.EQUAL:
            return abs(value - target) < Fraction(thresholds.equality_tolerance_points)


def attains_everywhere(case: Case, interval: Interval, thresholds: Thresholds) -> bool:
    """Whether the worse end attains: then every value of the interval does."""
    if interval.high is None:
        return read_operator(case) is TargetOperator.AT_LEAST and attains(case, interval.low, thresholds)
    return attains(case, interval.low, thresholds) and attains(case, interval.high, thresholds)


def attains_somewhere(case: Case, interval: Interval, thresholds: Thresholds) -> bool:
    """Whether the better end attains: then some value of the interval does."""
    target = read_target(case)
    match read_operator(case):
        case TargetOperator.AT_LEAST:
            return interval.high is None or interval.high >= target
        case TargetOperator.AT_MOST:
            return interval.low <= target
        case TargetOperator.EQUAL:
            tolerance = Fraction(thresholds.equality_tolerance_points)
            return interval.low < target + tolerance and (interval.high is None or interval.high > target - tolerance)


def exceeds_target(case: Case, interval: Interval, thresholds: Thresholds) -> bool:
    """Whether the worse end beats the target by the margin; a milestone and a target of 100% cannot be exceeded."""
    target, margin = read_target(case), Fraction(thresholds.exceed_margin_points)
    if case.unit is Unit.BOOLEAN or (case.unit is Unit.PERCENT and target == 100):
        return False
    match read_operator(case):
        case TargetOperator.AT_LEAST:
            return interval.low >= target + margin
        case TargetOperator.AT_MOST:
            return interval.high is not None and interval.high <= target - margin
        case TargetOperator.EQUAL:
            return False


def measure_distance(
    verdict: Verdict, case: Case, value: Fraction, interval: Interval, thresholds: Thresholds = THRESHOLDS
) -> Verdict:
    """Add the value, its interval, and where value and target may be compared, the attainment and the gaps."""
    verdict = replace(verdict, value=value, low=interval.low, high=interval.high)
    comparable = case.target_id is not None and case.target_value is not None and find_basis_obstacle(case) is None
    if not comparable or verdict.reason is StatusReason.ENDED_BEFORE_DUE:
        return verdict
    verdict = replace(verdict, attainment=compute_attainment(case, value))
    if case.unit is not Unit.PERCENT or case.numerator is None or case.denominator is None:
        return verdict
    gap_count = count_gap(case, value, case.denominator)
    population = count_population(case)
    if read_operator(case) is TargetOperator.EQUAL:
        return replace(verdict, gap_count=count_gap_to_band(case, value, gap_count, thresholds))
    if population is None or interval.high is None:
        return replace(verdict, gap_count=gap_count)
    gaps = [count_gap(case, end, population) for end in (interval.low, interval.high)]
    return replace(verdict, gap_count=gap_count, gap_count_min=min(gaps), gap_count_max=max(gaps))


def compute_attainment(case: Case, value: Fraction) -> Fraction | None:
    """Value over target, or target over value when less is better; null when that divides by zero (METHODS 2)."""
    over, under = (value, read_target(case)) if case.direction == 1 else (read_target(case), value)
    return None if under == 0 else over / under


def count_gap(case: Case, value: Fraction, population: int) -> int:
    """Whole persons or things that a percentage of a population lacks to the target (METHODS 3).

    >>> from datetime import date
    >>> from decimal import Decimal
    >>> count_gap(Case(period_end=date(2025, 12, 31), target_value=Decimal("16.1")), Fraction(0), 1000)
    161
    """
    return max(0, math.ceil(case.direction * (read_target(case) - value) * population / 100))


def count_gap_to_band(case: Case, value: Fraction, gap_count: int, thresholds: Thresholds) -> int | None:
    """The gap to a target worded "=": 0 once met, null when the value overshot, for then nothing is lacking."""
    if attains(case, value, thresholds):
        return 0
    return gap_count or None
