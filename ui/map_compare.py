"""Two periods of one map: both in one set of colours, the change of each area, and the sentence about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ui.map_classes import (
    Colouring,
    MapClass,
    build_status_class,
    choose_step,
    colour_by_status,
    colour_by_value,
    count_classes,
    find_common_target,
    find_missing_state,
)
from ui.map_estimates import write_value
from ui.map_hover import HoverTexts, list_shared_lines
from ui.theme import colour, scale
from warehouse.model import Accumulation, Status, Unit
from wording.format import find_exact_value, format_number, format_period, format_target
from wording.language import N_, _, localise

Row = Mapping[str, Any]
LARGEST_SHARE_CUT = 10


@dataclass(frozen=True)
class Change:
    """What became of one area between two periods.

    Attributes
    ----------
    difference : Fraction or None
        Later minus earlier, in points of a percentage or in the indicator's unit; null where the two may not be compared.
    missing : Status or None
        Why there is no difference: a period without a value, or values that stand on different bases.
    crossed : int
        1 where the area came to its target, −1 where it fell back behind it, else 0.
    """

    earlier: Row
    later: Row
    difference: Fraction | None
    missing: Status | None
    crossed: int


def list_changes(earlier_rows: Sequence[Row], later_rows: Sequence[Row]) -> list[Change]:
    """Change of every area, in the order of the later rows."""
    before = {row["area_id"]: row for row in earlier_rows}
    return [compare(before[row["area_id"]], row) for row in later_rows]


def compare(earlier: Row, later: Row) -> Change:
    """Change of one area; only values on one basis, both real or both simulated, are held against each other.

    A figure that starts anew each January is compared with the same month of another year only (METHODS 4).
    """
    states = [find_missing_state(row) for row in (earlier, later)]
    if earlier["value"] is None or later["value"] is None or Status.SUPPRESSED in states:
        return Change(earlier, later, None, Status.NO_DATA, 0)
    same_kind = earlier["basis"] == later["basis"] and bool(earlier["is_simulated"]) == bool(later["is_simulated"])
    starts_anew = later.get("accumulation") == Accumulation.YEAR_TO_DATE
    if not same_kind or (starts_anew and earlier["period_end"].month != later["period_end"].month):
        return Change(earlier, later, None, Status.NOT_COMPARABLE, 0)
    old, new = find_exact_value(earlier), find_exact_value(later)
    assert old is not None
    assert new is not None
    target = find_common_target([later])
    reached = [target is not None and later["direction"] * (value - target) >= 0 for value in (old, new)]
    return Change(earlier, later, new - old, None, reached[1] - reached[0])


def colour_pair(
    earlier: Sequence[Row], later: Sequence[Row], unit: str, direction: int, *, is_by_status: bool
) -> tuple[Colouring, Colouring]:
    """Classes that hold for both periods, with the count of each."""
    rows = [*earlier, *later]
    both = colour_by_status(rows) if is_by_status else colour_by_value(rows, unit, direction)
    cut = len(earlier)
    first, second = both.class_of_row[:cut], both.class_of_row[cut:]
    return count_classes(both.classes, first), count_classes(both.classes, second)


def colour_changes(changes: Sequence[Change], unit: str, direction: int) -> Colouring:
    """Steps of change away from none on either side, then one class for each reason why there is no difference."""
    sizes = sorted(abs(change.difference) for change in changes if change.difference)
    step = choose_step((sizes[-max(1, len(sizes) // LARGEST_SHARE_CUT)] if sizes else Fraction(1)) / 3)
    classes = build_change_classes(step, unit, direction)
    missing = sorted({change.missing for change in changes if change.missing}, key=list(Status).index)
    named = [name_missing(state) for state in missing]
    place_of = [
        find_change_class(change.difference, step)
        if change.difference is not None
        else len(classes) + missing.index(change.missing or Status.NO_DATA)
        for change in changes
    ]
    used = [place for place in range(len(classes) + len(named)) if place in place_of]
    kept = [[*classes, *named][place] for place in used]
    return count_classes(kept, tuple(used.index(place) for place in place_of))


def build_change_classes(step: Fraction, unit: str, direction: int) -> list[MapClass]:
    """Down by much … no change … up by much; up is in the colours of the target reached where more is better."""
    one, two = (format_target(float(step * times), Unit.NUMBER) for times in (1, 2))
    points = " " + _("points") if unit == Unit.PERCENT else ""
    worse, better = list(scale("far_to_near_short")), list(scale("near_to_far_reached"))
    same = colour("same")
    colours = [*worse, same, *better] if direction > 0 else [*reversed(better), same, *reversed(worse)]
    labels = [
        _("down {number} or more", number=f"{two}{points}"),
        _("down {number}", number=f"{one}–{two}{points}"),
        _("down less than {number}", number=f"{one}{points}"),
        _("no change"),
        _("up less than {number}", number=f"{one}{points}"),
        _("up {number}", number=f"{one}–{two}{points}"),
        _("up {number} or more", number=f"{two}{points}"),
    ]
    return [MapClass(label, colour, colour) for label, colour in zip(labels, colours, strict=True)]


def find_change_class(difference: Fraction, step: Fraction) -> int:
    """Place of a change among the classes of :func:`build_change_classes`."""
    size = sum(abs(difference) >= step * times for times in (1, 2))
    if difference == 0:
        return 3
    return 4 + size if difference > 0 else 2 - size


def name_missing(state: Status) -> MapClass:
    """Class of areas without a difference, in words that fit two periods."""
    look = build_status_class(state)
    words = _("one period lacks a figure") if state is Status.NO_DATA else _("not on the same base")
    return MapClass(words, look.fill, look.css_fill, look.glyph, pattern=look.pattern)


def format_difference(difference: Fraction, unit: str) -> str:
    """``+5,2 điểm``, ``−0,4 điểm``."""
    sign = "+" if difference > 0 else "−" if difference < 0 else "±"
    if unit == Unit.PERCENT:
        return f"{sign}{format_number(abs(difference), 1)} " + _("points")
    return f"{sign}{format_number(abs(difference), 0 if difference.denominator == 1 else 1)}"


def write_change_texts(changes: Sequence[Change]) -> HoverTexts:
    """What hovering over an area of the map of changes says: the difference and both values."""
    texts = []
    for change in changes:
        ends = [
            f"{write_value(row)} ({format_period(row['period'])})"
            for row in (change.earlier, change.later)
            if row["value"] is not None
        ]
        head = name_missing(change.missing).label if change.missing else ""
        if change.difference is not None:
            head = format_difference(change.difference, change.later["unit"])
        texts.append(" · ".join([localise(change.later, "name"), head, " → ".join(ends)]))
    known = next((change.later for change in changes if change.difference is not None), None)
    lines = ["%{text}", *([] if known is None else list_shared_lines(known)[:2])]
    return HoverTexts(texts, [], f"{'<br>'.join(lines)}<extra></extra>")


def tell_change(changes: Sequence[Change], earlier: str, later: str, noun: str) -> str:
    """The sentence: who came to the target and who fell back, else how many rose and fell."""
    known = [change for change in changes if change.difference is not None]
    times = {"earlier": format_period(earlier), "later": format_period(later)}
    if not known:
        return _("No figures that can be compared between {earlier} and {later}", **times)
    up, down = (sum(sign * (change.difference or 0) > 0 for change in known) for sign in (1, -1))
    counts = {"up": format_number(up), "down": format_number(down), "units": noun}
    target = find_common_target([change.later for change in known])
    if target is None:
        return _("From {earlier} to {later}: {up} {units} up, {down} down", **times, **counts)
    came, fell = (format_number(sum(change.crossed == sign for change in known)) for sign in (1, -1))
    level = format_target(float(target), known[0].later["unit"])
    sentence = N_("From {earlier} to {later}: {came} {units} came to {target}, {fell} fell back; {up} up, {down} down")
    return _(sentence, **times, **counts, came=came, fell=fell, target=level)


def tell_change_source(changes: Sequence[Change], source: str) -> str:
    """How many areas can be compared, before what is said of the later period."""
    known = sum(change.difference is not None for change in changes)
    share = _("{count} of {total} can be compared", count=format_number(known), total=format_number(len(changes)))
    return " · ".join(part for part in (share, source) if part)
