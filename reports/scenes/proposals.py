"""What to do next, composed from what lags; what only people can decide is left for them."""

from __future__ import annotations

from reports.blocks import Block, Paragraphs, Scene, ToFill
from reports.content import Content, Row
from reports.outlook_sentences import tell_task
from reports.printed import print_count, tell_things
from reports.scenes.criteria import tell_undone
from reports.scenes.lagging import NAMED_UNITS, list_furthest, list_lagging
from reports.scenes.marks import mark_simulated
from reports.scenes.shortfall import is_outdated
from reports.sentences import end, tell_target
from reports.source_line import tell_rows_source
from warehouse.model import Status
from wording.board_words import name_short
from wording.format import format_period
from wording.language import _, localise
from wording.phrases import Phrase, Value, compose, compose_plural, join
from wording.places import name_inside

MOST_TASKS = 3
SHORT = (Status.NOT_ATTAINED, Status.UNDECIDED)
NAMED_SILENT = 3


def compose_proposals(content: Content) -> Scene | None:
    """Tasks with people, places and pace; None for a place that has ended."""
    if content.has_ended:
        return None
    lagging = list_lagging(content)
    missed = [row for row in lagging if row["status"] in SHORT and row["gap_count"] and not is_outdated(content, row)]
    behind = list_behind(content)
    rows = missed[:MOST_TASKS] + behind[:MOST_TASKS]
    items = [mark_simulated(tell_catch_up(content, row), row, rows) for row in missed[:MOST_TASKS]]
    items += [mark_simulated(tell_task(row), row, rows) for row in behind[:MOST_TASKS]]
    items += [
        told for told in (tell_silent(content), tell_undone(content, content.survey) if content.survey else ()) if told
    ]
    blocks: list[Block] = [Paragraphs(tuple(map(end, items)), is_list=True)] if items else []
    blocks.append(ToFill(_("Proposals and recommendations to higher levels and to the units")))
    source = tell_rows_source(rows) if rows else tell_rows_source(content.standing)
    title = tell_title(content, missed, behind)
    return Scene("proposals", title, tuple(blocks), source, (*map(end, items), source))


def list_behind(content: Content) -> list[Row]:
    """Targets ahead for which today's pace is not enough or not known, what will hardly be attained first."""
    rows = [] if content.board.ahead is None else content.board.ahead.judged
    short = [row for row in rows if row["remaining_pace"] and row["gap_count"]]
    return [row for row in short if row["status"] != Status.ON_TRACK and (row["k"] is None or row["k"] > 1)]


def tell_title(content: Content, missed: list[Row], behind: list[Row]) -> Phrase:
    """What comes first."""
    place, first = content.area.name, next(iter([*missed, *behind]), None)
    if first is None:
        return compose("{place}: proposals", place=place)
    things, name = tell_things(first, "gap_count"), name_short(first)
    return compose(
        "First of all: {count} more to reach {target} of {name}", count=things, target=tell_target(first), name=name
    )


def tell_catch_up(content: Content, row: Row) -> Phrase:
    """How many people or things a missed target still asks for, and where most of them are."""
    words: dict[str, Value] = {
        "name": name_short(row),
        "count": tell_things(row, "gap_count"),
        "target": tell_target(row),
    }
    if row["status"] == Status.UNDECIDED:
        told = compose("{name}: {count} more to reach {target} by the reports received", **words)
    else:
        told = compose("{name}: {count} more to reach {target}", **words)
    units = list_furthest(content, row)[:NAMED_UNITS]
    if not units:
        return end(told)
    names = ", ".join(name_inside(localise(unit, "name")) for unit in units)
    return end(compose("{text}, first of all in {names}", text=told, names=names))


def list_last_reports(content: Content) -> list[Row]:
    """Rows of the last period the units were expected to report for (:attr:`reports.content.Content.reporting`), one a unit."""
    last = max((row["period_end"] for row in content.reporting), default=None)
    rows = [row for row in content.reporting if row["period_end"] == last]
    return list({row["area_id"]: row for row in rows}.values())


def tell_silent(content: Content) -> Phrase:
    """How many units under the place reported nothing for the last period, and which; empty where all did, and for a ward."""
    silent = [row for row in list_last_reports(content) if not row["reported_count"]]
    if content.units is None or not silent:
        return ()
    words: dict[str, Value] = {
        "count": print_count("reporting_silent", len(silent), content.area_id, silent[0]["period"]),
        "period": format_period(silent[0]["period"]),
        "names": ", ".join(name_inside(localise(unit, "name")) for unit in silent[:NAMED_SILENT]),
    }
    told = compose_plural(
        "{count} unit still owes its report for {period}: {names}", "{count} units still owe their report for {period}: {names}",
        len(silent), **words,
    )  # fmt: skip
    more = len(silent) - NAMED_SILENT
    if more <= 0:
        return told
    rest = print_count("silent_unnamed", more, content.area_id, silent[0]["period"])
    return join([told, compose_plural("and {count} other unit", "and {count} other units", more, count=rest)])
