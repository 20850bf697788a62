"""Where the map is and how to go up and down: the trail above it, the way into a place, both plain links that the page follows in place."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from ui.answers import ask
from ui.map_choices import COLOUR, FIGURES
from ui.state import PageContext, write_query
from warehouse import queries
from warehouse.model import Era, Level
from warehouse.queries import NATION
from wording.language import _, localise
from wording.places import shorten_name

Row = Mapping[str, Any]


def draw_trail(context: PageContext, remark: str = "") -> None:
    """Việt Nam › Hà Nội › Quận Hoàn Kiếm (cũ), each but the last a link; what is mapped beside it."""
    kicker = f"<p class='d-kicker'>{escape(remark)}</p>" if remark else ""
    st.html(f"<div class='d-map-top'>{write_trail(context, list_trail(context))}{kicker}</div>")


def list_trail(context: PageContext) -> list[Row]:
    """Places from the nation down to the one looked at, each as a row of :func:`warehouse.queries.read_area`."""
    trail: list[Row] = []
    area_id: str | None = context.area.area_id
    while area_id is not None:
        row = ask(context.release, queries.read_area, area_id).row(0, named=True)
        trail.insert(0, row)
        area_id = row["parent_area_id"]
    if trail[0]["area_id"] != NATION:
        nation = ask(context.release, queries.read_area, NATION)
        trail = [*nation.iter_rows(named=True), *trail]
    return trail


def write_trail(context: PageContext, trail: list[Row]) -> str:
    """The trail as HTML."""
    *above, here = trail
    links = "".join(
        f"{write_link(context, row['area_id'], name_step(row))}<i aria-hidden='true'>›</i>" for row in above
    )
    label = escape(_("Where you are"))
    return (
        f"<nav class='d-trail' aria-label='{label}'>{links}<b aria-current='page'>{escape(name_step(here))}</b></nav>"
    )


def name_step(row: Row) -> str:
    """Name of a place in the trail: provinces without the word for their kind, what ended marked as former."""
    name = shorten_name(localise(row, "name")) if row["level"] == Level.PROVINCE else localise(row, "name")
    return _("{name} (former)", name=name) if row["era"] == Era.BEFORE else name


def write_link(context: PageContext, area_id: str, text: str, css_class: str = "") -> str:
    """Link to the map of another place, with the choices that hold there too; followed without loading the page anew."""
    address = escape("?" + urlencode(write_map_query(context, area_id)))
    return f"<a class='{css_class}' href='{address}' target='_self' data-in-place>{escape(text)}</a>"


def write_map_query(context: PageContext, area_id: str) -> dict[str, str]:
    """Query parameters of the map of another place; a period without values there is left out."""
    view = context.view
    periods = ask(context.release, queries.list_periods, area_id, view.indicator_id)["period"].to_list()
    query = write_query(view, area_id=area_id, period=view.period if view.period in periods else None)
    kept = {key: st.session_state.get(key) for key in (COLOUR, FIGURES)}
    return {**query, **{key: value for key, value in kept.items() if value and value != "value"}}


def write_way_in(context: PageContext, row: Row) -> str:
    """The button into a place that has units of its own on the map; a ward has none."""
    if row["level"] == Level.WARD or row["area_id"] == context.area.area_id:
        return ""
    if ask(context.release, queries.list_map_layers, row["area_id"]).is_empty():
        return ""
    return write_link(context, row["area_id"], _("Enter {name}", name=name_step(row)) + " ↘", "d-button")
