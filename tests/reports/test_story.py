"""The story of a place: its numbers are the release's, nothing is later than the period, and simulated is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from reports.blocks import AreaMap, BarChart, Cards, LineChart, Scene, Story, Table, ToFill, list_block_phrases
from reports.content import Content, read_content
from reports.cover import compose_cover
from reports.scenes import compose_story
from warehouse.queries import Release, open_release
from wording.language import speak
from wording.phrases import Figure, Phrase, list_figures, write

HANOI, HCM, BAC_NINH, WARD = "01.2025-07", "79.2025-07", "24.2025-07", "00004.2025-07"
DISTRICT, NATION, SILENT, REAL = "001.before-2025-07", "VN", "48.2025-07", "14.2025-07"
TOLD = (
    (HANOI, "2025"), (HANOI, "2026-Q3"), (HANOI, "2024"), (HCM, "2025"), (BAC_NINH, "2025"), (BAC_NINH, "2026-H1"), (WARD, "2025"),
    (DISTRICT, "2024"), ("27.before-2025-07", "2024-11"), (NATION, "2025"), (SILENT, "2025"), (REAL, "2025"),
)  # fmt: skip
MOST = {Cards: 6, BarChart: 12, Table: 10}
SAID = {"vi": "mô phỏng", "en": "simulated"}


@pytest.fixture(scope="module")
def release(demonstration_folder: Path) -> Iterator[Release]:
    opened = open_release(demonstration_folder)
    yield opened
    read.cache_clear()
    opened.connection.close()


@cache
def read(release: Release, area_id: str, period: str) -> Content:
    return read_content(release, area_id, period)


def tell(release: Release, area_id: str, period: str, language: str = "vi") -> Story:
    content = read(release, area_id, period)
    with speak(language):
        cover = compose_cover(content)
    return compose_story(content, cover)


def list_phrases(scene: Scene) -> list[Phrase]:
    blocks = [phrase for block in scene.blocks for phrase in list_block_phrases(block)]
    return [scene.title, *blocks, scene.source, *scene.notes]


def collect(story: Story) -> list[Figure]:
    return [figure for scene in story.scenes for phrase in list_phrases(scene) for figure in list_figures(phrase)]


def is_simulated(scene: Scene) -> bool:
    """Whether any number of a scene says of itself that it is simulated."""
    marks = []
    for block in scene.blocks:
        match block:
            case Cards():
                marks += [card.is_simulated for card in block.cards]
            case BarChart():
                marks += [bar.is_simulated for bar in block.bars]
            case LineChart():
                marks += [line.is_simulated for line in block.lines]
            case AreaMap():
                marks += [area.is_simulated for area in block.areas]
    return any(marks)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("area_id", "period"), TOLD)
def test_a_story_is_told_of_every_place(release: Release, area_id: str, period: str, language: str) -> None:
    story = tell(release, area_id, period, language)
    assert story.scenes[0].scene_id == "headline"
    assert len({scene.scene_id for scene in story.scenes}) == len(story.scenes)
    texts: dict[str, str] = {}
    for figure in collect(story):
        assert texts.setdefault(figure.key, figure.text) == figure.text, figure.key
        assert figure.text
        assert not re.search(r"[^\W\d_]", figure.text), figure
    for scene in story.scenes:
        told = [write(phrase) for phrase in list_phrases(scene)]
        assert not any("{" in text or re.search(r"\bNone\b(?! of)", text) or "  " in text for text in told), told
        assert write(scene.title)
        assert write(scene.source)
        assert 1 <= len(scene.blocks) <= 2
        assert not is_simulated(scene) or SAID[language] in write(scene.source)
        for block in scene.blocks:
            shown = {Cards: "cards", BarChart: "bars", Table: "rows"}.get(type(block))
            assert shown is None or len(getattr(block, shown)) <= MOST[type(block)]
            assert not isinstance(block, Table) or all(len(row) == len(block.columns) for row in block.rows)
    assert bool(story.cover.simulated) == any(SAID[language] in write(scene.source) for scene in story.scenes)


def test_both_languages_tell_the_same_numbers(release: Release) -> None:
    vietnamese, english = (tell(release, HANOI, "2025", language) for language in ("vi", "en"))
    assert [figure.key for figure in collect(vietnamese)] == [figure.key for figure in collect(english)]


@pytest.mark.parametrize(
    ("area_id", "period", "last"), [(HANOI, "2024", 2024), (HANOI, "2025", 2025), (BAC_NINH, "2025", 2025)]
)
def test_no_number_is_of_a_later_period(release: Release, area_id: str, period: str, last: int) -> None:
    periods = [part for figure in collect(tell(release, area_id, period)) for part in re.split(r"[|>]", figure.key)]
    years = [int(match[1]) for part in periods if (match := re.fullmatch(r"(20\d\d)-(?:H1|Q[123]|\d\d)", part))]
    assert max(years, default=last) <= last
    told = " ".join(write(phrase) for scene in tell(release, area_id, period).scenes for phrase in list_phrases(scene))
    days = [date(int(year), int(month), int(day)) for day, month, year in re.findall(r"đến (\d+)/(\d+)/(\d{4})", told)]
    assert max(days) <= date(last, 12, 31)


def read_value(
    release: Release, area_id: str, indicator_id: str, period: str, basis: str, target_year: str
) -> tuple[str, ...]:
    """Value, counts and gap of a row of the mart as this test prints them."""
    with release.connection.cursor() as cursor:
        rows = cursor.execute(
            "select numerator, denominator, gap_count from mart_attainment where area_id = ? and indicator_id = ? and period = ? "
            "and basis = ? and group_id is null and territory = 'as_reported' and target_year = ? and is_headline",
            [area_id, indicator_id, period, basis, int(target_year)],
        ).fetchall()
    numerator, denominator, gap = rows[0]
    rate = f"{100 * numerator / denominator:.2f}".replace(".", ",") + "%"
    return rate, *(f"{int(count):,}".replace(",", ".") for count in (numerator, denominator, gap))


@pytest.mark.parametrize(("area_id", "period"), [(HANOI, "2025"), (BAC_NINH, "2026-Q3"), (WARD, "2025")])
def test_numbers_are_those_of_the_release(release: Release, area_id: str, period: str) -> None:
    figures = {figure.key: figure.text for figure in collect(tell(release, area_id, period))}
    places = {"value": 0, "numerator": 1, "denominator": 2, "gap_count": 3}
    checked = 0
    for key, text in figures.items():
        parts = key.split("|")
        if len(parts) == 7 and parts[0] == area_id and parts[6] in places and parts[5] == "-" and parts[2] != "-":
            expected = read_value(release, *parts[:2], parts[3], parts[4], parts[2])
            assert text == expected[places[parts[6]]], key
            checked += 1
    assert checked >= 20


def test_the_headline_counts_verdicts(release: Release) -> None:
    story = tell(release, HANOI, "2025")
    with release.connection.cursor() as cursor:
        rows = cursor.execute(
            "select status, count(*) from mart_standing where area_id = ? and is_headline and target_year = 2025 group by 1",
            [HANOI],
        ).fetchall()
    counts = dict(rows)
    met = sum(counts.get(status, 0) for status in ("exceeded", "attained"))
    judged = met + counts.get("not_attained", 0) + counts.get("undecided", 0)
    assert [figure.text for figure in list_figures(story.scenes[0].title)][:2] == [str(met), str(judged)]


def find(story: Story, scene_id: str) -> Scene:
    return next(scene for scene in story.scenes if scene.scene_id == scene_id)


def test_the_map_has_every_unit_of_its_layer(release: Release) -> None:
    block = find(tell(release, HANOI, "2025"), "map").blocks[0]
    assert isinstance(block, AreaMap)
    with release.connection.cursor() as cursor:
        count = cursor.execute(
            "select count(*) from dim_area where level = 'ward' and province_area_id = ? and era = '2025-07'", [HANOI]
        )
        assert len(block.areas) == count.fetchone()[0]  # type: ignore[index]
        shapes = cursor.execute("select count(*) from geometry_layer where layer_key = ?", [block.layer_key])
        assert shapes.fetchone() == (1,)
    assert all(
        (area.figure is None) == (area.status in ("no_data", "suppressed", "not_applicable")) for area in block.areas
    )


def test_the_nation_shows_its_provinces(release: Release) -> None:
    block = find(tell(release, NATION, "2025"), "map").blocks[0]
    assert isinstance(block, AreaMap)
    assert block.is_national


def test_silence_is_said_and_never_drawn(release: Release) -> None:
    story = tell(release, SILENT, "2025")
    assert [scene.scene_id for scene in story.scenes] == ["headline", "verdict", "map", "proposals"]
    assert not any(
        isinstance(block, AreaMap | Cards | BarChart | LineChart | Table)
        for scene in story.scenes
        for block in scene.blocks
    )
    assert "chưa có số liệu" in write(story.scenes[0].title)
    assert story.cover.simulated == ""


def test_a_ward_has_no_map_and_proposals_leave_a_field(release: Release) -> None:
    story = tell(release, WARD, "2025")
    assert "map" not in [scene.scene_id for scene in story.scenes]
    assert any(isinstance(block, ToFill) for block in find(story, "proposals").blocks)


def test_real_and_simulated_rows_of_one_table_are_told_apart(release: Release) -> None:
    table = next(block for block in find(tell(release, HCM, "2025"), "verdict").blocks if isinstance(block, Table))
    marks = ["(mô phỏng)" in write(row[0].phrase) for row in table.rows]
    assert set(marks) == {True, False}


def test_only_published_figures_are_never_called_simulated(only_real_folder: Path) -> None:
    release = open_release(only_real_folder)
    for area_id, period in ((HANOI, "2024"), (REAL, "2025"), (NATION, "2025")):
        story = tell(release, area_id, period)
        told = " ".join(write(phrase) for scene in story.scenes for phrase in list_phrases(scene))
        assert "mô phỏng" not in told + story.cover.simulated
    release.connection.close()
