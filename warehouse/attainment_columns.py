"""Columns of the vectorised judge: exact ratios, kept as pairs of 128-bit integers.

A percentage, count or 0/1 value is ``top / (10 000 · bottom)``: targets and published values have four decimals, so
every comparison is one of integers. Inputs of at most 10¹⁵ keep every product below 10³⁸, the limit of the type.
"""

from __future__ import annotations

import polars as pl

from warehouse.attainment_checks import natural_maximum
from warehouse.model import Qualifier, Unit
from warehouse.thresholds import Thresholds

SCALE = 10_000
WIDE = pl.Int128

TOP, BOTTOM = pl.col("_top"), pl.col("_bottom")
LOW_TOP, LOW_BOTTOM = pl.col("_low_top"), pl.col("_low_bottom")
HIGH_TOP, HIGH_BOTTOM = pl.col("_high_top"), pl.col("_high_bottom")
TARGET = pl.col("_target")
POPULATION = pl.col("_population")


def widen(column: str) -> pl.Expr:
    """A column of whole numbers as 128-bit integers."""
    return pl.col(column).cast(WIDE)


def scale_decimal(column: str) -> pl.Expr:
    """A decimal column in ten-thousandths, exactly."""
    return pl.col(column).cast(pl.Decimal(38, 4)).to_physical().cast(WIDE)


def add_values(inputs: pl.LazyFrame) -> pl.LazyFrame:
    """Add the value as ``_top``/``_bottom`` (null without one), the target and the population with silent units.

    Percentages come from their counts whenever both are known; a count or 0/1 without a value is its numerator.
    """
    is_percent, has_units = (
        pl.col("unit") == Unit.PERCENT,
        pl.col("denominator").is_null() | (pl.col("denominator") > 0),
    )
    is_counted = is_percent & pl.col("numerator").is_not_null() & (pl.col("denominator") > 0).fill_null(value=False)
    published = pl.coalesce(scale_decimal("value"), pl.when(~is_percent).then(widen("numerator") * SCALE)) * SCALE
    silent = pl.col("silent_denominator").fill_null(0)
    return inputs.with_columns(
        _is_counted=is_counted,
        _has_silent=~pl.col("silent_known") | (silent > 0),
        _top=pl.when(is_counted).then(widen("numerator") * (100 * SCALE)).when(has_units).then(published),
        _bottom=pl.when(is_counted).then(widen("denominator")).otherwise(pl.lit(SCALE, WIDE)),
        _maximum=natural_maximum(pl.col("unit")).cast(WIDE) * SCALE,
        _target=scale_decimal("target_value"),
        _silent=silent.cast(WIDE),
        _population=pl.when(pl.col("silent_known")).then(widen("denominator") + silent.cast(WIDE)),
    )


def add_intervals(values: pl.LazyFrame, thresholds: Thresholds) -> pl.LazyFrame:
    """Add both ends of the interval, the widest of what qualifier and silent units leave open (METHODS 4 and 9).

    A null ``_high_top`` beside a value is no upper bound.
    """
    bounds = values.with_columns(*bound_published(thresholds), *bound_silent())
    published_lower = pl.col("_published_low") * pl.col("_silent_bottom") <= pl.col("_silent_low") * BOTTOM
    published_higher = pl.col("_published_high") * pl.col("_silent_bottom") >= pl.col("_silent_high") * BOTTOM
    is_bounded = published_higher.is_not_null()
    return bounds.with_columns(
        _low_top=pl.when(published_lower).then("_published_low").otherwise("_silent_low"),
        _low_bottom=pl.when(published_lower).then("_bottom").otherwise("_silent_bottom"),
        _high_top=pl.when(is_bounded).then(pl.when(published_higher).then("_published_high").otherwise("_silent_high")),
        _high_bottom=pl.when(published_higher).then("_bottom").otherwise("_silent_bottom"),
    )


def bound_published(thresholds: Thresholds) -> list[pl.Expr]:
    """What *hơn*, *gần* and *khoảng* leave open, over ``_bottom`` (METHODS 4)."""
    points, share = int(thresholds.about_points * SCALE), int(thresholds.about_ratio * SCALE)
    half_width = pl.max_horizontal(BOTTOM * points, TOP * share // SCALE)
    maximum = pl.col("_maximum") * BOTTOM
    qualifier = pl.col("qualifier")
    low = (
        pl.when(qualifier == Qualifier.AT_MOST)
        .then(pl.lit(0, WIDE))
        .when(qualifier == Qualifier.ABOUT)
        .then(pl.max_horizontal(TOP - half_width, pl.lit(0, WIDE)))
        .otherwise(TOP)
    )
    high = (
        pl.when(qualifier == Qualifier.AT_LEAST)
        .then(maximum)
        .when(qualifier == Qualifier.ABOUT)
        .then(pl.min_horizontal(TOP + half_width, maximum))
        .otherwise(TOP)
    )
    return [
        pl.when(TOP.is_not_null()).then(low).alias("_published_low"),
        pl.when(TOP.is_not_null()).then(high).alias("_published_high"),
    ]


def bound_silent() -> list[pl.Expr]:
    """What the units that did not report leave open, over ``_silent_bottom`` (METHODS 9)."""
    has_silent, is_percent = pl.col("_has_silent"), pl.col("unit") == Unit.PERCENT
    is_counted = pl.col("_is_counted") & POPULATION.is_not_null()
    low = pl.when(has_silent & is_percent & ~is_counted).then(pl.lit(0, WIDE)).otherwise(TOP)
    high = (
        pl.when(~has_silent)
        .then(TOP)
        .when(is_percent & is_counted)
        .then(TOP + pl.col("_silent") * (100 * SCALE))
        .otherwise(pl.col("_maximum") * BOTTOM)
    )
    return [
        pl.when(TOP.is_not_null()).then(low).alias("_silent_low"),
        pl.when(TOP.is_not_null()).then(high).alias("_silent_high"),
        pl.when(is_counted).then(POPULATION).otherwise(BOTTOM).alias("_silent_bottom"),
    ]


def divide(top: pl.Expr, bottom: pl.Expr) -> pl.Expr:
    """The floating-point number nearest to an exact ratio; null where either is null or the bottom is 0.

    numpy divides, because polars multiplies by the reciprocal where a column happens to hold one value only, and the
    last digit of a row would depend on the rows around it.
    """
    whole = pl.when(bottom != 0).then(bottom)
    pair = pl.struct(top.cast(pl.Float64).alias("top"), whole.cast(pl.Float64).alias("bottom"))
    return pair.map_batches(divide_pairs, return_dtype=pl.Float64(), is_elementwise=True)


def divide_pairs(pairs: pl.Series) -> pl.Series:
    """Divide the field ``top`` by the field ``bottom``, each quotient rounded once."""
    top, bottom = (pairs.struct.field(name).to_numpy() for name in ("top", "bottom"))
    return pl.Series(top / bottom, dtype=pl.Float64).fill_nan(None)


def count_gap(top: pl.Expr, bottom: pl.Expr, population: pl.Expr) -> pl.Expr:
    """Whole persons or things that a percentage of a population lacks to the target (METHODS 3)."""
    surplus = pl.col("direction").cast(WIDE) * population * (top - TARGET * bottom)
    gap = 0 - surplus // (bottom * (100 * SCALE))
    return pl.max_horizontal(gap, pl.lit(0, WIDE))
