"""The kind of units a list is of, where a place has several: wards today, districts of before …"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.map_story import LAYER_KINDS
from ui.state import seed_choice, write_address
from wording.language import _


def choose_unit_kind(key: str, kinds: Sequence[str], place: DeltaGenerator | None = None) -> str:
    """Kind of units to list, a key of :data:`ui.map_story.LAYER_KINDS`, kept in the address; asked only where there are several."""
    chosen = seed_choice(key, kinds, kinds[0])
    if len(kinds) > 1:
        (place or st).segmented_control(
            _("Units"), kinds, key=key, format_func=lambda code: _(LAYER_KINDS[code].label), required=True,
            label_visibility="collapsed",
        )  # fmt: skip
    write_address({key: chosen if len(kinds) > 1 else None}, (key,))
    return chosen
