"""Two areas side by side, drawn: a line for each indicator with paired bars, and the course of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from ui.blocks import UNJUDGED, name_verdict, write_bullet, write_simulated, write_status, write_style
from ui.board_rows import name_base, tell_reports
from ui.compare_chart import find_scale
from ui.compare_pair import Line, Row, tell_obstacle
from ui.map_estimates import explain_recast, is_estimated, write_value
from ui.state import View, write_query
from warehouse.compare import Side
from warehouse.model import Basis, Status, Unit
from wording.board_words import name_short
from wording.figures import find_day
from wording.format import format_date, format_gap, format_number, format_period, format_target
from wording.language import _
from wording.outlook import tell_pace

NEAR = 12  # percent of the height of the drawing that one line of text takes
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
            f"<details class='d-unpaired'{unfolded}><summary>{word}</summary><ol class='d-pairs'>{head}{rows}</ol></details>"
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
    within = escape(_("within the usual yearly swing")) if line.side is Side.BETWEEN else ""
    return f"<b>{points}</b> <small>{unit}</small><small class='swing'>{within}</small>"


def write_side(row: Row | None, name: str, view: View) -> str:
    """The number of one area with its bar, verdict, what is missing, pace, day and completeness."""
    label = f"<em>{escape(name)}</em>"
    if row is None:
        return f"<div class='side'>{label}{write_status(Status.NO_DATA)}</div>"
    if row["value"] is None:
        return f"<div class='side'>{label}{write_status(row['status'], name_verdict(row))}</div>"
    address = escape(
        "chi-tieu?" + urlencode(write_query(view, area_id=row["area_id"], indicator_id=row["indicator_id"]))
    )
    value = f"<a href='{address}' target='_self'>{escape(write_value(row))}</a>"
    return (
        f"<div class='side' style='{write_style(find_colour(row))}'>{label}<p class='value'><b>{value}</b>{write_simulated(row)}</p>"
        f"{write_bullet(set_target(row), 'bar')}{write_verdict(row)}<small>{escape(tell_side(row))}</small></div>"
    )


def set_target(row: Row) -> Row:
    """A row with the target of the year looked at, for its bar; without one where that has another base, or either is not known."""
    standing = row["standing"]
    is_same = standing is not None and standing["target_basis"] == row["basis"] != Basis.UNKNOWN
    return {**row, "status": Status.OPEN, "target_value": standing["target_value"] if is_same else None}


def find_colour(row: Row) -> str:
    """Status that lends its colour to a number: that of its target, where that was judged on this very number."""
    standing = row["standing"]
    is_judged = standing is not None and (standing["period"], standing["basis"]) == (row["period"], row["basis"])
    return str(standing["status"] if is_judged else Status.NOT_DUE)


def write_verdict(row: Row) -> str:
    """Where the area stands on the target of the year looked at: verdict with its number where that is of another period, what is missing
    and the pace it takes; nothing where no target applies."""
    standing = row["standing"]
    if standing is None:
        return ""
    badge = write_status(standing["status"], name_verdict(standing))
    parts = []
    if standing["value"] is not None and standing["status"] not in UNJUDGED:
        if standing["period"] != row["period"]:
            parts.append(f"{write_value(standing)}, {format_period(standing['period'])}")
        parts += [format_gap(standing), tell_pace(standing)]
    told = escape(" · ".join(part for part in parts if part))
    return f"<p>{badge} <span>{told}</span></p>"


def tell_side(row: Row) -> str:
    """Period, day, completeness, base where it is not the same on both sides, and what a recast number rests on."""
    day = format_date(find_day(row))
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

    Points of different nature (real or simulated) are not joined; estimated ones are hollow.

    Parameters
    ----------
    first, second : sequences of rows
        From :func:`keep_points`.
    """
    rows = sorted([*first, *second], key=lambda row: row["period_end"])
    if max(len(first), len(second)) < 2:
        return ""
    values = [float(row["value"]) for row in rows] + ([] if target is None else [target])
    low, high, step = find_scale(values, 0.0)
    start, end = (row["period_end"].toordinal() for row in (rows[0], rows[-1]))

    def place(row: Row) -> tuple[float, float]:
        x = 100 * (row["period_end"].toordinal() - start) / ((end - start) or 1)
        return round(x, 2), round(100 * (float(row["value"]) - low) / ((high - low) or 1), 2)

    parts = [
        f"<u style='bottom:{100 * (tick - low) / ((high - low) or 1):.2f}%'><em>{format_number(tick)}%</em></u>"
        for tick in range(int(low), int(high) + 1, step)
    ]
    if target is not None:
        word = escape(_("target {target}", target=format_target(target, Unit.PERCENT)))
        parts.append(
            f"<u class='target' style='bottom:{100 * (target - low) / ((high - low) or 1):.2f}%'><em>{word}</em></u>"
        )
    parts += [write_path(points, place, css) for points, css in ((first, "a"), (second, "b"))]
    parts += write_ends(first, second, names, place)
    parts.append(f"<small>{escape(format_period(rows[0]['period']))}</small>")
    parts.append(f"<small class='last'>{escape(format_period(rows[-1]['period']))}</small>")
    told = (tell_course(points, name) for points, name in zip((first, second), names, strict=True) if points)
    return f"<div class='d-course' role='img' aria-label='{escape('; '.join(told))}'>{''.join(parts)}</div>"


def write_path(points: Series, place: Any, css: str) -> str:
    """Line and dots of one area; the line is a strip cut out of the drawing, so that it takes its colour from the theme."""
    parts = []
    for before, row in pairwise(points):
        if before["is_simulated"] == row["is_simulated"]:
            (x0, y0), (x1, y1) = place(before), place(row)
            upper = f"{x0}% calc({100 - y0:.2f}% - 1.25px),{x1}% calc({100 - y1:.2f}% - 1.25px)"
            lower = f"{x1}% calc({100 - y1:.2f}% + 1.25px),{x0}% calc({100 - y0:.2f}% + 1.25px)"
            parts.append(f"<i class='{css}' style='clip-path:polygon({upper},{lower})'></i>")
    for row in points:
        x, y = place(row)
        title = escape(f"{format_period(row['period'])}: {write_value(row | {'unit': Unit.PERCENT})}")
        hollow = " hollow" if is_estimated(row) else ""
        parts.append(f"<b class='{css}{hollow}' style='left:{x}%;bottom:{y}%' title='{title}'></b>")
    return "".join(parts)


def write_ends(first: Series, second: Series, names: tuple[str, str], place: Any) -> list[str]:
    """Names beside the ends of the lines, moved apart where they would cover each other."""
    ends = [
        (css, name, place(points[-1])[1], points[-1])
        for points, name, css in ((first, names[0], "a"), (second, names[1], "b"))
        if points
    ]
    heights = [height for _css, _name, height, _row in ends]
    if len(ends) == 2 and abs(heights[0] - heights[1]) < NEAR:
        middle, sign = sum(heights) / 2, 1 if heights[0] >= heights[1] else -1
        heights = [middle + sign * NEAR / 2, middle - sign * NEAR / 2]
    return [
        f"<span class='{css}' style='bottom:{height:.2f}%'>{escape(tell_end(name, row))}</span>"
        for (css, name, _height, row), height in zip(ends, heights, strict=True)
    ]


def tell_end(name: str, row: Row) -> str:
    """Name and last number of a line."""
    return f"{shorten(name)} {write_value({**row, 'unit': Unit.PERCENT})}"


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
