"""The map as columns in space, for the hall: height is the value or what is missing, colour the class; drawn without any other host."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from reports.layer_extent import LayerExtent
from reports.plane import ARCHIPELAGO_LABELS
from ui.layer_extent import MapFrame, project_latitude
from ui.map_classes import MapClass
from ui.map_drawing import count_hollow, draw_frame_edge, is_national, label_target, measure
from ui.map_frame import write_frame_style, write_map_legend
from ui.map_hover import write_hover
from ui.map_screen import MapScreen
from ui.maps import find_geometry_url
from ui.theme import colour
from wording.language import _

if TYPE_CHECKING:
    import pydeck

Row = Mapping[str, Any]
# An empty style: with none, Streamlit would put an online basemap below.
EMPTY_STYLE = "data:application/json,%7B%22version%22%3A8%2C%22sources%22%3A%7B%7D%2C%22layers%22%3A%5B%5D%7D"
HEIGHT_KEY = "map_height"
SEEN_THROUGH = 105
PITCH, TILE_PIXELS, VIEW_PIXELS = 50, 512, 450
HIGHEST_SHARE, RADIUS_SHARE = 0.3, 0.32
METRES_ROUND = 40_075_000


def draw_columns(screen: MapScreen, chosen: str) -> None:
    """Columns over the shapes of a screen's units, with the legend of the map and a choice of what height means."""
    [colouring] = screen.colourings
    extent, framing = measure(screen)
    st.html(write_frame_style(framing.main))
    has_gaps = any(row["gap_count"] for row in screen.rows)
    words = {"value": _("height: value"), "gap_count": _("height: number missing")}
    measured = "value"
    if has_gaps:
        measured = st.segmented_control(
            _("Height"),
            list(words),
            default="value",
            key=HEIGHT_KEY,
            format_func=words.__getitem__,
            required=True,
            label_visibility="collapsed",
        )
    with st.container(key="map_frame_columns"):
        with st.container(key="map_legend"):
            st.html(write_map_legend(colouring, label_target(screen), count_hollow(screen, screen.rows, colouring)))
        st.pydeck_chart(
            build_deck(screen, extent, framing.main, measured, chosen), height="stretch", key="map_chart_columns"
        )
        draw_frame_edge(screen, with_buttons=False)


def build_deck(screen: MapScreen, extent: LayerExtent, frame: MapFrame, measured: str, chosen: str) -> pydeck.Deck:
    """Shapes in pale grey, one column for each unit with a number, names of the archipelagos on a map of the nation."""
    import pydeck

    height = (project_latitude(frame.north) - project_latitude(frame.south)) * METRES_ROUND
    columns = list_columns(screen, extent, measured, height * HIGHEST_SHARE, chosen)
    spacing = height / math.sqrt(max(1, len(screen.rows)))
    layers = [
        pydeck.Layer(
            "GeoJsonLayer",
            find_geometry_url(screen.layer["layer_key"], screen.layer["boundary_id"]),
            id="shapes",
            get_fill_color=read_colour(colour("land")),
            get_line_color=read_colour(colour("outline")),
            line_width_min_pixels=1,
        ),
        pydeck.Layer(
            "ColumnLayer",
            columns,
            id="columns",
            get_position="place",
            get_elevation="height",
            get_fill_color="colour",
            radius=spacing * RADIUS_SHARE / 2,
            disk_resolution=6,
            extruded=True,
            pickable=True,
            auto_highlight=True,
        ),
    ]
    if is_national(screen):
        layers.append(name_archipelagos())
    view = pydeck.ViewState(
        longitude=(frame.west + frame.east) / 2,
        latitude=(frame.south + frame.north) / 2,
        zoom=math.log2(VIEW_PIXELS * METRES_ROUND / (TILE_PIXELS * height)),
        pitch=PITCH,
        bearing=0,
    )
    style = {
        "backgroundColor": colour("paper"),
        "color": colour("ink"),
        "fontSize": "13px",
        "border": f"1px solid {colour('line')}",
        "borderRadius": "6px",
    }
    return pydeck.Deck(
        layers=layers,
        initial_view_state=view,
        map_style=EMPTY_STYLE,
        map_provider="carto",
        tooltip={"html": "{words}", "style": style},
    )


def list_columns(screen: MapScreen, extent: LayerExtent, measured: str, highest: float, chosen: str) -> Sequence[Row]:
    """One column for each unit: a flat disc where there is no number."""
    [colouring] = screen.colourings
    hollow = screen.list_hollow(screen.rows)
    largest = max((float(row[measured] or 0) for row in screen.rows), default=0) or 1
    return [
        {
            "place": [round(degrees, 4) for degrees in extent.points[row["area_id"]]],
            "height": round(highest * float(row[measured] or 0) / largest),
            "colour": choose_colour(row, colouring.classes[place], hollow, chosen),
            "words": write_hover(row),
        }
        for row, place in zip(screen.rows, colouring.class_of_row, strict=True)
        if row["area_id"] in extent.points
    ]


def choose_colour(row: Row, one: MapClass, hollow: frozenset[str], chosen: str) -> list[int]:
    """Colour of a column: ink where chosen, pale where there is no number, seen through where weakly estimated."""
    if row["area_id"] == chosen:
        return read_colour(colour("ink"))
    if one.pattern:
        return read_colour(colour("line"))
    return [*read_colour(one.fill), SEEN_THROUGH] if row["area_id"] in hollow else read_colour(one.fill)


def read_colour(fill: str) -> list[int]:
    """Red, green and blue of a colour.

    >>> read_colour("#146152")
    [20, 97, 82]
    """
    return [int(fill[place : place + 2], 16) for place in (1, 3, 5)]


def name_archipelagos() -> pydeck.Layer:
    """The names of Hoàng Sa and Trường Sa, in the browser's fonts."""
    import pydeck

    names = [
        {"words": escape(name), "place": [longitude, latitude]} for name, longitude, latitude in ARCHIPELAGO_LABELS
    ]
    return pydeck.Layer(
        "TextLayer",
        names,
        id="archipelagos",
        get_position="place",
        get_text="words",
        get_size=14,
        get_pixel_offset=[0, -18],
        get_color=read_colour(colour("ink")),
        character_set=pydeck.types.String("auto"),
        font_family=pydeck.types.String("sans-serif"),
    )
