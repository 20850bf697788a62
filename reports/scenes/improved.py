"""What grew since the year before, and what the new boundaries have to do with it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reports.blocks import Block, Cell, Column, Line, LineChart, Paragraphs, Point, Scene, Table
from reports.content import Content, Row
from reports.keys import key_row
from reports.printed import print_points, print_target, tell_period
from reports.scenes.marks import mark_simulated, name_row
from reports.sentences import end, key_change, tell_change, tell_comparison, tell_reform
from reports.source_line import tell_bases, tell_completeness, tell_days, tell_nature, tell_sources
from warehouse.model import Recast, Unit
from warehouse.rounding import round_half_away
from wording.board_words import name_short
from wording.figures import is_provisional
from wording.format import format_date, format_percent, format_period, to_fraction, write_number
from wording.language import _
from wording.phrases import Figure, Phrase, Value, compose, fill, join, write

MOST_ROWS = 10
FEWEST_POINTS = 2


def compose_improved(content: Content) -> Scene | None:
    """Changes for the better, the largest first, with the history of the first; None where nothing can be compared or nothing grew."""
    changes = sorted((row for row in content.changes if measure(row) > 0), key=measure, reverse=True)
    if not changes:
        return None
    best = changes[0]
    source = tell_changes_source(changes)
    chart = compose_history(content, best)
    blocks: list[Block] = [chart] if chart else []
    if len(changes) > 1 or not chart:
        blocks.append(compose_table(changes[:MOST_ROWS], source))
    else:
        blocks.append(Paragraphs((end(tell_change(best)),)))
    notes = [end(tell_change(row)) for row in changes] + list_reforms(content, changes)
    told = join([source, tell_points(best) if chart else ()], " · ")
    return Scene("improved", tell_title(content, changes), tuple(blocks), told, (*notes, told))


def measure(change: Row) -> Decimal:
    """Points towards the target, as printed."""
    old, new = (round_half_away(to_fraction(change[name])) for name in ("old_value", "new_value"))
    return (new - old) * (change["direction"] or 1)


def tell_title(content: Content, changes: Sequence[Row]) -> Phrase:
    """How many results grew, since when, and which most."""
    best = changes[0]
    words: dict[str, Value] = {
        "count": Figure(
            key_row({**best, "indicator_id": "*", "period": content.period.code}, "improved"), str(len(changes))
        ),
        "start": tell_period(best, "old"),
        "end": tell_period(best, "new"),
        "name": name_short(best),
        "points": print_change(best),
    }
    if len(changes) == 1:
        return compose("{name}: better by {points} points from {start} to {end}", **words)
    return compose("{count} results better, most of all {name}: {points} points from {start} to {end}", **words)


def print_change(change: Row) -> Figure:
    """The change in points with its sign."""
    old, new = (round_half_away(to_fraction(change[name])) for name in ("old_value", "new_value"))
    span = {**change, "period": f"{change['old_period']}>{change['new_period']}"}
    return print_points(span, "signed_points", new - old)


def compose_table(changes: Sequence[Row], source: Phrase) -> Table:
    """Both levels and the change, a row each; the period in the head of its column where all rows share it."""
    names = {side: name_period(changes, side) for side in ("old", "new")}
    columns = (
        Column(_("Indicator"), "text", 3.0),
        Column(names["old"] or _("Earlier period"), "rate", 1.5),
        Column(names["new"] or _("Later period"), "rate", 1.5),
        Column(_("Change (points)"), "rate", 1.2),
    )
    return Table(_("What changed"), columns, tuple(compose_row(row, changes) for row in changes), source)


def name_period(changes: Sequence[Row], side: str) -> str:
    """The period all changes start from or end in, to begin a text with; empty where they differ."""
    names = {tell_period(change, side) for change in changes}
    return "" if len(names) > 1 else "".join(name[:1].upper() + name[1:] for name in names)


def compose_row(change: Row, changes: Sequence[Row]) -> tuple[Cell, ...]:
    """Cells of one change."""
    cells = []
    for side in ("old", "new"):
        value = change[f"{side}_value"]
        told: Phrase = (Figure(key_change(change, side), write_number(round_half_away(to_fraction(value))) + "%"),)
        if not name_period(changes, side):
            told = fill("{value} ({period})", value=told, period=tell_period(change, side))
        cells.append(Cell(told, value))
    return (
        Cell(name_row(change, changes)),
        *cells,
        Cell((print_change(change),), float(measure(change) * (change["direction"] or 1))),
    )


def compose_history(content: Content, change: Row) -> LineChart | None:
    """The series of an indicator on its base with the targets that apply; None where it has too few points."""
    series = content.read_series(change["indicator_id"], change["basis"])
    if len(series) < FEWEST_POINTS:
        return None
    lines = []
    for is_simulated in (False, True):
        own = [row for row in series if bool(row["is_simulated"]) == is_simulated]
        if own:
            name = mark_simulated((name_short(change),), {"is_simulated": is_simulated}, series)
            lines.append(Line(write(name), tuple(compose_point(row) for row in own), is_simulated))
    targets = tuple(compose_target(row) for row in list_targets(content, change))
    return LineChart(name_short(change), tuple(lines), targets, tell_history_source(content, change, series))


def tell_history_source(content: Content, change: Row, series: Sequence[Row]) -> Phrase:
    """Source line of a series: base, days, completeness, whom its points count, boundaries, nature, sources."""
    named = {row["source_id"]: row for row in content.standing if row["source_id"] is not None}
    rows = [{**row, "group_id": f"series_{row['territory']}"} for row in series]
    is_estimated = any(row["recast"] == Recast.ESTIMATED for row in series)
    open_periods = ", ".join(format_period(row["period"]) for row in series if is_provisional(row))
    parts: list[Phrase] = [
        tell_bases([change]),
        tell_days(rows),
        tell_completeness(rows),
        tell_points(change),
        (_("earlier years estimated on today's boundaries"),) if is_estimated else (),
        compose("provisional: {periods}", periods=open_periods) if open_periods else (),
        (tell_nature(row["is_simulated"] for row in series),),
        tell_sources([{**named[row["source_id"]], **row} for row in rows if row["source_id"] in named]),
    ]
    return join(parts, " · ")


def tell_points(change: Row) -> Phrase:
    """Whom the points of a series count, where the change beside it compares only units that reported in both periods."""
    is_summed = (change["unit_count"] or 0) > 1
    return (_("each point of the line counts all units that reported for it"),) if is_summed else ()


def compose_point(row: Row) -> Point:
    """A value of a series."""
    key = key_row({**row, "target_year": None, "period": row["period"]}, f"series_{row['territory']}")
    return Point(
        row["period_end"], format_period(row["period"]), row["value"], Figure(key, format_percent(row["value"]))
    )


def list_targets(content: Content, change: Row) -> list[Row]:
    """Verified headline targets of an indicator on the base of its change, in percent."""
    rows = (row for row in content.standing if row["indicator_id"] == change["indicator_id"] and row["is_headline"])
    known = [row for row in rows if row["target_value"] is not None and row["due"] is not None and row["is_verified"]]
    return [row for row in known if row["target_basis"] == change["basis"] and row["unit"] == Unit.PERCENT]


def compose_target(row: Row) -> Point:
    """A target on the day it falls due."""
    figure = print_target(row)
    assert figure is not None
    return Point(row["due"], format_date(row["due"]), float(row["target_value"]), figure)


def list_reforms(content: Content, changes: Sequence[Row]) -> list[Phrase]:
    """What of the changes is the new boundary, for those it can be said of."""
    told = [
        tell_reform(reform)
        for change in changes
        for reform in content.read_reform(change["indicator_id"])
        if reform["basis"] == change["basis"]
    ]
    return [end(one) for one in told]


def tell_changes_source(changes: Sequence[Row]) -> Phrase:
    """Source line of changes: bases, both periods, which reporters are compared, nature."""
    best = changes[0]
    start, last = format_period(best["old_period"]), format_period(best["new_period"])
    rows = [{**row, "period": row["new_period"]} for row in changes]
    parts = [
        tell_bases(rows),
        compose("from {start} to {end}", start=start, end=last),
        tell_comparison(changes),
        (tell_nature(row["is_simulated"] for row in changes),),
    ]
    return join(parts, " · ")
