"""What the steps of reading a form hand on: lines, which say what their numbers are about, and cells, which hold the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

import polars as pl
from xlsxwriter.utility import xl_col_to_name

#: Grain: one line of a table: what a row of the sheet says of one area × period × title × group. A row whose columns speak of several
#: titles, groups or periods gives several lines.
#: ``area_code``/``area_name`` null where the table has no such column (the sheet's own area is meant); ``section`` the nearest section
#: row above; ``title_id``, ``period`` null where nothing in the file says it, ``title_cell`` where the title is said; ``is_total`` a
#: total row, used to reconcile and never loaded; of section totals ``section`` names the section.
LINE_SCHEMA: dict[str, pl.DataType] = {
    "line_id": pl.UInt32(),
    "table_id": pl.Int32(),
    "sheet": pl.String(),
    "row_number": pl.UInt32(),  # of the sheet, from 1
    "area_code": pl.String(),
    "area_code_cell": pl.String(),
    "area_name": pl.String(),
    "area_name_cell": pl.String(),
    "section": pl.String(),
    "title_id": pl.String(),
    "title_cell": pl.String(),
    "group_id": pl.String(),
    "period": pl.String(),
    "is_total": pl.Boolean(),
}

#: Grain: one cell of a line that holds, or should hold, a number.
#: ``text`` as typed (the number printed in full, "" when empty); ``number`` null where it was typed as text; ``error`` "#REF!" and the
#: like, or ``etl.reading.model.NO_RESULT``; ``scale`` 1000 under "ĐVT: nghìn người".
CELL_SCHEMA: dict[str, pl.DataType] = {
    "line_id": pl.UInt32(),
    "column_number": pl.UInt32(),  # of the sheet, from 0
    "measure": pl.String(),
    "text": pl.String(),
    "number": pl.Float64(),
    "is_percent": pl.Boolean(),
    "error": pl.String(),
    "scale": pl.Int64(),
}


@dataclass(frozen=True)
class TableCells:
    """The lines of a table, or of a part of it, and their cells. Every line has a cell; columns may be added to both frames on the way."""

    lines: pl.DataFrame
    cells: pl.DataFrame

    @classmethod
    def nothing(cls) -> Self:
        """A table without a number."""
        return cls(pl.DataFrame(schema=LINE_SCHEMA), pl.DataFrame(schema=CELL_SCHEMA))

    def keep_cells(self, is_kept: pl.Expr) -> Self:
        """Only some cells, and the lines that have any of them; a null is a no."""
        kept = self.cells.filter(is_kept)
        if kept.height == self.cells.height:
            return self
        return type(self)(self.lines.join(kept, on="line_id", how="semi", maintain_order="left"), kept)

    def keep_lines(self, is_kept: pl.Expr) -> Self:
        """Only some lines and their cells; a null is a no."""
        kept = self.lines.filter(is_kept)
        if kept.height == self.lines.height:
            return self
        return type(self)(kept, self.cells.join(kept, on="line_id", how="semi", maintain_order="left"))

    def list_cells(self, is_listed: pl.Expr, *columns: str) -> pl.DataFrame:
        """The few cells that are to be reported, each with its address (``cell``) and some columns of its line; a null is a no."""
        listed = self.cells.filter(is_listed)
        joined = listed.join(self.lines.select("line_id", "row_number", *columns), on="line_id", maintain_order="left")
        return joined.with_columns(name_cells(listed["column_number"].unique().to_list()).alias("cell"))


def name_cells(column_numbers: Sequence[int]) -> pl.Expr:
    """The address of the cell in ``column_number``, one of those given, and ``row_number``."""
    letters = pl.col("column_number").replace_strict(
        column_numbers, [xl_col_to_name(number) for number in column_numbers], return_dtype=pl.String
    )
    return pl.format("{}{}", letters, "row_number")


@dataclass(frozen=True)
class TableContext:
    """What stands around one table and holds for all of it.

    Attributes
    ----------
    lines : tuple of (cell, text)
        Texts above the header, the sheet's name first with cell ``""``.
    province_code : str or None
        From the form's block, where it is given.
    as_of : date or None
        Day the figures were closed; None = the end of each cell's period.
    report_status : str
        ``provisional`` or ``final``.
    header_cell : str
        Top left cell of the header, where problems of the whole table are shown.
    """

    table_id: int
    sheet: str
    lines: tuple[tuple[str, str], ...]
    province_code: str | None
    as_of: date | None
    report_status: str
    is_simulated: bool
    header_cell: str


@dataclass(frozen=True)
class PersonalColumn:
    """A column of names, birth dates or citizen numbers: never kept. ``first_row`` is the first row under its header; all from 0.

    ``last_row`` null: to the end of the sheet; a single cell has one row and is its own header.
    """

    sheet: str
    column: int
    first_row: int
    header_cell: str
    label: str
    last_row: int | None = None
