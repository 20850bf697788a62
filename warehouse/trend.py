"""Where series are heading: slope and noise at every point, for whole frames at once (METHODS 7).

:mod:`warehouse.case_trend` says the same of one series in exact fractions; a property test holds the two together.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from warehouse.thresholds import Thresholds
from warehouse.trend_points import MONTHS, NOWHERE, SERIES_STEP, Floats, Points, Positions, find_last, take

TREND_SCHEMA = pl.Schema(
    {
        "slope": pl.Float64(),
        "noise": pl.Float64(),
        "slope_spread": pl.Float64(),
        "freedom": pl.Int16(),
        "point_count": pl.Int16(),
        "annual_recast_rank": pl.Int8(),
    }
)


def fit_points(points: Points, thresholds: Thresholds) -> pl.DataFrame:
    """Say of every point what its series has done up to it.

    Returns
    -------
    polars.DataFrame
        ``points.table``, row for row, with the columns of ``TREND_SCHEMA`` and ``base_jump``:

        slope : units a year, by weighted least squares over the last annual points; null with fewer than two
        noise : of a year's step, in units; slope_spread : what it leaves open of the slope, 1/years; freedom : of the Student
            distribution; all three null with fewer than three
        point_count, annual_recast_rank : annual points used and the worst recast among them
        base_jump : whether the denominator changed by more than the limit since the point before; null where one is not known
    """
    is_annual = points.stamps % MONTHS == 0
    annual = points.table.filter(is_annual)
    stamps = points.stamps[is_annual]
    lags = find_lags(stamps, thresholds.trend_maximum_points)
    fitted = fit_lags(stamps, annual["value"].to_numpy(), lags, thresholds)
    ranks = np.append(annual["recast_rank"].to_numpy(), -1)  # nowhere has the last place
    trends = pl.DataFrame({**fitted, "annual_recast_rank": ranks[lags].max(axis=0)}).select(
        pl.col(name).cast(dtype) for name, dtype in TREND_SCHEMA.items()
    )
    before = take(points.table, find_last(points.stamps, points.stamps - 1), "before_")
    return pl.concat(
        [points.table, take(trends, find_last(stamps, points.stamps), ""), before], how="horizontal"
    ).select(*points.table.columns, *TREND_SCHEMA, base_jump=has_jumped(thresholds))


def has_jumped(thresholds: Thresholds) -> pl.Expr:
    """Whether the denominator changed by more than its limit since the neighbouring point (METHODS 6)."""
    old, limit = pl.col("before_denominator"), float(thresholds.denominator_jump_ratio)
    return (pl.col("denominator") - old).abs() - limit * old > float(thresholds.tolerance) * old


def find_lags(stamps: Positions, count: int) -> Positions:
    """Positions of the last annual points up to each one, the youngest first: one row a lag, ``NOWHERE`` beyond the series."""
    positions = np.arange(stamps.size)
    lags = [positions]
    for lag in range(1, count):
        earlier = np.maximum(positions - lag, 0)
        same = (positions >= lag) & (stamps[earlier] // SERIES_STEP == stamps // SERIES_STEP)
        lags.append(np.where(same, earlier, NOWHERE))
    return np.stack(lags)


def fit_lags(
    stamps: Positions, values: Floats, lags: Positions, thresholds: Thresholds
) -> dict[str, npt.NDArray[np.generic]]:
    """Weighted least squares over the columns of ``lags``, in the steps Δy of METHODS 7."""
    known = lags >= 0
    years = np.where(known, (stamps - stamps[lags]) // MONTHS, 0)
    decay = np.array([float(thresholds.trend_decay_ratio) ** age for age in range(int(years.max(initial=0)) + 1)])
    weights = decay[years] * known
    shares = weights / weights.sum(axis=0)
    leads = (shares * years).sum(axis=0) - years  # of each point before the weighted middle
    squares = (shares * leads**2).sum(axis=0)
    count = known.sum(axis=0)
    has_slope, has_noise = count >= 2, count >= 3
    lever = np.cumsum(shares * leads, axis=0)[:-1] / np.where(has_slope, squares, np.nan)
    spans = np.where(known[1:], years[1:] - years[:-1], 0)
    rises = np.where(known[1:], values[lags[:-1]] - values[lags[1:]], 0.0)
    slope = (lever * rises).sum(axis=0)
    parts = lever * spans
    misses = np.where(known[1:], (rises - slope * spans) ** 2, 0.0) / np.maximum(spans, 1)
    variance = (parts * misses).sum(axis=0) / np.where(has_noise, 1 - (parts**2).sum(axis=0), np.nan)
    spread = (lever * parts).sum(axis=0)
    return {
        "slope": null_nan(slope),
        "noise": null_nan(np.sqrt(np.maximum(variance, float(thresholds.noise_minimum_points) ** 2))),
        "slope_spread": null_nan(np.where(has_noise, spread, np.nan)),
        "freedom": null_nan(np.where(has_noise, np.minimum(count - 2, thresholds.freedom_maximum), np.nan)),
        "point_count": count,
    }


def null_nan(numbers: Floats) -> pl.Series:
    """Numbers as a column, not-a-number as null."""
    return pl.Series(numbers, dtype=pl.Float64).fill_nan(None)
