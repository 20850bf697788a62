"""Beside the map: the card of the place looked at, or those furthest behind while none is."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from ui.answers import ask
from ui.blocks import (
    draw_section,
    name_verdict,
    write_bullet,
    write_gap,
    write_note,
    write_simulated,
    write_status,
    write_style,
)
from ui.map_estimates import ABOUT, explain_recast, is_estimated, tell_estimate, write_value
from ui.map_screen import MapScreen
from ui.map_story import describe_number
from ui.map_trail import write_way_in
from ui.map_trend import choose_points, write_trend
from ui.overrides import write_override
from ui.rankings import explain_ranks, join_ranks, rank_areas, tell_ended, write_ranking
from ui.state import write_query
from ui.why import open_why
from warehouse import queries
from warehouse.model import Level
from wording.format import format_target
from wording.language import _, localise

Row = Mapping[str, Any]
RANKED = 5


def draw_place(screen: MapScreen, chosen: str) -> None:
    """Card of the chosen place, with the way to its cells, into it and to its own screen; those furthest behind while none is chosen."""
    context = screen.context
    row = next((row for row in screen.rows if row["area_id"] == chosen), None)
    if row is None:
        draw_furthest_behind(screen)
        return
    question = (row["area_id"], context.view.indicator_id)
    series = ask(context.release, queries.read_series, *question, screen.territory)
    trend = write_trend(choose_points(series, row["target_basis"]), row["unit"], screen.period, row["target_value"])
    st.html(write_place(row, trend))
    address = "chi-tieu?" + urlencode(write_query(context.view, area_id=row["area_id"]))
    words = _("All about this indicator here")
    more = f"<a class='d-more' href='{escape(address)}' target='_self'>{escape(words)} →</a>"
    st.html(f"<p class='d-ways'>{write_way_in(context, row)}{more}</p>")
    if row["value"] is not None and st.button(_("Why this number?"), icon=":material/help:", key="why_place"):
        open_why(context, row["area_id"], describe_number(context, row))


def write_place(row: Row, trend: str = "") -> str:
    """Card of one place: status, name, number with target and bar, what is missing, its course, and what the number stands on."""
    marker = tell_estimate(row)
    badge = f"<span class='d-estimate'>{escape(marker)}</span>" if marker else ""
    head = (
        f"<header>{write_status(row['status'], name_verdict(row))}{badge}{write_simulated(row)}</header>"
        f"<h3>{escape(localise(row, 'name'))}</h3>"
    )
    figure = note = ""
    if row["value"] is not None:
        target = (
            ""
            if row["target_value"] is None
            else _("target {target}", target=format_target(row["target_value"], row["unit"]))
        )
        figure = (
            f"<p class='d-figure'><b>{escape(write_value(row))}</b><span>{escape(target)}</span></p>{write_bullet(row)}"
        )
        recast = escape(explain_recast(row))
        note = f"<p class='d-note'>{write_note(row)}</p><p class='d-note'>{recast}</p>"
    body = f"{head}{figure}{write_override(row)}{write_missing(row)}{trend}{note}"
    return f"<article class='d-card' style='{write_style(row['status'])}'>{body}</article>"


def write_missing(row: Row) -> str:
    """What is missing to the target, after “≈” where the number is estimated."""
    text = write_gap(row)
    return (
        text.replace("<p class='d-gap'>", f"<p class='d-gap'>{ABOUT} ")
        if is_estimated(row) and row["gap_count"]
        else text
    )


def draw_furthest_behind(screen: MapScreen) -> None:
    """The few places furthest from the target, without those whose number is a weak estimate."""
    context = screen.context
    firm = screen.values.filter(~pl.col("area_id").is_in(screen.hollow_ids))
    if firm.is_empty():
        return
    ranked = join_ranks(context, firm, screen.area_id, Level(firm["level"][0]), screen.territory)
    ranking = rank_areas(ranked, context.indicator.direction, RANKED, by_gap=False)
    if ranking.behind.height:
        draw_section(_("Lowest values") if context.indicator.direction > 0 else _("Highest values"))
        st.html(write_ranking(ranking.behind, context.indicator, context.view))
        if remark := " ".join(text for text in (tell_ended(ranking.behind), explain_ranks(ranked)) if text):
            st.caption(remark)
