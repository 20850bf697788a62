"""The small map of the overview: the units under a place in the colours of their verdicts, one picture a browser keeps.

The picture comes from a route of its own, so that a rerun of the page sends its address only; its message stands in words beside it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import polars as pl
import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from ui.answers import ask
from ui.blocks import UNJUDGED, write_icon, write_style
from ui.geometry import get_stored
from ui.overview_picture import write_svg
from ui.state import PageContext, write_query
from ui.theme import write_css_fill
from warehouse import queries
from warehouse.errors import Dich2030Error
from warehouse.model import Era, Level, Status
from warehouse.publish import find_folder
from warehouse.queries import NATION, Release, open_release
from wording.format import LEVEL_WORDS, format_number, format_status
from wording.language import _
from wording.looks import LOOKS

KEPT_DAY = "public, max-age=86400"
KEPT_PICTURES = 128
NO_YEAR = 0


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
    picture = f"<img src='{escape(find_map_url(context, level, era))}' alt='{escape(alternative, quote=True)}'>"
    return (
        f"<a class='d-smallmap' href='{address}' target='_self' title='{words_of_link}'>{picture}<span>{words_of_link} →</span></a>"
        f"{write_legend(counts)}"
    )


def count_statuses(statuses: Iterable[str]) -> list[tuple[str, int]]:
    """Units by status, in the order of the legend of statuses."""
    return sorted(Counter(statuses).items(), key=lambda one: list(LOOKS).index(Status(one[0])))


def write_legend(counts: Sequence[tuple[str, int]]) -> str:
    """Swatch, number, icon and word of each status on the map."""
    items = "".join(
        f"<li style='{write_style(status)}'><i class='swatch' style='background:{write_css_fill(status)}'></i>"
        f"<b>{format_number(count)}</b>{write_icon(status)}{escape(format_status(status))}</li>"
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
