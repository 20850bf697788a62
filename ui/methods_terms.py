"""The terms of the screens, each in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ui.method_words import format_share
from warehouse.thresholds import THRESHOLDS
from wording.format import format_number
from wording.language import N_, _

TERMS: Sequence[tuple[str, str]] = (
    (N_("Target"), N_("What a document asks of an area by a date, on a stated base.")),
    (N_("Base"), N_("Whom or what a rate is a share of. Rates on different bases are never compared.")),
    (N_("Simulated"), N_("Made up by the program to try screens out; never added to real figures, always said in words.")),
    (N_("Completeness"), N_("How many of the units expected to report have done so; what is missing is never taken for 0.")),
    (N_("Recast"), N_("Put together on other boundaries from the counts of the units reported; rates are never divided.")),
    (N_("Exact"), N_("A recast that only adds up whole units.")),
    (N_("Estimated"), N_("A recast of divided units; over {estimated} estimated it is drawn hollow and makes no headline.")),
    (N_("Provisional"), N_("A figure of December that January's final one replaces; a verdict on it says so.")),
    (N_("Hidden"), N_("Persons over a base under {persons} are hidden, and so is what would give them away.")),
    (N_("Inherited"), N_("The target of the area above, which applies where a place has none of its own.")),
    (N_("Level of attainment"), N_("The value divided by the target; where less is better, the target divided by the value.")),
    (N_("Likelihood"), N_("The chance that the target is attained when due if the campaign goes on as of late; it is no promise.")),
    (N_("Period"), N_("A year, half-year, quarter or month. Periods are never added up.")),
    (N_("Release"), N_("All figures as published at one moment. A release never changes; a newer one takes its place.")),
)  # fmt: skip


def write_terms() -> str:
    """The terms as a list of definitions."""
    limits = {
        "estimated": format_share(THRESHOLDS.estimated_share_maximum),
        "persons": format_number(THRESHOLDS.minimum_persons_count),
    }
    items = (f"<dt>{escape(_(term))}</dt><dd>{escape(_(meaning, **limits))}</dd>" for term, meaning in TERMS)
    return f"<dl class='d-terms'>{''.join(items)}</dl>"
