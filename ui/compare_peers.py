"""Areas like the one looked at: what they share with it, its place among them, and at which step the best of them gets further."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import polars as pl

from ui.answers import ask
from ui.blocks import name_verdict, write_simulated, write_status, write_style, write_table
from ui.compare_chart import find_scale, write_address, write_range
from ui.compare_ranking import find_own_kind, find_rank_territory, tell_reason
from ui.compare_ranking import find_reason as find_unranked_reason
from ui.format import format_count, format_number, format_percent, format_period, format_target
from ui.language import _, localise
from ui.map_estimates import is_hollow, write_value
from ui.map_story import LAYER_KINDS, choose_period, find_due, list_periods, read_map_values
from ui.rankings import tell_rank
from ui.state import PageContext, View
from warehouse import queries
from warehouse.compare import Step, find_half_width, find_steps
from warehouse.compare_queries import list_last_denominators, list_rank_noises, list_registrations
from warehouse.model import Level, Territory, Unit
from warehouse.peers import SIZE_BASIS, SIZE_INDICATOR, Feature, find_peers, list_features
from warehouse.queries import NATION
from warehouse.small_numbers import rank_values
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
    basis : str or None
        Base on which they are held against each other: that of the area itself, where it has a value.
    features : list of Feature
        On which they are alike.
    pool_count : int
        Areas among which the peers were sought, itself included.
    steps : Mapping
        Registration and recognition by area, where both are known.
    """

    own: Row
    rows: list[Row]
    basis: str | None
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
        mine, rows, find_basis([mine, *rows]), list_features(pool, context.area.area_id), period, pool.height,
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
    basis = find_basis(rows)
    fit = [row for row in rows if may_be_ranked(row, basis)]
    least = float(THRESHOLDS.noise_minimum_points)
    swings = [
        noise_of.get((NATION if level == Level.PROVINCE else row["province_area_id"], basis), least) for row in fit
    ]
    if len(fit) >= THRESHOLDS.rank_minimum_count:
        places = rank_values([row["value"] for row in fit], swings, context.indicator.direction)
        counted = [place.rank for place in places]
        for row, place, swing in zip(fit, places, swings, strict=True):
            row.update(
                rank=place.rank, rank_from=place.rank_from, rank_to=place.rank_to, area_count=len(fit),
                is_tied=counted.count(place.rank) > 1, half_width=find_half_width(swing),
            )  # fmt: skip
    return sorted(rows, key=lambda row: (row.get("rank") is None, row.get("rank") or 0, row["distance"]))


def find_basis(rows: list[Row]) -> str | None:
    """Base of the first of the rows with a value; None where none has one."""
    return next((row["basis"] for row in rows if row["value"] is not None), None)


def may_be_ranked(row: Row, basis: str | None) -> bool:
    """Whether a value may be held against the others of the group."""
    is_whole = (row["completeness"] or 0) >= THRESHOLDS.completeness_floor_ratio
    return row["value"] is not None and row["basis"] == basis and is_whole and not is_hollow(row)


def find_group_steps(rows: list[Row], registrations: pl.DataFrame) -> dict[str, Step]:
    """Steps of the members whose three counts are known."""
    registered = dict(registrations.select("area_id", "registered_count").iter_rows())
    steps = {
        row["area_id"]: find_steps(row["numerator"], row["denominator"], registered.get(row["area_id"]))
        for row in rows
        if row["basis"] != "registered"
    }
    return {area_id: step for area_id, step in steps.items() if step is not None}


def tell_peers(context: PageContext, group: PeerGroup) -> str:
    """Where the area stands among those like it, in a sentence."""
    count = format_number(len(group.rows) - 1)
    if group.own["value"] is None:
        return _(
            "{place} beside the {count} areas most like it: it has no figure", place=context.area.name, count=count
        )
    if group.own.get("rank") is None:
        return _(
            "{place} beside the {count} areas most like it: {value}, without a place",
            place=context.area.name,
            count=count,
            value=write_value(group.own),
        )
    return _(
        "{place} beside the {count} areas most like it: {value}, {rank}", place=context.area.name, count=count,
        value=write_value(group.own), rank=tell_rank(group.own),
    )  # fmt: skip


