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
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table

from benchmarks.map_steps import run_server
from benchmarks.opened_page import KINDS, Change, Figures, Subject, measure_in_browser
from benchmarks.viewers import Load, watch_together
from ui.geometry import get_stored
from warehouse.publish import find_folder
from warehouse.queries import Release, open_release, read_area, read_geometry, read_indicator

PLACES = {"01.2025-07": "01_2025-07_ward", "79.2025-07": "79_2025-07_ward", "24.2025-07": "24_2025-07_ward"}
INDICATORS = ("learning_citizen_rate_adults_in_learning_models", "learning_family_rate")
NAIVE = "benchmarks/naive_page.py"
HEADS = ("viewers", "think", "runs", "p50 s", "p95 s", "max s", "KB wire", "KB unpacked", "server s a run", "server MB")

SUBJECTS = (
    Subject("overview", "app.py", "", {"noi": "01.2025-07"}),
    Subject("map, 126 wards", "app.py", "ban-do", {"noi": "01.2025-07", "cap": "ward"}, has_map=True),
    Subject("baseline: naive page", NAIVE, has_map=True),
)


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
    rows = [read_indicator(release, indicator_id).row(0, named=True) for indicator_id in INDICATORS]
    indicators = [row["short_vi"] or row["name_vi"] for row in rows]
    return [Change("noi", words) for words in (*places[1:], places[0])] + [
        Change("chi_tieu", words) for words in (indicators[1], indicators[0])
    ]


def measure_viewers(
    address: str, process_id: int, subject: Subject, changes: Sequence[Change], options: argparse.Namespace
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


def print_figures(console: Console, subject: Subject, figures: Figures) -> None:
    """What one page took in a browser."""
    table = Table("one browser, median (worst)", subject.name)
    for kind, words in KINDS.items():
        table.add_row(words, figures.tell(kind))
    console.print(table)


def main() -> None:
    """Print a table for each page as soon as it is measured."""
    options, console = read_options(), Console(width=160)
    release = open_release(find_folder())
    changes = list_changes(release)
    with write_naive_files(release):
        for subject in (SUBJECTS[place] for place in options.subjects):
            with run_server(subject.script) as (address, process_id):
                if options.rounds:
                    print_figures(console, subject, measure_in_browser(address, subject, changes, options.rounds))
                if options.viewers:
                    table = Table("many viewers", *HEADS)
                    for row in measure_viewers(address, process_id, subject, changes, options):
                        table.add_row(*row)
                    console.print(table)
            console.print("load of the machine (1, 5, 15 min):", *os.getloadavg(), "on", os.cpu_count(), "processors")


if __name__ == "__main__":
    main()
