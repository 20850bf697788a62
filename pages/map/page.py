"""Bản đồ: where the target is reached, where it is not, and who has not reported."""

from __future__ import annotations

import streamlit as st

from ui.answers import ask
from ui.blocks import draw_empty, draw_message, draw_section
from ui.map_choices import (
    OWN_KEYS,
    MapKind,
    choose_drawing,
    choose_kind,
    choose_place,
    choose_territory,
    keep_choices,
)
from ui.map_drawing import draw_map
from ui.map_place import draw_place
from ui.map_screen import MapScreen
from ui.map_story import choose_period, find_due, find_map_area_id, list_layer_codes, list_periods, name_map
from ui.map_time import choose_periods, notice_missing_period
from ui.map_trail import draw_trail
from ui.place_table import draw_place_table
from ui.state import PageContext, follow_address
from warehouse import queries
from wording.language import _


def render(context: PageContext) -> None:
    """Draw the map of the units under the chosen area, with its legend, the card of one place and the table behind it."""
    area_id = find_map_area_id(context.area)
    layers = list_layer_codes(ask(context.release, queries.list_map_layers, area_id))
    if not layers:
        draw_trail(context)
        draw_empty(
            _("No map for this place"), _("The release knows no smaller units here. Choose a province or the nation.")
        )
        return
    follow_address(OWN_KEYS)
    head, (left, right) = st.container(), st.columns([2, 1], gap="medium")
    with right:
        code, is_by_status = choose_drawing(context, area_id, list(layers))
        territory = choose_territory(context, area_id, code)
    periods = list_periods(context, area_id, code, territory)
    due, as_of = find_due(context, area_id), context.release.info.data_as_of
    period, automatic = (choose_period(periods, asked, due, as_of) for asked in (context.view.period, None))
    notice_missing_period(context, periods)
    layer = layers[code]
    with left, st.container(key="map_bar"):
        kind = choose_kind(periods.height, layer["area_count"], has_shapes=layer["layer_key"] is not None)
        is_pair = kind in (MapKind.PAIR, MapKind.CHANGE)
        period, earlier = choose_periods(context, periods, period, automatic, is_pair=is_pair)
    screen = MapScreen(context, area_id, code, layer, kind, territory, period, earlier, is_by_status)
    with head:
        sentence, source = screen.tell()
        draw_trail(context, name_map(context, code))
        draw_message("", sentence, source=source)
    with right:
        chosen = choose_place(screen.rows, context.area.area_id)
        with st.container(key="map_place"):
            draw_place(screen, chosen)
    keep_choices(code, chosen, kind, earlier, is_by_status=is_by_status)
    with left:
        draw_map(screen, chosen)
    draw_section(_("The table behind the map"))
    draw_place_table(screen)
