"""What is told of a period is of that period: tasks, changes and histories of real places against the release."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.blocks import Table
from reports.content import read_content
from reports.review.direction import compose_reporting
from reports.scenes.improved import compose_improved
from reports.scenes.proposals import tell_silent
from warehouse.model import Level
from warehouse.queries import Release, open_release
from warehouse.thresholds import THRESHOLDS
from wording.phrases import write

HANOI, HCM, BAC_NINH, WARD = "01.2025-07", "79.2025-07", "24.2025-07", "00004.2025-07"

ADULTS = "learning_citizen_rate_adults_in_learning_models"


@pytest.fixture(scope="module")
def release(demonstration_folder: Path) -> Iterator[Release]:
    opened = open_release(demonstration_folder)
    yield opened
    opened.connection.close()


@pytest.mark.parametrize(("area_id", "period"), [(HANOI, "2026-Q3"), (HANOI, "2025"), (BAC_NINH, "2025")])
def test_units_asked_for_their_report_are_those_that_owe_the_last_one(
    release: Release, area_id: str, period: str
) -> None:
    content = read_content(release, area_id, period)
    rows = release.connection.sql(
        """
        select a.name_vi
        from mart_attainment as m inner join dim_area as a using (area_id)
        where a.level = $level and $area in (a.parent_area_id, a.province_area_id) and m.period = $period and m.group_id is null
          and m.territory = 'as_reported' and m.indicator_id in (select indicator_id from mart_title_flow)
        group by all
        having count(m.value) = 0 and count(m.numerator) = 0 and count(*) filter (m.status = 'suppressed') = 0
        """,
        params={"level": Level.WARD, "area": area_id, "period": period},
    ).fetchall()
    told, silent = write(tell_silent(content)), {name for (name,) in rows}
    assert bool(told) == bool(silent)
    if silent:
        assert told.startswith(f"Đôn đốc {len(silent)} đơn vị chưa báo cáo")
        assert f"{len(silent)} đơn vị chưa báo cáo" in write(compose_reporting(content)[0])
        named = told.split(": ")[1].split(" và ")[0].split(", ")
        assert set(named) <= silent


def test_a_ward_is_not_asked_to_press_itself(release: Release) -> None:
    assert not tell_silent(read_content(release, WARD, "2025"))


def test_units_that_are_not_named_are_units(release: Release) -> None:
    names = write(compose_reporting(read_content(release, HCM, "2025"))[1])
    assert names.endswith(" đơn vị khác.")


def test_a_period_too_few_reported_in_is_in_no_history(release: Release) -> None:
    content = read_content(release, HCM, "2025")
    floor = float(THRESHOLDS.completeness_floor_ratio)
    row = content.find_row(ADULTS, 2025)
    assert row is not None
    assert row["completeness"] < floor
    known = content.read_series(ADULTS, row["basis"])
    assert [point["period"] for point in known][-2:] == ["2024", "2025-H1"]
    assert all(point["completeness"] >= floor for point in known)
    assert content.read_reform(ADULTS) == []
    assert read_content(release, HANOI, "2026-Q3").read_series(ADULTS, row["basis"])[-1]["period"] == "2026-Q3"


def test_what_grew_names_the_period_it_ends_in(release: Release) -> None:
    scene = compose_improved(read_content(release, HCM, "2025"))
    assert scene is not None
    assert write(scene.title).endswith("từ năm 2024 đến 6 tháng đầu năm 2025")
    [table] = [block for block in scene.blocks if isinstance(block, Table)]
    assert [column.label for column in table.columns[1:3]] == ["Năm 2024", "6 tháng đầu năm 2025"]
