"""Least common geography: everything is in one common area, and only people tie areas together."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest

from warehouse.area_changes import list_reporting_units
from warehouse.catalogue import read_catalogue
from warehouse.common_areas import CommonAreas, find_common_areas, share_usable
from warehouse.model import Era
from warehouse.thresholds import Thresholds


@pytest.fixture(scope="module")
def common() -> CommonAreas:
    catalogue = read_catalogue()
    return find_common_areas(catalogue.area_changes, catalogue.areas)


def describe(common: CommonAreas, province: str) -> tuple[int, int, int]:
    row = share_usable(common).filter(pl.col("province_area_id") == province)
    return row.select("ward_count", "common_count", "largest_ward_count").row(0)


def test_every_ward_and_former_unit_is_in_one_common_area(common: CommonAreas) -> None:
    areas = read_catalogue().areas
    units = pl.concat([list_reporting_units(areas, era) for era in (Era.BEFORE, Era.AFTER)])["area_id"]
    assert sorted(common.members["area_id"]) == sorted(units)
    assert set(common.members["common_area_id"]) == set(common.areas["area_id"])
    assert common.areas["area_id"].is_unique().all()
    assert common.areas.select(pl.col("ward_count", "former_count").sum()).row(0) == (3_321, 10_040)


def test_no_person_crosses_the_border_of_a_common_area(common: CommonAreas) -> None:
    home = dict(common.members.iter_rows())
    moved = read_catalogue().area_changes.filter(pl.col("weight") > 0, pl.col("old_area_id").is_in(list(home)))
    assert all(home[old] == home[new] for old, new in moved.select("old_area_id", "new_area_id").iter_rows())


def test_the_three_cities(common: CommonAreas) -> None:
    assert describe(common, "24.2025-07") == (99, 99, 1)
    assert describe(common, "79.2025-07") == (168, 124, 9)
    assert describe(common, "01.2025-07") == (126, 48, 55)
    usable = dict(share_usable(common).select("province_area_id", "is_usable").iter_rows())
    assert [area for area, is_usable in usable.items() if not is_usable] == ["01.2025-07"]


def test_land_without_people_would_tie_more_together() -> None:
    catalogue = read_catalogue()
    with_land = find_common_areas(catalogue.area_changes.with_columns(weight=pl.lit(Decimal(1))), catalogue.areas)
    assert describe(with_land, "24.2025-07") == (99, 99, 1)
    assert describe(with_land, "79.2025-07") == (168, 122, 14)
    assert describe(with_land, "01.2025-07") == (126, 35, 75)


def test_names_say_what_is_inside(common: CommonAreas) -> None:
    names = {area: (vi, en) for area, vi, en in common.areas.select("area_id", "name_vi", "name_en").iter_rows()}
    assert names["common-00004"] == ("Phường Ba Đình và 54 xã, phường khác", "Ba Dinh Ward and 54 other wards")
    assert names["common-22225"] == ("Xã Ea Bá, Xã Ea Ly", "Ea Ba Commune, Ea Ly Commune")
    single = common.areas.filter(pl.col("ward_count") == 1)
    wards = dict(read_catalogue().areas.filter(pl.col("era") == Era.AFTER).select("area_code", "name_vi").iter_rows())
    assert all(
        wards[area.removeprefix("common-")] == name for area, name in single.select("area_id", "name_vi").iter_rows()
    )


def test_a_province_is_usable_by_share_or_by_number() -> None:
    areas = pl.DataFrame(
        [("p", 5), ("p", 1), ("q", 6), ("q", 1), ("r", 6), *[("r", 1)] * 54],
        schema={"province_area_id": pl.String, "ward_count": pl.Int32},
        orient="row",
    )
    common = CommonAreas(areas, pl.DataFrame())
    assert share_usable(common).select("province_area_id", "is_usable").rows() == [
        ("p", True),
        ("q", False),
        ("r", True),
    ]
    strict = Thresholds(common_area_ratio_maximum=Decimal("0.05"), common_area_wards_maximum=1)
    assert not share_usable(common, strict)["is_usable"].any()
