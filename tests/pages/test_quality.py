"""Chất lượng số liệu, drawn: who reported, signs in the order of whom they concern, and what people noted."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import shutil
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
from warehouse.publish import read_current_id
from wording.format import format_count, format_number
from wording.language import use_language

OpenPage = Callable[..., AppTest]
SLUG, HANOI, HCMC, PERIOD = "chat-luong", "01.2025-07", "79.2025-07", "2026-Q3"
SILENT = """
    select area_id, name_vi from dim_area where level = 'ward' and era = '2025-07' and parent_area_id = '{place}'
    and area_id not in (select area_id from mart_provenance where period = '{period}' and value is not null)
"""
STORED = """
    select count(distinct (load_id, sheet, cell)) filter (where rule not in ('heaped_at_whole', 'heaped_over_target'))
        + count(distinct (load_id, sheet, cell, rule)) filter (where rule in ('heaped_at_whole', 'heaped_over_target'))
    from store.finding inner join store.current_value using (load_id, sheet, cell)
    where severity = 'warning' and period = '{period}'
        and area_id in (select area_id from dim_area where province_area_id = '{place}' or parent_area_id = '{place}')
        and (area_id, subject_id, group_id) not in (
            select (area_id, title_id, coalesce(group_id, '')) from mart_title_flow
            where period = '{period}' and 'suppressed' in (total_missing, registered_missing, assessed_missing, recognised_missing))
