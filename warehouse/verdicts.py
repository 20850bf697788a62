"""The vocabulary of verdicts: why a status was given, and one case with its verdict in exact numbers.

The codes are a public contract; their Vietnamese and English words live in the gettext catalogues.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from warehouse.model import Accumulation, Basis, MissingReason, Qualifier, Status, Unit


class TargetOperator(StrEnum):
    """How a document words its target."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EQUAL = "="


class StatusReason(StrEnum):
    """Why a status was given. Every reason belongs to exactly one status, in the order METHODS 5 tries them."""

    VALUE_NOT_APPLICABLE = "value_not_applicable"
    ZERO_DENOMINATOR = "zero_denominator"
    ENDED_BEFORE_DUE = "ended_before_due"
    SMALL_DENOMINATOR = "small_denominator"
    SUPPRESSED_AT_SOURCE = "suppressed_at_source"
    COMPLEMENTARY = "complementary"
    NO_OBSERVATION_IN_DUE_PERIOD = "no_observation_in_due_period"
    NOT_REPORTED = "not_reported"
    NO_TARGET = "no_target"
    TARGET_VALUE_UNKNOWN = "target_value_unknown"
    TARGET_UNVERIFIED = "target_unverified"
    VALUE_BASIS_UNKNOWN = "value_basis_unknown"
    TARGET_BASIS_UNKNOWN = "target_basis_unknown"
    BASIS_DIFFERS = "basis_differs"
    BEFORE_DUE_PERIOD = "before_due_period"
    UNDATED_ATTAINED = "undated_attained"
    UNDATED_OPEN = "undated_open"
    ATTAINED_WITH_MARGIN = "attained_with_margin"
    ATTAINED = "attained"
    MISSED = "missed"
    QUALIFIER_NOT_EXACT = "qualifier_not_exact"
    LOW_COMPLETENESS = "low_completeness"
    OBSERVED_ATTAINED = "observed_attained"
    OBSERVED_MISSED = "observed_missed"
    MILESTONE_DONE = "milestone_done"
    MILESTONE_OPEN = "milestone_open"
    ATTAINED_YEAR_TO_DATE = "attained_year_to_date"
    ATTAINED_BEFORE_DUE = "attained_before_due"
    OBSERVED_ATTAINED_EARLY = "observed_attained_early"
    PACE_ON_TRACK = "pace_on_track"
    PACE_ACCELERATE = "pace_accelerate"
    PACE_SLOW = "pace_slow"
    PACE_FLAT = "pace_flat"
    NUMERATOR_FELL = "numerator_fell"
    DENOMINATOR_OUTGREW = "denominator_outgrew"
    VALUE_FELL = "value_fell"
    TOO_FEW_POINTS = "too_few_points"


STATUS_OF: Mapping[StatusReason, Status] = MappingProxyType(
    {
        StatusReason.VALUE_NOT_APPLICABLE: Status.NOT_APPLICABLE,
        StatusReason.ZERO_DENOMINATOR: Status.NOT_APPLICABLE,
        StatusReason.ENDED_BEFORE_DUE: Status.NOT_APPLICABLE,
        StatusReason.SMALL_DENOMINATOR: Status.SUPPRESSED,
        StatusReason.SUPPRESSED_AT_SOURCE: Status.SUPPRESSED,
        StatusReason.COMPLEMENTARY: Status.SUPPRESSED,
        StatusReason.NO_OBSERVATION_IN_DUE_PERIOD: Status.NO_DATA,
        StatusReason.NOT_REPORTED: Status.NO_DATA,
        StatusReason.NO_TARGET: Status.NO_TARGET,
        StatusReason.TARGET_VALUE_UNKNOWN: Status.NO_TARGET,
        StatusReason.TARGET_UNVERIFIED: Status.NO_TARGET,
        StatusReason.VALUE_BASIS_UNKNOWN: Status.NOT_COMPARABLE,
        StatusReason.TARGET_BASIS_UNKNOWN: Status.NOT_COMPARABLE,
        StatusReason.BASIS_DIFFERS: Status.NOT_COMPARABLE,
        StatusReason.BEFORE_DUE_PERIOD: Status.NOT_DUE,
        StatusReason.UNDATED_ATTAINED: Status.ATTAINED,
        StatusReason.UNDATED_OPEN: Status.OPEN,
        StatusReason.ATTAINED_WITH_MARGIN: Status.EXCEEDED,
        StatusReason.ATTAINED: Status.ATTAINED,
        StatusReason.MISSED: Status.NOT_ATTAINED,
        StatusReason.QUALIFIER_NOT_EXACT: Status.UNDECIDED,
        StatusReason.LOW_COMPLETENESS: Status.UNDECIDED,
        StatusReason.OBSERVED_ATTAINED: Status.ATTAINED,
        StatusReason.OBSERVED_MISSED: Status.NOT_ATTAINED,
        StatusReason.MILESTONE_DONE: Status.ATTAINED,
        StatusReason.MILESTONE_OPEN: Status.OPEN,
        StatusReason.ATTAINED_YEAR_TO_DATE: Status.ATTAINED_EARLY,
        StatusReason.ATTAINED_BEFORE_DUE: Status.ATTAINED_EARLY,
        StatusReason.OBSERVED_ATTAINED_EARLY: Status.ATTAINED_EARLY,
        StatusReason.PACE_ON_TRACK: Status.ON_TRACK,
        StatusReason.PACE_ACCELERATE: Status.ACCELERATE,
        StatusReason.PACE_SLOW: Status.SLOW,
        StatusReason.PACE_FLAT: Status.SLOW,
        StatusReason.NUMERATOR_FELL: Status.BACKWARD,
        StatusReason.DENOMINATOR_OUTGREW: Status.BACKWARD,
        StatusReason.VALUE_FELL: Status.BACKWARD,
        StatusReason.TOO_FEW_POINTS: Status.INSUFFICIENT,
    }
)

