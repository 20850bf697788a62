"""What may be said of areas beside each other: on which side of the common level each lies, and whether two numbers may be subtracted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import Any

from warehouse.model import Qualifier, Status, Unit
from warehouse.small_numbers import RANK_FACTOR, is_surely_ahead
from warehouse.thresholds import THRESHOLDS, Thresholds

Row = Mapping[str, Any]


class Side(StrEnum):
    """Where a value lies beside the common level of its siblings, better first."""

    AHEAD = "ahead"
    BETWEEN = "between"
    BEHIND = "behind"


class Obstacle(StrEnum):
    """Why two numbers of one indicator are not subtracted, in the order they are tried."""

    MISSING = "missing"
    HIDDEN = "hidden"
    NOT_A_RATE = "not_a_rate"
    BASIS = "basis"
    NATURE = "nature"
    PERIOD = "period"
    QUALIFIER = "qualifier"
    COMPLETENESS = "completeness"
    ESTIMATE = "estimate"


@dataclass(frozen=True)
class Step:
    """How far an area gets in the two steps to a title.

    Attributes
    ----------
    registered, recognised : float
        Share of the base that registered, and of those registered that were recognised, 0–1; their product is the rate.
    """

    registered: float
    recognised: float


def find_common_level(counts: Iterable[tuple[float, float]]) -> float | None:
    """100·Σx/Σn of areas, in percent; None without a base. Never an average of percentages.

    >>> find_common_level([(1, 10), (50, 90)])
    51.0
    """
    known = list(counts)
    whole = sum(n for _, n in known)
    return 100 * sum(x for x, _ in known) / whole if whole else None


def find_half_width(noise: float) -> float:
    """Half the bar drawn around a value: bars of two areas with this noise stay apart exactly when one is surely ahead (METHODS 8).

    Goldstein and Healy (1995), Journal of the Royal Statistical Society A 158, 175.
    """
    return RANK_FACTOR * sqrt(2 * noise * noise) / 2


def find_side(value: float, common: float, noise: float, direction: int = 1) -> Side:
    """On which side of the common level a value surely lies; the level is granted the noise of one area, which errs on the careful side.

    >>> find_side(80, 60, 2), find_side(61, 60, 2), find_side(80, 60, 2, direction=-1)
    (<Side.AHEAD: 'ahead'>, <Side.BETWEEN: 'between'>, <Side.BEHIND: 'behind'>)
    """
    own, level = direction * value, direction * common
    if is_surely_ahead(own, noise, level, noise):
        return Side.AHEAD
    return Side.BEHIND if is_surely_ahead(level, noise, own, noise) else Side.BETWEEN


def find_obstacle(row: Row | None, other: Row | None, thresholds: Thresholds = THRESHOLDS) -> Obstacle | None:
    """Why two rows of ``mart_attainment`` of one indicator are not subtracted; None where they may be.

    Parameters
    ----------
    row, other : Mapping or None
        With ``unit``; None: nothing was expected of the area.
    """
    if any(one is not None and one["status"] == Status.SUPPRESSED for one in (row, other)):
        return Obstacle.HIDDEN
    if row is None or other is None or row["value"] is None or other["value"] is None:
        return Obstacle.MISSING
    floor = thresholds.completeness_floor_ratio
    largest = float(thresholds.estimated_share_maximum)
    tried = {
        Obstacle.NOT_A_RATE: row["unit"] != Unit.PERCENT,
        Obstacle.BASIS: row["basis"] != other["basis"] or row["basis"] == "unknown",
        Obstacle.NATURE: row["is_simulated"] != other["is_simulated"],
        Obstacle.PERIOD: row["period"] != other["period"],
        Obstacle.QUALIFIER: any((one["qualifier"] or Qualifier.EXACT) != Qualifier.EXACT for one in (row, other)),
        Obstacle.COMPLETENESS: any((one["completeness"] or 0) < floor for one in (row, other)),
        Obstacle.ESTIMATE: any((one["estimated_share"] or 0) > largest for one in (row, other)),
    }
    return next((obstacle for obstacle, stands in tried.items() if stands), None)


def subtract(row: Row | None, other: Row | None) -> float | None:
    """How many points the first lies above the second; None where :func:`find_obstacle` names a reason."""
    if find_obstacle(row, other) is not None or row is None or other is None:
        return None
    return float(row["value"]) - float(other["value"])


def find_steps(numerator: float | None, denominator: float | None, registered: float | None) -> Step | None:
    """The two steps to a title from the three counts; None where one is missing or they do not nest.

    >>> find_steps(72, 100, 80)
    Step(registered=0.8, recognised=0.9)
    """
    if numerator is None or not denominator or not registered or not numerator <= registered <= denominator:
        return None
    return Step(registered / denominator, numerator / registered)
