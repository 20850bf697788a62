"""Sheets written as Python lists, and what is read from them, in a form short enough to compare as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from etl.cells import TableCells, name_cells
from etl.findings import Findings
from etl.reading.model import Position, Sheet
from etl.tables import Layout, Vocabulary, extract_cells, find_tables, read_vocabulary
from etl.tables.vocabulary_source import read_base
from warehouse.periods import Period

VOCABULARY = read_vocabulary(read_base())


@dataclass(frozen=True)
class Read:
    """The tables of a sheet, their cells by row, and the findings as (rule, cell)."""

    layouts: list[Layout]
    cells: pl.DataFrame
    findings: Findings

    @property
    def rules(self) -> list[tuple[str, str]]:
        return [(row["rule"], row["cell"]) for row in self.findings.rows]

    def pick(self, *columns: str, totals: bool = False) -> list[tuple[Any, ...]]:
        """Some columns of the cells that are totals, or that are none."""
        return self.cells.filter(pl.col("is_total") == totals).select(*columns).rows()


def make_sheet(rows: Sequence[Sequence[Any]], name: str = "Sheet1", merged: Sequence[str] = (), **more: Any) -> Sheet:
    """A sheet from A1 on; whole numbers become floats, as a workbook gives them, and short rows are filled up."""
    width = max((len(row) for row in rows), default=0)
    filled = [[float(c) if type(c) is int else c for c in row] + [""] * (width - len(row)) for row in rows]
    return Sheet(name, 0, 0, filled, merged=tuple(parse_range(text) for text in merged), **more)


def parse_range(text: str) -> tuple[Position, Position]:
    """``A1:B2`` as positions."""
    first, last = (parse_cell(part) for part in text.split(":"))
    return first, last


def parse_cell(text: str) -> Position:
    """``B3`` as (2, 1); columns A to Z."""
    return int(text[1:]) - 1, ord(text[0]) - ord("A")


def read_sheet(
    rows: Sequence[Sequence[Any]],
    name: str = "Sheet1",
    merged: Sequence[str] = (),
    *,
    vocabulary: Vocabulary = VOCABULARY,
    period: str | None = None,
    **more: Any,
) -> Read:
    """Find the tables of a sheet and take their cells out."""
    sheet = make_sheet(rows, name, merged, **more)
    findings = Findings()
    layouts = find_tables(sheet, vocabulary, findings, period=Period.parse(period) if period else None)
    frames = [join_lines(extract_cells(layout, sheet, findings)) for layout in layouts]
    cells = pl.concat(frames).sort("row_number", pl.col("cell").str.head(1)) if frames else pl.DataFrame()
    return Read(layouts, cells, findings)


def join_lines(table: TableCells) -> pl.DataFrame:
    """Every cell with what its line says, and its address."""
    names = name_cells(table.cells["column_number"].unique().to_list())
    cells = table.cells.join(table.lines, on="line_id", how="left", maintain_order="left")
    return cells.with_columns(cell=names).drop("line_id", "column_number")
