"""From labelled cells to a coverage of polygons: noded edges, shared-edge simplification, degrees (BOUNDARIES method step 6)."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer

from etl.boundaries.raster import EMPTY, FloatArray, Grid, LabelArray
from etl.boundaries.units import LONGITUDE_LATITUDE, UTM_48N
from warehouse.errors import BoundaryError

Shape = Any  # shapely has no types: a Polygon or MultiPolygon
CIRCLE_QUADRANT_SEGMENTS = 6
DECIMALS = 4


def trace_polygons(labels: LabelArray, label_count: int) -> list[Shape]:
    """Exact outlines of the labels in whole cell units.

    All edges are cut at every junction before polygons are formed, so neighbours share their vertices and the result is a valid
    coverage however the labels touch.

    Returns
    -------
    list of Polygon or MultiPolygon
        One for each label 0 … ``label_count`` − 1; x is the column, y the row. A label without cells is an empty polygon.
    """
    faces = shapely.get_parts(shapely.polygonize([shapely.line_merge(shapely.multilinestrings(_find_edges(labels)))]))
    inside = shapely.get_coordinates(shapely.point_on_surface(faces)).astype(np.intp)
    label_of_face = labels[inside[:, 1].clip(0, labels.shape[0] - 1), inside[:, 0].clip(0, labels.shape[1] - 1)]
    order = np.argsort(label_of_face, kind="stable")
    bounds = np.searchsorted(label_of_face[order], np.arange(label_count + 1))
    return [merge_parts(faces[order[start:end]]) for start, end in itertools.pairwise(bounds)]


def _find_edges(labels: LabelArray) -> list[Shape]:
    padded = np.pad(labels, 1, constant_values=EMPTY)
    row, column = np.nonzero(padded[:, 1:] != padded[:, :-1])
    vertical = np.stack([np.stack([column, row - 1], axis=1), np.stack([column, row], axis=1)], axis=1)
    row, column = np.nonzero(padded[1:, :] != padded[:-1, :])
    horizontal = np.stack([np.stack([column - 1, row], axis=1), np.stack([column, row], axis=1)], axis=1)
    return list(shapely.linestrings(np.concatenate([vertical, horizontal]).astype(float)))


def merge_parts(parts: Sequence[Shape]) -> Shape:
    """One polygon of one part, a multipolygon of several that touch at most in points."""
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)


def vectorise_labels(labels: LabelArray, label_count: int, grid: Grid, tolerance_m: float) -> list[Shape]:
    """Outlines of the labels, simplified along shared edges, in degrees rounded to ``DECIMALS``.

    Raises
    ------
    BoundaryError
        When a label has no cell.
    """
    polygons = np.array(trace_polygons(labels, label_count), dtype=object)
    missing = np.flatnonzero(shapely.is_empty(polygons)).tolist()
    if missing:
        raise BoundaryError(f"labels {missing} have no cell; use smaller cells")
    simplified = shapely.coverage_simplify(polygons, tolerance_m / grid.cell_m)
    in_metres = shapely.transform(simplified, lambda xy: np.column_stack(grid.place(xy[:, 1] - 0.5, xy[:, 0] - 0.5)))
    return list(to_degrees(in_metres))


def to_degrees(shapes: Sequence[Shape]) -> Sequence[Shape]:
    """UTM 48N to longitude and latitude rounded to ``DECIMALS`` (11 m): equal vertices stay equal, so coverages stay valid."""
    transformer = Transformer.from_crs(UTM_48N, LONGITUDE_LATITUDE, always_xy=True)

    def project(xy: FloatArray) -> FloatArray:
        return np.column_stack(transformer.transform(xy[:, 0], xy[:, 1])).round(DECIMALS)

    projected: Sequence[Shape] = shapely.transform(shapes, project)
    return projected


def draw_circle(x: float, y: float, radius_m: float) -> Shape:
    """Circle around a point in UTM 48N, in degrees."""
    circle = shapely.Point(x, y).buffer(radius_m, quad_segs=CIRCLE_QUADRANT_SEGMENTS)
    return to_degrees([circle])[0]


def dissolve(shapes: Sequence[Shape], keys: Sequence[str]) -> dict[str, Shape]:
    """Union of the shapes of each key; the outlines stay those of the shapes, so layers dissolved from the same shapes agree."""
    grouped: dict[str, list[Shape]] = {}
    for shape, key in zip(shapes, keys, strict=True):
        grouped.setdefault(key, []).append(shape)
    return {key: shapely.coverage_union_all(members) for key, members in grouped.items()}


def check_coverage(shapes: Mapping[str, Shape], name: str) -> None:
    """Stop when a shape is invalid or empty, or two shapes overlap or do not share their vertices.

    Raises
    ------
    BoundaryError
        Naming the layer and its first faulty units.
    """
    polygons = list(shapes.values())
    edges = shapely.coverage_invalid_edges(polygons)
    faulty = ~shapely.is_valid(polygons) | shapely.is_empty(polygons) | ~shapely.is_empty(edges)
    if faulty.any():
        units = ", ".join(key for key, is_faulty in zip(shapes, faulty, strict=True) if is_faulty)[:200]
        raise BoundaryError(
            f"layer {name}: not a valid coverage at {units}", f"Lớp {name}: ranh giới chồng lấn hoặc hở tại {units}"
        )
