"""Official layers in the warehouse: all or nothing, published at once, and back again."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import duckdb
import geopandas
import pytest
import shapely
from typer.testing import CliRunner, Result

from etl.__main__ import app
from etl.boundaries import read_layers
from etl.boundaries.official_store import FOLDER, exchange_layers, list_files, read_official_layers
from etl.boundary_commands import read_meridian
from etl.pipeline import BOUNDARY_FOLDER, PROJECT_FOLDER
from tests.etl.boundary_files import examine, read_shipped, write_geojson
from warehouse.errors import BoundaryError, BuildError
from warehouse.publish import read_current_id

KEY = "01_2025-07_ward"
HANOI = ("--era", "2025-07", "--level", "ward", "--province", "01")
ORIGIN = ("--source", "Sở Nông nghiệp và Môi trường", "--licence", "CC BY 4.0")
Command = Callable[..., Result]


@pytest.fixture(scope="module")
def wards() -> geopandas.GeoDataFrame:
    return read_shipped()


@pytest.fixture
def warehouse(only_real_folder: Path, tmp_path: Path) -> Path:
    """A small warehouse of one's own."""
    shutil.copytree(only_real_folder, tmp_path / "warehouse")
    return tmp_path / "warehouse"


@pytest.fixture
def command(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """``python -m etl boundaries …`` on that warehouse."""
    monkeypatch.setenv("DICH_WAREHOUSE", str(warehouse))
    return lambda *words: CliRunner().invoke(app, ["boundaries", *words])


def read_geometry(warehouse: Path) -> dict[str, Any]:
    path = warehouse / "releases" / f"{read_current_id(warehouse)}.duckdb"
    with duckdb.connect(path, read_only=True) as connection:
        row = connection.execute(
            "select fidelity, source, feature_count, geojson_br, boundary_id from geometry_layer where layer_key = ?",
            [KEY],
        ).fetchone()
    assert row is not None
    return dict(zip(("fidelity", "source", "feature_count", "geojson", "boundary_id"), row, strict=True))


def hash_folder(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_an_import_is_published_and_taken_back(
    tmp_path: Path, warehouse: Path, command: Command, wards: geopandas.GeoDataFrame
) -> None:
    first, schematic = read_current_id(warehouse), read_geometry(warehouse)
    path = write_geojson(tmp_path / "a.geojson", wards.iloc[1:])
    result = command("import", str(path), *HANOI, *ORIGIN, "--json", "-")
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["status"], answer["matched"], answer["expected"]) == (0, "imported", 125, 126)
    assert answer["release_id"] == read_current_id(warehouse) != first
    official = read_geometry(warehouse)
    assert (official["fidelity"], official["feature_count"]) == ("official", 125)
    assert official["source"] == "Sở Nông nghiệp và Môi trường (CC BY 4.0)"
    assert official["boundary_id"] != schematic["boundary_id"]
    features = json.loads(brotli.decompress(official["geojson"]))["features"]
    assert {feature["id"] for feature in features} == {f"{code}.2025-07" for code in wards["code"].iloc[1:]}

    state = next(one for one in json.loads(command("status", "--json", "-").stdout) if one["key"] == KEY)
    assert (state["fidelity"], state["present"], state["expected"]) == ("official", 125, 126)
    assert state["missing"] == [{"code": "00004", "name": "Phường Ba Đình"}]
    assert (state["licence"], state["file_name"], state["sha256"]) == ("CC BY 4.0", "a.geojson", answer["sha256"])
    shown = command("status").stdout
    assert "00004 Phường Ba Đình" in shown

    again = json.loads(command("import", str(path), *HANOI, *ORIGIN, "--json", "-").stdout)
    assert (again["status"], again["release_id"]) == ("imported", answer["release_id"]), "the same file changes nothing"

    assert command("remove", *HANOI).exit_code == 0
    assert read_current_id(warehouse) == first, "the release of the schematic map is pointed to again"
    assert isinstance(command("remove", *HANOI).exception, BoundaryError)


@pytest.mark.parametrize("fault", ["missing", "era", "damaged", "projection", "dry-run"])
def test_what_is_refused_or_only_checked_changes_nothing(
    tmp_path: Path, warehouse: Path, command: Command, wards: geopandas.GeoDataFrame, fault: str
) -> None:
    path, words = tmp_path / "a.geojson", ["--json", "-"]
    write_geojson(path, wards.iloc[20:] if fault == "missing" else wards)
    if fault == "era":
        write_geojson(path, read_shipped("01_before-2025-07_ward"))
    elif fault == "damaged":
        path.write_bytes(path.read_bytes()[:-2000])
    elif fault == "projection":
        words += ["--crs", "EPSG:3405"]
    elif fault == "dry-run":
        words.append("--dry-run")
    before = hash_folder(warehouse)
    result = command("import", str(path), *HANOI, *words)
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["status"]) == ((0, "checked") if fault == "dry-run" else (1, "refused"))
    assert bool(answer["reasons"]) == (fault != "dry-run")
    assert hash_folder(warehouse) == before


def test_a_refusal_says_why_in_both_languages(tmp_path: Path, command: Command, wards: geopandas.GeoDataFrame) -> None:
    path = write_geojson(tmp_path / "a.geojson", wards.iloc[20:])
    result = command("import", str(path), *HANOI)
    assert result.exit_code == 1
    assert "chỉ khớp 106/126 đơn vị" in result.stdout
    assert "only 106 of 126 units matched" in result.stdout
    assert "00004 Phường Ba Đình" in result.stdout


