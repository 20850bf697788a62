"""Which units want attention: where most is missing, and where a small push turns the verdict or the likelihood."""

from __future__ import annotations

import polars as pl

from warehouse.model import Status

OPEN = (
    Status.NOT_ATTAINED,
    Status.ON_TRACK,
    Status.ACCELERATE,
    Status.SLOW,
    Status.BACKWARD,
    Status.INSUFFICIENT,
    Status.UNDECIDED,
)
EVEN_CHANCE = 0.5


def list_most_missing(units: pl.DataFrame, count: int) -> pl.DataFrame:
    """Units that lack most people or things to the target, most first.

    Parameters
    ----------
    units : polars.DataFrame
        Rows of :func:`warehouse.queries.list_child_standing`.
    """
    return keep_short(units).sort("gap_count", "area_id", descending=[True, False]).head(count)


def list_nearest(units: pl.DataFrame, count: int) -> pl.DataFrame:
    """Units where the least effort turns the verdict, least first.

    Returns
    -------
    polars.DataFrame
        Rows of ``units`` with ``push_count``, people or things: of a target ahead what must be added a year beyond the unit's own trend
        for an even chance (METHODS 7: P ≥ 0.5 exactly when the trend reaches the target by its due date); else what is missing. Units
        whose trend has an even chance already, or of which too few figures are known, are left out.
    """
    is_ahead = pl.col("remaining_pace").is_not_null()
    extra = (pl.col("remaining_pace") - pl.col("slope")) * pl.col("direction") * pl.col("denominator") / 100
    push = pl.when(is_ahead).then(extra.ceil()).otherwise(pl.col("gap_count"))
    pushed = keep_short(units).with_columns(push_count=push.cast(pl.Int64))
    wants = ~is_ahead | (pl.col("p_attain") < EVEN_CHANCE)
    return pushed.filter((pl.col("push_count") > 0) & wants).sort("push_count", "area_id").head(count)


def keep_short(units: pl.DataFrame) -> pl.DataFrame:
    """Units with a target they have not reached."""
    return units.filter(pl.col("status").is_in(OPEN) & (pl.col("gap_count") > 0))
