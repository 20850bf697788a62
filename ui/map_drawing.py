"""A screen of the map, drawn: one map, two side by side, tiles or columns, each in its frame with its legend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from reports.layer_extent import LayerExtent
from ui.blocks import draw_empty
from ui.layer_extent import Framing, frame_map, measure_layer
from ui.map_choices import CHART, MapKind, find_ringed, take_click
from ui.map_classes import Colouring, describe_classes, find_common_target
from ui.map_compare import write_change_texts
from ui.map_frame import (
    read_map_script,
    write_frame_style,
    write_map_controls,
    write_map_legend,
    write_pair_legend,
)
from ui.map_marks import has_names
from ui.map_screen import MapScreen
from ui.map_steps import draw_step
from ui.map_story import tell_fidelity
from ui.maps import CHART_CONFIG, Names, build_map, find_geometry_url
from warehouse.queries import NATION
from wording.format import format_period, format_target
from wording.language import _

Row = Mapping[str, Any]
SCRIPTS_SENT, MOST_SCRIPTS = "_map_scripts_sent", 1
EARLIER_CHART = "map_chart_earlier"
WIDEST_BESIDE_LEGEND = 1.2  # width of a layer as a multiple of its height


def draw_map(screen: MapScreen, chosen: str) -> None:
    """Draw the units of a screen in the way it asks for."""
    draw_script()
    if screen.layer["layer_key"] is None:
        draw_empty(
            _("No shapes for these units"),
            _("The release holds no map layer for them; the table below has every number."),
        )
    elif screen.kind is MapKind.TILES:
        from ui.tile_map import draw_tiles

        draw_tiles(screen, chosen)
    elif screen.kind is MapKind.COLUMNS:
        from ui.map_columns import draw_columns

        draw_columns(screen, chosen)
    elif screen.kind is MapKind.PAIR:
        draw_pair(screen, chosen)
    else:
        draw_one(screen, chosen)


def draw_script() -> None:
    """Send the script of the map with the first answer of a session; the browser keeps it as long as the page is open."""
    sent = st.session_state[SCRIPTS_SENT] = st.session_state.get(SCRIPTS_SENT, 0) + 1
    with st.container(key="map_script"):
        if sent <= MOST_SCRIPTS:
            st.html(read_map_script(), unsafe_allow_javascript=True)


def is_national(screen: MapScreen) -> bool:
    """Whether a map shows the nation, with its archipelagos."""
    return str(screen.layer["layer_key"]).startswith(NATION)


def measure(screen: MapScreen) -> tuple[LayerExtent, Framing]:
    """Where the shapes of a screen lie, and how they are framed."""
    extent = measure_layer(screen.layer["layer_key"], screen.layer["boundary_id"], screen.context.release)
    return extent, frame_map(extent, [row["area_id"] for row in screen.rows], is_whole=is_national(screen))


def draw_one(screen: MapScreen, chosen: str) -> None:
    """One map with its legend in the corner, buttons, and the caption that says what its shapes are worth."""
    [colouring] = screen.colourings
    framing = measure(screen)[1]
    st.html(write_frame_style(framing.main))
    with st.container(key="map_frame"):
        # A layer wider than high leaves no corner free.
        is_wide = framing.main.aspect > WIDEST_BESIDE_LEGEND
        hollow = count_hollow(screen, screen.rows, colouring)
        with st.container(key="map_legend_row" if is_wide else "map_legend"):
            st.html(write_map_legend(colouring, label_target(screen), hollow, is_row=is_wide))
        draw_chart(screen, colouring, CHART, find_ringed(screen.name, chosen))
        draw_frame_edge(screen)


def draw_pair(screen: MapScreen, chosen: str) -> None:
    """Two maps in one set of colours, under a legend that counts both."""
    earlier, later = screen.colourings
    framing = measure(screen)[1]
    st.html(write_frame_style(framing.main, columns=2))
    hollow = (count_hollow(screen, screen.earlier_rows, earlier), count_hollow(screen, screen.rows, later))
    st.html(write_pair_legend(earlier, later, label_target(screen), hollow))
    ringed = find_ringed(screen.name, chosen)
    sides = st.columns(2, gap="small")
    for side, colouring, period, chart in zip(
        sides, (earlier, later), (screen.earlier, screen.period), (EARLIER_CHART, CHART), strict=True
    ):
        key = "map_frame" if chart == CHART else "map_frame_earlier"
        with side, st.container(key=key):
            st.html(f"<p class='d-map-period'>{escape(format_period(period))}</p>")
            draw_chart(screen, colouring, chart, ringed)
            draw_frame_edge(screen, with_buttons=chart == CHART)


def draw_chart(screen: MapScreen, colouring: Colouring, chart: str, ringed: str | None) -> None:
    """The figure itself, or its new values alone; a click on a unit chooses it."""
    extent, framing = measure(screen)
    rows = screen.earlier_rows if chart == EARLIER_CHART else screen.rows
    hover = None
    if screen.kind is MapKind.CHANGE:
        hover = write_change_texts(screen.changes)
    figure = build_map(
        rows,
        colouring,
        find_geometry_url(screen.layer["layer_key"], screen.layer["boundary_id"]),
        extent,
        framing,
        ringed_area_id=ringed,
        is_nation=is_national(screen),
        names=Names.ALWAYS if has_names(rows) else Names.ZOOMED,
        hover=hover,
        hollow_ids=screen.list_hollow(rows),
    )
    drawn, values = draw_step(chart, screen.name, figure, describe_classes(colouring))
    st.plotly_chart(
        drawn.figure,
        key=chart,
        height="stretch",
        theme=None,
        config=CHART_CONFIG,
        on_select=lambda: take_click(chart),
        selection_mode="points",
        alt=drawn.label,
    )
    st.html(values)


def draw_frame_edge(screen: MapScreen, *, with_buttons: bool = True) -> None:
    """Buttons and caption of a frame."""
    if with_buttons:
        with st.container(key="map_controls"):
            st.html(write_map_controls())
    shapes = measure(screen)[0].boxes
    drawn_count = sum(row["area_id"] in shapes for row in screen.rows)
    caption = tell_fidelity(screen.layer, drawn_count, len(screen.rows))
    st.html(f"<p class='d-map-caption'>{escape(caption)}</p>")


def label_target(screen: MapScreen) -> str:
    """Label of the target between the two sides of the legend; none for a map of changes."""
    target = None if screen.kind is MapKind.CHANGE else find_common_target(screen.rows)
    return "" if target is None else _("target {target}", target=format_target(float(target), screen.rows[0]["unit"]))


def count_hollow(screen: MapScreen, rows: Sequence[Row], colouring: Colouring) -> int:
    """Units whose colour rests on a weak estimate."""
    hollow_ids = screen.list_hollow(rows)
    pairs = zip(rows, colouring.class_of_row, strict=True)
    return sum(row["area_id"] in hollow_ids and not colouring.classes[place].pattern for row, place in pairs)
