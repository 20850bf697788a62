"""Areas with their values for mapping software: GeoJSON and GeoPackage, in WGS 84."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import polars as pl
from polars import selectors

from reports.extract import Extract

KEY = "area_id"


def write_geojson(extract: Extract, geojson: bytes) -> bytes:
    """FeatureCollection (RFC 7946) of every row; without geometry where the layer has no shape of it.

    Parameters
    ----------
    extract : Extract
        One row an area, with its ``area_id``.
    geojson : bytes
        Layer of shapes whose ``feature.id`` is an ``area_id``.
    """
    shapes = _list_shapes(geojson)
    features = [
        {"type": "Feature", "id": row[KEY], "geometry": shapes.get(row[KEY]), "properties": row}
        for row in _tell_days(extract.rows).iter_rows(named=True)
    ]
    return json.dumps(
        {"type": "FeatureCollection", **_describe(extract), "features": features}, ensure_ascii=False, allow_nan=False
    ).encode()


def write_geopackage(extract: Extract, geojson: bytes) -> bytes:
    """GeoPackage with one layer, its keys as columns; base, date, release and link are metadata of the layer."""
    import geopandas
    import pyogrio
    from shapely.geometry import shape

    shapes = _list_shapes(geojson)
    geometry = [shape(shapes[one]) if shapes.get(one) else None for one in extract.rows[KEY]]
    frame = geopandas.GeoDataFrame(
        _tell_days(extract.rows).to_dict(as_series=False), geometry=geometry, crs="EPSG:4326"
    )
    described = {
        key: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for key, value in _describe(extract).items()
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "areas.gpkg"
        pyogrio.write_dataframe(
            frame,
            path,
            layer=extract.name,
            driver="GPKG",
            geometry_type="MultiPolygon",
            promote_to_multi=True,
            layer_metadata=described,
        )
        return path.read_bytes()


def _list_shapes(geojson: bytes) -> dict[str, dict[str, Any]]:
    return {feature["id"]: feature["geometry"] for feature in json.loads(geojson)["features"]}


def _describe(extract: Extract) -> dict[str, Any]:
    """What stands beside the features: title, headings, notes, release, link."""
    return {
        "title": extract.title,
        "columns": {column.key: column.label for column in extract.columns},
        "notes": [f"{label}: {text}" for label, text in extract.notes],
        "release_id": extract.release_id,
        "link": extract.link,
    }


def _tell_days(rows: pl.DataFrame) -> pl.DataFrame:
    """Days as the texts mapping software takes them for."""
    return rows.with_columns(selectors.temporal().dt.to_string("iso"))
