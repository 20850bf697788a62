"""The two filters only some places have: the territory a history is drawn on, and the group of people looked at."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ui.answers import ask
from ui.filter_row import Filter
from ui.state import GROUP, TERRITORY, PageContext
from ui.territory import LABELS, list_territories
from warehouse import group_queries
from warehouse.model import Level, Territory
from wording.language import _, localise

EVERYBODY = ""
PLACE, OWN = "_territory_place", "_own_territory"


def keep_territory(area_id: str, changed: Mapping[str, str]) -> str | None:
    """The territory asked for; another place starts with its own."""
    if st.session_state.get(PLACE) not in (None, area_id) and TERRITORY not in changed:
        st.session_state[TERRITORY] = None
    st.session_state[PLACE] = area_id
    asked: str | None = st.session_state.get(TERRITORY) or None
    st.session_state[TERRITORY] = asked
    return None if asked == st.session_state.get(OWN) else asked


def settle_territory(
    context: PageContext, changed: Mapping[str, str], notes: list[str]
) -> tuple[str | None, Filter | None]:
    """The territory asked for where the place has it, null for its own; no filter where there is no choice."""
    asked = keep_territory(context.area.area_id, changed)
    choice = list_territories(context)
    territory = next((option for option in choice.options if option == asked), choice.default)
    if asked and asked != territory:
        notes.append(_("The address names a territory that this place does not have: {code}.", code=asked))
    st.session_state[TERRITORY], st.session_state[OWN] = territory.value, choice.default.value
    kept = None if territory == choice.default else territory.value
    if choice.options == (Territory.AS_REPORTED,):
        return kept, None
    is_province = context.area.level == Level.PROVINCE
    words = {option.value: _(LABELS[option, is_province]) for option in choice.options}
    return kept, Filter(TERRITORY, _("Territory"), words, _("Choose a territory"))


def settle_group(context: PageContext, notes: list[str]) -> tuple[str | None, Filter | None]:
    """The group asked for where the release has rows of it, null for all people; no filter where there are no groups."""
    question = (context.area.area_id, context.view.indicator_id)
    groups = ask(context.release, group_queries.list_groups, *question)
    words = {row["group_id"]: localise(row, "name") for row in groups.iter_rows(named=True)}
    asked = st.session_state.get(GROUP) or EVERYBODY
    if asked and asked not in words:
        known = ask(context.release, group_queries.name_group, asked)
        name = asked if known.is_empty() else localise(known.row(0, named=True), "name")
        notes.append(_("There are no figures of this group here: {group}. All people are shown.", group=name))
        asked = EVERYBODY
    st.session_state[GROUP] = asked
    if not words:
        return None, None
    return asked or None, Filter(GROUP, _("Group"), {EVERYBODY: _("All people"), **words}, _("Choose a group"))
