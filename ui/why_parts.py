"""Where a recast number comes from: the reports it was put together from, each with its weight and its cells (METHODS 10)."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from ui.answers import ask
from ui.blocks import write_simulated, write_table
from ui.map_estimates import ABOUT, explain_recast
from ui.received import find_received, write_file_link
from ui.state import PageContext, View, write_query
from warehouse import queries
from warehouse.model import Recast
from wording.format import MISSING, format_count, format_date, format_number
from wording.language import _, localise

Row = Mapping[str, Any]


def is_recast(row: Row) -> bool:
    """Whether a number was put together on other boundaries than it was reported on."""
    return row.get("recast", Recast.NONE) not in (None, Recast.NONE)


def draw_parts(context: PageContext, row: Row) -> None:
    """The sentence how a recast number was put together, and the units it was put together from.

    Parameters
    ----------
    row : Mapping
        With the key of a row of ``mart_attainment``, ``territory`` among it.
    """
    key = ("area_id", "indicator_id", "period", "basis", "territory", "group_id")
    parts = ask(context.release, queries.list_parts, *(row.get(name) for name in key))
    st.html(f"<p class='d-sum'>{escape(explain_recast(row))}</p><p class='d-note'>{escape(tell_formula(parts))}</p>")
    st.html(write_parts(parts, context.view, row["period"]))
    remark = tell_silent_parts(parts)
    if remark:
        st.html(f"<p class='d-note'>{escape(remark)}</p>")


def tell_formula(parts: pl.DataFrame) -> str:
    """How the counts were put together."""
    if (parts["weight"] < 1).any():
        return _(
            "Each count is Σ weight × count reported, with one weight for numerator and denominator; it is rounded only after summing."
        )
    return _("Each count is the sum of the counts reported; no unit was divided.")


def tell_silent_parts(parts: pl.DataFrame) -> str:
    """Units that did not report; empty where all did."""
    silent = [localise(part, "name") for part in parts.filter(~pl.col("has_reported")).iter_rows(named=True)]
    if not silent:
        return ""
    return _("Not reported yet ({count}): {names}.", count=format_number(len(silent)), names=", ".join(silent))


def write_parts(parts: pl.DataFrame, view: View, period: str) -> str:
    """The sum, then every unit that reported with what of it was counted."""
    columns = [
        (_("Unit"), False),
        (_("Weight"), True),
        (_("Numerator"), True),
        (_("Denominator"), True),
        (_("Counted"), True),
        (_("File · sheet · cell"), False),
    ]
    reported = parts.filter("has_reported")
    rows = [list_part_texts(part, view, period) for part in reported.iter_rows(named=True)]
    sums = [float((reported["weight"] * reported[name]).sum()) for name in ("numerator", "denominator")]
    total, word = write_counted(*sums), escape(_("Sum"))
    return write_table(columns, [[f"<b>{word}</b>", "", "", "", f"<b>{total}</b>", ""], *rows], is_tall=True)


def list_part_texts(part: Row, view: View, period: str) -> list[str]:
    """Texts of one row of the table: unit and district, weight, counts reported and counted, cells."""
    above = escape(localise(part, "parent_name"))
    weight = part["weight"]
    return [
        f"{escape(localise(part, 'name'))}<br><span class='address'>{above}</span>",
        f"{ABOUT} {format_weight(weight)}" if weight < 1 else format_weight(weight),
        format_count(part["numerator"]),
        format_count(part["denominator"]),
        write_counted(*(None if part[name] is None else weight * part[name] for name in ("numerator", "denominator"))),
        f"{write_place(part, view, period)} {write_simulated(part)}",
    ]


def format_weight(weight: float) -> str:
    """A weight in percent, with a decimal where it needs one."""
    return f"{format_number(100 * weight, 0 if float(100 * weight).is_integer() else 1)}%"


def write_counted(numerator: float | None, denominator: float | None) -> str:
    """What a unit adds to numerator and denominator, in whole numbers."""
    return MISSING if numerator is None else f"{format_count(numerator)} / {format_count(denominator)}"


def write_place(part: Row, view: View, period: str) -> str:
    """File, sheet and cells of a report with the workbook to download; the unit's own screen where it was itself summed."""
    if not part["cells"]:
        query = write_query(view, area_id=part["area_id"], period=period)
        words = escape(_("itself a sum: see its own screen"))
        return f"<a href='chi-tieu?{escape(urlencode(query))}' target='_self'>{words}</a>"
    digest = part["sha256"] or ""
    place = f"{escape(part['file_name'] or '')} · {escape(part['sheet'] or '')} · <b>{escape(part['cells'])}</b>"
    link = write_file_link(part) if find_received(digest) else ""
    return f"{place}<br><code title='{digest}'>SHA-256 {digest[:12]}…</code> {format_date(part['as_of'])} {link}"
