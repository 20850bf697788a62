"""The one frame all steps of reading a form hand on: a row for each number cell, with what the table around it says about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

#: Grain: one cell of a table that holds, or should hold, a number.
#: ``area_code``/``area_name`` null where the table has no such column (the sheet's own area is meant); ``section`` the nearest section
#: row above; ``title_id``, ``period`` null where nothing in the file says it, ``title_cell`` where the
#: title is said; ``text`` as typed (the number printed in full, "" when
#: empty); ``number`` null where it was typed as text; ``error`` "#REF!" and the like, or ``etl.reading.model.NO_RESULT``; ``scale`` 1000
#: under "ĐVT: nghìn người"; ``is_total`` a total row, used to reconcile and never loaded; of section totals ``section`` names the section.
CELL_SCHEMA: dict[str, pl.DataType] = {
    "table_id": pl.Int32(),
    "sheet": pl.String(),
    "row_number": pl.UInt32(),  # of the sheet, from 1
    "cell": pl.String(),
    "area_code": pl.String(),
    "area_code_cell": pl.String(),
    "area_name": pl.String(),
    "area_name_cell": pl.String(),
    "section": pl.String(),
    "title_id": pl.String(),
    "title_cell": pl.String(),
    "group_id": pl.String(),
    "measure": pl.String(),
    "period": pl.String(),
    "text": pl.String(),
    "number": pl.Float64(),
    "is_percent": pl.Boolean(),
    "error": pl.String(),
    "scale": pl.Int64(),
    "is_total": pl.Boolean(),
}


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
    """A column of names, birth dates or citizen numbers: never kept. ``first_row`` is the first row under its header; all from 0."""

    sheet: str
    column: int
    first_row: int
    header_cell: str
    label: str
