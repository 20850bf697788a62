"""Trình chiếu, the page and the route: the story of the release, what people change of it, what cannot be shown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from reports.storyline_file import start_edits, write_edits
from tests.pages.conftest import read_html
from ui.stage_route import build_stage_routes
from ui.stage_story import EDITS, ROUTE, make_stage, pack_edits, tell_story, unpack_edits
from warehouse.errors import InputFileError
from warehouse.publish import read_current_id
from wording.language import use_language
from wording.phrases import write

OpenPage = Callable[..., AppTest]
HANOI, WARD, ENDED, SILENT = "01.2025-07", "00070.2025-07", "001.before-2025-07", "96.2025-07"


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    """What a test formats itself is Vietnamese unless it says otherwise."""
    use_language("vi")


def open_stage(open_page: OpenPage, folder: Path, area_id: str, **address: str) -> AppTest:
    screen = open_page(folder, "trinh-chieu", noi=area_id, **address)
    assert not screen.exception
    assert not screen.error
    return screen


def list_rows(screen: AppTest) -> list[tuple[str, str]]:
    """Number and message of each scene on the page."""
    rows = re.findall(r"<p class='d-scene[^']*'><b>([^<]*)</b><span>([^<]*)", read_html(screen))
    return [(number, unescape(title)) for number, title in rows]


def read_link(screen: AppTest) -> dict[str, str]:
    match = re.search(r"<a href='([^']*)' target='_blank'", read_html(screen))
    assert match
    parts = urlsplit(unescape(match[1]))
    assert parts.path == ROUTE
    return {key: values[0] for key, values in parse_qs(parts.query).items()}


def ask_route(folder: Path, monkeypatch: pytest.MonkeyPatch, **asked: str) -> tuple[int, str]:
    monkeypatch.setenv("DICH_WAREHOUSE", str(folder))
    answer = TestClient(Starlette(routes=build_stage_routes())).get(ROUTE, params=asked)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    return answer.status_code, answer.text


@pytest.mark.parametrize(("area_id", "period"), [(HANOI, "2025"), (WARD, "2025"), (ENDED, "2024")])
def test_the_page_lists_the_scenes_of_the_story_and_links_to_it(
    open_page: OpenPage, demonstration_folder: Path, area_id: str, period: str
) -> None:
    release_id = str(read_current_id(demonstration_folder))
    screen = open_stage(open_page, demonstration_folder, area_id, ky=period)
    story = tell_story(str(demonstration_folder), release_id, area_id, period, "vi")
    titles = [write(scene.title) for scene in story.scenes]
    assert list_rows(screen) == [(str(place), title) for place, title in enumerate(titles, start=2)]
    assert read_link(screen) == {"lang": "vi", "noi": area_id, "ky": period, "release": release_id}


def test_what_is_left_out_moved_and_reworded_is_in_the_link_and_on_the_stage(
    open_page: OpenPage, demonstration_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = open_stage(open_page, demonstration_folder, HANOI, ky="2025")
    first, second, third, *_rest = [title for _number, title in list_rows(screen)]
    screen.toggle[0].set_value(False).run()
    screen.button(key="move-map--1").click().run()
    screen.text_area(key="title-verdict").set_value("Hai việc phải làm ngay")
    screen.text_area(key="notes-verdict").set_value("Nói chậm.\n\nCảm ơn.")
    next(one for one in screen.button if one.form_id == "form-verdict").click().run()
    screen.button(key="add_scene").click().run()
    assert not screen.exception
    rows = list_rows(screen)
    assert rows[:3] == [("–", first), ("2", third), ("3", "Hai việc phải làm ngay")]
    assert rows[-1][1] == "Thông điệp của bạn"
    status, document = ask_route(demonstration_folder, monkeypatch, **read_link(screen))
    shown = [unescape(title) for title in re.findall(r"<div class='tile' data-title='([^']*)'", document)]
    assert status == 200
    assert shown[1:3] == [third, "Hai việc phải làm ngay"]
    assert shown[-1] == "Thông điệp của bạn"
    assert first not in shown
    assert second not in shown
    assert "<p>Nói chậm.</p><p>Cảm ơn.</p>" in document


def test_words_go_back_to_those_of_the_release(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_stage(open_page, demonstration_folder, HANOI, ky="2025")
    rows = list_rows(screen)
    screen.text_area(key="title-headline").set_value("Lời khác")
    next(one for one in screen.button if one.form_id == "form-headline").click().run()
    assert EDITS in read_link(screen)
    screen.button(key="reset-headline").click().run()
    assert list_rows(screen) == rows
    assert EDITS not in read_link(screen)


def test_the_period_of_the_address_is_shown_and_one_without_figures_is_remarked_upon(
    open_page: OpenPage, demonstration_folder: Path
) -> None:
    assert read_link(open_stage(open_page, demonstration_folder, HANOI, ky="2024"))["ky"] == "2024"
    screen = open_stage(open_page, demonstration_folder, HANOI, ky="2010", moc="2025")
    assert read_link(screen)["ky"] == "2025"
    assert any("2010" in note.value for note in screen.info)


def test_a_place_without_figures_says_so(open_page: OpenPage, only_real_folder: Path) -> None:
    screen = open_stage(open_page, only_real_folder, WARD)
    assert "d-empty" in read_html(screen)
    assert not screen.toggle


def test_the_route_says_in_words_what_it_cannot_show(
    demonstration_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for asked, words in (
        ({"noi": "zz", "ky": "2025"}, "không có địa bàn này"),
        ({"noi": HANOI, "ky": "abc"}, "không phải kỳ báo cáo"),
        ({"noi": HANOI, "ky": "2025", "lang": "en", "release": "20200101T000000Z-gone"}, "20200101T000000Z-gone"),
        ({"noi": HANOI, "ky": "2025", EDITS: "x<b>"}, "không đọc được"),
        ({}, "Không có gì để trình chiếu"),
    ):
        status, document = ask_route(demonstration_folder, monkeypatch, **asked)
        assert status == 404
        assert words in document
        assert "<b>" not in document


def test_a_warehouse_without_a_release_has_no_stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask_route(tmp_path, monkeypatch, noi=HANOI, ky="2025")[0] == 404


def test_edits_survive_the_address_and_bombs_do_not(demonstration_folder: Path) -> None:
    import base64
    import zlib

    release_id = str(read_current_id(demonstration_folder))
    story = tell_story(str(demonstration_folder), release_id, WARD, "2025", "vi")
    edits = start_edits(story)
    assert pack_edits(story, edits) == ""
    content = json.loads(write_edits(edits))
    content["scenes"][0]["title"] = "x" * 5_000_000
    bomb = base64.urlsafe_b64encode(zlib.compress(json.dumps(content).encode())).decode()
    with pytest.raises(InputFileError):
        unpack_edits(bomb)


def test_the_stage_of_every_kind_of_place_is_written_in_both_languages(demonstration_folder: Path) -> None:
    release_id = str(read_current_id(demonstration_folder))
    for area_id, period, language in (
        (HANOI, "2025", "en"),
        (WARD, "2025", "vi"),
        (ENDED, "2024", "en"),
        (SILENT, "2025", "vi"),
        ("VN", "2025", "en"),
    ):
        document = make_stage(str(demonstration_folder), release_id, area_id, period, language)
        assert f"<html lang='{language}'" in document
        assert release_id in document
