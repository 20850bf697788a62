"""The judge: what a value says about its target, for whole frames at once (METHODS 1–5 and 9).

:func:`judge` works on frames, :func:`judge_one` on one :class:`~warehouse.verdicts.Case`; a test holds them together.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from warehouse.attainment_checks import INPUT_SCHEMA, read_inputs
from warehouse.attainment_columns import (
    BOTTOM,
    HIGH_BOTTOM,
    HIGH_TOP,
    LOW_BOTTOM,
    LOW_TOP,
    POPULATION,
    SCALE,
    TARGET,
    TOP,
    add_intervals,
    add_values,
    count_gap,
    divide,
    widen,
)
from warehouse.attainment_rules import ATTAINS_OBSERVED, EQUAL, compare_with_target, find_reason, is_due
from warehouse.case_judge import judge_one
from warehouse.model import Basis, Status
from warehouse.thresholds import THRESHOLDS, Thresholds
from warehouse.verdicts import STATUS_OF, Case, StatusReason, Verdict, state_firmness

__all__ = ["INPUT_SCHEMA", "OUTPUT_SCHEMA", "Case", "Verdict", "judge", "judge_one"]

OUTPUT_SCHEMA = pl.Schema(
    {
        "value_pct": pl.Float64(),
        "lo": pl.Float64(),
        "hi": pl.Float64(),
        "status": pl.String(),
        "status_reason": pl.String(),
        "firm": pl.Boolean(),
        "gap_count": pl.Int64(),
        "gap_count_min": pl.Int64(),
        "gap_count_max": pl.Int64(),
        "attainment": pl.Float64(),
        "is_due": pl.Boolean(),
    }
)


def judge(rows: pl.DataFrame, as_of: date, thresholds: Thresholds = THRESHOLDS) -> pl.DataFrame:
    """Judge every value of a frame against its target.

    Grain: area × indicator × period × group × basis × target, one output row for each input row, in the same order.

    Parameters
    ----------
    rows : polars.DataFrame
        The columns of ``INPUT_SCHEMA`` (described at :class:`~warehouse.verdicts.Case`), and any others, which are
        kept. Null ``target_id``: no target. Null ``completeness``: the value is not an aggregate.
    as_of : date
        The day up to which the release has data.

    Returns
    -------
    polars.DataFrame
        ``rows`` with the columns of ``OUTPUT_SCHEMA``:

        value_pct : the value, unrounded: 0–100 for a percentage, else in the indicator's unit
        lo, hi : its interval; a null ``hi`` beside a ``lo`` is no upper bound
        status, status_reason : codes of ``Status`` and ``StatusReason``
        firm : false when reports still missing can turn the verdict, null when there is none
        gap_count : persons or things lacking by the observed counts; null without both counts
        gap_count_min, gap_count_max : the range the interval leaves; null when the silent denominators are unknown
        attainment : value over target (target over value when less is better); null on division by zero
        is_due : whether the due date is reached, on the release's day or at the end of the row's period

        Value, interval, gap and attainment are null without a value and on suppressed rows; gap and attainment also
        where the base differs, no target value is known or the area ended before the due date.

    Raises
    ------
    ValueError
        Columns are missing, or rows should have been rejected before: numerator above denominator, negative numbers,
        a period after the due date, an operator against the direction.
    """
    judged = (
        read_inputs(rows)
        .lazy()
        .pipe(add_values)
        .pipe(add_intervals, thresholds)
        .with_columns(*compare_with_target(thresholds), is_due=is_due(as_of))
        .with_columns(status_reason=find_reason(as_of, thresholds))
        .with_columns(*word_verdict())
        .with_columns(*measure_distance())
        .select(pl.col(name).cast(dtype) for name, dtype in OUTPUT_SCHEMA.items())
        .collect()
    )
    return rows.with_columns(judged)


def word_verdict() -> list[pl.Expr]:
    """The status that a reason belongs to, and whether reports still missing can turn it."""
    reason = pl.col("status_reason")
    statuses = {code.value: status.value for code, status in STATUS_OF.items()}
    firmness = {code.value: state_firmness(code) for code in StatusReason}
    return [
        reason.replace_strict(statuses, return_dtype=pl.String).alias("status"),
        reason.replace_strict(firmness, return_dtype=pl.Boolean).alias("firm"),
    ]


def measure_distance() -> list[pl.Expr]:
    """The value, its interval, and where value and target may be compared, the attainment and the gaps."""
    is_shown = TOP.is_not_null() & (pl.col("status") != Status.SUPPRESSED)
    is_comparable = (
        is_shown
        & pl.col("target_id").is_not_null()
        & TARGET.is_not_null()
        & (pl.col("basis") != Basis.UNKNOWN)
        & (pl.col("basis") == pl.col("target_basis")).fill_null(value=False)
        & (pl.col("status_reason") != StatusReason.ENDED_BEFORE_DUE)
    )
    return [
        pl.when(is_shown).then(divide(TOP, BOTTOM * SCALE)).alias("value_pct"),
        pl.when(is_shown).then(divide(LOW_TOP, LOW_BOTTOM * SCALE)).alias("lo"),
        pl.when(is_shown).then(divide(HIGH_TOP, HIGH_BOTTOM * SCALE)).alias("hi"),
        pl.when(is_comparable).then(compute_attainment()).alias("attainment"),
        *(pl.when(is_comparable & pl.col("_is_counted")).then(gap).alias(name) for name, gap in count_gaps().items()),
    ]


def compute_attainment() -> pl.Expr:
    """Value over target, or target over value when less is better; null when that divides by zero (METHODS 2)."""
    target = TARGET * BOTTOM
    return pl.when(pl.col("direction") == 1).then(divide(TOP, target)).otherwise(divide(target, TOP))


def count_gaps() -> dict[str, pl.Expr]:
    """The gap by the observed counts and at both ends of the interval (METHODS 3).

    To a target worded "=", the gap is 0 once met and null when the value overshot, and no range is given.
    """
    observed = count_gap(TOP, BOTTOM, widen("denominator"))
    to_band = pl.when(ATTAINS_OBSERVED).then(0).when(observed > 0).then(observed)
    ends = count_gap(LOW_TOP, LOW_BOTTOM, POPULATION), count_gap(HIGH_TOP, HIGH_BOTTOM, POPULATION)
    has_range = POPULATION.is_not_null() & ~EQUAL
    return {
        "gap_count": pl.when(EQUAL).then(to_band).otherwise(observed),
        "gap_count_min": pl.when(has_range).then(pl.min_horizontal(ends)),
        "gap_count_max": pl.when(has_range).then(pl.max_horizontal(ends)),
    }
