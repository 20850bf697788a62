"""Choropleth maps: shapes come from our own server by address, a rerun sends values only, and nothing is asked of any other host."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from html import escape
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from reports.layer_extent import LayerExtent
from reports.plane import ARCHIPELAGO_LABELS
from ui.layer_extent import Framing, MapFrame
from ui.map_classes import Colouring
from ui.map_estimates import list_hollow
from ui.map_hover import HoverTexts, write_hover_texts
from ui.map_marks import Sign, Tones, find_tones, list_names, list_signs
from ui.theme import colour
from wording.language import localise
from wording.looks import FONT

Row = Mapping[str, Any]
WHOLE = {"x": (0, 1), "y": (0, 1)}
INSET = {"x": (0.02, 0.16), "y": (0.1, 0.28)}
THIN, THINNEST, MANY_AREAS = 0.6, 0.15, 1000
# A map is made at this height and then grows to that of its frame: growing keeps it filled, shrinking would cut it off.
SMALLEST_HEIGHT = 200
FONT_SIZE = 13


class Names(StrEnum):
    """Whether names stand on the areas: written here, or taken from the shapes by the browser when it is zoomed in."""

    NONE = "none"
    ALWAYS = "always"
    ZOOMED = "zoomed"


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
    names: Names = Names.NONE,
    hover: HoverTexts | None = None,
    hollow_ids: frozenset[str] | None = None,
) -> dict[str, Any]:
    """Figure of areas in the colours of their classes.

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
    names : Names
        Whether areas carry their names, from the start or when zoomed in.
    hover : HoverTexts, optional
        What hovering says instead of :func:`ui.map_hover.write_hover_texts`.
    hollow_ids : frozenset of str, optional
        Areas drawn hollow instead of :func:`ui.map_estimates.list_hollow`.

    Returns
    -------
    dict
        ``data`` and ``layout`` of a Plotly figure. Trace 0 holds one location per row, ``z`` the number of its class and ``text`` what
        hovering says; signs and names of at most 1,000 areas follow; outlying areas come again in a small map of their own.
    """
    places = list(zip(rows, colouring.class_of_row, strict=True))
    tones = find_tones(places, colouring.classes, list_hollow(rows) if hollow_ids is None else hollow_ids)
    areas = (tuple(row["area_id"] for row in rows), tones, hover or write_hover_texts(rows), geometry_url)
    data = [draw_areas(*areas, ringed_area_id)]
    if len(rows) <= MANY_AREAS:
        is_named = names is Names.ALWAYS
        data.append(
            draw_words(list_names(places, colouring, extent) if is_named else list_signs(places, colouring, extent))
        )
    layout: dict[str, Any] = {"map": write_map_layout(framing.main, WHOLE)}
    if framing.inset:
        data.append({**draw_areas(*areas, ringed_area_id, framing.outlying), "subplot": "map2"})
        layout |= write_inset_layout(rows, framing, framing.inset)
    if is_nation:
        data.append(draw_words(ARCHIPELAGO_LABELS))
    layout |= {
        "height": SMALLEST_HEIGHT,
        "paper_bgcolor": colour("water"),
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "showlegend": False,
        "clickmode": "event+select",
        "dragmode": "pan",
        "uirevision": geometry_url,
        "hoverlabel": {
            "font": {"family": FONT, "size": FONT_SIZE, "color": colour("ink")},
            "bgcolor": colour("paper"),
            "align": "left",
        },
        "meta": {
            "patterns": dict(tones.patterns),
            "names": geometry_url if names is Names.ZOOMED else "",
            "ink": colour("ink"),
            "paper": colour("paper"),
        },
    }
    return {"data": data, "layout": layout}


def draw_areas(
    area_ids: Sequence[str],
    tones: Tones,
    hover: HoverTexts,
    geometry_url: str,
    ringed_area_id: str | None,
    kept: frozenset[str] | None = None,
) -> dict[str, Any]:
    """Areas in the colours of their classes, each one flat colour; of all areas only those ``kept``."""
    places = [place for place, area_id in enumerate(area_ids) if kept is None or area_id in kept]
    drawn = [area_ids[place] for place in places]
    return {
        "type": "choroplethmap",
        "geojson": geometry_url,
        "featureidkey": "id",
        "locations": drawn,
        "z": [tones.place_of_row[place] for place in places],
        "zmin": -0.5,
        "zmax": len(tones.fills) - 0.5,
        "colorscale": build_colour_scale(tones.fills),
        "showscale": False,
        "text": [hover.texts[place] for place in places],
        "customdata": [hover.gaps[place] for place in places] if hover.gaps else None,
        "hovertemplate": hover.template,
        "marker": outline_areas(drawn, ringed_area_id),
        "unselected": {"marker": {"opacity": 0.62}},
        "selected": {"marker": {"opacity": 1}},
    }


def write_map_style() -> dict[str, Any]:
    """A style of our own without ``glyphs``: names are then drawn with the browser's fonts; Plotly's styles would fetch them.

    The source is empty, but there must be one: Plotly drops an empty dictionary on its way to the map.
    """
    return {
        "version": 8,
        "sources": {"none": {"type": "geojson", "data": {"type": "FeatureCollection", "features": []}}},
        "layers": [{"id": "water", "type": "background", "paint": {"background-color": colour("water")}}],
    }


def write_map_layout(frame: MapFrame, domain: Mapping[str, Any]) -> dict[str, Any]:
    """Style, limits and place of a map; zoom 0 makes it fill its window within its limits."""
    return {
        "style": write_map_style(),
        "domain": domain,
        "zoom": 0,
        "center": {"lon": (frame.west + frame.east) / 2, "lat": (frame.south + frame.north) / 2},
        "bounds": {"west": frame.west, "south": frame.south, "east": frame.east, "north": frame.north},
    }


def write_inset_layout(rows: Sequence[Row], framing: Framing, frame: MapFrame) -> dict[str, Any]:
    """A map in the corner for areas that lie far off, in a frame under their names."""
    left, right, bottom, top = *INSET["x"], *INSET["y"]
    paper = {"xref": "paper", "yref": "paper"}
    edge = {
        "type": "rect",
        "x0": left,
        "x1": right,
        "y0": bottom,
        "y1": top,
        "line": {"color": colour("line"), "width": 1},
    }
    words = {
        "text": escape(", ".join(localise(row, "name") for row in rows if row["area_id"] in framing.outlying)),
        "x": left,
        "y": top,
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"family": FONT, "size": FONT_SIZE, "color": colour("ink")},
    }
    return {"map2": write_map_layout(frame, INSET), "shapes": [paper | edge], "annotations": [paper | words]}


def build_colour_scale(fills: Sequence[str]) -> list[tuple[float, str]]:
    """Stepped scale: each class one flat colour."""
    count = len(fills)
    return [(edge / count, fill) for place, fill in enumerate(fills) for edge in (place, place + 1)]


def outline_areas(area_ids: Sequence[str], ringed_area_id: str | None) -> dict[str, Any]:
    """White outlines, and a dark one around the chosen area; an area that is not on the map outlines nothing."""
    if ringed_area_id not in area_ids:
        return {"line": {"color": colour("outline"), "width": THIN if len(area_ids) <= MANY_AREAS else THINNEST}}
    ringed = [area_id == ringed_area_id for area_id in area_ids]
    return {
        "line": {
            "color": [colour("ink" if one else "outline") for one in ringed],
            "width": [3 if one else THIN for one in ringed],
        }
    }


def draw_words(signs: Sequence[Sign]) -> dict[str, Any]:
    """Words at places given as (text, longitude, latitude); an empty word where there are none, for the library wants one."""
    signs = signs or [("", 0.0, 0.0)]
    return {
        "type": "scattermap",
        "text": [word for word, _longitude, _latitude in signs],
        "lon": [round(longitude, 4) for _word, longitude, _latitude in signs],
        "lat": [round(latitude, 4) for _word, _longitude, latitude in signs],
        "mode": "text",
        "textfont": {"size": FONT_SIZE, "color": colour("ink")},
        "hoverinfo": "skip",
    }
