"""What provinces that were merged had set for themselves, where their successor is judged by an inherited target (METHODS 11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reports.content import Content, Row
from reports.printed import print_target
from warehouse.model import Era, Level, Unit
from warehouse.queries import list_constituent_targets
from wording.board_words import name_short
from wording.language import localise
from wording.phrases import Phrase, compose, fill, join


def tell_constituent_targets(content: Content, rows: Sequence[Row]) -> Phrase:
    """Verified targets of their own of the provinces merged here, on the indicators of rows of one year; empty where there are none."""
    if content.place["level"] != Level.PROVINCE or content.place["era"] != Era.AFTER:
        return ()
    told = [
        fill("{name}: {place} {target}", name=name_short(row), place=localise(own, "name"), target=tell_own(row, own))
        for row in rows
        if row.get("is_inherited")
        for own in list_constituent_targets(content.release, content.area_id, row["indicator_id"]).to_dicts()
        if own["target_year"] == row["target_year"] and is_own(own)
    ]
    if not told:
        return ()
    year, names = str(rows[0]["target_year"]), join(told, "; ")
    return compose(
        "Own targets for {year} of the provinces merged here, for reference, without a verdict: {names}.",
        year=year,
        names=names,
    )


def is_own(target: Mapping[str, Any]) -> bool:
    """Whether a province that was merged had set a target itself, and that was verified."""
    return not target["is_inherited"] and target["is_verified"] and target["target_value"] is not None


def tell_own(row: Row, target: Mapping[str, Any]) -> Phrase:
    """The target of a province that was merged."""
    figure = print_target({**row, **target, "basis": target["target_basis"], "unit": Unit.PERCENT})
    return (figure,) if figure else ()
