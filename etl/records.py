"""Files of other records than reported counts (assessments, score sheets, …): what a reader gets and what it hands on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb
import polars as pl

from etl.answer import Answer
from etl.cells import PersonalColumn
from etl.findings import Findings
from etl.form_source import FormRequest
from etl.places import AreaIndex
from etl.reading.model import Workbook
from warehouse.catalogue import Catalogue
from warehouse.sql import read_sql

Closings = Mapping[tuple[str, str], Mapping[str, str]]


@dataclass(frozen=True)
class RecordContext:
    """Everything a reader needs besides the workbook.

    Attributes
    ----------
    request : FormRequest
        Period and area, where the file names none.
    findings : Findings
        Gets what is wrong or doubtful, at its cell; an error keeps its row from being loaded.
    closings : mapping of (area_id, period) to mapping
        Periods that are closed, with who closed them, when and by which document.
    """

    file_name: str
    catalogue: Catalogue
    index: AreaIndex
    request: FormRequest
    findings: Findings
    closings: Closings = field(default_factory=dict)

    def tell_closed(self, area_id: str, period: str, sheet: str, cell: str) -> bool:
        """Whether a period is closed for an area, which then is told at the cell that names it."""
        closing = self.closings.get((area_id, period))
        if closing is None:
            return False
        self.findings.add("period_locked", sheet, cell, period, **closing)
        return True


@dataclass(frozen=True)
class Records:
    """What a reader found in a workbook and lets pass.

    Attributes
    ----------
    tables : mapping of str to pl.DataFrame
        Rows by the table of the store that takes them (``warehouse/sql/store/schema.sql``), without ``load_id``.
    read_count, accepted_count : int
        Filled cells found, and those in rows that obey every rule.
    personal : sequence of PersonalColumn
        Columns with personal data: not in ``tables``, and left out of the copy that is kept.
    observations : pl.DataFrame
        What the answer lists of the rows that pass, ``etl.answer.OBSERVATION_SCHEMA``.
    """

    tables: Mapping[str, pl.DataFrame]
    periods: tuple[str, ...]
    read_count: int
    accepted_count: int
    is_simulated: bool = False
    personal: Sequence[PersonalColumn] = field(default_factory=list)
    observations: pl.DataFrame = field(default_factory=Answer.no_observations)


ReadRecords = Callable[[Workbook, RecordContext], Records]


def read_closings(store: duckdb.DuckDBPyConnection) -> Closings:
    """What is closed in a store."""
    rows = store.execute(read_sql("store", "list_closed_periods")).fetchall()
    return {(area, period): {"locked_by": by, "locked_on": on, "document": doc} for area, period, by, on, doc in rows}
