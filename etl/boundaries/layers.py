"""Stored boundary layers as GeoJSON, ready for the release (BOUNDARIES)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from warehouse.areas import read_areas
from warehouse.errors import BoundaryError
from warehouse.model import BoundaryLayer, Era, Level, area_id

DECIMALS = 5
COLUMNS = ("era", "level", "code", "name", "parent_code", "area_km2", "source", "fidelity", "geometry")


def read_layers(folder: Path) -> list[BoundaryLayer]:
    """Every layer stored in a folder, sorted by key; none when the folder is empty or absent.

    Raises
    ------
    BoundaryError
        When a file lacks a column, is empty, or mixes eras, levels, fidelities or sources.
    """
    return [_read_layer(path) for path in sorted(folder.glob("*.parquet"))]


def _read_layer(path: Path) -> BoundaryLayer:
    rows = _read_rows(path)
    era, level, fidelity, source = (_read_single(path, rows, name) for name in ("era", "level", "fidelity", "source"))
    geojson = format_geojson(_make_features(rows, era, level))
    digest = hashlib.sha256(geojson).hexdigest()[:16]
    return BoundaryLayer(path.stem, digest, era, level, path.stem.split("_")[0], fidelity, source, len(rows), geojson)


def _read_rows(path: Path) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    missing = [column for column in COLUMNS if column not in table.column_names]
    if missing or not table.num_rows:
        problem = f"lacks columns {', '.join(missing)}" if missing else "has no rows"
        raise BoundaryError(
            f"{path}: boundary file {problem}; build or import it again",
            f"{path}: tệp ranh giới bị hỏng; hãy dựng hoặc nhập lại",
        )
    rows: list[dict[str, Any]] = table.select(list(COLUMNS)).to_pylist()
    return sorted(rows, key=lambda row: str(row["code"]))


def _read_single(path: Path, rows: list[dict[str, Any]], column: str) -> str:
    values = {str(row[column]) for row in rows}
    if len(values) > 1:
        found = ", ".join(sorted(values))
        raise BoundaryError(
            f"{path}: column {column} must have one value, found {found}",
            f"{path}: cột {column} phải có đúng một giá trị, đang có {found}",
        )
    return values.pop()


def _make_features(rows: list[dict[str, Any]], era: str, level: str) -> Iterator[dict[str, Any]]:
    import shapely

    untouched = _read_untouched_provinces() if level == Level.PROVINCE.value else set()
    shapes = shapely.from_wkb([row["geometry"] for row in rows])
    for row, shape in zip(rows, shapes, strict=True):
        key = area_id(row["code"], Era.AFTER if row["code"] in untouched else Era(era))
        geometry = {
            "type": shape.geom_type,
            "coordinates": _round_coordinates(shapely.geometry.mapping(shape)["coordinates"]),
        }
        yield {"type": "Feature", "id": key, "properties": {"area_id": key, "name": row["name"]}, "geometry": geometry}


def _read_untouched_provinces() -> set[str]:
    """Codes of provinces that are one area across the reform."""
    provinces = read_areas().filter(
        (pl.col("level") == Level.PROVINCE.value) & pl.col("valid_from").is_null() & pl.col("valid_to").is_null()
    )
    return set(provinces["area_code"])


def _round_coordinates(coordinates: Any) -> Any:
    if isinstance(coordinates[0], float):
        return [round(value, DECIMALS) for value in coordinates]
    return [_round_coordinates(inner) for inner in coordinates]


def format_geojson(features: Iterator[dict[str, Any]]) -> bytes:
    """A FeatureCollection in UTF-8; the same features give the same bytes."""
    collection = {"type": "FeatureCollection", "features": list(features)}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()
