"""How the values of many areas changed across 1/7/2025; of one area it is :func:`warehouse.queries.read_change`."""

from __future__ import annotations

import polars as pl

from warehouse.model import Era, Level, Territory
from warehouse.queries import Release


def list_reform_changes(
    release: Release, parent_area_id: str, indicator_id: str, level: Level, basis: str | None
) -> pl.DataFrame:
    """How the value of every area of today of a level under an area changed across 1/7/2025, on one base (METHODS 10).

    Returns
    -------
    polars.DataFrame
        One row per area, by name: its former unit, ``old_value`` of that unit, ``recast_value`` = the same day on today's boundary and
        ``new_value`` with their counts (null where the source gives a rate alone), ``change`` = ``real_change`` +
        ``boundary_change`` in points. No row for an area of which one of the three values is missing or hidden. Where the reform
        left an area alone (``is_left_alone``) it is its own former unit. ``unit_count`` = all areas of the level under the area. Without
        a base all of them: area × basis.
    """
    asked = {"area_id": parent_area_id, "indicator_id": indicator_id, "level": level, "basis": basis}
    return release.query("list_reform_changes", **asked, era=Era.AFTER, territory=Territory.CURRENT, last_day=None)
