"""One page in a browser with a new profile: how long it takes to open, to reload and to follow a filter, and what comes over the wire."""

from __future__ import annotations

import base64
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page, ViewportSize, sync_playwright

from benchmarks.map_steps import ARGUMENTS, WAIT_MS

VIEWPORT = ViewportSize(width=1366, height=768)
QUIET_MS, SETTLE_MS = 1_200, 300
# What the browser notes by itself from the moment it begins to load a page.
WATCH_OPENING = """(() => {
    const maps = () => [...document.querySelectorAll(".js-plotly-plot")].map((plot) => plot._fullLayout?.map?._subplot?.map);
    const coloured = (map) => map?.loaded() && map.queryRenderedFeatures().some((one) => one.layer.type === "fill" && one.properties.fc);
    const finished = () => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning";
    window.isBusy = () => !finished() || maps().some((map) => map && !map.loaded());
    const look = () => {
        const now = performance.now();
        if (!window.usableAt && finished() && document.querySelector("[data-testid=stMain] h1")?.checkVisibility()) window.usableAt = now;
        if (window.usableAt && maps().some(coloured)) return void (window.drawnAt = now);
        setTimeout(look, 10);
    };
    look();
})()"""
# Resolves to the milliseconds from the last key to the last frame in which anything on the page changed.
WATCH_CHANGE = """(quiet) => {
    let pressed = performance.now(), last = pressed;
    const note = () => requestAnimationFrame(() => { last = performance.now(); });
    const press = () => { pressed = last = performance.now(); };
    document.addEventListener("keydown", press, true);
    const observer = new MutationObserver(note);
    const options = { subtree: true, childList: true, attributes: true, characterData: true };
    observer.observe(document.querySelector("[data-testid=stMain]"), options);
    window.changeDrawn = new Promise((resolve) => {
        const look = () => {
            if (window.isBusy()) last = performance.now();
            if (performance.now() - last < quiet) return setTimeout(look, 10);
            observer.disconnect();
            document.removeEventListener("keydown", press, true);
            resolve(last - pressed);
        };
        look();
    });
}"""
# What is measured in a browser, in the order it is printed.
KINDS = {
    "first s": "first page after the start of the server, usable: s",
    "first map s": "… its map coloured: s",
    "cold s": "new profile, usable: s",
    "cold map s": "… its map coloured: s",
    "cold KB": "… came over the wire, websocket unpacked: KB",
    "reload s": "reload, usable: s",
    "reload map s": "… its map coloured: s",
    "noi first s": "another place, never asked for before: s to the last repaint",
    "noi s": "another place: s to the last repaint",
    "noi KB": "… websocket unpacked: KB",
    "noi HTTP KB": "… HTTP: KB",
    "chi_tieu first s": "another indicator, never asked for before: s to the last repaint",
    "chi_tieu s": "another indicator: s to the last repaint",
    "chi_tieu KB": "… websocket unpacked: KB",
    "chi_tieu HTTP KB": "… HTTP: KB",
}


@dataclass(frozen=True)
class Subject:
    """One page to measure."""

    name: str
    script: str
    page_name: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    has_map: bool = False


@dataclass(frozen=True)
class Change:
    """One change of a filter: which list, and the words to type into it."""

    key: str
    words: str


class Traffic:
    """Bytes that come to a page: what the websocket says, unpacked, and what HTTP took on the wire."""

    def __init__(self, page: Page) -> None:
        self.socket_count, self.http_count = 0, 0
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.webSocketFrameReceived", self._count_frame)
        session.on("Network.loadingFinished", self._count_response)

    def clear(self) -> None:
        """Begin to count anew."""
        self.socket_count, self.http_count = 0, 0

    def _count_frame(self, event: dict[str, Any]) -> None:
        payload, is_binary = event["response"]["payloadData"], event["response"]["opcode"] == 2
        self.socket_count += len(base64.b64decode(payload)) if is_binary else len(payload.encode())

    def _count_response(self, event: dict[str, Any]) -> None:
        self.http_count += int(event["encodedDataLength"])


@contextmanager
def open_browser() -> Iterator[tuple[Page, Traffic]]:
    """A browser with a profile of its own, never used before."""
    with tempfile.TemporaryDirectory() as profile, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=shutil.which("chromium"), args=ARGUMENTS, viewport=VIEWPORT
        )
        context.set_default_timeout(WAIT_MS)
        context.add_init_script(WATCH_OPENING)
        page = context.pages[0]
        try:
            yield page, Traffic(page)
        finally:
            context.close()


def wait_until_open(page: Page, subject: Subject) -> tuple[float, float | None]:
    """Seconds until the page was usable, and until its map had its colours."""
    page.wait_for_function("window.usableAt")
    if subject.has_map:
        page.wait_for_function("window.drawnAt")
    drawn = page.evaluate("window.drawnAt") if subject.has_map else None
    return float(page.evaluate("window.usableAt")) / 1000, None if drawn is None else float(drawn) / 1000


def change_filter(page: Page, change: Change) -> float:
    """Choose from a list by typing; seconds from the last key to the last repaint."""
    box = page.locator(f".st-key-{change.key} input").first
    box.click()
    box.fill(change.words)
    page.get_by_role("option", name=change.words, exact=True).first.wait_for()
    page.wait_for_timeout(SETTLE_MS)
    page.evaluate(WATCH_CHANGE, QUIET_MS)
    page.keyboard.press("Enter")
    return float(page.evaluate("window.changeDrawn")) / 1000


class Figures(dict[str, list[float]]):
    """Measurements by what was measured."""

    def note(self, name: str, value: float | None) -> None:
        """Add one; null is none."""
        if value is not None:
            self.setdefault(name, []).append(value)

    def tell(self, name: str) -> str:
        """Median and worst, or that there is none."""
        values = self.get(name)
        return f"{median(values):.2f} ({max(values):.2f})" if values else "–"


def measure_in_browser(address: str, subject: Subject, changes: Sequence[Change], rounds: int) -> Figures:
    """Open a page with new profiles, reload it and change its filters; the first opening after the start of the server stands apart."""
    figures = Figures()
    url = f"{address}/{subject.page_name}?{urlencode(subject.query)}"
    for turn in range(rounds + 1):
        with open_browser() as (page, traffic):
            for name in ("cold", "reload"):
                traffic.clear()
                page.goto(url) if name == "cold" else page.reload()
                usable, drawn = wait_until_open(page, subject)
                page.wait_for_timeout(QUIET_MS)
                kind = "first" if turn == 0 and name == "cold" else name
                figures.note(f"{kind} s", usable)
                figures.note(f"{kind} map s", drawn)
                figures.note(f"{kind} KB", (traffic.http_count + traffic.socket_count) / 1000)
            for change in changes:
                traffic.clear()
                figures.note(f"{change.key} {'' if turn else 'first '}s", change_filter(page, change))
                if turn:
                    figures.note(f"{change.key} KB", traffic.socket_count / 1000)
                    figures.note(f"{change.key} HTTP KB", traffic.http_count / 1000)
    return figures
