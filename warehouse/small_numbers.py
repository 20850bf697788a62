"""What small numbers allow to be said: intervals, ranks that noise leaves open, funnel limits, smoothed rates (METHODS 8).

Every question has a form for one case and one for whole frames; a property test holds the two together. Rates are in percent. Verdicts
never use any of this: they follow the counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

import polars as pl

from warehouse.thresholds import THRESHOLDS, Thresholds

#: Two-sided 95% of the normal distribution.
NORMAL_95 = 1.959964
RANK_FACTOR = float(THRESHOLDS.rank_noise_factor)
Counts = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class RankInterval:
    """Place of an area among its siblings: as printed, and from best to worst as far as noise leaves it open; 1 is best."""

    rank: int
    rank_from: int
    rank_to: int


@dataclass(frozen=True)
class Spread:
    """Rates of siblings: 100·Σx/Σn in percent, and the variance between areas beyond the binomial one, in squared points."""

    centre: float
    between_variance: float


def find_wilson(
    numerator: float, denominator: float, *, is_sample: bool = False, thresholds: Thresholds = THRESHOLDS
) -> tuple[float, float] | None:
    """Wilson's 95% interval of a rate, in percent; None from the limit on, where counts of a census have no sampling error.

    Wilson (1927), Journal of the American Statistical Association 22, 209.

    >>> [round(end, 1) for end in find_wilson(2, 7)]
    [8.2, 64.1]
    >>> find_wilson(200, 1000) is None
    True
    """
    if denominator <= 0 or (denominator >= thresholds.small_denominator_count and not is_sample):
        return None
    share, square = numerator / denominator, NORMAL_95**2 / denominator
    middle = (share + square / 2) / (1 + square)
    half = sqrt(share * (1 - share) * square + square**2 / 4) / (1 + square)
    return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)


def add_wilson(rows: pl.DataFrame, thresholds: Thresholds = THRESHOLDS) -> pl.DataFrame:
    """:func:`find_wilson` of every row with ``numerator``, ``denominator``, ``is_sample``: ``wilson_low``, ``wilson_high`` in percent."""
    denominator, is_sample = pl.col("denominator").cast(pl.Float64), pl.col("is_sample")
    has_interval = (denominator > 0) & ((denominator < thresholds.small_denominator_count) | is_sample)
    share, square = pl.col("numerator").cast(pl.Float64) / denominator, NORMAL_95**2 / denominator
    middle = (share + square / 2) / (1 + square)
    half = (share * (1 - share) * square + square**2 / 4).sqrt() / (1 + square)
    return rows.with_columns(
        wilson_low=pl.when(has_interval).then(100 * (middle - half).clip(0, 1)),
        wilson_high=pl.when(has_interval).then(100 * (middle + half).clip(0, 1)),
    )


def pool_noise(series: Sequence[Sequence[float | None]], thresholds: Thresholds = THRESHOLDS) -> float:
    """Noise of a yearly step, in points, pooled over the annual series of siblings.

    How far steps stray from the mean step of their own area; a missing year (None) breaks a series into fewer steps. Never less than the
    minimum, which also stands where no area has two steps.

    >>> pool_noise([[10, 14, 18], [20, 22, 30]])
    3.0
    """
    strayed, freedom = 0.0, 0
    for values in series:
        steps = [b - a for a, b in pairwise(values) if a is not None and b is not None]
        if steps:
            strayed += sum((step - sum(steps) / len(steps)) ** 2 for step in steps)
            freedom += len(steps) - 1
    pooled = sqrt(strayed / freedom) if freedom else 0.0
    return max(float(thresholds.noise_minimum_points), pooled)


def measure_noise(values: pl.DataFrame, by: Sequence[str], thresholds: Thresholds = THRESHOLDS) -> pl.DataFrame:
    """:func:`pool_noise` of every group of siblings.

    Parameters
    ----------
    values : polars.DataFrame
        Grain: ``by`` × ``area_id`` × ``year``; ``value`` in percent, never null.
    by : sequence of str
        Columns that name the siblings.

    Returns
    -------
    polars.DataFrame
        Grain: ``by``; ``noise`` in points.
    """
    series = [*by, "area_id"]
    before = values.select(*series, pl.col("year") + 1, before="value")
    steps = values.join(before, on=[*series, "year"], how="left").with_columns(step=pl.col("value") - pl.col("before"))
    in_order = steps.sort(*series, "year", nulls_last=True)  # floating-point sums must not depend on who else is there
    strayed = in_order.group_by(series, maintain_order=True).agg(
        strayed=((pl.col("step") - pl.col("step").mean()) ** 2).sum(),
        freedom=(pl.col("step").count().cast(pl.Int64) - 1).clip(lower_bound=0),
    )
    pooled = strayed.group_by(list(by), maintain_order=True).agg(pl.col("strayed", "freedom").sum())
    noise = pl.when(pl.col("freedom") > 0).then((pl.col("strayed") / pl.col("freedom")).sqrt()).otherwise(0.0)
    return pooled.select(*by, noise=pl.max_horizontal(noise, pl.lit(float(thresholds.noise_minimum_points))))


def is_surely_ahead(value: float, noise: float, other: float, other_noise: float) -> bool:
    """Whether a value, more being better, is above another by more than the noise of both explains."""
    return value > other + RANK_FACTOR * sqrt(noise * noise + other_noise * other_noise)


def rank_values(values: Sequence[float], noises: Sequence[float], direction: int = 1) -> list[RankInterval]:
    """Place of every value among all of them; equal values share the better place.

    >>> rank_values([50, 48, 30], [1, 1, 1])[:2]
    [RankInterval(rank=1, rank_from=1, rank_to=2), RankInterval(rank=2, rank_from=1, rank_to=2)]
    """
    siblings = list(zip((direction * value for value in values), noises, strict=True))
    return [
        RankInterval(
            rank=1 + sum(other > value for other, _ in siblings),
            rank_from=1 + sum(is_surely_ahead(*other, value, noise) for other in siblings),
            rank_to=len(siblings) - sum(is_surely_ahead(value, noise, *other) for other in siblings),
        )
        for value, noise in siblings
    ]


def add_ranks(values: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """:func:`rank_values` of every group of siblings that shares one noise.

    Parameters
    ----------
    values : polars.DataFrame
        Grain: ``by`` × area; ``value`` (never null), ``direction`` 1 or −1 and ``noise``, both the same within a group.

    Returns
    -------
    polars.DataFrame
        ``values`` with ``rank``, ``rank_from``, ``rank_to`` and ``area_count``, how many were ranked.
    """
    better = pl.col("value") * pl.col("direction")
    apart = RANK_FACTOR * (pl.col("noise") * pl.col("noise") + pl.col("noise") * pl.col("noise")).sqrt()
    not_ahead = better.sort().search_sorted(better + apart, side="right").over(by)
    behind = (better + apart).sort().search_sorted(better, side="left").over(by)
    count = pl.len().over(by)
    places = {
        "rank": better.rank("min", descending=True).over(by),
        "rank_from": 1 + count - not_ahead,
        "rank_to": count - behind,
        "area_count": count,
    }
    return values.with_columns(place.cast(pl.Int16).alias(name) for name, place in places.items())


def measure_spread(counts: Counts) -> Spread:
    """How far rates of siblings lie apart beyond chance, by the method of moments.

    DerSimonian and Laird (1986), Controlled Clinical Trials 7, 177; for funnel plots Spiegelhalter (2005), Statistics in Medicine 24, 1185.

    Raises
    ------
    ValueError
        No denominator is above 0.
    """
    known = [(x, n) for x, n in counts if n > 0]
    if not known:
        raise ValueError("no denominator is above 0")
    whole = sum(n for _, n in known)
    share = sum(x for x, _ in known) / whole
    chance = share * (1 - share)
    if chance == 0:
        return Spread(100 * share, 0.0)
    strayed = sum(n * (x / n - share) ** 2 for x, n in known) / chance
    room = (whole - sum(n * n for _, n in known) / whole) / chance
    between = max(0.0, (strayed - (len(known) - 1)) / room) if room > 0 else 0.0
    return Spread(100 * share, 1e4 * between)


def find_funnel(spread: Spread, denominator: float) -> tuple[float, float]:
    """Limits, in percent, that 95% of areas of this size keep to: centre ± 1.96·√(binomial² + τ²).

    >>> [round(limit, 1) for limit in find_funnel(Spread(50, 25), 100)]
    [36.1, 63.9]
    """
    half = NORMAL_95 * sqrt(spread.centre * (100 - spread.centre) / denominator + spread.between_variance)
    return max(0.0, spread.centre - half), min(100.0, spread.centre + half)


def smooth_rates(counts: Counts, thresholds: Thresholds = THRESHOLDS) -> list[float]:
    """Rates in percent drawn towards that of all areas the more, the fewer they count; raw from the limit on.

    Marshall (1991), Applied Statistics 40, 283, with the binomial variance in place of Poisson's, because rates here are far from 0.

    Raises
    ------
    ValueError
        A denominator is not above 0.
    """
    if any(n <= 0 for _, n in counts):
        raise ValueError("a denominator is not above 0")
    whole = sum(n for _, n in counts)
    share = sum(x for x, _ in counts) / whole
    chance = share * (1 - share)
    between = sum(n * (x / n - share) ** 2 for x, n in counts) / whole - chance * len(counts) / whole
    return [
        100
        * (x / n if n >= thresholds.small_denominator_count else _shrink(x / n, share, max(0.0, between), chance / n))
        for x, n in counts
    ]


def _shrink(rate: float, share: float, between: float, chance: float) -> float:
    return share if between == 0 else share + between / (between + chance) * (rate - share)


def add_spread(rows: pl.DataFrame, by: Sequence[str], thresholds: Thresholds = THRESHOLDS) -> pl.DataFrame:
    """Funnel limits and smoothed rates of every group of siblings.

    Parameters
    ----------
    rows : polars.DataFrame
        Grain: ``by`` × area; ``numerator`` and ``denominator`` above 0, never null.

    Returns
    -------
    polars.DataFrame
        ``rows`` with ``funnel_low`` and ``funnel_high`` (:func:`find_funnel`) and ``smoothed`` (:func:`smooth_rates`), in percent.
    """
    x, n = pl.col("numerator").cast(pl.Float64), pl.col("denominator").cast(pl.Float64)
    whole, share = pl.col("_whole"), pl.col("_share")
    chance = share * (1 - share)
    room = (whole - (n * n).sum().over(by) / whole) / chance
    between = (pl.col("_strayed") / chance - (pl.len().over(by) - 1)) / room
    tau = pl.when((chance > 0) & (room > 0)).then(between.clip(lower_bound=0)).otherwise(0.0)
    half = NORMAL_95 * (1e4 * (chance / n + tau)).sqrt()
    marshall = (pl.col("_strayed") / whole - chance * pl.len().over(by) / whole).clip(lower_bound=0)
    shrunk = pl.when(marshall > 0).then(share + marshall / (marshall + chance / n) * (x / n - share)).otherwise(share)
    return (
        rows.with_columns(_whole=n.sum().over(by), _share=x.sum().over(by) / n.sum().over(by))
        .with_columns(_strayed=(n * (x / n - share) ** 2).sum().over(by))
        .with_columns(
            funnel_low=(100 * share - half).clip(0, 100),
            funnel_high=(100 * share + half).clip(0, 100),
            smoothed=100 * pl.when(n >= thresholds.small_denominator_count).then(x / n).otherwise(shrunk),
        )
        .drop("_whole", "_share", "_strayed")
    )
