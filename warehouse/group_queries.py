"""Questions about groups of people that the screens ask of a release beside those of :mod:`warehouse.queries`, one SQL file each."""

from __future__ import annotations

import polars as pl

from warehouse.model import Territory
from warehouse.queries import Release


def list_groups(release: Release, area_id: str, indicator_id: str) -> pl.DataFrame:
    """Groups the release has figures of for an area's indicator on any territory, in the order of the catalogue; hidden ones too.

    Returns
    -------
    polars.DataFrame
        Grain: group. ``group_id``, ``name_vi``, ``name_en``. No row where only all people together were counted.
    """
    return release.query("list_groups", area_id=area_id, indicator_id=indicator_id)


def name_group(release: Release, group_id: str) -> pl.DataFrame:
    """Names of a group; no row where the catalogue does not know it."""
    return release.query("name_group", group_id=group_id)


def read_group_series(
    release: Release, area_id: str, indicator_id: str, territory: Territory, group_id: str
) -> pl.DataFrame:
    """Every period of one group of an area's indicator in a territory; grain and columns as :func:`warehouse.queries.read_series`."""
    asked = {"area_id": area_id, "indicator_id": indicator_id, "territory": territory, "group_id": group_id}
    return release.query("read_group_series", **asked)
