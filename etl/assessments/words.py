"""Cells that hold one of a few words, a day, or the names of bodies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from etl.assessments.departments import DepartmentBook, split_departments
from etl.assessments.form import fold_label
from etl.assessments.tables import FormRow
from etl.values.dates import read_date


def read_word(row: FormRow, field: str, codes: Mapping[str, str], choices: Sequence[str], rule: str) -> str | None:
    """The code of the word in a cell; None where it is empty or no such word, which is told."""
    text = row.read(field)
    if not text:
        return None
    code = codes.get(fold_label(text))
    if code is None:
        row.tell(rule, field, list(choices), choices=", ".join(choices))
    return code


def read_day(row: FormRow, field: str) -> date | None:
    """The day in a cell; None where it is empty or no day, which is told."""
    if not row.read(field):
        return None
    day = read_date(row.cells[field].raw)
    if day is None:
        row.tell("bad_date", field)
    return day


def read_departments(row: FormRow, field: str, departments: DepartmentBook) -> list[str]:
    """Ids of the bodies a cell names, each once; what names none is told."""
    found: list[str] = []
    if field not in row.cells:
        return found
    for text in split_departments(str(row.cells[field].raw)):
        department = departments.find(text)
        if department is None:
            row.tell("unknown_department", field, departments.suggest(text), value=text)
        elif department not in found:
            found.append(department)
    return found
