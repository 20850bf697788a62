"""Layers of a made-up province and nation, and how layers are stored and read."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import brotli
import numpy as np
import polars as pl
import pytest
import shapely

from etl.boundaries import build_boundaries, read_layers
from etl.boundaries.build import write_layer
from etl.boundaries.layers import PREPARED_SUFFIX
from etl.boundaries.national import build_nation
from etl.boundaries.province import build_province
from etl.boundaries.units import NEIGHBOURS, Units, correct_points, fill_areas, replace_areas
from etl.boundaries.vectorise import check_coverage, dissolve
from tests.etl.test_boundary_steps import measure_km2
from warehouse.areas import read_areas
from warehouse.errors import BoundaryError
from warehouse.model import Era, Level


def test_an_empty_or_absent_folder_has_no_layers(tmp_path: Path) -> None:
    assert read_layers(tmp_path) == read_layers(tmp_path / "absent") == []


def test_a_file_without_the_columns_is_refused(tmp_path: Path) -> None:
    pl.DataFrame({"code": ["01"], "era": ["2025-07"]}).write_parquet(tmp_path / "01_2025-07_ward.parquet")
    with pytest.raises(BoundaryError, match=r"01_2025-07_ward\.parquet.*lacks columns level"):
        read_layers(tmp_path)


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
    for row in rows:
        row["old_province_area_id"] = "98.before-2025-07" if row["district_area_id"] < "d2" else "99.before-2025-07"
    levels = {f"d{number}.before-2025-07": "district" for number in (0, 1, 2, 9)} | {
        old: "ward" for old, _, _ in formers
    }
    areas = pl.DataFrame({"area_id": list(levels), "level": list(levels.values())})
    return Units(wards.with_columns(is_island=pl.col("x") > 550_000), pl.DataFrame(rows), areas)


def test_a_province_is_built_in_three_layers_that_share_their_edges(toy_units: Units) -> None:
    layers = build_province(toy_units, "99")
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


def test_the_layers_of_the_nation_are_dissolved_from_the_same_cuts(toy_units: Units) -> None:
    province = build_province(toy_units, "99")
    nation = build_nation(toy_units, province[Era.AFTER, Level.WARD] | province[Era.BEFORE, Level.DISTRICT])
    assert {key: len(shapes) for key, shapes in nation.items()} == {
        (Era.AFTER, Level.PROVINCE): 1, (Era.BEFORE, Level.PROVINCE): 2,
        (Era.AFTER, Level.WARD): 10, (Era.BEFORE, Level.DISTRICT): 4,
    }  # fmt: skip
    for shapes in nation.values():
        check_coverage(shapes, "toy")
    wards, districts = nation[Era.AFTER, Level.WARD], nation[Era.BEFORE, Level.DISTRICT]
    assert districts["d0.before-2025-07"].equals(
        shapely.coverage_union_all([wards[f"{n:05d}.2025-07"] for n in range(3)])
    )
    assert measure_km2(wards["00004.2025-07"]) == pytest.approx(16.0, rel=0.2)
    assert measure_km2(wards["00009.2025-07"]) == pytest.approx(np.pi * 16, rel=0.05), (
        "an island is at least 4 km in radius"
    )


def test_a_ward_without_cells_stops_the_nation(toy_units: Units) -> None:
    province = build_province(toy_units, "99")
    drawn = {**province[Era.AFTER, Level.WARD], **province[Era.BEFORE, Level.DISTRICT]}
    del drawn["00004.2025-07"]
    with pytest.raises(BoundaryError, match=r"lacks 00004\.2025-07"):
        build_nation(toy_units, drawn)


def test_a_ward_without_area_gets_that_of_its_neighbours() -> None:
    x, y = np.arange(10.0), np.zeros(10)
    wards = pl.DataFrame({"area_km2": [None, *[4.0] * NEIGHBOURS, 900.0, 900.0, 900.0]})
    assert fill_areas(wards, x, y).tolist() == [4.0, *[4.0] * NEIGHBOURS, 900.0, 900.0, 900.0]


def test_a_known_province_is_shared_by_the_land_around_each_point(toy_units: Units) -> None:
    known = pl.DataFrame({"area_id": ["98.before-2025-07"], "area_km2": [60.0]})
    shared = replace_areas(toy_units.wards.with_columns(site_km2=pl.lit(5.0)), toy_units.parts, known)["site_km2"]
    assert shared.head(6).sum() == pytest.approx(60)
    assert 5 < shared.head(6).min() < shared.head(6).max() < 20
    assert shared.tail(4).to_list() == [5.0] * 4


def test_a_point_is_corrected_only_while_it_is_the_one_found_wrong() -> None:
    wards = pl.DataFrame({"area_id": ["a", "b"], "longitude": [105.0, 106.0], "latitude": [20.0, 21.0]})
    row = {"area_id": ["b"], "published_longitude": [106.0], "published_latitude": [21.0]}
    correction = pl.DataFrame({**row, "longitude": [107.0], "latitude": [22.0], "reason": ["x"]})
    assert correct_points(wards, correction).rows() == [("a", 105.0, 20.0), ("b", 107.0, 22.0)]
    with pytest.raises(BoundaryError, match="b no longer published"):
        correct_points(wards, correction.with_columns(published_latitude=21.5))


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


def test_what_lies_beside_a_layer_is_read_only_while_the_shapes_are_those(tmp_path: Path) -> None:
    west, east = ({"27.before-2025-07": shapely.box(left, 20, left + 1, 21)} for left in (105, 106))
    path = write_layer(tmp_path, "VN", Era.BEFORE, Level.PROVINCE, west, read_areas())
    prepared = path.with_suffix(PREPARED_SUFFIX)
    first = read_layers(tmp_path)
    assert brotli.decompress(prepared.read_bytes()) == first[0].geojson
    stale = prepared.read_bytes()
    write_layer(tmp_path, "VN", Era.BEFORE, Level.PROVINCE, east, read_areas())
    second = read_layers(tmp_path)
    prepared.write_bytes(stale)
    third = read_layers(tmp_path)
    assert third[0].geojson == second[0].geojson != first[0].geojson
    assert third[0].boundary_id == second[0].boundary_id != first[0].boundary_id
    assert brotli.decompress(third[0].geojson_br) == third[0].geojson
    prepared.unlink()
    fourth = read_layers(tmp_path)
    assert (fourth[0].geojson, fourth[0].boundary_id) == (second[0].geojson, second[0].boundary_id)


def test_an_unknown_province_is_refused_before_anything_is_computed(tmp_path: Path) -> None:
    with pytest.raises(BoundaryError, match="77"):
        build_boundaries(tmp_path, ("77",))


def test_progress_is_reported_for_each_step(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("etl.boundaries.build.build_nation", lambda units, drawn: {})
    monkeypatch.setattr("etl.boundaries.build.build_province", lambda units, code: {})
    steps: list[float] = []
    assert build_boundaries(tmp_path, ("01", "24"), lambda step, share: steps.append(share)) == []
    assert steps[0] == 0
    assert steps[-1] == 1
    assert all(earlier < later for earlier, later in pairwise(steps))
