"""The line under everything shown: base, day, completeness, nature and source of its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from reports.keys import key_count
from reports.printed import print_count, print_number, tell_base
from warehouse.model import Basis, Status, Unit
from wording.figures import find_day, is_provisional
from wording.format import format_date, format_number
from wording.language import _, localise
from wording.phrases import Figure, Phrase, compose, join

Row = Mapping[str, Any]
NAMED = 2
LEAST_SUMMED = 2


def tell_rows_source(rows: Sequence[Row]) -> Phrase:
    """Source line of rows of the standing of a place; that nothing was reported where none has a value."""
    known = [row for row in rows if row["value"] is not None]
    if not known:
        return (_("nothing reported"),)
    parts = [
        tell_bases(known),
        tell_days(known),
        tell_completeness(known),
        (tell_nature(row["is_simulated"] for row in known),),
        tell_sources(known),
        tell_heritage(known),
    ]
    return join(parts, " · ")


def tell_heritage(rows: Sequence[Row]) -> Phrase:
    """Whose targets rows are held against where the place set none itself; empty where all are its own."""
    judged = [row for row in rows if row.get("target_value") is not None and row["status"] != Status.NOT_APPLICABLE]
    heirs = [row for row in judged if row.get("is_inherited")]
    if not heirs:
        return ()
    places = ", ".join(dict.fromkeys(localise(row, "scope_name") for row in heirs))
    if len(heirs) < len(judged):
        return compose("some targets inherited from {place}", place=places)
    return compose("targets inherited from {place}", place=places)


def tell_units_source(units: Sequence[Row], row: Row, every: Sequence[Row] = ()) -> Phrase:
    """Source line of the units under a place, on the indicator of a row of it.

    Parameters
    ----------
    every : sequence of rows
        What else is shown, where the units are those of the least complete of several indicators.
    """
    known = [unit for unit in units if unit["value"] is not None]
    if not known:
        return (_("nothing reported"),)
    asked = (row["area_id"], row["period"], row["indicator_id"])
    counts = {
        "known": print_count("units_known", len(known), *asked),
        "count": print_count("units", len(units), *asked),
    }
    shown = [*known, *(unit for unit in every if unit["value"] is not None)]
    parts = [
        tell_bases(shown),
        tell_days(shown),
        compose("{known} of {count} units have figures", **counts),
        (tell_nature(unit["is_simulated"] for unit in shown),),
        tell_sources([row]) if row["value"] is not None else (),
    ]
    return join(parts, " · ")


def tell_bases(rows: Sequence[Row]) -> Phrase:
    """The base all rates share; that each has its own where they differ; empty for counts."""
    rates = [row for row in rows if row.get("unit", Unit.PERCENT) == Unit.PERCENT]
    bases = list(dict.fromkeys(map(tell_base, rates)))
    if not bases or not bases[0]:
        return ()
    if len(bases) > 1:
        return (_("Each rate on its own base"),)
    if rates[0]["basis"] == Basis.UNKNOWN:
        return (_("Base not stated by the source"),)
    return compose("Rate {base}", base=bases[0])


def tell_days(rows: Sequence[Row]) -> Phrase:
    """Days of the figures, the first and the last of many; provisional where the last is."""
    last = max(rows, key=find_day)
    days = [format_date(day) for day in sorted(set(map(find_day, rows)))]
    span = ", ".join(days) if len(days) <= NAMED else f"{days[0]} – {days[-1]}"
    told = compose("Figures as of {date}", date=span)
    return compose("{value} (provisional)", value=told) if is_provisional(last) else told


def tell_day_span(days: Iterable[date]) -> Phrase:
    """Days of figures that name no other, the first and the last."""
    known = sorted(set(days))
    span = " – ".join(format_date(day) for day in dict.fromkeys((known[0], known[-1])))
    return compose("Figures as of {date}", date=span)


def tell_completeness(rows: Sequence[Row]) -> Phrase:
    """The least complete of the figures summed from reports; that they are of the whole place where none is."""
    summed = [row for row in rows if not row["is_reported"] and (row["expected_count"] or 0) >= LEAST_SUMMED]
    if not summed:
        return (_("figure of the whole area"),)
    least = min(summed, key=lambda row: row["reporter_count"] / row["expected_count"])
    counts = {"reported": print_number(least, "reporter_count"), "expected": print_number(least, "expected_count")}
    return compose("at least {reported} of {expected} units reported", **counts)


def tell_nature(marks: Iterable[bool | None]) -> str:
    """Whether figures are simulated: all, some, none."""
    known = {bool(mark) for mark in marks}
    if known == {True}:
        return _("simulated data")
    return _("simulated where marked") if True in known else _("real figures")


def tell_sources(rows: Sequence[Row]) -> Phrase:
    """Names of the sources, the first few of them."""
    names = list(dict.fromkeys(name for row in rows if (name := localise(row, "source_name"))))
    if not names:
        return ()
    told = compose("source: {name}", name="; ".join(names[:NAMED]))
    more = len(names) - NAMED
    if more <= 0:
        return told
    count = Figure(key_count("sources", rows[0]["area_id"], rows[0]["period"], *names), format_number(more))
    return join([told, compose("and {count} more", count=count)])
