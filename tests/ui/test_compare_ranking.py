"""Who is ranked with whom: one base, one nature, at least three; ties share a place."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from ui.compare_chart import is_beside_common
from ui.compare_ranking import Ground, Ranking, Unranked, find_ground, find_reason, is_on_ground, set_places
from warehouse.model import Territory

FIT: dict[str, Any] = {
    "status": "attained",
    "value": 50.0,
    "basis": "total",
    "is_simulated": True,
    "completeness": 1.0,
    "recast": "none",
    "estimated_share": 0.0,
}
GROUND = Ground("total", is_simulated=True)


def test_the_ground_is_that_of_most_figures() -> None:
    rows = [FIT, FIT, {**FIT, "is_simulated": False}, {**FIT, "basis": "registered"}]
    assert find_ground(rows) == GROUND
    assert [is_on_ground(row, GROUND) for row in rows] == [True, True, False, False]
    assert find_ground([]) == Ground(None, None)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"status": "suppressed", "value": None}, Unranked.HIDDEN),
        ({"status": "no_data", "value": None}, Unranked.NO_DATA),
        ({"status": "not_applicable", "value": None}, Unranked.ENDED),
        ({"basis": "registered"}, Unranked.BASIS),
        ({"is_simulated": False}, Unranked.NATURE),
        ({"recast": "estimated", "estimated_share": 0.21}, Unranked.ESTIMATE),
        ({"completeness": 0.79}, Unranked.INCOMPLETE),
        ({}, Unranked.FEW),
    ],
)
def test_every_unranked_unit_has_its_reason(change: dict[str, Any], reason: Unranked) -> None:
    assert find_reason({**FIT, **change}, GROUND) is reason


def test_places_are_ranges_with_ties_and_need_three() -> None:
    rows = [{**FIT, "value": value} for value in (50.0, 50.0, 80.0)]
    placed = set_places(rows, [1.0, 1.0, 1.0], 1)
    assert [(row["rank"], row["rank_from"], row["rank_to"], row["is_tied"]) for row in placed] == [
        (2, 2, 3, True),
        (2, 2, 3, True),
        (1, 1, 1, False),
    ]
    assert set_places(rows[:2], [1.0, 1.0], 1) == []
    assert [row["rank"] for row in set_places(rows, [1.0, 1.0, 1.0], -1)] == [1, 1, 3]


@pytest.mark.parametrize(
    ("common", "value", "is_beside"), [(41.6, 42.1, True), (41.6, 60.0, False), (None, 42.1, False)]
)
def test_a_name_beside_the_words_of_the_common_level_moves(
    common: float | None, value: float, *, is_beside: bool
) -> None:
    ranking = Ranking("01", "ward", "2025", Territory.AS_REPORTED, pl.DataFrame(), [], [], common, 3.5)
    assert is_beside_common(value, ranking, float) is is_beside
