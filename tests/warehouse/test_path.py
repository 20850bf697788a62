"""What a chosen pace leads to: paths, the year reached, and people and points told apart from rounding."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.path import (
    Course,
    compute_needed_pace,
    convert_people,
    count_people,
    find_year_reached,
    project_path,
    project_value,
)

HALVES = st.integers(0, 200).map(lambda number: Fraction(number, 2))


def build_course(value: int = 40, target: int = 60, direction: int = 1) -> Course:
    """At the end of September 2026, due at the end of 2030."""
    clock, due = Fraction(2026) + Fraction(9, 12), Fraction(2031)
    return Course(clock=clock, value=Fraction(value), target=Fraction(target), due_clock=due, direction=direction)


def test_a_path_starts_where_the_value_stands_and_has_every_year_end() -> None:
    path = project_path(build_course(), Fraction(4), 2030)
    assert path[0] == (Fraction(2026) + Fraction(3, 4), Fraction(40))
    assert [clock for clock, _value in path[1:]] == [2027, 2028, 2029, 2030, 2031]
    assert path[1][1] == 41


@pytest.mark.parametrize(("pace", "year"), [(0, None), (-1, None), (20, 2027), (5, 2030), (4, 2031), (100, 2026)])
def test_the_year_is_the_first_whose_end_has_the_target(pace: int, year: int | None) -> None:
    assert find_year_reached(build_course(), Fraction(pace)) == year


def test_less_is_better_goes_down() -> None:
    course = build_course(value=30, target=20, direction=-1)
    assert find_year_reached(course, Fraction(-5)) == 2028
    assert find_year_reached(course, Fraction(5)) is None
    assert compute_needed_pace(course) == Fraction(-40, 17)


def test_nothing_passes_its_natural_bounds() -> None:
    assert project_value(build_course(), Fraction(90), Fraction(2030)) == 100
    assert project_value(build_course(), Fraction(-90), Fraction(2030)) == 0


def test_a_target_of_all_can_be_reached() -> None:
    assert find_year_reached(build_course(target=100), Fraction(20)) == 2029


@given(value=HALVES, target=HALVES)
def test_the_pace_needed_reaches_the_target_when_due_and_no_slower_one_does(value: Fraction, target: Fraction) -> None:
    direction = 1 if target >= value else -1
    course = Course(clock=Fraction(2026), value=value, target=target, due_clock=Fraction(2031), direction=direction)
    needed = compute_needed_pace(course)
    assert needed is not None
    assert project_value(course, needed, course.due_clock) == target
    year = find_year_reached(course, needed)
    assert year is not None
    assert year <= 2030
    if target != value:
        slower = find_year_reached(course, needed * Fraction(99, 100))
        assert slower is None or slower > 2030


def test_nothing_is_needed_of_what_is_due() -> None:
    course = Course(clock=Fraction(2031), value=Fraction(1), target=Fraction(2), due_clock=Fraction(2031))
    assert compute_needed_pace(course) is None


@given(points=st.fractions(-100, 100), denominator=st.integers(1, 10**7))
def test_so_many_people_are_at_least_so_many_points(points: Fraction, denominator: int) -> None:
    people = count_people(points, Fraction(denominator))
    assert convert_people(people, Fraction(denominator)) >= points
    assert convert_people(people - 1, Fraction(denominator)) < points
