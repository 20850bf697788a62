"""Notes under a status that people decided."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from wording.language import _
from wording.overrides import is_decided, tell_override

Row = Mapping[str, Any]


def write_override(row: Row) -> str:
    """:func:`wording.overrides.tell_override` with the reason given, as notes under a status; empty where nobody decided."""
    if not is_decided(row):
        return ""
    reason = _("Reason given: {reason}", reason=row["override_reason"])
    return f"<p class='d-note'><b>{escape(tell_override(row))}</b> {escape(reason)}</p>"
