"""What a file of boundaries is checked for once its features are joined: completeness, place, areas, overlaps and gaps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer

from etl.boundaries.islands import ARCHIPELAGOS
from etl.boundaries.official_join import describe_problem
from etl.boundaries.official_report import Report
from etl.boundaries.official_units import Units, select_located
from warehouse.areas import NATION_ID
from warehouse.model import Level

NEEDED_SHARE = 0.95
FAR_M = 3_000
FAR_RADII = 1.5
FAR_SHARE = 0.2
SHIFTED_M = 150
LEAST_UNITS_FOR_SHIFT = 10
AREA_WARNING_PERCENT = 5
AREA_REFUSAL_PERCENT = 30
COVERAGE_WARNING_PERCENT = 0.1
OVERLAP_LIMIT_PERCENT = 5
GAP_M = 50
TOUCHING_M = 0.1
Shapes = Mapping[str, Any]
#: Eight directions from east, counter-clockwise.
DIRECTIONS = (
    ("đông", "east"), ("đông bắc", "north-east"), ("bắc", "north"), ("tây bắc", "north-west"),
    ("tây", "west"), ("tây nam", "south-west"), ("nam", "south"), ("đông nam", "south-east"),
)  # fmt: skip


def project_to_metres(shapes: Any) -> tuple[Any, Transformer]:
    """Shapes in degrees on an equal-area plane around their middle, and the way there."""
    west, south, east, north = shapely.total_bounds(shapes)
    plane = f"+proj=laea +lat_0={(south + north) / 2} +lon_0={(west + east) / 2} +ellps=WGS84 +units=m"
    transformer = Transformer.from_crs("EPSG:4326", plane, always_xy=True)
    moved = shapely.transform(shapes, lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1])))
    return moved, transformer


def drop_far(
    shapes: dict[str, Any], features: Mapping[str, list[dict[str, Any]]], units: Units, report: Report
) -> dict[str, Any]:
    """Leave out units whose shape is not where they were published to be; many of them refuse the file and none is left out.

    Parameters
    ----------
    features : Mapping[str, list of dict]
        ``feature``, ``code`` and ``name`` of the features of each unit, for the report.
    """
    located = {unit: found for unit in shapes if (found := _locate(unit, units)) is not None}
    if not located:
        return shapes
    planes, transformer = project_to_metres(np.array([shapes[unit] for unit in located], dtype=object))
    far: dict[str, float] = {}
    shifts = []
    for unit, plane in zip(located, planes, strict=True):
        points, reach = located[unit]
        xy = np.column_stack(transformer.transform(points[:, 0], points[:, 1]))
        excess = shapely.distance(plane, shapely.points(xy))
        shifts.append(shapely.get_coordinates(plane.centroid)[0] - xy.mean(axis=0))
        if (excess > reach).all():
            far[unit] = float(excess.min())
    if not _judge_places(far, np.array(shifts), units, report):
        return shapes
    for unit, distance in far.items():
        words = {"unit": units.index.places[unit].label, "distance": round(distance / 1000)}
        report.contradictions += [describe_problem(item, "boundary_feature_far", **words) for item in features[unit]]
    return {unit: shape for unit, shape in shapes.items() if unit not in far}


def _locate(unit: str, units: Units) -> tuple[Any, Any] | None:
    """Points of the wards on a unit's territory, and how far from each its shape may be; None where no point is known.

    The two archipelagos are left out: the published points of Hoàng Sa and Trường Sa are wrong.
    """
    wards = [ward for ward in units.wards.get(unit, []) if ward["area_id"] not in ARCHIPELAGOS]
    frame = select_located(wards)
    if frame.is_empty():
        return None
    radius = np.sqrt(frame["area_km2"].to_numpy() * 1e6 / np.pi)
    return frame.select("longitude", "latitude").to_numpy(), FAR_M + FAR_RADII * radius


def _judge_places(far: Mapping[str, float], shifts: Any, units: Units, report: Report) -> bool:
    """Whether the file as a whole is where it should be."""
    east, north = np.median(shifts, axis=0)
    metres = float(np.hypot(east, north))
    vi, en = DIRECTIONS[round(np.degrees(np.arctan2(north, east)) / 45) % 8]
    words = {"direction_vi": vi, "direction_en": en}
    if len(far) > FAR_SHARE * len(shifts):
        report.object_to("boundary_far", count=len(far), total=len(shifts), distance=round(metres / 1000), **words)
        return False
    if _is_exact(units) and len(shifts) >= LEAST_UNITS_FOR_SHIFT and metres > SHIFTED_M:
        report.warn("boundary_shifted", metres=round(metres), **words)
    return True


def _is_exact(units: Units) -> bool:
    """Whether the points are the units' own: those of current wards lie within tens of metres of the middle of most."""
    return units.level is Level.WARD and all(row["latitude"] is not None for row in units.rows.values())


