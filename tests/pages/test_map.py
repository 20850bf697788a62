"""Bản đồ, drawn: its sentence, legend, card and table say what the release says, in both languages and both eras."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read_html
from ui.format import format_gap, format_status, format_value
from ui.language import use_language
from ui.map_story import choose_period
from warehouse import queries
from warehouse.model import Era, Level
from warehouse.queries import Release, open_release

OpenPage = Callable[..., AppTest]
HANOI, HCM, OLD_HCM, SON_LA, BA_DINH = "01.2025-07", "79.2025-07", "79.before-2025-07", "14.2025-07", "00004.2025-07"
INDICATOR = "learning_citizen_rate_adults_in_learning_models"
LEGEND_ITEM = re.compile(r"<span>([^<]*)</span><em>([\d.,]*)</em>")


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    """What a test formats itself is Vietnamese unless it says otherwise."""
    use_language("vi")


@pytest.fixture(scope="module")
def release(demonstration_folder: Path) -> Release:
    return open_release(demonstration_folder)


def read_rows(release: Release, area_id: str, period: str, year: int = 2025) -> list[dict[str, Any]]:
    words = queries.read_indicator(release, INDICATOR).row(0, named=True)
    frame = queries.list_map_values(release, area_id, INDICATOR, period, year, Level.WARD, Era.AFTER)
    return [{**words, **row} for row in frame.iter_rows(named=True)]


def read_title(screen: AppTest) -> str:
    title = re.search(r"<h1[^>]*>(.*?)</h1>", read_html(screen))
    assert title is not None
    return title[1]


def read_legend(screen: AppTest) -> dict[str, int]:
    return {label: int(count) for label, count in LEGEND_ITEM.findall(read_html(screen))}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("vi", "{reached}/126 xã, phường đạt 40%; {silent}"),
        ("en", "{reached} of 126 wards and communes attain 40%; {silent}"),
    ],
)
def test_the_sentence_counts_who_reaches_the_target_and_who_is_silent(
    open_page: OpenPage, demonstration_folder: Path, release: Release, language: str, sentence: str
) -> None:
    rows = read_rows(release, HANOI, "2025")
    reached = sum(row["value"] is not None and 100 * row["numerator"] >= 40 * row["denominator"] for row in rows)
    silent = sum(row["value"] is None for row in rows)
    assert 0 < reached < 126
    assert silent > 0
    screen = open_page(demonstration_folder, "ban-do", lang=language)
    assert read_title(screen).startswith(sentence.format(reached=reached, silent=silent))
    assert f"{126 - silent}/126" in read_html(screen)


def test_the_legend_counts_every_unit_once(open_page: OpenPage, demonstration_folder: Path, release: Release) -> None:
    legend = read_legend(open_page(demonstration_folder, "ban-do"))
    assert sum(legend.values()) == 126
    assert legend["Chưa có số liệu"] == sum(row["value"] is None for row in read_rows(release, HANOI, "2025"))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_colours_by_status_count_the_statuses(
    open_page: OpenPage, demonstration_folder: Path, release: Release, language: str
) -> None:
    screen = open_page(demonstration_folder, "ban-do", mau="status", lang=language)
    use_language(language)
    counts = Counter(format_status(row["status"]) for row in read_rows(release, HANOI, "2025"))
    assert read_legend(screen) == dict(counts)
    assert len(counts) >= 3


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_link_to_a_place_shows_its_card(
    open_page: OpenPage, demonstration_folder: Path, release: Release, language: str
) -> None:
    screen = open_page(demonstration_folder, "ban-do", chon=BA_DINH, lang=language)
    use_language(language)
    row = next(row for row in read_rows(release, HANOI, "2025") if row["area_id"] == BA_DINH)
    card = next(block for block in read_html(screen).split("<article")[1:] if row[f"name_{language}"] in block)
    day = "31/12/2025" if language == "vi" else "31 Dec 2025"
    for part in (format_value(row), format_status(row["status"]), format_gap(row), day):
        assert part in card
    assert ("mô phỏng" if language == "vi" else "simulated") in card
    assert screen.query_params["chon"] == BA_DINH


def test_the_card_leads_to_the_cells_of_its_number(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "ban-do", chon=BA_DINH)
    screen.button(key="why_place").click().run()
    html = read_html(screen)
    assert not screen.error
    assert "SHA-256" in html
    assert ".xlsx" in html


def test_a_ward_is_shown_on_the_map_of_its_province(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "ban-do", noi=BA_DINH)
    figure = json.loads(screen.get("plotly_chart")[0].proto.spec)
    ringed = dict(zip(figure["data"][0]["locations"], figure["data"][0]["marker"]["line"]["width"], strict=True))
    assert len(ringed) == 126
    assert [area_id for area_id, width in ringed.items() if width == 3] == [BA_DINH]


@pytest.mark.parametrize(("period", "code"), [("2024", "district"), ("2026-Q3", "ward")])
def test_the_units_are_those_that_existed_in_the_period(
    open_page: OpenPage, demonstration_folder: Path, period: str, code: str
) -> None:
    screen = open_page(demonstration_folder, "ban-do", ky=period)
    assert screen.query_params["cap"] == code
    assert screen.selectbox(key="cap").value == code


def test_choosing_units_without_values_in_the_period_leaves_the_period(
    open_page: OpenPage, demonstration_folder: Path
) -> None:
    screen = open_page(demonstration_folder, "ban-do", ky="2024")
    screen.selectbox(key="cap").set_value("ward").run()
    assert screen.query_params["cap"] == "ward"
    assert "ky" not in screen.query_params
    assert "126 xã, phường" in read_title(screen)


def test_a_merged_province_still_shows_the_units_it_was_made_from(
    open_page: OpenPage, demonstration_folder: Path
) -> None:
    screen = open_page(
        demonstration_folder, "ban-do", noi=HCM, cap="district", ky="2024", chi_tieu="learning_family_rate"
    )
    figure = json.loads(screen.get("plotly_chart")[0].proto.spec)
    assert len(figure["data"][0]["locations"]) == 38
    old = open_page(
        demonstration_folder, "ban-do", noi=OLD_HCM, cap="district", ky="2024", chi_tieu="learning_family_rate"
    )
    assert len(json.loads(old.get("plotly_chart")[0].proto.spec)["data"][0]["locations"]) == 22


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("code", ["province", "former_province"])
def test_every_national_frame_names_the_archipelagos(
    open_page: OpenPage, demonstration_folder: Path, language: str, code: str
) -> None:
    screen = open_page(demonstration_folder, "ban-do", noi="VN", cap=code, lang=language)
    figure = json.loads(screen.get("plotly_chart")[0].proto.spec)
    names = [trace["text"] for trace in figure["data"] if trace["type"] == "scattermap"]
    assert ["Hoàng Sa", "Trường Sa"] in names
    bounds = figure["layout"]["map"]["bounds"]
    assert bounds["south"] < 9
    assert bounds["east"] > 115
    assert len(figure["data"][0]["locations"]) == (34 if code == "province" else 63)


def test_the_map_says_that_it_is_schematic(open_page: OpenPage, demonstration_folder: Path) -> None:
    assert "sơ đồ hoá, không phải ranh giới hành chính chính thức" in read_html(
        open_page(demonstration_folder, "ban-do")
    )
    assert "not official" in read_html(open_page(demonstration_folder, "ban-do", lang="en"))


def test_without_shapes_the_numbers_are_still_there(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "ban-do", noi=SON_LA)
    assert not screen.error
    assert not screen.get("plotly_chart")
    assert len(screen.dataframe[0].value) == 75


def test_the_table_holds_the_numbers_of_the_map(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    table = open_page(demonstration_folder, "ban-do").dataframe[0].value
    rows = read_rows(release, HANOI, "2025")
    assert [text.strip() for text in table["Giá trị"]] == [
        "" if row["value"] is None else format_value(row) for row in rows
    ]
    assert list(table["Địa bàn"]) == [row["name_vi"] for row in rows]


PERIODS = pl.DataFrame(
    {"period": ["2026-Q3", "2025", "2025-H1"], "period_end": [date(2026, 9, 30), date(2025, 12, 31), date(2025, 6, 30)]}
)


@pytest.mark.parametrize(
    ("asked", "due", "expected"),
    [
        ("2025-H1", date(2025, 12, 31), "2025-H1"),
        (None, date(2025, 12, 31), "2025"),
        ("2019", date(2025, 12, 31), "2025"),
        (None, date(2030, 12, 31), "2026-Q3"),
        (None, None, "2026-Q3"),
        (None, date(2024, 12, 31), "2026-Q3"),
    ],
)
def test_the_period_is_the_one_asked_for_or_that_of_the_verdict(
    asked: str | None, due: date | None, expected: str
) -> None:
    assert choose_period(PERIODS, asked, due, date(2026, 9, 30)) == expected


def test_without_values_there_is_no_period() -> None:
    assert choose_period(PERIODS.clear(), "2025", None, date(2026, 9, 30)) is None
