"""Shapes of areas laid out on a flat sheet: the plane they lie on, what is drawn apart in a corner, and how finely."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.layer_extent import Box, LayerExtent, find_outlying, join_boxes, list_parts, measure_shapes
from reports.plane import ARCHIPELAGOS, Plane

INSET_SHARE = 0.2
FINEST = 0.6  # points between corners below which a shape is not drawn finer

Corner = tuple[float, float]
Ring = tuple[Corner, ...]


@dataclass(frozen=True)
class Outline:
    """An area on the sheet: its rings, and the middle of its largest part, where a name may stand."""

    area_id: str
    rings: tuple[Ring, ...]
    middle: Corner

    @property
    def limits(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        across = [corner[0] for ring in self.rings for corner in ring]
        down = [corner[1] for ring in self.rings for corner in ring]
        return min(across), min(down), max(across), max(down)


@dataclass(frozen=True)
class Drawing:
    """Areas on a sheet.

    Attributes
    ----------
    inset : tuple of float or None
        Left, top, width and height of the frame around areas drawn apart; null where none is.
    names : tuple
        Names of the archipelagos with their places; empty but on a map of the nation.
    """

    outlines: tuple[Outline, ...]
    inset: tuple[float, float, float, float] | None
    names: tuple[tuple[str, Corner], ...]


def lay_out(
    shapes: Mapping[str, Any], area_ids: Iterable[str], width: float, height: float, *, is_national: bool
) -> Drawing:
    """Lay areas out on a sheet of a width and height, far-off ones in its lower right corner.

    Parameters
    ----------
    shapes : Mapping
        GeoJSON whose ``feature.id`` is an area_id (:func:`reports.layer_extent.read_shapes`).
    area_ids : iterable of str
        Areas to draw; those without a shape are left out.
    """
    wanted = set(area_ids)
    extent = measure_shapes(shapes)
    drawn = {one["id"]: one["geometry"] for one in shapes["features"] if one["id"] in wanted}
    if not drawn:
        return Drawing((), None, ())
    outlying = frozenset() if is_national else find_outlying(extent, drawn)
    boxes = [extent.boxes[one] for one in drawn if one not in outlying]
    if is_national:
        boxes += [Box(east, north, east, north) for _name, east, north in ARCHIPELAGOS]
    plane = _fit(boxes, 0, 0, width, height)
    outlines = [_draw(one, geometry, extent, plane) for one, geometry in drawn.items() if one not in outlying]
    inset = _frame_inset(outlines, width, height) if outlying else None
    if inset:
        corner = _fit([extent.boxes[one] for one in outlying], *_shrink(inset))
        outlines += [_draw(one, drawn[one], extent, corner) for one in outlying]
    names = tuple((name, plane.place(east, north)) for name, east, north in ARCHIPELAGOS) if is_national else ()
    return Drawing(tuple(one for one in outlines if one.rings), inset, names)


def _fit(boxes: Sequence[Box], left: float, top: float, width: float, height: float) -> Plane:
    """Plane on which boxes lie in the middle of a sheet, as large as they can."""
    box = join_boxes(boxes)
    squeeze = math.cos(math.radians((box.south + box.north) / 2))
    across, down = max((box.east - box.west) * squeeze, 1e-9), max(box.north - box.south, 1e-9)
    scale = min(width / across, height / down)
    return Plane(
        box.west, box.north, squeeze, scale, left + (width - across * scale) / 2, top + (height - down * scale) / 2
    )


def _frame_inset(outlines: Sequence[Outline], width: float, height: float) -> tuple[float, float, float, float]:
    """The corner of the sheet with the least drawn in it, the lower right one first."""
    side = min(width, height) * INSET_SHARE
    corners = [(left, top) for top in (height - side, 0.0) for left in (width - side, 0.0)]

    def count_drawn(corner: Corner) -> int:
        left, top = corner
        return sum(
            left <= across <= left + side and top <= down <= top + side
            for outline in outlines
            for ring in outline.rings
            for across, down in ring
        )

    return *min(corners, key=count_drawn), side, side


def _shrink(frame: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, top, width, height = frame
    margin = width * 0.1
    return left + margin, top + margin, width - 2 * margin, height - 2 * margin


def _draw(area_id: str, geometry: Mapping[str, Any], extent: LayerExtent, plane: Plane) -> Outline:
    rings = (thin_ring([plane.place(*corner[:2]) for corner in ring]) for part in list_parts(geometry) for ring in part)
    return Outline(area_id, tuple(ring for ring in rings if ring), plane.place(*extent.points[area_id]))


def thin_ring(ring: Sequence[Corner], finest: float = FINEST) -> Ring:
    """A closed ring without corners too near to see: neighbours keep the same corners, because a corner is judged on a grid.

    >>> thin_ring([(0, 0), (5, 0), (5.1, 0.1), (5, 5), (0, 0)])
    ((0.0, 0.0), (4.8, 0.0), (4.8, 4.8))
    """
    kept: list[Corner] = []
    for across, down in ring[:-1]:
        corner = (round(round(across / finest) * finest, 2), round(round(down / finest) * finest, 2))
        if not kept or corner != kept[-1]:
            kept.append(corner)
    while len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    return tuple(kept) if len(kept) >= 3 else ()
