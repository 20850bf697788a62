"""What must hold of every verdict, whatever the numbers (METHODS, properties of items 1–5 and 9)."""

from __future__ import annotations

import math
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

import polars as pl
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from warehouse.attainment import INPUT_SCHEMA, OUTPUT_SCHEMA, Case, Verdict, judge, judge_one
from warehouse.case_interval import NATURAL_MAXIMUM
from warehouse.model import Accumulation, Basis, MissingReason, Qualifier, Status, Unit
from warehouse.rounding import Side, choose_decimals
from warehouse.verdicts import TargetOperator

DEEP = settings(deadline=None, max_examples=500)
AS_OF = date(2026, 1, 31)
DUE = date(2025, 12, 31)
RANK = {Status.NOT_ATTAINED: 0, Status.UNDECIDED: 1, Status.ATTAINED: 2, Status.EXCEEDED: 3}
RANK_AHEAD = {Status.INSUFFICIENT: 0, Status.ATTAINED_EARLY: 2}  # between them undecided, as in a due period

COUNTS = st.sampled_from([1, 2, 3, 7, 9, 10, 30, 999, 1000, 6_373_932, 3_000_000_001]) | st.integers(1, 10**6)
TARGETS = st.sampled_from([Decimal(text) for text in ("1", "16.1", "33.3333", "40", "45", "60", "99.99", "100")]) | (
    st.integers(1, 10**6).map(lambda scaled: Decimal(scaled) / 10**4)
)
QUALIFIERS = st.sampled_from(Qualifier)
EXACT = st.just(Qualifier.EXACT)
COMPLETENESS = st.sampled_from([0.5, 0.79, 0.8, 0.9, 1.0])


@st.composite
def draw_numerator(draw: st.DrawFn, denominator: int, target: Decimal | None) -> int:
    """A numerator anywhere, or within two of what the target asks: most mistakes hide there."""
    if target is None or draw(st.integers(0, 3)) == 0:
        return draw(st.integers(0, denominator))
    asked = math.floor(Fraction(target) * denominator / 100)
    return max(0, min(denominator, asked + draw(st.integers(-2, 2))))


@st.composite
def draw_counted(draw: st.DrawFn, *, qualifiers: st.SearchStrategy[Qualifier] = EXACT) -> Case:
    """A percentage with counts beside a target that may be compared with it, in its due period or well ahead."""
    denominator, target, direction = draw(COUNTS), draw(TARGETS), draw(st.sampled_from([1, 1, -1]))
    return Case(
        period_end=DUE,
        due=draw(st.sampled_from([DUE, DUE, date(2030, 12, 31)])),
        numerator=draw(draw_numerator(denominator, target)),
        denominator=denominator,
        direction=direction,
        qualifier=draw(qualifiers),
        silent_denominator=draw(st.sampled_from([0, 0, 1, 50, denominator])),
        completeness=draw(COMPLETENESS),
        target_id="T",
        target_value=target,
        target_operator=TargetOperator.AT_LEAST if direction == 1 else TargetOperator.AT_MOST,
    )


def draw_value(unit: Unit, target: Decimal | None) -> st.SearchStrategy[Decimal]:
    """A published value with four decimals, often near the target."""
    maximum = int(NATURAL_MAXIMUM.get(unit, Fraction(10**6)) * 10**4)
    if unit is Unit.BOOLEAN:
        return st.sampled_from([Decimal(0), Decimal(1)])
    middle = int((target or Decimal(50)) * 10**4)
    near = st.integers(max(0, middle - 600), min(maximum, middle + 600))
    return (near | st.integers(0, maximum)).map(lambda scaled: Decimal(scaled) / 10**4)


T = TypeVar("T")


def pick(code: list[int], *options: T) -> T:
    """Take one option by the last digit of a mixed-radix number: many small choices from one cheap draw."""
    code[0], digit = divmod(code[0], len(options))
    return options[digit]


