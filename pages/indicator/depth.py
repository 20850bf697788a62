"""One target in depth: what authorities ask side by side, what the one ahead would take, and which units want attention."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from ui.answers import ask
from ui.attention import write_attention
from ui.authorities import write_authorities
from ui.blocks import draw_section
from ui.downloads import draw_download
from ui.format import format_target
from ui.indicator_story import Units, write_target_list
from ui.language import _
from ui.map_story import LAYER_KINDS
from ui.method_card import write_definition, write_method_card
from ui.outlook_card import write_outlook_card
from ui.state import PageContext
from ui.territory_targets import write_constituents
from ui.what_if import build_question, draw_what_if
from warehouse import queries
from warehouse.model import Status, Territory, Unit

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
    draw_section(_("What would {target} by {year} take?", **words))
    series = ask(context.release, queries.read_series, context.area.area_id, context.view.indicator_id).to_dicts()
    question = build_question(row, series)
    left, right = st.columns([2, 3], gap="medium") if question else [st.container()] * 2
    with left, st.container(border=True):
        st.html(write_outlook_card(row, context.release.info.data_as_of))
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


def draw_attention(context: PageContext, units: Units) -> None:
    """The units where most is missing, and where a small push turns the verdict."""
    kind, year = LAYER_KINDS[units.code], context.view.target_year
    question = (context.area.area_id, context.view.indicator_id, year, kind.level, kind.era)
    standing = ask(context.release, queries.list_child_standing, *question)
    lists = write_attention(standing, context.indicator, context.view)
    if lists:
        draw_section(_("Where to look first"), _("target for {year}", year=year))
        st.html(lists)


def draw_targets(context: PageContext, territory: Territory) -> None:
    """Every target that applies, with its document and wording; of a merged province, those of the provinces it was made from."""
    draw_authorities(context)
    table = write_target_list(context, territory)
    if table:
        draw_section(_("Targets that apply here"))
        st.html(table)
    question = (context.area.area_id, context.view.indicator_id)
    rows = ask(context.release, queries.list_constituent_targets, *question).to_dicts()
    if rows and context.indicator.unit == Unit.PERCENT:
        draw_section(_("Targets of the provinces merged"), _("no act carries them over yet; for reference"))
        st.html(write_constituents(rows, context.area, context.view, context.indicator.unit_noun))


def draw_authorities(context: PageContext) -> None:
    """Every authority's targets side by side, where there is more than one."""
    targets = ask(context.release, queries.list_targets, context.area.area_id, context.view.indicator_id).to_dicts()
    if len(targets) < 2:
        return
    standing = ask(context.release, queries.list_standing, context.area.area_id)
    verdicts = {row["target_id"]: row for row in standing.iter_rows(named=True) if row["target_id"] is not None}
    draw_section(_("What each authority asks"), _("the strictest verified target of a year is marked"))
    st.html(write_authorities(targets, verdicts, context.indicator.direction))
