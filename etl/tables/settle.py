"""Settles what each column of numbers counts, with the help of the lines around the table, and says which columns are not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rapidfuzz import process

from etl.findings import Findings
from etl.reading.model import Sheet
from etl.tables.block import HeaderBlock
from etl.tables.columns import Column
from etl.tables.context import Surroundings
from etl.tables.refine import SAMPLE_ROWS, has_numbers
from etl.tables.text import fold_phrase
from etl.tables.units import find_header_unit
from etl.tables.vocabulary import Vocabulary
from warehouse.model import Measure

COLUMNS_BESIDE: Final = 20  # so many columns right of a header may hold numbers without one


def settle_counts(
    columns: Sequence[Column],
    block: HeaderBlock,
    sheet: Sheet,
    around: Surroundings,
    vocabulary: Vocabulary,
    findings: Findings,
) -> list[Column]:
    """Give every column of numbers its measure, or take it out and say why; positions are those of ``Sheet.rows``."""
    measured = [settle_measure(column, columns, block, sheet, around, findings) for column in columns]
    scaled = [settle_unit(column, sheet, around, vocabulary, findings) for column in measured]
    single = drop_doubles(scaled, sheet, findings)
    report_not_read(single, block, sheet, vocabulary, findings)
    return [replace(column, role="not_read") if column.role == "rejected" else column for column in single]


def settle_measure(
    column: Column,
    columns: Sequence[Column],
    block: HeaderBlock,
    sheet: Sheet,
    around: Surroundings,
    findings: Findings,
) -> Column:
    """The measure of a count whose header names none: that of its rows, of the title line, or what "Số hộ" and "Số GĐHT" mean."""
    if column.role != "count" or column.measure:
        return column
    others = [other for other in columns if other.role == "count" and other is not column]
    has_named_rows = any(other.role in ("content", "measure") for other in columns)
    is_plain = column.title is None and column.group is None
    if has_named_rows and is_plain:
        return column
    if column.thing and is_plain:
        if any(other.measure for other in others):
            return replace(column, measure=Measure.TOTAL.value)
    elif around.measure and (not is_plain or not any(is_bare(other) for other in others)):
        return replace(column, measure=around.measure)
    elif column.is_number_of_title:
        findings.add("measure_understood", sheet.name, sheet.address(column.row, column.index), column.header)
        return replace(column, measure=Measure.RECOGNISED.value)
    if has_named_rows:
        return column
    findings.add("measure_unknown", sheet.name, sheet.address(column.row, column.index), column.header)
    return replace(column, role="rejected")


def is_bare(column: Column) -> bool:
    """Whether a header says only that there are numbers ("Số lượng"), and not of which year."""
    return not (column.measure or column.title or column.group or column.thing or column.period)


def settle_unit(
    column: Column, sheet: Sheet, around: Surroundings, vocabulary: Vocabulary, findings: Findings
) -> Column:
    """Read the unit in the header of a count, and take the count out when it is unknown or contradicts that of the whole table."""
    unit = find_header_unit(column.header, vocabulary) if column.role == "count" else None
    if unit is None:
        return column
    table = around.unit
    is_torn = table is not None and table.scale != unit.scale and fold_phrase(unit.text) in fold_phrase(table.text)
    if unit.scale is not None and not is_torn:
        return replace(column, unit=unit)
    findings.add("unit_unknown", sheet.name, sheet.address(column.row, column.index), unit.text)
    return replace(column, role="rejected")


def drop_doubles(columns: Sequence[Column], sheet: Sheet, findings: Findings) -> list[Column]:
    """Take out counts that say they count the same: nobody can tell which one is meant."""

    def key(column: Column) -> tuple[str | None, ...]:
        return column.measure, column.title or column.thing, column.group, column.period

    times = Counter(key(column) for column in columns if column.role == "count")
    kept = []
    for column in columns:
        if column.role == "count" and times[key(column)] > 1:
            findings.add("column_twice", sheet.name, sheet.address(column.row, column.index), column.header)
            kept.append(replace(column, role="rejected"))
        else:
            kept.append(column)
    return kept


def report_not_read(
    columns: Sequence[Column], block: HeaderBlock, sheet: Sheet, vocabulary: Vocabulary, findings: Findings
) -> None:
    """Say which columns of numbers are left out because their header is not understood."""
    rows = sheet.rows[block.last + 1 : block.last + 1 + SAMPLE_ROWS]
    headed = {column.index for column in columns}
    width = min(max(headed, default=0) + COLUMNS_BESIDE, len(sheet.rows[0]))
    blank = [Column(j, "blank", "", block.last) for j in range(width) if j not in headed]
    for column in [*columns, *blank]:
        if column.role in ("unknown", "not_read", "blank") and has_numbers([row[column.index] for row in rows]):
            names = list(vocabulary.measure_names.values())
            close = process.extract(column.header, names, processor=fold_phrase, limit=3, score_cutoff=75)
            cell = sheet.address(column.row, column.index)
            findings.add("column_not_read", sheet.name, cell, column.header, [name for name, *_ in close])
