"""What the screen of the titles looks at: the period, the title in depth, and the flows of the place in that period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from ui.answers import ask
from ui.map_story import choose_period
from ui.map_time import notice_missing_period
from ui.state import PageContext, request_change, seed_choice, write_address
from warehouse import title_queries
from wording.format import format_period
from wording.language import _, localise
from wording.titles_flow import PUBLISHED

Row = Mapping[str, Any]
TITLE, PERIOD_CHOICE = "danh_hieu", "title_period"
ORIGINS = (PUBLISHED, "reported", "summed")


@dataclass(frozen=True)
class TitleView:
    """The titles of a place in one period.

    Attributes
    ----------
    titles : sequence of mappings
        Rows of :func:`warehouse.title_queries.list_flow_titles`.
    period, automatic : str or None
        The period shown, and the one the target year asks for; null where nothing was ever counted here.
    flows : polars.DataFrame
        All flows of the place, every period: :func:`warehouse.title_queries.list_title_flows`.
    values : sequence of mappings
        Its rates in the period: :func:`warehouse.title_queries.list_title_values`.
    """

    titles: Sequence[Row]
    periods: pl.DataFrame
    period: str | None
    automatic: str | None
    flows: pl.DataFrame
    values: Sequence[Row]

    def list_flows(self, title_id: str) -> Sequence[Row]:
        """Flows of a title in the period, total only: the official one first, sums after it."""
        found = self.flows.filter(
            pl.col("title_id") == title_id, pl.col("period") == (self.period or ""), pl.col("group_id").is_null()
        )
        return sorted(found.to_dicts(), key=lambda row: ORIGINS.index(row["origin"]))

    def list_groups(self, title_id: str, origin: str) -> Sequence[Row]:
        """Flows of the groups of people of a title in the period, in catalogue order."""
        found = self.flows.filter(
            pl.col("title_id") == title_id, pl.col("period") == (self.period or ""), pl.col("group_id").is_not_null()
        )
        return found.filter(pl.col("origin") == origin).sort("group_sort").to_dicts()

    def list_values(self, title: Row) -> Sequence[Row]:
        """Rates of a title in the period, the one on the target's base first."""
        return [row for row in self.values if row["indicator_id"] == title["indicator_id"]]


def read_view(context: PageContext) -> TitleView:
    """Ask the release what the screen shows."""
    area_id, year = context.area.area_id, context.view.target_year
    periods = ask(context.release, title_queries.list_title_periods, area_id)
    own = periods.filter("has_own") if periods["has_own"].any() else periods
    notice_missing_period(context, own)
    due = None if year is None else date(year, 12, 31)
    as_of = context.release.info.data_as_of
    automatic = choose_period(own, None, due, as_of)
    period = choose_period(own, context.view.period, due, as_of)
    values = ask(context.release, title_queries.list_title_values, area_id, period or str(year), year)
    return TitleView(
        ask(context.release, title_queries.list_flow_titles).to_dicts(),
        own,
        period,
        automatic,
        ask(context.release, title_queries.list_title_flows, area_id),
        values.to_dicts(),
    )


def choose_title(view: TitleView) -> Row:
    """The title in depth: the one of the address, else the first with a flow in the period, else the first."""
    known = [title for title in view.titles if view.list_flows(title["title_id"])]
    default = next(iter(known or view.titles))["title_id"]
    chosen = seed_choice(TITLE, [title["title_id"] for title in view.titles], default)
    return next(title for title in view.titles if title["title_id"] == chosen)


def draw_choices(view: TitleView) -> None:
    """The choice of the title in depth and of the period; what is chosen is written into the address."""
    names = {title["title_id"]: name_title(title) for title in view.titles}
    left, right = st.columns([4, 1.2], vertical_alignment="center")
    left.segmented_control(
        _("Title in depth"), list(names), key=TITLE, required=True, label_visibility="collapsed",
        format_func=names.__getitem__,
    )  # fmt: skip
    write_address({TITLE: st.session_state[TITLE]}, keys=(TITLE,))
    stops = view.periods["period"].to_list()
    if view.period is None or len(stops) < 2:
        return
    st.session_state[PERIOD_CHOICE] = view.period
    right.selectbox(
        _("Period"),
        stops,
        key=PERIOD_CHOICE,
        format_func=format_period,
        on_change=take_period,
        args=(stops, view.automatic),
        placeholder=_("Choose a period"),
        filter_mode=None,
        label_visibility="collapsed",
    )


def take_period(stops: Sequence[str], automatic: str | None) -> None:
    """Go to the period chosen; the automatic one is not written into the address."""
    asked = st.session_state[PERIOD_CHOICE]
    if asked in stops:  # words, where the browser still names a period of the title before
        request_change(period="" if asked == automatic else asked)


def name_title(title: Row) -> str:
    """Short name of a title, without what it covers in brackets."""
    return localise(title, "title_name").split(" (")[0]
