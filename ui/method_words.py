"""What each status and likelihood means, in one sentence: the first line of its method card."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from warehouse.model import Likelihood, Status
from warehouse.thresholds import THRESHOLDS
from wording.format import format_number
from wording.language import N_, _

STATUS_MEANINGS: Mapping[Status, str] = {
    Status.EXCEEDED: N_(
        "The target fell due, and even the worse end of the value is at least {margin} points better than it."
    ),
    Status.ATTAINED: N_("The target fell due, and the value reaches it."),
    Status.ATTAINED_EARLY: N_("The target is not due yet, and the value reaches it already."),
    Status.NOT_ATTAINED: N_("The target fell due, and the value does not reach it."),
    Status.UNDECIDED: N_("The value may lie on either side of the target, so nothing is concluded."),
    Status.INSUFFICIENT: N_("Fewer than two comparable figures a year apart, so no pace can be measured."),
    Status.NOT_DUE: N_("The target was not due in this period; its verdict comes from the due period."),
    Status.OPEN: N_("A task without a rate that is not done yet and not overdue."),
    Status.ON_TRACK: N_("Today's pace is at least {good} of the pace still needed."),
    Status.ACCELERATE: N_("Today's pace is {fair}–{good} of the pace still needed."),
    Status.SLOW: N_("Today's pace is under {fair} of the pace still needed."),
    Status.BACKWARD: N_("The value moves away from the target."),
    Status.NOT_COMPARABLE: N_(
        "The value and the target count over different bases, so they are not held against each other."
    ),
    Status.NO_TARGET: N_("There is no target that was verified in a document, so there is no verdict."),
    Status.NO_DATA: N_("Nothing was reported for the period that counts."),
    Status.SUPPRESSED: N_("So few people are counted that they could be recognised; the figure is hidden."),
    Status.NOT_APPLICABLE: N_("The target does not apply here, or the area ended before it fell due."),
}
LIKELIHOOD_MEANINGS: Mapping[Likelihood, str] = {
    Likelihood.LIKELY: N_(
        "On the trend of the last years, the chance to attain the target when due is at least {likely}."
    ),
    Likelihood.UNCERTAIN: N_(
        "On the trend of the last years, the chance to attain the target when due is {unlikely}–{likely}."
    ),
    Likelihood.UNLIKELY: N_(
        "On the trend of the last years, the chance to attain the target when due is under {unlikely}."
    ),
    Likelihood.INSUFFICIENT: N_("Fewer than four yearly figures on one base, so no chance is computed."),
}


def explain_code(code: str) -> str:
    """What a status or likelihood code means, with the limits it is judged by."""
    meaning = STATUS_MEANINGS[Status(code)] if code in list(Status) else LIKELIHOOD_MEANINGS[Likelihood(code)]
    limits = {
        "margin": format_number(THRESHOLDS.exceed_margin_points, 2),
        "good": format_share(THRESHOLDS.on_track_minimum_ratio),
        "fair": format_share(THRESHOLDS.accelerate_minimum_ratio),
        "likely": format_share(THRESHOLDS.likely_minimum_probability),
        "unlikely": format_share(THRESHOLDS.uncertain_minimum_probability),
    }
    return _(meaning, **limits)


def format_share(limit: Decimal) -> str:
    """A limit as a whole percentage."""
    return f"{format_number(100 * limit)}%"
