"""Outlines of areas as paths of an SVG, on a plane that fits them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from reports.layer_extent import Box, join_boxes, list_parts
from reports.plane import Plane

MARGIN = 6
HATCHES = {
    "diagonal": "M0 14 14 0",
    "cross": "M0 14 14 0M0 0 14 14",
    "dots": "M6 7h2",
    "horizontal": "M0 7h14",
    "vertical": "M7 0v14",
    "grid": "M0 7h14M7 0v14",
}


def fit_plane(boxes: Sequence[Box], side: int, width: int = 0, height: int = 0) -> tuple[Plane, int, int]:
    """Plane that fits boxes into a square of a side, with its size; given a picture's size, in its lower right corner."""
    if not boxes:
        return Plane(0, 0, 1, 1, MARGIN, MARGIN), 0, 0
    box = join_boxes(boxes)
    squeeze = math.cos(math.radians((box.south + box.north) / 2))
    across, down = (box.east - box.west) * squeeze, box.north - box.south
    scale = (side - 2 * MARGIN) / max(across, down)
    size = round(across * scale) + 2 * MARGIN, round(down * scale) + 2 * MARGIN
    left, top = (width - size[0], height - size[1]) if width else (0, 0)
    return Plane(box.west, box.north, squeeze, scale, left + MARGIN, top + MARGIN), *size


def write_path(geometry: Mapping[str, Any], plane: Plane) -> str:
    """Rings of a geometry as steps between whole units, corners that fall together said once.

    A hole is wound against its outline, so that it stays open and shows the unit it encloses.
    """
    rings = (ring for part in list_parts(geometry) for ring in part)
    return "".join(write_ring([plane.place_on_grid(*corner[:2]) for corner in ring]) for ring in rings)


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
