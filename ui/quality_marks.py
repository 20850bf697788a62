"""Noting what was done about a sign: who, when and what; kept beside the releases, which never change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from ui.quality import Quality, name_silence
from ui.quality_words import STATE_WORDS, name_rules, name_subject, name_unit
from ui.state import request_change
from warehouse.follow_ups import LONGEST_NAME, LONGEST_NOTE, FollowUp, FollowUpState, add_follow_up
from warehouse.publish import find_folder
from wording.format import format_period
from wording.language import _, localise

PERIOD_CHOICE = "quality_period"


def draw_period(quality: Quality) -> None:
    """Choice of the period; the last one is not written into the address."""
    if len(quality.periods) < 2:
        return
    st.session_state[PERIOD_CHOICE] = quality.period
    with st.container(key="quality-period"):
        st.selectbox(
            _("Period"), list(reversed(quality.periods)), key=PERIOD_CHOICE, format_func=format_period, on_change=take_period,
            args=(quality.periods,), placeholder=_("Choose a period"), filter_mode=None, label_visibility="collapsed",
        )  # fmt: skip


def take_period(periods: Sequence[str]) -> None:
    """Go to the period chosen."""
    asked = st.session_state[PERIOD_CHOICE]
    if asked in periods:  # words, where the browser still names a period of the place before
        request_change(period="" if asked == periods[-1] else asked)


def draw_marks(quality: Quality) -> None:
    """A form for one mark; nothing where there is no sign."""
    names = list_sign_names(quality)
    if not names:
        return
    with st.popover(_("Note what was done"), icon=":material/edit_note:", type="tertiary", key="follow-up"):
        sign_id = st.selectbox(
            _("Sign"), list(names), format_func=names.__getitem__, key="mark_sign", placeholder=_("Choose a sign")
        )
        state = st.segmented_control(
            _("What was done"), list(FollowUpState), format_func=lambda one: _(STATE_WORDS[one]), key="mark_state",
            default=FollowUpState.ASKED, required=True,
        )  # fmt: skip
        left, right = st.columns(2)
        by = left.text_input(_("Your name"), key="mark_by", max_chars=LONGEST_NAME, placeholder=_("Name and office"))
        note = right.text_input(_("Note"), key="mark_note", max_chars=LONGEST_NOTE, placeholder=_("What was answered"))
        st.caption(_("Do not write personal data of citizens here. Everybody who opens this page can read the note."))
        if st.button(_("Keep the note"), key="mark_kept", type="primary", disabled=not by.strip()):
            add_follow_up(find_folder(), FollowUp(sign_id, state, by, datetime.now(), note))  # noqa: DTZ005
            st.rerun()


def list_sign_names(quality: Quality) -> dict[str, str]:
    """Every sign of the screen with what it is called in the list: silent units, then numbers."""
    words = _("has not reported")
    silent = {name_silence(row): f"{localise(row, 'name')} – {words}" for row in quality.silent}
    return silent | {one.sign_id: f"{name_unit(one)} – {name_subject(one)}: {name_rules(one)}" for one in quality.signs}
