"""Running many cases in processes that may crash, hang or grow without taking this one with them."""

from __future__ import annotations

import multiprocessing
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic
from typing import Any

from tests.mutations.worker import Outcome, work

LIMIT_SECONDS = 10.0
KILL_SECONDS = 60.0
LIMIT_MEBIBYTES = 1024.0
MAKING_SECONDS = 120.0
CASES_PER_PROCESS = 250
WORN_MEBIBYTES = 500.0  # a process that held this much before a case began is replaced: the memory of a case is its own
FINE = {"answer", "refused"}
STOPPED = {"hang", "crash"}


@dataclass
class Worker:
    """One process and the case it is at; ``deadline`` of what it is doing now; ``is_worn`` once it is to be replaced."""

    process: Any
    connection: Connection
    number: int | None = None
    kind: str = ""
    base: str = ""
    deadline: float = 0.0
    done: int = 0
    is_worn: bool = False

    def give(self, number: int) -> None:
        """Hand it a case."""
        self.number, self.kind, self.base = number, "", ""
        self.deadline = monotonic() + MAKING_SECONDS
        self.connection.send(number)

    def stop(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.join()
        self.connection.close()


def run_cases(
    numbers: Sequence[int], seed: int, jobs: int = 1, report: Callable[[Outcome], None] = lambda outcome: None
) -> list[Outcome]:
    """Run the cases and return how each went, in the order they ended.

    Ten seconds are the case's own: on a busy machine more may pass while it waits its turn. After a minute by the clock it is killed.
    """
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory(prefix="mutations-") as folder:
        for outcome in _run(list(numbers), seed, jobs, Path(folder)):
            outcomes.append(outcome)
            report(outcome)
    return outcomes


def _run(waiting: list[int], seed: int, jobs: int, folder: Path) -> Iterator[Outcome]:
    waiting.reverse()
    workers = [_start(seed, folder, slot) for slot in range(min(jobs, len(waiting)))]
    try:
        while waiting or any(worker.number is not None for worker in workers):
            for slot, worker in enumerate(workers):
                if worker.number is None and waiting:
                    if worker.is_worn:
                        worker.stop()
                        workers[slot] = worker = _start(seed, folder, slot)
                    worker.give(waiting.pop())
            wait([worker.connection for worker in workers], timeout=0.5)
            for slot, worker in enumerate(workers):
                outcome = _listen(worker)
                if outcome is None:
                    continue
                if outcome.outcome in STOPPED:
                    worker.stop()
                    workers[slot] = _start(seed, folder, slot)
                yield outcome
    finally:
        for worker in workers:
            worker.stop()


def _start(seed: int, folder: Path, slot: int) -> Worker:
    scratch = folder / f"scratch-{slot}"
    bases = folder / f"bases-{slot}"
    for path in (scratch, bases):
        path.mkdir(exist_ok=True)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs, seed, bases, scratch), daemon=True)
    process.start()
    theirs.close()
    return Worker(process, ours)


def _listen(worker: Worker) -> Outcome | None:
    """What a worker has to say about its case; None while it is at it."""
    if worker.number is None:
        return None
    try:
        while worker.connection.poll():
            said = worker.connection.recv()
            if isinstance(said, Outcome):
                worker.number, worker.done = None, worker.done + 1
                worker.is_worn = worker.done >= CASES_PER_PROCESS or said.peak - said.growth > WORN_MEBIBYTES
                return _weigh(said)
            worker.kind, worker.base = said
            worker.deadline = monotonic() + KILL_SECONDS
    except (EOFError, ConnectionResetError):
        worker.process.join()
        return _fail(worker, "crash", f"the process ended with {worker.process.exitcode}")
    if monotonic() > worker.deadline:
        return _fail(worker, "hang", "no answer in time")
    return None


def _fail(worker: Worker, outcome: str, detail: str) -> Outcome:
    assert worker.number is not None
    failed = Outcome(worker.number, worker.kind, worker.base, outcome, KILL_SECONDS, detail=detail)
    worker.number = None
    return failed


def _weigh(outcome: Outcome) -> Outcome:
    if outcome.outcome in FINE and outcome.seconds > LIMIT_SECONDS:
        return replace(outcome, outcome="slow", detail=f"{outcome.seconds:.1f} s")
    if outcome.outcome in FINE and outcome.peak > LIMIT_MEBIBYTES:
        return replace(outcome, outcome="memory", detail=f"{outcome.peak:.0f} MiB")
    return outcome
