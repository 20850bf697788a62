"""The answer of a pivot as lines and columns in the order they are read in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ui.pivot_choices import ORDER, Screen
from ui.pivot_words import Names, find_number, name_columns
from warehouse.pivot import Axis, PivotSpec, PivotTable, Value
from wording.language import localise

Row = Mapping[str, Any]
BY_NAME, BY_SPREAD = "ten", "chenh"
PARTS = "~"
DOWN, UP = "giam", "tang"
AREAS = (Axis.AREA, Axis.PARENT)


@dataclass(frozen=True)
class Order:
    """What lines are sorted by: a column and a value of it, the names, or the spread of a row."""

    column: str
    value: Value
    is_up: bool = False

    @property
    def code(self) -> str:
        """How the address names it."""
        if self.column in (BY_NAME, BY_SPREAD):
            return PARTS.join((self.column, UP if self.is_up else DOWN))
        return PARTS.join((self.column, self.value, UP if self.is_up else DOWN))


@dataclass(frozen=True)
class Line:
    """One line: its name, and its cells by column.

    Attributes
    ----------
    code : str
        How the address names the row: the ``row_code`` of its cells; empty for headings and the total.
    full_name : str
        Names on all axes of rows, for wherever the line stands without its heading.
    depth : int
        0 a row, 1 a heading with its subtotal, 2 the total.
    cells : mapping of str to row
        By code of the column; the total of the line under None. Of two axes of rows the heading has the subtotals.
    axis, own_code : Axis or None, str
        Its own axis, the last of the rows, and its code there; empty for everybody and where there is no unit above.
    """

    code: str
    name: str
    full_name: str
    depth: int
    cells: Mapping[str | None, Row]
    axis: Axis | None = None
    own_code: str = ""

    def measure_spread(self, columns: Sequence[str]) -> float | None:
        """Points between the highest and the lowest rate of the line; null with fewer than two."""
        rates = [rate for code in columns if (rate := find_number(self.cells.get(code), Value.RATE)) is not None]
        return max(rates) - min(rates) if len(rates) > 1 else None


@dataclass(frozen=True)
class Grid:
    """The table as it is read: the total, then the lines in order.

    Attributes
    ----------
    lines : tuple of Line
        Picked ones first; with two axes of rows every heading stands before its rows.
    columns : tuple of str
        Codes in order; one empty code where there is no axis of columns.
    """

    spec: PivotSpec
    columns: tuple[str, ...]
    column_names: Mapping[str, str]
    lines: tuple[Line, ...]
    total: Line
    order: Order
    picked: frozenset[str]

    @cached_property
    def rows(self) -> tuple[Line, ...]:
        """The lines without headings."""
        return tuple(line for line in self.lines if line.depth == 0)

    @cached_property
    def is_mixed(self) -> bool:
        """Whether simulated and real numbers stand side by side."""
        shown = [row for line in self.rows for row in line.cells.values() if row["value_count"]]
        return any(row["simulated_count"] for row in shown) and any(
            row["simulated_count"] < row["value_count"] for row in shown
        )

    @property
    def focus(self) -> str:
        """Code of the column charts are drawn of."""
        return self.spec.find_focus(self.columns)


def read_order(code: str, spec: PivotSpec, columns: Sequence[str]) -> Order:
    """The order asked for; else by the column in focus from the top where rows are areas, as chosen otherwise."""
    first, *rest = code.split(PARTS)
    is_up = bool(rest) and rest[-1] == UP
    if first in (BY_NAME, BY_SPREAD):
        return Order(first, Value.RATE, is_up)
    if rest and first in columns and rest[0] in list(Value):
        return Order(first, Value(rest[0]), is_up)
    focus = spec.find_focus(columns)
    value = Value.RATE if Value.RATE in spec.values else spec.values[0]
    if spec.filter.spread_over is not None:
        return Order(BY_SPREAD, value)
    if spec.filter.gap_under is not None and Value.GAP in spec.values:
        return Order(focus, Value.GAP, is_up=True)
    return Order(focus, value) if spec.rows[-1] in AREAS else Order(BY_NAME, value, is_up=True)


def build_grid(table: PivotTable, names: Names, screen: Screen) -> Grid:
    """Put the cells of an answer into lines, sort them, and the picked ones first."""
    spec = table.spec
    columns = table.list_columns() or ("",)
    cells: dict[tuple[str | None, str | None, int], dict[str | None, Row]] = {}
    for row in table.cells.iter_rows(named=True):
        column = None if row["is_row_total"] else row["column_1"]
        cells.setdefault((row["row_1"], row["row_2"], row["depth"]), {})[column] = row
    order = read_order(screen.read(ORDER), spec, columns)
    lines = list(list_lines(cells, spec, names, order, columns))
    picked = frozenset(screen.picked) & {line.code for line in lines if line.depth == 0}
    if not spec.only:
        apart = [replace(line, name=line.full_name) for line in lines if line.code in picked]
        lines = [*apart, *(line for line in lines if line.code not in picked)]
    total = Line("", "", "", 2, cells.get((None, None, 2), {}))
    return Grid(spec, columns, name_all(table, columns, names), tuple(lines), total, order, picked)


def name_all(table: PivotTable, columns: Sequence[str], names: Names) -> dict[str, str]:
    """Names of the columns."""
    axis = name_columns(table.spec)
    areas = {
        row["column_1"]: localise(row, "column_1_name") for row in table.body.unique("column_1").iter_rows(named=True)
    }
    return {code: names.tell(axis, code, areas.get(code) or "") for code in columns}


def list_lines(
    cells: Mapping[tuple[str | None, str | None, int], dict[str | None, Row]],
    spec: PivotSpec,
    names: Names,
    order: Order,
    columns: Sequence[str],
) -> Iterator[Line]:
    """Lines in order; headings of a second axis sorted by their subtotals, their rows below them."""
    rows: dict[str, list[Line]] = {}
    heads: list[Line] = []
    for (first, second, depth), own in cells.items():
        if depth == 2 or first is None:
            continue
        sample = next(iter(own.values()))
        place = len(spec.rows) - depth
        axis, own_code = spec.rows[place - 1], (first if place == 1 else second or "")
        told = [name_row(names, axis, sample, spot) for spot, axis in enumerate(spec.rows[:place], start=1)]
        line = Line(sample["row_code"] or "", told[-1], " · ".join(told), depth, own, axis, own_code)
        (heads if depth else rows.setdefault(first if place == 2 else "", [])).append(line)
    if len(spec.rows) == 1:
        yield from sort_lines(rows.get("", []), spec, order, columns)
        return
    for head in sort_lines(heads, spec, order, columns):
        yield head
        yield from sort_lines(rows[head.own_code], spec, order, columns)


def name_row(names: Names, axis: Axis, row: Row, place: int) -> str:
    """Name of a row on its axis."""
    return names.tell(axis, row[f"row_{place}"], localise(row, f"row_{place}_name") or "")


def sort_lines(lines: list[Line], spec: PivotSpec, order: Order, columns: Sequence[str]) -> list[Line]:
    """Lines by the order, those without a number last; equal ones as they came, by name."""
    chosen = {code: place for axis in spec.rows for place, code in enumerate(spec.list_codes(axis))}
    if order.column == BY_NAME:
        by_name = sorted(lines, key=lambda line: chosen.get(line.own_code, 0))
        return by_name if order.is_up else by_name[::-1]

    def measure(line: Line) -> float | None:
        if order.column == BY_SPREAD:
            return line.measure_spread(columns)
        return find_number(line.cells.get(order.column), order.value)

    measured = [(number, line) for line in lines if (number := measure(line)) is not None]
    ordered = sorted(measured, key=lambda pair: pair[0] if order.is_up else -pair[0])
    return [*(line for _number, line in ordered), *(line for line in lines if measure(line) is None)]
