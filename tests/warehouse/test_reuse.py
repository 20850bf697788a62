"""After a change only the parts it touches are computed, and the release is the same as one computed anew, row for row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copytree

import duckdb
import polars as pl
import pytest

from etl.desk import undo_load
from tests.warehouse.test_hiding import ADULTS, DIGITAL, FEW, NEXT, PERSONS, count_persons
from tests.warehouse.test_toy_province import FORMER_WARDS, PROVINCE, WARDS
from tests.warehouse.toy import INDICATOR, TITLE, Row, count, list_different_tables, load_toy, open_toy_store, report
from warehouse.build import OVERRIDE_SCHEMA, BuildRequest, build_release
from warehouse.catalogue import read_catalogue
from warehouse.reuse import Workload

NEIGHBOUR = "14.2025-07"  # Sơn La: untouched as well
CITIZENS = {
    ADULTS,
    DIGITAL,
    "learning_citizen_digital_proficiency_rate",
    "learning_citizen_rate_staff_in_learning_units",
}
VERDICT = (WARDS[0], INDICATOR, "T043", "2025", "undecided", "An", date(2026, 3, 1), "Đoàn kiểm tra chưa xong", None)


def list_neighbours() -> list[str]:
    areas = read_catalogue().areas.filter((pl.col("province_area_id") == NEIGHBOUR) & (pl.col("level") == "ward"))
    return sorted(areas.filter(pl.col("era") == "2025-07")["area_id"])


class Warehouse:
    """A store, and the release before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.current = folder / "current.duckdb"

    def load(self, rows: list[Row], name: str = "correction") -> int:
        with open_toy_store(self.folder) as store:
            return load_toy(store, self.folder, name, rows)

    def undo(self, load_id: int) -> None:
        with open_toy_store(self.folder) as store:
            undo_load(store, load_id, "An", "nhầm phường")

    def build(self, draft: Path, request: BuildRequest) -> Workload:
        with open_toy_store(self.folder) as store:
            return build_release(store, draft, read_catalogue(), [], request, lambda step, share: None)

    def compare(self, request: BuildRequest | None = None) -> Workload:
        """Build from the release before and anew: the same rows in every table; returned is what the first had to compute."""
        request = request or BuildRequest("toy", "fingerprint", "code", is_only_real=False)
        anew, onward = (self.folder / f"{name}-{datetime.now(UTC).timestamp()}.duckdb" for name in ("anew", "onward"))
        with duckdb.connect(self.current, read_only=True):  # as a page has it open
            work = self.build(onward, replace(request, previous=self.current))
        assert self.build(anew, request).is_complete
        assert list_different_tables(anew, onward) == []
        self.current = onward
        return work


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two provinces over 1/7/2025, with one small ward; not to be changed."""
    warehouse = Warehouse(tmp_path_factory.mktemp("two-provinces"))
    warehouse.load(report([*WARDS, *list_neighbours()], "2025", 100, 50), "families")
    warehouse.load(report(FORMER_WARDS, "2024", 80, 30), "former families")
    citizens = count_persons(dict.fromkeys(WARDS, 100) | {FEW: 9, NEXT: 40}, "2025")
    skills = [count(ward, "2025", "digital_skill", 4 if ward == FEW else 20, **PERSONS) for ward in WARDS]
    warehouse.load([*citizens, *skills], "citizens")
    warehouse.load(count_persons(dict.fromkeys(list_neighbours(), 200), "2025"), "neighbours")
    warehouse.build(warehouse.current, BuildRequest("toy", "fingerprint", "code", is_only_real=False))
    return warehouse.folder


@pytest.fixture
def warehouse(built: Path, tmp_path: Path) -> Warehouse:
    return Warehouse(Path(copytree(built, tmp_path / "warehouse")))


def assert_computed(work: Workload, indicators: int, provinces: int) -> None:
    assert (work.indicator_count, work.province_count, work.is_complete) == (indicators, provinces, False)


def test_nothing_is_computed_where_nothing_has_changed(warehouse: Warehouse) -> None:
    assert_computed(warehouse.compare(), 0, 0)


def test_a_correction_computes_its_indicator_in_its_province_and_its_undoing_likewise(warehouse: Warehouse) -> None:
    load_id = warehouse.load(report(WARDS[:1], "2025", 100, 90))
    assert_computed(warehouse.compare(), 1, 1)
    with duckdb.connect(warehouse.current, read_only=True) as release:
        found = release.sql(
            f"select distinct numerator from mart_attainment where area_id = '{PROVINCE}' and indicator_id = '{INDICATOR}' "
            "and period = '2025' and basis = 'total' and territory = 'as_reported'"
        ).fetchall()
    assert found == [(37 * 50 + 90,)]
    warehouse.undo(load_id)
    assert_computed(warehouse.compare(), 1, 1)


def test_a_correction_of_a_former_ward_reaches_the_current_ones(warehouse: Warehouse) -> None:
    warehouse.load(report(FORMER_WARDS[:1], "2024", 80, 70))
    assert_computed(warehouse.compare(), 1, 1)


def test_a_new_period_computes_everything(warehouse: Warehouse) -> None:
    warehouse.load(report(WARDS, "2026-H1", 100, 60))
    assert warehouse.compare().is_complete


def test_a_decision_computes_its_verdict_and_its_removal_likewise(warehouse: Warehouse) -> None:
    decided = pl.DataFrame([VERDICT], schema=OVERRIDE_SCHEMA, orient="row")
    assert_computed(
        warehouse.compare(BuildRequest("toy", "fingerprint", "code", is_only_real=False, overrides=decided)), 1, 1
    )
    with duckdb.connect(warehouse.current, read_only=True) as release:
        assert release.sql(
            "select distinct override_by from mart_standing where override_by is not null"
        ).fetchall() == [("An",)]
    assert_computed(warehouse.compare(), 1, 1)


def test_a_number_no_longer_hidden_shows_again_in_all_that_share_its_counts(warehouse: Warehouse) -> None:
    hidden_before = list_all_hidden(warehouse.current)
    assert {FEW, NEXT} <= hidden_before[DIGITAL] & hidden_before[ADULTS]
    load_id = warehouse.load(count_persons({FEW: 90}, "2025"))
    assert_computed(warehouse.compare(), len(CITIZENS), 1)
    assert list_all_hidden(warehouse.current) == {}
    warehouse.undo(load_id)
    assert_computed(warehouse.compare(), len(CITIZENS), 1)
    assert list_all_hidden(warehouse.current) == hidden_before


def list_all_hidden(path: Path) -> dict[str, set[str]]:
    hidden: dict[str, set[str]] = {}
    with duckdb.connect(path, read_only=True) as release:
        for indicator, area in release.sql(
            "select distinct indicator_id, area_id from mart_attainment where status = 'suppressed'"
        ).fetchall():
            hidden.setdefault(indicator, set()).add(area)
    return hidden


def test_an_indicator_appears_and_loses_its_last_value(warehouse: Warehouse) -> None:
    load_id = warehouse.load(report(WARDS, "2025", 12, 7, subject_id="don_vi_hoc_tap_xa"))
    assert_computed(warehouse.compare(), 1, 1)
    warehouse.undo(load_id)
    assert_computed(warehouse.compare(), 1, 1)


def test_counts_of_the_nation_bind_its_provinces(warehouse: Warehouse) -> None:
    published = {"subject_id": ADULTS, "basis": "in_learning_models", "is_simulated": False}
    load_id = warehouse.load(
        [
            count("VN", "2025", measure, value, **published)
            for measure, value in (("numerator", 5000), ("denominator", 20000))
        ]
    )
    work = warehouse.compare()
    assert_computed(work, len(CITIZENS), work.province_total)
    warehouse.load(count_persons({WARDS[1]: 120}, "2025"), "another")
    assert_computed(warehouse.compare(), len(CITIZENS), work.province_total)
    warehouse.undo(load_id)
    assert_computed(warehouse.compare(), len(CITIZENS), work.province_total)


@pytest.mark.parametrize(
    "other", [{"code_version": "other code"}, {"is_only_real": True}], ids=["other code", "without simulated reports"]
)
def test_what_all_parts_share_computes_everything(warehouse: Warehouse, other: dict[str, object]) -> None:
    warehouse.load(report(WARDS, "2025", 100, 70, is_simulated=False))
    request = replace(BuildRequest("toy", "fingerprint", "code", is_only_real=False), **other)
    assert warehouse.compare(request).is_complete


def test_it_does_not_matter_how_many_rows_are_judged_at_once(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.build.BATCH_ROWS", 3000)
    request = BuildRequest("toy", "fingerprint", "code", is_only_real=False)
    assert warehouse.build(tmp_path / "in batches.duckdb", request).is_complete
    assert list_different_tables(warehouse.current, tmp_path / "in batches.duckdb") == []


def test_a_release_without_parts_is_not_taken_over(warehouse: Warehouse) -> None:
    with duckdb.connect(warehouse.current) as release:
        release.execute("drop table release_part")
    assert warehouse.compare().is_complete


@pytest.mark.parametrize("change", ["fingerprint = 'x'", "province_area_id = 'nowhere'"])
def test_one_part_that_differs_is_computed(warehouse: Warehouse, change: str) -> None:
    """The comparison is of each part with its own, not of any with any."""
    with duckdb.connect(warehouse.current) as release:
        release.execute(
            f"update release_part set {change} where topic_id = '{TITLE}' and province_area_id = '{PROVINCE}'"
        )
    assert_computed(warehouse.compare(), 1, 1)
