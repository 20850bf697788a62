"""The chart of a value over time, beside its targets on the days they fall due. Labels stand on the marks, not in a legend."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import date, timedelta
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from ui.charts import FONT_SIZE, set_layout
from ui.map_estimates import write_value
from ui.series import Strand, choose_labelled, has_open_reports, split_line
from ui.series_hover import write_point
from ui.series_marks import find_fill, name_symbol
from ui.theme import colour
from warehouse.model import Accumulation, Unit
from wording.format import format_date, format_target
from wording.language import _, localise

if TYPE_CHECKING:
    import plotly.graph_objects as go

Row = Mapping[str, Any]
REFORM_DAY = date(2025, 7, 1)
FEWEST_POINTS_TO_THIN = 7
PERCENT_ROOM = 1.14
ROOM_FOR_WORDS = 40
NARROW_WORDS = 20  # letters a line that fits beside the day of the reform on a phone
ROOM_FOR_NUMBER = timedelta(days=330)  # half a number above the first point, on a phone
ROOM_FOR_LABEL = timedelta(days=700)


def build_series(strands: Sequence[Strand], targets: Sequence[Row], unit: str, accumulation: str) -> go.Figure:
    """Draw a value over time with its targets at the days they fall due.

    Parameters
    ----------
    strands : sequence of Strand
        From :func:`split_strands`; each is one trace, so that no line joins what cannot be compared.
    targets : sequence of mappings
        From :func:`list_target_marks`.
    unit, accumulation : str
        Of the indicator; only a stock is joined by lines, since a year-to-date figure starts anew every January.

    Returns
    -------
    plotly.graph_objects.Figure
        One trace per strand (``y`` in the indicator's unit), then the lines of strands with estimates, then one of the targets.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    due_days = {row["due"] for row in targets}
    has_line = accumulation == Accumulation.STOCK
    for place, strand in enumerate(strands):
        has_labels = place == 0 or strand.is_judged
        is_joined = has_line and not strand.is_mixed
        figure.add_trace(draw_strand(strand, unit, due_days, has_line=is_joined, has_labels=has_labels))
    if has_line:
        figure.add_traces([line for strand in strands if strand.is_mixed for line in draw_line(strand)])
    for strand in strands:
        if strand.is_simulated:
            figure.add_annotation(**write_word(strand))
    first, last = find_span(strands, targets)
    for target in targets:
        figure.add_shape(
            type="line",
            x0=first,
            x1=target["due"],
            y0=target["target_value"],
            y1=target["target_value"],
            line={"color": colour("ink"), "width": 1.5, "dash": "solid" if target["is_verified"] else "dot"},
            layer="below",
        )
    if targets:
        latest = max((strand.rows[-1]["value"] for strand in strands if strand.is_judged), default=None)
        figure.add_trace(draw_targets(targets, unit, last, latest))
    if first < REFORM_DAY < last:
        figure.add_vline(x=REFORM_DAY, line={"color": colour("quiet"), "width": 1.5, "dash": "dot"}, layer="below")
        figure.add_annotation(
            x=REFORM_DAY,
            y=1,
            yref="paper",
            text="<br>".join(wrap(_("Units rearranged on 1/7/2025"), NARROW_WORDS)),
            xshift=5,
            showarrow=False,
            align="left",
            xanchor="left",
            yanchor="bottom",
            font={"size": FONT_SIZE - 2, "color": colour("quiet")},
        )
    set_layout(figure, height=350)
    if first < REFORM_DAY < last:
        figure.update_layout(margin_t=ROOM_FOR_WORDS)
    years = range(first.year, last.year + 1)
    figure.update_xaxes(
        range=[first, last],
        tickvals=[date(year, 12, 31) for year in years],
        ticktext=[str(year) for year in years],
        showgrid=False,
        ticks="outside",
        tickcolor=colour("line"),
        linecolor=colour("line"),
        autotickangles=[0, 45],
        automargin=True,
    )
    figure.update_yaxes(
        range=[0, find_top(strands, targets, unit)],
        ticksuffix="%" if unit == Unit.PERCENT else "",
        gridcolor=colour("line"),
        nticks=6,
        zeroline=False,
    )
    return figure


def draw_strand(
    strand: Strand, unit: str, due_days: Container[date], *, has_line: bool, has_labels: bool
) -> go.Scatter:
    """One strand: markers, a line where it may be joined, the number on the points that fit, and what missing reports leave open."""
    import plotly.graph_objects as go

    rows = strand.rows
    labelled = range(len(rows)) if len(rows) < FEWEST_POINTS_TO_THIN else choose_labelled(rows)
    texts = [
        escape(write_value({**row, "unit": unit})) if has_labels and place in labelled else ""
        for place, row in enumerate(rows)
    ]
    spread = [(row["lo"], row["hi"]) if has_open_reports(row) else (row["value"], row["value"]) for row in rows]
    return go.Scatter(
        x=[row["period_end"] for row in rows],
        y=[row["value"] for row in rows],
        name=strand.label,
        mode="lines+markers+text" if has_line else "markers+text",
        text=texts,
        textposition=[choose_side(row, strand, due_days) for row in rows],
        textfont={"size": FONT_SIZE, "color": strand.colour, "shadow": write_halo()},
        cliponaxis=False,
        line=choose_line(strand, "solid"),
        marker={
            "symbol": [name_symbol(row, is_judged=strand.is_judged) for row in rows],
            "size": 10,
            "color": [find_fill(row, strand.colour) for row in rows],
            "line": {"width": 2, "color": strand.colour},
        },
        zorder=1,
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [high - row["value"] for row, (_low, high) in zip(rows, spread, strict=True)],
            "arrayminus": [row["value"] - low for row, (low, _high) in zip(rows, spread, strict=True)],
            "color": strand.colour,
            "thickness": 1,
            "width": 3,
        },
        hovertext=[write_point(row, strand, unit) for row in rows],
        hoverinfo="text",
    )


