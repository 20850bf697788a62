"""The units under a place beside its target: which want attention first, and which stand out beyond what their size explains."""

from __future__ import annotations

from html import escape

import streamlit as st

from ui.answers import ask
from ui.attention import write_attention
from ui.blocks import draw_section
from ui.funnel import build_funnel, draw_funnel_svg, tell_funnel
from ui.indicator_story import Units
from ui.map_story import LAYER_KINDS
from ui.state import PageContext
from warehouse import queries
from warehouse.model import Unit
from wording.language import _


def draw_attention(context: PageContext, units: Units) -> None:
    """The units where most is missing, and where a small push turns the verdict."""
    kind, year = LAYER_KINDS[units.code], context.view.target_year
    question = (context.area.area_id, context.view.indicator_id, year, kind.level, kind.era)
    standing = ask(context.release, queries.list_child_standing, *question)
    lists = write_attention(standing, context.indicator, context.view)
    if lists:
        draw_section(_("Where to look first"), _("target for {year}", year=year))
        st.html(lists)


def draw_funnel(context: PageContext, units: Units) -> None:
    """The units by size and rate, with the limits their size and the usual spread explain; nothing where they are few or no percentage."""
    funnel = build_funnel(units.rows) if context.indicator.unit == Unit.PERCENT else None
    if funnel is None:
        return
    targets = {row["target_value"] for row in funnel.rows if row["target_basis"] == row["basis"]} - {None}
    is_simulated = any(row["is_simulated"] for row in funnel.rows)
    draw_section(_("Who stands out beyond what size explains?"), _("simulated data") if is_simulated else "")
    st.html(f"<p class='d-change'>{escape(tell_funnel(funnel))}</p>")
    st.html(draw_funnel_svg(funnel, next(iter(targets)) if len(targets) == 1 else None, context.indicator.unit_noun))
