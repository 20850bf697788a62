"""Commendations on the screen of titles."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read_html
from wording.language import use_language

OpenPage = Callable[..., AppTest]
SLUG, HANOI, HCMC = "danh-hieu", "01.2025-07", "79.2025-07"


@pytest.fixture(autouse=True)
def speak_vietnamese() -> None:
    use_language("vi")


def test_commendations_are_counted_and_say_that_they_are_simulated(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection
) -> None:
    counts = dict(
        released.sql("select recipient, sum(recipient_count) from mart_commendation group by recipient").fetchall()
    )
    assert counts["individual"] > counts["collective"] > 0
    html = unescape(read_html(open_page(demonstration_folder, SLUG, noi=HANOI)))
    assert f"{counts['collective']} tập thể · {counts['individual']} cá nhân (mô phỏng)" in html
    block = html.split("Khen thưởng")[-1]
    assert "Tập thể mô phỏng B" in html
    assert "mo-phong_khen-thuong_01.xlsx" in block


def test_a_place_without_commendations_has_one_quiet_line(open_page: OpenPage, demonstration_folder: Path) -> None:
    html = read_html(open_page(demonstration_folder, SLUG, noi=HCMC))
    assert html.count("Chưa có số liệu khen thưởng") == 1
    assert "Cấp khen" not in html
