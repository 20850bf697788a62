"""Opening a page as a browser would, without one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.elements.lib.mutable_popover_container import PopoverContainer
from streamlit.testing.v1 import AppTest

SHELL = Path(__file__).parents[2] / "ui" / "shell.py"
OpenPage = Callable[..., AppTest]


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Open the shell on a warehouse with the query parameters of a link, on the page of a slug."""
    st.cache_resource.clear()
    always_open = property(lambda _popover: True, lambda _popover, _open: None)
    monkeypatch.setattr(PopoverContainer, "open", always_open)  # what can be taken away is drawn once somebody asks

    def open_at(folder: Path, slug: str = "", **address: str) -> AppTest:
        monkeypatch.setenv("DICH_WAREHOUSE", str(folder))
        screen = AppTest.from_file(str(SHELL), default_timeout=60)
        for key, value in address.items():
            screen.query_params[key] = value
        screen.run()
        if slug:
            pages = screen._registered_pages.items()  # AppTest.switch_page knows only pages that are files
            screen._page_hash = next(page for page, info in pages if info["url_pathname"] == slug)
            screen.run()
        return screen

    return open_at


def read_html(screen: AppTest) -> str:
    """Everything the page says in HTML blocks, without the style sheet."""
    return "\n".join(block.proto.body for block in screen.get("html") if "<style>" not in block.proto.body)
