"""Two drawings of a pivot on axes: rows over periods as lines, and two columns against each other with the outliers named."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np

from ui.pivot_choices import PAGE, PICKED
from ui.pivot_grid import Grid, Line
from ui.pivot_table import link
from ui.pivot_words import find_number, write_cell
from ui.theme_css import ACCENT, INK, LINE, QUIET_INK, write_svg
from warehouse.periods import Period
from warehouse.pivot import Value
from wording.format import format_number, format_percent
from wording.language import _

ENDS = 3
MOST_LINES = 8
NAMED = 6
WIDTH, HEIGHT = 1180, 348
LEFT, RIGHT, TOP, BOTTOM = 52, 260, 16, 52
PERIOD_ROOM = 170
LETTER = 17
NARROW_FONT = 26
Step = tuple[str, float, float]  # L a line from the point before, M none
Spot = tuple[float, float, Line]
NAME_WIDTH, NAME_HEIGHT = 0.2, 0.07  # room of a name, as a share of the drawing


def find_scale(values: Sequence[float]) -> tuple[int, int, int]:
    """Ends of a scale around rates in round steps, and its step."""
    low, high = min(values), max(values)
    step = next(step for step in (1, 2, 5, 10, 20) if (high - low) / step <= 6)
    first, last = int(low // step) * step, -int(-high // step) * step
    return max(0, first), max(last, first + step), step


def choose_lines(grid: Grid) -> list[Line]:
    """The picked rows; else the first and the last of the table."""
    rows = [line for line in grid.rows if find_number(line.cells.get(grid.focus), Value.RATE) is not None]
    picked = [line for line in rows if line.code in grid.picked]
    if picked:
        return picked[:MOST_LINES]
    return rows if len(rows) <= 2 * ENDS else [*rows[:ENDS], *rows[-ENDS:]]


def list_points(grid: Grid, line: Line) -> list[tuple[int, float]]:
    """Rates of a line with the places of their periods; missing ones are left out."""
    rates = [find_number(line.cells.get(code), Value.RATE) for code in grid.columns]
    return [(place, rate) for place, rate in enumerate(rates) if rate is not None]


def write_lines(grid: Grid) -> str:
    """Rates of a few rows over time, all rows together drawn out; names stand at the ends, and no line crosses a missing period."""
    lines = choose_lines(grid)
    drawn = [line for line in (*lines, grid.total) if list_points(grid, line)]
    rates = [rate for line in drawn for _place, rate in list_points(grid, line)]
    if not rates:
        return ""
    low, high, step = find_scale(rates)
    across = place_periods(grid.columns)

    def place(rate: float) -> float:
        return round(TOP + (high - rate) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)

    def list_steps(line: Line) -> list[Step]:
        points = dict(list_points(grid, line))
        return [("L" if spot - 1 in points else "M", across[spot], place(rate)) for spot, rate in points.items()]

    parts = [write_tick(place(rate), rate) for rate in range(low, high + 1, step)]
    parts += write_periods(across, [grid.column_names[code] for code in grid.columns])
    steps = [list_steps(line) for line in drawn]
    levels = spread_out([own[-1][2] for own in steps])
    for line, own, level in zip(drawn, steps, levels, strict=True):
        parts.append(write_path(own, name_line(line), level, is_total=line.depth == 2))
    told = "; ".join(tell_line(grid, line) for line in drawn)
    picture = write_svg(parts, f"viewBox='0 0 {WIDTH} {HEIGHT}' font-size='15'", "d-lines", told, NARROW_FONT)
    hint = _("Pick rows in the table to draw them; without picks the first and the last of its order.")
    return f"{picture}<p class='d-note'>{escape(hint)}</p>"


def name_line(line: Line) -> str:
    """Name at the end of a line."""
    return _("All rows together") if line.depth == 2 else line.full_name


def tell_line(grid: Grid, line: Line) -> str:
    """One line in words: its first and its last rate."""
    points = list_points(grid, line)
    texts = [
        f"{grid.column_names[grid.columns[spot]]} {format_percent(rate)}" for spot, rate in (points[0], points[-1])
    ]
    return f"{name_line(line)}: {', '.join(texts)}"


def spread_out(levels: Sequence[float]) -> list[float]:
    """Heights of names, moved apart so that none covers another."""
    moved: dict[int, float] = {}
    last = -float(HEIGHT)
    for spot, level in sorted(enumerate(levels), key=lambda pair: pair[1]):
        last = moved[spot] = max(level, last + LETTER)
    over = max(0.0, last - (HEIGHT - BOTTOM))
    return [moved[spot] - over for spot in range(len(levels))]


def write_tick(y: float, rate: int) -> str:
    """A level of the scale."""
    line = f"<line x1='{LEFT}' x2='{WIDTH - RIGHT}' y1='{y}' y2='{y}' stroke='{LINE}'/>"
    return f"{line}<text x='{LEFT - 8}' y='{y + 5}' text-anchor='end' fill='{QUIET_INK}'>{rate}%</text>"


def place_periods(codes: Sequence[str]) -> list[float]:
    """Places of periods in order on the axis of time, each at its end."""
    clocks = [Period.parse(code).clock for code in codes]
    length = clocks[-1] - clocks[0] or 1
    return [round(LEFT + float((clock - clocks[0]) / length) * (WIDTH - LEFT - RIGHT), 1) for clock in clocks]


def write_periods(across: Sequence[float], names: Sequence[str]) -> list[str]:
    """Names of the periods below the scale; one too near to its neighbour stands a line lower."""
    parts, last = [], -float(WIDTH)
    for x, name in zip(across, names, strict=True):
        is_near = x - last < PERIOD_ROOM
        last = last if is_near else x
        y = HEIGHT - (8 if is_near else 28)
        parts.append(f"<text x='{x}' y='{y}' text-anchor='middle' fill='{QUIET_INK}'>{escape(name)}</text>")
    return parts


def write_path(steps: Sequence[Step], name: str, level: float, *, is_total: bool) -> str:
    """One line with its points and its name."""
    ink, width, weight = (INK, 4, 700) if is_total else (ACCENT, 2, 500)
    path = "".join(f"{sign}{x},{y}" for sign, x, y in steps)
    dots = "".join(f"<circle cx='{x}' cy='{y}' r='{width + 1}' fill='{ink}'/>" for _sign, x, y in steps)
    _sign, x, y = steps[-1]
    lead = f"<line x1='{x + 7}' y1='{y}' x2='{WIDTH - RIGHT + 18}' y2='{level}' stroke='{LINE}'/>"
    text = f"<text x='{WIDTH - RIGHT + 22}' y='{level + 5}' fill='{ink}' font-weight='{weight}'>{escape(name)}</text>"
    return f"{lead}<path d='{path}' fill='none' stroke='{ink}' stroke-width='{width}'/>{dots}{text}"


def write_scatter(grid: Grid) -> str:
    """Every row by its rate in the column in focus against another; those furthest from the common line are named."""
    across = next(code for code in grid.columns if code != grid.focus)
    points = []
    for line in grid.rows:
        x, y = (find_number(line.cells.get(code), Value.RATE) for code in (across, grid.focus))
        if x is not None and y is not None:
            points.append((x, y, line))
    if len(points) < ENDS:
        why = _("Too few rows have both columns.")
        return f"<p class='d-note'>{escape(why)}</p>"
    named = {line.code for line in find_outliers(points)} | grid.picked
    x_ends, y_ends = find_scale([x for x, _y, _line in points]), find_scale([y for _x, y, _line in points])
    lines = write_grid_lines(x_ends, y_ends)
    dots = "".join(write_dot(grid, point, across, x_ends, y_ends, is_named=point[2].code in named) for point in points)
    words = {"across": grid.column_names[across], "up": grid.column_names[grid.focus]}
    told = _(
        "{count} rows: {across} across, {up} up; named are those furthest from the common line",
        count=format_number(len(points)),
        **words,
    )
    return (
        f"<div class='d-scatter'><span role='img' aria-label='{escape(told, quote=True)}'></span><p class='up'>↑ {escape(words['up'])}</p>"
        f"<div class='plot'>{lines}{dots}</div><p class='across'>{escape(words['across'])} →</p></div><p class='d-note'>{escape(told)}.</p>"
    )  # fmt: skip


def find_outliers(points: Sequence[Spot]) -> list[Line]:
    """Rows furthest from the straight line through all of them (least squares)."""
    x, y = np.array([point[:2] for point in points]).T
    slope, level = np.polyfit(x, y, 1) if np.ptp(x) else (0.0, y.mean())
    order = np.argsort(-np.abs(y - slope * x - level), kind="stable")
    return [line for _x, _y, line in keep_apart([points[place] for place in order], points)]


def keep_apart(ordered: Sequence[Spot], points: Sequence[Spot]) -> list[Spot]:
    """The first of some rows whose names do not cover each other."""
    width = max(x for x, _y, _line in points) - min(x for x, _y, _line in points) or 1
    height = max(y for _x, y, _line in points) - min(y for _x, y, _line in points) or 1
    kept: list[Spot] = []
    for x, y, line in ordered:
        if all(abs(x - left) > width * NAME_WIDTH or abs(y - up) > height * NAME_HEIGHT for left, up, _line in kept):
            kept.append((x, y, line))
    return kept[:NAMED]


def write_grid_lines(x_ends: tuple[int, int, int], y_ends: tuple[int, int, int]) -> str:
    """Levels of both scales with their percentages."""
    scales = ((x_ends, "left", "down"), (y_ends, "bottom", "side"))
    return "".join(
        f"<u class='{css}' style='{side}:{100 * (rate - low) / (high - low):.2f}%'><em>{rate}%</em></u>"
        for (low, high, step), side, css in scales
        for rate in range(low, high + 1, step)
    )


def write_dot(
    grid: Grid,
    point: Spot,
    across: str,
    x_ends: tuple[int, int, int],
    y_ends: tuple[int, int, int],
    *,
    is_named: bool,
) -> str:
    """One row: a dot that picks it, named where it stands out or is picked."""
    x, y, line = point
    left, bottom = (100 * (rate - low) / (high - low) for rate, (low, high, _step) in ((x, x_ends), (y, y_ends)))
    texts = [f"{grid.column_names[code]} {write_cell(line.cells[code], Value.RATE)}" for code in (across, grid.focus)]
    word = escape(f"{line.full_name}: {', '.join(texts)}", quote=True)
    name = f"<em>{escape(line.full_name)}</em>" if is_named else ""
    css = " ".join(part for part, holds in (("picked", line.code in grid.picked), ("late", left > 75)) if holds)
    codes = ",".join(sorted(grid.picked ^ {line.code}))
    return (
        f"<a class='dot {css}' {link(**{PICKED: codes, PAGE: ''})} title='{word}' aria-label='{word}'"
        f" style='left:{left:.2f}%;bottom:{bottom:.2f}%'>{name}</a>"
    )
