"""What a received workbook is once read: sheets of cells that know their address, and what calamine does not tell about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from xlsxwriter.utility import xl_col_to_name

NO_RESULT = "formula"  # a formula whose result was not saved with the workbook
Position = tuple[int, int]


@dataclass(frozen=True)
class Sheet:
    """A sheet's used range. ``rows[i][j]`` is the cell in sheet row ``first_row + i`` and column ``first_column + j``, from 0.

    Attributes
    ----------
    rows : list[list[Any]]
        As python-calamine gives them: ``""`` where empty, else str, float, int, bool, date, datetime, time or timedelta; equally long.
    is_hidden : bool
        Hidden or very hidden in the workbook.
    merged : tuple of ((row, column), (row, column))
        First and last cell of each merged range, in sheet coordinates from 0.
    errors : Mapping[(row, column), str]
        Cells, in sheet coordinates from 0, that hold an error (``#REF!``) or a formula without a stored result (``NO_RESULT``). They are
        inside ``rows``, where they read as empty.
    percents : frozenset of (row, column)
        Numbers under a % format, in sheet coordinates from 0: 0.455 was shown as 45,5%.
    following : callable, optional
        The further parts of a long text file, in order; the header stands in this first part.
    """

    name: str
    first_row: int
    first_column: int
    rows: list[list[Any]]
    is_hidden: bool = False
    merged: tuple[tuple[Position, Position], ...] = ()
    errors: Mapping[Position, str] = field(default_factory=dict)
    percents: frozenset[Position] = frozenset()
    following: Callable[[], Iterator[Sheet]] | None = None

    @cached_property
    def columns(self) -> list[tuple[Any, ...]]:
        """The cells of ``rows`` by column, turned round once; they no longer change then."""
        return list(zip(*self.rows, strict=True))

    @cached_property
    def texts(self) -> list[list[str]]:
        """The different texts of each column, as :func:`list_texts` gives them."""
        return [list_texts(cells) for cells in self.columns]

    def address(self, i: int, j: int) -> str:
        """A1 address of ``rows[i][j]``.

        >>> Sheet("x", 2, 1, []).address(0, 0)
        'B3'
        """
        return f"{xl_col_to_name(self.first_column + j)}{self.first_row + i + 1}"


def cut_sheet(sheet: Sheet, row_count: int) -> Iterator[Sheet]:
    """The sheet itself, or its parts of at most ``row_count`` rows, from above; merged cells, errors and percents stay with each part.

    >>> [(part.first_row, part.rows) for part in cut_sheet(Sheet("x", 2, 0, [[1], [2], [3]]), 2)]
    [(2, [[1], [2]]), (4, [[3]])]
    """
    if len(sheet.rows) <= row_count:
        yield sheet
        return
    for start in range(0, len(sheet.rows), row_count):
        rows = sheet.rows[start : start + row_count]
        yield replace(sheet, first_row=sheet.first_row + start, rows=rows, following=None)


@dataclass(frozen=True)
class Note:
    """Something done to a file that its sender should know: converted from TCVN3, macros not run, a hidden sheet read."""

    rule: str
    sheet: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Workbook:
    """Every non-empty sheet of a file, and what was done to read it."""

    sheets: list[Sheet]
    notes: list[Note] = field(default_factory=list)


def list_texts(cells: Sequence[Any]) -> list[str]:
    """The different texts among some cells, in the order they appear.

    >>> list_texts(["b", 1.0, "", "a", "b"])
    ['b', 'a']
    """
    if set(map(type, cells)) == {float}:
        return []
    return [cell for cell in dict.fromkeys(cells) if cell.__class__ is str and cell]
