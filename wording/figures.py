"""What every figure is said with, decided once: the day it holds for, and whether it may still change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from warehouse.model import ReportStatus


def find_day(row: Mapping[str, Any]) -> date:
    """Day a figure holds for: the one its report names, else the last of its period."""
    day: date = row.get("as_of") or row["period_end"]
    return day


def is_provisional(row: Mapping[str, Any]) -> bool:
    """Whether a figure may still change: a unit's report or a sum of them before it is closed.

    One of a source that publishes is not closed by anybody here; without ``is_published`` only sums are told.
    """
    is_published = row.get("is_published", row.get("is_reported"))
    return row.get("report_status") == ReportStatus.PROVISIONAL and row.get("value", 0) is not None and not is_published
