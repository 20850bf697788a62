"""Files of boundaries to import, made from the shipped schematic layers, and how the tests look at them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import geopandas
import shapely

from etl.boundaries.official import Examined, examine_boundaries
from etl.boundaries.official_report import ImportRequest, Item
from etl.load import read_area_index
from etl.received import ReceivedFile
from warehouse.model import Era, Level

SHIPPED = Path(__file__).parents[2] / "data" / "boundaries"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
WGS84 = "EPSG:4326"
HANOI_ZONE = "EPSG:5897"  # VN-2000, 3-degree zone around 105°, that of Hà Nội


def read_shipped(key: str = "01_2025-07_ward") -> geopandas.GeoDataFrame:
    """A shipped layer: ``code``, ``name``, ``parent`` (code) and shapes in degrees."""
    frame = geopandas.read_parquet(SHIPPED / f"{key}.parquet")
    return frame[["code", "name", "parent_code", "geometry"]].rename(columns={"parent_code": "parent"})


def write_geojson(
    path: Path, frame: geopandas.GeoDataFrame, columns: Iterable[str] = ("code", "name"), crs: str = ""
) -> Path:
    """GeoJSON of the frame as it is; ``crs`` goes into the member of that name."""
    texts = shapely.to_geojson(frame.geometry.to_numpy())
    features = [
        {
            "type": "Feature",
            "properties": {column: row[column] for column in columns},
            "geometry": text and json.loads(text),
        }
        for text, (_, row) in zip(texts, frame.iterrows(), strict=True)
    ]
    member = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    path.write_text(json.dumps({"type": "FeatureCollection", **member, "features": features}), encoding="utf-8")
    return path


def write_zipped(path: Path, frame: geopandas.GeoDataFrame, leave_out: str = "", **options: str) -> Path:
    """A zipped shapefile of the frame, without the part of one ending."""
    folder = path.parent / f"{path.stem}-parts"
    folder.mkdir()
    frame.to_file(folder / "ranh gioi.shp", **options)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(folder.iterdir()):
            if part.suffix != leave_out:
                archive.write(part, f"lop/{part.name}")
    return path


def write_as(path: Path, frame: geopandas.GeoDataFrame) -> Path:
    """The frame in the format the file's ending names."""
    if path.suffix == ".zip":
        return write_zipped(path, frame)
    if path.suffix == ".geojson":
        return write_geojson(path, frame, crs=f"urn:ogc:def:crs:EPSG::{frame.crs.to_epsg()}")
    if path.suffix == ".parquet":
        frame.to_parquet(path)
    else:
        frame.to_file(path, driver="GPKG", layer="xa_phuong")
    return path


def examine(
    path: Path, era: Era = Era.AFTER, level: Level = Level.WARD, province: str | None = "01", **asked: Any
) -> Examined:
    """Look at a file without storing anything."""
    request = ImportRequest(era, level, province, **asked)
    return examine_boundaries(ReceivedFile.read(path), request, read_area_index(None), NOW, lambda step, share: None)


def list_rules(items: Iterable[Any]) -> list[str]:
    """Names of the rules of remarks or listed features."""
    return [item["rule"] if isinstance(item, dict) else item.rule for item in items]


def read_shapes(rows: Iterable[Item]) -> dict[str, Any]:
    """Shapes of a layer's rows by code."""
    return {row["code"]: row["geometry"] for row in rows}