def choose_side(row: Row, strand: Strand, due_days: Container[date]) -> str:
    """Where the number of a point stands: above, beside the mark of a target due that day, and below on another basis."""
    if not strand.is_judged:
        return "bottom center"
    return "top left" if row["period_end"] in due_days else "top center"


def write_halo() -> str:
    """A rim in the colour of the page around a number, so that no line runs through it."""
    return ", ".join(f"{x}px {y}px 2px {colour('paper')}" for x in (-1, 1) for y in (-1, 1))


def choose_line(strand: Strand, dash: str) -> dict[str, Any]:
    """Look of a strand's line."""
    return {"color": strand.colour, "width": 2.5 if strand.is_judged else 1.5, "dash": dash}


def draw_line(strand: Strand) -> list[go.Scatter]:
    """The line of a strand that holds estimates: solid between values that stand, dashed where it reaches an estimate; below the marks."""
    import plotly.graph_objects as go

    traces = []
    for pieces, dash in zip(split_line(strand), ("solid", "dash"), strict=True):
        ends = [end for piece in pieces for end in (*piece, None)]
        traces.append(
            go.Scatter(
                x=[None if row is None else row["period_end"] for row in ends],
                y=[None if row is None else row["value"] for row in ends],
                mode="lines",
                line=choose_line(strand, dash),
                hoverinfo="skip",
            )
        )
    return [trace for trace in traces if trace.x]


def write_word(strand: Strand) -> dict[str, Any]:
    """The word *mô phỏng* at the end of a simulated strand, in the colours it has everywhere else."""
    last = strand.rows[-1]
    return {
        "x": last["period_end"],
        "y": last["value"],
        "text": escape(_("simulated")),
        "showarrow": False,
        "xanchor": "left",
        "xshift": 12,
        "font": {"size": FONT_SIZE - 3, "color": colour("sim-ink")},
        "bgcolor": colour("sim-paper"),
        "bordercolor": colour("sim-line"),
        "borderpad": 2,
    }


def draw_targets(targets: Sequence[Row], unit: str, last: date, latest: float | None) -> go.Scatter:
    """The targets as marks on the days they fall due; the last mark of each level names its years.

    ``last`` is the last day of the axis, ``latest`` the latest value that is held against the targets.
    """
    import plotly.graph_objects as go

    labels = [label_target(row, targets, unit) for row in targets]
    return go.Scatter(
        x=[row["due"] for row in targets],
        y=[row["target_value"] for row in targets],
        name=_("Targets"),
        mode="markers+text",
        text=labels,
        textposition=[place_label(row, last, latest) for row in targets],
        textfont={"size": FONT_SIZE, "color": colour("ink"), "shadow": write_halo()},
        cliponaxis=False,
        marker={"symbol": "line-ns", "size": 16, "line": {"width": 3, "color": colour("ink")}},
        hovertext=[write_target_point(row, unit) for row in targets],
        hoverinfo="text",
    )


def label_target(target: Row, targets: Sequence[Row], unit: str) -> str:
    """Label of a target: level and years, beside the last mark of that level; empty beside the others."""
    same = [row for row in targets if row["target_value"] == target["target_value"]]
    if target["due"] != max(row["due"] for row in same):
        return ""
    years = ", ".join(str(row["due"].year) for row in same)
    level = format_target(target["target_value"], unit, target["target_operator"])
    text = _("target {year}: {target}", year=years, target=level)
    if not target["is_verified"]:
        text += " " + _("(not verified)")
    return f"<b>{escape(text)}</b>"


def write_target_point(target: Row, unit: str) -> str:
    """What hovering over a target says: level, day, document and who set it."""
    level = format_target(target["target_value"], unit, target["target_operator"])
    text = _("target {target} by {date}", target=level, date=format_date(target["due"]))
    return f"{escape(text)}<br>{escape(target['document_number'] or '')} · {escape(localise(target, 'scope_name'))}"


def place_label(target: Row, last: date, latest: float | None) -> str:
    """Where a target's label stands: after its day where there is room, and below the line when the values lie above it."""
    if last - target["due"] < ROOM_FOR_LABEL:
        return "top left"
    return "bottom right" if latest is not None and latest >= target["target_value"] else "top right"


def find_span(strands: Sequence[Strand], targets: Sequence[Row]) -> tuple[date, date]:
    """First and last day of the axis, with room for the marks."""
    days = [row["period_end"] for strand in strands for row in strand.rows] + [row["due"] for row in targets]
    return min(days) - ROOM_FOR_NUMBER, max(days) + timedelta(days=120)


def find_top(strands: Sequence[Strand], targets: Sequence[Row], unit: str) -> float:
    """Top of the axis: a little above the largest number, and for percentages at most a little above 100."""
    numbers = [row["value"] for strand in strands for row in strand.rows] + [row["target_value"] for row in targets]
    top = max(numbers, default=1.0) * PERCENT_ROOM or 1.0
    return min(top, 100 * PERCENT_ROOM) if unit == Unit.PERCENT else top
