"""A card for each file in hand: the verdict in one sentence, what to do about it, and the details."""

from __future__ import annotations

from html import escape
from typing import Literal

import streamlit as st

from ui.answers import ask
from ui.blocks import write_icon, write_style
from ui.filters import label_area
from ui.imports import HandedFile, check_again, discard, find_job, list_handed
from ui.imports_answer import KNOWN, REFUSED, Answer
from ui.imports_periods import list_form_periods
from ui.imports_story import ASKING, BAD, DOUBTFUL, GOOD, judge, tell_remark, tell_replaced, tell_verdict
from ui.imports_tables import tell_cut, write_changes, write_findings, write_samples
from ui.state import PageContext
from warehouse import queries
from warehouse.model import Status
from wording.format import format_count, format_period
from wording.language import _, localise
from wording.looks import TO_CORRECT

#: Status that lends a verdict its colours, and its icon.
LOOKS = {
    GOOD: (Status.ATTAINED, Status.ATTAINED),
    DOUBTFUL: (Status.ACCELERATE, TO_CORRECT),
    ASKING: (Status.ACCELERATE, Status.UNDECIDED),
    BAD: (Status.NOT_ATTAINED, Status.NOT_ATTAINED),
}


def draw_files(context: PageContext) -> None:
    """A card for each file that has been checked."""
    checked = [file for file in list_handed() if file.check.outcome is not None]
    for file in checked:
        with st.container(border=True, key=f"file-{file.file_id}"):
            draw_file(context, file, is_alone=len(checked) == 1)


def draw_file(context: PageContext, file: HandedFile, *, is_alone: bool) -> None:
    """Verdict on one file, what to do about it, and the details."""
    outcome, answer = file.check.outcome, file.answer
    assert outcome is not None
    verdict, corner = st.columns([6, 1])
    verdict.html(write_verdict(judge(outcome), file.path.name, tell_verdict(outcome), tell_remark(outcome)))
    if find_job() is None:
        corner.button(
            _("Put aside"), key=f"discard-{file.file_id}", icon=":material/close:", type="tertiary", on_click=discard,
            args=([file],),
        )  # fmt: skip
    if answer is None or (answer.error is not None and not answer.is_unreadable):
        st.button(
            _("Check again"), key=f"again-{file.file_id}", icon=":material/refresh:", type="primary",
            on_click=check_again, args=(file, file.period, file.area_code), disabled=find_job() is not None,
        )  # fmt: skip
    if answer is None or answer.error is not None:
        return
    draw_questions(context, file, answer)
    draw_marked(file, answer)
    draw_details(answer, is_open=is_alone)


def draw_marked(file: HandedFile, answer: Answer) -> None:
    """The way to the sender's own workbook with the wrong cells marked, where there are any."""
    if not file.marked.is_file() or not (answer.rules - answer.questions or answer.warnings):
        return
    st.download_button(
        _("Download the marked copy"), data=file.marked.read_bytes, file_name=f"{file.path.stem}_danh-dau.xlsx",
        on_click="ignore", icon=":material/rule:", key=f"marked-{file.file_id}",
        type="primary" if answer.rejected_count else "secondary",
    )  # fmt: skip


def write_verdict(kind: str, name: str, verdict: str, remark: str = "", link: str = "") -> str:
    """The one sentence on a file, large; ``link`` is HTML, the rest is escaped here."""
    look, icon = LOOKS[kind]
    head = f"<p class='d-kicker'>{escape(name)}</p><h2>{write_icon(icon)}{escape(verdict)}</h2>"
    below = (f"<p>{escape(remark)}</p>" if remark else "") + (f"<p>{link}</p>" if link else "")
    return f"<section class='d-verdict' style='{write_style(look)}'>{head}{below}</section>"


def draw_questions(context: PageContext, file: HandedFile, answer: Answer) -> None:
    """Ask for the period or the place where the check says that the file does not tell them."""
    has_period = "period_unknown" in answer.rules or file.period
    has_area = "area_unknown" in answer.rules or file.area_code
    if not (has_period or has_area) or find_job() is not None:
        return
    with st.form(f"questions-{file.file_id}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        period = choose_period(context, file.period) if has_period else None
        area_code = choose_area_code(context) if has_area else None
        kind: Literal["primary", "secondary"] = "primary" if answer.questions else "secondary"
        if st.form_submit_button(_("Check again"), icon=":material/refresh:", type=kind):
            check_again(file, period, area_code)
            st.rerun()


def choose_period(context: PageContext, chosen: str | None) -> str | None:
    """The period a file is about, as its sender says."""
    periods = list_form_periods(context)
    index = periods.index(chosen) if chosen in periods else None
    label, placeholder = _("Which period is it about?"), _("Choose a period")
    period: str | None = st.selectbox(label, periods, index, format_period, placeholder=placeholder)
    return period


def choose_area_code(context: PageContext) -> str | None:
    """Code of the place a file is about, as its sender says; the place looked at is proposed."""
    rows = ask(context.release, queries.list_area_choices, context.area.area_id).to_dicts()
    codes = {label_area(row): str(row["area_id"]).split(".")[0] for row in rows}
    labels = list(codes)
    index = next((place for place, row in enumerate(rows) if row["area_id"] == context.area.area_id), None)
    label = st.selectbox(_("Whose report is it?"), labels, index, placeholder=_("Choose a place"))
    return codes[label] if label else None


def draw_details(answer: Answer, *, is_open: bool) -> None:
    """What to correct, what changes, what to look at again, and a few of the cells as they were read."""
    for note in answer.notes:
        st.html(f"<p class='d-note'>{escape(localise(note, 'message'))}</p>")
    if answer.rules - answer.questions:
        with st.expander(_("To correct ({count})", count=format_count(answer.rejected_count)), expanded=is_open):
            st.html(write_findings(answer.rejected, answer.error_count))
    if answer.changes:
        with st.expander(tell_replaced(answer), expanded=is_open):
            st.html(write_changes(answer) + f"<p class='d-note'>{escape(tell_cut(answer))}</p>")
    elif answer.replaced:
        st.html(f"<p class='d-note'>{escape(tell_replaced(answer))}</p>")
    if answer.warnings:
        title = _("To look at again ({count}); these are loaded", count=format_count(answer.warning_count))
        with st.expander(title, expanded=is_open and not answer.rejected):
            st.html(write_findings(answer.warnings, answer.remark_count))
    if answer.samples and answer.status not in (KNOWN, REFUSED):
        with st.expander(_("How the first cells were read")):
            st.html(write_samples(answer))
