"""Sentences on targets ahead: how likely, when, and the pace it takes (METHODS 6 and 7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reports.keys import key_row
from reports.printed import tell_value
from reports.sentences import end, tell_gap, tell_judgement, tell_result, tell_target
from warehouse.model import Outlook, Status, Unit
from warehouse.thresholds import THRESHOLDS
from wording.board_words import name_short
from wording.format import format_number
from wording.language import _, localise
from wording.outlook import format_likelihood
from wording.phrases import Figure, Phrase, compose, fill, join
from wording.story import ATTAINED

Row = Mapping[str, Any]


def tell_outlook(row: Row) -> Phrase:
    """Where a target ahead stands, how likely it is and what it takes, in one sentence."""
    told = fill("{result}; {verdict}", result=tell_result(row), verdict=tell_judgement(row))
    if row["status"] in ATTAINED:
        return end(told)
    likely = compose(
        "outlook for {year}: {likelihood}",
        likelihood=format_likelihood(row["likelihood"]).lower(),
        year=row["target_year"] or "",
    )
    return end(join([told, likely, tell_expected(row), tell_needed_pace(row)], "; "))


def tell_expected(row: Row) -> Phrase:
    """Calendar years in which the target may be attained; empty where nothing can be said."""
    outlook = row.get("expected_outlook")
    if outlook == Outlook.AGAINST_TREND:
        return (_("not on today's trend"),)
    if outlook == Outlook.BEYOND_HORIZON:
        count = Figure(key_row(row, "horizon"), str(THRESHOLDS.horizon_maximum_years))
        return compose("after more than {count} years", count=count)
    first, last = row.get("expected_year_from"), row.get("expected_year_to")
    if first is None:
        return ()
    years = {name: Figure(key_row(row, f"year_{name}"), str(year)) for name, year in (("first", first), ("last", last))}
    if last is None:
        told = compose("{year} at the earliest", year=years["first"])
    else:
        told = (
            compose("about {year}", year=years["first"]) if first == last else compose("about {first}–{last}", **years)
        )
    return compose("expected in {years}", years=told)


def tell_needed_pace(row: Row) -> Phrase:
    """How today's pace compares with what it takes, or what it takes alone; empty once attained and when due."""
    times, needed, observed = row.get("k"), row.get("remaining_pace"), row.get("observed_pace")
    if needed is None or row.get("gap_count") == 0:
        return ()
    if observed is None:
        return compose("needs {pace}", pace=tell_pace_number(row, needed))
    if times is None:
        turn = compose("must turn round and move {pace}", pace=tell_pace_number(row, needed))
        return () if observed * row["direction"] > 0 else turn
    if times > THRESHOLDS.times_printed_maximum:
        count = Figure(key_row(row, "times"), str(THRESHOLDS.times_printed_maximum))
        return compose("needs to be more than {count} times as fast", count=count)
    if times <= 1:
        return (_("today's pace is enough"),)
    text = format_number(times, 1 if times >= 1.05 else 2)
    return compose("needs to be {times} times as fast", times=Figure(key_row(row, "times"), text))


def tell_pace_number(row: Row, pace: float) -> Phrase:
    """A pace with its sign and unit: ``+4,42 điểm/năm``."""
    sign = "+" if pace > 0 else "−" if pace < 0 else ""
    is_percent = row["unit"] == Unit.PERCENT
    figure = Figure(key_row(row, "pace"), sign + format_number(abs(pace), 2 if is_percent else 0))
    if is_percent:
        return compose("{pace} points a year", pace=figure)
    return compose("{pace} {noun} a year", pace=figure, noun=localise(row, "unit_noun"))


def tell_hardest(row: Row) -> Phrase:
    """The least likely target ahead and what it takes: ``khó nhất là …, cần nhanh gấp 1,5 lần``."""
    return compose("hardest: {name}, {pace}", name=name_short(row), pace=tell_needed_pace(row))


def tell_task(row: Row) -> Phrase:
    """What is to be reached by when, from where, and how fast: a task for the years ahead."""
    words = {
        "name": name_short(row),
        "value": tell_value(row),
        "target": tell_target(row),
        "year": row["target_year"] or "",
    }
    told = compose("{name}: from {value} to {target} by {year}", **words)
    pace = (_("keep up today's pace"),) if row["status"] == Status.ON_TRACK else tell_needed_pace(row)
    return end(join([told, tell_gap(row), pace], "; "))
