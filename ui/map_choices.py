"""The map's own choices, kept in the address: kind of map, kind of units, colouring, and the place whose card is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import streamlit as st

from ui.map_story import LAYER_KINDS, find_default_layer, list_periods
from ui.state import PERIOD, PageContext, request_change, seed_choice, write_address
from warehouse.model import Territory
from wording.language import N_, _, localise

LEVEL, COLOUR, CHOSEN, KIND, FIGURES, EARLIER = "cap", "mau", "chon", "kieu", "so_lieu", "ky_dau"
OWN_KEYS = (LEVEL, COLOUR, CHOSEN, KIND, FIGURES, EARLIER)
REPORTED = "bao_cao"
CHART = "map_chart"
RINGED, FIGURE, REPORTED_TOGGLE = "_ringed_area", "_map_figure", "map_reported"
MOST_TILES = 700


class MapKind(StrEnum):
    """Ways to draw the units, by their code in the address."""

    MAP = "ban_do"
    PAIR = "hai_ky"
    CHANGE = "thay_doi"
    TILES = "o_vuong"
    COLUMNS = "cot"


KIND_WORDS: Mapping[MapKind, str] = {
    MapKind.MAP: N_("Map"),
    MapKind.PAIR: N_("Two periods"),
    MapKind.CHANGE: N_("Change"),
    MapKind.TILES: N_("Tiles"),
    MapKind.COLUMNS: N_("3-D columns"),
}


def keep_choices(code: str, chosen: str, kind: MapKind, earlier: str | None, *, is_by_status: bool) -> None:
    """Make the address say what was chosen."""
    values = {
        LEVEL: code,
        COLOUR: "status" if is_by_status else None,
        CHOSEN: chosen,
        KIND: None if kind is MapKind.MAP else kind.value,
        FIGURES: st.session_state.get(FIGURES),
        EARLIER: earlier,
    }
    write_address(values, OWN_KEYS)


def choose_drawing(context: PageContext, area_id: str, codes: Sequence[str]) -> tuple[str, bool]:
    """Kind of units to show, and whether colours tell the status, side by side."""
    left, right = st.columns(2)
    with left:
        code = choose_layer(context, area_id, codes)
    with right:
        return code, choose_colour()


def choose_layer(context: PageContext, area_id: str, codes: Sequence[str]) -> str:
    """Kind of units to show; a period asked for in which none of them has a value changes the kind."""
    current = seed_choice(LEVEL, codes, find_default_layer(context, area_id, codes))
    if context.view.period and context.view.period not in list_codes(context, area_id, current):
        st.session_state[LEVEL] = find_default_layer(context, area_id, codes)
    st.selectbox(
        _("Units on the map"),
        codes,
        key=LEVEL,
        format_func=lambda code: _(LAYER_KINDS[code].label),
        placeholder=_("Choose units"),
        filter_mode=None,
        on_change=leave_period,
        args=(context, area_id),
    )
    return str(st.session_state[LEVEL])


def list_codes(context: PageContext, area_id: str, code: str) -> list[str]:
    """Codes of the periods that can be shown for a kind of units."""
    codes: list[str] = list_periods(context, area_id, code, find_territory(code))["period"].to_list()
    return codes


def find_territory(code: str) -> Territory:
    """Territory the figures of a kind of units stand on: as reported where that was asked for."""
    return Territory.AS_REPORTED if st.session_state.get(FIGURES) == REPORTED else LAYER_KINDS[code].territory


def leave_period(context: PageContext, area_id: str) -> None:
    """Go back to the automatic period when the units just chosen have no values in the one asked for.

    A browser that has not yet been sent the units of a place just opened still names those of the place before, in words.
    """
    code = st.session_state[LEVEL]
    if code in LAYER_KINDS and st.session_state.get(PERIOD) not in list_codes(context, area_id, code):
        request_change(period="")


def choose_territory(context: PageContext, area_id: str, code: str) -> Territory:
    """Whether figures are recast to the units shown or left as they were reported; asked only where that changes the periods."""
    reported = list_periods(context, area_id, code)["period"].to_list()
    recast = list_periods(context, area_id, code, LAYER_KINDS[code].territory)["period"].to_list()
    if recast == reported:
        return find_territory(code)
    st.session_state[REPORTED_TOGGLE] = st.session_state.get(FIGURES) == REPORTED
    st.toggle(
        _("Only figures as reported at the time"),
        key=REPORTED_TOGGLE,
        help=_("Off: earlier and later periods are recast to the units shown, and estimates say so."),
        on_change=take_figures,
        args=(context, area_id),
    )
    return find_territory(code)


def take_figures(context: PageContext, area_id: str) -> None:
    """Note which figures are asked for; a period that these lack is left."""
    st.session_state[FIGURES] = REPORTED if st.session_state[REPORTED_TOGGLE] else None
    leave_period(context, area_id)


def choose_colour() -> bool:
    """Whether colours tell the status rather than the value."""
    words = {"value": _("distance from the target"), "status": _("status")}
    seed_choice(COLOUR, list(words), "value")
    st.selectbox(
        _("Colour by"),
        list(words),
        key=COLOUR,
        format_func=words.__getitem__,
        placeholder=_("Choose units"),
        filter_mode=None,
    )
    return bool(st.session_state[COLOUR] == "status")


def choose_kind(period_count: int, unit_count: int, *, has_shapes: bool) -> MapKind:
    """How the units are drawn: of the ways that make sense for so many periods and units."""
    kinds = [
        kind
        for kind, is_possible in {
            MapKind.MAP: True,
            MapKind.PAIR: period_count > 1 and has_shapes,
            MapKind.CHANGE: period_count > 1 and has_shapes,
            MapKind.TILES: unit_count <= MOST_TILES and has_shapes,
            MapKind.COLUMNS: has_shapes,
        }.items()
        if is_possible
    ]
    seed_choice(KIND, kinds, MapKind.MAP)
    if len(kinds) > 1:
        st.segmented_control(
            _("Kind of map"),
            kinds,
            key=KIND,
            format_func=lambda kind: _(KIND_WORDS[MapKind(kind)]),
            required=True,
            label_visibility="collapsed",
        )
    return MapKind(st.session_state[KIND])


def choose_place(rows: Sequence[Mapping[str, Any]], area_id: str) -> str:
    """Place whose card is shown, chosen from the list or clicked on the map; empty for none."""
    names = {"": _("none – click a place on the map"), **{row["area_id"]: localise(row, "name") for row in rows}}
    seed_choice(CHOSEN, list(names), area_id if area_id in names else "")
    st.selectbox(
        _("Place looked at"),
        list(names),
        key=CHOSEN,
        format_func=lambda chosen: names.get(chosen, chosen),
        placeholder=_("Choose a place"),
        filter_mode="contains",
        on_change=ring_chosen,
    )
    return str(st.session_state[CHOSEN])


def find_ringed(figure_name: str, chosen: str) -> str | None:
    """Place to outline in the figure.

    A new outline draws the map anew, so a click does not move it while there is none: the browser itself then dims the other places.
    """
    if st.session_state.get(FIGURE) != figure_name:
        st.session_state[FIGURE] = figure_name
        ring_chosen()
    return st.session_state.get(RINGED) or None


def ring_chosen() -> None:
    """Outline the chosen place."""
    st.session_state[RINGED] = st.session_state.get(CHOSEN)


def take_click(chart: str = CHART) -> None:
    """Choose the place just clicked; a click beside every place changes nothing."""
    points = st.session_state[chart]["selection"]["points"]
    location = points[0].get("location") if points else None
    if location:
        st.session_state[CHOSEN] = location
        if st.session_state.get(RINGED):
            ring_chosen()
