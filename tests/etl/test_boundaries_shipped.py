"""The schematic boundaries that are shipped: every unit of every province and of the nation, in valid coverages that agree."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import brotli
import numpy as np
import polars as pl
import pytest
import shapely

from etl.boundaries import BoundaryLayer, read_layers
from etl.boundaries.islands import ARCHIPELAGOS
from etl.boundaries.units import AREA_CHANGES, POINT_CORRECTIONS, project_points
from warehouse.area_changes import read_area_changes
from warehouse.areas import read_areas
from warehouse.model import Level

FOLDER = Path(__file__).parents[2] / "data" / "boundaries"
PROVINCES = (
    "01", "04", "08", "11", "12", "14", "15", "19", "20", "22", "24", "25", "31", "33", "37", "38", "40",
    "42", "44", "46", "48", "51", "52", "56", "66", "68", "75", "79", "80", "82", "86", "91", "92", "96",
)  # fmt: skip
WARDS, DISTRICTS, FORMER_WARDS = "2025-07_ward", "before-2025-07_district", "before-2025-07_ward"
LAYERS_OF_PROVINCE = (WARDS, DISTRICTS, FORMER_WARDS)
LAYERS_OF_NATION = ("2025-07_province", "before-2025-07_province", WARDS, DISTRICTS)
CITY_COUNTS = {"01": (126, 30, 526), "24": (99, 18, 313), "79": (168, 22 + 9 + 7, 273 + 91 + 77)}
GZIPPED_LIMIT = {"2025-07_province": 60_000, "before-2025-07_province": 60_000, WARDS: 40_000, DISTRICTS: 20_000}
SLIVER_DEGREES2 = 1e-7  # about 35 m by 35 m
ISLANDS = {
    "06994": ("22", 107.53, 21.15), "07192": ("22", 107.78, 20.99), "06757": ("22", 107.91, 21.375),
    "11914": ("31", 106.89, 20.80), "11948": ("31", 107.73, 20.135), "19742": ("44", 107.34, 17.16),
    "20333": ("48", 111.9, 16.45), "20434": ("48", 108.52, 15.97), "21548": ("51", 109.115, 15.385),
    "22736": ("56", 114.2, 9.6), "23272": ("68", 108.945, 10.53), "26732": ("79", 106.61, 8.70),
    "31078": ("91", 103.99, 10.275), "31105": ("91", 103.486, 9.306), "31108": ("91", 104.63, 9.80),
}  # fmt: skip


Shapes = dict[str, shapely.Geometry]


@pytest.fixture(scope="module")
def shipped() -> dict[str, BoundaryLayer]:
    return {layer.key: layer for layer in read_layers(FOLDER)}


@pytest.fixture(scope="module")
def shapes(shipped: dict[str, BoundaryLayer]) -> dict[str, Shapes]:
    return {key: read_shapes(layer) for key, layer in shipped.items()}


@pytest.fixture(scope="module")
def areas() -> pl.DataFrame:
    return read_areas()


@pytest.fixture(scope="module")
def successor() -> dict[str, str]:
    """Current province of each province there is or was."""
    changes = read_area_changes(AREA_CHANGES).filter(pl.col("old_area_id").str.len_chars() == len("01.before-2025-07"))
    current = {f"{code}.2025-07": f"{code}.2025-07" for code in PROVINCES}
    return current | dict(changes.select("old_area_id", "new_area_id").iter_rows())


def read_shapes(layer: BoundaryLayer) -> Shapes:
    features = json.loads(layer.geojson)["features"]
    return {feature["id"]: shapely.geometry.shape(feature["geometry"]) for feature in features}


def list_keys(scope: str) -> list[str]:
    return [f"{scope}_{layer}" for layer in (LAYERS_OF_NATION if scope == "VN" else LAYERS_OF_PROVINCE)]


def list_expected_ids(key: str, areas: pl.DataFrame, successor: dict[str, str]) -> set[str]:
    scope, era, level = key.split("_")
    own = areas.filter(pl.col("level") == level)
    if level == Level.PROVINCE.value:
        untouched = pl.col("valid_from").is_null() & pl.col("valid_to").is_null()
        return set(own.filter((pl.col("era") == era) | untouched)["area_id"])
    own = own.filter(pl.col("era") == era)
    if scope == "VN":
        return set(own["area_id"])
    return set(own.filter(pl.col("province_area_id").replace_strict(successor) == f"{scope}.2025-07")["area_id"])


def measure_km2(shape: shapely.Geometry) -> float:
    def project(xy: np.ndarray) -> np.ndarray:
        return np.column_stack(project_points(xy[:, 0], xy[:, 1]))

    return float(shapely.transform(shape, project).area) / 1e6


def test_every_province_has_three_layers_and_the_nation_four(shipped: dict[str, BoundaryLayer]) -> None:
    assert set(shipped) == {key for scope in [*PROVINCES, "VN"] for key in list_keys(scope)}
    assert {layer.fidelity for layer in shipped.values()} == {"schematic"}
    counts = {city: tuple(shipped[key].feature_count for key in list_keys(city)) for city in CITY_COUNTS}
    assert counts == CITY_COUNTS
    totals = [sum(shipped[f"{scope}_{layer}"].feature_count for scope in PROVINCES) for layer in LAYERS_OF_PROVINCE]
    assert totals == [3321, 696, 10035]
    assert [shipped[key].feature_count for key in list_keys("VN")] == [34, 63, 3321, 696]


@pytest.mark.parametrize("scope", [*PROVINCES, "VN"])
def test_a_layer_is_a_valid_coverage_of_every_unit_once(
    shipped: dict[str, BoundaryLayer],
    shapes: dict[str, Shapes],
    areas: pl.DataFrame,
    successor: dict[str, str],
    scope: str,
) -> None:
    for key in list_keys(scope):
        drawn = shapes[key]
        assert shipped[key].feature_count == len(drawn)
        assert set(drawn) == list_expected_ids(key, areas, successor)
        parts = list(drawn.values())
        assert shapely.is_valid(parts).all()
        assert shapely.coverage_is_valid(parts)
        land = shapely.union_all(parts)
        assert shapely.area(parts).sum() == pytest.approx(land.area, rel=1e-3), "overlaps"
        holes = [shapely.Polygon(ring).area for part in shapely.get_parts(land) for ring in part.interiors]
        assert sum(holes) <= 1e-3 * land.area, "gaps"


@pytest.mark.parametrize("scope", [*PROVINCES, "VN"])
def test_wards_and_districts_are_dissolved_from_the_same_pieces(shapes: dict[str, Shapes], scope: str) -> None:
    wards, districts = (list(shapes[f"{scope}_{layer}"].values()) for layer in (WARDS, DISTRICTS))
    of_ward, of_district = shapely.STRtree(districts).query(wards, predicate="intersects")
    pieces = shapely.area(shapely.intersection(np.take(wards, of_ward), np.take(districts, of_district)))
    assert pieces.sum() == pytest.approx(shapely.area(wards).sum(), rel=1e-9)
    assert pieces.sum() == pytest.approx(shapely.area(districts).sum(), rel=1e-9)
    assert not ((pieces > 1e-12) & (pieces < SLIVER_DEGREES2)).any(), "edges that nearly agree"


@pytest.mark.parametrize("scope", [*PROVINCES, "VN"])
def test_features_carry_official_names_and_the_layer_is_named_by_its_bytes(
    shipped: dict[str, BoundaryLayer], areas: pl.DataFrame, scope: str
) -> None:
    names = dict(areas.select("area_id", "name_vi").iter_rows())
    for key in list_keys(scope):
        layer = shipped[key]
        for feature in json.loads(layer.geojson)["features"]:
            assert feature["properties"] == {"area_id": feature["id"], "name": names[feature["id"]]}
        assert (layer.scope_code, layer.era, layer.level) == tuple(key.split("_"))
        assert layer.boundary_id == hashlib.sha256(layer.geojson).hexdigest()[:16]
        assert brotli.decompress((FOLDER / f"{key}.geojson.br").read_bytes()) == layer.geojson


def test_layers_are_small(shipped: dict[str, BoundaryLayer]) -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 12_000_000
    for key, layer in shipped.items():
        scope, _, kind = key.partition("_")
        limit = GZIPPED_LIMIT.get(kind, 60_000) * (7 if scope == "VN" and kind in (WARDS, DISTRICTS) else 1)
        assert len(gzip.compress(layer.geojson)) < limit, key


def test_shapes_wind_as_rfc_7946_says(shapes: dict[str, Shapes]) -> None:
    parts = shapely.get_parts([shape for drawn in shapes.values() for shape in drawn.values()])
    assert shapely.is_ccw(shapely.get_exterior_ring(parts)).all()
    assert not shapely.is_ccw([ring for part in parts for ring in part.interiors]).any()


@pytest.mark.parametrize("code", ISLANDS)
def test_an_island_lies_in_its_place_with_water_around_it(shapes: dict[str, Shapes], code: str) -> None:
    scope, longitude, latitude = ISLANDS[code]
    key = f"{code}.2025-07"
    for drawn in (shapes[f"{scope}_{WARDS}"], shapes[f"VN_{WARDS}"]):
        assert drawn[key].contains(shapely.Point(longitude, latitude))
        others = shapely.STRtree([shape for other, shape in drawn.items() if other != key])
        assert not len(others.query(drawn[key], predicate="intersects"))


def test_con_dao_has_its_published_area_and_no_communes(shapes: dict[str, Shapes]) -> None:
    for key, area_id in ((f"79_{WARDS}", "26732.2025-07"), (f"79_{DISTRICTS}", "755.before-2025-07")):
        assert measure_km2(shapes[key][area_id]) == pytest.approx(75.79, rel=0.02)
    assert min(shape.bounds[1] for shape in shapes[f"79_{FORMER_WARDS}"].values()) > 10


def test_the_archipelagos_are_drawn_alike_with_their_provinces(shapes: dict[str, Shapes]) -> None:
    for ward, province in (("20333.2025-07", "48"), ("22736.2025-07", "56")):
        circle = shapes[f"VN_{WARDS}"][ward]
        assert circle.equals(shapes[f"{province}_{WARDS}"][ward])
        for key in ("VN_2025-07_province", "VN_before-2025-07_province"):
            drawn = shapes[key]
            owner = next(area_id for area_id in drawn if area_id.startswith(f"{province}."))
            assert drawn[owner].contains(shapely.Point(ARCHIPELAGOS[ward]))


def test_an_untouched_province_has_one_id_in_both_eras(shapes: dict[str, Shapes]) -> None:
    current, former = (shapes[f"VN_{era}_province"] for era in ("2025-07", "before-2025-07"))
    both = set(current) & set(former)
    assert len(both) == 11
    assert {"01.2025-07", "46.2025-07"} <= both
    assert current["01.2025-07"].equals(former["01.2025-07"])


def test_wards_of_the_cities_lie_at_their_points_and_have_their_published_areas(
    shapes: dict[str, Shapes], areas: pl.DataFrame
) -> None:
    for city in CITY_COUNTS:
        drawn = shapes[f"{city}_{WARDS}"]
        wards = areas.filter(pl.col("area_id").is_in(list(drawn))).rows(named=True)
        inside = [drawn[ward["area_id"]].contains(shapely.Point(ward["longitude"], ward["latitude"])) for ward in wards]
        errors = [abs(measure_km2(drawn[ward["area_id"]]) / ward["area_km2"] - 1) for ward in wards]
        assert np.mean(inside) > 0.95
        assert np.median(errors) < 0.02


def test_nearly_every_ward_holds_its_point(shapes: dict[str, Shapes], areas: pl.DataFrame) -> None:
    corrected = pl.read_csv(POINT_CORRECTIONS)["area_id"].to_list()
    located = areas.select("area_id", "longitude", "latitude").drop_nulls()
    points = {
        area_id: shapely.Point(longitude, latitude)
        for area_id, longitude, latitude in located.iter_rows()
        if area_id not in corrected
    }
    inside = [
        shape.contains(points[area_id])
        for scope in PROVINCES
        for area_id, shape in shapes[f"{scope}_{WARDS}"].items()
        if area_id in points
    ]
    assert np.mean(inside) > 0.95
