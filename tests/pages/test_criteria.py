"""Tiêu chí UNESCO, drawn: levels, changes, departments and dossiers as an SQL of their own finds them, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.assessed import CITY, EARLIER, LATER, SECOND, copy_release, write_assessments
from tests.pages.conftest import read_html
from wording.format import format_date
from wording.language import use_language
from wording.outlook import format_likelihood

OpenPage = Callable[..., AppTest]
SLUG = "tieu-chi"
WORDS = {"vi": ("name_vi", "Chưa đánh giá"), "en": ("name_en", "Not assessed")}
LEVELS = """
    select c.criterion_code, c.{name}, coalesce(r.{name}, '{none}'), a.likelihood, d.{name}
    from dim_criterion as c
    left join (select * from mart_assessment where area_id = '{area}' and period = '{period}') as a using (criterion_code)
    left join dim_criterion_rating as r on r.rating = a.rating
    left join mart_criterion_duty as u on u.criterion_code = c.criterion_code and u.area_id = '{area}'
    left join dim_department as d using (department_id)
    where c.criterion_set_id = 'unesco_learning_city.2013' and c.kind = 'feature'
    order by c.sort
"""


@pytest.fixture(autouse=True)
def speak_vietnamese() -> None:
    use_language("vi")


@pytest.fixture(scope="module")
def assessed_file(demonstration_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a release with the assessments."""
    file = copy_release(demonstration_folder, tmp_path_factory.mktemp("assessed"))
    write_assessments(file)
    return file


