"""Statements readers write, each answered in a process that is ended at the limits, so that none can harm the pages.

DuckDB shares memory and threads among the connections of a process, and some functions do not heed an interrupt; a process that is
ended does. One process is kept ready for the release asked last.
"""

from __future__ import annotations

import io
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from warehouse.sandbox_pool import POOL, Worker
from warehouse.statements import LONGEST_TEXT, Refusal, StatementError

CONCURRENT_RUNS = 2
QUEUE_SECONDS = 10.0
START_SECONDS = 30.0
OWN_ALARM = (
    -int(getattr(signal, "SIGALRM", 0)) or None
)  # the process ended itself before it was ended here; Windows has none
DAYS: dict[str, tuple[type[pl.Date] | pl.Datetime, str]] = {
    "DATE": (pl.Date, "%Y-%m-%d"),
    "TIMESTAMP": (pl.Datetime("us"), "%Y-%m-%d %H:%M:%S%.f"),
}
SLOTS = threading.BoundedSemaphore(CONCURRENT_RUNS)


@dataclass(frozen=True)
class Limits:
    """What one statement may take.

    Attributes
    ----------
    seconds : float
        From the moment the process has it to its answer.
    memory_mb : int
        For the database; the process may take 320 MB more where the system can bound it (Linux).
    row_count, byte_count : int
        Rows of an answer, the others are left out; bytes of an answer, a larger one is refused.
    """

    seconds: float = 10.0
    memory_mb: int = 512
    row_count: int = 10_000
    byte_count: int = 16_000_000


LIMITS = Limits()


@dataclass(frozen=True)
class QueryAnswer:
    """Rows of a statement.

    Attributes
    ----------
    frame : polars.DataFrame
        Columns ``c0``, ``c1``, … in the order of ``names``: numbers, texts, days and truths; everything else as text, and so are days
        where one of a column is out of the years 1 to 9999 or infinite.
    names : tuple of str
        What the statement calls its columns; two may have one name.
    is_cut : bool
        Whether there are more rows than the limit.
    seconds : float
        From reading the statement to its last row.
    """

    frame: pl.DataFrame
    names: tuple[str, ...]
    is_cut: bool
    seconds: float

    def label_columns(self) -> pl.DataFrame:
        """The rows under the names the statement gives them; a name that was there before is numbered."""
        labels: dict[str, str] = {}
        taken: set[str] = set()
        for column, name in zip(self.frame.columns, self.names, strict=True):
            label, count = name, 1
            while label in taken:
                count += 1
                label = f"{name}_{count}"
            taken.add(label)
            labels[column] = label
        return self.frame.rename(labels)


