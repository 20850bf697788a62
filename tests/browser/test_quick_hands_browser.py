"""Hands quicker than the page: what is asked for while a screen is still being computed counts, and all of it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import WAIT_MS, Traffic, wait_for

DISTRICTS = "/ban-do?noi=01.2025-07&cap=district&ky=2024&chon=002.before-2025-07"
INDICATORS, COLOURS = ".st-key-chi_tieu input", ".st-key-mau input"


def read_address(page: Page) -> dict[str, str]:
    """Parameters of the address by their keys."""
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


@pytest.mark.parametrize("pause_ms", [0, 150, 400])
def test_a_link_followed_before_its_screen_is_drawn_leads_there_and_stays(
    server: str, visitor: Page, traffic: Traffic, pause_ms: int
) -> None:
    page = visitor
    page.goto(f"{server}{DISTRICTS}")
    page.wait_for_selector("a.d-button", timeout=WAIT_MS)
    page.wait_for_timeout(pause_ms)
    page.click("a.d-button")
    page.wait_for_selector(".d-trail b:has-text('Quận Hoàn Kiếm (cũ)')", timeout=WAIT_MS)
    traffic.wait_until_quiet()
    assert page.inner_text(".d-trail b") == "Quận Hoàn Kiếm (cũ)"
    assert read_address(page)["noi"] == "002.before-2025-07"
    assert "chon" not in read_address(page)


def choose_second(page: Page, target: str) -> None:
    """Choose another entry of a list by the keyboard, as soon as the browser takes it."""
    before = page.input_value(target)
    page.focus(target)
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    wait_for(page, "([target, before]) => document.querySelector(target).value !== before", [target, before])


def test_two_choices_in_a_row_are_both_kept(server: str, visitor: Page, traffic: Traffic) -> None:
    page = visitor
    page.goto(f"{server}{DISTRICTS}")
    page.wait_for_selector(COLOURS, timeout=WAIT_MS)
    traffic.wait_until_quiet()
    before = read_address(page)
    choose_second(page, INDICATORS)
    choose_second(page, COLOURS)
    wait_for(page, "location.search.includes('mau=status')")
    traffic.wait_until_quiet()
    after = read_address(page)
    assert after["chi_tieu"] != before["chi_tieu"]
    assert after["mau"] == "status"
    assert after["noi"] == before["noi"]
