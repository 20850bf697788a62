"""The lines above a table: which set, area and period it assesses, who reports, as of which day, real or simulated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from etl.assessments.departments import DepartmentBook
from etl.assessments.form import AssessmentForm, fold_label
from etl.assessments.tables import FormCell, FormTable, read_cell
from etl.findings import Findings
from etl.places import match_area
from etl.records import RecordContext
from etl.values.dates import print_span, read_date
from etl.values.period_words import read_period
from warehouse.catalogue import Catalogue
from warehouse.criteria import find_set
from warehouse.criterion_model import Method
from warehouse.periods import Period

SIMULATED: Final = "simulated"


@dataclass(frozen=True)
class Survey:
    """What a form is about. ``is_simulated`` as the head says; ``as_of`` the last day of the period where it says none."""

    criterion_set_id: str
    area_id: str
    period: Period
    reporting_department_id: str | None
    as_of: date
    is_simulated: bool


@dataclass(frozen=True)
class Head:
    """The labelled cells above a table: of each field its value's cell and the text in the cell after it."""

    cells: Mapping[str, FormCell]
    names: Mapping[str, str]
    sheet: str

    def read(self, field: str) -> str:
        """Text of a field; empty where the head does not have it."""
        return self.cells[field].text if field in self.cells else ""


def find_head(table: FormTable, form: AssessmentForm) -> Head:
    """Collect the labelled cells above a table's header; of a field said twice the first value counts."""
    cells: dict[str, FormCell] = {}
    names: dict[str, str] = {}
    for i in range(table.header):
        row = table.sheet.rows[i]
        for j, cell in enumerate(row):
            field = form.head.get(fold_label(cell)) if isinstance(cell, str) and cell else None
            if field is None or (field in cells and not cells[field].is_blank):
                continue
            following = [read_cell(table.sheet, i, k) for k in range(j + 1, len(row))]
            filled = [other for other in following if not other.is_blank and fold_label(other.text) not in form.head]
            beside = read_cell(table.sheet, i, min(j + 1, len(row) - 1))
            cells[field] = filled[0] if filled else FormCell("", table.sheet.name, beside.address)
            names[field] = filled[1].text if len(filled) > 1 else ""
    return Head(cells, names, table.sheet.name)


def read_survey(head: Head, form: AssessmentForm, context: RecordContext, *, is_marked: bool) -> Survey | None:
    """Read a head; None where an error in it keeps the whole form from being loaded, which is told at its cell.

    Parameters
    ----------
    is_marked : bool
        Whether the workbook says anywhere that it is simulated.
    """
    reader = _HeadReader(head, form, context)
    is_simulated = reader.read_nature()
    department = reader.read_department()
    period = reader.read_period()
    if period is None:
        return None
    area_id = reader.read_area(period)
    set_id = reader.read_set(period, area_id)
    if area_id is None or set_id is None or is_simulated is None or reader.tell_closed(area_id, period):
        return None
    return Survey(set_id, area_id, period, department, reader.read_as_of(period), is_simulated or is_marked)


@dataclass(frozen=True)
class _HeadReader:
    head: Head
    form: AssessmentForm
    context: RecordContext

    def tell(self, rule: str, field: str, suggestions: list[str] | None = None, **words: object) -> None:
        cell = self.head.cells.get(field)
        findings: Findings = self.context.findings
        if cell is None:
            findings.add(rule, self.head.sheet, "", "", suggestions or (), **words)
        else:
            findings.add(rule, cell.sheet, cell.address, cell.text, suggestions or (), **words)

    def tell_closed(self, area_id: str, period: Period) -> bool:
        cell = self.head.cells.get("period")
        return self.context.tell_closed(area_id, period.code, self.head.sheet, cell.address if cell else "")

    def read_nature(self) -> bool | None:
        """Whether the figures are simulated; None where a word says neither."""
        text = self.head.read("nature")
        nature = self.form.nature.get(fold_label(text)) if text else "real"
        if nature is None:
            self.tell("survey_nature_unknown", "nature")
            return None
        return nature == SIMULATED

    def read_department(self) -> str | None:
        text = self.head.read("reporting_department_id")
        if not text:
            return None
        departments = DepartmentBook.read(self.context.catalogue.departments)
        found = departments.find(text)
        if found is None:
            self.tell("reporting_department_unknown", "reporting_department_id", departments.suggest(text))
        return found

    def read_period(self) -> Period | None:
        text = self.head.read("period")
        if not text:
            if self.context.request.period is None:
                self.tell("period_unknown", "period")
            return self.context.request.period
        period = _parse_period(text) or read_period(self.head.cells["period"].raw)
        if period is None:
            self.tell("survey_period_unread", "period")
        return period

    def read_as_of(self, period: Period) -> date:
        if not self.head.read("as_of"):
            return period.end
        day = read_date(self.head.cells["as_of"].raw)
        if day is None:
            self.tell("closing_day_unread", "as_of")
        return day or period.end

    def read_area(self, period: Period) -> str | None:
        text = self.head.read("area")
        if not text:
            if self.context.request.area_id is None:
                self.tell("area_unknown", "area")
            return self.context.request.area_id
        code, name = (text, self.head.names["area"]) if text[0].isdigit() else ("", text)
        match = match_area(self.context.index, code, name, period.end, None)
        if match.rule is not None:
            self.tell(match.rule, "area", list(match.suggestions), **match.words)
        return match.area_id

    def read_set(self, period: Period, area_id: str | None) -> str | None:
        """The set named, in force on the last day of the period and meant for the area."""
        sets = self.context.catalogue.criteria.sets.filter(pl.col("method") == Method.ASSESSMENT)
        text = self.head.read("criterion_set_id")
        if not text:
            self.tell("survey_head_missing", "criterion_set_id", label=self.form.printed["criterion_set_id"])
            return None
        set_id = _find_set(self.context.catalogue, sets, text, period)
        if set_id is None:
            self.tell("criterion_set_unknown", "criterion_set_id", sets["criterion_set_id"].to_list())
            return None
        row = sets.row(by_predicate=pl.col("criterion_set_id") == set_id, named=True)
        if not (row["valid_from"] or date.min) <= period.end <= (row["valid_to"] or date.max):
            span = print_span(row["valid_from"], row["valid_to"])
            self.tell("criterion_set_not_in_force", "criterion_set_id", day=f"{period.end:%d/%m/%Y}", span=span)
            return None
        scope = row["scope_area_id"]
        if scope and area_id and scope not in self.context.index.places[area_id].lineage:
            self.tell("criterion_set_elsewhere", "criterion_set_id", scope=self.context.index.places[scope].name)
            return None
        return set_id


def _parse_period(text: str) -> Period | None:
    try:
        return Period.parse(text.upper())
    except ValueError:
        return None


def _find_set(catalogue: Catalogue, sets: pl.DataFrame, text: str, period: Period) -> str | None:
    """By its key; by the set's code or name, then the version of the period."""
    keys = set(sets["criterion_set_id"])
    if text in keys:
        return text
    named = {
        fold_label(row[name]): row["set_id"] for row in sets.to_dicts() for name in ("name_vi", "name_en", "set_id")
    }
    set_id = named.get(fold_label(text))
    found = find_set(catalogue.criteria, set_id, period.end) if set_id else None
    return found if found in keys else None
