"""Tổng quan: where the area stands on its targets, what is missing, which areas under it are behind, and what changed."""

from __future__ import annotations

import polars as pl
import streamlit as st

from ui.answers import ask
from ui.blocks import draw_empty, draw_message, draw_section
from ui.facts import write_published, write_silent
from ui.overview_cards import draw_goals, write_tallies
from ui.overview_changes import draw_changes, list_changes
from ui.overview_map import draw_small_map, has_shapes, has_verdicts
from ui.rankings import draw_ranking, join_ranks, tell_own_rank
from ui.state import PageContext
from ui.territory import write_history
from warehouse import queries
from warehouse.model import Level, Territory
from wording.board import Board, build_board, build_last_figures
from wording.language import _, ngettext
from wording.overview_goals import Goal, choose_columns, find_row, list_silent, pair_goals
from wording.overview_words import tell_lead, tell_message, tell_source
from wording.places import tell_place

FIRST_GOALS = 8


def render(context: PageContext) -> None:
    """Draw the screen."""
    rows = ask(context.release, queries.list_standing, context.area.area_id)
    board = read_board(context, rows)
    goals = pair_goals(board)
    draw_head(context, board)
    draw_goals(context, goals[:FIRST_GOALS], board, "first")
    draw_under(context)
    draw_more(context, board, goals[FIRST_GOALS:])
    draw_facts(context, board, goals)


def read_board(context: PageContext, rows: pl.DataFrame) -> Board:
    """The two years looked at; the last figures of an area that has ended."""
    if context.area.valid_to is not None:
        return build_last_figures(rows)
    return choose_columns(build_board(rows, context.release.info.data_as_of), context.view.target_year)


def draw_head(context: PageContext, board: Board) -> None:
    """The sentence that says where the area stands, the counts behind it, and what they stand on."""
    area, year = context.area, context.view.target_year
    sentence, lead = tell_message(area, board, year), tell_lead(area, board, year)
    draw_message(tell_above(context, board), sentence, lead, tell_source(area, board), write_tallies(board))


def tell_above(context: PageContext, board: Board) -> str:
    """What a ward or district lies in, and its place among those beside it on the indicator looked at."""
    above = tell_place(context.area)
    row = find_row(board, context.indicator.indicator_id, context.view.target_year)
    rank = tell_own_rank(context, row) if above and row is not None else ""
    return " · ".join(
        part for part in (above, f"{context.indicator.name}: {rank[:1].lower()}{rank[1:]}" if rank else "") if part
    )


def draw_under(context: PageContext) -> None:
    """What lies under the area: its map and the first and last of its units; beside it what changed."""
    question = (context.area.area_id, context.indicator.indicator_id, context.view.target_year)
    levels = ask(context.release, queries.list_child_levels, *question).filter(pl.col("value_count") > 0)
    changes = list_changes(context)
    if levels.is_empty():
        draw_changes(context, changes)
        return
    level, era = Level(levels["level"][0]), str(levels["era"][0])
    units = ask(context.release, queries.list_child_standing, *question, level, era)
    draw_section(context.indicator.name, _("target year {year}", year=context.view.target_year or "–"))
    has_map = has_verdicts(units) and has_shapes(context.release, context.area.area_id, level, era)
    columns = st.columns([*([1.1] if has_map else []), 1.7, *([1.5] if changes else [])], gap="medium")
    if has_map:
        with columns[0]:
            draw_small_map(context, units, level, era)
    with columns[int(has_map)], st.container(key="ranking"):
        draw_ranking(context, join_ranks(context, units, context.area.area_id, level, Territory.AS_REPORTED), level)
    if changes:
        with columns[-1]:
            draw_changes(context, changes)


def draw_more(context: PageContext, board: Board, goals: list[Goal]) -> None:
    """Goals beyond the first, drawn when asked for."""
    if not goals:
        return
    count = len(goals)
    words = ngettext("{count} more target with figures", "{count} more targets with figures", count, count=count)
    folded = st.expander(words, key="more_goals", on_change="rerun", icon=":material/more_horiz:")
    if folded.open:
        with folded:
            draw_goals(context, goals, board, "more")


def draw_facts(context: PageContext, board: Board, goals: list[Goal]) -> None:
    """The real published figures with the cell each stands in, then targets without figures; drawn at once where there is nothing else."""
    published = ask(context.release, queries.list_published, context.area.area_id)
    silent = list_silent(board)
    if not goals and published.is_empty():
        why = _("Nothing was reported or published for it. Choose another place, or hand in a workbook.")
        draw_empty(_("No figures for this place yet"), why)
    if history := write_history(context):
        st.html(history)
    if published.height:
        words = _("Published figures: {count}, real, as the source printed them", count=published.height)
        folded = st.expander(words, not goals, key="published", on_change="rerun", icon=":material/fact_check:")
        if folded.open:
            folded.html(write_published(published))
    if silent:
        count = len(silent)
        words = ngettext("{count} target without figures", "{count} targets without figures", count, count=count)
        folded = st.expander(words, key="silent", on_change="rerun", icon=":material/hourglass_empty:")
        if folded.open:
            folded.html(write_silent(pl.DataFrame(silent, infer_schema_length=None), context.view))
