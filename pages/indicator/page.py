"""Chỉ tiêu: one indicator of one place in depth: its number against every target, over time, by group and by unit."""

from __future__ import annotations

from html import escape, unescape
from typing import Any

import polars as pl
import streamlit as st

from ui.answers import ask
from ui.blocks import draw_empty, draw_message, draw_section, write_note
from ui.cards import draw_cards
from ui.chart_why import draw_groups_figure, draw_series_figure
from ui.charts import build_groups, describe_groups
from ui.downloads import draw_download
from ui.format import format_basis, format_period
from ui.indicator_story import (
    Row,
    Units,
    find_number,
    list_groups,
    list_units,
    tell_number,
    tell_number_lead,
    tell_strands,
    write_target_list,
    write_units,
)
from ui.language import _
from ui.map_classes import colour_by_value
from ui.map_story import tell_map, tell_map_source
from ui.series import describe_series, is_worth_drawing, list_target_marks, split_strands, write_series_key
from ui.series_chart import build_series
from ui.state import PageContext
from ui.story import tell_place
from warehouse import queries


def render(context: PageContext) -> None:
    """Draw the screen."""
    number = find_number(context)
    if number is None:
        draw_message(context.area.name, context.indicator.name)
        why = _("No figure was reported or published and no target applies. Choose another place.")
        draw_empty(_("Nothing is known of this indicator here"), why)
    else:
        draw_number(context, number)
    draw_parts(context, number)
    draw_targets(context)


def draw_number(context: PageContext, number: dict[str, Any]) -> None:
    """The sentence, the number large beside its target, and its history."""
    source = "" if number["value"] is None else unescape(write_note(number))
    kicker = " · ".join(part for part in (context.indicator.name, tell_place(context.area)) if part)
    draw_message(kicker, tell_number(context.area, number), tell_number_lead(number), source)
    left, right = st.columns([1, 2], gap="medium")
    with left:
        draw_cards(context, pl.DataFrame([number], infer_schema_length=None), "number")
    with right:
        draw_series(context)


def draw_series(context: PageContext) -> None:
    """Values over time with the targets; what must not be compared is drawn apart."""
    area_id, indicator_id, unit = context.area.area_id, context.view.indicator_id, context.indicator.unit
    series = ask(context.release, queries.read_series, area_id, indicator_id)
    strands = split_strands(series.to_dicts(), context.indicator.target_basis)
    targets = list_target_marks(ask(context.release, queries.list_targets, area_id, indicator_id).to_dicts())
    if not strands or not is_worth_drawing(strands, targets, unit):
        return
    accumulation = ask(context.release, queries.read_indicator, indicator_id).item(0, "accumulation")
    figure, alt = build_series(strands, targets, unit, accumulation), describe_series(strands, targets, unit)
    st.html(write_series_key(strands))
    draw_series_figure(context, figure, strands, alt)
    st.html(f"<p class='d-note'>{escape(tell_strands(strands))}</p>")
    draw_download(series.drop_nulls("value"), f"{indicator_id}-{area_id}")


def draw_parts(context: PageContext, number: Row | None) -> None:
    """Groups of people and the units under the place, side by side where there are both."""
    groups, units = list_groups(context, number), list_units(context)
    is_both = not groups.is_empty() and units is not None
    left, right = st.columns([2, 3], gap="medium") if is_both else [st.container()] * 2
    if number is not None and not groups.is_empty():
        with left:
            draw_groups(context, number, groups)
    if units is not None:
        with right:
            draw_units(context, units)


def draw_groups(context: PageContext, number: Row, groups: pl.DataFrame) -> None:
    """The same number for each group of people."""
    simulated = _("simulated data") if groups["is_simulated"].any() else ""
    remark = " · ".join(part for part in (format_period(number["period"]), format_basis(number), simulated) if part)
    draw_section(_("By group"), remark)
    target = number["target_value"] if number["basis"] == number["target_basis"] else None
    rows, unit = groups.to_dicts(), context.indicator.unit
    figure, alt = build_groups(rows, target, unit), describe_groups(rows, unit)
    draw_groups_figure(context, figure, rows, number, alt)
    draw_download(groups, f"{context.view.indicator_id}-{context.area.area_id}-{number['period']}-groups")


def draw_units(context: PageContext, units: Units) -> None:
    """The units under the place, furthest behind first."""
    by_value = colour_by_value(units.rows, context.indicator.unit, context.indicator.direction)
    draw_section(tell_map(units.rows, by_value, units.code), tell_map_source(units.rows, units.period))
    st.html(write_units(units, context.view))
    frame = pl.DataFrame(units.rows, infer_schema_length=None)
    draw_download(frame, f"{context.view.indicator_id}-{units.code}-{units.period}")


def draw_targets(context: PageContext) -> None:
    """Every target that applies, with its document and wording."""
    table = write_target_list(context)
    if table:
        draw_section(_("Targets that apply here"))
        st.html(table)
