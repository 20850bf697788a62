"""Ranking and comparison: every view carries the numbers of the release, as SQL written apart from the product's gives them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import duckdb
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read_html
from wording.format import format_count, format_number, format_percent
from wording.language import use_language

OpenPage = Callable[..., AppTest]
HANOI, HCM, WARD = "01.2025-07", "79.2025-07", "00004.2025-07"
NEW_BAC_NINH, OLD_BAC_NINH, SILENT = "24.2025-07", "27.before-2025-07", "96.2025-07"
FAMILY, SKILL = "learning_family_rate", "learning_citizen_digital_skill_rate"
VIEWS = ("xep-hang", "tuong-dong", "hai-noi")


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    """What a test formats itself is Vietnamese unless it says otherwise."""
    use_language("vi")


@pytest.fixture(scope="module")
def rows_of(demonstration_folder: Path) -> Iterator[Callable[[str], pl.DataFrame]]:
    """Answer SQL on the release."""
    release_id = (demonstration_folder / "CURRENT").read_text().strip()
    with duckdb.connect(demonstration_folder / "releases" / f"{release_id}.duckdb", read_only=True) as connection:
        yield lambda sql: connection.sql(sql).pl()


def open_view(open_page: OpenPage, folder: Path, view: str, **address: str) -> tuple[AppTest, str]:
    screen = open_page(folder, "xep-hang", kieu_xem=view, **address)
    assert not screen.exception
    assert not screen.error
    return screen, unescape(read_html(screen))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("place", [HANOI, HCM, NEW_BAC_NINH, OLD_BAC_NINH, "VN", WARD, SILENT, "TAY-BAC"])
def test_every_view_opens_everywhere(
    open_page: OpenPage, demonstration_folder: Path, view: str, place: str, language: str
) -> None:
    screen, html = open_view(open_page, demonstration_folder, view, noi=place, lang=language)
    assert "<h1" in html
    assert screen.query_params["kieu_xem"] == view


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("place", [HANOI, "VN"])
def test_without_simulated_reports_nothing_is_said_of_any(
    open_page: OpenPage, only_real_folder: Path, view: str, place: str
) -> None:
    _screen, html = open_view(open_page, only_real_folder, view, noi=place)
    assert "mô phỏng</" not in html
    assert "unit own" not in html


@pytest.mark.parametrize("view", ["xep-hang", "tuong-dong"])
def test_counts_are_never_ranked(open_page: OpenPage, demonstration_folder: Path, view: str) -> None:
    _screen, html = open_view(open_page, demonstration_folder, view, noi=HANOI, chi_tieu="learning_citizen_count")
    assert "d-cat" not in html
    assert "không được xếp hạng" in html


RANKED = """
    select r.area_id, d.name_vi, r.rank_from, r.rank_to, r.area_count, m.numerator, m.denominator, r.noise, m.status
    from mart_rank as r
    inner join dim_area as d using (area_id)
    inner join mart_attainment as m on m.area_id = r.area_id and m.indicator_id = r.indicator_id and m.period = r.period
        and m.basis = r.basis and m.territory = r.territory and m.target_year = 2025 and m.is_headline and m.group_id is null
    where r.parent_area_id = '{parent}' and r.indicator_id = '{indicator}' and r.period = '2025' and r.territory = 'current'
      and r.level = 'ward' and r.basis = '{basis}'
    order by r.rank, r.area_id
