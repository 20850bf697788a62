"""Rounding of exact ratios for print, so that a printed number never contradicts its verdict (METHODS 1)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from warehouse.thresholds import THRESHOLDS


class Side(StrEnum):
    """What alone can be said of a value that no allowed number of decimals keeps apart from its target."""

    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True)
class PrintedValue:
    """What to print for a value.

    Attributes
    ----------
    number : Decimal
        The rounded value with exactly as many decimals as are to be printed; the target when ``side`` is set.
    side : Side or None
        ``BELOW`` prints *dưới* and ``ABOVE`` *trên* before ``number``; null prints ``number`` alone.
    """

    number: Decimal
    side: Side | None = None


def round_half_away(value: Fraction | int, places: int = THRESHOLDS.print_places) -> Decimal:
    """Round an exact ratio to ``places`` decimals, halves away from zero (METHODS 1).

    >>> round_half_away(Fraction(100 * 5, 8), 0), round_half_away(Fraction(-1, 8))
    (Decimal('63'), Decimal('-0.13'))
    """
    doubled = 2 * abs(Fraction(value)) * 10**places
    digits = (doubled.numerator + doubled.denominator) // (2 * doubled.denominator)
    return Decimal(digits if value >= 0 else -digits).scaleb(-places)


def choose_decimals(
    value: Fraction | int,
    target: Fraction | int | None,
    places: int = THRESHOLDS.print_places,
    most: int = THRESHOLDS.print_places_maximum,
    *,
    direction: int = 1,
) -> PrintedValue:
    """Round a value with as few decimals as keep it on its own side of its target (METHODS 1).

    Parameters
    ----------
    value : Fraction or int
        The exact value, for a percentage ``Fraction(100 * numerator, denominator)``.
    target : Fraction, int or None
        The target it was judged against; null rounds plainly.
    places, most : int
        Decimals to start from and to stop at.
    direction : int
        1 when a value at the target or above attains it, −1 when a value at the target or below does.

    Returns
    -------
    PrintedValue
        When even ``most`` decimals print a value on the wrong side, the target itself and the side to name.

    Raises
    ------
    ValueError
        ``direction`` is neither 1 nor −1, or ``places`` exceeds ``most``.

    Examples
    --------
    >>> choose_decimals(Fraction(39996, 1000), 40).number
    Decimal('39.996')
    >>> choose_decimals(Fraction(3999999, 100000), 40)
    PrintedValue(number=Decimal('40'), side=<Side.BELOW: 'below'>)
    """
    if direction not in (1, -1) or not 0 <= places <= most:
        raise ValueError(f"direction {direction} must be 1 or -1 and places {places} at most {most}")
    if target is None:
        return PrintedValue(round_half_away(value, places))
    attains = direction * (value - target) >= 0
    for decimals in range(places, most + 1):
        number = round_half_away(value, decimals)
        if (direction * (Fraction(number) - target) >= 0) == attains:
            return PrintedValue(number)
    return PrintedValue(write_shortest(target, most), Side.ABOVE if value > target else Side.BELOW)


def write_shortest(value: Fraction | int, most: int) -> Decimal:
    """Write a number without trailing zeros, rounded only where ``most`` decimals cannot hold it."""
    exact_places = (places for places in range(most) if Fraction(round_half_away(value, places)) == value)
    return round_half_away(value, next(exact_places, most))
