"""Simulated reports: exact sums, order of the measures, gaps, marks and determinism."""

from __future__ import annotations

import dataclasses
import hashlib
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from etl.form import MEASURES, SHEET_NAME
from etl.simulate import SAMPLES, SimulatedReport, build_reports, simulate_reports, write_samples
from etl.simulation.allocation import allocate_rows
from etl.simulation.config import SIMULATION_FILE, SimulationConfig, read_simulation_config
from etl.simulation.counts import RECOGNISED, TOTAL, find_current_units, find_former_units
from etl.simulation.current import continue_in_current_units
from etl.simulation.former import simulate_former_units
from etl.simulation.reports import heap_over_targets
from warehouse.area_changes import read_area_changes
from warehouse.areas import read_areas
from warehouse.catalogue import CATALOG_FOLDER
from warehouse.errors import CatalogueError
from warehouse.model import ReportStatus

SAMPLE_FOLDER = CATALOG_FOLDER.parent / "samples"
HANOI_CITIZENS_OF_ANY_BASE = 3_830_096
STAFF = "staff_in_learning_units"


@pytest.fixture(scope="module")
def areas() -> pl.DataFrame:
    return read_areas()


@pytest.fixture(scope="module")
def config() -> SimulationConfig:
    return read_simulation_config()


@pytest.fixture(scope="module")
def reports(areas: pl.DataFrame, config: SimulationConfig) -> list[SimulatedReport]:
    return list(build_reports(areas, config))


@pytest.fixture(scope="module")
def rows(reports: list[SimulatedReport]) -> pl.DataFrame:
    """All rows with ``province_area_id``, ``period`` and ``series`` (the group of staff, else the title)."""
    return pl.concat(
        report.rows.with_columns(
            province_area_id=pl.lit(report.province_area_id),
            period=pl.lit(report.header.period),
            series=pl.when(pl.col("group_id") == STAFF).then("group_id").otherwise("title_id"),
        )
        for report in reports
    )


@pytest.fixture(scope="module")
def bac_ninh_only(config: SimulationConfig) -> SimulationConfig:
    """One former province alone: five small workbooks."""
    provinces = tuple(row for row in config.former_provinces if row.area_id == "27.before-2025-07")
    return dataclasses.replace(config, former_provinces=provinces, current_provinces=())


def select_totals(rows: pl.DataFrame, period: str, series: str) -> pl.DataFrame:
    """Rows of one series without a division by occupation."""
    is_total = pl.col("group_id").is_null() | (pl.col("group_id") == STAFF)
    return rows.filter(is_total, pl.col("period") == period, pl.col("series") == series)


@given(
    st.integers(1, 6).flatmap(
        lambda width: st.tuples(
            st.lists(st.floats(0, 1e6), min_size=width, max_size=width),
            st.lists(st.integers(0, 10**6), min_size=width, max_size=width),
            st.floats(0, 1),
        )
    )
)
def test_allocation_is_exact_and_under_caps(drawn: tuple[list[float], list[int], float]) -> None:
    amounts, caps, share = drawn
    total = int(sum(caps) * share)
    [row] = allocate_rows(np.array([amounts]), np.array([total]), np.array([caps]))
    assert row.sum() == total
    assert (row >= 0).all()
    assert (row <= caps).all()


@given(st.lists(st.floats(0.01, 1e4), min_size=1, max_size=8), st.integers(0, 10**6))
def test_allocation_without_caps_is_proportional_within_one(amounts: list[float], total: int) -> None:
    [row] = allocate_rows(np.array([amounts]), np.array([total]))
    assert np.abs(row - np.array(amounts) / sum(amounts) * total).max() < 1 + 1e-6


def test_allocation_refuses_caps_too_small() -> None:
    with pytest.raises(ValueError, match="caps"):
        allocate_rows(np.ones((1, 2)), np.array([5]), np.array([[2, 2]]))


