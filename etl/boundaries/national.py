"""The provinces of both eras, from the points of all current wards."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from etl.boundaries.city import Shapes
from etl.boundaries.clean import Cleaning, clean_labels, drop_fragments, fill_nearest
from etl.boundaries.raster import EMPTY, Grid, LabelArray, assign_cells, calibrate
from etl.boundaries.units import Units, make_sites, project_points
from etl.boundaries.vectorise import Shape, dissolve, draw_circle, vectorise_labels
from warehouse.model import Era, Level

CELL_M = 1_600
REFINEMENT = 2
MARGIN_M = 30_000
TOLERANCE_M = 1_500
CLEANING = Cleaning(min_part_share=0.12, closing_m=5_000, max_hole_km2=400, majority_passes=2)
MIN_ISLAND_RADIUS_M = 4_000
# The archipelagos of Đà Nẵng and Khánh Hòa: placed on purpose and drawn large enough to see and to name, whatever the package says.
ARCHIPELAGO_RADIUS_M = 45_000
ARCHIPELAGOS = {"20333.2025-07": (111.9, 16.45), "22736.2025-07": (114.2, 9.6)}


def build_provinces(units: Units) -> dict[tuple[Era, Level], Shapes]:
    """Schematic shapes of the 34 current and the 63 former provinces.

    A ward lies in the former province that most of its former wards come from. Both layers are dissolved from the same pieces.

    Returns
    -------
    dict
        (era, ``Level.PROVINCE``) → area_id of the province → shape in degrees.
    """
    wards = units.wards.join(find_former_provinces(units.parts), on="area_id", maintain_order="left")
    mainland, islands = wards.filter(~pl.col("is_island")), wards.filter(pl.col("is_island"))
    pair_by_ward = mainland.select("province_area_id", "old_province_area_id").rows()
    pairs = sorted(set(pair_by_ward))
    pair_of_ward = [pairs.index(pair) for pair in pair_by_ward]
    labels, grid = draw_mainland(mainland)
    pair_labels = drop_fragments(np.array([*pair_of_ward, EMPTY], dtype=np.int32)[labels], CLEANING.min_part_share)
    shapes = vectorise_labels(fill_nearest(pair_labels, labels != EMPTY), len(pairs), grid, TOLERANCE_M)
    circles = [_draw_island(island) for island in islands.iter_rows(named=True)]
    layers = {}
    for side, column, era in ((0, "province_area_id", Era.AFTER), (1, "old_province_area_id", Era.BEFORE)):
        keys = [pair[side] for pair in pairs] + islands[column].to_list()
        layers[era, Level.PROVINCE] = dissolve([*shapes, *circles], keys)
    return layers


def find_former_provinces(parts: pl.DataFrame) -> pl.DataFrame:
    """Former province of each current ward: ``area_id``, ``old_province_area_id``."""
    weight = parts.group_by("new_area_id", "old_province_area_id").agg(pl.col("weight").sum())
    ranked = weight.sort("weight", "old_province_area_id", descending=[True, False])
    heaviest = ranked.unique("new_area_id", keep="first", maintain_order=True)
    return heaviest.select("old_province_area_id", area_id="new_area_id")


def draw_mainland(wards: pl.DataFrame) -> tuple[LabelArray, Grid]:
    """Cells of all wards of the mainland (positions in ``wards``), and their grid."""
    sites = make_sites(wards)
    coarse = Grid.span(sites.x, sites.y, MARGIN_M, CELL_M)
    shifted, weights = calibrate(coarse, sites)
    grid = coarse.refine(REFINEMENT)
    return clean_labels(assign_cells(grid, shifted, weights), grid, CLEANING), grid


def _draw_island(island: dict[str, Any]) -> Shape:
    if island["area_id"] in ARCHIPELAGOS:
        longitude, latitude = ARCHIPELAGOS[island["area_id"]]
        x, y = project_points(np.array([longitude]), np.array([latitude]))
        return draw_circle(float(x[0]), float(y[0]), ARCHIPELAGO_RADIUS_M)
    radius = float(np.sqrt(island["site_km2"] * 1e6 / np.pi))
    return draw_circle(island["x"], island["y"], max(radius, MIN_ISLAND_RADIUS_M))
