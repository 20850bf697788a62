"""The stage as a speaker drives it: keys alone, the network gone, nothing off the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, ViewportSize, expect

from reports.blocks import Story
from reports.stage import write_stage
from reports.storyline_file import MOST_LINES, MOST_TEXT, MOST_TITLE, add_scene, apply_edits, start_edits
from tests.browser.conftest import DESKTOP, open_page
from tests.reports.stage_story import build_story
from warehouse.queries import Release, open_release

SIZES = {"wide": (1920, 1080), "laptop": (1366, 768), "4:3": (1024, 768), "4K": (3840, 2160)}
LAPTOP = ViewportSize(width=1366, height=768)
# What lies beyond the edge of the screen, or is cut off by the box it stands in.
FIND_CUT = """() => {
    const screen = document.querySelector(".tile.current .screen");
    const isCut = (one) => {
        const box = one.getBoundingClientRect();
        return box.width > 0 && (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1);
    };
    const isFull = (one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1;
    const page = [document.documentElement, document.body, screen, ...screen.querySelectorAll(".blocks, .block")];
    const texts = [...screen.querySelectorAll("h1, h2, p, li > span, td, th, .card, .status, .at, .source, text")];
    const buttons = document.querySelector("#buttons").getBoundingClientRect();
    const release = screen.querySelector(".release"), range = document.createRange();
    range.selectNodeContents(release);
    return [
        ...page.filter(isFull).map((one) => `full: ${one.className}`),
        ...texts.filter(isCut).map((one) => `cut: ${one.textContent}`),
        ...[...screen.querySelectorAll(".card, td, .bars .label")].filter(isFull).map((one) => `small: ${one.textContent}`),
        ...(range.getBoundingClientRect().right > buttons.left ? ["release under the buttons"] : []),
    ];
}"""


def write_document(story: Story, release: Release, factory: pytest.TempPathFactory) -> str:
    """Address of a saved document."""
    path = factory.mktemp("stage") / "stage.html"
    path.write_text(write_stage(story, release), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def release(demonstration_folder: Path) -> Iterator[Release]:
    """The release the stories are told of."""
    release = open_release(demonstration_folder)
    yield release
    release.connection.close()


@pytest.fixture(scope="module")
def document(release: Release, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The stage of a story with every kind of block."""
    return write_document(build_story(release), release, tmp_path_factory)


@pytest.fixture(scope="module")
def longest(release: Release, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A stage with as long words as its file may hold."""
    story = build_story(release)
    edits = add_scene(start_edits(story), "x" * MOST_TITLE, ("x" * MOST_TEXT,))
    for text in (("chữ " * (MOST_TEXT // 4),), ("x" * (MOST_TEXT // MOST_LINES),) * MOST_LINES):
        edits = add_scene(edits, "dài " * (MOST_TITLE // 4), text)
    told = apply_edits(story, edits)
    return write_document(replace(told, scenes=told.scenes[-3:]), release, tmp_path_factory)


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """The window of a machine without a network, in which one stage is opened after another."""
    page = open_page(browser, viewport=LAPTOP)
    page.context.set_offline(True)
    yield page
    page.context.close()


@pytest.fixture
def still(window: Page) -> Iterator[Page]:
    """The window of somebody who wants nothing to move."""
    window.emulate_media(reduced_motion="reduce")
    yield window
    window.emulate_media(reduced_motion="null")


@pytest.fixture
def stage(window: Page, document: str) -> Iterator[Page]:
    """The stage, opened anew."""
    window.set_viewport_size(LAPTOP)
    window.goto(document)
    yield window
    for notes in window.context.pages[1:]:
        notes.close()


def place(page: Page) -> str:
    """Number of the screen that is shown."""
    shown = page.locator(".tile.current .screen")
    return str(shown.get_attribute("id")).removeprefix("screen-")


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_every_screen_fits_from_first_to_last(still: Page, document: str, size: tuple[int, int]) -> None:
    page, asked = still, []
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.clear_page_errors()
    page.goto(document)

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    count = page.locator(".tile").count()
    for number in range(1, count + 1):
        assert place(page) == str(number)
        assert page.evaluate(FIND_CUT) == [], number
        page.keyboard.press("PageDown" if number % 2 else "ArrowRight")
    assert place(page) == str(count)
    page.remove_listener("request", note)
    assert (asked, page.page_errors()) == ([], [])


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_longest_words_a_file_may_hold_fit(still: Page, longest: str, size: tuple[int, int]) -> None:
    still.set_viewport_size({"width": size[0], "height": size[1]})
    still.goto(longest)
    for number in (2, 3, 4):
        still.keyboard.press("PageDown")
        assert still.evaluate(FIND_CUT) == [], number


def test_keys_go_forward_back_to_the_ends_and_to_a_number(stage: Page) -> None:
    for key, expected in (
        ("Space", "2"), ("Enter", "3"), ("ArrowLeft", "2"), ("Backspace", "1"), ("PageUp", "1"), ("End", "11"), ("Home", "1"),
    ):  # fmt: skip
        stage.keyboard.press(key)
        assert place(stage) == expected, key
    stage.keyboard.press("1")
    stage.keyboard.press("0")
    expect(stage.locator("#toast")).to_contain_text("10")
    stage.keyboard.press("Enter")
    assert place(stage) == "10"
    assert stage.url.endswith("#10")
    assert "10/11" in (stage.locator("#live").text_content() or "")
    stage.reload()
    assert place(stage) == "10"


def test_black_and_white_hide_the_screen_until_the_next_key(stage: Page) -> None:
    curtain = stage.locator("#curtain")
    for key, colour in (("b", "rgb(0, 0, 0)"), (".", "rgb(0, 0, 0)"), ("w", "rgb(255, 255, 255)")):
        stage.keyboard.press(key)
        expect(curtain).to_be_visible()
        expect(curtain).to_have_css("background-color", colour)
        stage.keyboard.press("PageDown")
        expect(curtain).to_be_hidden()
        assert place(stage) == "1"  # the key only gave the screen back


def test_the_overview_shows_all_screens_and_opens_the_one_chosen(stage: Page) -> None:
    stage.keyboard.press("o")
    assert stage.locator(".tile:visible").count() == stage.locator(".tile").count()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "Enter"):
        stage.keyboard.press(key)
    assert stage.locator(".tile:visible").count() == 1
    assert place(stage) == "5"  # four beside each other
    stage.keyboard.press("Escape")
    stage.locator(".tile").nth(2).click()
    assert place(stage) == "3"
    assert stage.evaluate(FIND_CUT) == []


def test_the_notes_follow_the_stage_and_lead_it_without_a_network(stage: Page) -> None:
    with stage.expect_popup() as opened:
        stage.keyboard.press("s")
    notes = opened.value
    expect(notes.locator("#at")).to_have_text("Màn 1/11")
    stage.keyboard.press("PageDown")
    expect(notes.locator("#at")).to_have_text("Màn 2/11")
    expect(notes.locator("#said")).to_contain_text("Nói rõ ai làm")
    expect(notes.locator("#said")).to_contain_text("nguồn: báo cáo")
    expect(notes.locator("#elapsed")).to_contain_text("00:00:")
    assert notes.locator(".tile:visible").count() == 2
    notes.keyboard.press("PageDown")
    expect(stage.locator("#screen-3")).to_be_visible()
    expect(notes.locator("#at")).to_have_text("Màn 3/11")
    stage.reload()
    expect(stage.locator("#screen-3")).to_be_visible()
    stage.keyboard.press("PageDown")
    expect(notes.locator("#at")).to_have_text("Màn 4/11")


@pytest.mark.parametrize("size", [(1280, 800), (1024, 768), (1920, 1080)])
def test_the_notes_show_the_whole_title_that_follows(stage: Page, size: tuple[int, int]) -> None:
    with stage.expect_popup() as opened:
        stage.keyboard.press("s")
    notes = opened.value
    notes.set_viewport_size({"width": size[0], "height": size[1]})
    expect(notes.locator("#at")).to_have_text("Màn 1/11")
    longest = "đạt danh hiệu công dân học tập " * 9  # near the longest a title may be
    notes.evaluate("words => document.getElementById('then').textContent = words", longest)
    head = notes.locator("#speaker h2")
    assert head.evaluate("one => one.scrollHeight <= one.clientHeight")
    box, tile, said = (notes.locator(one).bounding_box() for one in ("#speaker h2", ".tile.following", "#said"))
    assert box
    assert tile
    assert said
    assert tile["y"] + tile["height"] <= box["y"]
    assert box["y"] + box["height"] <= said["y"]


def test_the_notes_drive_whatever_is_open_on_the_stage(stage: Page) -> None:
    with stage.expect_popup() as opened:
        stage.keyboard.press("s")
    notes = opened.value
    expect(notes.locator("#at")).to_have_text("Màn 1/11")
    notes.keyboard.press("o")
    expect(stage.locator(".tile:visible")).to_have_count(11)
    for key in ("ArrowRight", "ArrowRight", "Enter"):
        notes.keyboard.press(key)
    expect(stage.locator(".tile:visible")).to_have_count(1)
    expect(notes.locator("#at")).to_have_text("Màn 3/11")
    for key, opened_one, following in (("?", "#help", "ArrowRight"), ("p", "#panel", " "), ("p", "#panel", "b")):
        notes.keyboard.press(key)
        expect(stage.locator(opened_one)).to_be_visible()
        notes.keyboard.press(following)
        expect(stage.locator(opened_one)).to_be_hidden()
    expect(notes.locator("#at")).to_have_text("Màn 5/11")
    expect(stage.locator("#curtain")).to_be_visible()
    notes.keyboard.press("b")
    for key in ("p", "Escape"):
        notes.keyboard.press(key)
    expect(stage.locator("#panel")).to_be_hidden()
    assert stage.locator(".tile:visible").count() == 1


@pytest.mark.parametrize("key", ["PageDown", "ArrowRight", "Space"])
@pytest.mark.parametrize("opener", ["p", "?"])
def test_the_remote_goes_on_from_what_is_open(stage: Page, opener: str, key: str) -> None:
    stage.keyboard.press("PageDown")
    stage.keyboard.press(opener)
    for reading in ("ArrowDown", "End"):
        stage.keyboard.press(reading)
    assert place(stage) == "2"
    stage.keyboard.press(key)
    assert place(stage) == "3"
    assert stage.locator("dialog:visible").count() == 0


def test_a_number_tells_where_it_comes_from(stage: Page) -> None:
    stage.keyboard.press("PageDown")
    stage.keyboard.press("Tab")
    number = stage.evaluate("document.activeElement.textContent")
    stage.keyboard.press("Enter")
    panel = stage.locator("#panel")
    expect(panel).to_be_visible()
    expect(panel.locator(".figure")).to_have_text(number)
    for head in ("Chỉ tiêu", "Địa bàn", "Mẫu số", "Nguồn", "Bản phát hành"):
        expect(panel.locator("dt").get_by_text(head, exact=True)).to_have_count(1)
    stage.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert place(stage) == "2"
    stage.keyboard.press("p")
    assert panel.locator("li").count() == stage.locator("#screen-2 [data-n]").count()
    panel.locator("li button").first.click()
    expect(panel.locator("dl")).to_be_visible()


def test_the_stage_is_light_when_asked_and_swipes_on_a_phone(browser: Browser, document: str) -> None:
    page = open_page(browser, viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(document)
    page.keyboard.press("d")
    expect(page.locator("#screen-1")).to_have_css("background-color", "rgb(255, 255, 255)")
    for start, end, expected in ((300, 60, "2"), (60, 300, "1")):
        page.evaluate(
            """([start, end]) => {
                const touch = (x) => new Touch({ identifier: 1, target: document.body, clientX: x, clientY: 400 });
                dispatchEvent(new TouchEvent("touchstart", { touches: [touch(start)], changedTouches: [touch(start)] }));
                dispatchEvent(new TouchEvent("touchend", { touches: [], changedTouches: [touch(end)] }));
            }""",
            [start, end],
        )
        assert place(page) == expected
    for _screen in range(page.locator(".tile").count()):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.keyboard.press("PageDown")
    page.context.close()


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)], ids=["laptop", "phone"])
def test_paper_takes_one_screen_a_sheet_in_light_colours(window: Page, document: str, size: tuple[int, int]) -> None:
    page = window
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(document)
    page.keyboard.press("PageDown")
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == page.locator(".tile").count()
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    assert {float(wide) > float(high) for wide, high in boxes} == {True}
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#screen-5")).to_have_css("background-color", "rgb(255, 255, 255)")
    assert page.locator(".tile:visible").count() == 11
    full = """[...document.querySelectorAll(".screen, .blocks, .block")].filter((one) =>
        one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1).map((one) => one.className)"""
    assert page.evaluate(full) == []
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("html")).to_have_class("dark")
    assert page.locator(".tile:visible").count() == 1
    assert place(page) == "2"


def test_the_page_opens_a_stage_that_needs_the_server_no_more(server: str, browser: Browser) -> None:
    page = open_page(browser, viewport=DESKTOP)
    page.goto(f"{server}/trinh-chieu?noi=01.2025-07&ky=2025&lang=vi")
    with page.expect_popup() as opened:
        page.locator(".d-open-stage a").click()
    stage = opened.value
    expect(stage.locator("#screen-1")).to_be_visible()
    asked: list[str] = []
    stage.on("request", lambda request: asked.append(request.url))
    page.context.set_offline(True)
    count = stage.locator(".tile").count()
    assert count > 5
    for number in range(2, count + 1):
        stage.keyboard.press("PageDown")
        assert place(stage) == str(number)
        assert stage.evaluate(FIND_CUT) == [], number
    with stage.expect_popup() as written:
        stage.keyboard.press("s")
    expect(written.value.locator("#at")).to_have_text(f"Màn {count}/{count}")
    assert asked == []
    page.context.close()
