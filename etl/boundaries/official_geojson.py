"""Reads GeoJSON (RFC 7946), with the coordinate system of its 2008 predecessor where a file names one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from etl.boundaries.official_report import refuse

WGS84 = "OGC:CRS84"
DEGREES = 360.0
NO_VALUE = frozenset({"None", "nan", "NaN", "NaT", "<NA>"})


def read_geojson(path: Path) -> tuple[dict[str, list[str]], Any, CRS | None]:
    """Columns, shapes and coordinate system of a FeatureCollection.

    The coordinate system is that of the ``crs`` member, else WGS 84, unless the numbers cannot be degrees: then it is not known.

    Raises
    ------
    RefusedFileError
        The file is no FeatureCollection, or its ``crs`` is not understood.
    ValueError, RecursionError
        The file is no JSON, or damaged.
    """
    with path.open(encoding="utf-8-sig") as stream:
        content = json.load(stream)
    kind = content.get("type") if isinstance(content, dict) else None
    if kind != "FeatureCollection" or not isinstance(content.get("features"), list):
        raise refuse("boundary_not_a_collection", found=str(kind)[:40])
    features = [feature if isinstance(feature, dict) else {} for feature in content["features"]]
    shapes = np.array([_read_shape(feature.get("geometry")) for feature in features], dtype=object)
    crs = _read_crs(content.get("crs")) if content.get("crs") else _assume_crs(shapes)
    return _read_columns(features), shapes, crs


def _read_shape(geometry: Any) -> Any:
    """The shape of a feature; None where it has none or one that cannot be read."""
    if not isinstance(geometry, dict):
        return None
    return shapely.from_geojson(json.dumps(geometry), on_invalid="ignore")


def _read_columns(features: list[dict[str, Any]]) -> dict[str, list[str]]:
    rows = [found if isinstance(found := feature.get("properties"), dict) else {} for feature in features]
    names = dict.fromkeys(str(name) for row in rows for name in row)
    return {name: [format_value(row.get(name)) for row in rows] for name in names}


def format_value(value: object) -> str:
    """An attribute as text: nothing where there is none, a whole number without decimals.

    >>> format_value(4.0), format_value(None), format_value(float("nan")), format_value("00004 ")
    ('4', '', '', '00004')
    """
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).strip()
    return "" if text in NO_VALUE else text


def _read_crs(member: Any) -> CRS:
    name = member.get("properties", {}).get("name") if isinstance(member, dict) else None
    try:
        return CRS.from_user_input(str(name))
    except CRSError as error:
        raise refuse("boundary_crs_unknown", crs=str(name)[:80]) from error


def _assume_crs(shapes: Any) -> CRS | None:
    bounds = shapely.bounds(shapes)
    return CRS.from_user_input(WGS84) if np.all(np.abs(bounds[np.isfinite(bounds)]) <= DEGREES) else None
