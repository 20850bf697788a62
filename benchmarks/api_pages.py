"""What a page of 1,000 rows costs the service for programs, beside an ordinary way of making the same bytes.

``python -m benchmarks.api_pages`` on the current release prints milliseconds (median and 95th percentile, and the least time of the
processor, which a busy machine does not lengthen), the pages in turn with the baseline: ``select * … limit 1000 offset n`` as rows of
Python, written by ``json.dumps``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter, process_time

from rich.console import Console
from rich.table import Table
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ui.api import build_api_routes
from warehouse.publish import find_folder
from warehouse.queries import Release, open_release

ROUNDS, ROWS = 30, 1_000
LATE_PAGE = 400_000
BASELINE = "select * from mart_attainment limit ? offset ?"
COUNT = "select count(*) from mart_attainment"


def write_naively(release: Release, offset: int) -> bytes:
    """The same page as dictionaries of Python and one ``json.dumps``."""
    with release.connection.cursor() as cursor:
        count = cursor.execute(COUNT).fetchall()[0][0]
        found = cursor.execute(BASELINE, [ROWS, offset])
        names = [column[0] for column in found.description or []]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return json.dumps({"total_count": count, "rows": rows}, default=str).encode()


def measure(questions: dict[str, Callable[[], object]]) -> dict[str, list[tuple[float, float]]]:
    """Milliseconds of the clock and of the processor of every round of every question, in turn, after one unmeasured round."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in questions}
    for number in range(ROUNDS + 1):
        for name, question in questions.items():
            started, worked = perf_counter(), process_time()
            question()
            if number:
                times[name].append(((perf_counter() - started) * 1000, (process_time() - worked) * 1000))
    return times


def main() -> None:
    """Print the table."""
    release = open_release(find_folder())
    client = TestClient(Starlette(routes=build_api_routes()))

    def get(query: str) -> Callable[[], object]:
        return lambda: client.get(f"/api/v1/attainment?limit={ROWS}&{query}").content

    late = f"cursor=r{LATE_PAGE}"
    one_indicator = "indicator=learning_family_rate&territory=as_reported"
    tag = client.get(f"/api/v1/attainment?limit={ROWS}").headers["etag"]
    questions: dict[str, Callable[[], object]] = {
        "first page, JSON": get(""),
        "late page, JSON": get(late),
        "late page, CSV": get(f"{late}&format=csv"),
        "one indicator, JSON": get(one_indicator),
        "wards of one city, JSON": get("parent=01.2025-07&level=ward&target_year=2030"),
        "nothing new (304)": lambda: (
            client.get(f"/api/v1/attainment?limit={ROWS}", headers={"if-none-match": tag}).content
        ),
        "baseline: first page, offset and json.dumps": lambda: write_naively(release, 0),
        "baseline: late page, offset and json.dumps": lambda: write_naively(release, LATE_PAGE),
    }
    table = Table(
        "page of 1,000 rows",
        "median ms",
        "p95 ms",
        "processor ms",
        title=f"release {release.release_id}, {ROUNDS} rounds",
    )
    for name, times in measure(questions).items():
        clock, processor = zip(*times, strict=True)
        table.add_row(name, f"{median(clock):.1f}", f"{quantiles(clock, n=20)[-1]:.1f}", f"{min(processor):.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
