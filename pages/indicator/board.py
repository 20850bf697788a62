"""Tất cả chỉ tiêu: the verdicts on the year that ended beside the outlook for the one ahead, every target of one place on one screen."""

from __future__ import annotations

from html import escape

import streamlit as st

from ui.answers import ask
from ui.blocks import draw_empty
from ui.board import Board, build_board, tell_board, tell_change, tell_shortfall
from ui.board_rows import tell_stamps, write_column
from ui.language import _
from ui.state import PageContext
from ui.story import tell_place
from warehouse import queries


def draw_board(context: PageContext) -> None:
    """Draw the first view and what lies behind it."""
    standing = ask(context.release, queries.list_standing, context.area.area_id)
    board = build_board(standing, context.release.info.data_as_of)
    st.html(write_head(context, board))
    columns = [column for column in (board.ended, board.ahead) if column is not None]
    if not columns and not board.others:
        why = _("No target applies to it, and nothing was reported for one. Choose another place.")
        draw_empty(_("No targets for this place"), why)
        return
    st.html(f"<div class='d-board'>{''.join(write_column(column, context.view) for column in columns)}</div>")
    if board.others:
        others = "".join(write_column(column, context.view) for column in board.others)
        st.html(f"<div class='d-board'>{others}</div>")


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
