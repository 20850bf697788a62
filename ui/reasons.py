"""Why a status was given, one sentence per reason."""

from __future__ import annotations

from collections.abc import Mapping

from ui.language import N_
from warehouse.verdicts import StatusReason

REASON_SENTENCES: Mapping[StatusReason, str] = {
    StatusReason.VALUE_NOT_APPLICABLE: N_("The source says that the indicator does not apply here."),
    StatusReason.ZERO_DENOMINATOR: N_("The base is zero, so there is no rate."),
    StatusReason.ENDED_BEFORE_DUE: N_("The area or the indicator ended before the target fell due."),
    StatusReason.SMALL_DENOMINATOR: N_("The base is so small that persons could be recognised."),
    StatusReason.SUPPRESSED_AT_SOURCE: N_("The source keeps the value back."),
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
    StatusReason.INTERVAL_SPANS_TARGET: N_(
        "The target is not due yet; the figure may already lie on either side of it."
    ),
    StatusReason.NOT_YET_ATTAINED: N_("The target is not due yet and not reached yet."),
}
