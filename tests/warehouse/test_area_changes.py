"""The crosswalk of the whole country: complete, exact, with an act for each row, and corrected only with a reason."""

from __future__ import annotations

import csv
import shutil
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from warehouse.area_changes import BASES, list_gaps, list_reporting_units, read_area_changes, seal_area_changes
from warehouse.areas import read_areas
from warehouse.catalogue import CATALOG_FOLDER, read_catalogue
from warehouse.errors import CatalogueError
from warehouse.model import Era, Level

OVERRIDES = CATALOG_FOLDER / "area_changes.csv"
REAL_POPULATIONS = CATALOG_FOLDER.parents[2] / "shared" / "realdata" / "population_2025.csv"
ONE = Decimal(1)


@pytest.fixture(scope="module")
def changes() -> pl.DataFrame:
    return read_catalogue().area_changes


@pytest.fixture(scope="module")
def wards(changes: pl.DataFrame) -> pl.DataFrame:
    """The crosswalk without its rows of provinces."""
    return changes.join(
        list_reporting_units(read_areas(), Era.AFTER), left_on="new_area_id", right_on="area_id", how="semi"
    )


def follow(changes: pl.DataFrame, code: str) -> dict[str, Decimal]:
    """Weights of a former unit by the code of the current one."""
    rows = changes.filter(pl.col("old_area_id") == f"{code}.before-2025-07").select("new_area_id", "weight")
    return {new.partition(".")[0]: weight for new, weight in rows.iter_rows()}


def write_overrides(folder: Path, *rows: str) -> Path:
    path = folder / "area_changes.csv"
    path.write_text("\n".join(["old_area_id,new_area_id,weight,basis,act,reason", *rows]) + "\n", encoding="utf-8")
    return path


def test_every_unit_of_the_country_has_successors_and_every_ward_a_predecessor(changes: pl.DataFrame) -> None:
    areas = read_areas()
    former, current = list_reporting_units(areas, Era.BEFORE), list_reporting_units(areas, Era.AFTER)
    assert (former.height, current.height) == (10_035 + 5, 3_321)
    assert former.filter(pl.col("level") == Level.DISTRICT)["area_code"].to_list() == [
        "318",
        "471",
        "498",
        "536",
        "755",
    ]
    assert set(former["area_id"]) <= set(changes["old_area_id"])
    assert set(current["area_id"]) <= set(changes["new_area_id"])
    assert list_gaps(changes, areas).is_empty()


def test_the_gaps_of_the_package_are_found() -> None:
    gaps = list_gaps(read_area_changes(), read_areas())
    assert gaps.filter(pl.col("problem") == "no_successor")["area_id"].str.slice(0, 3).to_list() == [
        "318",
        "471",
        "498",
        "536",
        "755",
    ]
    assert gaps.filter(pl.col("problem") == "no_predecessor").height == 5


def test_weights_and_shares_sum_to_exactly_one(changes: pl.DataFrame) -> None:
    assert changes.schema["weight"] == changes.schema["share_of_new"] == pl.Decimal(9, 6)
    assert set(changes.group_by("old_area_id").agg(pl.col("weight").sum())["weight"]) == {ONE}
    assert set(changes.group_by("new_area_id").agg(pl.col("share_of_new").sum())["share_of_new"]) == {ONE}
    alone = changes.filter(pl.len().over("new_area_id") == 1)
    assert set(alone["share_of_new"]) == {ONE}


def test_every_row_has_a_basis_and_an_act_that_is_known(changes: pl.DataFrame) -> None:
    assert set(changes["basis"]) <= set(BASES)
    assert changes["act"].null_count() == 0
    assert set(changes["act"]) <= set(read_catalogue().documents["document_code"])
    assert changes["act"].n_unique() == 1 + 34


def test_a_part_is_whole_only_when_there_is_no_other(changes: pl.DataFrame) -> None:
    is_only = pl.len().over("old_area_id") == 1
    assert changes.filter((pl.col("basis") == "whole") != is_only).is_empty()


def test_estimates_are_confined_to_units_the_resolutions_leave_open(wards: pl.DataFrame) -> None:
    divided = wards.filter(pl.len().over("old_area_id") > 1)
    estimated = divided.filter(pl.col("basis").is_in(["area", "population", "equal_parts"]))
    assert divided["old_area_id"].n_unique() == 441
    assert estimated["old_area_id"].n_unique() == 383
    assert set(estimated["basis"]) == {"area"}


def test_a_ward_whose_people_stayed_together_is_not_estimated(changes: pl.DataFrame) -> None:
    # resolution 1656, clauses 30, 34, 102 and 107: all people of Tây Tựu went to the ward of that name, only land elsewhere
    assert follow(changes, "00607") == {"00613": 1, "00598": 0, "09817": 0, "09832": 0}


def test_wards_of_one_name_are_kept_apart(changes: pl.DataFrame) -> None:
    # resolution 1682, clauses 84 and 87: two wards called 4, a hundred kilometres apart
    assert follow(changes, "27691") == {"27694": 1}
    assert follow(changes, "25462") == {"25459": 1}


