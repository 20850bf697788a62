"""Bars and lines of a screen: HTML that fills the room it gets, each value written at its mark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from itertools import pairwise

from reports.blocks import Bar, BarChart, Line, LineChart, Point
from reports.stage.markup import Numbers, write_class, write_figure, write_phrase, write_simulated, write_status
from wording.format import MISSING
from wording.language import _
from wording.phrases import qualify

WHOLE = 100.0
ROOM = 1.06  # above the highest value of a chart of lines, for its number
# In hundredths of the plot: a mark, a letter of a number on a whole and on half a screen, the height of a number.
MARK, LETTER, HALF_LETTER, LINE, STEPS = 2.0, 1.15, 2.1, 8.5, 8
AXIS = 0.76  # of the size of a number: that of a period
SIDES = {
    "over": (0, 8.0), "under": (0, -8.0), "right": (1, 0), "left": (-1, 0), "over-left": (-1, 6.0), "under-right": (1, -6.0),
    "above": (0, 16.0), "below": (0, -16.0),
}  # fmt: skip
Spot = tuple[float, float, float, float]
COLOURS = ("accent", "other-basis", "reached", "short", "quiet")


def write_bars(chart: BarChart, numbers: Numbers) -> str:
    """Bars in their order, the target as a line through all of them."""
    values = [bar.value for bar in chart.bars if bar.value is not None]
    target = chart.target
    longest = max([*values, *([target[0]] if target else []), WHOLE if chart.is_percent else 1.0])
    spot = f"--target:{100 * target[0] / longest:.3f}%" if target else ""
    head = ""
    if target:
        words = escape(_("Target")) + " " + write_figure(target[1], numbers)
        head = f"<li class='aim'><span></span><span class='track'><em>{words}</em></span><span></span></li>"
    natures = {bar.is_simulated for bar in chart.bars if bar.figure}
    rows = "".join(write_bar(bar, longest, numbers, is_mixed=len(natures) > 1) for bar in chart.bars)
    aim = " aimed" if target else ""
    return f"<figure class='block bars{aim}' style='{spot}'>{write_head(chart.title)}<ul>{head}{rows}</ul></figure>"


def write_bar(bar: Bar, longest: float, numbers: Numbers, *, is_mixed: bool) -> str:
    """Name, bar, number and status of one row; a simulated one says so where others are real."""
    width = 0 if bar.value is None else max(0.0, 100 * bar.value / longest)
    missing = " missing" if bar.value is None else ""
    figure = write_phrase(qualify(bar.qualifier, bar.figure), numbers) if bar.figure else ("" if bar.word else MISSING)
    simulated = write_simulated() if is_mixed and bar.is_simulated else ""
    return (
        f"<li class='{write_class(bar.status)}'><span class='label'>{escape(bar.label)}</span>"
        f"<span class='track{missing}'><i style='width:{width:.3f}%'></i></span>"
        f"<span class='figure'>{figure}{simulated} {write_status(bar.status, bar.word)}</span></li>"
    )


def write_lines(chart: LineChart, numbers: Numbers, *, is_beside: bool = False) -> str:
    """Series over time with their targets as diamonds on the days they fall due; ``is_beside`` = on half of the screen."""
    every = [*(point for line in chart.lines for point in line.points), *chart.targets]
    if not every:
        return f"<figure class='block lines'>{write_head(chart.title)}</figure>"
    first, last = min(point.day for point in every), max(point.day for point in every)
    days = max(1, (last - first).days)
    top = max(point.value for point in every) * ROOM
    lowest = min(point.value for point in every)
    floor = 0.0 if lowest < top / 2 else max(0.0, lowest - (top - lowest))

    def place(point: Point) -> tuple[float, float]:
        return 100 * (point.day - first).days / days, 100 * (point.value - floor) / (top - floor or 1)

    letter = HALF_LETTER if is_beside else LETTER
    taken = [(*place(point), MARK, MARK) for point in every]
    for line in chart.lines:
        taken += list_steps([place(point) for point in line.points])
    body, marks = [], []
    for number, line in enumerate(chart.lines):
        colour = f"var(--{COLOURS[number % len(COLOURS)]})"
        spots = [place(point) for point in line.points]
        steps = " ".join(f"{x:.2f},{100 - y:.2f}" for x, y in spots)
        dashes = " stroke-dasharray='9 7'" if line.is_simulated else ""
        body.append(f"<polyline points='{steps}' style='stroke:{colour}'{dashes} vector-effect='non-scaling-stroke'/>")
        marks += [
            write_point(point, spot, numbers, ("dot", colour), letter, taken)
            for point, spot in zip(line.points, spots, strict=True)
        ]
    marks += [
        write_point(point, place(point), numbers, ("diamond", "var(--ink)"), letter, taken) for point in chart.targets
    ]
    return (
        f"<figure class='block lines'>{write_head(chart.title)}<div class='plot'>"
        f"<svg viewBox='0 0 100 100' preserveAspectRatio='none' aria-hidden='true'>{''.join(body)}</svg>{''.join(marks)}"
        f"{write_axis(every, place, letter * AXIS)}</div>{write_keys(chart)}</figure>"
    )


def write_point(
    point: Point, spot: tuple[float, float], numbers: Numbers, look: tuple[str, str], letter: float, taken: list[Spot]
) -> str:
    """A mark with its number on the side that is free."""
    (x, y), (kind, colour) = spot, look
    width = letter * len(point.figure.text)
    spots = {side: (x + across * (width / 2 + 2), y + up, width, LINE) for side, (across, up) in SIDES.items()}
    side = next((name for name, box in spots.items() if not any(touches(box, other) for other in taken)), "over")
    taken.append(spots[side])
    return (
        f"<span class='point {kind}' style='left:{x:.2f}%;bottom:{y:.2f}%;--c:{colour}'><i></i>"
        f"<span class='at {side}'>{write_figure(point.figure, numbers)}</span></span>"
    )


def list_steps(spots: Sequence[tuple[float, float]]) -> list[Spot]:
    """Small boxes along a line, which numbers keep off."""
    return [
        (x + (next_x - x) * step / STEPS, y + (next_y - y) * step / STEPS, MARK / 2, MARK)
        for (x, y), (next_x, next_y) in pairwise(spots)
        for step in range(1, STEPS)
    ]


def touches(one: Spot, other: Spot) -> bool:
    """Whether two boxes (middle, width, height) overlap."""
    return abs(one[0] - other[0]) < (one[2] + other[2]) / 2 and abs(one[1] - other[1]) < (one[3] + other[3]) / 2


def write_axis(points: Sequence[Point], place: Callable[[Point], tuple[float, float]], letter: float) -> str:
    """The periods below the plot: the last first, then from the first on those that touch none."""
    labels: dict[float, str] = {}
    for point in points:  # those of the series come before the targets, which may fall on the same day
        labels.setdefault(place(point)[0], point.label)
    written: list[tuple[float, float]] = []
    spans = []
    for x in [max(labels), *sorted(labels)]:
        half = letter * (len(labels[x]) + 1) / 2
        if all(x + half < start or x - half > end for start, end in written):
            written.append((x - half, x + half))
            spans.append(f"<span class='period' style='left:{x:.2f}%'>{escape(labels[x])}</span>")
    return "".join(spans)


def write_keys(chart: LineChart) -> str:
    """Which line is which, with the words for simulated ones, and what the diamonds are."""
    items = [write_key(line, number) for number, line in enumerate(chart.lines)]
    if chart.targets:
        words = escape(_("Target"))
        items.append(f"<li><i class='diamond'></i>{words}</li>")
    return f"<ul class='keys'>{''.join(items)}</ul>"


def write_key(line: Line, number: int) -> str:
    """One line of the key."""
    label = " · ".join([line.label, *([_("simulated")] if line.is_simulated else [])])
    dashed = " class='dashed'" if line.is_simulated else ""
    return f"<li style='--c:var(--{COLOURS[number % len(COLOURS)]})'><i{dashed}></i>{escape(label)}</li>"


def write_head(title: str) -> str:
    """Title of a chart; nothing where it has none."""
    return f"<figcaption>{escape(title)}</figcaption>" if title else ""
