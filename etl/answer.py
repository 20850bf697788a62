"""The answer to a file handed in: what was taken, what was not and why, what it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from etl.findings import FINDING_SCHEMA
from etl.received import ReceivedFile
from warehouse.errors import InputFileError

OBSERVATION_SCHEMA: dict[str, pl.DataType] = {
    name: pl.Float64() if name == "value" else pl.String()
    for name in (
        "area_code", "area_era", "area_name", "title", "group", "measure", "value", "missing", "period", "sheet", "cell",
    )
}  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What became of one file.

    Attributes
    ----------
    status : str
        ``checked`` (nothing was stored), ``loaded``, ``known`` (this content stands in the store already), ``refused`` (nothing in it
        obeys the rules) or ``unreadable``.
    error : InputFileError or None
        Why the file could not be read at all.
    load_id : int or None
        None after a check and where nothing was stored.
    read_count, accepted_count : int
        Number cells found in the file's tables, and those that obey every rule.
    findings : pl.DataFrame
        ``FINDING_SCHEMA``; errors were not loaded, warnings were.
    rejected_count, warning_count : int
        Findings of each severity; more than ``findings`` lists where one rule was broken very often.
    supersedes : sequence of dict
        Earlier loads × area × period × title that this file replaces, each with its changes (``group``, ``measure``, ``old``, ``new``,
        ``cell``).
    observations : pl.DataFrame
        ``OBSERVATION_SCHEMA``; grain: accepted cell. Empty where they were not asked for.
    """

    file: ReceivedFile
    source_id: str
    status: str
    periods: tuple[str, ...]
    load_id: int | None = None
    release_id: str | None = None
    read_count: int = 0
    accepted_count: int = 0
    rejected_count: int = 0
    warning_count: int = 0
    is_simulated: bool = False
    findings: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FINDING_SCHEMA))
    supersedes: Sequence[dict[str, Any]] = ()
    observations: pl.DataFrame = field(default_factory=lambda: Answer.no_observations())
    error: InputFileError | None = None

    @staticmethod
    def no_observations() -> pl.DataFrame:
        """An empty frame of ``OBSERVATION_SCHEMA``."""
        return pl.DataFrame(schema=OBSERVATION_SCHEMA)

    @classmethod
    def unreadable(cls, file: ReceivedFile, source_id: str, error: InputFileError) -> Answer:
        """The answer to a file that could not be read at all."""
        return cls(file, source_id, "unreadable", (), error=error)

    def settle(self, status: str, load_id: int | None) -> Answer:
        """The same answer with how it ended."""
        return replace(self, status=status, load_id=load_id)

    def publish(self, release_id: str) -> Answer:
        """The same answer with the release it went into."""
        return replace(self, release_id=release_id)

    def to_json(self) -> dict[str, Any]:
        """The answer as plain values; the keys are a public contract (docs/loading.md)."""
        name = {"file": self.file.name, "sha256": self.file.sha256}
        if self.error is not None:
            return {**name, "error": {"message_vi": self.error.message_vi, "message_en": self.error.message_en}}
        return {
            **name,
            "source": self.source_id,
            "period": self.periods[0] if len(self.periods) == 1 else None,
            "periods": list(self.periods),
            "status": self.status,
            "load_id": self.load_id,
            "release_id": self.release_id,
            "read": self.read_count,
            "accepted": self.accepted_count,
            "rejected": self._list("error"),
            "warnings": [row for row in self._list("warning") if row["cell"]],
            "notes": [row for row in self._list("warning") if not row["cell"]],
            "supersedes": list(self.supersedes),
            "observations": self.observations.to_dicts(),
        }

    def _list(self, severity: str) -> list[dict[str, Any]]:
        return self.findings.filter(pl.col("severity") == severity).to_dicts()
