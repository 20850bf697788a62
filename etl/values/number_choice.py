"""Which of a text's readings its column allows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from etl.values.number_texts import NumberText, print_reading
from warehouse.model import Qualifier

LARGEST_COUNT: Final = 10**12
EITHER_SIGN: Final = ",."


@dataclass(frozen=True)
class CountText:
    """The answer for one text under one scale in one kind of column; the fields are those of ``etl.values.numbers.read_numbers``."""

    value: Decimal | None = None
    missing_reason: str | None = None
    qualifier: str = Qualifier.EXACT.value
    rule: str | None = None
    readings: tuple[str, ...] | None = None


def choose_count(number: NumberText, scale: int, decimal_signs: str) -> CountText:
    """Choose the reading that the column's own decimal signs and the wholeness of counts leave.

    Parameters
    ----------
    number : NumberText
        What the text can mean.
    scale : int
        How many one unit of the table counts: 1000 under ``ĐVT: nghìn người``.
    decimal_signs : str
        Those the unambiguous texts of the column show: empty, ``,``, ``.`` or, in a column that contradicts itself, ``,.``.

    Returns
    -------
    CountText
        With two readings left, or a column that speaks for the one that is no count: the rule ``ambiguous_number`` and both, scaled.

    Examples
    --------
    >>> text = NumberText(whole=Decimal("1234"), fractional=Decimal("1.234"), sign=".")
    >>> choose_count(text, 1, "").value, choose_count(text, 1, ".").readings
    (Decimal('1234'), ('1,234', '1234'))
    """
    if number.rule or number.missing_reason:
        return CountText(missing_reason=number.missing_reason, rule=number.rule, readings=number.readings or None)
    readings = [reading for reading in (number.fractional, number.whole) if reading is not None]
    if not readings:
        return CountText()
    is_rounded = scale != 1 and number.qualifier == Qualifier.EXACT.value
    qualifier = Qualifier.ABOUT.value if is_rounded else number.qualifier
    chosen = readings[0] if len(readings) == 1 else choose_reading(number, scale, decimal_signs)
    if chosen is None:
        meanings = tuple(print_reading(each * scale) for each in readings)
        return CountText(qualifier=qualifier, rule="ambiguous_number", readings=meanings)
    count = chosen * scale
    if count > LARGEST_COUNT:
        return CountText(rule="too_large")
    if count != count.to_integral_value():
        return CountText(rule="not_a_whole_number")
    return CountText(value=count, qualifier=qualifier)


def choose_reading(number: NumberText, scale: int, decimal_signs: str) -> Decimal | None:
    """One of two readings, or None. Without other evidence an unscaled count is whole, so its separator groups thousands."""
    if not decimal_signs:
        return number.whole if scale == 1 else None
    if decimal_signs == EITHER_SIGN:
        return None
    if decimal_signs != number.sign:
        return number.whole
    return None if scale == 1 else number.fractional
