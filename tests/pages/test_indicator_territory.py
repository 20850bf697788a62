"""Chỉ tiêu across 1/7/2025: on each territory the chart, the number and the words are those of the release."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape, unescape
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read_html
from ui.territory_change import tell_change
from warehouse import queries
from warehouse.model import Era, Level, Territory
from warehouse.queries import Release, open_release
from wording.format import format_count, format_value
from wording.language import use_language

OpenPage = Callable[..., AppTest]
INDICATOR, BASIS = "learning_citizen_rate_adults_in_learning_models", "in_learning_models"
OLD_HOAN_KIEM, HOAN_KIEM, HANOI = "002.before-2025-07", "00070.2025-07", "01.2025-07"
OLD_BAC_NINH, BAC_NINH, HCM, THU_DAU_MOT = "27.before-2025-07", "24.2025-07", "79.2025-07", "25747.2025-07"
FRACTION = re.compile(r"\d\.\d{3},\d(?!\d*%)")


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    """What a test formats itself is Vietnamese unless it says otherwise."""
    use_language("vi")


@pytest.fixture(scope="module")
def release(demonstration_folder: Path) -> Release:
    return open_release(demonstration_folder)


def read_series(release: Release, area_id: str, territory: Territory) -> list[dict[str, Any]]:
    series = queries.read_series(release, area_id, INDICATOR, territory).filter(
        (pl.col("basis") == BASIS) & pl.col("value").is_not_null()
    )
    return series.unique("period", keep="first", maintain_order=True).to_dicts()


def read_strand(screen: AppTest) -> dict[str, Any]:
    chart: dict[str, Any] = json.loads(screen.get("plotly_chart")[0].proto.spec)["data"][0]
    return chart


def read_title(screen: AppTest) -> str:
    title = re.search(r"<h1[^>]*>(.*?)</h1>", read_html(screen))
    assert title is not None
    return unescape(title[1])


@pytest.mark.parametrize(
    ("area_id", "territory"),
    [
        (OLD_HOAN_KIEM, Territory.FORMER_DISTRICTS),
        (OLD_BAC_NINH, Territory.FORMER_DISTRICTS),
        (HOAN_KIEM, Territory.CURRENT),
        (HCM, Territory.CURRENT),
        (HANOI, Territory.AS_REPORTED),
    ],
)
def test_a_place_is_drawn_on_its_own_territory_from_first_to_last_period(
    open_page: OpenPage, demonstration_folder: Path, release: Release, area_id: str, territory: Territory
) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", chi_tieu=INDICATOR, noi=area_id)
    rows = read_series(release, area_id, territory)
    strand = read_strand(screen)
    assert strand["y"] == [row["value"] for row in rows]
    assert strand["x"] == [row["period_end"].isoformat() for row in rows]
    assert min(strand["x"]) < "2025-07-01" < max(strand["x"])
    for row, hover in zip(rows, strand["hovertext"], strict=True):
        assert f"{format_count(row['numerator'])} / {format_count(row['denominator'])}" in hover
        assert ("≈" in hover) == (row["recast"] == "estimated")
    assert not FRACTION.search(read_html(screen) + " ".join(strand["hovertext"]))


def test_the_territory_is_chosen_by_the_address(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", chi_tieu=INDICATOR, noi=OLD_HOAN_KIEM, dia_ban="as_reported")
    assert read_strand(screen)["y"] == [
        row["value"] for row in read_series(release, OLD_HOAN_KIEM, Territory.AS_REPORTED)
    ]
    assert screen.query_params["dia_ban"] == "as_reported"
    screen.selectbox(key="dia_ban").set_value("former_districts").run()
    assert read_strand(screen)["y"] == [
        row["value"] for row in read_series(release, OLD_HOAN_KIEM, Territory.FORMER_DISTRICTS)
    ]
    assert "dia_ban" not in screen.query_params


def test_another_place_starts_with_its_own_territory(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", chi_tieu=INDICATOR, noi=OLD_HOAN_KIEM, dia_ban="as_reported")
    screen.selectbox(key="noi").set_value(HOAN_KIEM).run()
    assert screen.selectbox(key="dia_ban").value == "current"
    assert "dia_ban" not in screen.query_params


def test_a_territory_the_place_does_not_have_is_remarked_upon(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", chi_tieu=INDICATOR, noi=HANOI, dia_ban="current")
    assert any("current" in note.value for note in screen.info)
    assert "dia_ban" not in [one.key for one in screen.selectbox]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("area_id", "territory"), [(HOAN_KIEM, Territory.CURRENT), (OLD_HOAN_KIEM, Territory.FORMER_DISTRICTS)]
)
def test_the_change_across_the_reform_is_said(
    open_page: OpenPage,
    demonstration_folder: Path,
    release: Release,
    language: str,
    area_id: str,
    territory: Territory,
) -> None:
    html = read_html(open_page(demonstration_folder, "chi-tieu", chi_tieu=INDICATOR, noi=area_id, lang=language))
    use_language(language)
    change = queries.read_change(release, area_id, INDICATOR, territory).filter(pl.col("basis") == BASIS)
    assert escape(tell_change(change.row(0, named=True))) in html


def test_no_weak_estimate_is_the_number_of_the_page(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", chi_tieu=INDICATOR, noi=OLD_HOAN_KIEM)
    reported = read_series(release, OLD_HOAN_KIEM, Territory.AS_REPORTED)[-1]
    latest = read_series(release, OLD_HOAN_KIEM, Territory.FORMER_DISTRICTS)[-1]
    assert latest["estimated_share"] > 0.2
    assert not latest["is_headline"]
    shown = format_value({**reported, "unit": "percent"})
    assert read_title(screen).startswith(f"Quận Hoàn Kiếm (đến 30/6/2025): {shown}")
    assert f"Trên địa bàn cũ: ≈ {format_value({**latest, 'unit': 'percent', 'target_value': None})}" in read_html(
        screen
    )


def test_an_old_province_is_judged_on_its_old_territory_by_an_exact_recast(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    due = queries.read_series(release, OLD_BAC_NINH, INDICATOR, Territory.FORMER_DISTRICTS).filter(
        (pl.col("period") == "2025")
        & (pl.col("basis") == BASIS)
        & (pl.col("target_year") == 2025)
        & pl.col("is_headline")
    )
    row = due.row(0, named=True)
    assert (row["recast"], row["target_value"]) == ("exact", 45.0)
    screen = open_page(demonstration_folder, "chi-tieu", chi_tieu=INDICATOR, noi=OLD_BAC_NINH, moc="2025")
    title, html = read_title(screen), read_html(screen)
    assert title.startswith("Tỉnh Bắc Ninh (địa bàn cũ)")
    assert format_value({**row, "unit": "percent"}) in title
    assert html.count("(theo địa bàn cũ)") >= 2  # on the card and in the list of targets


def test_clicking_an_estimated_point_opens_the_units_it_was_put_together_from(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    screen = open_page(demonstration_folder, "chi-tieu", chi_tieu=INDICATOR, noi=HOAN_KIEM)
    rows = read_series(release, HOAN_KIEM, Territory.CURRENT)
    point = next(place for place, row in enumerate(rows) if row["recast"] == "estimated")
    screen.session_state["_clicked_series"] = (0, point)
    screen.run()
    html = read_html(screen)
    parts = queries.list_parts(release, HOAN_KIEM, INDICATOR, rows[point]["period"], BASIS, Territory.CURRENT)
    assert parts.height > 5
    for part in parts.filter("has_reported").iter_rows(named=True):
        assert part["name_vi"] in html
        assert format_count(part["numerator"]) in html
        assert part["cells"] in html
    total = f"{format_count(rows[point]['numerator'])} / {format_count(rows[point]['denominator'])}"
    assert f"<b>{total}</b>" in html
    assert "Σ trọng số × số đã báo cáo" in html
    assert not FRACTION.search(html)


@pytest.mark.parametrize("area_id", [BAC_NINH, OLD_BAC_NINH])
def test_targets_of_the_provinces_merged_stand_on_both_pages(
    open_page: OpenPage, demonstration_folder: Path, release: Release, area_id: str
) -> None:
    html = read_html(open_page(demonstration_folder, "chi-tieu", chi_tieu=INDICATOR, noi=area_id))
    rows = queries.list_constituent_targets(release, area_id, INDICATOR)
    wanted = rows.filter(pl.col("target_year") == 2025)
    assert wanted["name_vi"].to_list() == ["Tỉnh Bắc Giang", "Tỉnh Bắc Ninh"]
    assert wanted["is_inherited"].to_list() == [True, False]
    share = 100 * wanted["people_wanted"].sum() / wanted["denominator"].sum()
    assert wanted["equivalent_value"].to_list() == pytest.approx([share, share])
    assert "Chỉ tiêu của các tỉnh hợp thành" in html
    for count in wanted["people_wanted"]:
        assert format_count(count) in html
    assert ("Nay thuộc Tỉnh Bắc Ninh" in html) == (area_id == OLD_BAC_NINH)


def test_a_province_left_alone_has_no_constituents(release: Release) -> None:
    assert queries.list_constituent_targets(release, HANOI, INDICATOR).is_empty()


def test_an_inherited_target_names_whose_it_is(open_page: OpenPage, demonstration_folder: Path) -> None:
    for slug in ("", "chi-tieu"):
        assert "kế thừa từ Thành phố Hà Nội" in read_html(
            open_page(demonstration_folder, slug, chi_tieu=INDICATOR, noi=HOAN_KIEM)
        )


def test_the_smallest_common_area_is_offered_where_the_province_allows_it(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    assert "Không có lựa chọn địa bàn chung nhỏ nhất" in read_html(
        open_page(demonstration_folder, "chi-tieu", chi_tieu=INDICATOR, noi=HOAN_KIEM)
    )
    common = queries.read_common_area(release, THU_DAU_MOT).row(0, named=True)
    assert common["is_usable"]
    assert common["ward_count"] > 1
    screen = open_page(demonstration_folder, "chi-tieu", chi_tieu=INDICATOR, noi=THU_DAU_MOT, dia_ban="common")
    assert read_strand(screen)["y"] == [
        row["value"] for row in read_series(release, common["area_id"], Territory.COMMON)
    ]
    assert common["name_vi"] in read_html(screen)


@pytest.mark.parametrize(
    ("area_id", "words"), [(OLD_HOAN_KIEM, "sau 30/6/2025"), (HOAN_KIEM, "trước 1/7/2025"), (HANOI, "")]
)
def test_the_overview_says_what_the_history_rests_on(
    open_page: OpenPage, demonstration_folder: Path, area_id: str, words: str
) -> None:
    screen = open_page(demonstration_folder, "", noi=area_id)
    html = read_html(screen)
    assert not screen.error
    assert ("Xem diễn biến" in html) == bool(words)
    assert words in html


def test_groups_and_units_of_an_old_province_are_of_the_period_of_its_verdict(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    html = read_html(open_page(demonstration_folder, "chi-tieu", chi_tieu=INDICATOR, noi=OLD_BAC_NINH, moc="2025"))
    groups = queries.list_group_values(release, OLD_BAC_NINH, INDICATOR, "2025", Territory.FORMER_DISTRICTS).filter(
        (pl.col("basis") == BASIS) & pl.col("value").is_not_null()
    )
    assert groups["recast"].unique().to_list() == ["exact"]
    assert groups.height >= 6
    assert "Theo nhóm" in html
    districts = queries.list_map_values(
        release, OLD_BAC_NINH, INDICATOR, "2025", 2025, Level.DISTRICT, Era.BEFORE, Territory.FORMER_DISTRICTS
    ).drop_nulls("value")
    assert districts.height > 1
    for row in districts.iter_rows(named=True):
        assert f">{row['name_vi']}</a>" in html
        assert f"<b>{format_value({**row, 'unit': 'percent'})}</b>" in html
