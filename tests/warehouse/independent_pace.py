"""METHODS 2, 6 and 7 once more, from the documentation alone: plain Python, no code of the product, numbers from an export."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from tests.warehouse.independent_verdict import SLACK, Judged, Row, find_value, read_clock


@dataclass(frozen=True)
class Point:
    """One comparable value of a series."""

    period: str
    end: date
    time: float
    value: float
    recast: str

    @property
    def is_annual(self) -> bool:
        """Whether it ends a year."""
        return (self.end.month, self.end.day) == (12, 31)


@dataclass
class Progress:
    """Pace and likelihood of a row; null where METHODS give none."""

    anchor: Point | None = None
    latest: Point | None = None
    road: float | None = None
    required: float | None = None
    observed: float | None = None
    remaining: float | None = None
    k: float | None = None
    r: float | None = None
    status: str | None = None
    slope: float | None = None
    noise: float | None = None
    spread: float | None = None
    freedom: int | None = None
    point_count: int = 0
    probability: float | None = None
    likelihood: str | None = None
    arrow: str | None = None
    outlook: str | None = None
    year_from: int | None = None
    year_to: int | None = None


def collect_points(rows: Iterable[Row]) -> dict[tuple[Any, ...], list[Point]]:
    """Comparable points of every series, oldest first; of two periods that end on one day the longer one."""
    found: dict[tuple[Any, ...], dict[date, Point]] = defaultdict(dict)
    for row in rows:
        value = find_value(row) if row["status"] != "suppressed" else None
        if value is None or not is_point(row):
            continue
        there = found[name_series(row)]
        if row["period_end"] in there and len(there[row["period_end"]].period) <= len(row["period"]):
            continue
        time = float(read_clock(row["period_end"]))
        there[row["period_end"]] = Point(row["period"], row["period_end"], time, float(value), row["recast"])
    return {key: [points[end] for end in sorted(points)] for key, points in found.items()}


def is_point(row: Row) -> bool:
    """Whether a value may be compared with others of its series."""
    is_whole_year = len(row["period"]) == 4
    is_dated_alike = {
        "stock": True,
        "year_to_date": is_whole_year or row["period_end"].month == 12,
        "flow": is_whole_year,
    }
    return (
        row["unit"] != "boolean"
        and row["basis"] != "unknown"
        and row["qualifier"] == "exact"
        and (row["completeness"] is None or row["completeness"] >= 0.8 - SLACK)
        and row["estimated_share"] <= 0.2 + SLACK
        and is_dated_alike[row["accumulation"]]
    )


def name_series(row: Row) -> tuple[Any, ...]:
    """What a series is of: a unit that exists goes on from its recast history, a former one from what it reported."""
    territory = row["territory"]
    if territory == "as_reported" and row["era"] == "2025-07":
        territory = "current"
    elif territory == "as_reported" and row["level"] != "ward":
        territory = "former_districts"
    return territory, row["area_id"], row["indicator_id"], row["group_id"], row["basis"]


def fit(points: list[Point]) -> tuple[float, float | None, float]:
    """Slope by weighted least squares as a mean of the yearly steps, noise of a step, and Σ g²·Δt."""
    last = points[-1].time
    weights = [0.8 ** (last - point.time) for point in points]
    mean = sum(w * point.time for w, point in zip(weights, points, strict=True)) / sum(weights)
    spread = sum(w * (point.time - mean) ** 2 for w, point in zip(weights, points, strict=True))
    shares = [w * (point.time - mean) / spread for w, point in zip(weights, points, strict=True)]
    steps = list(pairwise(points))
    gains = [sum(shares[j + 1 :]) for j in range(len(steps))]
    slope = sum(g * (b.value - a.value) for g, (a, b) in zip(gains, steps, strict=True))
    lengths = [b.time - a.time for a, b in steps]
    mass = [g * length for g, length in zip(gains, lengths, strict=True)]
    noise = None
    if len(points) > 2:
        around = sum(
            u * length * ((b.value - a.value) / length - slope) ** 2
            for u, length, (a, b) in zip(mass, lengths, steps, strict=True)
        )
        noise = math.sqrt(max(1.0, around / (1 - sum(u * u for u in mass))))
    return slope, noise, sum(g * g * length for g, length in zip(gains, lengths, strict=True))


def find_probability(distance: float, noise: float, horizon: float, spread: float, freedom: int) -> float:
    """Student's distribution function with 2 or 3 degrees of freedom, in closed form."""
    t = distance / (noise * math.sqrt(horizon + horizon * horizon * spread))
    if freedom == 2:
        return 0.5 + t / (2 * math.sqrt(2 + t * t))
    scaled = t / math.sqrt(3)
    return 0.5 + (math.atan(scaled) + scaled / (1 + scaled * scaled)) / math.pi


class Milestones:
    """The due dates of one authority's targets on one indicator."""

    def __init__(self, targets: Iterable[Row]) -> None:
        self._dues: dict[tuple[Any, ...], set[date]] = defaultdict(set)
        for target in targets:
            if target["target_value"] is not None:
                self._dues[self._name(target)].add(target["due"])

    @staticmethod
    def _name(target: Row) -> tuple[Any, ...]:
        return target["authority"], target["scope_area_id"], target["indicator_id"], target["target_basis"]

    def find_before(self, row: Row) -> date | None:
        """The due date before a row's target; null when it is the first."""
        if row["target_id"] is None or row["due"] is None:
            return None
        return max((due for due in self._dues.get(self._name(row), ()) if due < row["due"]), default=None)


