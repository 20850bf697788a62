"""The review report against the release it is composed from: every part, in both languages, checked with SQL of its own."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import duckdb
import pytest

from reports.blocks import (
    AreaMap,
    Bar,
    BarChart,
    Block,
    LineChart,
    Paragraphs,
    Review,
    Section,
    Table,
    ToFill,
    list_block_phrases,
)
from reports.content import Content, read_content
from reports.cover import compose_cover
from reports.review import compose_review
from reports.review.bases import is_read, list_bases, list_unread
from reports.word import write_review
from warehouse.queries import Release, open_release
from wording.format import format_number
from wording.language import speak
from wording.phrases import Phrase, list_figures, write

CITY, WARD, MERGED, EMPTY, ENDED = "01.2025-07", "00004.2025-07", "24.2025-07", "04.2025-07", "27.before-2025-07"
PLACES = (CITY, WARD, MERGED, EMPTY, ENDED, "VN")


@pytest.fixture(scope="module")
def release(demonstration_folder: Path) -> Iterator[Release]:
    """The demonstration release, opened as a report opens it."""
    opened = open_release(demonstration_folder)
    yield opened
    opened.connection.close()


@pytest.fixture(scope="module")
def reviews(release: Release) -> dict[tuple[str, str], tuple[Content, Review]]:
    """Reports for 2025 by place and language."""
    return {(place, language): build(release, place, language) for place in PLACES for language in ("vi", "en")}


def build(release: Release, place: str, language: str, period: str = "2025") -> tuple[Content, Review]:
    """A report with what it was composed from."""
    with speak(language):
        content = read_content(release, place, period)
        return content, compose_review(content, compose_cover(content))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("place", PLACES)
def test_every_report_has_the_parts_of_a_review(reviews: Any, place: str, language: str) -> None:
    _content, review = reviews[place, language]
    parts = [section.heading for section in review.sections if section.level == 1]
    first = {"vi": "CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, TRIỂN KHAI THỰC HIỆN", "en": "LEADERSHIP, DIRECTION AND ORGANISATION"}
    assert parts[0] == first[language]
    assert len(parts) == (3 if place == ENDED else 4)
    assert review.closing


@pytest.mark.parametrize("place", PLACES)
def test_what_only_people_know_is_left_to_fill(reviews: Any, place: str) -> None:
    _content, review = reviews[place, "vi"]
    prompts = {block.prompt for block in list_blocks(review) if isinstance(block, ToFill)}
    assert {
        "Nguyên nhân khách quan",
        "Nguyên nhân chủ quan",
        "Bài học kinh nghiệm rút ra trong quá trình thực hiện",
    } <= prompts


@pytest.mark.parametrize("place", PLACES)
def test_tables_are_whole_and_nothing_is_said_twice_differently(reviews: Any, place: str) -> None:
    for language in ("vi", "en"):
        known: dict[str, str] = {}
        _content, review = reviews[place, language]
        for block in list_blocks(review):
            if isinstance(block, Table):
                assert block.rows
                assert all(len(row) == len(block.columns) for row in block.rows)
            for phrase in list_block_phrases(block):
                for figure in list_figures(phrase):
                    assert known.setdefault(figure.key, figure.text) == figure.text


@pytest.mark.parametrize("place", PLACES)
def test_both_languages_print_the_same_numbers(reviews: Any, place: str) -> None:
    keys = [list_keys(reviews[place, language][1]) for language in ("vi", "en")]
    assert keys[0] == keys[1]


def test_every_table_and_picture_with_simulated_numbers_says_so(reviews: Any) -> None:
    _content, review = reviews[CITY, "vi"]
    assert "mô phỏng" in review.cover.simulated
    shown = [block for block in list_blocks(review) if isinstance(block, Table | BarChart | LineChart | AreaMap)]
    assert len(shown) > 8
    assert all("mô phỏng" in write(block.source) for block in shown)


def test_nothing_is_simulated_where_nothing_was_reported(reviews: Any) -> None:
    _content, review = reviews[EMPTY, "vi"]
    assert not review.cover.simulated
    assert "mô phỏng" not in " ".join(map(write, list_phrases(review)))


def test_bases_were_read_and_targets_nobody_verified_are_none(reviews: Any) -> None:
    content, review = reviews[CITY, "vi"]
    told = [write(basis) for basis in review.bases]
    assert any(
        "Quyết định số 677/QĐ-TTg ngày 03 tháng 6 năm 2022 của Thủ tướng Chính phủ về chương trình" in one
        for one in told
    )
    assert all(one.startswith("Căn cứ ") for one in told)
    assert all(is_read(row) for row in list_bases(content))
    cited = {row["document_code"] for row in list_bases(content)}
    assert cited & {row["document_code"] for row in list_unread(content)} == set()
    verified = {row["document_code"] for row in content.targets if row["is_verified"]}
    assert cited <= verified


@pytest.mark.parametrize("confidence", ["recalled_unverified", "inferred", "unknown"])
def test_a_document_nobody_read_is_no_basis(confidence: str) -> None:
    assert not is_read({"number": "677/QĐ-TTg", "date_issued": "2022-06-03", "confidence": confidence})
    assert not is_read({"number": None, "date_issued": "2022-06-03", "confidence": "seed"})
    assert is_read({"number": "677/QĐ-TTg", "date_issued": "2022-06-03", "confidence": "seed"})


def test_no_basis_is_later_than_the_period(release: Release) -> None:
    content, _review = build(release, CITY, "vi", "2022")
    assert all(row["date_issued"] <= "2022-12-31" for row in list_bases(content))


def test_every_unit_stands_in_the_annex_with_the_verdict_of_the_release(
    reviews: Any, released: duckdb.DuckDBPyConnection
) -> None:
    _content, review = reviews[CITY, "vi"]
    table = find_table(review, "Kết quả theo địa bàn")
    names = [write(row[1].phrase) for row in table.rows]
    expected = released.execute(
        "select name_vi from dim_area where parent_area_id = ? and era = '2025-07' and level = 'ward'", [CITY]
    ).fetchall()
    assert sorted(names) == sorted(name for (name,) in expected)
    label = released.execute(
        "select short_vi from dim_indicator where indicator_id = 'learning_family_rate'"
    ).fetchall()[0][0]
    place = next(place for place, column in enumerate(table.columns) if column.label.startswith(label))
    known = dict(
        released.execute(
            """select a.name_vi, m.status from mart_attainment as m inner join dim_area as a using (area_id)
            where a.parent_area_id = ? and m.indicator_id = 'learning_family_rate' and m.period = '2025' and m.territory = 'as_reported'
                and m.group_id is null and m.target_year = 2025 and m.is_headline and m.basis = m.target_basis
                    and m.value is not null""",
            [CITY],
        ).fetchall()
    )
    assert len(known) > 100
    shown = {write(row[1].phrase): row[place] for row in table.rows}
    assert {name: shown[name].status for name in known} == known
    silent = set(names) - set(known)
    assert silent
    assert {write(shown[name].phrase) for name in silent} == {"Chưa có số liệu"}


def test_counts_of_units_are_those_of_the_release(reviews: Any, released: duckdb.DuckDBPyConnection) -> None:
    _content, review = reviews[CITY, "vi"]
    table = next(
        block for block in list_blocks(review) if isinstance(block, Table) and block.title == "Các đơn vị theo kết luận"
    )
    short, met, missed, count = released.execute(
        """select any_value(i.short_vi), count_if(m.status in ('attained', 'exceeded')), count_if(m.status = 'not_attained'),
            (select count(*) from dim_area where parent_area_id = $1 and level = 'ward')
        from mart_attainment as m inner join dim_area as a using (area_id) inner join dim_indicator as i using (indicator_id)
        where a.parent_area_id = $1 and m.indicator_id = 'learning_clan_rate' and m.period = '2025' and m.territory = 'as_reported'
            and m.group_id is null and m.target_year = 2025 and m.is_headline and m.basis = m.target_basis""",
        [CITY],
    ).fetchall()[0]
    row = next(row for row in table.rows if write(row[0].phrase) == short)
    assert (row[1].value, row[2].value, row[-1].value) == (met, missed, count)
    assert write(row[1].phrase) == str(met)
    assert sum(cell.value or 0 for cell in row[1:-1]) == count


def test_missed_targets_name_how_many_people_are_missing(reviews: Any, released: duckdb.DuckDBPyConnection) -> None:
    _content, review = reviews[CITY, "vi"]
    missed = released.execute(
        """select gap_count from mart_attainment where area_id = ? and period = '2025' and territory = 'as_reported' and group_id is null
            and target_year = 2025 and is_headline and status = 'not_attained'""",
        [CITY],
    ).fetchall()
    assert missed
    told = " ".join(write(phrase) for phrase in list_phrases(review, "Hạn chế"))
    with speak("vi"):
        assert all(format_number(gap) in told for (gap,) in missed)


def test_sources_are_the_files_of_the_release(reviews: Any, released: duckdb.DuckDBPyConnection) -> None:
    _content, review = reviews[WARD, "vi"]
    table = find_table(review, "Các tệp số liệu dùng trong báo cáo")
    known = released.execute(
        "select distinct file_name, sheet, sha256[:12] from mart_provenance where area_id = ? and period <= '2025'",
        [WARD],
    ).fetchall()
    assert sorted(tuple(write(row[place].phrase) for place in (1, 2, 4)) for row in table.rows) == sorted(known)


def test_criteria_not_met_stand_with_cause_remedy_department_and_deadline(release: Release) -> None:
    content, review = build(release, "79.2025-07", "vi")
    assert content.survey is not None
    heading = "Tiêu chí chưa đạt đầy đủ, nguyên nhân, giải pháp, cơ quan chủ trì, thời hạn"
    annex = next(annex for annex in review.annexes if annex.heading == heading)
    table = next(block for block in annex.blocks if isinstance(block, Table))
    assert len(table.rows) == len(content.survey.unmet)
    first = content.survey.unmet[0]
    cells = [write(cell.phrase) for cell in table.rows[0]]
    assert cells[0].startswith(first["criterion_code"])
    assert cells[2:4] == [first["cause"], first["remedy"]]
    tasks = " ".join(write(phrase) for phrase in list_phrases(review, "Nhiệm vụ, giải pháp"))
    assert first["lead_vi"] in tasks


def test_a_merged_province_says_what_the_new_boundary_did(reviews: Any) -> None:
    _content, review = reviews[MERGED, "vi"]
    told = [write(phrase) for phrase in list_phrases(review, "So với kỳ trước")]
    assert "Qua sắp xếp đơn vị hành chính từ ngày 01/7/2025:" in told
    assert any("do địa giới" in one for one in told)


def test_a_ward_has_the_same_parts_without_units(reviews: Any) -> None:
    _content, review = reviews[WARD, "vi"]
    headings = [section.heading for section in review.sections]
    assert "Kết quả chung" in headings
    assert "Kết quả theo địa bàn" not in headings
    assert not any(isinstance(block, AreaMap) for block in list_blocks(review))


def test_a_chart_of_results_has_a_bar_for_every_rate(reviews: Any) -> None:
    content, review = reviews[CITY, "vi"]
    chart = next(block for block in list_blocks(review) if isinstance(block, BarChart))
    assert content.board.ended is not None
    known = {row["value"]: row["status"] for row in content.board.ended.judged if row["unit"] == "percent"}
    assert {bar.value: bar.status for bar in chart.bars if isinstance(bar, Bar)} == known


def test_what_has_no_figures_is_named_and_counted(reviews: Any) -> None:
    content, review = reviews[EMPTY, "vi"]
    assert content.board.ended is not None
    told = " ".join(write(phrase) for phrase in list_phrases(review, "Kết quả chung"))
    assert f"Chưa có số liệu ({len(content.board.ended.silent)} chỉ tiêu)" in told
    assert "0%" not in told


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_ward_report_opens_in_word(release: Release, reviews: Any, language: str) -> None:
    _content, review = reviews[WARD, language]
    opened = docx.Document(io.BytesIO(write_review(review, release)))
    texts = [paragraph.text for paragraph in opened.paragraphs]
    assert review.cover.simulated in texts
    assert [one.text for one in opened.paragraphs if one.style and one.style.name.startswith("Heading")] == [
        section.heading for section in review.sections
    ]


def list_blocks(review: Review) -> list[Block]:
    """Blocks of the text and the annexes."""
    return [block for section in (*review.sections, *review.annexes) for block in section.blocks]


def list_keys(review: Review) -> set[str]:
    """Keys of the numbers of the blocks."""
    phrases = [phrase for block in list_blocks(review) for phrase in list_block_phrases(block)]
    return {figure.key for phrase in phrases for figure in list_figures(phrase)}


def list_phrases(review: Review, heading: str = "") -> list[Phrase]:
    """Phrases of the paragraphs, of one section where it is named."""
    sections: list[Section] = [one for one in (*review.sections, *review.annexes) if heading in (one.heading, "")]
    assert sections
    blocks = [block for section in sections for block in section.blocks]
    return [
        phrase
        for block in blocks
        if isinstance(block, Paragraphs) or not heading
        for phrase in list_block_phrases(block)
    ]


def find_table(review: Review, heading: str) -> Table:
    """First table of an annex."""
    annex = next(annex for annex in review.annexes if annex.heading == heading)
    return next(block for block in annex.blocks if isinstance(block, Table))