FIRM_STATUSES = frozenset({Status.EXCEEDED, Status.ATTAINED, Status.ATTAINED_EARLY, Status.NOT_ATTAINED})
PROVISIONAL_REASONS = frozenset(
    {StatusReason.OBSERVED_ATTAINED, StatusReason.OBSERVED_MISSED, StatusReason.OBSERVED_ATTAINED_EARLY}
)


def state_firmness(reason: StatusReason) -> bool | None:
    """Whether reports still missing can turn the verdict (false), cannot (true), or there is none to turn (null)."""
    if reason in PROVISIONAL_REASONS:
        return False
    return True if STATUS_OF[reason] in FIRM_STATUSES else None


@dataclass(frozen=True, kw_only=True)
class Case:
    """One value beside one target; the fields are the input columns of :func:`warehouse.attainment.judge`.

    Attributes
    ----------
    numerator, denominator : int or None
        Counts over the units that reported.
    value : Decimal or None
        The published value, at most four decimals: percent 0–100, a count, or 0/1. Counts go before it.
    unit, counts_persons, direction, accumulation
        From the indicator; ``direction`` is 1 when more is better, else −1.
    qualifier, missing_reason
        How exactly the value was published, or why there is none.
    silent_denominator : int or None
        Denominators of the expected units that did not report; 0 or null when all did.
    silent_known : bool
        False when units are silent and a denominator of theirs is not known.
    completeness : float or None
        Share of expected units that reported, 0–1; null when the value is not an aggregate, so that no unit is silent.
    basis, period_end, ended_on
        Of the value; ``ended_on`` is the last day of an area or indicator that no longer exists.
    target_id, target_value, target_operator, target_basis, target_verified, due
        The target; null ``target_id``: none, null ``target_value``: not stated or not known, null ``due``: undated.
    """

    period_end: date
    numerator: int | None = None
    denominator: int | None = None
    value: Decimal | None = None
    unit: Unit = Unit.PERCENT
    counts_persons: bool = False
    direction: int = 1
    accumulation: Accumulation = Accumulation.STOCK
    qualifier: Qualifier = Qualifier.EXACT
    missing_reason: MissingReason | None = None
    silent_denominator: int | None = None
    silent_known: bool = True
    completeness: float | None = None
    basis: Basis = Basis.TOTAL
    ended_on: date | None = None
    target_id: str | None = None
    target_value: Decimal | None = None
    target_operator: TargetOperator | None = TargetOperator.AT_LEAST
    target_basis: Basis | None = Basis.TOTAL
    target_verified: bool | None = True
    due: date | None = None

    @property
    def has_silent_units(self) -> bool:
        """Whether units that were expected to report did not."""
        return not self.silent_known or bool(self.silent_denominator)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the judge says of one case, in exact numbers.

    Attributes
    ----------
    status, reason
        The verdict and the rule that gave it.
    firm : bool or None
        False when reports still missing can turn the verdict; null when there is no verdict.
    is_due : bool
        Whether the due date is past, or is the end of this very period.
    value, low, high : Fraction or None
        The value and its interval in the indicator's unit; null without a value or when suppressed. A null ``high``
        beside a ``low``: no upper bound.
    gap_count, gap_count_min, gap_count_max : int or None
        Persons or things still missing to the target by the observed counts, and the range that the interval leaves.
    attainment : Fraction or None
        Value over target (target over value when less is better); null when that divides by zero.
    """

    status: Status
    reason: StatusReason
    firm: bool | None
    is_due: bool
    value: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    gap_count: int | None = None
    gap_count_min: int | None = None
    gap_count_max: int | None = None
    attainment: Fraction | None = None
