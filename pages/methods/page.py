"""Phương pháp: how a verdict is given, in plain words and in full, with every limit, every word and the release they come from."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui.blocks import draw_message
from ui.method_glossary import write_word_table
from ui.methods_limits import write_limits
from ui.methods_prose import write_contents, write_heading, write_map_words, write_release, write_steps
from ui.methods_terms import write_terms
from ui.registers import write_status_key
from ui.state import PageContext
from wording.language import _, current_language

METHOD_FILE = Path(__file__).parents[2] / "docs" / "methods.md"
ENGLISH_PART = "\n## In English\n"


def render(context: PageContext) -> None:
    """Draw the screen."""
    draw_message(
        _("Methods"),
        _("From two counts to one word, by one rule for every target"),
        _(
            "The figures of the examples below are judged when this page is opened, by the function that judges the release."
        ),
    )
    st.html(write_contents())
    st.html(write_heading("steps") + write_steps())
    st.html(write_heading("words") + write_word_table())
    st.html(write_heading("limits") + write_limits())
    st.html(write_heading("terms") + write_terms())
    st.html(write_heading("map") + write_map_words())
    st.html(write_heading("release") + write_release(context.release.info))
    st.html(write_heading("full"))
    with st.expander(_("Every reason behind a status")):
        st.html(write_status_key())
    with st.expander(_("The method with its formulas")):
        st.markdown(read_method(current_language()))


def read_method(language: str) -> str:
    """The document of the method in a language, without its title; its English part is a summary that stands at the end."""
    _title, text = METHOD_FILE.read_text(encoding="utf-8").split("\n", 1)
    vietnamese, english = text.split(ENGLISH_PART)
    return english if language == "en" else vietnamese
