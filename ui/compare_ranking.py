"""The units under a place in order, as far as noise lets them be ordered: who is ranked, in which group, and who is not and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, NamedTuple

import polars as pl

from ui.answers import ask
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
from ui.rankings import join_ranks
from ui.state import PageContext
from warehouse import queries
from warehouse.compare import Side, find_common_level, find_half_width, find_side
from warehouse.model import Era, Level, Status, Territory
from warehouse.small_numbers import rank_values
from warehouse.thresholds import THRESHOLDS
from warehouse.verdict_queries import read_ranks

Row = dict[str, Any]


class Unranked(StrEnum):
    """Why a unit has no place, in the order they are told."""

    NO_DATA = "no_data"
    HIDDEN = "hidden"
    BASIS = "basis"
    NATURE = "nature"
    INCOMPLETE = "incomplete"
    ESTIMATE = "estimate"
    ENDED = "ended"
    FEW = "few"


class Ground(NamedTuple):
    """On what numbers are held against each other; None: no number is."""

    basis: str | None
    is_simulated: bool | None


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
    known = [row for row in rows if row["rank"] is not None]
    ground = find_ground(known)
    ranked = [row for row in known if is_on_ground(row, ground)]
    noise = max((row["rank_noise"] for row in ranked), default=float(THRESHOLDS.noise_minimum_points))
    if len(ranked) < sum(row["basis"] == ground.basis for row in known):
        ranked = set_places(ranked, [noise] * len(ranked), context.indicator.direction)
    common = find_common_level([(row["numerator"], row["denominator"]) for row in ranked if row["denominator"]])
    for row in ranked:
        level = row["value"] if common is None else common
        row["side"] = find_side(row["value"], level, noise, context.indicator.direction)
    ranked.sort(key=lambda row: (row["rank"], row["area_id"]))
    apart = sort_unranked(rows, {row["area_id"] for row in ranked}, ground)
    return Ranking(parent, code, period, territory, joined, ranked, apart, common, find_half_width(noise))


def find_ground(rows: Sequence[Row]) -> Ground:
    """Base and nature (real or simulated) most of some rows share, of several the first by name."""
    counted = Counter(Ground(row["basis"], row["is_simulated"]) for row in rows)
    return min(counted, key=lambda ground: (-counted[ground], ground), default=Ground(None, None))


def is_on_ground(row: Row, ground: Ground) -> bool:
    """Whether a number stands on one base and is of one nature with the others."""
    return (row["basis"], row["is_simulated"]) == ground


def set_places(rows: Sequence[Row], noises: Sequence[float], direction: int) -> list[Row]:
    """Places of rows among themselves; none where they are fewer than are ranked.

    For those that ``mart_rank`` does not rank together: peers of several provinces, and figures of one nature out of two.
    """
    if len(rows) < THRESHOLDS.rank_minimum_count:
        return []
    places = rank_values([row["value"] for row in rows], noises, direction)
    counted = Counter(place.rank for place in places)
    return [
        {**row, **asdict(place), "area_count": len(rows), "is_tied": counted[place.rank] > 1}
        for row, place in zip(rows, places, strict=True)
    ]


def sort_unranked(rows: Sequence[Row], ranked: set[str], ground: Ground) -> list[tuple[Unranked, list[Row]]]:
    """Units without a place by the reason."""
    others = [(find_reason(row, ground), row) for row in rows if row["area_id"] not in ranked]
    kept = [(reason, [row for found, row in others if found is reason]) for reason in Unranked]
    return [(reason, members) for reason, members in kept if members]


def find_reason(row: Row, ground: Ground) -> Unranked:
    """Why a unit has no place."""
    if row["status"] == Status.SUPPRESSED:
        return Unranked.HIDDEN
    if row["value"] is None:
        return Unranked.ENDED if row["status"] == Status.NOT_APPLICABLE else Unranked.NO_DATA
    if ground.basis not in (None, row["basis"]):
        return Unranked.BASIS
    if ground.is_simulated not in (None, row["is_simulated"]):
        return Unranked.NATURE
    if is_hollow(row):
        return Unranked.ESTIMATE
    return Unranked.INCOMPLETE if (row["completeness"] or 0) < THRESHOLDS.completeness_floor_ratio else Unranked.FEW
