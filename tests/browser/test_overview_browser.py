"""The overview in a real browser: its first screen, the picture of its map, and the one sheet it prints on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESKTOP, PHONE, open_page

HANOI, HO_CHI_MINH, BA_DINH, NATION = "01.2025-07", "79.2025-07", "00004.2025-07", "VN"
PAGE_OF_PDF = re.compile(rb"/Type\s*/Page\b")


def open_overview(browser: Browser, server: str, area_id: str, language: str = "vi", **options: object) -> Page:
    page = open_page(browser, **options)
    page.goto(f"{server}/?noi={area_id}&lang={language}")
    page.wait_for_selector("h1.d-message")
    page.wait_for_selector(".stApp[data-test-script-state='notRunning']")
    return page


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("area_id", [HANOI, HO_CHI_MINH, BA_DINH])
def test_every_goal_stands_on_the_first_screen(browser: Browser, server: str, area_id: str, language: str) -> None:
    page = open_overview(browser, server, area_id, language, viewport=DESKTOP)
    cards = page.locator(".d-goalcard")
    bottoms = [box["y"] + box["height"] for box in (card.bounding_box() for card in cards.all()) if box]
    assert len(bottoms) == 8
    assert max(bottoms) <= DESKTOP["height"]
    page.context.close()


def test_the_map_is_a_picture_that_loads_and_no_chart_library_comes(browser: Browser, server: str) -> None:
    page = open_page(browser, viewport=DESKTOP)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server}/?noi={HANOI}")
    picture = page.locator(".d-smallmap img")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.d-smallmap img')?.naturalWidth > 0")
    assert not [url for url in asked if "plotly" in url.lower()]
    page.locator(".d-smallmap").click()
    page.wait_for_url("**/ban-do?*")
    page.context.close()


@pytest.mark.parametrize("area_id", [HANOI, HO_CHI_MINH, BA_DINH, NATION])
def test_it_prints_on_one_sheet(browser: Browser, server: str, area_id: str) -> None:
    page = open_overview(browser, server, area_id, viewport=DESKTOP)
    sheet = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(PAGE_OF_PDF.findall(sheet)) == 1
    page.context.close()


def test_the_first_and_the_last_areas_stand_side_by_side_with_their_names_in_one_line(
    browser: Browser, server: str
) -> None:
    page = open_overview(browser, server, HANOI, viewport={"width": 1920, "height": 1080})
    measure = "(ones, side) => ones.map((one) => one.getBoundingClientRect()[side])"
    tops = page.locator(".d-sides section").evaluate_all(measure, "top")  # in one go: the page may still move
    assert len(tops) == 2
    assert tops[0] == tops[1]
    heights = page.locator(".d-sides li a").evaluate_all(measure, "height")
    assert len(heights) == 6
    assert max(heights) < 40
    page.context.close()


def test_a_phone_needs_no_sideways_scrolling(browser: Browser, server: str) -> None:
    page = open_overview(browser, server, HO_CHI_MINH, viewport=PHONE)
    assert page.evaluate("document.querySelector('.stMain').scrollWidth <= innerWidth")
    page.context.close()
