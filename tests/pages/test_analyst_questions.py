"""The twenty questions of docs/analyst-questions.md: every link opens and shows what SQL written apart from the product's gives."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read_html
from tests.pages.pivot_reading import read_lines, read_total
from tests.pages.reform_reading import expect_lines, read_reform
from wording.format import format_count, format_number, format_percent
from wording.language import use_language

OpenPage = Callable[..., AppTest]
PAGE = Path(__file__).parents[2] / "docs" / "analyst-questions.md"
LINKS = re.findall(r"^\[Mở câu trả lời\]\(/([^)]*)\)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
HANOI, HCM, OLD_HCM, BAC_NINH = "01.2025-07", "79.2025-07", "79.before-2025-07", "24.2025-07"
ADULTS, FAMILY, SKILL = (
    "learning_citizen_rate_adults_in_learning_models",
    "learning_family_rate",
    "learning_citizen_digital_skill_rate",
)
Table = dict[str, list[str]]

OBSERVATIONS = """
    create temp view shown as
    select distinct m.area_id, m.indicator_id, m.territory, m.period, coalesce(m.group_id, '') as grp, m.basis, m.numerator as x,
        m.denominator as n, m.value, m.recast, m.reporter_count, m.expected_count, a.name_vi, a.level, a.era, a.parent_area_id,
        a.province_area_id, p.name_vi as parent, m.status = 'suppressed' as is_hidden
    from mart_attainment as m join dim_area as a using (area_id) left join dim_area as p on p.area_id = a.parent_area_id