def test_every_correction_has_a_reason_and_changes_something() -> None:
    rows = list(csv.DictReader(OVERRIDES.read_text(encoding="utf-8").splitlines()))
    assert all(len(row["reason"]) > 20 and row["act"] for row in rows)
    package = read_area_changes().select("old_area_id", "new_area_id", "weight", "basis")
    corrected = read_area_changes(OVERRIDES).select("old_area_id", "new_area_id", "weight", "basis")
    changed = set(corrected.join(package, on=corrected.columns, how="anti")["old_area_id"])
    assert {row["old_area_id"] for row in rows} <= changed


def test_populations_take_the_place_of_areas_where_all_parts_have_one() -> None:
    parts = read_area_changes(OVERRIDES).filter(pl.col("old_area_id") == "00019.before-2025-07")
    assert set(parts["basis"]) == {"area"}
    people = pl.DataFrame(
        {"area_id": parts["new_area_id"], "population": [10_000 * at for at in range(1, parts.height + 1)]}
    )
    counted = read_area_changes(OVERRIDES, people).filter(pl.col("old_area_id") == "00019.before-2025-07")
    assert set(counted["basis"]) == {"population"}
    assert counted["share_of_new"].equals(parts["share_of_new"])
    missing = read_area_changes(OVERRIDES, people.head(1)).filter(pl.col("old_area_id") == "00019.before-2025-07")
    assert missing.equals(parts)


def test_two_populations_of_one_ward_are_refused() -> None:
    twice = pl.DataFrame({"area_id": ["00004.2025-07"] * 2, "population": [1, 2]})
    with pytest.raises(ValueError, match=r"00004\.2025-07 has two populations"):
        read_area_changes(OVERRIDES, twice)


def test_an_unknown_area_leaves_equal_parts(tmp_path: Path) -> None:
    # Phường Mỹ Phước Tây (28435) is published with an area of 0.0
    path = write_overrides(
        tmp_path, "28437.before-2025-07,28435.2025-07,,,,thử", "28437.before-2025-07,28439.2025-07,,,,thử"
    )
    parts = read_area_changes(path).filter(pl.col("old_area_id") == "28437.before-2025-07")
    assert parts.select("weight", "basis").rows() == [(Decimal("0.5"), "equal_parts")] * 2


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("00112.before-2025-07,00004.2025-07,0.9,document,,", "sum to 0.9, not 1"),
        ("00112.before-2025-07,99999.2025-07,1,whole,,", "unknown new area"),
        ("99999.before-2025-07,00004.2025-07,1,whole,,", "unknown old area"),
        ("00112.before-2025-07,00004.2025-07,1,guess,,", "unknown basis"),
        ("00112.before-2025-07,00004.2025-07,,area,,", "both given or both empty"),
        ("00112.before-2025-07,00004.2025-07,half,area,,", "weight is a number"),
        ("00112.before-2025-07,00004.2025-07,-1,document,,", "negative weight"),
    ],
)
def test_a_broken_correction_stops_with_its_line(tmp_path: Path, row: str, problem: str) -> None:
    with pytest.raises(CatalogueError, match=problem) as caught:
        read_area_changes(write_overrides(tmp_path, row))
    assert caught.value.line == 2


def test_a_row_given_twice_stops(tmp_path: Path) -> None:
    row = "00112.before-2025-07,00004.2025-07,0.5,document,,"
    with pytest.raises(CatalogueError, match="appears twice"):
        read_area_changes(write_overrides(tmp_path, row, row))


def test_the_seal_is_of_the_rows_and_not_of_where_they_stand(changes: pl.DataFrame, tmp_path: Path) -> None:
    seal = seal_area_changes(changes)
    assert seal_area_changes(changes.sample(fraction=1, shuffle=True, seed=1)) == seal
    lines = OVERRIDES.read_text(encoding="utf-8").splitlines()
    moved = write_overrides(tmp_path, *reversed(lines[1:]))
    assert seal_area_changes(read_area_changes(moved)) == seal
    one = pl.when(pl.int_range(pl.len()) == 7).then(pl.lit("document")).otherwise("basis")
    assert seal_area_changes(changes.with_columns(basis=one)) != seal


def test_provinces_without_an_act_have_none(tmp_path: Path) -> None:
    acts = tmp_path / "area_acts.csv"
    acts.write_text("province_area_id,document_code\n01.2025-07,NQ-1656-2025\n", encoding="utf-8")
    overrides = Path(shutil.copy(OVERRIDES, tmp_path / "area_changes.csv"))
    changes = read_area_changes(overrides, acts=acts)
    assert changes.filter(pl.col("old_area_id") == "00001.before-2025-07")["act"].to_list() == ["NQ-1656-2025"]
    assert changes.filter(pl.col("old_area_id") == "01300.before-2025-07")["act"].to_list() == [None]


@pytest.mark.skipif(not REAL_POPULATIONS.exists(), reason="the real populations are not part of the project")
def test_real_populations_decide_the_divided_wards_of_the_three_cities() -> None:
    real = pl.read_csv(REAL_POPULATIONS, infer_schema=False)
    people = real.select(area_id=pl.format("{}.2025-07", "ward_code"), population=pl.col("population").cast(pl.Int64))
    bases = read_area_changes(OVERRIDES, people).filter(pl.col("new_area_id").is_in(people["area_id"].implode()))[
        "basis"
    ]
    assert set(bases) == {"whole", "document", "population"}
