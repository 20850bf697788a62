"""Dossiers are files: read as they are written, refused with file and row in both languages where they are broken."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest

from warehouse.catalogue import CATALOG_FOLDER, read_catalogue
from warehouse.dossiers import Dossiers, read_dossiers
from warehouse.errors import CatalogueError

NAME = "gnlc_application"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped dossiers."""
    return Path(shutil.copytree(CATALOG_FOLDER / "dossiers", tmp_path / "dossiers"))


def read(folder: Path) -> Dossiers:
    catalogue = read_catalogue()
    return read_dossiers(folder, catalogue.criteria, frozenset(catalogue.indicators["indicator_id"]))


def test_items_stand_in_the_order_of_their_file(folder: Path) -> None:
    dossiers = read(folder)
    assert dossiers.dossiers["dossier_id"].to_list() == [NAME, "gnlc_biennial_report"]
    rows = pl.read_csv(folder / f"{NAME}.csv", infer_schema=False)
    items = dossiers.items.filter(pl.col("dossier_id") == NAME)
    assert items["sort"].to_list() == list(range(1, rows.height + 1))
    assert items.select(rows.columns).cast(pl.String).equals(rows)


def test_no_item_claims_the_words_of_a_form_that_was_not_read(folder: Path) -> None:
    assert set(read(folder).items["wording"]) == {"paraphrase"}


def test_where_there_is_no_folder_there_is_no_dossier(tmp_path: Path) -> None:
    dossiers = read(tmp_path / "nothing")
    assert dossiers.dossiers.is_empty()
    assert dossiers.items.is_empty()


@pytest.mark.parametrize(
    ("suffix", "old", "new", "english", "vietnamese"),
    [
        ("csv", "population_count", "people_count", "unknown indicator_id: people_count", "không có indicator_id này"),
        ("csv", ",1.2.1.1,", ",9.9.9,", "unknown criterion_code: 9.9.9", "không có criterion_code này"),
        ("csv", "paraphrase,area_size", "copied,area_size", "unknown wording: copied", "không có wording này"),
        ("csv", "paraphrase,area_size", "paraphrase,rumour", "unknown answered_by: rumour", "không có answered_by này"),
        ("csv", "criterion,,1.2.1.1", "criterion,,", "answered_by criterion without criterion_code", "để trống"),
        ("csv", "population_count,,2,", "population_count,,two,", "max_age_years is no number of years: two", "không phải số năm"),
        ("csv", "Population of the city", "", "name_en is empty", "name_en để trống"),
        ("csv", "A2,", "A1,", "code appears twice: A1", "code xuất hiện hai lần"),
        ("csv", "max_age_years,", "age,", "column max_age_years is missing", "thiếu cột max_age_years"),
        ("toml", "unesco_learning_city", "another_city", "unknown set_id: another_city", "không có set_id này"),
        ("toml", "sort = 1\n", "", "field sort is missing", "thiếu trường sort"),
        ("toml", "sort = 1\n", "sort = 1\ncolour = 1\n", "unknown field colour", "không có trường colour"),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused(folder: Path, suffix: str, old: str, new: str, english: str, vietnamese: str) -> None:
    path = folder / f"{NAME}.{suffix}"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        read(folder)
    assert caught.value.file.endswith(f"{NAME}.{suffix}")
    assert english in caught.value.message_en
    assert vietnamese in caught.value.message_vi


def test_a_head_without_its_table_is_refused(folder: Path) -> None:
    (folder / f"{NAME}.csv").unlink()
    with pytest.raises(CatalogueError, match="not beside it"):
        read(folder)
