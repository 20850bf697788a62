"""What lags, where most is missing, and why as far as the release knows."""

from __future__ import annotations

from collections.abc import Sequence

from reports.blocks import Bar, BarChart, Block, Paragraphs, Scene
from reports.content import Content, Row
from reports.outlook_sentences import tell_outlook
from reports.printed import print_count, print_number, tell_things, tell_value
from reports.scenes.area_map import list_judged_units
from reports.scenes.improved import measure
from reports.scenes.marks import mark_simulated
from reports.scenes.shortfall import name_of_period, tell_shortfall
from reports.sentences import begin_reason, end, tell_change, tell_status, tell_step, tell_verdict
from reports.source_line import tell_rows_source, tell_units_source
from warehouse.model import Likelihood, Status
from wording.board_words import name_short
from wording.format import format_period
from wording.language import _, localise
from wording.phrases import Phrase, compose, compose_plural, fill, join
from wording.places import name_inside

MOST_BARS = 12
MOST_SENTENCES = 4
NAMED_UNITS = 3
BEHIND = (Status.SLOW, Status.BACKWARD)
PACED = (Status.ACCELERATE, *BEHIND)


def compose_lagging(content: Content) -> Scene | None:
    """The results furthest behind, and the units with the largest shortfall of the first; None where nothing lags."""
    rows = list_lagging(content)
    fallen = [row for row in content.changes if measure(row) < 0]
    if not rows and not fallen:
        return None
    sentences = [tell_cause(content, row, rows) for row in rows[:MOST_SENTENCES]]
    sentences += [end(tell_change(row)) for row in fallen[: MOST_SENTENCES - len(sentences)]]
    if not rows:
        source = tell_rows_source([row for row in content.standing if row["indicator_id"] == fallen[0]["indicator_id"]])
        return Scene(
            "lagging", tell_change(fallen[0]), (Paragraphs(tuple(sentences), is_list=True),), source, (source,)
        )
    units = list_furthest(content, rows[0])
    blocks: list[Block] = [compose_chart(content, rows[0], units)] if units else []
    blocks.append(Paragraphs(tuple(sentences), is_list=True))
    source = tell_rows_source(rows)
    notes = [tell_behind(content, row) for row in rows] + [end(tell_change(row)) for row in fallen]
    return Scene("lagging", tell_title(content, rows[0], units), tuple(blocks), source, (*notes, source))


def list_lagging(content: Content) -> list[Row]:
    """Results missed when due, those undecided that lack something by the reports received, what was attained late after
    them, then those ahead that are slow, going backward or hard to attain; each indicator once.
    """
    board = content.board
    due = [] if board.ended is None else board.ended.judged
    missed = [row for row in due if row["status"] == Status.NOT_ATTAINED]
    missed += [row for row in due if row["status"] == Status.UNDECIDED and row["gap_count"]]
    missed.sort(key=lambda row: bool(row["late_period"]))
    ahead = [] if board.ahead is None else board.ahead.judged
    behind = [row for row in ahead if row["status"] in BEHIND or row["likelihood"] == Likelihood.UNLIKELY]
    known = {row["indicator_id"] for row in missed}
    return missed + [row for row in behind if row["indicator_id"] not in known]


def list_furthest(content: Content, row: Row) -> list[Row]:
    """Units that lack most to the target of a row, the largest gap first."""
    units = [unit for unit in list_judged_units(content, row) if unit["gap_count"]]
    return sorted(units, key=lambda unit: -unit["gap_count"])


def tell_title(content: Content, row: Row, units: Sequence[Row]) -> Phrase:
    """What lags most, and where most is missing."""
    told = join([name_of_period(content, row), tell_shortfall(content, row)], ": ")
    if not units:
        return told
    named = [
        fill("{unit} ({gap})", unit=name_inside(localise(unit, "name")), gap=tell_things(unit, "gap_count"))
        for unit in units[:NAMED_UNITS]
    ]
    return compose("{text}; most in {names}", text=told, names=join(named, ", "))


def compose_chart(content: Content, row: Row, units: Sequence[Row]) -> BarChart:
    """The units with the largest gaps, in people or things; shortfalls are not added up."""
    shown = units[:MOST_BARS]
    bars = tuple(
        Bar(
            localise(unit, "name"),
            float(unit["gap_count"]),
            print_number(unit, "gap_count"),
            unit["status"],
            tell_status(unit),
            bool(unit["is_simulated"]),
        )
        for unit in shown
    )
    title = _("Still missing ({noun})", noun=localise(row, "unit_noun"))
    source = tell_units_source(list_judged_units(content, row), row)
    more = len(units) - len(shown)
    if more > 0:
        count = print_count(
            "units_lacking", more, row["area_id"], row["period"], row["indicator_id"], row["target_year"]
        )
        source = join(
            [compose_plural("and {count} other unit", "and {count} other units", more, count=count), source], " · "
        )
    return BarChart(title, bars, False, None, source)


def tell_cause(content: Content, row: Row, rows: Sequence[Row]) -> Phrase:
    """A result behind with what the release knows of the reason, in few words."""
    value = tell_value(row)
    if row["period"] != content.period.code:
        value = fill("{value} ({period})", value=value, period=format_period(row["period"]))
    parts = [fill("{name}: {value}", name=name_short(row), value=value), tell_shortfall(content, row)]
    parts += [tell_reason(content, row), tell_silent(content, row)]
    return mark_simulated(end(join(parts, "; ")), row, rows)


def tell_reason(content: Content, row: Row) -> Phrase:
    """Why a result is behind: its pace towards the year ahead where that is too slow, else how it changed since the year before."""
    ahead = None if content.ahead_year is None else content.find_row(row["indicator_id"], content.ahead_year)
    if ahead is not None and ahead["status"] in PACED:
        return compose("towards {year}: {reason}", year=str(ahead["target_year"]), reason=begin_reason(ahead))
    same = (change for change in content.changes if change["indicator_id"] == row["indicator_id"])
    change = next((change for change in same if change["basis"] == row["basis"]), None)
    return tell_step(change, row["period"]) if change else ()


def tell_silent(content: Content, row: Row) -> Phrase:
    """How many units did not report; empty where all did."""
    silent = content.list_silent(row)
    if not silent:
        return ()
    asked = (row["area_id"], row["period"], row["indicator_id"])
    count = print_count("silent_units", len(silent), *asked)
    return compose_plural("{count} unit has not reported", "{count} units have not reported", len(silent), count=count)


def tell_behind(content: Content, row: Row) -> Phrase:
    """A result behind in full, for the speaker."""
    is_due = row["due"] is not None and row["due"] <= content.day
    return tell_verdict(row) if is_due else tell_outlook(row)
