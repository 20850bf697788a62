"""Commendations of a place on the screen of titles: how many, by whom, in which campaign; names of collectives only."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from ui.answers import ask
from ui.blocks import draw_section, write_simulated, write_table
from ui.state import PageContext
from warehouse import commendation_queries
from wording.commendation_words import LEVEL_WORDS
from wording.format import format_number
from wording.language import _, ngettext

Row = Mapping[str, Any]
MOST_NAMES = 12


def draw_commendations(context: PageContext) -> None:
    """Draw the block; one quiet line where nothing is known."""
    rows: list[dict[str, Any]] = []
    if commendation_queries.has_commendations(context.release):
        rows = ask(context.release, commendation_queries.list_commendations, context.area.area_id).to_dicts()
    if not rows:
        told = _("No commendations have been loaded for this place.")
        st.html(f"<p class='d-note'>{escape(told)}</p>")
        return
    draw_section(_("Commendations"), tell_commendations(rows))
    st.html(write_commendations(rows))


def tell_commendations(rows: list[dict[str, Any]]) -> str:
    """How many collectives and individuals, real ones and simulated ones apart."""
    parts = []
    for is_simulated in (False, True):
        own = [row for row in rows if row["is_simulated"] == is_simulated]
        if own:
            told = " · ".join((count_collectives(own), count_individuals(own)))
            parts.append(_("{counts} (simulated)", counts=told) if is_simulated else told)
    return "; ".join(parts)


def count_collectives(rows: list[dict[str, Any]]) -> str:
    """Number of collectives with its noun."""
    count = sum(row["collective_count"] for row in rows)
    return ngettext("{count} collective", "{count} collectives", count, count=format_number(count))


def count_individuals(rows: list[dict[str, Any]]) -> str:
    """Number of individuals with its noun."""
    count = sum(row["individual_count"] for row in rows)
    return ngettext("{count} individual", "{count} individuals", count, count=format_number(count))


def write_commendations(rows: list[dict[str, Any]]) -> str:
    """One row a year, campaign and level."""
    columns = [
        (_("Year"), False),
        (_("Campaign"), False),
        (_("Commended by"), False),
        (_("Collectives"), True),
        (_("Individuals"), True),
        (_("Collectives named"), False),
        (_("Source"), False),
    ]
    return write_table(columns, [_write_row(row) for row in rows], is_tall=len(rows) > MOST_NAMES)


def _write_row(row: Row) -> list[str]:
    names = row["collective_names"] or []
    shown = "; ".join(names[:MOST_NAMES])
    left = len(names) - MOST_NAMES
    if left > 0:
        shown += " " + _("and {count} other collectives", count=format_number(left))
    level = LEVEL_WORDS[row["level"]]
    source = " · ".join([*(row["document_numbers"] or []), *row["file_names"]])
    return [
        f"{row['year']} {write_simulated(row)}",
        escape(row["campaign"]),
        escape(_(level)),
        format_number(row["collective_count"]),
        format_number(row["individual_count"]),
        escape(shown) or "–",
        f"<span class='address'>{escape(source)}</span>",
    ]
