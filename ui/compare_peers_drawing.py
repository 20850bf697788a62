"""Areas like the one looked at in words and as a table: its place among them, what they share, and where the best gets further."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from ui.blocks import name_verdict, write_simulated, write_status, write_table
from ui.compare_chart import find_scale, write_address, write_mark_style, write_range
from ui.compare_peers import PeerGroup
from ui.compare_ranking import find_reason
from ui.compare_words import tell_reason
from ui.map_estimates import write_value
from ui.rankings import tell_rank
from ui.state import PageContext, View
from warehouse.model import Unit
from warehouse.peers import Feature
from warehouse.small_numbers import is_surely_ahead
from wording.format import format_count, format_number, format_percent, format_period, format_target
from wording.language import N_, _, localise

Row = dict[str, Any]
KIND_WORDS: Mapping[str, str] = {
    "Phường": N_("ward"),
    "Xã": N_("commune"),
    "Đặc khu": N_("special zone"),
    "Thị trấn": N_("township"),
    "Quận": N_("urban district"),
    "Huyện": N_("rural district"),
    "Thị xã": N_("town"),
    "Thành phố": N_("city"),
    "Tỉnh": N_("province"),
}


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
        parts.append(_("kind of unit: {kind}", kind=name_kind(group.own["kind"])))
    close = sum(bool(row["is_close"]) for row in group.rows) - 1
    told = _("Alike in: {features}.", features=" · ".join(parts))
    return told + " " + _(
        "Nearest of {pool} areas; {close} of {count} are close, the others the nearest there are.",
        pool=format_number(group.pool_count), close=format_number(close), count=format_number(len(group.rows) - 1),
    )  # fmt: skip


def name_kind(kind: str) -> str:
    """Kind of unit in the language in use."""
    return _(KIND_WORDS[kind]) if kind in KIND_WORDS else kind


def format_density(row: Row) -> str:
    """Households per km²; empty where the surface is not known."""
    return format_number(row["size"] / row["area_km2"]) if row["area_km2"] else ""


def tell_best(group: PeerGroup) -> str:
    """At which step the best of the peers gets further than the area; empty where the counts do not say."""
    best = next(iter(group.ranked), None)
    if best is None or group.own.get("rank") is None:
        return ""
    if not is_ahead(best, group.own):
        return _("None of them is clearly ahead.")
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


def is_ahead(row: Row, other: Row) -> bool:
    """Whether one member is surely ahead of another."""
    return is_surely_ahead(
        row["value"] * row["direction"], row["swing"], other["value"] * other["direction"], other["swing"]
    )


def write_peer_table(group: PeerGroup, view: View) -> str:
    """The area and its peers: place, features, value on a common scale, verdict."""
    columns = [(_("Rank"), True), (_("Area"), False), (_("Households"), True)]
    columns += [(_("per km²"), True)] if Feature.DENSITY in group.features else []
    columns += [(_("Distance"), True), (_("Value"), True), (_("On one scale"), False), (_("Against the target"), False)]
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
    reason = "" if has_place else tell_reason(find_reason(row, group.ground))
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
        f"<div class='d-dot' role='img' aria-label='{escape(label)}' style='{write_mark_style(row)}'>"
        f"<i style='left:{first}%;width:{last - first:.2f}%'></i>{tick}<b style='left:{place(row['value'])}%'></b></div>"
    )
