"""Tổng quan: where the area stands on its targets, what is missing, and which areas under it are furthest behind."""

from __future__ import annotations

import polars as pl
import streamlit as st

from ui.answers import ask
from ui.blocks import draw_empty, draw_message, draw_section, write_tally
from ui.cards import draw_cards
from ui.facts import write_published, write_silent
from ui.language import _
from ui.rankings import draw_ranking
from ui.state import PageContext
from ui.story import Standing, list_counts, sort_standing, tell_lead, tell_message, tell_place, tell_source
from ui.territory import write_history
from warehouse import queries
from warehouse.model import Level


def render(context: PageContext) -> None:
    """Draw the screen."""
    rows = ask(context.release, queries.list_standing, context.area.area_id)
    standing = sort_standing(rows, context.view.target_year, context.area, context.release.info.data_as_of)
    draw_head(context, standing)
    draw_year(context, standing)
    draw_other_years(context, rows)
    draw_tables(context, standing)


def draw_head(context: PageContext, standing: Standing) -> None:
    """The sentence that says where the area stands, and the counts behind it."""
    draw_message(
        tell_place(context.area),
        tell_message(context.area, standing),
        tell_lead(standing),
        tell_source(standing, context.area),
        write_tally(list_counts(standing)),
    )
    if history := write_history(context):
        st.html(history)


def draw_year(context: PageContext, standing: Standing) -> None:
    """Cards of the chosen year, beside the areas that are furthest behind."""
    question = (context.area.area_id, context.indicator.indicator_id, context.view.target_year)
    levels = ask(context.release, queries.list_child_levels, *question).filter(pl.col("value_count") > 0)
    if levels.is_empty():
        draw_cards(context, standing.shown, "due")
        return
    left, right = st.columns([2.35, 1], gap="medium") if standing.shown.height else (st.container(), st.container())
    with left:
        draw_cards(context, standing.shown, "due")
    with right, st.container(key="ranking"):
        draw_ranking(context, Level(levels["level"][0]), levels["era"][0])


def draw_other_years(context: PageContext, rows: pl.DataFrame) -> None:
    """Cards of the other target years that have figures, undated targets last; none for an area that has ended."""
    if context.area.valid_to is not None:
        return
    for year in [*context.target_years, None]:
        other = sort_standing(rows, year, context.area, context.release.info.data_as_of)
        if year != context.view.target_year and other.shown.height:
            title = _("Targets for {year}", year=year) if year else _("Targets without a date")
            draw_section(title, tell_message(context.area, other) if year else "")
            draw_cards(context, other.shown, str(year))


def draw_tables(context: PageContext, standing: Standing) -> None:
    """The real published figures, each with the cell it stands in, then targets without figures."""
    published = ask(context.release, queries.list_published, context.area.area_id)
    if standing.shown.is_empty() and published.is_empty():
        why = _("Nothing was reported or published for it. Choose another place, or hand in a workbook.")
        draw_empty(_("No figures for this place yet"), why)
    if published.height:
        draw_section(_("Published figures"), _("real, as the source printed them"))
        st.html(write_published(published))
    if standing.silent.height:
        count = _("{count} targets", count=standing.silent.height)
        draw_section(_("Targets for {year} without figures", year=standing.year), count)
        st.html(write_silent(standing.silent, context.view))
