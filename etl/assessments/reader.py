"""A workbook of assessments: every table found and read, row by row, into the rows of the store's tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl

from etl.answer import OBSERVATION_SCHEMA
from etl.assessments import evidence as evidence_rows
from etl.assessments import rows as assessment_rows
from etl.assessments.criteria import CriterionBook
from etl.assessments.departments import DepartmentBook
from etl.assessments.form import KIND, AssessmentForm
from etl.assessments.head import Survey, find_head, read_survey
from etl.assessments.rows import RowReader
from etl.assessments.tables import FormRow, FormTable, find_form_tables
from etl.cells import PersonalColumn
from etl.reading.model import Sheet, Workbook
from etl.records import RecordContext, Records
from etl.tables import Vocabulary, find_personal_columns, read_vocabulary
from etl.tables.context import has_marker
from etl.workbook_copy import MARK_SHEET_NAME
from warehouse.errors import InputFileError

_KEY: Final[dict[str, pl.DataType]] = {
    "criterion_set_id": pl.String(),
    "criterion_code": pl.String(),
    "area_id": pl.String(),
    "period": pl.String(),
    "period_end": pl.Date(),
}
_PLACE: Final[dict[str, pl.DataType]] = {"is_simulated": pl.Boolean(), "sheet": pl.String(), "cell": pl.String()}
ASSESSMENT_SCHEMA: Final[dict[str, pl.DataType]] = {
    **_KEY,
    "value": pl.Decimal(18, 4),
    "rating": pl.String(),
    "likelihood": pl.String(),
    "lead_department_id": pl.String(),
    "supporting_department_ids": pl.List(pl.String()),
    "cause": pl.String(),
    "remedy": pl.String(),
    "deadline": pl.Date(),
    "report_status": pl.String(),
    "note": pl.String(),
    "reporting_department_id": pl.String(),
    "as_of": pl.Date(),
    **_PLACE,
}
EVIDENCE_SCHEMA: Final[dict[str, pl.DataType]] = {
    **_KEY,
    "evidence_number": pl.Int32(),
    "title": pl.String(),
    "document_number": pl.String(),
    "document_date": pl.Date(),
    "link": pl.String(),
    "note": pl.String(),
    **_PLACE,
}


def read_assessments(workbook: Workbook, context: RecordContext) -> Records:
    """Read every table of assessments and of evidence.

    A table of evidence whose sheet has no head of its own belongs to the first head of the workbook.

    Raises
    ------
    InputFileError
        No sheet has such a table.
    """
    received = [sheet for sheet in workbook.sheets if sheet.name != MARK_SHEET_NAME]
    source = next(entry for entry in context.catalogue.sources.values() if entry["kind"] == KIND)
    form = AssessmentForm.read(source)
    tables = find_form_tables(Workbook(received), form)
    if not tables:
        raise InputFileError(
            context.file_name,
            "no sheet has a table of criteria: a header row with Mã tiêu chí and Mức độ đã đạt được, or Tên minh chứng, is needed",
            "không trang tính nào có bảng tiêu chí: cần một dòng tiêu đề có Mã tiêu chí và Mức độ đã đạt được, hoặc Tên minh chứng",
        )
    vocabulary = read_vocabulary(context.catalogue.sources["standard_form"])
    is_marked = any(has_marker(sheet, vocabulary) for sheet in received)
    gathered = _Gathered(context, form, DepartmentBook.read(context.catalogue.departments))
    gathered.read_tables(tables, is_marked=is_marked)
    personal = _find_personal(received, tables, vocabulary, context)
    return gathered.collect(personal)


@dataclass
class _Gathered:
    """What was read so far; the first row of each key and the surveys seen, to find what comes twice and met criteria without evidence."""

    context: RecordContext
    form: AssessmentForm
    departments: DepartmentBook
    assessments: list[dict[str, Any]] = field(default_factory=list)
    evidence: list[dict[str, Any]] = field(default_factory=list)
    first_rows: dict[tuple[str, ...], FormRow] = field(default_factory=dict)
    rated: list[tuple[FormRow, dict[str, Any], CriterionBook]] = field(default_factory=list)
    surveys: list[Survey] = field(default_factory=list)
    read_count: int = 0
    accepted_count: int = 0

    def read_tables(self, tables: Sequence[FormTable], *, is_marked: bool) -> None:
        """Read assessments, then evidence, each under its own head or the first one."""
        first: Survey | None = None
        has_head = False
        for table in sorted(tables, key=lambda table: table.is_evidence):
            head = find_head(table, self.form)
            if head.cells or not has_head:
                has_head = True
                survey = read_survey(head, self.form, self.context, is_marked=is_marked)
                first = first or survey
            else:
                survey = first
            if survey is not None:
                self.surveys.append(survey)
                self._read_table(table, survey)
        self._remark_missing_evidence()

    def _read_table(self, table: FormTable, survey: Survey) -> None:
        lineage = self.context.index.places[survey.area_id].lineage
        book = CriterionBook.read(self.context.catalogue, survey.criterion_set_id, survey.period, lineage)
        reader = RowReader(survey, book, self.form, self.departments)
        for row in table.read_rows(self.context.findings):
            said = evidence_rows.read_evidence(row, book) if table.is_evidence else reader.read(row)
            self._count(row, table, said)
            if said is None:
                continue
            placed = {**said, **_describe(survey)}
            if table.is_evidence:
                self.evidence.append(placed)
            elif self._is_first(row, placed):
                self.assessments.append(placed)
                self.rated.append((row, placed, book))

    def _count(self, row: FormRow, table: FormTable, said: dict[str, Any] | None) -> None:
        told = evidence_rows.TOLD if table.is_evidence else (*assessment_rows.TOLD, "report_status")
        filled = sum(not row.cells[name].is_blank for name in told if name in row.cells)
        if said is not None or row.is_broken:
            self.read_count += filled
        if said is not None:
            self.accepted_count += filled

    def _is_first(self, row: FormRow, placed: dict[str, Any]) -> bool:
        """Whether no row before said something of the same criterion; a later one is told and not loaded."""
        key = tuple(placed[name] for name in ("criterion_set_id", "criterion_code", "area_id", "period"))
        first = self.first_rows.setdefault(key, row)
        if first is row:
            return True
        cell = first.cells["criterion_code"]
        row.tell("criterion_twice", "criterion_code", first_sheet=cell.sheet, first_cell=cell.address)
        told = (*assessment_rows.TOLD, "report_status")
        self.accepted_count -= sum(not row.cells[name].is_blank for name in told if name in row.cells)
        return False

    def _remark_missing_evidence(self) -> None:
        """Criteria assessed as met without evidence of themselves, of what they hang on or of what hangs on them."""
        for row, placed, book in self.rated:
            if placed["rating"] not in book.met:
                continue
            code = placed["criterion_code"]
            proven = {one["criterion_code"] for one in self.evidence if _is_of(one, placed)} & book.by_code.keys()
            lineage = book.by_code[code].lineage
            if not any(other in lineage or code in book.by_code[other].lineage for other in proven):
                row.tell("met_without_evidence", "rating", value=code)

    def collect(self, personal: Sequence[PersonalColumn]) -> Records:
        """The rows by table of the store, all simulated where one head says so; evidence is numbered within its criterion."""
        is_simulated = any(survey.is_simulated for survey in self.surveys)
        assessments = pl.DataFrame(self.assessments, schema=ASSESSMENT_SCHEMA, orient="row")
        evidence = pl.DataFrame(self.evidence, schema=EVIDENCE_SCHEMA, orient="row").with_columns(
            evidence_number=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over(list(_KEY))
        )
        return Records(
            {
                table: rows.with_columns(is_simulated=pl.lit(is_simulated))
                for table, rows in (("assessment", assessments), ("evidence", evidence))
            },
            periods=tuple(dict.fromkeys(survey.period.code for survey in self.surveys)),
            read_count=self.read_count,
            accepted_count=self.accepted_count,
            is_simulated=is_simulated,
            personal=personal,
            observations=_list_observations(assessments, self.context),
        )


def _list_observations(assessments: pl.DataFrame, context: RecordContext) -> pl.DataFrame:
    """One for each criterion assessed: its measured value, null where it has only a level; the set stands for the title."""
    areas = context.catalogue.areas.select("area_id", "area_code", area_era="era", area_name="name_vi")
    named = assessments.join(areas, on="area_id", how="left", maintain_order="left").with_columns(
        pl.lit(None, pl.String).alias("group"),
        pl.lit(None, pl.String).alias("missing"),
        title="criterion_set_id",
        measure=pl.when(pl.col("value").is_null()).then(pl.lit("rating")).otherwise(pl.lit("value")),
    )
    return named.select(pl.col(name).cast(kind) for name, kind in OBSERVATION_SCHEMA.items())


def _describe(survey: Survey) -> dict[str, Any]:
    return {
        "criterion_set_id": survey.criterion_set_id,
        "area_id": survey.area_id,
        "period": survey.period.code,
        "period_end": survey.period.end,
        "reporting_department_id": survey.reporting_department_id,
        "as_of": survey.as_of,
        "is_simulated": survey.is_simulated,
    }


def _is_of(evidence: dict[str, Any], placed: dict[str, Any]) -> bool:
    return all(evidence[name] == placed[name] for name in ("criterion_set_id", "area_id", "period"))


def _find_personal(
    sheets: Sequence[Sheet], tables: Sequence[FormTable], vocabulary: Vocabulary, context: RecordContext
) -> list[PersonalColumn]:
    """Columns of personal data beside those the form asks for; told, dropped and not kept."""
    asked = {(table.sheet.name, table.sheet.first_column + j) for table in tables for j in table.columns.values()}
    found = [
        column
        for sheet in sheets
        for column in find_personal_columns(sheet, vocabulary)
        if (column.sheet, column.column) not in asked
    ]
    for column in found:
        context.findings.add("personal_column_dropped", column.sheet, column.header_cell, column.label)
    return found
