"""Tất cả chỉ tiêu, drawn: the sentence, every row and every count of units are those of the release, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read_html
from warehouse import queries, target_queries
from warehouse.model import Likelihood, Status
from warehouse.queries import Release, open_release
from wording.format import format_count, format_percent, format_status, format_target, format_value
from wording.language import localise, use_language
from wording.outlook import format_likelihood, tell_pace, tell_years

OpenPage = Callable[..., AppTest]
HANOI, HCM, NATION, WARD, SILENT, ENDED = (
    "01.2025-07",
    "79.2025-07",
    "VN",
    "00004.2025-07",
    "96.2025-07",
    "001.before-2025-07",
)
ATTAINED = ("exceeded", "attained", "attained_early")
JUDGED = (*ATTAINED, "not_attained", "undecided")
GOAL = re.compile(r"<li class='d-goal'.*?</li>", re.DOTALL)


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    """What a test formats itself is Vietnamese unless it says otherwise."""
    use_language("vi")


@pytest.fixture(scope="module")
def release(demonstration_folder: Path) -> Release:
    return open_release(demonstration_folder)


def list_headlines(release: Release, area_id: str, year: int) -> list[dict[str, Any]]:
    """Headline rows of a year with a verdict or an outlook."""
    rows = queries.list_standing(release, area_id).filter(pl.col("is_headline") & (pl.col("target_year") == year))
    without = ("not_comparable", "no_target", "no_data", "not_applicable", "suppressed")
    return [row for row in rows.to_dicts() if row["value"] is not None and row["status"] not in without]


def read_goals(html: str) -> dict[tuple[str, str], str]:
    """Text of each row of the board, by indicator and target year in the link it carries."""
    goals = {}
    for goal in GOAL.findall(html):
        address = unescape(re.search(r"class='what'><a href='([^']*)'", goal)[1])  # type: ignore[index]
        year = re.search(r"moc=(\d+)", address)
        indicator = re.search(r"chi_tieu=([a-z0-9_]+)", address)
        text = unescape(re.sub(r"<div class='card'>.*?</div>|<[^>]+>", " ", goal))
        goals[indicator[1], year[1] if year else ""] = " ".join(text.split())  # type: ignore[index]
    return goals


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("area_id", [HANOI, HCM, WARD])
def test_every_row_says_the_numbers_of_the_release(
    open_page: OpenPage, demonstration_folder: Path, release: Release, area_id: str, language: str
) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", noi=area_id, lang=language)
    assert not screen.exception
    assert not screen.error
    goals = read_goals(read_html(screen))
    use_language(language)
    for year in (2025, 2030):
        rows = list_headlines(release, area_id, year)
        assert len(rows) >= 8
        for row in rows:
            text = goals[row["indicator_id"], str(year)]
            assert f"{format_value(row)} / {format_target(row['target_value'], row['unit'])}" in text
            assert localise(row, "short") in text
            if row["gap_count"]:
                assert format_count(row["gap_count"], localise(row, "unit_noun")) in text
            if year == 2025 or row["status"] in ATTAINED:
                assert text.startswith(format_status(row["status"]))
            else:
                assert text.startswith(format_likelihood(row["likelihood"]))
                assert tell_years(row) in text
                assert tell_pace(row) in text
            if not row["is_reported"]:
                assert f"{row['reporter_count']}/{row['expected_count']}" in text


@pytest.mark.parametrize(("language", "place"), [("vi", "Thành phố Hà Nội"), ("en", "Ha Noi City")])
def test_the_sentence_counts_what_the_release_counts(
    open_page: OpenPage, demonstration_folder: Path, release: Release, language: str, place: str
) -> None:
    html = read_html(open_page(demonstration_folder, "chi-tieu", noi=HANOI, lang=language))
    title = re.search(r"<h1[^>]*>(.*?)</h1>", html)[1]  # type: ignore[index]
    ended, ahead = (list_headlines(release, HANOI, year) for year in (2025, 2030))
    met, judged = (sum(row["status"] in codes for row in ended) for codes in (ATTAINED, JUDGED))
    likely = sum(row["status"] in ATTAINED or row["likelihood"] == Likelihood.LIKELY for row in ahead)
    numbers = [int(text) for text in re.findall(r"\d+", title)]
    assert title.startswith(place)
    assert numbers == [met, judged, 2025, likely, len(ahead), 2030]


def test_missed_targets_and_what_may_change_are_said(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    html = read_html(open_page(demonstration_folder, "chi-tieu", noi=HANOI))
    use_language("vi")
    lead = re.search(r"<p class='d-lead tight'>(.*?)</p>", html, re.DOTALL)[1]  # type: ignore[index]
    missed = [row for row in list_headlines(release, HANOI, 2025) if row["status"] == Status.NOT_ATTAINED]
    assert missed
    for row in missed:
        assert format_count(row["gap_count"], row["unit_noun_vi"]) in lead
    waiting = [row for row in list_headlines(release, HANOI, 2025) if row["firm"] is False]
    assert f"{len(waiting)} kết luận 2025" in lead


def test_targets_without_a_verdict_are_apart_with_the_reason(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    html = read_html(open_page(demonstration_folder, "chi-tieu", noi=HANOI))
    folded = "".join(re.findall(r"<details class='d-apart'.*?</details>", html, re.DOTALL))
    headline = queries.list_standing(release, HANOI).filter(
        "is_headline", pl.col("target_year").is_in([2025, 2030]), pl.col("value").is_null()
    )
    for row in headline.iter_rows(named=True):
        assert localise(row, "short") in folded
    assert "60,09%" in folded  # of an unknown base
    assert not any("60,09%" in text for text in read_goals(html).values())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_units_are_counted_verdict_by_verdict(
    open_page: OpenPage, demonstration_folder: Path, release: Release, language: str
) -> None:
    html = read_html(open_page(demonstration_folder, "chi-tieu", noi=HANOI, lang=language))
    counts = target_queries.count_child_verdicts(release, HANOI).filter(pl.col("target_year") == 2025)
    use_language(language)
    for row in counts.iter_rows(named=True):
        assert f"{row['area_count']} {format_status(row['status']).lower()}" in html
    per_target = counts.group_by("indicator_id").agg(pl.col("area_count").sum(), pl.col("gap_count").sum())
    assert set(per_target["area_count"]) == {126}
    for gap in per_target["gap_count"]:
        assert format_count(gap) in html


def test_counts_of_units_are_those_of_the_units(release: Release) -> None:
    counts = target_queries.count_child_verdicts(release, HANOI)
    for row in counts.filter(pl.col("target_year") == 2025).iter_rows(named=True):
        units = queries.list_child_standing(release, HANOI, row["indicator_id"], 2025, row["level"], "2025-07")  # type: ignore[arg-type]
        same = units.filter(pl.col("status") == row["status"])
        assert same.height == row["area_count"]
        assert same["gap_count"].drop_nulls().sum() == (row["gap_count"] or 0)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("area_id", [NATION, SILENT, ENDED])
def test_without_verdicts_the_board_says_so(
    open_page: OpenPage, demonstration_folder: Path, area_id: str, language: str
) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", noi=area_id, lang=language)
    assert not screen.exception
    assert not screen.error
    html = read_html(screen)
    assert "<h1" in html
    assert ("<li class='d-goal'" in html) == (area_id == ENDED)


def test_an_ended_area_shows_its_last_figures_without_targets(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    goals = read_goals(read_html(open_page(demonstration_folder, "chi-tieu", noi=ENDED)))
    use_language("vi")
    last = queries.list_standing(release, ENDED).filter(pl.col("value").is_not_null() & pl.col("is_headline"))
    for row in last.unique("indicator_id").iter_rows(named=True):
        text = next(text for (indicator, _year), text in goals.items() if indicator == row["indicator_id"])
        assert format_percent(100 * row["numerator"] / row["denominator"]) in text
        assert "Không còn áp dụng" in text
        assert " / " not in text


def test_a_chosen_indicator_opens_in_depth_and_all_come_back(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", noi=HANOI)
    assert "d-goals" in read_html(screen)
    choice = next(box for box in screen.selectbox if box.key == "chi_tieu")
    assert choice.value == "tat-ca"
    choice.set_value("learning_family_rate").run()
    assert "d-goals" not in read_html(screen)
    assert screen.query_params["chi_tieu"] == "learning_family_rate"
    next(box for box in screen.selectbox if box.key == "chi_tieu").set_value("tat-ca").run()
    assert "d-goals" in read_html(screen)
    assert screen.query_params["chi_tieu"] == "tat-ca"


def test_the_default_indicator_can_be_chosen_too(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", noi=HANOI)
    default = "learning_citizen_rate_adults_in_learning_models"
    next(box for box in screen.selectbox if box.key == "chi_tieu").set_value(default).run()
    assert "d-goals" not in read_html(screen)
    screen.run()
    assert "d-goals" not in read_html(screen)


@pytest.mark.parametrize("slug", ["", "ban-do"])
def test_other_pages_take_their_default_where_all_are_asked_for(
    open_page: OpenPage, demonstration_folder: Path, slug: str
) -> None:
    screen = open_page(demonstration_folder, slug, noi=HANOI, chi_tieu="tat-ca")
    assert not screen.exception
    assert not screen.error
    assert not screen.info


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_word_has_its_card_and_an_example(open_page: OpenPage, demonstration_folder: Path, language: str) -> None:
    html = read_html(open_page(demonstration_folder, "chi-tieu", noi=HANOI, lang=language))
    glossary = re.search(r"<details class='d-glossary'>.*?</details>", html, re.DOTALL)[0]  # type: ignore[index]
    use_language(language)
    for status in Status:
        assert f"</i>{format_status(status)}<" in glossary
    assert html.count("<details class='d-method'>") == html.count("<li class='d-goal'")
    assert ("khác với bản phát hành" if language == "vi" else "the release differs") not in html
