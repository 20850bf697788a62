"""Worked examples of pace and likelihood and of the traps behind them; each is told alone and as a row of a frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.series import AS_OF, Entry, judge_frame, list_outputs, tabulate, tell
from warehouse.attainment import judge
from warehouse.case_judge import judge_one
from warehouse.model import Accumulation, Basis, Qualifier, Recast
from warehouse.pace import PACE_SCHEMA, add_pace
from warehouse.periods import Period
from warehouse.rounding import round_half_away
from warehouse.verdicts import Case, StatusReason, TargetOperator

AHEAD = date(2030, 12, 31)
DUE = date(2025, 12, 31)
R = StatusReason
Row = dict[str, Any]
Value = int | tuple[int, int] | Decimal


def series(
    values: Mapping[int | str, Value], *, previous_due: date | None = None, base_end: date | None = None, **fields: Any
) -> list[Entry]:
    """Entries of one area under a target of 60% in 2030: tenths of a percent, counts, or a published value by period."""
    shared = {"target_id": "T", "target_value": Decimal(60), "due": AHEAD, **fields}
    entries = []
    for period, value in values.items():
        end = Period.parse(str(period)).end
        if isinstance(value, Decimal):
            known: Row = {"value": value}
        else:
            numerator, denominator = value if isinstance(value, tuple) else (value, 1000)
            known = {"numerator": numerator, "denominator": denominator}
        case = Case(period_end=end, **known, **shared)
        entries.append(Entry(case=case, period=str(period), previous_due=previous_due, base_end=base_end))
    return entries


def years(*values: Value) -> dict[int | str, Value]:
    """Values of year-ends, the last that of 2025."""
    return dict(zip(range(2026 - len(values), 2026), values, strict=True))


def change_last(entries: list[Entry], **fields: Any) -> list[Entry]:
    """The same series with another last case."""
    return [*entries[:-1], replace(entries[-1], case=replace(entries[-1].case, **fields))]


PUBLISHED: Row = {"numerator": None, "denominator": None}
HALF_YEARS: dict[int | str, Value] = {**years(300, 360, 420), "2025-H1": 190, "2026-H1": 200}
EXAMPLES: dict[str, tuple[list[Entry], StatusReason]] = {
    "zero anchor": (series(years(0, 100, 200, 300, 400)), R.PACE_ON_TRACK),
    "anchor above the target": (series(years(650, 640, 620, 600, 580)), R.NUMERATOR_FELL),
    "a target of 100": (series(years(800, 850, 900, 930, 950), target_value=Decimal(100)), R.PACE_ON_TRACK),
    "in the due period": (series(years(300, 350, 400, 450, 500), due=DUE), R.MISSED),
    "one point": (series(years(300)), R.TOO_FEW_POINTS),
    "flat": (series(years(300, 300, 300, 300, 300)), R.PACE_FLAT),
    "fewer counted": (series(years(400, 390, 380, 360, 350)), R.NUMERATOR_FELL),
    "more to count among": (
        series(years(400, (410, 1050), (412, 1100), (415, 1150), (420, 1200))),
        R.DENOMINATOR_OUTGREW,
    ),
    "published, falling": (series({2023: Decimal(40), 2025: Decimal(38)}), R.VALUE_FELL),
    "K above ten": (series(years(300, 301, 302, 303, 304)), R.PACE_SLOW),
    "half-years to date": (series(HALF_YEARS, accumulation=Accumulation.YEAR_TO_DATE), R.PACE_ON_TRACK),
    "already attained": (series(years(400, 450, 500, 550, 620)), R.ATTAINED_BEFORE_DUE),
    "hơn 58": (
        change_last(
            series(years(400, 450, 500, 550, 580)), value=Decimal(58), qualifier=Qualifier.AT_LEAST, **PUBLISHED
        ),
        R.QUALIFIER_NOT_EXACT,
    ),
    "khoảng 50": (
        change_last(series(years(400, 420, 450, 480, 500)), value=Decimal(50), qualifier=Qualifier.ABOUT, **PUBLISHED),
        R.PACE_ON_TRACK,
    ),
    "sevenths": (series(years((2, 7), (3, 7), (3, 7), (4, 7), (4, 7))), R.PACE_ON_TRACK),
    "two points": (series(years(400, 450)), R.PACE_ON_TRACK),
    "three points": (series(years(400, 410, 430)), R.PACE_SLOW),
    "a later milestone": (
        series({2023: 350, 2024: 380, 2025: 410, "2026-Q3": 430}, previous_due=DUE),
        R.PACE_ACCELERATE,
    ),
    "less is better": (
        series(
            years(120, 110, 100, 90, 80), target_value=Decimal(5), direction=-1, target_operator=TargetOperator.AT_MOST
        ),
        R.PACE_ON_TRACK,
    ),
    "exactly six tenths": (series(years(230, 260, 290, 320, 350)), R.PACE_ACCELERATE),
    "exactly ninety-five hundredths": (series(years(248, 286, 324, 362, 400)), R.PACE_ON_TRACK),
    "too slow to name a year": (series(years(100, 110, 120, 130, 140)), R.PACE_SLOW),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_gets_its_reason_alone_and_in_a_frame(name: str) -> None:
    entries, reason = EXAMPLES[name]
    frame = judge_frame(entries).row(-1, named=True)
    exact = list_outputs(entries, entries[-1])
    assert frame["status_reason"] == exact["status_reason"] == reason.value
    for column in PACE_SCHEMA:
        assert frame[column] == (pytest.approx(exact[column]) if isinstance(exact[column], float) else exact[column]), (
            column
        )


def find(entries: list[Entry]) -> Row:
    return judge_frame(entries).row(-1, named=True)


def test_an_anchor_at_the_target_leaves_no_road() -> None:
    row = find(EXAMPLES["anchor above the target"][0])
    assert (row["anchor_period"], row["anchor_value"], row["road"], row["required_pace"], row["r"]) == (
        "2021",
        65.0,
        None,
        None,
        None,
    )
    assert row["remaining_pace"] == pytest.approx(2 / 5)
    assert row["k"] is None


def test_in_the_due_period_nothing_is_asked_any_more() -> None:
    row = find(EXAMPLES["in the due period"][0])
    assert [row[name] for name in ("remaining_pace", "k", "p_attain", "likelihood", "expected_outlook")] == [None] * 5
    assert (row["road"], row["observed_pace"], row["r"], row["arrow"]) == (
        pytest.approx(2 / 3),
        5.0,
        pytest.approx(2 / 3),
        "up",
    )


def test_before_the_due_period_of_a_target_already_due_no_pace_is_asked_either() -> None:
    row = judge_frame(EXAMPLES["in the due period"][0]).row(-2, named=True)
    assert (row["period"], row["status_reason"], row["road"], row["observed_pace"]) == (
        "2024",
        "before_due_period",
        0.5,
        5.0,
    )
    assert [row[name] for name in ("remaining_pace", "k", "p_attain", "likelihood", "expected_outlook")] == [None] * 5


def test_a_year_to_date_series_moves_from_year_end_to_year_end() -> None:
    row = find(EXAMPLES["half-years to date"][0])
    assert (row["period"], row["trend_period"], row["trend_value"], row["observed_from"]) == (
        "2026-H1",
        "2025",
        42.0,
        "2023",
    )
    assert (row["observed_pace"], row["remaining_pace"], row["point_count"]) == (6.0, 3.6, 3)


def test_a_flow_of_half_a_year_stands_beside_no_whole_one() -> None:
    entries = series(HALF_YEARS, accumulation=Accumulation.FLOW)
    assert find(entries)["trend_period"] == "2025"
    assert find(series(HALF_YEARS))["trend_period"] == "2026-H1"


def test_an_inexact_value_is_no_point() -> None:
    row = find(EXAMPLES["khoảng 50"][0])
    assert (row["period"], row["trend_period"], row["trend_value"]) == ("2025", "2024", 48.0)


@pytest.mark.parametrize(
    ("fields", "is_point"),
    [
        ({"completeness": 0.8}, True),
        ({"completeness": 0.79}, False),
        ({"qualifier": Qualifier.AT_MOST}, False),
        ({"basis": Basis.REGISTERED}, False),
        ({"denominator": 9, "numerator": 4, "counts_persons": True}, False),
    ],
)
def test_only_comparable_values_are_points(fields: Row, is_point: bool) -> None:
    entries = series(years(300, 350, 400))
    changed = [entries[0], replace(entries[1], case=replace(entries[1].case, **fields)), entries[2]]
    assert find(changed)["point_count"] == (3 if is_point else 2)


@pytest.mark.parametrize(("share", "count"), [(0.2, 3), (0.21, 2)])
def test_a_mostly_estimated_value_is_no_point(share: float, count: int) -> None:
    entries = series(years(300, 350, 400))
    entries[1] = replace(entries[1], recast=Recast.ESTIMATED, estimated_share=share)
    row = find(entries)
    assert (row["point_count"], row["trend_recast"]) == (count, "estimated" if count == 3 else "none")


def test_of_two_periods_ending_on_one_day_the_longer_is_the_point() -> None:
    row = find(series({"2023": 300, "2023-12": 999, 2025: 400}))
    assert (row["anchor_period"], row["anchor_value"], row["observed_pace"]) == ("2023", 30.0, 5.0)


@pytest.mark.parametrize(
    ("fields", "anchor"),
    [
        ({}, "2021"),
        ({"previous_due": date(2024, 12, 31)}, "2024"),
        ({"previous_due": date(2026, 12, 31)}, "2021"),
        ({"previous_due": date(2024, 12, 15)}, "2021"),
        ({"base_end": date(2020, 12, 31)}, "2020"),
        ({"base_end": date(2022, 12, 31), "previous_due": date(2024, 12, 31)}, "2022"),
        ({"base_end": date(2010, 12, 31), "previous_due": date(2024, 12, 31)}, "2024"),
    ],
)
def test_the_way_begins_where_the_document_says_else_at_the_milestone_before_else_with_the_programme(
    fields: Row, anchor: str
) -> None:
    assert find(series({2019: 250, **years(280, 300, 320, 340, 360, 380)}, **fields))["anchor_period"] == anchor


def test_before_the_programme_there_is_a_pace_without_a_road() -> None:
    row = find(series({2018: 250, 2019: 280}))
    assert (row["anchor_period"], row["road"], row["required_pace"], row["observed_pace"]) == (None, None, None, 3.0)
    assert row["status"] == "on_track"


def test_a_pace_looks_back_three_years_at_most_until_the_anchor_is_a_year_old() -> None:
    values: dict[int | str, Value] = {
        2021: 100,
        2022: 200,
        2023: 300,
        2024: 350,
        2025: 400,
        "2026-H1": 420,
        "2026-Q3": 430,
    }
    assert find(series(values, previous_due=DUE))["observed_from"] == "2023"
    assert find(series(values))["observed_from"] == "2021"
    assert find(series({2021: 100, 2025: 400}, previous_due=DUE))["status"] == "insufficient"


def test_a_jump_of_the_denominator_asks_for_its_base() -> None:
    steps = [(400, 1000), (400, 1250), (400, 937), (400, 1200)]
    frame = judge_frame(series(years(*steps)))
    assert frame["base_jump"].to_list() == [None, False, True, True]


@pytest.mark.parametrize(
    ("fields", "series_known", "target_known"),
    [
        ({}, True, True),
        ({"target_verified": False}, True, True),
        ({"due": None}, True, True),
        ({"target_id": None}, True, False),
        ({"target_value": None}, True, False),
        ({"ended_on": date(2025, 6, 30)}, True, False),
        ({"target_basis": Basis.REGISTERED}, False, False),
        ({"target_basis": None}, False, False),
        ({"numerator": None}, False, False),
        ({"denominator": 9, "numerator": 5, "counts_persons": True}, False, False),
    ],
)
def test_numbers_stand_only_where_they_may_be_compared(fields: Row, series_known: bool, target_known: bool) -> None:
    row = find(change_last(series(years(300, 350, 400, 450)), **fields))
    known = [row[name] is not None for name in ("trend_value", "slope", "arrow", "noise", "trend_recast")]
    assert known == [series_known] * 5
    assert [row[name] is not None for name in ("anchor_value", "road", "observed_pace")] == [target_known] * 3


def test_an_unverified_target_has_numbers_and_no_status() -> None:
    row = find(change_last(series(years(300, 350, 400, 450)), target_verified=False))
    assert (row["status"], row["k"], row["likelihood"]) == ("no_target", pytest.approx(3 / 5), "likely")


def test_areas_do_not_share_points() -> None:
    entries = [*series(years(300, 350, 400, 450)), *(replace(e, area="B") for e in series(years(100, 110, 120, 130)))]
    frame = judge_frame(entries)
    assert frame["slope"].round(6).to_list()[3::4] == [5.0, 1.0]
    assert frame["anchor_value"].to_list()[3::4] == [30.0, 10.0]


def test_a_frame_keeps_its_columns_and_an_empty_one_its_schema() -> None:
    judged = judge(tabulate(EXAMPLES["flat"][0]), AS_OF)
    frame = add_pace(judged)
    kept = [name for name in judged.columns if name not in ("status", "status_reason", "firm")]
    assert frame.select(kept).equals(judged.select(kept))
    assert frame.select(PACE_SCHEMA.names()).schema == PACE_SCHEMA
    assert add_pace(judged.clear()).schema == frame.schema


METHODS_PAGE = (Path(__file__).parents[2] / "docs" / "methods.md").read_text(encoding="utf-8")


def read_table(heading: str) -> dict[int, list[str]]:
    section = METHODS_PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line.startswith("|")
    ]
    return {int(number): cells for number, _, *cells in lines[2:]}


def write(number: Fraction | float | None, unit: str = "") -> str:
    return "—" if number is None else f"{round_half_away(Fraction(number)):f}{unit}".replace(".", ",")


def write_pace(entries: list[Entry]) -> list[str]:
    entry = entries[-1]
    verdict = judge_one(entry.case, AS_OF)
    pace, *_ = tell(entries, entry, verdict, AS_OF)
    assert pace is not None
    reason = pace.reason if verdict.reason is R.TOO_FEW_POINTS else verdict.reason
    anchor = "—" if pace.anchor is None else f"{write(pace.anchor.value, '%')} ({pace.anchor.period})"
    road = None if pace.road is None else 100 * pace.road
    return [anchor, write(road, "%"), write(pace.observed), write(pace.remaining), write(pace.k), f"`{reason}`"]


def write_trend(entries: list[Entry]) -> list[str]:
    row = list_outputs(entries, entries[-1])
    ends = [row["expected_year_from"], row["expected_year_to"]]
    expected = f"{ends[0]}–{ends[1] or '…'}" if ends[0] else row["expected_outlook"]
    words = [f"`{word}`" if word else "—" for word in (row["likelihood"], row["arrow"])]
    numbers = [write(row["slope"]), write(row["noise"]), write(row["p_attain"])]
    return [
        *numbers,
        words[0],
        f"`{expected}`" if expected in ("against_trend", "beyond_horizon") else expected or "—",
        words[1],
    ]


@pytest.mark.parametrize(
    ("heading", "tell_example"),
    [("Ví dụ tính tay: nhịp độ", write_pace), ("Ví dụ tính tay: khả năng đạt", write_trend)],
)
def test_the_worked_examples_of_the_methods_page_are_what_the_functions_say(heading: str, tell_example: Any) -> None:
    assert read_table(heading) == {
        number: tell_example(entries) for number, (entries, _) in enumerate(EXAMPLES.values(), 1)
    }
