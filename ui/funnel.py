"""The funnel of the units under a place: which rates lie further from the common one than their size and the usual spread explain."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from ui.map_estimates import is_hollow
from ui.theme import var
from ui.theme_css import ACCENT, INK, LINE, PAPER, QUIET_INK, write_svg
from warehouse.small_numbers import Spread, find_funnel, measure_spread
from wording.format import format_count, format_number, format_percent
from wording.language import _, localise

Row = dict[str, Any]
FEWEST_UNITS = 10
NAMED = 12
WIDTH, HEIGHT = 760, 330
NARROW_FONT = 20
LEFT, RIGHT, TOP, BOTTOM = 52, 18, 14, 44
STEPS = 60
LETTER, LINE_HEIGHT = 11, 20  # of names as large as on a phone
LIFTS = tuple(sorted(range(-6, 7), key=abs))
ROUND = (1, 2, 5)
WIDEST_STEPS = (5, 10, 20)


@dataclass(frozen=True)
class Funnel:
    """Units with counts around their common rate.

    Attributes
    ----------
    rows : list of rows
        Units with a rate that may be compared, as the table of units has them.
    spread : Spread
        Common rate and the variance between the units beyond chance.
    below, above : list of rows
        Units outside the limits, furthest away first.
    """

    rows: list[Row]
    spread: Spread
    below: list[Row]
    above: list[Row]


def build_funnel(units: Sequence[Mapping[str, Any]]) -> Funnel | None:
    """The funnel of the units with counts; None where they are too few.

    Parameters
    ----------
    units : sequence of mappings
        Rows of :func:`warehouse.queries.list_map_values`.
    """
    rows = [dict(row) for row in units if row["numerator"] is not None and row["denominator"] and not is_hollow(row)]
    if len(rows) < FEWEST_UNITS:
        return None
    spread = measure_spread([(row["numerator"], row["denominator"]) for row in rows])
    strays = sorted(rows, key=lambda row: -abs(row["value"] - spread.centre))
    below = [row for row in strays if row["value"] < find_funnel(spread, row["denominator"])[0]]
    above = [row for row in strays if row["value"] > find_funnel(spread, row["denominator"])[1]]
    return Funnel(rows, spread, below, above)


def tell_funnel(funnel: Funnel) -> str:
    """Which units stand out, in a sentence."""
    centre = format_percent(funnel.spread.centre)
    if not funnel.below and not funnel.above:
        return _(
            "No unit stands out from the common {centre}: the differences are those to be expected.", centre=centre
        )
    parts = [
        _("{count} stand out below ({names})", count=format_number(len(funnel.below)), names=name_units(funnel.below)),
        _("{count} above ({names})", count=format_number(len(funnel.above)), names=name_units(funnel.above)),
    ]
    told = "; ".join(part for part, rows in zip(parts, (funnel.below, funnel.above), strict=True) if rows)
    return _(
        "Around the common {centre}, {told}; the others differ no more than is to be expected.",
        centre=centre,
        told=told,
    )


def name_units(rows: Sequence[Row]) -> str:
    """Names of the units, furthest away first; of very many how many more there are."""
    names = ", ".join(localise(row, "name") for row in rows[:NAMED])
    more = len(rows) - NAMED
    return names + (_("; and {count} more", count=format_number(more)) if more > 0 else "")


def draw_funnel_svg(funnel: Funnel, target: float | None, noun: str) -> str:
    """The drawing: size of a unit to the right, rate upwards, limits as a funnel, the target as a dashed line; the sentence is its text."""
    sizes = [row["denominator"] for row in funnel.rows]
    values = [row["value"] for row in funnel.rows] + ([] if target is None else [target])
    low, high = max(0, math.floor(min(values) / 10) * 10), min(100, math.ceil(max(values) / 10) * 10)
    frame = Frame(math.log(min(sizes) * 0.9), math.log(max(sizes) * 1.1), low, high)
    parts = [
        draw_limits(frame, funnel.spread, min(sizes), max(sizes)),
        draw_grid(frame, noun),
        draw_level(frame, funnel.spread.centre, f"stroke='{QUIET_INK}'"),
        ""
        if target is None
        else draw_level(frame, target, f"stroke='{INK}' stroke-width='1.5' stroke-dasharray='3 4'"),
        *(draw_unit(frame, row) for row in funnel.rows),
        draw_names(frame, [*funnel.below[:NAMED], *funnel.above[:NAMED]]),
    ]
    return write_svg(
        parts, f"viewBox='0 0 {WIDTH} {HEIGHT}' font-size='13'", "d-path d-funnel", tell_funnel(funnel), NARROW_FONT
    )


@dataclass(frozen=True)
class Frame:
    """Where a size (as its logarithm) and a rate lie on the drawing."""

    first: float
    last: float
    low: float
    high: float

    def place(self, size: float, value: float) -> tuple[float, float]:
        """Position in the units of the drawing."""
        x = LEFT + (math.log(size) - self.first) / (self.last - self.first) * (WIDTH - LEFT - RIGHT)
        kept = min(self.high, max(self.low, value))
        y = TOP + (self.high - kept) / ((self.high - self.low) or 1) * (HEIGHT - TOP - BOTTOM)
        return round(x, 1), round(y, 1)


def draw_limits(frame: Frame, spread: Spread, smallest: float, largest: float) -> str:
    """The area in which nineteen of twenty units of each size are expected."""
    ratio = largest / smallest
    sizes = [smallest * ratio ** (step / STEPS) for step in range(STEPS + 1)]
    lower = [frame.place(size, find_funnel(spread, size)[0]) for size in sizes]
    upper = [frame.place(size, find_funnel(spread, size)[1]) for size in sizes]
    outline = " ".join(f"{x},{y}" for x, y in [*lower, *reversed(upper)])
    return f"<polygon points='{outline}' fill='{ACCENT}' fill-opacity='.09' stroke='{ACCENT}' stroke-opacity='.4'/>"


def draw_grid(frame: Frame, noun: str) -> str:
    """Faint levels with percentages, and round sizes below."""
    span = frame.high - frame.low
    step = next((one for one in WIDEST_STEPS if span / one <= STEPS // 10), WIDEST_STEPS[-1])
    parts = []
    for tick in range(int(frame.low), int(frame.high) + 1, step):
        x, y = frame.place(math.exp(frame.first), tick)
        parts.append(f"<line x1='{x}' x2='{WIDTH - RIGHT}' y1='{y}' y2='{y}' stroke='{LINE}'/>")
        parts.append(f"<text x='{x - 6}' y='{y + 4}' text-anchor='end' fill='{QUIET_INK}'>{tick}%</text>")
    powers = range(math.floor(frame.first / math.log(10)), math.ceil(frame.last / math.log(10)) + 1)
    sizes = [
        one * 10**power for power in powers for one in ROUND if frame.first <= math.log(one * 10**power) <= frame.last
    ]
    for size in sizes:
        x, y = frame.place(size, frame.low)
        parts.append(
            f"<text x='{x}' y='{y + 17}' text-anchor='middle' fill='{QUIET_INK}'>{escape(format_count(size))}</text>"
        )
    label = escape(_("size of the unit: {noun} in its base", noun=noun))
    parts.append(
        f"<text x='{(LEFT + WIDTH - RIGHT) / 2}' y='{HEIGHT - 6}' text-anchor='middle' fill='{QUIET_INK}'>{label}</text>"
    )
    return "".join(parts)


def draw_level(frame: Frame, value: float, style: str) -> str:
    """A level from side to side."""
    _x, y = frame.place(math.exp(frame.first), value)
    return f"<line x1='{LEFT}' x2='{WIDTH - RIGHT}' y1='{y}' y2='{y}' {style}/>"


def draw_unit(frame: Frame, row: Row) -> str:
    """A unit in the colour of its status."""
    x, y = frame.place(row["denominator"], row["value"])
    fill = var(f"{row['status']}-fill")
    return f"<circle cx='{x}' cy='{y}' r='4.5' fill='{fill}' stroke='{PAPER}'/>"


def draw_names(frame: Frame, rows: Sequence[Row]) -> str:
    """Names of units that stand out, towards the middle of the drawing, each a line higher or lower where it would cover another."""
    parts: list[str] = []
    taken: list[tuple[float, float, float]] = []
    for row in rows:
        x, y = frame.place(row["denominator"], row["value"])
        name = localise(row, "name")
        is_right, length = x > WIDTH / 2, LETTER * len(name)
        start = x - 8 - length if is_right else x + 8
        levels = (y + lift * LINE_HEIGHT for lift in LIFTS)
        level = next((one for one in levels if is_free(one, start, start + length, taken)), None)
        if level is None:
            continue
        taken.append((level, start, start + length))
        anchor, end = ("end", x - 8) if is_right else ("start", x + 8)
        if level != y:
            parts.append(f"<line x1='{x}' y1='{y}' x2='{end}' y2='{level}' stroke='{QUIET_INK}'/>")
        parts.append(
            f"<text x='{end}' y='{level + 4}' text-anchor='{anchor}' fill='{INK}' font-weight='600'>{escape(name)}</text>"
        )
    return "".join(parts)


def is_free(level: float, start: float, end: float, taken: Sequence[tuple[float, float, float]]) -> bool:
    """Whether a name fits on the drawing there and covers no other."""
    is_inside = TOP < level < HEIGHT - BOTTOM
    return is_inside and not any(
        abs(level - other) < LINE_HEIGHT and start < last and first < end for other, first, last in taken
    )
