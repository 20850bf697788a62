"""Equity: groups apart, and people where a target is missed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from warehouse.equity import GroupGap, ShareBelow, compare_groups, measure_share_below
from warehouse.model import Status

VALUES = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.none() | st.integers(0, 100).map(float)), unique_by=lambda pair: pair[0]
)
AREAS = st.lists(st.tuples(st.sampled_from(list(Status)), st.none() | st.integers(0, 1000)))


def test_the_gap_is_between_the_best_and_the_worst_group() -> None:
    values = [("farmers", 30.0), ("officials", 75.0), ("workers", 60.0)]
    assert compare_groups(values) == GroupGap("officials", "farmers", 45.0, 2.5)
    assert compare_groups(values, -1) == GroupGap("farmers", "officials", 45.0, 2.5)


def test_without_two_values_there_is_no_gap_and_without_a_base_no_ratio() -> None:
    assert compare_groups([("farmers", 30.0), ("officials", None)]) is None
    assert compare_groups([("farmers", 0.0), ("officials", 75.0)]) == GroupGap("officials", "farmers", 75.0, None)
    assert compare_groups([("b", 5.0), ("a", 5.0)]) == GroupGap("a", "a", 0.0, 1.0)


def test_areas_without_a_verdict_are_not_below() -> None:
    areas = [("not_attained", 300), ("attained", 500), ("no_data", 150), ("undecided", 50), ("not_attained", None)]
    assert measure_share_below(areas) == ShareBelow(0.375, 0.8)
    assert measure_share_below([("no_data", 10)]) == ShareBelow(None, 0.0)
    assert measure_share_below([]) == ShareBelow(None, None)


@given(VALUES, st.randoms())
def test_the_order_of_groups_changes_nothing(values: list[tuple[str, float | None]], random: object) -> None:
    shuffled = list(values)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert compare_groups(values) == compare_groups(shuffled)


@given(AREAS, st.integers(1, 1000))
def test_one_more_area_below_raises_the_share_and_the_cover(
    areas: list[tuple[Status, int | None]], people: int
) -> None:
    before, after = measure_share_below(areas), measure_share_below([*areas, (Status.NOT_ATTAINED, people)])
    assert after.share is not None
    assert after.covered is not None
    assert after.share >= (before.share or 0)
    assert after.covered >= (before.covered or 0)
