"""Compute and store every schematic layer (BOUNDARIES)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import geopandas
import polars as pl
import shapely

from etl.boundaries.city import Shapes, build_city
from etl.boundaries.layers import COLUMNS
from etl.boundaries.national import build_provinces
from etl.boundaries.units import LONGITUDE_LATITUDE, Units, read_units
from etl.boundaries.vectorise import check_coverage
from warehouse.areas import NATION_ID
from warehouse.errors import BoundaryError
from warehouse.model import Era, Level

FIDELITY = "schematic"
PACKAGE = "vietnamadminunits"


def build_layers(out_dir: Path, provinces: Sequence[str], report: Callable[[str, float], None]) -> list[Path]:
    """Write one GeoParquet file a layer; see :func:`etl.boundaries.build_boundaries`."""
    units = read_units()
    check_provinces(units, provinces)
    written: list[Path] = []
    for done, scope in enumerate([NATION_ID, *provinces]):
        report(f"ranh giới {scope}", done / (len(provinces) + 1))
        layers = build_provinces(units) if scope == NATION_ID else build_city(units, scope)
        written += [
            write_layer(out_dir, scope, era, level, shapes, units.areas) for (era, level), shapes in layers.items()
        ]
    report("ranh giới", 1.0)
    return sorted(written)


def check_provinces(units: Units, provinces: Sequence[str]) -> None:
    """Stop at a code that is no current province."""
    known = set(units.wards["province_area_id"].str.split(".").list.first())
    unknown = ", ".join(sorted(set(provinces) - known))
    if unknown:
        raise BoundaryError(f"unknown province code: {unknown}", f"Không có tỉnh, thành phố mang mã {unknown}")


def write_layer(out_dir: Path, scope: str, era: Era, level: Level, shapes: Shapes, areas: pl.DataFrame) -> Path:
    """Check and store one layer as ``<scope>_<era>_<level>.parquet``, sorted by code.

    Columns as ``etl.boundaries.layers.COLUMNS``: ``parent_code`` is the code of the unit above at the time (``VN`` for provinces),
    ``area_km2`` the published area (null for former units), ``geometry`` in EPSG:4326 with outer rings counter-clockwise.

    Raises
    ------
    BoundaryError
        When the shapes are not a valid coverage, or are not those of all units of the layer.
    """
    key = f"{scope}_{era}_{level}"
    check_coverage(shapes, key)
    rows = sorted(_describe_units(shapes, areas, era, level), key=lambda row: str(row["code"]))
    if len(rows) != len(shapes):
        raise BoundaryError(f"layer {key}: {len(shapes)} shapes, {len(rows)} of them of known units")
    frame = geopandas.GeoDataFrame(rows, columns=list(COLUMNS), geometry="geometry", crs=LONGITUDE_LATITUDE)
    frame["area_km2"] = frame["area_km2"].astype("float64")
    out_dir.mkdir(parents=True, exist_ok=True)
    path = out_dir / f"{key}.parquet"
    frame.to_parquet(path, index=False, compression="zstd")
    return path


def _describe_units(shapes: Shapes, areas: pl.DataFrame, era: Era, level: Level) -> Iterator[dict[str, object]]:
    source = f"Sơ đồ tính từ điểm và diện tích của đơn vị hành chính ({PACKAGE} {version(PACKAGE)}, MIT)"
    for area in areas.filter(pl.col("area_id").is_in(list(shapes))).iter_rows(named=True):
        yield {
            "era": era.value,
            "level": level.value,
            "code": area["area_code"],
            "name": area["name_vi"],
            "parent_code": area["parent_area_id"].split(".")[0],
            "area_km2": area["area_km2"],
            "source": source,
            "fidelity": FIDELITY,
            "geometry": shapely.orient_polygons(shapes[area["area_id"]]),
        }