"""


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("parent", "indicator", "basis"), [(HANOI, FAMILY, "total"), (HCM, SKILL, "title_holders")])
def test_groups_and_intervals_are_those_of_the_release(
    open_page: OpenPage,
    demonstration_folder: Path,
    rows_of: Callable[[str], pl.DataFrame],
    parent: str,
    indicator: str,
    basis: str,
    language: str,
) -> None:
    address = {"noi": parent, "chi_tieu": indicator, "moc": "2025", "lang": language}
    screen, _html = open_view(open_page, demonstration_folder, "xep-hang", **address)
    use_language(language)
    screen.toggle(key="rank_table").set_value(True).run()
    html = unescape(read_html(screen))
    use_language(language)
    ranked = rows_of(RANKED.format(parent=parent, indicator=indicator, basis=basis))
    common = 100 * ranked["numerator"].sum() / ranked["denominator"].sum()
    apart = 1.645 * (2 * ranked["noise"][0] ** 2) ** 0.5
    rates = [100 * x / n for x, n in ranked.select("numerator", "denominator").rows()]
    above, below = sum(rate - common > apart for rate in rates), sum(common - rate > apart for rate in rates)
    head = re.search(r"<h1.*?</h1>", html, re.DOTALL)[0]  # type: ignore[index]
    for number in (format_percent(common), str(above), str(below), str(len(rates) - above - below), str(len(rates))):
        assert number in head, number
    assert html.count("class='unit ") == len(rates)
    key = re.search(r"<p class='d-catkey'>.*?</p>", html, re.DOTALL)[0]  # type: ignore[index]
    assert sorted(map(int, re.findall(r"<b>(\d+)</b>", key))) == sorted(ranked["status"].value_counts()["count"])
    table = re.findall(r"<tr>(<td class=number.*?)</tr>", html, re.DOTALL)
    assert len(table) == ranked.height
    for row, text in zip(ranked.iter_rows(named=True), table, strict=True):
        first, last = row["rank_from"], row["rank_to"]
        assert f">{first}–{last}<" in text or f">{first}<" in text or f">{first}–{last} =<" in text
        assert f"{format_count(row['numerator'])} / {format_count(row['denominator'])}" in text
        assert row["area_id"].replace(":", "%3A") in text


def test_equal_values_are_shown_as_ties(
    open_page: OpenPage, demonstration_folder: Path, rows_of: Callable[[str], pl.DataFrame]
) -> None:
    clan = "learning_clan_rate"
    tied = rows_of(
        f"select area_id from mart_rank where parent_area_id = '{HANOI}' and indicator_id = '{clan}' and period = '2025'"
        " and territory = 'current' and level = 'ward' and basis = 'total' qualify count(*) over (partition by rank) > 1"
    )
    assert tied.height > 1
    screen, _html = open_view(open_page, demonstration_folder, "xep-hang", noi=HANOI, chi_tieu=clan, moc="2025")
    screen.toggle(key="rank_table").set_value(True).run()
    rows = re.findall(r"<tr>(<td class=number.*?)</tr>", unescape(read_html(screen)), re.DOTALL)
    marked = {re.search(r"noi=([\w.-]+)", row)[1] for row in rows if " =<" in row}  # type: ignore[index]
    assert marked == set(tied["area_id"])


def test_weak_estimates_and_silent_units_stand_apart_with_the_reason(
    open_page: OpenPage, demonstration_folder: Path, rows_of: Callable[[str], pl.DataFrame]
) -> None:
    address = {"noi": HANOI, "chi_tieu": FAMILY, "moc": "2025"}
    _screen, html = open_view(open_page, demonstration_folder, "xep-hang", **address, ky="2024")
    weak = rows_of(
        f"select distinct area_id from mart_attainment as m inner join dim_area as d using (area_id) where d.province_area_id = '{HANOI}'"
        f" and d.level = 'ward' and d.era = '2025-07' and indicator_id = '{FAMILY}' and period = '2024' and territory = 'current'"
        " and basis = 'total' and group_id is null and value is not null and estimated_share > 0.2"
    )
    assert re.search(rf"<b>{weak.height}</b> ước tính", html)
    apart = re.search(r"<details class='d-apart'.*?</details>", html, re.DOTALL)[0]  # type: ignore[index]
    assert set(re.findall(r"noi=([\w.-]+)", apart)) == set(weak["area_id"])
    drawn = "".join(re.findall(r"<a class='unit .*?>", html))
    assert not set(re.findall(r"noi=([\w.-]+)", drawn)) & set(weak["area_id"])
    _screen, html = open_view(open_page, demonstration_folder, "xep-hang", **address)
    silent = rows_of(
        f"select name_vi from mart_standing as m inner join dim_area using (area_id) where parent_area_id = '{HANOI}' and level = 'ward'"
        f" and indicator_id = '{FAMILY}' and target_year = 2025 and is_headline and value is null"
    )
    assert silent.height > 0
    for name in silent["name_vi"]:
        assert name in "".join(re.findall(r"<details class='d-apart'.*?</details>", html, re.DOTALL))


def test_a_ward_is_marked_among_its_siblings(open_page: OpenPage, demonstration_folder: Path) -> None:
    _screen, html = open_view(open_page, demonstration_folder, "xep-hang", noi=WARD, chi_tieu=FAMILY, moc="2025")
    marked = re.findall(r"<a class='unit own.*?</a>", html)
    assert len(marked) == 1
    assert "Phường Ba Đình" in marked[0]


def test_the_share_below_and_the_group_gap_are_of_counts(
    open_page: OpenPage, demonstration_folder: Path, rows_of: Callable[[str], pl.DataFrame]
) -> None:
    _screen, html = open_view(open_page, demonstration_folder, "xep-hang", noi=HANOI, moc="2025")
    card = re.search(r"<div class='d-equity'>.*?</div>\s*(?=\n|$)", html, re.DOTALL)[0]  # type: ignore[index]
    adults = "learning_citizen_rate_adults_in_learning_models"
    people = dict(
        rows_of(
            f"select status, sum(denominator) from mart_standing inner join dim_area using (area_id) where parent_area_id = '{HANOI}'"
            f" and level = 'ward' and indicator_id = '{adults}' and target_year = 2025 and is_headline group by status"
        ).iter_rows()
    )
    judged = people["not_attained"] + people["attained"] + people["exceeded"]
    assert format_percent(100 * people["not_attained"] / judged) in card
    assert format_count(people["not_attained"]) in card
    groups = rows_of(
        f"select distinct group_id, numerator, denominator from mart_attainment where area_id = '{HANOI}' and indicator_id = '{adults}'"
        " and period = '2025' and territory = 'as_reported' and basis = 'in_learning_models' and group_id is not null"
    )
    rates = [100 * x / n for _group, x, n in groups.iter_rows()]
    assert format_number(max(rates) - min(rates), 2) in card
    assert f"gấp {format_number(max(rates) / min(rates), 2)} lần" in card


def test_a_target_ahead_has_no_share_below(open_page: OpenPage, demonstration_folder: Path) -> None:
    _screen, html = open_view(open_page, demonstration_folder, "xep-hang", noi=HANOI, chi_tieu=FAMILY, moc="2030")
    assert "chưa đạt chỉ tiêu (" not in html


def test_peers_are_named_with_their_features_and_a_place(
    open_page: OpenPage, demonstration_folder: Path, rows_of: Callable[[str], pl.DataFrame]
) -> None:
    _screen, html = open_view(open_page, demonstration_folder, "tuong-dong", noi=WARD, chi_tieu=FAMILY, moc="2025")
    listed = re.findall(r"<tr><td.*?</tr>", html, re.DOTALL)
    assert len(listed) == 11
    ids = [re.search(r"noi=([\w.-]+)", row)[1] for row in listed]  # type: ignore[index]
    assert WARD in ids
    known = ", ".join(f"'{area_id}'" for area_id in ids)
    facts = rows_of(
        "select area_id, kind, parent_area_id, area_km2, arg_max(denominator, period_end) filter (where denominator is not null) as size"
        f" from dim_area inner join mart_attainment using (area_id) where area_id in ({known}) and indicator_id = '{FAMILY}'"
        " and basis = 'total' and territory = 'as_reported' and group_id is null group by all"
    )
    assert set(facts["parent_area_id"]) == {HANOI}
    for row in facts.iter_rows(named=True):
        line = listed[ids.index(row["area_id"])]
        assert format_count(row["size"]) in line
        assert format_number(row["size"] / row["area_km2"]) in line


def test_peers_may_come_from_the_whole_country(open_page: OpenPage, demonstration_folder: Path) -> None:
    address = {"noi": WARD, "chi_tieu": FAMILY, "moc": "2025"}
    _screen, html = open_view(open_page, demonstration_folder, "tuong-dong", **address, pham_vi="ca-nuoc")
    _screen, near = open_view(open_page, demonstration_folder, "tuong-dong", **address)
    names = [set(re.findall(r"noi=([\w.-]+)", text)) for text in (html, near)]
    assert names[0] != names[1]


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_can_be_taken_away(open_page: OpenPage, demonstration_folder: Path, view: str) -> None:
    screen, _html = open_view(open_page, demonstration_folder, view, noi=HANOI, chi_tieu=FAMILY, moc="2030")
    assert any(
        view.replace("-", "") in str(button.proto.id).replace("-", "") for button in screen.get("download_button")
    )


STEPS = """
    select area_id, max(numerator) filter (where basis = 'total') as recognised, max(denominator) filter (where basis = 'total') as base,
        max(denominator) filter (where basis = 'registered') as registered
    from mart_attainment where area_id in ({ids}) and indicator_id = '{indicator}' and period = '2025' and territory = 'as_reported'
      and group_id is null group by area_id
