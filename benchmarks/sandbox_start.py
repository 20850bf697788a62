"""What the process of its own costs a reader's statement: its start, a statement on one that is ready, and the same without a process.

``python -m benchmarks.sandbox_start`` on the current release prints milliseconds (median and 95th percentile).
"""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.release_queries import measure
from ui.query_examples import FIRST_EXAMPLE, read_example
from warehouse.publish import find_folder, find_release_file
from warehouse.queries import open_release
from warehouse.sandbox import run_query
from warehouse.sandbox_pool import POOL

ROUNDS = 15


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
        middle, slow = measure(question, ROUNDS, prepare)
        table.add_row(name, f"{middle:.1f}", f"{slow:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
