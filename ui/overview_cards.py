"""Cards of the overview: an indicator's verdict and outlook side by side, each a number with its target, base and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from ui.blocks import UNJUDGED, name_verdict, write_bullet, write_gap, write_simulated, write_status, write_style
from ui.board_rows import name_column, write_marks
from ui.cards import tell_heritage, write_estimated, write_target
from ui.map_estimates import explain_recast, write_value
from ui.overrides import write_override
from ui.state import PageContext, View, write_query
from ui.why import is_late, open_why
from warehouse.model import Likelihood, Unit
from warehouse.verdicts import StatusReason
from wording.board import Board, Column, Row
from wording.board_words import list_outlook_counts, list_verdict_counts, name_short
from wording.figures import find_day
from wording.format import (
    format_basis,
    format_completeness,
    format_date,
    format_gap,
    format_number,
    format_period,
    format_target,
)
from wording.language import _, localise
from wording.outlook import format_likelihood, tell_pace, tell_years
from wording.overview_goals import Goal
from wording.story import ATTAINED

# Beside the number, and in the sentence on top of a place that ended.
TOLD_ELSEWHERE = (StatusReason.TARGET_UNVERIFIED, StatusReason.ENDED_BEFORE_DUE)


def draw_goals(context: PageContext, goals: Sequence[Goal], board: Board, key: str) -> None:
    """A card for each goal with its “why”; ``key`` names the grid."""
    with st.container(key=f"goals-{key}"):
        for goal in goals:
            with st.container():
                st.html(write_goal(goal, context.view, board))
                button = f"why-{goal.main['indicator_id']}-{goal.main['target_id']}"
                if st.button(_("Why this number?"), key=button, type="tertiary", icon=":material/help:"):
                    open_why(context, context.area.area_id, goal.main)


def write_goal(goal: Goal, view: View, board: Board) -> str:
    """Card of one indicator: its name, a link to it in depth, a half for each of the two years that has a figure, the base below."""
    main = goal.main
    changes = {name: main[name] for name in ("area_id", "indicator_id", "target_year")}
    address = escape("chi-tieu?" + urlencode(write_query(view, **changes, period=None)))
    halves = [
        write_half(row, column, is_ahead=column is board.ahead, has_base=row["basis"] != main["basis"])
        for row, column in ((goal.verdict, board.ended), (goal.outlook, board.ahead))
        if row is not None and column is not None
    ]
    name, whole = escape(name_short(main)), escape(localise(main, "name"), quote=True)
    marker = write_simulated({"is_simulated": goal.is_simulated})
    title = f"<h2 title='{whole}'><a href='{address}' target='_self'>{name}</a></h2>"
    style = write_style(find_code(main, is_ahead=goal.verdict is None))
    base = escape(" · ".join(part for part in (tell_heritage(main), tell_base(main)) if part))
    below = f"<footer class='d-note'><span title='{base}'>{base}</span>{marker}</footer>"
    return f"<article class='d-goalcard' style='{style}'>{title}<div>{''.join(halves)}</div>{below}</article>"


def tell_base(row: Row) -> str:
    """What a rate is of; empty for what has no base."""
    return format_basis(row) if row["unit"] == Unit.PERCENT else ""


def find_code(row: Row, *, is_ahead: bool) -> str:
    """Status or, of a target ahead that is judged and not attained, likelihood: what lends a row its look."""
    if not is_ahead or row["status"] in (*ATTAINED, *UNJUDGED):
        return str(row["status"])
    return str(row["likelihood"] or Likelihood.INSUFFICIENT)


def write_half(row: Row, column: Column, *, is_ahead: bool, has_base: bool) -> str:
    """One year of a card: verdict or likelihood, the number against its target, what is missing, day and completeness.

    Parameters
    ----------
    has_base : bool
        Whether to say the base here, because the card says another.
    """
    code = find_code(row, is_ahead=is_ahead)
    word = format_likelihood(code) if is_ahead and code in list(Likelihood) else name_verdict(row)
    year = "" if column.year is None else f"<b class='year'>{column.year}</b>"
    bar = "" if row["status"] in UNJUDGED else write_bullet(row)
    need = tell_need(row) if is_ahead else tell_late(row)
    grounds = [tell_day(row), explain_recast(row), tell_base(row) if has_base else ""]
    return (
        f"<section style='{write_style(code)}'><header>{year}{write_status(code, word)}{write_estimated(row)}</header>"
        f"<p class='d-figure'><b>{escape(write_value(row))}</b><span>{escape(write_level(row))}</span></p>"
        f"{bar}{write_missing(row)}{write_line(need)}{write_override(row)}"
        f"<p class='d-note'>{escape(' · '.join(ground for ground in grounds if ground))}</p></section>"
    )


def write_line(text: str) -> str:
    """A line of its own; nothing for an empty text."""
    return f"<p class='need'>{escape(text)}</p>" if text else ""


def write_level(row: Row) -> str:
    """The target behind the number, short where the year above says the date; that it cannot be held against it where it cannot."""
    if row["status"] in UNJUDGED or row["unit"] == Unit.BOOLEAN:
        return write_target(row)
    return f"/ {format_target(row['target_value'], row['unit'], row['target_operator'])}"


def write_missing(row: Row) -> str:
    """What is missing to the target; why there is no verdict where there is none and nothing else on the screen says it."""
    gap = format_gap(row)
    if gap and row["status"] not in UNJUDGED:
        return f"<p class='d-gap'>{escape(gap)}</p>"
    return "" if row["status_reason"] in TOLD_ELSEWHERE else write_gap(row)


def tell_need(row: Row) -> str:
    """When a target ahead may be attained, and the pace it takes; empty once attained and without a verdict."""
    if row["status"] in (*ATTAINED, *UNJUDGED):
        return ""
    return " · ".join(part for part in (tell_years(row), tell_pace(row)) if part)


def tell_late(row: Row) -> str:
    """That a target was attained after it fell due; empty otherwise."""
    return _("attained late ({period})", period=format_period(row["late_period"])) if is_late(row) else ""


def tell_day(row: Row) -> str:
    """Day of a figure, and how many units reported it."""
    day = format_date(find_day(row))
    if row["is_reported"] or not row["expected_count"]:
        return " · ".join((day, format_completeness(row)))
    counts = {"reported": row["reporter_count"], "expected": row["expected_count"]}
    return f"{day} · " + _("{reported}/{expected} units", **{name: format_number(n) for name, n in counts.items()})


def write_tallies(board: Board) -> str:
    """Counts of both years, a line of icons, numbers and words each."""
    parts = []
    for column in (board.ended, board.ahead):
        if column is not None and column.year is not None:
            counts = list_outlook_counts(column) if column.is_ahead else list_verdict_counts(column)
            marks = write_marks(counts)
            parts.append(f"<div><b>{escape(name_column(column))}</b>{marks}</div>" if marks else "")
    return f"<div class='d-tallies'>{''.join(parts)}</div>" if any(parts) else ""
