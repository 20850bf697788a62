"""History of the number: values over time on a territory, the change across the reform in words, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import streamlit as st

from ui.answers import ask
from ui.chart_why import draw_series_figure
from ui.group_number import read_shown_series
from ui.indicator_story import tell_strands
from ui.screen_files import draw_history_files
from ui.series import (
    Strand,
    describe_series,
    is_worth_drawing,
    list_target_marks,
    split_strands,
    tell_thin,
    write_series_key,
)
from ui.series_chart import build_series
from ui.state import PageContext
from ui.territory import TerritoryChoice, find_series_area, name_common, tell_history
from ui.territory_change import choose_change, tell_change
from warehouse import queries
from warehouse.model import Recast, Territory, Unit


def draw_history(context: PageContext, territory: Territory, choice: TerritoryChoice) -> None:
    """Values over time with the targets; what must not be compared is drawn apart."""
    area_id, indicator_id, unit = context.area.area_id, context.view.indicator_id, context.indicator.unit
    series = read_shown_series(context, territory, find_series_area(context, territory))
    rows = series.to_dicts()
    strands = split_strands(rows, context.indicator.target_basis)
    targets = list_target_marks(ask(context.release, queries.list_targets, area_id, indicator_id).to_dicts())
    if not strands or not is_worth_drawing(strands, targets, unit):
        return
    accumulation = ask(context.release, queries.read_indicator, indicator_id).item(0, "accumulation")
    figure, alt = build_series(strands, targets, unit, accumulation), describe_series(strands, targets, unit)
    st.html(write_series_key(strands))
    draw_series_figure(context, figure, strands, alt)
    if remarks := write_remarks(context, territory, strands, rows, choice.why_not_common):
        st.html(remarks)
    draw_history_files(context, territory, series.drop_nulls("value").to_dicts(), strands, targets)


def write_remarks(
    context: PageContext, territory: Territory, strands: Sequence[Strand], rows: Sequence[dict[str, Any]], why_not: str
) -> str:
    """Under the chart: the change across the reform, then what the history rests on, what is not drawn and what is not offered."""
    basis, place = context.indicator.target_basis, (context.area.area_id, context.view.indicator_id)
    change = None
    if context.indicator.unit == Unit.PERCENT and context.view.group_id is None:
        changes = ask(context.release, queries.read_change, *place, territory).to_dicts()
        change = choose_change(changes, basis or strands[0].basis)
    head = "" if change is None else f"<p class='d-change'>{escape(tell_change(change))}</p>"
    recast = [row for row in rows if row["recast"] != Recast.NONE and row["value"] is not None]
    history = tell_history(context.area, territory, recast, name_common(context))
    remarks = (history, tell_thin(rows, basis), tell_strands(strands), why_not)
    return head + "".join(f"<p class='d-note'>{escape(remark)}</p>" for remark in remarks if remark)
