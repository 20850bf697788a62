"""Where a header may stand: the texts above each column, through merged cells and through blanks that continue the cell to their left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from etl.reading.model import Position, Sheet
from etl.tables.text import print_cell
from etl.tables.vocabulary import Reading, Vocabulary

MAX_HEADER_ROWS: Final = 4
MAX_COLUMNS: Final = 250
LONGEST_HEADER: Final = 200
TALLEST_MERGE: Final = 10  # taller merged cells belong to the rows of a table
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True)
class Level:
    """A header text over a column, and the first cell it stands in (row and column of ``Sheet.rows``)."""

    text: str
    anchor: Position


@dataclass(frozen=True)
class HeaderGrid:
    """The rows of a sheet in which a header is looked for; positions count from the first of ``sheet.rows``."""

    sheet: Sheet

    @cached_property
    def merged(self) -> dict[int, list[tuple[int, int, int, int]]]:
        """Merged ranges by each row they reach: first row, last row, first column, last column."""
        by_row: dict[int, list[tuple[int, int, int, int]]] = {}
        for (top, left), (bottom, right) in self.sheet.merged:
            if bottom - top < TALLEST_MERGE:
                first, last = top - self.sheet.first_row, bottom - self.sheet.first_row
                span = (first, last, left - self.sheet.first_column, right - self.sheet.first_column)
                for row in range(first, last + 1):
                    by_row.setdefault(row, []).append(span)
        return by_row

    def find_anchor(self, i: int, j: int) -> Position:
        """The cell whose text is shown at a position."""
        for first, _, left, right in self.merged.get(i, ()):
            if left <= j <= right:
                return max(first, 0), max(left, 0)
        return i, j

    def is_merged(self, i: int, j: int) -> bool:
        """Whether a position lies in a merged range."""
        return any(left <= j <= right for _, _, left, right in self.merged.get(i, ()))

    def read_text(self, i: int, j: int) -> str:
        """The text shown at a position."""
        row, column = self.find_anchor(i, j)
        return print_cell(self.sheet.rows[row][column])

    def list_columns(self, first: int, last: int) -> list[int]:
        """Columns with a text in any of some rows, at most ``MAX_COLUMNS``."""
        rows = self.sheet.rows[first : last + 1]
        width = min(len(rows[0]), 20 * MAX_COLUMNS) if rows else 0
        filled = [j for j in range(width) if any(row[j] != "" for row in rows)]
        covered = {
            j
            for i in range(first, last + 1)
            for span in self.merged.get(i, ())
            for j in range(max(span[2], 0), min(span[3] + 1, width))
        }
        return sorted({*filled, *covered})[:MAX_COLUMNS]

    def list_levels(self, first: int, last: int) -> dict[int, list[Level]]:
        """The texts over each column in a block of header rows, from top to bottom."""
        columns = self.list_columns(first, last)
        levels: dict[int, list[Level]] = {j: [] for j in columns}
        for i in range(first, last + 1):
            shown = {j: Level(self.read_text(i, j), self.find_anchor(i, j)) for j in columns}
            if i < last:
                self._continue_left(i, last, shown)
            for j, level in shown.items():
                if level.text and level not in levels[j]:
                    levels[j].append(level)
        return levels

    def _continue_left(self, i: int, last: int, shown: dict[int, Level]) -> None:
        """Without merged cells, a blank upper cell belongs to the text to its left when both have texts below."""
        for j, level in shown.items():
            left = shown.get(j - 1)
            if level.text or left is None or not left.text or self.is_merged(i, j) or self.is_merged(i, left.anchor[1]):
                continue
            if all(any(self.read_text(row, k) for row in range(i + 1, last + 1)) for k in (j - 1, j)):
                shown[j] = left


def find_header_rows(grid: HeaderGrid, rows: Iterator[int], vocabulary: Vocabulary, budget: int) -> Iterator[int]:
    """Rows of a sheet that may belong to a header, until ``budget`` cells have been looked at."""
    for i in rows:
        cells = [cell for cell in grid.sheet.rows[i][: 20 * MAX_COLUMNS] if cell != ""]
        budget -= len(cells)
        if budget < 0:
            return
        if cells and may_be_header(cells, vocabulary):
            yield i


def may_be_header(cells: list[Any], vocabulary: Vocabulary) -> bool:
    """Whether a row holds words of a header and no numbers but years: at least one cell is understood, and a third of them."""
    texts = [print_cell(cell) for cell in cells[:MAX_COLUMNS] if not is_year(cell)]
    if any(is_number(text) or len(text) > LONGEST_HEADER for text in texts):
        return False
    return 3 * sum(is_header_word(vocabulary.read(text)) for text in texts) >= max(len(texts), 1)


def is_header_word(reading: Reading) -> bool:
    """Whether a text alone could head a column; "Phường Ba Đình" could not."""
    said = reading.fields or reading.measures or reading.titles or reading.groups or reading.things or reading.personal
    return bool(said) and (not reading.unknown or bool(reading.measures) or reading.is_rate)


def is_year(cell: Any) -> bool:
    """Whether a cell holds a year."""
    text = print_cell(cell)
    return text.isdecimal() and FIRST_YEAR <= int(text) <= LAST_YEAR if len(text) == 4 else False


def is_number(text: str) -> bool:
    """Whether a text is a number or a numbering such as (1); long codes too."""
    return any(char.isdecimal() for char in text) and not any(char.isalpha() for char in text)
