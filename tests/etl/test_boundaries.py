"""The schematic boundaries: what is shipped, and the steps that compute it on a made-up province."""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import shapely

from etl.boundaries import BoundaryLayer, build_boundaries, read_layers
from etl.boundaries.build import write_layer
from etl.boundaries.city import build_city
from etl.boundaries.clean import close_outline, drop_fragments, fill_holes, fill_nearest, vote_majority
from etl.boundaries.districts import choose_districts
from etl.boundaries.divide import divide_cells
from etl.boundaries.national import find_former_provinces
from etl.boundaries.pieces import Part, split_wards
from etl.boundaries.raster import EMPTY, Grid, Sites, assign_cells, calibrate, find_centroids
from etl.boundaries.units import Units, project_points
from etl.boundaries.vectorise import check_coverage, dissolve, trace_polygons, vectorise_labels
from warehouse.areas import read_areas
from warehouse.errors import BoundaryError
from warehouse.model import Era, Level

FOLDER = Path(__file__).parents[2] / "data" / "boundaries"
COUNTS = {
    "01_2025-07_ward": 126, "01_before-2025-07_district": 30, "01_before-2025-07_ward": 526,
    "24_2025-07_ward": 99, "24_before-2025-07_district": 18, "24_before-2025-07_ward": 313,
    "79_2025-07_ward": 168, "79_before-2025-07_district": 22 + 9 + 7, "79_before-2025-07_ward": 273 + 91 + 77,
    "VN_2025-07_province": 34, "VN_before-2025-07_province": 63,
}  # fmt: skip
OLD_PROVINCES = {
    "01": ["01.2025-07"],
    "24": ["24.before-2025-07", "27.before-2025-07"],
    "79": ["74.before-2025-07", "77.before-2025-07", "79.before-2025-07"],
}


@pytest.fixture(scope="module")
def shipped() -> dict[str, BoundaryLayer]:
    return {layer.key: layer for layer in read_layers(FOLDER)}


def read_shapes(layer: BoundaryLayer) -> dict[str, shapely.Geometry]:
    features = json.loads(layer.geojson)["features"]
    return {feature["id"]: shapely.geometry.shape(feature["geometry"]) for feature in features}


def list_expected_ids(scope: str, era: str, level: str) -> set[str]:
    areas = read_areas().filter(pl.col("level") == level)
    if scope == "VN":
        untouched = pl.col("valid_from").is_null() & pl.col("valid_to").is_null()
        return set(areas.filter((pl.col("era") == era) | untouched)["area_id"])
    provinces = [f"{scope}.2025-07"] if era == "2025-07" else OLD_PROVINCES[scope]
    return set(areas.filter(pl.col("province_area_id").is_in(provinces) & (pl.col("era") == era))["area_id"])


def test_the_shipped_layers_are_those_of_the_three_cities_and_the_nation(shipped: dict[str, BoundaryLayer]) -> None:
    assert {key: layer.feature_count for key, layer in shipped.items()} == COUNTS
    assert {layer.fidelity for layer in shipped.values()} == {"schematic"}
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 3_000_000


@pytest.mark.parametrize("key", COUNTS)
def test_a_shipped_layer_is_a_valid_coverage_of_every_unit_once(shipped: dict[str, BoundaryLayer], key: str) -> None:
    layer = shipped[key]
    ids = [feature["id"] for feature in json.loads(layer.geojson)["features"]]
    assert len(ids) == len(set(ids)) == layer.feature_count
    assert set(ids) == list_expected_ids(layer.scope_code, layer.era, layer.level)
    shapes = list(read_shapes(layer).values())
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    land = shapely.union_all(shapes)
    assert shapely.area(shapes).sum() == pytest.approx(land.area, rel=1e-3), "overlaps"
    holes = [shapely.Polygon(ring).area for part in shapely.get_parts(land) for ring in part.interiors]
    assert sum(holes) <= 1e-3 * land.area, "gaps"


@pytest.mark.parametrize("key", COUNTS)
def test_features_carry_official_names_and_the_layer_is_named_by_its_bytes(
    shipped: dict[str, BoundaryLayer], key: str
) -> None:
    layer = shipped[key]
    names = dict(read_areas().select("area_id", "name_vi").iter_rows())
    for feature in json.loads(layer.geojson)["features"]:
        assert feature["properties"] == {"area_id": feature["id"], "name": names[feature["id"]]}
    assert (layer.scope_code, layer.era, layer.level) == tuple(key.split("_"))
    assert layer.boundary_id == hashlib.sha256(layer.geojson).hexdigest()[:16]


def test_an_empty_or_absent_folder_has_no_layers(tmp_path: Path) -> None:
    assert read_layers(tmp_path) == read_layers(tmp_path / "absent") == []


