"""From labelled cells to a coverage of polygons: noded edges, shared-edge simplification, degrees (BOUNDARIES method step 6)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import shapely

from etl.boundaries.raster import EMPTY, LabelArray

DECIMALS = 5
CIRCLE_QUADRANT = 8


def trace_polygons(labels: LabelArray, label_count: int) -> list[shapely.Geometry]:
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


def _find_edges(labels: LabelArray) -> list[shapely.LineString]:
    padded = np.pad(labels, 1, constant_values=EMPTY)
    row, column = np.nonzero(padded[:, 1:] != padded[:, :-1])
    vertical = np.stack([np.stack([column, row - 1], axis=1), np.stack([column, row], axis=1)], axis=1)
    row, column = np.nonzero(padded[1:, :] != padded[:-1, :])
    horizontal = np.stack([np.stack([column - 1, row], axis=1), np.stack([column, row], axis=1)], axis=1)
    return list(shapely.linestrings(np.concatenate([vertical, horizontal]).astype(float)))


def merge_parts(parts: Sequence[shapely.Geometry]) -> shapely.Geometry:
    """One polygon of one part, a multipolygon of several that touch at most in points."""
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)
