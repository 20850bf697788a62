"""The crosswalk's commands: a change of weights is noticed, and the open data package is complete and always the same."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from etl.__main__ import app
from etl.crosswalk import SEAL_FILE, WHOLE, check_crosswalk, compare_rows, compute_seals, read_seals, write_seals
from etl.data_package import write_data_package
from warehouse.area_changes import seal_area_changes
from warehouse.catalogue import Catalogue, read_catalogue
from warehouse.errors import CatalogueError


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue()


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Path:
    folder = tmp_path_factory.mktemp("package")
    write_data_package(folder, catalogue.area_changes, catalogue.areas, catalogue.documents)
    return folder


def change_one(catalogue: Catalogue, code: str) -> Catalogue:
    """The same catalogue with another basis for one former unit."""
    is_it = pl.col("old_area_id") == f"{code}.before-2025-07"
    changed = catalogue.area_changes.with_columns(basis=pl.when(is_it).then(pl.lit("document")).otherwise("basis"))
    return replace(catalogue, area_changes=changed)


def test_the_shipped_crosswalk_is_the_sealed_one(catalogue: Catalogue) -> None:
    assert read_seals(SEAL_FILE) == compute_seals(catalogue.area_changes, catalogue.areas), (
        "weights changed: look at `python -m etl crosswalk check`, then run `python -m etl crosswalk seal`"
    )
    assert check_crosswalk(catalogue).is_sound


def test_a_changed_weight_names_its_province(catalogue: Catalogue) -> None:
    found = check_crosswalk(change_one(catalogue, "00001"))
    assert found.differing == [WHOLE, "01.2025-07"]
    assert not found.is_sound


def test_a_forgotten_unit_is_told(catalogue: Catalogue) -> None:
    kept = catalogue.area_changes.filter(pl.col("old_area_id") != "00001.before-2025-07")
    found = check_crosswalk(replace(catalogue, area_changes=kept))
    assert found.gaps.rows() == [("00001.before-2025-07", "no_successor")]


def test_seals_are_written_as_they_are_read(tmp_path: Path) -> None:
    seals = {WHOLE: "a" * 64, "01.2025-07": "b" * 64}
    write_seals(tmp_path / "seal", seals)
    assert read_seals(tmp_path / "seal") == seals
    (tmp_path / "seal").write_text("short  name\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="seal:1"):
        read_seals(tmp_path / "seal")


def test_the_rows_that_changed_are_listed(package: Path, catalogue: Catalogue) -> None:
    exported = package / "area_changes.csv"
    assert compare_rows(catalogue.area_changes, exported).is_empty()
    changed = compare_rows(change_one(catalogue, "00001").area_changes, exported)
    assert changed.select("old_area_id", "basis", "basis_before").rows() == [
        ("00001.before-2025-07", "document", "whole")
    ]


def test_the_package_describes_its_files(package: Path, catalogue: Catalogue) -> None:
    described = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in described["resources"]] == ["area_changes", "areas", "documents"]
    for resource in described["resources"]:
        content = (package / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        header = next(csv.reader([content.decode().splitlines()[0]]))
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == header
        assert all(field["description"] for field in fields)
    assert (
        described["seal"] == described["resources"][0]["hash"] == f"sha256:{seal_area_changes(catalogue.area_changes)}"
    )
    assert {licence["name"] for licence in described["licenses"]} == {"MIT"}


def test_keys_and_references_hold(package: Path) -> None:
    described = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    tables = {
        resource["name"]: pl.read_csv(package / resource["path"], infer_schema=False)
        for resource in described["resources"]
    }
    for resource in described["resources"]:
        table = tables[resource["name"]]
        assert table.select(resource["schema"]["primaryKey"]).is_duplicated().sum() == 0
        for key in resource["schema"]["foreignKeys"]:
            other = tables[key["reference"]["resource"] or resource["name"]]
            assert set(table[key["fields"]].drop_nulls()) <= set(other[key["reference"]["fields"]])


def test_the_readme_is_vietnamese_first_and_names_licence_and_sources(package: Path) -> None:
    text = (package / "README.md").read_text(encoding="utf-8")
    assert text.index("Nguồn") < text.index("## English") < text.index("Sources")
    assert text.count("MIT") == 4
    assert "{" not in text


def test_the_same_rows_give_the_same_bytes(package: Path, catalogue: Catalogue, tmp_path: Path) -> None:
    shuffled = catalogue.area_changes.sample(fraction=1, shuffle=True, seed=3)
    paths = write_data_package(tmp_path / "again", shuffled, catalogue.areas, catalogue.documents)
    assert {path.name for path in paths} == {path.name for path in package.iterdir()}
    assert all(path.read_bytes() == (package / path.name).read_bytes() for path in paths)


def test_the_commands(tmp_path: Path, package: Path) -> None:
    run = CliRunner().invoke
    checked = run(app, ["crosswalk", "check", "--against", str(package / "area_changes.csv")])
    assert (checked.exit_code, checked.output.count("dòng")) == (0, 2)
    exported = run(app, ["crosswalk", "export", "--out", str(tmp_path / "out")])
    assert exported.exit_code == 0
    assert (tmp_path / "out" / "datapackage.json").exists()


def test_a_broken_seal_ends_with_code_1(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, catalogue: Catalogue) -> None:
    write_seals(tmp_path / "seal", compute_seals(change_one(catalogue, "00001").area_changes, catalogue.areas))
    monkeypatch.setattr("etl.crosswalk.check_crosswalk", lambda read: check_crosswalk(read, tmp_path / "seal"))
    checked = CliRunner().invoke(app, ["crosswalk", "check"])
    assert checked.exit_code == 1
    assert "Thành phố Hà Nội" in checked.output
    monkeypatch.setattr("etl.crosswalk.SEAL_FILE", tmp_path / "seal")
    assert CliRunner().invoke(app, ["crosswalk", "seal"]).exit_code == 0
    assert read_seals(tmp_path / "seal") == read_seals(SEAL_FILE)
