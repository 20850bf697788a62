"""Choropleth maps: shapes come from our own server by address, a rerun sends values only, and nothing is asked of any other host."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import streamlit as st

from ui.format import (
    format_basis,
    format_completeness,
    format_date,
    format_gap,
    format_period,
    format_status,
    format_value,
)
from ui.language import _, localise
from ui.layer_extent import Framing, LayerExtent, MapFrame
from ui.map_classes import Colouring, MapClass
from ui.theme import FONT, INK, LINE, PAPER
from warehouse.model import Status

if TYPE_CHECKING:
    import plotly.graph_objects as go

Row = Mapping[str, Any]
Place = tuple[Row, int]
WHOLE = {"x": (0, 1), "y": (0, 1)}
INSET = {"x": (0.02, 0.16), "y": (0.1, 0.28)}
WATER = "#eef3f7"
OUTLINE = "#ffffff"
THIN = 0.6
# A map is made at this height and then grows to that of its frame: growing keeps it filled, shrinking would cut it off.
SMALLEST_HEIGHT = 200
FONT_SIZE = 13
# The two archipelagos are named on every map of the nation, at their own place and whatever the layer holds.
ARCHIPELAGOS = (("Hoàng Sa", 111.9, 16.95), ("Trường Sa", 114.2, 10.1))
# A style of our own without `glyphs`: names are then drawn with the browser's fonts; Plotly's styles would fetch them from a font server.
# The source is empty, but there must be one: Plotly drops an empty dictionary on its way to the map.
MAP_STYLE = {
    "version": 8,
    "sources": {"none": {"type": "geojson", "data": {"type": "FeatureCollection", "features": []}}},
    "layers": [{"id": "water", "type": "background", "paint": {"background-color": WATER}}],
}
CHART_CONFIG = {"scrollZoom": False, "displaylogo": False, "displayModeBar": False}


def find_geometry_url(layer_key: str, boundary_id: str) -> str:
    """Address of a layer on the server that the page being drawn came from."""
    return build_geometry_url(st.context.url, layer_key, boundary_id, st.get_option("server.baseUrlPath") or "")


def build_geometry_url(page_url: str | None, layer_key: str, boundary_id: str, base_path: str = "") -> str:
    """Absolute address of a layer beside a page; the path alone where the page's address is not known.

    >>> build_geometry_url("https://dich2030.gov.vn/ban-do?noi=VN", "VN_2025-07_province", "3f2a")
    'https://dich2030.gov.vn/geometry/3f2a/VN_2025-07_province.geojson'
    """
    parts = urlsplit(page_url or "")
    host = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    base = f"/{base_path.strip('/')}" if base_path.strip("/") else ""
    return f"{host}{base}/geometry/{boundary_id}/{layer_key}.geojson"


def build_map(
    rows: Sequence[Row],
    colouring: Colouring,
    geometry_url: str,
    extent: LayerExtent,
    framing: Framing,
    *,
    ringed_area_id: str | None = None,
    is_nation: bool = False,
) -> go.Figure:
    """Draw areas in the colours of their classes.

    Parameters
    ----------
    rows : sequence of mappings
        Rows of :func:`warehouse.queries.list_map_values` with the words of their indicator (``unit``, ``unit_noun_*``, ``denominator_*``);
        grain area. Every row is drawn, missing ones too.
    colouring : Colouring
        Classes of the map and the class of each row.
    geometry_url : str
        From :func:`build_geometry_url`; ``feature.id`` is the area_id.
    framing : Framing
        From :func:`ui.layer_extent.frame_map`.
    ringed_area_id : str, optional
        Area to draw with a dark outline.
    is_nation : bool
        Whether Hoàng Sa and Trường Sa are to be named.

    Returns
    -------
    plotly.graph_objects.Figure
        Trace 0 holds one location per row, ``z`` the number of its class and ``text`` what hovering says; outlying areas come again
        in a small map of their own.
    """
    import plotly.graph_objects as go

    places = list(zip(rows, colouring.class_of_row, strict=True))
    figure = go.Figure(draw_areas(places, colouring, geometry_url, ringed_area_id))
    add_missing_signs(figure, places, colouring, extent)
    figure.update_layout(map=write_map_layout(framing.main, WHOLE))
    if framing.inset:
        inset = [(row, place) for row, place in places if row["area_id"] in framing.outlying]
        add_inset(figure, draw_areas(inset, colouring, geometry_url, ringed_area_id), inset, framing.inset)
    if is_nation:
        add_names(figure, ARCHIPELAGOS)
    figure.update_layout(
        template=None,
        height=SMALLEST_HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        showlegend=False,
        clickmode="event+select",
        dragmode="pan",
        uirevision=geometry_url,
        hoverlabel={"font": {"family": FONT, "size": FONT_SIZE, "color": INK}, "bgcolor": PAPER, "align": "left"},
    )
    return figure


def draw_areas(
    places: Sequence[Place], colouring: Colouring, geometry_url: str, ringed_area_id: str | None
) -> go.Choroplethmap:
    """Areas in the colours of their classes, each one flat colour."""
    import plotly.graph_objects as go

    return go.Choroplethmap(
        geojson=geometry_url,
        featureidkey="id",
        locations=[row["area_id"] for row, _place in places],
        z=[place for _row, place in places],
        zmin=-0.5,
        zmax=len(colouring.classes) - 0.5,
        colorscale=build_colour_scale(colouring.classes),
        showscale=False,
        text=[write_hover(row) for row, _place in places],
        hoverinfo="text",
        marker=outline_areas([row for row, _place in places], ringed_area_id),
        unselected={"marker": {"opacity": 0.62}},
        selected={"marker": {"opacity": 1}},
    )


def write_map_layout(frame: MapFrame, domain: Mapping[str, Any]) -> dict[str, Any]:
    """Style, limits and place of a map; zoom 0 makes it fill its window within its limits."""
    return {
        "style": MAP_STYLE,
        "domain": domain,
        "zoom": 0,
        "center": {"lon": (frame.west + frame.east) / 2, "lat": (frame.south + frame.north) / 2},
        "bounds": {"west": frame.west, "south": frame.south, "east": frame.east, "north": frame.north},
    }


def add_inset(figure: go.Figure, areas: go.Choroplethmap, inset: Sequence[Place], frame: MapFrame) -> None:
    """Put areas that lie far off into a map of their own in the corner, under their name."""
    areas.subplot = "map2"
    figure.add_trace(areas)
    figure.update_layout(map2=write_map_layout(frame, INSET))
    left, right, bottom, top = *INSET["x"], *INSET["y"]
    figure.add_shape(
        type="rect", xref="paper", yref="paper", x0=left, x1=right, y0=bottom, y1=top, line={"color": LINE, "width": 1}
    )
    figure.add_annotation(
        text=escape(", ".join(localise(row, "name") for row, _place in inset)),
        xref="paper",
        yref="paper",
        x=left,
        y=top,
        xanchor="left",
        yanchor="bottom",
        showarrow=False,
        font={"family": FONT, "size": FONT_SIZE, "color": INK},
    )


def build_colour_scale(classes: Sequence[MapClass]) -> list[tuple[float, str]]:
    """Stepped scale: each class one flat colour."""
    count = len(classes)
    return [(edge / count, one.fill) for place, one in enumerate(classes) for edge in (place, place + 1)]


def outline_areas(rows: Sequence[Row], ringed_area_id: str | None) -> dict[str, Any]:
    """White outlines, and a dark one around the chosen area."""
    if ringed_area_id is None:
        return {"line": {"color": OUTLINE, "width": THIN}}
    ringed = [row["area_id"] == ringed_area_id for row in rows]
    return {
        "line": {"color": [INK if one else OUTLINE for one in ringed], "width": [3 if one else THIN for one in ringed]}
    }


def add_missing_signs(figure: go.Figure, places: Sequence[Place], colouring: Colouring, extent: LayerExtent) -> None:
    """Put the glyph of each kind of missing over its areas, as the legend does."""
    signs = [
        (colouring.classes[place].glyph, *extent.points[row["area_id"]])
        for row, place in places
        if colouring.classes[place].glyph and row["area_id"] in extent.points
    ]
    if signs:
        add_names(figure, signs)


def add_names(figure: go.Figure, names: Sequence[tuple[str, float, float]]) -> None:
    """Write words at places given as (text, longitude, latitude)."""
    import plotly.graph_objects as go

    figure.add_trace(
        go.Scattermap(
            text=[name for name, _longitude, _latitude in names],
            lon=[longitude for _name, longitude, _latitude in names],
            lat=[latitude for _name, _longitude, latitude in names],
            mode="text",
            textfont={"size": FONT_SIZE, "color": INK},
            hoverinfo="skip",
        )
    )


def write_hover(row: Row) -> str:
    """What hovering over an area says: name, number with its base, date and status, and what is missing."""
    if row["value"] is None:
        return f"<b>{escape(localise(row, 'name'))}</b><br>{escape(format_status(row['status']))}"
    simulated = _("simulated") if row["is_simulated"] else _("real")
    day = format_date(row.get("as_of") or row["period_end"])
    status = "" if row["status"] in (Status.NOT_DUE, Status.NOT_APPLICABLE) else f"{format_status(row['status'])} · "
    gap = format_gap(row)
    lines = [
        f"<b>{escape(localise(row, 'name'))}</b>",
        f"<b>{escape(format_value(row))}</b> · {escape(simulated)}",
        escape(format_basis(row)),
        escape(_("{period}, as of {date}", period=format_period(row["period"]), date=day)),
        escape(f"{status}{gap}".removesuffix(" · ")),
        "" if row.get("is_reported") or (row.get("expected_count") or 0) <= 1 else escape(format_completeness(row)),
    ]
    return "<br>".join(line for line in lines if line)
