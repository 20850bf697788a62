"""A process that checks or loads one broken file after another, under limits, and reports how each went."""

from __future__ import annotations

import ctypes
import gc
import json
import resource
import shutil
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import duckdb

from etl.load import LoadOptions, check_file, load_file
from etl.received import ReceivedFile
from etl.store import open_store
from tests.mutations.cases import Case, make_case, read_bases
from warehouse.catalogue import read_catalogue
from warehouse.errors import InputFileError

ADDRESS_SPACE = 3 << 30  # that a case may reserve beyond what the process has; libraries reserve thrice what they use
MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Outcome:
    """How one case went.

    Attributes
    ----------
    outcome : str
        ``answer``, ``refused`` (InputFileError), or what went wrong: ``error``, ``partial``, ``crash``, ``hang``, ``slow``, ``memory``.
    seconds : float
        Of the check or the load alone: by the clock or of processor time, whichever is less.
    peak, growth : float
        MiB: most the process held, and how much more than before.
    detail : str
        The traceback, or what is partial.
    """

    number: int
    kind: str
    base: str
    outcome: str
    seconds: float
    peak: float = 0.0
    growth: float = 0.0
    detail: str = ""


def work(connection: Connection, seed: int, folder: Path, scratch: Path) -> None:
    """Take numbers of cases from the connection until it ends, and answer each: first its kind, then its outcome."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    bases = read_bases(folder)
    read_catalogue()
    while (number := connection.recv()) is not None:
        case = make_case(seed, number, bases)
        path = scratch / case.file_name
        path.write_bytes(case.mutant.content)
        connection.send((case.kind, case.base))
        with _limit_memory():
            outcome = judge_case(case, path, scratch)
        connection.send(outcome)
        path.unlink()


@contextmanager
def _limit_memory() -> Iterator[None]:
    """Keep a case, but not the making of one, within bounds; what the making left behind goes back to the system first."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    before = resource.getrlimit(resource.RLIMIT_AS)
    held = int(read_memory("VmSize") * MEBIBYTE)
    resource.setrlimit(resource.RLIMIT_AS, (held + ADDRESS_SPACE, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def judge_case(case: Case, path: Path, scratch: Path) -> Outcome:
    """Check or load one file and see what became of it."""
    before = reset_peak()
    started, worked = perf_counter(), process_time()
    try:
        outcome, detail = _store(path, scratch) if case.is_stored else _check(path)
    except BaseException:  # noqa: BLE001 - a panic of a library is no Exception, and everything but an answer is a failure
        outcome, detail = "error", traceback.format_exc()
    seconds = min(perf_counter() - started, process_time() - worked)
    peak = read_memory("VmHWM")
    return Outcome(case.number, case.kind, case.base, outcome, seconds, peak, peak - before, detail)


def _check(path: Path) -> tuple[str, str]:
    try:
        answer = check_file(ReceivedFile.read(path), read_catalogue()).answer.to_json()
    except InputFileError as error:
        return _weigh_refusal(error)
    return _weigh(answer)


def _weigh(answer: dict[str, Any]) -> tuple[str, str]:
    """An answer must be JSON, and every loaded number a number."""
    json.dumps(answer, allow_nan=False)
    if answer["accepted"] != len(answer["observations"]):
        return "partial", f"{answer['accepted']} accepted, {len(answer['observations'])} observations"
    wrong = [row for row in answer["observations"] if row["value"] is not None and not 0 <= row["value"] < 1e14]
    return ("error", f"loaded: {wrong[:3]}") if wrong else ("answer", "")


def _weigh_refusal(error: InputFileError) -> tuple[str, str]:
    if len(error.message_vi) > 2000:
        return "error", f"a message of {len(error.message_vi)} letters"
    return "refused", ""


def _store(path: Path, scratch: Path) -> tuple[str, str]:
    """Load for real into a new store: it holds all the answer says, or nothing."""
    with _new_folder(scratch / "store") as folder:
        try:
            with open_store(folder) as store:
                answer = load_file(store, folder, ReceivedFile.read(path), read_catalogue(), LoadOptions())
        except InputFileError as error:
            outcome, expected = _weigh_refusal(error), 0
        else:
            outcome, expected = ("answer", ""), answer.accepted_count if answer.load_id is not None else 0
        with duckdb.connect(folder / "store.duckdb", read_only=True) as store:
            held = store.sql("select count(*) from reported_value").fetchall()[0][0]
            loads = store.sql("select count(*), coalesce(sum(accepted_count), 0) from load").fetchall()[0]
    if held != expected or loads != (bool(expected), expected):
        return "partial", f"{expected} accepted; the store holds {held} values of {loads} loads × values"
    return outcome


@contextmanager
def _new_folder(folder: Path) -> Iterator[Path]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


def reset_peak() -> float:
    """Make the peak what is held now, and return it in MiB."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return read_memory("VmRSS")


def read_memory(name: str) -> float:
    """A figure of this process's memory in MiB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))
