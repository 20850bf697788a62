"""What a page costs those who look at it, in a browser and with many viewers at once, beside an ordinary page on the same numbers.

``python -m benchmarks.page_speed`` starts the app on the current warehouse, then ``benchmarks/naive_page.py``, and prints for each

* in Chromium, with a new profile each time: seconds until the page is usable (headline visible, script finished), until its map has its
  colours, and the same after a reload; seconds from the key that changes a filter to the last repaint; bytes of the answers;
* with 1, 5 and 20 viewers without a browser (``benchmarks/viewers.py``), each changing a filter every few seconds: median, 95th percentile
  and longest of the seconds from the request to the end of the script, bytes over the wire, processor seconds and memory of the server;
* the same with viewers that do not think at all (back to back), which no audience does: how much the server can take.

The viewers run on the same processors as the server. Chromium draws without a graphics card here; the load of the machine is printed.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page, ViewportSize, sync_playwright
from rich.console import Console
from rich.table import Table

from benchmarks.map_steps import ARGUMENTS, WAIT_MS, run_server
from benchmarks.viewers import Load, watch_together
from ui.geometry import get_stored
from warehouse.publish import find_folder
from warehouse.queries import Release, open_release, read_area, read_geometry, read_indicator

PLACES = {"01.2025-07": "01_2025-07_ward", "79.2025-07": "79_2025-07_ward", "24.2025-07": "24_2025-07_ward"}
INDICATORS = ("learning_citizen_rate_adults_in_learning_models", "learning_family_rate")
NAIVE = "benchmarks/naive_page.py"
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


SUBJECTS = (
    Subject("overview", "app.py", "", {"noi": "01.2025-07"}),
    Subject("map, 126 wards", "app.py", "ban-do", {"noi": "01.2025-07", "cap": "ward"}, has_map=True),
    Subject("baseline: naive page", NAIVE, has_map=True),
)

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
def write_naive_files(release: Release) -> Iterator[None]:
    """Give the naive page its CSV and its shapes, taken from the release, for as long as it runs."""
    with tempfile.TemporaryDirectory() as folder:
        with release.connection.cursor() as cursor:
            statement = Path(__file__).with_name("naive_values.sql").read_text(encoding="utf-8")
            cursor.sql(statement).write_csv(str(Path(folder) / "values.csv"))
        for area_id, layer_key in PLACES.items():
            name = read_area(release, area_id).item(0, "name_vi")
            shapes = get_stored(read_geometry(release, layer_key)).geojson
            (Path(folder) / f"{name}.geojson").write_bytes(shapes)
        os.environ["NAIVE_FOLDER"] = folder
        yield


def list_changes(release: Release) -> list[Change]:
    """A round of changes: places and indicators, back to where it began."""
    places = [read_area(release, area_id).item(0, "name_vi") for area_id in PLACES]
    indicators = [read_indicator(release, indicator_id).item(0, "name_vi") for indicator_id in INDICATORS]
    return [Change("noi", words) for words in (*places[1:], places[0])] + [
        Change("chi_tieu", words) for words in (indicators[1], indicators[0])
    ]


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


def measure_viewers(
    address: str, process_id: int, subject: Subject, changes: Sequence[Change], console: Console, options: Any
) -> list[tuple[str, ...]]:
    """Rows of the table of viewers: first with time to think, then back to back."""
    choices = [{change.key: change.words} for change in changes]
    rows = []
    for count, think in [*((count, options.think) for count in options.viewers), (max(options.viewers), 0.0)]:
        load = asyncio.run(
            watch_together(
                address, process_id, subject.page_name, subject.query, choices,
                viewer_count=count, think_seconds=think, seconds=options.seconds,
            )
        )  # fmt: skip
        rows.append((subject.name, str(count), f"{think:g} s" if think else "none", *tell_load(load)))
        console.print(*rows[-1], sep=" · ")
    return rows


def tell_load(load: Load) -> tuple[str, ...]:
    """Cells of one load, in the order of the table."""
    seconds = sorted(run.seconds for run in load.runs)
    figures = (
        median(seconds),
        quantiles(seconds, n=20, method="inclusive")[-1],
        seconds[-1],
        median(run.wire_count for run in load.runs) / 1000,
        median(run.byte_count for run in load.runs) / 1000,
        load.server_seconds / len(seconds),
    )
    return str(len(seconds)), *(f"{figure:.2f}" for figure in figures), f"{load.server_megabytes:.0f}"


def read_options() -> argparse.Namespace:
    """What to measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="new profiles counted, after the first one")
    parser.add_argument(
        "--viewers", type=int, nargs="*", default=[1, 5, 20], help="how many at once; none leaves them out"
    )
    parser.add_argument("--think", type=float, default=5.0, help="seconds from one change of a viewer to its next")
    parser.add_argument("--seconds", type=float, default=30.0, help="how long each load lasts")
    parser.add_argument(
        "--subjects", type=int, nargs="*", default=range(len(SUBJECTS)), help="numbers of the pages, from 0"
    )
    return parser.parse_args()


def main() -> None:
    """Print the tables."""
    options, console = read_options(), Console(width=160)
    release = open_release(find_folder())
    changes = list_changes(release)
    columns = [SUBJECTS[place].name for place in options.subjects]
    browser = Table("one browser: median (worst)", *columns)
    heads = (
        "viewers",
        "think",
        "runs",
        "p50 s",
        "p95 s",
        "max s",
        "KB wire",
        "KB unpacked",
        "server s a run",
        "server MB",
    )
    viewers = Table("many viewers", *heads)
    figures: dict[str, Figures] = {}
    with write_naive_files(release):
        for subject in (SUBJECTS[place] for place in options.subjects):
            with run_server(subject.script) as (address, process_id):
                if options.rounds:
                    figures[subject.name] = measure_in_browser(address, subject, changes, options.rounds)
                for row in (
                    measure_viewers(address, process_id, subject, changes, console, options) if options.viewers else []
                ):
                    viewers.add_row(*row)
    for kind, words in KINDS.items() if figures else []:
        browser.add_row(words, *(figures[name].tell(kind) for name in columns))
    for table in (browser, viewers):
        console.print(table)
    console.print("load of the machine (1, 5, 15 min):", *os.getloadavg(), "on", os.cpu_count(), "processors")


if __name__ == "__main__":
    main()
