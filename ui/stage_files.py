"""What is done with a storyline: opened full screen, saved as a document for a stick, saved and opened as a file."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from reports.blocks import Story
from reports.storyline_file import Edits, write_edits
from ui.stage_editor import open_storyline
from ui.stage_story import make_stage, pack_edits, write_stage_link
from warehouse.publish import find_folder
from wording.language import _


def draw_stage_actions(story: Story, edits: Edits) -> None:
    """The button of the stage, then the files."""
    packed = pack_edits(story, edits)
    link = write_stage_link(story, packed)
    if link:
        label = escape(_("Open the stage"))
        hint = escape(_("In a new tab. F: full screen, S: speaker notes, ?: all keys."))
        st.html(
            f"<p class='d-open-stage'><a href='{escape(link)}' target='_blank' rel='opener'>▶ {label}</a><small>{hint}</small></p>"
        )
    else:
        st.info(_("So many words do not fit into an address: save the stage as a file and open that."))
    cover = story.cover
    name = f"trinh-chieu_{cover.area_id}_{cover.period}_{cover.language}"
    asked = (str(find_folder()), cover.release_id, cover.area_id, cover.period, cover.language, packed)
    st.download_button(
        _("Stage as a file, for a computer without a network (HTML)"), data=partial(build_stage, *asked), file_name=f"{name}.html",
        mime="text/html", key="stage_file", on_click="ignore", icon=":material/slideshow:", width="stretch",
    )  # fmt: skip
    with st.popover(_("Storyline as a file"), icon=":material/bookmark:", type="tertiary", key="storyline_files"):
        st.download_button(
            _("Save the storyline"), data=partial(write_edits, edits), file_name=f"kich-ban_{cover.area_id}_{cover.period}.json",
            mime="application/json", key="storyline_save", on_click="ignore", icon=":material/save:",
        )  # fmt: skip
        st.file_uploader(
            _("Open a saved storyline"), type=["json"], key="storyline_file", on_change=open_storyline, args=(story,), max_upload_size=1,
        )  # fmt: skip


def build_stage(folder: str, release_id: str, area_id: str, period: str, language: str, packed: str) -> bytes:
    """Bytes of the document, made when it is asked for."""
    return make_stage(folder, release_id, area_id, period, language, packed).encode()
