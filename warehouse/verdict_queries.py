"""Questions on verdicts: places among siblings, and what the arithmetic says where people decided."""

from __future__ import annotations

import polars as pl

from warehouse.model import Level, Territory
from warehouse.queries import Release


def read_ranks(
    release: Release,
    parent_area_id: str,
    indicator_id: str,
    level: Level,
    territory: Territory = Territory.AS_REPORTED,
) -> pl.DataFrame:
    """Places of the areas of a level under an area: area × period × basis; ``rank`` and, as far as noise leaves it open, ``rank_from``
    to ``rank_to`` of ``area_count``; ``is_tied`` = another area has the same value. No row for an area that is not ranked.
    """
    asked = {"parent_area_id": parent_area_id, "indicator_id": indicator_id, "level": level, "territory": territory}
    return release.query("list_ranks", **asked)


def list_overridable(release: Release, area_id: str, indicator_id: str, target_id: str, period: str) -> pl.DataFrame:
    """What the arithmetic says of a verdict that people may decide otherwise: ``computed_status``; no row where there is none."""
    asked = {"area_id": area_id, "indicator_id": indicator_id, "target_id": target_id, "period": period}
    return release.query("list_overridable", **asked)


def list_verdict_changes(release: Release, area_id: str) -> pl.DataFrame:
    """Verdicts of an area and those under it that a release changed, newest first: ``status_before``, ``status_after``, both releases."""
    return release.query("list_verdict_changes", area_id=area_id)
