"""The outlook of a target ahead in words: likelihood, years, the pace it takes (METHODS 6 and 7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warehouse.model import Likelihood, Outlook, Unit
from warehouse.thresholds import THRESHOLDS
from wording.format import format_number
from wording.language import N_, _, localise

Row = Mapping[str, Any]

LIKELIHOOD_WORDS: Mapping[Likelihood, str] = {
    Likelihood.LIKELY: N_("Likely to be attained"),
    Likelihood.UNCERTAIN: N_("Not certain"),
    Likelihood.UNLIKELY: N_("Hard to attain"),
    Likelihood.INSUFFICIENT: N_("Too few figures"),
}


def format_likelihood(likelihood: str | None) -> str:
    """Word of a likelihood code."""
    return _(LIKELIHOOD_WORDS[Likelihood(likelihood or Likelihood.INSUFFICIENT)])


def tell_years(row: Row) -> str:
    """Calendar years in which the target may be attained: ``2029–2031``; empty where nothing can be said."""
    outlook = row.get("expected_outlook")
    if outlook == Outlook.AGAINST_TREND:
        return _("not on today's trend")
    if outlook == Outlook.BEYOND_HORIZON:
        return _("after more than {count} years", count=THRESHOLDS.horizon_maximum_years)
    first, last = row.get("expected_year_from"), row.get("expected_year_to")
    if first is None:
        return ""
    if last is None:
        return _("{year} at the earliest", year=first)
    return _("about {year}", year=first) if first == last else _("about {first}–{last}", first=first, last=last)


def tell_pace(row: Row) -> str:
    """How today's pace compares with what it takes, or what it takes alone; empty once attained and when due."""
    times, needed, observed = row.get("k"), row.get("remaining_pace"), row.get("observed_pace")
    if needed is None or row.get("gap_count") == 0:
        return ""
    if observed is None:
        return _("needs {pace}", pace=format_pace(row, needed))
    if times is None:
        if observed * row["direction"] > 0:
            return ""
        return _("must turn round and move {pace}", pace=format_pace(row, needed))
    if times > THRESHOLDS.times_printed_maximum:
        return _("needs to be more than {count} times as fast", count=THRESHOLDS.times_printed_maximum)
    if times <= 1:
        return _("today's pace is enough")
    return _("needs to be {times} times as fast", times=format_number(times, 1 if times >= 1.05 else 2))


def format_pace(row: Row, pace: float) -> str:
    """A pace with its sign and unit: ``+4,42 điểm/năm``."""
    sign = "+" if pace > 0 else "−" if pace < 0 else ""
    if row["unit"] == Unit.PERCENT:
        return _("{pace} points a year", pace=f"{sign}{format_number(abs(pace), 2)}")
    return _("{pace} {noun} a year", pace=f"{sign}{format_number(abs(pace))}", noun=localise(row, "unit_noun"))
