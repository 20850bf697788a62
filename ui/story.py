"""Which headline rows of a place a screen shows, in which order, and where the place lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from ui.state import Area
from warehouse.model import Level, Status

ATTAINED = (Status.EXCEEDED, Status.ATTAINED, Status.ATTAINED_EARLY)
JUDGED = (*ATTAINED, Status.NOT_ATTAINED, Status.UNDECIDED)
TRACKED = (Status.ON_TRACK, Status.ACCELERATE, Status.SLOW, Status.BACKWARD, Status.INSUFFICIENT, Status.OPEN)
CARD_ORDER = (
    Status.NOT_ATTAINED, Status.BACKWARD, Status.SLOW, Status.ACCELERATE, Status.UNDECIDED, Status.OPEN, Status.ON_TRACK,
    Status.INSUFFICIENT, Status.ATTAINED, Status.ATTAINED_EARLY, Status.EXCEEDED, Status.NOT_COMPARABLE, Status.NO_TARGET,
    Status.NOT_DUE, Status.SUPPRESSED, Status.NOT_APPLICABLE, Status.NO_DATA,
)  # fmt: skip
NAMED_LIMIT = 1


@dataclass(frozen=True)
class Standing:
    """An area's headline targets of one year, sorted for the screen.

    Attributes
    ----------
    shown : polars.DataFrame
        Rows with a value, what is missing most first; grain indicator.
    silent : polars.DataFrame
        Rows without a value.
    counts : Mapping
        Targets by status; ``not_applicable`` is left out.
    is_future : bool
        Whether the year has not fallen due at the release's as-of date.
    """

    year: int | None
    shown: pl.DataFrame
    silent: pl.DataFrame
    counts: Mapping[str, int]
    is_future: bool

    def count(self, *statuses: Status) -> int:
        """Targets with one of these statuses."""
        return sum(self.counts.get(status, 0) for status in statuses)


def sort_standing(standing: pl.DataFrame, year: int | None, area: Area, data_as_of: date) -> Standing:
    """Choose the headline rows of a year; of an area that has ended, its last figures whatever the year."""
    headline = standing.filter(pl.col("is_headline"))
    if area.valid_to is not None:
        headline = headline.filter(pl.col("value").is_not_null()).unique(
            "indicator_id", keep="first", maintain_order=True
        )
    else:
        headline = headline.filter(pl.col("target_year").eq_missing(pl.lit(year)))
    order = {status.value: rank for rank, status in enumerate(CARD_ORDER)}
    headline = headline.with_columns(pl.col("status").replace_strict(order, default=99).alias("card_rank"))
    shown = headline.filter(pl.col("value").is_not_null()).sort("card_rank", pl.col("attainment").fill_null(9), "sort")
    silent = headline.filter(pl.col("value").is_null() & (pl.col("status") != Status.NOT_APPLICABLE)).sort("sort")
    counted = headline.filter(pl.col("status") != Status.NOT_APPLICABLE).group_by("status").len()
    is_future = bool((headline["due"].drop_nulls() > data_as_of).any())
    return Standing(year, shown, silent, dict(counted.iter_rows()), is_future)


def tell_place(area: Area) -> str:
    """What a ward or district lies in."""
    above = [area.parent_name, area.province_name] if area.level in (Level.WARD, Level.DISTRICT) else []
    return " · ".join(dict.fromkeys(name for name in above if name))
