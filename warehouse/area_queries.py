"""Which area people mean."""

from __future__ import annotations

from datetime import date

import polars as pl

from warehouse.queries import Release


def find_area(release: Release, code: str, day: date) -> pl.DataFrame:
    """The area with an official code (``00004``) on a day, or with an area_id whatever the day; no row when there is none."""
    return release.query("find_area", code=code, day=day.isoformat())
