"""“Cần quan tâm”: the units under a place where most is missing, and those where a small push turns the verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any
from urllib.parse import urlencode

import polars as pl

from ui.blocks import write_icon, write_simulated, write_style
from ui.state import Indicator, View, write_query
from warehouse.attention import list_most_missing, list_nearest
from wording.format import format_count, format_gap, format_status, format_value
from wording.language import _, localise
from wording.outlook import format_likelihood

Row = Mapping[str, Any]
LISTED = 5


def write_attention(units: pl.DataFrame, indicator: Indicator, view: View) -> str:
    """Two short lists side by side; empty where no unit lacks anything.

    Parameters
    ----------
    units : polars.DataFrame
        Rows of :func:`warehouse.queries.list_child_standing`.
    """
    words = {"unit": indicator.unit, "unit_noun_vi": indicator.unit_noun, "unit_noun_en": indicator.unit_noun}
    lists = [
        (_("Where most is missing"), list_most_missing(units, LISTED), format_gap),
        (_("Where a small push turns it"), list_nearest(units, LISTED), tell_push),
    ]
    named = {name: pl.lit(word) for name, word in words.items()}
    parts = [
        f"<section><h3>{escape(title)}</h3>{write_list(rows.with_columns(**named), view, tell)}</section>"
        for title, rows, tell in lists
        if rows.height
    ]
    return f"<div class='d-attention'>{''.join(parts)}</div>" if parts else ""


def write_list(rows: pl.DataFrame, view: View, tell: Callable[[Row], str]) -> str:
    """Units, each a link to itself, with what is missing or what it takes, and how it stands."""
    items = []
    for row in rows.iter_rows(named=True):
        address = "?" + urlencode(write_query(view, area_id=row["area_id"], period=None))
        code = row["likelihood"] if row["likelihood"] and row["remaining_pace"] is not None else row["status"]
        word = format_likelihood(code) if code == row["likelihood"] else format_status(code)
        items.append(
            f"<li style='{write_style(code)}'><a class='name' href='{escape(address)}' target='_self'>{escape(localise(row, 'name'))}</a>"
            f"<span class='value'>{escape(format_value(row))} {write_simulated(row)}</span><b class='gap'>{escape(tell(row))}</b>"
            f"<span class='word'>{write_icon(code)}{escape(word)}</span></li>"
        )
    return f"<ol class='d-rank'>{''.join(items)}</ol>"


def tell_push(row: Row) -> str:
    """What turns the verdict, or the likelihood of a target ahead."""
    count = format_count(row["push_count"], localise(row, "unit_noun"))
    if row["remaining_pace"] is not None:
        return _("{count} more a year than today: an even chance", count=count)
    return _("{count} more would have been enough", count=count)
