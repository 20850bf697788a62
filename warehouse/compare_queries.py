"""Questions the comparison of areas asks of a release, one SQL file each."""

from __future__ import annotations

from datetime import date

import polars as pl

from warehouse.model import Basis, Era, Level, Territory
from warehouse.queries import Release
from warehouse.thresholds import THRESHOLDS


def list_last_denominators(release: Release, indicator_id: str, basis: Basis, level: Level, era: Era) -> pl.DataFrame:
    """Last known base of every area of a level and era: area × ``denominator`` with its ``period``, ``kind`` and ``area_km2``.

    Areas whose base was never reported, or is hidden, have no row; sums of fewer reports than the completeness limit do not count.
    """
    asked = {"indicator_id": indicator_id, "basis": basis, "level": level, "era": era}
    return release.query("list_last_denominators", **asked, completeness=str(THRESHOLDS.completeness_floor_ratio))


def list_rank_noises(release: Release, indicator_id: str, level: Level, territory: Territory) -> pl.DataFrame:
    """Noise of a yearly step among the units of every parent: parent × basis; no row for a parent whose units are not ranked."""
    return release.query("list_rank_noises", indicator_id=indicator_id, level=level, territory=territory)


def list_registrations(
    release: Release, indicator_id: str, period: str, level: Level, territory: Territory
) -> pl.DataFrame:
    """How many registered in each area of a level, and how many of them were recognised; no row where a count is hidden or missing."""
    asked = {"indicator_id": indicator_id, "period": period, "level": level, "territory": territory}
    return release.query("list_registrations", **asked)


def list_side_by_side(
    release: Release, area_id: str, other_area_id: str, target_year: int | None, period: str | None, last_day: date
) -> pl.DataFrame:
    """Every indicator of two areas: indicator × ``side`` (``a``, ``b``).

    Parameters
    ----------
    target_year : int or None
        Whose headline target a row is judged against.
    period : str or None
        Period preferred where both have it; null = the last one both have.
    last_day : date
        No shared period ends later.

    Returns
    -------
    polars.DataFrame
        Columns of ``mart_attainment`` with the words of the indicator. A side of which nothing was expected has no row.
    """
    return release.query(
        "list_side_by_side",
        area_id=area_id,
        other_area_id=other_area_id,
        target_year=target_year,
        period=period,
        last_day=last_day.isoformat(),
        completeness=str(THRESHOLDS.completeness_floor_ratio),
        estimated_share=str(THRESHOLDS.estimated_share_maximum),
    )


def read_succession(release: Release, area_id: str, other_area_id: str) -> pl.DataFrame:
    """Whether one of two areas went into the other on 1/7/2025: ``old_area_id``, ``new_area_id`` with the shares; no row where not."""
    return release.query("read_succession", area_id=area_id, other_area_id=other_area_id)
