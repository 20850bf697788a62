"""Rounding for print: exact, away from zero at halves, never on the wrong side of the target (METHODS 1)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.rounding import PrintedValue, Side, choose_decimals, round_half_away

DEEP = settings(deadline=None, max_examples=500)
RATIOS = st.builds(lambda x, n: Fraction(100 * min(x, n), n), st.integers(0, 10**7), st.integers(1, 10**7))
TARGETS = st.integers(0, 10**6).map(lambda ten_thousandths: Fraction(ten_thousandths, 10**4))
NEAR_TARGET = st.builds(
    lambda target, shift: (target + shift, target), TARGETS, st.fractions(-1, 1, max_denominator=10**7)
)


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(3, 8), 2, "0.38"),
        (Fraction(8905500001, 10**8), 2, "89.06"),
        (Fraction(8906, 100), 2, "89.06"),
        (Fraction(267, 100000) * 1000, 2, "2.67"),
        (Fraction(1005, 1000), 2, "1.01"),
        (Fraction(5, 2), 0, "3"),
        (40, 2, "40.00"),
        (Fraction(-1, 1000), 2, "0.00"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: Fraction | int, places: int, printed: str) -> None:
    assert str(round_half_away(value, places)) == printed


@DEEP
@given(st.fractions(-(10**9), 10**9), st.integers(0, 6))
def test_a_rounded_number_is_the_nearest_of_its_grid(value: Fraction, places: int) -> None:
    rounded = Fraction(round_half_away(value, places))
    distance = abs(rounded - value) * 10**places
    assert (rounded * 10**places).denominator == 1
    assert distance < Fraction(1, 2) or (distance == Fraction(1, 2) and abs(rounded) > abs(value))


@pytest.mark.parametrize(
    ("value", "target", "direction", "printed"),
    [
        ("89.0551", "40", 1, PrintedValue(Decimal("89.06"))),
        ("39.99", "40", 1, PrintedValue(Decimal("39.99"))),
        ("39.996", "40", 1, PrintedValue(Decimal("39.996"))),
        ("39.9996", "40", 1, PrintedValue(Decimal("39.9996"))),
        ("39.99999", "40", 1, PrintedValue(Decimal(40), Side.BELOW)),
        ("40", "40", 1, PrintedValue(Decimal("40.00"))),
        ("40.00001", "40", 1, PrintedValue(Decimal("40.00"))),
        ("39.99999", "40", -1, PrintedValue(Decimal("40.00"))),
        ("40", "40", -1, PrintedValue(Decimal("40.00"))),
        ("40.004", "40", -1, PrintedValue(Decimal("40.004"))),
        ("40.00001", "40", -1, PrintedValue(Decimal(40), Side.ABOVE)),
        ("66.6605", "66.6605", 1, PrintedValue(Decimal("66.661"))),
        ("66.664", "66.6605", -1, PrintedValue(Decimal("66.664"))),
        ("45.49999", "45.5", 1, PrintedValue(Decimal("45.5"), Side.BELOW)),
        ("99.99999", "100", 1, PrintedValue(Decimal(100), Side.BELOW)),
    ],
)
def test_a_printed_value_stays_on_its_side_of_the_target(
    value: str, target: str, direction: int, printed: PrintedValue
) -> None:
    chosen = choose_decimals(Fraction(value), Fraction(target), direction=direction)
    assert (str(chosen.number), chosen.side) == (str(printed.number), printed.side)


def test_without_a_target_a_value_is_rounded_plainly() -> None:
    assert choose_decimals(Fraction("39.99999"), None) == PrintedValue(Decimal("40.00"))
    assert choose_decimals(Fraction("39.96"), None, places=0) == PrintedValue(Decimal(40))


def test_the_caller_sets_how_many_decimals_are_tried() -> None:
    assert choose_decimals(Fraction("39.96"), 40, places=1, most=1) == PrintedValue(Decimal(40), Side.BELOW)
    assert choose_decimals(Fraction("39.96"), 40, places=0, most=2) == PrintedValue(Decimal("39.96"))


@pytest.mark.parametrize(("places", "most", "direction"), [(3, 2, 1), (-1, 2, 1), (2, 4, 0)])
def test_impossible_wishes_are_refused(places: int, most: int, direction: int) -> None:
    with pytest.raises(ValueError, match="direction"):
        choose_decimals(Fraction(1), 2, places, most, direction=direction)


@DEEP
@given(NEAR_TARGET | st.tuples(RATIOS, TARGETS), st.sampled_from([1, -1]))
def test_the_printed_text_never_contradicts_the_exact_value(
    value_and_target: tuple[Fraction, Fraction], direction: int
) -> None:
    value, target = value_and_target
    printed = choose_decimals(value, target, direction=direction)
    attains = direction * (value - target) >= 0
    if printed.side is None:
        assert (direction * (Fraction(printed.number) - target) >= 0) == attains
        assert abs(Fraction(printed.number) - value) <= Fraction(1, 200)
    else:
        assert not attains
        assert Fraction(printed.number) == target
        assert printed.side is (Side.BELOW if value < target else Side.ABOVE)
        assert abs(value - target) <= Fraction(1, 20000)