"""


@pytest.fixture(autouse=True)
def speak_vietnamese() -> None:
    use_language("vi")


def read_rows(html: str, section: str) -> list[list[str]]:
    """Texts of the table of a section."""
    part = html.split(section)[1].split("<h2")[0]
    rows = re.findall(r"<tr>(<td.*?)</tr>", part, re.DOTALL)
    return [
        [unescape(re.sub(r"<[^>]*>", " ", cell)).strip() for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)]
        for row in rows
    ]


@pytest.mark.parametrize("place", [HANOI, HCMC])
def test_the_sentence_counts_reports_and_signs_as_the_store_does(
    open_page: OpenPage, demonstration_folder: Path, released_with_store: duckdb.DuckDBPyConnection, place: str
) -> None:
    screen = open_page(demonstration_folder, SLUG, noi=place)
    assert not screen.error
    expected = released_with_store.sql(
        f"select count(*) from dim_area where level = 'ward' and parent_area_id = '{place}'"
    ).fetchall()[0][0]
    silent = released_with_store.sql(SILENT.format(place=place, period=PERIOD)).fetchall()
    signs = released_with_store.sql(STORED.format(place=place, period=PERIOD)).fetchall()[0][0]
    message = re.search(r"<h1[^>]*>(.*?)</h1>", read_html(screen))[1]  # type: ignore[index]
    assert f"{expected - len(silent)}/{expected} đơn vị" in message
    assert f"{signs} dấu hiệu" in message
    assert signs > 0


def test_silent_units_stand_in_the_order_of_their_people(
    open_page: OpenPage, demonstration_folder: Path, released_with_store: duckdb.DuckDBPyConnection
) -> None:
    rows = read_rows(read_html(open_page(demonstration_folder, SLUG, noi=HANOI)), "Chưa báo cáo")
    names = {name for _area, name in released_with_store.sql(SILENT.format(place=HANOI, period=PERIOD)).fetchall()}
    assert {row[0] for row in rows} == names
    people = [int(row[1].replace(".", "")) for row in rows]
    assert people == sorted(people, reverse=True)
    first = released_with_store.sql(
        "select max(denominator) from mart_attainment inner join dim_indicator using (indicator_id) inner join dim_area using (area_id) "
        "where counts_persons and group_id is null and period = '2026-H1' and territory = 'as_reported' "
        "and basis = dim_indicator.target_basis "
        f"and dim_area.name_vi = '{rows[0][0]}' and parent_area_id = '{HANOI}'"
    ).fetchall()[0][0]
    assert people[0] == first


def test_signs_that_concern_most_come_first_and_name_their_cell(
    open_page: OpenPage, demonstration_folder: Path, released_with_store: duckdb.DuckDBPyConnection
) -> None:
    html = read_html(open_page(demonstration_folder, SLUG, noi=HANOI))
    rows = read_rows(html, "Con số cần hỏi lại")
    counts = [int(re.match(r"[\d.]+", row[3])[0].replace(".", "")) for row in rows if row[3] != "–"]  # type: ignore[index]
    assert len(counts) > 5
    assert counts == sorted(counts, reverse=True)
    assert all("mô phỏng" in row[0] for row in rows)
    cell = re.search(r"· ([A-Z]+\d+)", re.sub(r"\s+", " ", rows[0][4]))[1]  # type: ignore[index]
    total = released_with_store.sql(
        "select t.value from store.current_value as c inner join store.current_value as t using (area_id, period, subject_id, group_id) "
        f"where c.cell = '{cell}' and c.period = '{PERIOD}' and c.measure = 'recognised' and t.measure = 'total' "
        f"and area_id in (select area_id from dim_area where parent_area_id = '{HANOI}')"
    ).fetchall()[0][0]
    assert format_count(total) in rows[0][3]


def test_the_table_of_reports_counts_wards_of_former_districts(
    open_page: OpenPage, demonstration_folder: Path, released_with_store: duckdb.DuckDBPyConnection
) -> None:
    html = read_html(open_page(demonstration_folder, SLUG, noi=HANOI))
    table = html.split("năm 2021")[1].split("</table>")[0]
    counted = released_with_store.sql(
        "select d.name_vi, count(distinct w.area_id), count(distinct p.area_id) "
        "from dim_area as d inner join dim_area as w on w.parent_area_id = d.area_id "
        "left join mart_provenance as p on p.area_id = w.area_id and p.period = '2021' and p.value is not null "
        "where d.level = 'district' and d.province_area_id = '01.2025-07' group by all"
    ).fetchall()
    rows = {unescape(re.sub(r"<[^>]*>", "", row.split("</th>")[0])): row for row in table.split("<tr>")[1:]}
    checked = 0
    for name, expected, reported in counted:
        if name in rows:
            first = re.search(r"<td.*?</td>", rows[name])[0]  # type: ignore[index]
            assert f"{format_number(reported)}/{format_number(expected)}" in first, name
            checked += reported < expected
    assert checked


def test_another_period_can_be_chosen_by_link(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, SLUG, noi=HANOI, ky="2025")
    assert "năm 2025:" in re.search(r"<h1[^>]*>(.*?)</h1>", read_html(screen))[1]  # type: ignore[index]


def test_a_mark_is_kept_beside_the_release(open_page: OpenPage, demonstration_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    (folder / "releases").mkdir(parents=True)
    current = read_current_id(demonstration_folder)
    file = shutil.copy(demonstration_folder / "releases" / f"{current}.duckdb", folder / "releases")
    shutil.copy(demonstration_folder / "CURRENT", folder)
    before = hashlib.sha256(Path(file).read_bytes()).hexdigest()
    screen = open_page(folder, SLUG, noi=HANOI)
    assert screen.button(key="mark_kept").disabled
    screen.segmented_control(key="mark_state").set_value("confirmed")
    screen.text_input(key="mark_by").set_value("Nguyễn Văn A, Sở GD&ĐT")
    screen.text_input(key="mark_note").set_value('=1+1 <b>"đúng"</b>').run()
    screen.button(key="mark_kept").click().run()
    assert not screen.error
    first = read_rows(read_html(screen), "Chưa báo cáo")[0]
    assert "đã xác nhận" in first[3]
    assert "Nguyễn Văn A, Sở GD&ĐT" in first[3]
    assert "<b>&quot;" not in read_html(screen)
    assert "&lt;b&gt;" in read_html(screen)
    with (folder / "desk" / "follow_ups.csv").open(encoding="utf-8", newline="") as stream:
        [row] = csv.DictReader(stream)
    assert row["state"] == "confirmed"
    assert row["sign_id"].endswith(f"|{PERIOD}|silent")
    assert hashlib.sha256(Path(file).read_bytes()).hexdigest() == before
    assert "đã xác nhận" in read_html(open_page(folder, SLUG, noi=HANOI))


def test_what_is_taken_away_is_what_is_on_the_screen(
    open_page: OpenPage, demonstration_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: dict[str, Any] = {}
    draw = st.download_button
    monkeypatch.setattr(
        st,
        "download_button",
        lambda label, **more: (offered.update({more["key"]: more["data"]}), draw(label, **more))[1],
    )
    html = read_html(open_page(demonstration_folder, SLUG, noi=HANOI))
    taken = pl.read_parquet(io.BytesIO(offered["parquet-quality"]()))
    silent, signs = taken.filter(pl.col("cell").is_null()), taken.filter(pl.col("cell").is_not_null())
    assert [row[0] for row in read_rows(html, "Chưa báo cáo")] == silent["area"].to_list()
    assert f"; {signs.height} dấu hiệu" in html


def test_a_release_from_before_says_that_signs_were_not_kept(
    open_page: OpenPage, demonstration_folder: Path, tmp_path: Path
) -> None:
    current = read_current_id(demonstration_folder)
    (tmp_path / "releases").mkdir()
    file = shutil.copy(demonstration_folder / "releases" / f"{current}.duckdb", tmp_path / "releases")
    shutil.copy(demonstration_folder / "CURRENT", tmp_path)
    with duckdb.connect(file) as release:
        release.execute("drop table mart_finding")
    screen = open_page(tmp_path, SLUG, noi=HANOI)
    assert not screen.error
    assert "Bản phát hành này không lưu" in read_html(screen)


def test_real_figures_alone_leave_nothing_to_ask(open_page: OpenPage, only_real_folder: Path) -> None:
    screen = open_page(only_real_folder, SLUG, noi="14.2025-07")
    assert not screen.error
    assert "chưa có báo cáo về danh hiệu học tập" in read_html(screen)
