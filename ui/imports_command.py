"""Runs of the command line beside the server: a workbook is opened in a process of its own, which may crash or hang without harm."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from ui.imports_answer import Answer, AnswerTooLargeError, read_answers

PROJECT_FOLDER = Path(__file__).parent.parent
COMMAND: tuple[str, ...] = (sys.executable, "-m", "etl")
CHECK_SECONDS = 240.0  # of these the command may wait 120 for another writer
LOAD_SECONDS = 900.0
TEMPLATE_SECONDS = 60.0
CONCURRENT_RUNS = 2
OUTPUT_FILE, MESSAGE_FILE = "output.txt", "messages.txt"
WIDE = "20000"
SLOTS = threading.BoundedSemaphore(CONCURRENT_RUNS)
LOG = logging.getLogger(__name__)


class Problem(StrEnum):
    """Why a run gave no answer."""

    CRASHED = "crashed"
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    TOLD = "told"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Outcome:
    """How a run ended.

    Attributes
    ----------
    answers : list of Answer
        One per file; where there is a problem, those of the commands before it.
    message : tuple of str
        What the command said of a problem: in Vietnamese, in English.
    """

    answers: list[Answer] = field(default_factory=list)
    problem: Problem | None = None
    message: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Command:
    """One call: its arguments, and the file its answer is written to."""

    arguments: tuple[str, ...]
    answer: Path


class CommandRun:
    """Commands run one after the other in a thread of their own, until one has a problem.

    Parameters
    ----------
    folder : Path
        Where what the commands print is kept; it is there while they run.
    limit_seconds : float
        How long each may take.
    """

    def __init__(self, commands: Sequence[Command], folder: Path, limit_seconds: float) -> None:
        self.commands = commands
        self.folder = folder
        self.limit_seconds = limit_seconds
        self.started_at = time.monotonic()
        self.outcome: Outcome | None = None
        self._is_stopped = False
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the run at once; what it has not published has changed nothing."""
        self._is_stopped = True
        if self._process is not None:
            self._process.kill()

    def wait(self, seconds: float) -> bool:
        """Wait for the end; tells whether it has come."""
        self._thread.join(seconds)
        return self.outcome is not None

    def _run(self) -> None:
        answers: list[Answer] = []
        with SLOTS:
            for command in self.commands:
                outcome = Outcome(problem=Problem.STOPPED) if self._is_stopped else self._run_one(command)
                if outcome.problem is not None:
                    self.outcome = replace(outcome, answers=answers)
                    return
                answers += outcome.answers
        self.outcome = Outcome(answers)

    def _run_one(self, command: Command) -> Outcome:
        try:
            with (self.folder / OUTPUT_FILE).open("wb") as output, (self.folder / MESSAGE_FILE).open("wb") as messages:
                is_ended = self._follow(start_process(command.arguments, output.fileno(), messages.fileno()))
        except FileNotFoundError:  # the folder was discarded meanwhile
            return Outcome(problem=Problem.STOPPED)
        if self._is_stopped:
            return Outcome(problem=Problem.STOPPED)
        if not is_ended:
            return Outcome(problem=Problem.TOO_SLOW)
        return read_outcome(command.answer, self.folder / MESSAGE_FILE)

    def _follow(self, process: subprocess.Popen[bytes]) -> bool:
        """Wait for a process within the limit; tells whether it ended by itself."""
        self._process = process
        if self._is_stopped:  # before there was a process to end
            process.kill()
        try:
            process.wait(self.limit_seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return False
        return True


def start_process(arguments: Sequence[str], output: int, messages: int) -> subprocess.Popen[bytes]:
    """Start one call of the command line; wide enough that each of its messages stands on one line."""
    return subprocess.Popen(
        [*COMMAND, *arguments], cwd=PROJECT_FOLDER, stdin=subprocess.DEVNULL, stdout=output, stderr=messages,
        env={**os.environ, "COLUMNS": WIDE, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


def read_outcome(answer: Path, messages: Path) -> Outcome:
    """The answer of a command that has ended, or what it said instead."""
    try:
        return Outcome(read_answers(answer))
    except AnswerTooLargeError:
        return Outcome(problem=Problem.TOO_LARGE)
    except (FileNotFoundError, ValueError):
        text = messages.read_text(encoding="utf-8", errors="replace") if messages.exists() else ""
        return explain_silence(text)


def explain_silence(text: str) -> Outcome:
    """What a command without an answer said: its error in Vietnamese, then in English; or the trace of a crash, which goes to the log."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or "Traceback" in text or "Usage:" in text:
        LOG.error("the command line ended without an answer: %s", text[-4000:])
        return Outcome(problem=Problem.CRASHED)
    return Outcome(problem=Problem.TOLD, message=(lines[-2:][0], lines[-1]))


def build_template(area_code: str, period: str) -> bytes:
    """The workbook an area fills in, made now.

    Raises
    ------
    RuntimeError
        The command line made none; the message is what it said.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "template.xlsx"
        arguments = ("template", f"--area={area_code}", f"--period={period}", f"--out={out}")
        done = subprocess.run(
            [*COMMAND, *arguments], cwd=PROJECT_FOLDER, stdin=subprocess.DEVNULL, capture_output=True,
            timeout=TEMPLATE_SECONDS, check=False,
        )  # fmt: skip
        if not out.is_file():
            raise RuntimeError(done.stderr.decode(errors="replace")[-4000:])
        return out.read_bytes()
