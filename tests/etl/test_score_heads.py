"""Head lines of score sheets: real or simulated, each sheet under its own head, and the version of the set in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from etl.load import Checked, LoadOptions, check_file
from etl.received import ReceivedFile
from etl.score_sheets.words import find_set
from etl.template import write_template
from tests.etl.score_files import BA_DINH, CODES, HEAD, NGOC_HA, fill, write_sheets
from warehouse.catalogue import read_catalogue
from warehouse.errors import Dich2030Error
from warehouse.periods import Period


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


@pytest.mark.parametrize(("head", "cell"), [(HEAD[0:1], "B2"), ((), "B2")], ids=["set named", "set not named"])
def test_a_set_that_was_not_yet_in_force_judges_nobody(
    tmp_path: Path, head: tuple[tuple[str, ...], ...], cell: str
) -> None:
    checked = read(write_sheets(tmp_path / "phieu.xlsx", [fill(8)], head=[*head, ("Kỳ đánh giá", "2022")]))
    assert list_findings(checked) == [("criterion_set_not_in_force", "Phiếu", cell)]
    assert "31/12/2022" in checked.answer.findings["message_vi"][0]
    assert not checked.records


def test_of_several_versions_the_one_of_the_period_is_taken() -> None:
    criteria = read_catalogue().criteria
    now = criteria.sets.filter(pl.col("criterion_set_id") == HEAD[0][1])
    first = now["valid_from"][0]
    before = now.with_columns(
        criterion_set_id=pl.lit("cong_dan_hoc_tap.before"), valid_from=None, valid_to=pl.lit(first - timedelta(1))
    )
    sets = replace(criteria, sets=pl.concat([criteria.sets, before.cast(dict(criteria.sets.schema))]))
    for text in ("", "cong_dan_hoc_tap", now["name_vi"][0]):
        assert find_set(sets, text, first) == HEAD[0][1]
        assert find_set(sets, text, first - timedelta(1)) == "cong_dan_hoc_tap.before"


def test_no_blank_table_is_written_for_a_period_without_a_set(tmp_path: Path) -> None:
    with pytest.raises(Dich2030Error, match="in force on 31/12/2022") as raised:
        write_template(
            read_catalogue(), "002.before-2025-07", Period.parse("2022"), tmp_path / "mau.xlsx", "score_sheets"
        )
    assert "có hiệu lực vào ngày 31/12/2022" in raised.value.message_vi
    assert not (tmp_path / "mau.xlsx").exists()
