"""One row of an assessment: read, checked against its criterion, and turned into what the store keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from etl.assessments.criteria import Criterion, CriterionBook
from etl.assessments.departments import DepartmentBook
from etl.assessments.form import AssessmentForm
from etl.assessments.head import Survey
from etl.assessments.tables import FormRow
from etl.assessments.values import read_value
from etl.assessments.words import read_day, read_departments, read_word
from warehouse.criterion_model import CriterionUnit, ReportState

TOLD: Final = (
    "value", "rating", "likelihood", "lead_department_id", "supporting_department_ids", "cause", "remedy", "deadline", "note",
)  # fmt: skip
PLAN: Final = {
    "cause": ("nguyên nhân", "cause"),
    "remedy": ("giải pháp", "remedy"),
    "deadline": ("thời hạn", "deadline"),
}


@dataclass(frozen=True)
class RowReader:
    """What is needed to read a row of one form."""

    survey: Survey
    book: CriterionBook
    form: AssessmentForm
    departments: DepartmentBook

    def read(self, row: FormRow) -> dict[str, Any] | None:
        """What a row says, as columns of the store's table; None where it says nothing or breaks a rule (``row.is_broken``)."""
        if not any(row.read(field) for field in TOLD) and not _has_error(row):
            return None
        criterion = find_criterion(row, self.book, "unknown_criterion")
        said = self._read_cells(row, criterion)
        if criterion is None or row.is_broken:
            return None
        self._check_whole(row, criterion, said)
        if row.is_broken or all(said[field] in (None, []) for field in TOLD):
            return None
        return said

    def _read_cells(self, row: FormRow, criterion: Criterion | None) -> dict[str, Any]:
        form, book = self.form, self.book
        likelihoods, states = form.list_words(form.likelihood), form.list_words(form.status)
        leads = read_departments(row, "lead_department_id", self.departments)
        supports = [*leads[1:], *read_departments(row, "supporting_department_ids", self.departments)]
        deadline = read_day(row, "deadline")
        if deadline is not None and deadline < self.survey.period.start:
            row.tell("deadline_before_period", "deadline", start=f"{self.survey.period.start:%d/%m/%Y}")
        return {
            "criterion_code": criterion.code if criterion else None,
            "value": read_value(row, criterion, form) if criterion else None,
            "rating": read_word(row, "rating", book.ratings, book.rating_names, "unknown_rating"),
            "likelihood": read_word(row, "likelihood", form.likelihood, likelihoods, "unknown_likelihood"),
            "lead_department_id": leads[0] if leads else None,
            "supporting_department_ids": [one for one in dict.fromkeys(supports) if one not in leads[:1]],
            "deadline": deadline,
            "report_status": read_word(row, "report_status", form.status, states, "unknown_report_status"),
            "cell": row.cells["criterion_code"].address,
            "sheet": row.cells["criterion_code"].sheet,
            **{field: row.read(field) or None for field in ("cause", "remedy", "note")},
        }

    def _check_whole(self, row: FormRow, criterion: Criterion, said: dict[str, Any]) -> None:
        """Rules between the cells of a row; a rating of a kind that gets none is taken out."""
        if said["likelihood"] and criterion.has_forecast and criterion.indicator:
            names = {key: criterion.indicator[key] for key in ("name_vi", "name_en")}
            row.tell("likelihood_is_computed", "likelihood", **names)
        if said["rating"] and not criterion.is_rated:
            row.tell("rating_not_for_kind", "rating", kinds_vi=self.book.kinds_vi, kinds_en=self.book.kinds_en)
            said["rating"] = None
        is_measured = criterion.unit not in (None, CriterionUnit.RATING)
        has_result = said["rating"] or (is_measured and (said["value"] is not None or criterion.indicator is not None))
        if said["report_status"] == ReportState.CONFIRMED and not has_result:
            row.tell("confirmed_without_rating", "report_status")
        said["report_status"] = said["report_status"] or ReportState.DRAFT.value
        lacking = [field for field in PLAN if not said[field]]
        if said["rating"] and said["rating"] not in self.book.met and lacking:
            missing_vi, missing_en = (", ".join(PLAN[field][i] for field in lacking) for i in (0, 1))
            row.tell("unmet_without_plan", "rating", value=criterion.code, missing_vi=missing_vi, missing_en=missing_en)


def find_criterion(row: FormRow, book: CriterionBook, rule: str) -> Criterion | None:
    """The criterion a row's code names; what names none is told."""
    code = row.read("criterion_code")
    found = book.find(code)
    if found is None:
        row.tell(rule if code else "criterion_missing", "criterion_code", book.suggest(code, row.read("name")))
    return found


def _has_error(row: FormRow) -> bool:
    return any(row.cells[field].error is not None for field in TOLD if field in row.cells)
