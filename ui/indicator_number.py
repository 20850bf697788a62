"""The number a screen is about: which row gives it, on which territory, and the sentence on it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import polars as pl

from ui.answers import ask
from ui.blocks import write_simulated
from ui.group_number import find_group_row, read_shown_series
from ui.map_estimates import tell_estimate, write_value
from ui.state import PageContext
from warehouse import queries
from warehouse.model import Recast, Status, Territory, Unit
from warehouse.thresholds import THRESHOLDS
from wording.format import format_date, format_gap, format_period, format_status, format_target
from wording.language import N_, _, localise
from wording.places import Area

Row = Mapping[str, Any]

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
    Status.SUPPRESSED: N_("{place}: hidden, so that nobody can be recognised"),
}
ON_THE_WAY = N_("{place} is at {value}; the target is {target} by {date}")


def find_number(context: PageContext, territory: Territory = Territory.AS_REPORTED) -> dict[str, Any] | None:
    """The row the screen is about, with the words a card needs; None where nothing is known of the indicator here.

    The headline target of the year looked at decides; a period asked for takes its row of that period instead. A place that has ended is
    judged on its old territory where that can be put together well enough for a headline. A group has the verdict the release gives it.
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
    if context.view.period is None and territory == Territory.FORMER_DISTRICTS:
        recast = find_recast(context, territory)
        if recast is not None:
            return join_words(standing, number, recast)
    if context.view.group_id is not None:
        row = find_group_row(context)
        return None if row is None else join_words(standing, number, row)
    if context.view.period in (None, number["period"]):
        return number
    series = read_shown_series(context)
    of_period = series.filter(pl.col("period") == context.view.period).sort(
        pl.col("value").is_not_null(),
        pl.col("basis") == (number["target_basis"] or ""),
        pl.col("target_id") == (number["target_id"] or ""),
        "is_headline",
        descending=True,
        maintain_order=True,
    )
    return number if of_period.is_empty() else join_words(standing, number, of_period.row(0, named=True))


def find_recast(context: PageContext, territory: Territory) -> Row | None:
    """The recast row that may be a headline for the target of the year looked at; None where there is none."""
    fit = list_recast(context, territory).filter(
        pl.col("is_headline") & (pl.col("target_year") == context.view.target_year)
    )
    return None if fit.is_empty() else fit.row(-1, named=True)


def list_recast(context: PageContext, territory: Territory) -> pl.DataFrame:
    """How a place that has ended stands on its old territory: one row for each target, of the due period once past, else the latest.

    Only values exact enough for a headline (METHODS 10), on the basis of the target.
    """
    series = read_shown_series(context, territory)
    if territory != Territory.FORMER_DISTRICTS:
        return series.clear()
    is_past = pl.col("due") <= context.release.info.data_as_of
    return (
        series.filter(
            (pl.col("recast") != Recast.NONE)
            & (pl.col("estimated_share") <= float(THRESHOLDS.estimated_share_maximum))
            & pl.col("value").is_not_null()
            & (pl.col("basis") == pl.col("target_basis"))
        )
        .filter(~is_past | (pl.col("period_end") == pl.col("due")))
        .sort("period_end")
        .unique("target_id", keep="last", maintain_order=True)
    )


def join_words(standing: pl.DataFrame, number: Row, chosen: Row) -> dict[str, Any]:
    """A row of a series with the words of its target, as far as the standing knows them."""
    words = standing.filter(pl.col("target_id").eq_missing(pl.lit(chosen["target_id"])))
    return {**(words.row(0, named=True) if words.height else number), **chosen, "late_period": None, "last_value": None}


def find_estimate(context: PageContext, territory: Territory, number: Row) -> dict[str, Any] | None:
    """The latest recast value of a place that has ended, to be shown small beside an older number; None where the number is as recent."""
    if territory != Territory.FORMER_DISTRICTS:
        return None
    series = read_shown_series(context, territory)
    later = series.filter(
        (pl.col("recast") != Recast.NONE)
        & pl.col("value").is_not_null()
        & (pl.col("basis") == number["basis"])
        & (pl.col("period_end") > number["period_end"])
    ).sort("period_end", "is_headline")
    if later.is_empty() or number["value"] is None:
        return None
    return {**number, **later.row(-1, named=True), "late_period": None, "last_value": None}


def write_estimate(row: Row) -> str:
    """The recast value as small print: value, period, how much of it is estimated."""
    words = {"value": write_value(row), "period": format_period(row["period"])}
    text = _("On the old territory: {value}, {period}", **words)
    share = tell_estimate(row)
    marker = f"<span class='d-estimate'>{escape(share)}</span>" if share else ""
    return f"<p class='d-note d-beside'>{escape(text)} {marker} {write_simulated(row)}</p>"


def tell_number(area: Area, row: Row) -> str:
    """The sentence of the screen."""
    status = Status(row["status"])
    if row["value"] is None and status is not Status.SUPPRESSED:
        status = Status.NO_DATA
    place = " – ".join(part for part in (name_place(area, row), localise(row, "group")) if part)
    if row["unit"] == Unit.BOOLEAN and row["value"] is not None:
        return f"{place}: {format_status(status).lower()}"
    target = format_target(row["target_value"], row["unit"], row["target_operator"])
    sentence = SENTENCES.get(status, ON_THE_WAY)
    return _(sentence, place=place, value=name_value(row), target=target, date=format_date(row["due"]))


def name_place(area: Area, row: Row) -> str:
    """Name of a place; of one that has ended until when, or that the number is put together on its old territory."""
    if area.valid_to is None:
        return area.name
    if row.get("recast", Recast.NONE) != Recast.NONE:
        return _("{name} (old territory)", name=area.name)
    return _("{name} (until {date})", name=area.name, date=format_date(area.valid_to))


def name_value(row: Row) -> str:
    """A value with its unit noun, where it counts something."""
    if row["unit"] in (Unit.PERCENT, Unit.BOOLEAN):
        return write_value(row)
    return f"{write_value(row)} {localise(row, 'unit_noun')}".rstrip()


def tell_number_lead(row: Row) -> str:
    """What is still missing, and how far that may change."""
    gap = format_gap(row)
    return gap[:1].upper() + gap[1:] if gap and row["gap_count"] else ""
