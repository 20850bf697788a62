"""Whether and when a trend attains its target, for whole frames at once (METHODS 7).

:mod:`warehouse.case_trend` says the same of one row; a property test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from warehouse.model import Likelihood, Outlook
from warehouse.thresholds import Thresholds
from warehouse.trend_points import Floats

FORECAST_INPUT = (
    "toward",
    "target",
    "due_clock",
    "clock",
    "value",
    "slope",
    "noise",
    "slope_spread",
    "freedom",
    "point_count",
)
FORECAST_SCHEMA = pl.Schema(
    {
        "p_attain": pl.Float64(),
        "likelihood": pl.String(),
        "expected_year_from": pl.Int16(),
        "expected_year_to": pl.Int16(),
        "expected_outlook": pl.String(),
    }
)


def foretell(rows: pl.DataFrame, thresholds: Thresholds) -> pl.DataFrame:
    """Say how likely targets are to be attained when due, and when their trends attain them.

    Parameters
    ----------
    rows : polars.DataFrame
        ``FORECAST_INPUT``: the direction (1 or −1), the target and the time it is due, time and value of the latest point, and what
        :func:`warehouse.trend.fit_points` says there. A null ``due_clock`` or ``value``: nothing to foretell.

    Returns
    -------
    polars.DataFrame
        Row for row the columns of ``FORECAST_SCHEMA``; all null where nothing is to be foretold. With fewer annual points than needed
        the likelihood is ``insufficient`` and the rest null; once the latest value attains the target there are no years and no
        outlook; years beyond the horizon are null.
    """
    asked = pl.col("due_clock").is_not_null() & pl.col("value").is_not_null()
    has_points = pl.col("point_count").fill_null(0) >= thresholds.trend_minimum_points
    known = rows.select(
        pl.when(asked & has_points).then(pl.col(name).cast(pl.Float64)).alias(name) for name in FORECAST_INPUT
    )
    given = {name: known[name].fill_null(np.nan).to_numpy() for name in FORECAST_INPUT}
    missing = given["toward"] * (given["target"] - given["value"])
    is_approaching = given["toward"] * given["slope"] > float(thresholds.tolerance)
    sooner, later = find_years(given, thresholds)
    told = rows.select(asked.alias("_asked")).with_columns(
        p_attain=pl.Series(find_probability(given)).fill_nan(None),
        expected_year_from=pl.Series(np.where((missing > 0) & is_approaching, sooner, np.nan)).fill_nan(None),
        expected_year_to=pl.Series(np.where((missing > 0) & is_approaching, later, np.nan)).fill_nan(None),
        _is_open=pl.Series(missing > 0),
        _is_approaching=pl.Series(is_approaching),
    )
    return told.with_columns(word_likelihood(thresholds), word_outlook()).select(
        pl.col(name).cast(dtype) for name, dtype in FORECAST_SCHEMA.items()
    )


def word_likelihood(thresholds: Thresholds) -> pl.Expr:
    """P in words; a boundary takes the better one."""
    p = pl.col("p_attain")
    return (
        pl.when(p >= float(thresholds.likely_minimum_probability - thresholds.tolerance))
        .then(pl.lit(Likelihood.LIKELY.value))
        .when(p >= float(thresholds.uncertain_minimum_probability - thresholds.tolerance))
        .then(pl.lit(Likelihood.UNCERTAIN.value))
        .when(p.is_not_null())
        .then(pl.lit(Likelihood.UNLIKELY.value))
        .when("_asked")
        .then(pl.lit(Likelihood.INSUFFICIENT.value))
        .alias("likelihood")
    )


def word_outlook() -> pl.Expr:
    """What is said of the year: the years, that the trend leads elsewhere, or that they are too far away to name."""
    return (
        pl.when("_is_open")
        .then(
            pl.when(~pl.col("_is_approaching"))
            .then(pl.lit(Outlook.AGAINST_TREND.value))
            .when(pl.col("expected_year_from").is_null())
            .then(pl.lit(Outlook.BEYOND_HORIZON.value))
            .otherwise(pl.lit(Outlook.YEARS.value))
        )
        .alias("expected_outlook")
    )


def measure_lead(given: Mapping[str, Floats], years: Floats) -> Floats:
    """How far the trend stands beyond the target so many years after the latest point, in deviations of its noise."""
    spread = given["noise"] * np.sqrt(years + years**2 * given["slope_spread"])
    return given["toward"] * (given["value"] + given["slope"] * years - given["target"]) / spread


def find_probability(given: Mapping[str, Floats]) -> Floats:
    """P of METHODS 7: Student's distribution of the lead when the target is due."""
    from scipy.special import stdtr  # scipy takes a third of a second to import, which no page should wait for

    chance: Floats = stdtr(given["freedom"], measure_lead(given, given["due_clock"] - given["clock"]))
    return chance


def find_years(given: Mapping[str, Floats], thresholds: Thresholds) -> tuple[Floats, Floats]:
    """First year-ends within the horizon at which P reaches *chưa chắc* and *nhiều khả năng đạt*; not a number where none does."""
    from scipy.special import stdtrit

    freedoms = np.arange(thresholds.freedom_maximum + 1)  # 0, for rows without noise, has no quantile
    freedom = np.nan_to_num(given["freedom"]).astype(np.int64)
    limits = [
        stdtrit(freedoms, float(least - thresholds.tolerance))[freedom]
        for least in (thresholds.uncertain_minimum_probability, thresholds.likely_minimum_probability)
    ]
    found = [np.full(given["clock"].size, np.nan) for _ in limits]
    for ahead in range(thresholds.horizon_maximum_years, 0, -1):
        year = np.floor(given["clock"]) + ahead  # on the clock the end of a year is the year after it
        lead = measure_lead(given, year - given["clock"])
        for first, limit in zip(found, limits, strict=True):
            np.copyto(first, year - 1, where=lead >= limit)
    return found[0], found[1]