"""
PAIRED = "shown o join shown n using (area_id, territory, indicator_id, basis, grp)"
WARDS = "territory = 'current' and level = 'ward' and era = '2025-07' and grp = ''"
OLD = "territory = 'as_reported' and era = 'before-2025-07'"
MODELS = f"indicator_id = '{ADULTS}' and basis = 'in_learning_models'"


@pytest.fixture
def ask(released: duckdb.DuckDBPyConnection) -> Callable[[str], list[tuple]]:
    """Answer SQL on the observations of the demonstration release, each once."""
    cursor = released.cursor()
    cursor.execute("create or replace " + OBSERVATIONS.strip().removeprefix("create "))
    return lambda sql: cursor.execute(sql).fetchall()


@pytest.fixture
def answer(open_page: OpenPage, demonstration_folder: Path) -> Callable[[int], str]:
    """Open the link of a question; returned is what its screen says."""

    def open_link(number: int) -> str:
        use_language("vi")
        parts = urlsplit(LINKS[number - 1])
        screen = open_page(demonstration_folder, parts.path, **dict(parse_qsl(parts.query)))
        assert not screen.exception
        assert not screen.error
        assert not screen.info, [note.value for note in screen.info]
        use_language("vi")
        return unescape(read_html(screen))

    return open_link


def rate(x: float, n: float) -> str:
    return format_percent(100 * x / n)


def test_there_are_twenty() -> None:
    assert len(LINKS) == 20


def test_1_groups_apart(answer: Callable[[int], str], ask: Callable[[str], list[tuple]]) -> None:
    rows = ask(
        "select f.name_vi, 100 * f.x / f.n, 100 * o.x / o.n "
        "from shown f join shown o using (area_id, territory, indicator_id, basis, period) "
        f"where f.{MODELS.replace(' and ', ' and f.')} and f.grp = 'farmers' and o.grp = 'officials' and f.period = '2024' "
        f"and f.territory = 'as_reported' and f.level = 'district' and f.parent_area_id = '{OLD_HCM}' "
        "and abs(f.x / f.n - o.x / o.n) > 0.1 order by abs(f.x / f.n - o.x / o.n) desc"
    )
    expected = [
        (name, [format_percent(one), format_percent(other), format_number(abs(one - other), 2)])
        for name, one, other in rows
    ]
    assert len(expected) > 5
    assert read_lines(answer(1)) == expected  # fmt: skip


def test_2_nearly_there(answer: Callable[[int], str], ask: Callable[[str], list[tuple]]) -> None:
    rows = ask(
        f"select name_vi, ceil((60 * n - 100 * x) / 100) as gap, x, n from shown where {WARDS} and {MODELS} and period = '2026-Q3' "
        "and value is not null and gap between 1 and 499"
    )
    shown = read_lines(answer(2))
    assert len(rows) > 3
    assert sorted((name, cells[-1]) for name, cells in shown) == sorted(
        (name, format_count(gap)) for name, gap, _x, _n in rows
    )
    gaps = [int(cells[-1].replace(".", "")) for _name, cells in shown]
    assert gaps == sorted(gaps)


def test_3_the_boundary_alone(answer: Callable[[int], str], ask: Callable[[str], list[tuple]]) -> None:
    expected = expect_lines(ask, "ward", ADULTS, "in_learning_models")
    alone = {one: line for one, line in expected.items() if line.numbers[5] < 0 <= line.numbers[3]}
    html = answer(3)
    assert {line.area_id: line for line in read_reform(html)} == alone
    assert len(alone) > 20
    assert f"{len(alone)}/{len(expected)} xã, phường giảm chỉ do địa giới mới" in html


def test_4_the_ends_of_bac_ninh(answer: Callable[[int], str], ask: Callable[[str], list[tuple]]) -> None:
    rows = ask(
        f"select name_vi, x, n from shown where {WARDS} and {MODELS} and period = '2026-Q3' and value is not null "
        f"and province_area_id = '{BAC_NINH}' order by x / n"
    )
    assert read_lines(answer(4))[:10] == [(name, [rate(x, n)]) for name, x, n in rows[:10]]


def test_5_the_largest_gains(answer: Callable[[int], str], ask: Callable[[str], list[tuple]]) -> None:
    rows = ask(
        f"select n.name_vi, 100 * n.x / n.n - 100 * o.x / o.n as gain from {PAIRED} "
        f"where indicator_id = '{ADULTS}' and basis = 'in_learning_models' and grp = '' and territory = 'as_reported' "
        "and o.level = 'district' "
        f"and o.parent_area_id = '{HANOI}' and o.period = '2021' and n.period = '2024' order by gain desc"
    )
    assert [(name, cells[-1]) for name, cells in read_lines(answer(5))] == [
        (name, format_number(gain, 2)) for name, gain in rows
    ]


def test_6_groups_of_every_province(answer: Callable[[int], str], ask: Callable[[str], list[tuple]]) -> None:
    rows = ask(
        f"select g.name_vi, s.name_vi, x, n from shown s join dim_group g on g.group_id = s.grp where {MODELS} and period = '2025' "
        "and territory = 'current' and level = 'province' and era = '2025-07' and g.dimension = 'occupation' order by s.name_vi collate vi"
    )
    expected: Table = {}
    for group, _province, x, n in rows:
        expected.setdefault(group, []).append(rate(x, n))
    assert {name: cells[: len(expected[name])] for name, cells in read_lines(answer(6))} == expected


def test_7_two_groups_together(answer: Callable[[int], str], ask: Callable[[str], list[tuple]]) -> None:
    rows = ask(
        f"select sum(x), sum(n) from shown where {MODELS} and territory = 'as_reported' and area_id = '27.before-2025-07' "
        "and grp in ('farmers', 'workers') and period in ('2022', '2023', '2024') group by period order by period"
    )
    expected = [text for x, n in rows for text in (rate(x, n), format_count(x), format_count(n))]
    assert read_total(answer(7))[: len(expected)] == expected


def test_8_two_bases(answer: Callable[[int], str], ask: Callable[[str], list[tuple]]) -> None:
    rows = ask(
        "select t.name_vi, t.value, r.value from shown t join shown r using (area_id, territory, indicator_id, grp, period) "
        f"where {OLD.replace('era', 't.era')} "
        f"and indicator_id = '{FAMILY}' and grp = '' and period = '2024' and t.basis = 'total' and r.basis = 'registered' "
        f"and t.level = 'district' and t.parent_area_id = '{HANOI}' and t.x is not null and r.x is not null"
    )
    html = answer(8)
    shown = {name: cells[:2] for name, cells in read_lines(html)}
    assert len(rows) >= 29
    assert all(shown[name] == [format_percent(one), format_percent(other)] for name, one, other in rows)


def test_9_two_indicators(answer: Callable[[int], str], ask: Callable[[str], list[tuple]]) -> None:
    rows = ask(
        f"select a.name_vi, 100 * a.x / a.n, 100 * s.x / s.n from shown a join shown s using (area_id, territory, period, grp) "
        f"where territory = 'current' and a.level = 'ward' and a.era = '2025-07' and grp = '' and period = '2025' "
        f"and a.province_area_id = '{HCM}' "
        f"and a.indicator_id = '{ADULTS}' and a.basis = 'in_learning_models' and s.indicator_id = '{SKILL}' "
        "and a.value is not null and s.value is not null"
    )
    dots = re.findall(r"<a class='dot[^>]*title='([^']*)'", answer(9))
    assert len(dots) == len(rows) > 100
    for name, one, other in rows[:20]:
        assert any(name in dot and format_percent(one) in dot and format_percent(other) in dot for dot in dots), name


def test_10_the_silent(answer: Callable[[int], str], ask: Callable[[str], list[tuple]]) -> None:
    silent = ask(
        f"select name_vi from shown where {MODELS} and territory = 'as_reported' and grp = '' and level = 'ward' and era = '2025-07' "
        f"and province_area_id = '{HANOI}' and period = '2026-Q3' and value is null and not is_hidden"
    )
    shown = [name for name, cells in read_lines(answer(10)) if cells[0] == "0/1"]
    assert len(shown) > 0
    assert sorted(shown) == sorted(name for (name,) in silent)


def test_11_reports_by_district(answer: Callable[[int], str], ask: Callable[[str], list[tuple]]) -> None:
    rows = ask(
        f"select parent, count(value), count(*) from shown where {MODELS} and {OLD} and grp = '' and level = 'ward' "
        f"and province_area_id = '{HANOI}' and period in ('2022', '2023', '2024', '2025-H1') group by parent, period, parent_area_id "
        "order by parent, try_cast(left(period, 4) as int)"
    )
    expected: Table = {}
    for parent, reported, awaited in rows:
        expected.setdefault(parent, []).append(f"{reported}/{awaited}")
    assert {name: cells[:4] for name, cells in read_lines(answer(11))} == expected


def test_12_hidden_numbers(answer: Callable[[int], str], ask: Callable[[str], list[tuple]]) -> None:
    html = answer(12)
    where = (
        f"indicator_id = '{ADULTS}' and basis = 'registered' and {OLD} and grp = 'armed_forces' and level = 'ward' "
        f"and province_area_id = '{OLD_HCM}' and period = '2021'"
    )
    [(hidden, x, n)] = ask(f"select count(*) filter (where is_hidden), sum(x), sum(n) from shown where {where}")
    assert hidden > 50
    assert f"không gồm {hidden} ô bị ẩn" in html
    assert read_total(html) == [rate(x, n), format_count(n)]


def test_13_missing_to_the_target(answer: Callable[[int], str], ask: Callable[[str], list[tuple]]) -> None:
    where = f"{WARDS} and {MODELS} and period = '2025' and province_area_id = '{HCM}' and value is not null"
    rows = ask(
        f"select name_vi, greatest(0, ceil((40 * n - 100 * x) / 100)) as gap from shown where {where} order by gap desc, name_vi"
    )
    [(x, n)] = ask(f"select sum(x), sum(n) from shown where {where}")
    html = answer(13)
    assert [cells[-1] for _name, cells in read_lines(html)] == [format_count(gap) for _name, gap in rows[:50]]
    assert read_total(html)[-1] == format_count(max(0, -((100 * x - 40 * n) // 100)))  # fmt: skip


def test_14_close_to_the_target(answer: Callable[[int], str], ask: Callable[[str], list[tuple]]) -> None:
    rows = ask(
        f"select name_vi, x, n from shown where {WARDS} and {MODELS} and period = '2025' and province_area_id = '{HANOI}' "
        "and 100 * x / n >= 35 and 100 * x / n < 40"
    )
    assert sorted(name for name, _cells in read_lines(answer(14))) == sorted(name for name, _x, _n in rows)


def test_15_steps_of_a_title(answer: Callable[[int], str], ask: Callable[[str], list[tuple]]) -> None:
    rows = ask(
        "select total_count, registered_count, recognised_count from mart_title_flow "
        f"where area_id = '{HANOI}' and title_id = 'gia_dinh_hoc_tap' "
        "and period = '2025' and group_id is null"
    )
    html = answer(15)
    assert rows
    for count in (count for row in rows for count in row if count is not None):
        assert format_count(count) in html


def test_16_how_sure_a_ranking_is(answer: Callable[[int], str], ask: Callable[[str], list[tuple]]) -> None:
    [(units,)] = ask(
        f"select count(*) from mart_rank where parent_area_id = '{HANOI}' and indicator_id = '{ADULTS}' and period = '2025' "
        "and territory = 'current' and level = 'ward' and basis = 'in_learning_models'"
    )
    assert answer(16).count("class='unit ") == units > 100


def test_17_estimates_are_marked(answer: Callable[[int], str], ask: Callable[[str], list[tuple]]) -> None:
    where = f"{WARDS} and {MODELS} and period = '2024' and province_area_id = '{HANOI}' and value is not null"
    rows = dict(ask(f"select name_vi, recast = 'estimated' from shown where {where}"))
    shown = read_lines(answer(17))
    assert len(shown) == 50
    assert all(cells[0].startswith("≈") == rows[name] for name, cells in shown)
    assert {cells[0].startswith("≈") for _name, cells in shown} == {True, False}


def test_18_inside_the_districts(answer: Callable[[int], str], ask: Callable[[str], list[tuple]]) -> None:
    where = f"{MODELS} and {OLD} and grp = '' and level = 'ward' and province_area_id = '{HANOI}' and period = '2024' and x is not null"
    districts = ask(f"select parent, sum(x), sum(n) from shown where {where} group by all order by sum(x) / sum(n)")
    [(first,)] = ask(f"select count(*) from shown where {where} and parent = '{districts[0][0]}'")
    shown = read_lines(answer(18))
    name, x, n = districts[0]
    assert shown[0] == (name, [rate(x, n), format_count(x), format_count(n)])
    assert shown[first + 1][0] == districts[1][0]


def test_19_the_slowest(answer: Callable[[int], str], ask: Callable[[str], list[tuple]]) -> None:
    rows = ask(
        f"select n.name_vi, 100 * n.x / n.n - 100 * o.x / o.n as gain from {PAIRED} "
        f"where indicator_id = '{ADULTS}' and basis = 'in_learning_models' and grp = '' and territory = 'as_reported' "
        "and o.level = 'district' "
        f"and o.parent_area_id = '{OLD_HCM}' and o.period = '2023' and n.period = '2024' order by gain"
    )
    shown = [(name, cells[-1].replace("+", "").replace("−", "-")) for name, cells in read_lines(answer(19))]
    assert shown == [(name, format_number(gain, 2)) for name, gain in rows]


def test_20_down_to_the_cell(answer: Callable[[int], str], ask: Callable[[str], list[tuple]]) -> None:
    rows = ask(
        f"select file_name, sheet, cell from mart_provenance where area_id = '26740.before-2025-07' and indicator_id = '{ADULTS}' "
        "and period = '2024' and group_id = 'farmers' and basis = 'in_learning_models'"
    )
    html = answer(20)
    assert rows
    for file_name, _sheet, cell in rows:
        assert file_name in html
        assert f"<b>{cell}</b>" in html