@pytest.mark.parametrize(
    "words", [("--era", "2025"), ("--level", "xã"), ("--central-meridian", "kinh tuyến")], ids=lambda words: words[0]
)
def test_wrong_usage_ends_with_two(
    tmp_path: Path, command: Command, wards: geopandas.GeoDataFrame, words: tuple[str, ...]
) -> None:
    path = write_geojson(tmp_path / "a.geojson", wards.iloc[:1])
    assert command("import", str(path), *HANOI, *words).exit_code == 2


@pytest.mark.parametrize("text", ["105.75", "105,75", "105°45'", "105d45"])
def test_a_meridian_may_be_written_in_minutes(text: str) -> None:
    assert read_meridian(text) == 105.75


def test_a_failed_publication_puts_the_old_layer_back(
    tmp_path: Path, warehouse: Path, command: Command, wards: geopandas.GeoDataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise BuildError("a check failed", "một kiểm tra không đạt")

    monkeypatch.setattr("etl.pipeline.build_release", fail)
    path = write_geojson(tmp_path / "a.geojson", wards)
    result = command("import", str(path), *HANOI, "--json", "-")
    assert isinstance(result.exception, BuildError)
    assert json.loads(result.stdout)["reasons"][0]["message_vi"] == "một kiểm tra không đạt"
    assert list((warehouse / FOLDER).iterdir()) == []


def make_rows(tmp_path: Path, wards: geopandas.GeoDataFrame, **asked: str) -> list[dict[str, Any]]:
    return examine(write_geojson(tmp_path / "rows.geojson", wards), **asked).layers[KEY]


def interrupt(is_exchanged: bool) -> None:
    assert is_exchanged
    raise KeyboardInterrupt


def test_layers_are_exchanged_as_a_whole(tmp_path: Path, wards: geopandas.GeoDataFrame) -> None:
    folder = tmp_path / FOLDER
    rows = make_rows(tmp_path, wards)
    with exchange_layers(folder, {KEY: rows}):
        pass
    (stored,) = list_files(folder)
    content = stored.read_bytes()
    with exchange_layers(folder, {KEY: [{**row, "imported_at": "2027-01-01"} for row in rows]}):
        pass
    assert stored.read_bytes() == content, "the same again is left alone"
    other = [{**row, "source": "nguồn khác"} for row in rows]
    with pytest.raises(KeyboardInterrupt), exchange_layers(folder, {KEY: other, "79_2025-07_ward": rows}):
        interrupt(stored.read_bytes() != content)
    assert [path.name for path in folder.iterdir()] == [stored.name]
    assert stored.read_bytes() == content
    with exchange_layers(folder, {KEY: None}):
        pass
    assert list_files(folder) == []


def test_an_official_layer_takes_the_place_of_the_schematic_one(tmp_path: Path, wards: geopandas.GeoDataFrame) -> None:
    with exchange_layers(tmp_path / FOLDER, {KEY: make_rows(tmp_path, wards, source="Sở", licence="MIT")}):
        pass
    before, after = read_layers(BOUNDARY_FOLDER), read_layers(BOUNDARY_FOLDER, tmp_path / FOLDER)
    assert [layer.key for layer in before] == [layer.key for layer in after]
    changed = [layer for old, layer in zip(before, after, strict=True) if layer != old]
    assert [(layer.key, layer.fidelity, layer.source) for layer in changed] == [(KEY, "official", "Sở (MIT)")]
    assert read_layers(BOUNDARY_FOLDER, tmp_path / "absent") == before


def test_a_damaged_layer_is_named_and_can_be_replaced(tmp_path: Path, wards: geopandas.GeoDataFrame) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir()
    (folder / f"{KEY}.parquet").write_bytes(b"PAR1 cut short")
    with pytest.raises(BoundaryError, match=KEY):
        read_official_layers(folder)
    with exchange_layers(folder, {KEY: make_rows(tmp_path, wards)}):
        pass
    assert read_official_layers(folder)[0].feature_count == 126


def test_neighbours_share_their_edges_in_the_stored_layer(tmp_path: Path, wards: geopandas.GeoDataFrame) -> None:
    with exchange_layers(tmp_path / FOLDER, {KEY: make_rows(tmp_path, wards)}):
        pass
    (layer,) = read_official_layers(tmp_path / FOLDER)
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in json.loads(layer.geojson)["features"]]
    assert shapely.coverage_is_valid(shapes)
    rounded = shapely.transform(shapes, lambda xy: xy.round(5))
    assert all(shape.equals_exact(other) for shape, other in zip(shapes, rounded, strict=True))


def test_an_import_that_is_killed_leaves_whole_layers(
    tmp_path: Path, warehouse: Path, wards: geopandas.GeoDataFrame
) -> None:
    path = write_geojson(tmp_path / "a.geojson", wards)
    words = [sys.executable, "-m", "etl", "boundaries", "import", str(path), *HANOI]
    process = subprocess.Popen(
        words, cwd=PROJECT_FOLDER, env={**os.environ, "DICH_WAREHOUSE": str(warehouse)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    deadline = time.monotonic() + 120
    while process.poll() is None and not (warehouse / FOLDER).exists() and time.monotonic() < deadline:
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert all(layer.feature_count == 126 for layer in read_official_layers(warehouse / FOLDER))
    current = read_current_id(warehouse)
    assert current is not None
    assert (warehouse / "releases" / f"{current}.duckdb").exists()
    done = subprocess.run(words, cwd=PROJECT_FOLDER, env={**os.environ, "DICH_WAREHOUSE": str(warehouse)}, check=False)
    assert done.returncode == 0
    assert read_geometry(warehouse)["fidelity"] == "official"
    assert [file.name for file in (warehouse / FOLDER).iterdir()] == [f"{KEY}.parquet"]
