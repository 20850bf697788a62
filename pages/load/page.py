"""Nạp số liệu: hand in workbooks, see at once what is right and wrong in them, load them, and undo a load."""

from __future__ import annotations

import streamlit as st

from ui.blocks import draw_empty, draw_message
from ui.imports import find_result, is_read_only, list_handed
from ui.imports_cards import draw_files
from ui.imports_drawing import draw_drop, draw_load, draw_template, draw_waiting
from ui.imports_history import draw_history
from ui.imports_result import draw_result
from ui.state import PageContext
from warehouse.publish import find_folder
from wording.language import _


def render(context: PageContext) -> None:
    """Draw the screen."""
    draw_message(
        _("Load data"),
        _("Drop a report here and see at once what is right and wrong in it"),
        _("Nothing is changed until you press the button that loads."),
    )
    if is_read_only():
        why = _("To hand in a workbook, open the page on the server of the data department, or send the file to them.")
        draw_empty(_("Loading is switched off on this server"), why)
    else:
        draw_import(context)
    draw_history(context)


def draw_import(context: PageContext) -> None:
    """Where files are dropped, what the checks say of them, and the button that loads."""
    folder = find_folder()
    if (result := find_result()) is not None:
        draw_result(context, result)
    draw_waiting(folder)
    if list_handed():
        draw_files(context)
        draw_load(folder)
        with st.container(key="drop_more"):
            draw_drop(folder)
        return
    left, right = st.columns([2.2, 1], gap="medium")
    with left:
        draw_drop(folder)
    with right:
        draw_template(context)
