"""Files handed in on the import page: kept in the inbox of the warehouse, checked, then loaded or discarded, all by the command line.

What a browser has handed in lives in its session; the inbox holds nothing that would be missed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from ui.imports_answer import KNOWN, REFUSED, Answer
from ui.imports_command import CHECK_SECONDS, LOAD_SECONDS, OUTPUT_FILE, Command, CommandRun, Outcome
from ui.imports_inbox import clean_name, open_inbox
from ui.state import RELEASE

HANDED, JOB, RESULT, KEPT_NAME = "_handed_files", "_import_job", "_import_result", "_loaded_by"
ANSWER_FILE, MARKED_FILE = "answer.json", "marked.xlsx"


@dataclass(frozen=True)
class HandedFile:
    """One file in hand.

    Attributes
    ----------
    path : Path
        In a folder of its own in the inbox, under its own name made safe.
    period, area_code : str or None
        What its sender said where the file does not.
    """

    file_id: str
    path: Path
    check: CommandRun
    period: str | None = None
    area_code: str | None = None

    @property
    def marked(self) -> Path:
        """The copy with the wrong cells marked, where the check wrote one."""
        return self.path.parent.parent / MARKED_FILE

    @property
    def answer(self) -> Answer | None:
        """What the check said; None while it runs and where it failed."""
        outcome = self.check.outcome
        return outcome.answers[0] if outcome and outcome.answers else None

    @property
    def is_loadable(self) -> bool:
        """Whether anything of it can be loaded."""
        answer = self.answer
        return (
            answer is not None
            and answer.error is None
            and answer.accepted > 0
            and answer.status not in (KNOWN, REFUSED)
            and not answer.questions
        )


@dataclass(frozen=True)
class Job:
    """A load or an undo under way; ``load_id`` is that of the load to be undone."""

    run: CommandRun
    files: Sequence[HandedFile] = ()
    load_id: int | None = None


@dataclass(frozen=True)
class Result:
    """How the last load or undo ended."""

    outcome: Outcome
    load_id: int | None = None


def is_read_only() -> bool:
    """Whether loading is switched off on this server (``DICH_READ_ONLY=1``)."""
    return os.environ.get("DICH_READ_ONLY", "") == "1"


def list_handed() -> list[HandedFile]:
    """Files in hand in this session, in the order they came."""
    handed: list[HandedFile] = st.session_state.setdefault(HANDED, [])
    return handed


def hand_in(folder: Path, name: str, content: bytes | memoryview) -> None:
    """Keep a file and start its check."""
    own = open_inbox(folder)
    path = own / "file" / clean_name(name)
    path.parent.mkdir()
    path.write_bytes(content)
    list_handed().append(HandedFile(own.name, path, start_check(path, None, None)))


def start_check(path: Path, period: str | None, area_code: str | None) -> CommandRun:
    """Read and check a file, writing nothing to the store."""
    own = path.parent.parent
    answer = own / ANSWER_FILE
    answer.unlink(missing_ok=True)
    arguments = ("load", str(path), "--dry-run", f"--json={answer}", f"--marked={own / MARKED_FILE}")
    return CommandRun([Command(arguments + list_options(period, area_code), answer)], own, CHECK_SECONDS)


def list_options(period: str | None, area_code: str | None) -> tuple[str, ...]:
    """What the command line is told that the file does not say."""
    return (*([f"--period={period}"] if period else []), *([f"--area={area_code}"] if area_code else []))


def check_again(file: HandedFile, period: str | None, area_code: str | None) -> None:
    """Check a file once more, with what its sender says about it."""
    file.check.stop()
    again = replace(file, check=start_check(file.path, period, area_code), period=period, area_code=area_code)
    st.session_state[HANDED] = [again if other.file_id == file.file_id else other for other in list_handed()]


def discard(files: Sequence[HandedFile]) -> None:
    """Put files aside and remove them from the inbox."""
    gone = {file.file_id for file in files}
    st.session_state[HANDED] = [file for file in list_handed() if file.file_id not in gone]
    for file in files:
        file.check.stop()
        shutil.rmtree(file.path.parent.parent, ignore_errors=True)


def start_load(folder: Path, files: Sequence[HandedFile], loaded_by: str) -> None:
    """Load files and publish; files of which the same was said go together, so that they are published once."""
    own = open_inbox(folder)
    commands = []
    groups = group_by_options(files)
    for number, ((period, area_code), group) in enumerate(groups.items()):
        answer = own / f"answer-{number}.json"
        paths = [str(file.path) for file in group]
        arguments = ("load", *paths, f"--json={answer}", f"--by={loaded_by}", *list_options(period, area_code))
        commands.append(Command(arguments, answer))
    in_order = [file for group in groups.values() for file in group]
    st.session_state[JOB] = Job(CommandRun(commands, own, LOAD_SECONDS), in_order)


def group_by_options(files: Sequence[HandedFile]) -> Mapping[tuple[str | None, str | None], list[HandedFile]]:
    """Files by what was said of them."""
    groups: dict[tuple[str | None, str | None], list[HandedFile]] = {}
    for file in files:
        groups.setdefault((file.period, file.area_code), []).append(file)
    return groups


def start_undo(folder: Path, load_id: int, undone_by: str, reason: str) -> None:
    """Undo a load and publish."""
    own = open_inbox(folder)
    arguments = ("undo", str(load_id), f"--by={undone_by}", f"--reason={reason}", "--json=-")
    run = CommandRun([Command(arguments, own / OUTPUT_FILE)], own, LOAD_SECONDS)
    st.session_state[JOB] = Job(run, load_id=load_id)


def find_job() -> Job | None:
    """The load or undo under way in this session."""
    job: Job | None = st.session_state.get(JOB)
    return job


def find_result() -> Result | None:
    """How the last load or undo of this session ended, until something else is begun."""
    result: Result | None = st.session_state.get(RESULT)
    return result


def settle_job() -> None:
    """Take over the end of a load or undo: loaded files leave the inbox, and the page follows the new release."""
    job = find_job()
    if job is None or job.run.outcome is None:
        return
    outcome = job.run.outcome
    st.session_state[JOB] = None
    st.session_state[RESULT] = Result(outcome, job.load_id)
    shutil.rmtree(job.run.folder, ignore_errors=True)
    ended = zip(job.files, outcome.answers, strict=False)  # fewer answers where a command had a problem
    discard([file for file, answer in ended if answer.error is None and answer.status != REFUSED])
    if any(answer.release_id for answer in outcome.answers):
        st.session_state[RELEASE] = None


def forget_result() -> None:
    """Something else is begun."""
    st.session_state[RESULT] = None


def count_running() -> int:
    """Checks, loads and undos of this session that have not ended."""
    job = find_job()
    checks = sum(file.check.outcome is None for file in list_handed())
    return checks + (job is not None)
