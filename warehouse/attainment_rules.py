"""The rules of METHODS 5 as expressions over the columns of :mod:`warehouse.attainment_columns`."""

from __future__ import annotations

from datetime import date

import polars as pl

from warehouse.attainment_checks import is_judged_as
from warehouse.attainment_columns import (
    BOTTOM,
    HIGH_BOTTOM,
    HIGH_TOP,
    LOW_BOTTOM,
    LOW_TOP,
    SCALE,
    TARGET,
    TOP,
)
from warehouse.model import Accumulation, Basis, MissingReason, Qualifier, Unit
from warehouse.thresholds import Thresholds
from warehouse.verdicts import StatusReason, TargetOperator

ATTAINS_EVERYWHERE, ATTAINS_SOMEWHERE = pl.col("_attains_everywhere"), pl.col("_attains_somewhere")
ATTAINS_OBSERVED, EXCEEDS = pl.col("_attains_observed"), pl.col("_exceeds")
AT_LEAST, EQUAL = is_judged_as(TargetOperator.AT_LEAST), is_judged_as(TargetOperator.EQUAL)


def is_due(as_of: date) -> pl.Expr:
    """Whether the due date is reached, on the release's day or at the period's end; false for an undated target."""
    return (pl.col("due") <= pl.max_horizontal(pl.col("period_end"), pl.lit(as_of))).fill_null(value=False)


def subtract_target(top: pl.Expr, bottom: pl.Expr, shift: int = 0) -> pl.Expr:
    """A number with the sign of a value less its target, the target moved by ``shift`` ten-thousandths."""
    return top - (TARGET + shift) * bottom


def compare_with_target(thresholds: Thresholds) -> list[pl.Expr]:
    """Whether all, some, or the observed one of a value's interval attains the target, and whether all exceeds it."""
    tolerance = int(thresholds.equality_tolerance_points * SCALE)
    low, high, observed = (LOW_TOP, LOW_BOTTOM), (HIGH_TOP, HIGH_BOTTOM), (TOP, BOTTOM)
    everywhere = (
        pl.when(AT_LEAST)
        .then(subtract_target(*low) >= 0)
        .when(EQUAL)
        .then((subtract_target(*low, -tolerance) > 0) & (subtract_target(*high, tolerance) < 0))
        .otherwise(subtract_target(*high) <= 0)
        .fill_null(value=False)
    )
    somewhere = (
        pl.when(AT_LEAST)
        .then((subtract_target(*high) >= 0).fill_null(value=True))
        .when(EQUAL)
        .then((subtract_target(*low, tolerance) < 0) & (subtract_target(*high, -tolerance) > 0).fill_null(value=True))
        .otherwise(subtract_target(*low) <= 0)
    )
    is_observed = (
        pl.when(AT_LEAST)
        .then(subtract_target(*observed) >= 0)
        .when(EQUAL)
        .then((subtract_target(*observed, -tolerance) > 0) & (subtract_target(*observed, tolerance) < 0))
        .otherwise(subtract_target(*observed) <= 0)
    )
    return [
        everywhere.alias("_attains_everywhere"),
        somewhere.alias("_attains_somewhere"),
        is_observed.alias("_attains_observed"),
        compare_with_margin(thresholds).alias("_exceeds"),
    ]


def compare_with_margin(thresholds: Thresholds) -> pl.Expr:
    """Whether the worse end beats the target by the margin; a milestone and a target of 100% cannot be exceeded."""
    margin = int(thresholds.exceed_margin_points * SCALE)
    is_whole = (pl.col("unit") == Unit.PERCENT) & (TARGET == 100 * SCALE)
    beats = (
        pl.when(AT_LEAST)
        .then(subtract_target(LOW_TOP, LOW_BOTTOM, margin) >= 0)
        .otherwise(subtract_target(HIGH_TOP, HIGH_BOTTOM, -margin) <= 0)
    )
    return (beats & ~EQUAL & ~is_whole & (pl.col("unit") != Unit.BOOLEAN)).fill_null(value=False)


def find_reason(as_of: date, thresholds: Thresholds) -> pl.Expr:
    """The code of the first rule that fits."""
    rules = [
        *list_obstacles(as_of, thresholds),
        *list_undated_rules(),
        *list_due_rules(thresholds),
        *list_future_rules(thresholds),
    ]
    codes = [pl.when(applies).then(pl.lit(reason.value)) for reason, applies in rules]
    return pl.coalesce(codes)


