"""What people did about a sign: one row of ``desk/follow_ups.csv`` each; only added to, the last row of a sign counts.

The file lies beside the releases and is no part of them: a release never changes.
"""

from __future__ import annotations

import csv
import io
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from filelock import FileLock

FILE_NAME = "follow_ups.csv"
LONGEST_NAME, LONGEST_NOTE = 80, 500


class FollowUpState(StrEnum):
    """What was done about a sign."""

    ASKED = "asked"
    WAITING = "waiting"
    CONFIRMED = "confirmed"


@dataclass(frozen=True)
class FollowUp:
    """One mark.

    Attributes
    ----------
    sign_id : str
        The sign, the same in every release: area, period, subject, group and rule.
    by : str
        Who made it.
    at : datetime
        When, local time without zone.
    note : str
        Empty where nothing was remarked.
    """

    sign_id: str
    state: FollowUpState
    by: str
    at: datetime
    note: str = ""


def find_follow_up_file(folder: Path) -> Path:
    """Where the marks of a warehouse are kept."""
    return folder / "desk" / FILE_NAME


def add_follow_up(folder: Path, mark: FollowUp) -> None:
    """Add a mark.

    Raises
    ------
    ValueError
        When nobody gave a name, or a text is too long.
    """
    if not mark.by.strip() or len(mark.by) > LONGEST_NAME or len(mark.note) > LONGEST_NOTE:
        raise ValueError("a mark needs a name, and texts of reasonable length")
    path = find_follow_up_file(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    with FileLock(path.with_suffix(".lock")):
        if not path.exists():
            writer.writerow(field.name for field in fields(FollowUp))
        sign_id, state, by, at, note = astuple(mark)
        writer.writerow(
            (sign_id, state, " ".join(by.split()), at.isoformat(timespec="seconds"), " ".join(note.split()))
        )
        with path.open("a", encoding="utf-8", newline="") as stream:
            stream.write(line.getvalue())


def read_follow_ups(folder: Path) -> dict[str, list[FollowUp]]:
    """Every mark by sign, the last one last; none where nobody made one."""
    path = find_follow_up_file(folder)
    if not path.exists():
        return {}
    marks: dict[str, list[FollowUp]] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            mark = FollowUp(
                row["sign_id"], FollowUpState(row["state"]), row["by"], datetime.fromisoformat(row["at"]), row["note"]
            )
            marks.setdefault(mark.sign_id, []).append(mark)
    return marks
