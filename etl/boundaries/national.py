"""The layers of the nation: wards, former districts and the provinces of both eras, from the stored layers of all provinces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
import shapely

from etl.boundaries.clean import close_outline, drop_fragments, fill_holes, fill_nearest
from etl.boundaries.islands import NEAR_ISLANDS, cut_straits, draw_island, split_circle
from etl.boundaries.province import Layers
from etl.boundaries.raster import EMPTY, Grid, LabelArray, MaskArray
from etl.boundaries.units import Units, project_points
from etl.boundaries.vectorise import Shape, dissolve, vectorise_labels
from warehouse.errors import BoundaryError
from warehouse.model import Era, Level

CELL_M = 300
MARGIN_M = 10_000
CLOSING_M = 1_600
MAX_HOLE_KM2 = 1_000
STRAIT_M = 1_500
MIN_PART_SHARE = 0.05
TOLERANCE_M = 800
MIN_ISLAND_RADIUS_M = 4_000

PairArray = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Cut:
    """Part of a current ward that lay in one former district, the piece all layers of the nation are dissolved from."""

    shape: Shape
    ward: str
    district: str


def build_nation(units: Units, drawn: Mapping[str, Shape]) -> Layers:
    """Schematic shapes of all current wards, all former districts, the 34 current and the 63 former provinces.

    What was drawn province by province is put on one raster. What two provinces claim, and what none claims between them, goes to
    the nearest.

    Parameters
    ----------
    units : Units
        The country's wards and their origin.
    drawn : mapping
        area_id → shape in degrees, of the current wards and the former districts of all provinces.

    Returns
    -------
    dict
        (era, level) → area_id → shape in degrees; all four layers share their edges.
    """
    cuts = _cut_mainland(units, drawn)
    cuts += _cut_islands(units)
    check_complete(units, cuts)
    province_of_ward = dict(units.wards.select("area_id", "province_area_id").iter_rows())
    province_of_district = dict(units.parts.select("district_area_id", "old_province_area_id").iter_rows())
    shapes = [cut.shape for cut in cuts]
    return {
        (Era.AFTER, Level.PROVINCE): dissolve(shapes, [province_of_ward[cut.ward] for cut in cuts]),
        (Era.BEFORE, Level.PROVINCE): dissolve(shapes, [province_of_district[cut.district] for cut in cuts]),
        (Era.AFTER, Level.WARD): dissolve(shapes, [cut.ward for cut in cuts]),
        (Era.BEFORE, Level.DISTRICT): dissolve(shapes, [cut.district for cut in cuts]),
    }


def check_complete(units: Units, cuts: Sequence[Cut]) -> None:
    """Stop when a ward or a former district has lost all its cells."""
    wanted = set(units.wards["area_id"]) | set(units.parts["district_area_id"])
    missing = sorted(wanted - {cut.ward for cut in cuts} - {cut.district for cut in cuts})
    if missing:
        raise BoundaryError(
            f"the nation lacks {', '.join(missing[:20])}; build their provinces again, or use smaller cells"
        )


def _cut_mainland(units: Units, drawn: Mapping[str, Shape]) -> list[Cut]:
    mainland = units.wards.filter(~pl.col("is_island"))
    grid = Grid.span(mainland["x"].to_numpy(), mainland["y"].to_numpy(), MARGIN_M, CELL_M)
    ward_ids = mainland["area_id"].to_list()
    origin = list_origin(units.parts, ward_ids)
    pieces, pairs = pair_labels(
        draw_shapes(grid, drawn, ward_ids), draw_shapes(grid, drawn, origin.district_ids), origin
    )
    pieces = close_borders(drop_fragments(pieces, MIN_PART_SHARE), grid)
    near_islands = [ward_ids.index(ward_id) for ward_id in NEAR_ISLANDS if ward_id in ward_ids]
    drawn_ward = np.array([*pairs[:, 0], EMPTY], dtype=np.int32)[pieces]
    pieces[cut_straits(drawn_ward, near_islands, STRAIT_M / CELL_M) == EMPTY] = EMPTY
    shapes = vectorise_labels(pieces, len(pairs), grid, TOLERANCE_M)
    return [
        Cut(shape, ward_ids[ward], origin.district_ids[district])
        for shape, (ward, district) in zip(shapes, pairs, strict=True)
    ]


@dataclass(frozen=True)
class Origin:
    """Former districts of the wards: pairs of labels that occur, and the label of each ward's main district."""

    district_ids: list[str]
    pairs: PairArray
    main_district: npt.NDArray[np.int64]


