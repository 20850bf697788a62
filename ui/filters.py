"""The row of filters every page shares, and how what the address asks for becomes a view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
import streamlit as st

from ui.answers import ask
from ui.format import format_period
from ui.language import LANGUAGES, _, current_language, localise
from ui.state import (
    ALL_INDICATORS,
    AREA,
    INDICATOR,
    LANGUAGE,
    PERIOD,
    RELEASE,
    TARGET_YEAR,
    Area,
    Indicator,
    PageContext,
    View,
    write_address,
)
from warehouse import queries
from warehouse.model import Era, Level
from warehouse.periods import PERIOD_CODE
from warehouse.queries import Release

DEFAULT_AREA = "01.2025-07"
DEFAULT_INDICATOR = "learning_citizen_rate_adults_in_learning_models"
DEFAULT_TARGET_YEAR = 2025
AUTOMATIC_PERIOD = ""
FILLED = "_filled_indicator"  # the indicator a page showed where none was chosen
WIDTHS = {AREA: 3.2, INDICATOR: 5.0, TARGET_YEAR: 1.2, PERIOD: 2.1, LANGUAGE: 1.5}


def draw_filters(
    release: Release,
    release_asked: str | None,
    shown: Sequence[str],
    changed: dict[str, str],
    *,
    offers_all: bool = False,
) -> tuple[PageContext, list[str]]:
    """Draw the filters of a page and read them.

    Parameters
    ----------
    shown : sequence of str
        Keys of the filters the page uses; the others keep their values unseen.
    changed : dict
        What the address has changed since the last run, so that only wrong *links* are remarked upon.
    offers_all : bool
        Whether the page shows all indicators side by side where none is chosen; year and period then are not asked.

    Returns
    -------
    tuple of PageContext and list of str
        What the page gets, and polite notes about parts of a link that could not be followed.
    """
    is_all = offers_all and asks_for_all(changed)
    keys = [*([AREA, INDICATOR] if is_all else shown), LANGUAGE]
    row = st.container(key="filters")
    columns = dict(zip(keys, row.columns([WIDTHS[key] for key in keys], vertical_alignment="bottom"), strict=True))
    notes: list[str] = []
    area_id = choose_area(release, columns.get(AREA), changed, notes)
    indicator_id = choose_indicator(
        release, area_id, columns.get(INDICATOR), changed, notes, offers_all=offers_all, is_all=is_all
    )
    years, met_years = list_target_years(release, area_id)
    target_year = choose_target_year(years, met_years, columns.get(TARGET_YEAR), changed, notes)
    periods = ask(release, queries.list_periods, area_id, indicator_id)["period"].to_list()
    period = (
        choose_period(periods, columns[PERIOD], changed, notes) if PERIOD in columns else keep_period(changed, notes)
    )
    draw_language(columns[LANGUAGE])
    view = View(current_language(), area_id, indicator_id, target_year, period, release_asked, is_all)
    write_address(
        {
            LANGUAGE: view.language,
            AREA: area_id,
            INDICATOR: ALL_INDICATORS if is_all else indicator_id,
            TARGET_YEAR: None if target_year is None else str(target_year),
            PERIOD: period,
            RELEASE: release_asked,
        }
    )
    return PageContext(
        release, view, read_area(release, area_id), read_indicator(release, indicator_id), periods, years
    ), notes


def choose_area(release: Release, column: Any, changed: dict[str, str], notes: list[str]) -> str:
    """The area asked for, else the default place."""
    asked = st.session_state.get(AREA)
    if not asked or ask(release, queries.read_area, asked).is_empty():
        if changed.get(AREA):
            notes.append(_("The address names a place that is not in this release: {code}.", code=changed[AREA]))
        asked = find_default_area(release)
    st.session_state[AREA] = asked
    choices = ask(release, queries.list_area_choices, asked)
    labels = {row["area_id"]: label_area(row) for row in choices.iter_rows(named=True)}
    if column is not None:
        column.selectbox(
            _("Place"), list(labels), key=AREA, format_func=lambda area_id: labels.get(area_id, str(area_id)),
            placeholder=_("Choose a place"), filter_mode="contains",
        )  # fmt: skip
    return str(asked)


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


def asks_for_all(changed: dict[str, str]) -> bool:
    """Whether all indicators are asked for, or none was chosen: what another page filled in by itself is no choice."""
    asked, filled = st.session_state.get(INDICATOR), st.session_state.pop(FILLED, None)
    return not asked or asked == ALL_INDICATORS or (asked == filled and INDICATOR not in changed)


def choose_indicator(
    release: Release,
    area_id: str,
    column: Any,
    changed: dict[str, str],
    notes: list[str],
    *,
    offers_all: bool,
    is_all: bool,
) -> str:
    """The indicator asked for where the release knows it, else the default one or the first with values here."""
    choices = ask(release, queries.list_indicators, area_id)
    labels = {row["indicator_id"]: localise(row, "name") for row in choices.iter_rows(named=True)}
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
        labels[str(asked)] = localise(ask(release, queries.read_indicator, asked).row(0, named=True), "name")
    st.session_state[INDICATOR] = ALL_INDICATORS if is_all else asked
    if offers_all:
        labels = {ALL_INDICATORS: _("All indicators"), **labels}
    if column is not None:
        column.selectbox(
            _("Indicator"), list(labels), key=INDICATOR, format_func=lambda indicator_id: labels.get(indicator_id, str(indicator_id)),
            placeholder=_("Choose an indicator"), filter_mode="contains",
        )  # fmt: skip
    return str(asked)


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


def choose_target_year(
    years: list[int], met_years: list[int], column: Any, changed: dict[str, str], notes: list[str]
) -> int | None:
    """The year asked for where a target falls due in it, else 2025 or the one nearest to it with a figure."""
    asked = str(st.session_state.get(TARGET_YEAR) or "")
    if not asked.isdigit() or int(asked) not in years:
        if changed.get(TARGET_YEAR):
            notes.append(_("The address names a target year without targets here: {code}.", code=changed[TARGET_YEAR]))
        asked = str(min(met_years or years, key=lambda year: (abs(year - DEFAULT_TARGET_YEAR), -year), default=""))
    if not asked:
        st.session_state.pop(TARGET_YEAR, None)
        if column is not None:
            column.selectbox(_("Target year"), [], key="no_target_year", placeholder=_("no target"), disabled=True)
        return None
    st.session_state[TARGET_YEAR] = asked
    if column is not None:
        column.selectbox(
            _("Target year"),
            [str(year) for year in years],
            key=TARGET_YEAR,
            placeholder=_("Choose a year"),
            filter_mode=None,
        )
    return int(asked)


def choose_period(periods: list[str], column: Any, changed: dict[str, str], notes: list[str]) -> str | None:
    """The period asked for where there are values in it; else none, which means the period of the verdict."""
    asked = st.session_state.get(PERIOD) or AUTOMATIC_PERIOD
    if asked and asked not in periods:
        if changed.get(PERIOD):
            notes.append(_("The address names a period without values here: {code}.", code=changed[PERIOD]))
        asked = AUTOMATIC_PERIOD
    st.session_state[PERIOD] = asked
    column.selectbox(
        _("Period"), [AUTOMATIC_PERIOD, *periods], key=PERIOD, placeholder=_("Choose a period"), filter_mode=None,
        format_func=lambda period: format_period(period) if period else _("by target year"),
    )  # fmt: skip
    return asked or None


def keep_period(changed: dict[str, str], notes: list[str]) -> str | None:
    """The period asked for, on a page without this filter: one with periods of its own judges it itself, the others pass it on."""
    asked = st.session_state.get(PERIOD) or AUTOMATIC_PERIOD
    if asked and not PERIOD_CODE.fullmatch(asked):
        if changed.get(PERIOD):
            notes.append(_("The address names a period without values here: {code}.", code=changed[PERIOD]))
        asked = AUTOMATIC_PERIOD
    st.session_state[PERIOD] = asked
    return asked or None


def draw_language(column: Any) -> None:
    """The switch between Vietnamese and English."""
    st.session_state[LANGUAGE] = current_language()
    column.segmented_control(
        _("Language"), list(LANGUAGES), key=LANGUAGE, format_func=str.upper, required=True, label_visibility="collapsed"
    )


def read_area(release: Release, area_id: str) -> Area:
    """The area as pages get it, in the language in use."""
    row = ask(release, queries.read_area, area_id).row(0, named=True)
    return Area(
        area_id=area_id,
        area_code=row["area_code"],
        era=row["era"],
        level=row["level"],
        name=localise(row, "name"),
        parent_area_id=row["parent_area_id"],
        parent_name=localise(row, "parent_name"),
        province_area_id=row["province_area_id"],
        province_name=localise(row, "province_name"),
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
    )


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
