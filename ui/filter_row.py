"""How the row of filters is drawn: the same order and place on every page, one line that says what is chosen on a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from ui.state import AREA, GROUP, INDICATOR, LANGUAGE, PERIOD, TARGET_YEAR, TERRITORY
from wording.language import LANGUAGES, _, current_language

WIDTHS = {AREA: 3.2, INDICATOR: 5.0, TARGET_YEAR: 1.3, PERIOD: 2.1, TERRITORY: 2.3, GROUP: 2.3, LANGUAGE: 1.5}


@dataclass(frozen=True)
class Filter:
    """One filter, settled: the value stands in the session under ``key`` before it is drawn.

    Attributes
    ----------
    words : mapping of str to str
        What can be chosen, by its code in the address, in words and in order; empty where there is nothing to choose.
    placeholder : str
        What an empty one says.
    is_searched : bool
        Whether typing finds a choice, for long lists.
    """

    key: str
    label: str
    words: Mapping[str, str]
    placeholder: str
    is_searched: bool = False

    @property
    def chosen(self) -> str:
        """The choice in words; empty where there is none."""
        return self.words.get(str(st.session_state.get(self.key) or ""), "")


def draw_row(filters: Sequence[Filter]) -> None:
    """Draw the filters in the order of :data:`WIDTHS`, then the switch of languages."""
    shown = sorted(filters, key=lambda one: list(WIDTHS).index(one.key))
    if shown:
        st.html(write_chosen(shown))
    widths = [*(WIDTHS[one.key] for one in shown), WIDTHS[LANGUAGE]]
    columns = st.container(key="filters").columns(widths if shown else [6, 1], vertical_alignment="bottom")
    for column, one in zip(columns, shown, strict=False):
        with column:
            draw_filter(one)
    with columns[-1]:
        draw_language()


def write_chosen(filters: Sequence[Filter]) -> str:
    """The line a phone shows instead of the row, which unfolds below it when touched."""
    chosen = " · ".join(one.chosen for one in filters if one.chosen)
    word = escape(_("Showing"))
    return f"<details class='d-chosen'><summary><b>{word}</b> {escape(chosen)}</summary></details>"


def draw_filter(one: Filter) -> None:
    """One list of choices; empty and out of use where there is nothing to choose."""
    if not one.words:
        st.selectbox(one.label, [], key=f"no_{one.key}", placeholder=one.placeholder, disabled=True)
        return
    st.selectbox(
        one.label,
        list(one.words),
        key=one.key,
        format_func=lambda code: one.words.get(code, str(code)),
        placeholder=one.placeholder,
        filter_mode="contains" if one.is_searched else None,
    )


def draw_language() -> None:
    """The switch between Vietnamese and English."""
    st.session_state[LANGUAGE] = current_language()
    st.segmented_control(
        _("Language"), list(LANGUAGES), key=LANGUAGE, format_func=str.upper, required=True, label_visibility="collapsed"
    )
