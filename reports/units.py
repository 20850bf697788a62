"""The units under a place that a document shows: those of the day it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from warehouse import queries
from warehouse.model import Era, Level
from warehouse.queries import Release

REFORM_DAY = date(2025, 7, 1)
LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.WARD)


@dataclass(frozen=True)
class Units:
    """The units under a place that a document shows.

    Attributes
    ----------
    layer : mapping
        Their row of :func:`warehouse.queries.list_map_layers`: which shapes, and what they are worth.
    """

    level: Level
    era: Era
    count: int
    layer: dict[str, Any]

    @property
    def layer_key(self) -> str | None:
        """Their shapes in the release; None = it has none."""
        key: str | None = self.layer["layer_key"]
        return key


def read_units(release: Release, place: dict[str, Any], day: date) -> Units | None:
    """Wards of a city of today, districts of one before, provinces of the nation; None for a ward, which has none.

    Parameters
    ----------
    place : mapping
        Row of :func:`warehouse.queries.read_area`.
    """
    era = Era.BEFORE if day < REFORM_DAY or place["era"] == Era.BEFORE else Era.AFTER
    layers = queries.list_map_layers(release, place["area_id"]).iter_rows(named=True)
    rows = [row for row in layers if row["era"] == era]
    first = min(rows, key=lambda row: LEVELS.index(Level(row["level"])), default=None)
    return Units(Level(first["level"]), era, first["area_count"], first) if first else None
