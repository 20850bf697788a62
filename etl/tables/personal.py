"""Finds columns of personal data, so that they are dropped at the door: by their header, or by cells that look like citizen numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from etl.cells import PersonalColumn
from etl.reading.model import Sheet
from etl.tables.header import LONGEST_HEADER, HeaderGrid
from etl.tables.text import print_cell
from etl.tables.vocabulary import Vocabulary

SEARCHED_ROWS: Final = 200
SEARCHED_CELLS: Final = 20_000
SAMPLED_CELLS: Final = 10_000
FEWEST_NUMBERS: Final = 3
CITIZEN_NUMBER: Final = re.compile(r"\d{9}|\d{12}")
STRIPPED_ZERO: Final = range(10**8, 10**12)  # a number cell loses the zeros that citizen numbers begin with
LONGEST_NUMBER: Final = 20
LABEL: Final = "Số định danh"


def find_personal_columns(sheet: Sheet, vocabulary: Vocabulary) -> list[PersonalColumn]:
    """Find the columns of a sheet that hold personal data.

    Parameters
    ----------
    sheet : Sheet
        With or without a table of titles.
    vocabulary : Vocabulary
        Its section ``personal`` lists the headers.

    Returns
    -------
    list of PersonalColumn
        By column; ``column`` and ``first_row`` count from 0 on the sheet. Names of areas, clans and offices are not personal.
    """
    headed = find_by_header(sheet, vocabulary)
    found = {column.column: column for column in [*find_by_content(sheet), *headed]}
    return [found[column] for column in sorted(found)]


def find_by_header(sheet: Sheet, vocabulary: Vocabulary) -> list[PersonalColumn]:
    """Columns under a header that names personal data; the first such header of each column counts."""
    grid = HeaderGrid(sheet)
    found: dict[int, PersonalColumn] = {}
    budget = SEARCHED_CELLS
    for i, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        for j, cell in enumerate(row[:budget]):
            budget -= cell != ""
            if isinstance(cell, str) and cell and j not in found and names_person(cell, vocabulary):
                spans = [span for span in grid.merged.get(i, ()) if span[0] == i and span[2] == j]
                last, right = (spans[0][1], spans[0][3]) if spans else (i, j)
                for column in range(j, min(right + 1, len(row))):
                    found.setdefault(column, build_column(sheet, i, column, last + 1, print_cell(cell), j))
    return list(found.values())


def names_person(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a header names personal data and counts nothing."""
    if len(text) > LONGEST_HEADER:
        return False
    reading = vocabulary.read(print_cell(text))
    return bool(reading.personal) and not (reading.measures or reading.titles) and len(reading.unknown) <= 3


def find_by_content(sheet: Sheet) -> list[PersonalColumn]:
    """Columns most of whose cells look like citizen numbers, whatever their header says."""
    if not sheet.rows:
        return []
    width = len(sheet.rows[0])
    step = max(1, len(sheet.rows) * width // SAMPLED_CELLS)
    rows = sheet.rows[::step]
    found = []
    for j in range(width):
        filled = [(i, row[j]) for i, row in enumerate(rows) if row[j] != ""]
        numbers = [(i, cell) for i, cell in filled if is_citizen_number(cell)]
        if (
            len(numbers) >= FEWEST_NUMBERS
            and 2 * len(numbers) > len(filled)
            and has_variety([cell for _, cell in numbers])
        ):
            first = next(i for i, row in enumerate(sheet.rows) if is_citizen_number(row[j]))
            header = next((i for i in range(first - 1, -1, -1) if sheet.rows[i][j] != ""), None)
            label = print_cell(sheet.rows[header][j]) if header is not None else LABEL
            found.append(build_column(sheet, first if header is None else header, j, first, label, j))
    return found


def is_citizen_number(cell: Any) -> bool:
    """Whether a cell looks like a number of 9 or 12 digits, or one whose first zeros were lost."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return STRIPPED_ZERO.start <= cell < STRIPPED_ZERO.stop and cell == cell // 1
    if not isinstance(cell, str) or not 9 <= len(cell) <= LONGEST_NUMBER:
        return False
    return CITIZEN_NUMBER.fullmatch(re.sub(r"[\s.'-]", "", cell)) is not None


def has_variety(cells: Sequence[Any]) -> bool:
    """Whether the numbers are not round and not all alike, as sums of money would be."""
    texts = [print_cell(cell).strip() for cell in cells]
    return len(set(texts)) > len(texts) // 2 and sum(text.endswith("000") for text in texts) * 2 < len(texts)


def build_column(sheet: Sheet, i: int, j: int, first: int, label: str, header_column: int) -> PersonalColumn:
    """A personal column, its positions turned into those on the sheet."""
    return PersonalColumn(
        sheet=sheet.name,
        column=sheet.first_column + j,
        first_row=sheet.first_row + first,
        header_cell=sheet.address(i, header_column),
        label=label,
    )
