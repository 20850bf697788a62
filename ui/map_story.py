"""What a map shows and says: which units, which period, and the sentence above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from ui.answers import ask
from ui.map_classes import Colouring, find_common_target, find_missing_state
from ui.map_estimates import WEAKEST_SHARE, is_estimated, list_hollow
from ui.state import PageContext
from warehouse import queries
from warehouse.model import Era, Level, Recast, Status, Territory
from warehouse.queries import NATION
from warehouse.verdicts import FIRM_STATUSES
from wording.figures import find_day
from wording.format import format_basis, format_date, format_number, format_percent, format_period, format_target
from wording.language import N_, _, ngettext
from wording.places import Area, tell_shapes

Row = Mapping[str, Any]
ATTAINING = FIRM_STATUSES - {Status.NOT_ATTAINED}


@dataclass(frozen=True)
class LayerKind:
    """One kind of units a map can show.

    Attributes
    ----------
    label : str
        Message id of its name among the choices.
    noun : str
        Message id of its units after a number.
    territory : Territory
        On which every period can be shown for them; as reported where nothing is recast to them.
    """

    level: Level
    era: Era
    label: str
    noun: str
    territory: Territory


LAYER_KINDS: Mapping[str, LayerKind] = {
    "ward": LayerKind(
        Level.WARD, Era.AFTER, N_("Wards and communes (new)"), N_("wards and communes"), Territory.CURRENT
    ),
    "district": LayerKind(
        Level.DISTRICT, Era.BEFORE, N_("Districts (former)"), N_("former districts"), Territory.FORMER_DISTRICTS
    ),
    "former_ward": LayerKind(
        Level.WARD,
        Era.BEFORE,
        N_("Wards and communes (former)"),
        N_("former wards and communes"),
        Territory.AS_REPORTED,
    ),
    "province": LayerKind(
        Level.PROVINCE, Era.AFTER, N_("Provinces (new)"), N_("provinces and cities"), Territory.CURRENT
    ),
    "former_province": LayerKind(
        Level.PROVINCE,
        Era.BEFORE,
        N_("Provinces (former)"),
        N_("former provinces and cities"),
        Territory.FORMER_DISTRICTS,
    ),
}


def find_map_area_id(area: Area) -> str:
    """Area whose units the map shows: the nation, a province or a former district; of a ward, its province."""
    if area.level == Level.NATION:
        return NATION
    return area.area_id if area.level in (Level.PROVINCE, Level.DISTRICT) else area.province_area_id or NATION


def list_layer_codes(layers: pl.DataFrame) -> dict[str, Row]:
    """Rows of :func:`warehouse.queries.list_map_layers` by their code in the address: newest units first, provinces before all."""
    codes = {(kind.level, kind.era): code for code, kind in LAYER_KINDS.items()}
    found = {codes[row["level"], row["era"]]: row for row in layers.iter_rows(named=True)}
    order = sorted(found, key=list(LAYER_KINDS).index)
    if "province" in found:  # the nation
        order.sort(key=lambda code: LAYER_KINDS[code].level != Level.PROVINCE)
    return {code: found[code] for code in order}


def find_default_layer(context: PageContext, area_id: str, codes: Sequence[str]) -> str:
    """First kind of units with values in the period asked for, else the first with values at all."""
    found = ""
    for code in codes:
        periods = list_periods(context, area_id, code)
        if context.view.period in periods["period"].to_list():
            return code
        found = found or (code if periods.height else "")
    return found or next(iter(codes), "")


def list_periods(
    context: PageContext, area_id: str, code: str, territory: Territory = Territory.AS_REPORTED
) -> pl.DataFrame:
    """Periods in which units of a kind have values, reported or recast to a territory, newest first."""
    kind = LAYER_KINDS[code]
    question = (area_id, context.view.indicator_id, kind.level, kind.era, territory)
    return ask(context.release, queries.list_layer_periods, *question)


def choose_period(periods: pl.DataFrame, asked: str | None, due: date | None, as_of: date) -> str | None:
    """Period to map: the one asked for, else the one the verdict is given on, else the last one before the target fell due.

    Parameters
    ----------
    periods : polars.DataFrame
        From :func:`warehouse.queries.list_layer_periods`, newest first.
    due : date or None
        When the target falls due; a target still ahead at ``as_of`` takes the latest period.
    """
    codes = periods["period"].to_list()
    if asked in codes:
        return asked
    if due is not None and due <= as_of:
        before = periods.filter(pl.col("period_end") <= due)["period"].to_list()
        return before[0] if before else next(iter(codes), None)
    return next(iter(codes), None)


def find_due(context: PageContext, area_id: str) -> date | None:
    """When the targets of the year looked at fall due here; the last of several days."""
    targets = ask(context.release, queries.list_targets, area_id, context.view.indicator_id)
    due: date | None = targets.filter(pl.col("target_year") == context.view.target_year)["due"].drop_nulls().max()  # type: ignore[assignment]
    return due


def read_map_values(
    context: PageContext, area_id: str, code: str, period: str, territory: Territory = Territory.AS_REPORTED
) -> pl.DataFrame:
    """Answer of :func:`warehouse.queries.list_map_values` with the words of its indicator; grain area.

    Names of former wards repeat inside a province, so theirs carry that of their district.
    """
    kind, view = LAYER_KINDS[code], context.view
    question = (area_id, view.indicator_id, period, view.target_year, kind.level, kind.era, territory)
    values = ask(context.release, queries.list_map_values, *question)
    if code == "former_ward":
        values = values.with_columns(
            pl.format("{}, {}", f"name_{language}", f"parent_name_{language}").alias(f"name_{language}")
            for language in ("vi", "en")
        )
    words = ask(context.release, queries.read_indicator, view.indicator_id)
    own = ("indicator_id", "direction")
    told = words.select(*own, pl.exclude(*own, *values.columns))
    return values.drop(own).join(told, how="cross")


def read_map_rows(
    context: PageContext, area_id: str, code: str, period: str, territory: Territory = Territory.AS_REPORTED
) -> list[dict[str, Any]]:
    """Rows of :func:`read_map_values`."""
    return read_map_values(context, area_id, code, period, territory).to_dicts()


def name_map(context: PageContext, code: str) -> str:
    """What is mapped: kind of units · indicator; the place stands in the trail beside it."""
    return " · ".join((_(LAYER_KINDS[code].label), context.indicator.name))


def tell_fidelity(layer: Row, drawn_count: int, unit_count: int) -> str:
    """What the shapes of a layer are worth, and of how many units they are missing."""
    worth = tell_shapes(layer)
    if drawn_count == unit_count:
        return worth
    counts = {"count": format_number(unit_count - drawn_count), "total": format_number(unit_count)}
    lacking = _("{count} of {total} units have no shape.", **counts)
    return f"{worth} {lacking}"


def tell_map(rows: Sequence[Row], by_value: Colouring, code: str) -> str:
    """The sentence above the map: how many units reach the target, by the colouring of values, and how many say nothing."""
    noun, total = _(LAYER_KINDS[code].noun), len(rows)
    silent = sum(find_missing_state(row) is Status.NO_DATA for row in rows)
    if silent == total:
        return _("No figures of {units} for this indicator and period", units=noun)
    target = find_common_target(rows)
    if target is None:
        message = _(
            "{count} of {total} {units} have a figure",
            count=format_number(sum(row["value"] is not None for row in rows)),
            total=format_number(total),
            units=noun,
        )
    else:
        has_verdicts = any(row["status"] in FIRM_STATUSES for row in rows)
        attaining = sum(row["status"] in ATTAINING for row in rows)
        message = _(
            choose_wording(rows, has_verdicts=has_verdicts),
            count=format_number(attaining if has_verdicts else by_value.count_reaching()),
            total=format_number(total),
            units=noun,
            target=format_target(float(target), rows[0]["unit"]),
        )
        undecided = sum(row["status"] == Status.UNDECIDED for row in rows)
        message += _("; {count} without a verdict yet", count=format_number(undecided)) if undecided else ""
        other = sum(find_missing_state(row) is Status.NOT_COMPARABLE for row in rows)
        message += _("; {count} on another base", count=format_number(other)) if other else ""
    message += (
        ngettext("; {count} has not reported", "; {count} have not reported", silent, count=format_number(silent))
        if silent
        else ""
    )
    weak = {"count": format_number(len(list_hollow(rows))), "share": format_number(WEAKEST_SHARE)}
    return message + (_("; {count} estimated over {share}%", **weak) if list_hollow(rows) else "")


def choose_wording(rows: Sequence[Row], *, has_verdicts: bool) -> str:
    """Attaining is said where there is a verdict; else only on which side of the target the figures lie."""
    if has_verdicts:
        return N_("{count} of {total} {units} attain {target}")
    if rows[0]["direction"] > 0:
        return N_("{count} of {total} {units} are at {target} or above")
    return N_("{count} of {total} {units} are at {target} or below")


def tell_map_source(rows: Sequence[Row], period: str | None) -> str:
    """Base, date, completeness and simulation of what is mapped, in one line."""
    known = [row for row in rows if row["value"] is not None]
    if not known:
        return ""
    bases = {row["basis"] for row in known}
    base = format_basis(known[0]) if len(bases) == 1 else _("bases differ between areas; each is named in the table")
    days = {find_day(row) for row in known}
    parts = [base, _("{period}, as of {date}", period=format_period(period), date=format_date(max(days)))]
    share = format_percent(100 * len(known) / len(rows))
    parts.append(
        _(
            "{reported}/{expected} units reported ({share})",
            reported=format_number(len(known)),
            expected=format_number(len(rows)),
            share=share,
        )
    )
    if estimated := sum(is_estimated(row) for row in known):
        parts.append(
            _("{count} of them estimated for these boundaries", count=format_number(estimated))
            if estimated < len(known)
            else _("all estimated for these boundaries")
        )
    elif any(row.get("recast") == Recast.EXACT for row in known):
        parts.append(_("added up exactly for these boundaries"))
    simulated = sum(bool(row["is_simulated"]) for row in known)
    if simulated:
        parts.append(_("simulated data") if simulated == len(known) else _("simulated where marked"))
    return " · ".join(parts)


def describe_number(context: PageContext, row: Row) -> dict[str, Any]:
    """A mapped row as the panel behind a number wants it: named after its indicator, with the document of its target."""
    words = ask(context.release, queries.read_indicator, row["indicator_id"]).row(0, named=True)
    targets = ask(context.release, queries.list_targets, row["area_id"], row["indicator_id"]).filter(
        pl.col("target_id") == row["target_id"]
    )
    target = targets.row(0, named=True) if targets.height else {}
    kept = (
        "target_operator",
        "wording_vi",
        "scope_name_vi",
        "scope_name_en",
        "document_number",
        "document_date",
        "document_issuer_vi",
        "document_issuer_en",
    )
    document = {name: target.get(name) for name in kept} | {"target_confidence": target.get("confidence")}
    return {**row, "name_vi": words["name_vi"], "name_en": words["name_en"], **document}
