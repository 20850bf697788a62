"""The input contract of the judge: columns, and what rows must not contain (METHODS 5)."""

from __future__ import annotations

from enum import StrEnum

import polars as pl

from warehouse.case_checks import COUNT_MAXIMUM
from warehouse.model import Accumulation, Basis, MissingReason, Qualifier, Unit
from warehouse.verdicts import TargetOperator

INPUT_SCHEMA = pl.Schema(
    {
        "numerator": pl.Int64(),
        "denominator": pl.Int64(),
        "value": pl.Decimal(18, 4),
        "unit": pl.String(),
        "counts_persons": pl.Boolean(),
        "direction": pl.Int8(),
        "accumulation": pl.String(),
        "qualifier": pl.String(),
        "missing_reason": pl.String(),
        "silent_denominator": pl.Int64(),
        "silent_known": pl.Boolean(),
        "completeness": pl.Float64(),
        "basis": pl.String(),
        "period_end": pl.Date(),
        "ended_on": pl.Date(),
        "target_id": pl.String(),
        "target_value": pl.Decimal(9, 4),
        "target_operator": pl.String(),
        "target_basis": pl.String(),
        "target_verified": pl.Boolean(),
        "due": pl.Date(),
    }
)
CODES: dict[str, type[StrEnum]] = {
    "unit": Unit,
    "accumulation": Accumulation,
    "qualifier": Qualifier,
    "missing_reason": MissingReason,
    "basis": Basis,
    "target_basis": Basis,
    "target_operator": TargetOperator,
}
NEVER_NULL = (
    "unit",
    "counts_persons",
    "direction",
    "accumulation",
    "qualifier",
    "silent_known",
    "basis",
    "period_end",
)


def natural_maximum(unit: pl.Expr) -> pl.Expr:
    """Greatest value a unit can take; null where there is none."""
    return pl.when(unit == Unit.PERCENT).then(100).when(unit == Unit.BOOLEAN).then(1).otherwise(None)


def is_judged_as(operator: TargetOperator) -> pl.Expr:
    """Whether a row's operator is judged as ≥, ≤ or =: "=" at a natural bound is ≥ or ≤ (METHODS 5)."""
    written, target = pl.col("target_operator"), pl.col("target_value")
    at_maximum = (target == natural_maximum(pl.col("unit"))).fill_null(value=False)
    at_zero = (target == 0).fill_null(value=False)
    at_bound = {TargetOperator.AT_LEAST: at_maximum, TargetOperator.AT_MOST: at_zero}
    if operator is TargetOperator.EQUAL:
        return (written == TargetOperator.EQUAL) & ~at_maximum & ~at_zero
    return (written == operator) | ((written == TargetOperator.EQUAL) & at_bound[operator])


def list_faults() -> dict[str, pl.Expr]:
    """What makes a row impossible to judge: a sentence for the message, and the rows it is true of."""
    numerator, denominator, value = pl.col("numerator"), pl.col("denominator"), pl.col("value")
    numbers = (numerator, denominator, pl.col("silent_denominator"), value)
    more_is_better = pl.col("direction") == 1
    at_least, at_most = is_judged_as(TargetOperator.AT_LEAST), is_judged_as(TargetOperator.AT_MOST)
    against = pl.when(more_is_better).then(at_most).otherwise(at_least)
    return {
        "a required column is null": pl.any_horizontal(pl.col(*NEVER_NULL).is_null()),
        "direction is neither 1 nor -1": ~pl.col("direction").is_in([1, -1]),
        **{
            f"{name} is not a code": ~pl.col(name).is_in([code.value for code in codes])
            for name, codes in CODES.items()
        },
        "a count or value is negative": pl.any_horizontal(number < 0 for number in numbers),
        f"a count or value is above {COUNT_MAXIMUM}": pl.any_horizontal(number > COUNT_MAXIMUM for number in numbers),
        "numerator is above denominator": (numerator > denominator) & (pl.col("unit") != Unit.NUMBER),
        "value is above its natural maximum": value > natural_maximum(pl.col("unit")),
        "a milestone's numerator is above 1": (numerator > 1) & (pl.col("unit") == Unit.BOOLEAN),
        "completeness is not between 0 and 1": ~pl.col("completeness").is_between(0, 1),
        "period_end is after due": pl.col("period_end") > pl.col("due"),
        "a target value has no operator": pl.col("target_value").is_not_null() & pl.col("target_operator").is_null(),
        "target_operator is against direction": against & pl.col("target_id").is_not_null(),
    }


def read_inputs(rows: pl.DataFrame) -> pl.DataFrame:
    """Take the judge's columns from a frame, in its types, and refuse rows that cannot be judged.

    Raises
    ------
    ValueError
        Columns are missing, or rows break the contract; the message counts them by fault and shows the first.
    """
    missing = [name for name in INPUT_SCHEMA if name not in rows.columns]
    if missing:
        raise ValueError(f"the frame to judge lacks the columns {', '.join(missing)}")
    inputs = rows.select(pl.col(name).cast(dtype) for name, dtype in INPUT_SCHEMA.items())
    faults = list_faults()
    counts = inputs.select(fault.fill_null(value=False).sum().alias(name) for name, fault in faults.items()).row(0)
    for (name, fault), count in zip(faults.items(), counts, strict=True):
        if count:
            first = rows.filter(inputs.select(fault.fill_null(value=False)).to_series()).row(0, named=True)
            raise ValueError(f"{count} rows cannot be judged, {name}; first: {first}")
    return inputs
