"""Tổng quan, drawn: what it says is what the release says, in both languages, with and without data."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import duckdb
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read_html
from warehouse import queries
from warehouse.queries import Release, open_release
from wording.format import format_gap, format_number, format_percent, format_value
from wording.language import use_language

OpenPage = Callable[..., AppTest]
HANOI, SON_LA, CA_MAU, OLD_BA_DINH = "01.2025-07", "14.2025-07", "96.2025-07", "001.before-2025-07"
HO_CHI_MINH, BA_DINH, NATION = "79.2025-07", "00004.2025-07", "VN"
INDICATOR = "learning_citizen_rate_adults_in_learning_models"
ATTAINED = ["exceeded", "attained", "attained_early"]


@pytest.fixture(scope="module")
def release(demonstration_folder: Path) -> Release:
    return open_release(demonstration_folder)


def read_headlines(release: Release, area_id: str, year: int) -> pl.DataFrame:
    rows = queries.list_standing(release, area_id)
    return rows.filter(pl.col("is_headline") & (pl.col("target_year") == year) & pl.col("value").is_not_null())


def find_rates(
    released: duckdb.DuckDBPyConnection, area_id: str, year: int
) -> list[tuple[str, Fraction, Decimal, int]]:
    """Indicator, rate, target and what is missing, worked out anew from the counts on which the verdict of a year stands."""
    rows = released.execute(
        """
        select indicator_id, numerator::bigint, denominator::bigint, target_value::decimal(9, 4)
        from mart_attainment
        where area_id = ? and territory = 'as_reported' and group_id is null and is_headline and target_year = ?
          and basis = target_basis and denominator > 0 and value is not null and status <> 'no_target'
        qualify row_number() over (partition by indicator_id order by period_end desc) = 1
        """,
        [area_id, year],
    ).fetchall()
    return [
        (name, Fraction(100 * x, n), target, max(0, math.ceil(Fraction(target) * n / 100 - x)))
        for name, x, n, target in rows
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("area_id", [HANOI, HO_CHI_MINH, SON_LA, BA_DINH, OLD_BA_DINH, NATION, CA_MAU])
def test_every_place_says_what_its_counts_say(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection, area_id: str, language: str
) -> None:
    screen = open_page(demonstration_folder, noi=area_id, lang=language)
    html = read_html(screen)
    use_language(language)
    assert not screen.exception
    assert not screen.error
    is_judged = area_id not in (SON_LA, OLD_BA_DINH, NATION, CA_MAU)
    rates = [rate for year in (2025, 2030) for rate in find_rates(released, area_id, year)] if is_judged else []
    assert len(rates) >= (12 if is_judged else 0)
    for _name, rate, target, missing in rates:
        assert f"<b>{format_percent(rate, float(target))}</b>" in html
        assert not missing or format_number(missing) in html


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_headline_figure_stands_on_the_screen(
    open_page: OpenPage, demonstration_folder: Path, release: Release, language: str
) -> None:
    screen = open_page(demonstration_folder, lang=language)
    html = read_html(screen)
    use_language(language)
    rows = read_headlines(release, HANOI, 2025)
    assert rows.height >= 8
    for row in rows.iter_rows(named=True):
        assert row[f"name_{language}"] in html
        assert f"<b>{format_value(row)}</b>" in html
        if row["gap_count"]:
            assert format_gap(row) in html


def test_the_sentence_counts_what_the_release_counts(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    rows = read_headlines(release, HANOI, 2025)
    attained = rows.filter(pl.col("status").is_in(ATTAINED)).height
    judged = attained + rows.filter(pl.col("status").is_in(["not_attained", "undecided"])).height
    ahead = read_headlines(release, HANOI, 2030).filter(~pl.col("status").is_in(["not_comparable", "no_target"]))
    likely = ahead.filter(pl.col("status").is_in(ATTAINED) | (pl.col("likelihood") == "likely")).height
    html = read_html(open_page(demonstration_folder))
    assert f"Thành phố Hà Nội: đạt {attained}/{judged} chỉ tiêu 2025" in html
    assert f"{likely}/{ahead.height} chỉ tiêu 2030 nhiều khả năng đạt hoặc đã đạt sớm" in html


def test_a_card_holds_verdict_and_outlook_of_one_indicator(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    html = read_html(open_page(demonstration_folder))
    use_language("vi")
    cards = html.split("<article")[1:]
    for year in (2025, 2030):
        rows = read_headlines(release, HANOI, year).filter(pl.col("indicator_id") == INDICATOR)
        [card] = [card for card in cards if f"<b>{format_value(rows.row(0, named=True))}</b>" in card]
        assert f"title='{rows['name_vi'][0]}'" in card
        assert f"<b class='year'>{year}</b>" in card


def test_simulated_figures_say_so_in_words(open_page: OpenPage, demonstration_folder: Path) -> None:
    simulated = read_html(open_page(demonstration_folder)).split("<article")[1:]
    assert len(simulated) == 8
    assert all("mô phỏng" in card.split("</article>")[0] for card in simulated)
    real = read_html(open_page(demonstration_folder, noi=SON_LA)).split("<article")[1:]
    assert real
    assert not any("mô phỏng" in card.split("</article>")[0] for card in real)


def test_a_city_with_silent_wards_has_undecided_targets(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    undecided = read_headlines(release, HO_CHI_MINH, 2025).filter(pl.col("status") == "undecided")
    silent = int((undecided["expected_count"] - undecided["reporter_count"]).max())  # type: ignore[arg-type]
    html = read_html(open_page(demonstration_folder, noi=HO_CHI_MINH))
    assert "Chưa kết luận được" in html
    assert f"{undecided.height} kết luận 2025 còn chờ tới {silent} đơn vị chưa báo cáo" in html


def test_the_future_is_foretold_not_judged(open_page: OpenPage, demonstration_folder: Path) -> None:
    html = read_html(open_page(demonstration_folder, moc="2030"))
    sentence = html.split("<h1")[1].split("</h1>")[0] + html.split("d-lead")[1].split("</p>")[0]
    assert "chỉ tiêu 2030 nhiều khả năng đạt" in sentence
    assert "2025" not in sentence
    assert "chưa đạt" not in sentence.lower()


def test_more_targets_and_published_figures_come_when_asked_for(
    open_page: OpenPage, demonstration_folder: Path
) -> None:
    screen = open_page(demonstration_folder)
    assert "99,68%" not in read_html(screen)
    screen.session_state["more_goals"] = True
    screen.session_state["published"] = True
    html = read_html(screen.run())
    assert not screen.exception
    assert "99,68%" in html.split("<article")[-1]
    assert "SHA-256" in html


def test_published_figures_alone_still_make_a_screen(open_page: OpenPage, only_real_folder: Path) -> None:
    screen = open_page(only_real_folder, noi=SON_LA)
    html = read_html(screen)
    assert not screen.exception
    assert "81,56%" in html
    assert "Tổng số hộ gia đình" in html
    assert "Nguồn không nêu tỷ lệ tính trên mẫu số nào" in html
    assert "mô phỏng" not in html


def test_a_rate_on_another_base_gets_no_bar_and_no_colour(open_page: OpenPage, only_real_folder: Path) -> None:
    html = read_html(open_page(only_real_folder, noi=HANOI, moc="2030"))
    card = next(card for card in html.split("<article")[1:] if "89,49%" in card)
    assert "Không so sánh được" in card
    assert "d-bullet" not in card


def test_a_place_without_figures_says_so(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, noi=CA_MAU)
    assert not screen.exception
    assert "Chưa có số liệu cho địa bàn này" in read_html(screen)
    assert not screen.get("button")


def test_a_district_that_ended_gets_no_verdict(open_page: OpenPage, demonstration_folder: Path) -> None:
    html = read_html(open_page(demonstration_folder, noi=OLD_BA_DINH))
    assert "kết thúc ngày 30/6/2025" in html
    assert "Không còn áp dụng" in html
    assert "kết thúc trước khi chỉ tiêu đến hạn" not in html
    assert ">Chưa đạt<" not in html
    ranking = "".join(re.findall(r"<ol class='d-rank'>.*?</ol>", html))
    assert "%" in ranking
    assert "Không còn áp dụng" not in ranking


def test_why_lists_the_reports_and_who_is_missing(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    screen = open_page(demonstration_folder)
    row = read_headlines(release, HANOI, 2025).filter(~pl.col("is_reported")).row(0, named=True)
    screen.button(key=f"why-{row['indicator_id']}-{row['target_id']}").click().run()
    html = read_html(screen)
    reporters = queries.list_reporters(release, HANOI, row["indicator_id"], row["period"], row["basis"])
    silent = reporters.filter(~pl.col("has_reported"))
    assert silent.height == row["expected_count"] - row["reporter_count"] > 0
    assert f"Chưa báo cáo ({silent.height})" in html
    assert all(name in html for name in silent["name_vi"])
    first = reporters.filter("has_reported").row(0, named=True)
    assert first["sha256"][:12] in html
    assert f"{first['file_name']} · {first['sheet']} · <b>{first['cells']}</b>" in html


def test_why_names_the_cell_of_a_published_figure(open_page: OpenPage, only_real_folder: Path) -> None:
    screen = open_page(only_real_folder, noi=SON_LA)
    row = read_headlines(open_release(only_real_folder), SON_LA, 2025).row(0, named=True)
    cell = queries.read_provenance(
        open_release(only_real_folder), SON_LA, row["indicator_id"], row["period"], row["basis"]
    ).row(0, named=True)
    screen.button(key=f"why-{row['indicator_id']}-{row['target_id']}").click().run()
    html = read_html(screen)
    assert f"{cell['file_name']} · {cell['sheet']} · <b>{cell['cell']}</b>" in html
    assert cell["sha256"][:12] in html
    assert cell["source_url"] in html


def test_the_address_says_what_is_on_the_screen(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(demonstration_folder, noi=SON_LA, moc="2030", lang="en")
    assert screen.query_params["noi"] == SON_LA
    assert screen.query_params["moc"] == "2030"
    screen.selectbox(key="noi").set_value(HANOI).run()
    assert screen.query_params["noi"] == HANOI
    assert screen.query_params["lang"] == "en"
    assert "Ha Noi City" in read_html(screen)


def test_a_wrong_link_falls_back_with_a_note(open_page: OpenPage, demonstration_folder: Path) -> None:
    screen = open_page(
        demonstration_folder, noi="999.nowhere", chi_tieu="x", moc="1999", ky="y", lang="fr", release="../../store"
    )
    assert not screen.exception
    assert not screen.error
    assert len(screen.info) == 5
    assert screen.query_params["noi"] == HANOI
    assert "release" not in screen.query_params


def test_a_kept_release_can_be_opened_by_link(
    open_page: OpenPage, demonstration_folder: Path, release: Release
) -> None:
    screen = open_page(demonstration_folder, release=release.release_id)
    assert screen.query_params["release"] == release.release_id
    assert any(release.release_id in note.value for note in screen.info)


def test_without_a_release_the_screen_waits(open_page: OpenPage, tmp_path: Path) -> None:
    (tmp_path / "build-progress.json").write_text('{"step": "đang đọc tệp", "share": 0.4}', encoding="utf-8")
    screen = open_page(tmp_path)
    assert not screen.exception
    assert "Đang chuẩn bị số liệu lần đầu" in read_html(screen)


def test_a_failed_first_build_says_what_to_do(open_page: OpenPage, tmp_path: Path) -> None:
    (tmp_path / "build-progress.json").write_text('{"error": "targets.csv:3: thiếu năm"}', encoding="utf-8")
    screen = open_page(tmp_path)
    assert "targets.csv:3: thiếu năm" in screen.error[0].value
    assert any("python -m etl build" in text.value for text in screen.markdown)


def test_the_real_release_opens_on_a_year_with_figures(open_page: OpenPage, only_real_folder: Path) -> None:
    screen = open_page(only_real_folder)
    rows = queries.list_standing(open_release(only_real_folder), screen.query_params["noi"])
    year = int(screen.query_params["moc"])
    assert rows.filter(pl.col("is_headline") & (pl.col("target_year") == year))["value"].drop_nulls().len() > 0