def test_a_file_without_the_columns_is_refused(tmp_path: Path) -> None:
    pl.DataFrame({"code": ["01"], "era": ["2025-07"]}).write_parquet(tmp_path / "01_2025-07_ward.parquet")
    with pytest.raises(BoundaryError, match=r"01_2025-07_ward\.parquet.*lacks columns level"):
        read_layers(tmp_path)


@pytest.mark.parametrize("key", COUNTS)
def test_a_shipped_layer_is_small_and_winds_as_rfc_7946_says(shipped: dict[str, BoundaryLayer], key: str) -> None:
    layer = shipped[key]
    limit = {"VN": 150_000}.get(layer.scope_code, 300_000 if key.endswith("before-2025-07_ward") else 250_000)
    assert len(layer.geojson) < limit
    for shape in read_shapes(layer).values():
        for part in shapely.get_parts(shape):
            assert part.exterior.is_ccw
            assert not any(ring.is_ccw for ring in part.interiors)


def test_con_dao_is_an_island_of_its_own(shipped: dict[str, BoundaryLayer]) -> None:
    for key, area_id in (("79_2025-07_ward", "26732.2025-07"), ("79_before-2025-07_district", "755.before-2025-07")):
        shape = read_shapes(shipped[key])[area_id]
        assert shape.centroid.distance(shapely.Point(106.61, 8.70)) < 0.02
        assert measure_km2(shape) == pytest.approx(75.79, rel=0.02)
    south = min(shape.bounds[1] for shape in read_shapes(shipped["79_before-2025-07_ward"]).values())
    assert south > 10, "Côn Đảo had no communes"


def test_the_archipelagos_are_drawn_with_their_provinces(shipped: dict[str, BoundaryLayer]) -> None:
    for key, khanh_hoa, da_nang in (
        ("VN_2025-07_province", "56.2025-07", "48.2025-07"),
        ("VN_before-2025-07_province", "56.before-2025-07", "48.before-2025-07"),
    ):
        shapes = read_shapes(shipped[key])
        assert shapes[da_nang].contains(shapely.Point(111.9, 16.45)), "Hoàng Sa"
        assert shapes[khanh_hoa].contains(shapely.Point(114.2, 9.6)), "Trường Sa"


def test_an_untouched_province_has_one_id_in_both_eras(shipped: dict[str, BoundaryLayer]) -> None:
    current, former = (read_shapes(shipped[f"VN_{era}_province"]) for era in ("2025-07", "before-2025-07"))
    both = set(current) & set(former)
    assert len(both) == 11
    assert {"01.2025-07", "46.2025-07"} <= both
    assert current["01.2025-07"].equals(former["01.2025-07"])


@pytest.mark.parametrize("scope", ["01", "24", "79"])
def test_the_layers_of_a_city_cover_the_same_land(shipped: dict[str, BoundaryLayer], scope: str) -> None:
    wards, districts, formers = (
        shapely.coverage_union_all(list(read_shapes(shipped[f"{scope}_{layer}"]).values()))
        for layer in ("2025-07_ward", "before-2025-07_district", "before-2025-07_ward")
    )
    assert wards.equals(districts)
    islands_km2 = {"79": 75.79}.get(scope, 0)
    assert measure_km2(wards) - measure_km2(formers) == pytest.approx(islands_km2, abs=1)


@pytest.mark.parametrize("scope", ["01", "24", "79"])
def test_wards_lie_at_their_points_and_have_about_their_published_areas(
    shipped: dict[str, BoundaryLayer], scope: str
) -> None:
    shapes = read_shapes(shipped[f"{scope}_2025-07_ward"])
    wards = read_areas().filter(pl.col("area_id").is_in(list(shapes))).rows(named=True)
    inside = [shapes[ward["area_id"]].contains(shapely.Point(ward["longitude"], ward["latitude"])) for ward in wards]
    errors = [abs(measure_km2(shapes[ward["area_id"]]) / ward["area_km2"] - 1) for ward in wards]
    assert np.mean(inside) > 0.95
    assert np.median(errors) < 0.02


def measure_km2(shape: shapely.Geometry) -> float:
    def project(xy: np.ndarray) -> np.ndarray:
        return np.column_stack(project_points(xy[:, 0], xy[:, 1]))

    return float(shapely.transform(shape, project).area) / 1e6


# The steps, on small rasters.


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


