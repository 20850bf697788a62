"""The units under a place across 1/7/2025: asked for only when looked at, every row as the release has it, kept in the address."""

from __future__ import annotations

import io
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import ui.reform_list
from tests.pages.conftest import read_html
from tests.pages.reform_reading import Line, expect_lines, read_reform
from warehouse.change_queries import list_reform_changes
from warehouse.model import Level
from warehouse.queries import open_release
from wording.language import use_language

OpenPage = Callable[..., AppTest]
ADULTS, BASIS, FAMILY = "learning_citizen_rate_adults_in_learning_models", "in_learning_models", "learning_family_rate"
HANOI, HCM, OLD_HCM = "01.2025-07", "79.2025-07", "79.before-2025-07"
FOLD = {"vi": "Qua sắp xếp địa giới 1/7/2025: từng đơn vị", "en": "Across the reform of 1/7/2025, unit by unit"}


@pytest.fixture
def expected(released: duckdb.DuckDBPyConnection) -> dict[str, Line]:
    """Wards of Hà Nội, worked out apart from the product."""
    lines = expect_lines(lambda sql: released.sql(sql).fetchall(), "ward", ADULTS, BASIS)
    inside = released.sql(f"select area_id from dim_area where parent_area_id = '{HANOI}'").fetchall()
    return {area_id: lines[area_id] for (area_id,) in inside if area_id in lines}


def read_folds(screen: AppTest) -> list[str]:
    return [fold.label for fold in screen.expander]


def count_alone(lines: dict[str, Line]) -> int:
    return sum(line.numbers[5] < 0 <= line.numbers[3] for line in lines.values())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_link_opens_the_list_of_every_unit(
    open_page: OpenPage, demonstration_folder: Path, expected: dict[str, Line], language: str
) -> None:
    address = {"noi": HANOI, "chi_tieu": ADULTS, "moc": "2025", "qua_sap_xep": "tat-ca", "lang": language}
    screen = open_page(demonstration_folder, "chi-tieu", **address)
    assert not screen.exception
    html = read_html(screen)
    lines = read_reform(html)
    assert [line.numbers[5] for line in lines] == sorted(line.numbers[5] for line in lines)
    assert len(lines) == len(expected) > 100
    for line in lines:
        assert line.numbers == expected[line.area_id].numbers
        assert line.is_estimated == expected[line.area_id].is_estimated
        old, recast, new, real, boundary, whole = line.numbers
        assert (real, boundary, real + boundary) == (new - recast, recast - old, whole)
    alone = count_alone(expected)
    head, nature = {
        "vi": (f"{alone}/{len(lines)} xã, phường giảm chỉ do địa giới mới", "số liệu mô phỏng"),
        "en": (f"{alone} of {len(lines)} wards and communes fell only because of the new boundary", "simulated data"),
    }[language]
    note = html.split(head)[1].split("<div class='d-table")[0]
    assert nature in note
    assert ("từ 30/6/2025 đến 30/9/2026" if language == "vi" else "from 30 Jun 2025 to 30 Sep 2026") in note
    assert FOLD[language] in read_folds(screen)


def test_nothing_is_asked_while_it_is_folded(
    open_page: OpenPage, demonstration_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_asked: Any) -> pl.DataFrame:
        raise AssertionError("asked while folded")

    monkeypatch.setattr(ui.reform_list, "list_reform_changes", refuse)
    screen = open_page(demonstration_folder, "chi-tieu", noi=HANOI, chi_tieu=ADULTS, moc="2025")
    assert not screen.exception
    assert FOLD["vi"] in read_folds(screen)
    assert "qua_sap_xep" not in screen.query_params
    assert read_reform(read_html(screen)) == []


def test_opening_choosing_and_folding_are_kept_in_the_address(
    open_page: OpenPage, demonstration_folder: Path, expected: dict[str, Line]
) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", noi=HANOI, chi_tieu=ADULTS, moc="2025")
    screen.session_state["_reform_open"] = True
    screen.run()
    assert screen.query_params["qua_sap_xep"] == "tat-ca"
    for code, count in (
        ("giam", sum(line.numbers[5] < 0 for line in expected.values())),
        ("do-dia-gioi", count_alone(expected)),
    ):
        screen.segmented_control(key="qua_sap_xep").set_value(code).run()
        assert screen.query_params["qua_sap_xep"] == code
        assert len(read_reform(read_html(screen))) == count > 0
    screen.session_state["_reform_open"] = False
    screen.run()
    assert "qua_sap_xep" not in screen.query_params
    assert read_reform(read_html(screen)) == []


