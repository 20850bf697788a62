"""Divide a region into compact parts of given shares, some of them pulled toward a point (a power diagram with capacities)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from etl.boundaries.raster import FloatArray

Point = tuple[float, float]
ChoiceArray = npt.NDArray[np.intp]

SAMPLE_CELLS = 1000
SPREAD_ROUNDS = 25
SETTLE_ROUNDS = 25
BALANCE_ROUNDS = 60
ATTRACTION = 0.35


def divide_cells(cells: npt.NDArray[np.intp], weights: Sequence[float], aims: Sequence[Point | None]) -> ChoiceArray:
    """Give every cell of a region to one of its parts.

    Parameters
    ----------
    cells : array
        n × 2, row and column.
    weights : sequence of float
        Wanted share of each part, in any unit.
    aims : sequence of point or None
        Place each part is drawn to, in or outside the region; None for a part that may lie anywhere.

    Returns
    -------
    array
        Position of the part for each cell. Deterministic; every part has a cell when there are enough.
    """
    if len(weights) == 1:
        return np.zeros(len(cells), dtype=np.intp)
    points = cells.astype(float)
    sample = points[:: max(1, len(points) // SAMPLE_CELLS)]
    shares = np.array(weights) / sum(weights)
    seeds = _settle(
        sample,
        _spread_seeds(sample, len(shares)),
        np.full(len(shares), 1 / len(shares)),
        [None] * len(shares),
        SPREAD_ROUNDS,
    )[0]
    seeds = seeds[_match_aims(seeds, aims)]
    seeds, offsets = _settle(sample, seeds, shares, aims, SETTLE_ROUNDS)
    offsets = _balance(sample, seeds, offsets, shares, BALANCE_ROUNDS)
    return _ensure_all(points, seeds, _choose(points, seeds, offsets))


def _spread_seeds(points: FloatArray, count: int) -> FloatArray:
    """Seeds far from each other, the first at the point farthest from the middle."""
    seeds = [points[np.argmax(np.square(points - points.mean(axis=0)).sum(axis=1))]]
    while len(seeds) < count:
        nearest = np.min([np.square(points - seed).sum(axis=1) for seed in seeds], axis=0)
        seeds.append(points[np.argmax(nearest)])
    return np.array(seeds)


def _match_aims(seeds: FloatArray, aims: Sequence[Point | None]) -> ChoiceArray:
    """Which seed each part takes, so that the pulled parts are nearest to where they are pulled."""
    cost = np.zeros((len(aims), len(seeds)))
    for part, aim in enumerate(aims):
        if aim is not None:
            cost[part] = np.hypot(*(seeds - aim).T)
    return np.asarray(linear_sum_assignment(cost)[1])


def _choose(points: FloatArray, seeds: FloatArray, offsets: FloatArray) -> ChoiceArray:
    """Part of least squared distance minus offset; |x|² is the same for all parts and is left out."""
    power = np.square(seeds).sum(axis=1) - offsets - 2 * points @ seeds.T
    return np.asarray(power.argmin(axis=1))


def _settle(
    points: FloatArray, seeds: FloatArray, shares: FloatArray, aims: Sequence[Point | None], rounds: int
) -> tuple[FloatArray, FloatArray]:
    """Move each seed to the middle of its part, pulled ones partly toward their aim, while the shares are kept."""
    offsets = np.zeros(len(seeds))
    for _ in range(rounds):
        offsets = _balance(points, seeds, offsets, shares, 2)
        choice = _choose(points, seeds, offsets)
        moved = seeds.copy()
        for part, aim in enumerate(aims):
            own = points[choice == part]
            if len(own):
                middle = own.mean(axis=0)
                moved[part] = middle if aim is None else middle + ATTRACTION * _limit(np.array(aim) - middle, len(own))
        seeds = moved
    return seeds, offsets


def _limit(pull: FloatArray, cell_count: int) -> FloatArray:
    """No pull beyond twice the radius of the part itself."""
    shorten = min(1.0, 2 * np.sqrt(cell_count / np.pi) / max(float(np.hypot(*pull)), 1e-9))
    return np.asarray(pull * shorten)


def _balance(points: FloatArray, seeds: FloatArray, offsets: FloatArray, shares: FloatArray, rounds: int) -> FloatArray:
    """Offsets of the power diagram that bring each part nearer to its share."""
    wanted = shares * len(points)
    for _ in range(rounds):
        count = np.bincount(_choose(points, seeds, offsets), minlength=len(seeds))
        offsets = offsets + 0.5 * wanted / np.pi * np.clip(np.log(wanted / np.maximum(count, 0.5)), -1, 1)
    return offsets


def _ensure_all(points: FloatArray, seeds: FloatArray, choice: ChoiceArray) -> ChoiceArray:
    """A part left without cells takes the one nearest to its seed from a part that has several."""
    for part in np.setdiff1d(np.arange(len(seeds)), choice):
        spare = np.bincount(choice, minlength=len(seeds))[choice] > 1
        distance = np.where(spare, np.square(points - seeds[part]).sum(axis=1), np.inf)
        choice[distance.argmin()] = part
    return choice
