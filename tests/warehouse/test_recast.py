"""Counts with fractions are judged as whole ones are."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.attainment import INPUT_SCHEMA, Case, judge
from warehouse.recast import judge_territories

DUE = date(2025, 12, 31)
AS_OF = date(2026, 9, 30)
COUNTS = st.integers(0, 5000) | st.integers(0, 12)  # and often too few people to be shown
TARGET: dict[str, Any] = {"target_id": "T002", "target_value": Decimal(40), "due": DUE}


def tabulate(*cases: Case, territory: str, scale: int = 1) -> pl.DataFrame:
    rows = [{name: value for name, value in asdict(case).items() if name in INPUT_SCHEMA} for case in cases]
    frame = pl.DataFrame(rows, schema=INPUT_SCHEMA, orient="row")
    counts = [
        (pl.col(name).cast(pl.Decimal(38, 6)) / scale).cast(pl.Decimal(38, 6)) for name in ("numerator", "denominator")
    ]
    return frame.with_columns(*counts, territory=pl.lit(territory))


@settings(max_examples=50, deadline=None)  # of fifty rows each: a frame costs the same for one row or for fifty
@given(
    st.lists(
        st.tuples(COUNTS, COUNTS, st.integers(0, 900), st.sampled_from([0.8, 0.93, 1.0])),
        min_size=45,
        max_size=60,
    )
)
def test_whole_counts_give_the_same_verdict_on_every_territory(rows: list[tuple[int, int, int, float]]) -> None:
    cases = [
        Case(
            period_end=DUE,
            numerator=min(x, n),
            denominator=max(x, n),
            silent_denominator=silent,
            completeness=completeness,
            counts_persons=True,
            **TARGET,
        )
        for x, n, silent, completeness in rows
    ]
    reported = judge(tabulate(*cases, territory="as_reported"), AS_OF).drop("territory")
    recast = judge_territories(tabulate(*cases, territory="current"), AS_OF).drop("territory")
    assert recast.equals(reported)


def test_a_gap_of_fractions_is_of_whole_people() -> None:
    case = Case(period_end=DUE, numerator=1611, denominator=10_001, completeness=1.0, **TARGET)
    row = judge_territories(tabulate(case, territory="current", scale=10), AS_OF).row(0, named=True)
    assert (row["numerator"], row["denominator"]) == (Decimal("161.1"), Decimal("1000.1"))
    assert row["gap_count"] == 239  # 400.04 − 161.1 = 238.94
    assert (row["status"], row["value_pct"]) == ("not_attained", 100 * 1611 / 10_001)


def test_too_few_people_stay_hidden_and_too_few_reports_give_no_value() -> None:
    few = Case(period_end=DUE, numerator=40, denominator=99, completeness=1.0, counts_persons=True, **TARGET)
    silent = Case(period_end=DUE, numerator=400, denominator=900, completeness=0.79, silent_denominator=200, **TARGET)
    rows = judge_territories(tabulate(few, silent, territory="current", scale=10), AS_OF)
    assert rows["status"].to_list() == ["suppressed", "no_data"]
    assert rows["value_pct"].to_list() == [None, None]
    assert rows["numerator"].to_list() == [Decimal(4), Decimal(40)]
