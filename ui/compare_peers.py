"""Areas like the one looked at: what they share with it, its place among them, and at which step the best of them gets further."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from ui.answers import ask
from ui.compare_ranking import Ground, find_own_kind, find_rank_territory, is_on_ground, set_places
from ui.map_estimates import is_hollow
from ui.map_story import LAYER_KINDS, choose_period, find_due, list_periods, read_map_values
from ui.state import PageContext
from warehouse import queries
from warehouse.compare import Step, find_half_width, find_steps
from warehouse.compare_queries import list_last_denominators, list_rank_noises, list_registrations
from warehouse.model import Level, Territory
from warehouse.peers import SIZE_BASIS, SIZE_INDICATOR, Feature, find_peers, list_features
from warehouse.queries import NATION
from warehouse.thresholds import THRESHOLDS

Row = dict[str, Any]


@dataclass(frozen=True)
class PeerGroup:
    """An area beside those like it.

    Attributes
    ----------
    own : Mapping
        Row of the area with its features and, where it has one, its value and place.
    rows : list of rows
        The area and its peers: best first by value, those without a place last.
    ground : Ground
        On what they are held against each other.
    features : list of Feature
        On which they are alike.
    pool_count : int
        Areas among which the peers were sought, itself included.
    steps : Mapping
        Registration and recognition by area, where both are known.
    """

    own: Row
    rows: list[Row]
    ground: Ground
    features: list[Feature]
    period: str
    pool_count: int
    steps: Mapping[str, Step]

    @property
    def ranked(self) -> list[Row]:
        """Those with a place, best first."""
        return [row for row in self.rows if row.get("rank") is not None]


def build_peers(context: PageContext, *, is_nationwide: bool) -> PeerGroup | None:
    """The group of an area; None where it has no features, no peers, or nothing was reported in any period."""
    code = find_own_kind(context)
    if not code:
        return None
    kind = LAYER_KINDS[code]
    areas = ask(context.release, list_last_denominators, SIZE_INDICATOR, SIZE_BASIS, kind.level, kind.era)
    parent = NATION if is_nationwide or kind.level == Level.PROVINCE else context.area.province_area_id or NATION
    pool = areas if parent == NATION else areas.filter(pl.col("province_area_id") == parent)
    peers = find_peers(pool, context.area.area_id)
    period = find_peer_period(context, parent, code)
    if peers.is_empty() or period is None:
        return None
    own = pool.filter(pl.col("area_id") == context.area.area_id).with_columns(
        distance=pl.lit(0.0), is_close=pl.lit(True)
    )
    group = pl.concat([own, peers], how="diagonal")
    territory = find_rank_territory(code)
    rows = add_places(context, join_values(context, group, parent, code, period), kind.level, territory)
    mine = next(row for row in rows if row["area_id"] == context.area.area_id)
    asked = (context.view.indicator_id, period, kind.level, territory)
    return PeerGroup(
        mine, rows, find_peer_ground([mine, *rows]), list_features(pool, context.area.area_id), period, pool.height,
        find_group_steps(rows, ask(context.release, list_registrations, *asked)),
    )  # fmt: skip


def find_peer_period(context: PageContext, parent: str, code: str) -> str | None:
    """The period asked for or that of the verdict, of those in which the area itself has a value where it has one."""
    territory = find_rank_territory(code)
    question = (context.area.area_id, context.view.indicator_id)
    own = pl.concat(
        [ask(context.release, queries.read_series, *question, one) for one in {territory, Territory.AS_REPORTED}]
    )
    known = own.filter(pl.col("value").is_not_null())["period"].unique()
    periods = list_periods(context, parent, code, territory)
    shared = periods.filter(pl.col("period").is_in(known.implode()))
    due = find_due(context, context.area.area_id)
    return choose_period(
        shared if shared.height else periods, context.view.period, due, context.release.info.data_as_of
    )


def join_values(context: PageContext, group: pl.DataFrame, parent: str, code: str, period: str) -> list[Row]:
    """Members of a group with their values of the period."""
    values = read_map_values(context, parent, code, period, find_rank_territory(code))
    features = group.select(
        "area_id", "distance", "is_close", "kind", "area_km2", size="denominator", size_period="period",
        size_simulated="is_simulated",
    )  # fmt: skip
    return features.join(values.drop("kind"), on="area_id", how="inner", maintain_order="left").to_dicts()


def add_places(context: PageContext, rows: list[Row], level: Level, territory: Territory) -> list[Row]:
    """Places among the members that may be held against the area itself; each with the noise of its own province."""
    noises = ask(context.release, list_rank_noises, context.view.indicator_id, level, territory)
    noise_of = {(parent, basis): noise for parent, basis, noise in noises.iter_rows()}
    ground = find_peer_ground(rows)
    fit = [row for row in rows if may_be_ranked(row, ground)]
    least = float(THRESHOLDS.noise_minimum_points)
    swings = [
        noise_of.get((NATION if level == Level.PROVINCE else row["province_area_id"], ground.basis), least)
        for row in fit
    ]
    placed = set_places(fit, swings, context.indicator.direction)
    widths = zip(placed, swings, strict=False)
    with_places = {
        row["area_id"]: {**row, "swing": swing, "half_width": find_half_width(swing)} for row, swing in widths
    }
    told = [with_places.get(row["area_id"], row) for row in rows]
    return sorted(told, key=lambda row: (row.get("rank") is None, row.get("rank") or 0, row["distance"]))


def find_peer_ground(rows: list[Row]) -> Ground:
    """On what the members are held against each other: the ground of the area itself, which comes first, else of the nearest."""
    return next(
        (Ground(row["basis"], row["is_simulated"]) for row in rows if row["value"] is not None), Ground(None, None)
    )


def may_be_ranked(row: Row, ground: Ground) -> bool:
    """Whether a value may be held against the others of the group."""
    is_whole = (row["completeness"] or 0) >= THRESHOLDS.completeness_floor_ratio
    return row["value"] is not None and is_on_ground(row, ground) and is_whole and not is_hollow(row)


def find_group_steps(rows: list[Row], registrations: pl.DataFrame) -> dict[str, Step]:
    """Steps of the members whose three counts are known."""
    registered = dict(registrations.select("area_id", "registered_count").iter_rows())
    steps = {
        row["area_id"]: find_steps(row["numerator"], row["denominator"], registered.get(row["area_id"]))
        for row in rows
        if row["basis"] != "registered"
    }
    return {area_id: step for area_id, step in steps.items() if step is not None}
