"""What is taken away from the screen of criteria: the criteria shown, those not met, the departments, and a dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from reports.extract import Extract
from ui.answers import ask
from ui.criteria_tables import name_state, tell_answer
from ui.criteria_view import CriteriaView
from ui.criteria_words import (
    is_overdue,
    read_today,
    tell_change,
    tell_report_status,
    tell_source,
    tell_wording,
)
from ui.extract_fields import Field, tell_nature
from ui.extracts import build_extract, copy_link, list_files
from ui.state import PageContext
from ui.take_away import draw_take_away
from warehouse.criterion_model import Wording
from warehouse.criterion_queries import list_assessment_files
from wording.criterion_words import name_criterion, name_level
from wording.format import format_period
from wording.language import N_, _, localise
from wording.outlook import format_likelihood

Row = Mapping[str, Any]
WORDING_WORDS: Mapping[Wording, str] = {
    Wording.OFFICIAL: N_("official wording"),
    Wording.PARAPHRASE: N_("paraphrase, not the official text"),
    Wording.MISSING: N_("wording not read"),
}


def tell_likelihood(row: Row) -> str | None:
    """Word of the likelihood; null where none is stated."""
    return format_likelihood(row["likelihood"]) if row.get("likelihood") else None


CRITERION_FIELDS = (
    Field("criterion_code", N_("Criterion code"), "code"),
    Field("criterion", N_("Criterion"), "text", name_criterion),
    Field("above", N_("Belongs to"), "text"),
    Field("period", N_("Survey"), "text", lambda row: format_period(row["period"]) if row.get("period") else None),
    Field("as_of", N_("As of"), "date"),
    Field("level", N_("Level reached"), "text", name_level),
    Field("level_code", N_("Level code"), "code", lambda row: row.get("rating")),
    Field("likelihood", N_("Likelihood"), "text", tell_likelihood),
    Field("change", N_("Change since the survey before"), "text", lambda row: tell_change(row) or None),
    Field("cause", N_("Cause"), "text"),
    Field("remedy", N_("Remedy"), "text"),
    Field("lead", N_("Department in charge"), "text", lambda row: localise(row, "lead") or None),
    Field("supporting", N_("Supporting departments"), "text", lambda row: localise(row, "supporting") or None),
    Field("deadline", N_("Deadline"), "date"),
    Field("overdue", N_("Overdue"), "text"),
    Field("report_status", N_("State"), "text", lambda row: tell_report_status(row) or None),
    Field("evidence_count", N_("Pieces of evidence"), "count"),
    Field("note", N_("Note"), "text", lambda row: row.get("note")),
    Field("wording", N_("Wording"), "text", lambda row: _(WORDING_WORDS[Wording(row["wording"])])),
    Field("file_name", N_("File"), "text"),
    Field("sheet", N_("Sheet"), "text"),
    Field("cell", N_("Cell"), "code"),
    Field("nature", N_("Nature"), "text", tell_nature),
)
DEPARTMENT_FIELDS = (
    Field("department_id", N_("Department code"), "code"),
    Field("department", N_("Department in charge"), "text", lambda row: localise(row, "name") or None),
    Field("assigned_count", N_("Criteria assigned"), "count"),
    Field("reported_count", N_("Reported"), "count"),
    Field("confirmed_count", N_("Confirmed"), "count"),
    Field("without_evidence_count", N_("Without evidence"), "count"),
    Field("missing_codes", N_("Not reported yet"), "text"),
    Field("measurement_count", N_("Measurements assigned"), "count"),
    Field("measurement_reported_count", N_("Measurements reported"), "count"),
    Field("nature", N_("Nature"), "text", tell_nature),
)
ITEM_FIELDS = (
    Field("code", N_("Code"), "code"),
    Field("asked", N_("Asked for"), "text", lambda row: localise(row, "name")),
    Field("state", N_("State"), "text", name_state),
    Field("answer", N_("Answer"), "text", lambda row: tell_answer(row) if row["answered_on"] else None),
    Field("answered_on", N_("As of"), "date"),
    Field("indicator_id", N_("Indicator code"), "code"),
    Field("criterion_code", N_("Criterion code"), "code"),
    Field("max_age_years", N_("Oldest it may be (years)"), "count"),
    Field("source", N_("Source"), "text"),
    Field("nature", N_("Nature"), "text", tell_nature),
)


def draw_files(
    context: PageContext,
    view: CriteriaView,
    key: str,
    title: str,
    fields: Sequence[Field],
    rows: Sequence[Row],
    told: Sequence[tuple[str, str]] = (),
) -> None:
    """Offer rows of the screen as files; ``told`` goes with them beside survey and wording."""
    name = f"tieu-chi_{key}_{view.area_id or 'VN'}" + (f"_{view.period}" if view.period else "")
    make = partial(make_extract, context, view, name, title, fields, rows, told, copy_link(context))
    draw_take_away(make, f"criteria-{key}", name)


def make_extract(
    context: PageContext,
    view: CriteriaView,
    name: str,
    title: str,
    fields: Sequence[Field],
    rows: Sequence[Row],
    told: Sequence[tuple[str, str]],
    link: str,
) -> Extract:
    """Rows of the screen in its order, with the files the assessments stand on."""
    notes = [
        (_("Criteria set"), localise(view.chosen, "name")),
        (_("Survey"), tell_source(view) if view.period else ""),
        (_("Wording"), tell_wording(view.chosen)),
        *told,
    ]
    extract = build_extract(context, name, title, fields, rows, link=link, told=notes)
    place = (_("Place"), view.area_name)
    extract = replace(
        extract, notes=tuple(place if label == place[0] else (label, text) for label, text in extract.notes)
    )
    if view.period is None:
        return extract
    files = ask(context.release, list_assessment_files, view.chosen["criterion_set_id"], view.area_id, view.period)
    return replace(extract, sources=list_files(files.with_columns(files["sha256"].fill_null(""))))


def describe_rows(context: PageContext, view: CriteriaView, rows: Sequence[Row]) -> list[Row]:
    """Criteria as they are taken away: with what they belong to, and whether a deadline has passed."""
    today, late = read_today(context), _("overdue")
    above = {row["criterion_code"]: f"{row['criterion_code']} {name_criterion(row)}" for row in view.tree}
    return [
        {**row, "above": above.get(row["parent_code"]), "overdue": late if is_overdue(row, today) else None}
        for row in rows
    ]
