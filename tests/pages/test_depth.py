"""One target in depth: the outlook, the slider, every authority and the units that want attention carry the release's numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from html import escape, unescape
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read_html
from warehouse import queries
from warehouse.attention import list_most_missing, list_nearest
from warehouse.model import Era, Level
from warehouse.queries import Release, open_release
from wording.format import format_count, format_percent, format_target
from wording.language import localise, use_language
from wording.outlook import format_likelihood, format_pace, tell_pace, tell_years

OpenPage = Callable[..., AppTest]
HANOI, WARD, SILENT = "01.2025-07", "00004.2025-07", "96.2025-07"
SKILL, FAMILY = "learning_citizen_digital_skill_rate", "learning_family_rate"


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    """What a test formats itself is Vietnamese unless it says otherwise."""
    use_language("vi")


@pytest.fixture(scope="module")
def release(demonstration_folder: Path) -> Release:
    return open_release(demonstration_folder)


def read_ahead(release: Release, area_id: str, indicator_id: str) -> dict[str, Any]:
    """Headline row of 2030."""
    rows = queries.list_standing(release, area_id).filter(
        "is_headline", pl.col("indicator_id") == indicator_id, pl.col("target_year") == 2030
    )
    return rows.row(0, named=True)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("indicator_id", [SKILL, FAMILY])
def test_the_outlook_card_has_the_numbers_of_the_release(
    open_page: OpenPage, demonstration_folder: Path, release: Release, indicator_id: str, language: str
) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", noi=HANOI, chi_tieu=indicator_id, moc="2030", lang=language)
    assert not screen.exception
    found = re.search(r"<article class='d-card d-outlook'.*?</article>", read_html(screen), re.DOTALL)
    card = unescape(found[0])  # type: ignore[index]
    use_language(language)
    row = read_ahead(release, HANOI, indicator_id)
    noun = localise(row, "unit_noun")
    for words in (
        format_likelihood(row["likelihood"]),
        tell_years(row),
        tell_pace(row),
        format_count(row["gap_count"], noun),
        format_pace(row, row["remaining_pace"]),
        format_pace(row, row["observed_pace"]),
        format_percent(100 * row["p_attain"]),
        format_count(math.ceil(row["remaining_pace"] * row["denominator"] / 100), noun),
    ):
        assert words in card, words
    assert ("phong trào tiếp tục" if language == "vi" else "campaign goes on") in card


def test_the_slider_starts_where_it_just_suffices_and_its_sentence_follows(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", noi=HANOI, chi_tieu=SKILL, moc="2030")
    slider = next(one for one in screen.select_slider if one.key == "them")
    row = read_ahead(release, HANOI, SKILL)
    needed = row["remaining_pace"] * row["denominator"] / 100
    assert needed <= slider.value <= needed * 1.05
    assert "vừa kịp hạn" in read_html(screen)
    assert format_count(slider.value) in slider.options
    slider.set_value(0).run()
    html = read_html(screen)
    assert "chưa thấy ngày đạt 90%" in html
    assert screen.query_params["them"] == "0"


def test_the_address_moves_the_slider(open_page: OpenPage, demonstration_folder: Path) -> None:
    address = {"noi": HANOI, "chi_tieu": SKILL, "moc": "2030", "don_vi": "diem", "them": "6.00"}
    screen = open_page(demonstration_folder, "chi-tieu", **address)
    assert next(one for one in screen.select_slider if one.key == "them").value == 6.0
    assert "+6,00 điểm/năm" in read_html(screen)


def test_another_indicator_starts_the_slider_anew(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", noi=HANOI, chi_tieu=SKILL, moc="2030", them="500")
    next(box for box in screen.selectbox if box.key == "chi_tieu").set_value(FAMILY).run()
    row = read_ahead(release, HANOI, FAMILY)
    needed = row["remaining_pace"] * row["denominator"] / 100
    assert needed <= next(one for one in screen.select_slider if one.key == "them").value <= needed * 1.05


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_authority_has_its_row_and_its_verdicts(
    open_page: OpenPage, demonstration_folder: Path, release: Release, language: str
) -> None:
    html = read_html(open_page(demonstration_folder, "chi-tieu", noi=WARD, chi_tieu=FAMILY, lang=language))
    use_language(language)
    targets = queries.list_targets(release, WARD, FAMILY)
    assert targets["document_code"].n_unique() >= 3
    for target in targets.iter_rows(named=True):
        assert escape(localise(target, "document_issuer")) in html
        assert (
            f"<b class='level'>{format_target(target['target_value'], 'percent', target['target_operator'])}</b>"
            in html
        )
    assert ("kế thừa từ" if language == "vi" else "inherited from") in html


@pytest.mark.parametrize("year", [2025, 2030])
def test_units_that_want_attention_are_those_of_the_release(
    open_page: OpenPage, demonstration_folder: Path, release: Release, year: int
) -> None:
    html = read_html(open_page(demonstration_folder, "chi-tieu", noi=HANOI, chi_tieu=SKILL, moc=str(year)))
    use_language("vi")
    listed = re.search(r"<div class='d-attention'>.*?</div>", html, re.DOTALL)[0]  # type: ignore[index]
    units = queries.list_child_standing(release, HANOI, SKILL, year, Level.WARD, Era.AFTER)
    for row in list_most_missing(units, 5).iter_rows(named=True):
        assert row["name_vi"] in listed
        assert f"còn thiếu {format_count(row['gap_count'])} người" in listed
    nearest = list_nearest(units, 5)
    assert nearest.height == 5
    for row in nearest.iter_rows(named=True):
        assert f"thêm {format_count(row['push_count'])} người" in listed


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("area_id", "indicator_id"),
    [(WARD, FAMILY), ("VN", FAMILY), (SILENT, FAMILY), ("79.2025-07", SKILL), (HANOI, "unesco_gnlc_member")],
)
def test_the_depth_opens_with_data_and_without(
    open_page: OpenPage, demonstration_folder: Path, area_id: str, indicator_id: str, language: str
) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", noi=area_id, chi_tieu=indicator_id, moc="2030", lang=language)
    assert not screen.exception
    assert not screen.error


def test_a_number_can_be_recomputed_from_its_card(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", noi=HANOI, chi_tieu=SKILL, moc="2025")
    html = read_html(screen)
    assert "d-definition" in html
    assert "khớp với bản phát hành" in html
    assert any("thanh-phan" in str(button.proto.id) for button in screen.get("download_button"))
