"""Small numbers: known values, the two forms of every question agree, and what must not matter does not."""

from __future__ import annotations

from dataclasses import astuple
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.small_numbers import (
    Spread,
    add_ranks,
    add_spread,
    add_wilson,
    find_funnel,
    find_wilson,
    is_surely_ahead,
    measure_noise,
    measure_spread,
    pool_noise,
    rank_values,
    smooth_rates,
)

COUNTS = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
SIBLINGS = st.lists(COUNTS, min_size=1, max_size=12)
VALUES = st.lists(st.integers(0, 400).map(lambda quarter: quarter / 4), min_size=1, max_size=15)
NOISE = st.integers(4, 40).map(lambda quarter: quarter / 4)
SERIES = st.lists(st.lists(st.none() | st.integers(0, 100), min_size=1, max_size=6), min_size=1, max_size=6)


def tabulate(counts: list[tuple[int, int]]) -> pl.DataFrame:
    rows = [{"parent": "p", "numerator": x, "denominator": n, "is_sample": False} for x, n in counts]
    return pl.DataFrame(rows)


def rank_frame(values: list[float], noise: float, direction: int) -> list[tuple[int, ...]]:
    frame = pl.DataFrame({"parent": "p", "value": values, "noise": noise, "direction": direction})
    return add_ranks(frame, ["parent"]).select("rank", "rank_from", "rank_to").rows()


def test_wilson_is_that_of_the_books() -> None:
    assert find_wilson(81, 263) == pytest.approx(
        (25.53, 36.62), abs=0.01
    )  # Newcombe (1998), Statistics in Medicine 17, 857
    assert find_wilson(15, 148) == pytest.approx((6.24, 16.05), abs=0.01)
    assert find_wilson(0, 20) == pytest.approx((0.0, 16.11), abs=0.01)
    assert find_wilson(1, 29) == pytest.approx((0.61, 17.18), abs=0.01)


def test_wilson_is_for_small_counts_and_samples_only() -> None:
    assert find_wilson(500, 999) is not None
    assert find_wilson(500, 1000) is None
    assert find_wilson(500, 1000, is_sample=True) is not None
    assert find_wilson(0, 0) is None


@settings(deadline=None)
@given(SIBLINGS)
def test_wilson_of_a_frame_is_that_of_each_case(counts: list[tuple[int, int]]) -> None:
    for (x, n), row in zip(counts, add_wilson(tabulate(counts)).iter_rows(named=True), strict=True):
        expected = find_wilson(x, n)
        assert (row["wilson_low"] is None) == (expected is None)
        if expected is not None:
            assert (row["wilson_low"], row["wilson_high"]) == pytest.approx(expected, abs=1e-9)
            assert row["wilson_low"] - 1e-9 <= 100 * x / n <= row["wilson_high"] + 1e-9


@given(st.integers(2, 999))
def test_wilson_rises_with_the_numerator(n: int) -> None:
    ends = [find_wilson(x, n) for x in range(n + 1)]
    assert all(a is not None and b is not None and a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(ends))


@settings(deadline=None)
@given(VALUES, NOISE, st.sampled_from([1, -1]))
def test_ranks_of_a_frame_are_those_of_each_case(values: list[float], noise: float, direction: int) -> None:
    expected = [astuple(place) for place in rank_values(values, [noise] * len(values), direction)]
    assert rank_frame(values, noise, direction) == expected


@settings(deadline=None)
@given(VALUES, NOISE, st.randoms())
def test_row_order_changes_no_rank(values: list[float], noise: float, random: object) -> None:
    order = list(range(len(values)))
    random.shuffle(order)  # type: ignore[attr-defined]
    places, shuffled = rank_frame(values, noise, 1), rank_frame([values[i] for i in order], noise, 1)
    assert [places[i] for i in order] == shuffled


@settings(deadline=None)
@given(VALUES, NOISE)
def test_a_rank_lies_in_its_interval_and_a_better_value_is_never_ranked_worse(
    values: list[float], noise: float
) -> None:
    ranked = sorted(zip(values, rank_values(values, [noise] * len(values)), strict=True), key=lambda pair: -pair[0])
    for _, place in ranked:
        assert 1 <= place.rank_from <= place.rank <= place.rank_to <= len(values)
    for (better, a), (worse, b) in pairwise(ranked):
        assert (a.rank_from, a.rank, a.rank_to) <= (b.rank_from, b.rank, b.rank_to)
        assert (better == worse) == (a.rank == b.rank)


