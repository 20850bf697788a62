"""How what the address asks for becomes a view, and the row of filters that shows it and changes it on every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl
import streamlit as st

from ui.answers import ask
from ui.filter_extras import EVERYBODY, keep_territory, settle_group, settle_territory
from ui.filter_row import Filter, draw_row
from ui.state import (
    ALL_INDICATORS,
    AREA,
    GROUP,
    INDICATOR,
    PERIOD,
    TARGET_YEAR,
    TERRITORY,
    Indicator,
    PageContext,
    View,
    keep_view,
)
from warehouse import queries
from warehouse.model import Era, Level
from warehouse.periods import PERIOD_CODE
from warehouse.queries import Release
from wording.board_words import name_short
from wording.format import format_period
from wording.language import _, current_language, localise
from wording.places import Area, describe_area

DEFAULT_AREA = "01.2025-07"
DEFAULT_INDICATOR = "learning_citizen_rate_adults_in_learning_models"
DEFAULT_TARGET_YEAR = 2025
AUTOMATIC_PERIOD = ""
FILLED = "_filled_indicator"  # the indicator a page showed where none was chosen


def draw_filters(
    release: Release,
    release_asked: str | None,
    shown: Sequence[str],
    changed: Mapping[str, str],
    *,
    offers_all: bool = False,
) -> tuple[PageContext, list[str]]:
    """Settle what is looked at, draw the filters of a page and write the address.

    Parameters
    ----------
    shown : sequence of str
        Keys of the filters the page uses; the others keep their values unseen.
    changed : dict
        What the address has changed since the last run, so that only wrong *links* are remarked upon.
    offers_all : bool
        Whether the page shows all indicators side by side where none is chosen; only the place then is asked beside it.

    Returns
    -------
    tuple of PageContext and list of str
        What the page gets, and polite notes about parts of a link that could not be followed.
    """
    is_all = offers_all and asks_for_all(changed)
    used = {AREA, INDICATOR} if is_all else set(shown)
    notes: list[str] = []
    area_id, areas = settle_area(release, changed, notes)
    indicator_id, indicators = settle_indicator(release, area_id, changed, notes, offers_all=offers_all, is_all=is_all)
    years, met_years = list_target_years(release, area_id)
    target_year, milestones = settle_target_year(years, met_years, changed, notes)
    periods = ask(release, queries.list_periods, area_id, indicator_id)["period"].to_list()
    period, times = settle_period(periods, changed, notes) if PERIOD in used else (keep_period(changed, notes), None)
    view = View(current_language(), area_id, indicator_id, target_year, period, release_asked, is_all)
    area, indicator = read_area(release, area_id), read_indicator(release, indicator_id)
    context, extras = settle_extras(PageContext(release, view, area, indicator, periods, years), used, changed, notes)
    filters = (areas, indicators, milestones, times, *extras)
    draw_row([one for one in filters if one is not None and one.key in used])
    keep_view(context.view)
    return context, notes


def settle_extras(
    context: PageContext, used: set[str], changed: Mapping[str, str], notes: list[str]
) -> tuple[PageContext, list[Filter | None]]:
    """The territory and the group, judged only on a page that uses them; the others pass them on."""
    territory, territories = keep_territory(context.area.area_id, changed), None
    group_id, groups = st.session_state.get(GROUP) or None, None
    if TERRITORY in used:
        territory, territories = settle_territory(context, changed, notes)
    if GROUP in used:
        group_id, groups = settle_group(context, notes)
    st.session_state[GROUP] = group_id or EVERYBODY
    view = replace(context.view, territory=territory, group_id=group_id)
    return replace(context, view=view), [territories, groups]


def settle_area(release: Release, changed: Mapping[str, str], notes: list[str]) -> tuple[str, Filter]:
    """The area asked for, else the default place."""
    asked = st.session_state.get(AREA)
    if not asked or ask(release, queries.read_area, asked).is_empty():
        if changed.get(AREA):
            notes.append(_("The address names a place that is not in this release: {code}.", code=changed[AREA]))
        asked = find_default_area(release)
    st.session_state[AREA] = asked
    choices = ask(release, queries.list_area_choices, asked)
    labels = {row["area_id"]: label_area(row) for row in choices.iter_rows(named=True)}
    return str(asked), Filter(AREA, _("Place"), labels, _("Choose a place"), is_searched=True)


def find_default_area(release: Release) -> str:
    """Hà Nội where it has the default indicator; else the place with most values."""
    places = ask(release, queries.list_places_with_values, DEFAULT_INDICATOR)
    if places.is_empty():
        return DEFAULT_AREA
    preferred = places.filter(pl.col("area_id") == DEFAULT_AREA)
    return DEFAULT_AREA if not preferred.is_empty() else str(places.item(0, "area_id"))


def label_area(row: dict[str, Any]) -> str:
    """Name of an area as the list of places shows it; what ended says so, since codes and names are reused."""
    name = localise(row, "name")
    if row["level"] in (Level.WARD, Level.DISTRICT):
        name = f"{name} · {localise(row, 'province_name')}"
    return _("{name} (until 30/6/2025)", name=name) if row["era"] == Era.BEFORE else name


def asks_for_all(changed: Mapping[str, str]) -> bool:
    """Whether all indicators are asked for, or none was chosen: what another page filled in by itself is no choice."""
    asked, filled = st.session_state.get(INDICATOR), st.session_state.pop(FILLED, None)
    return not asked or asked == ALL_INDICATORS or (asked == filled and INDICATOR not in changed)


def settle_indicator(
    release: Release,
    area_id: str,
    changed: Mapping[str, str],
    notes: list[str],
    *,
    offers_all: bool,
    is_all: bool,
) -> tuple[str, Filter]:
    """The indicator asked for where the release knows it, else the default one or the first with values here."""
    choices = ask(release, queries.list_indicators, area_id)
    labels = {row["indicator_id"]: name_short(row) for row in choices.iter_rows(named=True)}
    asked = None if st.session_state.get(INDICATOR) == ALL_INDICATORS or is_all else st.session_state.get(INDICATOR)
    known = asked in labels or (asked and not ask(release, queries.read_indicator, asked).is_empty())
    if not known:
        if asked and changed.get(INDICATOR):
            notes.append(
                _("The address names an indicator that is not in this release: {code}.", code=changed[INDICATOR])
            )
        asked = find_default_indicator(choices)
        if not is_all:
            st.session_state[FILLED] = asked
    if asked not in labels:
        labels[str(asked)] = name_short(ask(release, queries.read_indicator, asked).row(0, named=True))
    st.session_state[INDICATOR] = ALL_INDICATORS if is_all else asked
    if offers_all:
        labels = {ALL_INDICATORS: _("All indicators"), **labels}
    return str(asked), Filter(INDICATOR, _("Indicator"), labels, _("Choose an indicator"), is_searched=True)


def find_default_indicator(choices: pl.DataFrame) -> str:
    """The default indicator where it has values, else the first with values and a target, else the first with values."""
    ranked = choices.sort(
        (pl.col("indicator_id") == DEFAULT_INDICATOR) & pl.col("has_value"), pl.col("has_value") & pl.col("has_target"), "has_value",
        descending=True, maintain_order=True,
    )  # fmt: skip
    return DEFAULT_INDICATOR if ranked.is_empty() else str(ranked.item(0, "indicator_id"))


def list_target_years(release: Release, area_id: str) -> tuple[list[int], list[int]]:
    """Years in which targets of an area fall due, and those among them with a figure.

    The years are those of its headline targets; of every target that applies, where nothing was expected of it.
    """
    standing = ask(release, queries.list_standing, area_id).filter(pl.col("is_headline"))
    targets = standing if not standing.is_empty() else ask(release, queries.list_targets, area_id, None)
    met = standing.filter(pl.col("value").is_not_null())
    years, met_years = (rows["target_year"].drop_nulls().unique().sort() for rows in (targets, met))
    return [int(year) for year in years], [int(year) for year in met_years]


def settle_target_year(
    years: list[int], met_years: list[int], changed: Mapping[str, str], notes: list[str]
) -> tuple[int | None, Filter]:
    """The year asked for where a target falls due in it, else 2025 or the one nearest to it with a figure."""
    asked = str(st.session_state.get(TARGET_YEAR) or "")
    if not asked.isdigit() or int(asked) not in years:
        if changed.get(TARGET_YEAR):
            notes.append(_("The address names a target year without targets here: {code}.", code=changed[TARGET_YEAR]))
        asked = str(min(met_years or years, key=lambda year: (abs(year - DEFAULT_TARGET_YEAR), -year), default=""))
    if not asked:
        st.session_state.pop(TARGET_YEAR, None)
        return None, Filter(TARGET_YEAR, _("Target year"), {}, _("no target"))
    st.session_state[TARGET_YEAR] = asked
    words = {str(year): str(year) for year in years}
    return int(asked), Filter(TARGET_YEAR, _("Target year"), words, _("Choose a year"))


def settle_period(periods: list[str], changed: Mapping[str, str], notes: list[str]) -> tuple[str | None, Filter]:
    """The period asked for where there are values in it; else none, which means the period of the verdict."""
    asked = st.session_state.get(PERIOD) or AUTOMATIC_PERIOD
    if asked and asked not in periods:
        if changed.get(PERIOD):
            notes.append(_("The address names a period without values here: {code}.", code=changed[PERIOD]))
        asked = AUTOMATIC_PERIOD
    st.session_state[PERIOD] = asked
    words = {AUTOMATIC_PERIOD: _("by target year"), **{period: format_period(period) for period in periods}}
    return asked or None, Filter(PERIOD, _("Period"), words, _("Choose a period"))


def keep_period(changed: Mapping[str, str], notes: list[str]) -> str | None:
    """The period asked for, on a page without this filter: one with periods of its own judges it itself, the others pass it on."""
    asked = st.session_state.get(PERIOD) or AUTOMATIC_PERIOD
    if asked and not PERIOD_CODE.fullmatch(asked):
        if changed.get(PERIOD):
            notes.append(_("The address names a period without values here: {code}.", code=changed[PERIOD]))
        asked = AUTOMATIC_PERIOD
    st.session_state[PERIOD] = asked
    return asked or None


def read_area(release: Release, area_id: str) -> Area:
    """The area as pages get it, in the language in use."""
    row = ask(release, queries.read_area, area_id).row(0, named=True)
    return describe_area(row)


def read_indicator(release: Release, indicator_id: str) -> Indicator:
    """The indicator as pages get it, in the language in use."""
    row = ask(release, queries.read_indicator, indicator_id).row(0, named=True)
    return Indicator(
        indicator_id=indicator_id,
        name=localise(row, "name"),
        unit=row["unit"],
        unit_noun=localise(row, "unit_noun"),
        numerator=localise(row, "numerator"),
        denominator=localise(row, "denominator"),
        direction=row["direction"],
        decimals=row["decimals"],
        target_basis=row["target_basis"],
        indicator_group=row["indicator_group"],
    )
