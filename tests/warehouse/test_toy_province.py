"""Given reports of one small province across 1/7/2025 (simulated), expect these rows: the SQL between store and marts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from tests.warehouse.toy import INDICATOR, Build, Row, build_toy, count, report
from warehouse.catalogue import read_catalogue
from warehouse.model import Era

PROVINCE = "12.2025-07"  # Lai Châu: untouched, 38 wards


def list_units(era: Era) -> list[str]:
    areas = read_catalogue().areas.filter((pl.col("province_area_id") == PROVINCE) & (pl.col("level") == "ward"))
    return sorted(areas.filter(pl.col("era") == era.value)["area_id"])


WARDS = list_units(Era.AFTER)
FORMER_WARDS = list_units(Era.BEFORE)


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Load each list of rows as a file of its own, build, and return what ``mart_attainment`` says as reported, or another table."""

    def run(*files: list[Row], table: str = "mart_attainment", **options: Any) -> pl.DataFrame:
        with duckdb.connect(build_toy(tmp_path, *files, **options), read_only=True) as release:
            rows = release.table(table).pl()
        return rows.filter(pl.col("territory") == "as_reported") if table == "mart_attainment" else rows

    return run


def find(rows: pl.DataFrame, **wanted: object) -> Row:
    found = rows.filter([pl.col(column).eq_missing(pl.lit(value)) for column, value in wanted.items()])
    assert found.height == 1, found
    return found.row(0, named=True)


def of_province(rows: pl.DataFrame, period: str, year: int = 2030) -> Row:
    headline = rows.filter((pl.col("target_year") == year) & pl.col("is_headline"))
    return find(headline, area_id=PROVINCE, indicator_id=INDICATOR, period=period, basis="total")


def test_a_silent_ward_stands_with_its_last_denominator_grown_like_the_others(build: Build) -> None:
    rows = build([*report(WARDS, "2025", 100, 50), *report(WARDS[1:], "2026-H1", 111, 60)])
    province = of_province(rows, "2026-H1", 2026)
    assert (province["numerator"], province["denominator"]) == (37 * 60, 37 * 111)
    assert province["silent_denominator"] == 111
    assert (province["reporter_count"], province["expected_count"]) == (37, 38)
    assert province["completeness"] == pytest.approx(37 / 38)
    assert province["lo"] == pytest.approx(100 * 37 * 60 / (38 * 111))
    assert province["hi"] == pytest.approx(100 * (37 * 60 + 111) / (38 * 111))


def test_shrinking_neighbours_do_not_shrink_it(build: Build) -> None:
    rows = build([*report(WARDS, "2025", 100, 50), *report(WARDS[1:], "2026-H1", 90, 60)])
    assert of_province(rows, "2026-H1", 2026)["silent_denominator"] == 100


def test_a_new_ward_is_known_through_its_former_wards(build: Build) -> None:
    changes = read_catalogue().area_changes
    silent = WARDS[0]
    expected = 100 * changes.filter(pl.col("new_area_id") == silent)["weight"].sum()
    rows = build([*report(FORMER_WARDS, "2024", 100, 50), *report(WARDS[1:], "2025", 1, 1)])
    province = of_province(rows, "2025", 2025)
    assert province["silent_denominator"] == expected


def test_a_denominator_older_than_two_years_is_forgotten(build: Build) -> None:
    rows = build([*report(FORMER_WARDS, "2022", 100, 50), *report(WARDS[1:], "2025", 100, 70)])
    province = of_province(rows, "2025", 2025)
    assert (province["lo"], province["hi"]) == (0.0, 100.0)
    assert province["completeness"] == pytest.approx(37 / 38)
    assert (province["status"], province["firm"]) == ("attained", False)


def test_under_four_fifths_no_verdict_is_drawn(build: Build) -> None:
    rows = build([*report(WARDS, "2025-Q3", 100, 50), *report(WARDS[:20], "2025", 100, 70)])
    province = of_province(rows, "2025", 2025)
    assert (province["status"], province["status_reason"]) == ("undecided", "low_completeness")


def test_a_silent_ward_is_missing_not_zero(build: Build) -> None:
    rows = build(report(WARDS[1:], "2025", 100, 70))
    headline = rows.filter((pl.col("target_year") == 2025) & pl.col("is_headline"))
    ward = find(headline, area_id=WARDS[0], indicator_id=INDICATOR, period="2025", basis="total")
    assert (ward["value"], ward["status"], ward["missing_reason"]) == (None, "no_data", "not_reported")


def test_a_later_file_supersedes_an_earlier_one(build: Build) -> None:
    rows = build(report(WARDS, "2025", 100, 50), report(WARDS[:1], "2025", 100, 90))
    assert of_province(rows, "2025", 2025)["numerator"] == 37 * 50 + 90


def test_a_simulated_figure_never_replaces_a_real_one(build: Build) -> None:
    real = report(WARDS[:1], "2025", 100, 90, is_simulated=False)
    rows = build(real, report(WARDS, "2025", 100, 50))
    ward = find(rows.filter(pl.col("target_year") == 2025), area_id=WARDS[0], indicator_id=INDICATOR, basis="total")
    assert (ward["numerator"], ward["is_simulated"]) == (90, False)
    assert of_province(rows, "2025", 2025)["is_simulated"] is True


