"""How the last load or undo ended, with the way to the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from ui.answers import ask
from ui.format import format_count
from ui.imports import Result
from ui.imports_answer import KNOWN, REFUSED, Answer
from ui.imports_cards import write_verdict
from ui.imports_story import BAD, GOOD, tell_job_problem
from ui.language import _, localise
from ui.state import PageContext, write_query
from warehouse import queries

SHOWN_REASONS = 3


def draw_result(context: PageContext, result: Result) -> None:
    """How the last load or undo ended."""
    outcome = result.outcome
    for answer in outcome.answers:
        st.html(write_answer_verdict(context, answer, result.load_id))
    if outcome.problem is not None:
        title = _("Not undone") if result.load_id else _("Not loaded")
        st.html(write_verdict(BAD, title, tell_job_problem(outcome)))


def write_answer_verdict(context: PageContext, answer: Answer, undone_id: int | None) -> str:
    """The sentence on one loaded file, or on the load that was undone."""
    if answer.error is not None:
        return write_verdict(BAD, answer.file, localise(answer.error, "message"), _("Nothing was changed."))
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
        remark = " · ".join(part for part in (_("Load {number}", number=answer.load_id), remark) if part)
    return write_verdict(GOOD, answer.file, loaded, remark, write_overview_link(context, answer.areas))


def write_overview_link(context: PageContext, areas: Sequence[str]) -> str:
    """Link to the overview of the area that was loaded, or of its province where there are several."""
    known = ask(context.release, queries.read_area, areas[0]) if areas else None
    if known is None or known.is_empty():
        return ""
    row = known.row(0, named=True)
    is_one = len(areas) == 1 or not row["province_area_id"]
    area_id = row["area_id"] if is_one else row["province_area_id"]
    address = "./?" + urlencode(write_query(context.view, area_id=area_id))
    text = _("Overview of {place}", place=localise(row, "name" if is_one else "province_name"))
    return f"<a class='d-more' href='{escape(address)}' target='_self'>{escape(text)} →</a>"
