"""Where the shapes of a layer of the release lie, and which of them lie so far off that they are shown apart."""

from __future__ import annotations

import gzip
import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import brotli  # type: ignore[import-untyped]

from warehouse.queries import Release, read_geometry

Ring = Sequence[Sequence[float]]
WIDEST_GAP_SHARE = 0.25
OUTLYING_SHARE = 0.05
FEWEST_TO_PART = 10
WEST, SOUTH, EAST, NORTH = (attrgetter(side) for side in ("west", "south", "east", "north"))
# East of the whole mainland: parts beyond are Hoàng Sa and Trường Sa, drawn larger than they are.
OPEN_SEA = 110.5


@dataclass(frozen=True)
class Box:
    """A box in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True)
class LayerExtent:
    """Where the shapes of a layer lie, by area_id.

    Attributes
    ----------
    boxes : Mapping
        Box around all parts of each feature.
    points : Mapping
        Longitude and latitude of the middle of the largest part of each feature; of a province with an archipelago, ashore.
    """

    boxes: Mapping[str, Box]
    points: Mapping[str, tuple[float, float]]


def read_shapes(release: Release, layer_key: str) -> dict[str, Any]:
    """GeoJSON of a layer of the release, whose ``feature.id`` is an area_id; without features where the release has no such layer."""
    found = read_geometry(release, layer_key).to_dicts()
    if not found:
        return {"type": "FeatureCollection", "features": []}
    row = found[0]
    content = brotli.decompress(row["geojson_br"]) if "geojson_br" in row else gzip.decompress(row["geojson_gz"])
    shapes: dict[str, Any] = json.loads(content)
    return shapes


def measure_shapes(collection: Mapping[str, Any]) -> LayerExtent:
    """Boxes and points of the polygons of a GeoJSON feature collection."""
    boxes, points = {}, {}
    for feature in collection["features"]:
        outlines = list_outlines(feature["geometry"])
        boxes[feature["id"]] = find_box([corner for ring in outlines for corner in ring])
        middles = [find_middle(outline) for outline in outlines]
        ashore = [middle for middle in middles if middle[0] < OPEN_SEA] or middles
        points[feature["id"]] = max(ashore, key=lambda middle: abs(middle[2]))[:2]
    return LayerExtent(boxes, points)


def find_box(corners: Ring) -> Box:
    """Box around corners."""
    longitudes, latitudes = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes))


def join_boxes(boxes: Iterable[Box]) -> Box:
    """Box around boxes."""
    return find_box([corner for box in boxes for corner in ((box.west, box.south), (box.east, box.north))])


def find_outlying(extent: LayerExtent, area_ids: Iterable[str]) -> frozenset[str]:
    """Few areas so far from all others that a map holding them would show the others small, such as Côn Đảo from its city.

    An area is outlying when an empty strip wider than a quarter of the whole map lies between it and most others.
    """
    near = set(area_ids)
    outlying: set[str] = set()
    for start, end in ((SOUTH, NORTH), (WEST, EAST)) * 2:
        beyond = find_beyond_gap(sorted((start(extent.boxes[one]), end(extent.boxes[one]), one) for one in near))
        outlying |= beyond
        near -= beyond
    return frozenset(outlying)


def find_beyond_gap(spans: Sequence[tuple[float, float, str]]) -> set[str]:
    """Areas on the far side of a wide gap between spans sorted by their start, where those are few; else none."""
    if len(spans) < FEWEST_TO_PART:
        return set()
    reach, widest, place = spans[0][1], 0.0, 0
    whole = max(end for _start, end, _area_id in spans) - spans[0][0]
    for index, (start, end, _area_id) in enumerate(spans):
        if start - reach > widest:
            widest, place = start - reach, index
        reach = max(reach, end)
    few = min((spans[:place], spans[place:]), key=len)
    is_apart = widest > WIDEST_GAP_SHARE * whole and len(few) <= OUTLYING_SHARE * len(spans)
    return {area_id for _start, _end, area_id in few} if is_apart else set()


def list_outlines(geometry: Mapping[str, Any]) -> Iterable[Ring]:
    """Outer rings of a polygon or of the parts of a multipolygon."""
    return [part[0] for part in list_parts(geometry)]


def list_parts(geometry: Mapping[str, Any]) -> Sequence[Sequence[Ring]]:
    """Rings of a polygon or of each part of a multipolygon: the outer one, then its holes, wound the other way."""
    is_single = geometry["type"] == "Polygon"
    parts: Sequence[Sequence[Ring]] = [geometry["coordinates"]] if is_single else geometry["coordinates"]
    return parts


def find_middle(ring: Ring) -> tuple[float, float, float]:
    """Centroid and signed area of a ring, in degrees; the first corner where the ring has no area."""
    twice_area = east = north = 0.0
    first = ring[0]
    for (x0, y0), (x1, y1) in itertools.pairwise(ring):
        cross = (x0 - first[0]) * (y1 - first[1]) - (x1 - first[0]) * (y0 - first[1])
        twice_area += cross
        east += cross * (x0 + x1 - 2 * first[0])
        north += cross * (y0 + y1 - 2 * first[1])
    if twice_area == 0:
        return first[0], first[1], 0.0
    return first[0] + east / (3 * twice_area), first[1] + north / (3 * twice_area), twice_area / 2
