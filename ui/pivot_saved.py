"""Views to keep and to share: links that reproduce the screen, and a small file to save and to hand in again."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.pivot_choices import FILE_KEYS, KEPT, SHARED, Screen
from ui.state import RELEASE, PageContext, request_change
from warehouse.errors import PivotError
from warehouse.pivot import PivotSpec
from warehouse.pivot_address import (
    INDICATOR,
    PLACE,
    TARGET_YEAR,
    SavedView,
    read_file,
    read_parameters,
    write_file,
    write_parameters,
)
from wording.errors import tell_error
from wording.language import _, current_language

REFUSED = "_pivot_refused"
SLUG = "phan-tich"


def draw_saved(context: PageContext, spec: PivotSpec, screen: Screen, beside: DeltaGenerator) -> None:
    """One quiet popover: two links, the file of this view, and the place to hand one in."""
    parameters = {**write_parameters(spec), **screen.kept}
    refused = st.session_state.pop(REFUSED, "")
    with beside.popover(_("Save and share"), icon=":material/bookmark:", type="tertiary", key="pivot_saved"):
        st.caption(_("Link to this question, with the newest figures"))
        st.code(write_link(parameters), language=None)
        st.caption(_("Link with the figures as they are now, for minutes and reports"))
        st.code(write_link({**parameters, RELEASE: context.release.release_id}), language=None)
        name = f"{context.area.name} · {context.indicator.name}"
        st.download_button(
            _("Save this view as a file"), data=partial(write_file, SavedView(name, parameters)), file_name="goc-nhin-phan-tich.json",
            mime="application/json", on_click="ignore", icon=":material/save:", key="pivot_save",
        )  # fmt: skip
        st.file_uploader(
            _("Open a saved view"),
            type=["json"],
            key="pivot_file",
            on_change=open_file,
            args=(spec,),
            max_upload_size=1,
        )
    if refused:
        st.error(refused, icon=":material/error:")


def write_link(parameters: dict[str, str]) -> str:
    """Link to the page with these parameters, whole where the browser has said where it is; commas stay readable."""
    page = (st.context.url or SLUG).split("?")[0]
    return f"{page}?{urlencode({'lang': current_language(), **parameters}, safe=',')}"


def open_file(current: PivotSpec) -> None:
    """Take over the view of the file handed in, or say what is wrong with it."""
    file = st.session_state.get("pivot_file")
    if file is None:
        return
    try:
        view = read_file(file.getvalue(), FILE_KEYS)
        wrong = read_parameters(view.parameters, current)[1]
        if wrong:
            names = ", ".join(wrong)
            raise PivotError(f"these parameters cannot be read: {names}", f"không đọc được các tham số: {names}")
    except PivotError as error:
        message = tell_error(error)
        st.session_state[REFUSED] = _("This file was not opened: {why}.", why=message)
        return
    st.session_state[KEPT] = {key: value for key, value in view.parameters.items() if key not in SHARED}
    found = view.parameters
    request_change(area_id=found.get(PLACE), indicator_id=found.get(INDICATOR), target_year=found.get(TARGET_YEAR))
