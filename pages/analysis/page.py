"""Phân tích: any question over areas, periods, groups and bases, answered from counts, drawn, traced and kept."""

from __future__ import annotations

import streamlit as st

from ui.answers import ask
from ui.blocks import draw_empty, draw_message
from ui.pivot_chart import draw_chart
from ui.pivot_choices import keep_address, settle
from ui.pivot_controls import draw_controls
from ui.pivot_files import draw_pivot_files
from ui.pivot_grid import build_grid
from ui.pivot_saved import draw_saved
from ui.pivot_story import tell_lead, tell_message, tell_place, tell_source
from ui.pivot_table import write_pivot
from ui.pivot_trace import open_trace
from ui.pivot_words import read_names
from ui.state import PageContext
from warehouse.model import Unit
from warehouse.pivot import PivotTable, list_pivot_cells
from wording.language import _


def render(context: PageContext) -> None:
    """Draw the sentence, the choices, the drawing and the table of one question."""
    if context.indicator.unit != Unit.PERCENT:
        draw_message(context.indicator.name, _("Counts alone are not put together here"))
        draw_empty(
            _("Choose an indicator in percent"), _("A rate is put together from two counts; this indicator has one.")
        )
        return
    spec, screen, choices, notes = settle(context)
    names = read_names(context)
    table = PivotTable(spec, ask(context.release, list_pivot_cells, spec))
    grid = build_grid(table, names, screen)
    for note in notes:
        st.info(note, icon=":material/info:")
    head = st.container()
    draw_controls(context, spec, choices, names)
    keep_address(spec, screen)
    if not grid.rows and spec.filter.is_open:
        with head:
            draw_message(context.area.name, _("No figures to put together here"))
        why = _("Nothing was reported or published for it. Choose another place, or hand in a workbook.")
        draw_empty(_("No figures for this place yet"), why)
        return
    with head:
        message, lead = tell_message(grid, names), tell_lead(grid)
        draw_message(tell_place(context, grid), message, lead, tell_source(context, table, grid, names))
    buttons = st.container(key="pivot_buttons", horizontal=True, vertical_alignment="center")
    draw_chart(context, grid, screen, buttons)
    draw_saved(context, spec, screen, buttons)
    draw_pivot_files(context, table, names, message, buttons)
    st.html(write_pivot(grid, screen, context.view))
    open_trace(context, screen)
