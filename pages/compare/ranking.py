"""Xếp hạng có trách nhiệm: the units of a place beside each other, with what noise leaves open, and those that cannot be ranked."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.blocks import draw_empty, draw_message, draw_section
from ui.compare_chart import write_apart, write_caterpillar, write_ranking_table, write_sides
from ui.compare_equity import write_group_gap, write_share_below
from ui.compare_ranking import Ranking, build_ranking, list_kinds
from ui.compare_words import tell_limits, tell_own_place, tell_ranking
from ui.map_story import tell_map_source
from ui.rankings import explain_ranks
from ui.screen_files import draw_ranking_files
from ui.state import PageContext
from ui.unit_kinds import choose_unit_kind
from warehouse.model import Unit
from wording.language import _

KIND = "don_vi_xep"


def draw_ranking(context: PageContext, choices: DeltaGenerator) -> None:
    """Message, drawing, groups, what is left out, equity."""
    kinds = list_kinds(context)
    if context.indicator.unit != Unit.PERCENT:
        draw_message(context.indicator.name, _("Counts are not ranked"))
        draw_empty(_("A count follows the size of an area"), _("Choose an indicator in percent to rank areas."))
        return
    ranking = build_ranking(context, choose_unit_kind(KIND, kinds, choices)) if kinds else None
    if ranking is None:
        draw_message(context.indicator.name, _("{place}: no units with figures to rank", place=context.area.name))
        draw_empty(_("Nothing to rank here"), _("Choose another place, indicator or period."))
        return
    direction = context.indicator.direction
    source = tell_map_source(ranking.rows, ranking.period)
    lead = " ".join(part for part in (tell_own_place(context, ranking), tell_limits(ranking)) if part)
    draw_message(context.indicator.name, tell_ranking(ranking, direction), lead, source)
    if ranking.ranked:
        st.html(write_caterpillar(ranking, context.view, direction, context.area.area_id))
        st.html(write_sides(ranking, context.view, direction))
    draw_apart(context, ranking)
    draw_equity(context, ranking)
    draw_table(context, ranking)


def draw_apart(context: PageContext, ranking: Ranking) -> None:
    """Units that have no place, and why."""
    if ranking.apart:
        draw_section(_("Not ranked"), _("no place is given where the number cannot bear it"))
        st.html(write_apart(ranking, context.view))


def draw_equity(context: PageContext, ranking: Ranking) -> None:
    """How far groups of people lie apart, and how many people live where the target is missed; what cannot be said is left out."""
    cards = [card for card in (write_share_below(context, ranking), write_group_gap(context, ranking)) if card]
    if cards:
        draw_section(_("How many live where the target is missed, and how far groups lie apart"))
        st.html(f"<div class='d-equity'>{''.join(cards)}</div>")


def draw_table(context: PageContext, ranking: Ranking) -> None:
    """The table behind the drawing when asked for, and as a file."""
    if ranking.ranked and st.toggle(_("Show the table of all ranks"), key="rank_table"):
        st.html(write_ranking_table(ranking, context.view))
        st.caption(explain_ranks(ranking.values))
    draw_ranking_files(context, ranking, tell_ranking(ranking, context.indicator.direction))
