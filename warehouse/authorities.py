"""Several authorities on one indicator: whose target is the strictest, and which targets contradict one set above them (METHODS 11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from typing import Any

Target = Mapping[str, Any]


@dataclass(frozen=True)
class Comparison:
    """How the targets of one indicator at one place compare.

    Attributes
    ----------
    strictest : frozenset of str
        Ids of the verified targets that ask most in their year and base; empty for a year in which all ask the same.
    contradictions : tuple of (Target, Target)
        A verified target that asks less than one of an authority above it in the same year and base, with that one.
    """

    strictest: frozenset[str]
    contradictions: tuple[tuple[Target, Target], ...]


def compare_authorities(targets: Iterable[Target], direction: int) -> Comparison:
    """Compare the verified targets of each year and base.

    Parameters
    ----------
    targets : iterable of mappings
        Rows of :func:`warehouse.queries.list_targets` of one indicator; ``scope_distance`` counts the levels above the place.
    direction : int
        1 when more is better, else −1.
    """
    known = [one for one in targets if one["is_verified"] and one["target_value"] is not None]
    ordered = sorted(known, key=read_subject)
    strictest: set[str] = set()
    contradictions: list[tuple[Target, Target]] = []
    for _subject, group in groupby(ordered, key=read_subject):
        peers = list(group)
        strictest |= find_strictest(peers, direction)
        contradictions += find_contradictions(peers, direction)
    return Comparison(frozenset(strictest), tuple(contradictions))


def read_subject(target: Target) -> tuple[int, str]:
    """What targets must share to be compared: year (0: undated) and base."""
    return target["target_year"] or 0, target["target_basis"] or ""


def find_strictest(peers: Sequence[Target], direction: int) -> set[str]:
    """Ids of those that ask most; none where all ask the same."""
    asked = {direction * one["target_value"] for one in peers}
    if len(asked) < 2:
        return set()
    return {one["target_id"] for one in peers if direction * one["target_value"] == max(asked)}


def find_contradictions(peers: Sequence[Target], direction: int) -> list[tuple[Target, Target]]:
    """Pairs of a lower authority's target and a higher one's that asks more."""
    by_level = sorted(peers, key=lambda one: (one["scope_distance"], one["target_id"]))
    return [
        (lower, higher)
        for lower, higher in combinations(by_level, 2)
        if lower["scope_distance"] < higher["scope_distance"]
        and direction * lower["target_value"] < direction * higher["target_value"]
    ]
