"""Series of a few invented values, judged row by row in exact fractions and all together as a frame."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl

from warehouse.attainment import INPUT_SCHEMA, judge
from warehouse.case_judge import judge_one
from warehouse.case_pace import Goal, Observation, Pace, has_jumped, list_points, measure_pace
from warehouse.case_target import find_basis_obstacle
from warehouse.case_trend import Forecast, Trend, draw_arrow, fit_trend, foretell
from warehouse.model import Basis, Recast, Status, Unit
from warehouse.pace import PACE_SCHEMA, add_pace
from warehouse.periods import Period
from warehouse.verdicts import STATUS_OF, Case, StatusReason, Verdict

AS_OF = date(2026, 9, 30)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A case, the series it stands in, and what the pace asks besides."""

    case: Case
    period: str
    area: str = "A"
    recast: Recast = Recast.NONE
    estimated_share: float = 0.0
    base_end: date | None = None
    previous_due: date | None = None


def tabulate(entries: Sequence[Entry]) -> pl.DataFrame:
    rows = [
        {
            **asdict(entry.case),
            "period": entry.period,
            "series_territory": "current",
            "area_id": entry.area,
            "indicator_id": "I",
            "group_id": "",
            "recast": entry.recast.value,
            "estimated_share": entry.estimated_share,
            "base_end": entry.base_end,
            "previous_due": entry.previous_due,
        }
        for entry in entries
    ]
    extra = {"estimated_share": pl.Float64, "base_end": pl.Date, "previous_due": pl.Date}
    texts = dict.fromkeys(("period", "series_territory", "area_id", "indicator_id", "group_id", "recast"), pl.String)
    return pl.DataFrame(rows, schema={**INPUT_SCHEMA, **texts, **extra}, orient="row")


def judge_frame(entries: Sequence[Entry], as_of: date = AS_OF) -> pl.DataFrame:
    return add_pace(judge(tabulate(entries), as_of))


def list_outputs(entries: Sequence[Entry], entry: Entry, as_of: date = AS_OF) -> dict[str, Any]:
    """What the exact functions say of one entry among its series, in the columns of the frame."""
    verdict = judge_one(entry.case, as_of)
    outputs: dict[str, Any] = dict.fromkeys(PACE_SCHEMA)
    pace, trend, forecast, used = tell(entries, entry, verdict, as_of)
    reason = verdict.reason
    if pace is not None:
        outputs |= list_paces(pace) | list_trend(trend, forecast)
        outputs["base_jump"] = has_jumped(used)
        annual = [point for point in used if point.period.is_year_end][-5:]
        points = [point for point in (*annual, pace.anchor, pace.latest, pace.start) if point is not None]
        outputs["trend_recast"] = max((point.recast for point in points), key=list(Recast).index).value
        outputs["arrow"] = draw_arrow(trend, entry.case.direction, pace.remaining)
        reason = pace.reason if reason is StatusReason.TOO_FEW_POINTS else reason
    return outputs | {"status_reason": reason.value, "status": STATUS_OF[reason].value}


def tell(
    entries: Sequence[Entry], entry: Entry, verdict: Verdict, as_of: date
) -> tuple[Pace | None, Trend, Forecast, list[Observation]]:
    """Pace, trend, forecast and points of an entry; no pace where it may not have one."""
    case = entry.case
    points = list_points(
        [observe(other, as_of) for other in entries if stands_beside(other, entry, as_of)],
        case.accumulation,
        case.period_end,
    )
    nothing: tuple[None, Trend, Forecast, list[Observation]] = (None, fit_trend([]), Forecast(), points)
    if verdict.value is None or verdict.status is Status.NOT_COMPARABLE or not points:
        return nothing
    trend = fit_trend(points)
    is_compared = (
        case.target_id is not None
        and case.target_value is not None
        and case.unit is not Unit.BOOLEAN
        and find_basis_obstacle(case) is None
        and verdict.reason is not StatusReason.ENDED_BEFORE_DUE
    )
    if not is_compared:
        unmeasured = dict.fromkeys(("anchor", "start", "road", "required", "observed", "remaining", "k", "r"))
        return Pace(latest=points[-1], reason=StatusReason.TOO_FEW_POINTS, **unmeasured), trend, Forecast(), points
    goal = Goal(
        value=Fraction(case.target_value or 0),
        due=case.due,
        direction=case.direction,
        base_end=entry.base_end,
        previous_due=entry.previous_due,
        is_past=verdict.is_due,
    )
    return measure_pace(points, goal), trend, foretell(trend, points[-1], goal), points


def stands_beside(other: Entry, entry: Entry, as_of: date) -> bool:
    same = (other.area, other.case.basis) == (entry.area, entry.case.basis)
    shown = judge_one(other.case, as_of).value is not None
    return same and shown and other.case.unit is not Unit.BOOLEAN and other.case.basis is not Basis.UNKNOWN


def observe(entry: Entry, as_of: date) -> Observation:
    value = judge_one(entry.case, as_of).value
    assert value is not None
    counts = (entry.case.numerator, entry.case.denominator) if entry.case.unit is Unit.PERCENT else (None, None)
    numerator, denominator = (None if count is None else Fraction(count) for count in counts)
    return Observation(
        period=Period.parse(entry.period),
        value=value,
        numerator=numerator,
        denominator=denominator,
        qualifier=entry.case.qualifier,
        completeness=entry.case.completeness,
        recast=entry.recast,
        estimated_share=entry.estimated_share,
    )


def list_paces(pace: Pace) -> dict[str, Any]:
    return {
        "anchor_period": pace.anchor and pace.anchor.period.code,
        "anchor_value": pace.anchor and approach(pace.anchor.value),
        "trend_period": pace.latest.period.code,
        "trend_value": approach(pace.latest.value),
        "road": approach(pace.road),
        "required_pace": approach(pace.required),
        "observed_pace": approach(pace.observed),
        "remaining_pace": approach(pace.remaining),
        "observed_from": pace.start and pace.start.period.code,
        "k": approach(pace.k),
        "r": approach(pace.r),
    }


def list_trend(trend: Trend, forecast: Forecast) -> dict[str, Any]:
    return {
        "slope": approach(trend.slope),
        "noise": None if trend.variance is None else math.sqrt(trend.variance),
        "slope_spread": approach(trend.spread),
        "freedom": trend.freedom,
        "point_count": trend.point_count or None,
        "p_attain": forecast.probability,
        "likelihood": forecast.likelihood,
        "expected_year_from": forecast.year_from,
        "expected_year_to": forecast.year_to,
        "expected_outlook": forecast.outlook,
    }


def approach(number: Fraction | None) -> float | None:
    return None if number is None else float(number)
