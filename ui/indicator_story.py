"""What the screen of one indicator says of one place beside its number: groups, the units under it, its targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlencode

import polars as pl

from ui.answers import ask
from ui.blocks import name_verdict, write_bullet, write_simulated, write_status, write_style, write_table
from ui.indicator_number import list_recast, name_value
from ui.map_estimates import write_value
from ui.map_story import (
    LAYER_KINDS,
    choose_period,
    find_default_layer,
    find_due,
    list_layer_codes,
    list_periods,
    read_map_rows,
)
from ui.series import Strand
from ui.state import PageContext, View, write_query
from ui.territory_targets import name_document
from ui.why import tell_wording
from ui.why_parts import is_recast
from warehouse import queries
from warehouse.model import Territory
from wording.format import (
    format_basis,
    format_confidence,
    format_date,
    format_gap,
    format_period,
    format_target,
)
from wording.language import N_, _, localise

Row = Mapping[str, Any]
FEWEST_GROUPS = 2

DIAMONDS = N_(
    "Diamonds have another base than the target ({bases}): they are shown, but not held against it, and no line joins them with the rest."
)


@dataclass(frozen=True)
class Units:
    """The units under a place, as a table lists them.

    Attributes
    ----------
    code : str
        Kind of units, a key of :data:`ui.map_story.LAYER_KINDS`.
    rows : sequence of mappings
        As :func:`ui.map_story.read_map_rows`; furthest behind first, those without a value last.
    """

    code: str
    period: str
    rows: Sequence[Row]


def tell_strands(strands: Sequence[Strand]) -> str:
    """Why some values are drawn apart and never joined with the others."""
    parts = []
    if any(not strand.is_judged for strand in strands):
        bases = dict.fromkeys(format_basis(strand.rows[0]) for strand in strands if not strand.is_judged)
        parts.append(_(DIAMONDS, bases=", ".join(bases)))
    if len({strand.is_simulated for strand in strands}) > 1:
        parts.append(_("Real and simulated values are never joined."))
    return " ".join(parts)


def list_groups(context: PageContext, number: Row | None) -> pl.DataFrame:
    """Groups with a value of the number's period and base; none where there is nothing to compare."""
    if number is None:
        return pl.DataFrame()
    territory = number["territory"] if is_recast(number) else Territory.AS_REPORTED
    question = (context.area.area_id, context.view.indicator_id, number["period"], territory)
    groups = ask(context.release, queries.list_group_values, *question)
    shown = groups.filter((pl.col("basis") == number["basis"]) & pl.col("value").is_not_null())
    return shown if shown.height >= FEWEST_GROUPS else shown.clear()


def list_units(context: PageContext, territory: Territory = Territory.AS_REPORTED) -> Units | None:
    """The units under the place in the period of the verdict or the one asked for; None where there are none.

    On a territory of which they are units themselves they have the values recast to it.
    """
    layers = list_layer_codes(ask(context.release, queries.list_map_layers, context.area.area_id))
    if not layers:
        return None
    code = find_default_layer(context, context.area.area_id, list(layers))
    shown = territory if LAYER_KINDS[code].territory == territory else Territory.AS_REPORTED
    periods = list_periods(context, context.area.area_id, code, shown)
    period = choose_period(
        periods, context.view.period, find_due(context, context.area.area_id), context.release.info.data_as_of
    )
    if period is None:
        return None
    rows = read_map_rows(context, context.area.area_id, code, period, shown)
    known = sorted(
        (row for row in rows if row["value"] is not None), key=lambda row: row["value"] * context.indicator.direction
    )
    return Units(code, period, [*known, *(row for row in rows if row["value"] is None)])


def write_units(units: Units, view: View) -> str:
    """Table of the units, each name a link to the same screen of that unit."""
    columns = [
        ("", True),
        (_("Area"), False),
        (_("Value"), True),
        ("", False),
        (_("Still missing"), True),
        (_("Status"), False),
    ]
    return write_table(
        columns, (list_unit_texts(place, row, view) for place, row in enumerate(units.rows, 1)), is_tall=True
    )


def list_unit_texts(place: int, row: Row, view: View) -> list[str]:
    """Texts of one row of the table of units."""
    address = "?" + urlencode(write_query(view, area_id=row["area_id"]))
    name = f"<a href='{escape(address)}' target='_self'>{escape(localise(row, 'name'))}</a>"
    if row["value"] is None:
        return ["", name, "", "", "", write_status(row["status"])]
    missing = "" if row["gap_count"] is None else escape(format_gap(row))
    bar = f"<div class='d-cell-bar' style='{write_style(row['status'])}'>{write_bullet(row, 'bar')}</div>"
    return [
        str(place),
        f"{name} {write_simulated(row)}",
        f"<b>{escape(name_value(row))}</b>",
        bar,
        missing,
        write_status(row["status"], name_verdict(row)),
    ]


def write_target_list(context: PageContext, territory: Territory = Territory.AS_REPORTED) -> str:
    """Every target that applies here: level, day, who set it, its document and wording, how well it is sourced, and the verdict on it."""
    area_id, indicator_id = context.area.area_id, context.view.indicator_id
    targets = ask(context.release, queries.list_targets, area_id, indicator_id)
    if targets.is_empty():
        return ""
    standing = ask(context.release, queries.list_standing, area_id).filter(pl.col("indicator_id") == indicator_id)
    verdicts = {row["target_id"]: row for row in standing.iter_rows(named=True)}
    for row in list_recast(context, territory).iter_rows(named=True):
        verdicts[row["target_id"]] = {**verdicts.get(row["target_id"], {}), **row}
    columns = [
        (_("Target level"), True),
        (_("Due"), False),
        (_("Set by"), False),
        (_("Document"), False),
        (_("Confidence"), False),
        (_("Verdict"), False),
    ]
    return write_table(
        columns, (list_target_texts(row, verdicts.get(row["target_id"])) for row in targets.iter_rows(named=True))
    )


def list_target_texts(row: Row, verdict: Row | None) -> list[str]:
    """Texts of one row of the table of targets."""
    kept = _("inherited") if row["is_inherited"] else _("own")
    wording = f"<br><span class='address'>{escape(tell_wording(row))}</span>"
    result = "" if verdict is None else write_status(verdict["status"], name_verdict(verdict))
    if verdict is not None and verdict["value"] is not None:
        figure = f"{write_value(verdict)} · {format_period(verdict['period'])}"
        result += f"<br><span class='address'>{escape(figure)} {write_simulated(verdict)}</span>"
    return [
        f"<b>{escape(format_target(row['target_value'], row['unit'], row['target_operator']))}</b>",
        format_date(row["due"]) if row["due"] else _("undated"),
        f"{escape(localise(row, 'scope_name'))}<br><span class='address'>{escape(kept)}</span>",
        f"{escape(name_document(row))}{wording}",
        escape(format_confidence(row["confidence"])),
        result,
    ]
