"""Every row of the demonstration release, computed once more from its components by code that shares nothing with the product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import duckdb
import pytest

from tests.warehouse import independent_pace as pace
from tests.warehouse import independent_verdict as verdict

BATCH = 20_000
TOLERANCE = 1e-9
# What anybody may download: a row of the mart beside what its indicator, its area and its target are.
COMPONENTS = """
    select m.*, i.unit, i.accumulation, i.ended_on as indicator_ended_on, a.era, a.level, a.valid_to, t.target_operator, t.is_verified,
        t.base_year, t.authority, t.scope_area_id
    from mart_attainment as m
    inner join dim_indicator as i using (indicator_id)
    inner join dim_area as a using (area_id)
    left join dim_target as t using (target_id)
"""
# A point of a series is the same beside every target, so it is asked for once.
POINTS = f"""
    select distinct territory, area_id, indicator_id, group_id, basis, period, period_end, status, value, numerator, denominator,
        missing_reason, qualifier, completeness, estimated_share, recast, unit, accumulation, era, level
    from ({COMPONENTS})
    order by all
"""
FIRST_TARGETS = "select authority, scope_area_id, indicator_id, target_basis, due, target_value from dim_target where due is not null"


@pytest.fixture(scope="module")
def as_of(released: duckdb.DuckDBPyConnection) -> date:
    found = released.execute("select data_as_of from release_info").fetchone()
    assert found is not None
    day: date = found[0]
    return day


@pytest.fixture(scope="module")
def milestones(released: duckdb.DuckDBPyConnection) -> pace.Milestones:
    return pace.Milestones(fetch_rows(released, FIRST_TARGETS))


def fetch_rows(connection: duckdb.DuckDBPyConnection, statement: str) -> Iterator[dict[str, Any]]:
    answer = connection.cursor().execute(statement)
    names = [column[0] for column in answer.description]
    while batch := answer.fetchmany(BATCH):
        for values in batch:
            yield dict(zip(names, values, strict=True))


def is_near(ours: Fraction | float | None, theirs: float | None) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    distance: float = abs(float(ours) - theirs)
    return distance <= TOLERANCE * max(1.0, abs(theirs))


def list_differences(row: dict[str, Any], judged: verdict.Judged, made: pace.Progress) -> list[str]:
    exact = {
        "status": made.status if judged.status == "ahead" else judged.status,
        "firm": judged.firm,
        "gap_count": judged.gap,
        "gap_count_min": judged.gap_min,
        "gap_count_max": judged.gap_max,
        "anchor_period": made.anchor.period if made.anchor else None,
        "trend_period": made.latest.period if made.latest else None,
        "freedom": made.freedom,
        "likelihood": made.likelihood,
        "arrow": made.arrow,
        "expected_outlook": made.outlook,
        "expected_year_from": made.year_from,
        "expected_year_to": made.year_to,
    }
    near = {
        "value": judged.value,
        "lo": judged.low,
        "hi": judged.high,
        "attainment": judged.attainment,
        "anchor_value": made.anchor.value if made.anchor else None,
        "trend_value": made.latest.value if made.latest else None,
        "road": made.road,
        "required_pace": made.required,
        "observed_pace": made.observed,
        "remaining_pace": made.remaining,
        "k": made.k,
        "r": made.r,
        "slope": made.slope,
        "noise": made.noise,
        "slope_spread": made.spread,
        "p_attain": made.probability,
    }
    return [
        *(name for name, ours in exact.items() if ours != row[name]),
        *(name for name, theirs in near.items() if not is_near(theirs, row[name])),
    ]


def test_every_row_is_computed_again(
    released: duckdb.DuckDBPyConnection, as_of: date, milestones: pace.Milestones
) -> None:
    points = pace.collect_points(fetch_rows(released, POINTS))
    differences: Counter[str] = Counter()
    examples: dict[str, dict[str, Any]] = {}
    statuses: Counter[str] = Counter()
    for row in fetch_rows(released, COMPONENTS):
        if row["status"] == "suppressed":
            assert row["value"] is row["numerator"] is row["denominator"] is row["lo"] is row["gap_count"] is None
            continue
        judged = verdict.judge(row, as_of)
        series = points.get(pace.name_series(row), [])
        made = pace.find_progress(row, judged, series, milestones.find_before(row), as_of)
        statuses[row["status"]] += 1
        for name in list_differences(row, judged, made):
            differences[name] += 1
            examples.setdefault(name, row)
    assert not differences, examples
    assert {"exceeded", "attained", "not_attained", "undecided", "on_track", "accelerate", "slow", "backward"} <= set(
        statuses
    )
