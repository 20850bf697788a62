"""Two areas side by side, drawn: a line for each indicator with paired bars, and the course of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

from ui.blocks import UNJUDGED, name_verdict, write_bullet, write_simulated, write_status, write_style
from ui.board_rows import name_base, tell_reports
from ui.board_words import name_short
from ui.compare_pair import Line, Row, tell_obstacle
from ui.format import format_date, format_gap, format_number, format_percent, format_period
from ui.language import _
from ui.map_estimates import explain_recast, write_value
from ui.outlook import tell_pace
from ui.state import View, write_query
from warehouse.model import Status, Unit

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 230, 46, 132, 14, 28
NEAR = 16
Series = Sequence[Row]


def write_lines(lines: Sequence[Line], names: tuple[str, str], view: View) -> str:
    """All lines: those that may be compared first, the others folded behind them."""
    compared = [line for line in lines if line.difference is not None]
    others = [line for line in lines if line.difference is None]
    apart = escape(_("Difference"))
    head = (
        f"<li class='head'><span></span><span>{escape(names[0])}</span><span>{apart}</span>"
        f"<span>{escape(names[1])}</span></li>"
    )
    parts = []
    if compared:
        parts.append(f"<ol class='d-pairs'>{head}{''.join(write_line(line, names, view) for line in compared)}</ol>")
    if others:
        word = escape(
            _("{count} indicators that are not subtracted, with the reason", count=format_number(len(others)))
        )
        rows = "".join(write_line(line, names, view) for line in others)
        unfolded = "" if compared else " open"
        parts.append(
            f"<details class='d-more'{unfolded}><summary>{word}</summary><ol class='d-pairs'>{head}{rows}</ol></details>"
        )
    return "".join(parts)


def write_line(line: Line, names: tuple[str, str], view: View) -> str:
    """One indicator: its name and base, the number of each area, and their difference or why there is none."""
    words = line.words
    address = escape("?" + urlencode(write_query(view, indicator_id=words["indicator_id"])))
    base = escape(name_base(words)) if words["unit"] == Unit.PERCENT and line.difference is not None else ""
    what = f"<a href='{address}' target='_self'>{escape(name_short(words))}</a><small>{base}</small>"
    sides = [write_side(row, name, view) for row, name in zip((line.a, line.b), names, strict=True)]
    return (
        f"<li><div class='what'>{what}</div>{sides[0]}<div class='apart'>{write_difference(line)}</div>{sides[1]}</li>"
    )


def write_difference(line: Line) -> str:
    """Points between the two, signed from the first; else that they are not compared, and why."""
    if line.difference is None:
        reason = "" if line.obstacle is None else tell_obstacle(line.obstacle)
        return f"{write_status(Status.NOT_COMPARABLE)}<small>{escape(reason)}</small>"
    sign = "+" if line.difference > 0 else "−" if line.difference < 0 else ""
    points = f"{sign}{format_number(abs(line.difference), 2)}"
    unit = escape(_("points"))
    return f"<b>{points}</b> <small>{unit}</small>"


def write_side(row: Row | None, name: str, view: View) -> str:
    """The number of one area with its bar, verdict, what is missing, pace, day and completeness."""
    label = f"<em>{escape(name)}</em>"
    if row is None:
        nothing = escape(_("nothing is asked of it"))
        return f"<div class='side'>{label}<small>{nothing}</small></div>"
    if row["value"] is None:
        return f"<div class='side'>{label}{write_status(row['status'], name_verdict(row))}</div>"
    address = escape(
        "chi-tieu?" + urlencode(write_query(view, area_id=row["area_id"], indicator_id=row["indicator_id"]))
    )
    value = f"<a href='{address}' target='_self'>{escape(write_value(row))}</a>"
    return (
        f"<div class='side' style='{write_style(row['status'])}'>{label}<p class='value'><b>{value}</b>{write_simulated(row)}</p>"
        f"{write_bullet(row, 'bar')}<p>{write_verdict(row, view)}</p><small>{escape(tell_side(row))}</small></div>"
    )


def write_verdict(row: Row, view: View) -> str:
    """Verdict with its year where that is not the one looked at, and what is missing."""
    badge = write_status(row["status"], name_verdict(row))
    is_judged = row["status"] not in UNJUDGED and row["target_id"] is not None
    year = f" ({row['target_year']})" if is_judged and row["target_year"] not in (None, view.target_year) else ""
    parts = [format_gap(row), tell_pace(row)] if is_judged else []
    return f"{badge}{escape(year)} <span>{escape(' · '.join(part for part in parts if part))}</span>"


def tell_side(row: Row) -> str:
    """Period, day, completeness, base where it is not the same on both sides, and what a recast number rests on."""
    day = format_date(row["as_of"] or row["period_end"])
    base = name_base(row) if row["unit"] == Unit.PERCENT and not row["is_shared"] else ""
    parts = [base, _("{period}, as of {date}", period=format_period(row["period"]), date=day), tell_reports(row)]
    return " · ".join(part for part in (*parts, explain_recast(row)) if part)


def choose_basis(first: Series, second: Series, target_basis: str | None) -> str | None:
    """Base both series have values on: the target's where they do; None where they share none."""
    bases = [{row["basis"] for row in rows if row["value"] is not None} for rows in (first, second)]
    shared = bases[0] & bases[1]
    return target_basis if target_basis in shared else min(shared, default=None)


