"""The analyst's free pivot: any question over areas, periods, groups and bases, every subtotal recomputed from counts.

Nothing hidden can follow from a pivot: its sums hold only numbers the release itself shows, and the release has hidden beside every
protected number whatever else it would follow from (``warehouse.complements``). A subtotal says how many cells it had to leave out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

import polars as pl

from warehouse.errors import PivotError
from warehouse.model import Basis, Era, Level, Territory
from warehouse.periods import PERIOD_CODE
from warehouse.pivot_filter import EVERY_ROW, RowFilter, find_rows
from warehouse.queries import NATION, Release

EVERYBODY = "everybody"  # in place of a group: the total
MOST_ROW_AXES = 2


class Axis(StrEnum):
    """What rows and columns may be made of. ``PARENT`` is the district or province of an area."""

    AREA = "area"
    PARENT = "parent"
    INDICATOR = "indicator"
    TITLE = "title"
    PERIOD = "period"
    GROUP = "group"
    BASIS = "basis"
    TERRITORY = "territory"
    LEVEL = "level"


class Value(StrEnum):
    """What a cell shows."""

    RATE = "rate"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    GAP = "gap"
    CHANGE = "change"
    COMPLETENESS = "completeness"


class Blank(StrEnum):
    """Why a cell has no rate."""

    SEVERAL_INDICATORS = "several_indicators"
    SEVERAL_BASES = "several_bases"
    SEVERAL_PERIODS = "several_periods"
    SEVERAL_UNITS = "several_units"
    OVERLAPPING_GROUPS = "overlapping_groups"
    HIDDEN = "hidden"
    NOT_APPLICABLE = "not_applicable"
    NO_DATA = "no_data"
    NO_COUNTS = "no_counts"


#: Blanks of totals that have no meaning, whatever was reported.
MEANINGLESS = (
    Blank.SEVERAL_INDICATORS,
    Blank.SEVERAL_BASES,
    Blank.SEVERAL_PERIODS,
    Blank.SEVERAL_UNITS,
    Blank.OVERLAPPING_GROUPS,
)


@dataclass(frozen=True, order=True)
class Units:
    """One kind of units on one territory: ``ward.2025-07.current`` are today's wards, earlier periods recast to them."""

    level: Level
    era: Era
    territory: Territory

    @property
    def code(self) -> str:
        """How a link names it."""
        return f"{self.level}.{self.era}.{self.territory}"

    @classmethod
    def parse(cls, code: str) -> Units:
        """Read :attr:`code`.

        Raises
        ------
        ValueError
            When it names no level, era or territory.

        Examples
        --------
        >>> Units.parse("ward.2025-07.current").territory.value
        'current'
        """
        level, era, territory = code.split(".")
        return cls(Level(level), Era(era), Territory(territory))


@dataclass(frozen=True)
class PivotSpec:
    """One question.

    Attributes
    ----------
    place : str
        ``area_id`` under which the units lie; the place itself is one of them where it is of their kind.
    units : tuple of Units
        Kinds of units; several only beside each other, never added.
    indicators, periods, groups, bases : tuple of str
        What is looked at, in the order of columns; a group is a ``group_id`` or ``EVERYBODY``.
    rows, columns : tuple of Axis
        One or two axes of rows, one or none of columns.
    values : tuple of Value
        What every cell shows.
    target_year : int or None
        Whose headline target gaps are measured against.
    focus : str
        Code of the column that rows are filtered and sorted by; empty: the last of the columns that were chosen.
    only : tuple of str
        ``row_code`` of the rows looked at alone, totals included; empty, or where the answer has none of them: all.
    """

    place: str
    units: tuple[Units, ...]
    indicators: tuple[str, ...]
    periods: tuple[str, ...]
    groups: tuple[str, ...] = (EVERYBODY,)
    bases: tuple[Basis, ...] = (Basis.TOTAL,)
    rows: tuple[Axis, ...] = (Axis.AREA,)
    columns: tuple[Axis, ...] = (Axis.PERIOD,)
    values: tuple[Value, ...] = (Value.RATE,)
    target_year: int | None = None
    filter: RowFilter = EVERY_ROW
    focus: str = ""
    only: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        chosen = (self.units, self.indicators, self.periods, self.groups, self.bases, self.values)
        if not all(chosen) or not 1 <= len(self.rows) <= MOST_ROW_AXES or len(self.columns) > 1:
            raise PivotError(
                "a pivot needs units, indicators, periods, groups, bases, values, one or two axes of rows and at most one of columns",
                "bảng cần có đơn vị, chỉ tiêu, kỳ, nhóm, cơ sở tính, giá trị, một hoặc hai chiều hàng và không quá một chiều cột",
            )
        if len({*self.rows, *self.columns}) < len(self.rows) + len(self.columns):
            raise PivotError(
                "an axis is both in the rows and in the columns", "một chiều không thể vừa ở hàng vừa ở cột"
            )
        if any(not PERIOD_CODE.fullmatch(period) for period in self.periods):
            raise PivotError(f"unknown period in {self.periods}", f"kỳ báo cáo không hợp lệ: {', '.join(self.periods)}")

    @property
    def focused(self) -> str:
        """Code of the column rows are filtered by, as in the frame; empty where there are no columns or none was named of areas."""
        if not self.columns:
            return ""
        return self.focus or next(reversed(self.list_codes(self.columns[0])), "")

    def find_focus(self, columns: Sequence[str]) -> str:
        """The column rows are filtered by among those that have cells: the last of them where the one asked for has none."""
        return self.focused if self.focused in columns else next(reversed(columns), "")

    def list_codes(self, axis: Axis) -> tuple[str, ...]:
        """Codes of an axis in the order they were chosen; none for areas and titles, which follow from the data."""
        codes: dict[Axis, Iterable[str]] = {
            Axis.INDICATOR: self.indicators,
            Axis.PERIOD: self.periods,
            Axis.GROUP: ("" if group == EVERYBODY else group for group in self.groups),
            Axis.BASIS: self.bases,
            Axis.TERRITORY: dict.fromkeys(unit.territory.value for unit in self.units),
            Axis.LEVEL: dict.fromkeys(unit.level.value for unit in self.units),
        }
        return tuple(str(code) for code in codes.get(axis, ()))


