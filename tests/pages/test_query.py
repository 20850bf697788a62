"""The query page: a first answer, the questions to start from, a link that reproduces a statement, refusals in words, and the limits."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import duckdb
import polars as pl
import pytest
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read_html
from ui import state
from ui.query_examples import EXAMPLES, read_example
from ui.query_files import build_query_extract
from ui.query_words import REFUSALS, TABLES
from ui.state import PageContext
from ui.take_away import write_table_file
from warehouse import sandbox
from warehouse.publish import find_release_file, read_current_id
from warehouse.queries import open_release
from warehouse.sandbox import run_query
from warehouse.statements import Refusal
from wording.language import use_language

OpenPage = Callable[..., AppTest]
SLUG = "truy-van"


@pytest.fixture(autouse=True)
def _end_processes() -> Iterator[None]:
    yield
    sandbox.POOL.close()


def open_query(open_page: OpenPage, folder: Path, **address: str) -> AppTest:
    """The page once its statement has ended."""
    screen = open_page(folder, SLUG, **address)
    for _round in range(60):
        if "d-qtable'" in read_html(screen) or "d-qrefusal" in read_html(screen):
            return screen
        time.sleep(0.25)
        screen.run()
    raise AssertionError("no outcome")


def type_in(screen: AppTest, text: str) -> None:
    screen.text_area[0].set_value(text)
    next(button for button in screen.button if button.label in ("Chạy", "Run")).click()
    screen.run()


def test_the_page_opens_with_an_answer(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection
) -> None:
    screen = open_query(open_page, demonstration_folder)
    use_language("vi")
    count = released.execute(read_example(next(iter(EXAMPLES)))).pl().height
    assert count > 0
    assert f"{count} dòng" in read_html(screen)
    assert "mô phỏng" in read_html(screen)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_question_to_start_from_is_answered(demonstration_folder: Path, name: str) -> None:
    path = find_release_file(demonstration_folder, str(read_current_id(demonstration_folder)))
    answer = run_query(path, read_example(name))
    assert answer.frame.height, name
    assert "is_simulated" in answer.names or name in ("targets_and_their_documents", "what_a_ward_was_made_of")


def test_a_link_reproduces_the_statement_and_its_answer(open_page: OpenPage, only_real_folder: Path) -> None:
    text = "select count(*) as places from dim_area where level = 'province' and era = '2025-07'"
    screen = open_query(open_page, only_real_folder, sql=text, lang="en")
    assert screen.text_area[0].value == text
    assert screen.query_params["sql"] == text
    assert "<td class='number'>34</td>" in read_html(screen)


def test_what_is_typed_is_run_and_put_into_the_address(open_page: OpenPage, only_real_folder: Path) -> None:
    screen = open_query(open_page, only_real_folder)
    type_in(screen, "select 20 + 22 as n")
    assert "<td class='number'>42</td>" in read_html(screen)
    assert screen.query_params["sql"] == "select 20 + 22 as n"


def test_back_asks_the_statement_before(
    open_page: OpenPage, only_real_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = open_query(open_page, only_real_folder, sql="select 40 + 1 as n")
    type_in(screen, "select 20 + 22 as n")
    assert "<td class='number'>42</td>" in read_html(screen)
    screen.query_params["sql"] = "select 40 + 1 as n"
    with monkeypatch.context() as step:
        step.setattr(state, "is_followed", lambda: True)
        screen.run()
    assert screen.text_area[0].value == "select 40 + 1 as n"
    assert screen.query_params["sql"] == "select 40 + 1 as n"
    assert "<td class='number'>41</td>" in read_html(screen)
    type_in(screen, "select 40 + 3 as n")
    assert screen.query_params["sql"] == "select 40 + 3 as n"
    assert "<td class='number'>43</td>" in read_html(screen)


def test_a_long_statement_is_not_put_into_the_address(open_page: OpenPage, only_real_folder: Path) -> None:
    screen = open_query(open_page, only_real_folder)
    type_in(screen, "select 1 as n --" + "x" * 2_000)
    assert "sql" not in screen.query_params
    assert any("sao chép" in caption.value for caption in screen.caption)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("vi", "select nam from dim_area", ["Không có cột “nam”", "name_vi"]),
        ("en", "select nam from dim_area", ["There is no column “nam”", "name_vi"]),
        ("vi", "select *\nfrom dim_area\nwere x = 1", ["Dòng 3", "were x = 1"]),
        ("vi", "drop table dim_area", ["DROP", "chỉ để đọc"]),
        ("vi", "from read_csv('/etc/passwd')", ["read_csv", "đọc ra ngoài bản phát hành"]),
    ],
)
def test_a_refusal_says_what_where_and_what_to_do(
    open_page: OpenPage, only_real_folder: Path, language: str, text: str, words: list[str]
) -> None:
    screen = open_query(open_page, only_real_folder, sql=text, lang=language)
    assert not [word for word in words if word not in read_html(screen)]


def test_every_refusal_and_every_table_has_its_words(released: duckdb.DuckDBPyConnection) -> None:
    assert set(REFUSALS) == set(Refusal)
    tables = {
        name for (name,) in released.execute("select table_name from duckdb_tables() where not internal").fetchall()
    }
    assert set(TABLES) == tables


def test_what_is_in_a_cell_is_text_and_nothing_else(open_page: OpenPage, only_real_folder: Path) -> None:
    screen = open_query(
        open_page, only_real_folder, sql="select '<script>alert(1)</script>' as \"<b>x</b>\", null as n"
    )
    html = read_html(screen)
    assert "<script>alert" not in html
    assert "<b>x</b>" not in html
    assert "NULL" in html


def test_an_answer_that_does_not_say_what_is_simulated_is_remarked_upon(
    open_page: OpenPage, demonstration_folder: Path
) -> None:
    screen = open_query(open_page, demonstration_folder, sql="select area_id, value from mart_standing limit 3")
    assert any("is_simulated" in caption.value for caption in screen.caption)


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "parquet"])
def test_an_answer_is_taken_away_with_its_statement(only_real_folder: Path, suffix: str) -> None:
    use_language("vi")
    release = open_release(only_real_folder)
    path = find_release_file(only_real_folder, release.release_id)
    text = "select 'Phường =x' as a, '=1+1' as a, 2030 as target_year, date '2026-01-02' as d, 'nan'::double as n, true as is_simulated"
    context = cast(PageContext, SimpleNamespace(release=release))
    extract = build_query_extract(context, run_query(path, text), text, "http://127.0.0.1/truy-van")
    release.connection.close()
    content = write_table_file(suffix, extract)
    assert extract.rows.columns == ["a", "a_2", "target_year", "d", "n", "is_simulated"]
    assert extract.rows["n"].to_list() == [None]
    assert (text in [said for _label, said in extract.notes], extract.release_id) == (True, release.release_id)
    if suffix == "csv":
        assert "'=1+1" in content.decode("utf-8-sig")
    elif suffix == "parquet":
        assert pl.read_parquet(content)["target_year"].to_list() == [2030]
    else:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        assert "=1+1" in rows[3]
