"""What an import of official boundaries joins: every format, VN-2000 and WGS 84, by code or by name."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely
from pyproj import CRS

from etl.boundaries.official_crs import make_zone, to_degrees
from etl.places.spelling import build_plain_key, strip_marks
from tests.etl.boundary_files import (
    HANOI_ZONE,
    WGS84,
    examine,
    list_rules,
    read_shapes,
    read_shipped,
    write_as,
    write_geojson,
    write_zipped,
)
from warehouse.model import Era, Level


@pytest.fixture(scope="module")
def wards() -> geopandas.GeoDataFrame:
    return read_shipped()


@pytest.fixture(scope="module")
def metric_wards(wards: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """The wards in VN-2000 as their province surveys them; the way back is what is tested."""
    return wards.to_crs(HANOI_ZONE)


@pytest.mark.parametrize("suffix", [".geojson", ".zip", ".gpkg", ".parquet"])
@pytest.mark.parametrize("crs", [WGS84, HANOI_ZONE])
def test_every_format_joins_every_ward_where_it_was(
    tmp_path: Path, wards: geopandas.GeoDataFrame, suffix: str, crs: str
) -> None:
    found = examine(write_as(tmp_path / f"ha-noi{suffix}", wards.to_crs(crs)))
    report = found.report
    assert (report.status, report.matched, report.expected, report.missing, report.unmatched) == (
        "checked",
        126,
        126,
        [],
        [],
    )
    assert report.crs == crs
    assert (report.overlap_percent, report.gap_percent) == (0, 0)
    drawn = read_shapes(found.layers["01_2025-07_ward"])
    given = dict(zip(wards["code"], wards.geometry, strict=True))
    assert (
        min(drawn[code].intersection(given[code]).area / given[code].union(drawn[code]).area for code in given) > 0.95
    )
    assert shapely.coverage_is_valid(list(drawn.values()))
    assert shapely.is_valid(list(drawn.values())).all()


def test_a_layer_says_where_it_comes_from(tmp_path: Path, wards: geopandas.GeoDataFrame) -> None:
    path = write_geojson(tmp_path / "a.geojson", wards)
    found = examine(path, source="Sở Nông nghiệp và Môi trường", licence="CC BY 4.0")
    row = found.layers["01_2025-07_ward"][0]
    assert (row["era"], row["level"], row["code"], row["name"]) == ("2025-07", "ward", "00004", "Phường Ba Đình")
    assert (row["parent_code"], row["fidelity"], row["licence"]) == ("01", "official", "CC BY 4.0")
    assert (row["file_name"], row["sha256"]) == ("a.geojson", found.report.file.sha256)
    assert "boundary_no_source" not in list_rules(found.report.warnings)
    assert list_rules(examine(path).report.warnings).count("boundary_no_source") == 2


@pytest.mark.parametrize(
    ("point", "crs"),
    [((586_000, 2_324_000), HANOI_ZONE), ((586_000, 2_324_000), "custom"), ((105.8, 21.0), "EPSG:4756")],
)
def test_vn_2000_is_shifted_by_its_seven_parameters(point: tuple[float, float], crs: str) -> None:
    """Against PROJ's own operation EPSG:6960, also where a file names the datum in words of its own."""
    system = CRS.from_user_input(HANOI_ZONE if crs == "custom" else crs)
    if crs == "custom":
        told = system.to_wkt("WKT1_ESRI").replace("D_Vietnam_2000", "D_VN_2000").replace("GCS_VN_2000", "GCS_VN2000")
        system = CRS.from_wkt(told)
    expected = (105.82914861, 21.00744055) if point[0] > 360 else (105.80188241, 20.99901446)
    assert shapely.get_coordinates(to_degrees(shapely.points([point]), system))[0] == pytest.approx(expected, abs=1e-8)


def test_a_zone_around_a_central_meridian_is_that_of_epsg() -> None:
    points = shapely.points([[480_000, 2_340_000], [530_000, 1_200_000]])
    zones = [to_degrees(points, crs) for crs in (make_zone(105.75), CRS.from_user_input("EPSG:9210"))]
    assert np.allclose(*(shapely.get_coordinates(zone) for zone in zones), atol=1e-10)


def test_metric_numbers_without_a_system_are_refused_until_the_meridian_is_told(
    tmp_path: Path, metric_wards: geopandas.GeoDataFrame
) -> None:
    path = write_geojson(tmp_path / "a.geojson", metric_wards)
    refused = examine(path).report
    assert list_rules(refused.reasons) == ["boundary_crs_missing"]
    assert "--central-meridian" in refused.reasons[0].message_vi
    assert examine(path, central_meridian=105.0).report.matched == 126
    assert examine(path, crs=HANOI_ZONE).report.matched == 126
    zipped = write_zipped(tmp_path / "a.zip", metric_wards, leave_out=".prj")
    assert list_rules(examine(zipped).report.reasons) == ["boundary_crs_missing"]
    assert examine(zipped, central_meridian=105.0).report.matched == 126


