"""What the screen of criteria says where nothing was assessed: what to do, and where there is something."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from ui.answers import ask
from ui.blocks import draw_message, write_simulated
from ui.criteria_view import CriteriaView
from ui.criteria_words import read_today, tell_count
from ui.state import PageContext, write_query
from warehouse import criterion_queries
from warehouse.criterion_queries import ASSESSMENT_TABLES
from warehouse.model import Era
from wording.format import format_period
from wording.language import _, localise

COMMAND = "python -m etl template --period {year} --area {area} --criteria {criteria}"


def draw_no_assessment(context: PageContext, view: CriteriaView) -> None:
    """The sentence, what to do, with the command that makes the file to fill in, and the places that have been assessed."""
    command = ""
    if not view.area_id:
        message = _("Choose a province or city")
        what = _("Criteria are assessed for a province or city, not for the nation.")
    elif view.area_id.endswith(Era.BEFORE):
        message = _("{place} no longer exists", place=view.area_name)
        what = _("Criteria are assessed for the provinces and cities of today.")
    else:
        message = _("{place} has not been assessed by these criteria", place=view.area_name)
        what = _("Make the assessment file, let the departments fill it in, and load it on the page of loading:")
        asked = {"area": view.area_id.split(".")[0], "criteria": view.chosen["criterion_set_id"]}
        command = COMMAND.format(year=read_today(context).year, **asked)
    draw_message(f"{view.area_name} · {localise(view.chosen, 'name')}", message)
    told = f"<p>{escape(what)}</p>" + (f"<p><code>{escape(command)}</code></p>" if command else "")
    st.html(f"<div class='d-empty'>{told}{write_assessed_areas(context, view)}</div>")


def write_assessed_areas(context: PageContext, view: CriteriaView) -> str:
    """Places with an assessment as links, each with its latest survey."""
    if not criterion_queries.has_tables(context.release, ASSESSMENT_TABLES):
        return ""
    kind = next(row["kind"] for row in view.tree if row["is_judged"])
    rows = ask(context.release, criterion_queries.list_assessed_areas, view.chosen["criterion_set_id"], kind)
    latest = rows.unique("area_id", keep="first", maintain_order=True).to_dicts()
    if not latest:
        return ""
    items = []
    for row in latest:
        query = escape("?" + urlencode(write_query(context.view, area_id=row["area_id"])), quote=True)
        met = _("{count} met", count=tell_count(row["met_count"], len(view.judged)))
        told = escape(f"{met} · {format_period(row['period'])}")
        items.append(
            f"<li><a href='{query}' target='_self' data-in-place>{escape(localise(row, 'name'))}</a>: {told} {write_simulated(row)}</li>"
        )
    heading = _("Assessed so far")
    return f"<p><b>{escape(heading)}</b></p><ul>{''.join(items)}</ul>"
