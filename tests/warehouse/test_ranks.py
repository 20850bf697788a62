"""Places of areas in a release: who is ranked, among whom, and with which noise (simulated reports of one small province)."""

from __future__ import annotations

import duckdb
import polars as pl
import pytest

from tests.warehouse.test_toy_province import PROVINCE, WARDS
from tests.warehouse.toy import INDICATOR, Row, build_toy, report
from warehouse.model import Level, Territory
from warehouse.queries import Release
from warehouse.ranks import rank_siblings
from warehouse.verdict_queries import read_ranks

SIBLING = {
    "parent_area_id": "p",
    "indicator_id": "i",
    "territory": "as_reported",
    "level": "ward",
    "period": "2025",
    "basis": "total",
}


def rows_of(values: dict[str, float], **other: object) -> list[Row]:
    known = SIBLING | {"era": "2025-07", "direction": 1, "year": 2025} | other
    return [known | {"area_id": area, "value": value} for area, value in values.items()]


def test_fewer_than_three_areas_are_not_ranked() -> None:
    assert rank_siblings(pl.DataFrame(rows_of({"a": 1.0, "b": 2.0}))).is_empty()
    assert rank_siblings(pl.DataFrame(rows_of({"a": 1.0, "b": 2.0, "c": 9.0})))["rank"].to_list() == [3, 2, 1]


def test_noise_comes_from_the_years_of_current_territory_and_of_former_units() -> None:
    swing = {"a": (10.0, 20.0, 60.0), "b": (10.0, 20.0, 60.0), "c": (10.0, 20.0, 60.0)}
    history = [
        row
        for place, year in enumerate((2022, 2023, 2024))
        for row in rows_of(
            {area: values[place] for area, values in swing.items()}, territory="current", period=str(year), year=year
        )
    ]
    now = rows_of({"a": 50.0, "b": 40.0, "c": 10.0})
    ranked = rank_siblings(pl.DataFrame([*history, *now])).filter(pl.col("territory") == "as_reported")
    assert (
        ranked["noise"].to_list() == [pytest.approx(450**0.5)] * 3
    )  # steps 10 and 40 stray 15 each from 25; one freedom
    assert ranked.select("rank", "rank_from", "rank_to").rows() == [(1, 1, 3), (2, 1, 3), (3, 1, 3)]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    steps = [
        *report(WARDS[:10], "2025", 100, 50),
        *report(WARDS[10:20], "2025", 100, 52),
        *report(WARDS[20:36], "2025", 100, 70),
    ]
    # noise is the least, 1 point: values closer than 1.645·√2 cannot be told apart
    file = build_toy(tmp_path_factory.mktemp("ranks"), steps)
    return Release(info=None, connection=duckdb.connect(file, read_only=True))  # type: ignore[arg-type]


def test_ranks_of_a_release_are_ranges_with_ties(release: Release) -> None:
    ranks = read_ranks(release, PROVINCE, INDICATOR, Level.WARD).filter(
        (pl.col("basis") == "total") & (pl.col("period") == "2025")
    )
    places = {
        area: row
        for area, *row in ranks.select(
            "area_id", "rank", "rank_from", "rank_to", "area_count", "is_tied", "noise"
        ).rows()
    }
    assert places[WARDS[0]] == [27, 17, 36, 36, True, 1.0]
    assert places[WARDS[10]] == [17, 17, 36, 36, True, 1.0]
    assert places[WARDS[20]] == [1, 1, 16, 36, True, 1.0]
    assert not {WARDS[36], WARDS[37]} & places.keys()  # silent
    assert read_ranks(release, PROVINCE, INDICATOR, Level.WARD, Territory.CURRENT).height >= ranks.height


def test_the_ranks_of_a_release_are_unique(release: Release) -> None:
    repeated = release.connection.sql(
        "select count(*) from mart_rank group by parent_area_id, indicator_id, territory, level, period, basis, area_id having count(*) > 1"
    ).fetchall()
    assert repeated == []
