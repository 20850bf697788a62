"""The catalogue stops at the first broken rule, with file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest

from warehouse.areas import read_areas
from warehouse.catalogue import CATALOG_FOLDER, read_catalogue
from warehouse.errors import CatalogueError


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """A copy of the catalogue to break."""
    return Path(shutil.copytree(CATALOG_FOLDER, tmp_path / "data" / "catalog"))


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def line_of(path: Path, start: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, text in enumerate(lines, 1) if text.startswith(start))


def test_all_targets_are_there_with_their_gaps() -> None:
    targets = read_catalogue().targets
    assert targets.height == 148
    blank = targets.filter(targets["target_value"].is_null())
    assert set(blank["confidence"]) == {"unknown"}
    assert targets.filter(targets["confidence"] == "recalled_unverified")["is_verified"].sum() == 0


@pytest.mark.parametrize("name", ["name", "short", "numerator", "denominator", "unit_noun"])
def test_what_an_indicator_says_in_one_language_it_says_in_the_other(name: str) -> None:
    words = read_catalogue().indicators.select(
        "indicator_id", *(pl.col(f"{name}_{language}").fill_null("") != "" for language in ("vi", "en"))
    )
    assert words.filter(pl.col(f"{name}_vi") != pl.col(f"{name}_en"))["indicator_id"].to_list() == []


def test_both_eras_of_the_whole_country_are_there() -> None:
    areas = read_areas()
    counts = {(era, level): count for era, level, count in areas.group_by("era", "level").len().iter_rows()}
    assert counts["2025-07", "province"] == 34
    assert counts["2025-07", "ward"] == 3321
    assert counts["before-2025-07", "district"] == 696
    untouched = areas.filter(
        (areas["level"] == "province") & areas["valid_from"].is_null() & areas["valid_to"].is_null()
    )
    assert counts["before-2025-07", "province"] + untouched.height == 63
    assert areas["area_id"].is_unique().all()


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        (",association_members_briefed_rate,", ",no_such_rate,", "T001", "unknown indicator: no_such_rate"),
        ("T001,KH-290-2023-HN,", "T001,KH-0,", "T001", "target without a known document: KH-0"),
        ("T001,KH-290-2023-HN,", "T001,,", "T001", "target without a known document"),
        ("city,01.2025-07,", "city,99.2025-07,", "T001", "unknown area: 99.2025-07"),
        (
            "higher_is_better,>=,,2025,2025-12-31,100,",
            "higher_is_better,<=,,2025,2025-12-31,100,",
            "T001",
            "operator against",
        ),
        (",2025,2025-12-31,40,", ",2025,2025-12-31,forty,", "T002", "value is not a number: forty"),
        (",seed,,\nT002,", ",seed,,twenty\nT002,", "T001", "base_year is not a year: twenty"),
    ],
)
def test_a_broken_target_stops_with_its_line(catalog: Path, old: str, new: str, line: str, problem: str) -> None:
    path = catalog / "targets.csv"
    replace_in(path, old, new)
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(catalog)
    assert caught.value.line == line_of(path, line + ",")
    assert caught.value.file.endswith("targets.csv")
    assert problem in caught.value.message_en


def test_weights_that_do_not_sum_to_one_stop_with_their_line(catalog: Path) -> None:
    path = catalog / "area_changes.csv"
    replace_in(path, "755.before-2025-07,26732.2025-07,1,", "755.before-2025-07,26732.2025-07,0.9,")
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(catalog)
    assert caught.value.line == line_of(path, "755.before-2025-07")
    assert "sum to 0.9, not 1" in caught.value.message_en


def test_a_wrong_code_in_an_indicator_stops_with_its_line(catalog: Path) -> None:
    path = catalog / "indicators" / "learning_family_rate.toml"
    replace_in(path, 'target_basis = "total"', 'target_basis = "everyone"')
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(catalog)
    assert caught.value.line == line_of(path, "target_basis")
    assert "'everyone' is none of" in caught.value.message_en
