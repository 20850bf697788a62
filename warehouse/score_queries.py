"""Questions about score sheets: counts of the groups that are shown, never of single sheets or of groups too small to show."""

from __future__ import annotations

import polars as pl

from warehouse.dictionary_queries import list_columns
from warehouse.queries import Release

SCORES_TABLE = "mart_score_outcome"


def has_scores(release: Release) -> bool:
    """Whether a release keeps score sheets at all; those made before 12/2026 do not."""
    return SCORES_TABLE in list_columns(release)["table_name"].to_list()


def list_score_rules(release: Release) -> pl.DataFrame:
    """Indices of every score sheet.

    Returns
    -------
    polars.DataFrame
        Grain: criteria set × form × index, the newest set first; pass mark, minimum and maximum in points. No row where a release knows
        no set judged by points.
    """
    return release.query("list_score_rules")


def list_score_groups(release: Release, area_id: str) -> pl.DataFrame:
    """Groups of score sheets of an area and the areas in it.

    Returns
    -------
    polars.DataFrame
        Grain: criteria set × period × area × form, latest period first. ``is_hidden``: too small to be shown, its counts are null and
        in no sum; ``has_outcome``: single sheets were judged, else only its scores are counted. Simulated groups only where a set
        and period has no real ones.
    """
    return release.query("list_score_groups", area_id=area_id)


def list_score_distribution(
    release: Release, area_id: str, criterion_set_id: str, period: str, form_id: str | None, is_simulated: bool
) -> pl.DataFrame:
    """Sheets by score of each index, added up over the groups shown.

    Grain: index × score (points; null: none given). ``minimum`` and ``maximum`` in points, ``sheet_count``.
    """
    return release.query(
        "list_score_distribution", area_id=area_id, criterion_set_id=criterion_set_id, period=period, form_id=form_id,
        is_simulated=is_simulated,
    )  # fmt: skip


def list_score_holding(
    release: Release, area_id: str, criterion_set_id: str, period: str, form_id: str | None, is_simulated: bool
) -> pl.DataFrame:
    """Which index holds people back, as :func:`warehouse.score_counts.find_holding_back`, added up over the groups shown.

    Grain: index. ``hidden_count`` groups are left out, since too few of their sheets are not recognised.
    """
    return release.query(
        "list_score_holding", area_id=area_id, criterion_set_id=criterion_set_id, period=period, form_id=form_id,
        is_simulated=is_simulated,
    )  # fmt: skip


def list_score_marks(
    release: Release, area_id: str, criterion_set_id: str, period: str, form_id: str | None, is_simulated: bool
) -> pl.DataFrame:
    """Outcomes if the pass mark were another, as :func:`warehouse.score_counts.vary_pass_mark`, added up over the groups shown.

    Grain: pass mark in points.
    """
    return release.query(
        "list_score_marks", area_id=area_id, criterion_set_id=criterion_set_id, period=period, form_id=form_id,
        is_simulated=is_simulated,
    )  # fmt: skip
