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
from warehouse.errors import BoundaryError
from warehouse.model import Era, Level, area_id

AREA_CHANGES = Path(__file__).parents[2] / "data" / "catalog" / "area_changes.csv"
POINT_CORRECTIONS = AREA_CHANGES.parents[1] / "boundaries" / "point_corrections.csv"
PROVINCE_AREAS = POINT_CORRECTIONS.with_name("province_areas.csv")
LONGITUDE_LATITUDE = "EPSG:4326"
UTM_48N = "EPSG:32648"
ISLAND_GAP = 1.75
NEIGHBOURS = 6
SURROUNDING_CELL_M = 500
SURROUNDING_RANK = 3
SURROUNDING_REACH = 0.85
MAX_SURROUNDING_M = 20_000


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
    wards = correct_points(wards, pl.read_csv(POINT_CORRECTIONS))
    x, y = project_points(wards["longitude"].to_numpy(), wards["latitude"].to_numpy())
    wards = wards.with_columns(pl.Series("x", x), pl.Series("y", y), pl.Series("site_km2", fill_areas(wards, x, y)))
    parts = _trace_parts(areas, wards)
    wards = replace_areas(wards, parts, pl.read_csv(PROVINCE_AREAS))
    wards = wards.with_columns(is_island=pl.Series(_find_islands(wards)))
    return Units(wards, parts, areas)


def find_former_provinces(parts: pl.DataFrame) -> pl.DataFrame:
    """Former province most of each current ward came from: ``area_id``, ``old_province_area_id``."""
    weight = parts.group_by("new_area_id", "old_province_area_id").agg(pl.col("weight").sum())
    ranked = weight.sort("weight", "old_province_area_id", descending=[True, False])
    heaviest = ranked.unique("new_area_id", keep="first", maintain_order=True)
    return heaviest.select("old_province_area_id", area_id="new_area_id")


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


def correct_points(wards: pl.DataFrame, corrections: pl.DataFrame) -> pl.DataFrame:
    """Move the few points that lie in another district, on the map only.

    Raises
    ------
    BoundaryError
        When a point is no longer the one that was found wrong: the package was corrected, or changed otherwise.
    """
    joined = wards.join(corrections, on="area_id", how="left", suffix="_corrected", maintain_order="left")
    moved = joined.filter(pl.col("published_longitude").is_not_null())
    is_expected = (pl.col("longitude") == pl.col("published_longitude")) & (
        pl.col("latitude") == pl.col("published_latitude")
    )
    stale = set(corrections["area_id"]) - set(moved.filter(is_expected)["area_id"])
    if stale:
        raise BoundaryError(
            f"{POINT_CORRECTIONS}: {', '.join(sorted(stale))} no longer published at the point to correct; look again",
            f"{POINT_CORRECTIONS}: điểm công bố của {', '.join(sorted(stale))} đã đổi; hãy xem lại dòng sửa",
        )
    return joined.with_columns(
        longitude=pl.coalesce("longitude_corrected", "longitude"),
        latitude=pl.coalesce("latitude_corrected", "latitude"),
    ).select(wards.columns)


def fill_areas(wards: pl.DataFrame, x: FloatArray, y: FloatArray) -> FloatArray:
    """Published areas; a ward without one gets the median of its ``NEIGHBOURS`` nearest wards, on the raster and never in a table.

    The source has no area for Thượng Trạch and Đông Trạch (Quảng Trị) and 0.0 for Kỳ Lừa (Lạng Sơn) and Mỹ Phước Tây (Đồng Tháp).
    """
    km2 = wards["area_km2"].fill_null(0.0).to_numpy().copy()
    points = np.column_stack([x, y])
    known = km2 > 0
    if not known.all():
        nearest = KDTree(points[known]).query(points[~known], k=NEIGHBOURS)[1]
        km2[~known] = np.median(km2[known][nearest], axis=1)
    return km2


def replace_areas(wards: pl.DataFrame, parts: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Share the known area of some former provinces among their wards by the land around each point, on the raster only.

    There the package's areas sum to between 0.4 and 1.8 times the province, single wards being far too large or too small.
    """
    totals = known.select(old_province_area_id="area_id", known_km2="area_km2")
    joined = wards.join(find_former_provinces(parts), on="area_id", how="left", maintain_order="left")
    joined = joined.join(totals, on="old_province_area_id", how="left", maintain_order="left")
    around = pl.Series("around", measure_surroundings(wards["x"].to_numpy(), wards["y"].to_numpy()))
    share = pl.col("around") / pl.col("around").sum().over("old_province_area_id")
    return (
        joined.with_columns(around)
        .with_columns(site_km2=(pl.col("known_km2") * share).fill_null(pl.col("site_km2")))
        .select(wards.columns)
    )


def measure_surroundings(x: FloatArray, y: FloatArray) -> FloatArray:
    """Square kilometres nearer to each point (metres) than to any other, and no farther than the points around it lie."""
    points = np.column_stack([x, y])
    tree = KDTree(points)
    reach = SURROUNDING_REACH * tree.query(points, k=SURROUNDING_RANK + 1)[0][:, -1]
    reach = np.minimum(reach, MAX_SURROUNDING_M)
    km2 = np.zeros(len(points))
    steps = np.arange(x.min() - MAX_SURROUNDING_M, x.max() + MAX_SURROUNDING_M, SURROUNDING_CELL_M)
    for row in np.arange(y.min() - MAX_SURROUNDING_M, y.max() + MAX_SURROUNDING_M, SURROUNDING_CELL_M):
        distance, nearest = tree.query(np.column_stack([steps, np.full(len(steps), row)]))
        km2 += (
            np.bincount(nearest[distance <= reach[nearest]], minlength=len(points)) * (SURROUNDING_CELL_M / 1000) ** 2
        )
    return km2


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
    # The weights of the crosswalk share people and know of parts without any; land is shared evenly.
    land_share = 1 / pl.len().over("old_area_id")
    changes = read_area_changes(AREA_CHANGES).select("new_area_id", "old_area_id", weight=land_share)
    current = changes.join(wards.select(new_area_id="area_id"), on="new_area_id", how="semi")
    return current.join(former, on="old_area_id").sort("new_area_id", "old_area_id")
