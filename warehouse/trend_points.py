"""Which values may stand on one line, and where a row stands on it: the points behind pace and likelihood (METHODS 4, 6 and 9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from warehouse.model import Accumulation, Basis, Qualifier, Recast, Unit
from warehouse.thresholds import Thresholds

#: Grain of a series: values of one base, on one territory, may be compared with each other.
SERIES = ("series_territory", "area_id", "indicator_id", "group_id", "basis")
RECASTS = (Recast.NONE, Recast.EXACT, Recast.ESTIMATED)  # from best to worst
MONTHS = 12
SERIES_STEP = MONTHS * 10_000
NOWHERE = -1

Positions = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Points:
    """The points of all series, sorted by series and time.

    Attributes
    ----------
    table : polars.DataFrame
        Grain: series × period end. ``period``, ``period_end``, ``value`` in the indicator's unit, ``numerator``, ``denominator`` (null
        where only the value is known), ``recast_rank`` (place in ``RECASTS``), ``clock`` (years, METHODS 1) and ``stamp``.
    stamps : numpy.ndarray
        Series and months in one whole number, ascending: a search among stamps is a search in time within a series.
    """

    table: pl.DataFrame
    stamps: Positions


def is_point(thresholds: Thresholds) -> pl.Expr:
    """Whether a judged row is comparable with others of its series: a whole, exact value that rests on enough reports (METHODS 9)."""
    is_dated_alike = (
        (pl.col("accumulation") == Accumulation.STOCK)
        | ((pl.col("accumulation") == Accumulation.YEAR_TO_DATE) & (pl.col("period_end").dt.month() == MONTHS))
        | (pl.col("period").str.len_chars() == len("2025"))
    )
    return (
        pl.col("value_pct").is_not_null()
        & (pl.col("unit") != Unit.BOOLEAN)
        & (pl.col("basis") != Basis.UNKNOWN)
        & (pl.col("qualifier") == Qualifier.EXACT)
        & (pl.col("completeness").fill_null(1.0) >= thresholds.completeness_floor_ratio)
        & (pl.col("estimated_share") <= float(thresholds.estimated_share_maximum + thresholds.tolerance))
        & is_dated_alike
    )


def count_months(day: str) -> pl.Expr:
    """Months from the year 0 to the end of a day's month, so that twelve of them make a year of the clock (METHODS 1)."""
    return (pl.col(day).dt.year().cast(pl.Int64) * MONTHS + pl.col(day).dt.month()).cast(pl.Int64)


def list_points(judged: pl.DataFrame, thresholds: Thresholds) -> tuple[Points, Positions]:
    """Take the points out of judged rows, and say to which series each row belongs.

    Returns
    -------
    Points
        Of two periods that end on the same day the longer one, which has the shorter code, is the point.
    numpy.ndarray
        For each row the stamp of its series at the year 0, or ``NOWHERE`` where its series has no point.
    """
    found = judged.filter(is_point(thresholds))
    series = found.select(SERIES).unique(maintain_order=True).with_row_index("_series")
    start = (pl.col("_series").cast(pl.Int64) * SERIES_STEP).alias("_start")
    starts = judged.select(SERIES).join(series, on=SERIES, how="left", maintain_order="left").select(start)["_start"]
    table = (
        found.join(series, on=SERIES, how="left", maintain_order="left")
        .select(
            "period",
            "period_end",
            value="value_pct",
            numerator=pl.col("numerator").cast(pl.Float64),
            denominator=pl.col("denominator").cast(pl.Float64),
            recast_rank=pl.col("recast").replace_strict({r: i for i, r in enumerate(RECASTS)}, return_dtype=pl.Int8),
            stamp=start + count_months("period_end"),
        )
        .sort("stamp", pl.col("period").str.len_chars())
        .unique("stamp", keep="first", maintain_order=True)
    )
    stamps = table["stamp"].to_numpy()
    clocks = pl.Series("clock", stamps % SERIES_STEP / MONTHS, dtype=pl.Float64)
    return Points(table.with_columns(clocks), stamps), starts.fill_null(NOWHERE).to_numpy()


