"""What a step on the map costs: bytes and seconds in Chromium for another period, another indicator and back, beside a naive figure.

``python -m benchmarks.map_steps`` starts the app on the current warehouse and drives it as a hand would, by arrow keys on the slider of
periods and in the list of indicators. For each kind of step it prints the median of websocket bytes received, of seconds from the key to
the moment every unit has its new colour on the screen, and of processor seconds of the server; and how many times shapes were fetched.
The baseline is ``benchmarks/naive_map.py``: the shapes inside the figure, drawn anew at every step, in the same browser and the same run.
Chromium draws without a graphics card here, so a step takes longer than on an officer's computer; the load of the machine is printed.
"""

from __future__ import annotations

import argparse
import base64
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[1]
NAIVE = "benchmarks/naive_map.py"
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--use-angle=swiftshader"]
VIEWPORT = ViewportSize(width=1366, height=768)
WAIT_MS, SETTLE_MS, START_SECONDS = 120_000, 2_500, 120
SLIDER = ".st-key-map_period input"
INDICATORS = ".st-key-chi_tieu input"
# Keys of each kind of step, in the order they are pressed; a round leads back to where it began.
ROUND = (
    ("period", SLIDER, ("ArrowLeft",)),
    ("period", SLIDER, ("ArrowLeft",)),
    ("back to a seen period", SLIDER, ("ArrowRight",)),
    ("back to a seen period", SLIDER, ("ArrowRight",)),
    ("indicator", INDICATORS, ("ArrowDown", "ArrowDown", "Enter")),
    ("indicator", INDICATORS, ("ArrowUp", "ArrowUp", "Enter")),
)
# Resolves to the milliseconds from the last key until as many units as before have a colour, those of a figure that is not the one before.
WATCH = """() => {
    const find = () => document.querySelector("[class*='st-key-map_chart'] .js-plotly-plot");
    const read = (plot) => plot?._fullData?.[0] ? JSON.stringify([plot._fullData[0].z, plot._fullData[0].colorscale]) : "";
    const list = (map) => map.queryRenderedFeatures().filter((one) => one.layer.type === "fill" && one.properties.fc);
    const getMap = (plot) => plot?._fullLayout?.map?._subplot?.map;
    const count = (units) => new Set(units.map((one) => one.id)).size;
    const before = read(find()), least = count(list(getMap(find())));
    const see = () => {
        const plot = find(), map = getMap(plot), now = read(plot);
        return map && now && now !== before && map.loaded() && count(list(map)) >= least;
    };
    let pressed = performance.now();
    const note = () => { pressed = performance.now(); };
    document.addEventListener("keydown", note, true);
    window.stepTaken = new Promise((resolve) => {
        const look = () => {
            if (!see()) return setTimeout(look, 30);
            document.removeEventListener("keydown", note, true);
            resolve(performance.now() - pressed);
        };
        look();
    });
}"""


@dataclass(frozen=True)
class Scene:
    """One map to step through."""

    name: str
    query: dict[str, str]


SCENES = (
    Scene("Hà Nội, 126 wards", {"noi": "01.2025-07", "cap": "ward"}),
    Scene("Hà Nội, 30 former districts", {"noi": "01.2025-07", "cap": "district"}),
    Scene("nation, 3,321 wards", {"noi": "VN", "cap": "ward"}),
)


@dataclass
class Costs:
    """What the steps of one kind cost, one entry a step."""

    byte_counts: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    server_seconds: list[float] = field(default_factory=list)


class Wire:
    """What comes to a page: bytes over the websocket, and shapes that were not in the browser's cache."""

    def __init__(self, page: Page) -> None:
        self.byte_count = 0
        self.fetched: list[str] = []
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.webSocketFrameReceived", self._count)
        session.on("Network.responseReceived", self._note)

    def _count(self, event: dict[str, Any]) -> None:
        payload, is_binary = event["response"]["payloadData"], event["response"]["opcode"] == 2
        self.byte_count += len(base64.b64decode(payload)) if is_binary else len(payload.encode())

    def _note(self, event: dict[str, Any]) -> None:
        if "/geometry/" in event["response"]["url"] and not event["response"].get("fromDiskCache"):
            self.fetched.append(event["response"]["url"])


