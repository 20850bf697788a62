"""Compute and store every schematic layer (BOUNDARIES)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import geopandas
import polars as pl
import shapely

from etl.boundaries.layers import COLUMNS, prepare_layer
from etl.boundaries.national import build_nation
from etl.boundaries.province import Layers, Shapes, build_province
from etl.boundaries.units import LONGITUDE_LATITUDE, Units, read_units
from etl.boundaries.vectorise import check_coverage
from warehouse.areas import NATION_ID
from warehouse.errors import BoundaryError
from warehouse.model import Era, Level, area_id

FIDELITY = "schematic"
PACKAGE = "vietnamadminunits"


def build_layers(out_dir: Path, provinces: Sequence[str] | None, report: Callable[[str, float], None]) -> list[Path]:
    """Write one GeoParquet file a layer; see :func:`etl.boundaries.build_boundaries`."""
    units = read_units()
    codes = list_provinces(units)
    chosen = codes if provinces is None else provinces
    check_provinces(codes, chosen)
    written: list[Path] = []
    for done, scope in enumerate([*chosen, NATION_ID]):
        report(f"ranh giới {scope}", done / (len(chosen) + 1))
        layers = _build_nation(units, out_dir, codes) if scope == NATION_ID else build_province(units, scope)
        written += [
            write_layer(out_dir, scope, era, level, shapes, units.areas) for (era, level), shapes in layers.items()
        ]
    report("ranh giới", 1.0)
    return sorted(written)


def list_provinces(units: Units) -> list[str]:
    """Codes of the current provinces."""
    return units.wards["province_area_id"].str.split(".").list.first().unique().sort().to_list()


def _build_nation(units: Units, folder: Path, codes: Sequence[str]) -> Layers:
    """Layers of the nation from the stored ones of its provinces; none while one of them is not stored."""
    kinds = (Era.AFTER, Level.WARD), (Era.BEFORE, Level.DISTRICT)
    paths = [[folder / f"{code}_{era}_{level}.parquet" for era, level in kinds] for code in codes]
    if not all(path.exists() for pair in paths for path in pair):
        return {}
    return build_nation(
        units, {key: shape for pair in paths for path in pair for key, shape in read_shapes(path).items()}
    )


def read_shapes(path: Path) -> Shapes:
    """Shapes of a stored layer of wards or districts, by area_id."""
    frame = geopandas.read_parquet(path, columns=["code", "era", "geometry"])
    keys = (area_id(code, Era(era)) for code, era in zip(frame["code"], frame["era"], strict=True))
    return dict(zip(keys, frame.geometry, strict=True))


def check_provinces(known: Sequence[str], provinces: Sequence[str]) -> None:
    """Stop at a code that is no current province."""
    unknown = ", ".join(sorted(set(provinces) - set(known)))
    if unknown:
        raise BoundaryError(f"unknown province code: {unknown}", f"Không có tỉnh, thành phố mang mã {unknown}")


def write_layer(out_dir: Path, scope: str, era: Era, level: Level, shapes: Shapes, areas: pl.DataFrame) -> Path:
    """Check and store one layer as ``<scope>_<era>_<level>.parquet``, sorted by code, with its GeoJSON beside it.

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
    frame.to_parquet(path, index=False)
    prepare_layer(path)
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
