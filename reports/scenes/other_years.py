"""Targets ahead that the board leaves to its further years: those next due and those between."""

from __future__ import annotations

from collections.abc import Sequence

from reports.blocks import Cell, Column, Table
from reports.content import Content, Row
from reports.printed import begin_small, print_value, tell_value
from reports.scenes.marks import mark_simulated, name_row
from reports.sentences import tell_gap, tell_judgement, tell_status, tell_target
from reports.source_line import tell_rows_source
from warehouse.model import Status
from wording import board as boards
from wording.board_words import name_short
from wording.format import MISSING, format_status
from wording.language import _
from wording.overview_goals import list_valued
from wording.phrases import Phrase, compose, fill, join


def list_other_years(content: Content) -> list[boards.Column]:
    """Years ahead with a value besides the one of the outlook, the next due first."""
    return [column for column in content.board.others if column.is_ahead and column.year and list_valued(column)]


def find_next_year(content: Content) -> boards.Column | None:
    """The year that falls due next, where the outlook is of a later one; None otherwise."""
    ahead = content.ahead_year
    return next((one for one in list_other_years(content) if one.year and (ahead is None or one.year < ahead)), None)


def compose_other_years(columns: Sequence[boards.Column], title: str, most: int | None = None) -> Table:
    """A row on each result of some years; what is not due has a word and no light."""
    rows = [row for column in columns for row in list_valued(column)][:most]
    heads = (
        Column(_("Indicator"), "text", 3.2),
        Column(_("Due"), "text", 0.8),
        Column(_("Result"), "rate", 1.3),
        Column(_("Target"), "rate", 0.9),
        Column(_("Verdict"), "text", 1.7),
        Column(_("Still missing"), "text", 1.8),
    )
    return Table(title, heads, tuple(compose_row(row, rows) for row in rows), tell_rows_source(rows))


def compose_row(row: Row, rows: Sequence[Row]) -> tuple[Cell, ...]:
    """Cells of one target."""
    light = None if row["status"] == Status.NOT_DUE else row["status"]
    return (
        Cell(name_row(row, rows)),
        Cell((str(row["target_year"] or MISSING),)),
        Cell(tell_value(row) or (MISSING,), row["value"] if print_value(row) else None),
        Cell(tell_target(row) or (MISSING,), row["target_value"]),
        Cell((tell_status(row),), status=light),
        Cell(tell_gap(row) or (MISSING,), row["gap_count"]),
    )


def tell_shortly(row: Row) -> Phrase:
    """The verdict on a value; of an undecided one the word alone, whose reason stands where the place's results do."""
    if row["status"] != Status.UNDECIDED:
        return tell_judgement(row)
    return join(
        [(begin_small(format_status(row["status"])),), compose("target of {target}", target=tell_target(row))], ", "
    )


def tell_other_year(column: boards.Column) -> Phrase:
    """The results of a year in one sentence."""
    rows = list_valued(column)
    told = [
        mark_simulated(
            fill("{name} {value}: {text}", name=name_short(row), value=tell_value(row), text=tell_shortly(row)),
            row,
            rows,
        )
        for row in rows
    ]
    return compose("Targets for {year}: {text}.", year=str(column.year), text=join(told, "; "))
