"""How long loading takes, and how much memory: our load beside the library that only reads the file.

``python -m benchmarks.loading`` makes a workbook of 50,000 rows of the standard form and a CSV of 5,000,000 rows in the long layout with
invented numbers, loads each into a new store, without publishing, and prints seconds and peak memory, each in a process of its own that
has loaded a small file before.
The baseline of the workbook is python-calamine reading it, of the CSV polars streaming through it. Exit code 1 when the workbook takes 3
times its baseline or more.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import islice, product
from pathlib import Path
from statistics import median
from time import perf_counter

import polars as pl
import python_calamine
from rich.console import Console
from rich.table import Table

from etl.form import FORM_SCHEMA, FormHeader, read_form_texts, write_form
from etl.load import LoadOptions, load_file
from etl.received import ReceivedFile
from etl.store import open_store
from warehouse.areas import read_areas
from warehouse.catalogue import read_catalogue
from warehouse.model import ReportStatus

WORKBOOK_ROWS = 50_000
CSV_ROWS = 5_000_000
RATIO_LIMIT = 3.0
ROUNDS = 5
NAMES = ("workbook: baseline, python-calamine", "workbook: our load", "CSV: baseline, polars", "CSV: our load")
YEAR_PARTS = ("-Q1", "-H1", "-Q3", "")
PERIODS = [*(f"{year}{part}" for year in (2022, 2023, 2024) for part in YEAR_PARTS), "2025-Q1", "2025-H1"]
CSV_HEADER = "Mã địa bàn,Kỳ,Danh hiệu,Nhóm đối tượng,Chỉ tiêu,Giá trị\n"
CSV_MEASURES = (("Tổng số", 1000), ("Đăng ký", 900), ("Được đánh giá", 800), ("Được công nhận", 700))


@dataclass(frozen=True)
class Measurement:
    """One run: seconds, the process's peak memory, how much of it the work itself added (MiB), and how many cells it gave."""

    seconds: float
    peak: float
    growth: float
    cell_count: int


def list_former_wards() -> list[tuple[str, str]]:
    """Code and name of every ward of the country before 7/2025: the most areas a report can hold."""
    wards = read_areas().filter(pl.col("level") == "ward", pl.col("era") == "before-2025-07")
    return wards.sort("area_code").select("area_code", "name_vi").rows()


def write_workbook(path: Path, row_count: int) -> None:
    """The standard form of the whole country with invented numbers."""
    rows = [
        (
            code,
            name,
            title,
            None,
            1000 + n % 97,
            900,
            800,
            700,
            *((600, 500) if "cong_dan" in title else (None, None)),
            None,
        )
        for n, ((code, name), title) in enumerate(product(list_former_wards(), read_form_texts().titles))
    ]
    header = FormHeader("", "", "2024", date(2024, 12, 31), ReportStatus.FINAL, "Thử nghiệm, không có thật")
    write_form(path, header, pl.DataFrame(rows[:row_count], schema=FORM_SCHEMA, orient="row"))


def write_long_csv(path: Path, row_count: int) -> None:
    """One number a line: area × period × title × group × measure."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(CSV_HEADER)
        stream.writelines(islice(_print_lines(), row_count))


def _print_lines() -> Iterator[str]:
    texts = read_form_texts()
    groups = [("cong_dan_hoc_tap", text) for code, text in texts.groups.items() if code]
    subjects = [(title, "") for title in texts.titles] + groups
    for (code, _), period, (title, group) in product(list_former_wards(), PERIODS, subjects):
        for measure, value in CSV_MEASURES:
            yield f'{code},{period},"{texts.titles[title]}","{group}",{measure},{value + len(group)}\n'


def read_with_calamine(path: Path) -> int:
    """Baseline: every cell of the workbook as a Python value, no more."""
    return sum(len(row) for row in python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())


def read_with_polars(path: Path) -> int:
    """Baseline: every number of the CSV added up."""
    summed = pl.scan_csv(path).select(pl.col("Giá trị").sum(), pl.len().alias("rows")).collect(engine="streaming")
    return int(summed["rows"][0])


def load_into_new_store(path: Path) -> int:
    """Our load: read, place, check and keep every value with its cell."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder, open_store(Path(folder)) as store:
        answer = load_file(store, Path(folder), ReceivedFile.read(path), read_catalogue(), LoadOptions())
    if answer.rejected_count:
        raise AssertionError(f"{answer.rejected_count} cells rejected: {answer.findings.row(0, named=True)}")
    return answer.accepted_count


def measure(works: Sequence[Callable[[Path], int]], path: Path, *, rounds: int) -> list[Measurement]:
    """Run each in new processes, in turn, and take the median of its seconds and its largest peak."""
    context = multiprocessing.get_context("spawn")
    found: list[list[Measurement]] = [[] for _ in works]
    for _ in range(rounds):
        for work, its in zip(works, found, strict=True):
            with ProcessPoolExecutor(1, mp_context=context) as pool:
                its.append(pool.submit(_measure_here, work, path).result())
    return [
        Measurement(
            median(one.seconds for one in its),
            max(one.peak for one in its),
            max(one.growth for one in its),
            its[0].cell_count,
        )
        for its in found
    ]


def _measure_here(work: Callable[[Path], int], path: Path) -> Measurement:
    """Measure in this process, after the same work on a small file: a running program has its catalogue and libraries at hand."""
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / f"thu-nghiem{path.suffix}"
        write = write_workbook if path.suffix == ".xlsx" else write_long_csv
        write(small, 20)
        work(small)
    before = _read_peak()
    started = perf_counter()
    cell_count = work(path)
    return Measurement(perf_counter() - started, _read_peak(), _read_peak() - before, cell_count)


def _read_peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loading", description="Measure loading.")
    parser.add_argument("--workbook-rows", type=int, default=WORKBOOK_ROWS)
    parser.add_argument("--csv-rows", type=int, default=CSV_ROWS, help="0 leaves the CSV out")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of the workbook; the CSV is read once")
    arguments = parser.parse_args()
    table = Table(
        "what", "seconds", "rows/s", "peak MiB", "of that the work", "cells", title="loading, without publishing"
    )
    with tempfile.TemporaryDirectory(prefix="loading-") as folder:
        workbook, text = Path(folder) / "thu-nghiem.xlsx", Path(folder) / "thu-nghiem.csv"
        write_workbook(workbook, arguments.workbook_rows)
        found = measure([read_with_calamine, load_into_new_store], workbook, rounds=arguments.rounds)
        row_counts = [arguments.workbook_rows] * 2
        if arguments.csv_rows:
            write_long_csv(text, arguments.csv_rows)
            found += measure([read_with_polars, load_into_new_store], text, rounds=1)
            row_counts += [arguments.csv_rows] * 2
        for name, row_count, one in zip(NAMES, row_counts, found, strict=False):
            numbers = (f"{one.seconds:.2f}", f"{row_count / one.seconds:,.0f}", f"{one.peak:.0f}", f"{one.growth:.0f}")
            table.add_row(name, *numbers, f"{one.cell_count:,}")
    console = Console()
    console.print(table)
    ratio = found[1].seconds / found[0].seconds
    console.print(f"workbook: {ratio:.2f} times the baseline (limit {RATIO_LIMIT:.0f})")
    raise SystemExit(ratio >= RATIO_LIMIT)


if __name__ == "__main__":
    main()
