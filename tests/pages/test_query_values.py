"""No value of any type of DuckDB breaks the query page or a file taken away from it, and none is told as another."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import duckdb
import openpyxl
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read_html
from tests.pages.test_query import open_query
from ui.query_drawing import write_answer, write_float
from ui.query_files import build_query_extract
from ui.state import PageContext
from ui.take_away import write_table_file
from warehouse import statements
from warehouse.queries import open_release
from warehouse.sandbox import LIMITS, QueryAnswer, read_answer
from warehouse.sandbox_worker import SETTINGS, ask
from wording.language import use_language

TYPES = duckdb.sql("from test_all_types()").columns  # the least and the largest value of every type, and a null
EXTREMES = [
    "unnest(['infinity', '-infinity', null, '2026-01-02', '5881580-07-10', '0044-03-15 (BC)']::date[])",
    "unnest(['infinity', '-infinity', null, '2026-01-02 03:04:05.5', '294247-01-10', '0044-03-15 (BC) 01:02:03']::timestamp[])",
    "unnest(['0001-01-01', '1899-12-31', '9999-12-31']::date[])",
    "unnest(['0001-01-01 00:00:00.000001', '1899-12-31 23:59:59', '9999-12-31 23:59:59.999999']::timestamp[])",
    "unnest(['infinity', '-infinity', '0044-03-15 (BC) 01:02:03+14', '20000-01-01 00:00:00-12']::timestamptz[])",
    "unnest([1e28, -1.7e308, 5e-324, 1e-5, 'nan', 'inf', '-inf', -0.0, 999999999999999.9]::double[])",
    "unnest([1e10, 3.4e38, 1e-45, 'nan', 'inf']::float[])",
    "unnest(['', repeat('x', 40000), chr(0), chr(1), chr(65535), '=1+1', '<br>'])",
    "{'d': date 'infinity', 'm': map {'k': [interval '-2147483648 days']}}",
]
ASKED = [*(f'select "{name}" from test_all_types()' for name in TYPES), *(f"select {one} as x" for one in EXTREMES)]
Ask = Callable[[str], QueryAnswer]


@pytest.fixture
def ask_here(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ask]:
    """What the process of statements answers, which then also lets the extremes of all types be asked for."""
    monkeypatch.setattr(statements, "ROW_FUNCTIONS", {*statements.ROW_FUNCTIONS, "test_all_types"})
    with duckdb.connect(config=SETTINGS) as connection:
        yield lambda text: read_answer(
            *ask(connection, frozenset(), {"text": text, "rows": LIMITS.row_count, "bytes": LIMITS.byte_count})
        )


@pytest.fixture
def context(only_real_folder: Path) -> Iterator[PageContext]:
    release = open_release(only_real_folder)
    yield cast(PageContext, SimpleNamespace(release=release))
    release.connection.close()


@pytest.mark.parametrize("text", ASKED)
def test_no_value_breaks_the_page_or_a_file(ask_here: Ask, context: PageContext, text: str) -> None:
    use_language("vi")
    answer = ask_here(text)
    rows = answer.frame.height
    assert write_answer(answer, 1).count("<tr>") == rows + 1
    extract = build_query_extract(context, answer, text, "http://127.0.0.1/truy-van")
    missing = [value is None for value in extract.rows.to_series()]
    assert pl.read_parquet(write_table_file("parquet", extract)).height == rows
    table = list(csv.reader(io.StringIO(write_table_file("csv", extract).decode("utf-8-sig"))))
    assert len(table) == rows + 1
    sheet = openpyxl.load_workbook(io.BytesIO(write_table_file("xlsx", extract))).worksheets[0]
    written = [sheet.cell(4 + row, 1).value for row in range(rows)]
    assert not [value for value, none in zip(written, missing, strict=True) if none and value is not None]
    assert "#VALUE!" not in written


@pytest.mark.parametrize("kind", ["date", "timestamp"])
def test_days_python_does_not_know_are_told_in_the_words_of_the_database(ask_here: Ask, kind: str) -> None:
    days = ["infinity", "-infinity", "20000-01-01", "0044-03-15 (BC)", "2026-01-02"]
    listed = ", ".join(f"({kind} '{day}')" for day in days)
    told = ask_here(f"select x::varchar from (values {listed}) t(x)").frame["c0"].to_list()
    assert ask_here(f"select x from (values {listed}) t(x)").frame["c0"].to_list() == told


def test_other_days_stay_days(ask_here: Ask) -> None:
    answer = ask_here("select date '0001-01-01', timestamp '9999-12-31 23:59:59', '2026-01-02', null::date")
    assert answer.frame.row(0) == (date.min, datetime.fromisoformat("9999-12-31T23:59:59"), "2026-01-02", None)
    assert answer.frame.dtypes[3] == pl.Date()


def test_a_link_to_a_day_without_end_opens(open_page: Callable[..., AppTest], only_real_folder: Path) -> None:
    screen = open_query(open_page, only_real_folder, sql="select date 'infinity' as d, exp(100) as n, 0.00001 as s")
    assert not screen.exception
    assert [word for word in ("infinity", "2.688117141816", "1e-05") if word not in read_html(screen)] == []


@pytest.mark.parametrize("value", [0.0, 12.0, 0.0001, -0.5, 123456.789, 999999999999999.9])
def test_a_fraction_is_told_in_the_language(value: float) -> None:
    use_language("vi")
    told = write_float(value)
    assert float(told.replace(".", "").replace(",", ".")) == pytest.approx(value, abs=0.00005, rel=0)
    assert "code" not in told


@pytest.mark.parametrize("value", [1e28, -1e15, 1.7976931348623157e308, 0.00001, -5e-324])
def test_a_fraction_too_large_or_too_small_is_told_to_its_last_digit(value: float) -> None:
    assert float(write_float(value).removeprefix("<code>").removesuffix("</code>")) == value
