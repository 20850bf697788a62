"""Opening a page as a browser would, without one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.elements.lib.mutable_popover_container import PopoverContainer
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

SHELL = Path(__file__).parents[2] / "ui" / "shell.py"
OpenPage = Callable[..., AppTest]
opened = SimpleNamespace(folder=None)


@pytest.fixture(scope="session", autouse=True)
def scan_components_once() -> Iterator[None]:
    """A test app looks through every installed package for components at each run, a server once: a fifth of the time of these tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Open the shell on a warehouse with the query parameters of a link, on the page of a slug; its answers are kept."""
    always_open = property(lambda _popover: True, lambda _popover, _open: None)
    monkeypatch.setattr(PopoverContainer, "open", always_open)  # what can be taken away is drawn once somebody asks

    def open_at(folder: Path, slug: str = "", **address: str) -> AppTest:
        if folder != opened.folder:  # a release changed for a test has the name of the one it was copied from
            st.cache_resource.clear()
            opened.folder = folder
        monkeypatch.setenv("DICH_WAREHOUSE", str(folder))
        screen = AppTest.from_file(str(SHELL), default_timeout=60)
        for key, value in address.items():
            screen.query_params[key] = value
        # AppTest.switch_page knows only pages that are files; drawn at once, a screen costs half of what the first and then this one do
        screen._page_hash = calc_hash(slug) if slug else ""
        screen.run()
        return screen

    return open_at


def read_html(screen: AppTest) -> str:
    """Everything the page says in HTML blocks, without the style sheet."""
    return "\n".join(block.proto.body for block in screen.get("html") if "<style>" not in block.proto.body)
