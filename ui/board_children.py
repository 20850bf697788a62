"""Behind the board: of every target, how many of the units under the place are in each verdict, and what they lack together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

import polars as pl

from ui.blocks import write_icon, write_simulated, write_style, write_table
from ui.state import View, write_query
from ui.theme import write_css_fill
from warehouse.model import Level, Status
from wording.board_words import name_short
from wording.format import LEVEL_WORDS, MISSING, format_count, format_gap, format_number, format_status
from wording.language import _, localise, ngettext
from wording.looks import find_look
from wording.story import CARD_ORDER

Row = dict[str, Any]
NARROW_SHARE = 0.06


def write_child_verdicts(counts: pl.DataFrame, own: pl.DataFrame, view: View) -> str:
    """Table of one target year: a bar of the units by verdict, counts in words, and two shortfalls that are never one figure.

    Parameters
    ----------
    counts : polars.DataFrame
        Rows of :func:`warehouse.target_queries.count_child_verdicts` of one year and level.
    own : polars.DataFrame
        Headline rows of :func:`warehouse.queries.list_standing` of the place itself.
    """
    own_rows = {(row["indicator_id"], row["target_year"]): row for row in own.iter_rows(named=True)}
    columns = [
        (_("Target"), False),
        (_("Units by verdict"), False),
        (_("Missing, whole area"), True),
        (_("Missing, units short added up"), True),
    ]
    rows = counts.sort("sort").to_dicts()
    groups = [list(group) for _key, group in groupby(rows, key=lambda row: row["indicator_id"])]
    return write_table(columns, [list_texts(group, own_rows, view) for group in groups])


def list_texts(rows: Sequence[Row], own_rows: Mapping[tuple[str, int | None], Row], view: View) -> list[str]:
    """Texts of one target."""
    first = rows[0]
    changes = {"indicator_id": first["indicator_id"], "target_year": first["target_year"]}
    address = "?" + urlencode(write_query(view, **changes, period=None))
    marker = write_simulated({"is_simulated": any(row["is_simulated"] for row in rows)})
    own = own_rows.get((first["indicator_id"], first["target_year"]))
    known = [row["gap_count"] for row in rows if row["gap_count"] is not None]
    noun = localise(first, "unit_noun")
    return [
        f"<a href='{escape(address)}' target='_self'>{escape(name_short(first))}</a> {marker}",
        write_shares(rows),
        write_own_gap(own, sum(known)),
        escape(format_count(sum(known), noun)) if known else "",
    ]


def write_own_gap(own: Row | None, lacking: int) -> str:
    """What the whole area lacks; where it lacks nothing although units of it do, that those above the target make up for them."""
    if own is None or own["gap_count"] is None:
        return MISSING
    if own["gap_count"]:
        return escape(format_count(own["gap_count"], localise(own, "unit_noun")))
    why = _("units above the target make up for the others") if lacking else ""
    return escape(format_gap(own)) + (f"<br><small>{escape(why)}</small>" if why else "")


def write_shares(rows: Sequence[Row]) -> str:
    """Bar of the units by status, with the counts and words below it."""
    ordered = sorted(rows, key=lambda row: CARD_ORDER.index(Status(row["status"])))
    total = sum(row["area_count"] for row in ordered)
    parts, words = [], []
    for row in ordered:
        share, count = row["area_count"] / total, format_number(row["area_count"])
        label = count if share >= NARROW_SHARE and find_look(row["status"]).pattern == "solid" else ""
        style = f"width:{100 * share:.2f}%;background:{write_css_fill(row['status'])};{write_style(row['status'])}"
        parts.append(f"<i style='{style}'><b>{label}</b></i>")
        word = escape(f"{count} {format_status(row['status']).lower()}")
        words.append(f"<span style='{write_style(row['status'])}'>{write_icon(row['status'])}{word}</span>")
    return f"<div class='d-shares' aria-hidden='true'>{''.join(parts)}</div><p class='d-marks'>{''.join(words)}</p>"


def tell_children(counts: pl.DataFrame, level: str) -> str:
    """What the table counts: units of which level, and how many verdicts missing reports may turn."""
    text = _(LEVEL_WORDS[Level(level)])
    open_count = int(counts["open_count"].sum())
    if not open_count:
        return text
    more = ngettext(
        "{count} verdict may still change with reports to come",
        "{count} verdicts may still change with reports to come",
        open_count,
        count=format_number(open_count),
    )
    return f"{text} · {more}"
