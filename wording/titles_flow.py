"""The steps of a title: from all there are to the recognised, each with its rate on its own base and what falls away before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Any

import polars as pl

from warehouse.thresholds import THRESHOLDS
from wording.language import N_, _, localise

Row = Mapping[str, Any]
PUBLISHED = "published"


class StepCode(StrEnum):
    """Steps of a title, in order."""

    TOTAL = "total"
    REGISTERED = "registered"
    ASSESSED = "assessed"
    RECOGNISED = "recognised"


STEP_WORDS: Mapping[StepCode, str] = {
    StepCode.REGISTERED: N_("Registered"),
    StepCode.ASSESSED: N_("Assessed"),
    StepCode.RECOGNISED: N_("Recognised"),
}
LOSS_WORDS: Mapping[StepCode, str] = {
    StepCode.REGISTERED: N_("{count} not registered"),
    StepCode.ASSESSED: N_("{count} registered, not assessed"),
    StepCode.RECOGNISED: N_("{count} assessed, not recognised"),
}
OF_TOTAL, OF_REGISTERED = N_("of all"), N_("of those registered")


@dataclass(frozen=True)
class Share:
    """A part of a base, both counted in the same units.

    Attributes
    ----------
    base : str
        Message id of what the base is.
    """

    part: int
    whole: int
    base: str

    @property
    def percent(self) -> Fraction:
        """The share in percent, exact."""
        return Fraction(100 * self.part, self.whole)


@dataclass(frozen=True)
class Step:
    """One step of a flow.

    Attributes
    ----------
    count : int or None
        Null: ``missing`` says why.
    shares : sequence of Share
        Rates of the step, each on its own base; the recognised have two. Empty where a count is missing.
    loss : int or None
        Those of the step before that fell away, over the units that reported both.
    reporter_count : int or None
        Units that reported it; null for a figure of the area itself.
    """

    code: StepCode
    label: str
    count: int | None
    missing: str | None
    shares: Sequence[Share]
    loss: int | None
    reporter_count: int | None


def list_steps(flow: Row, title: Row) -> list[Step]:
    """The four steps of a flow.

    Parameters
    ----------
    flow : Mapping
        A row of :func:`warehouse.title_queries.list_title_flows`.
    title : Mapping
        Its row of :func:`warehouse.title_queries.list_flow_titles`, which names what there is in all.
    """
    of_total = find_share(flow, "registered_of_total_count", "registered_base_count", OF_TOTAL)
    of_registered = find_share(flow, "assessed_count", "assessed_base_count", OF_REGISTERED)
    recognised = [find_recognised_share(flow, base) for base in (OF_TOTAL, OF_REGISTERED)]
    losses = [
        None,
        subtract(flow, "registered_base_count", "registered_of_total_count"),
        subtract(flow, "assessed_base_count", "assessed_count"),
        subtract(flow, "assessed_count", "recognised_of_assessed_count"),
    ]
    shares = [[], [of_total], [of_registered], recognised]
    reporters = ["reporter_count", "registered_reporter_count", "assessed_reporter_count", "reporter_count"]
    return [
        Step(
            code,
            _(STEP_WORDS[code]) if code in STEP_WORDS else localise(title, "denominator"),
            flow[f"{code}_count"],
            flow[f"{code}_missing"],
            [share for share in of if share],
            loss,
            flow[reporter],
        )
        for code, of, loss, reporter in zip(StepCode, shares, losses, reporters, strict=True)
    ]


def find_share(flow: Row, part: str, whole: str, base: str) -> Share | None:
    """A rate of two counts of a flow; None where one is missing or there is nothing to divide by."""
    return Share(flow[part], flow[whole], base) if flow[part] is not None and flow[whole] else None


def find_recognised_share(flow: Row, base: str) -> Share | None:
    """The recognised of all there are, or of those registered."""
    if base == OF_TOTAL:
        return find_share(flow, "recognised_count", "total_count", base)
    return find_share(flow, "recognised_of_registered_count", "registered_count", base)


def find_published(flow: Row, values: Sequence[Row]) -> Row | None:
    """The rate a published flow is told with; None where the flow is not published or no rate was.

    Parameters
    ----------
    values : sequence of mappings
        Rates of the title: :func:`warehouse.title_queries.list_title_values`.
    """
    nature = flow["is_simulated"]
    found = (row for row in values if row["value"] is not None and row["is_reported"] and row["is_simulated"] == nature)
    return next(found, None) if flow["origin"] == PUBLISHED else None


def subtract(flow: Row, whole: str, part: str) -> int | None:
    """What is left of one count without another; None where one is missing."""
    return None if flow[whole] is None or flow[part] is None else flow[whole] - flow[part]


def has_counts(steps: Sequence[Step]) -> bool:
    """Whether anything of a flow was counted; a published one may be a rate alone."""
    return any(step.count is not None for step in steps)


def is_uneven(steps: Sequence[Step]) -> bool:
    """Whether a step counts more than the one before it, because other units reported it."""
    counts = [step.count for step in steps if step.count is not None]
    return any(after > before for before, after in pairwise(counts))


def is_partial(flow: Row) -> bool:
    """Whether a loss or rate of a summed flow leaves out units that did not report both of its counts, so that counts and losses do not
    add up.
    """
    pairs = (
        ("total_count", "registered_base_count"),
        ("registered_count", "registered_of_total_count"),
        ("registered_count", "assessed_base_count"),
        ("recognised_count", "recognised_of_assessed_count"),
        ("recognised_count", "recognised_of_registered_count"),
    )
    return any(flow[one] is not None and flow[other] is not None and flow[one] != flow[other] for one, other in pairs)


def find_worst_step(steps: Sequence[Step]) -> Step | None:
    """The step before which most fall away; None where no loss is known."""
    known = [step for step in steps if step.loss]
    return max(known, key=lambda step: step.loss or 0, default=None)


def is_point(flow: Row) -> bool:
    """Whether enough was reported for a flow to be compared with another one."""
    is_counted = flow["total_count"] and flow["recognised_count"] is not None
    return bool(is_counted) and flow["completeness"] >= float(THRESHOLDS.completeness_floor_ratio)


def find_previous(flows: pl.DataFrame, flow: Row) -> Row | None:
    """The latest comparable flow before one: same title, group, origin and nature, both reported enough."""
    same = [pl.col(name).eq_missing(pl.lit(flow[name])) for name in ("title_id", "group_id", "origin", "is_simulated")]
    earlier = flows.filter(*same, pl.col("period_end") < flow["period_end"]).sort("period_end", descending=True)
    return next((row for row in earlier.iter_rows(named=True) if is_point(row)), None) if is_point(flow) else None


def measure_change(flow: Row, previous: Row | None) -> Fraction | None:
    """Change of the recognised of all, in percentage points; None without a comparable earlier flow."""
    now = find_recognised_share(flow, OF_TOTAL)
    before = previous and find_recognised_share(previous, OF_TOTAL)
    return now.percent - before.percent if now and before else None