def keep_points(rows: Series, basis: str) -> list[Row]:
    """One point for each period with a value on a base, oldest first."""
    points = {row["period"]: row for row in rows if row["basis"] == basis and row["value"] is not None}
    return sorted(points.values(), key=lambda row: row["period_end"])


def write_course(first: Series, second: Series, names: tuple[str, str], target: float | None) -> str:
    """Two lines over time on one scale, each named at its end; empty unless one of them has two points.

    Points of different nature (real or simulated) are not joined.

    Parameters
    ----------
    first, second : sequences of rows
        From :func:`keep_points`.
    """
    rows = [*first, *second]
    if max(len(first), len(second)) < 2:
        return ""
    days = [row["period_end"].toordinal() for row in rows]
    values = [float(row["value"]) for row in rows] + ([] if target is None else [target])
    low, high, start, end = min(values), max(values), min(days), max(days)

    def place(day: int, value: float) -> tuple[float, float]:
        x = LEFT + (WIDTH - LEFT - RIGHT) * (day - start) / ((end - start) or 1)
        y = HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - low) / ((high - low) or 1)
        return round(x, 1), round(y, 1)

    parts = [write_level(place, start, level) for level in (low, high)]
    if target is not None:
        x, y = place(end, target)
        word = escape(_("target {target}", target=format_percent(target)))
        parts.append(
            f"<line class='target' x1='{LEFT}' x2='{x}' y1='{y}' y2='{y}'/><text x='{LEFT + 4}' y='{y - 5}'>{word}</text>"
        )
    parts += [write_path(points, place, css) for points, css in ((first, "a"), (second, "b"))]
    parts += write_ends(first, second, names, place)
    for row in (min(rows, key=lambda row: row["period_end"]), max(rows, key=lambda row: row["period_end"])):
        x, _y = place(row["period_end"].toordinal(), low)
        anchor = "start" if row["period_end"].toordinal() == start else "end"
        parts.append(
            f"<text x='{x}' y='{HEIGHT - 6}' text-anchor='{anchor}'>{escape(format_period(row['period']))}</text>"
        )
    label = escape(
        "; ".join(tell_course(points, name) for points, name in zip((first, second), names, strict=True) if points)
    )
    return (
        f"<svg class='d-course' viewBox='0 0 {WIDTH} {HEIGHT}' role='img' aria-label='{label}'>{''.join(parts)}</svg>"
    )


def write_level(place: Any, start: int, level: float) -> str:
    """A faint level with its percentage."""
    _x, y = place(start, level)
    return (
        f"<line class='grid' x1='{LEFT}' x2='{WIDTH - RIGHT}' y1='{y}' y2='{y}'/>"
        f"<text x='{LEFT - 6}' y='{y + 4}' text-anchor='end'>{format_number(level, 1)}%</text>"
    )


def write_path(points: Series, place: Any, css: str) -> str:
    """Line and dots of one area."""
    parts, before = [], None
    for row in points:
        x, y = place(row["period_end"].toordinal(), float(row["value"]))
        if before is not None and before[2] == row["is_simulated"]:
            parts.append(f"<path class='{css}' d='M{before[0]} {before[1]}L{x} {y}'/>")
        parts.append(f"<circle class='{css}' cx='{x}' cy='{y}' r='4'/>")
        before = (x, y, row["is_simulated"])
    return "".join(parts)


def write_ends(first: Series, second: Series, names: tuple[str, str], place: Any) -> list[str]:
    """Names at the ends of the lines, moved apart where they would cover each other."""
    ends = [
        [css, name, *place(points[-1]["period_end"].toordinal(), float(points[-1]["value"])), points[-1]]
        for points, name, css in ((first, names[0], "a"), (second, names[1], "b"))
        if points
    ]
    if len(ends) == 2 and abs(ends[0][3] - ends[1][3]) < NEAR:
        upper, lower = sorted(ends, key=lambda end: end[3])
        middle = (upper[3] + lower[3]) / 2
        upper[3], lower[3] = middle - NEAR / 2, middle + NEAR / 2
    return [
        f"<text class='{css}' x='{x + 9}' y='{y + 4}'>{escape(shorten(name))} {escape(write_value(row | {'unit': Unit.PERCENT}))}</text>"
        for css, name, x, y, row in ends
    ]


def shorten(name: str) -> str:
    """Name without the kind of unit, so that it fits beside a line."""
    for kind in ("Thành phố ", "Tỉnh ", "Phường ", "Xã ", "Quận ", "Huyện ", "Thị xã "):
        name = name.removeprefix(kind)
    return name.removesuffix(" City").removesuffix(" Province")


def tell_course(points: Series, name: str) -> str:
    """First and last point of a series in words."""
    first, last = ({**row, "unit": Unit.PERCENT} for row in (points[0], points[-1]))
    return _(
        "{name}: {first} ({first_period}) to {last} ({last_period})", name=name, first=write_value(first),
        first_period=format_period(first["period"]), last=write_value(last), last_period=format_period(last["period"]),
    )  # fmt: skip
