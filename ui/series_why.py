"""A click on a point of the series opens where its number comes from."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from ui.answers import ask
from ui.charts import CHART_CONFIG
from ui.language import _
from ui.map_story import describe_number
from ui.series import Strand
from ui.state import PageContext
from ui.why import open_why
from warehouse import queries

if TYPE_CHECKING:
    import plotly.graph_objects as go

CHART, CLICKED = "series", "_clicked_point"


def draw_series_figure(context: PageContext, figure: go.Figure, strands: Sequence[Strand], alt: str) -> None:
    """Draw the figure of :func:`ui.series_chart.build_series`; its first traces are the strands."""
    for trace in figure.data:  # a chosen point does not make the others pale
        trace.unselected = {"marker": {"opacity": 1}, "textfont": {"color": trace.textfont.color}}
    st.plotly_chart(
        figure, key=CHART, theme=None, config=CHART_CONFIG, alt=alt, on_select=take_point, selection_mode="points"
    )
    hint = escape(_("Click a point to see where its number comes from."))
    st.html(f"<p class='d-note'>{hint}</p>")
    place, point = st.session_state.pop(CLICKED, (None, None))
    if place is not None and place < len(strands) and point < len(strands[place].rows):
        words = ask(context.release, queries.read_indicator, context.view.indicator_id).row(0, named=True)
        row = describe_number(context, {**words, **strands[place].rows[point]})
        open_why(context, context.area.area_id, row)


def take_point() -> None:
    """Note the point just clicked; a click beside every point notes nothing."""
    points = st.session_state[CHART]["selection"]["points"]
    if points:
        st.session_state[CLICKED] = (points[0]["curve_number"], points[0]["point_index"])
