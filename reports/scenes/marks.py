"""Names of rows that say themselves which of them are simulated, where not all are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wording.board_words import name_short
from wording.language import localise
from wording.phrases import Phrase, compose

Row = Mapping[str, Any]


def name_row(row: Row, rows: Sequence[Row]) -> Phrase:
    """Short name of the indicator of a row, marked where it is simulated and others beside it are not."""
    return mark_simulated((name_short(row),), row, rows)


def name_unit(unit: Row, units: Sequence[Row]) -> Phrase:
    """Name of a unit, marked likewise."""
    return mark_simulated((localise(unit, "name"),), unit, units)


def mark_simulated(phrase: Phrase, row: Row, rows: Sequence[Row]) -> Phrase:
    """A phrase on a row that says that it is simulated, where rows beside it are not."""
    marks = {bool(mark) for one in rows if (mark := one.get("is_simulated")) is not None}
    if not row.get("is_simulated") or marks == {True}:
        return phrase
    return compose("{text} (simulated)", text=phrase)
