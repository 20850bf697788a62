"""Stored boundary layers as GeoJSON, ready for the release (BOUNDARIES)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import polars as pl

from warehouse.areas import read_areas
from warehouse.errors import BoundaryError
from warehouse.model import BoundaryLayer, Era, Level, area_id

DECIMALS = 5
COLUMNS = ("era", "level", "code", "name", "parent_code", "area_km2", "source", "fidelity", "geometry")
DIGEST = b"geojson_sha256"
PREPARED_SUFFIX = ".geojson.br"
BEST_QUALITY, QUICK_QUALITY = 11, 9


def read_layers(folder: Path) -> list[BoundaryLayer]:
    """Every layer stored in a folder, sorted by key; none when the folder is empty or absent.

    Raises
    ------
    BoundaryError
        When a file lacks a column, is empty, or mixes eras, levels, fidelities or sources.
    """
    return [_read_layer(path) for path in sorted(folder.glob("*.parquet"))]


def prepare_layer(path: Path) -> Path:
    """Store the GeoJSON of a layer beside its file, compressed as well as Brotli can, so that reading it costs next to nothing.

    The file remembers the digest: when its shapes are replaced by others, what lies beside it is not read.
    """
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    geojson = _convert(path, _check_rows(path, table))
    digest = hashlib.sha256(geojson).hexdigest().encode()
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), DIGEST: digest})
    pq.write_table(table, path, compression="zstd", compression_level=19)
    prepared = path.with_suffix(PREPARED_SUFFIX)
    prepared.write_bytes(brotli.compress(geojson, mode=brotli.MODE_TEXT, quality=BEST_QUALITY))
    return prepared


def _read_layer(path: Path) -> BoundaryLayer:
    import pyarrow.parquet as pq

    stored = pq.ParquetFile(path)
    geojson, compressed = _read_prepared(path, stored.schema_arrow.metadata or {}) or (None, None)
    columns = [name for name in stored.schema_arrow.names if geojson is None or name != "geometry"]
    rows = _check_rows(path, stored.read(columns), ignored=set() if geojson is None else {"geometry"})
    era, level, fidelity, source = (_read_single(path, rows, name) for name in ("era", "level", "fidelity", "source"))
    geojson = geojson or _convert(path, rows)
    compressed = compressed or brotli.compress(geojson, mode=brotli.MODE_TEXT, quality=QUICK_QUALITY)
    digest = hashlib.sha256(geojson).hexdigest()[:16]
    scope = path.stem.split("_")[0]
    return BoundaryLayer(path.stem, digest, era, level, scope, fidelity, source, len(rows), geojson, compressed)


def _read_prepared(path: Path, metadata: Mapping[bytes, bytes]) -> tuple[bytes, bytes] | None:
    """GeoJSON that ``prepare_layer`` stored, plain and compressed; None where there is none for these shapes."""
    prepared = path.with_suffix(PREPARED_SUFFIX)
    if DIGEST not in metadata or not prepared.exists():
        return None
    compressed = prepared.read_bytes()
    geojson: bytes = brotli.decompress(compressed)
    return (geojson, compressed) if hashlib.sha256(geojson).hexdigest().encode() == metadata[DIGEST] else None


def _check_rows(path: Path, table: Any, ignored: set[str] | None = None) -> list[dict[str, Any]]:
    wanted = [column for column in COLUMNS if column not in (ignored or set())]
    missing = [column for column in wanted if column not in table.column_names]
    if missing or not table.num_rows:
        problem = f"lacks columns {', '.join(missing)}" if missing else "has no rows"
        raise BoundaryError(
            f"{path}: boundary file {problem}; build or import it again",
            f"{path}: tệp ranh giới bị hỏng; hãy dựng hoặc nhập lại",
        )
    rows: list[dict[str, Any]] = table.select(wanted).to_pylist()
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


def _convert(path: Path, rows: list[dict[str, Any]]) -> bytes:
    era, level = (_read_single(path, rows, name) for name in ("era", "level"))
    return format_geojson(_make_features(rows, era, level))


def _make_features(rows: list[dict[str, Any]], era: str, level: str) -> Iterator[str]:
    """Each unit as a feature in JSON."""
    import shapely

    untouched = _read_untouched_provinces() if level == Level.PROVINCE.value else set()
    shapes = shapely.from_wkb([row["geometry"] for row in rows])
    geometries = shapely.to_geojson(shapely.transform(shapes, lambda xy: xy.round(DECIMALS)))
    for row, geometry in zip(rows, geometries, strict=True):
        key = area_id(row["code"], Era.AFTER if row["code"] in untouched else Era(era))
        properties = json.dumps({"area_id": key, "name": row["name"]}, ensure_ascii=False, separators=(",", ":"))
        yield f'{{"type":"Feature","id":{json.dumps(key)},"properties":{properties},"geometry":{geometry}}}'


def _read_untouched_provinces() -> set[str]:
    """Codes of provinces that are one area across the reform."""
    provinces = read_areas().filter(
        (pl.col("level") == Level.PROVINCE.value) & pl.col("valid_from").is_null() & pl.col("valid_to").is_null()
    )
    return set(provinces["area_code"])


def format_geojson(features: Iterator[str]) -> bytes:
    """A FeatureCollection in UTF-8; the same features give the same bytes."""
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'.encode()