def list_obstacles(as_of: date, thresholds: Thresholds) -> list[tuple[StatusReason, pl.Expr]]:
    """Rules 1–5, and the rows before the due period of a target already due: why nothing is compared."""
    reason, denominator, due = pl.col("missing_reason"), pl.col("denominator"), pl.col("due")
    no_value, is_past = TOP.is_null(), due <= pl.lit(as_of)
    is_few = (denominator > 0) & (denominator < thresholds.minimum_persons_count)
    value_basis, target_basis = pl.col("basis"), pl.col("target_basis").fill_null(Basis.UNKNOWN.value)
    return [
        (StatusReason.VALUE_NOT_APPLICABLE, no_value & (reason == MissingReason.NOT_APPLICABLE)),
        (StatusReason.ZERO_DENOMINATOR, (denominator == 0) & ~pl.col("_has_silent")),
        (StatusReason.ENDED_BEFORE_DUE, pl.col("ended_on") < due),
        (StatusReason.SMALL_DENOMINATOR, pl.col("counts_persons") & is_few),
        (StatusReason.SUPPRESSED_AT_SOURCE, no_value & (reason == MissingReason.SUPPRESSED)),
        (StatusReason.NO_OBSERVATION_IN_DUE_PERIOD, no_value & is_past & (pl.col("period_end") == due)),
        (StatusReason.NOT_REPORTED, no_value),
        (StatusReason.NO_TARGET, pl.col("target_id").is_null()),
        (StatusReason.TARGET_VALUE_UNKNOWN, TARGET.is_null()),
        (StatusReason.TARGET_UNVERIFIED, ~pl.col("target_verified").fill_null(value=False)),
        (StatusReason.VALUE_BASIS_UNKNOWN, value_basis == Basis.UNKNOWN),
        (StatusReason.TARGET_BASIS_UNKNOWN, target_basis == Basis.UNKNOWN),
        (StatusReason.BASIS_DIFFERS, value_basis != target_basis),
        (StatusReason.BEFORE_DUE_PERIOD, is_past & (pl.col("period_end") < due)),
    ]


def list_undated_rules() -> list[tuple[StatusReason, pl.Expr]]:
    """Rules of a target without a due date."""
    is_undated = pl.col("due").is_null()
    return [
        (StatusReason.UNDATED_ATTAINED, is_undated & ATTAINS_EVERYWHERE),
        (StatusReason.UNDATED_OPEN, is_undated),
    ]


def list_due_rules(thresholds: Thresholds) -> list[tuple[StatusReason, pl.Expr]]:
    """Rules 6–8 in the due period.

    Completeness is asked only where silent units make the ends disagree: unknown, it does not let the observed value
    decide.
    """
    due, completeness = pl.col("is_due"), pl.col("completeness").fill_null(0.0)
    return [
        (StatusReason.ATTAINED_WITH_MARGIN, due & ATTAINS_EVERYWHERE & EXCEEDS),
        (StatusReason.ATTAINED, due & ATTAINS_EVERYWHERE),
        (StatusReason.MISSED, due & ~ATTAINS_SOMEWHERE),
        (StatusReason.QUALIFIER_NOT_EXACT, due & (pl.col("qualifier") != Qualifier.EXACT)),
        (StatusReason.LOW_COMPLETENESS, due & (completeness < thresholds.completeness_floor_ratio)),
        (StatusReason.OBSERVED_ATTAINED, due & ATTAINS_OBSERVED),
        (StatusReason.OBSERVED_MISSED, due),
    ]


def list_future_rules(thresholds: Thresholds) -> list[tuple[StatusReason, pl.Expr]]:
    """Rules of a due date still ahead; nothing is *chưa đạt* yet.

    The last one stands until the pace of the series is known (:func:`warehouse.pace.add_pace`).
    """
    is_milestone = pl.col("unit") == Unit.BOOLEAN
    completeness = pl.col("completeness").fill_null(0.0)
    is_to_date = pl.col("accumulation") == Accumulation.YEAR_TO_DATE
    return [
        (StatusReason.MILESTONE_DONE, is_milestone & ATTAINS_EVERYWHERE),
        (StatusReason.MILESTONE_OPEN, is_milestone),
        (StatusReason.ATTAINED_YEAR_TO_DATE, ATTAINS_EVERYWHERE & is_to_date),
        (StatusReason.ATTAINED_BEFORE_DUE, ATTAINS_EVERYWHERE),
        (StatusReason.QUALIFIER_NOT_EXACT, ATTAINS_SOMEWHERE & (pl.col("qualifier") != Qualifier.EXACT)),
        (StatusReason.LOW_COMPLETENESS, ATTAINS_SOMEWHERE & (completeness < thresholds.completeness_floor_ratio)),
        (StatusReason.OBSERVED_ATTAINED_EARLY, ATTAINS_SOMEWHERE & ATTAINS_OBSERVED),
        (StatusReason.TOO_FEW_POINTS, pl.lit(value=True)),
    ]
