"""What an import of official boundaries lists, warns of and refuses, and in which words."""

from __future__ import annotations

import zipfile
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely

from etl.boundaries import official_file
from etl.boundaries.official_columns import pad_code
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


def change_shape(frame: geopandas.GeoDataFrame, row: int, shape: object) -> geopandas.GeoDataFrame:
    shapes = frame.geometry.tolist()
    shapes[row] = shape
    return frame.set_geometry(shapes, crs=frame.crs)


# Coordinate systems.


@pytest.mark.parametrize(("meridian", "distance"), [(106.5, 156), (105.25, 26)])
def test_the_meridian_of_another_province_is_noticed_and_measured(
    tmp_path: Path, wards: geopandas.GeoDataFrame, meridian: float, distance: int
) -> None:
    path = write_geojson(tmp_path / "a.geojson", wards.to_crs(HANOI_ZONE))
    refused = examine(path, central_meridian=meridian)
    assert refused.layers == {}
    (told,) = refused.report.reasons
    assert told.rule == "boundary_far"
    assert f"{distance} km to the east" in told.message_en
    assert f"{distance} km về phía đông" in told.message_vi


@pytest.mark.parametrize(("read_as", "metres"), [("EPSG:32648", range(150, 260)), ("EPSG:3405", range(600, 800))])
def test_a_datum_or_zone_taken_for_another_is_noticed(
    tmp_path: Path, wards: geopandas.GeoDataFrame, read_as: str, metres: range
) -> None:
    """VN-2000 / UTM taken for WGS 84 / UTM, and a 3-degree zone taken for a 6-degree zone."""
    true = "EPSG:3405" if read_as == "EPSG:32648" else HANOI_ZONE
    report = examine(write_geojson(tmp_path / "a.geojson", wards.to_crs(true)), crs=read_as).report
    told = next(remark for remark in report.warnings if remark.rule == "boundary_shifted")
    assert int(told.message_en.split(" m to the")[0].rsplit(" ", 1)[1]) in metres
    right = examine(write_geojson(tmp_path / "b.geojson", wards.to_crs(true)), crs=true).report
    assert "boundary_shifted" not in list_rules(right.warnings)


def test_what_lies_outside_the_country_is_refused(tmp_path: Path, wards: geopandas.GeoDataFrame) -> None:
    moved = change_shape(wards, 3, shapely.box(2, 48, 2.1, 48.1))
    refused = examine(write_geojson(tmp_path / "a.geojson", moved)).report
    assert list_rules(refused.reasons) == ["boundary_outside_frame"]
    assert "feature 4 at longitude 2.0500" in refused.reasons[0].message_en
    swapped = wards.set_geometry(shapely.transform(wards.geometry.to_numpy(), lambda xy: xy[:, ::-1]))
    assert list_rules(examine(write_geojson(tmp_path / "b.geojson", swapped)).report.reasons) == ["boundary_swapped"]


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        ({"crs": "EPSG:999999"}, "boundary_crs_unknown"),
        ({"central_meridian": 105.1}, "boundary_bad_meridian"),
        ({"central_meridian": 30.0}, "boundary_bad_meridian"),
        ({"central_meridian": 105.0, "crs": "EPSG:3405"}, "boundary_crs_twice"),
        ({"province": "99"}, "boundary_unknown_province"),
        ({"province": "27"}, "boundary_unknown_province"),
        ({"level": Level.DISTRICT}, "boundary_no_such_level"),
        ({"level": Level.PROVINCE}, "boundary_province_alone"),
        ({"code_column": "ma_xa"}, "boundary_unknown_column"),
    ],
)
def test_a_wrong_request_is_answered(tmp_path: Path, wards: geopandas.GeoDataFrame, asked: dict, rule: str) -> None:
    assert list_rules(examine(write_geojson(tmp_path / "a.geojson", wards.iloc[:3]), **asked).report.reasons) == [rule]


def test_the_answer_to_a_former_province_names_the_current_one(tmp_path: Path, wards: geopandas.GeoDataFrame) -> None:
    refused = examine(write_geojson(tmp_path / "a.geojson", wards.iloc[:3]), province="27").report
    assert "24 Tỉnh Bắc Ninh" in refused.reasons[0].message_vi


# Geometry.


