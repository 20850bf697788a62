"""The drawing of a path towards a target: history, today's pace, the chosen pace, the target and when it falls due. Plain SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from html import escape

from ui.theme_css import ACCENT, INK, LINE, PAPER, QUIET_INK, write_svg
from warehouse.path import Course, find_year_reached, project_path
from wording.format import format_percent, format_target

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 46, 92, 16, 30
LAST_YEAR_LIMIT = 5
TICK_STEPS = (5, 10, 20, 25)
MOST_TICKS = 5
NARROW_FONT = 20
Points = Sequence[tuple[Fraction, Fraction]]


class Scale:
    """Where a time and a value lie on the drawing."""

    def __init__(self, first: Fraction, last: Fraction, low: float, high: float) -> None:
        self.first, self.last, self.low, self.high = float(first), float(last), low, high

    def place(self, clock: Fraction, value: Fraction | float) -> tuple[float, float]:
        """Position in the units of the drawing."""
        x = LEFT + (float(clock) - self.first) / (self.last - self.first) * (WIDTH - LEFT - RIGHT)
        y = TOP + (self.high - float(value)) / (self.high - self.low) * (HEIGHT - TOP - BOTTOM)
        return round(x, 1), round(y, 1)


def draw_path_svg(course: Course, history: Points, pace: Fraction, today: Fraction | None, message: str) -> str:
    """The drawing, with its message as the text alternative."""
    reached = find_year_reached(course, pace)
    until = choose_last_year(course, reached)
    path = project_path(course, pace, until)
    usual = [] if today is None else project_path(course, today, until)
    scale = choose_scale(course, history, path, usual)
    parts = [
        draw_axes(scale),
        draw_target(scale, course),
        draw_line(scale, usual, f"stroke='{QUIET_INK}' stroke-width='2' stroke-dasharray='5 5'"),
        draw_line(scale, history, f"stroke='{INK}' stroke-width='2.5'"),
        draw_dots(scale, history, INK),
        draw_line(scale, path, f"stroke='{ACCENT}' stroke-width='4' stroke-linecap='round'"),
        draw_end(scale, course, path, reached),
    ]
    return write_svg(parts, f"viewBox='0 0 {WIDTH} {HEIGHT}' font-size='14'", "d-path", message, NARROW_FONT)


def choose_last_year(course: Course, reached: int | None) -> int:
    """Last year drawn: that of the due date, or of the attainment a few years later."""
    due_year = math.ceil(course.due_clock) - 1
    return due_year if reached is None else min(max(due_year, reached), due_year + LAST_YEAR_LIMIT)


def choose_scale(course: Course, *lines: Points) -> Scale:
    """Scale that holds every line and the target, values from 0 or from a round number below them."""
    points = [point for line in lines for point in line]
    values = [float(value) for _clock, value in points] + [float(course.target)]
    low, high = math.floor(min(values) / 10) * 10, math.ceil((max(values) + 2) / 10) * 10
    clocks = [clock for clock, _value in points]
    return Scale(
        min(clocks) - Fraction(1, 4), max(clocks), float(low), float(min(high, 100) if course.maximum else high)
    )


def draw_axes(scale: Scale) -> str:
    """Faint lines with percentages, and the years at their ends."""
    step = next((one for one in TICK_STEPS if (scale.high - scale.low) / one <= MOST_TICKS), TICK_STEPS[-1])
    parts = []
    for tick in range(math.ceil(scale.low / step) * step, int(scale.high) + 1, step):
        x, y = scale.place(Fraction(scale.first), tick)
        parts.append(f"<line x1='{x}' x2='{WIDTH - RIGHT}' y1='{y}' y2='{y}' stroke='{LINE}'/>")
        parts.append(f"<text x='{x - 6}' y='{y + 4}' text-anchor='end' fill='{QUIET_INK}'>{tick}%</text>")
    ends = range(math.ceil(scale.first), math.floor(scale.last) + 1)
    every = 1 + len(ends) // 12
    for clock in ends[::every] if every > 1 else ends:
        x, y = scale.place(Fraction(clock), scale.low)
        parts.append(f"<text x='{x}' y='{HEIGHT - 9}' text-anchor='middle' fill='{QUIET_INK}'>{clock - 1}</text>")
        parts.append(f"<line x1='{x}' x2='{x}' y1='{y}' y2='{y + 4}' stroke='{QUIET_INK}'/>")
    return "".join(parts)


def draw_target(scale: Scale, course: Course) -> str:
    """The level of the target, and a mark where it falls due."""
    left, y = scale.place(course.clock, course.target)
    x, _y = scale.place(course.due_clock, course.target)
    label = escape(format_target(float(course.target), "percent"))
    return (
        f"<line x1='{left}' x2='{x}' y1='{y}' y2='{y}' stroke='{INK}' stroke-width='1.5' stroke-dasharray='2 4'/>"
        f"<line x1='{x}' x2='{x}' y1='{y - 9}' y2='{y + 9}' stroke='{INK}' stroke-width='4'/>"
        f"<text x='{x - 8}' y='{y - 10}' text-anchor='end' font-weight='700' fill='{INK}'>{label}</text>"
    )


def draw_line(scale: Scale, points: Points, style: str) -> str:
    """A line through points."""
    if not points:
        return ""
    places = " ".join(f"{x},{y}" for x, y in (scale.place(clock, value) for clock, value in points))
    return f"<polyline points='{places}' fill='none' {style}/>"


def draw_dots(scale: Scale, points: Points, colour: str) -> str:
    """A dot on each value."""
    places = (scale.place(clock, value) for clock, value in points)
    return "".join(f"<circle cx='{x}' cy='{y}' r='3.5' fill='{colour}'/>" for x, y in places)


def draw_end(scale: Scale, course: Course, path: Points, reached: int | None) -> str:
    """Where the path stands at its end, and a ring on the year it reaches the target."""
    clock, value = path[-1]
    x, y = scale.place(clock, value)
    end = f"<circle cx='{x}' cy='{y}' r='4' fill='{ACCENT}'/>"
    end += f"<text x='{x + 10}' y='{y + 5}' font-weight='700' fill='{ACCENT}'>{escape(format_percent(value, float(course.target)))}</text>"
    arrival = dict(path).get(Fraction(reached + 1)) if reached is not None else None
    if arrival is None or reached is None:
        return end
    ring_x, ring_y = scale.place(Fraction(reached + 1), arrival)
    ring = f"<circle cx='{ring_x}' cy='{ring_y}' r='8' fill='{PAPER}' stroke='{ACCENT}' stroke-width='3.5'/>"
    label = (
        f"<text x='{ring_x}' y='{ring_y + 27}' text-anchor='middle' font-weight='700' fill='{ACCENT}'>{reached}</text>"
    )
    return f"{ring}{label}{end}"
