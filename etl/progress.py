"""Progress of long work: a bar on the terminal, and a small file the app shows while it waits for its first release."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from warehouse.errors import Dich2030Error

PROGRESS_FILE = "build-progress.json"


@contextmanager
def show_progress(folder: Path | None, console: Console) -> Iterator[Callable[[str, float], None]]:
    """Give a ``report(step, share)`` function that moves a bar and keeps ``<folder>/build-progress.json`` up to date.

    The file holds ``step``, ``share`` (0–1), ``updated_at`` (UTC) and ``error`` (null, or the message of the error that
    ended the work); it is removed when the work succeeds. Without a folder only the bar moves.
    """
    columns = (
        TextColumn("{task.description:<28}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("…", total=1.0)

        def report(step: str, share: float) -> None:
            bar.update(task, completed=share, description=step)
            if folder is not None:
                _write(folder, step, share, None)

        try:
            yield report
        except Dich2030Error as error:
            if folder is not None:
                _write(folder, "error", 1.0, error.message_vi)
            raise
    if folder is not None:
        (folder / PROGRESS_FILE).unlink(missing_ok=True)


def _write(folder: Path, step: str, share: float, error: str | None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    state = {
        "step": step,
        "share": share,
        "updated_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "error": error,
    }
    draft = folder / f"{PROGRESS_FILE}.{os.getpid()}"
    draft.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
    draft.replace(folder / PROGRESS_FILE)
