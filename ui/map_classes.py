"""How a map is coloured: by distance from the target, or by status; what is missing always apart from what is low."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from ui.theme import colour, scale, write_css_fill
from warehouse.model import Status, Unit
from warehouse.verdicts import StatusReason
from wording.format import find_exact_value, format_number, format_status, format_target, to_fraction
from wording.language import _
from wording.looks import LOOKS, find_look

Row = Mapping[str, Any]
COLOURS_WITHOUT_TARGET = 5
SPREAD = {2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}
STEPS = tuple(Fraction(step) for step in ("0.5", "1", "2", "2.5", "5", "10", "20", "25"))
BINS_PER_SIDE = 3
FEWEST_TO_SPREAD = 3
WITHOUT_COLOUR = (Status.NOT_COMPARABLE, Status.NO_DATA, Status.SUPPRESSED, Status.NOT_APPLICABLE)


@dataclass(frozen=True)
class MapClass:
    """One colour of a map.

    Attributes
    ----------
    label : str
        What the legend says: a range, or the word of a status.
    fill, css_fill : str
        Colour on the map, and CSS background of the legend's swatch, which carries the pattern of what is missing.
    glyph : str
        Character drawn over areas of the class, so that they differ by more than their grey; empty for values.
    count : int
        Areas of the class.
    reaches : bool or None
        Whether the class lies on the reaching side of the target; null = no side.
    pattern : str
        Name of the pattern of what is missing; empty for values.
    """

    label: str
    fill: str
    css_fill: str
    glyph: str = ""
    count: int = 0
    reaches: bool | None = None
    pattern: str = ""


@dataclass(frozen=True)
class Colouring:
    """Classes of a map and the class of each row, in the order of the rows."""

    classes: tuple[MapClass, ...]
    class_of_row: tuple[int, ...]

    def count_reaching(self) -> int:
        """Areas on the reaching side of the target."""
        return sum(map_class.count for map_class in self.classes if map_class.reaches)


def colour_by_value(rows: Sequence[Row], unit: str, direction: int = 1) -> Colouring:
    """Sort areas into ranges of their value, with the target as one of the breaks.

    Parameters
    ----------
    rows : sequence of mappings
        Rows of :func:`warehouse.queries.list_map_values`.
    unit : str
        Unit of the indicator.
    direction : int
        1 when more is better, −1 when less is.

    Returns
    -------
    Colouring
        Ranges from low to high, then one class for each kind of missing there is. A value on another basis than the target's has
        a class of its own.
    """
    states = [find_missing_state(row) for row in rows]
    values = [
        None if state else find_exact_value({**row, "unit": unit}) for row, state in zip(rows, states, strict=True)
    ]
    target = find_common_target(rows)
    known = sorted(value for value in values if value is not None)
    breaks = choose_breaks(known, target)
    ranges = build_ranges(breaks, target, unit, direction) if known else []
    missing = sorted({state for state in states if state}, key=list(LOOKS).index)
    class_of_row = tuple(
        sum(value >= edge if direction > 0 else value > edge for edge in breaks)
        if value is not None
        else len(ranges) + missing.index(state or Status.NO_DATA)
        for value, state in zip(values, states, strict=True)
    )
    return count_classes([*ranges, *map(build_status_class, missing)], class_of_row)


def find_missing_state(row: Row) -> Status | None:
    """Which kind of missing a row is, to a map of values; None where its value can be coloured.

    A value of an area that ended before the target fell due is a value still: it has no verdict, but it has a colour.
    """
    if row["value"] is None:
        is_named = row["status"] in WITHOUT_COLOUR and row["status_reason"] != StatusReason.ENDED_BEFORE_DUE
        return Status(row["status"]) if is_named else Status.NO_DATA
    if row["target_basis"] is not None and row["basis"] != row["target_basis"]:
        return Status.NOT_COMPARABLE
    return Status(row["status"]) if row["status"] in (Status.NOT_COMPARABLE, Status.SUPPRESSED) else None


def colour_by_status(rows: Sequence[Row]) -> Colouring:
    """One class for each status there is, in the order of the legend of statuses."""
    present = sorted({Status(row["status"]) for row in rows}, key=list(LOOKS).index)
    return count_classes(
        [build_status_class(status) for status in present], tuple(present.index(Status(row["status"])) for row in rows)
    )


def find_common_target(rows: Sequence[Row]) -> Fraction | None:
    """Target that all judged rows share; None where they have none or several."""
    judged = [
        row
        for row in rows
        if row["value"] is not None and row["status"] not in (Status.NO_TARGET, Status.NOT_COMPARABLE)
    ]
    targets = {row["target_value"] for row in judged if row["target_value"] is not None}
    return to_fraction(targets.pop()) if len(targets) == 1 else None


def choose_breaks(known: Sequence[Fraction], target: Fraction | None) -> list[Fraction]:
    """Round numbers at which the colour changes: steps away from the target on either side, or even steps where there is none.

    Examples
    --------
    >>> [str(edge) for edge in choose_breaks([Fraction(value) for value in range(23, 62)], Fraction(40))]
    ['30', '40', '50', '60']
    """
    if not known:
        return [] if target is None else [target]
    if target is None:
        step = choose_step((known[-1] - known[0]) / COLOURS_WITHOUT_TARGET)
        first = (known[0] // step + 1) * step
        return [
            first + place * step for place in range(COLOURS_WITHOUT_TARGET - 1) if first + place * step <= known[-1]
        ]
    below = [value for value in known if value < target]
    above = [value for value in reversed(known) if value >= target]
    return [*spread_breaks(target, below), target, *spread_breaks(target, above)[::-1]]


def spread_breaks(target: Fraction, side: Sequence[Fraction]) -> list[Fraction]:
    """Breaks on one side of the target, the farthest first: even steps away from it, or round numbers among values far from it.

    ``side`` holds the values of that side, the farthest first; the farthest tenth does not widen the steps.
    """
    if len(side) < FEWEST_TO_SPREAD:
        return []
    far, near = side[max(1, len(side) // 10)], side[-1]
    sign = 1 if far >= target else -1
    step = choose_step(abs(far - target) / BINS_PER_SIDE)
    if abs(near - target) <= step:
        return [edge for place in (2, 1) if (side[0] - (edge := target + sign * step * place)) * sign > 0]
    step = choose_step(abs(far - near) / BINS_PER_SIDE)
    nearest = -(-near // step) * step if sign > 0 else near // step * step
    return [edge for place in (1, 0) if (side[0] - (edge := nearest + sign * step * place)) * sign > 0]


def choose_step(width: Fraction) -> Fraction:
    """Smallest round step at least as wide; beyond the list, the next power of ten times one of 1, 2, 5."""
    for step in STEPS:
        if width <= step:
            return step
    scale = Fraction(10)
    while True:
        for factor in (1, 2, 5):
            if width <= factor * scale:
                return factor * scale
        scale *= 10


def build_ranges(breaks: Sequence[Fraction], target: Fraction | None, unit: str, direction: int) -> list[MapClass]:
    """Classes between the breaks, from low to high."""
    if not breaks:
        middle = scale("low_to_high")[2]
        return [MapClass(_("all values"), middle, middle)]
    labels = label_ranges(breaks, unit)
    if target is None:
        colours = [scale("low_to_high")[place] for place in SPREAD[len(labels)]]
        return [MapClass(label, colours[place], colours[place]) for place, label in enumerate(labels)]
    position = list(breaks).index(target)
    short, reached = list(scale("far_to_near_short")), list(scale("near_to_far_reached"))
    if direction > 0:
        colours_of = [*short[-(position + 1) :], *reached[: len(labels) - position - 1]]
    else:
        colours_of = [*reversed(reached[: position + 1]), *list(reversed(short))[: len(labels) - position - 1]]
    return [
        MapClass(label, colour, colour, reaches=(place > position) == (direction > 0))
        for place, (label, colour) in enumerate(zip(labels, colours_of, strict=True))
    ]


def label_ranges(breaks: Sequence[Fraction], unit: str) -> list[str]:
    """``dưới 30%``, ``30–35%``, …, ``từ 50%`` in words of the language."""
    sign = "%" if unit == Unit.PERCENT else ""
    numbers = [format_target(float(edge), Unit.NUMBER) for edge in breaks]
    middle = [f"{low}–{high}{sign}" for low, high in itertools.pairwise(numbers)]
    return [_("under {number}", number=numbers[0] + sign), *middle, _("{number} or more", number=numbers[-1] + sign)]


def build_status_class(status: Status) -> MapClass:
    """Class of a status, with its glyph where it is a kind of missing."""
    look = find_look(status)
    is_missing = look.pattern != "solid"
    return MapClass(
        format_status(status),
        colour(f"{status}-fill"),
        write_css_fill(status),
        look.glyph if is_missing else "",
        pattern=look.pattern if is_missing else "",
    )


def count_classes(classes: Sequence[MapClass], class_of_row: tuple[int, ...]) -> Colouring:
    """Put the number of areas into each class."""
    return Colouring(
        tuple(replace(one, count=class_of_row.count(place)) for place, one in enumerate(classes)), class_of_row
    )


def describe_classes(colouring: Colouring) -> str:
    """Legend in one sentence, for those who cannot see the map."""
    return "; ".join(f"{one.label}: {format_number(one.count)}" for one in colouring.classes if one.count)
