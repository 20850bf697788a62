"""Head lines of score sheets: real or simulated, each sheet under its own head, and the version of the set in force."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from etl.load import Checked, LoadOptions, check_file
from etl.received import ReceivedFile
from tests.etl.score_files import BA_DINH, CODES, HEAD, NGOC_HA, fill, write_sheets
from warehouse.catalogue import read_catalogue


def read(path: Path) -> Checked:
    return check_file(ReceivedFile.read(path), read_catalogue(), LoadOptions("score_sheets"))


def list_findings(checked: Checked) -> list[tuple[str, str, str]]:
    return checked.answer.findings.select("rule", "sheet", "cell").rows()


def test_the_mark_of_simulated_workbooks_holds_for_score_sheets(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "phieu.xlsx", [fill(8)])
    book = openpyxl.load_workbook(path)
    book.create_sheet("Ghi chú").append([read_catalogue().sources["standard_form"]["simulated_marker"]])
    book.save(path)
    checked = read(path)
    assert checked.answer.is_simulated
    assert checked.records["score_outcome"]["is_simulated"].to_list() == [True]


def test_a_nature_that_is_not_understood_stops_score_sheets(tmp_path: Path) -> None:
    checked = read(write_sheets(tmp_path / "phieu.xlsx", [fill(8)], head=[*HEAD, ("Tính chất", "không mô phỏng")]))
    assert list_findings(checked) == [("survey_nature_unknown", "Phiếu", "B6")]
    assert not checked.records


def test_score_sheets_that_are_said_to_be_real_are_real(tmp_path: Path) -> None:
    checked = read(write_sheets(tmp_path / "phieu.xlsx", [fill(8)], head=[*HEAD, ("Tính chất", "Thực tế")]))
    assert not checked.answer.findings.height
    assert not checked.answer.is_simulated


def write_two(path: Path, second: list[tuple[str, str]]) -> Path:
    """Two workers' sheets of Ba Đình under a head, then a copy of the sheet with other head lines."""
    head = [HEAD[0], *HEAD[2:], ("Địa bàn", "Phường Ba Đình"), ("Phiếu", "Người lao động")]
    book = openpyxl.load_workbook(write_sheets(path, [[8] * 10] * 2, CODES, head))
    sheet = book.copy_worksheet(book["Phiếu"])
    sheet.title = "Phiếu 2"
    for row in range(2, 7):
        sheet.cell(row, 1).value = sheet.cell(row, 2).value = None
    for row, line in enumerate(second, 2):
        sheet.cell(row, 1).value, sheet.cell(row, 2).value = line
    book.save(path)
    return path


def test_each_sheet_is_counted_under_its_own_ward_and_form(tmp_path: Path) -> None:
    second = [("Địa bàn", "Phường Ngọc Hà"), ("Phiếu", "Học sinh, sinh viên")]
    checked = read(write_two(tmp_path / "phieu.xlsx", second))
    assert not checked.answer.findings.height
    counted = checked.records["score_outcome"].select("area_id", "form_id", "sheet_count").sort("area_id").rows()
    assert counted == [(BA_DINH, "workers", 2), (NGOC_HA, "students", 2)]


def test_what_a_sheet_leaves_open_the_first_one_says(tmp_path: Path) -> None:
    checked = read(write_two(tmp_path / "phieu.xlsx", [("Kỳ đánh giá", "6 tháng đầu năm 2026")]))
    assert not checked.answer.findings.height
    assert checked.records["score_outcome"].select("area_id", "sheet_count").rows() == [(BA_DINH, 4)]


@pytest.mark.parametrize("line", [("Kỳ đánh giá", "2025"), ("Số liệu đến ngày", "31/5/2026"), ("Bộ tiêu chí", "khác")])
def test_a_sheet_of_another_set_period_or_day_stops_the_file(tmp_path: Path, line: tuple[str, str]) -> None:
    checked = read(write_two(tmp_path / "phieu.xlsx", [line]))
    assert list_findings(checked) == [("score_head_differs", "Phiếu 2", "B2")]
    assert not checked.records
