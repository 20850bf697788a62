"""What the charts share, and groups beside each other as bars. Labels stand on the marks, not in legends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from ui.theme import colour
from wording.format import format_target, format_value
from wording.language import _, current_language, localise
from wording.looks import FONT

if TYPE_CHECKING:
    import plotly.graph_objects as go

Row = Mapping[str, Any]
CHART_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showAxisDragHandles": False}
FONT_SIZE = 14


def build_groups(groups: Sequence[Row], target: float | None, unit: str) -> go.Figure:
    """Draw groups as bars with the target across them.

    Parameters
    ----------
    groups : sequence of mappings
        Rows of :func:`warehouse.queries.list_group_values` of one basis, with values.
    target : float or None
        Target on that basis; null draws no line and one colour.

    Returns
    -------
    plotly.graph_objects.Figure
        Trace 0 holds one bar per group, in the order of :func:`sort_groups`: the largest value on top.
    """
    import plotly.graph_objects as go

    rows = sort_groups(groups)
    figure = go.Figure(
        go.Bar(
            x=[row["value"] for row in rows],
            y=[name_group(row, rows) for row in rows],
            orientation="h",
            marker={"color": [choose_bar_colour(row["value"], target) for row in rows]},
            text=[f"<b>{escape(format_value({**row, 'unit': unit, 'target_value': target}))}</b>" for row in rows],
            textposition="auto",
            insidetextanchor="start",
            cliponaxis=False,
            insidetextfont={"size": FONT_SIZE, "color": colour("paper")},
            outsidetextfont={"size": FONT_SIZE, "color": colour("ink")},
            constraintext="none",
            textangle=0,
            hoverinfo="none",  # "skip" would swallow clicks as well
        )
    )
    if target is not None:
        label = _("target {target}", target=format_target(target, unit))
        figure.add_vline(x=target, line={"color": colour("ink"), "width": 2.5})
        figure.add_annotation(
            x=target,
            y=1,
            yref="paper",
            yanchor="bottom",
            showarrow=False,
            font={"size": FONT_SIZE, "color": colour("ink")},
            text=f"<b>{escape(label)}</b>",
        )
    set_layout(figure, height=80 + 40 * len(rows))
    figure.update_layout(margin={"t": 32, "r": 70}, bargap=0.35)
    figure.update_xaxes(visible=False, range=[0, max([*(row["value"] for row in rows), target or 0, 1]) * 1.05])
    figure.update_yaxes(ticks="", showgrid=False, automargin=True, tickfont={"size": FONT_SIZE, "color": colour("ink")})
    return figure


def sort_groups(groups: Sequence[Row]) -> list[Row]:
    """Groups in the order of their bars, from the foot of the chart up."""
    return sorted(groups, key=lambda row: row["value"])


def name_group(row: Row, rows: Sequence[Row]) -> str:
    """Name of a group; that it is simulated where others are not."""
    name = localise(row, "name")
    is_mixed = len({other["is_simulated"] for other in rows}) > 1
    word = _("simulated")
    return f"{name} · {word}" if is_mixed and row["is_simulated"] else name


def choose_bar_colour(value: float, target: float | None) -> str:
    """Green-blue from the target on, brown short of it, plain blue without one."""
    if target is None:
        return colour("accent")
    return colour("reached" if value >= target else "short")


def set_layout(figure: go.Figure, height: int) -> None:
    """What all charts share: plain paper, our font, the separators of the language, no zooming under a finger."""
    figure.update_layout(
        template=None,
        height=height,
        paper_bgcolor=colour("paper"),
        plot_bgcolor=colour("paper"),
        showlegend=False,
        dragmode=False,
        separators=",." if current_language() == "vi" else ".,",
        font={"family": FONT, "size": FONT_SIZE, "color": colour("ink")},
        margin={"l": 48, "r": 24, "t": 12, "b": 36},
        hovermode="closest",
        hoverlabel={
            "bgcolor": colour("paper"),
            "bordercolor": colour("edge"),
            "font": {"color": colour("ink"), "size": FONT_SIZE},
            "align": "left",
        },
    )
    figure.update_xaxes(fixedrange=True)
    figure.update_yaxes(fixedrange=True)


def describe_groups(groups: Sequence[Row], unit: str) -> str:
    """The bars in one sentence, from the highest."""
    rows = sorted(groups, key=lambda row: -row["value"])
    return "; ".join(f"{localise(row, 'name')}: {format_value({**row, 'unit': unit})}" for row in rows)
