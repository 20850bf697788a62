"""An answer beside what the gallery asks of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.gallery.model import ANY_SHEET, Entry, Flag, Seen


def list_differences(entry: Entry, answer: dict[str, Any]) -> list[str]:
    """Every way in which an answer is not what the entry asks; empty when it is."""
    found = {_read_seen(row, entry) for row in answer["observations"]}
    differences = [f"missing {one}" for one in sorted(entry.seen - found, key=str) if not _is_undecided(entry, one)]
    differences += [f"unasked {one}" for one in sorted(found - entry.seen, key=str) if not _is_undecided(entry, one)]
    rejected, warnings = answer["rejected"], [*answer["warnings"], *answer.get("notes", ())]
    differences += _list_unmet(entry.errors, rejected, "error")
    differences += _list_unmet(entry.warnings, warnings, "warning")
    differences += _list_unmet(entry.either, [*rejected, *warnings], "finding")
    wanted = [*entry.errors, *entry.either]
    for row in rejected:
        is_wanted = any(_is_at(flag, row) for flag in wanted)
        if not is_wanted and f"{row['sheet']}!{row['cell']}" not in entry.undecided and not entry.gives_nothing:
            differences.append(f"unasked error {row['sheet']}!{row['cell']} {row['rule']}: {row['message_vi']}")
    if entry.period is not None and answer["period"] != entry.period:
        differences.append(f"period {answer['period']!r}, not {entry.period!r}")
    if entry.gives_nothing and (answer["observations"] or not rejected):
        differences.append("nothing can be loaded from this, and no error says so")
    differences += [f"says {text!r}" for text in entry.never_said if text in str(answer)]
    return differences


def _read_seen(row: dict[str, Any], entry: Entry) -> Seen:
    is_text = any(one.sheet == ANY_SHEET for one in entry.seen)
    value = None if row["value"] is None else float(row["value"])
    sheet = ANY_SHEET if is_text else row["sheet"]
    return Seen(
        row["area_code"], row["area_era"], row["title"], row["group"], row["measure"], value, sheet, row["cell"]
    )


def _is_undecided(entry: Entry, one: Seen) -> bool:
    return f"{one.sheet}!{one.cell}" in entry.undecided


def _is_at(flag: Flag, row: dict[str, Any]) -> bool:
    return flag.sheet in (ANY_SHEET, row["sheet"]) and (not flag.cell or row["cell"] in flag.cell.split("|"))


def _list_unmet(flags: Iterable[Flag], rows: list[dict[str, Any]], kind: str) -> list[str]:
    unmet = []
    for flag in flags:
        there = [row for row in rows if _is_at(flag, row)]
        if not there:
            unmet.append(f"no {kind} at {flag.sheet}!{flag.cell}")
            continue
        told = " ".join(
            str(part) for row in there for part in (row["message_vi"], row["message_en"], *row["suggestions"])
        )
        unmet += [
            f"{kind} at {flag.sheet}!{flag.cell} does not name {text!r}: {told}"
            for text in flag.suggests
            if text not in told
        ]
        most = max(len(row["suggestions"]) for row in there)
        if most < flag.least_suggestions:
            unmet.append(f"{kind} at {flag.sheet}!{flag.cell} suggests {most}, not {flag.least_suggestions}: {told}")
    return unmet
