"""The map as equal tiles, so that small inner wards are as large as any: HTML in the colours and patterns of the legend."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from ui.map_choices import CHOSEN
from ui.map_classes import Colouring
from ui.map_drawing import count_hollow, is_national, label_target, measure
from ui.map_estimates import tell_estimate, write_value
from ui.map_frame import ESTIMATE_STRIPES, write_map_legend
from ui.map_screen import MapScreen
from ui.theme import var
from ui.tile_grid import TileGrid, place_layer
from wording.format import format_status
from wording.language import _, localise
from wording.looks import choose_words
from wording.places import shorten_name

Row = Mapping[str, Any]
MOST_NAMED = 220
# Columns up to which names of at least 12 pixels fit: on a phone, and on a window narrower than a laptop.
MOST_ON_PHONE, MOST_ON_TABLET = 8, 14
HALO = ",".join(["0 0 3px var(--paper)"] * 4)
# The archipelagos belong to provinces that have a tile of their own; they stand beside them, at sea, on every tile map of the nation.
ARCHIPELAGOS = (("Hoàng Sa", "48"), ("Trường Sa", "56"))


def draw_tiles(screen: MapScreen, chosen: str) -> None:
    """Every unit of a screen as one tile, a link that chooses it."""
    [colouring] = screen.colourings
    extent = measure(screen)[0]
    area_ids = tuple(row["area_id"] for row in screen.rows if row["area_id"] in extent.points)
    grid = place_layer(screen.layer["boundary_id"], area_ids, extent.points)
    legend = write_map_legend(
        colouring, label_target(screen), count_hollow(screen, screen.rows, colouring), is_row=True
    )
    caption = escape(_("Every unit is one tile near its place; tiles show neither shape nor size."))
    st.html(write_tile_style(colouring))
    touch = escape(_("Touch a tile to read its name and figure."))
    note = f"<p class='d-note'>{caption} <span class='d-touch'>{touch}</span></p>"
    st.html(f"{legend}{write_tiles(screen, grid, chosen)}{note}")


def write_tile_style(colouring: Colouring) -> str:
    """Style sheet of the classes of tiles."""
    words = [var("ink") if one.pattern else choose_words(one.fill) for one in colouring.classes]
    rules = "".join(
        f".d-tiles .c{place}{{background:{one.css_fill};color:{ink}}}"
        + (f".d-tiles .c{place} span{{text-shadow:{HALO}}}" if one.pattern else "")
        for place, (one, ink) in enumerate(zip(colouring.classes, words, strict=True))
    )
    return f"<style>{rules}</style>"


def write_tiles(screen: MapScreen, grid: TileGrid, chosen: str) -> str:
    """The grid as HTML."""
    [colouring] = screen.colourings
    hollow = screen.list_hollow(screen.rows)
    is_named = len(screen.rows) <= MOST_NAMED
    tiles = "".join(
        write_tile(
            row, f"c{place}", grid.cells[row["area_id"]], is_named, row["area_id"] in hollow, row["area_id"] == chosen
        )
        for row, place in zip(screen.rows, colouring.class_of_row, strict=True)
        if row["area_id"] in grid.cells
    )
    columns, rows = grid.columns, grid.rows
    if is_national(screen):
        tiles += write_archipelagos(screen, grid)
        columns += 2
    size = f"grid-template-columns:repeat({columns},minmax(0,1fr));grid-template-rows:repeat({rows},minmax(1.5rem,1fr))"
    dense = (("dense", columns > MOST_ON_PHONE), ("crowded", columns > MOST_ON_TABLET))
    css_class = " ".join(("d-tiles", *(name for name, holds in dense if holds)))
    return f"<div class='{css_class}' style='{size}'>{tiles}</div>"


def write_tile(
    row: Row, css_class: str, cell: tuple[int, int], is_named: bool, is_hollow: bool, is_chosen: bool
) -> str:
    """One tile: short name, colour of its class, stripes where weakly estimated; its words when hovered over."""
    column, line = cell
    stripes = f";background-image:{ESTIMATE_STRIPES}" if is_hollow else ""
    words = [write_value(row), tell_estimate(row)] if row["value"] is not None else []
    title = escape(" · ".join(part for part in (localise(row, "name"), *words, format_status(row["status"])) if part))
    name = f"<span>{escape(shorten_name(localise(row, 'name')).split(' - ')[0])}</span>" if is_named else ""
    address = escape("?" + urlencode({CHOSEN: row["area_id"]}))
    return (
        f"<a class='{css_class}{' on' if is_chosen else ''}' style='grid-area:{line + 1}/{column + 1}{stripes}' href='{address}'"
        f" target='_self' data-in-place-choice title='{title}' aria-label='{title}'>{name}</a>"
    )


def write_archipelagos(screen: MapScreen, grid: TileGrid) -> str:
    """Hoàng Sa and Trường Sa, east of the provinces they belong to."""
    cells = {row["area_code"]: grid.cells.get(row["area_id"]) for row in screen.rows}
    tiles = []
    taken: set[int] = set()
    for name, code in ARCHIPELAGOS:
        line = (cells.get(code) or (0, grid.rows // 2))[1]
        while line in taken:
            line += 1
        taken.add(line)
        tiles.append(f"<b style='grid-area:{line + 1}/{grid.columns + 2}'>{escape(name)}</b>")
    return "".join(tiles)
