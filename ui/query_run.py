"""The statement a reader is asking: kept for the session, named in the address where it is short enough, answered beside the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from ui.query_examples import FIRST_EXAMPLE, read_example
from ui.state import PageContext, take_address, write_address
from warehouse.publish import find_folder, find_release_file
from warehouse.sandbox import QueryRun

TEXT, ADDRESS, EXAMPLE = "query_text", "sql", "query_example"
KEPT, ASKED = "_query_kept", "_query_asked"
LONGEST_LINK = 1_500
QUICK_SECONDS = 0.8


@dataclass(frozen=True)
class Asked:
    """A statement and the release it was asked of, with its run."""

    text: str
    path: Path
    run: QueryRun


def settle_text() -> str:
    """The statement in the editor: that of a link or of Back, else what was typed, that of the last visit, or of the first example."""
    linked = (take_address((ADDRESS,)) or {}).get(ADDRESS)
    if linked:
        st.session_state[TEXT] = linked
        asked = find_asked()
        if asked is not None and asked.text != linked:
            forget_answer()
    elif TEXT not in st.session_state:
        st.session_state[TEXT] = st.session_state.get(KEPT) or read_example(FIRST_EXAMPLE)
    return str(st.session_state[TEXT])


def choose_example() -> None:
    """Callback: put the chosen example into the editor; it is run at once."""
    name = st.session_state.get(EXAMPLE)
    if name:
        st.session_state[TEXT] = read_example(name)
        st.session_state[EXAMPLE] = None
        forget_answer()


def forget_answer() -> None:
    """End what runs; the statement in the editor will be asked anew."""
    asked = find_asked()
    if asked is not None:
        asked.run.stop()
    st.session_state.pop(ASKED, None)


def find_asked() -> Asked | None:
    """What was asked last in this session."""
    asked: Asked | None = st.session_state.get(ASKED)
    return asked


def ask_once(context: PageContext, text: str) -> Asked:
    """The run of a statement on the open release; begun when nothing was asked of it yet."""
    path = find_release_file(find_folder(), context.release.release_id)
    asked = find_asked()
    if asked is None or asked.path != path:
        asked = Asked(text, path, QueryRun(path, text))
        st.session_state[ASKED] = asked
        st.session_state[KEPT] = text
    asked.run.wait(QUICK_SECONDS)
    return asked


def keep_link(text: str) -> bool:
    """Make the address reproduce the statement; tells whether it is short enough."""
    is_short = len(text) <= LONGEST_LINK
    write_address({ADDRESS: text if is_short else None}, keys=(ADDRESS,))
    return is_short
