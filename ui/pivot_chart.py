"""The drawings of a pivot: bars, distribution, lines, two columns against each other, and the steps of a title. A mark picks its row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.answers import ask
from ui.pivot_choices import CHART, ONLY_PICKED, PAGE, PICKED, Screen, note_choice
from ui.pivot_grid import Grid, Line
from ui.pivot_plot import write_lines, write_scatter
from ui.pivot_table import link
from ui.pivot_words import find_number, write_cell
from ui.state import PageContext
from ui.titles_drawing import write_flow, write_key
from warehouse import title_queries
from warehouse.model import Unit
from warehouse.pivot import Axis, Value
from warehouse.pivot_address import RATE_FROM, RATE_TO
from wording.format import format_number, format_percent, format_target
from wording.language import N_, _, ngettext

MOST_BARS = 24
FEW_ROWS = 15
BIN = 5
BARS, SPREAD, LINES, SCATTER, STEPS, NONE = "cot", "phan-bo", "duong", "tan-xa", "bon-buoc", "khong"
CHART_WORDS: Mapping[str, str] = {
    BARS: N_("Bars"),
    SPREAD: N_("Distribution"),
    LINES: N_("Lines"),
    SCATTER: N_("Two columns"),
    STEPS: N_("Steps of the title"),
    NONE: N_("Table only"),
}


def draw_chart(context: PageContext, grid: Grid, screen: Screen, beside: DeltaGenerator) -> None:
    """Choose a drawing among those the answer allows, in the row of buttons, and draw it."""
    kinds = list_kinds(context, grid)
    chosen = screen.read(CHART) if screen.read(CHART) in kinds else kinds[0]
    st.session_state["pivot_chart"] = chosen
    beside.segmented_control(
        _("Drawing"), kinds, key="pivot_chart", format_func=lambda code: _(CHART_WORDS[code]), required=True,
        label_visibility="collapsed", on_change=take_chart,
    )  # fmt: skip
    drawing = draw_steps(context, grid) if chosen == STEPS else WRITERS[chosen](grid)
    if drawing:
        st.html(f"<div class='d-pivot-chart'>{drawing}</div>")


def take_chart() -> None:
    """Note which drawing is wanted."""
    note_choice(CHART, st.session_state["pivot_chart"])


def list_kinds(context: PageContext, grid: Grid) -> list[str]:
    """Drawings the answer allows, the one that says most first."""
    is_rated = any(find_number(line.cells.get(grid.focus), Value.RATE) is not None for line in grid.rows)
    kinds = [BARS] if len(grid.rows) <= FEW_ROWS else [SPREAD, BARS] if grid.spec.filter.is_open else [BARS, SPREAD]
    kinds = kinds if is_rated else []
    kinds += [LINES] if is_rated and grid.spec.columns == (Axis.PERIOD,) and len(grid.columns) > 1 else []
    kinds += [SCATTER] if is_rated and len(grid.columns) > 1 and len(grid.rows) > 2 else []
    kinds += [STEPS] if find_title(context) is not None else []
    return [*kinds, NONE]


def write_bars(grid: Grid) -> str:
    """The first rows of the table as bars of the column in focus, the target as a line; a bar picks its row."""
    rated = [line for line in grid.rows if find_number(line.cells.get(grid.focus), Value.RATE) is not None]
    shown = rated[:MOST_BARS]
    if not shown:
        return ""
    items = "".join(write_bar(grid, line) for line in shown)
    rest = len(rated) - len(shown)
    more = (
        _("The first {count} in the order of the table; {rest} more in it.", count=len(shown), rest=format_number(rest))
        if rest
        else ""
    )
    return f"<ol class='d-bars'>{items}</ol><p class='d-note'>{escape(more)}</p>"


def write_bar(grid: Grid, line: Line) -> str:
    """One bar with its name and number."""
    row = line.cells[grid.focus]
    rate, target = row["value"], row["target_value"]
    text = escape(write_cell(row, Value.RATE))
    mark = f"<u style='left:{target:.2f}%' title='{escape(tell_target(target), quote=True)}'></u>" if target else ""
    css = " class='picked'" if line.code in grid.picked else ""
    return (
        f"<li{css}><a {link(**{PICKED: ','.join(sorted(grid.picked ^ {line.code})), PAGE: ''})}>{escape(line.full_name)}</a>"
        f"<span class='track' aria-hidden='true'><i style='width:{rate:.2f}%'></i>{mark}</span><b>{text}</b></li>"
    )


def tell_target(target: float) -> str:
    """The target in words."""
    return _("target {target}", target=format_target(target, Unit.PERCENT))


def write_spread(grid: Grid) -> str:
    """How many rows lie in each step of five points; a step keeps the rows in it."""
    rated = [
        (rate, line) for line in grid.rows if (rate := find_number(line.cells.get(grid.focus), Value.RATE)) is not None
    ]
    if not rated:
        return ""
    bins: dict[int, list[str]] = {}
    for rate, line in rated:
        bins.setdefault(min(int(rate // BIN), 100 // BIN - 1), []).append(line.full_name)
    first, last = min(bins), max(bins)
    highest = max(map(len, bins.values()))
    columns = "".join(write_bin(step, bins.get(step, []), highest) for step in range(first, last + 1))
    marks = write_levels(grid, first * BIN, (last + 1) * BIN)
    fullest = max(bins, key=lambda step: len(bins[step]))
    told = ngettext(
        "{count} row by rate in steps of {step} points, in {label}",
        "{count} rows by rate in steps of {step} points; most of them in {label}",
        len(rated),
        count=format_number(len(rated)),
        step=BIN,
        label=name_bin(fullest),
    )
    hint = _("Click a step to keep its rows; the line is the rate of all together.")
    return (
        f"<div class='d-spread'><span role='img' aria-label='{escape(told, quote=True)}'></span>"
        f"<div class='plot'>{columns}{marks}</div></div><p class='d-note'>{escape(told)}. {escape(hint)}</p>"
    )  # fmt: skip


def name_bin(step: int) -> str:
    """Ends of a step: ``40–45%``."""
    return f"{step * BIN}–{step * BIN + BIN}%"


def write_bin(step: int, names: list[str], highest: int) -> str:
    """One step: its column, how many rows, and their names on hover."""
    low, high, label = step * BIN, (step + 1) * BIN, name_bin(step)
    if not names:
        return f"<span class='bin'><i></i><em>{label}</em></span>"
    shown = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
    told = {"label": label, "count": format_number(len(names)), "names": shown}
    word = escape(
        ngettext("{label}: {count} row: {names}", "{label}: {count} rows: {names}", len(names), **told), quote=True
    )
    changes = {RATE_FROM: str(low), RATE_TO: str(high), PAGE: "", PICKED: "", ONLY_PICKED: ""}
    return (
        f"<a class='bin' {link(**changes)} title='{word}' aria-label='{word}'>"
        f"<b>{format_number(len(names))}</b><i style='height:{82 * len(names) / highest:.1f}%'></i><em>{label}</em></a>"
    )


def write_levels(grid: Grid, low: float, high: float) -> str:
    """The rate of all rows together and the target, as lines from top to bottom."""
    total = grid.total.cells.get(grid.focus)
    common = find_number(total, Value.RATE)
    target = total["target_value"] if total else None
    parts = []
    for level, css in ((common, "common"), (target, "target")):
        if level is not None and low <= level <= high:
            word = format_percent(level) if css == "common" else tell_target(level)
            parts.append(
                f"<u class='{css}' style='left:{100 * (level - low) / (high - low):.2f}%'><em>{escape(word)}</em></u>"
            )
    return "".join(parts)


def find_title(context: PageContext) -> dict[str, object] | None:
    """The title the indicator judges; None where it judges none."""
    titles = ask(context.release, title_queries.list_flow_titles)
    own = titles.filter(pl.col("indicator_id") == context.indicator.indicator_id)
    return None if own.is_empty() else own.row(0, named=True)


def draw_steps(context: PageContext, grid: Grid) -> str:
    """The title of the place step by step, from all there are to the recognised, in the period looked at."""
    title = find_title(context)
    period = grid.focus if grid.spec.columns == (Axis.PERIOD,) else grid.spec.periods[-1]
    flows = ask(context.release, title_queries.list_title_flows, context.area.area_id)
    own = flows.filter(
        (pl.col("title_id") == (title or {}).get("title_id"))
        & (pl.col("period") == period)
        & pl.col("group_id").is_null()
    )
    if title is None or own.is_empty():
        why = _("The steps of this title were not reported for the place in this period.")
        return f"<p class='d-note'>{escape(why)}</p>"
    return "".join(write_flow(flow, title) for flow in own.iter_rows(named=True)) + write_key()


WRITERS: Mapping[str, Callable[[Grid], str]] = {
    BARS: write_bars,
    SPREAD: write_spread,
    LINES: write_lines,
    SCATTER: write_scatter,
    NONE: lambda _grid: "",
}
