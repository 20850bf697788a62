"""Composite scores, where no official scoring exists (METHODS 12): fixed floors, arithmetic within a criterion, geometric between."""

from __future__ import annotations

from collections.abc import Iterable
from math import exp, fsum, log

import polars as pl

from warehouse.thresholds import THRESHOLDS, Thresholds


def score_value(value: float | None, floor: float, goal: float) -> float | None:
    """Score of one measure: 0 at ``floor`` and beyond, 100 at ``goal`` and beyond, a straight line between; None without a value.

    Both ends are fixed with the measure, never taken from the areas that are compared: nobody's score moves with another's value.

    Raises
    ------
    ValueError
        Floor and goal are the same.

    Examples
    --------
    >>> score_value(45.0, 20.0, 70.0), score_value(80.0, 20.0, 70.0), score_value(2.0, 5.0, 0.0), score_value(None, 0.0, 100.0)
    (50.0, 100.0, 60.0, None)
    """
    if floor == goal:
        raise ValueError(f"floor and goal are both {floor}")
    return None if value is None else min(100.0, max(0.0, 100.0 * (value - floor) / (goal - floor)))


def combine_scores(scores: Iterable[tuple[str, float | None]], thresholds: Thresholds = THRESHOLDS) -> float | None:
    """Composite of one area in one period, 0–100.

    Parameters
    ----------
    scores : iterable of (criterion, score)
        One of each measure, 0–100; None: no value, which lowers what is known and is never a 0.

    Returns
    -------
    float or None
        None where too many measures are missing, or all of one criterion.

    Examples
    --------
    >>> round(combine_scores([("access", 80.0), ("access", 40.0), ("quality", 15.0)]), 6)
    30.0
    >>> combine_scores([("access", 80.0), ("quality", None)]) is None
    True
    """
    by_criterion: dict[str, list[float | None]] = {}
    for criterion, score in scores:
        by_criterion.setdefault(criterion, []).append(score)
    every = [score for part in by_criterion.values() for score in part]
    missing = sum(score is None for score in every)
    if not every or missing > float(thresholds.composite_missing_maximum) * len(every):
        return None
    known = [[score for score in part if score is not None] for part in by_criterion.values()]
    if not all(known):
        return None
    floor = float(thresholds.composite_floor_score)
    return exp(fsum(log(max(floor, fsum(part) / len(part))) for part in known) / len(known))


def combine_frame(scores: pl.DataFrame, thresholds: Thresholds = THRESHOLDS) -> pl.DataFrame:
    """The frame form of :func:`combine_scores`.

    Parameters
    ----------
    scores : pl.DataFrame
        Grain: area_id × period × criterion_id × measure. ``score`` is 0–100, null without a value.

    Returns
    -------
    pl.DataFrame
        Grain: area_id × period, sorted. ``composite`` is 0–100, null where too many measures are missing, or all of one criterion;
        ``known_share`` the share of measures with a score, 0–1.
    """
    key = ["area_id", "period"]
    floor = float(thresholds.composite_floor_score)
    criteria = scores.group_by(*key, "criterion_id").agg(
        mean=pl.col("score").mean(), known=pl.col("score").count(), count=pl.len()
    )
    areas = criteria.group_by(key).agg(
        pl.col("mean").clip(lower_bound=floor).log().mean().exp().alias("composite"),
        pl.col("known").sum(),
        pl.col("count").sum(),
        pl.col("mean").has_nulls().alias("lacks_criterion"),
    )
    missing = pl.col("count") - pl.col("known")
    is_short = pl.col("lacks_criterion") | (missing > float(thresholds.composite_missing_maximum) * pl.col("count"))
    return areas.select(
        *key,
        composite=pl.when(~is_short).then("composite"),
        known_share=pl.col("known") / pl.col("count"),
    ).sort(key)
