"""A link to the map on a freshly started server, in a real browser: the right page, every unit drawn, nobody else asked."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, WAIT_MS, Traffic, wait_until_drawn


@pytest.mark.parametrize(
    ("address", "count", "words"),
    [
        ("/ban-do?noi=01.2025-07&cap=district&ky=2024", 30, "30 quận, huyện cũ"),
        ("/ban-do?noi=01.2025-07&cap=ward&ky=2025", 126, "126 xã, phường"),
        ("/ban-do?noi=01.2025-07&cap=ward&ky=2025&lang=en", 126, "126 wards"),
    ],
)
def test_a_link_opens_the_whole_map_at_once(
    server: str, visitor: Page, traffic: Traffic, address: str, count: int, words: str
) -> None:
    traffic.empty_cache()
    visitor.goto(server + address)
    visitor.wait_for_selector(f"h1:has-text('{words}')", timeout=WAIT_MS)
    wait_until_drawn(visitor, count)
    assert traffic.hosts == {urlsplit(server).netloc}
    assert len(traffic.geometry) == 1


def test_shapes_are_fetched_once(server: str, visitor: Page, traffic: Traffic) -> None:
    traffic.empty_cache()
    visitor.goto(f"{server}/ban-do?noi=01.2025-07&cap=ward&ky=2025")
    wait_until_drawn(visitor, 126)
    assert len(traffic.geometry) == 1
    again = visitor.context.new_page()
    seen = Traffic(again)
    again.goto(f"{server}/ban-do?noi=01.2025-07&cap=ward&ky=2026-H1")
    wait_until_drawn(again, 126)
    assert seen.geometry == []
    again.close()


@pytest.mark.parametrize("address", ["", "tong-quan?noi=14.2025-07"])
def test_the_first_page_asks_nobody_else(server: str, visitor: Page, traffic: Traffic, address: str) -> None:
    visitor.set_viewport_size(PHONE)
    visitor.goto(f"{server}/{address}")
    visitor.wait_for_selector("h1", timeout=WAIT_MS)
    traffic.wait_until_quiet()
    assert traffic.hosts == {urlsplit(server).netloc}
    assert visitor.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
