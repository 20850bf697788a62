"""What the screen of criteria says where nothing was assessed: what to do, and where there is something."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from ui.answers import ask
from ui.blocks import write_simulated
from ui.criteria_view import CriteriaView
from ui.criteria_words import read_today, tell_count
from ui.format import format_period
from ui.language import _, localise
from ui.state import PageContext, write_query
from warehouse import criterion_queries
from warehouse.criterion_queries import ASSESSMENT_TABLES
from warehouse.model import Era

COMMAND = "python -m etl template {year} {area} --source criteria_assessment"


def draw_no_assessment(context: PageContext, view: CriteriaView) -> None:
    """What to do, with the command that makes the file to fill in, and the places that have been assessed."""
    if view.area_id.endswith(Era.BEFORE):
        title = _("{place} no longer exists", place=view.area_name)
        why = _("Criteria are assessed for the provinces and cities of today.")
        told = f"<p>{escape(why)}</p>"
    elif view.area_id:
        title = _("{place} has not been assessed by these criteria", place=view.area_name)
        what = _("Make the assessment file, let the departments fill it in, and load it on the page of loading:")
        command = COMMAND.format(year=read_today(context).year, area=view.area_id.split(".")[0])
        told = f"<p>{escape(what)}</p><p><code>{escape(command)}</code></p>"
    else:
        title = _("Choose a province or city")
        why = _("Criteria are assessed for a province or city, not for the nation.")
        told = f"<p>{escape(why)}</p>"
    st.html(f"<div class='d-empty'><h2>{escape(title)}</h2>{told}{write_assessed_areas(context, view)}</div>")


def write_assessed_areas(context: PageContext, view: CriteriaView) -> str:
    """Places with an assessment as links, each with its latest survey."""
    if not criterion_queries.has_tables(context.release, ASSESSMENT_TABLES):
        return ""
    rows = ask(context.release, criterion_queries.list_assessed_areas, view.chosen["criterion_set_id"])
    latest = rows.unique("area_id", keep="first", maintain_order=True).to_dicts()
    if not latest:
        return ""
    items = []
    for row in latest:
        query = escape("?" + urlencode(write_query(context.view, area_id=row["area_id"])), quote=True)
        met = _("{count} met", count=tell_count(row["met_count"], row["rated_count"]))
        told = escape(f"{met} · {format_period(row['period'])}")
        items.append(
            f"<li><a href='{query}' target='_self' data-in-place>{escape(localise(row, 'name'))}</a>: {told} {write_simulated(row)}</li>"
        )
    heading = _("Assessed so far")
    return f"<p><b>{escape(heading)}</b></p><ul>{''.join(items)}</ul>"
