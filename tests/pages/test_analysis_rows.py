"""Rows of free analysis: with two axes they keep both names wherever they stand, and every row can be picked."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.pivot_reading import read_lines, read_total
from tests.pages.test_analysis import ADULTS, HANOI, open_analysis
from wording.format import MISSING, format_percent
from wording.language import use_language

FAMILY = "learning_family_rate"
OpenPage = Callable[..., AppTest]
TWO_AXES = {
    "noi": HANOI,
    "chi_tieu": ADULTS,
    "don_vi": "district.before-2025-07.as_reported",
    "hang": "area,group",
    "cot": "period",
}
TWO_AXES |= {"cac_ky": "2024", "cac_nhom": "farmers,officials", "co_so": "in_learning_models"}  # fmt: skip
RATES = f"""
    select distinct d.name_vi || ' · ' || g.name_vi, 100 * m.numerator / m.denominator as rate
    from mart_attainment as m inner join dim_area as d using (area_id) inner join dim_group as g using (group_id)
    where m.indicator_id = '{ADULTS}' and m.basis = 'in_learning_models' and m.territory = 'as_reported' and m.period = '2024'
      and m.group_id in ('farmers', 'officials') and d.level = 'district' and d.parent_area_id = '{HANOI}' and m.value is not null
    order by rate
"""


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    """What a test formats itself is Vietnamese unless it says otherwise."""
    use_language("vi")


def follow_pick(html: str, name: str) -> dict[str, str]:
    """Parameters of the link that picks a row."""
    [query] = re.findall(rf"<a class='pick' href='[?]([^']*)'[^>]*aria-label='[^']*{re.escape(name)}'", html)
    return dict(parse_qsl(query))


@pytest.mark.parametrize("chart", ["phan-bo", "cot"])
def test_rows_of_two_axes_are_told_with_both_names(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection, chart: str
) -> None:
    told = released.execute(RATES).fetchall()
    names = {name for name, _rate in told}
    _screen, html = open_analysis(open_page, demonstration_folder, **TWO_AXES, ve=chart)
    head = re.search(r"<h1.*?</h1>", html, re.DOTALL)[0]  # type: ignore[index]
    for name, rate in (told[0], told[-1]):
        assert f"{format_percent(rate)} ({name})" in head
    drawing = html[html.index("d-pivot-chart") : html.index("class='d-pivot'")]
    if chart == "cot":
        assert set(re.findall(r"<li><a [^>]*>(.*?)</a>", drawing)) <= names
    assert sum(name in drawing for name in names) >= min(24, len(names)) // 2


def test_a_picked_row_of_two_axes_keeps_both_names_above_its_heading(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection
) -> None:
    name, rate = released.execute(RATES).fetchall()[3]
    _screen, html = open_analysis(open_page, demonstration_folder, **TWO_AXES)
    picked = TWO_AXES | follow_pick(html, name)
    _screen, html = open_analysis(open_page, demonstration_folder, **picked, ve="duong")
    assert read_lines(html)[0] == (name, [format_percent(rate)])
    _screen, html = open_analysis(open_page, demonstration_folder, **picked, chi_dong="1")
    place, group = name.split(" · ")
    assert [line for line, _cells in read_lines(html)] == [place, group]


def test_the_row_of_all_people_can_be_picked(open_page: OpenPage, demonstration_folder: Path) -> None:
    asked = TWO_AXES | {"hang": "group", "cac_nhom": "everybody,farmers,officials", "sap": "ten~giam"}
    _screen, html = open_analysis(open_page, demonstration_folder, **asked)
    names = [name for name, _cells in read_lines(html)]
    assert names[0] != names[-1] == "Tất cả mọi người"
    _screen, html = open_analysis(open_page, demonstration_folder, **asked | follow_pick(html, names[-1]))
    assert [name for name, _cells in read_lines(html)] == [names[-1], *names[:-1]]


def test_a_unit_that_reports_two_indicators_is_counted_once(
    open_page: OpenPage, demonstration_folder: Path, released: duckdb.DuckDBPyConnection
) -> None:
    counts = released.execute(f"""
        select count(distinct m.area_id) filter (where m.value is not null or m.status = 'suppressed'), count(distinct m.area_id)
        from mart_attainment as m inner join dim_area as d using (area_id)
        where m.indicator_id in ('{ADULTS}', '{FAMILY}') and m.basis in ('in_learning_models', 'total')
          and m.territory = 'as_reported' and m.period = '2026-Q3' and m.group_id is null and d.level = 'ward' and d.era = '2025-07'
          and d.province_area_id = '{HANOI}'
        group by m.indicator_id, m.basis
    """).fetchall()
    asked = {
        "noi": HANOI,
        "chi_tieu": ADULTS,
        "them": FAMILY,
        "hang": "indicator",
        "cot": "period",
        "gia_tri": "completeness",
    }
    asked |= {"don_vi": "ward.2025-07.as_reported", "cac_ky": "2026-Q3", "co_so": "in_learning_models,total"}
    _screen, html = open_analysis(open_page, demonstration_folder, **asked)
    expected = [f"{reported}/{awaited}" for reported, awaited in counts]
    assert len(expected) == 2
    assert sorted(cell for _name, [cell] in read_lines(html)) == sorted(expected)
    assert read_total(html) == [MISSING]
    assert f"từ {min(expected)} đến {max(expected)} đơn vị báo cáo" in html
