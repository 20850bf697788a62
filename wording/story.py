"""In which order verdicts are shown."""

from __future__ import annotations

from warehouse.model import Status

ATTAINED = (Status.EXCEEDED, Status.ATTAINED, Status.ATTAINED_EARLY)
JUDGED = (*ATTAINED, Status.NOT_ATTAINED, Status.UNDECIDED)
CARD_ORDER = (
    Status.NOT_ATTAINED, Status.BACKWARD, Status.SLOW, Status.ACCELERATE, Status.UNDECIDED, Status.OPEN, Status.ON_TRACK,
    Status.INSUFFICIENT, Status.ATTAINED, Status.ATTAINED_EARLY, Status.EXCEEDED, Status.NOT_COMPARABLE, Status.NO_TARGET,
    Status.NOT_DUE, Status.SUPPRESSED, Status.NOT_APPLICABLE, Status.NO_DATA,
)  # fmt: skip
