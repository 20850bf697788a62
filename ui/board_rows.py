"""The rows of the board of all targets: verdict or outlook, name, value against target, what is missing, what the number stands on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any
from urllib.parse import urlencode

from ui.blocks import UNJUDGED, write_bullet, write_icon, write_style
from ui.map_estimates import write_value
from ui.method_card import write_method_chip
from ui.state import View, write_query
from warehouse.model import Basis, Status, Unit
from wording.board import Column, is_open
from wording.board_words import list_outlook_counts, list_verdict_counts, name_short, tell_gap
from wording.figures import find_day, is_provisional
from wording.format import (
    explain_status,
    format_basis,
    format_completeness,
    format_date,
    format_number,
    format_period,
    format_status,
    format_target,
    format_value,
)
from wording.language import _, localise
from wording.outlook import tell_pace, tell_years
from wording.story import ATTAINED

Row = dict[str, Any]
Stamp = tuple[date, str, str]


def write_column(column: Column, view: View, as_of: date) -> str:
    """One column of the board: heading with tally, a row for each target, and apart from them those without a verdict."""
    counts = list_outlook_counts(column) if column.is_ahead else list_verdict_counts(column)
    stamp = find_stamp(column)
    head = f"<header><h2>{escape(name_column(column))}</h2>{write_marks(counts)}</header>"
    rows = "".join(write_goal(row, view, stamp, as_of, is_ahead=column.is_ahead) for row in column.judged)
    body = f"<ol>{rows}</ol>" if rows else f"<p class='d-note'>{escape(tell_no_verdict(column))}</p>"
    return f"<section class='d-goals'>{head}<div>{body}{write_apart(column, view)}</div></section>"


def name_column(column: Column) -> str:
    """Heading of a column."""
    if column.year is None:
        has_ended = any(row["status"] == Status.NOT_APPLICABLE for row in column.judged)
        return _("Last figures") if has_ended else _("Targets without a date")
    return _("Outlook for {year}", year=column.year) if column.is_ahead else _("Verdict on {year}", year=column.year)


def tell_no_verdict(column: Column) -> str:
    """Why a column has no row with a verdict."""
    if column.silent and not column.value_count:
        return _("Nothing was reported for the {count} targets that apply here.", count=len(column.silent))
    return _("None of these targets can be judged.")


def write_marks(counts: Sequence[tuple[int, str, str]]) -> str:
    """Small tally: icon, count and word, in the colour of each."""
    marks = [
        f"<span style='{write_style(code)}' title='{escape(word)}'>{write_icon(code)}<b>{format_number(count)}</b> {escape(word)}</span>"
        for count, code, word in counts
        if count
    ]
    return f"<p class='d-marks'>{''.join(marks)}</p>" if marks else ""


def tell_stamps(columns: Sequence[Column]) -> str:
    """Days and nature of the figures of the columns, in one line; empty without figures."""
    stamps = [stamp for stamp in map(find_stamp, columns) if stamp]
    if len({nature for _day, _kind, nature in stamps}) != 1:
        return "; ".join(tell_stamp(stamp) for stamp in stamps)
    days = ", ".join(
        dict.fromkeys(f"{format_date(day)} ({kind})" if kind else format_date(day) for day, kind, _n in stamps)
    )
    return " · ".join([_("Figures as of {date}", date=days), stamps[0][-1]])


def find_stamp(column: Column) -> Stamp | None:
    """What most rows of a column share of their figures, said once above them; None without rows."""
    stamps = Counter(read_stamp(row) for row in column.judged)
    return stamps.most_common(1)[0][0] if stamps else None


def read_stamp(row: Row) -> Stamp:
    """Day of the figure, and its nature in words: provisional or not, simulated or real."""
    nature = _("simulated data") if row["is_simulated"] else _("real figures")
    return find_day(row), _("provisional") if is_provisional(row) else "", nature


def tell_stamp(stamp: Stamp) -> str:
    """A stamp in words."""
    day, *natures = stamp
    return " · ".join(part for part in (_("figures as of {date}", date=format_date(day)), *natures) if part)


def write_goal(row: Row, view: View, stamp: Stamp | None, as_of: date, *, is_ahead: bool) -> str:
    """One target: its verdict or likelihood, what is missing, its name and base, its value against the target."""
    is_forecast = is_ahead and row["status"] not in ATTAINED
    code = (row["likelihood"] or Status.INSUFFICIENT) if is_forecast else row["status"]
    told = (tell_years(row) if is_forecast else "", tell_gap(row))
    below = "".join(f"<b>{escape(part)}</b>" for part in told if part)
    may_change = escape(_("may still change")) if is_open(row) else ""
    return (
        f"<li class='d-goal' style='{write_style(code)}'>"
        f"<div class='verdict'>{write_method_chip(row, code, as_of)}{below}<em>{may_change}</em></div>"
        f"<div class='what'>{write_name(row, view)}{write_need(row) if is_forecast else ''}<p>{write_basis(row, stamp)}</p></div>"
        f"<div class='level'>{write_level(row)}</div></li>"
    )


def write_name(row: Row, view: View) -> str:
    """Short name of the indicator, the link to it in depth that the whole row carries."""
    changes = {name: row[name] for name in ("area_id", "indicator_id", "target_year")}
    address = "?" + urlencode(write_query(view, **changes, period=None))
    return f"<a href='{escape(address)}' target='_self' title='{escape(localise(row, 'name'))}'>{escape(name_short(row))}</a>"


def write_need(row: Row) -> str:
    """Class of today's pace, and how much faster it would have to be."""
    has_pace = row["status"] != Status.INSUFFICIENT
    word = f"{write_icon(row['status'])}{escape(format_status(row['status']))}"
    pace = tell_pace(row)
    said = [f"<span class='pace' style='{write_style(row['status'])}'>{word}</span>"] if has_pace else []
    return f"<p class='need'>{' · '.join([*said, *([escape(pace)] if pace else [])])}</p>"


