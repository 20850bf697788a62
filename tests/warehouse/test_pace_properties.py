"""What must hold of every pace and likelihood, whatever the numbers (METHODS 6 and 7)."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import Any

import polars as pl
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.warehouse.series import AS_OF, Entry, judge_frame, list_outputs, tabulate
from warehouse.attainment import judge
from warehouse.case_pace import Goal, Observation, measure_pace
from warehouse.case_trend import compute_probability, fit_trend, foretell
from warehouse.model import Accumulation, Basis, Outlook, Qualifier, Recast, Status, Unit
from warehouse.pace import PACE_SCHEMA, add_pace
from warehouse.periods import Period
from warehouse.verdicts import STATUS_OF, Case, TargetOperator

WIDE = settings(deadline=None, max_examples=150)
#: As many series as five times the examples: judging a frame costs the same for one series or for five.
DEEP_TOGETHER = settings(deadline=None, max_examples=100)
WIDE_TOGETHER = settings(deadline=None, max_examples=30)
PERIODS = (
    "2018",
    "2020",
    "2021",
    "2022",
    "2022-Q3",
    "2023",
    "2023-12",
    "2024",
    "2025-H1",
    "2025",
    "2026-H1",
    "2026-Q3",
)
OFTEN_EXACT = [Qualifier.EXACT] * 12 + list(Qualifier)
TARGETS = st.sampled_from([Decimal(text) for text in ("0", "12.5", "40", "60", "100")]) | st.decimals(0, 100, places=4)
DUES = st.sampled_from([date(2030, 12, 31)] * 5 + [date(2026, 12, 15), date(2027, 6, 30), date(2025, 12, 31), None])
RANK = [Status.BACKWARD, Status.SLOW, Status.ACCELERATE, Status.ON_TRACK]


@st.composite
def draw_value(draw: st.DrawFn, unit: Unit, middle: int) -> dict[str, Any]:
    """Counts or a published value, often near that of the neighbours, so that series rise, stand and fall."""
    if unit is Unit.PERCENT and draw(st.integers(0, 4)):
        denominator = draw(st.sampled_from([7, 9, 10, 100, 120, 1000, 1_000_000]))
        share = min(max(middle + draw(st.integers(-3, 12)), 0), 100)
        return {"numerator": denominator * share // 100, "denominator": denominator}
    if unit is Unit.BOOLEAN:
        return {"value": Decimal(draw(st.sampled_from([0, 1])))}
    value = draw(st.decimals(0, 100, places=4) | st.just(Decimal(middle)))
    return {"value": draw(st.sampled_from([value, value, value, None]))}


@st.composite
def draw_series(draw: st.DrawFn) -> list[Entry]:
    """Entries of one or two areas under one target, each with its own periods and gaps."""
    unit = draw(st.sampled_from([Unit.PERCENT] * 5 + list(Unit)))
    direction = draw(st.sampled_from([1, 1, -1]))
    target = draw(TARGETS) if unit is not Unit.BOOLEAN else Decimal(1)
    due = draw(DUES)
    common: dict[str, Any] = {
        "unit": unit,
        "direction": direction,
        "accumulation": draw(st.sampled_from([Accumulation.STOCK, Accumulation.STOCK, *Accumulation])),
        "target_id": draw(st.sampled_from(["T"] * 9 + [None])),
        "target_value": target,
        "target_operator": TargetOperator.AT_LEAST if direction == 1 else TargetOperator.AT_MOST,
        "target_verified": draw(st.sampled_from([True, True, True, False])),
        "due": due,
    }
    ends = {"base_end": draw(st.sampled_from([None, None, date(2021, 12, 31), date(2024, 12, 31)]))}
    ends["previous_due"] = draw(st.sampled_from([None, date(2025, 12, 31), date(2023, 12, 31), date(2025, 12, 15)]))
    entries = []
    for area in draw(st.sampled_from([["A"], ["A", "B"]])):
        middle = draw(st.integers(0, 60))
        for code in draw(st.lists(st.sampled_from(PERIODS), unique=True, max_size=len(PERIODS))):
            end = Period.parse(code).end
            if due is not None and end > due:
                continue
            case = Case(
                period_end=end,
                counts_persons=draw(st.sampled_from([False, True])),
                qualifier=draw(st.sampled_from(OFTEN_EXACT)),
                silent_denominator=draw(st.sampled_from([0, 0, 0, 5])),
                completeness=draw(st.sampled_from([None, 1.0, 1.0, 1.0, 0.8, 0.79])),
                basis=draw(st.sampled_from([Basis.TOTAL] * 12 + [Basis.REGISTERED, Basis.UNKNOWN])),
                ended_on=draw(st.sampled_from([None] * 12 + [date(2025, 6, 30)])),
                **common,
                **draw(draw_value(unit, middle + 4 * (end.year - 2018))),
            )
            recast = draw(st.sampled_from(Recast))
            share = draw(st.sampled_from([0.0, 0.0, 0.2, 0.21]))
            entries.append(Entry(case=case, period=code, area=area, recast=recast, estimated_share=share, **ends))
    return entries


@st.composite
def draw_country(draw: st.DrawFn) -> list[list[Entry]]:
    """Five times such entries, each in areas of their own, to be judged in one frame."""
    return [[replace(entry, area=f"{entry.area}{number}") for entry in draw(draw_series())] for number in range(5)]


def agree(number: Any, other: Any) -> bool:
    if isinstance(number, float) and isinstance(other, float):
        return math.isclose(number, other, rel_tol=1e-8, abs_tol=1e-8)
    return bool(number == other)


@DEEP_TOGETHER
@given(draw_country())
def test_the_frame_and_the_single_row_agree_on_everything(country: list[list[Entry]]) -> None:
    frame = judge_frame([*chain(*country)]).select(*PACE_SCHEMA.names(), "status", "status_reason")
    with_neighbours = [(entries, entry) for entries in country for entry in entries]
    for row, (entries, entry) in zip(frame.iter_rows(named=True), with_neighbours, strict=True):
        exact = list_outputs(entries, entry)
        assert {name: (row[name], exact[name]) for name in row if not agree(row[name], exact[name])} == {}, entry.period


@WIDE_TOGETHER
@given(draw_country(), st.randoms())
def test_row_order_and_other_areas_change_nothing(country: list[list[Entry]], random: Any) -> None:
    entries = [*chain(*country)]
    judged = judge(tabulate(entries), AS_OF).with_row_index("row")
    whole = add_pace(judged)
    shuffled = random.sample(range(len(entries)), len(entries))
    assert add_pace(judged[shuffled]).sort("row").equals(whole)
    is_first = pl.col("area_id").str.starts_with("A")
    assert add_pace(judged.filter(is_first)).equals(whole.filter(is_first))


def draw_points(least: int) -> st.SearchStrategy[list[Observation]]:
    """Year-ends without gaps up to 2025."""
    values = st.lists(st.fractions(0, 100, max_denominator=1000), min_size=least, max_size=7)
    return values.map(
        lambda drawn: [
            Observation(period=Period.parse(str(2026 - len(drawn) + index)), value=value)
            for index, value in enumerate(drawn)
        ]
    )


@WIDE
@given(draw_points(4), st.fractions(0, 100, max_denominator=1000), st.sampled_from([1, -1]), st.integers(2026, 2035))
def test_the_odds_are_even_exactly_when_the_line_arrives_in_time(
    points: list[Observation], target: Fraction, direction: int, year: int
) -> None:
    trend, latest = fit_trend(points), points[-1]
    assert trend.slope is not None
    assume(direction * trend.slope > Fraction(1, 10**6))
    goal = Goal(value=target, due=date(year, 12, 31), direction=direction)
    arrival = latest.period.clock + (target - latest.value) / trend.slope
    assume(arrival == year + 1 or abs(arrival - (year + 1)) > Fraction(1, 10**6))
    probability = compute_probability(trend, latest, goal, Fraction(year + 1))
    assert (probability >= 0.5) is (arrival <= year + 1)


@WIDE
@given(draw_points(4), st.fractions(0, 100, max_denominator=1000), st.sampled_from([1, -1]))
def test_the_named_years_are_the_first_with_such_odds(
    points: list[Observation], target: Fraction, direction: int
) -> None:
    trend, latest = fit_trend(points), points[-1]
    goal = Goal(value=target, due=date(2030, 12, 31), direction=direction)
    forecast = foretell(trend, latest, goal)
    for year, least in ((forecast.year_from, 0.25), (forecast.year_to, 0.75)):
        if year is not None:
            assert forecast.outlook is Outlook.YEARS
            assert compute_probability(trend, latest, goal, Fraction(year + 1)) >= least - 1e-9
            before = Fraction(year)
            assert before == latest.period.clock or compute_probability(trend, latest, goal, before) < least
    if forecast.year_from is not None and forecast.year_to is not None:
        assert 2026 <= forecast.year_from <= forecast.year_to <= 2040


@WIDE
@given(draw_points(2), st.fractions(0, 100, max_denominator=1000), st.sampled_from([1, -1]), st.data())
def test_more_of_what_is_wanted_never_worsens_the_pace(
    points: list[Observation], target: Fraction, direction: int, data: st.DataObject
) -> None:
    goal = Goal(value=target, due=date(2030, 12, 31), direction=direction)
    more = points[-1].value + direction * data.draw(st.fractions(0, 10, max_denominator=100))
    before, after = measure_pace(points, goal), measure_pace([*points[:-1], replace(points[-1], value=more)], goal)
    assert before is not None
    assert after is not None
    assume(direction * (target - more) > 0)  # else it is attained, and no pace is asked
    assert RANK.index(STATUS_OF[after.reason]) >= RANK.index(STATUS_OF[before.reason])


@WIDE
@given(draw_points(2), st.fractions(1, 100, max_denominator=1000), st.integers(2, 50))
def test_another_unit_of_measure_changes_no_class(points: list[Observation], target: Fraction, scale: int) -> None:
    goal = Goal(value=target, due=date(2030, 12, 31))
    scaled = [replace(point, value=point.value * scale) for point in points]
    one, other = measure_pace(points, goal), measure_pace(scaled, replace(goal, value=target * scale))
    assert one is not None
    assert other is not None
    assert (one.reason, one.k, one.r, one.road) == (other.reason, other.k, other.r, other.road)


@WIDE
@given(draw_points(3))
def test_the_steps_give_the_slope_of_weighted_least_squares(points: list[Observation]) -> None:
    """The line by its normal equations, which the steps of METHODS 7 must equal."""
    last = points[-5:]
    weights = [Fraction(4, 5) ** (len(last) - 1 - index) for index in range(len(last))]
    moments = [sum(w * Fraction(i) ** power for i, w in enumerate(weights)) for power in range(3)]
    products = [
        sum(w * p.value * Fraction(i) ** power for i, (w, p) in enumerate(zip(weights, last, strict=True)))
        for power in range(2)
    ]
    slope = (moments[0] * products[1] - moments[1] * products[0]) / (moments[0] * moments[2] - moments[1] ** 2)
    trend = fit_trend(points)
    assert trend.slope == slope
    assert trend.variance is not None
    assert trend.variance >= 1


def test_a_row_knows_nothing_of_later_ones() -> None:
    entries = [
        Entry(
            case=Case(
                period_end=date(year, 12, 31),
                numerator=10 * (year - 2018),
                denominator=100,
                target_id="T",
                target_value=Decimal(90),
                due=date(2030, 12, 31),
            ),
            period=str(year),
            previous_due=date(2025, 12, 31),
        )
        for year in range(2019, 2026)
    ]
    whole = judge_frame(entries, AS_OF)
    for count in range(1, len(entries) + 1):
        assert judge_frame(entries[:count], AS_OF).equals(whole.head(count))
