"""The overview in a real browser: its first screen, the picture of its map, and the one sheet it prints on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE, Traffic, wait_for

HANOI, HO_CHI_MINH, BA_DINH, NATION = "01.2025-07", "79.2025-07", "00004.2025-07", "VN"
PAGE_OF_PDF = re.compile(rb"/Type\s*/Page\b")


def open_overview(page: Page, server: str, area_id: str, language: str = "vi") -> None:
    page.goto(f"{server}/?noi={area_id}&lang={language}")
    page.wait_for_selector("h1.d-message")
    page.wait_for_selector(".stApp[data-test-script-state='notRunning']")


def count_sheets(page: Page) -> int:
    return len(PAGE_OF_PDF.findall(page.pdf(prefer_css_page_size=True, print_background=True)))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("area_id", [HANOI, HO_CHI_MINH, BA_DINH])
def test_every_goal_stands_on_the_first_screen_and_all_on_one_sheet(
    visitor: Page, server: str, area_id: str, language: str
) -> None:
    open_overview(visitor, server, area_id, language)
    cards = visitor.locator(".d-goalcard")
    bottoms = [box["y"] + box["height"] for box in (card.bounding_box() for card in cards.all()) if box]
    assert len(bottoms) == 8
    assert max(bottoms) <= DESKTOP["height"]
    assert count_sheets(visitor) == 1


def test_the_nation_prints_on_one_sheet(visitor: Page, server: str) -> None:
    open_overview(visitor, server, NATION)
    assert count_sheets(visitor) == 1


def test_the_map_is_a_picture_that_loads_and_no_chart_library_comes(
    visitor: Page, traffic: Traffic, server: str
) -> None:
    visitor.goto(f"{server}/?noi={HANOI}")
    picture = visitor.locator(".d-smallmap img")
    picture.scroll_into_view_if_needed()
    wait_for(visitor, "document.querySelector('.d-smallmap img')?.naturalWidth > 0")
    assert not [url for url in traffic.asked if "plotly" in url.lower()]
    visitor.locator(".d-smallmap").click()
    visitor.wait_for_url("**/ban-do?*")


def test_the_first_and_the_last_areas_stand_side_by_side_with_their_names_in_one_line(
    visitor: Page, server: str
) -> None:
    visitor.set_viewport_size({"width": 1920, "height": 1080})
    open_overview(visitor, server, HANOI)
    measure = "(ones, side) => ones.map((one) => one.getBoundingClientRect()[side])"
    tops = visitor.locator(".d-sides section").evaluate_all(measure, "top")  # in one go: the page may still move
    assert len(tops) == 2
    assert tops[0] == tops[1]
    heights = visitor.locator(".d-sides li a").evaluate_all(measure, "height")
    assert len(heights) == 6
    assert max(heights) < 40


def test_a_phone_needs_no_sideways_scrolling(visitor: Page, server: str) -> None:
    visitor.set_viewport_size(PHONE)
    open_overview(visitor, server, HO_CHI_MINH)
    assert visitor.evaluate("document.querySelector('.stMain').scrollWidth <= innerWidth")
