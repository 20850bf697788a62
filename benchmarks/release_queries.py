"""How long a page waits for the warehouse: prepared marts beside the same questions asked of the reported cells.

``python -m benchmarks.release_queries`` on the current release prints milliseconds (median and 95th percentile). The baseline answers from
``mart_provenance``, the cells as they were read, as a page without marts would have to.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter

from rich.console import Console
from rich.table import Table

from warehouse.model import Era, Level
from warehouse.publish import find_folder
from warehouse.queries import Release, list_map_values, list_standing, open_release, read_series
from warehouse.sql import SQL_FOLDER

ROUNDS = 50
CITY = "01.2025-07"
INDICATOR = "learning_family_rate"
BASELINE = (SQL_FOLDER.parent.parent / "benchmarks" / "baseline_from_cells.sql").read_text(encoding="utf-8")


def measure(
    question: Callable[[], object], rounds: int, prepare: Callable[[], object] = lambda: None
) -> tuple[float, float]:
    """Median and 95th percentile of one question in milliseconds, after one unmeasured round; ``prepare`` is not measured."""
    times = []
    for _ in range(rounds + 1):
        prepare()
        started = perf_counter()
        question()
        times.append((perf_counter() - started) * 1000)
    return median(times[1:]), quantiles(times[1:], n=20)[-1]


def ask_cells(release: Release) -> object:
    """The map's question answered from the cells."""
    with release.connection.cursor() as cursor:
        return cursor.execute(BASELINE, {"indicator": INDICATOR, "period": "2025", "city": CITY}).pl()


def main() -> None:
    """Print the table."""
    release = open_release(find_folder())
    questions: dict[str, Callable[[], object]] = {
        "overview: standing of the city": lambda: list_standing(release, CITY),
        "indicator: series of the city": lambda: read_series(release, CITY, INDICATOR),
        "map: 126 wards": lambda: list_map_values(release, CITY, INDICATOR, "2025", 2025, Level.WARD, Era.AFTER),
        "baseline: 126 wards from the cells": lambda: ask_cells(release),
    }
    table = Table("question", "median ms", "p95 ms", title=f"release {release.release_id}, {ROUNDS} rounds")
    for name, question in questions.items():
        middle, slow = measure(question, ROUNDS)
        table.add_row(name, f"{middle:.1f}", f"{slow:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
