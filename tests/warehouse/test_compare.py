"""Areas beside each other: bars, sides of the common level, and pairs that are never subtracted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.compare import (
    Obstacle,
    Side,
    find_common_level,
    find_half_width,
    find_obstacle,
    find_side,
    find_steps,
    subtract,
)
from warehouse.small_numbers import is_surely_ahead

RATES = st.floats(0, 100)
NOISES = st.floats(1, 20)
FIT: Mapping[str, Any] = {
    "unit": "percent",
    "status": "attained",
    "value": 50.0,
    "basis": "total",
    "period": "2025",
    "qualifier": "exact",
    "completeness": 1.0,
    "estimated_share": 0.0,
    "is_simulated": False,
}
CHANGES = {
    Obstacle.MISSING: {"value": None},
    Obstacle.HIDDEN: {"status": "suppressed", "value": None},
    Obstacle.NOT_A_RATE: {"unit": "count"},
    Obstacle.BASIS: {"basis": "registered"},
    Obstacle.NATURE: {"is_simulated": True},
    Obstacle.PERIOD: {"period": "2024"},
    Obstacle.QUALIFIER: {"qualifier": "at_least"},
    Obstacle.COMPLETENESS: {"completeness": 0.79},
    Obstacle.ESTIMATE: {"estimated_share": 0.21},
}


@given(RATES, RATES, NOISES)
def test_bars_stay_apart_exactly_when_one_is_surely_ahead(value: float, other: float, noise: float) -> None:
    half = find_half_width(noise)
    apart = value - half - (other + half)
    if abs(apart) > 1e-9:
        assert (apart > 0) == is_surely_ahead(value, noise, other, noise)


@given(RATES, RATES, NOISES)
def test_sides_swap_with_the_direction(value: float, common: float, noise: float) -> None:
    swapped = {Side.AHEAD: Side.BEHIND, Side.BEHIND: Side.AHEAD, Side.BETWEEN: Side.BETWEEN}
    assert find_side(value, common, noise, -1) == swapped[find_side(value, common, noise)]
    assert find_side(common, common, noise) is Side.BETWEEN


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(50, 100)), min_size=1, max_size=20))
def test_the_common_level_is_of_counts_and_between_the_rates(counts: list[tuple[int, int]]) -> None:
    common = find_common_level(counts)
    rates = [100 * x / n for x, n in counts]
    assert common is not None
    assert min(rates) - 1e-9 <= common <= max(rates) + 1e-9


def test_the_common_level_is_no_average_of_percentages() -> None:
    assert find_common_level([(1, 10), (50, 90)]) == 51.0
    assert find_common_level([]) is None


@pytest.mark.parametrize("obstacle", list(Obstacle))
def test_every_obstacle_stops_the_difference_from_either_side(obstacle: Obstacle) -> None:
    changed = {**FIT, **CHANGES[obstacle]}
    assert find_obstacle(FIT, FIT) is None
    for pair in ((FIT, changed), (changed, FIT)) if obstacle is not Obstacle.NOT_A_RATE else ((changed, changed),):
        assert find_obstacle(*pair) is obstacle
        assert subtract(*pair) is None


def test_an_unknown_base_and_a_missing_side_stop_it_too() -> None:
    unknown = {**FIT, "basis": "unknown"}
    assert find_obstacle(unknown, unknown) is Obstacle.BASIS
    assert find_obstacle(FIT, None) is Obstacle.MISSING
    assert subtract(None, None) is None


@given(RATES, RATES)
def test_a_difference_is_in_points_and_turns_with_the_pair(value: float, other: float) -> None:
    first, second = {**FIT, "value": value}, {**FIT, "value": other}
    assert subtract(first, second) == value - other
    assert subtract(second, first) == other - value


@given(st.integers(1, 100), st.integers(1, 100), st.integers(1, 100))
def test_steps_multiply_to_the_rate_or_are_not_said(x: int, n: int, registered: int) -> None:
    step = find_steps(x, n, registered)
    if step is None:
        assert not x <= registered <= n
    else:
        assert step.registered * step.recognised == pytest.approx(x / n)
