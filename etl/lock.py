"""One writer at a time: an operating-system lock that a killed process releases by itself, and a note saying who holds it."""

from __future__ import annotations

import getpass
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from warehouse.errors import LockedError

WAIT_SECONDS = 120.0


@contextmanager
def hold_writer_lock(folder: Path, doing: str, wait_seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the warehouse's writer lock.

    Parameters
    ----------
    folder : Path
        The warehouse folder.
    doing : str
        What the holder does, for the message others get.
    wait_seconds : float
        How long to wait for another writer.

    Raises
    ------
    LockedError
        When another writer still holds the lock; the message says who, where and since when.
    """
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / "writer.json"
    lock = FileLock(folder / "writer.lock")
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout as error:
        raise _describe_holder(note) from error
    try:
        note.write_text(json.dumps(_describe_self(doing), ensure_ascii=False), encoding="utf-8")
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _describe_self(doing: str) -> dict[str, str]:
    return {
        "user": getpass.getuser(),
        "host": socket.gethostname(),
        "pid": str(os.getpid()),
        "doing": doing,
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _describe_holder(note: Path) -> LockedError:
    try:
        who = json.loads(note.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        who = {"user": "?", "host": "?", "pid": "?", "doing": "?", "since": "?"}
    return LockedError(
        "the warehouse is being written by {user}@{host} (pid {pid}, {doing}) since {since}; try again when it has ended".format(
            **who
        ),
        "kho số liệu đang được ghi bởi {user}@{host} (tiến trình {pid}, {doing}) từ {since}; hãy thử lại khi việc đó xong".format(
            **who
        ),
    )
