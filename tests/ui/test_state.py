"""What the address says against what the widgets say: which of the two is the newer one."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ui import state

KEY = "mau"


def draw_screen() -> None:
    """A screen with one parameter of its own: what comes from outside counts, else what was chosen (here: the next letter)."""
    import streamlit as st

    from ui.state import read_address, send_address, take_address, write_address

    read_address()
    changed = take_address(("mau",))
    chosen = st.session_state.get("chosen", "a")
    st.session_state["chosen"] = changed.get("mau", "") if changed is not None else chr(ord(chosen) + 1)
    write_address({"mau": st.session_state["chosen"]}, keys=("mau",))
    send_address()


def open_screen(value: str) -> AppTest:
    """The screen with ``mau`` = value in the address of the browser."""
    app = AppTest.from_function(draw_screen)
    app.query_params[KEY] = value
    return app.run()


def test_a_choice_that_comes_with_the_address_just_replaced_is_not_undone() -> None:
    app = open_screen("a").run()
    assert app.query_params[KEY] == "b"
    app.query_params[KEY] = "a"  # the browser had not heard of "b" yet
    assert app.run().query_params[KEY] == "c"
    app.query_params[KEY] = "b"  # … and now of "b", not of "c"
    assert app.run().query_params[KEY] == "d"


def test_back_to_the_address_just_replaced_leads_there(monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_screen("a").run()
    monkeypatch.setattr(state, "is_followed", lambda: True)
    app.query_params[KEY] = "a"
    assert app.run().query_params[KEY] == "a"


def test_an_address_left_longer_ago_comes_from_outside_again() -> None:
    app = open_screen("a").run().run()
    assert app.query_params[KEY] == "c"
    app.query_params[KEY] = "a"
    assert app.run().query_params[KEY] == "a"


def test_another_page_with_the_same_parameters_is_another_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_screen("a").run()
    monkeypatch.setattr(state, "read_screen", lambda: ("/xep-hang", st.query_params.to_dict()))
    app.query_params[KEY] = "a"
    assert app.run().query_params[KEY] == "a"


def draw_choice() -> None:
    """A screen whose own choice is a widget, kept in the address."""
    import streamlit as st

    from ui.state import follow_address, read_address, seed_choice, send_address, write_address

    read_address()
    follow_address(("mau",))
    seed_choice("mau", ["a", "b", "c"], "a")
    chosen = st.selectbox("Màu", ["a", "b", "c"], key="mau")
    write_address({"mau": chosen}, keys=("mau",))
    send_address()


def test_back_brings_the_choice_before_and_a_bare_address_the_usual_one(monkeypatch: pytest.MonkeyPatch) -> None:
    app = AppTest.from_function(draw_choice)
    app.query_params[KEY] = "b"
    app.run()
    assert app.selectbox[0].value == "b"
    app.selectbox[0].set_value("c").run()
    assert app.query_params[KEY] == "c"
    monkeypatch.setattr(state, "is_followed", lambda: True)
    app.query_params[KEY] = "b"
    assert app.run().selectbox[0].value == "b"
    del app.query_params[KEY]
    assert app.run().selectbox[0].value == "a"
