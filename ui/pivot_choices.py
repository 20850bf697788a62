"""What the analyst has chosen: kept in the address, checked against what the place has figures of, with defaults that answer something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import polars as pl
import streamlit as st

from ui.answers import ask
from ui.state import PageContext, take_address, write_address
from warehouse import queries
from warehouse.model import Basis, Era, Level, Territory, Unit
from warehouse.pivot import EVERYBODY, Axis, PivotSpec, Units, list_pivot_choices, list_pivot_names
from warehouse.pivot_address import (
    BASES,
    GROUPS,
    INDICATOR,
    OTHERS,
    OWN_KEYS,
    PERIODS,
    PLACE,
    TARGET_YEAR,
    UNITS,
    read_parameters,
    write_parameters,
)
from warehouse.queries import NATION
from wording.language import N_, _

CHART, ORDER, PAGE, PICKED, ONLY_PICKED, TRACED = "ve", "sap", "trang", "dong", "chi_dong", "nguon"
SCREEN_KEYS = (CHART, ORDER, PAGE, PICKED, ONLY_PICKED)
ADDRESS_KEYS = (*OWN_KEYS, *SCREEN_KEYS, TRACED)
SHARED = (PLACE, INDICATOR, TARGET_YEAR)
FILE_KEYS = (*SHARED, *OWN_KEYS, *SCREEN_KEYS)
KEPT = "_pivot_choices"
LAST_PERIODS = 4
Code = TypeVar("Code")

UNIT_LABELS: Mapping[str, str] = {
    "province.2025-07.current": N_("Provinces (new), every period on today's boundaries"),
    "province.2025-07.as_reported": N_("Provinces (new), as reported"),
    "ward.2025-07.current": N_("Wards and communes (new), every period on today's boundaries"),
    "ward.2025-07.as_reported": N_("Wards and communes (new), as reported"),
    "district.before-2025-07.as_reported": N_("Districts (former), as reported"),
    "district.before-2025-07.former_districts": N_("Districts (former), later periods carried back"),
    "ward.before-2025-07.as_reported": N_("Wards and communes (former), as reported"),
    "province.before-2025-07.as_reported": N_("Provinces (former), as reported"),
    "province.before-2025-07.former_districts": N_("Provinces (former), later periods carried back"),
    "nation.2025-07.as_reported": N_("The whole nation"),
    "region.2025-07.as_reported": N_("The region"),
}


@dataclass(frozen=True)
class Choices:
    """What there is to choose from under a place.

    Attributes
    ----------
    units : tuple of Units
        Smaller units first, the place itself last.
    periods, groups, bases, others : tuple of str
        Codes in their order; ``others`` are further indicators in percent.
    """

    units: tuple[Units, ...]
    periods: tuple[str, ...]
    groups: tuple[str, ...]
    bases: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True)
class Screen:
    """What is shown of the answer, beside the question itself: parameters of the address by their keys, ``traced`` for this run only."""

    kept: Mapping[str, str]
    traced: str

    def read(self, key: str) -> str:
        """One parameter; empty where it was not chosen."""
        return self.kept.get(key, "")

    @property
    def picked(self) -> tuple[str, ...]:
        """Codes of the rows that were picked."""
        return tuple(code for code in self.read(PICKED).split(",") if code)


def take_choices() -> tuple[dict[str, str], bool]:
    """What was chosen: by the address where it has changed since the last run, which the second value says, else by the widgets."""
    address = take_address(ADDRESS_KEYS)
    if address:
        st.session_state[KEPT] = address
    return dict(st.session_state.get(KEPT, {})), bool(address)


def keep_address(spec: PivotSpec, screen: Screen) -> None:
    """Make the address name the whole screen; what was traced is opened once and not kept."""
    own = {key: value for key, value in write_parameters(spec).items() if key in OWN_KEYS}
    written = {**own, **{key: value for key, value in screen.kept.items() if key in SCREEN_KEYS and value}}
    st.session_state[KEPT] = written
    write_address(written, ADDRESS_KEYS)


def note_choice(key: str, value: str) -> None:
    """Note what a widget says, for the run that follows; another question starts on its first page."""
    kept = {**st.session_state.get(KEPT, {}), key: value}
    st.session_state[KEPT] = {name: text for name, text in kept.items() if name != PAGE}


def settle(context: PageContext) -> tuple[PivotSpec, Screen, Choices, list[str]]:
    """The question and the screen asked for, as far as the place has them.

    Returns
    -------
    tuple
        With polite notes about parts of a link that could not be followed.
    """
    kept, is_link = take_choices()
    first = context.indicator.indicator_id
    others = [code for code in kept.get(OTHERS, "").split(",") if code]
    possible = list_others(context)
    chosen = (first, *(code for code in dict.fromkeys(others) if code in possible))
    default, choices = build_default(context, chosen, kept)
    own = {key: value for key, value in kept.items() if key in OWN_KEYS and key != OTHERS}
    asked, wrong = read_parameters(own, default)
    spec = fit(asked, default, choices)
    screen = Screen({key: kept[key] for key in SCREEN_KEYS if key in kept}, kept.get(TRACED, ""))
    spec = replace(spec, only=screen.picked if screen.read(ONLY_PICKED) else ())
    lost = [*wrong, *find_lost(kept, write_parameters(spec))] if is_link else []
    remark = _("Not everything this link names has figures here; left out: {parts}.", parts=", ".join(lost))
    return spec, screen, choices, [remark] if lost else []


def find_lost(asked: Mapping[str, str], shown: Mapping[str, str]) -> list[str]:
    """Codes a link names that are not on the screen."""
    keys = (UNITS, OTHERS, PERIODS, GROUPS, BASES)
    wanted = [(key, code) for key in keys for code in asked.get(key, "").split(",") if code]
    return [code for key, code in wanted if code not in shown.get(key, "").split(",")]


def list_others(context: PageContext) -> tuple[str, ...]:
    """Further indicators in percent with values at the place."""
    known = ask(context.release, queries.list_indicators, context.area.area_id)
    wanted = (pl.col("unit") == Unit.PERCENT) & pl.col("has_value")
    return tuple(code for code in known.filter(wanted)["indicator_id"] if code != context.indicator.indicator_id)


def build_default(
    context: PageContext, indicators: tuple[str, ...], kept: Mapping[str, str]
) -> tuple[PivotSpec, Choices]:
    """The question asked of a place where nothing was chosen: its smaller units over the last periods, on the base of the target."""
    found = ask(context.release, list_pivot_choices, context.area.area_id, ",".join(indicators))
    units = list_units(found, context.area.area_id)
    asked = tuple(unit for unit in units if unit.code in kept.get(UNITS, "").split(",")) or units[:1]
    there = found.filter(pl.format("{}.{}.{}", "level", "era", "territory").is_in([unit.code for unit in asked]))
    bases = tuple(there["basis"].unique(maintain_order=True))
    judged = find_bases(context, there, indicators)
    shown = there.filter(pl.col("basis").is_in(judged))
    groups = sorted(shown["group_id"].unique())
    default = PivotSpec(
        place=context.area.area_id,
        units=asked or (Units(Level.WARD, Era.AFTER, Territory.CURRENT),),
        indicators=indicators,
        periods=order_periods(shown)[-LAST_PERIODS:] or (str(context.release.info.data_as_of.year),),
        groups=(EVERYBODY,) if "" in groups or not groups else (str(groups[0]),),
        bases=tuple(map(Basis, judged)) or (Basis.TOTAL,),
        target_year=context.view.target_year,
    )
    own_groups = sort_groups(context, there["group_id"].unique())
    return default, Choices(units, order_periods(there), own_groups, bases, list_others(context))


def list_units(found: pl.DataFrame, place: str) -> tuple[Units, ...]:
    """Kinds of units with figures: those directly under the place before those further down, the place itself last."""
    kinds = found.group_by("level", "era", "territory").agg(pl.col("is_own").all())
    order = list(UNIT_LABELS)
    if place != NATION:
        order.sort(key=lambda code: code.startswith("province"))
    known = {f"{level}.{era}.{territory}": own for level, era, territory, own in kinds.iter_rows()}
    return tuple(
        map(Units.parse, sorted((code for code in order if code in known), key=lambda code: known[code] is True))
    )


def find_bases(context: PageContext, there: pl.DataFrame, indicators: Sequence[str]) -> list[str]:
    """For every indicator the base its target stands on; the first reported where it has none there."""
    bases = []
    for indicator_id in indicators:
        known = there.filter(pl.col("indicator_id") == indicator_id)["basis"].unique(maintain_order=True).to_list()
        target = ask(context.release, queries.read_indicator, indicator_id)["target_basis"].item()
        bases += [target] if target in known else known[:1]
    return list(dict.fromkeys(bases))


def order_periods(there: pl.DataFrame) -> tuple[str, ...]:
    """Periods with figures, the oldest first."""
    return tuple(there.select("period", "period_end").unique().sort("period_end", "period")["period"])


def sort_groups(context: PageContext, group_ids: Iterable[str]) -> tuple[str, ...]:
    """Groups with figures in the order of the catalogue, everybody first."""
    there, names = set(group_ids), ask(context.release, list_pivot_names)
    named = names.filter(pl.col("axis") == Axis.GROUP)["code"].to_list()
    return tuple(code for code in (EVERYBODY, *named) if ("" if code == EVERYBODY else code) in there)


def fit(asked: PivotSpec, default: PivotSpec, choices: Choices) -> PivotSpec:
    """The question without what the place has no figures of."""

    spec = replace(
        asked,
        units=keep(asked.units, choices.units, default.units),
        periods=tuple(sorted(keep(asked.periods, choices.periods, default.periods), key=(*choices.periods, *default.periods).index)),
        groups=keep(asked.groups, choices.groups, default.groups),
        bases=keep(asked.bases, choices.bases, default.bases),
    )  # fmt: skip
    is_there = (
        not spec.columns or not spec.list_codes(spec.columns[0]) or spec.focus in spec.list_codes(spec.columns[0])
    )
    return spec if is_there else replace(spec, focus="")


def keep(codes: tuple[Code, ...], known: Sequence[object], otherwise: tuple[Code, ...]) -> tuple[Code, ...]:
    """The codes that are known; the others where none is."""
    return tuple(code for code in codes if code in known) or otherwise


def shows_spread(spec: PivotSpec, columns: Sequence[str]) -> bool:
    """Whether the distance between the columns of a row means something: of groups, bases or indicators, or of just two columns."""
    apart = (Axis.GROUP, Axis.BASIS, Axis.TERRITORY, Axis.INDICATOR)
    return len(columns) > 1 and (len(columns) == 2 or spec.columns[0] in apart or spec.filter.spread_over is not None)
