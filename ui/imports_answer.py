"""What the command line answered about a file, kept as the little that a screen shows: an answer may list 300,000 cells."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]

MAX_ANSWER_BYTES = 150_000_000
SHOWN_CHANGES = 50
SHOWN_FINDINGS = 200
SHOWN_CELLS = 5
ADDRESS = re.compile(r"([A-Z]*)(\d*)")
REFUSED, KNOWN = "refused", "known"
RATING = "rating"
#: What the page can ask the sender instead of sending the file back.
ASKING_RULES = frozenset({"period_unknown", "area_unknown"})


@dataclass(frozen=True)
class Answer:
    """What is to be said of one file.

    Attributes
    ----------
    status : str
        ``checked``, ``loaded``, ``known`` (loaded before, nothing changes), ``refused``, ``undone``; empty when the file could not be read.
    accepted, read : int
        Cells.
    rejected, warnings : sequence of mappings
        Findings: ``sheet``, ``cell``, ``rule``, ``value``, ``message_vi``, ``message_en``, ``suggestions``; in the order of the sheet,
        the first ``SHOWN_FINDINGS``.
    rejected_count, warning_count : int
        Cells (not findings) with an error, and with a warning.
    error_count, remark_count : int
        All findings that are errors, and warnings; a cell may have several.
    stopped_rows : int
        Rows that hold a cell with an error.
    rules : frozenset of str
        Rules of all errors.
    changes : sequence of mappings
        Numbers that replace another: ``area_name``, ``title``, ``period``, ``group``, ``measure``, ``old``, ``new``, ``cell``; those that
        disappear first, then the biggest difference; the first ``SHOWN_CHANGES``.
    replaced : sequence of (load_id, file)
        Earlier loads of which something is replaced.
    areas : sequence of str
        Area ids of the accepted cells, in the order of the file.
    samples : sequence of mappings
        A few of the accepted cells; levels of criteria, which are no numbers, are not among them.
    place : str
        Name of the first accepted cell's area.
    error : mapping or None
        ``message_vi`` and ``message_en`` of why nothing could be done: the file is unreadable, or another process writes.
    """

    file: str
    status: str
    load_id: int | None
    release_id: str | None
    read: int
    accepted: int
    rejected: Sequence[Row]
    rejected_count: int
    error_count: int
    stopped_rows: int
    rules: frozenset[str]
    warnings: Sequence[Row]
    warning_count: int
    remark_count: int
    changes: Sequence[Row]
    change_count: int
    replaced: Sequence[tuple[int, str]]
    areas: Sequence[str]
    titles: Sequence[str]
    periods: Sequence[str]
    samples: Sequence[Row]
    place: str
    notes: Sequence[Row]
    error: Row | None

    @property
    def is_unreadable(self) -> bool:
        """Whether the error is one of the file itself, which its message then names."""
        return self.error is not None and str(self.error["message_vi"]).startswith(self.file)

    @property
    def questions(self) -> frozenset[str]:
        """Rules that the sender can answer on the page."""
        return self.rules & ASKING_RULES


class AnswerTooLargeError(ValueError):
    """The answer is too large to be read inside the server."""


def read_answers(path: Path) -> list[Answer]:
    """Read the answer to one file or to several.

    Raises
    ------
    FileNotFoundError
        The command ended without an answer.
    AnswerTooLargeError
        It would take too much memory to read.
    ValueError
        It is no JSON.
    """
    if path.stat().st_size > MAX_ANSWER_BYTES:
        raise AnswerTooLargeError(path.name)
    content = json.loads(path.read_text(encoding="utf-8"))
    return [summarise(entry) for entry in (content if isinstance(content, list) else [content])]


def summarise(entry: Row) -> Answer:
    """Keep of an answer what a screen shows."""
    observations: Sequence[Row] = entry.get("observations") or ()
    rejected, warnings = sort_findings(entry.get("rejected") or ()), sort_findings(entry.get("warnings") or ())
    changes = list_changes(entry)
    codes = dict.fromkeys((row.get("area_code"), row.get("area_era")) for row in observations)
    period = entry.get("period")
    return Answer(
        file=str(entry.get("file") or ""),
        status=str(entry.get("status") or ""),
        load_id=entry.get("load_id"),
        release_id=entry.get("release_id"),
        read=int(entry.get("read") or 0),
        accepted=int(entry.get("accepted") or 0),
        rejected=rejected[:SHOWN_FINDINGS],
        rejected_count=len({(row["sheet"], row["cell"]) for row in rejected}),
        error_count=len(rejected),
        stopped_rows=len({find_place(row)[:2] for row in rejected}),
        rules=frozenset(row["rule"] for row in rejected),
        warnings=warnings[:SHOWN_FINDINGS],
        warning_count=len({(row["sheet"], row["cell"]) for row in warnings}),
        remark_count=len(warnings),
        changes=changes[:SHOWN_CHANGES],
        change_count=len(changes),
        replaced=list(dict.fromkeys((row["load_id"], row.get("file") or "") for row in entry.get("supersedes") or ())),
        areas=[write_area_id(str(code), era) for code, era in codes if code],
        titles=[name for name, _count in Counter(row["title"] for row in observations).most_common()],
        periods=entry.get("periods") or ([period] if period else []),
        samples=[row for row in observations if row.get("measure") != RATING][:SHOWN_CELLS],
        place=str(observations[0].get("area_name") or observations[0].get("area_code") or "") if observations else "",
        notes=entry.get("notes") or (),
        error=entry.get("error"),
    )


def sort_findings(findings: Sequence[Row]) -> list[Row]:
    """Findings in the order one meets their cells: by sheet in the order the sheets are named, then by row and column."""
    sheets = {sheet: place for place, sheet in enumerate(dict.fromkeys(row["sheet"] for row in findings))}
    return sorted(findings, key=lambda row: (sheets[row["sheet"]], *find_place(row)[1:]))


def find_place(finding: Row) -> tuple[str, int, str]:
    """Sheet, row number and column letters of a finding, letters so padded that AA comes after Z; 0 and no letters for a whole sheet.

    >>> find_place({"sheet": "A", "cell": "AB12"})
    ('A', 12, ' AB')
    """
    letters, digits = ADDRESS.match(finding["cell"]).groups()  # type: ignore[union-attr]
    return finding["sheet"], int(digits or 0), letters.rjust(3)


def write_area_id(code: str, era: str | None) -> str:
    """Id of an area from its code and era; the nation has no era.

    >>> write_area_id("00004", "2025-07")
    '00004.2025-07'
    """
    return f"{code}.{era}" if era else code


def list_changes(entry: Row) -> list[Row]:
    """Every number that is replaced by another one, what disappears first, then by how much it changes."""
    changes = [
        {**change, **{name: superseded.get(name) for name in ("area_code", "area_era", "area_name", "title", "period")}}
        for superseded in entry.get("supersedes") or ()
        for change in superseded.get("changes") or ()
        if change.get("old") != change.get("new")
    ]
    return sorted(changes, key=measure_change, reverse=True)


def measure_change(change: Row) -> tuple[bool, float]:
    """How much a change matters: a number lost more than any other."""
    old, new = change.get("old"), change.get("new")
    return new is None, abs(float(new or 0) - float(old or 0))