@pytest.fixture(scope="module")
def toy_units() -> Units:
    """Province 99: nine wards in a square, each of two former wards, and an island that was a district without wards."""
    x = [500_000.0 + 4_000 * (place % 3) for place in range(9)] + [560_000.0]
    y = [2_300_000.0 + 4_000 * (place // 3) for place in range(9)] + [2_300_000.0]
    ids = [f"{place:05d}.2025-07" for place in range(10)]
    km2 = [16.0] * 9 + [20.0]
    province = ["99.2025-07"] * 10
    wards = pl.DataFrame(
        {"area_id": ids, "province_area_id": province, "area_km2": km2, "site_km2": km2, "x": x, "y": y}
    )
    formers = [
        (f"9{place}{half}.before-2025-07", ids[place], f"d{place // 3}.before-2025-07")
        for place in range(9)
        for half in range(2)
    ]
    rows = [
        {"new_area_id": new, "old_area_id": old, "district_area_id": district, "weight": 1.0}
        for old, new, district in formers
    ]
    rows.append(
        {
            "new_area_id": ids[9],
            "old_area_id": "d9.before-2025-07",
            "district_area_id": "d9.before-2025-07",
            "weight": 1.0,
        }
    )
    levels = {f"d{number}.before-2025-07": "district" for number in (0, 1, 2, 9)} | {
        old: "ward" for old, _, _ in formers
    }
    areas = pl.DataFrame({"area_id": list(levels), "level": list(levels.values())})
    return Units(wards.with_columns(is_island=pl.col("x") > 550_000), pl.DataFrame(rows), areas)


def test_a_province_is_built_in_three_layers_that_share_their_edges(toy_units: Units) -> None:
    layers = build_city(toy_units, "99")
    assert {key: len(shapes) for key, shapes in layers.items()} == {
        (Era.AFTER, Level.WARD): 10, (Era.BEFORE, Level.WARD): 18, (Era.BEFORE, Level.DISTRICT): 4,
    }  # fmt: skip
    for shapes in layers.values():
        check_coverage(shapes, "toy")
    wards, districts = layers[Era.AFTER, Level.WARD], layers[Era.BEFORE, Level.DISTRICT]
    assert districts["d9.before-2025-07"].equals(wards["00009.2025-07"])
    assert [measure_km2(wards[ward]) for ward in sorted(wards)] == pytest.approx([16.0] * 9 + [20.0], rel=0.1)
    rows = [[wards[f"{3 * row + column:05d}.2025-07"] for column in range(3)] for row in range(3)]
    for row, members in enumerate(rows):
        assert districts[f"d{row}.before-2025-07"].equals(shapely.coverage_union_all(members))


def test_overlapping_shapes_are_refused(tmp_path: Path) -> None:
    shapes = {"01.2025-07": shapely.box(105, 20, 106, 21), "24.2025-07": shapely.box(105.5, 20, 106.5, 21)}
    with pytest.raises(BoundaryError, match="coverage"):
        write_layer(tmp_path, "VN", Era.AFTER, Level.PROVINCE, shapes, read_areas())
    assert list(tmp_path.iterdir()) == []


def test_a_shape_of_an_unknown_unit_is_refused(tmp_path: Path) -> None:
    shapes = {"24.2025-07": shapely.box(105, 20, 106, 21), "nowhere": shapely.box(106, 20, 107, 21)}
    with pytest.raises(BoundaryError, match="2 shapes, 1 of them"):
        write_layer(tmp_path, "VN", Era.AFTER, Level.PROVINCE, shapes, read_areas())


def test_a_written_layer_reads_back_the_same_every_time(tmp_path: Path) -> None:
    squares = [shapely.box(105 + place, 20, 106 + place, 21) for place in range(3)]
    shapes = dissolve(squares, ["27.before-2025-07", "24.before-2025-07", "27.before-2025-07"])
    layers = []
    for name in ("first", "second"):
        write_layer(tmp_path / name, "VN", Era.BEFORE, Level.PROVINCE, shapes, read_areas())
        layers += read_layers(tmp_path / name)
    assert layers[0] == layers[1]
    assert layers[0].key == "VN_before-2025-07_province"
    assert [feature["id"] for feature in json.loads(layers[0].geojson)["features"]] == [
        "24.before-2025-07",
        "27.before-2025-07",
    ]


def test_an_unknown_province_is_refused_before_anything_is_computed(tmp_path: Path) -> None:
    with pytest.raises(BoundaryError, match="77"):
        build_boundaries(tmp_path, ("77",))


def test_progress_is_reported_for_each_step(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("etl.boundaries.build.build_provinces", lambda units: {})
    monkeypatch.setattr("etl.boundaries.build.build_city", lambda units, code: {})
    steps: list[float] = []
    assert build_boundaries(tmp_path, ("01", "24"), lambda step, share: steps.append(share)) == []
    assert steps[0] == 0
    assert steps[-1] == 1
    assert all(earlier < later for earlier, later in pairwise(steps))
