"""Given reports of one small province (simulated), expect these flows: the steps of a title, what is missing and what is hidden."""

from __future__ import annotations

from functools import partial
from itertools import product
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.warehouse.toy import INDICATOR, Build, Row, build_toy, count
from warehouse.catalogue import read_catalogue
from warehouse.errors import BuildError
from warehouse.model import Era

PROVINCE = "12.2025-07"  # Lai Châu: untouched, 38 wards
PERIOD = "2025"
STEPS = ("total", "registered", "assessed", "recognised")
CITIZEN = "cong_dan_hoc_tap"


def list_wards() -> list[str]:
    areas = read_catalogue().areas.filter((pl.col("province_area_id") == PROVINCE) & (pl.col("level") == "ward"))
    return sorted(areas.filter(pl.col("era") == Era.AFTER.value)["area_id"])


WARDS = list_wards()


def report(area_id: str, *counts: int | None, **other: object) -> list[Row]:
    return [count(area_id, PERIOD, step, value, **other) for step, value in zip(STEPS, counts, strict=True)]


def read_flows(folder: Path, *files: list[Row]) -> pl.DataFrame:
    """Load each list of rows as a file of its own, build, and return ``mart_title_flow``."""
    folder.mkdir(exist_ok=True)
    with duckdb.connect(build_toy(folder, *files), read_only=True) as release:
        return release.table("mart_title_flow").pl()


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """A release of the files given, in a folder of its own."""
    return partial(read_flows, tmp_path)


def find(rows: pl.DataFrame, **wanted: object) -> Row:
    found = rows.filter([pl.col(column).eq_missing(pl.lit(value)) for column, value in wanted.items()])
    assert found.height == 1, found
    return found.row(0, named=True)


def list_counts(flow: Row) -> list[int | None]:
    return [flow[f"{step}_count"] for step in STEPS]


def test_a_province_is_the_sum_of_its_reporters_and_the_silent_are_not_nothing(build: Build) -> None:
    rows = build([row for ward in WARDS[1:] for row in report(ward, 100, 80, 70, 60)])
    province = find(rows, area_id=PROVINCE, origin="summed")
    assert list_counts(province) == [3700, 2960, 2590, 2220]
    assert (province["reporter_count"], province["assessed_reporter_count"], province["expected_count"]) == (37, 37, 38)
    silent = find(rows, area_id=WARDS[0])
    assert list_counts(silent) == [None] * 4
    assert {silent[f"{step}_missing"] for step in STEPS} == {"not_reported"}


def test_a_step_is_measured_over_the_units_that_reported_it(build: Build) -> None:
    rows = build([*report(WARDS[0], 1000, 900, None, 800), *report(WARDS[1], 100, 80, 70, 60)])
    province = find(rows, area_id=PROVINCE, origin="summed")
    assert list_counts(province) == [1100, 980, 70, 860]
    assert (province["assessed_base_count"], province["recognised_of_assessed_count"]) == (80, 60)
    assert (province["registered_base_count"], province["registered_of_total_count"]) == (1100, 980)
    assert find(rows, area_id=WARDS[0])["assessed_missing"] == "not_reported"


def test_titles_are_never_mixed(build: Build) -> None:
    villages = report(WARDS[0], 10, 9, 8, 7, subject_id="cong_dong_hoc_tap_thon")
    rows = build([*report(WARDS[0], 100, 80, 70, 60), *villages])
    assert list_counts(find(rows, area_id=PROVINCE, title_id="gia_dinh_hoc_tap")) == [100, 80, 70, 60]
    assert list_counts(find(rows, area_id=PROVINCE, title_id="cong_dong_hoc_tap_thon")) == [10, 9, 8, 7]


def test_a_published_figure_stands_beside_the_sum(build: Build) -> None:
    real = {"subject_id": INDICATOR, "basis": "registered", "is_simulated": False}
    published = [
        count(PROVINCE, PERIOD, "numerator", 5000, **real),
        count(PROVINCE, PERIOD, "value", 89, **real),
    ]
    rows = build([row for ward in WARDS for row in report(ward, 100, 80, 70, 60)], published)
    official = find(rows, area_id=PROVINCE, origin="published")
    assert list_counts(official) == [None, None, None, 5000]
    assert (official["registered_missing"], official["is_simulated"]) == ("not_reported", False)
    summed = find(rows, area_id=PROVINCE, origin="summed")
    assert list_counts(summed) == [3800, 3040, 2660, 2280]
    assert summed["is_simulated"]


def test_later_steps_counting_more_stop_the_release(build: Build) -> None:
    with pytest.raises(BuildError, match="title_flow_contradicts"):
        build(report(WARDS[0], 100, 80, 90, 60))


def report_people(wards: list[str], registered: dict[str, int], assessed: dict[str, int | None]) -> list[Row]:
    groups = {
        ward: report(
            ward, 500, registered.get(ward, 300), assessed.get(ward, 100), 5, subject_id=CITIZEN, group_id="farmers"
        )
        for ward in wards
    }
    return [row for rows in groups.values() for row in rows]


def test_few_persons_are_hidden_in_every_step_they_would_show_in(build: Build) -> None:
    rows = build(report_people(WARDS, {WARDS[0]: 8}, {WARDS[0]: 7}))
    few = find(rows, area_id=WARDS[0])
    assert (few["total_count"], few["registered_count"], few["assessed_count"]) == (500, None, None)
    assert (few["registered_missing"], few["assessed_missing"]) == ("suppressed", "suppressed")
    hidden = rows.filter((pl.col("origin") == "reported") & (pl.col("assessed_missing") == "suppressed"))
    assert hidden.height > 1  # else the sum minus the others would tell it
    derived = ("registered_of_total_count", "assessed_base_count", "recognised_of_assessed_count")
    assert all(row[name] is None for row, name in product(hidden.to_dicts(), derived))


def test_a_blank_beside_a_hidden_count_keeps_the_sum_back(tmp_path: Path) -> None:
    complete = read_flows(tmp_path / "complete", report_people(WARDS, {WARDS[0]: 8}, {WARDS[0]: 7}))
    assert find(complete, area_id=PROVINCE)["assessed_count"] == 37 * 100 + 7
    hidden = complete.filter((pl.col("origin") == "reported") & (pl.col("assessed_missing") == "suppressed"))
    other = next(area_id for area_id in hidden["area_id"] if area_id != WARDS[0])
    blank = read_flows(tmp_path / "blank", report_people(WARDS, {WARDS[0]: 8}, {WARDS[0]: 7, other: None}))
    province = find(blank, area_id=PROVINCE)
    assert (province["assessed_count"], province["assessed_missing"]) == (None, "suppressed")
    assert (province["assessed_base_count"], province["assessed_reporter_count"]) == (None, None)
