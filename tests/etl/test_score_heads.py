"""Head lines of score sheets: real or simulated, each sheet under its own head, and the version of the set in force."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from etl.load import Checked, LoadOptions, check_file
from etl.received import ReceivedFile
from tests.etl.score_files import HEAD, fill, write_sheets
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