@st.composite
def draw_any(draw: st.DrawFn) -> Case:
    """Any case that the judge accepts."""
    code = [draw(st.integers(0, 2**62))]
    unit, direction = pick(code, *[Unit.PERCENT] * 5, *Unit), pick(code, 1, 1, -1)
    known = st.sampled_from([Decimal(0), Decimal(1)]) if unit is Unit.BOOLEAN else TARGETS | st.just(Decimal(0))
    target = draw(known) if pick(code, True, True, False) else None
    denominator = draw(COUNTS) if pick(code, True, True, False) else pick(code, None, 0)
    numerator = None
    if denominator is not None and pick(code, True, True, False):
        numerator = draw(draw_numerator(denominator, target)) if unit is not Unit.BOOLEAN else min(denominator, 1)
    required = TargetOperator.AT_LEAST if direction == 1 else TargetOperator.AT_MOST
    wrong_bound = Decimal(0) if direction == 1 else NATURAL_MAXIMUM.get(unit)
    equal = TargetOperator.EQUAL if target is None or target != wrong_bound else required
    bases = [Basis.TOTAL] * 6 + [Basis.REGISTERED, Basis.UNKNOWN]
    return Case(
        period_end=pick(code, date(2024, 12, 31), date(2025, 6, 30), DUE, DUE),
        due=pick(code, DUE, DUE, date(2030, 12, 31), None),
        numerator=numerator,
        denominator=denominator,
        value=draw(draw_value(unit, target)) if pick(code, True, False) else None,
        unit=unit,
        counts_persons=pick(code, False, True),
        direction=direction,
        accumulation=pick(code, *Accumulation),
        qualifier=pick(code, Qualifier.EXACT, *Qualifier),
        missing_reason=pick(code, None, *MissingReason),
        silent_denominator=pick(code, None, 0, 0, 1, 50, 10**5),
        silent_known=pick(code, True, True, True, False),
        completeness=pick(code, None, 0.5, 0.79, 0.8, 0.9, 1.0),
        basis=pick(code, *bases),
        ended_on=pick(code, None, None, None, None, None, date(2025, 6, 30), DUE),
        target_id=pick(code, "T", "T", "T", "T", None),
        target_value=target,
        target_operator=pick(code, required, equal),
        target_basis=pick(code, *bases, None),
        target_verified=pick(code, True, True, True, True, False, None),
    )


def build_rows(cases: list[Case]) -> pl.DataFrame:
    return pl.DataFrame([asdict(case) for case in cases], schema=INPUT_SCHEMA)


def list_outputs(verdict: Verdict) -> dict[str, object]:
    """The exact verdict in the columns and types of the frame; floats are the nearest to the fraction."""

    def approach(number: Fraction | None) -> float | None:
        return None if number is None else float(number)

    return {
        "value_pct": approach(verdict.value),
        "lo": approach(verdict.low),
        "hi": approach(verdict.high),
        "status": verdict.status.value,
        "status_reason": verdict.reason.value,
        "firm": verdict.firm,
        "gap_count": verdict.gap_count,
        "gap_count_min": verdict.gap_count_min,
        "gap_count_max": verdict.gap_count_max,
        "attainment": approach(verdict.attainment),
        "is_due": verdict.is_due,
    }


def rank(verdict: Verdict) -> int:
    return (RANK | RANK_AHEAD)[verdict.status]


def attains_exactly(case: Case, numerator: int, denominator: int) -> bool:
    """The question of every verdict, asked of whole numbers only."""
    assert case.target_value is not None
    return case.direction * (100 * numerator - Fraction(case.target_value) * denominator) >= 0


@settings(deadline=None, max_examples=100)  # of twenty cases each: a frame costs the same for one case or for twenty
@given(st.lists(draw_any(), min_size=20, max_size=24))
def test_the_frame_and_the_single_case_agree_on_everything(cases: list[Case]) -> None:
    frame = judge(build_rows(cases), AS_OF).select(OUTPUT_SCHEMA.names())
    assert frame.to_dicts() == [list_outputs(judge_one(case, AS_OF)) for case in cases]


