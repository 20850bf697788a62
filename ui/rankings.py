"""Which areas are furthest behind and which lead: lists with number and status, each name a link to that area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from ui.answers import ask
from ui.blocks import UNJUDGED, draw_section, name_end, write_bullet, write_icon, write_simulated, write_style
from ui.format import LEVEL_WORDS, format_gap, format_number, format_status, format_value
from ui.language import _, localise
from ui.state import Indicator, PageContext, View, write_query
from warehouse import queries
from warehouse.model import Level

RANKED_AREAS = 5


@dataclass(frozen=True)
class Ranking:
    """Areas with a value, furthest behind first, and those without one."""

    behind: pl.DataFrame
    ahead: pl.DataFrame
    silent: pl.DataFrame


def rank_areas(child_standing: pl.DataFrame, direction: int, count: int, *, by_gap: bool) -> Ranking:
    """Order the areas of :func:`warehouse.queries.list_child_standing` by rate, or by what is missing; equal areas by name."""
    judged = child_standing.filter(pl.col("value").is_not_null())
    silent = child_standing.filter(pl.col("value").is_null())
    by_rate = judged.sort("value", descending=direction < 0, maintain_order=True)
    behind = judged.sort("gap_count", descending=True, nulls_last=True, maintain_order=True) if by_gap else by_rate
    ahead = (
        by_rate.reverse()
        if not by_gap
        else judged.sort("gap_count", "value", descending=[False, direction > 0], nulls_last=True)
    )
    shown = min(count, judged.height)
    return Ranking(behind.head(shown), ahead.head(min(count, max(0, judged.height - shown))), silent)


def write_ranking(areas: pl.DataFrame, indicator: Indicator, view: View) -> str:
    """List of areas with bar, number, gap and status."""
    words = {"unit": indicator.unit, "unit_noun_vi": indicator.unit_noun, "unit_noun_en": indicator.unit_noun}
    items = "".join(_write_item({**row, **words}, view) for row in areas.iter_rows(named=True))
    return f"<ol class='d-rank'>{items}</ol>"


def _write_item(row: Mapping[str, Any], view: View) -> str:
    address = "?" + urlencode(write_query(view, area_id=row["area_id"]))
    name = f"<a class='name' href='{escape(address)}' target='_self'>{escape(localise(row, 'name'))}</a> {write_simulated(row)}"
    word = (
        f"<span class='word'>{write_icon(row['status'])}{escape(name_end(row) or format_status(row['status']))}</span>"
    )
    gap = "" if row["status"] in UNJUDGED else format_gap(row)
    return (
        f"<li style='{write_style(row['status'])}'><span>{name}</span><span class='value'>{escape(format_value(row))}</span>"
        f"{write_bullet(row, 'bar')}<span class='gap'>{escape(gap)}</span>{word}</li>"
    )


def draw_ranking(context: PageContext, level: Level, era: str) -> None:
    """The areas of a level that are furthest behind, and the leaders, for the chosen indicator and year."""
    view, indicator = context.view, context.indicator
    question = (context.area.area_id, indicator.indicator_id, view.target_year, level, era)
    child_standing = ask(context.release, queries.list_child_standing, *question)
    draw_section(_("Which areas are behind?"), _(LEVEL_WORDS[level]))
    st.caption(indicator.name)
    order = st.segmented_control(
        _("Order by"),
        ["rate", "gap"],
        default="rate",
        key="rank_by",
        required=True,
        label_visibility="collapsed",
        format_func=lambda kind: _("by number missing") if kind == "gap" else _("by rate"),
    )
    ranking = rank_areas(child_standing, indicator.direction, RANKED_AREAS, by_gap=order == "gap")
    st.html(write_ranking(ranking.behind, indicator, view))
    if ranking.ahead.height:
        draw_section(_("Leading"))
        st.html(write_ranking(ranking.ahead, indicator, view))
    if ranking.silent.height:
        counts = {"count": format_number(ranking.silent.height), "all": format_number(child_standing.height)}
        st.caption(_("{count} of {all} units have no figure here.", **counts))