def tell_features(group: PeerGroup) -> str:
    """On what they are alike, with the area's own figures, and how close the peers come."""
    size = _(
        "{count} households ({period}{nature})", count=format_number(group.own["size"]),
        period=format_period(group.own["size_period"]), nature=_(", simulated") if group.own["size_simulated"] else "",
    )  # fmt: skip
    parts = [size]
    if Feature.DENSITY in group.features:
        parts.append(_("{density} households per km²", density=format_density(group.own)))
    if Feature.KIND in group.features:
        parts.append(_("kind of unit: {kind}", kind=group.own["kind"]))
    close = sum(bool(row["is_close"]) for row in group.rows) - 1
    told = _("Alike in: {features}.", features=" · ".join(parts))
    return told + " " + _(
        "Nearest of {pool} areas; {close} of {count} are close, the others the nearest there are.",
        pool=format_number(group.pool_count), close=format_number(close), count=format_number(len(group.rows) - 1),
    )  # fmt: skip


def format_density(row: Row) -> str:
    """Households per km²; empty where the surface is not known."""
    return format_number(row["size"] / row["area_km2"]) if row["area_km2"] else ""


def tell_best(group: PeerGroup) -> str:
    """At which step the best of the peers gets further than the area; empty where the counts do not say."""
    best = next(iter(group.ranked), None)
    if best is None or best["area_id"] == group.own["area_id"]:
        return ""
    mine, theirs = group.steps.get(group.own["area_id"]), group.steps.get(best["area_id"])
    if mine is None or theirs is None:
        return ""
    by_registration = theirs.registered / mine.registered > theirs.recognised / mine.recognised
    step = _("registering more") if by_registration else _("recognising more of those registered")
    words = {
        "best": localise(best, "name"), "step": step, "theirs": format_percent(100 * theirs.registered),
        "mine": format_percent(100 * mine.registered), "their_share": format_percent(100 * theirs.recognised),
        "my_share": format_percent(100 * mine.recognised),
    }  # fmt: skip
    return _(
        "{best} leads mostly by {step}: {theirs} registered (here {mine}), {their_share} of them recognised (here {my_share}). "
        "It says where to ask, not why.",
        **words,
    )


def write_peer_table(group: PeerGroup, view: View) -> str:
    """The area and its peers: place, features, value on a common scale, verdict."""
    columns = [(_("Rank"), True), (_("Area"), False), (_("Households"), True)]
    columns += [(_("per km²"), True)] if Feature.DENSITY in group.features else []
    columns += [(_("Distance"), True), (_("Value"), True), ("", False), (_("Against the target"), False)]
    shown = [row["value"] for row in group.ranked]
    widest = max((row["half_width"] for row in group.ranked), default=0.0)
    targets = [row["target_value"] for row in group.ranked if row["target_value"] is not None]
    low, high, _step = find_scale([*shown, *targets], widest) if shown else (0.0, 100.0, 20)
    rows = (list_peer_texts(row, group, view, low, high) for row in group.rows)
    return f"<div class='d-peers'>{write_table(columns, rows)}</div>"


def list_peer_texts(row: Row, group: PeerGroup, view: View, low: float, high: float) -> list[str]:
    """Texts of one row of the table."""
    is_own = row["area_id"] == group.own["area_id"]
    name = f"<a href='{write_address(row, view)}' target='_self'>{escape(localise(row, 'name'))}</a>"
    label = f"<b class='own'>{name}</b>" if is_own else name
    density = [format_density(row)] if Feature.DENSITY in group.features else []
    has_place = row.get("rank") is not None
    reason = "" if has_place else tell_reason(find_unranked_reason(row, group.basis))
    value = "" if row["value"] is None else f"<b>{escape(write_value(row))}</b> {write_simulated(row)}"
    return [
        write_range(row) if has_place else "",
        label,
        format_count(row["size"]),
        *density,
        "" if is_own else format_number(row["distance"], 2),
        value,
        write_dot(row, low, high) if has_place else f"<small>{escape(reason)}</small>",
        write_status(row["status"], name_verdict(row)),
    ]


def write_dot(row: Row, low: float, high: float) -> str:
    """Value as a dot with its bar on a scale from ``low`` to ``high``; a target on the same base as a tick."""

    def place(value: float) -> float:
        return round(100 * (min(max(value, low), high) - low) / ((high - low) or 1), 2)

    first, last = place(row["value"] - row["half_width"]), place(row["value"] + row["half_width"])
    is_same = row["target_value"] is not None and row["target_basis"] == row["basis"]
    tick = f"<u style='left:{place(row['target_value'])}%'></u>" if is_same else ""
    target = format_target(row["target_value"] if is_same else None, Unit.PERCENT)
    label = _("{value} against a target of {target}", value=write_value(row), target=target)
    return (
        f"<div class='d-dot' role='img' aria-label='{escape(label)}' style='{write_style(row['status'])}'>"
        f"<i style='left:{first}%;width:{last - first:.2f}%'></i>{tick}<b style='left:{place(row['value'])}%'></b></div>"
    )
