"""The units under a place in order, as far as noise lets them be ordered: who is ranked, in which group, and who is not and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import polars as pl

from ui.answers import ask
from ui.format import format_number, format_percent, format_target
from ui.language import N_, _, localise
from ui.map_classes import find_common_target
from ui.map_estimates import is_hollow
from ui.map_story import (
    LAYER_KINDS,
    choose_period,
    find_default_layer,
    find_due,
    find_map_area_id,
    list_layer_codes,
    list_periods,
    read_map_values,
)
from ui.rankings import join_ranks, tell_rank
from ui.state import PageContext
from warehouse import queries
from warehouse.compare import Side, find_common_level, find_half_width, find_side
from warehouse.model import Era, Level, Status, Territory, Unit
from warehouse.thresholds import THRESHOLDS
from warehouse.verdict_queries import read_ranks

Row = dict[str, Any]


class Unranked(StrEnum):
    """Why a unit has no place, in the order they are told."""

    NO_DATA = "no_data"
    HIDDEN = "hidden"
    BASIS = "basis"
    INCOMPLETE = "incomplete"
    ESTIMATE = "estimate"
    ENDED = "ended"
    FEW = "few"


UNRANKED_WORDS: Mapping[Unranked, str] = {
    Unranked.NO_DATA: N_("without data: nothing was reported for this period"),
    Unranked.HIDDEN: N_("hidden: the base is too small to show"),
    Unranked.BASIS: N_("on another base: cannot be held against the others"),
    Unranked.INCOMPLETE: N_("too few reports: less than {completeness}% of the base"),
    Unranked.ESTIMATE: N_("estimated: more than {share}% of the base comes from dividing former units"),
    Unranked.ENDED: N_("not applicable"),
    Unranked.FEW: N_("too few units to rank: a rank needs at least {count} on the same base"),
}
UNRANKED_LOOKS: Mapping[Unranked, Status] = {
    Unranked.NO_DATA: Status.NO_DATA,
    Unranked.HIDDEN: Status.SUPPRESSED,
    Unranked.BASIS: Status.NOT_COMPARABLE,
    Unranked.INCOMPLETE: Status.INSUFFICIENT,
    Unranked.ESTIMATE: Status.INSUFFICIENT,
    Unranked.ENDED: Status.NOT_APPLICABLE,
    Unranked.FEW: Status.NO_TARGET,
}


@dataclass(frozen=True)
class Ranking:
    """The units of one kind under a place, in one period.

    Attributes
    ----------
    parent_area_id : str
        Area whose units they are: the place, or of a ward the province it lies in.
    code : str
        Kind of units, a key of :data:`ui.map_story.LAYER_KINDS`.
    rows : list of rows
        Every unit, as :func:`ui.map_story.read_map_rows`, with ``rank`` … ``area_count`` and ``is_tied``.
    ranked : list of rows
        Those with a place, best first, with their ``side`` of the common level.
    apart : list of (reason, rows)
        The others.
    common : float or None
        100·Σx/Σn of the ranked units, in percent; None where they published no counts.
    half_width : float
        Half the bar around each value, in points.
    """

    parent_area_id: str
    code: str
    period: str
    territory: Territory
    values: pl.DataFrame
    ranked: list[Row]
    apart: list[tuple[Unranked, list[Row]]]
    common: float | None
    half_width: float

    @property
    def rows(self) -> list[Row]:
        """Every unit."""
        return self.values.to_dicts()

    @property
    def target(self) -> float | None:
        """The target all ranked units share; None where they have several or none."""
        found = find_common_target(self.ranked)
        return None if found is None else float(found)

    def list_side(self, side: Side) -> list[Row]:
        """Ranked units on one side of the common level."""
        return [row for row in self.ranked if row["side"] == side]


def list_kinds(context: PageContext) -> list[str]:
    """Kinds of units that may be ranked here: of a ward or district those beside it, else the units under the place."""
    parent = find_parent_id(context)
    codes = list_layer_codes(ask(context.release, queries.list_map_layers, parent))
    ranked = [code for code in codes if list_ranks(context, parent, code).height]
    own = find_own_kind(context)
    if context.area.level == Level.WARD and own in codes:
        return [own]
    return ranked or [find_default_layer(context, parent, list(codes))] if codes else []


def find_parent_id(context: PageContext) -> str:
    """Area whose units are ranked: the place, or where it has none what it lies in."""
    area = context.area
    if area.level == Level.WARD and area.era == Era.BEFORE and area.parent_area_id is not None:
        return area.parent_area_id
    return find_map_area_id(area)


def find_own_kind(context: PageContext) -> str:
    """Kind of unit the place is itself; empty for the nation and a region."""
    area = context.area
    found = (code for code, kind in LAYER_KINDS.items() if (kind.level, kind.era) == (area.level, area.era))
    return next(found, "")


def find_rank_territory(code: str) -> Territory:
    """Territory on which a kind of units is ranked: current units with their recast history, former ones as reported."""
    return Territory.CURRENT if LAYER_KINDS[code].territory == Territory.CURRENT else Territory.AS_REPORTED


def list_ranks(context: PageContext, parent_area_id: str, code: str) -> pl.DataFrame:
    """Places of the units of a kind under an area, all periods, as :func:`warehouse.verdict_queries.read_ranks`."""
    question = (parent_area_id, context.view.indicator_id, LAYER_KINDS[code].level, find_rank_territory(code))
    return ask(context.release, read_ranks, *question)


def find_period(context: PageContext, parent_area_id: str, code: str) -> str | None:
    """The period asked for where the units have values in it, else that of the verdict, else the latest."""
    periods = list_periods(context, parent_area_id, code, find_rank_territory(code))
    due = find_due(context, parent_area_id)
    return choose_period(periods, context.view.period, due, context.release.info.data_as_of)


def build_ranking(context: PageContext, code: str) -> Ranking | None:
    """Rank the units of a kind; None where they have no values at all."""
    parent = find_parent_id(context)
    period = find_period(context, parent, code)
    if period is None:
        return None
    territory = find_rank_territory(code)
    values = read_map_values(context, parent, code, period, territory)
    joined = join_ranks(context, values, parent, LAYER_KINDS[code].level, territory)
    rows = joined.to_dicts()
    basis = find_basis(rows)
    ranked = [row for row in rows if row["rank"] is not None and row["basis"] == basis]
    noise = max((row["rank_noise"] for row in ranked), default=float(THRESHOLDS.noise_minimum_points))
    common = find_common_level([(row["numerator"], row["denominator"]) for row in ranked if row["denominator"]])
    for row in ranked:
        level = row["value"] if common is None else common
        row["side"] = find_side(row["value"], level, noise, context.indicator.direction)
    ranked.sort(key=lambda row: (row["rank"], row["area_id"]))
    apart = sort_unranked(rows, {row["area_id"] for row in ranked}, basis)
    return Ranking(parent, code, period, territory, joined, ranked, apart, common, find_half_width(noise))


def find_basis(rows: Sequence[Row]) -> str | None:
    """Base most ranked units share, of several the first by name; None where none is ranked."""
    counted = Counter(row["basis"] for row in rows if row["rank"] is not None)
    return min(counted, key=lambda basis: (-counted[basis], basis), default=None)


def sort_unranked(rows: Sequence[Row], ranked: set[str], basis: str | None) -> list[tuple[Unranked, list[Row]]]:
    """Units without a place by the reason."""
    others = [(find_reason(row, basis), row) for row in rows if row["area_id"] not in ranked]
    kept = [(reason, [row for found, row in others if found is reason]) for reason in Unranked]
    return [(reason, members) for reason, members in kept if members]


def find_reason(row: Row, basis: str | None) -> Unranked:
    """Why a unit has no place."""
    if row["status"] == Status.SUPPRESSED:
        return Unranked.HIDDEN
    if row["value"] is None:
        return Unranked.ENDED if row["status"] == Status.NOT_APPLICABLE else Unranked.NO_DATA
    if basis is not None and row["basis"] != basis:
        return Unranked.BASIS
    if is_hollow(row):
        return Unranked.ESTIMATE
    return Unranked.INCOMPLETE if (row["completeness"] or 0) < THRESHOLDS.completeness_floor_ratio else Unranked.FEW


def tell_reason(reason: Unranked) -> str:
    """A reason in words, with its limit."""
    limits = {
        "completeness": format_number(100 * THRESHOLDS.completeness_minimum_ratio),
        "share": format_number(100 * THRESHOLDS.estimated_share_maximum),
        "count": format_number(THRESHOLDS.rank_minimum_count),
    }
    return _(UNRANKED_WORDS[reason], **limits)


def name_side(side: Side, direction: int) -> str:
    """Group of units beside the common level, by where their values lie."""
    if side is Side.BETWEEN:
        return _("cannot be told apart")
    is_above = (side is Side.AHEAD) == (direction > 0)
    return _("clearly above") if is_above else _("clearly below")


def tell_ranking(ranking: Ranking, direction: int) -> str:
    """The sentence on top: how many units are clearly above or below the common level, and how many cannot be told apart from it."""
    units, fewest = _(LAYER_KINDS[ranking.code].noun), format_number(THRESHOLDS.rank_minimum_count)
    if not ranking.ranked:
        return _("No ranking of {units}: fewer than {count} may be held against each other", units=units, count=fewest)
    counts = ((ranking.list_side(side), name_side(side, direction)) for side in (Side.AHEAD, Side.BEHIND, Side.BETWEEN))
    groups = ", ".join(f"{format_number(len(rows))} {word}" for rows, word in counts if rows)
    words = {"count": format_number(len(ranking.ranked)), "units": units, "groups": groups}
    if ranking.common is None:
        return _("Of {count} {units} ranked, {groups}", **words)
    return _(
        "Of {count} {units} against the common level of {common}: {groups}",
        common=format_percent(ranking.common),
        **words,
    )


def tell_limits(ranking: Ranking) -> str:
    """What may be said of the order and what not, with an example from the middle of it."""
    if not ranking.ranked:
        return ""
    first, middle = ranking.ranked[0], ranking.ranked[len(ranking.ranked) // 2]
    may = _("May be said: {best} is {rank}.", best=localise(first, "name"), rank=tell_rank(first))
    may_not = _(
        "May not be said: who is ahead among areas less than {points} points apart; {name}, at {value}, may stand from {first} to {last}.",
        points=format_number(2 * ranking.half_width, 1), name=localise(middle, "name"), value=format_percent(middle["value"]),
        first=format_number(middle["rank_from"]), last=format_number(middle["rank_to"]),
    )  # fmt: skip
    return f"{may} {may_not}"


def tell_own_place(context: PageContext, ranking: Ranking) -> str:
    """Where the place itself stands among its siblings; empty where it is not one of the units ranked."""
    own = next((row for row in ranking.ranked if row["area_id"] == context.area.area_id), None)
    if own is None:
        return ""
    side = name_side(own["side"], context.indicator.direction)
    return _(
        "{place}: {value}, {rank}; against the common level: {side}.", place=context.area.name, value=format_percent(own["value"]),
        rank=tell_rank(own), side=side,
    )  # fmt: skip


def tell_levels(ranking: Ranking) -> str:
    """The common level and the target they share, for the drawing."""
    parts = [] if ranking.common is None else [_("common level {value}", value=format_percent(ranking.common))]
    if ranking.target is not None:
        parts.append(_("target {target}", target=format_target(ranking.target, Unit.PERCENT)))
    return " · ".join(parts)
