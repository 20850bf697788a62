"""The units under a place across 1/7/2025, when asked for: what is real of each one's change, and what its new boundary did."""

from __future__ import annotations

from html import escape

import streamlit as st

from ui.blocks import draw_empty
from ui.reform_list import (
    SHOWN_WORDS,
    ReformList,
    Shown,
    list_reform_kinds,
    read_reform,
    tell_boundary_alone,
    tell_directions,
    tell_predecessor,
    tell_reform_source,
    write_reform,
)
from ui.screen_files import draw_reform_files
from ui.state import PageContext, seed_choice, take_address, write_address
from ui.unit_kinds import choose_unit_kind
from wording.format import format_number
from wording.language import _

SHOWN, KIND, IS_OPEN = "qua_sap_xep", "don_vi_sap_xep", "_reform_open"
OWN_KEYS = (SHOWN, KIND)


def draw_reform(context: PageContext) -> None:
    """A fold that asks and draws once it is open; nothing where the place has no units of today."""
    kinds = list_reform_kinds(context)
    follow_address()
    if not kinds:
        write_address({}, OWN_KEYS)
        return
    words = _("Across the reform of 1/7/2025, unit by unit")
    folded = st.expander(words, key=IS_OPEN, on_change="rerun", icon=":material/rebase_edit:")
    if not folded.open:
        write_address({}, OWN_KEYS)
        return
    with folded:
        code = choose_unit_kind(KIND, kinds)
        reform = read_reform(context, code)
        if reform.changes:
            draw_list(context, reform)
        else:
            write_address({SHOWN: Shown.ALL.value}, (SHOWN,))
            why = _(
                "No unit has a figure before the day on both boundaries and one after it on the base of the target."
            )
            draw_empty(_("Nothing to compare across the reform"), why)


def follow_address() -> None:
    """A link that names the list opens it; one that does not folds it."""
    address = take_address(OWN_KEYS)
    if address is None:
        return
    st.session_state[IS_OPEN] = SHOWN in address
    for key in OWN_KEYS:
        st.session_state[key] = address.get(key)


def draw_list(context: PageContext, reform: ReformList) -> None:
    """The sentence, what it stands on, the choice, the table and its files."""
    sentence = tell_boundary_alone(reform)
    notes = (tell_directions(reform), tell_predecessor(), tell_reform_source(context, reform))
    below = "".join(f"<p class='d-note'>{escape(note)}</p>" for note in notes)
    st.html(f"<p class='d-change'>{escape(sentence)}</p>{below}")
    shown = choose_shown(reform)
    if reform.list_shown(shown):
        st.html(write_reform(reform, shown, context.view))
    else:
        words = _("No unit of this choice.")
        st.html(f"<p class='d-note'>{escape(words)}</p>")
    draw_reform_files(context, reform, shown, sentence)


def choose_shown(reform: ReformList) -> Shown:
    """Which units are listed, each choice with how many they are."""
    counts = {shown.value: format_number(len(reform.list_shown(shown))) for shown in Shown}
    chosen = seed_choice(SHOWN, list(counts), Shown.ALL.value)
    st.segmented_control(
        _("Units shown"), list(counts), key=SHOWN, format_func=lambda code: f"{_(SHOWN_WORDS[Shown(code)])}: {counts[code]}",
        required=True, label_visibility="collapsed",
    )  # fmt: skip
    write_address({SHOWN: chosen}, (SHOWN,))
    return Shown(chosen)
