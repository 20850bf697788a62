"""Beside the map: the card of the place looked at, or those furthest behind while none is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from ui.blocks import draw_section, write_bullet, write_gap, write_note, write_simulated, write_status, write_style
from ui.format import format_target, format_value
from ui.language import _, localise
from ui.map_story import describe_number
from ui.rankings import rank_areas, write_ranking
from ui.state import PageContext, write_query
from ui.why import open_why

Row = Mapping[str, Any]
RANKED = 5


def draw_place(context: PageContext, rows: Sequence[Row], chosen: str) -> None:
    """Card of the chosen place, with the way to its cells and to its own screen; those furthest behind while none is chosen."""
    row = next((row for row in rows if row["area_id"] == chosen), None)
    if row is None:
        draw_furthest_behind(context, rows)
        return
    st.html(write_place(row))
    if row["value"] is not None and st.button(_("Why this number?"), icon=":material/help:", key="why_place"):
        open_why(context, row["area_id"], describe_number(context, row))
    address = "chi-tieu?" + urlencode(write_query(context.view, area_id=row["area_id"]))
    words = _("All about this indicator here")
    st.html(f"<a class='d-more' href='{escape(address)}' target='_self'>{escape(words)} →</a>")


def write_place(row: Row) -> str:
    """Card of one place: status, name, number with target and bar, what is missing, and what the number stands on."""
    head = (
        f"<header>{write_status(row['status'])}{write_simulated(row)}</header><h3>{escape(localise(row, 'name'))}</h3>"
    )
    figure = note = ""
    if row["value"] is not None:
        target = (
            ""
            if row["target_value"] is None
            else _("target {target}", target=format_target(row["target_value"], row["unit"]))
        )
        figure = f"<p class='d-figure'><b>{escape(format_value(row))}</b><span>{escape(target)}</span></p>{write_bullet(row)}"
        note = f"<p class='d-note'>{write_note(row)}</p>"
    return (
        f"<article class='d-card' style='{write_style(row['status'])}'>{head}{figure}{write_gap(row)}{note}</article>"
    )


def draw_furthest_behind(context: PageContext, rows: Sequence[Row]) -> None:
    """The few places furthest from the target."""
    ranking = rank_areas(
        pl.DataFrame(rows, infer_schema_length=None), context.indicator.direction, RANKED, by_gap=False
    )
    if ranking.behind.height:
        draw_section(_("Lowest values") if context.indicator.direction > 0 else _("Highest values"))
        st.html(write_ranking(ranking.behind, context.indicator, context.view))
