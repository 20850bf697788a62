"""Tables of flows: the groups of people of a title, and the units under a place, sorted as asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from html import escape
from typing import Any
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from ui.blocks import write_simulated, write_table
from ui.state import PageContext, View, seed_choice, write_address, write_query
from ui.titles_drawing import tell_change, tell_missing, write_mini, write_rate
from ui.titles_view import TITLE
from warehouse.model import Level
from wording.format import LEVEL_WORDS, format_count, format_number
from wording.language import N_, _, localise
from wording.titles_flow import OF_REGISTERED, OF_TOTAL, PUBLISHED, find_recognised_share, find_share

Row = Mapping[str, Any]
SORT, LEVEL = "xep", "cap_don_vi"
SORTS: Mapping[str, str] = {
    "tren-tong": N_("Recognised of all"),
    "dang-ky": N_("Registered of all"),
    "tren-dang-ky": N_("Recognised of registered"),
    "thay-doi": N_("Change"),
    "ten": N_("Name"),
}
LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.WARD)


def write_groups(groups: Sequence[Row], title: Row) -> str:
    """Table of the groups of people of a title."""
    columns = [(_("Group"), False), *list_columns()]
    rows = [
        [f"{escape(localise(row, 'group_name'))} {write_simulated(row)}", *list_texts(row, title)] for row in groups
    ]
    return write_table(columns, rows) + f"<p class='d-note'>{escape(tell_apart(groups))}</p>"


def tell_apart(groups: Sequence[Row]) -> str:
    """Which groups are no part of the total; empty where all are."""
    names = ", ".join(localise(row, "group_name") for row in groups if row["dimension"] != "occupation")
    return _("Counted apart, no part of the total: {names}.", names=names) if names else ""


def list_columns() -> list[tuple[str, bool]]:
    """Headings of the numbers of a flow."""
    return [
        (_("Total"), True),
        ("", False),
        (_("Registered of all"), True),
        (_("Recognised"), True),
        (_("Recognised of registered"), True),
        (_("Recognised of all"), True),
    ]


def list_texts(flow: Row, title: Row) -> list[str]:
    """Cells of the numbers of a flow."""
    registered = find_share(flow, "registered_of_total_count", "registered_base_count", OF_TOTAL)
    return [
        write_count(flow, "total"),
        write_mini(flow, title),
        write_count(flow, "registered") if registered is None else escape(tell_percent(registered.percent)),
        write_count(flow, "recognised"),
        tell_rate(flow, OF_REGISTERED),
        write_rate(flow),
    ]


def tell_percent(percent: Fraction) -> str:
    """A rate in a table."""
    return format_number(percent, 2) + "%"


def tell_rate(flow: Row, base: str) -> str:
    """The recognised on a base; a dash where the rate of all says already why there is none."""
    share = find_recognised_share(flow, base)
    return "–" if share is None else escape(tell_percent(share.percent))


def write_count(flow: Row, step: str) -> str:
    """A count, or in words why there is none."""
    count = flow[f"{step}_count"]
    if count is None:
        return f"<em>{escape(tell_missing(flow[f'{step}_missing'], flow['origin']))}</em>"
    return escape(format_count(count))


def choose_flows(flows: pl.DataFrame) -> list[Row]:
    """One flow for each unit: an official one with its counts, else the sum or the report, else what was published."""
    return list({row["area_id"]: row for row in sorted(flows.to_dicts(), key=rank_flow, reverse=True)}.values())


def rank_flow(flow: Row) -> int:
    """Which flow of a unit stands for it; the least rank first."""
    is_published = flow["origin"] == PUBLISHED
    return 0 if is_published and find_recognised_share(flow, OF_TOTAL) else 1 + is_published


def draw_children(context: PageContext, flows: pl.DataFrame, title: Row) -> None:
    """The units under the place: choice of their level where there are several, of the order, and the table."""
    levels = [level.value for level in LEVELS if level in flows["level"].to_list()]
    choices = st.container(horizontal=True, vertical_alignment="bottom", gap="medium")
    level = seed_choice(LEVEL, levels, levels[0])
    if len(levels) > 1:
        choices.segmented_control(_("Units"), levels, key=LEVEL, format_func=name_level, required=True)
        write_address({LEVEL: None if level == levels[0] else level}, keys=(LEVEL,))
    order = seed_choice(SORT, list(SORTS), next(iter(SORTS)))
    choices.segmented_control(_("Sort by"), list(SORTS), key=SORT, format_func=name_sort, required=True)
    write_address({SORT: None if order == next(iter(SORTS)) else order}, keys=(SORT,))
    rows = sort_flows(choose_flows(flows.filter(pl.col("level") == level)), order)
    st.html(write_children(rows, title, context.view))


def name_level(level: str) -> str:
    """Name of a level of units."""
    return _(LEVEL_WORDS[Level(level)])


def name_sort(order: str) -> str:
    """Name of an order."""
    return _(SORTS[order])


def sort_flows(flows: Iterable[Row], order: str) -> list[Row]:
    """Flows in an order: what is furthest behind first, what is not known last."""
    named = sorted(flows, key=lambda row: localise(row, "name"))
    if order == "ten":
        return named
    measures: Mapping[str, Callable[[Row], Fraction | None]] = {
        "tren-tong": lambda row: read_percent(row, OF_TOTAL),
        "tren-dang-ky": lambda row: read_percent(row, OF_REGISTERED),
        "dang-ky": read_registered,
        "thay-doi": measure_child_change,
    }
    measured = [(measures[order](row), row) for row in named]
    known = sorted(((value, row) for value, row in measured if value is not None), key=lambda pair: pair[0])
    return [*(row for _value, row in known), *(row for value, row in measured if value is None)]


def read_percent(flow: Row, base: str) -> Fraction | None:
    """The recognised on a base, in percent."""
    share = find_recognised_share(flow, base)
    return share.percent if share else None


def read_registered(flow: Row) -> Fraction | None:
    """The registered of all, in percent."""
    share = find_share(flow, "registered_of_total_count", "registered_base_count", OF_TOTAL)
    return share.percent if share else None


def measure_child_change(flow: Row) -> Fraction | None:
    """Change of the recognised of all since the earlier comparable period of the unit, in points."""
    now = find_recognised_share(flow, OF_TOTAL)
    before = find_share(flow, "previous_recognised_count", "previous_total_count", OF_TOTAL)
    return now.percent - before.percent if now and before else None


def write_children(rows: Sequence[Row], title: Row, view: View) -> str:
    """Table of the units, each name a link to the same screen of that unit."""
    has_change = any(measure_child_change(row) is not None for row in rows)
    columns = [(_("Area"), False), *list_columns(), *([(_("Change"), True)] if has_change else [])]
    texts = (list_child_texts(row, title, view)[: len(columns)] for row in rows)
    return write_table(columns, texts, is_tall=True)


def list_child_texts(row: Row, title: Row, view: View) -> list[str]:
    """Texts of one unit."""
    address = "?" + urlencode({**write_query(view, area_id=row["area_id"]), TITLE: title["title_id"]})
    name = f"<a href='{escape(address)}' target='_self'>{escape(localise(row, 'name'))}</a> {write_simulated(row)}"
    change = tell_change(measure_child_change(row), row["previous_period"])
    return [name, *list_texts(row, title), f"<small>{escape(change)}</small>"]