def test_codes_alone_suffice_also_as_numbers(tmp_path: Path, wards: geopandas.GeoDataFrame) -> None:
    numbered = wards.assign(id=range(1, len(wards) + 1), ma=wards["code"].astype(int), danso=5000)
    report = examine(write_geojson(tmp_path / "a.geojson", numbered, ("id", "danso", "ma"))).report
    assert report.columns == {"code": "ma"}
    assert (report.matched, report.unmatched, report.contradictions) == (126, [], [])


def test_names_alone_suffice_in_other_spellings(tmp_path: Path, wards: geopandas.GeoDataFrame) -> None:
    spelt = wards.assign(ten=[spell_otherwise(name) for name in wards["name"]])
    report = examine(write_geojson(tmp_path / "a.geojson", spelt, ("ten",))).report
    assert report.columns == {"name": "ten"}
    assert (report.matched, report.unmatched) == (126, [])


def test_of_columns_of_both_eras_those_of_the_era_asked_for_are_taken(
    tmp_path: Path, wards: geopandas.GeoDataFrame
) -> None:
    former = read_shipped("01_before-2025-07_ward").iloc[: len(wards)]
    both = wards.assign(ma_cu=former["code"].to_list(), ten_cu=former["name"].to_list())
    report = examine(write_geojson(tmp_path / "a.geojson", both, ("ma_cu", "ten_cu", "code", "name"))).report
    assert (report.columns, report.matched) == ({"code": "code", "name": "name"}, 126)


def spell_otherwise(name: str) -> str:
    """Decomposed, with the old place of the tone, without the kind of some."""
    return name.replace("Hòa", "Hoà").replace("Thủy", "Thuỷ").replace("Đ", "Đ").replace("Phường", "P.")


def test_names_without_marks_are_joined_only_where_they_are_unique(tmp_path: Path) -> None:
    wards = read_shipped("01_before-2025-07_ward")
    plain = wards.assign(ten=[" ".join(strip_marks(word) for word in name.split()) for name in wards["name"]])
    report = examine(write_geojson(tmp_path / "a.geojson", plain, ("ten",)), Era.BEFORE, is_forced=True).report
    keys = [build_plain_key(tuple(name.lower().split())) for name in plain["ten"]]
    repeated = sum(keys.count(key) > 1 for key in keys)
    assert repeated > 20
    assert set(list_rules(report.unmatched)) == {"ambiguous_area"}
    assert len(report.unmatched) == repeated
    assert all(item["suggestions"] for item in report.unmatched)


def test_names_that_repeat_in_a_province_are_told_apart_by_their_district(tmp_path: Path) -> None:
    districts = dict(zip(*(read_shipped("79_before-2025-07_district")[name] for name in ("code", "name")), strict=True))
    wards = read_shipped("79_before-2025-07_ward")
    wards = wards.assign(quan=[districts.get(code, "") for code in wards["parent"]])
    path = write_geojson(tmp_path / "a.geojson", wards, ("name", "quan"))
    report = examine(path, Era.BEFORE, province="79").report
    assert report.columns == {"name": "name", "parent": "quan"}
    assert (report.matched, report.expected, report.unmatched) == (441, 441, [])


@pytest.mark.parametrize(
    ("key", "era", "level", "province", "count"),
    [
        ("24_before-2025-07_district", Era.BEFORE, Level.DISTRICT, "24", 18),
        ("VN_2025-07_province", Era.AFTER, Level.PROVINCE, None, 34),
        ("VN_before-2025-07_province", Era.BEFORE, Level.PROVINCE, None, 63),
    ],
)
@pytest.mark.parametrize("columns", [("code",), ("name",)])
def test_other_levels_and_eras(
    tmp_path: Path, key: str, era: Era, level: Level, province: str | None, count: int, columns: tuple[str]
) -> None:
    found = examine(write_geojson(tmp_path / "a.geojson", read_shipped(key), columns), era, level, province)
    assert (found.report.matched, found.report.expected, found.report.status) == (count, count, "checked")
    assert list(found.layers) == [key]


def test_without_a_province_each_province_gets_its_layer(tmp_path: Path, wards: geopandas.GeoDataFrame) -> None:
    both = geopandas.pd.concat([wards, read_shipped("24_2025-07_ward")])
    found = examine(write_geojson(tmp_path / "a.geojson", both), province=None)
    assert {key: len(rows) for key, rows in found.layers.items()} == {"01_2025-07_ward": 126, "24_2025-07_ward": 99}


