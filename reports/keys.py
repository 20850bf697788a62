"""Names of numbers: equal names mean the same number of the same place and period, in every document and language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NONE = "-"


def key_row(row: Mapping[str, Any], measure: str) -> str:
    """Name of a number of a row of the release.

    Parameters
    ----------
    row : Mapping
        With ``area_id``, ``indicator_id``, ``period`` and ``basis``; ``target_year`` and ``group_id`` where they matter.
    measure : str
        ``value``, ``numerator``, ``denominator``, ``gap``, ``target``, ``change`` …

    >>> key_row({"area_id": "01.2025-07", "indicator_id": "rate", "period": "2025", "basis": "total", "target_year": 2025}, "gap")
    '01.2025-07|rate|2025|2025|total|-|gap'
    """
    parts = [
        row["area_id"],
        row["indicator_id"],
        row.get("target_year"),
        row["period"],
        row["basis"],
        row.get("group_id"),
    ]
    return _join(*parts, measure)


def key_count(what: str, area_id: str, period: str, *more: str | int | None) -> str:
    """Name of a count of things at a place in a period: how many targets, units, criteria.

    >>> key_count("attained", "01.2025-07", "2025", 2030)
    '01.2025-07|2025|2030|#attained'
    """
    return _join(area_id, period, *more, f"#{what}")


def _join(*parts: str | int | None) -> str:
    return "|".join(NONE if part is None else str(part) for part in parts)
