"""Danh hiệu, drawn: every count, rate and loss is that of the release, in both languages; what is missing says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read_html
from warehouse import title_queries
from warehouse.queries import open_release
from wording.format import format_count, format_number, format_percent
from wording.language import use_language

OpenPage = Callable[..., AppTest]
HANOI, BAC_NINH, SON_LA, NATION, WARD, ENDED, SILENT = (
    "01.2025-07",
    "24.2025-07",
    "14.2025-07",
    "VN",
    "00004.2025-07",
    "001.before-2025-07",
    "96.2025-07",
)
FAMILY, UNIT = "gia_dinh_hoc_tap", "don_vi_hoc_tap_xa"
# A sum of its own over what the wards reported, not the relation the page reads.
WARD_SUM = """
    select sum(denominator)::bigint, sum(numerator)::bigint
    from (
        select distinct on (a.area_id) a.denominator, a.numerator
        from mart_attainment as a
        inner join dim_area as d using (area_id)
        where a.territory = 'as_reported' and d.level = 'ward' and d.province_area_id = ? and a.indicator_id = ? and a.period = ?
          and a.basis = ? and a.group_id is null and a.numerator is not null and a.denominator is not null
    )
"""


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    """What a test formats itself is Vietnamese unless it says otherwise."""
    use_language("vi")


def read_text(screen: AppTest) -> str:
    """What the page says, without markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", read_html(screen))).split())


def read_card(screen: AppTest, number: int) -> str:
    """Text of one small card."""
    card = re.findall(r"<article class='t-card'.*?</article>", read_html(screen), re.DOTALL)[number]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", card)).split())


def read_flow(folder: Path, area_id: str, title_id: str, period: str, origin: str) -> dict[str, Any]:
    """The flow of the release."""
    rows = title_queries.list_title_flows(open_release(folder), area_id).to_dicts()
    found = [row for row in rows if row["title_id"] == title_id and row["period"] == period and row["group_id"] is None]
    return next(row for row in found if row["origin"] == origin)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("area_id", [HANOI, BAC_NINH, SON_LA, NATION, WARD, ENDED, SILENT])
def test_every_place_is_drawn(open_page: OpenPage, demonstration_folder: Path, area_id: str, language: str) -> None:
    screen = open_page(demonstration_folder, "danh-hieu", noi=area_id, lang=language)
    assert not screen.exception
    assert not screen.error
    assert not screen.info
    assert len(re.findall("class='t-card'", read_html(screen))) == 5


@pytest.mark.parametrize(
    ("title_id", "indicator_id", "basis"),
    [
        (FAMILY, "learning_family_rate", "total"),
        ("cong_dan_hoc_tap", "learning_citizen_rate_adults_in_learning_models", "in_learning_models"),
    ],
)
def test_the_message_holds_the_sum_of_the_wards(
    open_page: OpenPage,
    demonstration_folder: Path,
    released: duckdb.DuckDBPyConnection,
    title_id: str,
    indicator_id: str,
    basis: str,
) -> None:
    total, recognised = released.execute(WARD_SUM, [HANOI, indicator_id, "2025", basis]).fetchall()[0]
    registered, _same = released.execute(WARD_SUM, [HANOI, indicator_id, "2025", "registered"]).fetchall()[0]
    screen = open_page(demonstration_folder, "danh-hieu", noi=HANOI, danh_hieu=title_id)
    message = re.search(r"<h1.*?</h1>", read_html(screen))[0]  # type: ignore[index]
    assert format_count(recognised) in message
    assert format_count(total) in message
    assert format_percent(100 * recognised / total) in message
    flow = re.search(r"<ol class='t-flow'.*?</ol>", read_html(screen), re.DOTALL)[0]  # type: ignore[index]
    assert format_count(registered) in flow
    assert read_html(screen).index("t-flow") < read_html(screen).index("t-strip")
    cards = [read_card(screen, number) for number in range(5)]
    assert [f"{format_count(recognised)} / {format_count(total)} " in card for card in cards].count(True) == 1


def test_losses_are_counted_over_the_units_that_reported_both(open_page: OpenPage, demonstration_folder: Path) -> None:
    flow = read_flow(demonstration_folder, HANOI, UNIT, "2025", "summed")
    screen = open_page(demonstration_folder, "danh-hieu", noi=HANOI, danh_hieu=UNIT)
    losses = re.findall(r"<li class='loss'><span>(.*?)</span>", read_html(screen))
    expected = [
        flow["registered_base_count"] - flow["registered_of_total_count"],
        flow["assessed_base_count"] - flow["assessed_count"],
        flow["assessed_count"] - flow["recognised_of_assessed_count"],
    ]
    assert [loss.split()[1] for loss in losses] == [format_count(count) for count in expected if count]
    assert f"{format_number(flow['assessed_reporter_count'])}/126 đơn vị báo cáo số này" in read_text(screen)


