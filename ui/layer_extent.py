"""Where the shapes of a layer lie: its extent, and a point inside each shape for a sign. Read once a layer from the stored GeoJSON."""

from __future__ import annotations

import gzip
import itertools
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from warehouse.queries import Release, read_geometry

Ring = Sequence[Sequence[float]]
MARGIN_SHARE = 0.03
WIDEST_WINDOW = 8


@dataclass(frozen=True)
class LayerExtent:
    """Where a layer lies.

    Attributes
    ----------
    west, south, east, north : float
        Box around all shapes, in degrees.
    points : Mapping
        Longitude and latitude of the middle of the largest part of each feature, by area_id.
    """

    west: float
    south: float
    east: float
    north: float
    points: Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class MapFrame:
    """How far a map may be moved, in degrees, and the width of its layer as a multiple of its height."""

    west: float
    south: float
    east: float
    north: float
    aspect: float


@st.cache_resource(max_entries=32, show_spinner=False)
def measure_layer(layer_key: str, boundary_id: str, _release: Release) -> LayerExtent:
    """Measure a layer of the release; kept by its boundary_id, which changes whenever its shapes do."""
    layer = read_geometry(_release, layer_key)
    return measure_shapes(json.loads(gzip.decompress(layer.item(0, "geojson_gz"))))


def measure_shapes(collection: Mapping[str, Any]) -> LayerExtent:
    """Extent and points of the polygons of a GeoJSON feature collection."""
    largest = {
        feature["id"]: max(list_outlines(feature["geometry"]), key=lambda ring: abs(find_middle(ring)[2])) for feature in collection["features"]
    }
    corners = [corner for feature in collection["features"] for ring in list_outlines(feature["geometry"]) for corner in ring]
    longitudes, latitudes = [corner[0] for corner in corners], [corner[1] for corner in corners]
    points = {area_id: find_middle(ring)[:2] for area_id, ring in largest.items()}
    return LayerExtent(min(longitudes), min(latitudes), max(longitudes), max(latitudes), points)


def list_outlines(geometry: Mapping[str, Any]) -> Iterable[Ring]:
    """Outer rings of a polygon or of the parts of a multipolygon."""
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [part[0] for part in parts]


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


def frame_layer(extent: LayerExtent) -> MapFrame:
    """Limits of a map that shows a whole layer in a window of any height.

    The map is asked to stay within the layer's latitudes and within far wider longitudes, so that opening it at zoom 0 makes it
    zoom in until its height is filled; a window at least as wide as ``aspect`` times its height then holds the whole layer.
    """
    top, bottom = project_latitude(extent.north), project_latitude(extent.south)
    margin = (top - bottom) * MARGIN_SHARE
    middle, reach = (extent.west + extent.east) / 2, 360 * (top - bottom) * WIDEST_WINDOW
    return MapFrame(
        west=max(-179.0, middle - reach), south=unproject_latitude(bottom - margin), east=min(179.0, middle + reach), north=unproject_latitude(top + margin),
        aspect=(extent.east - extent.west) / 360 / (top - bottom),
    )  # fmt: skip


def project_latitude(latitude: float) -> float:
    """Northing of a latitude in web Mercator, as a share of the world's width."""
    return math.asinh(math.tan(math.radians(latitude))) / (2 * math.pi)


def unproject_latitude(northing: float) -> float:
    """Latitude of a northing.

    >>> round(unproject_latitude(project_latitude(21.03)), 6)
    21.03
    """
    return math.degrees(math.atan(math.sinh(northing * 2 * math.pi)))
