"""Periods that a form of an area may be about."""

from __future__ import annotations

from datetime import date

from ui.state import PageContext
from warehouse.periods import Period

YEARS_BACK = 5


def list_form_periods(context: PageContext) -> list[str]:
    """Codes, newest first, of the periods that end while the area exists; the latest of the release leads."""
    latest, area = context.release.info.latest_period, context.area
    year = int(latest[:4])
    codes = [f"{y}{part}" for y in range(year + 1, year - YEARS_BACK, -1) for part in ("", "-Q3", "-H1", "-Q1")]
    first, last = area.valid_from or date.min, area.valid_to or date.max
    kept = [code for code in codes if first <= Period.parse(code).end <= last]
    return sorted(kept, key=lambda code: code != latest)
