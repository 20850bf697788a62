"""Statements readers write, each answered in a process that is ended at the limits, so that none can harm the pages.

DuckDB shares memory and threads among the connections of a process, and some functions do not heed an interrupt; a process that is
ended does. One process is kept ready for the release asked last.
"""

from __future__ import annotations

import atexit
import io
import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from warehouse.statements import LONGEST_TEXT, Refusal, StatementError

PROJECT_FOLDER = Path(__file__).parent.parent
COMMAND = (sys.executable, "-m", "warehouse.sandbox_worker")
KEPT_ENVIRONMENT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "PYTHONPATH")
CONCURRENT_RUNS = 2
QUEUE_SECONDS = 10.0
START_SECONDS = 30.0
LONGEST_LINE = 65_536
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
        Columns ``c0``, ``c1``, … in the order of ``names``: numbers, texts, days and truths; everything else as text.
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


@dataclass(eq=False)
class Worker:
    """One process with one release open."""

    path: Path
    memory_mb: int
    process: subprocess.Popen[bytes] = field(init=False)
    is_ready: bool = False

    def __post_init__(self) -> None:
        environment = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
        environment["MALLOC_ARENA_MAX"] = "1"  # of glibc: each arena would reserve 64 MB of what the process may take
        self.process = subprocess.Popen(
            [*COMMAND, str(self.path.resolve()), str(self.memory_mb)], cwd=PROJECT_FOLDER, env=environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def receive(self) -> tuple[dict[str, Any], bytes]:
        """The next answer; EOFError when the process has ended."""
        source: BinaryIO = self.process.stdout  # type: ignore[assignment]
        line = source.readline(LONGEST_LINE)
        if not line.endswith(b"\n"):
            raise EOFError
        facts: dict[str, Any] = json.loads(line)
        rows = source.read(facts["bytes"])
        if len(rows) < facts["bytes"]:
            raise EOFError
        return facts, rows

    def send(self, order: dict[str, Any]) -> None:
        """Ask; OSError when the process has ended."""
        sink: BinaryIO = self.process.stdin  # type: ignore[assignment]
        sink.write(json.dumps(order).encode() + b"\n")
        sink.flush()

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # what was not read by the process any more
                    continue


class Pool:
    """Keeps one process ready between statements."""

    def __init__(self) -> None:
        self.idle: Worker | None = None
        self.lock = threading.Lock()

    def take(self, path: Path, memory_mb: int) -> Worker:
        """A process for a release: the one that is ready, or a new one."""
        with self.lock:
            worker, self.idle = self.idle, None
        if worker is not None:
            if (worker.path, worker.memory_mb) == (path, memory_mb) and worker.process.poll() is None:
                return worker
            worker.end()
        return Worker(path, memory_mb)

    def give_back(self, worker: Worker) -> None:
        """Keep a process that is well in place of the one kept before."""
        with self.lock:
            worker, self.idle = self.idle or worker, worker
        if worker is not self.idle:
            worker.end()


    def close(self) -> None:
        """End the process that is kept."""
        with self.lock:
            worker, self.idle = self.idle, None
        if worker is not None:
            worker.end()


POOL = Pool()
atexit.register(POOL.close)


def warm_up(path: Path, limits: Limits = LIMITS) -> None:
    """Have a process ready for a release, so that the first statement need not wait for its start."""
    idle = POOL.idle
    if idle is None or idle.path != path or idle.process.poll() is not None:
        POOL.give_back(POOL.take(path, limits.memory_mb))


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
        self.started_at = time.monotonic()
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
        frame = pl.read_ipc_stream(io.BytesIO(rows))
        return QueryAnswer(frame, tuple(facts["names"]), facts["is_cut"], facts["seconds"])

    def _exchange(self, worker: Worker) -> tuple[dict[str, Any], bytes]:
        if not worker.is_ready:
            with _ended_after(START_SECONDS, self.stop, Refusal.CRASHED):
                worker.receive()
            worker.is_ready = True
        limits = self.limits
        order = {"text": self.text, "rows": limits.row_count, "bytes": limits.byte_count, "seconds": limits.seconds}
        with _ended_after(limits.seconds, self.stop, Refusal.TOO_SLOW):
            self.sent_at = time.monotonic()
            worker.send(order)
            return worker.receive()


class _ended_after:  # noqa: N801 – used as a statement
    """Call something unless the block is left before."""

    def __init__(self, seconds: float, end: Any, reason: Refusal) -> None:
        self.timer = threading.Timer(seconds, end, args=(reason,))
        self.timer.daemon = True

    def __enter__(self) -> None:
        self.timer.start()

    def __exit__(self, *_error: object) -> None:
        self.timer.cancel()


def tell_death(worker: Worker) -> Refusal:
    """Why a process ended that nobody ended: a signal means that it ran against the bound of its memory."""
    try:
        code = worker.process.wait(1.0)
    except subprocess.TimeoutExpired:
        code = 0
    worker.end()
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
