"""What stands on the areas of a map besides their colour: patterns for what is missing or estimated, signs and names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.layer_extent import LayerExtent
from ui.map_classes import Colouring, MapClass
from warehouse.model import Level
from wording.language import localise
from wording.places import shorten_name

Row = Mapping[str, Any]
Place = tuple[Row, int]
Sign = tuple[str, float, float]
ESTIMATE_PATTERN = "estimate"
FEW_WARDS = 30


@dataclass(frozen=True)
class Tones:
    """Colours of a map with those of weak estimates apart, which look the same but carry a pattern.

    Attributes
    ----------
    place_of_row : tuple of int
        Place of each row's colour in ``fills``.
    patterns : Mapping
        Pattern by colour, for the script that draws them in the browser.
    """

    fills: tuple[str, ...]
    place_of_row: tuple[int, ...]
    patterns: Mapping[str, str]


def find_tones(places: Sequence[Place], classes: Sequence[MapClass], hollow_ids: frozenset[str]) -> Tones:
    """Colours in the order of the classes, then those of weak estimates: each one step of blue beside its class, which no eye sees."""
    fills = [one.fill for one in classes]
    patterns = {one.fill: one.pattern for one in classes if one.pattern}
    hollow: dict[int, int] = {}
    place_of_row = []
    for row, place in places:
        if row["area_id"] in hollow_ids and not classes[place].pattern:
            if place not in hollow:
                hollow[place] = len(fills)
                fills.append(shift_tone(classes[place].fill))
                patterns[fills[-1]] = ESTIMATE_PATTERN
            place_of_row.append(hollow[place])
        else:
            place_of_row.append(place)
    return Tones(tuple(fills), tuple(place_of_row), patterns)


def shift_tone(fill: str) -> str:
    """A colour one step of blue away.

    >>> shift_tone("#1461ff"), shift_tone("#146152")
    ('#1461fe', '#146153')
    """
    blue = int(fill[5:], 16)
    return f"{fill[:5]}{blue + (1 if blue < 255 else -1):02x}"


def list_signs(places: Sequence[Place], colouring: Colouring, extent: LayerExtent) -> list[Sign]:
    """Glyph of each kind of missing over its areas, as the legend has it."""
    return [
        (colouring.classes[place].glyph, *extent.points[row["area_id"]])
        for row, place in places
        if colouring.classes[place].glyph and row["area_id"] in extent.points
    ]


def list_names(places: Sequence[Place], colouring: Colouring, extent: LayerExtent) -> list[Sign]:
    """Short name of every area, after the glyph of what is missing there."""
    return [
        (
            f"{colouring.classes[place].glyph} {shorten_name(localise(row, 'name'))}".strip(),
            *extent.points[row["area_id"]],
        )
        for row, place in places
        if row["area_id"] in extent.points
    ]


def has_names(rows: Sequence[Row]) -> bool:
    """Whether names stand on the map from the start: provinces, districts, or few wards; others show theirs when zoomed in."""
    return rows[0]["level"] != Level.WARD or len(rows) <= FEW_WARDS
