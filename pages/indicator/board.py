"""Tất cả chỉ tiêu: the verdicts on the year that ended beside the outlook for the one ahead, every target of one place on one screen."""

from __future__ import annotations

from html import escape

import polars as pl
import streamlit as st

from ui.answers import ask
from ui.blocks import draw_empty, draw_section
from ui.board_children import tell_children, write_child_verdicts
from ui.board_rows import name_column, tell_stamps, write_column
from ui.method_glossary import write_glossary
from ui.screen_files import draw_board_files
from ui.state import PageContext
from warehouse import queries, target_queries
from wording.board import Board, build_board, build_last_figures
from wording.board_words import tell_board, tell_change, tell_shortfall
from wording.language import _
from wording.places import tell_place


def draw_board(context: PageContext) -> None:
    """Draw the first view and what lies behind it."""
    standing = ask(context.release, queries.list_standing, context.area.area_id)
    as_of = context.release.info.data_as_of
    has_ended = context.area.valid_to is not None
    board = build_last_figures(standing) if has_ended else build_board(standing, as_of)
    st.html(write_head(context, board))
    columns = [column for column in (board.ended, board.ahead) if column is not None]
    if not columns and not board.others:
        why = _("No target applies to it, and nothing was reported for one. Choose another place.")
        draw_empty(_("No targets for this place"), why)
        return
    st.html(f"<div class='d-board'>{''.join(write_column(column, context.view, as_of) for column in columns)}</div>")
    draw_children(context, board, standing)
    if board.others:
        others = "".join(write_column(column, context.view, as_of) for column in board.others)
        draw_section(_("Other milestones"))
        st.html(f"<div class='d-board'>{others}</div>")
    draw_board_files(context, standing.filter("is_headline").to_dicts())
    st.html(write_glossary())


def draw_children(context: PageContext, board: Board, standing: pl.DataFrame) -> None:
    """How the units under the place stand on the targets of both columns; nothing where it has none."""
    counts = ask(context.release, target_queries.count_child_verdicts, context.area.area_id)
    own = standing.filter("is_headline")
    for column in (board.ended, board.ahead):
        if column is None or context.area.valid_to is not None:
            continue
        of_year = counts.filter(pl.col("target_year") == column.year)
        for (level,), rows in of_year.group_by("level", maintain_order=True):
            title = _("{column}: the units one by one", column=name_column(column))
            draw_section(title, tell_children(rows, str(level)))
            st.html(write_child_verdicts(rows, own, context.view))


def write_head(context: PageContext, board: Board) -> str:
    """The sentence on top, what was missed below it, and what would change the picture."""
    kicker = tell_place(context.area)
    lead = " ".join(part for part in (tell_shortfall(board), tell_change(board)) if part)
    stamps = tell_stamps([column for column in (board.ended, board.ahead) if column is not None])
    parts = [
        f"<p class='d-kicker'>{escape(kicker)}</p>" if kicker else "",
        f"<h1 class='d-message tight'>{escape(tell_board(context.area, board))}</h1>",
        f"<p class='d-lead tight'>{escape(lead)} <small>{escape(stamps)}</small></p>" if lead or stamps else "",
    ]
    return "".join(parts)
