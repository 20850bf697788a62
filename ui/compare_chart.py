"""Values with the bars that tell them apart: all units of a kind side by side, and the lists of the groups below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, floor
from typing import Any
from urllib.parse import urlencode

from ui.blocks import UNJUDGED, name_verdict, write_icon, write_simulated, write_status, write_style, write_table
from ui.compare_ranking import Ranking
from ui.compare_words import UNRANKED_LOOKS, name_side, tell_levels, tell_ranking, tell_reason
from ui.map_estimates import write_value
from ui.rankings import tell_rank
from ui.state import View, write_query
from warehouse.compare import Side
from warehouse.model import Status, Unit
from wording.figures import find_day
from wording.format import (
    format_count,
    format_date,
    format_gap,
    format_number,
    format_percent,
    format_status,
    format_target,
)
from wording.language import _, localise
from wording.looks import LOOKS

Row = Mapping[str, Any]
LISTED = 6
STEPS = (1, 2, 5, 10, 20)
MOST_LINES = 6
MANY = 200  # more units than dots that stand apart
TARGET_WORDS_SHARE = 0.25  # of the width of a phone that the words of the target take
WORDS_HEIGHT = 10.0  # percent of the drawing on a phone
SIDE_ORDER = (Side.AHEAD, Side.BETWEEN, Side.BEHIND)


def find_scale(values: Sequence[float], half_width: float) -> tuple[float, float, int]:
    """Ends of the scale around values with their bars, and the step of its lines, in percent."""
    low, high = max(0.0, min(values) - half_width), min(100.0, max(values) + half_width)
    step = next((step for step in STEPS if (high - low) / step <= MOST_LINES), STEPS[-1])
    return float(floor(low / step) * step), float(ceil(high / step) * step), step


def write_caterpillar(ranking: Ranking, view: View, direction: int, marked: str = "") -> str:
    """All ranked units from best to worst: dot = value in the colour of its verdict, bar = what the usual swing leaves open.

    Parameters
    ----------
    marked : str
        Area drawn out: the place looked at, where it is one of the units.
    """
    rows = ranking.ranked
    if not rows:
        return ""
    levels = [level for level in (ranking.common, ranking.target) if level is not None]
    low, high, step = find_scale([*(row["value"] for row in rows), *levels], ranking.half_width)

    def place(value: float) -> float:
        return round(100 * (min(max(value, low), high) - low) / ((high - low) or 1), 2)

    lines = "".join(
        f"<u class='line' style='bottom:{place(tick)}%'><em>{format_number(tick)}%</em></u>"
        for tick in range(int(low), int(high) + 1, step)
    )
    label = escape(f"{tell_ranking(ranking, direction)}. {tell_levels(ranking)}")
    parts = [lines, write_groups(ranking, direction), write_levels(ranking, place)]
    parts += [write_unit(row, position, len(rows), ranking, view, marked, place) for position, row in enumerate(rows)]
    css = "d-cat many" if len(rows) > MANY else "d-cat"
    drawing = (
        f"<span role='img' aria-label='{label}'></span><div class='plot' aria-hidden='true'>{''.join(parts)}</div>"
    )
    return f"<div class='{css}'>{drawing}</div>{write_key(rows)}"


def write_key(rows: Sequence[Row]) -> str:
    """What colour and bar mean: each verdict of the drawing with its mark, count, icon and word."""
    counts = Counter(row["status"] for row in rows if row["status"] not in UNJUDGED)
    marks = "".join(
        f"<span style='{write_style(status)}'><i class='dot'></i><b>{format_number(counts[status])}</b> {write_icon(status)}"
        f"{escape(format_status(status))}</span>"
        for status in LOOKS
        if status in counts
    )
    colour = _("Colour is the verdict against the target.") if marks else ""
    bar = _("The bar is what a usual yearly swing leaves open.")
    return f"<p class='d-catkey'>{marks}<small>{escape(f'{colour} {bar}'.strip())}</small></p>"


def write_groups(ranking: Ranking, direction: int) -> str:
    """Shades behind the groups, each with how many units it holds."""
    parts, start = [], 0
    for side in SIDE_ORDER:
        count = len(ranking.list_side(side))
        left, width = 100 * start / len(ranking.ranked), 100 * count / len(ranking.ranked)
        start += count
        if count:
            word = f"<b>{format_number(count)}</b> <em>{escape(name_side(side, direction))}</em>"
            parts.append(
                f"<div class='group {side}' style='left:{left:.2f}%;width:{width:.2f}%'><span>{word}</span></div>"
            )
    return "".join(parts)


def write_levels(ranking: Ranking, place: Any) -> str:
    """The common level with its band, and the target."""
    parts = []
    if ranking.common is not None:
        low, high = place(ranking.common - ranking.half_width), place(ranking.common + ranking.half_width)
        word = escape(_("common level {value}", value=format_percent(ranking.common)))
        parts.append(f"<u class='band' style='bottom:{low}%;height:{high - low:.2f}%'></u>")
        parts.append(f"<u class='common' style='bottom:{place(ranking.common)}%'><em>{word}</em></u>")
    if ranking.target is not None:
        word = escape(_("target {target}", target=format_target(ranking.target, Unit.PERCENT)))
        parts.append(f"<u class='target' style='bottom:{place(ranking.target)}%'><em>{word}</em></u>")
    return "".join(parts)


def write_unit(row: Row, position: int, count: int, ranking: Ranking, view: View, marked: str, place: Any) -> str:
    """One unit: dot, bar, and on hover its name, place and number."""
    value, half = row["value"], ranking.half_width
    left, low, high = 100 * (position + 0.5) / count, place(value - half), place(value + half)
    name = escape(localise(row, "name"))
    word = escape(f"{localise(row, 'name')}: {write_value(row)}, {tell_rank(row)}, {name_verdict(row)}")
    is_own, is_last = row["area_id"] == marked, position == count - 1
    is_named = is_own or is_last or position == 0
    label = f"<em style='bottom:{place(value)}%'>{name}</em>" if is_named else ""
    is_under = position > count * TARGET_WORDS_SHARE and is_beside_common(value, ranking, place)
    looks = (("own", is_own), ("late", 2 * position > count), ("under", is_own and is_under))
    css = " ".join(name for name, holds in looks if holds)
    return (
        f"<a class='unit {css}' href='{write_address(row, view)}' target='_self' tabindex='-1' title='{word}'"
        f" style='left:{left:.2f}%;{write_mark_style(row)}'><i style='bottom:{low}%;height:{high - low:.2f}%'></i>"
        f"<b style='bottom:{place(value)}%'></b>{label}</a>"
    )


def is_beside_common(value: float, ranking: Ranking, place: Any) -> bool:
    """Whether a name above this value would cover the words of the common level."""
    return ranking.common is not None and abs(place(value) - place(ranking.common)) < WORDS_HEIGHT


def write_mark_style(row: Row) -> str:
    """Colour of a mark: that of its verdict; the neutral one of the style sheet where there is none."""
    return "" if row["status"] in UNJUDGED else write_style(row["status"])


def write_address(row: Row, view: View) -> str:
    """Link to the unit's own indicator page, where every number says where it comes from."""
    return escape("chi-tieu?" + urlencode(write_query(view, area_id=row["area_id"])))


