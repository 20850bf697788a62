"""What counting each person once costs beside DuckDB's own ``count(distinct)``, which keeps every identifier in its memory and spill files.

``python -m benchmarks.person_counts`` makes a list of 10,000,000 invented rows (Parquet, or CSV with ``--csv``) and counts it both ways in
turn, each in a process of its own, and prints seconds, processor seconds and peak memory. Exit code 1 when ours takes more than 3 times
the baseline.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import duckdb
from rich.console import Console
from rich.table import Table

from etl.persons.count import count_persons

ROWS = 10_000_000
ROUNDS = 3
RATIO_LIMIT = 3.0
QUIET = "set enable_progress_bar = false"
SQL = Path(__file__).parent


def write_list(path: Path, row_count: int) -> None:
    """Invented citizen numbers, one in twenty twice, over 168 areas and two titles."""
    with duckdb.connect() as connection:
        connection.execute(QUIET)
        made = connection.execute((SQL / "person_list.sql").read_text(encoding="utf-8"), {"row_count": row_count})
        relation = connection.from_arrow(made.to_arrow_table())
        relation.write_parquet(str(path)) if path.suffix == ".parquet" else relation.write_csv(str(path), header=True)


def count_with_duckdb(path: Path) -> int:
    """Baseline."""
    with duckdb.connect() as connection:
        connection.execute(QUIET)
        is_parquet = path.suffix == ".parquet"
        read = connection.read_parquet(str(path)) if is_parquet else connection.read_csv(str(path), all_varchar=True)
        found = read.query("listed", (SQL / "baseline_persons.sql").read_text(encoding="utf-8")).fetchone()
        return int(found[0]) if found else 0


def count_with_ours(path: Path) -> int:
    """Ours, by area and title."""
    return count_persons([path]).person_count


def measure(work: Callable[[Path], int], path: Path) -> tuple[float, float, float, int]:
    """Seconds, processor seconds and peak memory (MiB) of one run in a new process, and what it found."""
    with open_process() as pool:
        return pool.submit(_measure_here, work, path).result()


def open_process() -> ProcessPoolExecutor:
    """A new process; its peak of memory begins at that of this one, which must therefore do nothing large itself."""
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


def _measure_here(work: Callable[[Path], int], path: Path) -> tuple[float, float, float, int]:
    started, used = perf_counter(), process_time()
    found = work(path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return perf_counter() - started, process_time() - used, peak, found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.person_counts", description="Measure counting persons.")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--csv", action="store_true", help="a CSV instead of Parquet")
    arguments = parser.parse_args()
    works = {"baseline: DuckDB count(distinct)": count_with_duckdb, "ours, by area and title": count_with_ours}
    with tempfile.TemporaryDirectory(prefix="person-counts-") as folder:
        path = Path(folder) / ("list.csv" if arguments.csv else "list.parquet")
        with open_process() as pool:
            pool.submit(write_list, path, arguments.rows).result()
        runs = [{name: measure(work, path) for name, work in works.items()} for _ in range(arguments.rounds)]
    table = Table("what", "seconds", "processor seconds", "peak MiB", "persons")
    for name in works:
        its = [run[name] for run in runs]
        table.add_row(
            name,
            *(f"{median(one[i] for one in its):.2f}" for i in (0, 1)),
            f"{max(one[2] for one in its):.0f}",
            f"{its[0][3]:,}",
        )
    console = Console()
    console.print(table)
    base, ours = works
    ratios = sorted(run[ours][0] / run[base][0] for run in runs)
    each = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    console.print(f"{median(ratios):.2f} times the baseline, of runs {each} (limit {RATIO_LIMIT:.0f})")
    raise SystemExit(median(ratios) > RATIO_LIMIT)


if __name__ == "__main__":
    main()
