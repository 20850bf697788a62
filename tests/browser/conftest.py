"""The app as people meet it: started by its own command on a free port, driven in a real browser.

Without a browser these tests are skipped, unless ``REQUIRE_BROWSER=1`` makes that a failure.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Response, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--use-angle=swiftshader"]
WAIT_MS = 90_000
START_SECONDS = 180
DESKTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
# Units on the screen that have a colour of their own: Plotly numbers the shapes and gives each its fill colour.
COUNT_DRAWN = """() => {
    const plot = document.querySelector(".st-key-map_frame .js-plotly-plot");
    const map = plot?._fullLayout?.map?._subplot?.map;
    if (!map || !map.loaded()) return 0;
    const coloured = map.queryRenderedFeatures().filter((one) => one.properties.fc && one.layer.type === "fill");
    return new Set(coloured.map((one) => one.id)).size;
}"""


@pytest.fixture(scope="package")
def server(demonstration_folder: Path, browser: Browser) -> Iterator[str]:
    """Address of the app, started on the demonstration warehouse; not started at all without a browser."""
    with run_app(demonstration_folder) as address:
        yield address


@contextmanager
def run_app(folder: Path) -> Iterator[str]:
    """Start the app on a warehouse, give its address, and end it."""
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
    environment = {**os.environ, "DICH_WAREHOUSE": str(folder)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for_health(address)
        yield address
    finally:
        process.terminate()
        process.wait()


def wait_for_health(address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2):
                return
        except OSError:  # refused, or accepted and not answered in time
            time.sleep(0.2)
    raise AssertionError(f"the app did not start within {START_SECONDS} s")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium or Chrome of this machine."""
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("REQUIRE_BROWSER=1, but there is no Chromium or Chrome")
        pytest.skip("no Chromium or Chrome on this machine")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


def open_page(browser: Browser, **options: Any) -> Page:
    """A page in a context of its own, patient enough for a slow machine; its context is to be closed."""
    context = browser.new_context(**options)
    context.set_default_timeout(WAIT_MS)
    return context.new_page()


class Traffic:
    """What a page asked for: hosts, and the map shapes that came over the wire rather than from the browser's cache."""

    def __init__(self, page: Page) -> None:
        self.hosts: set[str] = set()
        self.geometry: list[str] = []
        self._page = page
        self._open: set[Request] = set()
        page.on("request", self._begin)
        page.on("requestfinished", lambda request: self._open.discard(request))
        page.on("requestfailed", lambda request: self._open.discard(request))
        page.on("websocket", lambda websocket: self._add_host(websocket.url))
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.responseReceived", self._note)
        page.on("response", self._check)

    def wait_until_quiet(self) -> None:
        """Wait until the page has been computed and everything it asked for over the network has come.

        Playwright's own "networkidle" counts the blobs workers are started from, which never end.
        """
        self._page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=WAIT_MS)
        end = time.monotonic() + WAIT_MS / 1000
        self._page.wait_for_timeout(500)
        while self._open:
            assert time.monotonic() < end, [request.url for request in self._open]
            self._page.wait_for_timeout(500)

    def _begin(self, request: Request) -> None:
        self._add_host(request.url)
        if urlsplit(request.url).scheme not in {"blob", "data"}:
            self._open.add(request)

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
    """Wait until so many units have a colour on the screen."""
    page.wait_for_function(f"({COUNT_DRAWN})() === {count}", timeout=WAIT_MS)
