"""Every target that applies to a place: what each authority asks, its document and wording, and those of the provinces merged."""

from __future__ import annotations

import streamlit as st

from ui.answers import ask
from ui.authorities import write_authorities
from ui.blocks import draw_section
from ui.indicator_story import write_target_list
from ui.state import PageContext
from ui.territory_targets import write_constituents
from warehouse import queries
from warehouse.model import Territory, Unit
from wording.language import _


def draw_targets(context: PageContext, territory: Territory) -> None:
    """Every target that applies, with its document and wording; of a merged province, those of the provinces it was made from."""
    draw_authorities(context)
    table = write_target_list(context, territory)
    if table:
        draw_section(_("Targets that apply here"))
        st.html(table)
    question = (context.area.area_id, context.view.indicator_id)
    rows = ask(context.release, queries.list_constituent_targets, *question).to_dicts()
    if rows and context.indicator.unit == Unit.PERCENT:
        draw_section(_("Targets of the provinces merged"), _("no act carries them over yet; for reference"))
        st.html(write_constituents(rows, context.area, context.view, context.indicator.unit_noun))


def draw_authorities(context: PageContext) -> None:
    """Every authority's targets side by side, where there is more than one."""
    targets = ask(context.release, queries.list_targets, context.area.area_id, context.view.indicator_id).to_dicts()
    if len(targets) < 2:
        return
    standing = ask(context.release, queries.list_standing, context.area.area_id)
    verdicts = {row["target_id"]: row for row in standing.iter_rows(named=True) if row["target_id"] is not None}
    draw_section(_("What each authority asks"), _("the strictest verified target of a year is marked"))
    st.html(write_authorities(targets, verdicts, context.indicator.direction))
