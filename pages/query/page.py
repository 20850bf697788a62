"""Truy vấn SQL: any question a release can answer, asked in SQL by those who can, within limits that protect everybody else."""

from __future__ import annotations

import streamlit as st

from ui.answers import ask
from ui.blocks import draw_message, draw_section
from ui.query_drawing import (
    PAGE_ROWS,
    tell_unseparated,
    write_answer,
    write_refusal,
    write_size,
    write_tables,
)
from ui.query_examples import EXAMPLES
from ui.query_files import draw_query_files
from ui.query_run import EXAMPLE, TEXT, Asked, ask_once, choose_example, forget_answer, keep_link, settle_text
from ui.query_words import tell_progress
from ui.state import PageContext
from warehouse.dictionary_queries import list_columns
from warehouse.sandbox import LIMITS, QueryAnswer
from warehouse.statements import LONGEST_TEXT
from wording.format import format_number
from wording.language import _, current_language, use_language

POLL_SECONDS = 0.4
EDITOR_PIXELS = 190


def render(context: PageContext) -> None:
    """Draw the screen."""
    text = settle_text()
    draw_message(
        _("SQL query"),
        _("Ask the release whatever no other page answers"),
        _(
            "Reads release {release} only, up to {seconds} seconds and {rows} rows. What is hidden for a small base is not in it.",
            release=context.release.release_id, seconds=format_number(LIMITS.seconds), rows=format_number(LIMITS.row_count),
        ),
    )  # fmt: skip
    asking, listing = st.columns([2.4, 1], gap="large")
    with asking:
        draw_editor()
        draw_outcome(context, ask_once(context, text))
    with listing:
        draw_section(_("Tables of the release"), _("unfold one to see its columns"))
        st.html(write_tables(ask(context.release, list_columns)))


def draw_editor() -> None:
    """Questions to start from, the statement, and the button that runs it."""
    st.selectbox(
        _("Example questions"), list(EXAMPLES), index=None, key=EXAMPLE, on_change=choose_example,
        format_func=lambda name: _(EXAMPLES[name]), placeholder=_("Choose a question to put it into the editor"),
    )  # fmt: skip
    with st.form("query", border=False):
        st.text_area(_("Statement (SQL of DuckDB)"), key=TEXT, height=EDITOR_PIXELS, max_chars=LONGEST_TEXT)
        st.form_submit_button(
            _("Run"), type="primary", icon=":material/play_arrow:", on_click=forget_answer, help=_("Ctrl + Enter runs it too.")
        )  # fmt: skip


def draw_outcome(context: PageContext, asked: Asked) -> None:
    """The answer, the refusal, or how long it has been running."""
    if not keep_link(asked.text):
        st.caption(_("The statement is too long for a link: copy it to pass it on."))
    outcome = asked.run.outcome
    if outcome is None:
        draw_running(asked)
    elif isinstance(outcome, QueryAnswer):
        draw_answer(context, outcome, asked.text)
    else:
        st.html(write_refusal(outcome, asked.text))


def draw_running(asked: Asked) -> None:
    """Seconds that have passed, and the button that stops the statement; the page is drawn again when it has ended."""
    language = current_language()

    @st.fragment(run_every=POLL_SECONDS)
    def draw_progress() -> None:
        use_language(language)
        if asked.run.outcome is not None:
            st.rerun()
        share, text = tell_progress(asked.run)
        st.progress(share, text=text)
        if st.button(_("Stop"), icon=":material/stop:", key="stop_query"):
            asked.run.stop()
            asked.run.wait(1.0)
            st.rerun()

    draw_progress()


def draw_answer(context: PageContext, answer: QueryAnswer, text: str) -> None:
    """Rows page by page, with their number, and files to take away."""
    pages, page = -(-answer.frame.height // PAGE_ROWS), 1
    with st.container(horizontal=True, vertical_alignment="center", key="query_answer"):
        st.html(write_size(answer))
        if pages > 1:
            page = st.pagination(pages, key=f"query_page-{id(answer)}")
        draw_query_files(context, answer, text)
    if context.release.info.has_simulated and (remark := tell_unseparated(answer.names)):
        st.caption(remark)
    st.html(write_answer(answer, page))
