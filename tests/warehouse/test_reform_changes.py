"""All areas of a level across 1/7/2025 at once: the parts add up to the whole, and every row is what is answered of the area alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from warehouse.change_queries import list_reform_changes
from warehouse.model import Era, Level, Territory
from warehouse.publish import find_release_file, read_current_id
from warehouse.queries import NATION, Release, list_areas, open_release, read_change

ADULTS, BASIS = "learning_citizen_rate_adults_in_learning_models", "in_learning_models"
HANOI, HCM = "01.2025-07", "79.2025-07"


@pytest.fixture(scope="module")
def release(demonstration_folder: Path) -> Release:
    return open_release(demonstration_folder)


@pytest.fixture
def year_to_date(demonstration_folder: Path, tmp_path: Path) -> Iterator[Release]:
    """The release with an indicator that starts anew each January."""
    path = tmp_path / "release.duckdb"
    shutil.copyfile(find_release_file(demonstration_folder, str(read_current_id(demonstration_folder))), path)
    with duckdb.connect(path) as connection:
        connection.execute("update dim_indicator set accumulation = 'year_to_date' where indicator_id = ?", [ADULTS])
        yield Release(None, connection)  # type: ignore[arg-type]


def list_indicators(release: Release) -> list[tuple[str, str]]:
    return release.connection.sql(
        "select indicator_id, target_basis from dim_indicator where unit = 'percent' and target_basis is not null order by all"
    ).fetchall()


@pytest.mark.parametrize("level", [Level.PROVINCE, Level.WARD])
def test_what_is_real_and_what_the_boundary_did_is_the_whole_change(release: Release, level: Level) -> None:
    counted = 0
    for indicator_id, basis in list_indicators(release):
        rows = list_reform_changes(release, NATION, indicator_id, level, basis)
        counted += rows.height
        assert rows["area_id"].is_unique().all()
        assert set(rows["basis"]) <= {basis}
        assert (rows["real_change"] + rows["boundary_change"] - rows["change"]).abs().max() in (
            None,
            pytest.approx(0, abs=1e-9),
        )
        assert rows["old_period_end"].dtype == pl.Date
        for side in ("old", "recast", "new"):
            known = rows.filter(pl.col(f"{side}_denominator") > 0)
            rates = 100 * known[f"{side}_numerator"] / known[f"{side}_denominator"]
            assert known[f"{side}_value"].to_list() == pytest.approx(rates.to_list(), abs=1e-6)
    assert counted > (9 if level == Level.PROVINCE else 3000)


def test_a_row_is_what_is_answered_of_the_area_alone(release: Release) -> None:
    rows = list_reform_changes(release, NATION, ADULTS, Level.PROVINCE, BASIS)
    for area_id in list_areas(release, Level.PROVINCE, era=Era.AFTER)["area_id"]:
        alone = read_change(release, area_id, ADULTS, Territory.CURRENT).filter(pl.col("basis") == BASIS)
        assert_frame_equal(alone.drop("unit_count"), rows.filter(pl.col("area_id") == area_id).drop("unit_count"))
    assert {HANOI, HCM} < set(rows["area_id"])
    assert set(rows["unit_count"]) == {34}


def test_wards_of_a_province_are_those_of_the_nation_that_lie_in_it(release: Release) -> None:
    nation = list_reform_changes(release, NATION, ADULTS, Level.WARD, BASIS)
    province = list_reform_changes(release, HCM, ADULTS, Level.WARD, BASIS)
    inside = list_areas(release, Level.WARD, under_area_id=HCM, era=Era.AFTER)
    assert set(province["unit_count"]) == {inside.height} == {168}
    inside_nation = nation.filter(pl.col("area_id").is_in(inside["area_id"].implode()))
    assert_frame_equal(province.drop("unit_count"), inside_nation.drop("unit_count"))
    for row in province.gather_every(20).iter_rows(named=True):
        alone = read_change(release, row["area_id"], ADULTS, Territory.CURRENT).filter(pl.col("basis") == BASIS)
        assert alone.drop("unit_count").row(0, named=True) == {name: row[name] for name in row if name != "unit_count"}


def test_an_area_the_reform_left_alone_is_its_own_former_unit(release: Release) -> None:
    rows = list_reform_changes(release, NATION, ADULTS, Level.PROVINCE, BASIS)
    hanoi = rows.filter(pl.col("area_id") == HANOI).row(0, named=True)
    assert (hanoi["old_area_id"], hanoi["is_left_alone"], hanoi["boundary_change"]) == (HANOI, True, 0)
    as_reported = read_change(release, HANOI, ADULTS, Territory.AS_REPORTED).filter(pl.col("basis") == BASIS)
    assert as_reported["change"].to_list() == [hanoi["change"]]
    assert not rows.filter(pl.col("area_id") == HCM)["is_left_alone"].item()


def test_without_a_base_every_base_has_its_row(release: Release) -> None:
    every = list_reform_changes(release, NATION, ADULTS, Level.PROVINCE, None)
    asked = list_reform_changes(release, NATION, ADULTS, Level.PROVINCE, BASIS)
    assert every["basis"].n_unique() > 1
    assert_frame_equal(every.filter(pl.col("basis") == BASIS), asked)


def test_no_hidden_or_missing_figure_has_a_row(release: Release) -> None:
    rows = list_reform_changes(release, NATION, ADULTS, Level.WARD, BASIS)
    assert not any(rows[name].null_count() for name in ("old_value", "recast_value", "new_value", "change"))
    assert 0 < rows.height < rows["unit_count"][0] == 3321


def test_a_year_to_date_figure_is_compared_with_the_same_part_of_the_year(
    release: Release, year_to_date: Release
) -> None:
    free = list_reform_changes(release, HCM, ADULTS, Level.WARD, BASIS)
    held = list_reform_changes(year_to_date, HCM, ADULTS, Level.WARD, BASIS)
    months = [(row["old_period_end"].month, row["new_period_end"].month) for row in held.iter_rows(named=True)]
    assert held.height > 100
    assert all(old == new for old, new in months)
    assert any(row["old_period_end"].month != row["new_period_end"].month for row in free.iter_rows(named=True))
