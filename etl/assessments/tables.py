"""Finds the tables of assessments and of evidence in a workbook, whatever stands above them and in whatever order their columns come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from etl.assessments.form import AssessmentForm, fold_label
from etl.findings import Findings, read_rules
from etl.reading.model import Sheet, Workbook

SEARCHED_ROWS: Final = 60
LONGEST_HEADER: Final = 80
ASSESSED: Final = frozenset({"value", "rating", "likelihood", "lead_department_id", "supporting_department_ids"})
EVIDENT: Final = frozenset({"title", "document_number"})
FEWEST_SURE: Final = 3  # headers that tell a form of assessment from any other table


@dataclass(frozen=True)
class FormCell:
    """One cell of a form; ``error`` where a formula failed or has no stored result; ``is_percent``: under a % format."""

    raw: Any
    sheet: str
    address: str
    is_percent: bool = False
    error: str | None = None

    @property
    def text(self) -> str:
        """What it says, spaces collapsed; a whole number without its decimal point, a day as year-month-day."""
        if isinstance(self.raw, datetime):
            return self.raw.date().isoformat()
        if isinstance(self.raw, float) and self.raw.is_integer():
            return str(int(self.raw))
        return " ".join(str(self.raw).split())

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing at all."""
        return self.text == "" and self.error is None


@dataclass
class FormRow:
    """One row under a header, by field; keeps in mind whether an error was found in it."""

    cells: Mapping[str, FormCell]
    findings: Findings
    is_broken: bool = False

    def read(self, field: str) -> str:
        """Text of a field; empty where the table has no such column."""
        return self.cells[field].text if field in self.cells else ""

    def tell(self, rule: str, field: str, suggestions: list[str] | None = None, **words: object) -> None:
        """Note a broken rule at the cell of a field, or at the criterion's code where there is no such column."""
        cell = self.cells.get(field, self.cells["criterion_code"])
        value = words.pop("value", cell.text)
        self.findings.add(rule, cell.sheet, cell.address, str(value), suggestions or (), **words)
        self.is_broken = self.is_broken or read_rules()[rule].severity == "error"


@dataclass(frozen=True)
class FormTable:
    """A table on a sheet: its header's row and the column of each field, both as positions in ``Sheet.rows``."""

    sheet: Sheet
    header: int
    columns: Mapping[str, int]

    @property
    def is_evidence(self) -> bool:
        """Whether it lists evidence; else it assesses."""
        return not ASSESSED & self.columns.keys()

    def read_rows(self, findings: Findings) -> Iterator[FormRow]:
        """Every row with anything under a known header."""
        for i in range(self.header + 1, len(self.sheet.rows)):
            cells = {field: read_cell(self.sheet, i, j) for field, j in self.columns.items()}
            if any(not cell.is_blank for cell in cells.values()):
                yield FormRow(cells, findings)


def read_cell(sheet: Sheet, i: int, j: int) -> FormCell:
    """The cell at a position of ``Sheet.rows``."""
    place = sheet.first_row + i, sheet.first_column + j
    return FormCell(sheet.rows[i][j], sheet.name, sheet.address(i, j), place in sheet.percents, sheet.errors.get(place))


def find_form_tables(workbook: Workbook, form: AssessmentForm) -> list[FormTable]:
    """The table of each sheet that has one, in the workbook's order."""
    found = (find_form_table(sheet, form) for sheet in workbook.sheets)
    return [table for table in found if table is not None]


def find_form_table(sheet: Sheet, form: AssessmentForm) -> FormTable | None:
    """The table whose header names the most fields; a table of evidence only where none assesses."""
    best: FormTable | None = None
    for i, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        for words, needed in ((form.columns, ASSESSED), (form.evidence, EVIDENT)):
            columns = read_header(row, words)
            is_table = "criterion_code" in columns and bool(needed & columns.keys())
            if is_table and (best is None or len(columns) > len(best.columns)):
                best = FormTable(sheet, i, columns)
    return best


def read_header(row: list[Any], words: Mapping[str, str]) -> dict[str, int]:
    """The column of each field a row's texts name; the first of several."""
    columns: dict[str, int] = {}
    for j, cell in enumerate(row):
        if isinstance(cell, str) and 0 < len(cell) <= LONGEST_HEADER and (field := words.get(fold_label(cell))):
            columns.setdefault(field, j)
    return columns


def holds_assessment(workbook: Workbook, source: Mapping[str, Any]) -> bool:
    """Whether a workbook handed in without a word is surely such a form: a criterion's code and two more of its headers in one row."""
    form = AssessmentForm.read(source)
    return any(len(table.columns) >= FEWEST_SURE for table in find_form_tables(workbook, form))
