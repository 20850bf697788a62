"""On which territory a place's history is drawn: as reported, on current or former boundaries, or on the smallest common area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlencode

import polars as pl

from ui.answers import ask
from ui.map_estimates import is_estimated
from ui.state import PageContext, View, write_query
from warehouse import queries
from warehouse.model import Era, Level, Recast, Territory
from wording.format import format_number
from wording.language import N_, _, localise
from wording.places import Area

Row = Mapping[str, Any]
LABELS: Mapping[tuple[Territory, bool], str] = {
    (Territory.AS_REPORTED, False): N_("As reported at the time"),
    (Territory.AS_REPORTED, True): N_("As reported at the time"),
    (Territory.CURRENT, False): N_("Current ward or commune"),
    (Territory.CURRENT, True): N_("Current province"),
    (Territory.FORMER_DISTRICTS, False): N_("Former district"),
    (Territory.FORMER_DISTRICTS, True): N_("Former province"),
    (Territory.COMMON, False): N_("Smallest common area"),
}


@dataclass(frozen=True)
class TerritoryChoice:
    """Territories a place can be shown on.

    Attributes
    ----------
    options : tuple of Territory
        As reported first; only those that show more than what was reported of the place.
    default : Territory
        The place's own where it is among them, else as reported.
    why_not_common : str
        Why the smallest common area is not among them; empty where it is, or where there is none.
    """

    options: tuple[Territory, ...]
    default: Territory
    why_not_common: str = ""


def list_territories(context: PageContext) -> TerritoryChoice:
    """What the place can be shown on."""
    options, why_not = [Territory.AS_REPORTED], ""
    own = find_own_territory(context.area)
    if own is not None and read_recast(context, own).height:
        options.append(own)
    common = read_common(context)
    if common is not None and not common["is_usable"]:
        why_not = tell_unusable(common)
    elif common is not None and read_recast(context, Territory.COMMON).height:
        options.append(Territory.COMMON)
    default = own if own is not None and own in options else Territory.AS_REPORTED
    return TerritoryChoice(tuple(options), default, why_not)


def read_common(context: PageContext) -> Row | None:
    """The common area of a ward; None for other places, and for a ward of today that is a common area by itself."""
    if context.area.level != Level.WARD:
        return None
    rows = ask(context.release, queries.read_common_area, context.area.area_id)
    if rows.is_empty() or (context.area.era == Era.AFTER and rows["ward_count"][0] == 1):
        return None
    return rows.row(0, named=True)


def tell_unusable(common: Row) -> str:
    """Why a province is not shown by common areas."""
    return _(
        "The smallest common area is not offered in {place}: its largest one holds {largest} of {count} wards and communes.",
        place=localise(common, "province_name"),
        largest=format_number(common["largest_ward_count"]),
        count=format_number(common["province_ward_count"]),
    )


def name_common(context: PageContext) -> str:
    """Name of the common area a ward lies in; empty for other places."""
    common = read_common(context)
    return "" if common is None else localise(common, "name")


def find_series_area(context: PageContext, territory: Territory) -> str:
    """Area whose series is drawn: the place itself, or the common area it lies in."""
    common = read_common(context) if territory == Territory.COMMON else None
    return context.area.area_id if common is None else str(common["area_id"])


def find_own_territory(area: Area) -> Territory | None:
    """The territory a place itself is a unit of; none for what the reform left alone and for former wards."""
    if area.level not in (Level.PROVINCE, Level.DISTRICT, Level.WARD):
        return None
    if area.era == Era.AFTER:
        return Territory.CURRENT if area.valid_from is not None else None
    return None if area.level == Level.WARD else Territory.FORMER_DISTRICTS


def read_recast(context: PageContext, territory: Territory) -> pl.DataFrame:
    """Values of the place that were recast to a territory; grain as :func:`warehouse.queries.read_series`."""
    area_id = find_series_area(context, territory)
    series = ask(context.release, queries.read_series, area_id, context.view.indicator_id, territory)
    return series.filter((pl.col("recast") != Recast.NONE) & pl.col("value").is_not_null())


def find_territory(view: View, choice: TerritoryChoice) -> Territory:
    """The territory to draw on: the one chosen in the filters, else the place's own."""
    return choice.default if view.territory is None else Territory(view.territory)


def tell_history(area: Area, territory: Territory, recast: Sequence[Row], common: str = "") -> str:
    """What the history of a place rests on, in a sentence; empty where all of it is as reported.

    Parameters
    ----------
    recast : sequence of mappings
        Rows of :func:`read_recast`.
    common : str
        Name of the common area, where that is the territory.
    """
    if not recast:
        return ""
    how = tell_how(recast)
    if territory == Territory.COMMON:
        return _(
            "The line is of the smallest common area, {name}, not of the place alone: {how}.", name=common, how=how
        )
    if territory == Territory.FORMER_DISTRICTS:
        return _(
            "After 30/6/2025 it is put together from the wards and communes of today, on its old boundaries: {how}.",
            how=how,
        )
    if territory == Territory.CURRENT and area.level == Level.PROVINCE:
        return _("Before 1/7/2025 it is put together from the former provinces: {how}.", how=how)
    return _("Before 1/7/2025 it is put together from the former wards and communes: {how}.", how=how)


def write_history(context: PageContext) -> str:
    """What the history of the indicator looked at rests on, with the way to it; empty where all of it is as reported."""
    own = find_own_territory(context.area)
    text = "" if own is None else tell_history(context.area, own, read_recast(context, own).to_dicts())
    if not text:
        return ""
    words = escape(_("See its course"))
    link = f"<a href='chi-tieu?{escape(urlencode(write_query(context.view)))}' target='_self'>{words} →</a>"
    return f"<p class='d-note'>{escape(context.indicator.name)}: {escape(text[:1].lower() + text[1:])} {link}</p>"


def tell_how(recast: Sequence[Row]) -> str:
    """``cộng trọn các đơn vị, chính xác`` or ``ước tính 31–34% mẫu số``."""
    shares = sorted(row["estimated_share"] or 0 for row in recast if is_estimated(row))
    if not shares:
        return _("whole units added up, exact")
    low, high = (format_number(max(1, round(100 * share))) for share in (shares[0], shares[-1]))
    span = low if low == high else f"{low}–{high}"
    return _("{share}% of the base estimated", share=span)
