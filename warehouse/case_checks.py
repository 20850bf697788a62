"""What a case must not be: such rows are rejected at import, or their target stops the build (METHODS 5)."""

from __future__ import annotations

from warehouse.case_interval import NATURAL_MAXIMUM
from warehouse.case_target import read_operator
from warehouse.model import Unit
from warehouse.verdicts import Case, TargetOperator

COUNT_MAXIMUM = 10**15


def check_case(case: Case) -> None:
    """Refuse a case that cannot be judged.

    Raises
    ------
    ValueError
        Impossible counts, values or completeness, a direction other than 1 and −1, a period after the due date, a
        target value without an operator, an operator against the direction.
    """
    check_counts(case)
    if case.direction not in (1, -1):
        raise ValueError(f"direction {case.direction} is neither 1 nor -1")
    if case.due is not None and case.period_end > case.due:
        raise ValueError(f"the period ends on {case.period_end}, after the due date {case.due}")
    if case.target_value is not None and case.target_operator is None:
        raise ValueError(f"target {case.target_id} has a value and no operator")
    if case.completeness is not None and not 0 <= case.completeness <= 1:
        raise ValueError(f"completeness {case.completeness} is not a share between 0 and 1")
    required = TargetOperator.AT_LEAST if case.direction == 1 else TargetOperator.AT_MOST
    has_target = case.target_id is not None and case.target_operator is not None
    if has_target and read_operator(case) not in (required, TargetOperator.EQUAL):
        raise ValueError(
            f"target {case.target_id}: operator {case.target_operator} is against direction {case.direction}"
        )


def check_counts(case: Case) -> None:
    """Refuse negative numbers, a numerator above its denominator, and values above their natural maximum."""
    numbers = (case.numerator, case.denominator, case.silent_denominator, case.value)
    if any(number is not None and number < 0 for number in numbers):
        raise ValueError(f"a count or value is negative: {numbers}")
    if any(number is not None and number > COUNT_MAXIMUM for number in numbers):
        raise ValueError(f"a count or value is above {COUNT_MAXIMUM}: {numbers}")
    has_counts = case.numerator is not None and case.denominator is not None
    if has_counts and case.unit is not Unit.NUMBER and (case.numerator or 0) > (case.denominator or 0):
        raise ValueError(f"numerator {case.numerator} is above denominator {case.denominator}")
    maximum = NATURAL_MAXIMUM.get(case.unit)
    if case.value is not None and maximum is not None and case.value > maximum:
        raise ValueError(f"value {case.value} is above its natural maximum {maximum}")
    if case.unit is Unit.BOOLEAN and (case.numerator or 0) > 1:
        raise ValueError(f"a milestone's numerator {case.numerator} is above 1")
