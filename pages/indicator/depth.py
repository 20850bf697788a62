"""One target in depth: how its number is judged, and what the one ahead would take."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from ui.answers import ask
from ui.blocks import draw_section
from ui.downloads import draw_download
from ui.method_card import write_definition, write_method_card
from ui.outlook_card import write_outlook_card
from ui.rankings import tell_own_rank
from ui.state import PageContext
from ui.what_if import build_question, draw_what_if
from warehouse import queries
from warehouse.model import Status, Unit
from wording.format import format_target
from wording.language import _

UNPACED = (Status.NOT_COMPARABLE, Status.NO_TARGET, Status.NO_DATA, Status.NOT_APPLICABLE, Status.SUPPRESSED)


def draw_method(context: PageContext, number: dict[str, Any]) -> None:
    """How the number is judged: its definition, every step with its figures, and all components to take away."""
    with st.popover(_("How this is judged"), icon=":material/function:"):
        st.html(write_definition(number))
        st.html(write_method_card(number, number["status"], context.release.info.data_as_of))
        name = f"thanh-phan_{context.area.area_id}_{context.view.indicator_id}_{number['period']}"
        draw_download(pl.DataFrame([number], infer_schema_length=None), name, _("All components (CSV)"))


def draw_outlook(context: PageContext) -> None:
    """What the next target ahead would take, as far as the figures say; nothing where no target is ahead."""
    row = find_ahead(context)
    if row is None:
        return
    words = {
        "target": format_target(row["target_value"], row["unit"], row["target_operator"]),
        "year": row["target_year"],
    }
    draw_section(_("What would {target} by {year} take?", **words), _("simulated data") if row["is_simulated"] else "")
    series = ask(context.release, queries.read_series, context.area.area_id, context.view.indicator_id).to_dicts()
    question = build_question(row, series)
    left, right = st.columns([2, 3], gap="medium") if question else [st.container()] * 2
    with left, st.container(border=True):
        st.html(write_outlook_card(row, context.release.info.data_as_of, tell_own_rank(context, row)))
    if question is not None:
        with right:
            draw_what_if(context, question)


def find_ahead(context: PageContext) -> dict[str, Any] | None:
    """The headline row ahead that the page asks about: of the year looked at, else the last; None without a comparable value."""
    standing = ask(context.release, queries.list_standing, context.area.area_id)
    rows = [
        row
        for row in standing.filter("is_headline").iter_rows(named=True)
        if row["indicator_id"] == context.view.indicator_id
        and row["due"] is not None
        and row["due"] > context.release.info.data_as_of
        and row["value"] is not None
        and row["status"] not in UNPACED
        and row["unit"] != Unit.BOOLEAN
    ]
    return max(rows, key=lambda row: (row["target_year"] == context.view.target_year, row["target_year"]), default=None)