def check_completeness(shapes: Shapes, units: Units, report: Report) -> list[str]:
    """Note what is missing, and refuse what is below 95 % in any layer; returns the layers the file has units of."""
    scopes = (
        sorted({units.scopes[unit] for unit in shapes}) if units.within is None else sorted(set(units.scopes.values()))
    )
    for scope in scopes:
        members = units.select(scope)
        matched = sum(unit in shapes for unit in members)
        report.matched += matched
        report.expected += len(members)
        missing = [units.rows[unit] for unit in members if unit not in shapes]
        report.missing += [{"code": row["area_code"], "name": row["name_vi"]} for row in missing]
        if matched and matched < NEEDED_SHARE * len(members):
            where = f" ({scope})" if len(scopes) > 1 and scope != NATION_ID else ""
            share, needed = int(100 * matched / len(members)), int(100 * NEEDED_SHARE)
            words = {"matched": matched, "expected": len(members), "share": share, "needed": needed, "where": where}
            report.object_unless_forced("boundary_incomplete", **words)
    if not report.matched:
        report.expected = report.expected or len(units.rows)
        report.object_to("boundary_none_matched")
    elif report.missing:
        report.warn("boundary_missing", count=len(report.missing))
    return scopes


def check_areas(shapes: Shapes, units: Units, report: Report) -> None:
    """List units whose area is more than 5 % off the published one; where it is far off for most the file shows something else."""
    planes, _ = project_to_metres(np.array(list(shapes.values()), dtype=object))
    compared, off = 0, 0
    for unit, km2 in zip(shapes, shapely.area(planes) / 1e6, strict=True):
        row = units.rows[unit]
        if not row["area_km2"]:
            continue
        compared += 1
        percent = 100 * (float(km2) / row["area_km2"] - 1)
        off += abs(percent) > AREA_REFUSAL_PERCENT
        if abs(percent) > AREA_WARNING_PERCENT:
            listed = {"code": row["area_code"], "name": row["name_vi"], "area_km2": round(float(km2), 2)}
            report.area_warnings.append(
                {**listed, "published_km2": row["area_km2"], "difference_percent": round(percent, 1)}
            )
    if off * 2 > compared:
        report.object_to("boundary_areas_differ", count=off, total=compared, limit=AREA_REFUSAL_PERCENT)
    elif report.area_warnings:
        report.warn("boundary_area_differs", count=len(report.area_warnings), limit=AREA_WARNING_PERCENT)


def check_coverage(shapes: Shapes, report: Report) -> None:
    """Measure overlaps and gaps between units in per cent of the area of all."""
    planes, _ = project_to_metres(np.array(list(shapes.values()), dtype=object))
    land = shapely.union_all(planes)
    overlap = 100 * max(float(shapely.area(planes).sum()) / land.area - 1, 0)
    gap = 100 * _measure_gaps(planes, land, is_complete=not report.missing) / land.area
    report.overlap_percent, report.gap_percent = round(overlap, 3), round(gap, 3)
    if overlap > OVERLAP_LIMIT_PERCENT:
        report.object_unless_forced("boundary_overlaps", percent=round(overlap, 1), limit=OVERLAP_LIMIT_PERCENT)
    elif overlap > COVERAGE_WARNING_PERCENT:
        report.warn("boundary_overlap", percent=round(overlap, 2), limit=COVERAGE_WARNING_PERCENT)
    if gap > COVERAGE_WARNING_PERCENT:
        report.warn("boundary_gap", percent=round(gap, 2), limit=COVERAGE_WARNING_PERCENT)


def _measure_gaps(planes: Any, land: Any, *, is_complete: bool) -> float:
    """Square metres between at least two units: narrower than 100 m or, where no unit is missing, enclosed."""
    closed = land.buffer(GAP_M, quad_segs=2, join_style="mitre").buffer(-GAP_M, quad_segs=2, join_style="mitre")
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(land) for ring in part.interiors if is_complete]
    empty = shapely.get_parts(shapely.union_all([closed.difference(land), *holes]))
    if not len(empty):
        return 0.0
    touching, _ = shapely.STRtree(planes).query(empty, predicate="dwithin", distance=TOUCHING_M)
    is_between = np.bincount(touching, minlength=len(empty)) > 1
    return float(shapely.area(empty)[is_between].sum())
