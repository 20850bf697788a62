"""How a value that was recast to other boundaries is marked: exact sums quietly, estimates with “≈”, weak ones hollow (METHODS 10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from warehouse.model import Recast
from warehouse.thresholds import THRESHOLDS
from wording.format import format_number, format_value
from wording.language import _

Row = Mapping[str, Any]
ABOUT = "≈"
# Percent of the base beyond which an estimate is weak.
WEAKEST_SHARE = 100 * THRESHOLDS.estimated_share_maximum


def is_estimated(row: Row) -> bool:
    """Whether a value rests on dividing the counts of a unit that was divided."""
    return row["value"] is not None and row.get("recast") == Recast.ESTIMATED


def is_hollow(row: Row) -> bool:
    """Whether so much of a value is estimated that it is no headline and is drawn hollow."""
    return is_estimated(row) and (row["estimated_share"] or 0) > float(THRESHOLDS.estimated_share_maximum)


def list_hollow(*periods: Sequence[Row]) -> frozenset[str]:
    """Areas drawn hollow: those of which much is estimated, in one period or in any of those compared."""
    return frozenset(row["area_id"] for rows in periods for row in rows if is_hollow(row))


def write_value(row: Row) -> str:
    """A value as :func:`wording.format.format_value` prints it, after “≈” where it is estimated."""
    text = format_value(row)
    return f"{ABOUT} {text}" if is_estimated(row) else text


def tell_estimate(row: Row) -> str:
    """``≈ ước tính 12%``; empty for a value that is not estimated."""
    if not is_estimated(row):
        return ""
    return f"{ABOUT} " + _("estimated {share}%", share=format_share(row))


def explain_recast(row: Row) -> str:
    """Where a recast value comes from, in a sentence; empty for a value as it was reported."""
    if row["value"] is None or row.get("recast", Recast.NONE) == Recast.NONE:
        return ""
    if is_hollow(row):
        return _(
            "Recast to these boundaries: {share}% of the base is estimated by dividing units, so this is no basis for a verdict.",
            share=format_share(row),
        )
    if is_estimated(row):
        return _(
            "Recast to these boundaries: {share}% of the base is estimated by dividing units.", share=format_share(row)
        )
    return _("Recast to these boundaries by adding up whole units: exact.")


def format_share(row: Row) -> str:
    """Share of the base that is estimated, in whole percent; something is never printed as nothing."""
    return format_number(max(1, round(100 * (row["estimated_share"] or 0))))
