"""What became of the targets of the year that ended, one by one."""

from __future__ import annotations

from collections.abc import Sequence

from reports.blocks import Block, Cell, Column, Paragraphs, Scene, Table
from reports.content import Content, Row
from reports.printed import print_value, tell_base, tell_value
from reports.scenes.headline import tell_nothing
from reports.scenes.marks import name_row
from reports.scenes.other_years import compose_other_years, find_next_year
from reports.sentences import tell_absence, tell_gap, tell_status, tell_target, tell_verdict
from reports.source_line import tell_rows_source
from reports.tally import count_targets, tell_ended, tell_unjudged
from warehouse.model import Status
from wording import board as boards
from wording.board_words import name_short
from wording.format import MISSING, format_date
from wording.language import _
from wording.overview_goals import list_valued
from wording.phrases import Phrase, Value, compose, compose_plural, fill, join
from wording.places import name_inside

MOST_ROWS = 10
MOST_NAMED = 2
MOST_NOTES = 12


def compose_verdict(content: Content) -> Scene | None:
    """Every target that fell due, what is furthest from attained first; that none did where none has."""
    column = content.board.ended
    if column is None:
        message = compose("No target had fallen due by {date}", date=format_date(content.day))
        return compose_undue(content, message)
    valued = list_valued(column)
    shown = valued[:MOST_ROWS]
    rest = tell_rest(content, column, len(valued) - len(shown))
    blocks: list[Block] = [compose_results(shown, _("Results and targets"))] if shown else []
    blocks += [Paragraphs((rest,))] if rest else []
    source = tell_rows_source(shown)
    notes = [*map(tell_verdict, valued[:MOST_NOTES]), *map(tell_absence, list_absent(column)), source]
    return Scene("verdict", tell_title(content, column), tuple(blocks), source, tuple(notes))


def compose_undue(content: Content, message: Phrase) -> Scene:
    """That no target fell due, with the results held against those that are next."""
    following = find_next_year(content)
    if following is not None:
        title = _("Results and targets for {year}", year=following.year)
        table = compose_other_years([following], title, MOST_ROWS)
        notes = (*map(tell_verdict, list_valued(following)[:MOST_NOTES]), table.source)
        return Scene("verdict", message, (table,), table.source, notes)
    ahead = content.board.ahead
    has_outlook = ahead is not None and bool(ahead.judged)
    told = (_("Targets that fall due later are told as an outlook."),) if has_outlook else tell_nothing(content)
    return Scene("verdict", message, (Paragraphs((told,)),), (_("without a verdict"),))


def tell_title(content: Content, column: boards.Column) -> Phrase:
    """What was missed, by name and gap; that all was attained; or that nothing can be concluded."""
    if column.year is None:
        if content.has_ended:
            return compose("The last figures of {place}", place=name_inside(content.area.name))
        return compose("No target had fallen due by {date}", date=format_date(content.day))
    missed = [row for row in column.judged if row["status"] == Status.NOT_ATTAINED]
    if not missed:
        told = tell_ended(content, column)
        place = content.area.name
        if told:
            return fill("{place}: {text}", place=place, text=told)
        return compose("{place}: no figure decides a target for {year} yet", place=place, year=str(column.year))
    named = [join([(name_short(row),), tell_gap(row)], ", ") for row in missed[:MOST_NAMED]]
    count = count_targets(content, column, "missed", len(missed))
    more = len(missed) - len(named)
    if more:
        figure = count_targets(content, column, "missed_unnamed", more)
        named.append(compose_plural("and {count} other target", "and {count} other targets", more, count=figure))
    words: dict[str, Value] = {"count": count, "year": str(column.year), "names": join(named, "; ")}
    return compose_plural(
        "{count} target for {year} is not attained: {names}", "{count} targets for {year} are not attained: {names}", len(missed), **words
    )  # fmt: skip


def tell_rest(content: Content, column: boards.Column, more: int) -> Phrase:
    """How many results the table leaves out, and which targets without one have no verdict and why; empty where there are none."""
    parts = tell_unjudged(content, column, list_valued(column))
    if more > 0:
        figure = count_targets(content, column, "unshown", more)
        parts.insert(0, compose("{count} with figures that the table leaves out", count=figure))
    if not parts:
        return ()
    told = join(parts, "; ")
    return compose("Other targets: {text}.", text=told) if column.year is None else compose(
        "Other targets for {year}: {text}.", year=str(column.year), text=told
    )  # fmt: skip


def list_absent(column: boards.Column) -> Sequence[Row]:
    """Targets of the year without a value."""
    rows = [row for row in (*column.silent, *column.unverified) if row["value"] is None]
    return rows[: MOST_NOTES // 2]


def compose_results(rows: Sequence[Row], title: str) -> Table:
    """Results with base, target, verdict and what is missing, a row each."""
    columns = (
        Column(_("Indicator"), "text", 3.2),
        Column(_("Result"), "rate", 1.1),
        Column(_("Calculated on"), "text", 2.4),
        Column(_("Target"), "rate", 0.9),
        Column(_("Verdict"), "text", 1.6),
        Column(_("Still missing"), "text", 1.8),
    )
    return Table(title, columns, tuple(compose_row(row, rows) for row in rows), tell_rows_source(rows))


def compose_row(row: Row, rows: Sequence[Row]) -> tuple[Cell, ...]:
    """Cells of one result."""
    is_number = print_value(row) is not None
    return (
        Cell(name_row(row, rows)),
        Cell(tell_value(row) or (MISSING,), row["value"] if is_number else None),
        Cell((tell_base(row) or MISSING,)),
        Cell(tell_target(row) or (MISSING,), row["target_value"]),
        Cell((tell_status(row),), status=row["status"]),
        Cell(tell_gap(row) or (MISSING,), row["gap_count"] if row["gap_count"] else None),
    )
