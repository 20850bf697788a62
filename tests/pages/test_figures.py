"""The numbers inside the figures are those of the release, in both languages and in both eras."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read_html
from warehouse import queries
from warehouse.model import Era, Level
from warehouse.queries import Release, open_release
from wording.format import format_value
from wording.language import use_language

OpenPage = Callable[..., AppTest]
HANOI = "01.2025-07"
INDICATOR = "learning_citizen_rate_adults_in_learning_models"


@pytest.fixture(scope="module")
def release(demonstration_folder: Path) -> Release:
    return open_release(demonstration_folder)


def read_figures(screen: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in screen.get("plotly_chart")]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("level", "era", "period", "count"),
    [
        (Level.WARD, Era.AFTER, "2025", 126),
        (Level.DISTRICT, Era.BEFORE, "2024", 30),
        (Level.WARD, Era.AFTER, "2026-H1", 126),
    ],
)
def test_the_map_holds_every_unit_with_its_number(
    open_page: OpenPage,
    demonstration_folder: Path,
    release: Release,
    language: str,
    level: Level,
    era: Era,
    period: str,
    count: int,
) -> None:
    year = 2025 if period <= "2025" else 2030
    address = {"noi": HANOI, "chi_tieu": INDICATOR, "cap": str(level), "ky": period, "moc": str(year), "lang": language}
    screen = open_page(demonstration_folder, "ban-do", **address)
    use_language(language)
    assert not screen.exception
    assert not screen.error
    trace = read_figures(screen)[0]["data"][0]
    rows = queries.list_map_values(release, HANOI, INDICATOR, period, year, level, era).rows(named=True)
    words = dict(zip(trace["locations"], trace["text"], strict=True))
    assert set(words) == {row["area_id"] for row in rows}
    assert len(words) == count
    for row in rows:
        assert row[f"name_{language}"] in words[row["area_id"]]
        if row["value"] is not None:
            shown = format_value(row | {"unit": "percent", "decimals": 2})
            assert shown in words[row["area_id"]], row["area_id"]
            assert ("mô phỏng" if language == "vi" else "simulated") in words[row["area_id"]]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_series_is_that_of_the_release(
    open_page: OpenPage, demonstration_folder: Path, release: Release, language: str
) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", noi=HANOI, chi_tieu=INDICATOR, moc="2025", lang=language)
    assert not screen.exception
    assert not screen.error
    drawn = {
        round(float(y), 6)
        for figure in read_figures(screen)
        for trace in figure["data"]
        for y in trace.get("y") or []
        if _is_number(y)
    }
    series = queries.read_series(release, HANOI, INDICATOR)
    for value in series.filter(series["basis"] == "in_learning_models")["value"].drop_nulls().unique():
        assert round(value, 6) in drawn, value


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


@pytest.mark.parametrize("slug", ["", "ban-do", "chi-tieu", "xep-hang", "nguon-so-lieu"])
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "place",
    [
        HANOI,
        "VN",
        "79.2025-07",
        "27.before-2025-07",
        "14.2025-07",
        "001.before-2025-07",
        "00004.2025-07",
        "735.before-2025-07",
    ],
)
def test_every_page_opens_everywhere(
    open_page: OpenPage, demonstration_folder: Path, slug: str, language: str, place: str
) -> None:
    screen = open_page(demonstration_folder, slug, noi=place, lang=language)
    assert not screen.exception
    assert not screen.error
    assert "<h1" in read_html(screen)


@pytest.mark.parametrize("slug", ["", "ban-do", "chi-tieu", "xep-hang", "nguon-so-lieu"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_without_simulated_reports_no_page_mentions_any_or_fails(
    open_page: OpenPage, only_real_folder: Path, slug: str, language: str
) -> None:
    screen = open_page(only_real_folder, slug, lang=language)
    assert not screen.exception
    assert not screen.error
    assert ("mô phỏng</" if language == "vi" else "simulated</") not in read_html(screen)


@pytest.mark.parametrize("slug", ["", "ban-do", "chi-tieu", "xep-hang", "nguon-so-lieu"])
def test_a_wrong_address_is_answered_politely(open_page: OpenPage, demonstration_folder: Path, slug: str) -> None:
    screen = open_page(
        demonstration_folder, slug, noi="99999", chi_tieu="nothing", moc="soon", ky="x", lang="fr", release="../store"
    )
    assert not screen.exception
    assert "<h1" in read_html(screen)