"""


def test_the_step_of_the_best_is_told_only_where_it_is_surely_ahead(
    open_page: OpenPage, demonstration_folder: Path, rows_of: Callable[[str], pl.DataFrame]
) -> None:
    address = {"chi_tieu": FAMILY, "moc": "2025"}
    _screen, html = open_view(open_page, demonstration_folder, "tuong-dong", noi=WARD, **address)
    listed = re.findall(r"<tr><td.*?</tr>", html, re.DOTALL)
    assert ">1–" in listed[0]
    assert ">1–" in next(row for row in listed if f"noi={WARD}" in row)
    assert "Không nơi nào trong nhóm rõ ràng hơn" in html
    behind = "00256.2025-07"
    _screen, html = open_view(open_page, demonstration_folder, "tuong-dong", noi=behind, **address)
    best = re.search(r"noi=([\w.-]+)", re.findall(r"<tr><td.*?</tr>", html, re.DOTALL)[0])[1]  # type: ignore[index]
    steps = {
        row["area_id"]: row for row in rows_of(STEPS.format(ids=f"'{best}', '{behind}'", indicator=FAMILY)).to_dicts()
    }
    told = re.search(r"<p class='d-change'>.*?</p>", html)[0]  # type: ignore[index]
    for row in steps.values():
        assert format_percent(100 * row["registered"] / row["base"]) in told
        assert format_percent(100 * row["recognised"] / row["registered"]) in told
