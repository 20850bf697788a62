"""Columns of a plain table that are no part of it: nobody reads them, and they might tell of whom a row is."""

from __future__ import annotations

from collections.abc import Collection

from etl.cells import PersonalColumn
from etl.reading.model import Sheet
from etl.tables.personal import build_column
from etl.tables.text import print_cell


def find_unknown_columns(sheet: Sheet, header: int, known: Collection[int]) -> list[PersonalColumn]:
    """Columns with anything below the header, without the ``known`` ones (from 0 within ``sheet.rows``)."""
    below = [*sheet.rows[header + 1 :], *(row for part in _list_following(sheet) for row in part.rows)]
    return [
        build_column(sheet, header, j, header + 1, read_heading(sheet, header, j), j)
        for j in range(len(sheet.rows[header]))
        if j not in known and any(row[j] != "" for row in below)
    ]


def build_cell(sheet: Sheet, i: int, j: int) -> PersonalColumn:
    """A single cell that is not kept; ``i`` and ``j`` count from 0 within ``sheet.rows``."""
    row = sheet.first_row + i
    return PersonalColumn(sheet.name, sheet.first_column + j, row, sheet.address(i, j), "", row)


def read_heading(sheet: Sheet, i: int, j: int) -> str:
    """The text of a header cell; of one that is merged with a cell above, that one's."""
    text = print_cell(sheet.rows[i][j])
    spans = [span for span in sheet.merged if span[0][1] <= sheet.first_column + j <= span[1][1]]
    inside = [span for span in spans if span[0][0] < sheet.first_row + i <= span[1][0]]
    if text or not inside:
        return text
    (top, left), _ = inside[0]
    return print_cell(sheet.rows[top - sheet.first_row][left - sheet.first_column])


def _list_following(sheet: Sheet) -> list[Sheet]:
    return list(sheet.following()) if sheet.following else []
