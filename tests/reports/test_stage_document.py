"""The document of the stage: whole in itself, every number traced, simulated said, both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from reports.blocks import Bar, BarChart, Paragraphs, Scene, Story, list_block_phrases
from reports.stage import write_stage
from tests.reports.stage_story import build_story
from warehouse.queries import Release, open_release
from wording.phrases import Figure, list_figures

DATA = re.compile(r"<script type='application/json' id='data'>(.*?)</script>", re.DOTALL)
VOID = {"meta", "link", "col", "path", "use", "polyline"}


@pytest.fixture(scope="module")
def release(demonstration_folder: Path) -> Iterator[Release]:
    opened = open_release(demonstration_folder)
    yield opened
    opened.connection.close()


@pytest.fixture(scope="module")
def story(release: Release) -> Story:
    return build_story(release)


@pytest.fixture(scope="module")
def document(story: Story, release: Release) -> str:
    return write_stage(story, release)


class Balance(HTMLParser):
    """Elements that were opened and not closed, or closed and not opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.wrong.append(tag)


def list_screens(document: str) -> list[str]:
    return re.findall(r"<section class='screen'.*?</section>", document, re.DOTALL)


def test_the_document_is_well_formed_and_asks_for_nothing(document: str) -> None:
    balance = Balance()
    balance.feed(document)
    assert (balance.wrong, balance.open) == ([], [])
    outside = re.sub(r"xmlns='[^']*'", "", document)
    assert not re.search(r"https?://|//[a-z]+\.|@import|url\((?!#)|\bsrc=", outside)


def test_one_screen_for_the_cover_and_each_scene_with_its_release_and_source(document: str, story: Story) -> None:
    screens = list_screens(document)
    assert len(screens) == len(story.scenes) + 1
    for place, screen in enumerate(screens, start=1):
        assert f"{story.cover.release_id} · {place}/{len(screens)}" in screen
    for screen, scene in zip(screens[1:], story.scenes, strict=True):
        assert str(scene.source[0]) in unescape(re.sub("<[^>]*>", "", screen))


def test_every_number_of_the_story_is_on_its_screen_and_traced(document: str, story: Story, release: Release) -> None:
    match = DATA.search(document)
    assert match
    traces = json.loads(match[1])["numbers"]
    for screen, scene in zip(list_screens(document)[1:], story.scenes, strict=True):
        shown = {unescape(text) for text in re.findall(r"data-n='\d+'>([^<]*)</b>", screen)}
        printed = (scene.title, *(phrase for block in scene.blocks for phrase in list_block_phrases(block)))
        texts = {figure.text for phrase in printed for figure in list_figures(phrase)}
        titles = " ".join(unescape(text) for text in re.findall(r"<title>([^<]*)</title>", screen))
        assert all(text in shown or text in titles for text in texts), scene.scene_id
    used = {int(place) for place in re.findall(r"data-n='(\d+)'", document)}
    assert used == set(range(len(traces)))
    assert all(trace[-1][1] == release.release_id for trace in traces)


def test_a_number_with_a_cell_names_file_sheet_and_cell(release: Release) -> None:
    with release.connection.cursor() as cursor:
        row = cursor.execute(
            "select area_id, indicator_id, period, basis, file_name, sheet, cell from mart_provenance "
            "where group_id is null and not is_simulated order by area_id, indicator_id, period, cell limit 1"
        ).fetchone()
    assert row is not None
    area_id, indicator_id, period, basis, *place = row
    figure = Figure(f"{area_id}|{indicator_id}|-|{period}|{basis}|-|value", "41%")
    counted = Figure(f"{area_id}|{period}|#attained", "5")
    scene = Scene("own-1", ("Đạt ", figure, " và ", counted), (), ("nguồn",))
    story = replace(build_story(release), scenes=(scene,))
    match = DATA.search(write_stage(story, release))
    assert match
    traced, count = (dict(trace) for trace in json.loads(match[1])["numbers"])
    assert all(str(part) in traced["Nguồn"] for part in place)
    assert traced["Bản phát hành"] == release.release_id
    assert count["Là số gì"].startswith("Đếm")
    assert "Nguồn" not in count


