"""Tables of the screen of criteria: who reported, what is not met and what is done about it, and what a dossier still lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any
from urllib.parse import urlencode

from ui.blocks import write_simulated, write_status, write_table
from ui.criteria_view import CRITERION, CriteriaView, is_unmet
from ui.criteria_words import (
    tell_count,
    tell_measured,
    tell_report_status,
    write_deadline,
    write_level,
    write_outlook,
)
from warehouse.criterion_model import CriterionUnit
from warehouse.dossiers import AnsweredBy
from warehouse.model import Status
from wording.criterion_words import name_criterion, name_lead
from wording.format import (
    MISSING,
    format_basis,
    format_confidence,
    format_count,
    format_date,
    format_number,
    format_period,
    format_value,
)
from wording.language import N_, _, localise
from wording.looks import PARTLY

Row = Mapping[str, Any]
COUNTED = ("assigned_count", "reported_count", "confirmed_count", "without_evidence_count")
STATES: Mapping[str, tuple[str, str]] = {
    "ready": (Status.ATTAINED.value, N_("Ready")),
    "outdated": (PARTLY, N_("Out of date")),
    "missing": (Status.NO_DATA.value, N_("Missing")),
}


def write_departments(view: CriteriaView, departments: Sequence[Row]) -> str:
    """Departments in charge: how many of their criteria they reported and confirmed, and which are missing."""
    columns = [
        (_("Department in charge"), False),
        (_("Criteria assigned"), True),
        (_("Reported"), True),
        (_("Confirmed"), True),
        (_("Without evidence"), True),
        (_("Measurements reported"), True),
        (_("Not reported yet"), False),
    ]
    return write_table(columns, [_list_department_texts(view, row) for row in departments])


def _list_department_texts(view: CriteriaView, row: Row) -> list[str]:
    name = localise(row, "name") or _("no department named")
    counts = [format_count(row[name]) if row["assigned_count"] else MISSING for name in COUNTED]
    measured = tell_count(row["measurement_reported_count"], row["measurement_count"])
    codes = (row["missing_codes"] or "").split(", ") if row["missing_codes"] else []
    missing = "".join(f"<li>{write_criterion_link(view, code)}</li>" for code in codes)
    return [
        f"<b>{escape(name)}</b> {write_simulated(row)}",
        *counts,
        measured if row["measurement_count"] else MISSING,
        f"<ul class='k-codes'>{missing}</ul>" if codes else escape(_("nothing") if row["assigned_count"] else MISSING),
    ]


def write_criterion_link(view: CriteriaView, code: str) -> str:
    """Code and name of a criterion as a link to its panel."""
    row = view.find(code)
    opened = row["parent_code"] if row and not row["is_judged"] and row["parent_code"] else code
    address = escape("?" + urlencode({CRITERION: opened}), quote=True)
    name = escape(name_criterion(row)) if row else ""
    return f"<a href='{address}' target='_self' data-in-place-choice>{escape(code)}</a> {name}"


def list_unmet(view: CriteriaView) -> list[Row]:
    """Criteria not met, the earliest deadline first, those without one last."""
    return sorted(filter(is_unmet, view.judged), key=lambda row: (row["deadline"] is None, row["deadline"] or date.max))


def write_unmet(view: CriteriaView, rows: Sequence[Row], today: date) -> str:
    """Criteria not met with cause, remedy, department and deadline."""
    columns = [
        (_("Criterion"), False),
        (_("Level reached"), False),
        (_("Cause"), False),
        (_("Remedy"), False),
        (_("Department in charge"), False),
        (_("Deadline"), False),
    ]
    return write_table(columns, [_list_unmet_texts(view, row, today) for row in rows])


def _list_unmet_texts(view: CriteriaView, row: Row, today: date) -> list[str]:
    words = _("not stated")
    none = f"<em>{escape(words)}</em>"
    state = tell_report_status(row)
    return [
        write_criterion_link(view, row["criterion_code"]),
        f"<span class='k-levels'>{write_level(view, row)}{write_outlook(row)}</span><br>{escape(state)} {write_simulated(row)}",
        escape(row["cause"] or "") or none,
        escape(row["remedy"] or "") or none,
        escape(name_lead(row)) or none,
        write_deadline(row, today) if row["deadline"] else none,
    ]


def write_items(view: CriteriaView, items: Sequence[Row]) -> str:
    """Items of a dossier: whether there is an answer new enough, which, of what day and from where."""
    columns = [
        (_("State"), False),
        (_("Asked for"), False),
        (_("Answer"), False),
        (_("As of"), False),
        (_("Where it comes from"), False),
    ]
    return write_table(columns, [_list_item_texts(view, row) for row in items])


def _list_item_texts(view: CriteriaView, row: Row) -> list[str]:
    look, word = STATES[row["state"]][0], name_state(row)
    asked = f"<b>{escape(row['code'])}</b> {escape(localise(row, 'name'))}"
    read = _("wording: {confidence}, {source}", confidence=format_confidence(row["confidence"]), source=row["source"])
    age = _("no older than {count} years", count=format_number(row["max_age_years"])) if row["max_age_years"] else ""
    return [
        write_status(look, word),
        f"{asked}<br><span class='address'>{escape(' · '.join(part for part in (age, read) if part))}</span>",
        f"{escape(tell_answer(row))} {write_simulated(row) if row['answered_on'] else ''}",
        f"<span class='nowrap'>{format_date(row['answered_on'])}</span>",
        write_answer_source(view, row),
    ]


def name_state(row: Row) -> str:
    """Word of the state of an item."""
    word = STATES[row["state"]][1]
    return _(word)


def tell_answer(row: Row) -> str:
    """The answer to an item, in words."""
    if row["answered_on"] is None:
        return MISSING
    if row["answered_by"] == AnsweredBy.INDICATOR:
        number = format_value({**row, "unit": row["indicator_unit"]})
        return f"{number} {localise(row, 'unit_noun') if row['indicator_unit'] == CriterionUnit.COUNT else ''}".rstrip()
    if row["answered_by"] == AnsweredBy.AREA_SIZE:
        return f"{format_number(row['value'], 2)} km²"
    if row["answered_by"] == AnsweredBy.EVIDENCE:
        return " · ".join(part for part in (row["evidence_document_number"], row["evidence_title"]) if part)
    measured = tell_measured(row["value"], row["criterion_unit"]) if row["value"] is not None else ""
    return " · ".join(part for part in (measured, localise(row, "rating_name")) if part)


def write_answer_source(view: CriteriaView, row: Row) -> str:
    """Where an answer was taken from; what to do where there is none."""
    if row["answered_by"] == AnsweredBy.AREA_SIZE:
        return escape(_("list of areas"))
    if row["answered_by"] == AnsweredBy.INDICATOR:
        if row["answered_on"] is None:
            return escape(_("report the indicator"))
        parts = [localise(row, "source_name"), format_period(row["period"]), format_basis(row)]
        return escape(" · ".join(part for part in parts if part))
    link = write_criterion_link(view, row["criterion_code"])
    if row["answered_on"] is None:
        what = _("name evidence for") if row["answered_by"] == AnsweredBy.EVIDENCE else _("assess")
        return f"{escape(what)} {link}"
    return f"{link}<br><span class='address'>{escape(row['file_name'] or '')} · {escape(format_period(row['period']))}</span>"
