"""Equity beside a ranking: how many people live where the target is missed, and how far groups of people lie apart."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ui.answers import ask
from ui.blocks import Row, write_bullet, write_simulated, write_style
from ui.compare_ranking import Ranking
from ui.map_story import LAYER_KINDS, find_due
from ui.state import PageContext
from warehouse import queries
from warehouse.compare_queries import list_last_denominators
from warehouse.equity import compare_groups, measure_share_below
from warehouse.model import Basis, Status, Unit
from wording.figures import find_day
from wording.format import (
    format_basis,
    format_count,
    format_date,
    format_number,
    format_percent,
    format_period,
    format_value,
)
from wording.language import _, localise

WHOLE_DIMENSIONS = ("occupation", "sex", "age", "residence")


def write_share_below(context: PageContext, ranking: Ranking) -> str:
    """Share of people, households … who live in units that miss the target in its due period; empty where no unit has a verdict.

    A unit that did not report counts with its last known base among those a verdict does not cover.
    """
    due = find_due(context, ranking.parent_area_id)
    if due is None or due > context.release.info.data_as_of:
        return ""
    kind = LAYER_KINDS[ranking.code]
    basis = next((row["basis"] for row in ranking.ranked), None)
    if basis is None:
        return ""
    question = (context.view.indicator_id, Basis(basis), kind.level, kind.era)
    last = ask(context.release, list_last_denominators, *question)
    known = dict(last.select("area_id", "denominator").iter_rows())
    rows = ranking.rows
    measured = measure_share_below(
        (row["status"], row["denominator"] if row["value"] is not None else known.get(row["area_id"])) for row in rows
    )
    if measured.share is None or measured.covered is None:
        return ""
    missed = [row for row in rows if row["status"] == Status.NOT_ATTAINED]
    noun = context.indicator.unit_noun
    people = sum(row["denominator"] or 0 for row in missed)
    told = _(
        "of {noun} live in {count} {units} that miss the target ({people} {noun} in the base)",
        noun=noun, count=format_number(len(missed)), units=_(kind.noun), people=format_number(people),
    )  # fmt: skip
    cover = _(
        "Of those in areas with a verdict, which cover {covered} of all; areas without one are not counted as below.",
        covered=format_percent(100 * measured.covered),
    )
    share = format_percent(100 * measured.share)
    return (
        f"<article class='d-card' style='{write_style(Status.NOT_ATTAINED)}'><p class='d-figure'><b>{share}</b></p>"
        f"<p class='d-gap'>{escape(told)}</p><p class='d-note'>{escape(cover)}</p><p class='d-note'>{write_source(rows)}</p></article>"
    )


def write_source(rows: Sequence[Row]) -> str:
    """Period, base and nature of what a share is counted on."""
    row = next(row for row in rows if row["value"] is not None)
    parts = [format_basis(row), _("{period}, as of {date}", period=format_period(row["period"]),
             date=format_date(max(find_day(one) for one in rows if one["value"] is not None)))]  # fmt: skip
    return escape(" · ".join(parts)) + " " + write_simulated({"is_simulated": any(one["is_simulated"] for one in rows)})


def write_group_gap(context: PageContext, ranking: Ranking) -> str:
    """How far the best and the worst group of people lie apart at the parent of the ranking; empty for fewer than two groups."""
    question = (ranking.parent_area_id, context.view.indicator_id, ranking.period)
    groups = ask(context.release, queries.list_group_values, *question)
    rows = list_comparable_groups(groups.to_dicts(), context.indicator.target_basis)
    gap = compare_groups(((row["group_id"], row["value"]) for row in rows), context.indicator.direction)
    if gap is None or gap.gap == 0:
        return ""
    by_id = {row["group_id"]: row for row in rows}
    best, worst = by_id[gap.best], by_id[gap.worst]
    ratio = "" if gap.ratio is None else _("{ratio} times", ratio=format_number(gap.ratio, 2))
    told = _(
        "points between {best} ({best_value}) and {worst} ({worst_value})",
        best=localise(best, "name"), best_value=format_value({**best, "unit": Unit.PERCENT}),
        worst=localise(worst, "name"), worst_value=format_value({**worst, "unit": Unit.PERCENT}),
    )  # fmt: skip
    bars = "".join(
        write_group(row) for row in sorted(rows, key=lambda row: -row["value"] * context.indicator.direction)
    )
    figure = f"<b>{format_number(gap.gap, 2)}</b><span>{escape(ratio)}</span>"
    return (
        f"<article class='d-card'><p class='d-figure'>{figure}</p><p class='d-gap'>{escape(told)}</p>"
        f"<ul class='d-groups'>{bars}</ul><p class='d-note'>{write_source(rows)}</p></article>"
    )


def list_comparable_groups(groups: Sequence[Row], basis: str | None) -> list[Row]:
    """Groups that divide people the same way, with a value on one base: the target's where there are values on it."""
    known = [row for row in groups if row["value"] is not None and row["dimension"] in WHOLE_DIMENSIONS]
    if not known:
        return []
    wanted = basis if any(row["basis"] == basis for row in known) else known[0]["basis"]
    dimension = next(row["dimension"] for row in known if row["basis"] == wanted)
    return [
        {**row, "target_value": None, "status": Status.NO_TARGET}
        for row in known
        if row["basis"] == wanted and row["dimension"] == dimension
    ]


def write_group(row: Row) -> str:
    """A group of people with its bar, number and base."""
    bar = write_bullet({**row, "unit": Unit.PERCENT, "lo": None, "hi": None}, "bar")
    base = escape(_("base {count}", count=format_count(row["denominator"])))
    text = f"{escape(localise(row, 'name'))} <small>{base}</small>"
    return f"<li><span>{text}</span>{bar}<b>{escape(format_value({**row, 'unit': Unit.PERCENT}))}</b></li>"