def test_every_province_and_period_has_its_marked_report(reports: list[SimulatedReport]) -> None:
    names = [report.file_name for report in reports]
    assert len(set(names)) == len(names) == 6 * 5 + 3 * 3
    assert all(
        report.header.is_simulated and name.startswith("mo-phong_") for report, name in zip(reports, names, strict=True)
    )
    provisional = {
        name for name, row in zip(names, reports, strict=True) if row.header.report_status is ReportStatus.PROVISIONAL
    }
    assert provisional == {
        "mo-phong_bieu-danh-hieu_79_2025.xlsx",
        *(f"mo-phong_bieu-danh-hieu_{code}_2026-Q3.xlsx" for code in ("01", "79", "24")),
    }


def test_sums_meet_the_published_figures(rows: pl.DataFrame, config: SimulationConfig) -> None:
    assert len(config.published) == 12
    for row in config.published:
        reported = select_totals(rows, row.period, row.title_id).filter(pl.col("province_area_id") == row.area_id)
        sums = reported.select(pl.col("recognised", row.base).sum())
        recognised, base = sums.row(0)
        assert (recognised, base) == (row.recognised, row.base_count), (row.area_id, row.title_id)
        assert abs(round(100 * recognised / base, 2) - row.rate_pct) <= row.rate_tolerance + 1e-9
        assert row.source


def test_hanoi_agrees_with_what_else_was_published(rows: pl.DataFrame) -> None:
    hanoi = rows.filter(pl.col("province_area_id") == "01.2025-07")
    families = select_totals(hanoi, "2023", "gia_dinh_hoc_tap").sum()
    assert families["recognised"].item() / families["total"].item() == pytest.approx(0.7125, abs=0.003)
    holders = sum(select_totals(hanoi, "2024", series)["recognised"].sum() for series in ("cong_dan_hoc_tap", STAFF))
    assert holders < HANOI_CITIZENS_OF_ANY_BASE


def test_each_measure_is_at_most_the_one_before(rows: pl.DataFrame) -> None:
    for larger, smaller in pairwise(MEASURES):
        assert rows.filter(pl.col(smaller) > pl.col(larger)).is_empty(), (larger, smaller)
    assert rows.filter(pl.col("recognised") > pl.col("registered")).is_empty()
    assert rows.filter(pl.any_horizontal(pl.col(*MEASURES) < 0)).is_empty()


def test_occupations_add_up_to_the_citizens(rows: pl.DataFrame) -> None:
    citizens = rows.filter(pl.col("title_id") == "cong_dan_hoc_tap", pl.col("series") != STAFF)
    for measure in ("total", "registered", "recognised"):
        of_occupations = pl.col(measure).filter(pl.col("group_id").is_not_null())
        compared = citizens.group_by("province_area_id", "period", "area_code").agg(
            occupations=of_occupations.sum(),
            group_count=of_occupations.len(),
            adults=pl.col(measure).filter(pl.col("group_id").is_null()).sum(),
        )
        assert compared.filter(pl.col("occupations") != pl.col("adults")).is_empty(), measure
        assert (compared["group_count"] == 7).all()


def test_digital_skills_stand_on_the_citizens_row_only(rows: pl.DataFrame) -> None:
    with_digital = rows.filter(pl.any_horizontal(pl.col("digital_skill", "digital_proficiency").is_not_null()))
    assert with_digital.select("title_id", "group_id").unique().rows() == [("cong_dan_hoc_tap", None)]


def test_silent_units_have_no_row_and_the_others_all(
    reports: list[SimulatedReport], areas: pl.DataFrame, config: SimulationConfig
) -> None:
    former = {row.area_id: row.completeness_pct for row in config.former_provinces}
    current = {row.area_id: row.completeness_pct for row in config.current_provinces}
    for report in reports:
        is_former = report.header.period in config.former_periods
        find = find_former_units if is_former else find_current_units
        periods = config.former_periods if is_former else config.current_periods
        percent = (former if is_former else current)[report.province_area_id]
        expected = find(areas, report.province_area_id)
        reporting = report.rows.group_by("area_code").len()
        silent = round(expected.height * (1 - percent[periods.index(report.header.period)] / 100))
        assert reporting.height == expected.height - silent
        assert set(reporting["area_code"]) <= set(expected["area_code"])
        assert (reporting["len"] == 13).all()