def list_origin(parts: pl.DataFrame, ward_ids: Sequence[str]) -> Origin:
    """Former districts that gave land to each ward, and the one that gave most."""
    own = parts.group_by(area_id="new_area_id", district_id="district_area_id").agg(pl.col("weight").sum())
    labelled = pl.DataFrame({"area_id": ward_ids}).with_row_index("ward").join(own, on="area_id")
    district_ids = labelled["district_id"].unique().sort().to_list()
    labelled = labelled.with_columns(
        district=pl.col("district_id").replace_strict(district_ids, range(len(district_ids)))
    )
    labelled = labelled.sort("ward", "weight", "district", descending=[False, True, False])
    pairs = labelled.select(pl.col("ward", "district").cast(pl.Int64)).to_numpy()
    return Origin(district_ids, pairs, labelled.group_by("ward", maintain_order=True).first()["district"].to_numpy())


def draw_shapes(grid: Grid, shapes: Mapping[str, Shape], ids: Sequence[str]) -> LabelArray:
    """Labels (positions in ``ids``) of the shapes (degrees) that hold each cell's middle.

    A cell that two shapes claim is empty, unless the smaller of them would lose all its cells. Shapes without an id are left out.
    """
    labels = np.full((grid.rows, grid.columns), EMPTY, dtype=np.int32)
    is_disputed = np.zeros(labels.shape, dtype=bool)
    position = {area_id: label for label, area_id in enumerate(ids)}
    for area_id in sorted(position.keys() & shapes.keys(), key=lambda key: (-shapes[key].area, key)):
        window, inside = find_cells(grid, shapes[area_id])
        is_disputed[window] |= inside & (labels[window] != EMPTY)
        labels[window][inside] = position[area_id]
    is_kept = np.zeros(len(ids) + 1, dtype=bool)
    is_kept[labels[~is_disputed]] = True
    labels[is_disputed & is_kept[labels]] = EMPTY
    return labels


def find_cells(grid: Grid, shape: Shape) -> tuple[tuple[slice, slice], MaskArray]:
    """Window of the grid around a shape (degrees), and which of its cells have their middle inside."""
    projected = shapely.transform(shape, lambda xy: np.column_stack(project_points(xy[:, 0], xy[:, 1])))
    west, south, east, north = projected.bounds
    corner_row, corner_column = grid.locate(np.array([west, east]), np.array([south, north]))
    rows, columns = (
        slice(min(max(int(low), 0), length), min(max(int(high) + 1, 0), length))
        for (low, high), length in ((corner_row, grid.rows), (corner_column, grid.columns))
    )
    row, column = np.mgrid[rows, columns].astype(float)
    shapely.prepare(projected)
    return (rows, columns), shapely.contains_xy(projected, *grid.place(row, column))


def pair_labels(wards: LabelArray, districts: LabelArray, origin: Origin) -> tuple[LabelArray, PairArray]:
    """Label every combination of ward and former district: the labels, and the ward and district of each.

    A cell of a ward that has no district, or one that gave it nothing, lies in the main district of the ward.
    """
    land = wards != EMPTY
    ward, district = wards[land].astype(np.int64), districts[land].astype(np.int64)
    code = ward << 32 | district
    is_known = (district != EMPTY) & np.isin(code, origin.pairs[:, 0] << 32 | origin.pairs[:, 1])
    known, label = np.unique(np.where(is_known, code, ward << 32 | origin.main_district[ward]), return_inverse=True)
    pieces = np.full(wards.shape, EMPTY, dtype=np.int32)
    pieces[land] = label
    return pieces, np.stack([known >> 32, known & 0xFFFFFFFF], axis=1)


def close_borders(pieces: LabelArray, grid: Grid) -> LabelArray:
    """Pieces of provinces drawn apart, grown together where they nearly meet."""
    land = close_outline(pieces != EMPTY, CLOSING_M / grid.cell_m)
    return fill_nearest(pieces, fill_holes(land, MAX_HOLE_KM2 / grid.cell_km2))


def _cut_islands(units: Units) -> list[Cut]:
    cuts: list[Cut] = []
    for island in units.wards.filter(pl.col("is_island")).iter_rows(named=True):
        own = units.parts.filter(pl.col("new_area_id") == island["area_id"])
        districts = own["district_area_id"].unique().sort().to_list()
        sectors = split_circle(draw_island(island, MIN_ISLAND_RADIUS_M), len(districts))
        cuts += [Cut(sector, island["area_id"], district) for sector, district in zip(sectors, districts, strict=True)]
    return cuts
