"""The small map of the overview: the units under a place in the colours of their verdicts, one picture a browser keeps.

The picture comes from a route of its own, so that a rerun of the page sends its address only; its message stands in words beside it.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import polars as pl
import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from ui.answers import ask
from ui.blocks import UNJUDGED, write_style
from ui.format import LEVEL_WORDS, format_number, format_status
from ui.geometry import get_stored
from ui.language import _
from ui.layer_extent import Box, find_outlying, join_boxes, list_outlines, measure_shapes
from ui.state import PageContext, write_query
from ui.theme import LOOKS, find_look, write_css_fill
from warehouse import queries
from warehouse.errors import Dich2030Error
from warehouse.model import Era, Level, Status
from warehouse.publish import find_folder
from warehouse.queries import NATION, Release, open_release

KEPT_DAY = "public, max-age=86400"
KEPT_PICTURES = 128
SIDE, INSET_SIDE, MARGIN = 1000, 170, 6
NO_YEAR = 0
HATCH_LINE = "#aab4be"
# Named on every map of the nation, at their own place and whatever the layer holds.
ARCHIPELAGOS = (("Hoàng Sa", 111.9, 15.9), ("Trường Sa", 113.2, 9.6))
HATCHES = {
    "diagonal": "M0 14 14 0",
    "cross": "M0 14 14 0M0 0 14 14",
    "dots": "M6 7h2",
    "horizontal": "M0 7h14",
    "vertical": "M7 0v14",
    "grid": "M0 7h14M7 0v14",
}


@dataclass(frozen=True)
class Plane:
    """How degrees become whole units of the picture."""

    west: float
    north: float
    squeeze: float
    scale: float
    left: float = MARGIN
    top: float = MARGIN

    def place(self, longitude: float, latitude: float) -> tuple[int, int]:
        """Place of a corner."""
        return (
            round(self.left + (longitude - self.west) * self.squeeze * self.scale),
            round(self.top + (self.north - latitude) * self.scale),
        )


def build_overview_routes() -> list[BaseRoute]:
    """The route of the small map."""
    return [Route("/overview-map/{release_id}/{area_id}/{indicator_id}/{year:int}/{layer}.svg", serve_map)]


def serve_map(request: Request) -> Response:
    """Send the picture; 404 for a release that is not kept, or a place without shapes."""
    asked = request.path_params
    level, _dot, era = asked["layer"].partition("_")
    question = (asked["release_id"], asked["area_id"], asked["indicator_id"], asked["year"], level, era)
    try:
        svg = draw_map(str(find_folder()), *question)
    except Dich2030Error:
        svg = ""
    if not svg:
        return PlainTextResponse("Không có bản đồ / no such map", status_code=404)
    return Response(svg, media_type="image/svg+xml", headers={"Cache-Control": KEPT_DAY})


@lru_cache(maxsize=KEPT_PICTURES)
def draw_map(folder: str, release_id: str, area_id: str, indicator_id: str, year: int, level: str, era: str) -> str:
    """SVG of the units of a level under an area by status; empty where the release has no shapes for them."""
    release = open_release(Path(folder), release_id)
    try:
        layers = queries.list_map_layers(release, area_id).filter(
            (pl.col("level") == level) & (pl.col("era") == era) & pl.col("layer_key").is_not_null()
        )
        if layers.is_empty():
            return ""
        shapes = json.loads(get_stored(queries.read_geometry(release, layers["layer_key"][0])).geojson)
        units = queries.list_child_standing(release, area_id, indicator_id, year or None, Level(level), Era(era))
    finally:
        release.connection.close()
    return write_svg(shapes, dict(units.select("area_id", "status").iter_rows()), is_national=area_id == NATION)


def write_svg(shapes: Mapping[str, Any], statuses: Mapping[str, str], *, is_national: bool) -> str:
    """The picture: one group of outlines for each status; far-off units in a corner of their own.

    Parameters
    ----------
    shapes : Mapping
        GeoJSON whose ``feature.id`` is an area_id.
    statuses : Mapping
        Status by area_id; other features are not drawn.
    """
    drawn = {one["id"]: one["geometry"] for one in shapes["features"] if one["id"] in statuses}
    if not drawn:
        return ""
    boxes = measure_shapes(shapes).boxes
    outlying = frozenset() if is_national else find_outlying(measure_shapes(shapes), drawn)
    plane, width, height = fit_plane([boxes[name] for name in drawn if name not in outlying], SIDE)
    corner, inset_width, inset_height = fit_plane([boxes[name] for name in outlying], INSET_SIDE, width, height)
    groups: dict[str, list[str]] = {}
    for name, geometry in drawn.items():
        path = write_path(geometry, corner if name in outlying else plane)
        groups.setdefault(statuses[name], []).append(path)
    hatches = "".join(write_hatch(status) for status in groups if LOOKS[Status(status)].pattern in HATCHES)
    body = "".join(write_group(status, paths) for status, paths in groups.items())
    frame = write_inset_frame(width, height, inset_width, inset_height) if outlying else ""
    names = write_archipelagos(plane) if is_national else ""
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}'><defs>{hatches}</defs>"
        f"<g stroke-width='1.6' stroke-linejoin='round'>{body}</g>{frame}{names}</svg>"
    )


def fit_plane(boxes: Sequence[Box], side: int, width: int = 0, height: int = 0) -> tuple[Plane, int, int]:
    """Plane that fits boxes into a square of a side, with its size; given a picture's size, in its lower right corner."""
    if not boxes:
        return Plane(0, 0, 1, 1), 0, 0
    box = join_boxes(boxes)
    squeeze = math.cos(math.radians((box.south + box.north) / 2))
    across, down = (box.east - box.west) * squeeze, box.north - box.south
    scale = (side - 2 * MARGIN) / max(across, down)
    size = round(across * scale) + 2 * MARGIN, round(down * scale) + 2 * MARGIN
    left, top = (width - size[0], height - size[1]) if width else (0, 0)
    return Plane(box.west, box.north, squeeze, scale, left + MARGIN, top + MARGIN), *size