def test_a_shape_that_crosses_itself_is_repaired_and_listed(tmp_path: Path, wards: geopandas.GeoDataFrame) -> None:
    ward = wards.geometry.iloc[5]
    ring = shapely.get_coordinates(ward.exterior if ward.geom_type == "Polygon" else ward.geoms[0].exterior)
    ring[[10, 14]] = ring[[14, 10]]
    bowtie = shapely.Polygon(ring)
    assert not bowtie.is_valid
    found = examine(write_geojson(tmp_path / "a.geojson", change_shape(wards, 5, bowtie)))
    (listed,) = found.report.repaired
    assert (listed["feature"], listed["code"], listed["problem"]) == (6, wards["code"].iloc[5], "Self-intersection")
    west, south, east, north = ward.bounds
    assert west <= listed["longitude"] <= east
    assert south <= listed["latitude"] <= north
    assert (found.report.matched, found.report.status) == (126, "checked")
    assert shapely.is_valid(list(read_shapes(found.layers["01_2025-07_ward"]).values())).all()


@pytest.mark.parametrize(
    ("shape", "rule"),
    [
        (None, "boundary_geometry_missing"),
        (shapely.Polygon(), "boundary_geometry_missing"),
        (shapely.Point(105.8, 21), "boundary_geometry_not_area"),
        (shapely.LineString([(105.8, 21), (105.9, 21)]), "boundary_geometry_not_area"),
    ],
)
def test_a_feature_without_an_area_is_listed_and_its_unit_missing(
    tmp_path: Path, wards: geopandas.GeoDataFrame, shape: object, rule: str
) -> None:
    report = examine(write_geojson(tmp_path / "a.geojson", change_shape(wards, 0, shape))).report
    assert (list_rules(report.unmatched), report.unmatched[0]["feature"], report.matched) == ([rule], 1, 125)
    assert report.missing == [{"code": "00004", "name": "Phường Ba Đình"}]


def test_overlaps_gaps_and_areas_are_measured(tmp_path: Path, wards: geopandas.GeoDataFrame) -> None:
    metric = wards.to_crs("EPSG:32648")
    grown = change_shape(metric, 40, metric.geometry.iloc[40].buffer(400)).to_crs(WGS84)
    found = examine(write_geojson(tmp_path / "a.geojson", grown))
    assert found.report.overlap_percent > 0.1
    assert {"boundary_overlap", "boundary_area_differs"} <= set(list_rules(found.report.warnings))
    assert wards["code"].iloc[40] in {item["code"] for item in found.report.area_warnings}
    assert shapely.coverage_is_valid(list(read_shapes(found.layers["01_2025-07_ward"]).values()))
    shrunk = metric.set_geometry(metric.geometry.buffer(-10)).to_crs(WGS84)
    found = examine(write_geojson(tmp_path / "b.geojson", shrunk))
    assert found.report.gap_percent > 0.1
    assert "boundary_gap" in list_rules(found.report.warnings)
    drawn = list(read_shapes(found.layers["01_2025-07_ward"]).values())
    assert shapely.coverage_is_valid(drawn)


def test_a_file_of_two_levels_at_once_is_refused(tmp_path: Path, wards: geopandas.GeoDataFrame) -> None:
    twice = wards.set_geometry([shape.buffer(0.02) for shape in wards.geometry], crs=WGS84)
    report = examine(write_geojson(tmp_path / "a.geojson", twice)).report
    assert report.status == "refused"
    assert "boundary_overlaps" in list_rules(report.reasons)


# Joining.


def test_a_file_with_missing_units_is_refused_unless_forced(tmp_path: Path, wards: geopandas.GeoDataFrame) -> None:
    path = write_geojson(tmp_path / "a.geojson", wards.iloc[10:])
    refused = examine(path)
    assert list_rules(refused.report.reasons) == ["boundary_incomplete"]
    assert refused.layers == {}
    assert [unit["code"] for unit in refused.report.missing] == sorted(wards["code"].iloc[:10])
    forced = examine(path, is_forced=True)
    assert (forced.report.status, len(forced.layers["01_2025-07_ward"])) == ("checked", 116)
    assert {"boundary_forced", "boundary_missing"} <= set(list_rules(forced.report.warnings))
    few = examine(write_geojson(tmp_path / "b.geojson", wards.iloc[3:])).report
    assert (few.status, len(few.missing)) == ("checked", 3)