class QueryRun:
    """One statement being answered in a thread of its own.

    Parameters
    ----------
    path : Path
        File of the release.
    text : str
        The statement.

    Attributes
    ----------
    sent_at, ended_at : float or None
        When a process began on it, and when it ended, on the clock of ``time.monotonic``.
    outcome : QueryAnswer, StatementError or None
        How it ended; null while it runs.
    """

    def __init__(self, path: Path, text: str, limits: Limits = LIMITS) -> None:
        self.path, self.text, self.limits = path, text, limits
        self.sent_at: float | None = None
        self.ended_at: float | None = None
        self.outcome: QueryAnswer | StatementError | None = None
        self._ended_for: Refusal | None = None
        self._worker: Worker | None = None
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self, reason: Refusal = Refusal.STOPPED) -> None:
        """End the statement at once by ending its process."""
        with self._lock:
            if self.outcome is None and self._ended_for is None:
                self._ended_for = reason
                if self._worker is not None:
                    self._worker.process.kill()

    def wait(self, seconds: float) -> bool:
        """Wait for the end; tells whether it has come."""
        self._thread.join(seconds)
        return self.outcome is not None

    def count_seconds(self) -> float:
        """Seconds it has taken so far, or took; none until a process has begun on it."""
        return 0.0 if self.sent_at is None else (self.ended_at or time.monotonic()) - self.sent_at

    def _run(self) -> None:
        try:
            outcome: QueryAnswer | StatementError = self._answer()
        except StatementError as error:
            outcome = error
        with self._lock:
            self.ended_at = time.monotonic()
            self.outcome = outcome

    def _answer(self) -> QueryAnswer:
        if len(self.text) > LONGEST_TEXT:
            raise StatementError(Refusal.TOO_LONG)
        if not self._take_slot():
            raise StatementError(self._ended_for or Refusal.BUSY)
        try:
            return self._ask(POOL.take(self.path, self.limits.memory_mb))
        finally:
            SLOTS.release()

    def _take_slot(self) -> bool:
        until = time.monotonic() + QUEUE_SECONDS
        while self._ended_for is None and time.monotonic() < until:
            if SLOTS.acquire(timeout=0.2):
                return True
        return False

    def _ask(self, worker: Worker) -> QueryAnswer:
        with self._lock:
            self._worker = worker
            if self._ended_for is not None:
                worker.process.kill()
        try:
            facts, rows = self._exchange(worker)
        except (EOFError, OSError, ValueError) as error:
            died_of = tell_death(worker)
            raise StatementError(self._ended_for or died_of) from error
        with self._lock:
            self._worker = None
        problem = facts.get("error") or {}
        if self._ended_for is None and problem.get("refusal") != Refusal.TOO_MUCH_MEMORY:
            POOL.give_back(worker)
        else:
            worker.end()
        if problem:
            raise StatementError(**{**problem, "refusal": Refusal(problem["refusal"])})
        return read_answer(facts, rows)

    def _exchange(self, worker: Worker) -> tuple[dict[str, Any], bytes]:
        if not worker.is_ready:
            with ended_after(START_SECONDS, self.stop, Refusal.CRASHED):
                worker.receive()
            worker.is_ready = True
        limits = self.limits
        order = {"text": self.text, "rows": limits.row_count, "bytes": limits.byte_count, "seconds": limits.seconds}
        with ended_after(limits.seconds, self.stop, Refusal.TOO_SLOW):
            self.sent_at = time.monotonic()
            worker.send(order)
            return worker.receive()


def read_answer(facts: dict[str, Any], rows: bytes) -> QueryAnswer:
    """The answer of a process; days are such where Python has all of a column, which ends at the years 1 and 9999."""
    frame = pl.read_ipc_stream(io.BytesIO(rows))
    read = [frame[name].str.strptime(*DAYS[kind], strict=False) for name, kind in facts["days"].items()]
    days = [column for column in read if column.null_count() == frame[column.name].null_count()]
    return QueryAnswer(frame.with_columns(days), tuple(facts["names"]), facts["is_cut"], facts["seconds"])


@contextmanager
def ended_after(seconds: float, end: Callable[[Refusal], None], reason: Refusal) -> Iterator[None]:
    """Call something unless the block is left before."""
    timer = threading.Timer(seconds, end, args=(reason,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def tell_death(worker: Worker) -> Refusal:
    """Why a process ended that was not ended here: by its own alarm, or by another signal where it ran against the bound of its memory."""
    try:
        code = worker.process.wait(1.0)
    except subprocess.TimeoutExpired:
        code = 0
    worker.end()
    if code == OWN_ALARM:
        return Refusal.TOO_SLOW
    return Refusal.TOO_MUCH_MEMORY if code < 0 else Refusal.CRASHED


def run_query(path: Path, text: str, limits: Limits = LIMITS) -> QueryAnswer:
    """Answer one statement and wait for it.

    Raises
    ------
    StatementError
        When it is refused, fails, or was ended at a limit.
    """
    run = QueryRun(path, text, limits)
    run.wait(QUEUE_SECONDS + START_SECONDS + limits.seconds + 5.0)
    if isinstance(run.outcome, QueryAnswer):
        return run.outcome
    raise run.outcome or StatementError(Refusal.CRASHED)
