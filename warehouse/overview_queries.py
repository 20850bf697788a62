"""Questions only the overview asks of a release, one SQL file each."""

from __future__ import annotations

from datetime import date

import polars as pl

from warehouse.model import Territory
from warehouse.queries import Release
from warehouse.thresholds import THRESHOLDS


def list_recent_changes(
    release: Release, area_id: str, territory: Territory, last_day: date | None = None, earlier_day: date | None = None
) -> pl.DataFrame:
    """How the rates of an area changed between their last two comparable periods (METHODS 4 and 9).

    Parameters
    ----------
    territory : Territory
        Units both periods stand on, so that a moved boundary is no change.
    last_day : date, optional
        No period ends later; null = up to now.
    earlier_day : date, optional
        The earlier period ends no later, the later one after it; null = whichever are the last two.

    Returns
    -------
    polars.DataFrame
        One row per indicator in percent, in catalogue order: ``old_value`` and ``new_value`` recomputed from the counts of the
        ``unit_count`` units that reported in both periods (null for a figure of the area itself), ``old_numerator`` and
        ``new_numerator`` in the unit noun (null where the source gives none). No row where there are no two such periods.
    """
    days = {"last_day": last_day, "earlier_day": earlier_day}
    asked = {"area_id": area_id, "territory": territory, "least_completeness": str(THRESHOLDS.completeness_floor_ratio)}
    return release.query(
        "list_recent_changes", **asked, **{name: str(day) if day else None for name, day in days.items()}
    )
