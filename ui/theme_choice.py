"""The button in the head of every page that changes between light and dark; without a choice the system is followed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from ui.language import _
from ui.theme import is_dark_theme

SCRIPT_FILE = Path(__file__).parent / "theme_choice.js"


def draw_theme_choice(slugs: Sequence[str]) -> None:
    """Draw the button; ``slugs`` are those of all pages, for which the choice holds."""
    with st.container(key="theme_choice"):
        st.html(write_theme_choice(slugs, st.get_option("server.baseUrlPath") or ""))
    st.html(read_script(), unsafe_allow_javascript=True)


def write_theme_choice(slugs: Sequence[str], base_path: str = "") -> str:
    """The button, named after the theme it leads to.

    >>> "data-theme-pages='/ /ban-do'" in write_theme_choice(["ban-do"])
    True
    """
    base = f"/{base_path.strip('/')}" if base_path.strip("/") else ""
    paths = " ".join(f"{base}/{slug}" for slug in ("", *slugs))
    name = _("Light theme") if is_dark_theme() else _("Dark theme")
    sign = "☀" if is_dark_theme() else "☾"
    return (
        f"<button type='button' class='d-theme' data-theme-pages='{escape(paths, quote=True)}' aria-label='{escape(name)}'"
        f" title='{escape(name)}'><i aria-hidden='true'>{sign}</i><span>{escape(name)}</span></button>"
    )


@cache
def read_script() -> str:
    """The script of the button, for the page."""
    return f"<script>{SCRIPT_FILE.read_text(encoding='utf-8')}</script>"
