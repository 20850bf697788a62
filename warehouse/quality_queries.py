"""Questions about the quality of what was reported, one SQL file each."""

from __future__ import annotations

import polars as pl

from warehouse.dictionary_queries import list_columns
from warehouse.queries import Release
from warehouse.thresholds import THRESHOLDS

FINDINGS_TABLE = "mart_finding"


def has_findings(release: Release) -> bool:
    """Whether a release keeps the findings of the check; those made before 11/2026 do not."""
    return FINDINGS_TABLE in list_columns(release)["table_name"].to_list()


def list_reporting(release: Release, area_id: str) -> pl.DataFrame:
    """Units under an area × period in which they were to report on titles: ``expected_count``, ``reported_count``; oldest first."""
    return release.query("list_reporting", area_id=area_id)


def list_known_people(release: Release, area_id: str, period: str) -> pl.DataFrame:
    """Last base of persons known of each unit under an area before a period; no row where none is recent enough."""
    oldest = THRESHOLDS.silent_age_maximum_months
    return release.query("list_known_people", area_id=area_id, period=period, oldest_months=oldest)


def list_findings(release: Release, area_id: str, period: str) -> pl.DataFrame:
    """Warnings of the check on values of a period that count, those on the most people first; hidden numbers have none."""
    return release.query("list_findings", area_id=area_id, period=period)


def list_rejections(release: Release) -> pl.DataFrame:
    """Standing loads of which cells were rejected, newest first, with the rules they broke."""
    return release.query("list_rejections")
