"""Below the cards of the overview: which units are first and last, what changed, and the picture of the map."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import duckdb
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read_html
from wording.format import format_number, format_percent, format_status
from wording.language import use_language

OpenPage = Callable[..., AppTest]
HANOI, BA_DINH, OLD_BA_DINH, NATION = "01.2025-07", "00004.2025-07", "001.before-2025-07", "VN"
INDICATOR = "learning_citizen_rate_adults_in_learning_models"


def test_the_first_and_last_wards_are_those_of_the_release(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection
) -> None:
    ranked = released.execute(
        """
        select a.name_vi, r.rank_from, r.rank_to, r.area_count
        from mart_rank as r inner join dim_area as a using (area_id)
        where r.parent_area_id = ? and r.indicator_id = ? and r.period = '2025' and r.basis = 'in_learning_models'
          and r.territory = 'as_reported' and r.level = 'ward'
        order by r.value
        """,
        [HANOI, INDICATOR],
    ).fetchall()
    html = read_html(open_page(demonstration_folder))
    behind, ahead = html.split("<ol class='d-rank'>")[1:3]
    assert re.findall(r"target='_self'>([^<]+)</a>", behind) == [row[0] for row in ranked[:3]]
    assert re.findall(r"target='_self'>([^<]+)</a>", ahead)[:3] == [row[0] for row in ranked[:-4:-1]]


def test_nobody_is_called_first_whom_noise_cannot_tell_from_others(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection
) -> None:
    [(first, last)] = released.execute(
        """
        select count(*) filter (where rank_from <= 3), count(*) filter (where rank_to > area_count - 3)
        from mart_rank
        where parent_area_id = ? and indicator_id = ? and period = '2025' and basis = 'in_learning_models'
          and territory = 'as_reported' and level = 'ward'
        """,
        [HANOI, INDICATOR],
    ).fetchall()
    assert first > 3
    screen = open_page(demonstration_folder)
    said = " ".join(caption.value for caption in screen.caption)
    assert f"{first} đơn vị có thể thuộc nhóm 3 dẫn đầu, {last} đơn vị có thể thuộc nhóm 3 chậm nhất" in said


def test_a_change_compares_only_those_who_reported_twice(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection
) -> None:
    [(count, x0, n0, x1, n1)] = released.execute(
        """
        with told as (
            select distinct m.area_id, m.period, m.numerator, m.denominator
            from mart_attainment as m inner join dim_area as a using (area_id)
            where a.parent_area_id = $area and a.level = 'ward' and a.era = '2025-07' and m.territory = 'as_reported'
              and m.indicator_id = $indicator and m.basis = 'in_learning_models' and m.group_id is null and m.numerator is not null
        )
        select count(*), sum(o.numerator)::bigint, sum(o.denominator)::bigint, sum(n.numerator)::bigint, sum(n.denominator)::bigint
        from told as o inner join told as n using (area_id)
        where o.period = '2026-H1' and n.period = '2026-Q3'
        """,
        {"area": HANOI, "indicator": INDICATOR},
    ).fetchall()
    html = read_html(open_page(demonstration_folder))
    use_language("vi")
    table = html.split("d-changes")[1]
    assert f"{format_percent(Fraction(100 * x0, n0))} → {format_percent(Fraction(100 * x1, n1))}" in table
    assert f"+{format_number(x1 - x0)} người" in table
    assert f"{count} đơn vị có báo cáo ở cả hai kỳ" in html


def test_a_moved_boundary_is_told_from_a_real_change(open_page: OpenPage, demonstration_folder: Path) -> None:
    html = read_html(open_page(demonstration_folder, noi=BA_DINH))
    assert "điểm do kết quả thực" in html
    assert "điểm do địa giới thay đổi" in html


def test_the_picture_of_the_map_has_its_message_in_words(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection
) -> None:
    counts = dict(
        released.execute(
            """
            select coalesce(s.status, 'no_data'), count(*)
            from dim_area as a
            left join mart_standing as s on s.area_id = a.area_id and s.indicator_id = ? and s.target_year = 2025 and s.is_headline
            where a.parent_area_id = ? and a.level = 'ward' and a.era = '2025-07'
            group by 1
            """,
            [INDICATOR, HANOI],
        ).fetchall()
    )
    html = read_html(open_page(demonstration_folder))
    words = html.split("alt='")[1].split("'")[0]
    assert sum(counts.values()) == 126
    for status, count in counts.items():
        assert f"{count} {format_status(status).lower()}" in words
    assert "/overview-map/" in html
    assert "ban-do?" in html.split("d-smallmap")[1]


def test_an_ended_district_gets_no_map_of_verdicts(open_page: OpenPage, demonstration_folder: Path) -> None:
    assert "d-smallmap" not in read_html(open_page(demonstration_folder, noi=OLD_BA_DINH))


def test_few_places_are_one_list(open_page: OpenPage, demonstration_folder: Path) -> None:
    html = read_html(open_page(demonstration_folder, noi=NATION))
    assert "Tất cả địa bàn có số liệu" in html
    assert html.count("<ol class='d-rank'>") == 1
