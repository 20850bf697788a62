"""Names of criteria, of their levels and of who answers for them, in the language in use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from warehouse.criterion_model import Wording
from wording.language import _, localise

Row = Mapping[str, Any]


def name_criterion(row: Row) -> str:
    """Words of a criterion; that they were not read where there are none."""
    if row["wording"] == Wording.MISSING:
        return _("wording not read")
    return localise(row, "name")


def name_level(row: Row) -> str:
    """Word of the level of a criterion."""
    return localise(row, "rating_name") or _("Not assessed")


def name_lead(row: Row) -> str:
    """Department in charge of a criterion; empty where none is named."""
    return localise(row, "lead")


def is_late(row: Row, today: date) -> bool:
    """Whether the deadline of a criterion not met has passed."""
    return row.get("deadline") is not None and row["deadline"] < today
