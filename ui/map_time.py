"""The periods of a map: one slider with a stop for each, or two ends of it where two periods are compared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl
import streamlit as st

from ui.blocks import draw_notes
from ui.map_choices import EARLIER
from ui.state import PageContext, request_change, seed_choice
from wording.format import format_period
from wording.language import _

SLIDER, RANGE = "map_period", "map_periods"


def notice_missing_period(context: PageContext, periods: pl.DataFrame) -> None:
    """Say that the period asked for has no values here, and leave it behind; the automatic one is shown."""
    asked = context.view.period
    if asked and asked not in periods["period"].to_list():
        draw_notes([_("The address names a period without values here: {code}.", code=asked)])
        request_change(period="")


def draw_period_slider(periods: pl.DataFrame, period: str | None, automatic: str | None) -> None:
    """One stop for each period, the oldest first; arrow keys step through them. The automatic stop is not written into the address."""
    stops = periods["period"].to_list()[::-1]
    if period is None or len(stops) < 2:
        return
    st.session_state[SLIDER] = period
    st.select_slider(
        _("Period (arrow keys step)"),
        stops,
        key=SLIDER,
        format_func=format_period,
        on_change=take_period,
        args=(automatic,),
    )


def take_period(automatic: str | None) -> None:
    """Go to the period of the slider."""
    asked = st.session_state[SLIDER]
    request_change(period="" if asked == automatic else asked)


def draw_period_range(periods: pl.DataFrame, earlier: str, later: str, automatic: str | None) -> None:
    """Two ends, one for each period compared."""
    st.session_state[RANGE] = (earlier, later)
    st.select_slider(
        _("Two periods to compare"),
        periods["period"].to_list()[::-1],
        key=RANGE,
        format_func=format_period,
        on_change=take_range,
        args=(automatic,),
    )


def take_range(automatic: str | None) -> None:
    """Go to the two periods of the slider."""
    earlier, later = st.session_state[RANGE]
    st.session_state[EARLIER] = earlier
    request_change(period="" if later == automatic else later)


def choose_earlier(periods: pl.DataFrame, later: str) -> str:
    """Period to compare with: the one asked for where it lies before, else a year before, else the one before, else the oldest.

    Parameters
    ----------
    periods : polars.DataFrame
        From :func:`ui.map_story.list_periods`, newest first, two at least.
    """
    ends = dict(zip(periods["period"], periods["period_end"], strict=True))
    before = [code for code in ends if ends[code] < ends[later]]
    default = next((code for code in before if is_year_before(ends[code], ends[later])), next(iter(before), later))
    return seed_choice(EARLIER, before or [later], default)


def is_year_before(day: date, later: date) -> bool:
    """Whether a period ended in the same month of the year before."""
    return (day.year + 1, day.month) == (later.year, later.month)


def choose_periods(
    context: PageContext, periods: pl.DataFrame, period: str | None, automatic: str | None, *, is_pair: bool
) -> tuple[str | None, str | None]:
    """Period shown and, of a comparison, the earlier one; draws the slider."""
    if not is_pair or period is None:
        draw_period_slider(periods, period, automatic)
        return period, None
    later = keep_off_oldest(periods["period"].to_list(), period)
    earlier = choose_earlier(periods, later)
    draw_period_range(periods, earlier, later, automatic)
    return later, earlier


def keep_off_oldest(newest_first: Sequence[str], period: str) -> str:
    """The period, or the one after it where nothing lies before."""
    return newest_first[-2] if period == newest_first[-1] else period
