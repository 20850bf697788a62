"""Danh hiệu: each learning title step by step, from all there are to the recognised, and where most fall away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from ui.answers import ask
from ui.blocks import draw_empty, draw_message, draw_section
from ui.commendations import draw_commendations
from ui.downloads import draw_download
from ui.screen_files import draw_titles_files
from ui.state import PageContext
from ui.titles_cards import draw_rates, write_strip
from ui.titles_drawing import tell_flow_change, write_flow, write_key
from ui.titles_story import name_nature, name_origin, tell_lead, tell_silence, tell_source, tell_title
from ui.titles_tables import draw_children, write_groups
from ui.titles_view import TitleView, choose_title, draw_choices, name_title, read_view
from warehouse import title_queries
from wording.format import format_period
from wording.language import _
from wording.places import tell_place
from wording.titles_flow import is_uneven, list_steps

Row = Mapping[str, Any]


def render(context: PageContext) -> None:
    """Draw the screen: the sentence, the flow of one title, all titles side by side, groups and units."""
    view = read_view(context)
    if not view.titles:
        draw_empty(_("No titles in this release"), _("Nothing was reported for a title. Load reports first."))
        draw_commendations(context)
        return
    title = choose_title(view)
    flows, values = view.list_flows(title["title_id"]), view.list_values(title)
    flow = next(iter(flows), None)
    source = tell_source(flow) if flow else ""
    sentence, lead = tell_title(context.area, title, flow, values), tell_lead(flow, values, title)
    draw_message(tell_place(context.area), sentence, lead, source)
    draw_choices(view)
    draw_depth(context, view, title, flows)
    draw_section(_("All titles side by side"), format_period(view.period) if view.period else "")
    st.html(write_strip(view, title, context.view) + write_key())
    draw_groups(view, title, flows)
    if view.period is not None:
        draw_units(context, view.period, title)
    draw_titles_files(context, view)
    draw_commendations(context)


def draw_depth(context: PageContext, view: TitleView, title: Row, flows: Sequence[Row]) -> None:
    """The steps of the title on one base, beside its rates and their target."""
    values = view.list_values(title)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        for flow in flows:
            draw_flow(view, title, flow, is_alone=len(flows) == 1)
        if not flows:
            why = _("No figure was reported or published for it in this period. Choose another title, period or place.")
            draw_empty(_("Nothing is known of this title here"), why)
    with right:
        if any(row["value"] is not None for row in values):
            draw_section(_("Rates, each on its own base"))
            draw_rates(context, values)


def draw_groups(view: TitleView, title: Row, flows: Sequence[Row]) -> None:
    """The groups of people of the title; nothing where none was reported."""
    for flow in flows:
        groups = view.list_groups(title["title_id"], flow["origin"])
        if groups:
            draw_section(_("By group"), format_period(flow["period"]))
            st.html(write_groups(groups, title))


def draw_flow(view: TitleView, title: Row, flow: Row, *, is_alone: bool) -> None:
    """One flow with what it stands on, unless the sentence on top says it, what silent units leave open, and how it changed."""
    draw_section(name_title(title), f"{format_period(flow['period'])} · {name_origin(flow)} · {name_nature(flow)}")
    st.html(write_flow(flow, title))
    change = tell_flow_change(view.flows, flow)
    told = _("Recognised of all: {change}.", change=change) if change else ""
    uneven = _("The steps were not reported by the same units.") if is_uneven(list_steps(flow, title)) else ""
    source = "" if is_alone else tell_source(flow)
    for text in (
        source,
        " ".join(part for part in (tell_silence(flow, view.list_values(title)), uneven, told) if part),
    ):
        if text:
            st.caption(text)


def draw_units(context: PageContext, period: str, title: Row) -> None:
    """The units under the place, side by side; nothing where it has none."""
    children = ask(context.release, title_queries.list_child_flows, context.area.area_id, title["title_id"], period)
    if children.is_empty():
        return
    draw_section(_("{title}: the units one by one", title=name_title(title)), format_period(period))
    draw_children(context, children, title)
    draw_download(
        children.drop(pl.selectors.by_dtype(pl.Struct)),
        f"danh-hieu_{title['title_id']}_{context.area.area_id}_{period}",
    )
