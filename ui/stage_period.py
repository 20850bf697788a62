"""Which period the story is told of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from ui.state import PageContext, request_change
from warehouse.periods import Period
from wording.format import format_period
from wording.language import _

CHOICE = "stage_period"


def choose_period(context: PageContext, periods: Sequence[str]) -> str:
    """The period of the address where there are figures of it, else that of the target year, else the latest; with its list.

    Parameters
    ----------
    periods : sequence of str
        Periods with figures, the earliest first; at least one.
    """
    automatic = find_automatic(periods, context.view.target_year, context.release.info.data_as_of)
    asked = context.view.period
    if asked and asked not in periods:
        words = _(
            "Nothing was reported here for {period}; shown: {shown}.",
            period=format_period(asked),
            shown=format_period(automatic),
        )
        st.info(words, icon=":material/info:")  # fmt: skip
    st.session_state[CHOICE] = asked if asked in periods else automatic
    st.selectbox(
        _("Period"), list(reversed(periods)), key=CHOICE, format_func=format_period, on_change=take_period, args=(automatic,),
        placeholder=_("Choose a period"), filter_mode=None,
    )  # fmt: skip
    return str(st.session_state[CHOICE])


def find_automatic(periods: Sequence[str], target_year: int | None, as_of: date) -> str:
    """The year of the target where it has ended and is known, else the latest period.

    >>> find_automatic(["2024", "2025", "2026-Q3"], 2025, date(2026, 9, 30)), find_automatic(["2024", "2026-Q3"], 2030, date(2026, 9, 30))
    ('2025', '2026-Q3')
    """
    year = str(target_year)
    return year if year in periods and Period.parse(year).end <= as_of else periods[-1]


def take_period(automatic: str) -> None:
    """Go to the period chosen; the automatic one is not written into the address."""
    asked = str(st.session_state[CHOICE])
    request_change(period="" if asked == automatic else asked)
