"""What a case's value is: the value itself and the interval the true value lies in (METHODS 4 and 9)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from warehouse.model import Qualifier, Unit
from warehouse.thresholds import THRESHOLDS, Thresholds
from warehouse.verdicts import Case

NATURAL_MAXIMUM = {Unit.PERCENT: Fraction(100), Unit.BOOLEAN: Fraction(1)}


@dataclass(frozen=True)
class Interval:
    """Where the true value lies, in the indicator's unit; a null ``high`` is no upper bound (METHODS 4, 9)."""

    low: Fraction
    high: Fraction | None


def measure_value(case: Case) -> Fraction | None:
    """The value in the indicator's unit: a percentage from its counts whenever both are known."""
    if case.denominator == 0:
        return None
    if case.unit is Unit.PERCENT and case.numerator is not None and case.denominator is not None:
        return Fraction(100 * case.numerator, case.denominator)
    if case.value is not None:
        return Fraction(case.value)
    if case.unit is not Unit.PERCENT and case.numerator is not None:
        return Fraction(case.numerator)
    return None


def bound_value(case: Case, value: Fraction, thresholds: Thresholds = THRESHOLDS) -> Interval:
    """The widest of what the qualifier and the silent units leave open (METHODS 4 and 9)."""
    published, complete = bound_published(case, value, thresholds), bound_silent(case, value)
    unbounded = published.high is None or complete.high is None
    return Interval(
        low=min(published.low, complete.low),
        high=None if unbounded else max(h for h in (published.high, complete.high) if h is not None),
    )


def bound_published(case: Case, value: Fraction, thresholds: Thresholds) -> Interval:
    """What *hơn*, *gần* and *khoảng* leave open (METHODS 4)."""
    maximum = NATURAL_MAXIMUM.get(case.unit)
    if case.qualifier is Qualifier.AT_LEAST:
        return Interval(value, maximum)
    if case.qualifier is Qualifier.AT_MOST:
        return Interval(Fraction(0), value)
    if case.qualifier is Qualifier.ABOUT:
        half_width = max(Fraction(thresholds.about_points), value * Fraction(thresholds.about_ratio))
        high = value + half_width
        return Interval(max(Fraction(0), value - half_width), high if maximum is None else min(maximum, high))
    return Interval(value, value)


def bound_silent(case: Case, value: Fraction) -> Interval:
    """What the units that did not report leave open: none or all of their denominators may count (METHODS 9)."""
    if not case.has_silent_units:
        return Interval(value, value)
    if case.unit is not Unit.PERCENT:
        return Interval(value, NATURAL_MAXIMUM.get(case.unit))
    population = count_population(case)
    if population is None or case.numerator is None:
        return Interval(Fraction(0), Fraction(100))
    silent = case.silent_denominator or 0
    return Interval(Fraction(100 * case.numerator, population), Fraction(100 * (case.numerator + silent), population))


def count_population(case: Case) -> int | None:
    """The denominator with that of the silent units; null when either is not known."""
    if case.denominator is None or not case.silent_known:
        return None
    return case.denominator + (case.silent_denominator or 0)