@pytest.fixture(scope="module")
def assessed(assessed_file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same, open."""
    with duckdb.connect(assessed_file, read_only=True) as connection:
        yield connection


@pytest.fixture
def show(open_page: OpenPage, assessed_file: Path) -> Callable[..., AppTest]:
    """Open the page on it."""

    def show_place(area_id: str = CITY, **address: str) -> AppTest:
        screen = open_page(assessed_file.parent.parent, SLUG, noi=area_id, **address)
        assert not screen.exception
        assert not screen.error, [one.value for one in screen.error]
        return screen

    return show_place


def read_text(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def read_cells(screen: AppTest) -> list[str]:
    return [read_text(cell) for cell in re.findall(r"<a class='k-cell.*?</a>", read_html(screen), re.DOTALL)]


def read_rows(screen: AppTest, number: int = 0) -> list[list[str]]:
    """Texts of a table of the screen."""
    table = re.findall(r"<tbody>(.*?)</tbody>", read_html(screen), re.DOTALL)[number]
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    return [[read_text(cell) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)] for row in rows]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("area_id", "period"), [(CITY, LATER), (CITY, EARLIER), (SECOND, LATER)])
def test_every_cell_says_what_the_release_holds(
    show: Callable[..., AppTest], assessed: duckdb.DuckDBPyConnection, area_id: str, period: str, language: str
) -> None:
    use_language(language)
    cells = read_cells(show(area_id, dot_danh_gia=period, lang=language))
    name, none = WORDS[language]
    rows = assessed.sql(LEVELS.format(name=name, none=none, area=area_id, period=period)).fetchall()
    assert len(rows) == len(cells) == 42
    assert sum(row[2] == none for row in rows) == 6
    for (code, words, level, likelihood, department), cell in zip(rows, cells, strict=True):
        outlook = f" → {format_likelihood(likelihood)}" if likelihood else ""
        assert cell.startswith(f"{code} {words} {level}{outlook}")
        assert cell.endswith(department)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_sentence_counts_levels_changes_and_deadlines(
    show: Callable[..., AppTest], assessed: duckdb.DuckDBPyConnection, language: str
) -> None:
    use_language(language)
    screen = show(lang=language)
    met, likely, late = assessed.sql(f"""
        select count(*) filter (where rating = 'met'), count(*) filter (where rating <> 'met' and likelihood = 'likely'),
            count(*) filter (where rating <> 'met' and deadline < (select created_at from release_info)::date)
        from mart_assessment where area_id = '{CITY}' and period = '{LATER}'
    """).fetchall()[0]
    better, worse = assessed.sql(f"""
        select count(*) filter (where n.sort < b.sort), count(*) filter (where n.sort > b.sort)
        from mart_assessment as now
        inner join mart_assessment as before using (area_id, criterion_code)
        inner join dim_criterion_rating as n on n.rating = now.rating
        inner join dim_criterion_rating as b on b.rating = before.rating
        where area_id = '{CITY}' and now.period = '{LATER}' and before.period = '{EARLIER}'
    """).fetchall()[0]
    assert min(met, likely, late, better) > 0
    message = read_text(re.search(r"<h1.*?</h1>", read_html(screen))[0])  # type: ignore[index]
    lead = read_text(re.search(r"<p class='d-lead'.*?</p>", read_html(screen))[0])  # type: ignore[index]
    if language == "vi":
        assert message == f"{met}/42 tiêu chí đã đạt; thêm {likely} tiêu chí có khả năng đạt"
        assert f"So với năm 2025: {better} tiêu chí lên mức, {worse} tiêu chí xuống mức. {late} tiêu chí" in lead
    else:
        assert message == f"{met} of 42 criteria are met; {likely} more are likely to be"
        assert f"Since 2025: {better} better, {worse} worse. {late} criteria" in lead
    tally = [read_text(one) for one in re.findall(r"<li style.*?</li>", read_html(screen))]
    counts = dict(assessed.sql(f"""
        select r.name_{language}, count(*) from mart_assessment inner join dim_criterion_rating as r using (rating)
        where area_id = '{CITY}' and period = '{LATER}' group by all
    """).fetchall())  # fmt: skip
    assert {text.split(" ", 1)[1]: int(text.split(" ")[0]) for text in tally} == {**counts, WORDS[language][1]: 6}


def test_a_level_or_a_department_leaves_the_others_out(
    show: Callable[..., AppTest], assessed: duckdb.DuckDBPyConnection
) -> None:
    unmet = assessed.sql(
        f"select count(*) from mart_assessment where area_id = '{CITY}' and period = '{LATER}' and rating = 'not_met'"
    ).fetchall()[0][0]
    screen = show(muc_do="not_met")
    assert len(read_cells(screen)) == unmet
    assert screen.query_params["muc_do"] == "not_met"
    assert len(read_cells(show(muc_do="chua-danh-gia"))) == 6
    both = read_cells(show(muc_do="chua-danh-gia", co_quan="finance"))
    assert both
    assert all(cell.endswith("Sở Tài chính") for cell in both)
    screen.selectbox(key="muc_do").set_value("tat-ca").run()
    assert len(read_cells(screen)) == 42
    assert "muc_do" not in screen.query_params


def test_the_list_of_the_unmet_stands_in_the_order_of_deadlines(
    show: Callable[..., AppTest], assessed: duckdb.DuckDBPyConnection
) -> None:
    rows = assessed.sql(f"""
        select a.criterion_code, r.name_vi, a.cause, a.remedy, d.name_vi, a.deadline,
            a.deadline < (select created_at from release_info)::date
        from mart_assessment as a inner join dim_criterion_rating as r using (rating)
        inner join dim_department as d on d.department_id = a.lead_department_id
        inner join dim_criterion as c on c.criterion_set_id = a.criterion_set_id and c.criterion_code = a.criterion_code
        where a.area_id = '{CITY}' and a.period = '{LATER}' and a.rating <> 'met'
        order by a.deadline nulls last, c.sort
    """).fetchall()
    shown = read_rows(show(xem="chua-dat"))
    assert len(shown) == len(rows) > 10
    for (code, level, cause, remedy, department, deadline, late), cells in zip(rows, shown, strict=True):
        assert cells[0].startswith(f"{code} ")
        assert cells[1].startswith(level)
        assert cells[2] == cause
        assert cells[3] == (remedy or "không nêu")
        assert cells[4] == department
        assert cells[5] == (format_date(deadline) + (" quá hạn" if late else "") if deadline else "không nêu")


def test_departments_are_counted_as_they_reported(
    show: Callable[..., AppTest], assessed: duckdb.DuckDBPyConnection
) -> None:
    rows = assessed.sql(f"""
        select d.name_vi, count(*), count(a.rating), count(*) filter (where a.report_status = 'confirmed'),
            count(*) filter (where a.evidence_count = 0), list(u.criterion_code order by u.criterion_code) filter (where a.rating is null)
        from mart_criterion_duty as u inner join dim_department as d using (department_id)
        left join mart_assessment as a on a.criterion_code = u.criterion_code and a.area_id = u.area_id and a.period = '{LATER}'
        where u.area_id = '{CITY}' group by all order by any_value(d.sort)
    """).fetchall()
    shown = read_rows(show(xem="co-quan"))
    assert len(rows) == 3
    for (name, *counts, missing), cells in zip(rows, shown, strict=False):
        assert cells[0].startswith(name)
        assert cells[1:5] == [str(count) for count in counts]
        assert re.findall(r"\d+\.\d+\.\d+", cells[6]) == missing
    measured = assessed.sql("""
        select d.name_vi, count(*) from dim_criterion as c
        inner join mart_criterion_duty as u on u.criterion_code = c.parent_code inner join dim_department as d using (department_id)
        where c.criterion_set_id = 'unesco_learning_city.2013' and c.kind = 'measurement' and u.area_id = '79.2025-07' group by all
    """).fetchall()
    assert sum(count for _name, count in measured) == 52
    for name, count in measured:
        assert next(cells[5] for cells in shown if cells[0].startswith(name)) == f"0/{count}"


def test_the_panel_holds_measurements_evidence_and_every_version(show: Callable[..., AppTest]) -> None:
    screen = show(tieu_chi="1.1.2")
    evidence = read_rows(screen, 1)
    assert evidence == [["Báo cáo 1.1.2 mô phỏng", "102/BC-UBND", "2/3/2026", "https://example.gov.vn/2", ""]]
    assert "href='http" not in read_html(screen)
    assert screen.query_params["tieu_chi"] == "1.1.2"
    first = show(tieu_chi="1.1.1")
    measured, versions = read_rows(first, 0), read_rows(first, 2)
    assert [row[0].split()[0] for row in measured] == ["1.1.1.1"]
    assert measured[0][1] == "chưa báo cáo"
    assert "mức độ 2 : 99,71% trên" in measured[0][4]
    assert [row[1] for row in versions] == ["Người nạp", "Người nạp đầu"]
    assert ["đang dùng" in row[3] for row in versions] == [True, False]
    assert "tieu_chi" not in show(tieu_chi="9.9.9").query_params


def find_states(assessed: duckdb.DuckDBPyConnection, dossier_id: str) -> dict[str, str]:
    """State of each item by looking for its answer apart, item by item."""
    today: date = assessed.sql("select created_at::date from release_info").fetchall()[0][0]
    items: list[tuple[Any, ...]] = assessed.execute(
        "select code, answered_by, indicator_id, criterion_code, max_age_years from dim_dossier_item where dossier_id = ? order by sort",
        [dossier_id],
    ).fetchall()
    answers = {
        "indicator": "select max(coalesce(as_of, period_end)) from mart_attainment where value is not null and group_id is null "
        f"and territory = 'current' and area_id = '{CITY}' and indicator_id = ?",
        "criterion": "select max_by(as_of, period_end) from mart_assessment where (rating is not null or value is not null) "
        f"and area_id = '{CITY}' and criterion_code = ?",
        "evidence": f"select max(document_date) from mart_evidence where area_id = '{CITY}' and criterion_code = ?",
        "area_size": f"select valid_from from dim_area where area_id = '{CITY}' and ? is null",
    }
    states = {}
    for code, answered_by, indicator_id, criterion_code, most in items:
        day = assessed.execute(answers[answered_by], [indicator_id or criterion_code]).fetchall()[0][0]
        is_old = day is not None and most is not None and day.replace(year=day.year + most) < today
        states[code] = "Còn thiếu" if day is None else "Đã cũ" if is_old else "Sẵn sàng"
    return states


@pytest.mark.parametrize("dossier_id", ["gnlc_application", "gnlc_biennial_report"])
def test_a_dossier_says_what_is_ready_old_or_missing(
    show: Callable[..., AppTest], assessed: duckdb.DuckDBPyConnection, dossier_id: str
) -> None:
    shown = read_rows(show(xem="ho-so", ho_so=dossier_id))
    states = find_states(assessed, dossier_id)
    assert {row[1].split()[0]: row[0] for row in shown} == states
    if dossier_id == "gnlc_application":
        assert set(states.values()) == {"Sẵn sàng", "Đã cũ", "Còn thiếu"}
        assert next(row for row in shown if row[1].startswith("A2"))[2] == "6.771,39 km²"
