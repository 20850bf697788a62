"""Chỉ tiêu, drawn: the sentence, every target, the groups and the units are those of the release."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read_html
from warehouse import queries
from warehouse.model import Era, Level
from warehouse.queries import Release, open_release
from wording.format import format_gap, format_value
from wording.language import use_language

OpenPage = Callable[..., AppTest]
HANOI, OLD_HCM, CA_MAU, BA_DINH = "01.2025-07", "79.before-2025-07", "96.2025-07", "00004.2025-07"
INDICATOR = "learning_citizen_rate_adults_in_learning_models"


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    """What a test formats itself is Vietnamese unless it says otherwise."""
    use_language("vi")


@pytest.fixture(scope="module")
def release(demonstration_folder: Path) -> Release:
    return open_release(demonstration_folder)


def read_headline(release: Release, area_id: str, year: int) -> dict[str, Any]:
    rows = queries.list_standing(release, area_id).filter(
        (pl.col("indicator_id") == INDICATOR) & pl.col("is_headline") & (pl.col("target_year") == year)
    )
    assert rows.height == 1
    return rows.row(0, named=True)


def read_title(screen: AppTest) -> str:
    title = re.search(r"<h1[^>]*>(.*?)</h1>", read_html(screen))
    assert title is not None
    return title[1]


def read_figures(screen: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in screen.get("plotly_chart")]


@pytest.mark.parametrize(
    ("language", "year", "words"),
    [
        ("vi", 2025, "Thành phố Hà Nội đạt chỉ tiêu: {value} so với 40%"),
        ("en", 2025, "Ha Noi City attains the target: {value} against 40%"),
        ("vi", 2030, "Thành phố Hà Nội đang ở mức {value}; chỉ tiêu 60% đến 31/12/2030"),
        ("en", 2030, "Ha Noi City is at {value}; the target is 60% by 31 Dec 2030"),
    ],
)
def test_the_sentence_gives_value_and_target(
    open_page: OpenPage, demonstration_folder: Path, release: Release, language: str, year: int, words: str
) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", chi_tieu=INDICATOR, moc=str(year), lang=language)
    use_language(language)
    row = read_headline(release, HANOI, year)
    assert read_title(screen) == words.format(value=format_value(row))
    html = read_html(screen)
    assert f"<b>{format_value(row)}</b>" in html
    if row["gap_count"]:
        assert format_gap(row) in html
    assert ("mô phỏng" if language == "vi" else "simulated") in html


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_target_is_listed_with_document_and_wording(
    open_page: OpenPage, demonstration_folder: Path, release: Release, language: str
) -> None:
    html = read_html(open_page(demonstration_folder, "chi-tieu", chi_tieu="learning_family_rate", lang=language))
    targets = queries.list_targets(release, HANOI, "learning_family_rate")
    assert targets.height >= 4
    assert not targets["is_verified"].all()
    for target in targets.iter_rows(named=True):
        assert escape(target["document_number"]) in html
        assert escape(target["wording_vi"].strip('“”" ')) in html
        assert target[f"scope_name_{language}"] in html


def test_a_period_asked_for_gives_its_number(open_page: OpenPage, demonstration_folder: Path, release: Release) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", chi_tieu=INDICATOR, ky="2023")
    series = queries.read_series(release, HANOI, INDICATOR)
    row = series.filter((pl.col("period") == "2023") & (pl.col("basis") == "in_learning_models")).row(0, named=True)
    words = queries.read_indicator(release, INDICATOR).row(0, named=True)
    use_language("vi")
    assert format_value({**words, **row}) in read_title(screen)


def test_groups_and_units_are_those_of_the_release(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", chi_tieu=INDICATOR)
    groups = queries.list_group_values(release, HANOI, INDICATOR, "2025").filter(
        (pl.col("basis") == "in_learning_models") & pl.col("value").is_not_null()
    )
    bars = read_figures(screen)[1]["data"][0]
    assert dict(zip(bars["y"], bars["x"], strict=True)) == dict(groups.select("name_vi", "value").iter_rows())
    assert groups.height >= 6
    units = queries.list_map_values(release, HANOI, INDICATOR, "2025", 2025, Level.WARD, Era.AFTER)
    html = read_html(screen)
    ranked = units.drop_nulls("value").sort("value")
    places = [html.index(f">{name}</a>") for name in ranked["name_vi"]]
    assert places == sorted(places)
    for name in units.filter(pl.col("value").is_null())["name_vi"]:
        assert html.index(f">{name}</a>") > places[-1]


def test_real_and_simulated_values_are_never_one_line(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", chi_tieu="learning_family_rate")
    names = [trace["name"] for trace in read_figures(screen)[0]["data"]]
    assert sum(name.endswith("· thật") for name in names) >= 2
    assert sum(name.endswith("· mô phỏng") for name in names) == 2
    assert "hình thoi" in read_html(screen)


def test_a_place_that_ended_says_when(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", chi_tieu=INDICATOR, noi=OLD_HCM)
    assert read_title(screen).startswith("Thành phố Hồ Chí Minh (đến 30/6/2025): ")


def test_a_yes_or_no_is_said_and_not_drawn(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", chi_tieu="unesco_gnlc_member")
    assert read_title(screen) == "Thành phố Hà Nội: đạt"
    assert not screen.get("plotly_chart")


def test_where_nothing_is_known_the_screen_says_so(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    known = set(queries.list_standing(release, CA_MAU)["indicator_id"])
    unknown = next(one for one in queries.list_indicators(release, HANOI)["indicator_id"] if one not in known)
    screen = open_page(demonstration_folder, "chi-tieu", noi=CA_MAU, chi_tieu=unknown)
    assert not screen.error
    assert "d-empty" in read_html(screen)


def test_the_number_leads_to_its_cells_in_two_clicks(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", chi_tieu=INDICATOR, noi=BA_DINH)
    next(button for button in screen.button if button.key.startswith("why-")).click().run()
    html = read_html(screen)
    assert "SHA-256" in html
    assert ".xlsx" in html


@pytest.mark.parametrize("language", ["vi", "en"])
def test_charts_carry_their_message_in_words(open_page: OpenPage, demonstration_folder: Path, language: str) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", chi_tieu=INDICATOR, lang=language)
    texts = [chart.proto.alt for chart in screen.get("plotly_chart")]
    assert len(texts) == 2
    assert all("%" in text for text in texts)
