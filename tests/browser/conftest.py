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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Response, WebSocket, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
# Pages are painted in plain software, and only a WebGL map by the emulated graphics card: painting everything by it costs as much again.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-gpu",
]
WAIT_MS, LOOK_MS = 90_000, 100
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


@pytest.fixture(scope="package")
def kept_page(browser: Browser) -> Iterator[Page]:
    """The one page that the tests which need no browser of their own go on in, one after another."""
    page = open_page(browser, viewport=DESKTOP)
    yield page
    page.context.close()


@pytest.fixture
def visitor(kept_page: Page) -> Iterator[Page]:
    """Somebody before a desktop screen who has been here already and goes to an address: half the work of a new browser context.

    The address is loaded anew, in a new session of the server; what former tests left in the browser is gone, but for its cache.
    """
    kept_page.set_viewport_size(DESKTOP)
    yield kept_page
    if kept_page.url.startswith("http"):
        kept_page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")


@pytest.fixture
def traffic(visitor: Page) -> Iterator[Traffic]:
    """What the visitor's page asks for in this test."""
    watched = Traffic(visitor)
    yield watched
    watched.stop()


def wait_for(page: Page, condition: str, argument: Any = None) -> None:
    """Wait until a condition holds, looking ten times a second: looking at every frame would keep the page painting."""
    page.wait_for_function(condition, arg=argument, polling=LOOK_MS, timeout=WAIT_MS)


class Traffic:
    """What a page asked for: addresses, their hosts, and the map shapes that came over the wire rather than from the browser's cache."""

    def __init__(self, page: Page) -> None:
        self.hosts: set[str] = set()
        self.asked: list[str] = []
        self.geometry: list[str] = []
        self._page = page
        self._open: set[Request] = set()
        self._handlers: dict[Any, Callable[[Any], None]] = {
            "request": self._begin,
            "requestfinished": self._end,
            "requestfailed": self._end,
            "websocket": self._connect,
            "response": self._check,
        }
        for event, handler in self._handlers.items():
            page.on(event, handler)
        self._session = page.context.new_cdp_session(page)
        self._session.send("Network.enable")
        self._session.on("Network.responseReceived", self._note)

    def stop(self) -> None:
        """Look no longer."""
        for event, handler in self._handlers.items():
            self._page.remove_listener(event, handler)
        self._session.detach()

    def empty_cache(self) -> None:
        """Make the browser forget what it has fetched."""
        self._session.send("Network.clearBrowserCache")

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
        self.asked.append(request.url)
        self._add_host(request.url)
        if urlsplit(request.url).scheme not in {"blob", "data"}:
            self._open.add(request)

    def _end(self, request: Request) -> None:
        self._open.discard(request)

    def _connect(self, websocket: WebSocket) -> None:
        self._add_host(websocket.url)

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
    wait_for(page, f"({COUNT_DRAWN})() === {count}")
