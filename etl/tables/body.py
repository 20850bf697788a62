"""The rows below a header as a frame: a text column for each key, and text, number, error and percent of each count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import polars as pl

from etl.reading.model import Position, Sheet
from etl.tables.columns import KEYS
from etl.tables.layout import Layout
from etl.tables.text import print_cell

ROW: Final = "row"
AREA_ROW: Final = "area_row"
LARGEST_EXACT: Final = 1e15
FIGURE: Final = r"^\P{L}*\d\P{L}*\p{L}?\P{L}*$"  # digits and no words
UNTIDY: Final = r"\s\s|[^\S ]|\p{M}"  # spaces that are not single, accents as characters of their own
MERGED_KEYS: Final = frozenset(KEYS) - {"row_number"}


def slice_rows(layout: Layout, part: Sheet) -> slice:
    """Which rows of a part belong to the table."""
    start = min(max(layout.first_row - part.first_row, 0), len(part.rows))
    end = len(part.rows) if layout.end_row is None else max(layout.end_row - part.first_row, start)
    return slice(start, min(end, len(part.rows)))


def read_body(layout: Layout, part: Sheet) -> pl.DataFrame:
    """Read a table's rows column by column.

    Returns
    -------
    pl.DataFrame
        Grain: row of the sheet. ``row`` and ``area_row``, the row whose cells name the area (UInt32, from 1); each of ``KEYS``
        (String, "" when empty or without such a column); for a count in column j of the sheet ``t{j}`` text, ``n{j}`` number or
        null, ``e{j}`` error or null, ``p{j}`` shown as percent, ``f{j}`` looks like a number.
    """
    rows = slice_rows(layout, part)
    first, height = part.first_row + rows.start, rows.stop - rows.start
    data: dict[str, pl.Series] = {}
    for role in KEYS:
        column = layout.find(role)
        if column is not None:
            cells = read_column(part, column.index, rows)
            data[role] = read_texts(spread_merged(cells, column.index, first, part) if role in MERGED_KEYS else cells)
    wrong, percent = group_by_column(part.errors), group_by_column(part.percents)
    for j in (column.index for column in layout.counts):
        errors = {row - first: part.errors[row, j] for row in wrong.get(j, ())}
        shown = {row - first for row in percent.get(j, ())}
        data |= read_count(read_column(part, j, rows), j, errors, shown)
    data[ROW] = pl.int_range(first + 1, first + 1 + height, dtype=pl.UInt32, eager=True)
    data[AREA_ROW] = pl.Series(locate_areas(layout, part, first, height), dtype=pl.UInt32)
    return pl.DataFrame(data).with_columns(pl.lit("").alias(role) for role in KEYS if role not in data)


def read_count(cells: Sequence[Any], j: int, errors: dict[int, str], shown: set[int]) -> dict[str, pl.Series]:
    """The columns of :func:`read_body` for one count; ``errors`` and ``shown`` (as percent) by row of the table."""
    texts, numbers = read_numbers(cells)
    wrong, is_percent = repeat(None, len(cells), pl.String()), repeat(False, len(cells), pl.Boolean())
    if errors:
        wrong = pl.Series([errors.get(i) for i in range(len(cells))], dtype=pl.String)
    if shown:
        is_percent = pl.Series([i in shown for i in range(len(cells))], dtype=pl.Boolean)
    is_figure = numbers.is_not_null() | wrong.is_not_null()
    if not is_figure.all():
        is_figure |= texts.str.contains(FIGURE)
    return {
        f"t{j}": texts,
        f"n{j}": numbers,
        f"e{j}": wrong,
        f"p{j}": is_percent,
        f"f{j}": is_figure,
    }


def repeat(value: bool | None, count: int, kind: pl.DataType) -> pl.Series:
    """The same value ``count`` times."""
    return pl.repeat(value, count, dtype=kind, eager=True)


def read_column(part: Sheet, index: int, rows: slice) -> Sequence[Any]:
    """The cells of one column of the sheet; empty ones where the rows do not reach so far."""
    j = index - part.first_column
    return part.columns[j][rows] if 0 <= j < len(part.columns) else [""] * (rows.stop - rows.start)


def spread_merged(cells: Sequence[Any], index: int, first: int, part: Sheet) -> Sequence[Any]:
    """Repeat the text of a cell merged over several rows in each of them."""
    merged = list_merged(index, first, first + len(cells), part)
    if not merged:
        return cells
    spread = list(cells)
    for top, bottom in merged:
        spread[top : bottom + 1] = [spread[top]] * (bottom + 1 - top)
    return spread


def locate_areas(layout: Layout, part: Sheet, first: int, height: int) -> list[int]:
    """For each row of the table the row of the sheet, from 1, whose cell names its area: the first one of a merged cell."""
    rows = list(range(first + 1, first + 1 + height))
    column = layout.find("area_name") or layout.find("area_code")
    if column is not None:
        for top, bottom in list_merged(column.index, first, first + height, part):
            rows[top : bottom + 1] = [rows[top]] * (bottom + 1 - top)
    return rows


def list_merged(index: int, first: int, end: int, part: Sheet) -> list[tuple[int, int]]:
    """First and last row of the table that each cell merged downwards in a column takes, from 0."""
    return [
        (top - first, min(bottom, end - 1) - first)
        for (top, left), (bottom, _) in part.merged
        if left == index and bottom > top and first <= top < end
    ]


def read_texts(cells: Sequence[Any]) -> pl.Series:
    """Cells as texts, in composed characters, with single spaces."""
    kinds = set(map(type, cells))
    if kinds == {float} and are_plain(numbers := pl.Series(cells, dtype=pl.Float64)):
        return print_numbers(numbers)
    if kinds != {str}:
        cells = [
            cell
            if cell.__class__ is str
            else str(int(cell))
            if cell.__class__ is float and cell.is_integer()
            else print_cell(cell)
            for cell in cells
        ]
    texts = pl.Series(cells, dtype=pl.String).str.strip_chars()
    if texts.unique().str.contains(UNTIDY).any():
        return texts.str.normalize("NFC").str.replace_all(r"\s+", " ")
    return texts


def read_numbers(cells: Sequence[Any]) -> tuple[pl.Series, pl.Series]:
    """Cells as typed (numbers printed in full) and, where they were typed as numbers, as numbers."""
    kinds = set(map(type, cells))
    if kinds <= {str}:
        texts = pl.Series(cells, dtype=pl.String)
        return texts.str.strip_chars(), repeat(None, len(cells), pl.Float64())
    if kinds == {float}:
        numbers = pl.Series(cells, dtype=pl.Float64)
        return print_numbers(numbers), numbers
    if kinds == {float, str}:
        different = set(cells)  # few texts beside the numbers: the others are taken out without a look at each cell
        no_texts = dict.fromkeys(cell for cell in different if cell.__class__ is str)
        no_numbers = dict.fromkeys(cell for cell in different if cell.__class__ is float)
        numbers = pl.Series(list(map(no_texts.get, cells, cells)), dtype=pl.Float64)
        texts = pl.Series(list(map(no_numbers.get, cells, cells)), dtype=pl.String)
        return texts.str.strip_chars().fill_null(print_numbers(numbers)), numbers
    numbers = pl.Series([c if c.__class__ is float or c.__class__ is int else None for c in cells], dtype=pl.Float64)
    typed = [
        None if c.__class__ is float or c.__class__ is int else c if c.__class__ is str else print_cell(c)
        for c in cells
    ]
    return pl.Series(typed, dtype=pl.String).str.strip_chars().fill_null(print_numbers(numbers)), numbers


def are_plain(numbers: pl.Series) -> bool:
    """Whether all numbers are whole and so small that they are exact."""
    return bool(((numbers == numbers.floor()) & (numbers.abs() < LARGEST_EXACT)).all())


def print_numbers(numbers: pl.Series) -> pl.Series:
    """Numbers in full: 1200, 0.455."""
    if are_plain(numbers):
        return numbers.cast(pl.Int64).cast(pl.String)
    frame = pl.DataFrame({"number": numbers})
    is_whole = (pl.col("number") == pl.col("number").floor()) & (pl.col("number").abs() < LARGEST_EXACT)
    whole = pl.col("number").cast(pl.Int64, strict=False).cast(pl.String)
    return frame.select(pl.when(is_whole).then(whole).otherwise(pl.col("number").cast(pl.String))).to_series()


def group_by_column(positions: Iterable[Position]) -> dict[int, list[int]]:
    """Rows of the sheet by column."""
    rows: dict[int, list[int]] = {}
    for row, column in positions:
        rows.setdefault(column, []).append(row)
    return rows
