"""Counts carried across 1/7/2025: given reports of Hà Nội's units, expect these sums on other territories (METHODS 10)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from tests.warehouse.toy import INDICATOR, Row, build_toy, count
from warehouse.catalogue import read_catalogue
from warehouse.model import Territory
from warehouse.queries import Release, list_parts, read_change

PROVINCE = "01.2025-07"
WARD = "00070.2025-07"  # phường Hoàn Kiếm: whole wards of its district, and parts of others
DISTRICT = "002.before-2025-07"  # quận Hoàn Kiếm
BEFORE, AFTER = "2025-H1", "2026-H1"


def list_units(era: str) -> list[str]:
    areas = read_catalogue().areas
    wards = areas.filter(
        (pl.col("province_area_id") == PROVINCE) & (pl.col("level") == "ward") & (pl.col("era") == era)
    )
    return sorted(wards["area_id"])


def give(unit: str, number: int) -> tuple[int, int]:
    """Counts of a unit, different for every unit."""
    total = 1000 + 7 * (number % 97)
    return total - number % 300, total


def report(units: list[str], period: str) -> Iterator[Row]:
    for number, unit in enumerate(units):
        recognised, total = give(unit, number)
        yield count(unit, period, "total", total)
        yield count(unit, period, "recognised", recognised)


FORMER, CURRENT = list_units("before-2025-07"), list_units("2025-07")
COUNTS = {unit: give(unit, number) for units in (FORMER, CURRENT) for number, unit in enumerate(units)}


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Release]:
    """Every former ward reported for 2025-H1, every current one for 2026-H1; in 2024 one former ward of Hoàn Kiếm kept silent."""
    folder: Path = tmp_path_factory.mktemp("territories")
    silent = list_parts_of(WARD)["old_area_id"][0]
    rows = [
        *report(FORMER, BEFORE),
        *report(CURRENT, AFTER),
        *(row for row in report(FORMER, "2024") if row["area_id"] != silent),
    ]
    with duckdb.connect(build_toy(folder, rows), read_only=True) as connection:
        yield Release(None, connection)  # type: ignore[arg-type]


def list_parts_of(area_id: str) -> pl.DataFrame:
    changes = read_catalogue().area_changes
    return changes.filter((pl.col("new_area_id") == area_id) & (pl.col("weight") > 0)).sort("weight", descending=True)


def find(release: Release, territory: str, area_id: str, period: str) -> dict[str, Any]:
    rows = release.connection.table("mart_attainment").pl()
    wanted = {"territory": territory, "area_id": area_id, "period": period, "indicator_id": INDICATOR, "basis": "total"}
    shown = ("numerator", "denominator", "value", "recast", "estimated_share", "completeness")
    found = rows.filter([pl.col(name) == value for name, value in wanted.items()]).select(shown).unique()
    assert found.height == 1, found
    return found.row(0, named=True)


def test_a_ward_of_divided_wards_is_the_weighted_sum_of_its_parts(release: Release) -> None:
    parts = list_parts_of(WARD)
    assert 1 in parts["weight"].to_list()
    assert parts["weight"].min() < 1
    numerator = sum(row["weight"] * COUNTS[row["old_area_id"]][0] for row in parts.iter_rows(named=True))
    denominator = sum(row["weight"] * COUNTS[row["old_area_id"]][1] for row in parts.iter_rows(named=True))
    estimated = sum(
        row["weight"] * COUNTS[row["old_area_id"]][1] for row in parts.iter_rows(named=True) if row["weight"] < 1
    )
    row = find(release, "current", WARD, BEFORE)
    assert (Decimal(row["numerator"]).quantize(Decimal("1e-6")), row["recast"]) == (numerator, "estimated")
    assert row["denominator"] == pytest.approx(float(denominator), abs=1e-6)
    assert row["value"] == pytest.approx(float(100 * numerator / denominator), abs=1e-4)
    assert row["estimated_share"] == pytest.approx(float(estimated / denominator))


def test_wards_that_merged_whole_are_exactly_their_parts(release: Release) -> None:
    changes = read_catalogue().area_changes.filter(pl.col("new_area_id").is_in(CURRENT) & (pl.col("weight") > 0))
    whole = (
        changes.group_by("new_area_id").agg(pl.col("weight").min(), parts="old_area_id").filter(pl.col("weight") == 1)
    )
    assert whole.height > 10
    for area_id, parts in whole.select("new_area_id", "parts").iter_rows():
        row = find(release, "current", area_id, BEFORE)
        assert (row["numerator"], row["denominator"]) == tuple(sum(COUNTS[part][i] for part in parts) for i in (0, 1))
        assert (row["recast"], row["estimated_share"]) == ("exact", 0.0)


def test_what_a_unit_reported_itself_stands_as_it_is(release: Release) -> None:
    for territory, area_id, period in (("current", WARD, AFTER), ("former_districts", DISTRICT, BEFORE)):
        row, reported = find(release, territory, area_id, period), find(release, "as_reported", area_id, period)
        assert row == reported
        assert row["recast"] == "none"


def test_a_former_district_goes_on_by_the_last_denominators_of_its_wards(release: Release) -> None:
    changes, areas = read_catalogue().area_changes, read_catalogue().areas
    district = dict(areas.select("area_id", "parent_area_id").iter_rows())
    expected = {"numerator": 0.0, "denominator": 0.0}
    for ward in CURRENT:
        sizes = {
            row["old_area_id"]: float(row["weight"]) * COUNTS[row["old_area_id"]][1]
            for row in changes.filter((pl.col("new_area_id") == ward) & (pl.col("weight") > 0)).iter_rows(named=True)
        }
        share = sum(size for unit, size in sizes.items() if district[unit] == DISTRICT) / sum(sizes.values())
        for place, name in enumerate(expected):
            expected[name] += share * COUNTS[ward][place]
    row = find(release, "former_districts", DISTRICT, AFTER)
    assert row["recast"] == "estimated"
    for name, number in expected.items():
        assert row[name] == pytest.approx(number, abs=0.01)


def test_a_silent_part_is_a_silent_unit_and_below_four_fifths_there_is_no_value(release: Release) -> None:
    row = find(release, "current", WARD, "2024")
    parts = list_parts_of(WARD)
    silent = parts.row(0, named=True)
    reported = sum(row["weight"] * COUNTS[row["old_area_id"]][1] for row in parts[1:].iter_rows(named=True))
    assert row["denominator"] == pytest.approx(float(reported))
    expected = (parts.height - 1) / parts.height  # nothing older is known of the silent one
    assert silent["weight"] == 1
    assert row["completeness"] == pytest.approx(expected)
    assert (row["value"] is None) == (expected < 0.8)


@pytest.mark.parametrize("period", [BEFORE, AFTER, "2024"])
def test_every_view_has_the_same_people(release: Release, period: str) -> None:
    sums = release.connection.sql(
        f"""
        select m.territory, sum(m.numerator), sum(m.denominator)
        from (select distinct territory, area_id, numerator, denominator from mart_attainment
              where indicator_id = '{INDICATOR}' and basis = 'total' and period = '{period}' and numerator is not null) as m
        left join dim_area as a using (area_id)
        where case m.territory when 'as_reported' then a.level = 'ward' when 'current' then a.level = 'ward' and a.era = '2025-07'
            when 'former_districts' then a.level = 'district' else true end
        group by m.territory
        """
    ).fetchall()
    assert len(sums) == len(Territory)
    _, numerator, denominator = sums[0]
    for _, x, n in sums[1:]:
        assert (x, n) == (pytest.approx(numerator, abs=1e-3), pytest.approx(denominator, abs=1e-3))


def test_the_change_is_what_people_did_and_what_the_boundary_did(release: Release) -> None:
    change = (
        read_change(release, WARD, INDICATOR, Territory.CURRENT).filter(pl.col("basis") == "total").row(0, named=True)
    )
    old, new = find(release, "as_reported", DISTRICT, BEFORE), find(release, "as_reported", WARD, AFTER)
    recast = find(release, "current", WARD, BEFORE)
    assert (change["old_name_vi"], change["old_value"], change["new_value"]) == (
        "Quận Hoàn Kiếm",
        old["value"],
        new["value"],
    )
    assert change["real_change"] == pytest.approx(new["value"] - recast["value"])
    assert change["boundary_change"] == pytest.approx(recast["value"] - old["value"])
    assert change["real_change"] + change["boundary_change"] == pytest.approx(change["change"])
    stays = read_change(release, DISTRICT, INDICATOR, Territory.FORMER_DISTRICTS).filter(pl.col("basis") == "total")
    assert stays["boundary_change"].to_list() == [0.0]


def test_a_recast_number_can_be_taken_apart(release: Release) -> None:
    for area_id, territory, period in (
        (WARD, Territory.CURRENT, BEFORE),
        (DISTRICT, Territory.FORMER_DISTRICTS, AFTER),
    ):
        parts = list_parts(release, area_id, INDICATOR, period, "total", territory)
        row = find(release, territory, area_id, period)
        assert (parts["weight"] * parts["numerator"]).sum() == pytest.approx(row["numerator"], abs=1e-6)
        assert (parts["weight"] * parts["denominator"]).sum() == pytest.approx(row["denominator"], abs=1e-6)
        assert parts["cells"].null_count() == 0
