"""From valid shapes to a layer whose neighbours share their edges, simplified and rounded to a metre (BOUNDARIES, official boundaries)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely

from etl.boundaries.islands import ARCHIPELAGOS, draw_island
from etl.boundaries.layers import DECIMALS
from etl.boundaries.official_report import Report, refuse
from etl.boundaries.official_shapes import keep_polygons
from etl.boundaries.official_units import Units
from warehouse.areas import NATION_ID
from warehouse.model import Level

#: Everything is done on whole numbers of the last decimal kept, about a metre: vertices that are equal stay equal.
PER_DEGREE = 10**DECIMALS
TOLERANCE = {Level.WARD: 15.0, Level.DISTRICT: 30.0, Level.PROVINCE: 200.0}
MAX_VERTICES = 60_000
CLOSED_GAP = 20.0
SNAPPINGS = (-1.0, 2.0, 5.0, 10.0)
COARSER = 1.6
ATTEMPTS = 8
KEPT_SHARE = 0.5
NEAR_DEGREES = 0.5

Shapes = Mapping[str, Any]


def build_layer(shapes: Shapes, name: str) -> dict[str, Any]:
    """A valid coverage of the shapes, in degrees.

    Vertices are moved to whole metres, overlaps given to one unit, gaps narrower than about 20 m closed, and shared edges simplified
    together, more where there are many vertices.

    Parameters
    ----------
    shapes : Mapping of str to Polygon or MultiPolygon
        Valid, in degrees, by unit.

    Raises
    ------
    RefusedFileError
        No coverage could be made of them; the message names the layer and its first faulty units.
    """
    level = Level(name.rpartition("_")[2])
    grid = shapely.transform(np.array(list(shapes.values()), dtype=object), lambda xy: np.rint(xy * PER_DEGREE))
    grid = np.array([_mend(shape) for shape in grid], dtype=object)
    _check_kept(grid, shapely.area(grid), shapes, name)
    for snapping in SNAPPINGS:
        clean = shapely.coverage_clean(grid, gap_width=CLOSED_GAP, snapping_distance=snapping)
        change = shapely.area(clean) / shapely.area(grid)
        if ((change < KEPT_SHARE) | (change > 1 / KEPT_SHARE)).any():
            continue
        tolerance = TOLERANCE[level]
        for _ in range(ATTEMPTS):
            simple = _round(shapely.coverage_simplify(clean, tolerance))
            if shapely.get_num_coordinates(simple).sum() <= MAX_VERTICES and _is_sound(simple):
                degrees = shapely.transform(simple, lambda xy: (xy / PER_DEGREE).round(DECIMALS))
                return dict(zip(shapes, degrees, strict=True))
            tolerance *= COARSER
    edges = shapely.coverage_invalid_edges(clean)
    faulty = [unit for unit, edge in zip(shapes, edges, strict=True) if not edge.is_empty] or list(shapes)
    raise refuse("boundary_not_a_coverage", units=f"{name}: {', '.join(faulty[:5])}")


def place_archipelagos(shapes: dict[str, Any], units: Units, scope: str, report: Report) -> dict[str, Any]:
    """The layer with Hoàng Sa and Trường Sa where the file lacks them: drawn on purpose, as on the schematic map, and said so.

    Only on the map of the nation and where they are a unit of their own; ``missing`` still lists them there.
    """
    for ward in ARCHIPELAGOS:
        circle = draw_island({"area_id": ward})
        for unit in sorted(units.index.list_kin(ward) & set(units.select(scope))):
            drawn = shapes.get(unit)
            is_lacking = unit == ward if drawn is None else scope == NATION_ID and drawn.distance(circle) > NEAR_DEGREES
            if not is_lacking:
                continue
            shapes[unit] = circle if drawn is None else shapely.union_all([drawn, circle])
            names = units.index.places
            report.warn("boundary_archipelago_placed", name=names[ward].name, unit=names[unit].label)
    return shapes


def _mend(shape: Any) -> Any:
    """A shape whose vertices were moved, valid again."""
    if shape.is_valid:
        return shape
    return keep_polygons(shapely.make_valid(shape, method="structure", keep_collapsed=False)) or shapely.Polygon()


def _check_kept(grid: Any, areas: Any, shapes: Shapes, name: str) -> None:
    lost = [unit for unit, shape, area in zip(shapes, grid, areas, strict=True) if shape.is_empty or not area]
    if lost:
        raise refuse("boundary_not_a_coverage", units=f"{name}: {', '.join(lost[:5])}")


def _round(shapes: Any) -> Any:
    return shapely.transform(shapes, np.rint)


def _is_sound(shapes: Any) -> bool:
    is_whole = shapely.is_valid(shapes) & ~shapely.is_empty(shapes)
    return bool(is_whole.all() and shapely.coverage_is_valid(shapes))
