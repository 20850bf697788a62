"""The three layers of one current province: current wards, former districts, former wards, dissolved from the same pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import ndimage

from etl.boundaries.clean import Cleaning, clean_labels, close_outline, fill_nearest
from etl.boundaries.districts import choose_districts
from etl.boundaries.pieces import Part, split_wards
from etl.boundaries.raster import EMPTY, Grid, LabelArray, assign_cells, calibrate
from etl.boundaries.units import Units, make_sites, select_near
from etl.boundaries.vectorise import Shape, dissolve, draw_circle, vectorise_labels
from warehouse.model import Era, Level

CELL_M = 150
REFINEMENT = 3
MARGIN_M = 20_000
PROVINCE_CLOSING_M = 1_600
TOLERANCE_M = 135

Shapes = dict[str, Shape]


def build_city(units: Units, province_code: str) -> dict[tuple[Era, Level], Shapes]:
    """Schematic shapes of one province (BOUNDARIES method steps 1 to 6).

    Returns
    -------
    dict
        (era, level) → area_id → shape in degrees; the layers share their edges. A unit off the mainland is a circle of its published
        area; a former district that became such a unit is the same circle.
    """
    members = units.select_members(province_code)
    mainland = members.filter(~pl.col("is_island"))
    labels, grid = draw_wards(units, mainland["area_id"].to_list())
    origin = _label_parts(units.parts, mainland["area_id"].to_list())
    pieces = split_wards(labels, origin.parts)
    shapes = vectorise_labels(pieces, len(origin.parts), grid, TOLERANCE_M)
    districts = choose_districts(pieces, origin.parts)
    wards = [mainland["area_id"][part.ward] for part in origin.parts]
    layers = {
        (Era.AFTER, Level.WARD): dissolve(shapes, wards),
        (Era.BEFORE, Level.WARD): dissolve(shapes, [origin.formers[part.former] for part in origin.parts]),
        (Era.BEFORE, Level.DISTRICT): dissolve(shapes, [origin.districts[district] for district in districts]),
    }
    _add_islands(layers, units, members.filter(pl.col("is_island")))
    return layers


def draw_wards(units: Units, ward_ids: Sequence[str]) -> tuple[LabelArray, Grid]:
    """Cells of some wards, bounded by the competition of all others.

    Returns
    -------
    tuple
        Labels (positions in ``ward_ids``), and their grid, which is cropped to them.
    """
    mainland = units.wards.filter(~pl.col("is_island"))
    own = mainland.filter(pl.col("area_id").is_in(ward_ids))
    coarse = Grid.span(own["x"].to_numpy(), own["y"].to_numpy(), MARGIN_M, CELL_M)
    near = select_near(mainland, coarse)
    shifted, weights = calibrate(coarse, make_sites(near))
    fine = coarse.refine(REFINEMENT)
    labels = clean_labels(assign_cells(fine, shifted, weights), fine, Cleaning())
    position = {ward_id: label for label, ward_id in enumerate(ward_ids)}
    own_label = np.array([position.get(ward_id, EMPTY) for ward_id in near["area_id"]] + [EMPTY], dtype=np.int32)
    labels = own_label[labels]
    # One province is one piece of land: wards cut off by a neighbour's are joined again (measured: this also comes nearer to the truth).
    labels = fill_nearest(labels, close_outline(labels != EMPTY, PROVINCE_CLOSING_M / fine.cell_m))
    rows, columns = ndimage.find_objects((labels != EMPTY).astype(np.int8))[0]
    return labels[rows, columns], fine.crop(rows, columns)


@dataclass(frozen=True)
class Origin:
    """Parts of the wards, with the area ids that their labels stand for."""

    parts: list[Part]
    formers: list[str]
    districts: list[str]


def _label_parts(parts: pl.DataFrame, ward_ids: Sequence[str]) -> Origin:
    own = parts.filter(pl.col("new_area_id").is_in(ward_ids))
    formers = own["old_area_id"].unique().sort().to_list()
    districts = own["district_area_id"].unique().sort().to_list()
    ward_label, former_label, district_label = (
        {area_id: label for label, area_id in enumerate(ids)} for ids in (ward_ids, formers, districts)
    )
    rows = own.select("new_area_id", "old_area_id", "district_area_id", "weight").iter_rows()
    labelled = [
        Part(ward_label[new], former_label[old], district_label[district], weight)
        for new, old, district, weight in rows
    ]
    return Origin(labelled, formers, districts)


def _add_islands(layers: dict[tuple[Era, Level], Shapes], units: Units, islands: pl.DataFrame) -> None:
    for island in islands.iter_rows(named=True):
        circle = draw_circle(island["x"], island["y"], float(np.sqrt(island["site_km2"] * 1e6 / np.pi)))
        layers[Era.AFTER, Level.WARD][island["area_id"]] = circle
        levels = dict(units.areas.select("area_id", "level").iter_rows())
        for former in units.parts.filter(pl.col("new_area_id") == island["area_id"])["old_area_id"]:
            layers[Era.BEFORE, Level(levels[former])][former] = circle