def test_parts_of_a_unit_are_united_and_heights_dropped(tmp_path: Path, wards: geopandas.GeoDataFrame) -> None:
    west, south, east, north = wards.geometry.iloc[0].bounds
    halves = [shapely.box(west, south, (west + east) / 2, north), shapely.box((west + east) / 2, south, east, north)]
    parts = [wards.iloc[[0]].assign(geometry=[wards.geometry.iloc[0].intersection(half)]) for half in halves]
    frame = geopandas.pd.concat([*parts, wards.iloc[1:]])
    frame = frame.set_geometry(shapely.force_3d(frame.geometry.to_numpy(), 12.0), crs=WGS84)
    found = examine(write_as(tmp_path / "a.gpkg", frame))
    assert (found.report.feature_count, found.report.matched) == (127, 126)
    drawn = read_shapes(found.layers["01_2025-07_ward"])[wards["code"].iloc[0]]
    assert not drawn.has_z
    assert drawn.area == pytest.approx(wards.geometry.iloc[0].area, rel=0.03)


def test_a_national_map_never_lacks_the_archipelagos(tmp_path: Path) -> None:
    mainland = read_shipped("VN_2025-07_province")
    cut = [shape.intersection(shapely.box(100, 5, 110.5, 24)) for shape in mainland.geometry]
    found = examine(
        write_geojson(tmp_path / "a.geojson", mainland.assign(geometry=cut)), level=Level.PROVINCE, province=None
    )
    warned = [remark.message_vi for remark in found.report.warnings if remark.rule == "boundary_archipelago_placed"]
    assert len(warned) == 2
    drawn = read_shapes(found.layers["VN_2025-07_province"])
    assert drawn["48"].intersects(shapely.Point(111.9, 16.45))
    assert drawn["56"].intersects(shapely.Point(114.2, 9.6))


@pytest.mark.parametrize("encoding", ["utf-8", "tcvn3"])
def test_names_of_a_shapefile_that_does_not_say_its_encoding(
    tmp_path: Path, wards: geopandas.GeoDataFrame, encoding: str
) -> None:
    frame = wards[["name", "geometry"]]
    if encoding == "tcvn3":
        frame = frame.assign(name=[type_in_tcvn3(name) for name in frame["name"]])
    path = write_zipped(
        tmp_path / "a.zip", frame, leave_out=".cpg", encoding="ISO-8859-1" if encoding == "tcvn3" else "utf-8"
    )
    report = examine(path).report
    assert report.matched == 126
    assert ("boundary_font" in list_rules(report.warnings)) == (encoding == "tcvn3")


def type_in_tcvn3(text: str) -> str:
    """As old mapping software stored it, read letter by letter."""
    from etl.reading.legacy import Font, convert_legacy_text

    letters = {convert_legacy_text(chr(code), Font.TCVN3): chr(code) for code in range(255, 160, -1)}
    return "".join(
        letters.get(char) or letters.get(char.lower(), char) for char in text
    )  # it has few capitals with tones


def test_the_answer_for_machines_has_its_keys(tmp_path: Path, wards: geopandas.GeoDataFrame) -> None:
    answer = json.loads(json.dumps(examine(write_geojson(tmp_path / "a.geojson", wards)).report.to_json()))
    keys = {
        "file", "sha256", "era", "level", "province", "crs", "matched", "expected", "missing", "unmatched", "repaired", "contradictions",
        "overlap_percent", "gap_percent", "area_warnings", "status", "reasons",
    }  # fmt: skip
    assert keys <= answer.keys()
    assert (answer["matched"], answer["expected"], answer["status"], answer["reasons"]) == (126, 126, "checked", [])


@pytest.mark.parametrize(("name", "province", "count"), [("HN", "01", 126), ("HCM", "79", 168), ("BN", "24", 99)])
def test_real_polygons_of_the_three_cities(tmp_path: Path, name: str, province: str, count: int) -> None:
    folder = os.environ.get("DICH_REAL_BOUNDARIES", "")
    path = Path(folder) / f"{name}_new_wards.geojson"
    if not folder or not path.exists():
        pytest.skip("DICH_REAL_BOUNDARIES names no folder with real polygons; they may not be passed on")
    found = examine(path, province=province)
    assert (found.report.matched, found.report.status) == (count, "checked")
    metric = geopandas.read_file(path).to_crs("EPSG:3405")
    zipped = examine(write_zipped(tmp_path / "a.zip", metric[["name", "geometry"]]), province=province)
    assert zipped.report.matched == count
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert any(entry.endswith(".prj") for entry in archive.namelist())
