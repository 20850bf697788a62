"""Pictures of every page: each language, size and theme, with data and without, a ward, and a unit that ended with the reform.

``python -m tests.browser.screenshots --out FOLDER`` takes them all and lays them out in ``index.html``; pictures already there are kept, so
a run that was stopped goes on where it was. Pages are those of the registry, so a new page comes along by itself.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from html import escape
from itertools import groupby, product
from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode

import duckdb
import typer
from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from pages import PAGES, PageEntry
from tests.browser.conftest import CHROMIUM, CHROMIUM_ARGUMENTS, open_page, run_app
from ui.filters import DEFAULT_AREA, DEFAULT_INDICATOR
from warehouse.publish import find_folder, read_current_id

SIZES = ((390, 844), (1366, 768), (1920, 1080))
LANGUAGES, THEMES = ("vi", "en"), ("light", "dark")
WARD, FORMER_DISTRICT = "00376.2025-07", "002.before-2025-07"
EMPTY = "empty"
SETTLE_MS, DRAWN_MS = 700, 30_000
TALLEST = 9000
AREA_WITHOUT_FIGURES = """
    select area_id from dim_area where level = 'province' and era = '2025-07'
    and area_id not in (select area_id from mart_attainment where value is not null) order by area_id limit 1
"""
# The script has run, and every map on the screen has its shapes.
IS_DRAWN = """() => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning"
    && document.querySelector("h1, .d-empty, .d-waiting, [data-testid=stAlert]")
    && !document.querySelector("[data-testid=stSkeleton]")
    && [...document.querySelectorAll(".js-plotly-plot")].every((plot) => plot._fullLayout?.map?._subplot?.map?.loaded() ?? true)"""
HEIGHT = "() => document.querySelector('[data-testid=stMain]').scrollHeight"
app = typer.Typer(add_completion=False)


@dataclass(frozen=True)
class Shot:
    """One page in one state, language and theme; it is taken in every size."""

    place: int
    entry: PageEntry
    case: str
    query: dict[str, str]
    language: str
    theme: str

    @property
    def name(self) -> str:
        """Name of its files before the size: they sort by page and case."""
        return f"{self.place:02d}-{self.entry.page_id}_{self.case}_{self.language}_{self.theme}"

    @property
    def address(self) -> str:
        """Path and query of the page."""
        return f"/{self.entry.url_path}?{urlencode({**self.query, 'lang': self.language})}"


@app.command()
def take_screenshots(
    out: Annotated[Path, typer.Option(help="Folder for the pictures and index.html.")],
    pages: Annotated[str, typer.Option(help="Only these pages, by id, separated by commas.")] = "",
    warehouse: Annotated[
        Path | None, typer.Option(help="Warehouse to show; that of the settings if not given.")
    ] = None,
    only: Annotated[str, typer.Option(help="Only names with all of these words in them, separated by commas.")] = "",
    whole: Annotated[bool, typer.Option(help="Whole pages from top to bottom instead of what a screen shows.")] = False,
) -> None:
    """Take pictures of the pages and lay them out in index.html."""
    folder = warehouse or find_folder()
    if read_current_id(folder) is None:
        raise typer.BadParameter(f"no release in {folder}", param_hint="--warehouse")
    out.mkdir(parents=True, exist_ok=True)
    words = [word for word in only.split(",") if word]
    shots = [shot for shot in list_shots(folder, pages.split(",") if pages else []) if is_wanted(shot, words, out)]
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with ExitStack() as stack, Progress(*columns) as progress:
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS
        )
        stack.callback(browser.close)
        task = progress.add_task("pictures", total=len(shots) * len(SIZES))
        for is_empty, group in groupby(shots, key=lambda shot: shot.case == EMPTY):
            shown = Path(stack.enter_context(tempfile.TemporaryDirectory())) if is_empty else folder
            server = stack.enter_context(run_app(shown))
            for shot in group:
                progress.update(task, description=shot.name)
                for _path in take_shot(browser, server, shot, words, out, is_whole=whole):
                    progress.advance(task)
    write_index(out)
    typer.echo(f"{len(list(out.glob('*.png')))} pictures: {out / 'index.html'}")


def list_shots(folder: Path, page_ids: Sequence[str]) -> list[Shot]:
    """Every page in every case, language and theme, those of the empty warehouse last."""
    with duckdb.connect(str(folder / "releases" / f"{read_current_id(folder)}.duckdb"), read_only=True) as release:
        without = release.execute(AREA_WITHOUT_FIGURES).fetchone()
    cases = {"data": DEFAULT_AREA, "ward": WARD, "before-reform": FORMER_DISTRICT}
    if without is not None:
        cases["no-data"] = without[0]
    shots = []
    for place, entry in enumerate(PAGES, start=1):
        if page_ids and entry.page_id not in page_ids:
            continue
        queries = {case: {"noi": area_id} for case, area_id in cases.items()}
        if entry.offers_all:
            queries |= {f"{case}-one": {**query, "chi_tieu": DEFAULT_INDICATOR} for case, query in queries.items()}
        shots += [
            Shot(place, entry, case, query, *look)
            for (case, query), look in product(queries.items(), product(LANGUAGES, THEMES))
        ]
    return shots + [Shot(0, PAGES[0], EMPTY, {}, *look) for look in product(LANGUAGES, THEMES)]


def is_wanted(shot: Shot, words: Sequence[str], out: Path) -> bool:
    """Whether a picture of it is asked for and not there yet."""
    return any(not path.exists() for _size, path in list_files(shot, words, out))


def list_files(shot: Shot, words: Sequence[str], out: Path) -> list[tuple[tuple[int, int], Path]]:
    """Files of a shot that are asked for, with their sizes."""
    files = [(size, out / f"{shot.name}_{size[0]:04d}.png") for size in SIZES]
    return [(size, path) for size, path in files if all(word in path.stem for word in words)]


def take_shot(
    browser: Browser, server: str, shot: Shot, words: Sequence[str], out: Path, *, is_whole: bool
) -> Iterator[Path]:
    """Open the page once and take its picture in every size that is asked for and missing."""
    page = open_page(browser, viewport={"width": SIZES[0][0], "height": SIZES[0][1]}, color_scheme=shot.theme)
    try:
        page.goto(server + shot.address)
        for (width, height), path in list_files(shot, words, out):
            if not path.exists():
                page.set_viewport_size({"width": width, "height": height})
                wait_until_drawn(page)
                if is_whole:
                    page.set_viewport_size({"width": width, "height": min(TALLEST, page.evaluate(HEIGHT))})
                    wait_until_drawn(page)
                page.screenshot(path=path)
            yield path
    finally:
        page.context.close()


def wait_until_drawn(page: Page) -> None:
    """Wait until the page stands still; one that never does is pictured as it is."""
    try:
        page.wait_for_function(IS_DRAWN, timeout=DRAWN_MS)
    except TimeoutError:
        typer.echo(f"not drawn after {DRAWN_MS // 1000} s: {page.url}", err=True)
    page.wait_for_timeout(SETTLE_MS)


def write_index(out: Path) -> None:
    """A contact sheet of all pictures in the folder, a row for each page in each case."""
    rows = []
    for title, paths in groupby(sorted(out.glob("*.png")), key=lambda path: "_".join(path.stem.split("_")[:2])):
        figures = "".join(
            f"<a href='{escape(path.name)}'><img loading='lazy' src='{escape(path.name)}' alt='{escape(path.stem)}'>"
            f"<span>{escape(' '.join(path.stem.split('_')[2:]))}</span></a>"
            for path in paths
        )
        rows.append(f"<h2>{escape(title)}</h2><div>{figures}</div>")
    style = (
        "body{font:14px sans-serif;margin:1rem}div{display:flex;flex-wrap:wrap;gap:.6rem}a{color:inherit}"
        "img{display:block;height:220px;border:1px solid #888}"
    )
    html = f"<!doctype html><html lang='en'><title>Pages</title><style>{style}</style>{''.join(rows)}</html>"
    (out / "index.html").write_text(html, encoding="utf-8")


if __name__ == "__main__":
    app()
