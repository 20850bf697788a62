"""The outlook of one target ahead as a card: likelihood, years, what is missing, the pace it takes, and what it assumes."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

from ui.blocks import write_bullet, write_simulated, write_status, write_style
from ui.map_estimates import write_value
from ui.method_card import write_method_chip
from warehouse.model import Likelihood, Status
from warehouse.path import count_people
from warehouse.thresholds import THRESHOLDS
from wording.format import (
    format_count,
    format_date,
    format_gap,
    format_number,
    format_percent,
    format_period,
    format_status,
    format_target,
    to_fraction,
)
from wording.language import _, localise
from wording.outlook import format_pace, tell_pace, tell_years
from wording.story import ATTAINED

Row = dict[str, Any]
SMALL_DENOMINATOR = 1000


def write_outlook_card(row: Row, as_of: date, rank: str = "") -> str:
    """Card of a target ahead.

    Parameters
    ----------
    row : Mapping
        A row of :func:`warehouse.queries.list_standing` with a value on the target's base.
    rank : str
        Its place among its siblings in words; empty where it has none.
    """
    is_reached = row["status"] in ATTAINED
    code = row["status"] if is_reached else row["likelihood"] or Likelihood.INSUFFICIENT
    target = _("target {target} by {date}", target=format_target(row["target_value"], row["unit"], row["target_operator"]),
               date=format_date(row["due"]))  # fmt: skip
    years = "" if is_reached else tell_years(row)
    pace = (
        ""
        if is_reached or row["status"] == Status.INSUFFICIENT
        else write_status(row["status"], format_status(row["status"]))
    )
    facts = "".join(f"<li>{escape(fact)}</li>" for fact in [*list_facts(row), *([rank] if rank else [])])
    return (
        f"<article class='d-card d-outlook' style='{write_style(code)}'>"
        f"<header>{write_method_chip(row, code, as_of)}{pace}{write_simulated(row)}</header>"
        f"<p class='d-figure'><b>{escape(years or write_value(row))}</b><span>{escape(target)}</span></p>"
        f"{write_bullet(row)}<p class='d-gap'>{escape(format_gap(row))}</p><ul class='d-facts'>{facts}</ul></article>"
    )


def list_facts(row: Row) -> list[str]:
    """What the outlook rests on and what it takes, a sentence each."""
    return [
        fact
        for fact in (*list_pace_facts(row), *list_chance_facts(row), tell_caution(row), tell_base_jump(row))
        if fact
    ]


def list_pace_facts(row: Row) -> list[str]:
    """The pace needed from the actual value, today's, and how many times."""
    if row["remaining_pace"] is None or row["gap_count"] == 0:
        return []
    needed = format_pace(row, row["remaining_pace"])
    people = write_people(row, row["remaining_pace"])
    facts = [_("Needed from {value} ({period}): {pace}{people}", value=write_value(row), period=format_period(row["trend_period"]),
               pace=needed, people=people)]  # fmt: skip
    if row["observed_pace"] is not None:
        words = {"pace": format_pace(row, row["observed_pace"]), "period": format_period(row["observed_from"])}
        facts.append(
            _("Today's pace: {pace} since {period}", **words) + (f": {tell_pace(row)}" if tell_pace(row) else "")
        )
    return facts


def write_people(row: Row, pace: float) -> str:
    """A pace in points as people a year on today's base, in brackets; empty without a base."""
    if not row["denominator"]:
        return ""
    people = count_people(to_fraction(pace), to_fraction(row["denominator"]))
    return f" ({format_count(people, localise(row, 'unit_noun'))})"


def list_chance_facts(row: Row) -> list[str]:
    """The chance with what it assumes, or why none is stated."""
    if row["p_attain"] is None:
        least = format_number(THRESHOLDS.trend_minimum_points)
        count = format_number(row["point_count"] or 0)
        return [
            _(
                "No chance is computed: {count} of at least {least} yearly figures on this base.",
                count=count,
                least=least,
            )
        ]
    if row["status"] in ATTAINED:
        return []
    chance = format_percent(100 * row["p_attain"])
    return [_("Chance {chance}, on the trend of {count} yearly figures. It assumes that the campaign goes on as it does.", chance=chance,
              count=format_number(row["point_count"]))]  # fmt: skip


def tell_caution(row: Row) -> str:
    """That a small area's rate moves by itself; empty for a large one."""
    if not row["denominator"] or row["denominator"] >= SMALL_DENOMINATOR:
        return ""
    people = format_number(row["denominator"])
    return _("Small area: of {count}, a few more or less move the rate; take the outlook with care.", count=people)


def tell_base_jump(row: Row) -> str:
    """That the base changed so much that it wants confirming."""
    return _("The base changed by more than a quarter since the period before: confirm it.") if row["base_jump"] else ""
