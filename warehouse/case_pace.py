"""The pace of one series towards one target, in exact fractions: the readable form of the rules (METHODS 2 and 6).

:func:`warehouse.pace.add_pace` says the same of whole frames; a property test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from warehouse.model import Accumulation, Qualifier, Recast
from warehouse.periods import Period, compute_clock
from warehouse.thresholds import THRESHOLDS, Thresholds
from warehouse.verdicts import StatusReason


@dataclass(frozen=True, kw_only=True)
class Observation:
    """One value of a series, in the indicator's unit; ``completeness`` is null when the value is not an aggregate."""

    period: Period
    value: Fraction
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    qualifier: Qualifier = Qualifier.EXACT
    completeness: float | None = None
    recast: Recast = Recast.NONE
    estimated_share: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What a series is to reach.

    Attributes
    ----------
    value, due, direction
        The target; null ``due``: no date is set, ``direction`` is 1 when more is better, else −1.
    base_end, previous_due : date or None
        Last day of the base year the document names, and due date of the same authority's milestone before; null: there is none.
    is_past : bool
        Whether the due date is reached, so that nothing is left to be asked of the pace.
    """

    value: Fraction
    due: date | None = None
    direction: int = 1
    base_end: date | None = None
    previous_due: date | None = None
    is_past: bool = False


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How fast a series has moved and must move, in units a year; what is null and why, :func:`warehouse.pace.add_pace` says."""

    anchor: Observation | None
    latest: Observation
    start: Observation | None
    road: Fraction | None
    required: Fraction | None
    observed: Fraction | None
    remaining: Fraction | None
    k: Fraction | None
    r: Fraction | None
    reason: StatusReason


def list_points(
    series: Iterable[Observation], accumulation: Accumulation, until: date, thresholds: Thresholds = THRESHOLDS
) -> list[Observation]:
    """The comparable values of a series up to a day, oldest first; of two that end on one day the longer period's."""
    points: dict[date, Observation] = {}
    for seen in sorted(series, key=lambda seen: (seen.period.end, len(seen.period.code))):
        if seen.period.end <= until and is_point(seen, accumulation, thresholds):
            points.setdefault(seen.period.end, seen)
    return list(points.values())


def is_point(seen: Observation, accumulation: Accumulation, thresholds: Thresholds = THRESHOLDS) -> bool:
    """Whether a value is comparable with others of its series: whole, exact, and resting on enough reports (METHODS 4, 9 and 10)."""
    is_dated_alike = {
        Accumulation.STOCK: True,
        Accumulation.YEAR_TO_DATE: seen.period.is_year_end,
        Accumulation.FLOW: seen.period.code == str(seen.period.end.year),
    }[accumulation]
    return (
        is_dated_alike
        and seen.qualifier is Qualifier.EXACT
        and (seen.completeness is None or seen.completeness >= thresholds.completeness_floor_ratio)
        and seen.estimated_share <= float(thresholds.estimated_share_maximum + thresholds.tolerance)
    )


def measure_pace(points: Sequence[Observation], goal: Goal, thresholds: Thresholds = THRESHOLDS) -> Pace | None:
    """Measure the pace of a series by its points up to today; null without a point.

    Examples
    --------
    >>> years = {2021: 20, 2022: 25, 2023: 30}
    >>> points = [Observation(period=Period.parse(str(year)), value=Fraction(value)) for year, value in years.items()]
    >>> pace = measure_pace(points, Goal(value=Fraction(60), due=date(2030, 12, 31)))
    >>> pace.observed, pace.remaining, pace.k, pace.reason.value
    (Fraction(5, 1), Fraction(30, 7), Fraction(6, 7), 'pace_on_track')
    """
    if not points:
        return None
    latest = points[-1]
    anchor = find_anchor(points, goal, thresholds)
    start = find_start(points, anchor, thresholds)
    ahead = anchor is not None and goal.direction * (goal.value - anchor.value) > 0
    observed = (
        None if start is None else measure_slope(start.value, start.period.clock, latest.value, latest.period.clock)
    )
    required = ask_pace(anchor, goal) if ahead else None
    is_open = goal.direction * (goal.value - latest.value) > 0
    remaining = ask_pace(latest, goal) if is_open and not goal.is_past else None
    share = None if observed is None or remaining is None else observed / remaining
    return Pace(
        anchor=anchor,
        latest=latest,
        start=start,
        road=(latest.value - anchor.value) / (goal.value - anchor.value) if ahead and anchor is not None else None,
        required=required,
        observed=observed,
        remaining=remaining,
        k=1 / share if share is not None and share > thresholds.tolerance else None,
        r=None if observed is None or required is None else goal.direction * observed / abs(required),
        reason=choose_reason(share, start, latest, goal, thresholds),
    )