def test_ho_chi_minh_city_of_2025_has_the_largest_holes(rows: pl.DataFrame) -> None:
    reporting = rows.filter(pl.col("period") == "2025").group_by("province_area_id").agg(pl.col("area_code").n_unique())
    shares = {
        area_id: count / {"01": 126, "79": 168, "24": 99}[area_id[:2]] for area_id, count in reporting.iter_rows()
    }
    assert shares == pytest.approx({"01.2025-07": 0.93, "79.2025-07": 0.76, "24.2025-07": 0.97}, abs=0.01)


def test_island_district_reports_itself_and_goes_on_as_special_zone(rows: pl.DataFrame) -> None:
    con_dao = rows.filter(pl.col("area_name").str.ends_with(" Côn Đảo"))
    codes = dict(con_dao.group_by("area_code").agg(pl.col("period").max()).iter_rows())
    assert set(codes) == {"755", "26732"}
    assert codes["755"] <= "2025-H1"


def test_gaps_are_few_typed_and_never_in_published_figures(rows: pl.DataFrame, config: SimulationConfig) -> None:
    asked = rows.filter(pl.col("series") != "cong_dan_hoc_tap")
    left_out = asked.filter(pl.col("recognised").is_null())
    assert 0 < left_out.height < 0.01 * asked.height
    assert set(left_out["note"]) == {config.missing_note}
    assert left_out.select(pl.col(*MEASURES).is_null().all()).row(0) == (True,) * len(MEASURES)
    assert 0 < rows["assessed"].null_count() < 0.02 * rows.height
    assert rows.filter(pl.col("recognised").is_not_null(), pl.col("note").is_not_null()).is_empty()


def test_present_wards_continue_their_former_units(areas: pl.DataFrame, config: SimulationConfig) -> None:
    formers = [row for row in config.former_provinces if row.area_id in ("27.before-2025-07", "24.before-2025-07")]
    counts = [simulate_former_units(areas, province, config) for province in formers]
    units = find_current_units(areas, "24.2025-07")
    changes = read_area_changes(CATALOG_FOLDER / "area_changes.csv")
    continued = continue_in_current_units(counts, units, changes)
    for series, values in continued.series.items():
        before = np.concatenate([count.series[series] for count in counts], axis=2)
        assert (values.sum(axis=2) == before.sum(axis=2)).all()
        assert (np.diff(values, axis=0) <= 0).all()
    former_ids = pl.concat([count.units for count in counts]).select(old_area_id="area_id").with_row_index("position")
    parts = changes.join(former_ids, on="old_area_id").sort("new_area_id")
    whole = parts.filter((pl.col("weight") == 1).all().over("new_area_id")).partition_by("new_area_id", as_dict=True)
    families = np.concatenate([count.series["gia_dinh_hoc_tap"] for count in counts], axis=2)
    assert len(whole) > 50
    for (new_area_id,), members in whole.items():
        at = units["area_id"].to_list().index(new_area_id)
        merged = families[:, :, members["position"].to_numpy()].sum(axis=2)
        assert np.abs(continued.series["gia_dinh_hoc_tap"][:, :, at] - merged).max() <= 1


def test_a_crosswalk_that_leaves_the_province_is_refused(areas: pl.DataFrame, config: SimulationConfig) -> None:
    counts = simulate_former_units(areas, config.former_provinces[4], config)
    with pytest.raises(ValueError, match="crosswalk"):
        continue_in_current_units([counts], find_current_units(areas, "24.2025-07"), read_area_changes())


def test_rates_grow_but_some_units_stand_still_or_fall(areas: pl.DataFrame, config: SimulationConfig) -> None:
    counts = simulate_former_units(areas, config.former_provinces[0], config).series["cong_dan_hoc_tap"]
    rate = 100 * counts[RECOGNISED] / np.maximum(counts[TOTAL], 1)
    since_base = rate[-1] - rate[config.base_index]
    assert (since_base > 1).mean() > 0.75
    assert 0.02 < (since_base < -0.5).mean() < 0.12
    assert rate[-1].std() > 5
    assert np.median(rate[config.base_index] - rate[0]) > 20