@pytest.mark.parametrize("columns", [("code", "name"), ("code",), ("name",)])
def test_former_wards_are_never_taken_for_current_ones(tmp_path: Path, columns: tuple[str, ...]) -> None:
    """Nearly all codes of current wards were codes of former ones: 00004 was Trúc Bạch, is Ba Đình."""
    path = write_geojson(tmp_path / "a.geojson", read_shipped("01_before-2025-07_ward"), columns)
    for is_forced in (False, True):
        report = examine(path, is_forced=is_forced).report
        assert report.status == "refused"
        assert "boundary_other_era" in list_rules(report.reasons)
        assert "before-2025-07" in report.reasons[0].message_vi
    if columns == ("code", "name"):
        assert "Trúc Bạch" in next(item["message_vi"] for item in report.contradictions if item["code"] == "00004")


def test_current_wards_are_never_taken_for_former_ones(tmp_path: Path, wards: geopandas.GeoDataFrame) -> None:
    report = examine(write_geojson(tmp_path / "a.geojson", wards), Era.BEFORE, is_forced=True).report
    assert report.status == "refused"
    assert "boundary_other_era" in list_rules(report.reasons)


def test_a_code_that_names_another_unit_than_the_name_is_a_contradiction(
    tmp_path: Path, wards: geopandas.GeoDataFrame
) -> None:
    codes = wards["code"].tolist()
    codes[0], codes[50] = codes[50], codes[0]
    report = examine(write_geojson(tmp_path / "a.geojson", wards.assign(code=codes))).report
    assert [item["feature"] for item in report.contradictions] == [1, 51]
    assert set(list_rules(report.contradictions)) == {"code_and_name_differ"}
    assert (report.matched, len(report.missing)) == (124, 2)


def test_a_code_alone_that_lies_elsewhere_is_a_contradiction(tmp_path: Path, wards: geopandas.GeoDataFrame) -> None:
    order = np.argsort([shape.representative_point().y for shape in wards.geometry])
    codes = wards["code"].tolist()
    low, high = int(order[0]), int(order[-1])
    codes[low], codes[high] = codes[high], codes[low]
    report = examine(write_geojson(tmp_path / "a.geojson", wards.assign(code=codes), ("code",))).report
    assert {item["feature"] for item in report.contradictions} == {low + 1, high + 1}
    assert set(list_rules(report.contradictions)) == {"boundary_feature_far"}


def test_a_feature_that_names_nothing_is_listed_with_suggestions(tmp_path: Path, wards: geopandas.GeoDataFrame) -> None:
    names = wards["name"].tolist()
    names[0], names[1] = "Phường Ba Đìng", ""
    report = examine(write_geojson(tmp_path / "a.geojson", wards.assign(name=names), ("name",))).report
    assert [(item["feature"], item["rule"]) for item in report.unmatched] == [
        (1, "unknown_area"),
        (2, "boundary_no_identity"),
    ]
    assert "00004 Phường Ba Đình (Thành phố Hà Nội)" in report.unmatched[0]["suggestions"]


def test_a_misspelt_name_beside_a_code_and_an_unknown_code_beside_a_name_are_joined_and_listed(
    tmp_path: Path, wards: geopandas.GeoDataFrame
) -> None:
    names, codes = wards["name"].tolist(), wards["code"].tolist()
    names[0], codes[1] = "Phường Ba Đìng", "99999"
    report = examine(write_geojson(tmp_path / "a.geojson", wards.assign(name=names, code=codes))).report
    assert (report.matched, report.unmatched, report.contradictions) == (126, [], [])
    assert list_rules(report.doubtful) == ["name_differs_from_code", "unknown_code_name_taken"]


def test_two_features_of_one_code_with_different_names_are_not_united(
    tmp_path: Path, wards: geopandas.GeoDataFrame
) -> None:
    path = write_geojson(tmp_path / "a.geojson", wards.assign(code=wards["code"].where(wards.index != 1, "00004")))
    report = examine(path).report
    assert [item["feature"] for item in report.contradictions] == [2]
    assert "00004" not in {unit["code"] for unit in report.missing}


def test_a_file_without_codes_or_names_is_refused_with_its_columns(
    tmp_path: Path, wards: geopandas.GeoDataFrame
) -> None:
    path = write_geojson(tmp_path / "a.geojson", wards.assign(id=range(126), danso=5000), ("id", "danso"))
    (reason,) = examine(path).report.reasons
    assert reason.rule == "boundary_no_key"
    assert "danso (5000)" in reason.message_vi


