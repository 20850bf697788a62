"""A status that people decided is always told as one, beside what the arithmetic says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wording.format import format_date, format_status
from wording.language import _

Row = Mapping[str, Any]


def is_decided(row: Row) -> bool:
    """Whether people decided the status of a row."""
    return row.get("override_by") is not None


def tell_override(row: Row) -> str:
    """Who decided a status, when and by which document, and what the arithmetic says; empty where nobody did."""
    if not is_decided(row):
        return ""
    words = {
        "name": row["override_by"],
        "date": format_date(row["override_on"]),
        "computed": format_status(row["computed_status"]),
    }
    if row["override_document"]:
        return _(
            "Status decided by {name} on {date}, under {document}; the system computes: {computed}.",
            document=row["override_document"],
            **words,
        )
    return _("Status decided by {name} on {date}; the system computes: {computed}.", **words)
