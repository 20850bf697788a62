"""Free analysis: the screen holds the numbers of the release, and everything chosen on it can be linked, saved and taken away."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read_html
from tests.pages.pivot_reading import read_lines, read_total
from warehouse.pivot_address import SavedView, write_file
from wording.format import format_count, format_percent
from wording.language import use_language

OpenPage = Callable[..., AppTest]
WITHOUT_FIGURES = "04.2025-07"  # Cao Bằng
HANOI, ADULTS = "01.2025-07", "learning_citizen_rate_adults_in_learning_models"
PLACES = [HANOI, "79.2025-07", "27.before-2025-07", "VN", "00070.2025-07", "002.before-2025-07", "96.2025-07"]
WARDS_OF_HANOI = f"""
    select distinct d.name_vi, m.numerator, m.denominator from mart_attainment as m inner join dim_area as d using (area_id)
    where m.indicator_id = '{ADULTS}' and m.basis = 'in_learning_models' and m.group_id is null and m.territory = 'current'
      and d.level = 'ward' and d.province_area_id = '{HANOI}' and m.period = '2026-Q3' and m.value is not null
"""


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    """What a test formats itself is Vietnamese unless it says otherwise."""
    use_language("vi")


def open_analysis(open_page: OpenPage, folder: Path, **address: str) -> tuple[AppTest, str]:
    screen = open_page(folder, "phan-tich", **address)
    assert not screen.exception
    assert not screen.error
    return screen, say(screen)


def say(screen: AppTest) -> str:
    use_language("vi")
    return unescape(read_html(screen))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("place", PLACES)
def test_every_place_has_an_answer_at_once(
    open_page: OpenPage, demonstration_folder: Path, place: str, language: str
) -> None:
    screen, html = open_analysis(open_page, demonstration_folder, noi=place, chi_tieu=ADULTS, lang=language)
    assert "<h1" in html
    assert not screen.info
    assert screen.query_params["hang"] == "area"


def test_a_place_without_figures_has_an_answer_without_a_table(open_page: OpenPage, demonstration_folder: Path) -> None:
    html = read_html(open_page(demonstration_folder, "phan-tich", noi=WITHOUT_FIGURES))
    assert "Chưa có số liệu để tổng hợp" in html
    assert "<table" not in html


@pytest.mark.parametrize("place", ["VN", HANOI])
def test_without_simulated_reports_nothing_is_said_of_any(
    open_page: OpenPage, only_real_folder: Path, place: str
) -> None:
    _screen, html = open_analysis(open_page, only_real_folder, noi=place, chi_tieu="learning_family_rate")
    assert "mô phỏng" not in html


def test_the_first_answer_is_that_of_the_release(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection
) -> None:
    rows = released.execute(WARDS_OF_HANOI).fetchall()
    _screen, html = open_analysis(open_page, demonstration_folder, noi=HANOI, chi_tieu=ADULTS)
    head = re.search(r"<h1.*?</h1>", html, re.DOTALL)[0]  # type: ignore[index]
    together = 100 * sum(x for _name, x, _n in rows) / sum(n for _name, _x, n in rows)
    low, *_rest, high = sorted(rows, key=lambda row: row[1] / row[2])
    for text in (format_percent(together), low[0], format_percent(100 * low[1] / low[2]), high[0]):
        assert text in head
    assert f"{len(rows)}/126" in html
    assert read_lines(html)[0][0] == high[0]
    bins = re.findall(r"<a class='bin'.*?<b>(\d+)</b>", html, re.DOTALL)
    assert sum(map(int, bins)) == len(rows)


def test_a_step_of_the_distribution_keeps_as_many_rows_as_it_says(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection
) -> None:
    rates = released.execute(f"""
        select distinct m.area_id, 100 * m.numerator / m.denominator from mart_attainment as m inner join dim_area as d using (area_id)
        where m.indicator_id = 'learning_community_rate' and m.basis = 'total' and m.period = '2021' and m.group_id is null
          and m.territory = 'as_reported' and d.level = 'ward' and d.era = 'before-2025-07' and d.province_area_id = '{HANOI}'
          and m.value is not null
    """).fetchall()
    asked = {"noi": HANOI, "chi_tieu": "learning_community_rate", "co_so": "total", "cac_ky": "2021", "ve": "phan-bo"}
    asked["don_vi"] = "ward.before-2025-07.as_reported"
    _screen, html = open_analysis(open_page, demonstration_folder, **asked)
    bins = re.findall(r"<a class='bin' href='[?]tu=(\d+)&den=(\d+).*?<b>(\d+)</b>", html, re.DOTALL)
    assert sum(int(count) for *_ends, count in bins) == len(rates)
    on_edge = [rate for _code, rate in rates if rate % 5 == 0 and rate < 100]
    low, high, count = max(bins, key=lambda step: on_edge.count(int(step[1])))
    assert on_edge.count(int(high)) > 0
    assert int(count) == sum(int(low) <= rate < int(high) for _code, rate in rates)
    _screen, kept = open_analysis(open_page, demonstration_folder, **asked, tu=low, den=high)
    assert f"Chung {count} dòng" in kept
    assert f"tỷ lệ dưới {format_percent(int(high))}" in kept


def test_a_link_reproduces_the_screen(open_page: OpenPage, demonstration_folder: Path) -> None:
    asked = {
        "don_vi": "district.before-2025-07.as_reported",
        "hang": "area",
        "cot": "group",
        "cac_ky": "2024",
        "sap": "farmers~rate~tang",
    }
    first, html = open_analysis(
        open_page, demonstration_folder, noi=HANOI, chi_tieu=ADULTS, cac_nhom="farmers,officials", **asked
    )
    second, again = open_analysis(open_page, demonstration_folder, **dict(first.query_params))
    assert read_lines(again) == read_lines(html)
    assert dict(second.query_params) == dict(first.query_params)  # fmt: skip


def test_a_choice_changes_table_and_address(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen, _html = open_analysis(open_page, demonstration_folder, noi=HANOI, chi_tieu=ADULTS)
    screen.multiselect(key="pivot_cac_ky").set_value(["2024"]).run()
    assert screen.query_params["cac_ky"] == "2024"
    assert all(len(cells) == 1 for _name, cells in read_lines(say(screen)))
    screen.number_input(key="pivot_tu").set_value(45.0).run()
    assert screen.query_params["tu"] == "45"
    rates = [float(cells[0].strip("≈ %").replace(",", ".")) for _name, cells in read_lines(say(screen))]
    assert rates
    assert min(rates) >= 45
    screen.button(key="pivot_drop").click().run()
    assert "tu" not in screen.query_params


def test_what_a_link_names_in_vain_is_said(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen, _html = open_analysis(
        open_page, demonstration_folder, noi=HANOI, chi_tieu=ADULTS, cac_ky="1999,2024", cot="x"
    )
    assert "1999" in screen.info[0].value
    assert "cot" in screen.info[0].value
    assert screen.query_params["cac_ky"] == "2024"


def test_long_tables_have_pages(open_page: OpenPage, demonstration_folder: Path) -> None:
    asked = {"noi": HANOI, "chi_tieu": ADULTS, "cac_ky": "2024", "sap": "ten~tang"}
    _screen, first = open_analysis(open_page, demonstration_folder, **asked)
    _screen, third = open_analysis(open_page, demonstration_folder, **asked, trang="3")
    assert (len(read_lines(first)), len(read_lines(third))) == (50, 26)
    assert not {name for name, _cells in read_lines(first)} & {name for name, _cells in read_lines(third)}


def test_picked_rows_stand_on_top_and_may_stand_alone_with_a_total_of_their_own(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection
) -> None:
    asked = {"noi": HANOI, "chi_tieu": ADULTS, "dong": "00070.2025-07,00004.2025-07", "cac_ky": "2026-Q3"}
    _screen, html = open_analysis(open_page, demonstration_folder, **asked)
    names = {name for name, _cells in read_lines(html)[:2]}
    assert len(read_lines(html)) == 50

    def put_together(more: str) -> str:
        [(x, n)] = released.execute(
            f"select sum(numerator), sum(denominator) from ({WARDS_OF_HANOI} {more})"
        ).fetchall()
        return format_percent(100 * x / n)

    together = put_together("and m.area_id in ('00070.2025-07', '00004.2025-07')")
    assert put_together("") != together
    assert read_total(html) == [put_together("")]
    _screen, alone = open_analysis(open_page, demonstration_folder, **asked, chi_dong="1")
    assert {name for name, _cells in read_lines(alone)} == names
    assert read_total(alone) == [together]
    assert f"chung {together}" in re.search(r"<h1.*?</h1>", alone, re.DOTALL)[0]  # type: ignore[index]


def test_rows_a_link_keeps_in_vain_leave_the_whole_table(open_page: OpenPage, demonstration_folder: Path) -> None:
    asked = {"noi": HANOI, "chi_tieu": ADULTS, "dong": "1.nowhere", "chi_dong": "1"}
    _screen, html = open_analysis(open_page, demonstration_folder, **asked)
    assert len(read_lines(html)) == 50


def test_a_filter_keeps_rates_published_without_counts(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection
) -> None:
    told = released.execute("""
        select distinct d.name_vi, m.value, m.numerator is null as is_bare
        from mart_attainment as m inner join dim_area as d using (area_id)
        where m.indicator_id = 'learning_family_rate' and m.basis = 'total' and m.period = '2025' and m.group_id is null
          and m.territory = 'current' and d.level = 'province' and d.valid_to is null and m.value is not null
    """).fetchall()
    assert any(is_bare for _name, _value, is_bare in told)
    asked = {"noi": "VN", "chi_tieu": "learning_family_rate", "don_vi": "province.2025-07.current", "cac_ky": "2025"}
    for low, high in ((0, 100), (80, 85)):
        limits = {"co_so": "total", "tu": str(low), "den": str(high)}
        _screen, html = open_analysis(open_page, demonstration_folder, **asked, **limits)
        kept = {name for name, value, _is_bare in told if low <= value < high or value == high == 100}
        assert {name for name, _cells in read_lines(html)} == kept


def test_counts_are_refused_in_words(open_page: OpenPage, demonstration_folder: Path) -> None:
    _screen, html = open_analysis(open_page, demonstration_folder, noi=HANOI, chi_tieu="learning_citizen_count")
    assert "d-empty" in html


@pytest.mark.parametrize("chart", ["phan-bo", "cot", "duong", "tan-xa", "bon-buoc", "khong"])
def test_every_drawing_says_its_message(open_page: OpenPage, demonstration_folder: Path, chart: str) -> None:
    _screen, html = open_analysis(open_page, demonstration_folder, noi=HANOI, chi_tieu=ADULTS, ve=chart)
    drawing = re.search(r"<div class='d-pivot-chart'>.*?(?=<div class='d-pivot'|$)", html, re.DOTALL)
    assert (drawing is None) == (chart == "khong")
    if drawing and chart in ("phan-bo", "duong", "tan-xa"):
        assert re.search(r"(?:aria-label|alt)='[^']{20,}'", drawing[0])


def hand_in(screen: AppTest, content: bytes) -> None:
    screen.file_uploader(key="pivot_file").set_value(("view.json", content, "application/json")).run()


def test_a_saved_view_comes_back(open_page: OpenPage, demonstration_folder: Path) -> None:
    asked = {
        "noi": HANOI,
        "chi_tieu": ADULTS,
        "moc": "2025",
        "hang": "group",
        "cot": "period",
        "cac_nhom": "farmers,workers",
        "cac_ky": "2024",
    }
    _screen, wanted = open_analysis(open_page, demonstration_folder, **asked)
    screen, _html = open_analysis(open_page, demonstration_folder, noi="79.2025-07", chi_tieu=ADULTS)
    hand_in(screen, write_file(SavedView("Hà Nội", asked)))
    assert not screen.error
    assert read_lines(say(screen)) == read_lines(wanted)
    assert screen.query_params["noi"] == HANOI  # fmt: skip


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"nonsense", "JSON"), (write_file(SavedView("x", {"hang": "nonsense"})), "hang"), (write_file(SavedView("x", {"x": "1"})), "x")],
)  # fmt: skip
def test_a_file_that_is_no_view_changes_nothing(
    open_page: OpenPage, demonstration_folder: Path, content: bytes, words: str
) -> None:
    screen, before = open_analysis(open_page, demonstration_folder, noi=HANOI, chi_tieu=ADULTS)
    hand_in(screen, content)
    assert words in screen.error[0].value
    assert read_lines(say(screen)) == read_lines(before)


def test_the_cells_can_be_taken_away(
    open_page: OpenPage,
    demonstration_folder: Path,
    released: duckdb.DuckDBPyConnection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found: dict[str, Callable[[], bytes]] = {}
    draw = st.download_button

    def note(label: str, *, data: Callable[[], bytes], **more: Any) -> bool:
        found[more["key"]] = data
        return draw(label, data=data, **more)

    monkeypatch.setattr(st, "download_button", note)
    open_analysis(open_page, demonstration_folder, noi=HANOI, chi_tieu=ADULTS, cac_ky="2026-Q3")
    frame = pl.read_parquet(io.BytesIO(found["parquet-analysis"]()))
    expected = {row[0]: row[1:] for row in released.execute(WARDS_OF_HANOI).fetchall()}
    shown = {
        row["area"]: (row["numerator"], row["denominator"])
        for row in frame.iter_rows(named=True)
        if row["value_pct"] is not None
    }
    assert shown == expected
    assert frame.filter(pl.col("value_pct").is_null())["why_blank"].null_count() == 0
    assert format_count(expected["Phường Ba Đình"][0])  # fmt: skip
