"""What the user looks at: place, indicator, year, period, territory, group, language and release, kept in the address, shared by all pages.

The address is read before any widget is drawn and sent once the screen is, so that a link reproduces it and the back button works.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from warehouse.queries import Release
from wording.places import Area

LANGUAGE, AREA, INDICATOR, TARGET_YEAR, PERIOD, RELEASE = "lang", "noi", "chi_tieu", "moc", "ky", "release"
TERRITORY, GROUP = "dia_ban", "nhom"
SHARED_KEYS = (LANGUAGE, AREA, INDICATOR, TARGET_YEAR, PERIOD, TERRITORY, GROUP, RELEASE)
ALL_INDICATORS = "tat-ca"  # in place of an indicator, on the page that shows them all
KNOWN, DRAFT, SENT = "_known_address", "_drafted_address", "_sent_addresses"
REQUESTED = "_requested_change"


@dataclass(frozen=True)
class View:
    """What is being looked at; the fields are the shared parameters of the address.

    Attributes
    ----------
    target_year : int or None
        Milestone (2025, 2026, 2030); null where the indicator has no dated target here.
    period : str or None
        Period the user chose; null = the period the verdict is given on, or the latest.
    release_id : str or None
        Kept release asked for in the address; null = the current one.
    is_all : bool
        Every indicator side by side; ``indicator_id`` then is the one other pages would show.
    territory : str or None
        Territory the history is drawn on, where another than the place's own was chosen; null = its own.
    group_id : str or None
        Group of people looked at; null = all people. On a page without this filter it is only kept.
    """

    language: str
    area_id: str
    indicator_id: str
    target_year: int | None
    period: str | None
    release_id: str | None
    is_all: bool = False
    territory: str | None = None
    group_id: str | None = None


@dataclass(frozen=True)
class Indicator:
    """The indicator being looked at: one row of ``dim_indicator`` in the language in use."""

    indicator_id: str
    name: str
    unit: str
    unit_noun: str
    numerator: str
    denominator: str
    direction: int
    decimals: int
    target_basis: str | None
    indicator_group: str


@dataclass(frozen=True)
class PageContext:
    """Everything a page gets: the open release and the view, with the rows they point to."""

    release: Release
    view: View
    area: Area
    indicator: Indicator
    periods: Sequence[str]
    target_years: Sequence[int]


def read_address() -> dict[str, str]:
    """Take over what the address or a page asked for since the last run; returns only what has changed from outside.

    The values are put where the widgets look for them, so this runs before any widget is drawn. What the address leaves out was not
    chosen when it was written; a bare one, as the navigation bar opens, keeps everything.
    """
    st.session_state.pop(DRAFT, None)  # of a run that was interrupted
    if is_followed() or not is_outdated():
        st.session_state[SENT] = [read_screen()]  # what was sent before has arrived
    changed = take_address(SHARED_KEYS) or {}
    if changed:
        st.session_state.update({key: changed.get(key) for key in SHARED_KEYS})
    requested: dict[str, str] = st.session_state.pop(REQUESTED, {})
    for key, value in requested.items():
        st.session_state[key] = value
    return changed


def take_address(keys: Sequence[str]) -> dict[str, str] | None:
    """Parameters of the address where a link or the browser's Back changed them since a screen was last drawn; null where nobody did.

    Until its screen is drawn a link goes before the widgets, which in the browser still are those of the screen before. What was chosen
    there is never undone by an address that has not changed, however quickly a choice follows another: one that comes with the address
    the last screen has just replaced was made before the browser heard of the new one.
    """
    if is_outdated():
        return None
    known: dict[str, str] = st.session_state.get(KNOWN, {})
    address = {key: st.query_params.get(key, "") for key in keys}
    if all(known.get(key, "") == value for key, value in address.items()):
        return None
    return {key: value for key, value in address.items() if value}


def follow_address(keys: Sequence[str]) -> None:
    """Take over what a link or the browser's Back changed of a page's own choices; runs before their widgets are drawn."""
    changed = take_address(keys)
    if changed is not None:
        st.session_state.update({key: changed.get(key) for key in keys})


def is_followed() -> bool:
    """Whether this run was asked for by a link within the page or by the browser's Back; Streamlit says so only in the run's context."""
    run = get_script_run_ctx()
    return run is not None and run.is_history_navigation


def is_outdated() -> bool:
    """Whether the browser asked for this run before the last address it was sent had arrived there."""
    *earlier, last = st.session_state.get(SENT) or [read_screen()]
    return read_screen() in earlier and read_screen() != last


def read_screen() -> tuple[str | None, dict[str, str]]:
    """Page and parameters the browser had in its address when it asked for this run."""
    return st.context.url, st.query_params.to_dict()


def write_address(values: Mapping[str, str | None], keys: Sequence[str] = SHARED_KEYS) -> None:
    """Make the address say what is on the screen; other parameters are left alone. It is sent by :func:`send_address`."""
    st.session_state[DRAFT] = {**st.session_state.get(DRAFT, {}), **{key: values.get(key) or "" for key in keys}}


def read_draft() -> dict[str, str]:
    """The address as it will be sent."""
    drafted: dict[str, str] = st.session_state.get(DRAFT, {})
    others = {key: value for key, value in st.query_params.to_dict().items() if key not in drafted}
    return others | {key: value for key, value in drafted.items() if value}


def send_address() -> None:
    """Send the browser the address of the screen, once it is drawn: one screen is one step of its history."""
    address = read_draft()
    st.session_state[KNOWN] = {**st.session_state.get(KNOWN, {}), **st.session_state.pop(DRAFT, {})}
    if address != st.query_params.to_dict():
        st.query_params.from_dict(address)
        st.session_state[SENT] = [*st.session_state.get(SENT, ()), read_screen()]


def keep_view(view: View) -> None:
    """Make the address name the view, so that it can be copied as a link to the same screen."""
    write_address(write_query(view))


def request_change(**values: Any) -> None:
    """Ask for another area, indicator … from within a page or a callback; takes effect on the next run.

    Keywords are ``area_id``, ``indicator_id``, ``target_year`` and ``period``. Call ``st.rerun()`` afterwards unless in a callback.
    """
    names = {"area_id": AREA, "indicator_id": INDICATOR, "target_year": TARGET_YEAR, "period": PERIOD}
    st.session_state[REQUESTED] = {names[name]: str(value) for name, value in values.items() if value is not None}


def seed_choice(key: str, options: Sequence[str], default: str) -> str:
    """Starting value of a page's own widget: the address, what was chosen before, or the default; unknown values fall back.

    Draw the widget with this ``key`` and without a default, then call :func:`write_address` with ``keys=(key,)``.
    """
    asked = st.session_state.get(key) or st.query_params.get(key)
    st.session_state[key] = asked if asked in options else default
    return str(st.session_state[key])


def write_query(view: View, **changes: Any) -> dict[str, str]:
    """Query parameters of a link to a view with some fields changed (``area_id=…``), for ``st.page_link`` and plain links.

    They are those the page will write itself: one rewritten on arrival would stay in the browser's history and catch its back button.
    Another place or indicator starts on its own territory.
    """
    is_same = changes.get("area_id", view.area_id) == view.area_id and "indicator_id" not in changes
    values = {
        LANGUAGE: view.language,
        AREA: changes.get("area_id", view.area_id),
        INDICATOR: changes.get("indicator_id", ALL_INDICATORS if view.is_all else view.indicator_id),
        TARGET_YEAR: changes.get("target_year", view.target_year),
        PERIOD: changes.get("period", view.period),
        TERRITORY: view.territory if is_same else None,
        GROUP: view.group_id,
        RELEASE: view.release_id,
    }
    return {key: str(value) for key, value in values.items() if value is not None}
