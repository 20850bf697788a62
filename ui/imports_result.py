"""How the last load or undo ended, with the way to the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from ui.answers import ask
from ui.imports import Result
from ui.imports_answer import KNOWN, REFUSED, Answer
from ui.imports_cards import write_verdict
from ui.imports_story import BAD, GOOD, tell_error, tell_job_problem
from ui.state import PageContext, write_query
from warehouse import queries
from wording.format import format_count
from wording.language import _, localise

SHOWN_REASONS = 3
LINKED_AREAS = 3


def draw_result(context: PageContext, result: Result) -> None:
    """How the last load or undo ended."""
    outcome = result.outcome
    for answer in outcome.answers:
        st.html(write_answer_verdict(context, answer, result.load_id))
    if outcome.problem is not None:
        about = _("Load {number}", number=result.load_id) if result.load_id else _("Load data")
        title = _("Not undone") if result.load_id else _("Not loaded")
        st.html(write_verdict(BAD, about, title, tell_job_problem(outcome, is_undo=bool(result.load_id))))


def write_answer_verdict(context: PageContext, answer: Answer, undone_id: int | None) -> str:
    """The sentence on one loaded file, or on the load that was undone."""
    if answer.error is not None:
        return write_verdict(BAD, answer.file, _("Not loaded"), tell_error(answer))
    remark = _("Release {release}", release=answer.release_id) if answer.release_id else ""
    if undone_id:
        return write_verdict(GOOD, _("History of loads"), _("Load {number} was undone", number=undone_id), remark)
    if answer.status == REFUSED:
        reasons = " ".join(localise(row, "message") for row in answer.rejected[:SHOWN_REASONS])
        return write_verdict(BAD, answer.file, _("Not loaded"), reasons)
    if answer.status == KNOWN:
        return write_verdict(GOOD, answer.file, _("This file was loaded before; nothing has changed"), remark)
    loaded = _("{accepted} cells loaded", accepted=format_count(answer.accepted))
    if answer.load_id:
        left = _("{count} wrong cells not loaded", count=format_count(answer.rejected_count))
        parts = (left if answer.rejected_count else "", _("Load {number}", number=answer.load_id), remark)
        remark = " · ".join(part for part in parts if part)
    return write_verdict(GOOD, answer.file, loaded, remark, write_overview_links(context, answer))


def write_overview_links(context: PageContext, answer: Answer) -> str:
    """Links to the overview of the areas that were loaded, or of the province of the first where there are many."""
    shown = answer.areas[:LINKED_AREAS] if len(answer.areas) <= LINKED_AREAS else answer.areas[:1]
    known = [ask(context.release, queries.read_area, area_id).to_dicts() for area_id in shown]
    kind = "" if len(answer.areas) <= LINKED_AREAS else "province_"
    rows = [row for found in known for row in found if row[f"{kind}area_id"]]
    year = find_target_year(context, answer.periods)
    return " · ".join(write_overview_link(context, row, kind, year) for row in rows)


def write_overview_link(context: PageContext, row: Mapping[str, Any], kind: str, year: int | None) -> str:
    """Link to the overview of an area, or with ``kind`` ``province_`` of its province."""
    address = "./?" + urlencode(write_query(context.view, area_id=row[f"{kind}area_id"], target_year=year))
    text = _("Overview of {place}", place=localise(row, f"{kind}name"))
    return f"<a class='d-more' href='{escape(address)}' target='_self'>{escape(text)} →</a>"


def find_target_year(context: PageContext, periods: Sequence[str]) -> int | None:
    """The first year with targets that the latest of some periods counts towards."""
    latest = max((int(period[:4]) for period in periods), default=0)
    return next((year for year in sorted(context.target_years) if year >= latest), context.view.target_year)
