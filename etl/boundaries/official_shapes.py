"""Shapes of features made valid, and several features of a unit made one; whatever was done is listed."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import numpy as np
import shapely

from etl.boundaries.official_report import Item, Remark, Report

WHERE = re.compile(r"^(?P<problem>[^\[]+)\[(?P<x>[-\d.e+]+) (?P<y>[-\d.e+]+)")
POLYGONAL = frozenset({"Polygon", "MultiPolygon"})


def repair_shapes(shapes: Any, labels: list[Item], report: Report) -> Any:
    """Valid polygons of the features, in degrees; None where a feature has none, which the report lists as not joined.

    Parameters
    ----------
    labels : list of dict
        ``feature``, ``code`` and ``name`` of each shape, for the report.
    """
    repaired = np.full(len(shapes), None, dtype=object)
    for position, shape in enumerate(shapes):
        remark = _object_to(shape)
        if remark is None:
            repaired[position] = _repair(shape, labels[position], report)
        else:
            report.unmatched.append({**labels[position], **remark.to_json(), "suggestions": []})
    return repaired


def _object_to(shape: Any) -> Remark | None:
    if shape is None or shape.is_empty:
        return Remark.tell("boundary_geometry_missing")
    if not keep_polygons(shape):
        return Remark.tell("boundary_geometry_not_area", kind=shape.geom_type)
    return None


def _repair(shape: Any, label: Item, report: Report) -> Any:
    if shape.is_valid and shape.geom_type in POLYGONAL:
        return shape
    reason = shapely.is_valid_reason(shape)
    found = WHERE.match(reason)
    valid = keep_polygons(shapely.make_valid(shape, method="structure", keep_collapsed=False))
    change = 100 * (valid.area / shape.area - 1) if valid and shape.area else None
    told: Item = {
        "problem": found["problem"] if found else reason if not shape.is_valid else shape.geom_type,
        "longitude": round(float(found["x"]), 5) if found else None,
        "latitude": round(float(found["y"]), 5) if found else None,
        "area_change_percent": None if change is None else round(change, 2),
    }
    report.repaired.append({**label, **told})
    return valid


def keep_polygons(shape: Any) -> Any:
    """The polygons of a shape; None where it has none.

    >>> keep_polygons(shapely.from_wkt("LINESTRING (0 0, 1 1)")) is None
    True
    """
    if shape.geom_type in POLYGONAL:
        return shape if shape.area else None
    parts = shapely.get_parts(shapely.get_parts(shape)) if shape.geom_type == "GeometryCollection" else []
    polygons = [part for part in parts if part.geom_type == "Polygon" and part.area]
    return shapely.multipolygons(polygons) if polygons else None


def unite_shapes(shapes: Any, joined: dict[int, str]) -> dict[str, Any]:
    """The shape of each unit: the union of its features that have one; sorted by unit."""
    members: dict[str, list[Any]] = defaultdict(list)
    for position, unit in joined.items():
        if shapes[position] is not None:
            members[unit].append(shapes[position])
    return {unit: parts[0] if len(parts) == 1 else shapely.union_all(parts) for unit, parts in sorted(members.items())}
