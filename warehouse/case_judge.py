"""The judge for one case, in exact fractions: the readable form of the rules, and what explains a status.

:func:`warehouse.attainment.judge` says the same of whole frames; a property test holds the two together.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from warehouse.case_checks import check_case
from warehouse.case_interval import Interval, bound_value, measure_value
from warehouse.case_target import (
    attains,
    attains_everywhere,
    attains_somewhere,
    exceeds_target,
    find_basis_obstacle,
    measure_distance,
)
from warehouse.model import Accumulation, MissingReason, Qualifier, Status, Unit
from warehouse.thresholds import THRESHOLDS, Thresholds
from warehouse.verdicts import STATUS_OF, Case, StatusReason, Verdict, state_firmness


def judge_one(case: Case, as_of: date, thresholds: Thresholds = THRESHOLDS) -> Verdict:
    """Judge one value against one target (METHODS 1–5 and 9).

    Parameters
    ----------
    case : Case
        The value and the target.
    as_of : date
        The day up to which the release has data; a due date after it, and after the period, is still ahead.

    Returns
    -------
    Verdict
        The status with its reason, and the interval, gap and attainment behind it.

    Raises
    ------
    ValueError
        The case should have been rejected before: impossible counts, a period after the due date, an operator
        against the direction.

    Examples
    --------
    >>> from decimal import Decimal
    >>> due = date(2025, 12, 31)
    >>> target = {"target_id": "T002", "target_value": Decimal(40), "due": due}
    >>> case = Case(period_end=due, numerator=161, denominator=1000, **target)
    >>> verdict = judge_one(case, date(2026, 1, 31))
    >>> verdict.status.value, verdict.gap_count, verdict.attainment
    ('not_attained', 239, Fraction(161, 400))
    """
    check_case(case)
    value = measure_value(case)
    interval = None if value is None else bound_value(case, value, thresholds)
    reason = find_reason(case, value, interval, as_of, thresholds)
    verdict = Verdict(status=STATUS_OF[reason], reason=reason, firm=state_firmness(reason), is_due=is_due(case, as_of))
    if value is None or interval is None or verdict.status is Status.SUPPRESSED:
        return verdict
    return measure_distance(verdict, case, value, interval, thresholds)


def find_reason(
    case: Case, value: Fraction | None, interval: Interval | None, as_of: date, thresholds: Thresholds
) -> StatusReason:
    """The first rule of METHODS 5 that fits."""
    reason = find_obstacle(case, value, as_of, thresholds)
    if reason is not None or value is None or interval is None:
        return reason or StatusReason.NOT_REPORTED
    everywhere = attains_everywhere(case, interval, thresholds)
    if case.due is None:
        return StatusReason.UNDATED_ATTAINED if everywhere else StatusReason.UNDATED_OPEN
    if not is_due(case, as_of):
        return find_reason_before_due(case, value, interval, everywhere, thresholds)
    if everywhere:
        exceeds = exceeds_target(case, interval, thresholds)
        return StatusReason.ATTAINED_WITH_MARGIN if exceeds else StatusReason.ATTAINED
    if not attains_somewhere(case, interval, thresholds):
        return StatusReason.MISSED
    return find_reason_between(case, value, thresholds)


def find_obstacle(case: Case, value: Fraction | None, as_of: date, thresholds: Thresholds) -> StatusReason | None:
    """Rules 1–5, and the rows before the due period of a target already due: why nothing is compared."""
    if value is None and case.missing_reason is MissingReason.NOT_APPLICABLE:
        return StatusReason.VALUE_NOT_APPLICABLE
    if case.denominator == 0 and not case.has_silent_units:
        return StatusReason.ZERO_DENOMINATOR
    if case.ended_on is not None and case.due is not None and case.ended_on < case.due:
        return StatusReason.ENDED_BEFORE_DUE
    if case.counts_persons and case.denominator and case.denominator < thresholds.minimum_persons_count:
        return StatusReason.SMALL_DENOMINATOR
    if value is None and case.missing_reason is MissingReason.SUPPRESSED:
        return StatusReason.SUPPRESSED_AT_SOURCE
    if value is None:
        missed_due = case.due == case.period_end and case.due <= as_of
        return StatusReason.NO_OBSERVATION_IN_DUE_PERIOD if missed_due else StatusReason.NOT_REPORTED
    if case.target_id is None:
        return StatusReason.NO_TARGET
    if case.target_value is None:
        return StatusReason.TARGET_VALUE_UNKNOWN
    if not case.target_verified:
        return StatusReason.TARGET_UNVERIFIED
    if find_basis_obstacle(case) is not None:
        return find_basis_obstacle(case)
    if case.due is not None and case.period_end < case.due <= as_of:
        return StatusReason.BEFORE_DUE_PERIOD
    return None


def find_reason_before_due(
    case: Case, value: Fraction, interval: Interval, everywhere: bool, thresholds: Thresholds
) -> StatusReason:
    """The rules for a due date still ahead; nothing is *chưa đạt* yet, and the pace of its series is not the case's to know."""
    if case.unit is Unit.BOOLEAN:
        return StatusReason.MILESTONE_DONE if everywhere else StatusReason.MILESTONE_OPEN
    if everywhere:
        to_date = case.accumulation is Accumulation.YEAR_TO_DATE
        return StatusReason.ATTAINED_YEAR_TO_DATE if to_date else StatusReason.ATTAINED_BEFORE_DUE
    between = find_reason_between(case, value, thresholds)
    if not attains_somewhere(case, interval, thresholds) or between is StatusReason.OBSERVED_MISSED:
        return StatusReason.TOO_FEW_POINTS
    return StatusReason.OBSERVED_ATTAINED_EARLY if between is StatusReason.OBSERVED_ATTAINED else between


def find_reason_between(case: Case, value: Fraction, thresholds: Thresholds) -> StatusReason:
    """Rule 8: one end of the interval attains the target, the other does not.

    An exact value comes here only with silent units, so an unknown completeness is not taken for a whole one.
    """
    if case.qualifier is not Qualifier.EXACT:
        return StatusReason.QUALIFIER_NOT_EXACT
    if case.completeness is None or case.completeness < thresholds.completeness_floor_ratio:
        return StatusReason.LOW_COMPLETENESS
    return StatusReason.OBSERVED_ATTAINED if attains(case, value, thresholds) else StatusReason.OBSERVED_MISSED


def is_due(case: Case, as_of: date) -> bool:
    """Whether the due date is reached: on the release's day, or at the end of the row's own period (METHODS 5)."""
    return case.due is not None and case.due <= max(as_of, case.period_end)
