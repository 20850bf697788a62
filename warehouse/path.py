"""What a chosen pace leads to: the path of a value if every year adds the same, and the year it reaches the target (METHODS 6)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from warehouse.thresholds import THRESHOLDS


@dataclass(frozen=True, kw_only=True)
class Course:
    """A value on its way to a target.

    Attributes
    ----------
    clock, value : Fraction
        Where it stands: time as :func:`warehouse.periods.compute_clock` counts it, and the value in the indicator's unit.
    target, due_clock : Fraction
        Where it is to be, and when.
    direction : int
        1 when more is better, else −1.
    maximum : Fraction or None
        The value cannot pass it, 100 for a percentage; null: there is no limit.
    """

    clock: Fraction
    value: Fraction
    target: Fraction
    due_clock: Fraction
    direction: int = 1
    maximum: Fraction | None = Fraction(100)


def project_value(course: Course, pace: Fraction, clock: Fraction) -> Fraction:
    """Value at a time when every year adds ``pace``, kept between 0 and the maximum.

    >>> from fractions import Fraction as F
    >>> course = Course(clock=F(2026), value=F(40), target=F(60), due_clock=F(2031))
    >>> project_value(course, F(5), F(2028)), project_value(course, F(-50), F(2028))
    (Fraction(50, 1), Fraction(0, 1))
    """
    value = max(Fraction(0), course.value + pace * (clock - course.clock))
    return value if course.maximum is None else min(course.maximum, value)


def project_path(course: Course, pace: Fraction, until: int) -> list[tuple[Fraction, Fraction]]:
    """Points of the path: where it stands, then every year's end up to that of ``until``; (clock, value)."""
    year_ends = range(math.floor(course.clock) + 1, until + 2)
    clocks = [course.clock, *(Fraction(year_end) for year_end in year_ends)]
    return [(clock, project_value(course, pace, clock)) for clock in clocks]


def find_year_reached(course: Course, pace: Fraction, years: int = THRESHOLDS.horizon_maximum_years) -> int | None:
    """First calendar year at whose end the path has reached the target; null when not within so many years.

    >>> from fractions import Fraction as F
    >>> course = Course(clock=F(2026), value=F(40), target=F(60), due_clock=F(2031))
    >>> find_year_reached(course, F(4)), find_year_reached(course, F(0)), find_year_reached(course, F(20))
    (2030, None, 2026)
    """
    first = math.floor(course.clock) + 1
    for year_end in range(first, first + years):
        if course.direction * (project_value(course, pace, Fraction(year_end)) - course.target) >= 0:
            return year_end - 1
    return None


def compute_needed_pace(course: Course) -> Fraction | None:
    """Units a year that just reach the target when due; null when it is due already, 0 or against the direction when reached."""
    left = course.due_clock - course.clock
    return (course.target - course.value) / left if left > 0 else None


def convert_people(people: Fraction | int, denominator: Fraction) -> Fraction:
    """Percentage points that so many people are of a denominator that stays as it is.

    >>> convert_people(50, Fraction(1000))
    Fraction(5, 1)
    """
    return 100 * Fraction(people) / denominator


def count_people(points: Fraction, denominator: Fraction) -> int:
    """Whole people that so many percentage points are at least, of a denominator that stays as it is.

    >>> count_people(Fraction(33, 10), Fraction(1000)), count_people(Fraction(-33, 10), Fraction(999))
    (33, -32)
    """
    return math.ceil(points * denominator / 100)
