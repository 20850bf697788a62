"""The panel of a criterion in a real browser: opened by its link, closed by hand, given back by the browser's Back."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import WAIT_MS, Traffic, wait_for

CELL, PANEL = "a.k-cell >> nth=2", "[role=dialog] .k-head-levels"


def test_a_panel_is_a_link_and_stays_closed_once_it_was_closed(server: str, visitor: Page, traffic: Traffic) -> None:
    page = visitor
    page.goto(f"{server}/tieu-chi?noi=96.2025-07")
    page.wait_for_selector(CELL, timeout=WAIT_MS)
    traffic.wait_until_quiet()
    page.click(CELL)
    page.wait_for_selector(PANEL, timeout=WAIT_MS)
    traffic.wait_until_quiet()
    assert "tieu_chi=1.1.3" in page.url
    page.keyboard.press("Escape")
    wait_for(page, "!location.search.includes('tieu_chi')")
    traffic.wait_until_quiet()
    assert page.locator("[role=dialog]").count() == 0
    page.click(CELL)
    page.wait_for_selector(PANEL, timeout=WAIT_MS)
    traffic.wait_until_quiet()
    page.go_back()
    wait_for(page, "!location.search.includes('tieu_chi')")
    page.wait_for_selector(PANEL, state="detached", timeout=WAIT_MS)
