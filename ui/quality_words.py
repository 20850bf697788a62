"""What the screen of data quality says in words: the sentence on top, signs and marks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ui.quality import Quality, Sign
from warehouse.follow_ups import FollowUp, FollowUpState
from wording.format import format_count, format_date, format_number, format_period
from wording.language import N_, _, localise, ngettext
from wording.places import Area

UNREADABLE_NUMBERS = (
    "formula_error", "formula_without_result", "not_a_number", "date_instead_of_number", "percent_in_count_column", "negative",
    "not_a_whole_number", "too_large", "ambiguous_number",
)  # fmt: skip
UNKNOWN_PLACES = (
    "unknown_area", "ambiguous_area", "area_not_in_period", "area_outside_scope", "parent_differs", "code_and_name_differ",
    "unknown_code", "area_missing", "area_unknown",
)  # fmt: skip
UNKNOWN_SUBJECTS = (
    "title_unknown", "ambiguous_title", "unknown_title", "unknown_group", "unknown_content", "measure_unknown", "column_twice",
    "unit_unknown",
)  # fmt: skip
RULE_WORDS: Mapping[str, str] = {
    "level_outlier": N_("Apart from the others"),
    "change_outlier": N_("Unusual change"),
    "denominator_jump": N_("The base jumped"),
    "children_differ": N_("Differs from the sum of its units"),
    "total_differs": N_("The total line differs"),
    "heaped_at_whole": N_("Many at exactly 100%"),
    "heaped_over_target": N_("Many just over the target"),
    "expectation_differs": N_("Differs from what was expected"),
    "scaled_unit": N_("Another unit of counting"),
    "part_over_whole": N_("A part above its whole"),
    "duplicate": N_("Told twice, differently"),
    "period_locked": N_("The period was closed"),
    **dict.fromkeys(("period_out_of_range", "period_unread"), N_("A period that cannot be")),
    **dict.fromkeys(UNREADABLE_NUMBERS, N_("A cell that is no count")),
    **dict.fromkeys(UNKNOWN_PLACES, N_("A place that is not clear")),
    **dict.fromkeys(UNKNOWN_SUBJECTS, N_("A title, group or column that is not clear")),
}
OTHER_RULE = N_("Remark of the check")
STATE_WORDS: Mapping[FollowUpState, str] = {
    FollowUpState.ASKED: N_("asked back"),
    FollowUpState.WAITING: N_("waiting for an answer"),
    FollowUpState.CONFIRMED: N_("confirmed"),
}


def tell_quality(area: Area, quality: Quality) -> str:
    """The sentence on top: who reported, and how many signs there are."""
    return ngettext(
        "{place}, {period}: {reported} of {expected} units reported; {signs} sign worth checking",
        "{place}, {period}: {reported} of {expected} units reported; {signs} signs worth checking",
        len(quality.signs),
        place=area.name,
        period=format_period(quality.period),
        reported=format_number(quality.reported_count),
        expected=format_number(quality.units.height),
        signs=format_number(len(quality.signs)),
    )


def tell_lead(quality: Quality) -> str:
    """Below it: how many people the silent units count, and how many reported in part."""
    parts = []
    if quality.silent:
        known = [row["people_count"] for row in quality.silent if row["people_count"] is not None]
        parts.append(
            _(
                "The units that have not reported last counted {people} people ({known} of {count} units known).",
                people=format_count(sum(known)),
                known=format_number(len(known)),
                count=format_number(len(quality.silent)),
            )
            if known
            else _("How many people the silent units count is not known.")
        )
    if quality.partial_count:
        parts.append(_("Units that reported on some titles only: {count}.", count=format_number(quality.partial_count)))
    parts.append(_("A sign is a question, not a verdict: the number may be right."))
    return " ".join(parts)


def tell_source(quality: Quality, as_of: date) -> str:
    """What the screen stands on."""
    parts = [_("reports on learning titles"), _("data until {date}", date=format_date(as_of))]
    return " · ".join([*parts, _("simulated data")] if quality.is_simulated else parts)


def name_rules(sign: Sign) -> str:
    """What the check noticed, in a few words."""
    return ", ".join(dict.fromkeys(_(RULE_WORDS.get(rule, OTHER_RULE)) for rule in sign.rules))


def tell_message(sign: Sign) -> str:
    """What the check said, in the language in use."""
    return localise({"message_vi": sign.message_vi, "message_en": sign.message_en}, "message")


def name_subject(sign: Sign) -> str:
    """Title and group a sign speaks of."""
    title = localise(sign.row, "title_name").split(" (")[0]
    return " · ".join(part for part in (title, localise(sign.row, "group_name")) if part)


def name_unit(sign: Sign, area_id: str = "") -> str:
    """Unit a sign speaks of with the one above it, unless that is ``area_id``; of a sign about many units, the area above them."""
    if sign.is_heaped:
        return localise(sign.row, "parent_name") or localise(sign.row, "name")
    above = "" if sign.row["parent_area_id"] == area_id else localise(sign.row, "parent_name")
    return ", ".join(part for part in (localise(sign.row, "name"), above) if part)


def tell_days(period_end: date, until: date) -> str:
    """How long ago a period ended when the release was made."""
    days = (until - period_end).days
    count = format_number(days)
    return ngettext("{count} day since the period ended", "{count} days since the period ended", days, count=count)


def tell_mark(mark: FollowUp | None) -> str:
    """Who did what about a sign, and when; empty where nobody did."""
    if mark is None:
        return ""
    return " · ".join(part for part in (_(STATE_WORDS[mark.state]), mark.by, format_date(mark.at), mark.note) if part)
