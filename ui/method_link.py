"""The way from an explanation of a status to the page of methods."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from ui.state import LANGUAGE
from wording.language import _, current_language

WORDS_ANCHOR = "trang-thai"


def write_method_link(anchor: str = WORDS_ANCHOR) -> str:
    """Link to a part of the page of methods; it opens beside the screen, which stays as it is."""
    words, query = escape(_("How verdicts are given")), urlencode({LANGUAGE: current_language()})
    return f"<p class='d-note'><a href='phuong-phap?{query}#{escape(anchor)}' target='_blank'>{words} ↗</a></p>"
