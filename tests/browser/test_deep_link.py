"""A link to the map on a freshly started server, in a real browser: the right page, every unit drawn, nobody else asked."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--use-angle=swiftshader"]
WAIT_MS = 90_000
# Units on the screen that have a colour of their own: Plotly numbers the shapes and gives each its fill colour.
COUNT_DRAWN = """() => {
    const plot = document.querySelector(".st-key-map_frame .js-plotly-plot");
    const map = plot?._fullLayout?.map?._subplot?.map;
    if (!map || !map.loaded()) return 0;
    const coloured = map.queryRenderedFeatures().filter((one) => one.properties.fc && one.layer.type === "fill");
    return new Set(coloured.map((one) => one.id)).size;
}"""

if CHROMIUM is None and os.environ.get("REQUIRE_BROWSER") != "1":
    pytest.skip("no Chromium or Chrome on this machine", allow_module_level=True)


@pytest.fixture(scope="module")
def server(demonstration_folder: Path) -> Iterator[str]:
    """Address of the app, just started on the demonstration warehouse."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.headless",
        "true",
        "--server.port",
        str(port),
    ]
    environment = {**os.environ, "DICH_WAREHOUSE": str(demonstration_folder)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for_health(address)
        yield address
    finally:
        process.terminate()
        process.wait()


def wait_for_health(address: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2):
                return
        except URLError:
            time.sleep(0.2)
    raise AssertionError("the app did not start within 60 s")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM is not None, "REQUIRE_BROWSER=1, but there is no Chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


class Traffic:
    """What a page asked for: hosts, and the map shapes that came over the wire rather than from the browser's cache."""

    def __init__(self, page: Page) -> None:
        self.hosts: set[str] = set()
        self.geometry: list[str] = []
        page.on("request", lambda request: self._add_host(request.url))
        page.on("websocket", lambda websocket: self._add_host(websocket.url))
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.responseReceived", self._note)
        page.on("response", self._check)

    def _add_host(self, url: str) -> None:
        if urlsplit(url).scheme not in {"blob", "data"}:
            self.hosts.add(urlsplit(url).netloc)

    def _note(self, event: dict[str, Any]) -> None:
        response = event["response"]
        if "/geometry/" in response["url"] and not response.get("fromDiskCache"):
            self.geometry.append(response["url"])

    @staticmethod
    def _check(response: Response) -> None:
        if "/geometry/" in response.url:
            assert response.status == 200


def wait_until_drawn(page: Page, count: int) -> None:
    page.wait_for_function(f"({COUNT_DRAWN})() === {count}", timeout=WAIT_MS)


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
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    traffic = Traffic(page)
    page.goto(server + address)
    page.wait_for_selector(f"h1:has-text('{words}')", timeout=WAIT_MS)
    wait_until_drawn(page, count)
    assert traffic.hosts == {urlsplit(server).netloc}
    assert len(traffic.geometry) == 1
    page.context.close()


def test_shapes_are_fetched_once(server: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    first = context.new_page()
    traffic = Traffic(first)
    first.goto(f"{server}/ban-do?noi=01.2025-07&cap=ward&ky=2025")
    wait_until_drawn(first, 126)
    assert len(traffic.geometry) == 1
    first.close()
    second = context.new_page()
    again = Traffic(second)
    second.goto(f"{server}/ban-do?noi=01.2025-07&cap=ward&ky=2026-H1")
    wait_until_drawn(second, 126)
    assert again.geometry == []
    context.close()


@pytest.mark.parametrize("slug", ["", "tong-quan?noi=14.2025-07", "ban-do", "chi-tieu", "nguon-so-lieu"])
def test_no_page_asks_anybody_else(server: str, browser: Browser, slug: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    traffic = Traffic(page)
    page.goto(f"{server}/{slug}")
    page.wait_for_selector("h1", timeout=WAIT_MS)
    page.wait_for_load_state("networkidle")
    assert traffic.hosts == {urlsplit(server).netloc}
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    page.close()
