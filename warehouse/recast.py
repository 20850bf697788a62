"""Judging values that were carried over a boundary change: counts with fractions, by the same rules as any other (METHODS 10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl

from warehouse.attainment import judge
from warehouse.model import MissingReason, Territory
from warehouse.thresholds import THRESHOLDS, Thresholds

#: Counts are judged in millionths of a person, as whole numbers: the weights of the crosswalk have six decimals.
COUNT_SCALE = 1_000_000
_COUNTS = ("numerator", "denominator", "silent_denominator")
_GAPS = ("gap_count", "gap_count_min", "gap_count_max")


def judge_territories(rows: pl.DataFrame, as_of: date, thresholds: Thresholds = THRESHOLDS) -> pl.DataFrame:
    """Judge the rows of every territory.

    Grain: territory × area × indicator × period × group × basis × target, one output row for each input row.

    Parameters
    ----------
    rows : polars.DataFrame
        As :func:`warehouse.attainment.judge` takes them, and ``territory``; ``numerator`` and ``denominator`` may have fractions
        in any territory but ``as_reported``.
    as_of : date
        The day up to which the release has data.

    Returns
    -------
    polars.DataFrame
        ``rows``, those as reported first, with the columns of ``OUTPUT_SCHEMA``. A recast row of which less than the completeness limit
        was reported has its counts and no value.

    Raises
    ------
    ValueError
        As :func:`warehouse.attainment.judge`.
    """
    is_reported = pl.col("territory") == Territory.AS_REPORTED
    recast = _judge_recast(rows.filter(~is_reported), as_of, thresholds)
    return pl.concat([judge(rows.filter(is_reported), as_of, thresholds), recast])


def _judge_recast(rows: pl.DataFrame, as_of: date, thresholds: Thresholds) -> pl.DataFrame:
    has_value = pl.col("completeness") >= thresholds.completeness_floor_ratio
    scaled = rows.with_columns(
        *(_scale(name, has_value) for name in ("numerator", "denominator")),
        _scale("silent_denominator", pl.lit(value=True)),
        missing_reason=pl.when(has_value).then("missing_reason").otherwise(pl.lit(MissingReason.NOT_REPORTED.value)),
    )
    limits = replace(thresholds, minimum_persons_count=thresholds.minimum_persons_count * COUNT_SCALE)
    judged = judge(scaled, as_of, limits)
    return judged.with_columns(
        *(rows[name] for name in _COUNTS),
        *(-(-pl.col(name) // COUNT_SCALE) for name in _GAPS),  # rounded up: whole persons
    )


def _scale(name: str, is_known: pl.Expr) -> pl.Expr:
    scaled = pl.col(name).cast(pl.Decimal(38, 6)) * COUNT_SCALE
    return pl.when(is_known).then(scaled).cast(pl.Int64).alias(name)
