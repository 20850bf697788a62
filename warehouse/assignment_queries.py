"""What a department is asked to report on, and what was said of it before."""

from __future__ import annotations

import polars as pl

from warehouse.queries import Release


def list_duties(release: Release, criterion_set_id: str, area_id: str, department_id: str) -> pl.DataFrame:
    """Criteria of a set that a department leads or supports at an area: ``criterion_code``, ``role``; none where it has none."""
    asked = {"criterion_set_id": criterion_set_id, "area_id": area_id, "department_id": department_id}
    return release.query("list_duties", **asked)


def list_earlier_ratings(release: Release, criterion_set_id: str, area_id: str, before: str) -> pl.DataFrame:
    """The latest level of each criterion at an area in a period that ended before a day (ISO).

    Returns
    -------
    polars.DataFrame
        Grain: criterion; ``criterion_code``, ``rating``, ``period``, ``is_simulated``. Criteria never assessed have no row.
    """
    asked = {"criterion_set_id": criterion_set_id, "area_id": area_id, "before": before}
    return release.query("list_earlier_ratings", **asked)
