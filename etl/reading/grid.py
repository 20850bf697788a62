"""Turns what python-calamine read, and what was found beside it, into sheets."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from etl.reading.limits import MAX_CELLS
from etl.reading.model import Note, Position, Sheet
from etl.reading.refusal import refuse
from etl.received import ReceivedFile


@dataclass
class SheetScan:
    """What calamine does not tell about a sheet, in sheet coordinates from 0."""

    errors: dict[Position, str] = field(default_factory=dict)
    percents: set[Position] = field(default_factory=set)
    merged: list[tuple[Position, Position]] = field(default_factory=list)
    is_hidden: bool = False


def read_with_calamine(
    file: ReceivedFile, archives: Sequence[io.BytesIO], scans: Mapping[str, SheetScan]
) -> list[Sheet]:
    """Every worksheet that was scanned and is not empty; its rows may be divided over several archives, which are read at once."""
    with ThreadPoolExecutor(len(archives)) as readers:
        workbooks = list(readers.map(CalamineWorkbook.from_filelike, archives))
        kept: list[Sheet] = []
        left = MAX_CELLS
        for about in workbooks[0].sheets_metadata:
            if about.typ is not SheetTypeEnum.WorkSheet or about.name not in scans:
                continue
            scan = scans[about.name]
            scan.is_hidden = about.visible is not SheetVisibleEnum.Visible
            parts = readers.map(lambda workbook, name=about.name: workbook.get_sheet_by_name(name), workbooks)
            sheet = build_sheet(list(parts), scan)
            left -= len(sheet.rows) * len(sheet.rows[0]) if sheet.rows else 0
            if left < 0:
                raise refuse(file.name, "too_many_cells", limit=MAX_CELLS)
            if sheet.rows:
                kept.append(sheet)
        return kept


def build_sheet(parts: Sequence[CalamineSheet], scan: SheetScan) -> Sheet:
    """The used range of a sheet, whose rows the parts hold from above, widened to hold its errors."""
    filled = [(part.start, part.to_python()) for part in parts if part.start is not None]
    merged = scan.merged or [cells for part in parts for cells in part.merged_cell_ranges or []]
    first, rows = join_rows(filled) if filled else ((0, 0), [])
    return place_rows(parts[0].name, first, rows, scan, merged)


def join_rows(parts: Sequence[tuple[Position, list[list[Any]]]]) -> tuple[Position, list[list[Any]]]:
    """The first cell and the rows of used ranges that lie one below the other, and may begin and end in different columns.

    >>> join_rows([((0, 1), [["a"]]), ((2, 0), [[1.0, 2.0, 3.0]])])
    ((0, 0), [['', 'a', ''], ['', '', ''], [1.0, 2.0, 3.0]])
    """
    top = parts[0][0][0]
    left = min(first[1] for first, _ in parts)
    right = max(first[1] + len(part[0]) for first, part in parts)
    rows: list[list[Any]] = []
    for first, part in parts:
        before, after = [""] * (first[1] - left), [""] * (right - first[1] - len(part[0]))
        rows += [[""] * (right - left) for _ in range(first[0] - top - len(rows))]
        rows += [before + row + after for row in part] if before or after else part
    return (top, left), rows


def place_rows(
    name: str, first: Position, rows: list[list[Any]], scan: SheetScan, merged: list[tuple[Position, Position]]
) -> Sheet:
    """A sheet of rows from the cell ``first`` on; rows and columns are added where an error lies outside, and an error reads as empty."""
    width = len(rows[0]) if rows else 0
    if scan.errors and not rows:
        first = min(row for row, _ in scan.errors), min(column for _, column in scan.errors)
    top, left = (
        min([first[0], *(row for row, _ in scan.errors)]),
        min([first[1], *(column for _, column in scan.errors)]),
    )
    bottom = max([first[0] + len(rows), *(row + 1 for row, _ in scan.errors)])
    right = max([first[1] + width, *(column + 1 for _, column in scan.errors)])
    if (top, left) != first or (bottom, right) != (first[0] + len(rows), first[1] + width):
        before, after = [""] * (first[1] - left), [""] * (right - first[1] - width)
        rows = [before + row + after for row in rows]
        empty_above = [[""] * (right - left) for _ in range(first[0] - top)]
        rows = empty_above + rows
        rows += [[""] * (right - left) for _ in range(bottom - top - len(rows))]
    for row, column in scan.errors:
        rows[row - top][column - left] = ""  # some writers store a 0 beside the error
    return Sheet(
        name, top, left, rows, scan.is_hidden, tuple(sorted(set(merged))), scan.errors, frozenset(scan.percents)
    )


def note_hidden(sheets: list[Sheet]) -> list[Note]:
    """A note for every hidden sheet that was read."""
    return [Note("hidden_sheet_read", sheet.name) for sheet in sheets if sheet.is_hidden]