@dataclass(frozen=True)
class PivotTable:
    """The answer to a :class:`PivotSpec`.

    Attributes
    ----------
    cells : polars.DataFrame
        Grain: row_1 × row_2 × column_1 × depth × is_row_total, as ``queries/list_pivot_cells.sql`` says: cells, subtotals, the total.
    """

    spec: PivotSpec
    cells: pl.DataFrame

    @property
    def body(self) -> pl.DataFrame:
        """The cells alone: row_1 × row_2 × column_1."""
        return self.cells.filter((pl.col("depth") == 0) & (~pl.col("is_row_total")))

    def list_columns(self) -> tuple[str, ...]:
        """Codes of the columns that have cells, in the order they were chosen; those of areas and titles as their names sort."""
        names = self.body.unique("column_1").sort("column_1_name_vi", "column_1")
        found = names["column_1"].to_list()
        chosen = [code for code in chain(*map(self.spec.list_codes, self.spec.columns)) if code in found]
        return (*chosen, *(code for code in found if code not in chosen))


def list_pivot_cells(release: Release, spec: PivotSpec) -> pl.DataFrame:
    """Ask a release: the frame of :class:`PivotTable`. It is an answer of one hashable argument, so that it can be kept."""
    table = PivotTable(spec, _list_cells(release, spec, None))
    if spec.filter.is_open and not spec.only:
        return table.cells
    rows = find_rows(table.body, spec.find_focus(table.list_columns()), spec.filter)
    return _list_cells(release, spec, _join([row for row in rows if row in spec.only] or rows))


def _list_cells(release: Release, spec: PivotSpec, kept: str | None) -> pl.DataFrame:
    """Cells, subtotals and totals of the rows kept, named by ``row_code`` and joined by commas; null keeps all."""
    rows = [*spec.rows, ""]
    return release.query(
        "list_pivot_cells",
        place=spec.place or NATION,
        units=_join(unit.code for unit in spec.units),
        indicators=_join(spec.indicators),
        periods=_join(spec.periods),
        groups=_join(spec.groups),
        bases=_join(spec.bases),
        row_1=rows[0],
        row_2=rows[1],
        column_1=next(iter(spec.columns), ""),
        target_year=spec.target_year,
        change_asked=int(Value.CHANGE in spec.values),
        kept=kept,
    )


def list_pivot_choices(release: Release, place: str, indicators: str) -> pl.DataFrame:
    """What there is to choose from under a place: level × era × territory × indicator × period × group × basis with values.

    ``indicators`` are joined by commas; ``is_own`` where the only unit is the place itself.
    """
    return release.query("list_pivot_choices", place=place, indicators=indicators)


def list_pivot_names(release: Release) -> pl.DataFrame:
    """Names of groups, indicators and titles in the order of the catalogue: axis × ``code`` with ``name_vi``, ``name_en``."""
    return release.query("list_pivot_names")


def pivot(release: Release, spec: PivotSpec) -> PivotTable:
    """Answer one question.

    Every number of more than one cell is recomputed: a rate is Σ numerator / Σ denominator over the shown cells that have both, a gap
    follows from these sums, a change compares the same units in both periods. Where a total would count somebody twice, or add what
    cannot be added, it has no value and ``blank_reason`` (a :class:`Blank`) says why.
    """
    return PivotTable(spec, list_pivot_cells(release, spec))


def _join(codes: Iterable[str]) -> str:
    return ",".join(codes)
