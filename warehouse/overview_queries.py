"""Questions only the overview asks of a release, one SQL file each."""

from __future__ import annotations

from datetime import date

import polars as pl

from warehouse.model import Territory
from warehouse.queries import Release
from warehouse.thresholds import THRESHOLDS


def list_recent_changes(
    release: Release, area_id: str, territory: Territory, last_day: date | None = None
) -> pl.DataFrame:
    """How the rates of an area changed between their last two comparable periods (METHODS 4 and 9).

    Parameters
    ----------
    territory : Territory
        Units both periods stand on, so that a moved boundary is no change.
    last_day : date, optional
        No period ends later; null = up to now.

    Returns
    -------
    polars.DataFrame
        One row per indicator in percent, in catalogue order: ``old_value`` and ``new_value`` recomputed from the counts of the
        ``unit_count`` units that reported in both periods (null for a figure of the area itself), ``old_numerator`` and
        ``new_numerator`` in the unit noun (null where the source gives none). No row where there are no two such periods.
    """
    asked = {"area_id": area_id, "territory": territory, "last_day": last_day.isoformat() if last_day else None}
    return release.query("list_recent_changes", **asked, least_completeness=str(THRESHOLDS.completeness_floor_ratio))
