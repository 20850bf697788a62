"""Free analysis under a hand: links change the question in place, Back undoes one step, a number opens its cells."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, WAIT_MS, wait_for

START = "phan-tich?noi=01.2025-07&chi_tieu=learning_citizen_rate_adults_in_learning_models&moc=2025"
QUIET = "[data-testid=stApp][data-test-script-state=notRunning]"
FIRST = ".d-pivot tbody tr:not(.total)"


@pytest.fixture
def page(server: str, visitor: Page) -> Page:
    """The analysis of Hà Nội's wards."""
    visitor.goto(f"{server}/{START}")
    visitor.wait_for_selector(FIRST, timeout=WAIT_MS)
    visitor.wait_for_selector(QUIET, timeout=WAIT_MS)
    visitor.evaluate("window.isSamePage = true")
    return visitor


def count_rows(page: Page) -> int:
    page.wait_for_selector(QUIET, timeout=WAIT_MS)
    return page.locator(FIRST).count()


def test_a_step_of_the_distribution_keeps_its_rows_and_back_brings_all(page: Page) -> None:
    before = count_rows(page)
    step = page.locator(".d-spread a.bin").first
    count = int(step.locator("b").inner_text())
    assert count < before
    step.click()
    page.wait_for_url("**tu=*", timeout=WAIT_MS)
    wait_for(page, f"document.querySelectorAll('{FIRST}').length === {count}")
    page.go_back()
    wait_for(page, f"document.querySelectorAll('{FIRST}').length === {before}")
    assert "tu=" not in page.url
    assert page.evaluate("window.isSamePage") is True


def test_a_picked_row_stands_on_top_and_is_drawn(page: Page) -> None:
    row = page.locator(FIRST).nth(4)
    name = row.locator("th a").last.inner_text()
    row.locator(".pick").click()
    page.locator(f"{FIRST}.picked").wait_for(timeout=WAIT_MS)
    assert page.locator(FIRST).first.locator("th a").last.inner_text() == name
    page.get_by_text("Đường", exact=True).click()
    drawing = page.locator(".d-lines")
    drawing.wait_for(timeout=WAIT_MS)
    assert name in (drawing.get_attribute("alt") or "")


def test_a_number_opens_where_it_comes_from(page: Page) -> None:
    page.locator(f"{FIRST} td a").last.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("SHA-256").first.wait_for(timeout=WAIT_MS)
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached", timeout=WAIT_MS)
    page.get_by_text("Cột", exact=True).first.click()
    page.locator(".d-bars").wait_for(timeout=WAIT_MS)
    assert page.get_by_role("dialog").count() == 0


@pytest.mark.parametrize("chart", ["phan-bo", "cot", "duong", "tan-xa", "bon-buoc"])
def test_the_page_is_no_wider_than_a_phone(server: str, visitor: Page, chart: str) -> None:
    visitor.set_viewport_size(PHONE)
    visitor.goto(f"{server}/{START}&ve={chart}")
    visitor.wait_for_selector(FIRST, timeout=WAIT_MS)
    assert visitor.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
