"""A link to the map on a freshly started server, in a real browser: the right page, every unit drawn, nobody else asked."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DESKTOP, PHONE, WAIT_MS, Traffic, open_page, wait_until_drawn


@pytest.mark.parametrize(
    ("address", "count", "words"),
    [
        ("/ban-do?noi=01.2025-07&cap=district&ky=2024", 30, "30 quận, huyện cũ"),
        ("/ban-do?noi=01.2025-07&cap=ward&ky=2025", 126, "126 xã, phường"),
        ("/ban-do?noi=01.2025-07&cap=ward&ky=2025&lang=en", 126, "126 wards"),
    ],
)
def test_a_link_opens_the_whole_map_at_once(
    server: str, browser: Browser, address: str, count: int, words: str
) -> None:
    page = open_page(browser, viewport=DESKTOP)
    traffic = Traffic(page)
    page.goto(server + address)
    page.wait_for_selector(f"h1:has-text('{words}')", timeout=WAIT_MS)
    wait_until_drawn(page, count)
    assert traffic.hosts == {urlsplit(server).netloc}
    assert len(traffic.geometry) == 1
    page.context.close()


def test_shapes_are_fetched_once(server: str, browser: Browser) -> None:
    first = open_page(browser, viewport=DESKTOP)
    traffic = Traffic(first)
    first.goto(f"{server}/ban-do?noi=01.2025-07&cap=ward&ky=2025")
    wait_until_drawn(first, 126)
    assert len(traffic.geometry) == 1
    first.close()
    second = first.context.new_page()
    again = Traffic(second)
    second.goto(f"{server}/ban-do?noi=01.2025-07&cap=ward&ky=2026-H1")
    wait_until_drawn(second, 126)
    assert again.geometry == []
    second.context.close()


@pytest.mark.parametrize("slug", ["", "tong-quan?noi=14.2025-07", "ban-do", "chi-tieu", "xep-hang", "nguon-so-lieu"])
def test_no_page_asks_anybody_else(server: str, browser: Browser, slug: str) -> None:
    page = open_page(browser, viewport=PHONE)
    traffic = Traffic(page)
    page.goto(f"{server}/{slug}")
    page.wait_for_selector("h1", timeout=WAIT_MS)
    traffic.wait_until_quiet()
    assert traffic.hosts == {urlsplit(server).netloc}
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    page.context.close()