@pytest.mark.parametrize(
    ("series", "target"),
    [
        ("gia_dinh_hoc_tap", 70),
        ("dong_ho_hoc_tap", 65),
        ("don_vi_hoc_tap_xa", 80),
        ("cong_dan_hoc_tap", 40),
        (STAFF, 60),
    ],
)
def test_some_wards_meet_a_target_of_2025_and_some_miss_it(rows: pl.DataFrame, series: str, target: int) -> None:
    hanoi = select_totals(rows, "2025", series).filter(pl.col("province_area_id") == "01.2025-07")
    met = hanoi.filter(100 * pl.col("recognised") >= target * pl.col("total")).height
    assert 0.2 < met / hanoi.height < 0.9


def test_heaping_lifts_only_units_just_below_the_target(config: SimulationConfig) -> None:
    total = np.full(4000, 1000)
    recognised = np.arange(4000) // 4  # 0 to 999 per 1000
    before = np.stack([total, np.maximum(recognised, 500), np.maximum(recognised, 400), recognised])
    series = {name: before.copy() for name in config.heaping_target_pct}
    heap_over_targets(series, config, np.random.default_rng(1))
    for name, target in config.heaping_target_pct.items():
        after = series[name]
        is_lifted = after[RECOGNISED] != recognised
        just_below = target * 10 - config.behaviour.heaping_window_points * 10
        assert set(after[RECOGNISED][is_lifted]) == {target * 10}
        assert (recognised[is_lifted] >= just_below).all()
        assert (recognised[is_lifted] < target * 10).all()
        assert 0.3 < is_lifted.sum() / (4 * config.behaviour.heaping_window_points * 10) < 0.7
        assert (np.diff(after, axis=0) <= 0).all()


def test_reports_after_the_reform_are_heaped(rows: pl.DataFrame, config: SimulationConfig) -> None:
    at_target = [
        (-(-target * reported["total"] // 100) == reported["recognised"]).sum()
        for series, target in config.heaping_target_pct.items()
        for reported in [select_totals(rows, "2025", series).filter(pl.col("total") > 2000)]
    ]
    assert sum(at_target) >= 8


def test_same_configuration_same_bytes(tmp_path: Path, areas: pl.DataFrame, bac_ninh_only: SimulationConfig) -> None:
    told: list[tuple[str, float]] = []
    first = simulate_reports(areas, tmp_path / "a", bac_ninh_only, lambda name, share: told.append((name, share)))
    second = simulate_reports(areas, tmp_path / "b", bac_ninh_only)
    reseeded = simulate_reports(areas, tmp_path / "c", dataclasses.replace(bac_ninh_only, seed=1))
    digests = [[hashlib.sha256(path.read_bytes()).hexdigest() for path in paths] for paths in (first, second, reseeded)]
    assert digests[0] == digests[1]
    assert not set(digests[0]) & set(digests[2])
    assert [share for _, share in told] == [0.2, 0.4, 0.6, 0.8, 1.0]


def test_a_province_is_the_same_alone_as_with_the_others(
    areas: pl.DataFrame, bac_ninh_only: SimulationConfig, reports: list[SimulatedReport]
) -> None:
    together = [report for report in reports if report.province_area_id == "27.before-2025-07"]
    alone = list(build_reports(areas, bac_ninh_only))
    assert all(a.rows.equals(b.rows) for a, b in zip(alone, together, strict=True))


def test_samples_are_what_the_generator_writes(tmp_path: Path, areas: pl.DataFrame) -> None:
    paths = write_samples(areas, tmp_path)
    assert {path.name for path in paths} == set(SAMPLES.values())
    for path in paths:
        assert read_cells(path) == read_cells(SAMPLE_FOLDER / path.name)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("completeness_pct = [97.5, 98.6, 99.2, 100, 98.1]", "completeness_pct = [97.5]", "completeness_pct"),
        ("total = 13400\n", "", "exactly one of total"),
        ("recognised_pct = [55.1, ", "recognised_pct = [", "one value a period"),
    ],
)
def test_a_broken_parameter_file_is_refused(tmp_path: Path, old: str, new: str, problem: str) -> None:
    text = SIMULATION_FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "simulation.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError, match=problem):
        read_simulation_config(path)


def read_cells(path: Path) -> list[list[Any]]:
    return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(SHEET_NAME).to_python()
