"""The script Streamlit runs: navigation, language, filters and release around every page; the one place that catches errors."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from functools import cache, partial
from importlib import import_module
from pathlib import Path

import streamlit as st

if str(Path(__file__).parent.parent) not in sys.path:
    sys.path.insert(0, str(Path(__file__).parent.parent))

from pages import PAGES, PageEntry
from ui.answers import find_release
from ui.blocks import draw_notes, draw_release_banner
from ui.filters import draw_filters
from ui.language import _, current_language, use_language
from ui.state import LANGUAGE, RELEASE, read_address
from ui.theme import write_icon_css
from ui.waiting import draw_first_build
from warehouse.errors import Dich2030Error, ReleaseError
from warehouse.publish import find_folder, read_current_id
from warehouse.queries import Release

STYLE_FILES = tuple(
    Path(__file__).parent / name for name in ("style.css", "map.css", "targets.css", "titles.css", "compare.css")
)
ICON_FILE = Path(__file__).parent / "icon.svg"
LOGO_FILE = Path(__file__).parent / "wordmark.svg"
SCREEN_READER_LANGUAGE = "<script>document.documentElement.lang = '{language}'</script>"
LOG = logging.getLogger(__name__)


def run_shell() -> None:
    """Draw the frame and the page the address names."""
    changed = read_address()
    use_language(st.session_state.get(LANGUAGE) or "vi")
    st.set_page_config(page_title=_("Target 2030"), page_icon=str(ICON_FILE), layout="wide")
    st.logo(str(LOGO_FILE), size="large")
    st.html(read_style())
    st.html(SCREEN_READER_LANGUAGE.format(language=current_language()), unsafe_allow_javascript=True)
    opened: list[PageEntry] = []
    pages = [build_page(entry, opened) for entry in PAGES]
    page = st.navigation(pages, position="top")
    page.run()
    if read_current_id(find_folder()) is None:
        draw_first_build(find_folder())
        return
    draw_page(opened[0], changed)


@cache
def read_style() -> str:
    """Style sheet of every screen."""
    sheets = "".join(path.read_text(encoding="utf-8") for path in STYLE_FILES)
    return f"<style>{sheets}{write_icon_css()}</style>"


def build_page(entry: PageEntry, opened: list[PageEntry]) -> st.Page:
    """Register a page; running it only notes that it is the one to draw, so that its module is imported when first opened."""
    note_opened: Callable[[], None] = partial(opened.append, entry)
    return st.Page(
        note_opened, title=_(entry.title), icon=entry.icon, url_path=entry.url_path, default=entry is PAGES[0]
    )


def draw_page(entry: PageEntry, changed: dict[str, str]) -> None:
    """Draw filters, notes and page; whatever goes wrong becomes one message in words."""
    try:
        release, notes = open_asked_release()
        context, more_notes = draw_filters(
            release, st.session_state.get(RELEASE), entry.filters, changed, offers_all=entry.offers_all
        )
        draw_notes([*notes, *more_notes])
        draw_release_banner(context)
        import_module(entry.module).render(context)
    except Dich2030Error as error:
        st.error(tell_error(error), icon=":material/error:")
    except Exception:
        LOG.exception("page %s failed", entry.page_id)
        st.error(
            _(
                "This screen could not be drawn. Reload the page; if it happens again, tell the administrator the time it happened."
            )
        )


def tell_error(error: Dich2030Error) -> str:
    """Message of an error in the language in use, as a sentence."""
    message = error.message_vi if current_language() == "vi" else error.message_en
    return message[:1].upper() + message[1:]


def open_asked_release() -> tuple[Release, list[str]]:
    """The release the address asks for, else the current one with a note."""
    asked = st.session_state.get(RELEASE)
    if asked:
        try:
            return find_release(find_folder(), asked), []
        except ReleaseError as error:
            st.session_state[RELEASE] = None
            return find_release(find_folder(), None), [tell_error(error)]
    return find_release(find_folder(), None), []


run_shell()
