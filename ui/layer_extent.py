"""Where the shapes of a layer lie, read once a layer from the stored GeoJSON, and how a map is framed around them."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import streamlit as st

from ui.geometry import get_stored
from warehouse.queries import Release, read_geometry

Ring = Sequence[Sequence[float]]
MARGIN_SHARE = 0.03
WIDEST_GAP_SHARE = 0.25
OUTLYING_SHARE = 0.05
FEWEST_TO_PART = 10
WEST, SOUTH, EAST, NORTH = (attrgetter(side) for side in ("west", "south", "east", "north"))
WIDEST_WINDOW = 8
EDGE_OF_THE_WORLD = 179.0
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


@dataclass(frozen=True)
class MapFrame:
    """How far a map may be moved, in degrees, and the width of its layer as a multiple of its height."""

    west: float
    south: float
    east: float
    north: float
    aspect: float


@dataclass(frozen=True)
class Framing:
    """How areas are laid out on a map.

    Attributes
    ----------
    outlying : frozenset of str
        Areas shown apart, in ``inset``, because they lie far off.
    inset : MapFrame or None
        Limits of the small map of the outlying areas; null where there are none.
    """

    main: MapFrame
    outlying: frozenset[str]
    inset: MapFrame | None


@st.cache_resource(max_entries=32, show_spinner=False)
def measure_layer(layer_key: str, boundary_id: str, _release: Release) -> LayerExtent:
    """Measure a layer of the release; kept by its boundary_id, which changes whenever its shapes do."""
    return measure_shapes(json.loads(get_stored(read_geometry(_release, layer_key)).geojson))


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


def frame_map(extent: LayerExtent, area_ids: Iterable[str], *, is_whole: bool) -> Framing:
    """Lay areas out on a map; with ``is_whole`` all in one frame, however far apart."""
    drawn = {area_id for area_id in area_ids if area_id in extent.boxes}
    outlying = frozenset() if is_whole else find_outlying(extent, drawn)
    return Framing(frame_areas(extent, drawn - outlying), outlying, frame_areas(extent, outlying) if outlying else None)


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


def frame_areas(extent: LayerExtent, area_ids: Iterable[str]) -> MapFrame:
    """Limits of a map that shows areas in a window of any height.

    The map is asked to stay within their latitudes and within far wider longitudes, so that opening it at zoom 0 makes it zoom in
    until its height is filled; a window at least as wide as ``aspect`` times its height then holds all of them.
    """
    box = join_boxes(extent.boxes[area_id] for area_id in area_ids)
    top, bottom = project_latitude(box.north), project_latitude(box.south)
    margin = (top - bottom) * MARGIN_SHARE
    middle = (box.west + box.east) / 2
    reach = min(360 * (top - bottom) * WIDEST_WINDOW, EDGE_OF_THE_WORLD - abs(middle))
    return MapFrame(
        west=middle - reach,
        south=unproject_latitude(bottom - margin),
        east=middle + reach,
        north=unproject_latitude(top + margin),
        aspect=(box.east - box.west) / 360 / (top - bottom),
    )


def project_latitude(latitude: float) -> float:
    """Northing of a latitude in web Mercator, as a share of the world's width."""
    return math.asinh(math.tan(math.radians(latitude))) / (2 * math.pi)


def unproject_latitude(northing: float) -> float:
    """Latitude of a northing.

    >>> round(unproject_latitude(project_latitude(21.03)), 6)
    21.03
    """
    return math.degrees(math.atan(math.sinh(northing * 2 * math.pi)))
