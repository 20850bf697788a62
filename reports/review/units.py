"""The units under a place: how many attained each target, and where, on a map."""

from __future__ import annotations

from collections import Counter

from reports.blocks import Block, Cell, Column, Paragraphs, Table
from reports.content import Content, Row
from reports.scenes.area_map import (
    choose_row,
    compose_area_map,
    count_units,
    list_judged_units,
    list_reported_below,
    tell_title,
)
from reports.scenes.marks import mark_simulated, name_row
from reports.sentences import end
from reports.source_line import tell_units_source
from warehouse.model import Status
from wording.language import _
from wording.overview_goals import list_valued
from wording.phrases import Figure, Phrase
from wording.story import ATTAINED

CLASSES = (
    (Status.ATTAINED, ATTAINED),
    (Status.NOT_ATTAINED, (Status.NOT_ATTAINED,)),
    (Status.UNDECIDED, (Status.UNDECIDED,)),
    (Status.NO_DATA, (Status.NO_DATA,)),
)


def compose_units(content: Content) -> tuple[Block, ...]:
    """A sentence and a row of counts a target, and the map of the most urgent; empty where no unit reported."""
    found = list_told(content)
    if not found:
        return ()
    rows = [row for row, _units in found]
    blocks: list[Block] = [
        Paragraphs(
            tuple(end(mark_simulated(tell_title(content, row, units), row, rows)) for row, units in found), is_list=True
        )
    ]
    blocks.append(compose_counts(content, found))
    row = choose_row(content)
    if row is not None and content.units is not None and content.units.layer_key:
        blocks.append(compose_area_map(content, row, list_judged_units(content, row)))
    return tuple(blocks)


def list_told(content: Content) -> list[tuple[Row, list[Row]]]:
    """Results of the year that ended with the units that any of them was reported by; of a place without figures those its units have."""
    column = content.board.ended
    if column is None or content.units is None:
        return []
    below = [] if list_valued(column) else list_reported_below(content)
    rows = list_valued(column) or [row for row in below if row["target_year"] == column.year]
    pairs = [(row, list_judged_units(content, row)) for row in rows]
    if below:
        pairs = [({**row, "is_simulated": any(unit["is_simulated"] for unit in units)}, units) for row, units in pairs]
    return [(row, units) for row, units in pairs if any(unit["value"] is not None for unit in units)]


def compose_counts(content: Content, found: list[tuple[Row, list[Row]]]) -> Table:
    """Units by verdict, a row a target."""
    columns = (
        Column(_("Indicator"), "text", 3.4),
        Column(_("Attained or exceeded"), "count", 1.2),
        Column(_("Not attained"), "count", 1.2),
        Column(_("Undecided"), "count", 1.2),
        Column(_("No data yet"), "count", 1.2),
        Column(_("Other"), "count", 1.0),
        Column(_("Units"), "count", 1.0),
    )
    rows = [row for row, _units in found]
    cells = tuple(
        (Cell(name_row(row, rows)), *(Cell((figure,), count) for figure, count in count_classes(content, row, units)))
        for row, units in found
    )
    return Table(_("Units by verdict"), columns, cells, tell_counted_source(found))


def count_classes(content: Content, row: Row, units: list[Row]) -> list[tuple[Figure, int]]:
    """Units in each class of the table, the rest, and all."""
    counts = Counter(Status(unit["status"]) for unit in units)
    known = [(code.value, sum(counts[status] for status in statuses)) for code, statuses in CLASSES]
    rest = len(units) - sum(count for _code, count in known)
    every = [*known, ("other", rest), ("all", len(units))]
    return [(print_units(content, row, code, count), count) for code, count in every]


def print_units(content: Content, row: Row, code: str, count: int) -> Figure:
    """A number of units on the target of a row."""
    figure = count_units(content, row, f"class_{code}", count)
    assert isinstance(figure, Figure)
    return figure


def tell_counted_source(found: list[tuple[Row, list[Row]]]) -> Phrase:
    """Source line of the least complete of some targets."""
    row, units = min(found, key=lambda pair: sum(unit["value"] is not None for unit in pair[1]))
    return tell_units_source(units, row, [unit for _row, others in found for unit in others])
