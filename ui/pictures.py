"""The chart or map of a screen as a picture to put into a document, in the colours of the screen."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from reports.extract import Extract
from reports.map_picture import MapKey, draw_areas
from reports.picture import Bar, Frame, Line, draw_bars, draw_lines
from reports.plane import ARCHIPELAGO_LABELS
from ui.answers import ask
from ui.blocks import name_verdict
from ui.geometry import get_stored
from ui.layer_extent import measure_layer
from ui.map_classes import Colouring, find_common_target
from ui.map_estimates import write_value
from ui.map_marks import ESTIMATE_PATTERN, Tones, find_tones, has_names, list_names, list_signs
from ui.series import Strand, choose_labelled
from ui.theme import colour
from warehouse import queries
from warehouse.model import Unit
from warehouse.queries import NATION, Release
from wording.format import format_target
from wording.language import _, localise
from wording.looks import find_look

Row = Mapping[str, Any]
Draw = Callable[[Extract, str], bytes]

HATCHES = {
    "diagonal": "////", "cross": "xxx", "dots": "...", "horizontal": "---", "vertical": "|||", "grid": "+++", "estimate": "//",
}  # fmt: skip


def build_frame(extract: Extract, ground: Mapping[str, str]) -> Frame:
    """Title above a picture; base, date and nature, files, release and link below it."""
    told = " · ".join(f"{label}: {text}" for label, text in extract.notes)
    names = sorted({*extract.sources[_("Source")]}) if extract.sources.height else []
    sources = (
        _("Sources: {names} ({count} files)", names=", ".join(names), count=extract.sources["SHA-256"].n_unique())
        if names
        else ""
    )
    release = _("Release {release}", release=extract.release_id)
    notes = tuple(line for line in (told, sources, f"{release} · {extract.link}") if line)
    return Frame(extract.title, notes, paper=ground["paper"], ink=ground["ink"], quiet=ground["quiet"])


def take_ground() -> dict[str, str]:
    """Colours of paper and words in the theme of whoever looks; asked while the screen is drawn."""
    return {name: colour(name) for name in ("paper", "ink", "quiet")}


def prepare_bars(rows: Sequence[Row]) -> Draw:
    """Bars of rows in percent, in their order; only their colours are asked for before the click."""
    ground, fills = take_ground(), {row["status"]: colour(f"{row['status']}-fill") for row in rows}

    def draw(extract: Extract, suffix: str) -> bytes:
        bars = [Bar(localise(row, "name"), row["value"], tell_bar(row), fills[row["status"]]) for row in rows]
        level = find_common_target(rows)
        target = None
        if level is not None:
            target = (float(level), _("target {value}", value=format_target(float(level), Unit.PERCENT)))
        return draw_bars(build_frame(extract, ground), bars, target, suffix)

    return draw


def prepare_lines(strands: Sequence[Strand], targets: Sequence[Row]) -> Draw:
    """A series in percent: one line a strand, simulated ones dashed, the targets on the days they fall due."""
    ground = take_ground()
    lines = [Line(strand.label, list_points(strand), strand.colour, strand.is_simulated) for strand in strands]
    marks = [
        (row["due"], float(row["target_value"]), format_target(row["target_value"], Unit.PERCENT)) for row in targets
    ]

    def draw(extract: Extract, suffix: str) -> bytes:
        return draw_lines(build_frame(extract, ground), lines, marks, _("Target"), suffix)

    return draw


def tell_bar(row: Row) -> str:
    """What stands at the end of a bar: the number, then icon and word of its verdict."""
    return f"{write_value(row)}  {find_look(row['status']).glyph} {name_verdict(row)}"


def list_points(strand: Strand) -> tuple[tuple[date, float, str], ...]:
    """Day and percent of each point of a strand; those with room for it carry their number."""
    labelled = choose_labelled(strand.rows)
    texts = [
        write_value({**row, "unit": Unit.PERCENT}) if place in labelled else "" for place, row in enumerate(strand.rows)
    ]
    return tuple((row["period_end"], row["value"], text) for row, text in zip(strand.rows, texts, strict=True))


def prepare_map(
    release: Release, rows: Sequence[Row], colouring: Colouring, hollow_ids: frozenset[str], layer: Row
) -> Draw:
    """The map of a screen in its classes, with names where the screen has them and signs where something is missing.

    Parameters
    ----------
    layer : Mapping
        Row of :func:`warehouse.queries.list_map_layers` with shapes.
    """
    ground, layer_key = take_ground(), layer["layer_key"]

    def draw(extract: Extract, suffix: str) -> bytes:
        places = list(zip(rows, colouring.class_of_row, strict=True))
        tones = find_tones(places, colouring.classes, hollow_ids)
        key_of = {row["area_id"]: place for row, place in zip(rows, tones.place_of_row, strict=True)}
        extent = measure_layer(layer_key, layer["boundary_id"], release)
        words = (list_names if has_names(rows) else list_signs)(places, colouring, extent)
        archipelagos = ARCHIPELAGO_LABELS if layer_key.startswith(NATION) else ()
        keys = list_keys(colouring, tones, ground["paper"])
        shapes = json.loads(read_shapes(release, layer_key))
        return draw_areas(build_frame(extract, ground), shapes, keys, key_of, [*words, *archipelagos], suffix)

    return draw


def list_keys(colouring: Colouring, tones: Tones, paper: str) -> list[MapKey]:
    """Classes of the legend: what is missing is hatched on paper, weak estimates are hatched on their colour."""
    labels = [f"{one.label} ({one.count})" for one in colouring.classes]
    labels += [_("mostly estimated")] * (len(tones.fills) - len(labels))
    patterns = [tones.patterns.get(fill, "") for fill in tones.fills]
    fills = [
        paper if pattern and pattern != ESTIMATE_PATTERN else fill
        for pattern, fill in zip(patterns, tones.fills, strict=True)
    ]
    return [
        MapKey(label, fill, HATCHES.get(pattern)) for label, fill, pattern in zip(labels, fills, patterns, strict=True)
    ]


def read_shapes(release: Release, layer_key: str) -> bytes:
    """GeoJSON of a layer of the release."""
    return get_stored(ask(release, queries.read_geometry, layer_key)).geojson
