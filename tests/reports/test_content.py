"""What a document about a place and a period knows: nothing later than the period, and the same as the screens where it asks for now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from reports.content import Content, read_content
from warehouse import queries
from warehouse.errors import ReleaseError
from warehouse.queries import Release, open_release

HANOI, HCM, BAC_NINH = "01.2025-07", "79.2025-07", "24.2025-07"
WARD, DISTRICT, FORMER_PROVINCE, NATION, SILENT = (
    "00004.2025-07", "001.before-2025-07", "27.before-2025-07", "VN", "48.2025-07",
)  # fmt: skip
PLACES = (HANOI, HCM, BAC_NINH, WARD, DISTRICT, FORMER_PROVINCE, NATION, SILENT)


@pytest.fixture(scope="module")
def release(demonstration_folder: Path) -> Iterator[Release]:
    opened = open_release(demonstration_folder)
    yield opened
    opened.connection.close()


@pytest.mark.parametrize("area_id", PLACES)
def test_at_the_day_of_the_release_a_place_stands_as_on_the_screens(release: Release, area_id: str) -> None:
    then = queries.list_standing_at(release, area_id, release.info.data_as_of)
    assert_frame_equal(then, queries.list_standing(release, area_id))


def list_days(content: Content) -> list[date]:
    """Last day of everything a content knows."""
    frames = [content.standing, content.reporting, *(one.flows for one in content.flows)]
    known = [row["period_end"] for rows in frames for row in rows]
    known += [row["as_of"] for row in content.standing if row["as_of"]]
    known += [row["new_period_end"] for row in content.changes]
    known += [row["as_of_to"] for row in content.sources if row["as_of_to"]]
    for row in content.standing:
        known += [point["period_end"] for point in content.read_series(row["indicator_id"], row["basis"])]
        known += [change["new_period_end"] for change in content.read_reform(row["indicator_id"])]
        if row["is_headline"] and row["value"] is not None:
            units = content.list_units(row["indicator_id"], row["target_year"])
            known += units["period_end"].drop_nulls().to_list() if units.height else []
    return known + ([content.survey.period_end] if content.survey else [])


@pytest.mark.parametrize(("area_id", "period"), [(HANOI, "2024"), (HANOI, "2025"), (BAC_NINH, "2025"), (WARD, "2025")])
def test_nothing_is_said_of_a_later_day(release: Release, area_id: str, period: str) -> None:
    content = read_content(release, area_id, period)
    assert max(list_days(content)) == date(int(period), 12, 31)


def test_an_unfinished_period_ends_with_the_data(release: Release) -> None:
    assert read_content(release, HANOI, "2026").day == release.info.data_as_of


def test_a_year_past_due_is_judged_on_its_own_period(release: Release) -> None:
    content = read_content(release, HANOI, "2026-Q3")
    row = next(row for row in content.board.ended.judged if row["is_headline"])  # type: ignore[union-attr]
    units = content.list_units(row["indicator_id"], row["target_year"])
    assert set(units["period"].drop_nulls()) == {row["period"]}
    assert content.units is not None
    assert units.height == content.units.count
    assert set(units.filter(pl.col("value").is_null())["status"]) <= {"no_data", "suppressed", "not_applicable"}


def test_units_are_those_of_the_day(release: Release) -> None:
    assert [read_content(release, HANOI, year).units.level for year in ("2024", "2025")] == ["district", "ward"]  # type: ignore[union-attr]
    assert read_content(release, NATION, "2025").units.level == "province"  # type: ignore[union-attr]
    assert read_content(release, WARD, "2025").units is None


@pytest.mark.parametrize(
    ("area_id", "period", "told"),
    [
        ("nowhere", "2025", "no such area"),
        (HANOI, "2025-H2", "write 2025"),
        (HANOI, "2031", "has data until"),
        (HANOI, "2010", "first figures are those of"),
        (HCM, "2024", "exists since"),
        (DISTRICT, "2026-Q3", "ended on"),
    ],
)
def test_what_no_document_can_be_about_is_told(release: Release, area_id: str, period: str, told: str) -> None:
    with pytest.raises(ReleaseError, match=told) as raised:
        read_content(release, area_id, period)
    assert raised.value.message_vi not in ("", raised.value.message_en)


def test_a_place_without_figures_is_known(release: Release) -> None:
    content = read_content(release, SILENT, "2025")
    assert all(row["value"] is None for row in content.standing)
    assert not content.flows
    assert not content.sources
