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
from ui.frame import draw_frame, draw_print_head
from ui.state import LANGUAGE, RELEASE, read_address, send_address
from ui.theme_css import write_scheme, write_theme
from ui.waiting import draw_broken, draw_first_build
from ui.wrong_link import list_missing_pages
from warehouse.errors import Dich2030Error, ReleaseError
from warehouse.publish import find_folder, read_current_id
from warehouse.queries import Release
from wording.errors import write_error
from wording.language import _, use_language

STYLE_NAMES = (
    "style",
    "frame",
    "map",
    "targets",
    "overview",
    "titles",
    "compare",
    "pivot",
    "query",
    "quality",
    "scores",
    "criteria",
    "stage",
    "print",
)
STYLE_FILES = tuple(Path(__file__).parent / f"{name}.css" for name in STYLE_NAMES)
# Named, not sent as pictures: they would be part of every step. Streamlit serves the folder "static" beside this file.
ICON, LOGO = "/app/static/icon.svg", "/app/static/wordmark.svg"
LOG = logging.getLogger(__name__)


def run_shell() -> None:
    """Draw the frame and the page the address names."""
    changed = read_address()
    use_language(st.session_state.get(LANGUAGE) or "vi")
    # Before the navigation: without an icon of our own the browser asks fonts.gstatic.com for that of the page.
    st.set_page_config(page_icon=ICON, layout="wide")
    opened: list[PageEntry] = []
    page = st.navigation(build_menu(opened), position="top")
    page.run()
    st.set_page_config(page_title=name_tab(opened))
    st.logo(LOGO, size="large")
    st.html(read_style() + write_scheme())
    draw_frame([entry.url_path for entry in PAGES])
    if read_current_id(find_folder()) is None:
        draw_first_build(find_folder())
        return
    with st.spinner(_("Reading the figures…")):
        draw_page(opened[0], changed)


@cache
def read_style() -> str:
    """Style sheet of every screen."""
    sheets = "".join(path.read_text(encoding="utf-8") for path in STYLE_FILES)
    return f"<style>{write_theme()}{sheets}</style>"


def build_menu(opened: list[PageEntry]) -> dict[str, list[st.Page]]:
    """Pages by the section of the navigation bar they stand in; those without one stand in the bar itself."""
    menu: dict[str, list[st.Page]] = {}
    for entry in PAGES:
        menu.setdefault(_(entry.section) if entry.section else "", []).append(build_page(entry, opened))
    return menu


def name_tab(opened: list[PageEntry]) -> str:
    """Name of the browser tab: the page, then the program."""
    return " · ".join([*(_(entry.title) for entry in opened), _("Target 2030")])


def build_page(entry: PageEntry, opened: list[PageEntry]) -> st.Page:
    """Register a page; running it only notes that it is the one to draw, so that its module is imported when first opened."""
    note_opened: Callable[[], None] = partial(opened.append, entry)
    return st.Page(
        note_opened, title=_(entry.title), icon=entry.icon or None, url_path=entry.url_path, default=entry is PAGES[0]
    )


def draw_page(entry: PageEntry, changed: dict[str, str]) -> None:
    """Draw filters, notes and page; whatever goes wrong becomes one message in words."""
    try:
        release, notes = open_asked_release()
        context, more_notes = draw_filters(
            release, st.session_state.get(RELEASE), entry.filters, changed, offers_all=entry.offers_all
        )
        draw_notes([*list_missing_pages(), *notes, *more_notes])
        draw_print_head(context)
        draw_release_banner(context)
        import_module(entry.module).render(context)
    except ReleaseError as error:
        draw_broken(find_folder(), write_error(error))
    except Dich2030Error as error:
        st.error(write_error(error), icon=":material/error:")
    except Exception:
        LOG.exception("page %s failed", entry.page_id)
        st.error(
            _(
                "This screen could not be drawn. Reload the page; if it happens again, tell the administrator the time it happened."
            )
        )
    send_address()  # not by a run that was interrupted: the next one has another screen


def open_asked_release() -> tuple[Release, list[str]]:
    """The release the address asks for, else the current one with a note."""
    asked = st.session_state.get(RELEASE)
    if asked:
        try:
            return find_release(find_folder(), asked), []
        except ReleaseError as error:
            st.session_state[RELEASE] = None
            return find_release(find_folder(), None), [write_error(error)]
    return find_release(find_folder(), None), []


# Processes started beside the server read this file again, as another module.
if __name__ == "__main__":
    run_shell()
