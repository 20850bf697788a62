"""What stands around every page: its language, the way past the navigation, the button of the theme, and the head of a print."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from ui.browser_words import write_browser_words
from ui.state import PageContext
from ui.theme import is_dark_theme
from wording.format import format_date
from wording.language import _, current_language

SCRIPT_FILES = tuple(Path(__file__).parent / name for name in ("frame.js", "head.js", "follow.js"))


def draw_frame(slugs: Sequence[str]) -> None:
    """Draw the button, and send the script with the words it needs; ``slugs`` are those of all pages, for which a theme is chosen."""
    with st.container(key="theme_choice"):
        st.html(write_theme_choice(slugs, st.get_option("server.baseUrlPath") or ""))
    skip = escape(_("Skip to the content"), quote=True)
    words = f"frame('{current_language()}',{write_browser_words()})"
    st.html(
        f"<script data-skip='{skip}'>{read_script()};{words};followInPlace()</script>", unsafe_allow_javascript=True
    )


def write_theme_choice(slugs: Sequence[str], base_path: str = "") -> str:
    """The button, named after the theme it leads to. Without a choice the system is followed.

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
    """What every screen does in the browser."""
    return "".join(path.read_text(encoding="utf-8") for path in SCRIPT_FILES)


def draw_print_head(context: PageContext) -> None:
    """Which data and release a screen shows, as a line that only a print has; what the filters say stands above it."""
    release = context.release
    said = (
        _("data as of {date}", date=format_date(release.info.data_as_of)),
        _("Release {release}", release=release.release_id),
    )
    st.html(f"<p class='d-print'>{escape(' · '.join(said))}</p>")
