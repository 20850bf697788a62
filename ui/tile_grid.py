"""Where equal tiles go: every unit on a cell of a grid near its real position, no two on one cell, the same each time."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

Point = tuple[float, float]
FREE_SHARE = 1.28
WIDE_SCREEN = 2.0
NARROWEST, WIDEST = 0.6, 2.4
CROWDED, EVENNESS, LITTLE_EVENNESS = 80, 0.55, 0.2
TAIL_SHARE = 0.03


@dataclass(frozen=True)
class TileGrid:
    """Cells of units, counted from the upper left.

    Attributes
    ----------
    cells : Mapping
        Column and row of each unit, from 0.
    """

    columns: int
    rows: int
    cells: Mapping[str, tuple[int, int]]


@st.cache_resource(max_entries=32, show_spinner=False)
def place_layer(boundary_id: str, area_ids: tuple[str, ...], _points: Mapping[str, Point]) -> TileGrid:
    """Tiles of the units of a layer; kept by the layer and its units, for the assignment takes a moment."""
    return place_tiles({area_id: _points[area_id] for area_id in area_ids})


def place_tiles(points: Mapping[str, Point]) -> TileGrid:
    """Give every unit the cell that keeps the sum of squared moves least.

    Crowded middles are spread before: a unit's place is partly its rank from west to east and from north to south.

    Parameters
    ----------
    points : Mapping
        Longitude and latitude by area_id.

    Examples
    --------
    >>> place_tiles({"west": (105, 21), "east": (106, 21)}).cells
    {'east': (1, 0), 'west': (0, 0)}
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    names = sorted(points)
    middle = math.cos(math.radians(sum(points[name][1] for name in names) / max(1, len(names))))
    easts, souths = [points[name][0] * middle for name in names], [-points[name][1] for name in names]
    columns, rows = choose_size(len(names), find_aspect(easts, souths))
    across, down = (spread(values, cells) for values, cells in ((easts, columns), (souths, rows)))
    cells = [(column, row) for row in range(rows) for column in range(columns)]
    moves = (np.array(across)[:, None] - np.array([column for column, _row in cells])) ** 2
    moves += (np.array(down)[:, None] - np.array([row for _column, row in cells])) ** 2
    order, chosen = linear_sum_assignment(moves)
    placed = {names[place]: cells[cell] for place, cell in zip(order, chosen, strict=True)}
    return trim(placed)


def find_aspect(easts: Sequence[float], souths: Sequence[float]) -> float:
    """Width of the units as a multiple of their height, without the few farthest, drawn half-way to that of a screen."""
    width, height = (find_span(values) for values in (easts, souths))
    true = width / height if height else WIDEST
    return min(WIDEST, max(NARROWEST, math.sqrt(true * WIDE_SCREEN)))


def find_span(values: Sequence[float]) -> float:
    """Distance between the ends of values without their tails."""
    ordered, cut = sorted(values), int(len(values) * TAIL_SHARE)
    return ordered[-1 - cut] - ordered[cut]


def choose_size(count: int, aspect: float) -> tuple[int, int]:
    """Columns and rows of a grid with a few free cells.

    >>> choose_size(126, 1.4)
    (15, 11)
    """
    if count <= 2:
        return count, 1
    rows = max(1, round(math.sqrt(count * FREE_SHARE / aspect)))
    return math.ceil(count * FREE_SHARE / rows), rows


def spread(values: Sequence[float], cells: int) -> list[float]:
    """Positions along one side of a grid: between where units lie and an even spread of them."""
    ordered = sorted(values)
    cut = int(len(values) * TAIL_SHARE)
    evenness = EVENNESS if len(values) > CROWDED else LITTLE_EVENNESS
    low, high = ordered[cut], ordered[-1 - cut]
    ranks = {value: place / max(1, len(values) - 1) for place, value in enumerate(ordered)}
    true = [min(1.0, max(0.0, (value - low) / ((high - low) or 1))) for value in values]
    return [
        (cells - 1) * (evenness * ranks[value] + (1 - evenness) * share)
        for value, share in zip(values, true, strict=True)
    ]


def trim(cells: Mapping[str, tuple[int, int]]) -> TileGrid:
    """The grid without empty columns and rows at its edges."""
    west, north = (min(cell[axis] for cell in cells.values()) for axis in (0, 1))
    moved = {name: (column - west, row - north) for name, (column, row) in cells.items()}
    columns, rows = (1 + max(cell[axis] for cell in moved.values()) for axis in (0, 1))
    return TileGrid(columns, rows, moved)
