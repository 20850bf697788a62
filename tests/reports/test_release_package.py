"""The whole release as a data package, read back."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import polars as pl
import pytest

from reports.release_package import write_release_package
from warehouse.queries import Release, open_release


@pytest.fixture(scope="module")
def release(only_real_folder: Path) -> Release:
    return open_release(only_real_folder)


@pytest.fixture(scope="module")
def unpacked(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    told: list[float] = []
    write_release_package(release, folder / "r.zip", lambda _table, share: told.append(share))
    assert told == sorted(told)
    assert told[-1] == 1
    with zipfile.ZipFile(folder / "r.zip") as archive:
        archive.extractall(folder)
    return folder


def test_every_table_is_there_with_its_rows_and_meaning(unpacked: Path, release: Release) -> None:
    package = json.loads((unpacked / "datapackage.json").read_text(encoding="utf-8"))
    tables = {one["name"].replace("-", "_"): one for one in package["resources"] if one["format"] == "csv"}
    with release.connection.cursor() as cursor:
        known = dict(cursor.execute("select table_name, estimated_size from duckdb_tables()").fetchall())
    assert set(tables) == set(known) - {"geometry_layer"}
    for name, table in tables.items():
        rows = pl.read_csv(unpacked / table["path"], infer_schema=False)
        assert rows.height == known[name]
        assert rows.columns == [field["name"] for field in table["schema"]["fields"]]
        assert table["description"].strip()


def test_files_have_the_digests_the_package_names(unpacked: Path) -> None:
    package = json.loads((unpacked / "datapackage.json").read_text(encoding="utf-8"))
    paths = [one["path"] for one in package["resources"]]
    assert len({one["name"] for one in package["resources"]}) == len(paths)
    for one in package["resources"]:
        content = (unpacked / one["path"]).read_bytes()
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert one["bytes"] == len(content)
    assert any(path.startswith("shapes/") for path in paths)
    assert package["licenses"]
    assert package["sources"]


def test_the_package_says_whether_it_is_simulated(unpacked: Path) -> None:
    assert "Không có số liệu mô phỏng." in (unpacked / "README.md").read_text(encoding="utf-8")
