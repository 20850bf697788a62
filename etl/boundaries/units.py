"""What the schematic map is computed from: points and areas of current wards, and which former wards each was made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from pyproj import Transformer
from scipy.spatial import KDTree

from etl.boundaries.raster import FloatArray, Grid, MaskArray, Sites
from warehouse.area_changes import read_area_changes
from warehouse.areas import read_areas
from warehouse.model import Era, Level, area_id

AREA_CHANGES = Path(__file__).parents[2] / "data" / "catalog" / "area_changes.csv"
LONGITUDE_LATITUDE = "EPSG:4326"
UTM_48N = "EPSG:32648"
ISLAND_GAP = 1.75


@dataclass(frozen=True)
class Units:
    """The country's wards as sites of the map, and their origin.

    Attributes
    ----------
    wards : pl.DataFrame
        Grain: current ward. ``area_id``, ``area_code``, ``name_vi``, ``province_area_id``, ``area_km2`` (published, null where the
        source has none), ``x``, ``y`` (metres, UTM 48N), ``site_km2`` (always positive), ``is_island`` (no other ward within reach).
    parts : pl.DataFrame
        Grain: current ward × former ward (or former island district without wards). ``new_area_id``, ``old_area_id``,
        ``district_area_id``, ``old_province_area_id``, ``weight`` (1 for a whole former ward, 1/n for one divided into n).
    areas : pl.DataFrame
        ``warehouse.areas.read_areas()``.
    """

    wards: pl.DataFrame
    parts: pl.DataFrame
    areas: pl.DataFrame

    def select_members(self, province_code: str) -> pl.DataFrame:
        """Wards of one current province."""
        return self.wards.filter(pl.col("province_area_id") == area_id(province_code, Era.AFTER))


def read_units() -> Units:
    """Read all current wards and their origin (BOUNDARIES, source for the schematic map)."""
    areas = read_areas()
    wards = areas.filter((pl.col("level") == Level.WARD.value) & (pl.col("era") == Era.AFTER.value)).sort("area_code")
    x, y = project_points(wards["longitude"].to_numpy(), wards["latitude"].to_numpy())
    # The source has no area for two wards of Quảng Trị and 0.0 for Kỳ Lừa (Lạng Sơn) and Mỹ Phước Tây (Đồng Tháp):
    # the median of their province stands in for it on the raster, never in a table.
    known_km2 = pl.when(pl.col("area_km2") > 0).then("area_km2")
    site_km2 = known_km2.fill_null(known_km2.median().over("province_area_id"))
    wards = wards.with_columns(pl.Series("x", x), pl.Series("y", y), site_km2=site_km2)
    wards = wards.with_columns(is_island=pl.Series(_find_islands(wards)))
    return Units(wards, _trace_parts(areas, wards), areas)


def make_sites(wards: pl.DataFrame) -> Sites:
    """The wards' points and areas, in their order."""
    x, y, km2 = (wards[column].to_numpy() for column in ("x", "y", "site_km2"))
    return Sites(x, y, km2)


def select_near(wards: pl.DataFrame, grid: Grid) -> pl.DataFrame:
    """Wards that can claim a cell of the grid: their point lies in it or within twice their radius of it."""
    sites = make_sites(wards)
    row, column = grid.locate(sites.x, sites.y)
    reach = 2 * sites.radius_m / grid.cell_m
    is_near = (row > -reach) & (row < grid.rows + reach) & (column > -reach) & (column < grid.columns + reach)
    return wards.filter(pl.Series(is_near))


def project_points(longitude: FloatArray, latitude: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Degrees to metres in UTM 48N."""
    x, y = Transformer.from_crs(LONGITUDE_LATITUDE, UTM_48N, always_xy=True).transform(longitude, latitude)
    return np.asarray(x), np.asarray(y)


def _find_islands(wards: pl.DataFrame) -> MaskArray:
    """Wards so far from every other that circles of their areas, widened by ``ISLAND_GAP``, would not touch any."""
    points = np.column_stack([wards["x"].to_numpy(), wards["y"].to_numpy()])
    radius = np.sqrt(wards["site_km2"].to_numpy() * 1e6 / np.pi)
    distance, neighbour = KDTree(points).query(points, k=12)
    reach = radius[:, None] + radius[neighbour[:, 1:]]
    return np.asarray((distance[:, 1:] / reach).min(axis=1) > ISLAND_GAP)


def _trace_parts(areas: pl.DataFrame, wards: pl.DataFrame) -> pl.DataFrame:
    former = areas.filter(pl.col("level").is_in([Level.WARD.value, Level.DISTRICT.value])).select(
        old_area_id="area_id",
        old_province_area_id="province_area_id",
        district_area_id=pl.when(pl.col("level") == Level.DISTRICT.value).then("area_id").otherwise("parent_area_id"),
    )
    changes = read_area_changes(AREA_CHANGES).select("new_area_id", "old_area_id", "weight")
    current = changes.join(wards.select(new_area_id="area_id"), on="new_area_id", how="semi")
    return current.join(former, on="old_area_id").sort("new_area_id", "old_area_id")
