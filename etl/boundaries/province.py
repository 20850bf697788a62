"""The layers of one current province: current wards, former districts, former wards, dissolved from the same pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import ndimage

from etl.boundaries.clean import Cleaning, clean_labels, close_outline, fill_holes, fill_nearest
from etl.boundaries.districts import choose_districts
from etl.boundaries.islands import NEAR_ISLANDS, STRAIT_M, cut_straits, draw_island, split_circle
from etl.boundaries.pieces import Part, split_wards
from etl.boundaries.raster import EMPTY, Grid, LabelArray, assign_cells, calibrate
from etl.boundaries.units import Units, make_sites, select_near
from etl.boundaries.vectorise import Shape, dissolve, vectorise_labels
from warehouse.model import Era, Level

CELL_M = 150
CELL_AREA_KM2 = 7_000
REFINEMENT = 3
MARGIN_M = 20_000
PROVINCE_CLOSING_M = 1_600
MAX_HOLE_KM2 = 1_000
TOLERANCE_CELLS = 0.9

Shapes = dict[str, Shape]
Layers = dict[tuple[Era, Level], Shapes]


@dataclass(frozen=True)
class Piece:
    """A shape and the units it belongs to; ``former`` is None for an island district that had no wards."""

    shape: Shape
    ward: str
    district: str
    former: str | None


def build_province(units: Units, province_code: str) -> Layers:
    """Schematic shapes of one province (BOUNDARIES method steps 1 to 6).

    Returns
    -------
    dict
        (era, level) → area_id → shape in degrees; the layers share their edges. A unit off the mainland is a circle of its published
        area, divided evenly among the former wards it was made of.
    """
    members = units.select_members(province_code)
    pieces = _draw_mainland(units, members.filter(~pl.col("is_island"))["area_id"].to_list())
    pieces += _draw_islands(units, members.filter(pl.col("is_island")))
    with_former = [piece for piece in pieces if piece.former is not None]
    return {
        (Era.AFTER, Level.WARD): dissolve([piece.shape for piece in pieces], [piece.ward for piece in pieces]),
        (Era.BEFORE, Level.WARD): dissolve(
            [piece.shape for piece in with_former], [str(piece.former) for piece in with_former]
        ),
        (Era.BEFORE, Level.DISTRICT): dissolve([piece.shape for piece in pieces], [piece.district for piece in pieces]),
    }


def _draw_mainland(units: Units, ward_ids: Sequence[str]) -> list[Piece]:
    labels, grid = draw_wards(units, ward_ids)
    origin = _label_parts(units.parts, ward_ids)
    pieces = split_wards(labels, origin.parts)
    shapes = vectorise_labels(pieces, len(origin.parts), grid, TOLERANCE_CELLS * REFINEMENT * grid.cell_m)
    districts = choose_districts(pieces, origin.parts)
    return [
        Piece(shape, ward_ids[part.ward], origin.districts[district], origin.formers[part.former])
        for shape, part, district in zip(shapes, origin.parts, districts, strict=True)
    ]


def _draw_islands(units: Units, islands: pl.DataFrame) -> list[Piece]:
    former_wards = set(units.areas.filter(pl.col("level") == Level.WARD.value)["area_id"])
    pieces: list[Piece] = []
    for island in islands.iter_rows(named=True):
        parts = units.parts.filter(pl.col("new_area_id") == island["area_id"])
        origin = parts.select("old_area_id", "district_area_id").rows()
        pieces += [
            Piece(sector, island["area_id"], district, former if former in former_wards else None)
            for sector, (former, district) in zip(split_circle(draw_island(island), len(origin)), origin, strict=True)
        ]
    return pieces


def choose_cell(area_km2: float) -> float:
    """Coarse cell (m) of a province: ``CELL_M`` up to ``CELL_AREA_KM2``, beyond that as many cells as a province of that area has.

    >>> choose_cell(3_360), round(choose_cell(23_968))
    (150.0, 278)
    """
    return float(CELL_M * max(1.0, area_km2 / CELL_AREA_KM2) ** 0.5)


def draw_wards(units: Units, ward_ids: Sequence[str]) -> tuple[LabelArray, Grid]:
    """Cells of some wards, bounded by the competition of all others.

    Returns
    -------
    tuple
        Labels (positions in ``ward_ids``), and their grid, which is cropped to them.
    """
    mainland = units.wards.filter(~pl.col("is_island"))
    own = mainland.filter(pl.col("area_id").is_in(ward_ids))
    cell_m = choose_cell(float(own["site_km2"].sum()))
    coarse = Grid.span(own["x"].to_numpy(), own["y"].to_numpy(), MARGIN_M, cell_m)
    near = select_near(mainland, coarse)
    shifted, weights = calibrate(coarse, make_sites(near))
    fine = coarse.refine(REFINEMENT)
    labels = clean_labels(assign_cells(fine, shifted, weights), fine, Cleaning())
    position = {ward_id: label for label, ward_id in enumerate(ward_ids)}
    own_label = np.array([position.get(ward_id, EMPTY) for ward_id in near["area_id"]] + [EMPTY], dtype=np.int32)
    labels = own_label[labels]
    # One province is one piece of land: wards cut off by a neighbour's are joined again (measured: this also comes nearer to the truth).
    land = close_outline(labels != EMPTY, PROVINCE_CLOSING_M / fine.cell_m)
    labels = fill_nearest(labels, fill_holes(land, MAX_HOLE_KM2 / fine.cell_km2))
    near_islands = [position[ward_id] for ward_id in NEAR_ISLANDS if ward_id in position]
    labels = cut_straits(labels, near_islands, STRAIT_M / fine.cell_m)
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
