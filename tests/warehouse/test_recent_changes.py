"""Changes between two periods: only who reported wholly in both is compared, so that a silent former unit is no fall."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from warehouse.model import Territory
from warehouse.overview_queries import list_recent_changes
from warehouse.queries import Release, open_release

HANOI, HCM = "01.2025-07", "79.2025-07"
FAMILY = "learning_family_rate"
END_2024, MIDDLE_2025 = date(2024, 12, 31), date(2025, 6, 30)


@pytest.fixture(scope="module")
def release(demonstration_folder: Path) -> Iterator[Release]:
    opened = open_release(demonstration_folder)
    yield opened
    opened.connection.close()


def count_growth(release: Release, area_id: str) -> int:
    """By how much the former wards that reported in both periods differ, in all: no boundary moved between them."""
    [(more,)] = release.connection.sql(
        """
        with told as (
            select distinct m.area_id, m.period, m.numerator
            from mart_attainment as m inner join dim_area as a using (area_id)
            where a.level = 'ward' and m.territory = 'as_reported' and m.indicator_id = $indicator and m.group_id is null
              and m.numerator is not null and m.denominator > 0
              and a.area_id in (
                  select c.old_area_id from bridge_area_change as c inner join dim_area as n on n.area_id = c.new_area_id
                  where $area in (n.parent_area_id, n.province_area_id)
              )
        )
        select sum(n.numerator - o.numerator) from told as o inner join told as n using (area_id)
        where o.period = '2024' and n.period = '2025-H1'
        """,
        params={"area": area_id, "indicator": FAMILY},
    ).fetchall()
    return int(more)


@pytest.mark.parametrize("area_id", [HANOI, HCM])
def test_a_silent_former_unit_is_no_fall(release: Release, area_id: str) -> None:
    rows = list_recent_changes(release, area_id, Territory.CURRENT, MIDDLE_2025, END_2024).to_dicts()
    family = next(row for row in rows if row["indicator_id"] == FAMILY)
    assert (family["old_period"], family["new_period"]) == ("2024", "2025-H1")
    told, former = family["new_numerator"] - family["old_numerator"], count_growth(release, area_id)
    assert former > 0
    assert 0 < told < 2 * former
