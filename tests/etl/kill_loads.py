"""``python -m tests.etl.kill_loads --count 50``: kill a load at random moments and see what is left.

Each round starts from a copy of a small warehouse, kills ``python -m etl load`` with SIGKILL, and asks: does the store hold all of the file
or nothing of it, does CURRENT name a complete release, and does loading again give the release of a load that was never killed?
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from etl.form import FORM_SCHEMA, FormHeader, write_form
from etl.pipeline import PROJECT_FOLDER
from etl.received import ReceivedFile
from warehouse.areas import read_areas
from warehouse.build import run_checks
from warehouse.model import ReportStatus
from warehouse.publish import read_current_id, read_release_info

ATTEMPTS = 3  # to kill a load before it ends by itself
TITLES = ("gia_dinh_hoc_tap", "dong_ho_hoc_tap", "don_vi_hoc_tap_xa")


@dataclass(frozen=True)
class Warehouse:
    """What a warehouse holds of one file, and the fingerprint of its current release."""

    value_count: int
    values: str
    fingerprint: str


@dataclass(frozen=True)
class Round:
    """One kill: how many seconds the load lasted, whether the store held the file then, and whether a new release was current."""

    seconds: float
    was_stored: bool
    was_published: bool
    ended_by_itself: bool


def write_report(path: Path, more: int = 0) -> Path:
    """A report of all wards of Hà Nội with invented numbers; another ``more`` gives other numbers."""
    wards = read_areas().filter(
        pl.col("level") == "ward", pl.col("province_area_id") == "01.2025-07", pl.col("era") == "2025-07"
    )
    rows = [
        (code, name, title, None, 1000 + n + more, 900 + n, 800 + n, 700 + n, None, None, None)
        for n, (code, name) in enumerate(wards.sort("area_code").select("area_code", "name_vi").iter_rows())
        for title in TITLES
    ]
    header = FormHeader("01", "Thành phố Hà Nội", "2026-H1", date(2026, 6, 30), ReportStatus.PROVISIONAL, "Thử nghiệm")
    return write_form(path, header, pl.DataFrame(rows, schema=FORM_SCHEMA, orient="row"))


def start_etl(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """The command line in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "etl", *arguments],
        cwd=PROJECT_FOLDER,
        env={**os.environ, "DICH_WAREHOUSE": str(folder), "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def run_etl(folder: Path, *arguments: str) -> float:
    """Run the command line to its end; seconds it took.

    Raises
    ------
    RuntimeError
        It failed; the message is what it printed.
    """
    started = time.monotonic()
    process = start_etl(folder, *arguments)
    printed, _ = process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"etl {' '.join(arguments)} ended with {process.returncode}: {printed}")
    return time.monotonic() - started


def look_at(folder: Path, file: Path) -> Warehouse:
    """What the warehouse holds; fails where it is neither all of the file nor nothing, or the current release is not whole."""
    sha256 = ReceivedFile.read(file).sha256
    with duckdb.connect(folder / "store.duckdb", read_only=True) as store:
        loads = store.execute("select load_id, accepted_count from load where sha256 = ?", [sha256]).fetchall()
        rows = store.execute(
            "select value.* exclude (load_id) from reported_value as value join load using (load_id) where sha256 = ? order by all",
            [sha256],
        ).fetchall()
        orphans = [
            store.sql(f"select count(*) from {table} anti join load using (load_id)").fetchall()[0][0]
            for table in ("reported_heading", "reported_row", "reported_cell")
        ]
    assert not any(orphans), "values of no load"
    assert [len(rows)] == [accepted for _, accepted in loads] or (not rows and not loads), (
        f"{len(rows)} values, loads {loads}"
    )
    if loads:
        kept = folder / "received" / sha256
        assert hashlib.sha256(kept.read_bytes()).hexdigest() == sha256, "the received bytes are not all there"
    current = read_current_id(folder)
    assert current is not None
    release_file = folder / "releases" / f"{current}.duckdb"
    with duckdb.connect(release_file, read_only=True) as release:
        run_checks(release)
    info = read_release_info(release_file)
    assert info.release_id == current
    return Warehouse(len(rows), hashlib.sha256(repr(rows).encode()).hexdigest(), info.fingerprint)


def kill_loads(
    folder: Path, count: int, seed: int, *, base: Path | None = None, first_share: float = 0.0
) -> Iterator[Round]:
    """Kill ``count`` loads, spread over the time one takes, and check after each.

    Parameters
    ----------
    folder : Path
        Scratch folder.
    base : Path, optional
        A warehouse to start from; built here where there is none.
    first_share : float
        Share of the load's time before which none is killed (starting Python takes the first part of it).
    """
    rng = random.Random(seed)
    file = write_report(folder / "thu-nghiem.xlsx")
    if base is None:
        base = folder / "base"
        run_etl(base, "build", "--only-real")
    before = look_at(base, file)
    assert before.value_count == 0
    shutil.copytree(base, folder / "whole")
    whole_seconds = run_etl(folder / "whole", "load", str(file))
    expected = look_at(folder / "whole", file)
    assert expected.value_count == 126 * len(TITLES) * 4
    for number in range(count):
        share = first_share + (1.0 - first_share) * (number + rng.random()) / count
        for attempt in range(ATTEMPTS):
            scratch = folder / f"round-{number}-{attempt}"
            one = _kill_once(scratch, base, file, share * whole_seconds, before, expected)
            if not one.ended_by_itself:
                break
            whole_seconds = one.seconds  # the machine was busier when it was measured
        yield one


def _kill_once(folder: Path, base: Path, file: Path, seconds: float, before: Warehouse, expected: Warehouse) -> Round:
    shutil.copytree(base, folder)
    started = time.monotonic()
    process = start_etl(folder, "load", str(file))
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    lasted = time.monotonic() - started
    left = look_at(folder, file)
    assert left.values in {before.values, expected.values}, "part of the file was loaded"
    assert left.fingerprint in {before.fingerprint, expected.fingerprint}
    assert left.fingerprint == before.fingerprint or left.value_count, "published what is not stored"
    run_etl(folder, "load", str(file))
    assert look_at(folder, file) == expected, "loading again gives another warehouse"
    assert not list((folder / "releases").glob("*.draft*"))
    shutil.rmtree(folder)
    return Round(lasted, left.value_count > 0, left.fingerprint == expected.fingerprint, process.returncode == 0)


def main() -> None:
    """Run and report."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.etl.kill_loads", description="Kill loads, check what is left."
    )
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="kill-loads-") as scratch:
        for number, one in enumerate(kill_loads(Path(scratch), arguments.count, arguments.seed), start=1):
            state = "published" if one.was_published else "stored" if one.was_stored else "nothing"
            found["ended by itself" if one.ended_by_itself else state] += 1
            sys.stdout.write(
                f"{number:3d}  killed after {one.seconds:5.2f} s: {state}; loaded again: the same release\n"
            )
            sys.stdout.flush()
    sys.stdout.write(", ".join(f"{name}: {times}" for name, times in found.items()) + "\n")


if __name__ == "__main__":
    main()
