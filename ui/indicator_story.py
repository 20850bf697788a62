"""What the screen of one indicator says of one place: its number, the sentence on it, its targets and the units under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlencode

import polars as pl

from ui.answers import ask
from ui.blocks import write_bullet, write_simulated, write_status, write_style, write_table
from ui.format import (
    MISSING,
    format_basis,
    format_confidence,
    format_date,
    format_gap,
    format_issue_date,
    format_period,
    format_status,
    format_target,
    format_value,
)
from ui.language import N_, _, localise
from ui.map_story import choose_period, find_default_layer, find_due, list_layer_codes, list_periods, read_map_rows
from ui.series import Strand
from ui.state import Area, PageContext, View, write_query
from ui.why import tell_wording
from warehouse import queries
from warehouse.model import Status, Unit

Row = Mapping[str, Any]
FEWEST_GROUPS = 2

SENTENCES: Mapping[Status, str] = {
    Status.EXCEEDED: N_("{place} exceeds the target: {value} against {target}"),
    Status.ATTAINED: N_("{place} attains the target: {value} against {target}"),
    Status.ATTAINED_EARLY: N_("{place} has reached the target early: {value} against {target}"),
    Status.NOT_ATTAINED: N_("{place} misses the target: {value} against {target}"),
    Status.UNDECIDED: N_("{place}: {value} against {target}, no verdict yet"),
    Status.NOT_COMPARABLE: N_("{place}: {value}, not comparable with the target"),
    Status.NO_TARGET: N_("{place}: {value}, without a verified target"),
    Status.NOT_APPLICABLE: N_("{place}: {value}, the target does not apply"),
    Status.NO_DATA: N_("{place}: no data for the period of the target"),
    Status.SUPPRESSED: N_("{place}: hidden, because the base is small"),
}
DIAMONDS = N_(
    "Diamonds have another base than the target ({bases}): they are shown, but not held against it, and no line joins them with the rest."
)
ON_THE_WAY = N_("{place} is at {value}; the target is {target} by {date}")


@dataclass(frozen=True)
class Units:
    """The units under a place, as a table lists them.

    Attributes
    ----------
    code : str
        Kind of units, a key of :data:`ui.map_story.LAYER_KINDS`.
    rows : sequence of mappings
        As :func:`ui.map_story.read_map_rows`; furthest behind first, those without a value last.
    """

    code: str
    period: str
    rows: Sequence[Row]


def find_number(context: PageContext) -> dict[str, Any] | None:
    """The row the screen is about, with the words a card needs; None where nothing is known of the indicator here.

    The headline target of the year looked at decides; a period asked for takes its row of that period instead.
    """
    standing = ask(context.release, queries.list_standing, context.area.area_id).filter(
        pl.col("indicator_id") == context.view.indicator_id
    )
    if standing.is_empty():
        return None
    is_headline = pl.col("is_headline") & (pl.col("target_year") == context.view.target_year)
    number = standing.sort(
        is_headline.fill_null(False), pl.col("value").is_not_null(), descending=True, maintain_order=True
    ).row(0, named=True)
    if context.view.period in (None, number["period"]):
        return number
    series = ask(context.release, queries.read_series, context.area.area_id, context.view.indicator_id)
    of_period = series.filter(pl.col("period") == context.view.period).sort(
        pl.col("value").is_not_null(),
        pl.col("basis") == (number["target_basis"] or ""),
        pl.col("target_id") == (number["target_id"] or ""),
        "is_headline",
        descending=True,
        maintain_order=True,
    )
    if of_period.is_empty():
        return number
    chosen = of_period.row(0, named=True)
    words = standing.filter(pl.col("target_id").eq_missing(pl.lit(chosen["target_id"])))
    return {**(words.row(0, named=True) if words.height else number), **chosen, "late_period": None, "last_value": None}


def tell_number(area: Area, row: Row) -> str:
    """The sentence of the screen."""
    status = Status(row["status"])
    if row["value"] is None and status is not Status.SUPPRESSED:
        status = Status.NO_DATA
    ended = {"name": area.name, "date": format_date(area.valid_to)}
    place = area.name if area.valid_to is None else _("{name} (until {date})", **ended)
    if row["unit"] == Unit.BOOLEAN and row["value"] is not None:
        return f"{place}: {format_status(status).lower()}"
    target = format_target(row["target_value"], row["unit"], row["target_operator"])
    sentence = SENTENCES.get(status, ON_THE_WAY)
    return _(sentence, place=place, value=name_value(row), target=target, date=format_date(row["due"]))


def name_value(row: Row) -> str:
    """A value with its unit noun, where it counts something."""
    return (
        format_value(row)
        if row["unit"] in (Unit.PERCENT, Unit.BOOLEAN)
        else f"{format_value(row)} {localise(row, 'unit_noun')}".rstrip()
    )


def tell_number_lead(row: Row) -> str:
    """What is still missing, and how far that may change."""
    gap = format_gap(row)
    return gap[:1].upper() + gap[1:] if gap and row["gap_count"] else ""


def tell_strands(strands: Sequence[Strand]) -> str:
    """Why some values are drawn apart and never joined with the others."""
    parts = []
    if any(not strand.is_judged for strand in strands):
        bases = dict.fromkeys(format_basis(strand.rows[0]) for strand in strands if not strand.is_judged)
        parts.append(_(DIAMONDS, bases=", ".join(bases)))
    if len({strand.is_simulated for strand in strands}) > 1:
        parts.append(_("Hollow marks are simulated; real and simulated values are never joined."))
    return " ".join(parts)


def list_groups(context: PageContext, number: Row | None) -> pl.DataFrame:
    """Groups with a value of the number's period and base; none where there is nothing to compare."""
    if number is None:
        return pl.DataFrame()
    question = (context.area.area_id, context.view.indicator_id, number["period"])
    groups = ask(context.release, queries.list_group_values, *question)
    shown = groups.filter((pl.col("basis") == number["basis"]) & pl.col("value").is_not_null())
    return shown if shown.height >= FEWEST_GROUPS else shown.clear()


