"""Why a status was given, one sentence per reason."""

from __future__ import annotations

from collections.abc import Mapping

from warehouse.verdicts import StatusReason
from wording.language import N_

REASON_SENTENCES: Mapping[StatusReason, str] = {
    StatusReason.VALUE_NOT_APPLICABLE: N_("The source says that the indicator does not apply here."),
    StatusReason.ZERO_DENOMINATOR: N_("The base is zero, so there is no rate."),
    StatusReason.ENDED_BEFORE_DUE: N_("The area or the indicator ended before the target fell due."),
    StatusReason.SMALL_DENOMINATOR: N_("The base is so small that persons could be recognised."),
    StatusReason.SUPPRESSED_AT_SOURCE: N_("The source keeps the value back."),
    StatusReason.COMPLEMENTARY: N_("Hidden because a smaller hidden figure could be worked out from it and the total."),
    StatusReason.NO_OBSERVATION_IN_DUE_PERIOD: N_("Nothing was reported for the period in which the target fell due."),
    StatusReason.NOT_REPORTED: N_("Nothing was reported yet."),
    StatusReason.NO_TARGET: N_("No document sets a target for this indicator here."),
    StatusReason.TARGET_VALUE_UNKNOWN: N_("A document sets a target, but its number is not known."),
    StatusReason.TARGET_UNVERIFIED: N_("The target was not verified in a document, so it gives no verdict."),
    StatusReason.VALUE_BASIS_UNKNOWN: N_(
        "The source does not say what the rate is of, so it cannot be held against the target."
    ),
    StatusReason.TARGET_BASIS_UNKNOWN: N_(
        "The document does not say what the target is of, so no rate can be held against it."
    ),
    StatusReason.BASIS_DIFFERS: N_("The rate and the target have different bases, so they cannot be compared."),
    StatusReason.BEFORE_DUE_PERIOD: N_("The target was not due in this period; its verdict comes from the due period."),
    StatusReason.UNDATED_ATTAINED: N_("The target has no date, and it is attained."),
    StatusReason.UNDATED_OPEN: N_("The target has no date, and it is not attained yet."),
    StatusReason.ATTAINED_WITH_MARGIN: N_("The value is above the target."),
    StatusReason.ATTAINED: N_("The value reaches the target."),
    StatusReason.MISSED: N_("The target fell due and the value does not reach it."),
    StatusReason.QUALIFIER_NOT_EXACT: N_(
        "The source gives a rounded figure that may lie on either side of the target."
    ),
    StatusReason.LOW_COMPLETENESS: N_("Too few units reported; the missing reports may change the verdict."),
    StatusReason.OBSERVED_ATTAINED: N_(
        "The reports received reach the target; missing reports may still change the verdict."
    ),
    StatusReason.OBSERVED_MISSED: N_(
        "The reports received do not reach the target; missing reports may still change the verdict."
    ),
    StatusReason.MILESTONE_DONE: N_("The milestone is done."),
    StatusReason.MILESTONE_OPEN: N_("The milestone is not done yet."),
    StatusReason.ATTAINED_YEAR_TO_DATE: N_("The target is already reached this year, before it falls due."),
    StatusReason.ATTAINED_BEFORE_DUE: N_("The target is already reached, before it falls due."),
    StatusReason.OBSERVED_ATTAINED_EARLY: N_(
        "The reports received already reach the target, before it falls due; missing reports may still change this."
    ),
    StatusReason.PACE_ON_TRACK: N_("At the pace seen so far the target is reached when it falls due."),
    StatusReason.PACE_ACCELERATE: N_("The pace seen so far is 60–95% of the pace still needed and must rise."),
    StatusReason.PACE_SLOW: N_("The pace seen so far is less than 60% of the pace still needed."),
    StatusReason.PACE_FLAT: N_("The value has stood still."),
    StatusReason.NUMERATOR_FELL: N_("The value moves away from the target: fewer are counted than before."),
    StatusReason.DENOMINATOR_OUTGREW: N_(
        "The value moves away from the target: no fewer are counted, but the base grew faster."
    ),
    StatusReason.VALUE_FELL: N_("The value moves away from the target."),
    StatusReason.TOO_FEW_POINTS: N_("There are no two comparable figures a year apart, so there is no pace yet."),
}
