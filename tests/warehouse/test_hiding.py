"""Few persons of one small province (simulated): what is hidden, in every table, on every territory, and what still is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from shutil import copyfile

import duckdb
import polars as pl
import pytest

from tests.warehouse.test_toy_province import FORMER_WARDS, PROVINCE, WARDS
from tests.warehouse.toy import Row, build_toy, report
from warehouse.build import run_checks
from warehouse.catalogue import read_catalogue
from warehouse.errors import BuildError
from warehouse.hiding import add_shared
from warehouse.model import Territory

ADULTS = "learning_citizen_rate_adults_in_learning_models"
DIGITAL = "learning_citizen_digital_skill_rate"
BASIS = "in_learning_models"
PERSONS = {"subject_id": "cong_dan_hoc_tap"}
FEW, NEXT = WARDS[5], WARDS[20]
Open = Callable[..., duckdb.DuckDBPyConnection]


@pytest.fixture
def release(tmp_path: Path) -> Open:
    """Build a release of some rows and open it."""
    return lambda *files, **options: duckdb.connect(build_toy(tmp_path, *files, **options))


@pytest.fixture(scope="module")
def small_ward_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release in which one ward has nine persons and another forty; not to be changed."""
    return build_toy(tmp_path_factory.mktemp("small-ward"), one_small_ward())


