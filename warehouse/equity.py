"""Equity: how far groups of people lie apart, and how many people live where a target is missed (METHODS 12)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from warehouse.model import Status

ATTAINING = frozenset({Status.EXCEEDED, Status.ATTAINED, Status.ATTAINED_EARLY})
BELOW = frozenset({Status.NOT_ATTAINED})


@dataclass(frozen=True)
class GroupGap:
    """Distance between the best and the worst group.

    Attributes
    ----------
    best, worst : str
        Ids of the groups, the first by id of equal ones.
    gap : float
        Best less worst, in points of the value; never negative.
    ratio : float or None
        The larger value over the smaller; None where the smaller is 0.
    """

    best: str
    worst: str
    gap: float
    ratio: float | None


@dataclass(frozen=True)
class ShareBelow:
    """People in areas that miss a target.

    Attributes
    ----------
    share : float or None
        Of the people in areas with a verdict, those in areas that miss the target, 0–1; None where no area has a verdict.
    covered : float or None
        Of all people, those in areas with a verdict, 0–1; None without people.
    """

    share: float | None
    covered: float | None


def compare_groups(values: Iterable[tuple[str, float | None]], direction: int = 1) -> GroupGap | None:
    """Distance between groups of one area, indicator, period and base; None where fewer than two have a value.

    Parameters
    ----------
    values : iterable of (group id, value)
        None: missing or hidden, which is neither the best nor the worst.
    direction : int
        1 when more is better, else −1.

    Examples
    --------
    >>> compare_groups([("farmers", 30.0), ("officials", 75.0), ("students", None)])
    GroupGap(best='officials', worst='farmers', gap=45.0, ratio=2.5)
    """
    known = sorted((-direction * value, group) for group, value in values if value is not None)
    if len(known) < 2:
        return None
    best, best_group = known[0]
    worst, worst_group = min(known, key=lambda pair: (-pair[0], pair[1]))
    low, high = sorted((abs(best), abs(worst)))
    return GroupGap(best_group, worst_group, worst - best, high / low if low else None)


def measure_share_below(areas: Iterable[tuple[str, float | None]]) -> ShareBelow:
    """Share of people in areas that miss a target, with the share of people a verdict covers.

    Parameters
    ----------
    areas : iterable of (status, people)
        Status of each area on one target in its due period, and how many people it has. An area whose people are not known counts nowhere;
        one without a verdict is not "below": it only lowers ``covered``.

    Examples
    --------
    >>> measure_share_below([("not_attained", 300), ("attained", 500), ("no_data", 200)])
    ShareBelow(share=0.375, covered=0.8)
    """
    known = [(status, people) for status, people in areas if people]
    everybody = sum(people for _, people in known)
    below = sum(people for status, people in known if status in BELOW)
    judged = below + sum(people for status, people in known if status in ATTAINING)
    return ShareBelow(below / judged if judged else None, judged / everybody if everybody else None)