def place_days(judged: pl.DataFrame, starts: Positions, day: str) -> Positions:
    """Stamp of a day in the series of each row; ``NOWHERE`` without a series or without a day."""
    months = judged.select(count_months(day))[day].fill_null(NOWHERE).to_numpy()
    return np.where((starts >= 0) & (months >= 0), starts + months, NOWHERE)


def find_last(points: Positions, stamps: Positions) -> Positions:
    """Position of the last point of the same series at or before each stamp."""
    return keep_series(points, search(points, stamps, "right") - 1, stamps)


def find_first(points: Positions, stamps: Positions) -> Positions:
    """Position of the first point of the same series at or after each stamp."""
    return keep_series(points, search(points, stamps, "left"), stamps)


def search(points: Positions, stamps: Positions, side: Literal["left", "right"]) -> Positions:
    """Where each stamp would be put among the points; asked in their order, neighbours are found close together in memory."""
    order = np.argsort(stamps, kind="stable")
    positions = np.empty(stamps.size, dtype=np.int64)
    positions[order] = np.searchsorted(points, stamps[order], side=side)
    return positions


def keep_series(points: Positions, positions: Positions, stamps: Positions) -> Positions:
    """Positions, ``NOWHERE`` where they leave the series of their stamp or the table, or the stamp is of no series."""
    inside = (positions >= 0) & (positions < points.size) & (stamps >= 0)
    same = inside & (read_stamps(points, positions) // SERIES_STEP == stamps // SERIES_STEP)
    return np.where(same, positions, NOWHERE)


def read_stamps(points: Positions, positions: Positions) -> Positions:
    """Stamp at each position; ``NOWHERE`` beyond the table."""
    inside = (positions >= 0) & (positions < points.size)
    stamps = np.full(positions.size, NOWHERE, dtype=np.int64)
    stamps[inside] = points[positions[inside]]
    return stamps


def take(table: pl.DataFrame, positions: Positions, prefix: str) -> pl.DataFrame:
    """Rows of a table at the positions, their columns prefixed; all null where the position is ``NOWHERE``."""
    where = pl.Series(positions, dtype=pl.Int64)
    known = pl.select(pl.when(where >= 0).then(where)).to_series()
    return table.select(pl.all().gather(known).name.prefix(prefix))


def find_anchor(
    judged: pl.DataFrame, points: Points, starts: Positions, now: Positions, thresholds: Thresholds
) -> Positions:
    """Position of the point each row's way begins at: the named base year's, the previous milestone's, else the programme's first."""
    ends = points.table["period_end"]
    programme = np.where(starts >= 0, starts + thresholds.programme_first_year * MONTHS + 1, NOWHERE)
    anchor = find_first(points.stamps, programme)
    for day in ("previous_due", "base_end"):
        named = find_last(points.stamps, place_days(judged, starts, day))
        is_that_day = judged[day].eq(take(ends.to_frame(), named, "")["period_end"]).fill_null(value=False).to_numpy()
        anchor = np.where(is_that_day & (read_stamps(points.stamps, named) <= now), named, anchor)
    return np.where(read_stamps(points.stamps, anchor) <= now, anchor, NOWHERE)


def find_start(stamps: Positions, latest: Positions, anchor: Positions, thresholds: Thresholds) -> Positions:
    """Position of the point each pace is observed from: the anchor once a year has passed, else the earliest of the last years."""
    now = read_stamps(stamps, latest)
    recent = find_first(stamps, now - thresholds.pace_maximum_years * MONTHS)
    start = np.where((anchor >= 0) & is_long(stamps, anchor, now, thresholds), anchor, recent)
    return np.where((latest >= 0) & is_long(stamps, start, now, thresholds), start, NOWHERE)


def is_long(stamps: Positions, start: Positions, now: Positions, thresholds: Thresholds) -> npt.NDArray[np.bool_]:
    """Whether a pace from there until now is one of at least a year."""
    span: npt.NDArray[np.bool_] = now - read_stamps(stamps, start) >= thresholds.pace_minimum_years * MONTHS
    return span & (start >= 0)
