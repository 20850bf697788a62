"""The steps that compute the schematic boundaries, on small rasters."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
import shapely

from etl.boundaries.clean import close_outline, drop_fragments, fill_holes, fill_nearest, vote_majority
from etl.boundaries.districts import choose_districts
from etl.boundaries.divide import divide_cells
from etl.boundaries.islands import cut_straits, split_circle
from etl.boundaries.pieces import Part, split_wards
from etl.boundaries.raster import EMPTY, Grid, Sites, assign_cells, calibrate, find_centroids
from etl.boundaries.units import find_former_provinces, project_points
from etl.boundaries.vectorise import draw_circle, trace_polygons, vectorise_labels
from warehouse.errors import BoundaryError


def measure_km2(shape: shapely.Geometry) -> float:
    def project(xy: np.ndarray) -> np.ndarray:
        return np.column_stack(project_points(xy[:, 0], xy[:, 1]))

    return float(shapely.transform(shape, project).area) / 1e6


def test_a_larger_ward_claims_more_and_nobody_claims_the_sea() -> None:
    grid = Grid(0, 0, 100, 60, 120)
    sites = Sites(np.array([4_000.0, 8_000.0]), np.array([3_000.0, 3_000.0]), np.array([4.0, 1.0]))
    labels = assign_cells(grid, sites, np.zeros(2))
    assert labels[30, 40] == 0
    assert labels[30, 80] == 1
    assert labels[0, 0] == EMPTY
    assert (labels == 0).sum() > 3 * (labels == 1).sum()


def test_calibration_reaches_areas_and_centroids() -> None:
    places = np.array([(x, y) for x in (10_000.0, 14_000.0, 18_000.0) for y in (10_000.0, 14_500.0, 18_000.0)])
    sites = Sites(places[:, 0], places[:, 1], np.array([14.0, 18, 12, 20, 16, 14, 12, 18, 16]))
    grid = Grid(0, 0, 200, 140, 140)
    before, after = assign_cells(grid, sites, np.zeros(9)), assign_cells(grid, *calibrate(grid, sites))
    errors = [abs(np.bincount(labels[labels >= 0]) * grid.cell_km2 / sites.area_km2 - 1) for labels in (before, after)]
    assert errors[1].max() < 0.05 < errors[0].max()
    misses = []
    for labels in (before, after):
        x, y, _ = find_centroids(grid, labels, 9)
        misses.append(np.hypot(x - sites.x, y - sites.y).mean())
    assert misses[1] < misses[0] / 2


def test_cleaning_drops_specks_and_fills_what_is_enclosed() -> None:
    labels = np.zeros((20, 20), dtype=np.int32)
    labels[:, 10:] = 1
    labels[5, 5] = 1  # a speck of the right ward in the left one
    labels[15, 15] = EMPTY  # a pond
    dropped = drop_fragments(labels, 0.12)
    assert dropped[5, 5] == EMPTY
    land = fill_holes(dropped != EMPTY, 5)
    assert land.all()
    filled = fill_nearest(dropped, land)
    assert filled[5, 5] == 0
    assert filled[15, 15] == 1
    assert (filled[:, :10] == 0).all()


def test_a_large_detached_part_stays_and_water_at_the_rim_is_no_hole() -> None:
    labels = np.full((20, 20), EMPTY, dtype=np.int32)
    labels[:, :8], labels[:, 12:15] = 0, 0
    assert (drop_fragments(labels, 0.12) == labels).all()
    assert (fill_holes(labels != EMPTY, 1_000) == (labels != EMPTY)).all()


def test_a_grid_places_what_it_locates() -> None:
    grid = Grid(500_000, 2_300_000, 150, 40, 60)
    x, y = np.array([500_075.0, 503_210.0]), np.array([2_300_075.0, 2_304_321.0])
    row, column = grid.locate(x, y)
    assert (row[0], column[0]) == (0, 0)
    assert np.allclose(grid.place(row, column), (x, y))


def test_closing_joins_land_over_a_creek_but_leaves_the_sea() -> None:
    land = np.zeros((40, 60), dtype=bool)
    land[10:30, 5:29] = land[10:30, 32:50] = True
    closed = close_outline(land, 3)
    assert closed[20, 30]
    assert not closed[0].any()
    assert not close_outline(land, 1)[20, 30]


def test_majority_removes_a_tooth_and_keeps_an_edge() -> None:
    labels = np.zeros((9, 9), dtype=np.int32)
    labels[:, 5:] = 1
    toothed = labels.copy()
    toothed[4, 4] = 1
    assert (vote_majority(toothed) == labels).all()


def test_outlines_are_a_coverage_even_where_labels_touch_at_corners() -> None:
    labels = np.array([[0, 1, 0, 0], [1, 0, 2, 2], [0, 0, 2, EMPTY], [EMPTY, 1, 1, 2]], dtype=np.int32)
    shapes = trace_polygons(labels, 3)
    assert [shape.area for shape in shapes] == [(labels == label).sum() for label in range(3)]
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)


def test_simplified_outlines_stay_a_coverage_of_the_same_size() -> None:
    row, column = np.mgrid[:80, :80]
    labels = ((row + column // 3 > 60).astype(np.int32) + 2 * (column > 35 + row // 4)).astype(np.int32)
    shapes = vectorise_labels(labels, 4, Grid(500_000, 2_300_000, 100, 80, 80), 250)
    assert shapely.coverage_is_valid(shapes)
    exact = shapely.get_num_coordinates(trace_polygons(labels, 4)).sum()
    assert shapely.get_num_coordinates(shapes).sum() < exact / 5
    cells_km2 = np.bincount(labels.ravel()) * 0.01
    assert [measure_km2(shape) for shape in shapes] == pytest.approx(cells_km2.tolist(), rel=0.05)


def test_a_label_without_cells_is_an_error() -> None:
    with pytest.raises(BoundaryError, match=r"\[1\]"):
        vectorise_labels(np.zeros((4, 4), dtype=np.int32), 2, Grid(500_000, 2_300_000, 100, 4, 4), 50)


def test_a_region_is_divided_by_shares_and_pulls() -> None:
    cells = np.argwhere(np.ones((60, 40), dtype=bool))
    chosen = divide_cells(cells, [2, 1, 1], [None, (-30.0, 20.0), (90.0, 20.0)])
    assert np.bincount(chosen) / len(cells) == pytest.approx([0.5, 0.25, 0.25], abs=0.02)
    rows = [cells[chosen == part][:, 0].mean() for part in range(3)]
    assert rows[1] < rows[0] < rows[2]
    assert (chosen == divide_cells(cells, [2, 1, 1], [None, (-30.0, 20.0), (90.0, 20.0)])).all()


def test_every_part_gets_a_cell_in_a_tiny_region() -> None:
    cells = np.argwhere(np.ones((2, 3), dtype=bool))
    assert set(divide_cells(cells, [1, 1, 1, 1, 1], [None] * 5)) == set(range(5))


def make_two_wards() -> tuple[np.ndarray, list[Part]]:
    """Two wards side by side; former ward 9 is divided between them, district 1 has a small share of ward 0."""
    labels = np.full((40, 84), EMPTY, dtype=np.int32)
    labels[2:38, 2:42], labels[2:38, 42:82] = 0, 1
    whole = [Part(0, 1, 0, 1), Part(0, 2, 0, 1), Part(0, 3, 0, 1), Part(1, 4, 1, 1), Part(1, 5, 1, 1), Part(0, 6, 1, 1)]
    return labels, [*whole, Part(0, 9, 0, 0.5), Part(1, 9, 0, 0.5)]


def test_pieces_fill_their_ward_and_those_of_a_divided_ward_meet() -> None:
    labels, _ = make_two_wards()
    parts = [Part(0, 0, 0, 1), Part(0, 1, 0, 0.5), Part(1, 1, 0, 0.5), Part(1, 2, 0, 1)]
    pieces = split_wards(labels, parts)
    assert ((pieces == EMPTY) == (labels == EMPTY)).all()
    for position, part in enumerate(parts):
        assert set(labels[pieces == position]) == {part.ward}
    assert (1, 2) in find_seam(pieces)


def test_the_part_of_another_district_lies_beside_that_district() -> None:
    labels, _ = make_two_wards()
    parts = [Part(0, 0, 0, 1), Part(0, 1, 0, 1), Part(0, 2, 1, 1), Part(1, 3, 1, 1), Part(1, 4, 1, 1)]
    assert {left for left, _ in find_seam(split_wards(labels, parts))} == {2}


def find_seam(pieces: np.ndarray) -> set[tuple[int, int]]:
    """Pairs of pieces that meet where the two wards do."""
    return {(int(left), int(right)) for left, right in zip(pieces[2:38, 41], pieces[2:38, 42], strict=True)}


def test_a_minor_share_of_a_ward_is_drawn_with_the_district_of_the_rest() -> None:
    labels, parts = make_two_wards()
    drawn = choose_districts(split_wards(labels, parts), parts)
    assert drawn == [0, 0, 0, 1, 1, 0, 0, 1]
    only_there = [Part(0, 1, 0, 1), Part(0, 2, 0, 1), Part(0, 3, 0, 1), Part(0, 4, 7, 1)]
    pieces = split_wards(np.where(labels == 0, labels, EMPTY).astype(np.int32), only_there)
    assert choose_districts(pieces, only_there) == [0, 0, 0, 7], "no district vanishes"


def test_a_detached_speck_is_drawn_with_the_district_of_its_ward() -> None:
    pieces = np.zeros((12, 30), dtype=np.int32)
    pieces[:, 8:20], pieces[:, 20:] = 1, 2
    pieces[5:7, 27:29] = 3
    parts = [Part(0, 1, 0, 1), Part(1, 2, 1, 1), Part(2, 3, 2, 1), Part(2, 4, 0, 0.5)]
    assert choose_districts(pieces, parts) == [0, 1, 2, 2]


def test_a_ward_lies_in_the_former_province_most_of_it_came_from() -> None:
    origin = pl.DataFrame(
        {"new_area_id": ["a", "a", "a", "b"], "old_province_area_id": ["p", "q", "q", "p"], "weight": [1, 0.5, 1, 0.5]},
        strict=False,
    )
    found = find_former_provinces(origin).select("area_id", "old_province_area_id")
    assert dict(found.iter_rows()) == {"a": "q", "b": "p"}


def test_a_strait_parts_an_island_from_the_coast_and_from_nothing_else() -> None:
    labels = np.zeros((20, 40), dtype=np.int32)
    labels[:, 20:] = 1
    labels[:, 38:] = EMPTY
    cut = cut_straits(labels, [1], 3)
    assert (cut[:, 20:23] == EMPTY).all()
    assert (cut[:, 23:38] == 1).all()
    assert (cut[:, :20] == 0).all()


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_a_circle_is_split_into_even_sectors(count: int) -> None:
    circle = draw_circle(600_000, 1_800_000, 5_000)
    sectors = split_circle(circle, count)
    assert len(sectors) == count
    assert shapely.coverage_is_valid(sectors)
    assert shapely.area(sectors).sum() == pytest.approx(circle.area)
    assert shapely.area(sectors) == pytest.approx([circle.area / count] * count, rel=0.2)
