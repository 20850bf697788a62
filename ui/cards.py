"""Cards of targets: one number large, with all it stands on, and the button that opens where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import polars as pl
import streamlit as st

from ui.blocks import (
    UNJUDGED,
    name_verdict,
    write_bullet,
    write_gap,
    write_note,
    write_simulated,
    write_status,
    write_style,
)
from ui.map_estimates import explain_recast, tell_estimate, write_value
from ui.overrides import write_override
from ui.state import PageContext
from ui.why import is_late, open_why
from warehouse.model import Status, Unit
from wording.format import format_date, format_period, format_target
from wording.language import _, localise

Row = Mapping[str, Any]


def draw_cards(context: PageContext, rows: pl.DataFrame, key: str, heading: int = 3) -> None:
    """One card per row of :func:`warehouse.queries.list_standing`, each with its “why”; ``key`` names the grid.

    ``heading`` is the level of the names of the targets: 2 where no heading stands above the cards.
    """
    with st.container(key=f"cards-{key}"):
        for row in rows.iter_rows(named=True):
            with st.container(border=True):
                st.html(write_card(row, heading))
                button = f"why-{row['indicator_id']}-{row['target_id']}"
                if st.button(_("Why this number?"), key=button, type="tertiary", icon=":material/help:"):
                    open_why(context, context.area.area_id, row)


def write_card(row: Row, heading: int = 3) -> str:
    """Card of one target: status, name, the number large with its target, bullet bar, gap, and what the number stands on.

    Parameters
    ----------
    row : Mapping
        One row of :func:`warehouse.queries.list_standing`.
    """
    late = _("attained late ({period})", period=format_period(row["late_period"])) if is_late(row) else ""
    return (
        f"<article class='d-card' style='{write_style(row['status'])}'>"
        f"<header>{write_status(row['status'], name_verdict(row))}{write_estimated(row)}{write_simulated(row)}</header>"
        f"<h{heading}>{escape(name_counted(row))}</h{heading}>"
        f"<p class='d-figure'><b>{escape(write_value(row))}</b><span>{escape(write_target(row))}{write_heritage(row)}</span></p>"
        f"{'' if row['status'] in UNJUDGED else write_bullet(row)}{write_override(row)}{write_gap(row)}"
        f"<p class='d-note'>{escape(late)}</p><p class='d-note'>{write_note(row)}</p>"
        f"<p class='d-note'>{escape(explain_recast(row))}</p></article>"
    )


def name_counted(row: Row) -> str:
    """The indicator, and the group of people where it is not all of them."""
    return " · ".join(part for part in (localise(row, "name"), localise(row, "group")) if part)


def write_estimated(row: Row) -> str:
    """The mark of an estimated number; empty for any other."""
    marker = tell_estimate(row)
    return f"<span class='d-estimate'>{escape(marker)}</span>" if marker else ""


def write_heritage(row: Row) -> str:
    """From whom a target is inherited, below it; empty for a target of the place itself."""
    kept = tell_heritage(row)
    return f"<br><small>{escape(kept)}</small>" if kept else ""


def tell_heritage(row: Row) -> str:
    """From whom a target is inherited; empty for a target of the place itself."""
    if not row.get("is_inherited") or row["target_value"] is None or row["status"] == Status.NOT_APPLICABLE:
        return ""
    return _("inherited from {place}", place=localise(row, "scope_name"))


def write_target(row: Row) -> str:
    """The target beside a figure; that it is not verified where it is not."""
    if row["status"] == Status.NOT_APPLICABLE or (row["unit"] == Unit.BOOLEAN and row["due"] is None):
        return ""
    if row["target_id"] is None or row["target_value"] is None:
        return _("no target")
    target = format_target(row["target_value"], row["unit"], row.get("target_operator"))
    if row["status"] == Status.NOT_COMPARABLE:
        return _("target {target}, on another base", target=target)
    if row["due"] is None:
        return _("target {target}, undated", target=target)
    if not row.get("is_verified", True):
        return _("target {target} by {date}, not verified", target=target, date=format_date(row["due"]))
    return _("target {target} by {date}", target=target, date=format_date(row["due"]))