def find_anchor(points: Sequence[Observation], goal: Goal, thresholds: Thresholds = THRESHOLDS) -> Observation | None:
    """Where the way begins: the named base year's point, the previous milestone's, else the programme's first."""
    for day in (goal.base_end, goal.previous_due):
        named = next((point for point in points if point.period.end == day), None)
        if named is not None:
            return named
    return next((point for point in points if point.period.end.year >= thresholds.programme_first_year), None)


def find_start(
    points: Sequence[Observation], anchor: Observation | None, thresholds: Thresholds = THRESHOLDS
) -> Observation | None:
    """Where the pace is observed from: the anchor once a year has passed, else the earliest point of the last years."""
    now = points[-1].period.clock
    if anchor is not None and now - anchor.period.clock >= thresholds.pace_minimum_years:
        return anchor
    spans = ((point, now - point.period.clock) for point in points)
    return next(
        (p for p, span in spans if thresholds.pace_minimum_years <= span <= thresholds.pace_maximum_years), None
    )


def ask_pace(point: Observation | None, goal: Goal) -> Fraction | None:
    """Units a year from a point to the target; null without a due date after it."""
    if point is None or goal.due is None or compute_clock(goal.due) <= point.period.clock:
        return None
    return measure_slope(point.value, point.period.clock, goal.value, compute_clock(goal.due))


def measure_slope(old: Fraction, then: Fraction, new: Fraction, now: Fraction) -> Fraction:
    """Units a year between two values."""
    return (new - old) / (now - then)


def choose_reason(
    share: Fraction | None,
    start: Observation | None,
    latest: Observation,
    goal: Goal,
    thresholds: Thresholds = THRESHOLDS,
) -> StatusReason:
    """The class of the share 1/K that the observed pace is of the pace still needed; a boundary takes the better one."""
    if share is None or start is None:
        return StatusReason.TOO_FEW_POINTS
    if share >= thresholds.on_track_minimum_ratio - thresholds.tolerance:
        return StatusReason.PACE_ON_TRACK
    if share >= thresholds.accelerate_minimum_ratio - thresholds.tolerance:
        return StatusReason.PACE_ACCELERATE
    if abs(share) <= thresholds.tolerance:
        return StatusReason.PACE_FLAT
    return StatusReason.PACE_SLOW if share > 0 else find_cause(start, latest, goal)


def find_cause(start: Observation, latest: Observation, goal: Goal) -> StatusReason:
    """Why a series goes backward: fewer of those counted, or more to count them among."""
    old, new = start.numerator, latest.numerator
    is_counted = start.denominator is not None and latest.denominator is not None and goal.direction == 1
    if old is None or new is None or not is_counted:
        return StatusReason.VALUE_FELL
    return StatusReason.NUMERATOR_FELL if new < old else StatusReason.DENOMINATOR_OUTGREW


def has_jumped(points: Sequence[Observation], thresholds: Thresholds = THRESHOLDS) -> bool | None:
    """Whether the denominator of the last point is more than the limit away from that of the point before; null where not known."""
    old, new = points[-2].denominator if len(points) > 1 else None, points[-1].denominator
    if old is None or new is None:
        return None
    return abs(new - old) > (Fraction(thresholds.denominator_jump_ratio) + Fraction(thresholds.tolerance)) * old