@pytest.fixture
def small_ward(small_ward_file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The release with one small ward, read-only."""
    with duckdb.connect(small_ward_file, read_only=True) as connection:
        yield connection


def count_persons(sizes: dict[str, int], period: str, **other: object) -> list[Row]:
    return [row for area, size in sizes.items() for row in report([area], period, size, size // 2, **PERSONS, **other)]


def one_small_ward(period: str = "2025", **other: object) -> list[Row]:
    return count_persons(dict.fromkeys(WARDS, 100) | {FEW: 9, NEXT: 40}, period, **other)


def list_hidden(release: duckdb.DuckDBPyConnection, territory: Territory, **wanted: object) -> dict[str, str]:
    rows = (
        release.table("mart_attainment")
        .pl()
        .filter((pl.col("territory") == territory) & (pl.col("status") == "suppressed") & (pl.col("basis") == BASIS))
    )
    rows = rows.filter([pl.col(column).eq_missing(pl.lit(value)) for column, value in wanted.items()])
    return dict(rows.select("area_id", "status_reason").unique().sort("area_id").iter_rows())


def test_the_next_smallest_ward_is_hidden_with_a_small_one(small_ward: duckdb.DuckDBPyConnection) -> None:
    built = small_ward
    expected = {FEW: "small_denominator", NEXT: "complementary"}
    assert list_hidden(built, Territory.AS_REPORTED, group_id=None) == expected
    assert list_hidden(built, Territory.CURRENT, group_id=None) == expected
    province = built.sql(
        f"select distinct numerator, denominator from mart_attainment where area_id = '{PROVINCE}' and indicator_id = '{ADULTS}' "
        f"and basis = '{BASIS}' and group_id is null and territory = 'as_reported' and period = '2025'"
    ).fetchall()
    assert province == [(36 * 50 + 4 + 20, 36 * 100 + 9 + 40)]


def test_no_table_holds_a_hidden_number(small_ward: duckdb.DuckDBPyConnection) -> None:
    built = small_ward
    hidden = f"area_id in ('{FEW}', '{NEXT}') and indicator_id = '{ADULTS}' and basis = '{BASIS}'"
    numbers = "coalesce(numerator, denominator, silent_denominator, value, lo, hi, gap_count, gap_count_min, gap_count_max, attainment)"
    for table in ("mart_attainment", "mart_standing"):
        rows = built.sql(f"select count(*), count({numbers}) from {table} where {hidden}").fetchone()
        assert rows is not None
        assert rows[0] > 0
        assert rows[1] == 0
    assert built.sql(
        f"select count(*) > 0, count(value), count(findings_vi) from mart_provenance where {hidden}"
    ).fetchone() == (True, 0, 0)
    assert built.sql(f"select count(*) from mart_rank where {hidden}").fetchone() == (0,)
    assert built.sql(f"select count(*) from mart_rank where indicator_id = '{ADULTS}'").fetchone() != (0,)


def test_a_ward_that_has_ended_is_hidden_too(release: Open) -> None:
    sizes = dict.fromkeys(FORMER_WARDS, 100) | {FORMER_WARDS[3]: 7}
    built = release(count_persons(sizes, "2024"))
    hidden = list_hidden(built, Territory.AS_REPORTED, group_id=None)
    assert hidden[FORMER_WARDS[3]] == "small_denominator"
    assert sorted(hidden.values()) == ["complementary", "small_denominator"]
    standing = built.sql(
        f"select distinct status from mart_standing where area_id = '{FORMER_WARDS[3]}' and target_id is not null"
    ).fetchall()
    assert standing == [("suppressed",)]


def test_a_recast_number_that_would_tell_a_hidden_one_is_hidden(release: Open) -> None:
    """Each new ward that took in exactly one of the two hidden former wards would give it away."""
    catalogue = read_catalogue()
    district = dict(catalogue.areas.select("area_id", "parent_area_id").iter_rows())
    becomes = dict(
        catalogue.area_changes.filter(pl.col("weight") == 1).select("old_area_id", "new_area_id").iter_rows()
    )
    small, neighbour = next(
        (a, b)
        for a, b in combinations(FORMER_WARDS, 2)
        if district[a] == district[b] and None not in (becomes.get(a), becomes.get(b)) and becomes[a] != becomes[b]
    )
    built = release(count_persons(dict.fromkeys(FORMER_WARDS, 100) | {small: 7, neighbour: 40}, "2024"))
    assert list_hidden(built, Territory.AS_REPORTED, group_id=None) == {
        small: "small_denominator",
        neighbour: "complementary",
    }
    assert set(list_hidden(built, Territory.CURRENT, group_id=None)) == {becomes[small], becomes[neighbour]}


def test_a_former_district_is_hidden_exactly_where_it_holds_one_of_the_pair(
    small_ward: duckdb.DuckDBPyConnection,
) -> None:
    parts = small_ward.table("bridge_territory").pl().filter(pl.col("territory") == Territory.FORMER_DISTRICTS)
    shares = {
        ward: dict(parts.filter(pl.col("source_area_id") == ward).select("area_id", "weight").iter_rows())
        for ward in (FEW, NEXT)
    }
    held = shares[FEW].keys() | shares[NEXT].keys()
    telling = {area for area in held if shares[FEW].get(area) != shares[NEXT].get(area)}
    assert telling
    assert set(list_hidden(small_ward, Territory.FORMER_DISTRICTS, group_id=None)) == telling


def test_a_small_group_needs_a_group_and_a_ward_beside_it(release: Open) -> None:
    groups = {"farmers": 30, "workers": 50, "officials": 20}
    rows = count_persons(dict.fromkeys(WARDS, 100), "2025")
    for group, size in groups.items():
        rows += count_persons(
            dict.fromkeys(WARDS, size) | ({FEW: 3} if group == "officials" else {}), "2025", group_id=group
        )
    built = release(rows)
    hidden = {group: list_hidden(built, Territory.AS_REPORTED, group_id=group) for group in groups}
    assert hidden["officials"][FEW] == "small_denominator"
    assert set(hidden["officials"]) == set(hidden["farmers"])
    assert (len(hidden["officials"]), hidden["workers"]) == (2, {})
    assert list_hidden(built, Territory.AS_REPORTED, group_id=None) == {}


def test_a_hidden_numerator_is_no_denominator_elsewhere() -> None:
    key = ("as_reported", FEW, "2025", "")
    schema = ["territory", "area_id", "indicator_id", "period", "group_id", "basis"]
    hidden = pl.DataFrame([(*key[:2], "a", *key[2:], "x")], schema=schema, orient="row")
    shared = pl.DataFrame(
        [("a", "x", "b", "y"), ("b", "y", "c", "z"), ("d", "x", "a", "x")],
        schema=["indicator_id", "basis", "other_indicator_id", "other_basis"],
        orient="row",
    )
    assert sorted(add_shared(hidden, shared)["indicator_id"]) == ["a", "b", "c"]


def test_digital_skills_are_hidden_where_the_title_holders_are(release: Open) -> None:
    rows = [*one_small_ward(), *one_small_ward()]
    skills = [
        row | {"measure": "digital_skill", "value": row["value"] // 2}
        for row in rows[len(rows) // 2 :]
        if row["measure"] == "recognised"
    ]
    built = release([*one_small_ward(), *skills])
    hidden = built.sql(
        f"select distinct area_id from mart_attainment where indicator_id = '{DIGITAL}' and status = 'suppressed'"
    ).fetchall()
    assert {FEW, NEXT} <= {area for (area,) in hidden}


def test_organisations_are_never_hidden(release: Open) -> None:
    built = release(report(WARDS, "2025", 3, 1))
    assert built.sql("select count(*) from mart_attainment where status = 'suppressed'").fetchone() == (0,)


def test_the_denominator_of_a_small_silent_ward_is_not_told(release: Open) -> None:
    sizes = dict.fromkeys(WARDS, 100) | {FEW: 4, NEXT: 40}
    later = {ward: 100 for ward in WARDS if ward != FEW}
    built = release([*count_persons(sizes, "2025"), *count_persons(later, "2026-H1")])
    silent = built.sql(
        f"select distinct silent_denominator from mart_attainment where area_id = '{PROVINCE}' and indicator_id = '{ADULTS}' "
        f"and basis = '{BASIS}' and period = '2026-H1' and territory = 'as_reported' and group_id is null"
    ).fetchall()
    assert silent == [(10,)]


@pytest.mark.parametrize(
    "leak",
    [
        "update mart_attainment set status = 'open', numerator = 20, denominator = 40 where status_reason = 'complementary'",
        "update mart_attainment set numerator = 4 where status_reason = 'small_denominator'",
        f"update mart_provenance set value = 9 where area_id = '{FEW}' and basis = '{BASIS}'",
    ],
)
def test_the_check_finds_what_leaks(small_ward_file: Path, tmp_path: Path, leak: str) -> None:
    built = duckdb.connect(copyfile(small_ward_file, tmp_path / "leaky.duckdb"))
    run_checks(built)
    built.execute(leak)
    with pytest.raises(BuildError, match="hidden_number_follows"):
        run_checks(built)