def test_simulated_is_said_where_simulated_numbers_stand_and_only_there(release: Release) -> None:
    story = build_story(release)
    words = "Số liệu mô phỏng"
    real = BarChart("Thật", (Bar("a", 41.0, Figure("a", "41%"), None),), True, None, ("nguồn",))
    simulated = replace(real, bars=(replace(real.bars[0], is_simulated=True),))
    mixed = replace(real, bars=(*real.bars, *simulated.bars))
    scenes = [Scene("own-1", ("Tên",), blocks, ("nguồn",)) for blocks in ((real,), (simulated,), (mixed,))]
    said = [Scene("own-2", ("Tên",), (Paragraphs((("Đạt ", Figure("b", "5")),)),), ("nguồn",))]
    screens = list_screens(write_stage(replace(story, scenes=(*scenes, *said)), release))
    assert [words in screen for screen in screens] == [True, False, True, True, True]
    assert [screen.count(">mô phỏng<") for screen in screens] == [0, 0, 0, 1, 0]
    none = replace(story, cover=replace(story.cover, simulated=""), scenes=tuple(scenes[:1]))
    assert "mô phỏng" not in "".join(list_screens(write_stage(none, release)))


def test_words_of_people_cannot_become_markup(release: Release) -> None:
    story = build_story(release)
    scene = Scene(
        "own-1", ("<script>alert(1)</script>",), (Paragraphs((("</script><b>",),)),), ("&",), (("</template>",),)
    )
    document = write_stage(replace(story, scenes=(scene,)), release)
    assert "<script>alert" not in document
    balance = Balance()
    balance.feed(document)
    assert (balance.wrong, balance.open) == ([], [])


def test_the_language_is_that_of_the_cover_and_the_callers_is_kept(release: Release) -> None:
    from wording.language import current_language, use_language

    use_language("vi")
    english = write_stage(build_story(release, "79.2025-07", "en"), release)
    assert current_language() == "vi"
    assert "<html lang='en'" in english
    assert "Speaker notes in a window of their own" in english
    assert "Các phím" not in english


@pytest.mark.parametrize("area_id", ["VN", "24.2025-07"])
def test_a_map_counts_every_unit_and_draws_those_with_a_shape(release: Release, area_id: str) -> None:
    story = build_story(release, area_id)
    screen = next(text for text in list_screens(write_stage(story, release)) if "class='areas'" in text)
    areas = next(scene for scene in story.scenes if scene.scene_id == "map").blocks[0].areas  # type: ignore[union-attr]
    counts = [int(text.replace(".", "")) for text in re.findall(r"</svg><b>([\d.]+)</b>", screen)]
    assert sum(counts) == len(areas)
    assert screen.count("class='unit ") == len(areas)
    assert ("Hoàng Sa" in screen) == (area_id == "VN")


def test_a_target_names_its_document_and_not_the_reports_beside_it(release: Release) -> None:
    with release.connection.cursor() as cursor:
        row = cursor.execute(
            "select s.indicator_id, s.target_year, s.period, s.basis, d.number from mart_standing as s "
            "inner join dim_target as t using (target_id) inner join dim_document as d using (document_code) "
            "where s.area_id = '01.2025-07' and s.is_headline and s.is_simulated and s.value is not null order by all limit 1"
        ).fetchone()
    assert row is not None
    indicator_id, year, period, basis, document = row
    figure = Figure(f"01.2025-07|{indicator_id}|{year}|{period}|{basis}|-|target", "40%")
    scene = Scene("own-1", ("Chỉ tiêu ", figure), (), ("nguồn",))
    match = DATA.search(write_stage(replace(build_story(release), scenes=(scene,)), release))
    assert match
    (traced,) = (dict(trace) for trace in json.loads(match[1])["numbers"])
    assert document in traced["Nơi giao"]
    assert not {"Tính chất", "Nguồn", "Mức đầy đủ"} & set(traced)
