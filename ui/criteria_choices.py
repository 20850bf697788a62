"""The screen's own choices: part, survey, set and dossier, kept in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import streamlit as st

from ui.criteria_view import DOSSIER, PART, SET, SURVEY, CriteriaView
from ui.state import seed_choice, write_address
from wording.format import format_period
from wording.language import N_, _, localise

Row = Mapping[str, Any]


class Part(StrEnum):
    """Parts of the screen, by their code in the address."""

    MATRIX = "bang"
    UNMET = "chua-dat"
    DEPARTMENTS = "co-quan"
    DOSSIERS = "ho-so"


PART_WORDS: Mapping[Part, str] = {
    Part.MATRIX: N_("All criteria"),
    Part.UNMET: N_("Not fully met"),
    Part.DEPARTMENTS: N_("Departments"),
    Part.DOSSIERS: N_("Dossiers"),
}


def choose_part(parts: Sequence[Part]) -> Part:
    """The part of the screen looked at, of those that have something to show."""
    chosen = seed_choice(PART, parts, parts[0])
    if len(parts) > 1:
        st.segmented_control(
            _("Part of the screen"), parts, key=PART, required=True, label_visibility="collapsed",
            format_func=lambda code: _(PART_WORDS[Part(code)]),
        )  # fmt: skip
    write_address({PART: chosen if chosen != parts[0] else None}, (PART,))
    return Part(chosen)


def draw_survey(view: CriteriaView) -> None:
    """The choice of the survey; nothing where there is one only."""
    if len(view.surveys) > 1:
        st.selectbox(
            _("Survey"), list(view.surveys), key=SURVEY, format_func=format_period, filter_mode=None,
            placeholder=_("Choose a period"), label_visibility="collapsed", width=260,
        )  # fmt: skip


def draw_set(view: CriteriaView) -> None:
    """The choice of the criteria set; nothing where there is one only."""
    if len(view.sets) > 1:
        names = {row["criterion_set_id"]: f"{localise(row, 'name')} · {row['version']}" for row in view.sets}
        st.selectbox(
            _("Criteria set"), list(names), key=SET, format_func=lambda code: names.get(code, code), filter_mode=None,
            placeholder=_("Choose"), label_visibility="collapsed", width=420,
        )  # fmt: skip


def choose_dossier(dossiers: Sequence[Row]) -> Row:
    """The dossier looked at."""
    names = {row["dossier_id"]: localise(row, "name") for row in dossiers}
    chosen = seed_choice(DOSSIER, list(names), next(iter(names)))
    if len(names) > 1:
        st.segmented_control(
            _("Dossier"),
            list(names),
            key=DOSSIER,
            required=True,
            label_visibility="collapsed",
            format_func=names.__getitem__,
        )
    write_address({DOSSIER: chosen if chosen != next(iter(names)) else None}, (DOSSIER,))
    return next(row for row in dossiers if row["dossier_id"] == chosen)
