"""A table found in a sheet: where it starts and ends, what its columns hold, and what holds for all of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name

from etl.cells import TableContext
from etl.tables.columns import LABELS, Column
from etl.tables.vocabulary import Vocabulary

LABEL_ROLES: Final = (*LABELS, "period")


@dataclass(frozen=True)
class Section:
    """What the rows below a heading belong to, until the next one; null where headings do not say it."""

    section: str | None = None
    section_title: str | None = None
    section_title_cell: str | None = None
    section_title_row: int = 0
    section_group: str | None = None
    section_period: str | None = None
    section_area: str | None = None
    section_area_cell: str | None = None


@dataclass
class Carried:
    """What the rows read so far hand on to the next part of a long text file, and what was said once already."""

    section: Section = field(default_factory=Section)
    last_row: dict[str, Any] = field(default_factory=dict)
    last_figure: int = 0
    note_row: int = 0
    said: set[str] = field(default_factory=set)
    settled: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """One table.

    Attributes
    ----------
    context : TableContext
        What stands around it.
    columns : tuple of Column
        Those that are read; ``index`` is the column of the sheet, from 0.
    first_row, end_row : int
        Rows of the sheet, from 0: the first below the header, and the one where the next table's header starts (null: to the end).
    header : Mapping[int, frozenset of str]
        The header's texts by column of the sheet, to know it again where it is repeated.
    title, title_cell, group, measure, period : str or None
        What holds where neither column nor row says otherwise.
    is_rejected : bool
        Its unit is unknown: none of its cells is handed on.
    """

    context: TableContext
    columns: tuple[Column, ...]
    first_row: int
    end_row: int | None
    header: dict[int, frozenset[str]]
    title: str | None
    title_cell: str
    group: str | None
    measure: str | None
    period: str | None
    scale: int
    is_rejected: bool
    vocabulary: Vocabulary
    carried: Carried = field(default_factory=Carried, compare=False)

    @property
    def counts(self) -> tuple[Column, ...]:
        """The columns of numbers."""
        return tuple(column for column in self.columns if column.role == "count")

    @property
    def has_labels(self) -> bool:
        """Whether the rows name titles, groups, measures or periods, so that one area takes several rows."""
        return any(column.role in LABEL_ROLES for column in self.columns)

    def find(self, role: str) -> Column | None:
        """The column of a role, or None."""
        return next((column for column in self.columns if column.role == role), None)

    def address(self, row: int, column: int) -> str:
        """A1 address of a row of the sheet, from 1, and a column, from 0."""
        return f"{xl_col_to_name(column)}{row}"