def test_only_real_leaves_simulated_cells_out(build: Build) -> None:
    real = report(WARDS[:1], "2025", 100, 90, is_simulated=False)
    rows = build(real, report(WARDS, "2025", 100, 50), only_real=True)
    assert not rows["is_simulated"].any()
    assert of_province(rows, "2025", 2025)["numerator"] == 90


def test_a_published_total_is_not_mixed_with_the_sum_of_its_parts(build: Build) -> None:
    published = count(PROVINCE, "2025", "value", 61, subject_id=INDICATOR, basis="total", is_simulated=False)
    rows = build([*report(WARDS, "2025", 100, 90), published])
    province = of_province(rows, "2025", 2025)
    assert (province["value"], province["numerator"], province["is_reported"], province["is_simulated"]) == (
        61.0,
        None,
        True,
        False,
    )


def test_few_persons_are_suppressed_to_the_cell(build: Build) -> None:
    few = {"subject_id": "cong_dan_hoc_tap"}
    files = [*report(WARDS[:1], "2025", 9, 5, **few), *report(WARDS[1:], "2025", 100, 50, **few)]
    indicator = "learning_citizen_rate_adults_in_learning_models"
    rows = build(files).filter((pl.col("target_year") == 2025) & pl.col("is_headline"))
    ward = find(rows, area_id=WARDS[0], indicator_id=indicator, basis="in_learning_models")
    assert (ward["status"], ward["value"], ward["numerator"], ward["denominator"]) == ("suppressed", None, None, None)


def test_the_nearest_verified_target_makes_the_headline(build: Build) -> None:
    rows = build(report(WARDS, "2025", 100, 75))
    province = rows.filter(
        (pl.col("area_id") == PROVINCE) & (pl.col("indicator_id") == INDICATOR) & (pl.col("basis") == "total")
    )
    headlines = {row["target_year"]: row for row in province.filter("is_headline").iter_rows(named=True)}
    assert headlines[2025]["target_id"] == "T043"
    assert headlines[2025]["is_inherited"]
    assert (headlines[2025]["status"], headlines[2025]["gap_count"]) == ("exceeded", 0)
    assert headlines[2030]["status_reason"] == "target_unverified"
    assert date(2030, 12, 31) == headlines[2030]["due"]


def test_an_area_that_ended_shows_its_last_value_without_a_verdict(build: Build) -> None:
    rows = build(
        [*report(FORMER_WARDS, "2023", 100, 60), *report(FORMER_WARDS, "2024", 100, 75)], table="mart_standing"
    )
    ward = rows.filter((pl.col("area_id") == FORMER_WARDS[0]) & (pl.col("target_year") == 2025) & pl.col("is_headline"))
    row = find(ward, indicator_id=INDICATOR)
    assert (row["period"], row["value"], row["status"], row["status_reason"]) == (
        "2024",
        75.0,
        "not_applicable",
        "ended_before_due",
    )
    assert (row["last_period"], row["last_value"]) == ("2023", 60.0)


def test_a_ward_goes_on_from_its_former_wards_and_a_milestone_from_the_one_before(build: Build) -> None:
    former = [report(FORMER_WARDS, str(year), 1000, 500 + 20 * (year - 2021)) for year in range(2021, 2025)]
    targets = read_catalogue().targets.with_columns(
        base_year=pl.when(pl.col("target_id") == "T090").then(pl.lit(2022, pl.Int16)).otherwise("base_year")
    )
    rows = build(
        [*chain(*former), *report(WARDS, "2025", 2000, 1180), *report(WARDS, "2026", 2000, 1200)],
        catalogue=replace(read_catalogue(), targets=targets),
    )
    changes = read_catalogue().area_changes.filter(pl.col("new_area_id").is_in(WARDS))
    whole = changes.group_by("new_area_id").agg(pl.col("weight").min()).filter(pl.col("weight") == 1)["new_area_id"]
    ward = {"area_id": sorted(whole)[0], "indicator_id": INDICATOR, "basis": "total"}
    future = rows.filter((pl.col("target_year") == 2030) & pl.col("is_headline"))
    first, second = find(future, period="2025", **ward), find(future, period="2026", **ward)
    assert (first["anchor_period"], first["observed_from"], first["trend_recast"]) == ("2025", "2022", "exact")
    assert first["slope"] == pytest.approx(
        2.24777, abs=0.00001
    )  # 2 a year, and one more in the last: 2 + 1.56306/6.30865
    assert (first["observed_pace"], first["required_pace"]) == (pytest.approx(7 / 3), pytest.approx(21 / 5))
    assert (second["anchor_period"], second["observed_from"], second["observed_pace"]) == (
        "2025",
        "2025",
        pytest.approx(1),
    )
    assert (second["remaining_pace"], second["k"]) == (pytest.approx(5), pytest.approx(5))
    named = find(rows.filter((pl.col("target_year") == 2026) & pl.col("is_headline")), period="2025", **ward)
    assert (named["target_id"], named["anchor_period"]) == ("T090", "2022")
    assert second["status"] == "no_target"  # the national target of 2030 is not verified
    old = rows.filter(
        (pl.col("area_id") == FORMER_WARDS[0]) & (pl.col("period") == "2024") & (pl.col("indicator_id") == INDICATOR)
    )
    assert set(old.filter(pl.col("basis") == "total")["trend_recast"]) == {"none"}
    assert old["observed_pace"].null_count() == old.height  # it ended before the targets fell due
