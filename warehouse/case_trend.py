"""Where one series is heading, in exact fractions: slope, noise, likelihood and arrow (METHODS 7).

:mod:`warehouse.trend` and :mod:`warehouse.forecast` say the same of whole frames; a property test holds them together.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from warehouse.case_pace import Goal, Observation
from warehouse.model import Arrow, Likelihood, Outlook
from warehouse.periods import compute_clock
from warehouse.thresholds import THRESHOLDS, Thresholds


@dataclass(frozen=True)
class Trend:
    """Slope and noise of a series by its last annual points, in units a year; null where there are too few points."""

    slope: Fraction | None
    variance: Fraction | None
    spread: Fraction | None
    freedom: int | None
    point_count: int


@dataclass(frozen=True)
class Forecast:
    """How likely a target is attained when due, and when; what is null and why, :func:`warehouse.forecast.foretell` says."""

    probability: float | None = None
    likelihood: Likelihood | None = None
    year_from: int | None = None
    year_to: int | None = None
    outlook: Outlook | None = None


def fit_trend(points: Sequence[Observation], thresholds: Thresholds = THRESHOLDS) -> Trend:
    """Weighted least squares over the last annual points, written in their steps.

    Examples
    --------
    >>> from warehouse.periods import Period
    >>> values = {2021: 20, 2022: 25, 2023: 30, 2024: 35}
    >>> trend = fit_trend([Observation(period=Period.parse(str(year)), value=Fraction(value)) for year, value in values.items()])
    >>> trend.slope, trend.variance, trend.freedom, trend.point_count
    (Fraction(5, 1), Fraction(1, 1), 2, 4)
    """
    annual = [point for point in points if point.period.is_year_end][-thresholds.trend_maximum_points :]
    if len(annual) < 2:
        return Trend(None, None, None, None, len(annual))
    times = [point.period.clock for point in annual]
    weights = [Fraction(thresholds.trend_decay_ratio) ** int(times[-1] - time) for time in times]
    middle = add_products(weights, times) / sum(weights)
    squares = add_products(weights, [(time - middle) ** 2 for time in times])
    leads = [weight * (time - middle) / squares for weight, time in zip(weights, times, strict=True)]
    levers = [sum(leads[step:], Fraction(0)) for step in range(1, len(annual))]
    spans = [later - sooner for sooner, later in pairwise(times)]
    rises = [later.value - sooner.value for sooner, later in pairwise(annual)]
    slope = add_products(levers, rises)
    if len(annual) < 3:
        return Trend(slope, None, None, None, len(annual))
    parts = [lever * span for lever, span in zip(levers, spans, strict=True)]
    misses = [span * (rise / span - slope) ** 2 for span, rise in zip(spans, rises, strict=True)]
    variance = add_products(parts, misses) / (1 - add_products(parts, parts))
    floor = Fraction(thresholds.noise_minimum_points) ** 2
    freedom = min(thresholds.freedom_maximum, len(annual) - 2)
    return Trend(slope, max(floor, variance), add_products(levers, parts), freedom, len(annual))


def add_products(numbers: Sequence[Fraction], others: Sequence[Fraction]) -> Fraction:
    """Sum of the products of two rows of numbers."""
    return sum((number * other for number, other in zip(numbers, others, strict=True)), Fraction(0))


def compute_probability(trend: Trend, latest: Observation, goal: Goal, clock: Fraction) -> float:
    """P that the target is attained at a time, when the noise of a year's step goes on as before.

    Raises
    ------
    ValueError
        The trend has too few points for a noise.
    """
    if trend.slope is None or trend.variance is None or trend.spread is None:
        raise ValueError(f"{trend.point_count} annual points are too few for a likelihood")
    from scipy.special import stdtr  # scipy takes a third of a second to import, which no page should wait for

    years = clock - latest.period.clock
    lead = goal.direction * (latest.value + trend.slope * years - goal.value)
    deviation = math.sqrt(trend.variance * (years + years**2 * trend.spread))
    return float(stdtr(trend.freedom, float(lead) / deviation))


def foretell(trend: Trend, latest: Observation, goal: Goal, thresholds: Thresholds = THRESHOLDS) -> Forecast:
    """Say how likely a target still ahead is to be attained when due, and when the trend attains it."""
    if goal.due is None or goal.is_past:
        return Forecast()
    if trend.slope is None or trend.point_count < thresholds.trend_minimum_points:
        return Forecast(likelihood=Likelihood.INSUFFICIENT)
    probability = compute_probability(trend, latest, goal, compute_clock(goal.due))
    likelihood = word_likelihood(probability, thresholds)
    if goal.direction * (goal.value - latest.value) <= 0:
        return Forecast(probability, likelihood)
    if goal.direction * trend.slope <= thresholds.tolerance:
        return Forecast(probability, likelihood, outlook=Outlook.AGAINST_TREND)
    uncertain, likely = thresholds.uncertain_minimum_probability, thresholds.likely_minimum_probability
    year_from = find_year(trend, latest, goal, float(uncertain - thresholds.tolerance), thresholds)
    year_to = find_year(trend, latest, goal, float(likely - thresholds.tolerance), thresholds)
    outlook = Outlook.BEYOND_HORIZON if year_from is None else Outlook.YEARS
    return Forecast(probability, likelihood, year_from, year_to, outlook)


def word_likelihood(probability: float, thresholds: Thresholds = THRESHOLDS) -> Likelihood:
    """P in words; a boundary takes the better one."""
    if probability >= float(thresholds.likely_minimum_probability - thresholds.tolerance):
        return Likelihood.LIKELY
    if probability >= float(thresholds.uncertain_minimum_probability - thresholds.tolerance):
        return Likelihood.UNCERTAIN
    return Likelihood.UNLIKELY


def find_year(
    trend: Trend, latest: Observation, goal: Goal, least: float, thresholds: Thresholds = THRESHOLDS
) -> int | None:
    """First calendar year at whose end P reaches a limit; null where none within the horizon does."""
    this_year = math.floor(latest.period.clock)
    for clock in range(this_year + 1, this_year + thresholds.horizon_maximum_years + 1):
        if compute_probability(trend, latest, goal, Fraction(clock)) >= least:
            return clock - 1
    return None


def draw_arrow(
    trend: Trend, direction: int, remaining: Fraction | None, thresholds: Thresholds = THRESHOLDS
) -> Arrow | None:
    """Which way the series moves: against the pace still needed, or on its own where nothing is asked any more."""
    if trend.slope is None:
        return None
    if abs(trend.slope) < thresholds.arrow_flat_points - thresholds.tolerance:
        return Arrow.FLAT
    if remaining is None:
        return Arrow.UP if direction * trend.slope > 0 else Arrow.DOWN
    share = trend.slope / remaining
    if share >= thresholds.arrow_up_minimum_ratio - thresholds.tolerance:
        return Arrow.UP
    if share >= thresholds.arrow_rising_minimum_ratio - thresholds.tolerance:
        return Arrow.RISING
    return Arrow.FLAT if share >= -thresholds.tolerance else Arrow.DOWN
