"""What is told of a period is of that period: tasks, changes and histories of real places against the release."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.blocks import LineChart, Table, list_block_phrases
from reports.content import read_content
from reports.review.direction import compose_reporting
from reports.review.shortcomings import compose_missed
from reports.scenes.headline import tell_worst
from reports.scenes.improved import compose_improved
from reports.scenes.lagging import list_lagging, tell_cause
from reports.scenes.proposals import tell_silent
from reports.scenes.titles import compose_titles
from warehouse.model import Level
from warehouse.queries import Release, list_standing, open_release
from warehouse.thresholds import THRESHOLDS
from wording.board_words import name_short
from wording.figures import is_provisional
from wording.phrases import write
from wording.places import name_inside

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
    told, silent = write(tell_silent(content)), {name_inside(name) for (name,) in rows}
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


def test_provisional_is_said_of_reports_and_of_no_published_figure(release: Release) -> None:
    for area_id in (HANOI, WARD, "VN"):
        rows = [row for row in list_standing(release, area_id).to_dicts() if row["value"] is not None]
        published = [row for row in rows if not row["is_simulated"]]
        reported = [row for row in rows if row["is_simulated"]]
        assert not any(map(is_provisional, published))
        assert [is_provisional(row) for row in reported] == [row["report_status"] == "provisional" for row in reported]
        assert any(map(is_provisional, reported)) or not reported


def test_wards_on_a_map_are_provisional_as_their_reports_are(release: Release) -> None:
    units = read_content(release, HCM, "2025").list_units(ADULTS, 2025).to_dicts()
    known = [unit for unit in units if unit["value"] is not None]
    assert known
    assert all(map(is_provisional, known))


def test_titles_changes_and_histories_say_what_is_provisional(release: Release) -> None:
    content = read_content(release, HANOI, "2026-Q3")
    titles, improved = compose_titles(content), compose_improved(content)
    assert titles is not None
    assert improved is not None
    assert "người (tạm tính)" in write(titles.title)
    assert "(tạm tính)" in write(titles.source)
    assert "(quý III/2026, tạm tính)" in " ".join(write(note) for note in improved.notes)
    [chart] = [block for block in improved.blocks if isinstance(block, LineChart)]
    assert "tạm tính: quý III/2026" in write(chart.source)
    final = compose_titles(read_content(release, HANOI, "2024"))
    assert final is not None
    assert "tạm tính" not in write(final.title)


def test_what_was_missed_and_is_known_better_since_is_no_present_shortfall(release: Release) -> None:
    content = read_content(release, WARD, "2026-Q3")
    assert content.board.ended is not None
    late = [row for row in content.board.ended.judged if row["status"] == "not_attained" and row["late_period"]]
    assert late
    told = [write(phrase) for block in compose_missed(content) for phrase in list_block_phrases(block)]
    causes = [write(tell_cause(content, row, list_lagging(content))) for row in late]
    for row, cause in zip(late, causes, strict=True):
        [missed] = [text for text in told if name_short(row) in text and "chưa đạt" in text]
        assert missed.startswith("Năm 2025, ")
        assert "đạt muộn" in missed
        assert "khi đó còn thiếu" in cause
        assert "đạt muộn" in cause
        assert name_short(row) not in write(tell_worst(content))
    assert not any("cần thêm" in text for text in told)
    assert "(năm 2025) (" in write(tell_worst(content))
    assert "(năm 2025)" not in write(tell_worst(read_content(release, WARD, "2025")))