def test_the_nation_lists_provinces_or_wards(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", noi="VN", chi_tieu=ADULTS, moc="2025", qua_sap_xep="tat-ca")
    html = read_html(screen)
    found = {line.area_id: line for line in read_reform(html)}
    assert set(found) == {HANOI, HCM, "24.2025-07"}
    assert (found[HANOI].old_name, found[HANOI].numbers[4]) == ("địa giới không đổi", 0)
    assert "31/34 nơi chưa so được" in html
    assert "Không có nơi nào trong 3 tỉnh, thành phố giảm chỉ do địa giới mới" in html
    screen.segmented_control(key="don_vi_sap_xep").set_value("ward").run()
    html = read_html(screen)
    assert screen.query_params["don_vi_sap_xep"] == "ward"
    assert len(read_reform(html)) == 300
    assert "đơn vị trong tệp tải về" in html
    screen.segmented_control(key="don_vi_sap_xep").set_value("province").run()
    screen.segmented_control(key="qua_sap_xep").set_value("giam").run()
    assert "Không có đơn vị nào thuộc lựa chọn này." in read_html(screen)


@pytest.mark.parametrize(
    "address",
    [{"noi": OLD_HCM}, {"noi": "00070.2025-07"}, {"noi": HANOI, "nhom": "farmers"}, {"noi": "96.2025-07"}],
    ids=["former province", "ward", "group of people", "no figures"],
)
def test_where_there_is_nothing_to_list_there_is_no_fold(
    open_page: OpenPage, demonstration_folder: Path, address: dict[str, str]
) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", chi_tieu=ADULTS, moc="2025", qua_sap_xep="giam", **address)
    assert not screen.exception
    assert FOLD["vi"] not in read_folds(screen)
    assert "qua_sap_xep" not in screen.query_params


@pytest.mark.parametrize("language", ["vi", "en"])
def test_published_figures_alone_cannot_be_compared(open_page: OpenPage, only_real_folder: Path, language: str) -> None:
    address = {"noi": "VN", "chi_tieu": FAMILY, "qua_sap_xep": "tat-ca", "lang": language}
    screen = open_page(only_real_folder, "chi-tieu", **address)
    assert not screen.exception
    words = {"vi": "Chưa so được qua ngày sắp xếp địa giới", "en": "Nothing to compare across the reform"}[language]
    assert words in read_html(screen)
    assert screen.query_params["qua_sap_xep"] == "tat-ca"


def test_what_is_taken_away_is_the_list_of_the_choice(
    open_page: OpenPage, demonstration_folder: Path, monkeypatch: pytest.MonkeyPatch, expected: dict[str, Line]
) -> None:
    offered: dict[str, Callable[[], bytes]] = {}
    monkeypatch.setattr(st, "download_button", lambda _label, *, data, **more: offered.update({more["key"]: data}))
    address = {"noi": HANOI, "chi_tieu": ADULTS, "moc": "2025", "qua_sap_xep": "do-dia-gioi"}
    open_page(demonstration_folder, "chi-tieu", **address)
    taken = pl.read_parquet(io.BytesIO(offered["parquet-sap-xep"]()))
    known = list_reform_changes(open_release(demonstration_folder), HANOI, ADULTS, Level.WARD, BASIS)
    assert taken.height == count_alone(expected)
    for row in taken.join(known, on="area_id", suffix="_known").iter_rows(named=True):
        names = ("real_change", "boundary_change", "change", "old_area_id")
        assert [row[name] for name in names] == [row[f"{name}_known"] for name in names]
        assert [row[f"{side}_value_pct"] for side in ("old", "recast", "new")] == [
            row[f"{side}_value"] for side in ("old", "recast", "new")
        ]
        assert row["old_date"] == row["old_period_end"]
        assert row["nature"] == "mô phỏng"
    use_language("vi")
    text = offered["csv-sap-xep"]().decode("utf-8-sig")
    assert "Đơn vị cũ: mẫu số" in unescape(text.splitlines()[0])
