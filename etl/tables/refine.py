"""Checks the columns of a header against the cells below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from etl.tables.block import HeaderBlock, find_text_position
from etl.tables.columns import LABELS, Column
from etl.tables.header import HeaderGrid, is_number
from etl.tables.text import print_cell
from etl.tables.vocabulary import Vocabulary

SAMPLE_ROWS: Final = 200
ROW_NAMES: Final = ("area_name", "area_code", "content", "title_id", "group_id")


def refine_columns(block: HeaderBlock, grid: HeaderGrid, vocabulary: Vocabulary) -> list[Column]:
    """Check the header's roles against the cells below it, and find the column of names or labels that has no telling header."""
    rows = grid.sheet.rows[block.last + 1 : block.last + 1 + SAMPLE_ROWS]
    columns = [check_texts(column, rows, block, vocabulary) for column in block.columns]
    if any(column.role in ROW_NAMES for column in columns):
        return columns
    j = find_text_position(columns, rows)
    if j is None:
        return columns
    role = "content" if names_titles([row[j] for row in rows], vocabulary) else "area_name"
    headers = {column.index: column.header for column in columns}
    found = Column(j, role, headers.get(j, ""), block.last)
    return [*(column for column in columns if column.index != j), found]


def check_texts(column: Column, rows: Sequence[Sequence[Any]], block: HeaderBlock, vocabulary: Vocabulary) -> Column:
    """A column of labels that holds numbers is a code, or not what its header seems to say; one of areas may hold titles instead."""
    if column.role == "area_name" and names_titles([row[column.index] for row in rows], vocabulary):
        return replace(column, role="content")
    if column.role not in ("area_name", "section", *LABELS) or not holds_numbers([row[column.index] for row in rows]):
        return column
    is_code = column.role == "area_name" and block.find("area_code") is None
    return replace(column, role="area_code" if is_code else "unknown")


def holds_numbers(cells: Sequence[Any]) -> bool:
    """Whether most of the filled cells are numbers."""
    filled = [print_cell(cell) for cell in cells if cell != ""]
    return bool(filled) and 2 * sum(is_number(text) for text in filled) > len(filled)


def has_numbers(cells: Sequence[Any]) -> bool:
    """Whether any cell is a number other than a year."""
    return any(is_number(print_cell(cell)) for cell in cells if cell != "")


def names_titles(cells: Sequence[Any], vocabulary: Vocabulary) -> bool:
    """Whether most texts of a column name titles, groups or measures."""
    texts = [print_cell(cell) for cell in cells if isinstance(cell, str) and cell.strip()]
    readings = [vocabulary.read(text, prefer="group") for text in texts]
    named = [r for r in readings if r.titles or ((r.groups or r.measures) and not r.unknown)]
    return bool(texts) and 2 * len(named) > len(texts)
