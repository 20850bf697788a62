"""What the mark of a point says of its value: as it was reported, added up exactly for other boundaries, or estimated (METHODS 10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import Any

from ui.map_estimates import is_estimated, is_hollow
from ui.theme import colour
from warehouse.model import Recast
from warehouse.thresholds import THRESHOLDS
from wording.format import format_number
from wording.language import N_, _

Row = Mapping[str, Any]


class Mark(StrEnum):
    """How much a value may be relied on, best first."""

    REPORTED = "reported"
    EXACT = "exact"
    ESTIMATED = "estimated"
    WEAK = "weak"


@dataclass(frozen=True)
class MarkLook:
    """How one kind of value is drawn.

    Attributes
    ----------
    symbol, other_symbol : str
        Plotly's name of the shape on the basis of the targets, and on another.
    character, other_character : str
        The same shapes in the key.
    fill : str
        Name of the colour inside; empty = that of the strand.
    label : str
        Message id of its words in the key; ``{share}`` is the limit of a weak estimate in percent.
    """

    symbol: str
    other_symbol: str
    character: str
    other_character: str
    fill: str
    label: str


LOOKS: Mapping[Mark, MarkLook] = {
    Mark.REPORTED: MarkLook("circle", "diamond", "●", "◆", "", N_("as reported")),
    Mark.EXACT: MarkLook("square", "diamond-wide", "■", "♦", "", N_("added up from whole units: exact")),
    Mark.ESTIMATED: MarkLook(
        "square", "diamond-wide", "▣", "◈", "estimated", N_("estimated, up to {share}% of the base")
    ),
    Mark.WEAK: MarkLook(
        "square", "diamond-wide", "□", "◇", "paper", N_("estimated, over {share}%: no basis for a verdict")
    ),
}


def find_mark(row: Row) -> Mark:
    """Kind of a value of the series."""
    if is_hollow(row):
        return Mark.WEAK
    if is_estimated(row):
        return Mark.ESTIMATED
    return Mark.EXACT if row.get("recast") == Recast.EXACT else Mark.REPORTED


def name_symbol(row: Row, *, is_judged: bool) -> str:
    """Plotly's name of a point's shape."""
    look = LOOKS[find_mark(row)]
    return look.symbol if is_judged else look.other_symbol


def find_fill(row: Row, own: str) -> str:
    """Colour inside a point: hollow where the value is a weak estimate."""
    name = LOOKS[find_mark(row)].fill
    return colour(name) if name else own


def write_mark_key(rows: Iterable[Row], own: str, *, is_judged: bool) -> str:
    """Items of the key that explain the marks; none where every value is as it was reported."""
    found = {find_mark(row) for row in rows}
    if found <= {Mark.REPORTED}:
        return ""
    return "".join(_write_item(LOOKS[mark], own, is_judged=is_judged) for mark in Mark if mark in found)


def _write_item(look: MarkLook, own: str, *, is_judged: bool) -> str:
    character = look.character if is_judged else look.other_character
    words = _(look.label, share=format_number(100 * THRESHOLDS.estimated_share_maximum))
    return f"<li><b aria-hidden='true' style='color:{own}'>{character}</b>{escape(words)}</li>"