@pytest.mark.parametrize(
    ("text", "padded"), [("4", "00004"), ("4.0", "00004"), ("004", "004"), ("123456", "123456"), ("x", "x")]
)
def test_only_leading_zeros_are_put_back(text: str, padded: str) -> None:
    assert pad_code(text, 5) == padded


# Files.


@pytest.mark.parametrize("suffix", [".geojson", ".zip", ".gpkg", ".parquet"])
@pytest.mark.parametrize("share", [0.3, 0.7, 0.999])
def test_a_file_cut_short_is_refused_in_words(
    tmp_path: Path, wards: geopandas.GeoDataFrame, suffix: str, share: float
) -> None:
    path = write_as(tmp_path / f"a{suffix}", wards.iloc[:20])
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    found = examine(path)
    assert (found.report.status, found.layers) == ("refused", {})
    assert found.report.reasons[0].message_vi


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "boundary_unknown_format"),
        (b"code,name\n1,2\n", "boundary_unknown_format"),
        (b"{}", "boundary_not_a_collection"),
        (b'{"type": "Topology", "objects": {}}', "boundary_not_a_collection"),
        (b'{"type": "FeatureCollection", "features": []}', "boundary_no_features"),
        (b'{"type": "FeatureCollection", "features": [1, null, {"geometry": {"type": "Polygon"}}]}', "boundary_no_key"),
        (b'{"a":' * 100_000, "boundary_damaged"),
        (b"{\xff\xfe", "boundary_damaged"),
        (b"PAR1" + bytes(100), "boundary_damaged"),
        (b"SQLite format 3\0" + bytes(4096), "boundary_damaged"),
        (b"PK\x03\x04" + bytes(100), "boundary_damaged"),
    ],
)
def test_what_is_no_file_of_boundaries_is_refused(tmp_path: Path, content: bytes, rule: str) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(content)
    assert list_rules(examine(path).report.reasons) == [rule]


@pytest.mark.parametrize("entry", ["../ngoai.shp", "/etc/ngoai.shp", "C:\\ngoai.shp", "lop/../../ngoai.shp"])
def test_an_archive_that_reaches_outside_is_refused(tmp_path: Path, entry: str) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry, b"x")
    assert list_rules(examine(path).report.reasons) == ["boundary_zip_unsafe"]


def test_an_archive_is_unpacked_within_limits(
    tmp_path: Path, wards: geopandas.GeoDataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_zipped(tmp_path / "a.zip", wards.iloc[:5])
    monkeypatch.setattr(official_file, "MAX_UNPACKED_BYTES", 1000)
    assert list_rules(examine(path).report.reasons) == ["boundary_zip_too_large"]
    monkeypatch.setattr(official_file, "MAX_ENTRIES", 2)
    assert list_rules(examine(path).report.reasons) == ["boundary_zip_too_large"]
    monkeypatch.setattr(official_file, "MAX_FILE_BYTES", 100)
    assert list_rules(examine(path).report.reasons) == ["boundary_too_large"]


def test_too_many_vertices_are_refused(
    tmp_path: Path, wards: geopandas.GeoDataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(official_file, "MAX_VERTICES", 10)
    assert list_rules(examine(write_geojson(tmp_path / "a.geojson", wards)).report.reasons) == ["boundary_too_detailed"]


def test_a_shapefile_needs_its_parts(tmp_path: Path, wards: geopandas.GeoDataFrame) -> None:
    (reason,) = examine(write_zipped(tmp_path / "a.zip", wards.iloc[:5], leave_out=".dbf")).report.reasons
    assert reason.rule == "boundary_shapefile_incomplete"
    assert ".dbf" in reason.message_vi


def test_of_several_layers_one_must_be_chosen(tmp_path: Path, wards: geopandas.GeoDataFrame) -> None:
    path = tmp_path / "a.gpkg"
    wards.iloc[:3].to_file(path, layer="cu", driver="GPKG")
    wards.to_file(path, layer="moi", driver="GPKG")
    (reason,) = examine(path).report.reasons
    assert reason.rule == "boundary_several_layers"
    assert "cu, moi" in reason.message_vi
    assert examine(path, layer="moi").report.matched == 126
    assert list_rules(examine(path, layer="khac").report.reasons) == ["boundary_no_layer"]
