"""Which units want attention."""

from __future__ import annotations

import polars as pl

from warehouse.attention import list_most_missing, list_nearest

SCHEMA = {
    "area_id": pl.String,
    "status": pl.String,
    "gap_count": pl.Int64,
    "remaining_pace": pl.Float64,
    "slope": pl.Float64,
    "direction": pl.Int8,
    "denominator": pl.Float64,
    "p_attain": pl.Float64,
}


def build_units(*rows: tuple[object, ...]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


DUE = build_units(
    ("a", "not_attained", 500, None, None, 1, 1000.0, None),
    ("b", "not_attained", 3, None, None, 1, 1000.0, None),
    ("c", "attained", 0, None, None, 1, 1000.0, None),
    ("d", "no_data", None, None, None, 1, None, None),
    ("e", "undecided", 500, None, None, 1, 1000.0, None),
)
AHEAD = build_units(
    ("near", "accelerate", 900, 5.0, 4.5, 1, 1000.0, 0.4),
    ("far", "slow", 950, 9.0, 1.0, 1, 1000.0, 0.01),
    ("likely", "on_track", 800, 3.0, 4.0, 1, 1000.0, 0.9),
    ("unknown", "insufficient", 990, 5.0, None, 1, 1000.0, None),
    ("down", "slow", 100, -5.0, -4.0, -1, 1000.0, 0.3),
)


def test_most_missing_first_equals_by_id_and_only_those_short() -> None:
    assert list_most_missing(DUE, 5)["area_id"].to_list() == ["a", "e", "b"]
    assert list_most_missing(DUE.reverse(), 2)["area_id"].to_list() == ["a", "e"]


def test_of_a_target_past_the_push_is_what_is_missing() -> None:
    nearest = list_nearest(DUE, 2)
    assert nearest.select("area_id", "push_count").rows() == [("b", 3), ("a", 500)]


def test_of_a_target_ahead_the_push_is_what_the_trend_lacks_a_year() -> None:
    nearest = list_nearest(AHEAD, 5)
    assert nearest.select("area_id", "push_count").rows() == [("near", 5), ("down", 10), ("far", 80)]


def test_nothing_short_is_an_empty_list() -> None:
    assert list_most_missing(DUE.clear(), 5).is_empty()
    assert list_nearest(DUE.filter(pl.col("status") == "attained"), 5).is_empty()
