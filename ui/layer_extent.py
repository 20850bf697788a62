"""How a map is framed around the shapes of a layer, measured once a layer from the stored GeoJSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from reports.layer_extent import LayerExtent, find_outlying, join_boxes, measure_shapes
from ui.geometry import get_stored
from warehouse.queries import Release, read_geometry

MARGIN_SHARE = 0.03
WIDEST_WINDOW = 8
EDGE_OF_THE_WORLD = 179.0


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


def frame_map(extent: LayerExtent, area_ids: Iterable[str], *, is_whole: bool) -> Framing:
    """Lay areas out on a map; with ``is_whole`` all in one frame, however far apart."""
    drawn = {area_id for area_id in area_ids if area_id in extent.boxes}
    outlying = frozenset() if is_whole else find_outlying(extent, drawn)
    return Framing(frame_areas(extent, drawn - outlying), outlying, frame_areas(extent, outlying) if outlying else None)


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
