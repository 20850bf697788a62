"""Questions about the learning titles: how many are counted at each step from all there are to the recognised."""

from __future__ import annotations

import polars as pl

from warehouse.queries import Release
from warehouse.thresholds import THRESHOLDS


def list_flow_titles(release: Release) -> pl.DataFrame:
    """Titles counted step by step, in catalogue order: ``title_id``, its name, and the indicator that judges it with all its words."""
    return release.query("list_flow_titles")


def list_title_periods(release: Release, area_id: str) -> pl.DataFrame:
    """Periods in which a title was counted at an area (``has_own``) or right under it, newest first."""
    return release.query("list_title_periods", area_id=area_id)


def list_title_flows(release: Release, area_id: str) -> pl.DataFrame:
    """Every flow of an area, oldest first.

    Returns
    -------
    polars.DataFrame
        Grain: title × period × group × origin; the columns of ``mart_title_flow`` with the names of group and source. Counts in the
        unit noun of the title; a null count says why in its ``*_missing``.
    """
    return release.query("list_title_flows", area_id=area_id)


def list_child_flows(release: Release, area_id: str, title_id: str, period: str) -> pl.DataFrame:
    """Flows of the units under an area in one period, by name; of the nation its provinces.

    Returns
    -------
    polars.DataFrame
        Grain: area × origin; the columns of ``mart_title_flow`` with name, level and era, and ``previous_*``: the latest period before
        it of the same origin and nature, both reported enough to be points of a trend; null where there is none.
    """
    floor = str(THRESHOLDS.completeness_floor_ratio)
    asked = {"area_id": area_id, "title_id": title_id, "period": period}
    return release.query("list_child_flows", **asked, completeness_floor_ratio=floor)


def list_title_values(release: Release, area_id: str, period: str, target_year: int | None) -> pl.DataFrame:
    """Rates of the titles of an area in one period on every base reported, each with the verdict on the headline target of the year.

    Grain: indicator × basis; columns as :func:`warehouse.queries.list_standing`, so that a number can be opened. A rate on another base
    than the target's has status ``not_comparable``.
    """
    return release.query("list_title_values", area_id=area_id, period=period, target_year=target_year)
