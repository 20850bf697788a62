"""The copy of a workbook that is kept when it held personal data: the same cells without those columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_cell_to_rowcol

from etl.cells import PersonalColumn
from etl.reading.model import Sheet, Workbook
from etl.workbook_copy import copy_values, read_workbook_words


def write_cleaned(workbook: Workbook, personal: Sequence[PersonalColumn], out: Path) -> Path:
    """Write the workbook's values at their addresses with the personal columns emptied; their headers say so.

    Only values are written: no comment, picture, formula, name of an author or other property of the received file is carried
    over. A personal column is emptied from the first row below its header to the end of its sheet.

    Returns
    -------
    Path
        ``out``, an .xlsx. The same content gives the same bytes.

    Raises
    ------
    InputFileError
        A sheet has more rows or columns than .xlsx can hold.
    """
    sheets = [_clean(sheet, [column for column in personal if column.sheet == sheet.name]) for sheet in workbook.sheets]
    copy_values(Workbook(sheets), out)
    return out


def _clean(sheet: Sheet, personal: Sequence[PersonalColumn]) -> Sheet:
    if not personal:
        return sheet
    rows = [list(row) for row in sheet.rows]
    for column in personal:
        header_row, header_column = xl_cell_to_rowcol(column.header_cell)
        for i, row in enumerate(rows, start=sheet.first_row):
            if column.first_row <= i and (column.last_row is None or i <= column.last_row):
                _put(row, column.column - sheet.first_column, "")
            elif i == header_row:
                _put(row, header_column - sheet.first_column, read_workbook_words()["cleaned"]["header"])
    firsts = {column.column: column.first_row for column in personal}
    errors = {(row, j): text for (row, j), text in sheet.errors.items() if j not in firsts or row < firsts[j]}
    following = sheet.following

    def clean_following() -> Iterator[Sheet]:
        return (_clean(part, personal) for part in following()) if following else iter(())

    return replace(sheet, rows=rows, errors=errors, following=clean_following if following else None)


def _put(row: list[Any], position: int, value: str) -> None:
    if 0 <= position < len(row):
        row[position] = value
