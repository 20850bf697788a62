"""Whose target is the strictest, and which contradict one set above."""

from __future__ import annotations

import random
from typing import Any

from warehouse.authorities import compare_authorities


def ask_target(target_id: str, value: float | None, distance: int, *, year: int = 2030, **other: Any) -> dict[str, Any]:
    """A row of ``list_targets``, of which only what is compared matters."""
    base = {"target_basis": "total", "is_verified": value is not None, "target_year": year}
    return {"target_id": target_id, "target_value": value, "scope_distance": distance, **base, **other}


def test_the_strictest_of_a_year_is_marked_and_a_lower_one_below_it_contradicts() -> None:
    targets = [ask_target("city", 50, 0), ask_target("nation", 60, 1)]
    comparison = compare_authorities(targets, 1)
    assert comparison.strictest == {"nation"}
    assert [(low["target_id"], high["target_id"]) for low, high in comparison.contradictions] == [("city", "nation")]


def test_asking_more_than_those_above_is_no_contradiction() -> None:
    comparison = compare_authorities([ask_target("city", 70, 0), ask_target("nation", 60, 1)], 1)
    assert comparison.strictest == {"city"}
    assert comparison.contradictions == ()


def test_less_is_better_turns_both_round() -> None:
    comparison = compare_authorities([ask_target("city", 50, 0), ask_target("nation", 60, 1)], -1)
    assert comparison.strictest == {"city"}
    assert comparison.contradictions == ()


def test_the_same_level_everywhere_has_no_strictest() -> None:
    assert compare_authorities([ask_target("a", 60, 0), ask_target("b", 60, 1)], 1).strictest == frozenset()


def test_two_documents_of_one_authority_do_not_contradict() -> None:
    comparison = compare_authorities([ask_target("a", 50, 1), ask_target("b", 60, 1)], 1)
    assert comparison.strictest == {"b"}
    assert comparison.contradictions == ()


def test_what_is_not_verified_not_stated_of_another_year_or_base_is_not_compared() -> None:
    targets = [
        ask_target("city", 50, 0),
        ask_target("memory", 90, 1, is_verified=False),
        ask_target("blank", None, 1),
        ask_target("earlier", 70, 1, year=2025),
        ask_target("registered", 80, 1, target_basis="registered"),
    ]
    comparison = compare_authorities(targets, 1)
    assert comparison.strictest == frozenset()
    assert comparison.contradictions == ()


def test_row_order_changes_nothing() -> None:
    targets = [ask_target(str(number), 40 + number % 3, number % 4) for number in range(8)]
    wanted = compare_authorities(targets, 1)
    for seed in range(5):
        shuffled = random.Random(seed).sample(targets, len(targets))
        assert compare_authorities(shuffled, 1) == wanted
