"""What hovering over a point of the series says: the number, what it was counted from, and how far it may be relied on."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from ui.blocks import name_verdict
from ui.map_estimates import ABOUT, is_estimated, tell_estimate, write_value
from ui.series import Strand
from warehouse.model import Recast, Status, Unit
from wording.figures import find_day
from wording.format import format_completeness, format_count, format_date, format_period
from wording.language import _

Row = Mapping[str, Any]
UNTOLD = (Status.NOT_DUE, Status.NOT_APPLICABLE)


def write_point(row: Row, strand: Strand, unit: str) -> str:
    """Value and period, counts, whether it is estimated, base, day, completeness and verdict; a line each."""
    day = _("as of {date}", date=format_date(find_day(row)))
    lines = [
        f"<b>{escape(write_value({**row, 'unit': unit}))}</b> · {escape(format_period(row['period']))}",
        escape(tell_counts(row) if unit == Unit.PERCENT else ""),
        escape(tell_origin(row)),
        escape(strand.label),
        escape(" · ".join((day, format_completeness(row)))),
        "" if row["status"] in UNTOLD else escape(name_verdict(row)),
    ]
    return "<br>".join(line for line in lines if line)


def tell_counts(row: Row) -> str:
    """``56.578 / 129.833``, after “≈” where they are estimated; empty without counts."""
    if row["numerator"] is None or not row["denominator"]:
        return ""
    counts = f"{format_count(row['numerator'])} / {format_count(row['denominator'])}"
    return f"{ABOUT} {counts}" if is_estimated(row) else counts


def tell_origin(row: Row) -> str:
    """Whether a value was recast: ``≈ ước tính 34%``; empty for one as it was reported."""
    if row.get("recast") == Recast.EXACT:
        return _("added up from whole units: exact")
    return tell_estimate(row)
