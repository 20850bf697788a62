"""Questions asked when something is taken away from a screen."""

from __future__ import annotations

from datetime import date

import polars as pl

from warehouse.model import Territory
from warehouse.queries import Release


def list_extract_files(
    release: Release,
    area_id: str,
    indicator_id: str | None = None,
    period: str | None = None,
    territory: Territory = Territory.AS_REPORTED,
    last_day: date | None = None,
) -> pl.DataFrame:
    """Sheets of the files that the numbers of an area and the units under it stand on, real ones first; no row where nothing was reported.

    Parameters
    ----------
    indicator_id, period : str, optional
        Null = all of them.
    last_day : date, optional
        No period ends later; null = up to now.
    """
    asked = {"area_id": area_id, "indicator_id": indicator_id, "period": period, "territory": territory}
    return release.query("list_extract_files", **asked, last_day=last_day.isoformat() if last_day else None)
