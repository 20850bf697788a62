"""The map's own choices, kept in the address: kind of units, colouring, and the place whose card is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from ui.language import _, localise
from ui.map_story import LAYER_KINDS, find_default_layer, list_periods
from ui.state import PERIOD, PageContext, request_change, seed_choice, write_address

LEVEL, COLOUR, CHOSEN = "cap", "mau", "chon"
CHART = "map_chart"
RINGED, FIGURE = "_ringed_area", "_map_figure"


def choose_drawing(context: PageContext, area_id: str, codes: Sequence[str]) -> tuple[str, bool]:
    """Kind of units to show, and whether colours tell the status, side by side."""
    left, right = st.columns([3, 2])
    with left:
        code = choose_layer(context, area_id, codes)
    with right:
        return code, choose_colour()


def choose_layer(context: PageContext, area_id: str, codes: Sequence[str]) -> str:
    """Kind of units to show; a period asked for in which none of them has a value changes the kind."""
    current = seed_choice(LEVEL, codes, find_default_layer(context, area_id, codes))
    if context.view.period and context.view.period not in list_periods(context, area_id, current)["period"].to_list():
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


def leave_period(context: PageContext, area_id: str) -> None:
    """Go back to the automatic period when the units just chosen have no values in the one asked for."""
    if st.session_state.get(PERIOD) not in list_periods(context, area_id, st.session_state[LEVEL])["period"].to_list():
        request_change(period="")


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


def keep_choices(code: str, chosen: str, *, is_by_status: bool) -> None:
    """Make the address say what was chosen."""
    write_address({LEVEL: code, COLOUR: "status" if is_by_status else None, CHOSEN: chosen}, (LEVEL, COLOUR, CHOSEN))


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


def take_click() -> None:
    """Choose the place just clicked; a click beside every place changes nothing."""
    points = st.session_state[CHART]["selection"]["points"]
    location = points[0].get("location") if points else None
    if location:
        st.session_state[CHOSEN] = location
        if st.session_state.get(RINGED):
            ring_chosen()
