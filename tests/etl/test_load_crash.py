"""A load that is killed, and two loads at once: the store holds all of a file or nothing, and readers go on reading."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from pathlib import Path

import pytest

from etl.lock import hold_writer_lock
from tests.etl.kill_loads import TITLES, kill_loads, look_at, start_etl, write_report
from warehouse.errors import LockedError
from warehouse.publish import read_current_id
from warehouse.queries import list_standing, open_release

ROUNDS = 4
VALUES = 126 * len(TITLES) * 4


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_load_leaves_all_of_the_file_or_nothing(tmp_path: Path, only_real_folder: Path) -> None:
    rounds = list(kill_loads(tmp_path, ROUNDS, seed=20251231, base=only_real_folder, first_share=0.3))
    assert len(rounds) == ROUNDS
    assert any(not one.was_published for one in rounds), "every kill came too late to mean anything"


def test_two_loads_at_once_while_somebody_reads(tmp_path: Path, only_real_folder: Path) -> None:
    folder = tmp_path / "warehouse"
    shutil.copytree(only_real_folder, folder)
    first_release = read_current_id(folder)
    files = [write_report(tmp_path / f"thu-nghiem-{more}.xlsx", more) for more in (0, 1)]
    done = threading.Event()
    answers: list[str] = []
    reader = threading.Thread(target=_keep_reading, args=(folder, done, answers))
    reader.start()
    try:
        processes = [start_etl(folder, "load", str(file)) for file in files]
        printed = [process.communicate()[0] for process in processes]
    finally:
        done.set()
        reader.join()
    held = [look_at(folder, file).value_count for file in files]
    for process, text, count in zip(processes, printed, held, strict=True):
        if process.returncode == 0:
            assert count == VALUES, text
        else:
            assert count == 0, text
            assert "kho số liệu đang được ghi bởi" in text
            assert any(str(other.pid) in text for other in processes)
    assert VALUES in held
    assert len(answers) > 20, "the reader hardly got a word in"
    assert answers[0] == first_release
    assert answers[-1] == read_current_id(folder) != first_release


def _keep_reading(folder: Path, done: threading.Event, answers: list[str]) -> None:
    """Ask the current release what a page asks, again and again, and note which release answered."""
    while True:
        is_last = done.is_set()
        release = open_release(folder)
        assert list_standing(release, "01.2025-07").height > 0
        answers.append(release.release_id)
        release.connection.close()
        if is_last:
            return
        done.wait(0.05)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_writer_leaves_no_lock(tmp_path: Path, only_real_folder: Path) -> None:
    folder = tmp_path / "warehouse"
    shutil.copytree(only_real_folder, folder)
    process = start_etl(folder, "load", str(write_report(tmp_path / "thu-nghiem.xlsx")))
    with pytest.raises(LockedError, match=str(process.pid)):  # noqa: PT012 - until the other one holds it
        while process.poll() is None:
            with hold_writer_lock(folder, "test", wait_seconds=0.0):
                pass
            done = threading.Event()
            done.wait(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    with hold_writer_lock(folder, "test", wait_seconds=1.0):
        assert (folder / "writer.json").exists()
