"""The import page's parts: where files are dropped, the form to fill in, what is under way, and the button that loads."""

from __future__ import annotations

import json
import time
from functools import partial
from html import escape
from pathlib import Path
from typing import Literal

import streamlit as st

from ui.blocks import draw_section
from ui.imports import (
    KEPT_NAME,
    HandedFile,
    count_running,
    find_job,
    forget_result,
    hand_in,
    list_handed,
    settle_job,
    start_load,
)
from ui.imports_command import build_template
from ui.imports_periods import list_form_periods
from ui.imports_story import tell_stopped
from ui.state import PageContext
from ui.waiting import read_progress
from wording.format import format_count, format_number, format_period
from wording.language import _, current_language, use_language

FILE_TYPES = ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt"]
POLL_SECONDS = 0.7
PATIENT_SECONDS = 5.0
NAME_KEY, DROP_KEY = "loaded_by", "_drop_number"


def draw_drop(folder: Path) -> None:
    """Where files are dropped; what arrives is put in the inbox, checked at once, and the field is empty again."""
    number = st.session_state.setdefault(DROP_KEY, 0)
    words = {"choose": _("Choose files"), "here": _("or drop them into this frame")}
    st.html(
        "<style>:root{"
        + "".join(f"--drop-{name}:{json.dumps(text, ensure_ascii=False)};" for name, text in words.items())
        + "}</style>"
    )
    dropped = st.file_uploader(
        _("Workbooks to hand in (several at once if you like)"), FILE_TYPES, accept_multiple_files=True, key=f"drop-{number}",
        help=_("Excel, LibreOffice or text files, as you keep them; up to {size} MB each.", size=st.get_option("server.maxUploadSize")),
    )  # fmt: skip
    if dropped:
        forget_result()
        for file in dropped:
            hand_in(folder, file.name, file.getbuffer())
        st.session_state[DROP_KEY] = number + 1
        st.rerun()


def draw_template(context: PageContext) -> None:
    """The workbook that the chosen area should fill in, made when clicked."""
    with st.container(border=True, key="template"):
        draw_section(_("Download the form"))
        text = _(
            "Names and codes of {place} are filled in, and the form checks while you type.", place=context.area.name
        )
        st.html(f"<p class='d-note'>{escape(text)}</p>")
        periods = list_form_periods(context)
        period = st.selectbox(_("Reporting period"), periods, key="template_period", format_func=format_period)
        if period is None:
            return
        st.download_button(
            _("Download the form (.xlsx)"), data=partial(build_template, context.area.area_code, period),
            file_name=f"bieu-mau_{context.area.area_code}_{period}.xlsx", on_click="ignore", icon=":material/download:",
            key=f"template-{context.area.area_id}-{period}",
        )  # fmt: skip


def draw_waiting(folder: Path) -> None:
    """Progress of what runs in the background; the page is drawn again when something has ended."""
    language, running = current_language(), count_running()
    if not running:
        return

    @st.fragment(run_every=POLL_SECONDS)
    def draw_progress() -> None:
        use_language(language)
        settle_job()
        if count_running() != running:
            st.rerun()
        is_written = find_job() is None and "share" in read_progress(folder)
        for file in list_handed():
            if file.check.outcome is None:
                st.html(write_checking(file, is_written=is_written))
        if (job := find_job()) is not None:
            words = _("Undoing the load and publishing …") if job.load_id else _("Loading and publishing …")
            progress = read_progress(folder)
            share = 0.0 if progress.get("error") else float(progress.get("share") or 0.0)
            st.progress(min(1.0, max(0.0, share)), text=words)
            st.caption(_("This may take a minute. You may look at other pages meanwhile; this one goes on by itself."))

    draw_progress()


def write_checking(file: HandedFile, *, is_written: bool) -> str:
    """That a file is being checked, for how long, and that it may wait for somebody who is loading."""
    seconds = time.monotonic() - file.check.started_at
    text = _("Checking {file} … {seconds} s", file=file.path.name, seconds=format_number(seconds))
    if is_written and seconds > PATIENT_SECONDS:
        text += " · " + _("Somebody is loading; this file is next.")
    return f"<div class='d-working' role='status'>{escape(text)}<i></i></div>"


def draw_load(folder: Path) -> None:
    """The button that loads everything that can be loaded, with the name of who loads it."""
    files = [file for file in list_handed() if file.is_loadable]
    if not files or find_job() is not None:
        return
    answers = [file.answer for file in files if file.answer is not None]
    with st.form("load"):
        stopped, waiting = tell_stopped(answers), len(list_handed()) - len(files)
        others = _("Not loaded: {count} more.", count=format_count(waiting)) if waiting else ""
        if stopped or others:
            st.html(f"<p class='d-sum'>{escape(' '.join((stopped, others)).strip())}</p>")
        st.session_state.setdefault(NAME_KEY, st.session_state.get(KEPT_NAME, ""))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.text_input(
                _("Name of who loads"), key=NAME_KEY, max_chars=120, placeholder=_("First and last name")
            ).strip()
            count = format_count(sum(answer.accepted for answer in answers))
            label = _("Load the other {cells} cells", cells=count) if stopped else _("Load {cells} cells", cells=count)
            kind: Literal["primary", "secondary"] = "secondary" if stopped else "primary"
            is_pressed = st.form_submit_button(label, type=kind, icon=":material/upload:")
    if is_pressed and not name:
        st.warning(_("Write the name of who loads, then press again."))
    elif is_pressed:
        st.session_state[KEPT_NAME] = name
        forget_result()
        start_load(folder, files, name)
        st.rerun()