def write_basis(row: Row, stamp: Stamp | None) -> str:
    """Base of the figure, and its date and nature where they are not the column's."""
    basis = "" if row["unit"] != Unit.PERCENT else name_base(row)
    when = "" if stamp == read_stamp(row) else tell_stamp(read_stamp(row))
    return " · ".join(escape(part) for part in (basis, when) if part)


def name_base(row: Row) -> str:
    """The base in few words: of all such units, or of which part of them."""
    noun = localise(row, "unit_noun")
    return _("of all {noun}", noun=noun) if row["basis"] == Basis.TOTAL and noun else format_basis(row)


def write_level(row: Row) -> str:
    """Value against target, as numbers and as a bullet bar, and how many units reported."""
    value, target = escape(write_value(row)), ""
    if row["unit"] != Unit.BOOLEAN and row["status"] != Status.NOT_APPLICABLE:
        target = f" / {escape(format_target(row['target_value'], row['unit'], row['target_operator']))}"
    bar = "" if row["status"] in UNJUDGED else write_bullet(row, "bar")
    return f"<p class='value'><b>{value}</b>{target}</p>{bar}<p>{escape(tell_reports(row))}</p>"


def tell_reports(row: Row) -> str:
    """How many units reported; that the figure is of the whole area where none was summed."""
    if row["is_reported"] or not row["expected_count"]:
        return format_completeness(row)
    counts = {"reported": row["reporter_count"], "expected": row["expected_count"]}
    return _("{reported}/{expected} units reported", **{name: format_number(count) for name, count in counts.items()})


def write_apart(column: Column, view: View) -> str:
    """Targets without a verdict, folded: on another base, not verified, without data, not applicable."""
    lists = [
        (column.uncompared, Status.NOT_COMPARABLE, _("not comparable")),
        (column.unverified, Status.NO_TARGET, _("with a target nobody has verified")),
        (column.silent, Status.NO_DATA, _("without data")),
        (column.void, Status.NOT_APPLICABLE, _("not applicable")),
    ]
    unfolded = "" if column.judged else " open"
    return "".join(write_folded(rows, status, word, view, unfolded) for rows, status, word in lists if rows)


def write_folded(rows: Sequence[Row], status: Status, word: str, view: View, unfolded: str) -> str:
    """A folded list: its count and word in sight, the targets with their figures or the reason inside; open where it is all there is."""
    head = f"{write_icon(status)}<b>{format_number(len(rows))}</b> {escape(word)}"
    items = "".join(f"<li>{write_name(row, view)}{write_apart_words(row)}</li>" for row in rows)
    return f"<details class='d-apart' style='{write_style(status)}'{unfolded}><summary>{head}</summary><ul>{items}</ul></details>"


def write_apart_words(row: Row) -> str:
    """What is known of a target without a verdict."""
    parts = [_("target {target}", target=format_target(row["target_value"], row["unit"], row["target_operator"]))]
    if row["value"] is not None:
        parts.append(f"{write_value(row)} {format_basis(row)}, {tell_stamp(read_stamp(row))}")
    elif row["last_value"] is not None:
        gone = dict.fromkeys(("numerator", "denominator", "target_value", "qualifier"))
        last = format_value({**row, **gone, "value": row["last_value"], "basis": row["last_basis"]})
        parts.append(_("last figure {value}, {period}", value=last, period=format_period(row["last_period"])))
    if row["status"] != Status.NO_DATA:
        parts.append(explain_status(row))
    return f": {escape(' · '.join(parts))}"
