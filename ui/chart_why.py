"""A click on a point of the series or on the bar of a group opens where its number comes from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from ui.answers import ask
from ui.charts import CHART_CONFIG, sort_groups
from ui.indicator_story import Row
from ui.map_story import describe_number
from ui.series import Strand
from ui.state import PageContext
from ui.why import open_why
from warehouse import queries
from wording.language import _

if TYPE_CHECKING:
    import plotly.graph_objects as go

SERIES, GROUPS = "series", "groups"


def draw_series_figure(context: PageContext, figure: go.Figure, strands: Sequence[Strand], alt: str) -> None:
    """Draw the figure of :func:`ui.series_chart.build_series`; its first traces are the strands."""
    place, point = draw_figure(figure, SERIES, alt, _("Click a point to see where its number comes from."))
    if place is not None and place < len(strands) and point < len(strands[place].rows):
        words = ask(context.release, queries.read_indicator, context.view.indicator_id).row(0, named=True)
        row = describe_number(context, {**words, **strands[place].rows[point]})
        open_why(context, context.area.area_id, row)


def draw_groups_figure(context: PageContext, figure: go.Figure, groups: Sequence[Row], number: Row, alt: str) -> None:
    """Draw the figure of :func:`ui.charts.build_groups`; ``number`` is the total of which the groups are parts."""
    rows = sort_groups(groups)
    place, bar = draw_figure(figure, GROUPS, alt, _("Click a bar to see where its number comes from."))
    if place is not None and bar < len(rows):
        open_why(context, context.area.area_id, describe_group(number, rows[bar]))


def describe_group(number: Row, group: Row) -> dict[str, Any]:
    """A row of :func:`warehouse.queries.list_group_values` as the panel wants it: with the words of its indicator, without a verdict."""
    names = {f"group_{language}": group[f"name_{language}"] for language in ("vi", "en")}
    words = {f"name_{language}": number[f"name_{language}"] for language in ("vi", "en")}
    no_verdict = {"status": None, "late_period": None}
    return {**number, "lo": None, "hi": None, **group, **words, **names, **no_verdict}


def draw_figure(figure: go.Figure, key: str, alt: str, hint: str) -> tuple[int | None, int]:
    """Draw a figure whose marks can be clicked; gives trace and place of the mark clicked just now, else None and 0.

    A click is answered by a figure of a new key: no mark stays chosen, so that the same one can be clicked again.
    """
    for trace in figure.data:  # a clicked mark does not make the others pale
        trace.unselected = {"marker": {"opacity": 1}, "textfont": {"color": trace.textfont.color}}
    drawn = f"{key}-{st.session_state.get(f'_clicks_{key}', 0)}"
    st.plotly_chart(
        figure, key=drawn, theme=None, config=CHART_CONFIG, alt=alt, on_select=partial(take_point, key, drawn),
        selection_mode="points",
    )  # fmt: skip
    st.html(f"<p class='d-note'>{escape(hint)}</p>")
    clicked: tuple[int | None, int] = st.session_state.pop(f"_clicked_{key}", (None, 0))
    return clicked


def take_point(key: str, drawn: str) -> None:
    """Note the mark just clicked; a click beside every mark notes nothing."""
    points = st.session_state[drawn]["selection"]["points"]
    if points:
        st.session_state[f"_clicked_{key}"] = (points[0]["curve_number"], points[0]["point_index"])
        st.session_state[f"_clicks_{key}"] = st.session_state.get(f"_clicks_{key}", 0) + 1
