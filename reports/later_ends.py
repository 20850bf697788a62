"""A document of a day before a place ended knows nothing of the end: its targets were not due, no more."""

from __future__ import annotations

from datetime import date

import polars as pl

from warehouse.model import Status
from warehouse.verdicts import StatusReason


def forget_later_ends(rows: pl.DataFrame, valid_to: pl.Expr, day: date) -> pl.DataFrame:
    """Rows of the standing or of a map, what was not judged for an end after the day told as not due.

    Parameters
    ----------
    valid_to : polars.Expr
        Last day of the place of a row; null where it has not ended.
    """
    is_later = (valid_to > day) & (pl.col("status_reason") == StatusReason.ENDED_BEFORE_DUE) & (pl.col("due") > day)
    told = {"status": Status.NOT_DUE, "status_reason": StatusReason.BEFORE_DUE_PERIOD}
    return rows.with_columns(
        pl.when(is_later.fill_null(value=False)).then(pl.lit(word.value)).otherwise(pl.col(name)).alias(name)
        for name, word in told.items()
    )