def test_noise_decides_what_is_surely_ahead() -> None:
    assert is_surely_ahead(54, 1, 50, 2)  # 1.645·√5 = 3.68
    assert not is_surely_ahead(53, 1, 50, 2)
    assert [astuple(place) for place in rank_values([50, 50, 40, 39], [1] * 4)] == [
        (1, 1, 2),
        (1, 1, 2),
        (3, 3, 4),
        (4, 3, 4),
    ]
    assert [astuple(place) for place in rank_values([50, 40], [1, 1], -1)] == [(2, 2, 2), (1, 1, 1)]


@settings(deadline=None)
@given(SERIES)
def test_noise_of_a_frame_is_that_of_the_series(series: list[list[float | None]]) -> None:
    rows = [
        {"parent": "p", "area_id": str(area), "year": 2020 + year, "value": float(value)}
        for area, values in enumerate(series)
        for year, value in enumerate(values)
        if value is not None
    ]
    schema = {"parent": pl.String, "area_id": pl.String, "year": pl.Int32, "value": pl.Float64}
    noise = measure_noise(pl.DataFrame(rows, schema=schema), ["parent"])["noise"].to_list()
    assert noise == ([pytest.approx(pool_noise(series))] if rows else [])


def test_noise_is_pooled_over_siblings_and_never_below_a_point() -> None:
    assert pool_noise([[10, 14, 18], [20, 22, 30]]) == 3.0  # steps 4, 4 and 2, 8: √((0 + 0 + 9 + 9) / 2)
    assert pool_noise([[10, 11, 12]]) == 1.0
    assert pool_noise([[10], [20, 40]]) == 1.0
    assert pool_noise([[0, 10, None, 50, 60, 90]]) == pytest.approx(((20 / 3) ** 2 * 2 + (40 / 3) ** 2) ** 0.5 / 2**0.5)


@settings(deadline=None)
@given(SIBLINGS)
def test_funnel_and_smoothing_of_a_frame_are_those_of_the_siblings(counts: list[tuple[int, int]]) -> None:
    spread, smoothed = measure_spread(counts), smooth_rates(counts)
    for place, row in enumerate(add_spread(tabulate(counts), ["parent"]).iter_rows(named=True)):
        limits = find_funnel(spread, counts[place][1])
        assert (row["funnel_low"], row["funnel_high"]) == pytest.approx(limits, abs=1e-6)
        assert row["smoothed"] == pytest.approx(smoothed[place], abs=1e-6)


@given(SIBLINGS)
def test_smoothing_draws_towards_the_whole_and_leaves_large_areas_alone(counts: list[tuple[int, int]]) -> None:
    centre = measure_spread(counts).centre
    for (x, n), smoothed in zip(counts, smooth_rates(counts), strict=True):
        raw = 100 * x / n
        if n >= 1000:
            assert smoothed == pytest.approx(raw, rel=1e-12)
        else:
            assert min(raw, centre) - 1e-9 <= smoothed <= max(raw, centre) + 1e-9


def test_the_smaller_of_two_areas_is_drawn_further() -> None:
    small, large = smooth_rates([(8, 10), (400, 500), (50, 500), (300, 400)])[:2]
    assert small < large < 80


def test_spread_is_the_binomial_one_until_areas_lie_further_apart() -> None:
    assert measure_spread([(50, 100), (50, 100)]) == Spread(50.0, 0.0)
    apart = measure_spread([(20, 100), (80, 100)])
    assert apart.between_variance == pytest.approx(1e4 * (0.36 * 100 / 2 / 0.25 - 1) / (100 / 0.25))  # by hand: Q = 72
    assert find_funnel(apart, 100)[0] < 20
    assert measure_spread([(0, 5), (0, 7)]) == Spread(0.0, 0.0)
    with pytest.raises(ValueError, match="no denominator"):
        measure_spread([(0, 0)])
    with pytest.raises(ValueError, match="not above 0"):
        smooth_rates([(0, 0)])


@given(SIBLINGS, st.integers(1, 2999))
def test_a_funnel_narrows_with_the_denominator(counts: list[tuple[int, int]], n: int) -> None:
    spread = measure_spread(counts)
    (low, high), (later_low, later_high) = find_funnel(spread, n), find_funnel(spread, n + 1)
    assert low <= later_low <= spread.centre <= later_high <= high
