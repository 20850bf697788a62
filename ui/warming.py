"""What the first visitor would otherwise wait for: pages and catalogues read, the release opened, one question asked."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterable
from importlib import import_module

import duckdb

from ui.answers import ask, find_release
from ui.filters import find_default_area
from warehouse import queries
from warehouse.errors import Dich2030Error
from warehouse.publish import find_folder, read_current_id
from wording.language import LANGUAGES, read_translations

LOG = logging.getLogger(__name__)


def warm_up(modules: Iterable[str]) -> None:
    """Import the modules of the pages and ask the first questions, then let the collector forget all of it.

    Streamlit collects garbage after every run of a page; freezing what stays anyway keeps that from walking all of it each time.
    """
    for module in modules:
        import_module(module)
    for language in LANGUAGES:
        read_translations(language)
    if read_current_id(find_folder()) is not None:
        ask_first_questions()
    gc.collect()
    gc.freeze()


def ask_first_questions() -> None:
    """Open the current release and read the place the first page shows; a release that cannot be read is left to the page to tell of."""
    try:
        release = find_release(find_folder(), None)
        ask(release, queries.list_standing, find_default_area(release))
    except (Dich2030Error, duckdb.Error):
        LOG.exception("the release could not be read before the first visitor")
