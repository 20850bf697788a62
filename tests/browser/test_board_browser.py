"""The board of all targets under a hand: one screen, a row opens its indicator in depth, a status opens its method card."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE, WAIT_MS

BOARD = "chi-tieu?noi=01.2025-07"
GOAL = ".d-goals li.d-goal"
QUIET = "[data-testid=stApp][data-test-script-state=notRunning]"


@pytest.fixture
def page(server: str, visitor: Page) -> Page:
    """Hà Nội's board."""
    visitor.goto(f"{server}/{BOARD}")
    visitor.wait_for_selector(GOAL, timeout=WAIT_MS)
    visitor.wait_for_selector(QUIET, timeout=WAIT_MS)
    return visitor


def test_all_targets_with_a_verdict_are_on_one_screen(page: Page) -> None:
    places = page.locator(".d-board").first.locator("li.d-goal .what > a").all()
    assert len(places) == 16
    for place in places:
        box = place.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= DESKTOP["height"]


def test_a_row_opens_its_indicator_and_back_returns_to_the_board(page: Page) -> None:
    box = (
        page.locator(GOAL, has=page.get_by_text("Gia đình học tập", exact=True)).first.locator(".level").bounding_box()
    )
    assert box is not None
    page.mouse.click(
        box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    )  # the bar, which the link of the row lies over
    page.wait_for_selector(".js-plotly-plot", timeout=WAIT_MS)
    assert "chi_tieu=learning_family_rate" in page.url
    assert page.locator("h1.d-message").inner_text().startswith("Thành phố Hà Nội đạt chỉ tiêu")
    page.go_back()
    page.wait_for_selector(GOAL, timeout=WAIT_MS)


def test_a_status_opens_its_card_and_not_the_row(page: Page) -> None:
    page.locator(f"{GOAL} .d-method summary").first.click()
    card = page.locator(f"{GOAL} .d-method[open] .card")
    card.wait_for(timeout=WAIT_MS)
    assert "khớp với bản phát hành" in card.inner_text()
    assert "chi_tieu=tat-ca" in page.url


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_board_is_no_wider_than_a_phone(server: str, visitor: Page, language: str) -> None:
    visitor.set_viewport_size(PHONE)
    visitor.goto(f"{server}/{BOARD}&lang={language}")
    visitor.wait_for_selector(GOAL, timeout=WAIT_MS)
    assert visitor.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
