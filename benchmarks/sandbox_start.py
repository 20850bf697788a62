"""What the process of its own costs a reader's statement: its start, a statement on one that is ready, and the same without a process.

``python -m benchmarks.sandbox_start`` on the current release prints milliseconds (median and 95th percentile).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from rich.console import Console
from rich.table import Table

from ui.query_examples import FIRST_EXAMPLE, read_example
from warehouse.publish import find_folder, find_release_file
from warehouse.queries import open_release
from warehouse.sandbox import run_query
from warehouse.sandbox_pool import POOL

ROUNDS = 15


def measure(question: Callable[[], object], prepare: Callable[[], object]) -> tuple[float, float]:
    """Median and 95th percentile of one question in milliseconds, after one unmeasured round; ``prepare`` is not measured."""
    times = []
    for _ in range(ROUNDS + 1):
        prepare()
        started = perf_counter()
        question()
        times.append((perf_counter() - started) * 1000)
    return median(times[1:]), quantiles(times[1:], n=20)[-1]


def main() -> None:
    """Print the table."""
    release = open_release(find_folder())
    path: Path = find_release_file(find_folder(), release.release_id)
    text = read_example(FIRST_EXAMPLE)

    def ask_inside() -> object:
        with release.connection.cursor() as cursor:
            return cursor.execute(text).pl()

    table = Table("statement", "median ms", "p95 ms", title=f"release {release.release_id}, {ROUNDS} rounds")
    for name, question, prepare in (
        ("process started for it", lambda: run_query(path, text), POOL.close),
        ("process ready", lambda: run_query(path, text), lambda: None),
        ("baseline: no process", ask_inside, lambda: None),
    ):
        middle, slow = measure(question, prepare)
        table.add_row(name, f"{middle:.1f}", f"{slow:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
