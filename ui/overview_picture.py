"""A picture of areas by status as SVG: one group of outlines for each status, in its colour or its pattern."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.layer_extent import Box, find_outlying, join_boxes, list_parts, measure_shapes
from reports.shapes import ARCHIPELAGOS
from ui.theme import var
from ui.theme_css import PAPER, QUIET_INK, write_colours
from warehouse.model import Status
from wording.looks import LOOKS, find_look

SIDE, INSET_SIDE, MARGIN = 1000, 170, 6
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
    extent = measure_shapes(shapes)
    boxes, outlying = extent.boxes, frozenset() if is_national else find_outlying(extent, drawn)
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
    drawing = f"<defs>{hatches}</defs><g stroke-width='1.6' stroke-linejoin='round'>{body}</g>{frame}{names}"
    return f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}'>{write_colours(drawing)}{drawing}</svg>"


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
    """Rings of a geometry as steps between whole units, corners that fall together said once.

    A hole is wound against its outline, so that it stays open and shows the unit it encloses.
    """
    rings = (ring for part in list_parts(geometry) for ring in part)
    return "".join(write_ring([plane.place(*corner[:2]) for corner in ring]) for ring in rings)


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
    is_hatched = find_look(status).pattern in HATCHES
    fill, stroke = (f"url(#{status})", QUIET_INK) if is_hatched else (var(f"{status}-fill"), PAPER)
    return f"<path fill='{fill}' stroke='{stroke}' d='{''.join(paths)}'/>"


def write_hatch(status: str) -> str:
    """Pattern of a kind of missing."""
    return (
        f"<pattern id='{status}' width='14' height='14' patternUnits='userSpaceOnUse'><path fill='{PAPER}' d='M0 0h14v14H0z'/>"
        f"<path stroke='{var(f'{status}-fill')}' stroke-width='4' d='{HATCHES[find_look(status).pattern]}'/></pattern>"
    )


def write_inset_frame(width: int, height: int, inset_width: int, inset_height: int) -> str:
    """Border around the units shown apart."""
    left, top, across, down = width - inset_width, height - inset_height, inset_width - 1, inset_height - 1
    return f"<path fill='none' stroke='{QUIET_INK}' stroke-width='2' d='M{left} {top}h{across}v{down}h{-across}z'/>"


def write_archipelagos(plane: Plane) -> str:
    """Names of Hoàng Sa and Trường Sa."""
    texts = []
    for name, longitude, latitude in ARCHIPELAGOS:
        x, y = plane.place(longitude, latitude)
        texts.append(f"<text x='{x}' y='{y}' text-anchor='middle'>{name}</text>")
    return f"<g font-family='sans-serif' font-size='30' fill='{QUIET_INK}'>{''.join(texts)}</g>"
