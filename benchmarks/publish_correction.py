"""How long publishing one ward's correction takes, beside a full publication of the same store.

``python -m benchmarks.publish_correction`` copies the current warehouse (or builds the demonstration where there is none), publishes all of
it anew, which is the baseline, then loads and publishes two corrections with invented numbers: the citizens of one ward, the topic with
most rows, and the same ward's whole form. Each runs in a process of its own, reading the catalogue included. Prints seconds, seconds of
processor time and peak memory. Exit code 1 when a correction takes 15 seconds or more.
"""

from __future__ import annotations

import multiprocessing
import resource
import shutil
import tempfile
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.table import Table

from etl.load import LoadOptions
from etl.pipeline import publish_warehouse
from etl.received import ReceivedFile
from warehouse.publish import find_folder

LIMIT_SECONDS = 15.0
HEADER = "Mã địa bàn,Kỳ,Danh hiệu,Nhóm đối tượng,Chỉ tiêu,Giá trị\n"
WARD, PERIOD = "00004", "2026-H1"  # phường Ba Đình
MEASURES = ("Tổng số", "Đăng ký", "Được đánh giá", "Được công nhận")
CITIZENS = {"Công dân học tập": (72017, 36824, 34720, 31999)}
WHOLE_FORM = {
    "Công dân học tập": (72017, 36824, 34720, 32001),
    "Gia đình học tập": (36985, 32432, 31397, 29900),
    "Dòng họ học tập": (98, 73, 70, 65),
    "Cộng đồng học tập": (80, 78, 77, 75),
    "Đơn vị học tập": (79, 61, 61, 60),
}


@dataclass(frozen=True)
class Measurement:
    """One publication: seconds, seconds of processor time, peak memory of its process (MiB) and what it computed."""

    seconds: float
    processor_seconds: float
    peak: float
    work: str


def write_correction(path: Path, titles: Mapping[str, tuple[int, ...]]) -> Path:
    """One ward's numbers in the long layout."""
    lines = [
        f'{WARD},{PERIOD},"{title}",,{measure},{value}\n'
        for title, values in titles.items()
        for measure, value in zip(MEASURES, values, strict=True)
    ]
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    return path


def publish(folder: Path, correction: Path | None) -> Measurement:
    """Publish in this process: everything anew without a correction, else the correction."""
    received = [] if correction is None else [(ReceivedFile.read(correction), LoadOptions(is_observed=True))]
    before, started = _read_processor_seconds(), perf_counter()
    publication = publish_warehouse(folder, lambda step, share: None, is_full=correction is None, received=received)
    seconds = perf_counter() - started
    if publication.work is None or any(answer.rejected_count for answer in publication.loads):
        raise AssertionError("the correction was not published")
    work = publication.work
    computed = f"{work.indicator_count}/{work.indicator_total} indicators, {work.province_count}/{work.province_total} provinces"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measurement(seconds, _read_processor_seconds() - before, peak, computed)


def _read_processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def copy_warehouse(source: Path, target: Path) -> None:
    """Everything but the releases; the first publication makes one."""
    for name in ("received", "simulated", "desk"):
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name)
    if (source / "store.duckdb").is_file():
        shutil.copyfile(source / "store.duckdb", target / "store.duckdb")


def main() -> None:
    """Measure and print."""
    table = Table("what", "seconds", "processor seconds", "peak MiB", "computed", title="publishing")
    context = multiprocessing.get_context("spawn")
    slowest = 0.0
    with tempfile.TemporaryDirectory(prefix="publishing-") as name:
        folder = Path(name) / "warehouse"
        folder.mkdir()
        copy_warehouse(find_folder(), folder)
        if not (folder / "store.duckdb").is_file():
            publish_warehouse(folder, lambda step, share: None, is_only_real=False)
        runs = {
            "baseline: everything anew": None,
            "citizens of one ward corrected": write_correction(Path(name) / "citizens.csv", CITIZENS),
            "one ward's whole form corrected": write_correction(Path(name) / "form.csv", WHOLE_FORM),
        }
        for what, correction in runs.items():
            with ProcessPoolExecutor(1, mp_context=context) as pool:
                one = pool.submit(publish, folder, correction).result()
            slowest = max(slowest, one.seconds if correction else 0.0)
            table.add_row(what, f"{one.seconds:.1f}", f"{one.processor_seconds:.1f}", f"{one.peak:.0f}", one.work)
    console = Console()
    console.print(table)
    console.print(f"slowest correction: {slowest:.1f} s (limit {LIMIT_SECONDS:.0f})")
    raise SystemExit(slowest >= LIMIT_SECONDS)


if __name__ == "__main__":
    main()