def find_progress(row: Row, judged: Judged, points: list[Point], previous_due: date | None, as_of: date) -> Progress:
    """Pace, likelihood and arrow of a row, from the points of its series up to its period."""
    made = Progress(status="insufficient" if judged.status == "ahead" else None)
    known = [point for point in points if point.end <= row["period_end"]]
    if judged.value is None or judged.status in {"suppressed", "not_comparable"} or not known:
        return made
    latest = made.latest = known[-1]
    annual = [point for point in known if point.is_annual][-5:]
    made.point_count = len(annual)
    if len(annual) >= 2:
        made.slope, noise, spread = fit(annual)
        if noise is not None:
            made.noise, made.spread, made.freedom = noise, spread, min(3, len(annual) - 2)
    sign = row["direction"]
    if not judged.is_comparable or row["unit"] == "boolean":
        draw_arrow(made, sign)
        return made
    target = float(row["target_value"])
    due = float(read_clock(row["due"])) if row["due"] is not None else None
    is_due = row["due"] is not None and row["due"] <= max(as_of, row["period_end"])
    made.anchor = find_anchor(known, date(row["base_year"], 12, 31) if row["base_year"] else None, previous_due)
    measure_pace(made, known, target, None if due is None else due, sign)
    if is_due or sign * (target - latest.value) <= 0:
        made.remaining = made.k = None
    if judged.status == "ahead":
        made.status = name_pace(made)
    if due is not None and not is_due:
        foresee(made, target, due, sign)
    draw_arrow(made, sign)
    return made


def find_anchor(known: list[Point], *milestones: date | None) -> Point | None:
    """The observation of the named base year, else of the previous due date, else the first of the programme."""
    for day in milestones:
        for point in known:
            if point.end == day:
                return point
    return next((point for point in known if point.end.year >= 2021), None)


def measure_pace(made: Progress, known: list[Point], target: float, due: float | None, sign: int) -> None:
    """METHODS 2 (road) and 6."""
    latest, anchor = made.latest, made.anchor
    assert latest is not None
    start = anchor
    if anchor is not None:
        way = target - anchor.value
        if sign * way > 0:
            made.road = (latest.value - anchor.value) / way
            if due is not None and due > anchor.time + SLACK:
                made.required = way / (due - anchor.time)
    if start is None or latest.time - start.time < 1 - SLACK:
        start = next((p for p in known if 1 - SLACK <= latest.time - p.time <= 3 + SLACK), None)
    if start is not None:
        made.observed = (latest.value - start.value) / (latest.time - start.time)
    if due is not None and due > latest.time + SLACK:
        made.remaining = (target - latest.value) / (due - latest.time)
        if made.observed is not None and sign * made.observed > SLACK and sign * made.remaining > SLACK:
            made.k = made.remaining / made.observed
    if made.observed is not None and made.required is not None and sign * made.required > 0:
        made.r = sign * made.observed / abs(made.required)


def name_pace(made: Progress) -> str:
    """The class from 1/K."""
    if made.observed is None or made.remaining is None:
        return "insufficient"
    quickness = made.observed / made.remaining
    if quickness >= 0.95 - SLACK:
        return "on_track"
    if quickness >= 0.6 - SLACK:
        return "accelerate"
    return "slow" if quickness >= -SLACK else "backward"


def foresee(made: Progress, target: float, due: float, sign: int) -> None:
    """Probability, its word, and the years."""
    made.likelihood = "insufficient"
    latest, slope, noise, spread, freedom = made.latest, made.slope, made.noise, made.spread, made.freedom
    if made.point_count < 4 or latest is None or slope is None or noise is None or spread is None or freedom is None:
        return

    def ask(time: float) -> float:
        horizon = time - latest.time
        distance = sign * (latest.value + slope * horizon - target)
        return find_probability(distance, noise, horizon, spread, freedom)

    made.probability = ask(due)
    made.likelihood = name_likelihood(made.probability)
    if sign * (target - latest.value) <= 0:
        return
    if sign * slope <= SLACK:
        made.outlook = "against_trend"
        return
    year_ends = range(math.floor(latest.time) + 1, math.floor(latest.time) + 16)  # 31/12/Y is Y + 1
    made.year_from = next((end - 1 for end in year_ends if ask(end) >= 0.25 - SLACK), None)
    made.year_to = next((end - 1 for end in year_ends if ask(end) >= 0.75 - SLACK), None)
    made.outlook = "beyond_horizon" if made.year_from is None else "years"


def name_likelihood(probability: float) -> str:
    """The word for a probability."""
    if probability >= 0.75 - SLACK:
        return "likely"
    return "uncertain" if probability >= 0.25 - SLACK else "unlikely"


def draw_arrow(made: Progress, sign: int) -> None:
    """The direction of progress, apart from status."""
    if made.slope is None:
        return
    if abs(made.slope) < 0.05 - SLACK:
        made.arrow = "flat"
    elif made.remaining is None:
        made.arrow = "up" if sign * made.slope > 0 else "down"
    else:
        share = made.slope / made.remaining
        made.arrow = (
            "up" if share >= 1 - SLACK else "rising" if share >= 0.5 - SLACK else "flat" if share >= -SLACK else "down"
        )
