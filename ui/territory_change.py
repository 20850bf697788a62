"""How much of a change across 1/7/2025 is what people did, and how much is the new boundary, in words (METHODS 10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ui.map_estimates import ABOUT
from warehouse.model import Recast
from warehouse.rounding import choose_decimals, round_half_away
from warehouse.thresholds import THRESHOLDS
from wording.format import format_date, to_fraction, write_number
from wording.language import _, localise

Row = Mapping[str, Any]


@dataclass(frozen=True)
class PrintedChange:
    """Levels as printed, with differences of the printed levels: the parts add up to the whole on paper.

    Attributes
    ----------
    old, recast, new : Decimal
        The old unit before the reform, the same day on the territory looked at, and the latest value.
    """

    old: Decimal
    recast: Decimal
    new: Decimal

    @property
    def whole(self) -> Decimal:
        """Points from the old value to the new one."""
        return self.new - self.old

    @property
    def real(self) -> Decimal:
        """Points on one territory."""
        return self.new - self.recast

    @property
    def boundary(self) -> Decimal:
        """Points between two territories on one day."""
        return self.recast - self.old


def print_change(change: Row, target: float | None, direction: int) -> PrintedChange:
    """Round the three levels alike, with the decimals that each needs on its own side of the target (METHODS 1)."""
    levels = [to_fraction(change[name]) for name in ("old_value", "recast_value", "new_value")]
    places = max(count_places(level, target, direction) for level in levels)
    return PrintedChange(*(round_half_away(level, places) for level in levels))


def count_places(level: Fraction, target: float | None, direction: int) -> int:
    """Decimals a level is printed with."""
    printed = choose_decimals(level, None if target is None else to_fraction(target), direction=direction)
    if printed.side is not None:
        return THRESHOLDS.print_places_maximum
    return -int(printed.number.as_tuple().exponent)


def choose_change(changes: Sequence[Row], basis: str | None) -> Row | None:
    """The change on a basis; the only one where no basis is asked for; else none."""
    found = [row for row in changes if basis in (None, row["basis"])]
    return found[0] if len(found) == 1 else None


def tell_change(change: Row, target: float | None = None, direction: int = 1) -> str:
    """The change across the reform in one sentence.

    Parameters
    ----------
    change : Mapping
        Row of :func:`warehouse.queries.read_change` of an indicator in percent.
    target : float or None
        Target on the same basis that the values are printed beside.
    """
    printed = print_change(change, target, direction)
    is_new_estimated = (change["new_share"] or 0) > 0
    words = {
        "start": format_date(change["old_period_end"]),
        "end": format_date(change["new_period_end"]),
        "old": write_number(printed.old) + "%",
        "new": (f"{ABOUT} " if is_new_estimated else "") + write_number(printed.new) + "%",
        "whole": format_points(printed.whole),
    }
    if change["recast"] == Recast.NONE:
        words["doubt"] = " " + _("(estimated)") if is_new_estimated else ""
        text = _(
            "From {start} ({old}) to {end} ({new}): {whole}{doubt}, all of it real; the boundary did not change.",
            **words,
        )
    else:
        words |= {
            "place": localise(change, "old_name"),
            "real": format_points(printed.real),
            "boundary": format_points(printed.boundary),
            "doubt": " " + _("(estimated)") if change["recast"] == Recast.ESTIMATED else "",
        }
        text = _(
            "From {start} (former {place}: {old}) to {end} ({new}): {whole}, of which {real} real, {boundary} by the boundary{doubt}.",
            **words,
        )
    return " ".join([text, _("Simulated figures.")]) if change["is_simulated"] else text


def format_points(points: Decimal) -> str:
    """``+1,85 điểm``."""
    return _("{number} points", number=write_signed(points))


def write_signed(points: Decimal) -> str:
    """``+1,85``; a minus sign as long as the plus."""
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return sign + write_number(abs(points))
