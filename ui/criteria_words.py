"""What the screen of criteria says in words: the sentence on top, what it stands on, levels, changes, deadlines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from ui.blocks import write_status
from ui.criteria_view import CriteriaView, find_change, is_likely, is_met, is_unmet
from ui.state import PageContext
from warehouse.criterion_model import CriterionUnit
from warehouse.model import Status
from wording.criterion_words import is_late, name_level
from wording.format import (
    MISSING,
    format_confidence,
    format_count,
    format_date,
    format_number,
    format_percent,
    format_period,
)
from wording.language import N_, _, localise, ngettext
from wording.outlook import format_likelihood

Row = Mapping[str, Any]
CONFIRMED = "confirmed"
UNIT_WORDS: Mapping[CriterionUnit, str] = {
    CriterionUnit.PER_100000: N_("per 100,000 people"),
    CriterionUnit.COUNT: N_("by count"),
    CriterionUnit.CURRENCY: N_("in money"),
    CriterionUnit.KG_PER_CAPITA: N_("kg per person"),
    CriterionUnit.YEARS: N_("years"),
    CriterionUnit.HOURS_PER_WEEK: N_("hours per week"),
    CriterionUnit.RATING: N_("by rating"),
}


def read_today(context: PageContext) -> date:
    """Day the release was made: deadlines and ages are held against it."""
    return context.release.info.created_at.date()


def tell_criteria(view: CriteriaView) -> str:
    """How many criteria are met, and how many more are likely to be."""
    met, total = sum(map(is_met, view.judged)), len(view.judged)
    words = {"met": format_number(met), "total": format_number(total)}
    likely = sum(map(is_likely, view.judged))
    if not likely:
        return _("{met} of {total} criteria are met", **words)
    more = format_number(likely)
    return ngettext(
        "{met} of {total} criteria are met; {likely} more is likely to be",
        "{met} of {total} criteria are met; {likely} more are likely to be",
        likely,
        likely=more,
        **words,
    )


def list_tally(view: CriteriaView) -> list[tuple[int, str, str]]:
    """Counts by level and of those without one: (count, status that lends the look, word)."""
    counts = [
        (
            sum(row.get("rating") == level["rating"] for row in view.judged),
            view.find_look(level["rating"]),
            localise(level, "name"),
        )
        for level in view.ratings
    ]
    unrated = sum(row.get("rating") is None for row in view.judged)
    return [*counts, (unrated, Status.NO_DATA.value, _("Not assessed"))]


def tell_lead(view: CriteriaView, today: date) -> str:
    """What changed since the survey before, and what is overdue; empty where there is nothing to say."""
    changes = [find_change(row) for row in view.judged]
    better, worse = changes.count(1), changes.count(-1)
    before = next((row.get("previous_period") for row in view.judged if row.get("previous_period")), None)
    parts = []
    if before:
        parts.append(
            _(
                "Since {period}: {better} better, {worse} worse.",
                period=format_period(before),
                better=format_number(better),
                worse=format_number(worse),
            )
        )
    overdue = sum(is_overdue(row, today) for row in view.judged)
    if overdue:
        parts.append(
            ngettext(
                "{count} criterion not fully met is past its deadline.",
                "{count} criteria not fully met are past their deadline.",
                overdue,
                count=format_number(overdue),
            )
        )
    return " ".join(parts)


def tell_source(view: CriteriaView) -> str:
    """Survey, day, completeness, confirmation and nature, in one line."""
    rows = list(view.assessments.values())
    days = [row["as_of"] for row in rows if row["as_of"]]
    rated = [row for row in view.judged if row.get("rating") is not None]
    confirmed = sum(row.get("report_status") == CONFIRMED for row in rated)
    parts = [
        _("{period}, as of {date}", period=format_period(view.period), date=format_date(max(days, default=None))),
        _(
            "{rated} of {total} criteria assessed, {confirmed} confirmed",
            rated=format_number(len(rated)),
            total=format_number(len(view.judged)),
            confirmed=format_number(confirmed),
        ),
        tell_nature(rows),
        _("paraphrased wording") if view.chosen["unofficial_count"] else "",
    ]
    return " · ".join(part for part in parts if part)


def tell_nature(rows: Sequence[Row]) -> str:
    """Whether what was assessed is simulated."""
    marks = {bool(row["is_simulated"]) for row in rows if row.get("is_simulated") is not None}
    if not marks:
        return ""
    if len(marks) > 1:
        return _("partly simulated data")
    return _("simulated data") if marks == {True} else _("real figures")


def tell_wording(chosen: Row) -> str:
    """Whose words the criteria are in, and where they were read."""
    source, confidence = chosen["source"] or MISSING, format_confidence(chosen["confidence"])
    words = {"source": source, "confidence": confidence, "document": chosen["document_number"] or MISSING}
    if chosen["unofficial_count"]:
        return _(
            "The wording is a paraphrase, not the official text ({count} of {total} lines). Source: {source} ({confidence}); "
            "document: {document}.",
            count=format_number(chosen["unofficial_count"]),
            total=format_number(chosen["criterion_count"]),
            **words,
        )
    return _(
        "The wording is that of the official text. Source: {source} ({confidence}); document: {document}.", **words
    )


def write_level(view: CriteriaView, row: Row) -> str:
    """Badge of the level of a criterion."""
    return write_status(view.find_look(row.get("rating")), name_level(row))


def write_outlook(row: Row) -> str:
    """Badge of the level a criterion not met yet is likely to reach; nothing where none is stated or it is met."""
    if not row.get("likelihood") or is_met(row):
        return ""
    badge = write_status(row["likelihood"], format_likelihood(row["likelihood"]))
    return f"<span class='k-next'><b aria-hidden='true'>→</b>{badge}</span>"


def tell_change(row: Row) -> str:
    """From which level a criterion came since the survey before; empty where it stayed."""
    change = find_change(row)
    if not change:
        return ""
    before = localise(row, "previous_name")
    return _("↑ from {level}", level=before) if change > 0 else _("↓ from {level}", level=before)


def is_overdue(row: Row, today: date) -> bool:
    """Whether the deadline of a criterion not met has passed."""
    return is_unmet(row) and is_late(row, today)


def write_deadline(row: Row, today: date) -> str:
    """Deadline of a criterion; one that has passed says so."""
    if row.get("deadline") is None:
        return MISSING
    late = _("overdue")
    flag = f" <span class='d-flag nowrap'>{escape(late)}</span>" if is_overdue(row, today) else ""
    return f"<span class='nowrap'>{format_date(row['deadline'])}</span>{flag}"


def tell_report_status(row: Row) -> str:
    """Whether an assessment is confirmed."""
    if row.get("report_status") is None:
        return ""
    return _("confirmed") if row["report_status"] == CONFIRMED else _("draft")


def tell_measured(value: Any, unit: str | None) -> str:
    """A measured value with its unit."""
    if value is None:
        return MISSING
    if unit == CriterionUnit.PERCENT:
        return format_percent(value)
    if unit == CriterionUnit.BOOLEAN:
        return _("yes") if value >= 1 else _("not yet")
    places = 0 if float(value).is_integer() else 2
    noun = _(UNIT_WORDS[CriterionUnit(unit)]) if unit and unit != CriterionUnit.COUNT else ""
    return f"{format_number(value, places)} {noun}".rstrip()


def tell_count(count: int, total: int) -> str:
    """How many of how many."""
    return f"{format_count(count)}/{format_count(total)}"


def tell_departments(departments: Sequence[Row]) -> str:
    """How many criteria were reported, and how many departments still owe some."""
    assigned = [row for row in departments if row["department_id"] is not None]
    owing = sum(row["missing_codes"] is not None for row in assigned)
    return _(
        "{count} criteria reported by the departments in charge; {owing} of {total} departments still owe some",
        count=tell_count(
            sum(row["reported_count"] for row in assigned), sum(row["assigned_count"] for row in assigned)
        ),
        owing=format_number(owing),
        total=format_number(len(assigned)),
    )


def tell_unmet(rows: Sequence[Row], today: date) -> str:
    """How many criteria not met there are, without a remedy, and overdue."""
    return _(
        "{count} not fully met; {bare} without a remedy; {late} overdue on {date}",
        count=format_number(len(rows)),
        bare=format_number(sum(not row["remedy"] for row in rows)),
        late=format_number(sum(is_overdue(row, today) for row in rows)),
        date=format_date(today),
    )


def tell_items(items: Sequence[Row], today: date) -> str:
    """How much of a dossier is ready on a day."""
    states = [row["state"] for row in items]
    return _(
        "{ready} ready, {outdated} out of date, {missing} missing on {date}",
        ready=tell_count(states.count("ready"), len(states)),
        outdated=format_number(states.count("outdated")),
        missing=format_number(states.count("missing")),
        date=format_date(today),
    )


def tell_dossier_source(dossier: Row) -> str:
    """Where the list of items was read; it is no copy of the form."""
    return _(
        "The list is a paraphrase, not the form itself; compare it with the form in force before handing in. "
        "Source: {source} ({confidence}).",
        source=dossier["source"],
        confidence=format_confidence(dossier["confidence"]),
    )
