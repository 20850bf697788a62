"""Pace: how fast a series has moved, how fast it must, and the status that follows, for whole frames at once (METHODS 2, 6 and 7).

:mod:`warehouse.case_pace` says the same of one row in exact fractions; a property test holds the two together.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from warehouse.attainment import word_verdict
from warehouse.attainment_columns import divide
from warehouse.forecast import foretell
from warehouse.model import Arrow, Basis, Status, Unit
from warehouse.periods import compute_clock
from warehouse.thresholds import THRESHOLDS, Thresholds
from warehouse.trend import fit_points
from warehouse.trend_points import (
    NOWHERE,
    RECASTS,
    Points,
    Positions,
    find_anchor,
    find_last,
    find_start,
    list_points,
    place_days,
    take,
)
from warehouse.verdicts import StatusReason

PACE_SCHEMA = pl.Schema(
    {
        "anchor_period": pl.String(),
        "anchor_value": pl.Float64(),
        "trend_period": pl.String(),
        "trend_value": pl.Float64(),
        "trend_recast": pl.String(),
        "road": pl.Float64(),
        "required_pace": pl.Float64(),
        "observed_pace": pl.Float64(),
        "remaining_pace": pl.Float64(),
        "observed_from": pl.String(),
        "k": pl.Float64(),
        "r": pl.Float64(),
        "slope": pl.Float64(),
        "noise": pl.Float64(),
        "slope_spread": pl.Float64(),
        "freedom": pl.Int16(),
        "point_count": pl.Int16(),
        "arrow": pl.String(),
        "p_attain": pl.Float64(),
        "likelihood": pl.String(),
        "expected_year_from": pl.Int16(),
        "expected_year_to": pl.Int16(),
        "expected_outlook": pl.String(),
        "base_jump": pl.Boolean(),
    }
)

TOWARD, TARGET = pl.col("toward"), pl.col("target")
LATEST, ANCHOR, START = pl.col("latest_value"), pl.col("anchor_value"), pl.col("start_value")
OBSERVED, REQUIRED, REMAINING = pl.col("observed_pace"), pl.col("required_pace"), pl.col("remaining_pace")


def add_pace(judged: pl.DataFrame, thresholds: Thresholds = THRESHOLDS) -> pl.DataFrame:
    """Add to judged rows the pace and likelihood of their series, and to targets still ahead the status that follows.

    Grain: as :func:`warehouse.attainment.judge`, one output row for each input row, in the same order.

    Parameters
    ----------
    judged : polars.DataFrame
        What :func:`warehouse.attainment.judge` returns, with ``period``, ``series_territory``, ``area_id``, ``indicator_id``, ``group_id``,
        ``recast`` and ``estimated_share`` (0–1), ``base_end`` (end of the base year the document names, null: none) and
        ``previous_due`` (due date of the milestone before, null: the first one).

    Returns
    -------
    polars.DataFrame
        ``judged`` with the columns of ``PACE_SCHEMA``, and ``status``, ``status_reason`` and ``firm`` renewed where only the pace decides:

        anchor_period, anchor_value : where the way to the target begins
        trend_period, trend_value, trend_recast : the latest point, and the worst recast among the points used
        road : share of the way from anchor to target, unclipped; null when the anchor is at the target or beyond
        required_pace, observed_pace, remaining_pace : units a year from the anchor to the target, seen since ``observed_from``, and
            from the latest point to the target; null like road, with no two points a year apart, and when due or attained
        k : remaining over observed pace, null unless both are towards the target; r : observed over required pace
        slope, noise, slope_spread, freedom, point_count, base_jump : as :func:`warehouse.trend.fit_points`
        arrow : code of ``Arrow``, null with fewer than two annual points
        p_attain to expected_outlook : as :func:`warehouse.forecast.foretell`, null when due

        Everything is null without a value and on rows that are suppressed or not comparable; what needs a target also where none may be
        compared with.
    """
    points, starts = list_points(judged, thresholds)
    measured = measure_pace(gather_points(judged, points, starts, thresholds), thresholds)
    forecast = foretell(
        measured.select(
            "toward",
            "target",
            due_clock=pl.when(~pl.col("is_due")).then("due_clock"),
            **{
                name: f"latest_{name}"
                for name in ("clock", "value", "slope", "noise", "slope_spread", "freedom", "point_count")
            },
        ),
        thresholds,
    )
    paces = pl.concat([measured, forecast], how="horizontal").select(
        pl.col(name).cast(dtype) for name, dtype in PACE_SCHEMA.items()
    )
    return (
        judged.with_columns(paces).with_columns(status_reason=measured["status_reason"]).with_columns(*word_verdict())
    )


def gather_points(judged: pl.DataFrame, points: Points, starts: Positions, thresholds: Thresholds) -> pl.DataFrame:
    """Set beside each row its latest point, its anchor and where its pace is observed from; null where it may not have them."""
    unit, basis = pl.col("unit"), pl.col("basis")
    is_shown = pl.col("value_pct").is_not_null() & (pl.col("status") != Status.NOT_COMPARABLE)
    is_compared = (
        is_shown
        & pl.col("target_id").is_not_null()
        & pl.col("target_value").is_not_null()
        & (basis == pl.col("target_basis")).fill_null(value=False)
        & (basis != Basis.UNKNOWN)
        & (unit != Unit.BOOLEAN)
        & (pl.col("status_reason") != StatusReason.ENDED_BEFORE_DUE)
    )
    given = judged.select(shown=is_shown, compared=is_compared)
    now = place_days(judged, starts, "period_end")
    latest = np.where(given["shown"].to_numpy(), find_last(points.stamps, now), NOWHERE)
    anchor = np.where(given["compared"].to_numpy(), find_anchor(judged, points, starts, now, thresholds), NOWHERE)
    start = np.where(given["compared"].to_numpy(), find_start(points.stamps, latest, anchor, thresholds), NOWHERE)
    clocks = {due: float(compute_clock(due)) for due in judged["due"].unique().drop_nulls()}
    return pl.concat(
        [
            judged.select(
                "unit",
                "is_due",
                "status_reason",
                toward=pl.col("direction").cast(pl.Float64),
                target=pl.when(is_compared).then(pl.col("target_value").cast(pl.Float64)),
                due_clock=pl.when(is_compared).then(
                    pl.col("due").replace_strict(clocks, default=None, return_dtype=pl.Float64)
                ),
            ),
            take(fit_points(points, thresholds), latest, "latest_"),
            take(points.table, anchor, "anchor_"),
            take(points.table, start, "start_"),
        ],
        how="horizontal",
    )


def measure_pace(rows: pl.DataFrame, thresholds: Thresholds) -> pl.DataFrame:
    """Paces and what is made of them, by the formulas of METHODS 2 and 6."""
    is_ahead, is_open = TOWARD * (TARGET - ANCHOR) > 0, TOWARD * (TARGET - LATEST) > 0
    tolerance = float(thresholds.tolerance)
    latest, anchor, start, due = (pl.col(f"{name}_clock") for name in ("latest", "anchor", "start", "due"))
    return (
        rows.with_columns(
            road=pl.when(is_ahead).then(divide(LATEST - ANCHOR, TARGET - ANCHOR)),
            required_pace=pl.when(is_ahead & (due > anchor)).then(divide(TARGET - ANCHOR, due - anchor)),
            observed_pace=divide(LATEST - START, latest - start),
            remaining_pace=pl.when(is_open & ~pl.col("is_due") & (due > latest)).then(
                divide(TARGET - LATEST, due - latest)
            ),
        )
        .with_columns(share=divide(OBSERVED, REMAINING))
        .with_columns(
            k=pl.when(pl.col("share") > tolerance).then(divide(REMAINING, OBSERVED)),
            r=pl.when(is_ahead).then(divide(TOWARD * OBSERVED, REQUIRED.abs())),
            arrow=draw_arrow(thresholds),
            trend_recast=word_recast(),
            status_reason=choose_reason(thresholds),
            trend_period="latest_period",
            trend_value="latest_value",
            observed_from="start_period",
            **{
                name: f"latest_{name}"
                for name in ("slope", "noise", "slope_spread", "freedom", "point_count", "base_jump")
            },
        )
    )


def choose_reason(thresholds: Thresholds) -> pl.Expr:
    """The class of the share 1/K that the observed pace is of the pace still needed; a boundary takes the better one (METHODS 6)."""
    share, tolerance = pl.col("share"), thresholds.tolerance
    classes = [
        (StatusReason.PACE_ON_TRACK, share >= float(thresholds.on_track_minimum_ratio - tolerance)),
        (StatusReason.PACE_ACCELERATE, share >= float(thresholds.accelerate_minimum_ratio - tolerance)),
        (StatusReason.PACE_SLOW, share > float(tolerance)),
        (StatusReason.PACE_FLAT, share >= -float(tolerance)),
        *((reason, share.is_not_null() & applies) for reason, applies in list_causes(thresholds)),
    ]
    pace = pl.coalesce(pl.when(applies).then(pl.lit(reason.value)) for reason, applies in classes)
    written = pl.col("status_reason")
    return pl.when(written == StatusReason.TOO_FEW_POINTS).then(pl.coalesce(pace, written)).otherwise(written)


def list_causes(thresholds: Thresholds) -> list[tuple[StatusReason, pl.Expr]]:
    """Why a series goes backward: fewer of those counted, or more to count them among (METHODS 6)."""
    old, new = pl.col("start_numerator"), pl.col("latest_numerator")
    has_counts = pl.all_horizontal(
        pl.col(f"{end}_{part}").is_not_null() for end in ("start", "latest") for part in ("numerator", "denominator")
    )
    is_counted = has_counts & (pl.col("unit") == Unit.PERCENT) & (TOWARD > 0)
    return [
        (StatusReason.NUMERATOR_FELL, is_counted & (old - new > float(thresholds.tolerance) * old)),
        (StatusReason.DENOMINATOR_OUTGREW, is_counted),
        (StatusReason.VALUE_FELL, pl.lit(value=True)),
    ]


def draw_arrow(thresholds: Thresholds) -> pl.Expr:
    """Which way the series moves: against the pace still needed, or on its own where nothing is asked any more (METHODS 7)."""
    slope, tolerance = pl.col("latest_slope"), thresholds.tolerance
    own = pl.when(TOWARD * slope > 0).then(pl.lit(Arrow.UP.value)).otherwise(pl.lit(Arrow.DOWN.value))
    share = divide(slope, REMAINING)
    needed = (
        pl.when(share >= float(thresholds.arrow_up_minimum_ratio - tolerance))
        .then(pl.lit(Arrow.UP.value))
        .when(share >= float(thresholds.arrow_rising_minimum_ratio - tolerance))
        .then(pl.lit(Arrow.RISING.value))
        .when(share >= -float(tolerance))
        .then(pl.lit(Arrow.FLAT.value))
        .otherwise(pl.lit(Arrow.DOWN.value))
    )
    moving = pl.when(REMAINING.is_null()).then(own).otherwise(needed)
    is_flat = slope.abs() < float(thresholds.arrow_flat_points - tolerance)
    return pl.when(is_flat).then(pl.lit(Arrow.FLAT.value)).when(slope.is_not_null()).then(moving)


def word_recast() -> pl.Expr:
    """The worst recast among the latest point, the annual ones, the anchor and the start of the pace."""
    ranks = (pl.col(f"{point}_recast_rank") for point in ("latest", "latest_annual", "anchor", "start"))
    return pl.max_horizontal(ranks).replace_strict(dict(enumerate(r.value for r in RECASTS)), return_dtype=pl.String)