def list_units(context: PageContext) -> Units | None:
    """The units under the place in the period of the verdict or the one asked for; None where there are none."""
    layers = list_layer_codes(ask(context.release, queries.list_map_layers, context.area.area_id))
    if not layers:
        return None
    code = find_default_layer(context, context.area.area_id, list(layers))
    periods = list_periods(context, context.area.area_id, code)
    period = choose_period(
        periods, context.view.period, find_due(context, context.area.area_id), context.release.info.data_as_of
    )
    if period is None:
        return None
    rows = read_map_rows(context, context.area.area_id, code, period)
    known = sorted(
        (row for row in rows if row["value"] is not None), key=lambda row: row["value"] * context.indicator.direction
    )
    return Units(code, period, [*known, *(row for row in rows if row["value"] is None)])


def write_units(units: Units, view: View) -> str:
    """Table of the units, each name a link to the same screen of that unit."""
    columns = [
        ("", True),
        (_("Area"), False),
        (_("Value"), True),
        ("", False),
        (_("Still missing"), True),
        (_("Status"), False),
    ]
    return write_table(
        columns, (list_unit_texts(place, row, view) for place, row in enumerate(units.rows, 1)), is_tall=True
    )


def list_unit_texts(place: int, row: Row, view: View) -> list[str]:
    """Texts of one row of the table of units."""
    address = "?" + urlencode(write_query(view, area_id=row["area_id"]))
    name = f"<a href='{escape(address)}' target='_self'>{escape(localise(row, 'name'))}</a>"
    if row["value"] is None:
        return ["", name, "", "", "", write_status(row["status"])]
    missing = "" if row["gap_count"] is None else escape(format_gap(row))
    bar = f"<div class='d-cell-bar' style='{write_style(row['status'])}'>{write_bullet(row, 'bar')}</div>"
    return [
        str(place),
        f"{name} {write_simulated(row)}",
        f"<b>{escape(name_value(row))}</b>",
        bar,
        missing,
        write_status(row["status"]),
    ]


def write_target_list(context: PageContext) -> str:
    """Every target that applies here: level, day, who set it, its document and wording, how well it is sourced, and the verdict on it."""
    area_id, indicator_id = context.area.area_id, context.view.indicator_id
    targets = ask(context.release, queries.list_targets, area_id, indicator_id)
    if targets.is_empty():
        return ""
    standing = ask(context.release, queries.list_standing, area_id).filter(pl.col("indicator_id") == indicator_id)
    verdicts = {row["target_id"]: row for row in standing.iter_rows(named=True)}
    columns = [
        (_("Target level"), True),
        (_("Due"), False),
        (_("Set by"), False),
        (_("Document"), False),
        (_("Confidence"), False),
        (_("Verdict"), False),
    ]
    return write_table(
        columns, (list_target_texts(row, verdicts.get(row["target_id"])) for row in targets.iter_rows(named=True))
    )


def list_target_texts(row: Row, verdict: Row | None) -> list[str]:
    """Texts of one row of the table of targets."""
    kept = _("inherited") if row["is_inherited"] else _("own")
    document = " · ".join(
        part
        for part in (row["document_number"], format_issue_date(row["document_date"]), row["document_issuer"])
        if part
    )
    wording = f"<br><span class='address'>{escape(tell_wording(row))}</span>"
    result = "" if verdict is None else write_status(verdict["status"])
    if verdict is not None and verdict["value"] is not None:
        figure = f"{format_value(verdict)} · {format_period(verdict['period'])}"
        result += f"<br><span class='address'>{escape(figure)} {write_simulated(verdict)}</span>"
    return [
        f"<b>{escape(format_target(row['target_value'], row['unit'], row['target_operator']))}</b>",
        format_date(row["due"]) if row["due"] else _("undated"),
        f"{escape(localise(row, 'scope_name'))}<br><span class='address'>{escape(kept)}</span>",
        f"{escape(document or MISSING)}{wording}",
        escape(format_confidence(row["confidence"])),
        result,
    ]
