"""Islands: circles where they lie off the raster, the two archipelagos placed on purpose, straits before those near the coast."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from scipy import ndimage

from etl.boundaries.raster import EMPTY, LabelArray
from etl.boundaries.units import project_points
from etl.boundaries.vectorise import DECIMALS, Shape, draw_circle

# The archipelagos of Đà Nẵng and Khánh Hòa: placed on purpose and drawn large enough to see and to name, whatever the package says.
ARCHIPELAGO_RADIUS_M = 45_000
ARCHIPELAGOS = {"20333.2025-07": (111.9, 16.45), "22736.2025-07": (114.2, 9.6)}

# Islands so near the coast that their cells meet the mainland's: Vĩnh Thực, Cái Chiên, Vân Đồn, Cát Hải.
NEAR_ISLANDS = ("06757.2025-07", "06967.2025-07", "06994.2025-07", "11914.2025-07")
STRAIT_M = 900


def draw_island(island: dict[str, Any], min_radius_m: float = 0) -> Shape:
    """Circle of the ward's area around its point, in degrees; an archipelago is the same large circle in every layer.

    Parameters
    ----------
    island : dict
        A row of ``Units.wards``.
    min_radius_m : float
        Smallest circle, so that an island can be seen on the map of the nation.
    """
    if island["area_id"] in ARCHIPELAGOS:
        longitude, latitude = ARCHIPELAGOS[island["area_id"]]
        x, y = project_points(np.array([longitude]), np.array([latitude]))
        return draw_circle(float(x[0]), float(y[0]), ARCHIPELAGO_RADIUS_M)
    radius = float(np.sqrt(island["site_km2"] * 1e6 / np.pi))
    return draw_circle(island["x"], island["y"], max(radius, min_radius_m))


def cut_straits(labels: LabelArray, islands: Sequence[int], width: float) -> LabelArray:
    """Turn the cells of the islands (labels that have cells) within ``width`` (cells) of another label into water."""
    cut = labels.copy()
    margin = int(np.ceil(width)) + 1
    windows = ndimage.find_objects(labels + 1)
    for island in islands:
        window = tuple(slice(max(side.start - margin, 0), side.stop + margin) for side in windows[island])
        others = (labels[window] != EMPTY) & (labels[window] != island)
        near = ndimage.distance_transform_edt(~others) <= width
        cut[window][near & (labels[window] == island)] = EMPTY
    return cut


def split_circle(circle: Shape, count: int) -> list[Shape]:
    """Divide a circle into sectors of about equal size, whose edges meet at its vertices and in its middle."""
    if count == 1:
        return [circle]
    rim = shapely.get_coordinates(circle.exterior)
    middle = rim[:-1].mean(axis=0).round(DECIMALS)
    cuts = np.linspace(0, len(rim) - 1, count + 1).round().astype(int)
    sectors = (np.vstack([middle, rim[start : end + 1], middle]) for start, end in itertools.pairwise(cuts))
    return list(shapely.polygons([shapely.linearrings(sector) for sector in sectors]))
