"""Bản đồ: where the target is reached, where it is not, and who has not reported."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from ui.answers import ask
from ui.blocks import draw_empty, draw_message, draw_section
from ui.format import format_target
from ui.language import _
from ui.layer_extent import frame_map, measure_layer
from ui.map_choices import CHART, choose_drawing, choose_place, find_ringed, keep_choices, take_click
from ui.map_classes import Colouring, colour_by_status, colour_by_value, describe_classes, find_common_target
from ui.map_frame import read_map_script, write_frame_style, write_map_controls, write_map_legend
from ui.map_place import draw_place
from ui.map_story import (
    Row,
    choose_period,
    find_due,
    find_map_area_id,
    list_layer_codes,
    list_periods,
    name_map,
    read_map_rows,
    tell_fidelity,
    tell_map,
    tell_map_source,
)
from ui.maps import CHART_CONFIG, build_map, find_geometry_url
from ui.place_table import draw_place_table
from ui.state import PageContext
from warehouse import queries
from warehouse.queries import NATION


def render(context: PageContext) -> None:
    """Draw the map of the units under the chosen area, with its legend, the card of one place and the table behind it."""
    area_id = find_map_area_id(context.area)
    layers = list_layer_codes(ask(context.release, queries.list_map_layers, area_id))
    if not layers:
        draw_empty(
            _("No map for this place"), _("The release knows no smaller units here. Choose a province or the nation.")
        )
        return
    head, (left, right) = st.container(), st.columns([2, 1], gap="medium")
    with right:
        code, is_by_status = choose_drawing(context, area_id, list(layers))
    periods = list_periods(context, area_id, code)
    period = choose_period(periods, context.view.period, find_due(context, area_id), context.release.info.data_as_of)
    rows = read_map_rows(context, area_id, code, period or context.release.info.latest_period)
    by_value = colour_by_value(rows, context.indicator.unit, context.indicator.direction)
    colouring = colour_by_status(rows) if is_by_status else by_value
    with head:
        draw_message(
            name_map(context, area_id, code), tell_map(rows, by_value, code), source=tell_map_source(rows, period)
        )
    with right:
        chosen = choose_place(rows, context.area.area_id)
        with st.container(key="map_place"):
            draw_place(context, rows, chosen)
    keep_choices(code, chosen, is_by_status=is_by_status)
    with left:
        draw_map(
            context,
            rows,
            colouring,
            layers[code],
            find_ringed(f"{area_id} {context.view} {code} {is_by_status}", chosen),
        )
    draw_section(_("The table behind the map"))
    draw_place_table(context, rows, f"{context.view.indicator_id}-{code}-{period}")


def draw_map(context: PageContext, rows: Sequence[Row], colouring: Colouring, layer: Row, ringed: str | None) -> None:
    """The map itself, with the caption that says what its shapes are worth."""
    if layer["layer_key"] is None:
        draw_empty(
            _("No shapes for these units"),
            _("The release holds no map layer for them; the table below has every number."),
        )
        return
    extent = measure_layer(layer["layer_key"], layer["boundary_id"], context.release)
    url = find_geometry_url(layer["layer_key"], layer["boundary_id"])
    is_nation = layer["layer_key"].startswith(NATION)
    framing = frame_map(extent, [row["area_id"] for row in rows], is_whole=is_nation)
    figure = build_map(rows, colouring, url, extent, framing, ringed_area_id=ringed, is_nation=is_nation)
    st.html(write_frame_style(framing.main))
    with st.container(key="map_frame"):
        with st.container(key="map_legend"):
            target = find_common_target(rows)
            label = "" if target is None else _("target {target}", target=format_target(float(target), rows[0]["unit"]))
            st.html(write_map_legend(colouring, label))
        st.plotly_chart(
            figure,
            key=CHART,
            height="stretch",
            theme=None,
            config=CHART_CONFIG,
            on_select=take_click,
            selection_mode="points",
            alt=describe_classes(colouring),
        )
        with st.container(key="map_controls"):
            st.html(write_map_controls())
        st.html(read_map_script(), unsafe_allow_javascript=True)
        st.html(f"<p class='d-map-caption'>{escape(tell_fidelity(layer))}</p>")
