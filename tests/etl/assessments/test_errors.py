"""A form with every kind of mistake: each is told at its cell, and the rows beside it are loaded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from etl.load import LoadOptions, check_file
from etl.marked import write_marked
from etl.reading import read_workbook
from etl.received import ReceivedFile
from tests.etl.assessments.forms import FIRST_EVIDENCE_ROW, FIRST_ROW, MEASURED, SET, Form, Row, write_form
from warehouse.catalogue import read_catalogue

PLAN = {"cause": "Thiếu kinh phí", "remedy": "Bổ sung", "deadline": "30/06/2027"}
SOURCE = "criteria_assessment"
FINE = {"code": "1.1.3", "rating": "Đạt một phần", **PLAN}
#: What a row says, the column of the mistake, the rule it breaks.
MISTAKES: list[tuple[Row, str, str]] = [
    ({"code": "9.9.9", "name": "Không có", "rating": "Đạt"}, "A", "unknown_criterion"),
    ({"code": "", "name": "Ghi thiếu mã", "rating": "Đạt"}, "A", "criterion_missing"),
    ({**FINE, "note": "lần hai"}, "A", "criterion_twice"),
    ({"code": "1.1.4", "rating": "Tốt"}, "E", "unknown_rating"),
    ({"code": "1.1.2", "rating": "Đạt", "likelihood": "chắc chắn"}, "F", "unknown_likelihood"),
    ({"code": "1.1.1.1", "value": "gần đủ"}, "C", "value_not_a_number"),
    ({"code": "1.1.1.1", "value": 101.5}, "C", "value_out_of_range"),
    ({"code": "1.1.1.1", "value": -1}, "C", "value_out_of_range"),
    ({"code": "1.1.1.1", "value": "120%"}, "C", "value_out_of_range"),
    ({"code": "1.2.1", "value": 12}, "C", "value_without_unit"),
    ({"code": MEASURED, "value": 75}, "C", "value_is_computed"),
    ({"code": MEASURED, "likelihood": "có khả năng"}, "F", "likelihood_is_computed"),
    ({"code": "1.2.2", "rating": "Đạt", "lead": "Sở Giáo dục và Đào tao tỉnh"}, "G", "unknown_department"),
    ({"code": "1.2.2", "rating": "Đạt", "support": "Sở Y tế; Hội khuyến hoc TP"}, "H", "unknown_department"),
    ({"code": "1.2.3", "rating": "Chưa đạt", **PLAN, "deadline": "31/02/2027"}, "K", "bad_date"),
    ({"code": "1.2.3", "rating": "Chưa đạt", **PLAN, "deadline": date(2024, 12, 31)}, "K", "deadline_before_period"),
    ({"code": "1.2.3", "rating": "Đạt", "status": "xong"}, "L", "unknown_report_status"),
    ({"code": "1.2.3", "lead": "Sở Y tế", "status": "đã xác nhận"}, "L", "confirmed_without_rating"),
]
EVIDENCE_MISTAKES: list[tuple[Row, str, str]] = [
    ({"code": "9.9.9", "title": "Báo cáo"}, "A", "evidence_of_unknown_criterion"),
    ({"code": "1.1.3", "link": "https://example.vn/a"}, "B", "evidence_without_name"),
    ({"code": "1.1.3", "title": "Báo cáo", "date": "hôm qua"}, "D", "bad_date"),
    ({"code": "1.1.3", "title": "Báo cáo", "link": "C:\\ho so\\bc.pdf"}, "E", "evidence_link_refused"),
    ({"code": "1.1.3", "title": "Báo cáo", "link": "javascript:alert(1)"}, "E", "evidence_link_refused"),
    ({"code": "1.1.3", "title": "Báo cáo", "link": "../bc.pdf"}, "E", "evidence_link_refused"),
]


def check(path: Path) -> Any:
    return check_file(ReceivedFile.read(path), read_catalogue(), LoadOptions(SOURCE))


def list_told(findings: pl.DataFrame, severity: str = "error") -> set[tuple[str, str, str]]:
    return set(findings.filter(severity=severity).select("sheet", "cell", "rule").iter_rows())


def find_codes(checked: Any, table: str) -> list[str]:
    return sorted(checked.records[table]["criterion_code"])


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [FINE, *(row for row, _, _ in MISTAKES)]
    evidence = [{"code": "1.1.3", "title": "Báo cáo"}, *(row for row, _, _ in EVIDENCE_MISTAKES)]
    return write_form(tmp_path_factory.mktemp("forms") / "sai.xlsx", Form(rows, evidence))


def test_each_mistake_is_told_at_its_cell_and_only_there(path: Path) -> None:
    told = list_told(check(path).answer.findings)
    expected = _locate("Đánh giá", FIRST_ROW + 1, MISTAKES) | _locate(
        "Minh chứng", FIRST_EVIDENCE_ROW + 1, EVIDENCE_MISTAKES
    )
    assert told == expected
    assert len({rule for _, _, rule in told}) >= 18


def _locate(sheet: str, first: int, mistakes: Sequence[tuple[Row, str, str]]) -> set[tuple[str, str, str]]:
    return {(sheet, f"{column}{first + i}", rule) for i, (_, column, rule) in enumerate(mistakes)}


def test_rows_without_a_mistake_are_taken_all_the_same(path: Path) -> None:
    checked = check(path)
    assert find_codes(checked, "assessment") == ["1.1.3"]
    assert find_codes(checked, "evidence") == ["1.1.3"]
    assert checked.answer.accepted_count == 5  # four cells of the row, one of its evidence
    assert checked.answer.rejected_count == len(MISTAKES) + len(EVIDENCE_MISTAKES)


def test_what_may_be_meant_is_suggested(path: Path) -> None:
    findings = check(path).answer.findings
    meant = {cell: list(suggestions) for cell, suggestions in findings.select("cell", "suggestions").iter_rows()}
    assert meant[f"G{FIRST_ROW + 13}"][0] == "Sở Giáo dục và Đào tạo"
    assert meant[f"H{FIRST_ROW + 14}"][0] == "Hội Khuyến học"
    assert meant[f"E{FIRST_ROW + 4}"] == ["Đạt", "Đạt một phần", "Chưa đạt"]


def test_the_marked_copy_colours_and_explains_each_cell(path: Path, tmp_path: Path) -> None:
    file = ReceivedFile.read(path)
    findings = check(path).answer.findings
    book = openpyxl.load_workbook(write_marked(file, read_workbook(file), findings, tmp_path / "marked.xlsx"))
    for sheet, cell, _ in list_told(findings):
        assert book[sheet][cell].fill.fgColor.rgb == "00FBD0D0", (sheet, cell)
        assert book[sheet][cell].comment.text
    again = check(tmp_path / "marked.xlsx")
    assert list_told(again.answer.findings) == list_told(findings)


def test_every_message_is_told_in_both_languages_and_in_json(path: Path) -> None:
    rejected = check(path).answer.to_json()["rejected"]
    assert len(rejected) == len(MISTAKES) + len(EVIDENCE_MISTAKES)
    for one in rejected:
        assert one["message_vi"] != one["message_en"]
        assert "{" not in one["message_vi"] + one["message_en"]


def test_the_answer_names_the_set_and_the_area_of_each_row_taken(path: Path) -> None:
    observed = check(path).answer.to_json()["observations"]
    assert [(one["area_code"], one["title"], one["period"], one["value"], one["cell"]) for one in observed] == [
        ("79", SET, "2025", None, f"A{FIRST_ROW}")
    ]


HEADS = [
    ({"Bộ tiêu chí": "unesco_learning_city.2099"}, "B2", "criterion_set_unknown"),
    ({"Bộ tiêu chí": "cong_dan_hoc_tap.324-2023"}, "B2", "criterion_set_unknown"),
    ({"Bộ tiêu chí": ""}, "B2", "survey_head_missing"),
    ({"Địa bàn": "Thành phố Hồ Chí Mih"}, "B3", "unknown_area"),
    ({"Kỳ đánh giá": "năm nay"}, "B4", "survey_period_unread"),
    ({"Tính chất": "thử"}, "B7", "survey_nature_unknown"),
]


@pytest.mark.parametrize(("head", "cell", "rule"), HEADS, ids=[f"{rule}-{i}" for i, (_, _, rule) in enumerate(HEADS)])
def test_a_head_that_does_not_say_what_is_assessed_stops_the_form(
    tmp_path: Path, head: dict[str, str], cell: str, rule: str
) -> None:
    checked = check(write_form(tmp_path / "phieu.xlsx", Form([FINE], head=head)))
    assert list_told(checked.answer.findings) == {("Đánh giá", cell, rule)}
    assert checked.answer.accepted_count == 0
    assert not any(rows.height for rows in checked.records.values())


def test_what_the_head_leaves_open_may_be_said_when_handing_in(tmp_path: Path) -> None:
    path = write_form(tmp_path / "phieu.xlsx", Form([FINE], head={"Bộ tiêu chí": "Unesco_Learning_City"}))
    assert check(path).records["assessment"]["criterion_set_id"].to_list() == [SET]


WARNINGS = [
    ({"code": "1.1.1", "rating": "Đạt"}, "E", "met_without_evidence", "met"),
    ({"code": "1.1.1", "rating": "chưa đạt", "cause": "Thiếu"}, "E", "unmet_without_plan", "not_met"),
    ({"code": "1.1", "rating": "Đạt", "note": "Nhóm"}, "E", "rating_not_for_kind", None),
]


@pytest.mark.parametrize(("row", "column", "rule", "rating"), WARNINGS, ids=[rule for _, _, rule, _ in WARNINGS])
def test_a_doubtful_row_is_taken_with_a_warning(
    tmp_path: Path, row: Row, column: str, rule: str, rating: str | None
) -> None:
    checked = check(write_form(tmp_path / "phieu.xlsx", Form([row])))
    assert list_told(checked.answer.findings, "warning") == {("Đánh giá", f"{column}{FIRST_ROW}", rule)}
    assert checked.records["assessment"]["rating"].to_list() == [rating]
