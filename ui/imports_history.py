"""History of loads: who loaded what and when, with undo for as long as a load stands."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import polars as pl
import streamlit as st

from ui.answers import ask
from ui.blocks import draw_empty, draw_section, write_simulated
from ui.imports import KEPT_NAME, find_job, forget_result, is_read_only, start_undo
from ui.received import find_received, write_file_link
from ui.registers import tell_undone, write_loads
from ui.state import PageContext
from warehouse import queries
from warehouse.publish import find_folder
from wording.format import format_count, format_date
from wording.language import _, current_language, localise, ngettext, use_language

Row = Mapping[str, Any]
SHOWN_LOADS = 8


def draw_history(context: PageContext) -> None:
    """The latest loads that somebody handed in or that are real, each with its undo; all of them and the rest in tables that unfold."""
    loads = ask(context.release, queries.list_loads)
    is_listed = ~pl.col("is_simulated") | pl.col("loaded_by").is_not_null()
    listed, simulated = loads.filter(is_listed), loads.filter(~is_listed)
    draw_section(
        _("History of loads"),
        ngettext("{count} file", "{count} files", listed.height, count=format_count(listed.height)),
    )
    if listed.is_empty():
        draw_empty(_("Nothing was loaded yet"), _("The first file you load will stand here, with the way to undo it."))
    can_undo = not is_read_only() and context.view.release_id is None and find_job() is None
    for load in listed.head(SHOWN_LOADS).iter_rows(named=True):
        draw_load_row(load, can_undo=can_undo)
    if listed.height > SHOWN_LOADS:
        draw_folded_loads(_("All {count} loads", count=format_count(listed.height)), listed, "listed_loads")
    if not simulated.is_empty():
        title = _("{count} loads of simulated reports", count=format_count(simulated.height))
        draw_folded_loads(title, simulated, "simulated_loads")


def draw_load_row(load: Row, *, can_undo: bool) -> None:
    """One load, with its undo where somebody handed it in and it stands; the shipped files come back with every build."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"past_load-{load['load_id']}"):
        st.html(write_load(load))
        if not can_undo or not load.get("loaded_by") or load.get("undone_at"):
            return
        if st.button(_("Undo"), key=f"undo-{load['load_id']}", icon=":material/undo:", type="tertiary"):
            open_undo(find_folder(), load)


def write_load(load: Row) -> str:
    """File, who and when, and how many cells; struck through, with who, when and why, where it was undone."""
    undone = tell_undone(load)
    counts = [_("{count} cells received", count=format_count(load["accepted_count"]))]
    if load["rejected_count"]:
        counts.append(_("{count} rejected", count=format_count(load["rejected_count"])))
    if load.get("warning_count"):
        counts.append(_("{count} to look at again", count=format_count(load["warning_count"])))
    who = load.get("loaded_by") or localise(load, "source_name")
    head = " · ".join(
        [_("Load {number}", number=load["load_id"]), format_date(load["loaded_at"]), *([who] if who else [])]
    )
    name = f"<del>{escape(load['file_name'])}</del>" if undone else f"<b>{escape(load['file_name'])}</b>"
    reason = f"<p class='d-flagged'>{escape(undone)}</p>" if undone else ""
    link = write_file_link(load) if find_received(load["sha256"]) else ""
    return (
        f"<div class='d-load{' undone' if undone else ''}'><p>{name} {write_simulated(load)} {link}</p>"
        f"<p class='d-note'>{escape(head)}</p><p class='d-note'>{escape(' · '.join(counts))}</p>{reason}</div>"
    )


def draw_folded_loads(title: str, loads: pl.DataFrame, key: str) -> None:
    """A table of loads that is only sent when it is unfolded."""
    folded = st.expander(title, key=key, on_change="rerun")
    if folded.open:
        folded.html(write_loads(loads))


def open_undo(folder: Path, load: Row) -> None:
    """Ask who undoes a load and why, then undo it."""

    language = current_language()

    def draw_form() -> None:
        use_language(language)
        what = _(
            "{file}: its {count} cells leave the warehouse; where an earlier load had numbers in their place, those count again.",
            file=load["file_name"],
            count=format_count(load["accepted_count"]),
        )
        st.html(f"<p class='d-sum'>{escape(what)}</p>")
        with st.form("undo", border=False):
            name = st.text_input(
                _("Name of who undoes"), key="undone_by", max_chars=120, value=st.session_state.get(KEPT_NAME, "")
            )
            reason = st.text_area(_("Reason"), key="undo_reason", max_chars=500, height=90)
            is_pressed = st.form_submit_button(_("Undo this load"), type="primary", icon=":material/undo:")
        if is_pressed and not (name.strip() and reason.strip()):
            st.warning(_("Both the name and the reason are needed; they stay in the history."))
        elif is_pressed:
            forget_result()
            start_undo(folder, load["load_id"], name.strip(), reason.strip())
            st.rerun()

    st.dialog(_("Undo load {number}?", number=load["load_id"]))(draw_form)()