def test_a_rate_of_the_registered_is_not_held_against_a_target_of_all(
    open_page: OpenPage, demonstration_folder: Path
) -> None:
    screen = open_page(demonstration_folder, "danh-hieu", noi=HANOI, ky="2024", danh_hieu=FAMILY)
    assert "89,06% là tính trên số đăng ký, không so được với chỉ tiêu 70%" in read_text(screen)
    card = read_card(screen, 1)
    assert "89,06%" in card
    assert "Không so sánh được" in card
    assert "không công bố" in card
    assert "mô phỏng" not in card


def test_simulated_sums_stand_apart_from_published_figures(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "danh-hieu", noi=HANOI, ky="2024", danh_hieu=FAMILY)
    published, summed = re.findall(r"<ol class='t-flow'.*?</ol>", read_html(screen), re.DOTALL)
    assert published.count("không công bố") == 3
    assert "không công bố" not in summed
    captions = [caption.value for caption in screen.caption]
    assert any("số liệu thật" in caption for caption in captions)
    assert any("số liệu mô phỏng" in caption for caption in captions)


def test_a_rate_published_alone_has_no_invented_counts(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "danh-hieu", noi=SON_LA, danh_hieu=FAMILY)
    assert "Gia đình học tập đạt 81,56% trên tổng số, theo số công bố" in read_text(screen)
    assert "Chỉ công bố tỷ lệ" in read_card(screen, 1)
    assert "t-flow" not in read_html(screen)


def test_nothing_known_says_so_and_shows_no_number(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "danh-hieu", noi=SILENT)
    assert "chưa có số liệu" in read_text(screen)
    assert "t-flow" not in read_html(screen)
    assert re.search(r"\b0%", read_html(screen)) is None
    assert "Các tỷ lệ, mỗi tỷ lệ một mẫu số" not in read_html(screen)


def test_units_are_sorted_by_what_is_asked(open_page: OpenPage, demonstration_folder: Path) -> None:
    for order, column in (("tren-tong", "Công nhận / tổng số"), ("tren-dang-ky", "Công nhận / đăng ký")):
        html = read_html(open_page(demonstration_folder, "danh-hieu", noi=HANOI, danh_hieu=FAMILY, xep=order))
        table = re.findall(r"<div class='d-table tall'.*?</table>", html, re.DOTALL)[-1]
        cells = re.findall(rf"data-label='{re.escape(column)}'>(.*?)</td>", table)
        rates = [float(text.replace(",", ".")) for cell in cells for text in re.findall(r"([\d,]+)%", cell)]
        assert len(rates) > 100
        assert rates == sorted(rates)
        assert len(re.findall("<tr>", table)) == 127  # the silent wards too


def test_groups_are_those_of_the_release_and_hidden_ones_show_no_count(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection
) -> None:
    area_id, period, total = released.execute(
        """
        select area_id, period, total_count from mart_title_flow inner join dim_area using (area_id)
        where title_id = 'cong_dan_hoc_tap' and group_id is not null and level = 'ward'
          and registered_missing = 'suppressed' and total_missing is null
        order by area_id, period, group_id limit 1
        """
    ).fetchall()[0]
    screen = open_page(demonstration_folder, "danh-hieu", noi=area_id, ky=period)
    table = re.search(r"<div class='d-table'.*?</table>", read_html(screen), re.DOTALL)[0]  # type: ignore[index]
    row = next(row for row in re.findall(r"<tr>.*?</tr>", table) if f">{format_count(total)}<" in row)
    assert "ẩn vì mẫu số nhỏ" in row


def test_a_number_opens_its_cells(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "danh-hieu", noi=WARD, danh_hieu=FAMILY)
    screen.button(key="why-learning_family_rate-registered").click().run()
    assert not screen.exception
    flow = read_flow(demonstration_folder, WARD, FAMILY, "2025", "reported")
    text = read_text(screen)
    assert "SHA-256" in text
    assert f": {format_count(flow['registered_count'])} = " in text


def test_the_other_language_shows_the_same_flow(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, "danh-hieu", noi=BAC_NINH, moc="2030", lang="en", danh_hieu=FAMILY)
    flow = read_flow(demonstration_folder, BAC_NINH, FAMILY, "2026-Q3", "summed")
    use_language("en")
    text = read_text(screen)
    for step in ("total", "registered", "assessed", "recognised"):
        assert format_count(flow[f"{step}_count"]) in text
    assert "not registered" in text
