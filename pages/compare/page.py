"""Xếp hạng và so sánh: units in order as far as they can be ordered, areas like this one, and two areas side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.compare.pair import draw_pair
from pages.compare.peers import draw_peers
from pages.compare.ranking import draw_ranking
from ui.state import PageContext, seed_choice, write_address
from wording.language import N_, _

SHOWN = "kieu_xem"
VIEWS: Mapping[str, tuple[str, Callable[[PageContext, DeltaGenerator], None]]] = {
    "xep-hang": (N_("Ranking"), draw_ranking),
    "tuong-dong": (N_("Areas like this one"), draw_peers),
    "hai-noi": (N_("Two areas side by side"), draw_pair),
}


def render(context: PageContext) -> None:
    """Draw the view asked for; its own choices stand beside the choice of view."""
    chosen = seed_choice(SHOWN, list(VIEWS), next(iter(VIEWS)))
    choices = st.container(key="compare_choices", horizontal=True, vertical_alignment="bottom")
    choices.segmented_control(
        _("View"), list(VIEWS), key=SHOWN, format_func=lambda code: _(VIEWS[code][0]), required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    write_address({SHOWN: chosen}, (SHOWN,))
    VIEWS[chosen][1](context, choices)
