"""The measured value of a criterion, in the criterion's own unit."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from etl.assessments.criteria import Criterion
from etl.assessments.form import AssessmentForm, fold_label
from etl.assessments.tables import FormCell, FormRow
from etl.reading.model import NO_RESULT
from etl.values.number_texts import print_reading, read_number_text
from warehouse.criterion_model import CriterionUnit

LARGEST: Final = Decimal(10**12)
SMALLEST_STEP: Final = Decimal("0.0001")
HIGHEST: Final[Mapping[str, Decimal]] = {
    CriterionUnit.PERCENT: Decimal(100),
    CriterionUnit.PER_100000: Decimal(100_000),
    CriterionUnit.HOURS_PER_WEEK: Decimal(168),
    CriterionUnit.BOOLEAN: Decimal(1),
}
COUNTED: Final = (CriterionUnit.COUNT, CriterionUnit.CURRENCY)
SIGNS: Final[Mapping[str, str]] = {CriterionUnit.PERCENT: "%"}


def read_value(row: FormRow, criterion: Criterion, form: AssessmentForm) -> Decimal | None:
    """The value typed for a criterion; None where there is none or where it breaks a rule, which is then told at its cell."""
    cell = row.cells.get("value")
    if cell is None or cell.is_blank:
        return None
    if cell.error is not None:
        row.tell("formula_without_result" if cell.error == NO_RESULT else "formula_error", "value", value=cell.error)
        return None
    if criterion.indicator is not None:
        names = {key: criterion.indicator[key] for key in ("name_vi", "name_en")}
        row.tell("value_is_computed", "value", **names)
        return None
    if criterion.unit in (None, CriterionUnit.RATING):
        row.tell("value_without_unit", "value")
        return None
    value = _read_number(row, cell, criterion.unit, form)
    return None if value is None else _check_range(row, value, criterion.unit)


def _read_number(row: FormRow, cell: FormCell, unit: str, form: AssessmentForm) -> Decimal | None:
    if isinstance(cell.raw, int | float) and not isinstance(cell.raw, bool):
        return _read_stored(row, cell, unit)
    text = str(cell.raw)
    if unit == CriterionUnit.PERCENT:
        text = text.strip().removesuffix("%")
    if unit == CriterionUnit.BOOLEAN:
        text = form.boolean.get(fold_label(text), text)
    number = read_number_text(text.strip().removeprefix("-"))
    is_negative = text.strip().startswith("-")
    readings = [reading for reading in (number.fractional, number.whole) if reading is not None]
    if len(readings) > 1:
        readings = _choose(readings, unit)
    if number.missing_reason is not None or (not readings and number.rule is None):
        return None
    if len(readings) > 1:
        told = [print_reading(reading) for reading in readings]
        row.tell("ambiguous_number", "value", told, readings=", ".join(told))
        return None
    if not readings:
        row.tell("value_not_a_number", "value", list(number.readings))
        return None
    return -readings[0] if is_negative else readings[0]


def _read_stored(row: FormRow, cell: FormCell, unit: str) -> Decimal | None:
    """A number of the spreadsheet; under a % format it is a hundredth of what was shown."""
    number = Decimal(repr(cell.raw))
    if not number.is_finite() or (cell.is_percent and unit != CriterionUnit.PERCENT):
        row.tell("value_not_a_number", "value", value=f"{cell.raw:.4g}")
        return None
    return number * 100 if cell.is_percent else number


def _choose(readings: list[Decimal], unit: str) -> list[Decimal]:
    """The readings a unit allows: counts are whole, shares within their range."""
    if unit in COUNTED:
        return readings[1:]
    return [reading for reading in readings if reading <= HIGHEST.get(unit, LARGEST)]


def _check_range(row: FormRow, value: Decimal, unit: str) -> Decimal | None:
    highest = HIGHEST.get(unit, LARGEST)
    is_wrong = not 0 <= value <= highest or (unit == CriterionUnit.BOOLEAN and value not in (0, 1))
    if is_wrong:
        shown, sign = print_reading(value), SIGNS.get(unit, "")
        row.tell("value_out_of_range", "value", value=shown, low="0", high=print_reading(highest), unit=sign)
        return None
    return value.quantize(SMALLEST_STEP)