def write_sides(ranking: Ranking, view: View, direction: int) -> str:
    """The three groups, each with its first units (of the last group its last): place as a range, name, value, verdict."""
    parts = []
    for side in SIDE_ORDER:
        rows = ranking.list_side(side)
        if not rows:
            continue
        shown = rows[-LISTED:] if side is Side.BEHIND else rows[:LISTED]
        head = f"<b>{format_number(len(rows))}</b> {escape(name_side(side, direction))}"
        rest = len(rows) - len(shown)
        more = _("{count} more in the table", count=format_number(rest)) if rest else ""
        items = "".join(write_place(row, view) for row in shown)
        parts.append(
            f"<section class='{side}'><h2>{head}</h2><ol>{items}</ol><p class='d-note'>{escape(more)}</p></section>"
        )
    return f"<div class='d-places'>{''.join(parts)}</div>"


def write_place(row: Row, view: View) -> str:
    """A unit in the list of its group."""
    word = escape(name_verdict(row))
    return (
        f"<li style='{write_style(row['status'])}'><span class='rank' title='{escape(tell_rank(row))}'>{write_range(row)}</span>"
        f"<a href='{write_address(row, view)}' target='_self'>{escape(localise(row, 'name'))}</a>"
        f"<b>{escape(write_value(row))}</b><span class='word'>{write_icon(row['status'])}{word}</span></li>"
    )


def write_range(row: Row) -> str:
    """Places a unit may have: ``1–3``, marked ``=`` where another has the same value."""
    first, last = format_number(row["rank_from"]), format_number(row["rank_to"])
    places = first if first == last else f"{first}–{last}"
    return f"{places} =" if row["is_tied"] else places


def write_apart(ranking: Ranking, view: View) -> str:
    """Units without a place, folded by the reason; a value is shown where there is one to show."""
    parts = []
    for reason, rows in ranking.apart:
        status = UNRANKED_LOOKS[reason]
        unfolded = "" if ranking.ranked or len(rows) > LISTED else " open"
        names = "; ".join(write_apart_unit(row, view) for row in rows)
        head = f"{write_icon(status)} <b>{format_number(len(rows))}</b> {escape(tell_reason(reason))}"
        parts.append(
            f"<details class='d-apart' style='{write_style(status)}'{unfolded}><summary>{head}</summary><p>{names}</p></details>"
        )
    return "".join(parts)


def write_apart_unit(row: Row, view: View) -> str:
    """Name of a unit without a place, with its value where it may be shown."""
    name = f"<a href='{write_address(row, view)}' target='_self'>{escape(localise(row, 'name'))}</a>"
    is_shown = row["value"] is not None and row["status"] != Status.SUPPRESSED
    return f"{name} ({escape(write_value(row))})" if is_shown else name


def write_ranking_table(ranking: Ranking, view: View) -> str:
    """Every ranked unit with its number, base, date and verdict."""
    columns = [
        (_("Rank"), True),
        (_("Area"), False),
        (_("Value"), True),
        (_("Counted / base"), True),
        (_("As of"), False),
        (_("Against the target"), False),
        (_("Still missing"), True),
    ]
    return write_table(columns, (list_texts(row, view) for row in ranking.ranked), is_tall=True)


def list_texts(row: Row, view: View) -> list[str]:
    """Texts of one row of the table."""
    name = f"<a href='{write_address(row, view)}' target='_self'>{escape(localise(row, 'name'))}</a> {write_simulated(row)}"
    counts = f"{format_count(row['numerator'])} / {format_count(row['denominator'])}"
    return [
        write_range(row),
        name,
        f"<b>{escape(write_value(row))}</b>",
        counts,
        format_date(find_day(row)),
        write_status(row["status"], name_verdict(row)),
        escape(format_gap(row)),
    ]
