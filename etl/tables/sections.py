"""Goes through the rows that are no plain figures: headings of sections, totals, notes, repeated headers, rows not filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import polars as pl

from etl.reading.model import Sheet
from etl.tables.body import ROW, slice_rows
from etl.tables.layout import Layout, Section
from etl.tables.row_words import is_note, is_numbering, is_total, strip_numbering
from etl.tables.text import fold_phrase, print_cell
from etl.tables.vocabulary import Reading
from etl.values.period_words import read_period

WIDEST_ROW: Final = 60
FIRST_ROWS: Final = 3
ORDINARY, LEFT_OUT, NOTE, UNFILLED, HEADER = "ordinary", "left_out", "note", "unfilled", "header"

Texts = Sequence[tuple[int, str]]


@dataclass
class SortedRows:
    """What became of the rows that were looked at: rows of the sheet, from 1; each section with the row of its heading."""

    left_out: set[int] = field(default_factory=set)
    unfilled: list[int] = field(default_factory=list)
    sections: list[tuple[int, Section]] = field(default_factory=list)


def sort_rows(rows: pl.DataFrame, layout: Layout, part: Sheet) -> SortedRows:
    """Look at every row without figures and every row that heads others; ``rows`` as :func:`etl.tables.rows.flag_rows` returns them."""
    rows_of_table = slice_rows(layout, part)
    first, cells = part.first_row + rows_of_table.start, part.rows[rows_of_table]
    carried = layout.carried
    found = SortedRows(sections=[(first, carried.section)])
    if part.first_row <= layout.first_row:
        found.left_out |= {first + i + 1 for i, row in enumerate(cells[:FIRST_ROWS]) if is_numbering(row[:WIDEST_ROW])}
    with_neighbours = rows.with_columns(
        last_figure=pl.when("has_figure").then(ROW).forward_fill().fill_null(carried.last_figure),
        next_content=pl.col("content").shift(-1).fill_null(""),
    )
    for row in with_neighbours.filter(~pl.col("has_figure") | pl.col("is_parent")).iter_rows(named=True):
        i = row[ROW] - 1 - first
        texts = [
            (part.first_column + j, print_cell(cell)) for j, cell in enumerate(cells[i][:WIDEST_ROW]) if cell != ""
        ]
        is_below_notes = carried.note_row > row["last_figure"]
        verdict = judge_row(row, texts, layout, found.sections[-1][1], is_below_notes)
        if isinstance(verdict, Section):
            found.sections.append((row[ROW], verdict))
        if verdict == NOTE:
            carried.note_row = row[ROW]
        if verdict == HEADER and i + 1 < len(cells) and is_numbering(cells[i + 1][:WIDEST_ROW]):
            found.left_out.add(row[ROW] + 1)
        if verdict == UNFILLED:
            found.unfilled.append(row[ROW])
        if verdict != ORDINARY and not row["has_figure"]:
            found.left_out.add(row[ROW])
    carried.section = found.sections[-1][1]
    carried.last_figure = int(with_neighbours.select(pl.col("last_figure").max()).item() or 0)
    return found


def judge_row(
    row: dict[str, Any], texts: Texts, layout: Layout, section: Section, is_below_notes: bool
) -> str | Section:
    """What a row is; a heading gives the section it starts."""
    if row["has_figure"]:
        return read_heading(row, texts, layout, section) if layout.find("content") is None else ORDINARY
    if is_header(texts, layout):
        return HEADER
    if any(is_note(text, layout.vocabulary) for _, text in texts):
        return NOTE
    if is_below_notes:
        return LEFT_OUT
    if row["is_filled"]:
        return (
            ORDINARY
            if any(row[key] for key in ("area_code", "area_name", "content", "title_id", "group_id"))
            else LEFT_OUT
        )
    if any(is_total(text, layout.vocabulary) for _, text in texts):
        return LEFT_OUT
    if is_unfilled(row, layout):
        return UNFILLED
    return read_heading(row, texts, layout, section)


def is_header(texts: Texts, layout: Layout) -> bool:
    """Whether a row repeats the header, at a page break."""
    inside = [(j, text) for j, text in texts if j in layout.header]
    return len(inside) > 1 and all(fold_phrase(text) in layout.header[j] for j, text in inside)


def is_unfilled(row: dict[str, Any], layout: Layout) -> bool:
    """Whether a row without numbers names what it would report on, and is no heading."""
    if row["area_code"]:
        return True
    if row["title_id"] or row["group_id"]:
        return bool(row["area_name"]) or layout.find("area_name") is None
    if row["content"]:
        return names_title(row["content"], layout) and (
            not row["next_content"] or names_title(row["next_content"], layout)
        )
    if not row["area_name"] or row["is_parent"] or names_title(row["area_name"], layout):
        return False
    words = layout.vocabulary.words["rows"]
    if words["ward"].is_start_of(row["area_name"]) or row["row_number"].strip("().").replace(".", "").isdecimal():
        return True
    is_heading = words["district"].is_start_of(row["area_name"]) or words["section"].is_start_of(row["area_name"])
    return layout.find("row_number") is None and not is_heading


def names_title(text: str, layout: Layout) -> bool:
    """Whether a text names exactly one title."""
    return len(layout.vocabulary.read(text, prefer="group").titles) == 1


def read_heading(row: dict[str, Any], texts: Texts, layout: Layout, section: Section) -> str | Section:
    """The section that a heading starts: a title, a group, a period, an area (where rows name none), or else words of its own."""
    labels = [(j, label) for j, text in texts if (label := strip_numbering(text))]
    if not labels:
        return LEFT_OUT
    j, label = labels[0]
    reading = layout.vocabulary.read(label, prefer="group")
    if len(reading.titles) == 1:
        cell = layout.address(row[ROW], j)
        return Section(
            section_title=reading.titles[0], section_title_cell=cell, section_title_row=row[ROW],
            section_group=pick_group(reading), section_period=section.section_period,
            section_area=section.section_area, section_area_cell=section.section_area_cell,
        )  # fmt: skip
    if group := pick_group(reading):
        return replace(section, section_group=group)
    if reading.has_digits and not reading.unknown and (period := read_period(label)):
        return replace(section, section_period=period.code)
    words = layout.vocabulary.words["rows"]
    is_area = words["ward"].is_start_of(label) or words["district"].is_start_of(label)
    if is_area and layout.find("area_name") is None:
        return replace(section, section_area=label, section_area_cell=layout.address(row[ROW], j), section_group=None)
    if reading.is_clear and not reading.fields and not reading.things:
        return LEFT_OUT  # "Trong đó:"
    return replace(section, section=label, section_group=None)


def pick_group(reading: Reading) -> str | None:
    """The one group a heading names, if nothing else is in it."""
    return reading.groups[0] if len(reading.groups) == 1 and reading.groups[0] and not reading.unknown else None