VARIED = [
    Case(
        period_end=period_end,
        due=DUE,
        numerator=numerator,
        denominator=1000,
        qualifier=qualifier,
        silent_denominator=silent,
        completeness=0.9,
        target_id="T",
        target_value=Decimal(40),
    )
    for period_end in (DUE, date(2024, 12, 31))
    for numerator in (0, 399, 400, 401, 1000, None)
    for qualifier in Qualifier
    for silent in (0, 7)
]


def test_row_order_and_neighbours_change_nothing() -> None:
    """Beside the property above, whose single cases know no neighbours: rows alone, turned round and taken apart."""
    rows = build_rows(VARIED)
    whole = judge(rows, AS_OF)
    assert judge(rows.reverse(), AS_OF).reverse().equals(whole)
    for step in (2, 3, 5, 7):
        assert judge(rows[::step], AS_OF).equals(whole[::step])
    assert pl.concat(judge(row, AS_OF) for row in rows.iter_slices(1)).equals(whole)


@DEEP
@given(draw_counted(qualifiers=QUALIFIERS), st.data())
def test_more_of_what_is_wanted_never_worsens_the_status(case: Case, data: st.DataObject) -> None:
    assert case.numerator is not None
    assert case.denominator is not None
    more = data.draw(st.integers(case.numerator, case.denominator) | st.just(min(case.denominator, case.numerator + 1)))
    before, after = judge_one(case, AS_OF), judge_one(replace(case, numerator=more), AS_OF)
    assert case.direction * (rank(after) - rank(before)) >= 0


@DEEP
@given(draw_counted(), st.data())
def test_undecided_lies_between_not_attained_and_attained(case: Case, data: st.DataObject) -> None:
    assert case.denominator is not None
    partial = replace(
        case,
        due=DUE,
        direction=1,
        target_operator=TargetOperator.AT_LEAST,
        silent_denominator=case.denominator,
        completeness=0.5,
    )
    doubtful = replace(partial, numerator=data.draw(draw_numerator(case.denominator, case.target_value)))
    assume(judge_one(doubtful, AS_OF).status is Status.UNDECIDED)
    fewest, most = replace(partial, numerator=0), replace(partial, numerator=case.denominator)
    assert judge_one(fewest, AS_OF).status in {Status.NOT_ATTAINED, Status.UNDECIDED}
    assert judge_one(most, AS_OF).status in {Status.UNDECIDED, Status.ATTAINED, Status.EXCEEDED}


@DEEP
@given(draw_counted(qualifiers=QUALIFIERS), st.integers(2, 300))
def test_numerator_and_denominator_growing_together_change_no_verdict(case: Case, times: int) -> None:
    assert case.numerator is not None
    assert case.denominator is not None
    grown = replace(
        case,
        numerator=case.numerator * times,
        denominator=case.denominator * times,
        silent_denominator=(case.silent_denominator or 0) * times,
    )
    one, other = judge_one(case, AS_OF), judge_one(grown, AS_OF)
    assert (one.status, one.reason, one.firm, one.value) == (other.status, other.reason, other.firm, other.value)


@DEEP
@given(draw_counted())
def test_the_gap_is_zero_exactly_when_the_counts_attain_and_is_the_least_that_would(case: Case) -> None:
    assert case.numerator is not None
    assert case.denominator is not None
    gap = judge_one(case, AS_OF).gap_count
    assert gap is not None
    assert (gap == 0) == attains_exactly(case, case.numerator, case.denominator)
    assert attains_exactly(case, case.numerator + case.direction * gap, case.denominator)
    if gap:
        assert not attains_exactly(case, case.numerator + case.direction * (gap - 1), case.denominator)


