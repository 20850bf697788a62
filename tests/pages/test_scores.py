"""Phiếu chấm điểm, drawn: every number is that of the release, hidden groups are in none, and what another pass mark would change."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read_html
from warehouse.publish import read_current_id
from wording.format import format_count, format_percent
from wording.language import use_language

OpenPage = Callable[..., AppTest]
SLUG, HANOI, HCMC, WARD = "cham-diem", "01.2025-07", "79.2025-07", "00004.2025-07"
COUNTED = """
    select sum(recognised_count), sum(recognised_count + not_recognised_count + incomplete_count), count(*) filter (where is_hidden)
    from mart_score_outcome inner join dim_area using (area_id) where parent_area_id = '{place}' or area_id = '{place}'
"""


@pytest.fixture(autouse=True)
def speak_vietnamese() -> None:
    use_language("vi")


def read_message(screen: AppTest) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", read_html(screen))
    assert found is not None
    return unescape(found[1])


@pytest.mark.parametrize("place", [HANOI, WARD])
def test_the_sentence_says_the_share_and_its_base(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection, place: str
) -> None:
    recognised, valid, _hidden = released.sql(COUNTED.format(place=place)).fetchall()[0]
    message = read_message(open_page(demonstration_folder, SLUG, noi=place))
    assert format_count(valid) in message
    assert format_percent(100 * recognised / valid) in message


def test_a_hidden_group_is_named_and_has_no_number(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection
) -> None:
    html = read_html(open_page(demonstration_folder, SLUG, noi=HANOI))
    hidden = released.sql(COUNTED.format(place=HANOI)).fetchall()[0][2]
    assert hidden > 0
    assert f"{hidden} nhóm dưới 10 phiếu" in html
    rows = [row for row in re.findall(r"<tr>(<td.*?)</tr>", html, re.DOTALL) if "quá ít phiếu" in row]
    assert len(rows) == hidden
    for row in rows:
        numbers = re.findall(r"<td class=number[^>]*>(.*?)</td>", row)
        assert not [text for text in numbers if re.search(r"\d", text)]


def test_the_index_that_holds_most_people_back_is_the_one_of_the_release(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection
) -> None:
    code, enough, failed = released.sql(
        "select criterion_code, sum(enough_count) as enough, sum(not_recognised_count) from mart_score_holding "
        "group by criterion_code order by enough desc limit 1"
    ).fetchall()[0]
    lead = f"Chỉ số {code} giữ nhiều người lại nhất: {format_count(enough)} trên {format_count(failed)} phiếu"
    assert lead in unescape(read_html(open_page(demonstration_folder, SLUG, noi=HANOI)))


def test_another_pass_mark_counts_what_the_release_counts(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection
) -> None:
    statement = "select sum(recognised_count) from mart_score_mark where pass_mark = "
    at_70, at_80 = (released.sql(f"{statement}{mark}").fetchall()[0][0] for mark in (70, 80))
    screen = open_page(demonstration_folder, SLUG, noi=HANOI)
    assert "đây là quy định hiện hành" in read_html(screen)
    next(slider for slider in screen.select_slider if slider.key == "muc_dat").set_value("70").run()
    html = read_html(screen)
    assert f"Mức đạt 70 điểm: {format_count(at_70)} trên" in html
    assert f"nhiều hơn quy định hiện hành {format_count(at_70 - at_80)} phiếu" in html
    assert screen.query_params["muc_dat"] == "70"


def test_one_form_is_counted_alone(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection
) -> None:
    valid = released.sql(
        "select sum(recognised_count + not_recognised_count + incomplete_count) from mart_score_outcome where form_id = 'students'"
    ).fetchall()[0][0]
    screen = open_page(demonstration_folder, SLUG, noi=HANOI, phieu="students")
    assert format_count(valid) in read_message(screen)
    assert "Người lao động</td>" not in read_html(screen)


def test_simulated_sheets_say_so_with_their_set_period_and_coverage(
    open_page: OpenPage, demonstration_folder: Path
) -> None:
    html = read_html(open_page(demonstration_folder, SLUG, noi=HANOI))
    source = re.search(r"class='d-source'>(.*?)</p>", html)
    assert source is not None
    for words in ("Bộ tiêu chí Công dân học tập", "6 tháng đầu năm 2026", "30/6/2026", "12/126", "số liệu mô phỏng"):
        assert words in source[1]


@pytest.mark.parametrize(("language", "words"), [("vi", "chưa có phiếu chấm điểm"), ("en", "no score sheets")])
def test_without_sheets_the_screen_says_how_to_bring_them(
    open_page: OpenPage, demonstration_folder: Path, language: str, words: str
) -> None:
    use_language(language)
    screen = open_page(demonstration_folder, SLUG, noi=HCMC, lang=language)
    assert words in read_message(screen)
    assert "--source score_sheets" in read_html(screen)


def test_a_release_made_before_sheets_were_kept_is_no_error(
    open_page: OpenPage, only_real_folder: Path, tmp_path: Path
) -> None:
    current = read_current_id(only_real_folder)
    (tmp_path / "releases").mkdir()
    file = shutil.copy(only_real_folder / "releases" / f"{current}.duckdb", tmp_path / "releases")
    shutil.copy(only_real_folder / "CURRENT", tmp_path)
    with duckdb.connect(file) as release:
        release.execute("drop table mart_score_outcome")
    assert "chưa có phiếu chấm điểm" in read_message(open_page(tmp_path, SLUG, noi=HANOI))
