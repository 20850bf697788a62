"""The small line beside a place's number: every period of its territory, broken where areas were rearranged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

import polars as pl

from ui.map_estimates import is_estimated, write_value
from ui.theme_css import ACCENT, INK, LINE, PAPER, QUIET_INK, write_svg
from warehouse.model import Status
from wording.format import format_period
from wording.language import _

Row = Mapping[str, Any]
REFORM_DAY = date(2025, 7, 1)
WIDTH, HEIGHT, SIDE, TOP, BOTTOM = 320, 86, 26, 18, 18


def choose_points(series: pl.DataFrame, target_basis: str | None) -> Sequence[Row]:
    """One row for each period of :func:`warehouse.queries.read_series` with a value: on the target's basis where there is one."""
    known = series.filter(pl.col("value").is_not_null() & (pl.col("status") != Status.SUPPRESSED))
    on_basis = known if target_basis is None else known.filter(pl.col("basis") == target_basis)
    return (on_basis if on_basis.height else known).unique("period", keep="first", maintain_order=True).to_dicts()


def write_trend(series: Sequence[Row], unit: str, shown: str | None, target: float | None) -> str:
    """Drawing of the points of a series, oldest first; empty for fewer than two.

    Points of different bases, and real and simulated ones, are not joined; estimated ones are hollow; the line is dashed across 1/7/2025.

    Parameters
    ----------
    shown : str or None
        Period on the map, whose point is larger and carries its number.
    target : float or None
        Level drawn across, in the indicator's unit.
    """
    rows = [{**row, "unit": unit, "target_value": None} for row in series]
    if len(rows) < 2:
        return ""
    days = [row["period_end"].toordinal() for row in rows]
    values = [float(row["value"]) for row in rows] + ([] if target is None else [float(target)])
    low, high = min(values), max(values)
    room = (high - low) or 1.0

    def place(row: Row) -> tuple[float, float]:
        x = SIDE + (WIDTH - 2 * SIDE) * (row["period_end"].toordinal() - days[0]) / ((days[-1] - days[0]) or 1)
        y = HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (float(row["value"]) - low) / room
        return round(x, 1), round(y, 1)

    points = [place(row) for row in rows]
    parts = [write_reform(days), write_target(target, low, room)]
    parts += [
        f"<path d='M{x0} {y0}L{x1} {y1}' stroke='{ACCENT}' stroke-width='2' fill='none'{write_dash(before, after)}/>"
        for (x0, y0), (x1, y1), before, after in zip(points, points[1:], rows, rows[1:], strict=False)
        if may_join(before, after)
    ]
    parts += [write_point(point, row, is_shown=row["period"] == shown) for point, row in zip(points, rows, strict=True)]
    ends = [rows[0], rows[-1]]
    parts += [write_number(points[0], rows[0], "start"), write_number(points[-1], rows[-1], "end")]
    parts += [
        write_text(x, HEIGHT - 3, anchor, format_period(row["period"]), f"font-size='11' fill='{QUIET_INK}'")
        for (x, anchor), row in zip(((2, "start"), (WIDTH - 2, "end")), ends, strict=True)
    ]
    size = f"viewBox='0 0 {WIDTH} {HEIGHT}' width='{2 * WIDTH}' height='{2 * HEIGHT}'"
    return write_svg(parts, size, "d-trend", describe_trend(rows))


def may_join(before: Row, after: Row) -> bool:
    """Whether two neighbouring points stand on one base, both real or both simulated."""
    return before["basis"] == after["basis"] and bool(before["is_simulated"]) == bool(after["is_simulated"])


def write_dash(before: Row, after: Row) -> str:
    """Dashes of a stretch that crosses the rearrangement of areas."""
    return " stroke-dasharray='4 4'" if before["period_end"] < REFORM_DAY <= after["period_end"] else ""


def write_point(point: tuple[float, float], row: Row, *, is_shown: bool) -> str:
    """Marker of a point, hollow where estimated, larger where it is the one shown on the map."""
    x, y = point
    fill = PAPER if is_estimated(row) else ACCENT
    radius = 5 if is_shown else 3
    return f"<circle cx='{x}' cy='{y}' r='{radius}' fill='{fill}' stroke='{ACCENT}' stroke-width='1.8'/>"


def write_number(point: tuple[float, float], row: Row, anchor: str) -> str:
    """Number of the first or last point, on the side of it where there is room."""
    x, y = point
    height = y - 9 if y > HEIGHT / 2 else y + 18
    shift = -8 if anchor == "start" else 8
    return write_text(x + shift, height, anchor, write_value(row), f"font-size='12' font-weight='700' fill='{INK}'")


def write_text(x: float, y: float, anchor: str, text: str, style: str) -> str:
    """Words at a place."""
    return f"<text x='{x:.1f}' y='{y:.1f}' text-anchor='{anchor}' {style}>{escape(text)}</text>"


def write_reform(days: Sequence[int]) -> str:
    """A dashed line on 1/7/2025 where the series lies on both sides of it."""
    day = REFORM_DAY.toordinal()
    if not days[0] < day < days[-1]:
        return ""
    x = SIDE + (WIDTH - 2 * SIDE) * (day - days[0]) / (days[-1] - days[0])
    return (
        f"<path d='M{x:.1f} 12V{HEIGHT - BOTTOM + 2}' stroke='{QUIET_INK}' stroke-width='1' stroke-dasharray='3 3'/>"
        f"<text x='{x:.1f}' y='9' text-anchor='middle' font-size='10' fill='{QUIET_INK}'>1/7/2025</text>"
    )


def write_target(target: float | None, low: float, room: float) -> str:
    """The target across the whole width."""
    if target is None:
        return ""
    y = HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (float(target) - low) / room
    return f"<path d='M{SIDE / 2} {y:.1f}H{WIDTH - SIDE / 2}' stroke='{LINE}' stroke-width='2'/>"


def describe_trend(rows: Sequence[Row]) -> str:
    """The line in words."""
    first, last = rows[0], rows[-1]
    return _(
        "{first} in {start}, {last} in {end}",
        first=write_value(first),
        start=format_period(first["period"]),
        last=write_value(last),
        end=format_period(last["period"]),
    )