@DEEP
@given(draw_counted(), st.data())
def test_no_late_report_can_leave_the_interval_or_the_gap_range_or_turn_a_firm_verdict(
    case: Case, data: st.DataObject
) -> None:
    assert case.numerator is not None
    assert case.denominator is not None
    silent = case.silent_denominator or 0
    late = data.draw(st.sampled_from([0, silent]) | st.integers(0, silent))
    partial = judge_one(case, AS_OF)
    numerator, denominator = case.numerator + late, case.denominator + silent
    whole = judge_one(replace(case, numerator=numerator, denominator=denominator, silent_denominator=0), AS_OF)
    assert partial.low is not None
    assert partial.high is not None
    assert whole.value is not None
    assert partial.low <= whole.value <= partial.high
    assert partial.gap_count_min is not None
    assert partial.gap_count_max is not None
    assert whole.gap_count is not None
    assert partial.gap_count_min <= whole.gap_count <= partial.gap_count_max
    if partial.firm:
        assert attains_exactly(case, numerator, denominator) == (partial.status is not Status.NOT_ATTAINED)


@DEEP
@given(
    draw_counted(), st.lists(COUNTS.flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=5)
)
def test_merged_areas_are_judged_as_their_union(case: Case, others: list[tuple[int, int]]) -> None:
    case = replace(case, silent_denominator=0)
    parts = [case, *(replace(case, numerator=numerator, denominator=denominator) for numerator, denominator in others)]
    numerator, denominator = (sum(getattr(part, name) or 0 for part in parts) for name in ("numerator", "denominator"))
    union = judge_one(replace(case, numerator=numerator, denominator=denominator), AS_OF)
    verdicts = [judge_one(part, AS_OF) for part in parts]
    assert union.gap_count is not None
    assert sum(verdict.gap_count or 0 for verdict in verdicts) >= union.gap_count
    assert union.value == sum(Fraction(part.denominator or 0, denominator) * measured(part) for part in parts)
    assert min(map(measured, parts)) <= measured(replace(case, numerator=numerator, denominator=denominator))
    assert rank(union) >= min(map(rank, verdicts))


def measured(case: Case) -> Fraction:
    value = judge_one(case, AS_OF).value
    assert value is not None
    return value


@DEEP
@given(draw_counted(qualifiers=QUALIFIERS))
def test_the_printed_number_never_contradicts_the_printed_verdict(case: Case) -> None:
    verdict = judge_one(replace(case, silent_denominator=0, qualifier=Qualifier.EXACT, due=DUE), AS_OF)
    assert verdict.value is not None
    assert case.target_value is not None
    target = Fraction(case.target_value)
    printed = choose_decimals(verdict.value, target, direction=case.direction)
    seems_attained = printed.side is None and case.direction * (Fraction(printed.number) - target) >= 0
    assert seems_attained == (verdict.status in {Status.ATTAINED, Status.EXCEEDED})
    if printed.side is not None:
        assert printed.side is (Side.BELOW if case.direction == 1 else Side.ABOVE)


@DEEP
@given(draw_any())
def test_every_verdict_is_consistent_with_itself(case: Case) -> None:
    verdict = judge_one(case, AS_OF)
    if verdict.value is not None:
        assert verdict.low is not None
        assert verdict.low <= verdict.value
        assert verdict.high is None or verdict.value <= verdict.high
    if verdict.status in {Status.SUPPRESSED, Status.NO_DATA}:
        assert (verdict.value, verdict.low, verdict.gap_count, verdict.attainment) == (None, None, None, None)
    if verdict.status is Status.NOT_COMPARABLE:
        assert (verdict.gap_count, verdict.attainment) == (None, None)
    if verdict.status is Status.NOT_ATTAINED:
        assert verdict.is_due
        assert case.period_end == case.due
    if verdict.status is Status.EXCEEDED:
        assert case.unit is not Unit.BOOLEAN
        assert not (case.unit is Unit.PERCENT and case.target_value == 100)
    assert (verdict.firm is False) == verdict.reason.startswith("observed_")