@contextmanager
def run_server(script: str) -> Iterator[tuple[str, int]]:
    """Start a script of the project, give its address and process, and end it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless=true", f"--server.port={port}"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for_server(address)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


def wait_for_server(address: str) -> None:
    """Wait until a server answers."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{address} did not answer within {START_SECONDS} s")


def read_processor_seconds(process_id: int) -> float:
    """Processor time a process has used so far (Linux)."""
    fields = Path(f"/proc/{process_id}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def take_step(page: Page, target: str, keys: tuple[str, ...]) -> float:
    """Press the keys of a step; seconds until the map shows it."""
    page.evaluate(WATCH)
    page.locator(target).first.focus()
    for key in keys:
        page.keyboard.press(key)
    return float(page.evaluate("window.stepTaken")) / 1000


def measure(page: Page, process_id: int, rounds: int, steps: Any) -> tuple[dict[str, Costs], Wire]:
    """Costs of the steps of an open map, by kind; the first round is not counted, for it warms up server and browser."""
    costs: dict[str, Costs] = {}
    wire = Wire(page)
    for turn in range(rounds + 1):
        for kind, target, keys in steps:
            wire.byte_count, before = 0, read_processor_seconds(process_id)
            seconds = take_step(page, target, keys)
            page.wait_for_timeout(SETTLE_MS)
            if turn or rounds == 0:
                cost = costs.setdefault(kind, Costs())
                cost.seconds.append(seconds)
                cost.byte_counts.append(wire.byte_count)
                cost.server_seconds.append(read_processor_seconds(process_id) - before)
    return costs, wire


def measure_script(
    browser: Browser, script: str, scene: Scene, rounds: int, steps: Any
) -> tuple[dict[str, Costs], Wire]:
    """Start a script, open a scene in it and measure its steps."""
    with run_server(script) as (address, process_id):
        page = browser.new_context(viewport=VIEWPORT).new_page()
        page.set_default_timeout(WAIT_MS)
        slug = "" if script == NAIVE else "ban-do"
        page.goto(f"{address}/{slug}?{urlencode(scene.query)}")
        page.wait_for_selector(".js-plotly-plot .maplibregl-canvas")
        page.wait_for_timeout(4 * SETTLE_MS)
        try:
            return measure(page, process_id, rounds, steps)
        finally:
            page.context.close()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2, help="rounds counted, each of six steps")
    parser.add_argument(
        "--scenes", type=int, nargs="*", default=range(len(SCENES)), help="numbers of the scenes, from 0"
    )
    parser.add_argument("--no-baseline", action="store_true", help="leave the naive figure out")
    options = parser.parse_args()
    console = Console(width=120)
    table = Table("map", "step", "steps", "KB received", "s to the colours", "slowest", "server s")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for scene in (SCENES[place] for place in options.scenes):
            scripts = {"app.py": ROUND} | ({} if options.no_baseline else {NAIVE: ROUND[:4]})
            for script, steps in scripts.items():
                costs, wire = measure_script(browser, script, scene, options.rounds, steps)
                add_rows(table, scene.name if script != NAIVE else f"baseline: {scene.name}, naive", costs)
                console.print(f"{scene.name}: {script} fetched shapes {len(wire.fetched)} times while stepping")
        browser.close()
    console.print(table)
    console.print("load of the machine (1, 5, 15 min):", *os.getloadavg(), "on", os.cpu_count(), "processors")


def add_rows(table: Table, name: str, costs: dict[str, Costs]) -> None:
    """One row for each kind of step."""
    for kind, cost in costs.items():
        figures = (
            median(cost.byte_counts) / 1000,
            median(cost.seconds),
            max(cost.seconds),
            median(cost.server_seconds),
        )
        table.add_row(name, kind, str(len(cost.seconds)), *(f"{figure:.2f}" for figure in figures))


if __name__ == "__main__":
    main()
