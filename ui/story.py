"""In which order verdicts are shown, and where a place lies."""

from __future__ import annotations

from ui.state import Area
from warehouse.model import Level, Status

ATTAINED = (Status.EXCEEDED, Status.ATTAINED, Status.ATTAINED_EARLY)
JUDGED = (*ATTAINED, Status.NOT_ATTAINED, Status.UNDECIDED)
CARD_ORDER = (
    Status.NOT_ATTAINED, Status.BACKWARD, Status.SLOW, Status.ACCELERATE, Status.UNDECIDED, Status.OPEN, Status.ON_TRACK,
    Status.INSUFFICIENT, Status.ATTAINED, Status.ATTAINED_EARLY, Status.EXCEEDED, Status.NOT_COMPARABLE, Status.NO_TARGET,
    Status.NOT_DUE, Status.SUPPRESSED, Status.NOT_APPLICABLE, Status.NO_DATA,
)  # fmt: skip


def tell_place(area: Area) -> str:
    """What a ward or district lies in."""
    above = [area.parent_name, area.province_name] if area.level in (Level.WARD, Level.DISTRICT) else []
    return " · ".join(dict.fromkeys(name for name in above if name))
