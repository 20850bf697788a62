"""The same document for every ward of a province or city, in one zip: made by several processes, none of them keeping more than one."""

from __future__ import annotations

import multiprocessing
import os
import zipfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from reports.documents import Order, list_ward_orders, make_document, name_file
from warehouse.errors import DocumentError, ReleaseError
from warehouse.lean import keep_pandas_out
from warehouse.queries import Release, open_release

DOCUMENTS_A_PROCESS = 30  # its drawings leave memory behind: 0.7 GB after so many
_open: dict[str, Release] = {}


@dataclass(frozen=True)
class Progress:
    """After one more ward: how many are done of all, and of the last one why there is no document (empty: there is)."""

    done: int
    count: int
    area_id: str
    problem_vi: str = ""
    problem_en: str = ""


def make_ward_documents(folder: Path, release: Release, order: Order, target: Path) -> Iterator[Progress]:
    """Make a document for every ward of ``order.area_id`` and pack them into ``target``, which appears only when all are in.

    A ward nothing was reported of has no document and is told; the others go on.

    Raises
    ------
    DocumentError
        When the place has no wards, or no ward has figures of the period.
    """
    orders = list_ward_orders(release, order)
    unfinished = target.with_name(f"{target.name}.part")
    try:
        made = 0
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_STORED) as archive:
            for done, (ward, outcome) in enumerate(_make_all(folder, release.release_id, orders), 1):
                if isinstance(outcome, bytes):
                    made += 1
                    archive.writestr(name_file(ward), outcome)
                    yield Progress(done, len(orders), ward.area_id)
                else:
                    yield Progress(done, len(orders), ward.area_id, *outcome)
        if not made:
            raise DocumentError(
                f"no ward of {order.area_id} has figures until the end of {order.period}",
                f"không xã, phường nào của {order.area_id} có số liệu đến hết kỳ {order.period}",
            )
        unfinished.replace(target)
    except OSError as error:
        raise DocumentError(f"{target} cannot be written: {error}", f"không ghi được {target}: {error}") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _make_all(folder: Path, release_id: str, orders: list[Order]) -> Iterator[tuple[Order, bytes | tuple[str, str]]]:
    """Documents as they are done, at most two waiting for each process."""
    workers = min(os.cpu_count() or 1, len(orders))
    waiting = iter(orders)
    spawn = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(workers, spawn, max_tasks_per_child=DOCUMENTS_A_PROCESS) as pool:
            running = {
                pool.submit(_make_one, folder, release_id, order): order
                for _place, order in zip(range(2 * workers), waiting, strict=False)
            }
            while running:
                done = next(as_completed(running))
                yield running.pop(done), done.result()
                if (order := next(waiting, None)) is not None:
                    running[pool.submit(_make_one, folder, release_id, order)] = order
    except BrokenProcessPool as error:
        raise DocumentError(
            "a process that makes documents ended before it was done; try again, with more memory if it happens again",
            "một tiến trình lập tài liệu dừng giữa chừng; hãy thử lại, nếu vẫn vậy thì máy cần thêm bộ nhớ",
        ) from error


def _make_one(folder: Path, release_id: str, order: Order) -> bytes | tuple[str, str]:
    """One document, or why there is none; the release is opened once a process."""
    if release_id not in _open:
        keep_pandas_out()
        _open[release_id] = open_release(folder, release_id)
    try:
        return make_document(_open[release_id], order)
    except ReleaseError as error:
        return error.message_vi, error.message_en
