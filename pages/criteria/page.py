"""Tiêu chí UNESCO: how many criteria of a set a city meets, which it will, who answers for them, and what a dossier still lacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from ui.answers import ask
from ui.blocks import draw_empty, draw_message, draw_section, write_tally
from ui.criteria_choices import Part, choose_dossier, choose_part, draw_set, draw_survey
from ui.criteria_empty import draw_no_assessment
from ui.criteria_files import CRITERION_FIELDS, DEPARTMENT_FIELDS, ITEM_FIELDS, describe_rows, draw_files
from ui.criteria_matrix import draw_limits, write_matrix
from ui.criteria_panel import open_asked
from ui.criteria_tables import list_unmet, write_departments, write_items, write_unmet
from ui.criteria_view import CriteriaView, read_view
from ui.criteria_words import (
    list_tally,
    read_today,
    tell_count,
    tell_criteria,
    tell_departments,
    tell_dossier_source,
    tell_items,
    tell_lead,
    tell_source,
    tell_unmet,
    tell_wording,
)
from ui.state import PageContext
from warehouse import criterion_queries
from warehouse.criterion_queries import DOSSIER_TABLES
from wording.language import _, localise


def render(context: PageContext) -> None:
    """Draw the screen: the sentence, then one of its parts."""
    view = read_view(context)
    if view is None:
        draw_message(_("UNESCO criteria"), _("{place}: no criteria in this release", place=context.area.name))
        why = _("This release was made before criteria were kept. Open a newer one.")
        draw_empty(_("Not kept in this release"), why)
        return
    if view.period is None:
        draw_no_assessment(context, view)
    else:
        kicker = f"{view.area_name} · {localise(view.chosen, 'name')}"
        lead, tally = tell_lead(view, read_today(context)), write_tally(list_tally(view))
        draw_message(kicker, tell_criteria(view), lead, tell_source(view), tally)
    with st.container(key="criteria-choices", horizontal=True, vertical_alignment="center"):
        part = choose_part(list_parts(context, view))
        draw_survey(view)
        draw_set(view)
    DRAWN[part](context, view)
    st.caption(tell_wording(view.chosen))
    open_asked(context, view)


def list_parts(context: PageContext, view: CriteriaView) -> list[Part]:
    """Parts that have something to show."""
    parts = [Part.MATRIX]
    if view.period is not None:
        parts += [Part.UNMET, Part.DEPARTMENTS]
    if view.area_id and criterion_queries.has_tables(context.release, DOSSIER_TABLES):
        dossiers = ask(context.release, criterion_queries.list_dossiers, view.chosen["set_id"])
        parts += [Part.DOSSIERS] if dossiers.height else []
    return parts


def draw_matrix(context: PageContext, view: CriteriaView) -> None:
    """All criteria, fewer where a level or a department is asked for."""
    rows = draw_limits(view) if view.period is not None else view.judged
    draw_section(_("All criteria"), _("{count} shown", count=tell_count(len(rows), len(view.judged))))
    st.html(write_matrix(view, rows))
    if view.period is not None:
        draw_files(context, view, "tat-ca", tell_criteria(view), CRITERION_FIELDS, describe_rows(context, view, rows))


def draw_unmet(context: PageContext, view: CriteriaView) -> None:
    """Criteria not met with what is done about them: the list of the annual report."""
    rows, today = list_unmet(view), read_today(context)
    draw_section(_("Not fully met: cause and remedy"), tell_unmet(rows, today))
    st.html(write_unmet(view, rows, today))
    draw_files(context, view, "chua-dat", tell_unmet(rows, today), CRITERION_FIELDS, describe_rows(context, view, rows))


def draw_departments(context: PageContext, view: CriteriaView) -> None:
    """Who reported which of the criteria it is in charge of."""
    question = (view.chosen["criterion_set_id"], view.area_id, str(view.period))
    rows = ask(context.release, criterion_queries.list_department_reports, *question).to_dicts()
    draw_section(_("Who has reported"), tell_departments(rows))
    st.html(write_departments(view, rows))
    draw_files(context, view, "co-quan", tell_departments(rows), DEPARTMENT_FIELDS, rows)


def draw_dossiers(context: PageContext, view: CriteriaView) -> None:
    """What a dossier asks for, and whether there is an answer new enough."""
    dossier = choose_dossier(ask(context.release, criterion_queries.list_dossiers, view.chosen["set_id"]).to_dicts())
    question = (dossier["dossier_id"], view.chosen["criterion_set_id"], view.area_id, read_today(context))
    items = ask(context.release, criterion_queries.list_dossier_items, *question).to_dicts()
    name, state = localise(dossier, "name"), tell_items(items, read_today(context))
    draw_section(name, state)
    st.html(write_items(view, items))
    told = tell_dossier_source(dossier)
    st.caption(told)
    draw_files(
        context, view, dossier["dossier_id"], f"{name}: {state}", ITEM_FIELDS, items, [(_("Source of the list"), told)]
    )


DRAWN: Mapping[Part, Callable[[PageContext, CriteriaView], None]] = {
    Part.MATRIX: draw_matrix,
    Part.UNMET: draw_unmet,
    Part.DEPARTMENTS: draw_departments,
    Part.DOSSIERS: draw_dossiers,
}
