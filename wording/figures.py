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
    """Whether a figure may still change; one published as it stands is not closed by anybody here."""
    return row.get("report_status") == ReportStatus.PROVISIONAL and not row.get("is_reported")
