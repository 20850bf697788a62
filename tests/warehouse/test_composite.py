"""Composite scores: fixed ends, what is missing, and the means within and between criteria."""

from __future__ import annotations

import math

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.composite import combine_frame, combine_scores, score_value

SCORES = st.lists(
    st.tuples(st.sampled_from("abc"), st.one_of(st.none(), st.floats(0, 100), st.floats(0, 100), st.floats(0, 100))),
    max_size=20,
)


def test_a_criterion_of_nothing_does_not_wipe_out_the_others() -> None:
    assert combine_scores([("a", 0.0), ("b", 100.0)]) == pytest.approx(10.0)
    assert combine_scores([("a", 0.5), ("b", 100.0)]) == pytest.approx(10.0)


def test_a_weak_criterion_is_not_made_good_by_a_strong_one() -> None:
    uneven, even = combine_scores([("a", 20.0), ("b", 80.0)]), combine_scores([("a", 50.0), ("b", 50.0)])
    assert uneven is not None
    assert even is not None
    assert uneven < even


@pytest.mark.parametrize(("missing", "is_known"), [(0, True), (1, True), (2, True), (3, False)])
def test_a_fifth_of_the_measures_may_be_missing(missing: int, is_known: bool) -> None:
    scores = [("a", 60.0)] * 5 + [("b", 60.0)] * (5 - missing) + [("b", None)] * missing
    found = combine_scores(scores)
    assert (found is not None) == is_known
    if found is not None:
        assert found == pytest.approx(60.0)


def test_a_criterion_without_any_score_leaves_no_composite() -> None:
    assert combine_scores([("a", 60.0)] * 9 + [("b", None)]) is None
    assert combine_scores([]) is None


def test_floor_and_goal_must_differ() -> None:
    with pytest.raises(ValueError, match="both"):
        score_value(1.0, 5.0, 5.0)


@given(st.floats(-50, 150), st.floats(-50, 150))
def test_a_better_value_never_scores_less(low: float, high: float) -> None:
    low, high = sorted((low, high))
    rising, falling = (
        (score_value(low, 0, 100), score_value(high, 0, 100)),
        (score_value(low, 100, 0), score_value(high, 100, 0)),
    )
    assert rising[0] <= rising[1]  # type: ignore[operator]
    assert falling[0] >= falling[1]  # type: ignore[operator]


@settings(max_examples=500)
@given(SCORES, st.randoms())
def test_frame_and_scalar_agree_in_any_order(scores: list[tuple[str, float | None]], random: object) -> None:
    expected = combine_scores(scores)
    shuffled = list(scores)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    frame = pl.DataFrame(
        {"area_id": "x", "period": "2025", "criterion_id": [c for c, _ in shuffled], "score": [s for _, s in shuffled]},
        schema={"area_id": pl.String, "period": pl.String, "criterion_id": pl.String, "score": pl.Float64},
    )
    found = combine_frame(frame)
    if not scores:
        assert found.is_empty()
        return
    known = sum(score is not None for _, score in scores)
    assert found["known_share"][0] == pytest.approx(known / len(scores))
    composite = found["composite"][0]
    assert (composite is None) == (expected is None)
    if expected is not None:
        assert math.isclose(composite, expected, rel_tol=1e-9)
        assert 1 - 1e-9 <= composite <= 100 + 1e-9
