"""What hovering over an area of a map says; what all areas share is sent once a map, not once an area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

from ui.map_estimates import tell_estimate, write_value
from warehouse.model import Status
from wording.figures import find_day
from wording.format import (
    MISSING,
    format_basis,
    format_completeness,
    format_count,
    format_date,
    format_gap,
    format_period,
    format_status,
)
from wording.language import _, localise

Row = Mapping[str, Any]
MOST_NAMED, MOST_WORDED = 150, 1000


def write_hover(row: Row) -> str:
    """What hovering over an area says: name, number with its base, date and status, and what is missing."""
    name = f"<b>{escape(localise(row, 'name'))}</b>"
    return "<br>".join([name, *list_number_lines(row), *(list_shared_lines(row) if row["value"] is not None else [])])


def list_number_lines(row: Row) -> list[str]:
    """What differs from area to area: number, estimate, status and gap, reports that are missing."""
    if row["value"] is None:
        return [escape(format_status(row["status"]))]
    status = "" if row["status"] in (Status.NOT_DUE, Status.NOT_APPLICABLE) else f"{format_status(row['status'])} · "
    reports = "" if row.get("is_reported") or (row.get("expected_count") or 0) <= 1 else format_completeness(row)
    lines = [
        f"<b>{escape(write_value(row))}</b>",
        escape(tell_estimate(row)),
        escape(f"{status}{format_gap(row)}".removesuffix(" · ")),
        escape(reports),
    ]
    return [line for line in lines if line]


def list_shared_lines(row: Row) -> list[str]:
    """What most areas of a map share: whether the number is real, its base, period and date."""
    simulated = _("simulated") if row["is_simulated"] else _("real")
    day = format_date(find_day(row))
    return [
        escape(simulated),
        escape(format_basis(row)),
        escape(_("{period}, as of {date}", period=format_period(row["period"]), date=day)),
    ]


@dataclass(frozen=True)
class HoverTexts:
    """What hovering says, as the chart library wants it.

    Attributes
    ----------
    texts, gaps : sequence of str
        Of each area; without tags, which would take six bytes a character on their way. ``gaps`` may be empty.
    template : str
        Words around them that are the same for all areas.
    """

    texts: Sequence[str]
    gaps: Sequence[str]
    template: str


def write_hover_texts(rows: Sequence[Row]) -> HoverTexts:
    """Hover texts of a map, with what areas share in the template.

    Of many areas the texts are short: names then come from the shapes themselves, and neither status nor nature is said of each;
    of thousands only the number is.
    """
    is_few = len(rows) <= MOST_NAMED
    shared = [[] if row["value"] is None else list_shared_lines(row) for row in rows]
    said_once = {tuple(lines[is_few:]) for lines in shared if lines}
    tail = next(iter(said_once)) if len(said_once) == 1 else ()
    texts = []
    for row, lines in zip(rows, shared, strict=True):
        parts = [localise(row, "name")] if is_few else []
        parts += [write_value(row), tell_estimate(row)] if row["value"] is not None else []
        if (is_few and has_verdict(row)) or (row["value"] is None and len(rows) <= MOST_WORDED):
            parts.append(format_status(row["status"]))
        parts += [unescape(line) for line in (lines[:is_few] if tail else lines)]
        texts.append(" · ".join(part for part in parts if part) or MISSING)
    has_gaps = len(rows) <= MOST_WORDED and any(row["gap_count"] is not None for row in rows)
    noun = localise(rows[0], "unit_noun")
    gap = [escape(_("{count} still missing", count=f"%{{customdata}} {noun}"))] if has_gaps else []
    around = ["%{text}" if is_few else "<b>%{properties.name}</b><br>%{text}", *gap, *tail]
    gaps = [format_count(row["gap_count"]) for row in rows] if has_gaps else []
    return HoverTexts(texts, gaps, f"{'<br>'.join(around)}<extra></extra>")


def has_verdict(row: Row) -> bool:
    """Whether the status of a row says more than that none is due."""
    return row["status"] not in (Status.NOT_DUE, Status.NOT_APPLICABLE, Status.NO_TARGET)
