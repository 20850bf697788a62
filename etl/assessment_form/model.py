"""What an assessment workbook is made of: its head, its rows, its evidence, and the words it is printed with."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import polars as pl

from warehouse.criterion_model import NUMBER

WORDS_FILE: Final = Path(__file__).parents[2] / "data" / "catalog" / "assessment_form.toml"

#: What is said of a criterion; every column but the code may be null.
ENTRY_SCHEMA: Final[Mapping[str, Any]] = {
    "criterion_code": pl.String,
    "value": NUMBER,
    "rating": pl.String,
    "likelihood": pl.String,
    "lead_department_id": pl.String,
    "supporting_department_ids": pl.List(pl.String),
    "cause": pl.String,
    "remedy": pl.String,
    "deadline": pl.Date,
    "report_status": pl.String,
    "note": pl.String,
}
EVIDENCE_SCHEMA: Final[Mapping[str, Any]] = {
    "criterion_code": pl.String,
    "title": pl.String,
    "document_number": pl.String,
    "document_date": pl.Date,
    "link": pl.String,
    "note": pl.String,
}


@dataclass(frozen=True)
class AssessmentHead:
    """Whose assessment it is: a version of a set, an area, a period, and the department that reports (None: the whole area)."""

    criterion_set_id: str
    set_name: str
    area_code: str
    area_name: str
    period: str
    as_of: date
    department_id: str | None = None
    is_simulated: bool = False


@dataclass(frozen=True)
class Department:
    """A body as it is printed: its code and its Vietnamese name."""

    department_id: str
    name: str


@dataclass(frozen=True)
class Assessment:
    """Everything that is printed.

    Attributes
    ----------
    rows : pl.DataFrame
        Grain: criterion in the order of the set, as :func:`etl.assessment_form.rows.list_form_rows`.
    ratings : mapping of str to str
        Printed name of each level by code, from best to worst.
    met : frozenset of str
        Levels at which a criterion is met: those ask for evidence, the others for cause, remedy and deadline.
    departments : sequence of Department
        All that may be chosen, in the order of the catalogue.
    entries, evidence : pl.DataFrame
        ``ENTRY_SCHEMA`` and ``EVIDENCE_SCHEMA``; no rows in a form to be filled.
    earlier : mapping of str to str
        By criterion the words of the survey before.
    """

    head: AssessmentHead
    rows: pl.DataFrame
    ratings: Mapping[str, str]
    met: frozenset[str]
    departments: tuple[Department, ...]
    entries: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=ENTRY_SCHEMA))
    evidence: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=EVIDENCE_SCHEMA))
    earlier: Mapping[str, str] = field(default_factory=dict)

    @property
    def department_names(self) -> dict[str, str]:
        """Printed name by code."""
        return {one.department_id: one.name for one in self.departments}


@cache
def read_words(path: Path = WORDS_FILE) -> dict[str, Any]:
    """The words of the workbook, as ``data/catalog/assessment_form.toml`` holds them."""
    return tomllib.loads(path.read_text(encoding="utf-8"))
