"""The stage in a browser: how long the next screen takes to stand, key to last frame, at two sizes, the network gone.

Beside it the time to compose the story and to write its document. The bound is 300 ms a screen after the first. The browser paints with the
processor, as on a computer without a graphics card: emulating one (``--use-angle=swiftshader``) would time the emulator.

    python -m benchmarks.stage [AREA_ID PERIOD]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from ui.stage_story import make_stage, tell_story
from warehouse.publish import find_folder, read_current_id

SIZES = (ViewportSize(width=1920, height=1080), ViewportSize(width=1024, height=768))
BOUND_MS, PAUSES_MS = 300, (1000, 0)
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-gpu"]
# Milliseconds from a key to the second frame after it, when what the first laid out is on the screen.
PRESS = """() => new Promise((resolve) => {
    const start = performance.now();
    dispatchEvent(new KeyboardEvent("keydown", { key: "PageDown", bubbles: true }));
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)));
})"""


def measure_screens(page: Page, address: str, pause_ms: int) -> list[float]:
    """Milliseconds of each screen after the first; without a pause nothing is prepared ahead, and the last is still being drawn."""
    page.goto(address)
    page.context.set_offline(True)
    times = []
    for _step in range(page.locator(".tile").count() - 1):
        page.wait_for_timeout(pause_ms)
        times.append(float(page.evaluate(PRESS)))
    return times


def main() -> None:
    """Measure and print."""
    area_id, period = sys.argv[1:3] if len(sys.argv) > 2 else ("01.2025-07", "2025")
    folder = find_folder()
    asked = (str(folder), str(read_current_id(folder)), area_id, period, "vi")
    start = time.perf_counter()
    story = tell_story(*asked)
    composed = time.perf_counter()
    document = make_stage(*asked)
    written = time.perf_counter()
    sys.stdout.write(f"{area_id} {period}: {len(story.scenes)} scenes, {len(document) / 1000:.0f} KB" + "\n")
    sys.stdout.write(
        f"composed in {1000 * (composed - start):.0f} ms, written in {1000 * (written - composed):.0f} ms" + "\n"
    )
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        path = Path(place) / "stage.html"
        path.write_text(document, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for size in SIZES:
            for pause in PAUSES_MS:
                page = browser.new_page(viewport=size)
                times = measure_screens(page, path.as_uri(), pause)
                told = " ".join(f"{one:.0f}" for one in times)
                sys.stdout.write(
                    f"{size['width']} × {size['height']}, {pause} ms between: {told} ms; slowest {max(times):.0f} of {BOUND_MS} ms"
                    + "\n"
                )
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