def write_path(geometry: Mapping[str, Any], plane: Plane) -> str:
    """Outer rings of a geometry as steps between whole units, corners that fall together said once."""
    return "".join(write_ring([plane.place(*corner[:2]) for corner in ring]) for ring in list_outlines(geometry))


def write_ring(corners: Sequence[tuple[int, int]]) -> str:
    """One closed ring.

    >>> write_ring([(10, 10), (14, 10), (14, 10), (14, 7), (10, 10)])
    'M10 10l4 0 0 -3z'
    """
    (x, y), steps = corners[0], []
    for across, down in corners[1:-1]:
        if (across, down) != (x, y):
            steps.append(f"{across - x} {down - y}")
            x, y = across, down
    return f"M{corners[0][0]} {corners[0][1]}l{' '.join(steps)}z" if steps else ""


def write_group(status: str, paths: Sequence[str]) -> str:
    """Outlines of one status: in its colour, or in its own pattern for what is missing."""
    look = find_look(status)
    fill, stroke = (f"url(#{status})", HATCH_LINE) if look.pattern in HATCHES else (look.fill, "#fff")
    return f"<path fill='{fill}' stroke='{stroke}' d='{''.join(paths)}'/>"


def write_hatch(status: str) -> str:
    """Pattern of a kind of missing."""
    look = find_look(status)
    return (
        f"<pattern id='{status}' width='14' height='14' patternUnits='userSpaceOnUse'><path fill='#fff' d='M0 0h14v14H0z'/>"
        f"<path stroke='{look.fill}' stroke-width='4' d='{HATCHES[look.pattern]}'/></pattern>"
    )


def write_inset_frame(width: int, height: int, inset_width: int, inset_height: int) -> str:
    """Border around the units shown apart."""
    left, top, across, down = width - inset_width, height - inset_height, inset_width - 1, inset_height - 1
    return f"<path fill='none' stroke='#8795a3' stroke-width='2' d='M{left} {top}h{across}v{down}h{-across}z'/>"


def write_archipelagos(plane: Plane) -> str:
    """Names of Hoàng Sa and Trường Sa."""
    texts = []
    for name, longitude, latitude in ARCHIPELAGOS:
        x, y = plane.place(longitude, latitude)
        texts.append(f"<text x='{x}' y='{y}' text-anchor='middle'>{name}</text>")
    return f"<g font-family='sans-serif' font-size='30' fill='#5b6b7a'>{''.join(texts)}</g>"


def draw_small_map(context: PageContext, units: pl.DataFrame, level: Level, era: str) -> None:
    """The picture, a link to the map page, with its message as text and a legend in counts."""
    st.html(write_small_map(context, units, level, era))


def has_verdicts(units: pl.DataFrame) -> bool:
    """Whether a map of units by status would say anything."""
    return bool((~units["status"].is_in([*UNJUDGED])).any())


def has_shapes(release: Release, area_id: str, level: str, era: str) -> bool:
    """Whether the release can draw the units of a level under an area."""
    layers = ask(release, queries.list_map_layers, area_id)
    return (
        layers.filter((pl.col("level") == level) & (pl.col("era") == era) & pl.col("layer_key").is_not_null()).height
        > 0
    )


def write_small_map(context: PageContext, units: pl.DataFrame, level: Level, era: str) -> str:
    """HTML of the picture with its legend."""
    counts = count_statuses(units["status"])
    words = "; ".join(f"{format_number(count)} {format_status(status).lower()}" for status, count in counts)
    alternative = _(
        "Map of {place}, {level}: {counts}", place=context.area.name, level=_(LEVEL_WORDS[level]).lower(), counts=words
    )
    address = escape("ban-do?" + urlencode(write_query(context.view)))
    words_of_link = escape(_("Open the map"))
    picture = f"<img src='{escape(find_map_url(context, level, era))}' alt='{escape(alternative, quote=True)}' loading='lazy'>"
    return (
        f"<a class='d-smallmap' href='{address}' target='_self'>{picture}<span>{words_of_link} →</span></a>"
        f"{write_legend(counts)}"
    )


def count_statuses(statuses: Iterable[str]) -> list[tuple[str, int]]:
    """Units by status, in the order of the legend of statuses."""
    return sorted(Counter(statuses).items(), key=lambda one: list(LOOKS).index(Status(one[0])))


def write_legend(counts: Sequence[tuple[str, int]]) -> str:
    """Swatch, number and word of each status on the map."""
    items = "".join(
        f"<li style='{write_style(status)}'><i style='background:{write_css_fill(status)}'></i>"
        f"<b>{format_number(count)}</b> {escape(format_status(status))}</li>"
        for status, count in counts
    )
    return f"<ul class='d-maplegend'>{items}</ul>"


def find_map_url(context: PageContext, level: str, era: str) -> str:
    """Address of the picture on the server that the page came from; the path alone where the page's address is not known."""
    view = context.view
    parts = urlsplit(st.context.url or "")
    host = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    base = (st.get_option("server.baseUrlPath") or "").strip("/")
    question = (
        context.release.release_id,
        context.area.area_id,
        view.indicator_id,
        view.target_year or NO_YEAR,
        f"{level}_{era}.svg",
    )
    return "/".join([host + (f"/{base}" if base else ""), "overview-map", *(quote(str(part)) for part in question)])
