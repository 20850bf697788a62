"""Worked examples of every status and of the traps behind them; each is judged alone and as a row of a frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

from warehouse.attainment import INPUT_SCHEMA, OUTPUT_SCHEMA, Case, judge, judge_one
from warehouse.case_checks import COUNT_MAXIMUM
from warehouse.model import Accumulation, Basis, MissingReason, Qualifier, Status, Unit
from warehouse.rounding import Side, choose_decimals, round_half_away
from warehouse.thresholds import THRESHOLDS, Thresholds
from warehouse.verdicts import STATUS_OF, StatusReason, TargetOperator

AS_OF = date(2026, 1, 31)
DUE = date(2025, 12, 31)
AHEAD = date(2030, 12, 31)

FORTY = Case(period_end=DUE, due=DUE, target_id="T", target_value=Decimal(40), numerator=400, denominator=1000)
PUBLISHED = replace(FORTY, numerator=None, denominator=None)
MISSING = PUBLISHED
MILESTONE = replace(
    PUBLISHED,
    unit=Unit.BOOLEAN,
    target_value=Decimal(1),
    target_operator=TargetOperator.EQUAL,
    basis=Basis.NONE,
    target_basis=Basis.NONE,
)
LESS = replace(FORTY, direction=-1, target_operator=TargetOperator.AT_MOST)
SILENT = replace(FORTY, numerator=380, denominator=900, silent_denominator=100, completeness=0.9)
PERSONS = replace(FORTY, counts_persons=True)
EQUALS = replace(FORTY, target_operator=TargetOperator.EQUAL)

PACE_STATUSES = {Status.ON_TRACK, Status.ACCELERATE, Status.SLOW, Status.BACKWARD}
R, Q = StatusReason, Qualifier
EXAMPLES: list[tuple[str, Case, StatusReason]] = [
    ("exactly at the target", FORTY, R.ATTAINED),
    ("one person short", replace(FORTY, numerator=399), R.MISSED),
    ("just below the margin", replace(FORTY, numerator=40_049, denominator=100_000), R.ATTAINED),
    ("exactly at the margin", replace(FORTY, numerator=40_050, denominator=100_000), R.ATTAINED_WITH_MARGIN),
    ("prints 40,00 and is not", replace(FORTY, numerator=9_999, denominator=25_000), R.MISSED),
    ("a target of 100 met", replace(FORTY, numerator=1000, target_value=Decimal(100)), R.ATTAINED),
    ("a target of 100 missed by one", replace(FORTY, numerator=999, target_value=Decimal(100)), R.MISSED),
    ("three of seven", replace(FORTY, numerator=3, denominator=7), R.ATTAINED_WITH_MARGIN),
    ("two of seven", replace(FORTY, numerator=2, denominator=7), R.MISSED),
    ("counts go before the typed rate", replace(FORTY, numerator=399, value=Decimal("45.5")), R.MISSED),
    ("a numerator without a denominator", replace(PUBLISHED, numerator=400, value=Decimal("39.99")), R.MISSED),
    # less is better
    ("at most 40: met", LESS, R.ATTAINED),
    ("at most 40: one too many", replace(LESS, numerator=401), R.MISSED),
    ("at most 40: by the margin", replace(LESS, numerator=39_950, denominator=100_000), R.ATTAINED_WITH_MARGIN),
    ("at most 100: never exceeded", replace(LESS, numerator=1, target_value=Decimal(100)), R.ATTAINED),
    ("at most 0: met", replace(LESS, numerator=0, target_value=Decimal(0)), R.ATTAINED),
    # "="
    ("= 100 is at least", replace(EQUALS, numerator=1000, target_value=Decimal(100)), R.ATTAINED),
    ("= 0 is at most", replace(EQUALS, direction=-1, numerator=1, target_value=Decimal(0)), R.MISSED),
    ("= within 0,05", replace(EQUALS, numerator=40_049, denominator=100_000), R.ATTAINED),
    ("= at 0,05", replace(EQUALS, numerator=40_050, denominator=100_000), R.MISSED),
    # qualifiers
    ("hơn 39,5", replace(PUBLISHED, value=Decimal("39.5"), qualifier=Q.AT_LEAST), R.QUALIFIER_NOT_EXACT),
    ("hơn 41", replace(PUBLISHED, value=Decimal(41), qualifier=Q.AT_LEAST), R.ATTAINED_WITH_MARGIN),
    ("gần 40", replace(PUBLISHED, value=Decimal(40), qualifier=Q.AT_MOST), R.QUALIFIER_NOT_EXACT),
    ("gần 39,9", replace(PUBLISHED, value=Decimal("39.9"), qualifier=Q.AT_MOST), R.MISSED),
    ("khoảng 41", replace(PUBLISHED, value=Decimal(41), qualifier=Q.ABOUT), R.QUALIFIER_NOT_EXACT),
    ("khoảng 43", replace(PUBLISHED, value=Decimal(43), qualifier=Q.ABOUT), R.ATTAINED_WITH_MARGIN),
    ("khoảng 37", replace(PUBLISHED, value=Decimal(37), qualifier=Q.ABOUT), R.MISSED),
    ("hơn 39,5, hoped for less", replace(LESS, numerator=395, qualifier=Q.AT_LEAST), R.QUALIFIER_NOT_EXACT),
    # silent units
    ("silent, could turn, 90% in", SILENT, R.OBSERVED_ATTAINED),
    ("silent, could turn, 80% in", replace(SILENT, completeness=0.8), R.OBSERVED_ATTAINED),
    ("silent, could turn, 79% in", replace(SILENT, completeness=0.79), R.LOW_COMPLETENESS),
    ("silent, could turn, completeness unknown", replace(SILENT, completeness=None), R.LOW_COMPLETENESS),
    ("silent, could turn, now below", replace(SILENT, numerator=350), R.OBSERVED_MISSED),
    ("silent, cannot turn", replace(SILENT, numerator=400), R.ATTAINED),
    ("silent, cannot turn, 50% in", replace(SILENT, numerator=400, completeness=0.5), R.ATTAINED),
    ("silent, cannot save it", replace(SILENT, numerator=299, completeness=0.5), R.MISSED),
    ("silent, might just save it", replace(SILENT, numerator=300, completeness=0.5), R.LOW_COMPLETENESS),
    ("silent of unknown size", replace(SILENT, silent_known=False, silent_denominator=None), R.OBSERVED_ATTAINED),
    ("silent of unknown size, 79% in", replace(SILENT, silent_known=False, completeness=0.79), R.LOW_COMPLETENESS),
    (
        "silent, no counts",
        replace(PUBLISHED, value=Decimal(90), silent_denominator=5, completeness=0.7),
        R.LOW_COMPLETENESS,
    ),
    ("silent and khoảng", replace(SILENT, numerator=800, qualifier=Q.ABOUT), R.ATTAINED_WITH_MARGIN),
    # nothing to judge
    ("nothing reported in the due period", MISSING, R.NO_OBSERVATION_IN_DUE_PERIOD),
    (
        "nothing reported, marked so",
        replace(MISSING, missing_reason=MissingReason.NOT_REPORTED),
        R.NO_OBSERVATION_IN_DUE_PERIOD,
    ),
    ("nothing reported yet", replace(MISSING, due=AHEAD), R.NOT_REPORTED),
    ("nothing reported before", replace(MISSING, period_end=date(2024, 12, 31)), R.NOT_REPORTED),
    ("a numerator alone is no rate", replace(FORTY, denominator=None, due=AHEAD), R.NOT_REPORTED),
    ("does not apply", replace(MISSING, missing_reason=MissingReason.NOT_APPLICABLE), R.VALUE_NOT_APPLICABLE),
    ("hidden by the sender", replace(MISSING, missing_reason=MissingReason.SUPPRESSED), R.SUPPRESSED_AT_SOURCE),
    ("nobody to count", replace(FORTY, numerator=0, denominator=0), R.ZERO_DENOMINATOR),
    (
        "nobody to count where reports came from",
        replace(SILENT, numerator=0, denominator=0),
        R.NO_OBSERVATION_IN_DUE_PERIOD,
    ),
    (
        "district ended before due",
        replace(FORTY, period_end=date(2024, 12, 31), ended_on=date(2025, 6, 30)),
        R.ENDED_BEFORE_DUE,
    ),
    ("ended on the due date", replace(FORTY, ended_on=DUE), R.ATTAINED),
    ("nine persons", replace(PERSONS, numerator=9, denominator=9), R.SMALL_DENOMINATOR),
    ("ten persons", replace(PERSONS, numerator=10, denominator=10), R.ATTAINED_WITH_MARGIN),
    ("nine organisations", replace(FORTY, numerator=9, denominator=9), R.ATTAINED_WITH_MARGIN),
    ("no target", replace(FORTY, target_id=None, target_value=None, due=None), R.NO_TARGET),
    ("target not stated", replace(FORTY, target_value=None), R.TARGET_VALUE_UNKNOWN),
    ("target recalled, not read", replace(FORTY, target_verified=False), R.TARGET_UNVERIFIED),
    (
        "base of the value unknown",
        replace(FORTY, basis=Basis.UNKNOWN, target_basis=Basis.UNKNOWN),
        R.VALUE_BASIS_UNKNOWN,
    ),
    ("base of the target unknown", replace(FORTY, target_basis=Basis.UNKNOWN), R.TARGET_BASIS_UNKNOWN),
    ("89,06% of registrants", replace(PUBLISHED, value=Decimal("89.06"), basis=Basis.REGISTERED), R.BASIS_DIFFERS),
    # dates
    ("a year before the due period", replace(FORTY, period_end=date(2024, 12, 31)), R.BEFORE_DUE_PERIOD),
    ("2030 already met", replace(FORTY, due=AHEAD), R.ATTAINED_BEFORE_DUE),
    ("2030 met with margin", replace(FORTY, numerator=900, due=AHEAD), R.ATTAINED_BEFORE_DUE),
    ("2030 not met", replace(FORTY, numerator=399, due=AHEAD), R.TOO_FEW_POINTS),
    ("2030, silent could turn", replace(SILENT, due=AHEAD), R.OBSERVED_ATTAINED_EARLY),
    ("2030, silent could turn, 79% in", replace(SILENT, completeness=0.79, due=AHEAD), R.LOW_COMPLETENESS),
    ("2030, silent could turn, now below", replace(SILENT, numerator=350, due=AHEAD), R.TOO_FEW_POINTS),
    ("2030, khoảng 37", replace(PUBLISHED, value=Decimal(37), qualifier=Q.ABOUT, due=AHEAD), R.TOO_FEW_POINTS),
    (
        "2030, hơn 39,5",
        replace(PUBLISHED, value=Decimal("39.5"), qualifier=Q.AT_LEAST, due=AHEAD),
        R.QUALIFIER_NOT_EXACT,
    ),
    ("due today", replace(FORTY, period_end=AS_OF, due=AS_OF, numerator=399), R.MISSED),
    ("due at the period's end, reported ahead", replace(FORTY, period_end=AHEAD, due=AHEAD, numerator=399), R.MISSED),
    (
        "half-year to date, met",
        replace(FORTY, accumulation=Accumulation.YEAR_TO_DATE, period_end=date(2026, 6, 30), due=date(2026, 12, 31)),
        R.ATTAINED_YEAR_TO_DATE,
    ),
    (
        "half-year to date, not met",
        replace(
            FORTY,
            accumulation=Accumulation.YEAR_TO_DATE,
            numerator=5,
            period_end=date(2026, 6, 30),
            due=date(2026, 12, 31),
        ),
        R.TOO_FEW_POINTS,
    ),
    (
        "half-year to date of a year past",
        replace(FORTY, accumulation=Accumulation.YEAR_TO_DATE, numerator=5, period_end=date(2025, 6, 30)),
        R.BEFORE_DUE_PERIOD,
    ),
    ("undated, met", replace(FORTY, numerator=900, due=None), R.UNDATED_ATTAINED),
    ("undated, not met", replace(FORTY, numerator=399, due=None), R.UNDATED_OPEN),
    # milestones and counts
    ("milestone done", replace(MILESTONE, value=Decimal(1)), R.ATTAINED),
    ("milestone not done", replace(MILESTONE, value=Decimal(0)), R.MISSED),
    ("milestone done ahead", replace(MILESTONE, value=Decimal(1), due=AHEAD), R.MILESTONE_DONE),
    ("milestone open", replace(MILESTONE, value=Decimal(0), due=AHEAD), R.MILESTONE_OPEN),
    ("milestone undated, open", replace(MILESTONE, value=Decimal(0), due=None), R.UNDATED_OPEN),
    ("a count", replace(PUBLISHED, unit=Unit.COUNT, value=Decimal(41)), R.ATTAINED_WITH_MARGIN),
    ("a count from its numerator", replace(PUBLISHED, unit=Unit.COUNT, numerator=39), R.MISSED),
    (
        "a count of 100 can be exceeded",
        replace(PUBLISHED, unit=Unit.COUNT, numerator=101, target_value=Decimal(100)),
        R.ATTAINED_WITH_MARGIN,
    ),
    (
        "a count with silent units",
        replace(PUBLISHED, unit=Unit.COUNT, numerator=39, silent_known=False, completeness=0.5),
        R.LOW_COMPLETENESS,
    ),
]
NAMES = [name for name, _, _ in EXAMPLES]


def build_rows(cases: list[Case]) -> pl.DataFrame:
    return pl.DataFrame([asdict(case) for case in cases], schema=INPUT_SCHEMA)


@pytest.fixture(scope="module")
def judged() -> dict[str, dict[str, object]]:
    frame = judge(build_rows([case for _, case, _ in EXAMPLES]), AS_OF)
    return dict(zip(NAMES, frame.rows(named=True), strict=True))


def find_example(name: str) -> Case:
    return next(case for known, case, _ in EXAMPLES if known == name)


@pytest.mark.parametrize(("name", "case", "reason"), EXAMPLES, ids=NAMES)
def test_an_example_gets_its_reason_and_status(
    name: str, case: Case, reason: StatusReason, judged: dict[str, dict[str, object]]
) -> None:
    verdict = judge_one(case, AS_OF)
    assert (verdict.reason, verdict.status) == (reason, STATUS_OF[reason])
    assert (judged[name]["status_reason"], judged[name]["status"]) == (reason.value, STATUS_OF[reason].value)


def test_the_examples_cover_every_reason_but_those_only_other_rows_give() -> None:
    pace = {reason for reason, status in STATUS_OF.items() if status in PACE_STATUSES}
    assert {reason for _, _, reason in EXAMPLES} == set(StatusReason) - pace - {StatusReason.COMPLEMENTARY}


def test_every_reason_has_a_status_and_every_status_a_reason() -> None:
    assert set(STATUS_OF) == set(StatusReason)
    assert set(STATUS_OF.values()) == set(Status)


@pytest.mark.parametrize(
    ("name", "firm"),
    [
        ("exactly at the target", True),
        ("one person short", True),
        ("2030 already met", True),
        ("silent, cannot turn", True),
        ("silent, could turn, 90% in", False),
        ("silent, could turn, now below", False),
        ("silent of unknown size", False),
        ("silent, could turn, 79% in", None),
        ("2030, silent could turn", False),
        ("2030 not met", None),
        ("no target", None),
        ("a year before the due period", None),
    ],
)
def test_a_verdict_is_firm_unless_reports_still_missing_can_turn_it(
    name: str, firm: bool | None, judged: dict[str, dict[str, object]]
) -> None:
    assert judge_one(find_example(name), AS_OF).firm is firm
    assert judged[name]["firm"] is firm


@pytest.mark.parametrize(
    ("name", "interval"),
    [
        ("exactly at the target", (40.0, 40.0, 40.0)),
        ("hơn 39,5", (39.5, 39.5, 100.0)),
        ("gần 39,9", (39.9, 0.0, 39.9)),
        ("khoảng 37", (37.0, 35.0, 39.0)),
        ("khoảng 43", (43.0, 40.85, 45.15)),
        ("silent, could turn, 90% in", (380 * 100 / 900, 38.0, 48.0)),
        ("silent of unknown size", (380 * 100 / 900, 0.0, 100.0)),
        ("silent, no counts", (90.0, 0.0, 100.0)),
        ("silent and khoảng", (800 * 100 / 900, 80.0, 84000 / 900)),
        ("a count with silent units", (39.0, 39.0, None)),
        ("milestone done", (1.0, 1.0, 1.0)),
        ("89,06% of registrants", (89.06, 89.06, 89.06)),
        ("nothing reported yet", (None, None, None)),
        ("nine persons", (None, None, None)),
    ],
)
def test_a_value_is_an_interval(
    name: str, interval: tuple[float | None, ...], judged: dict[str, dict[str, object]]
) -> None:
    row = judged[name]
    assert (row["value_pct"], row["lo"], row["hi"]) == interval


@pytest.mark.parametrize(
    ("name", "gaps"),
    [
        ("exactly at the target", (0, 0, 0)),
        ("one person short", (1, 1, 1)),
        ("prints 40,00 and is not", (1, 1, 1)),
        ("two of seven", (1, 1, 1)),
        ("at most 40: one too many", (1, 1, 1)),
        ("silent, could turn, 90% in", (0, 0, 20)),
        ("silent, might just save it", (60, 0, 100)),
        ("silent, cannot save it", (61, 1, 101)),
        ("silent of unknown size", (0, None, None)),
        ("hơn 39,5", (None, None, None)),
        ("hơn 39,5, hoped for less", (0, 0, 600)),
        ("a numerator without a denominator", (None, None, None)),
        ("89,06% of registrants", (None, None, None)),
        ("base of the target unknown", (None, None, None)),
        ("district ended before due", (None, None, None)),
        ("nine persons", (None, None, None)),
        ("target recalled, not read", (0, 0, 0)),
        ("a year before the due period", (0, 0, 0)),
        ("2030 not met", (1, 1, 1)),
        ("= within 0,05", (0, None, None)),
        ("= at 0,05", (None, None, None)),
        ("= 100 is at least", (0, 0, 0)),
        ("a count", (None, None, None)),
    ],
)
def test_the_gap_is_counted_in_whole_persons(
    name: str, gaps: tuple[int | None, ...], judged: dict[str, dict[str, object]]
) -> None:
    verdict, row = judge_one(find_example(name), AS_OF), judged[name]
    assert (verdict.gap_count, verdict.gap_count_min, verdict.gap_count_max) == gaps
    assert (row["gap_count"], row["gap_count_min"], row["gap_count_max"]) == gaps


def test_16_1_percent_of_1000_is_161_persons() -> None:
    case = replace(FORTY, numerator=0, target_value=Decimal("16.1"))
    assert judge_one(case, AS_OF).gap_count == 161
    assert judge(build_rows([case]), AS_OF)["gap_count"].to_list() == [161]
    assert judge_one(replace(case, numerator=161), AS_OF).reason is StatusReason.ATTAINED


@pytest.mark.parametrize(
    ("case", "attainment"),
    [
        (replace(FORTY, numerator=161), Fraction(161, 400)),
        (replace(FORTY, numerator=900, due=AHEAD), Fraction(9, 4)),
        (replace(LESS, numerator=500), Fraction(4, 5)),
        (replace(LESS, numerator=0), None),
        (replace(LESS, target_value=Decimal(0)), Fraction(0)),
        (replace(FORTY, target_value=Decimal(0)), None),
        (replace(FORTY, target_verified=False), Fraction(1)),
        (replace(FORTY, period_end=date(2024, 12, 31)), Fraction(1)),
        (replace(FORTY, target_verified=False, basis=Basis.REGISTERED), None),
        (replace(FORTY, target_value=None), None),
        (replace(FORTY, target_id=None), None),
        (replace(FORTY, ended_on=date(2025, 6, 30), period_end=date(2024, 12, 31)), None),
        (replace(PERSONS, numerator=4, denominator=9), None),
        (replace(MILESTONE, value=Decimal(1)), Fraction(1)),
    ],
)
def test_attainment_is_value_over_target_where_they_may_be_compared(case: Case, attainment: Fraction | None) -> None:
    assert judge_one(case, AS_OF).attainment == attainment
    assert judge(build_rows([case]), AS_OF)["attainment"][0] == (None if attainment is None else float(attainment))


def test_earlier_rules_come_first() -> None:
    small = replace(PERSONS, numerator=1, denominator=9)
    assert judge_one(replace(small, target_id=None), AS_OF).status is Status.SUPPRESSED
    assert judge_one(replace(MISSING, target_id=None), AS_OF).status is Status.NO_DATA
    assert judge_one(replace(FORTY, target_verified=False, basis=Basis.UNKNOWN), AS_OF).status is Status.NO_TARGET
    early = replace(FORTY, period_end=date(2024, 12, 31))
    assert judge_one(replace(early, basis=Basis.UNKNOWN), AS_OF).status is Status.NOT_COMPARABLE
    assert judge_one(replace(small, period_end=date(2024, 1, 31), ended_on=date(2024, 6, 30)), AS_OF).reason is (
        StatusReason.ENDED_BEFORE_DUE
    )


def test_a_frame_keeps_its_columns_and_an_empty_one_its_schema() -> None:
    rows = build_rows([FORTY, MISSING]).with_columns(area_id=pl.Series(["01.2025-07", "00004.2025-07"]))
    frame = judge(rows, AS_OF)
    assert frame.select(rows.columns).equals(rows)
    assert frame["area_id"].to_list() == ["01.2025-07", "00004.2025-07"]
    assert frame.select(OUTPUT_SCHEMA.names()).schema == OUTPUT_SCHEMA
    assert judge(rows.clear(), AS_OF).schema == frame.schema


def test_columns_of_nulls_need_no_type() -> None:
    nulls = [name for name, values in build_rows([MISSING]).to_dict(as_series=False).items() if values == [None]]
    untyped = build_rows([MISSING]).with_columns(pl.lit(None).alias(name) for name in nulls)
    assert judge(untyped, AS_OF)["status_reason"].to_list() == ["no_observation_in_due_period"]


def test_thresholds_can_be_configured() -> None:
    case, strict = replace(PERSONS, numerator=12, denominator=19), Thresholds(minimum_persons_count=20)
    assert judge_one(case, AS_OF).status is Status.EXCEEDED
    assert judge_one(case, AS_OF, strict).status is Status.SUPPRESSED
    assert judge(build_rows([case]), AS_OF, strict)["status"].to_list() == ["suppressed"]


BROKEN: list[tuple[str, Case]] = [
    ("numerator .*is above denominator", replace(FORTY, numerator=1001)),
    ("negative", replace(FORTY, numerator=-1)),
    ("negative", replace(FORTY, silent_denominator=-1)),
    ("negative", replace(PUBLISHED, value=Decimal(-1))),
    ("above its natural maximum", replace(PUBLISHED, value=Decimal("100.5"))),
    ("above its natural maximum", replace(MILESTONE, value=Decimal(2))),
    ("milestone's numerator", replace(MILESTONE, numerator=2)),
    (f"above {COUNT_MAXIMUM}", replace(FORTY, denominator=COUNT_MAXIMUM + 1)),
    ("direction", replace(FORTY, direction=0)),
    ("against direction", replace(FORTY, target_operator=TargetOperator.AT_MOST)),
    ("against direction", replace(LESS, target_operator=TargetOperator.AT_LEAST)),
    ("against direction", replace(EQUALS, target_value=Decimal(0))),
    ("against direction", replace(EQUALS, direction=-1, target_value=Decimal(100))),
    ("no operator", replace(FORTY, target_operator=None)),
    ("completeness", replace(SILENT, completeness=90.0)),
    ("after", replace(FORTY, period_end=date(2026, 6, 30))),
]


@pytest.mark.parametrize(("message", "case"), BROKEN)
@pytest.mark.parametrize("act", [judge_one, lambda case, as_of: judge(build_rows([FORTY, case]), as_of)])
def test_rows_that_should_have_been_rejected_stop_the_judge(
    message: str, case: Case, act: Callable[[Case, date], object]
) -> None:
    with pytest.raises(ValueError, match=message):
        act(case, AS_OF)


def test_an_operator_against_the_direction_stops_even_where_the_value_is_not_known() -> None:
    case = replace(FORTY, target_value=None, target_operator=TargetOperator.AT_MOST)
    with pytest.raises(ValueError, match="against direction"):
        judge(build_rows([case]), AS_OF)


def test_a_message_names_the_first_bad_row_and_missing_columns() -> None:
    rows = build_rows([FORTY, replace(FORTY, numerator=2000)]).with_columns(area_id=pl.Series(["good", "bad"]))
    with pytest.raises(ValueError, match=r"1 rows .*'area_id': 'bad'"):
        judge(rows, AS_OF)
    with pytest.raises(ValueError, match="lacks the columns basis, due"):
        judge(rows.drop("basis", "due"), AS_OF)
    with pytest.raises(ValueError, match="qualifier is not a code"):
        judge(rows.with_columns(qualifier=pl.lit("hơn")), AS_OF)
    with pytest.raises(ValueError, match="required column is null"):
        judge(rows.with_columns(silent_known=pl.lit(None)), AS_OF)


METHODS_PAGE = (Path(__file__).parents[2] / "docs" / "methods.md").read_text(encoding="utf-8")
WORKED = {
    1: FORTY,
    2: replace(FORTY, numerator=161),
    3: replace(FORTY, numerator=161, target_value=Decimal("16.1")),
    4: replace(FORTY, numerator=9_999, denominator=25_000),
    5: replace(FORTY, numerator=3_999_999, denominator=10_000_000),
    6: replace(FORTY, numerator=2, denominator=7),
    7: replace(FORTY, numerator=40_050, denominator=100_000),
    8: replace(FORTY, numerator=1000, target_value=Decimal(100)),
    9: replace(FORTY, numerator=999, target_value=Decimal(100)),
    10: replace(PUBLISHED, value=Decimal("39.5"), qualifier=Q.AT_LEAST),
    11: replace(PUBLISHED, value=Decimal(43), qualifier=Q.ABOUT),
    12: SILENT,
    13: replace(SILENT, completeness=0.79),
    14: replace(SILENT, numerator=400, completeness=0.5),
    15: replace(
        FORTY,
        numerator=420,
        accumulation=Accumulation.YEAR_TO_DATE,
        period_end=date(2026, 6, 30),
        due=date(2026, 12, 31),
    ),
    16: replace(FORTY, numerator=399, due=AHEAD),
    17: replace(FORTY, numerator=161, period_end=date(2024, 12, 31)),
    18: replace(FORTY, target_verified=False),
    19: replace(PUBLISHED, value=Decimal("89.06"), basis=Basis.REGISTERED),
    20: replace(FORTY, period_end=date(2024, 12, 31), ended_on=date(2025, 6, 30)),
    21: replace(FORTY, numerator=0, denominator=0),
    22: replace(PERSONS, numerator=9, denominator=9),
    23: MISSING,
}


def read_table(heading: str) -> list[list[str]]:
    section = METHODS_PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def write_number(number: Decimal) -> str:
    return f"{number:f}".replace(".", ",")


def write_example(case: Case) -> list[str]:
    verdict = judge_one(case, AS_OF)
    reason = f"`{verdict.reason}`"
    if verdict.value is None or verdict.low is None or verdict.high is None:
        return ["—", "—", "—", reason]
    printed = choose_decimals(verdict.value, None if case.target_value is None else Fraction(case.target_value))
    side = {None: "", Side.BELOW: "dưới ", Side.ABOVE: "trên "}[printed.side]
    ends = [write_number(round_half_away(end)) for end in (verdict.low, verdict.high)]
    gap = "—" if verdict.gap_count is None else str(verdict.gap_count)
    if verdict.gap_count_min != verdict.gap_count_max:
        gap += f" ({verdict.gap_count_min}–{verdict.gap_count_max})"
    return [f"{side}{write_number(printed.number)}%", f"[{ends[0]}; {ends[1]}]", gap, reason]


def test_the_worked_examples_of_the_methods_page_are_what_the_judge_says() -> None:
    written = {int(number): cells for number, _, *cells in read_table("Ví dụ tính tay")}
    assert written == {number: write_example(case) for number, case in WORKED.items()}


def test_the_methods_page_lists_every_threshold() -> None:
    written = {name.strip("`"): value for name, value, _ in read_table("Ngưỡng")}
    assert written == {name: write_number(Decimal(value)) for name, value in asdict(THRESHOLDS).items()}


def test_the_methods_page_lists_every_reason_in_the_order_tried() -> None:
    written = [(reason.strip("`"), status.split("`")[1]) for reason, status, _ in read_table("5. Trạng thái")]
    assert written == [(reason.value, STATUS_OF[reason].value) for reason in StatusReason]
