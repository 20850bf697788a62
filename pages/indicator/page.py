"""Chỉ tiêu: one indicator of one place in depth: its number against every target, over time, by group and by unit."""

from __future__ import annotations

from html import unescape
from typing import Any

import polars as pl
import streamlit as st

from pages.indicator.board import draw_board
from pages.indicator.depth import draw_method, draw_outlook
from pages.indicator.history import draw_history
from pages.indicator.reform import draw_reform
from pages.indicator.targets import draw_targets
from pages.indicator.units import draw_attention, draw_funnel
from ui.blocks import draw_empty, draw_message, draw_section, write_note
from ui.cards import draw_cards
from ui.chart_why import draw_groups_figure
from ui.charts import build_groups, describe_groups
from ui.downloads import draw_download
from ui.group_number import write_way_to_all
from ui.indicator_number import find_estimate, find_number, tell_number, tell_number_lead, write_estimate
from ui.indicator_story import Row, Units, list_groups, list_units, write_units
from ui.map_classes import colour_by_value
from ui.map_story import tell_map, tell_map_source
from ui.screen_files import draw_units_files
from ui.state import PageContext
from ui.territory import TerritoryChoice, find_territory, list_territories, tell_how
from ui.why_parts import is_recast
from warehouse.model import Territory
from wording.format import format_basis, format_period
from wording.language import _
from wording.places import tell_place


def render(context: PageContext) -> None:
    """Draw the screen: all indicators side by side, or one of them in depth."""
    if context.view.is_all:
        draw_board(context)
        return
    choice = list_territories(context)
    territory = find_territory(context.view, choice)
    number = find_number(context, territory)
    if number is None:
        draw_message(context.area.name, context.indicator.name)
        why = _("No figure was reported or published and no target applies. Choose another place.")
        draw_empty(_("Nothing is known of this indicator here"), why)
    else:
        draw_number(context, number, territory, choice)
    draw_reform(context)
    if context.view.group_id is not None:
        draw_group_parts(context, number)
        return
    if number is not None:
        draw_outlook(context)
    draw_parts(context, number, territory)
    draw_targets(context, territory)


def draw_group_parts(context: PageContext, number: Row | None) -> None:
    """Beside one group: the others, and the way to what is known of all people only."""
    groups = list_groups(context, number)
    if number is not None and not groups.is_empty():
        draw_groups(context, number, groups)
    st.html(write_way_to_all(context.view))


def draw_number(context: PageContext, number: dict[str, Any], territory: Territory, choice: TerritoryChoice) -> None:
    """The sentence, the number large beside its target, and its history."""
    source = "" if number["value"] is None else unescape(write_note(number))
    kicker = " · ".join(part for part in (context.indicator.name, tell_place(context.area)) if part)
    draw_message(kicker, tell_number(context.area, number), tell_number_lead(number), source)
    left, right = st.columns([1, 2], gap="medium")
    with left:
        draw_cards(context, pl.DataFrame([number], infer_schema_length=None), "number", heading=2)
        draw_method(context, number)
        estimate = find_estimate(context, territory, number)
        if estimate is not None:
            st.html(write_estimate(estimate))
    with right:
        draw_history(context, territory, choice)


def draw_parts(context: PageContext, number: Row | None, territory: Territory) -> None:
    """Groups of people and the units under the place, side by side where there are both."""
    groups, units = list_groups(context, number), list_units(context, territory)
    is_both = not groups.is_empty() and units is not None
    left, right = st.columns([2, 3], gap="medium") if is_both else [st.container()] * 2
    if number is not None and not groups.is_empty():
        with left:
            draw_groups(context, number, groups)
    if units is not None:
        with right:
            draw_units(context, units)
        draw_attention(context, units)
        draw_funnel(context, units)


def draw_groups(context: PageContext, number: Row, groups: pl.DataFrame) -> None:
    """The same number for each group of people."""
    simulated = _("simulated data") if groups["is_simulated"].any() else ""
    recast = tell_how(groups.to_dicts()) if is_recast(number) else ""
    parts = (format_period(number["period"]), format_basis(number), recast, simulated)
    remark = " · ".join(part for part in parts if part)
    draw_section(_("By group"), remark)
    target = number["target_value"] if number["basis"] == number["target_basis"] else None
    rows, unit = groups.to_dicts(), context.indicator.unit
    figure, alt = build_groups(rows, target, unit), describe_groups(rows, unit)
    draw_groups_figure(context, figure, rows, number, alt)
    draw_download(groups, f"{context.view.indicator_id}-{context.area.area_id}-{number['period']}-groups")


def draw_units(context: PageContext, units: Units) -> None:
    """The units under the place, furthest behind first."""
    by_value = colour_by_value(units.rows, context.indicator.unit, context.indicator.direction)
    sentence = tell_map(units.rows, by_value, units.code)
    draw_section(sentence, tell_map_source(units.rows, units.period))
    st.html(write_units(units, context.view))
    draw_units_files(context, units, sentence)
