"""The workbook of an assessment: its rows, what is locked, what may be chosen, and what it says as one fills it."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
import python_calamine

from etl.assessment_form.blank import find_criterion_set, find_department, write_blank_assessment
from etl.assessment_form.formulas import COLUMNS
from etl.assessment_form.model import read_words
from etl.assessment_form.rows import Asks, list_form_rows
from etl.load import LoadOptions, check_file
from etl.received import ReceivedFile
from warehouse.catalogue import read_catalogue
from warehouse.errors import Dich2030Error
from warehouse.periods import Period

SET, HCM, YEAR = "unesco_learning_city.2013", "79.2025-07", Period.parse("2026")
CATALOGUE, WORDS = read_catalogue(), read_words()
CHECK = WORDS["check"]
CRITERIA = CATALOGUE.criteria.criteria.filter(pl.col("criterion_set_id") == SET)
FIRST = 10


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    earlier = pl.DataFrame(
        {
            "criterion_code": ["1.1.1", "1.1.2"],
            "rating": ["partly_met", "met"],
            "period": "2025",
            "is_simulated": [False, True],
        }
    )
    out = tmp_path_factory.mktemp("assessment") / "blank.xlsx"
    return write_blank_assessment(CATALOGUE, SET, HCM, YEAR, out, department_id="finance", earlier=earlier)


def open_sheet(path: Path, name: str = WORDS["sheet"], *, values: bool = False) -> Any:
    return openpyxl.load_workbook(path, data_only=values)[name]


def find_rows(path: Path) -> dict[str, int]:
    return {row[0].value: row[0].row for row in open_sheet(path).iter_rows(min_row=FIRST)}


def test_every_criterion_has_a_row_below_the_one_it_belongs_to(blank: Path) -> None:
    rows = find_rows(blank)
    assert sorted(rows) == sorted(CRITERIA["criterion_code"])
    for code, parent in CRITERIA.select("criterion_code", "parent_code").iter_rows():
        assert parent is None or rows[parent] < rows[code]


def test_the_head_says_whose_assessment_it_is(blank: Path) -> None:
    head = {row[0]: row[1:3] for row in open_sheet(blank).iter_rows(min_row=2, max_row=7, max_col=3, values_only=True)}
    assert head["Bộ tiêu chí"][0] == SET
    assert "diễn giải" in head["Bộ tiêu chí"][1]
    assert head["Địa bàn"] == ("79", "Thành phố Hồ Chí Minh")
    assert head["Kỳ đánh giá"][0] == "2026"
    assert head["Cơ quan báo cáo"] == ("finance", "Sở Tài chính")
    assert head["Số liệu đến ngày"][0] == "31/12/2026"


def test_a_row_asks_for_what_its_unit_can_hold() -> None:
    rows = list_form_rows(CATALOGUE, SET)
    asks = dict(rows.select("criterion_code", "asks").iter_rows())
    assert (asks["1"], asks["1.1"], asks["1.1.1"], asks["1.1.1.1"]) == ("heading", "heading", "level", "value")
    assert (asks["3.1.1.1"], asks["2.2.2.2"]) == ("level", "computed")
    assert rows.filter("is_criterion").height == 42
    same = CRITERIA.filter(pl.col("indicator_fit") == "same")["criterion_code"].to_list()
    assert rows.filter(pl.col("asks") == Asks.COMPUTED)["criterion_code"].to_list() == same


def test_only_what_is_to_be_said_can_be_typed(blank: Path) -> None:
    sheet = open_sheet(blank)
    rows, fields = find_rows(blank), list(COLUMNS)
    said = set(fields[4:13])
    for code, open_fields in {
        "1.1": set(),
        "1.1.1": said,
        "1.1.1.1": said | {"value"},
        "2.2.2.2": said - {"rating", "likelihood"},
        "3.1.1.1": said,
    }.items():
        unlocked = {field for field in fields if not sheet[f"{COLUMNS[field]}{rows[code]}"].protection.locked}
        assert unlocked == open_fields, code
    assert not sheet["B6"].protection.locked
    assert sheet["B2"].protection.locked
    assert sheet.protection.sheet


def test_a_computed_value_says_whence_and_the_survey_before_stands_beside(blank: Path) -> None:
    sheet, rows = open_sheet(blank), find_rows(blank)
    assert sheet[f"O{rows['2.2.2.2']}"].value == "Tính từ chỉ số “Gia đình học tập”, không nhập"
    assert sheet[f"C{rows['2.2.2.2']}"].value is None
    assert sheet[f"N{rows['1.1.1']}"].value == "Đạt một phần (kỳ 2025)"
    assert sheet[f"N{rows['1.1.2']}"].value == "Đạt (kỳ 2025, mô phỏng)"


def test_lists_hold_levels_bodies_and_codes(blank: Path) -> None:
    book = openpyxl.load_workbook(blank)
    lists = {name: [cell.value for cell in column if cell.value] for name, column in zip(
        ("levels", "likelihoods", "statuses", "bodies", "codes"), book[WORDS["list_sheet"]].columns, strict=True)}  # fmt: skip
    assert lists["levels"] == ["Đạt", "Đạt một phần", "Chưa đạt"]
    assert lists["bodies"] == CATALOGUE.departments["name_vi"].to_list()
    assert "1.1.1" in lists["codes"]
    assert "1.1" not in lists["codes"]
    rules = {
        str(rule.sqref).partition(":")[0]: rule.formula1 for rule in open_sheet(blank).data_validations.dataValidation
    }
    assert rules["E10"] in book.defined_names
    assert rules["G10"] in book.defined_names
    evidence = book[WORDS["evidence_sheet"]].data_validations.dataValidation
    assert {str(rule.sqref)[0] for rule in evidence} == {"A", "D"}


def test_a_department_gets_its_criteria_with_their_measures_and_headings(tmp_path: Path) -> None:
    rows = list_form_rows(CATALOGUE, SET, ["1.1.4", "3.1.1.1"])
    assert dict(rows.select("criterion_code", "asks").iter_rows()) == {
        "1": "heading", "1.1": "heading", "1.1.4": "level", "1.1.4.1": "value", "1.1.4.2": "value",
        "3": "heading", "3.1": "heading", "3.1.1": "heading", "3.1.1.1": "level",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["so_giao_duc_va_dao_tao", "Sở GD&ĐT", "sở giáo dục và đào tạo", "education_training"])
def test_a_department_is_found_by_any_of_its_names(name: str) -> None:
    assert find_department(CATALOGUE, name) == "education_training"


def test_what_is_not_known_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Dich2030Error, match="no department"):
        find_department(CATALOGUE, "so_khong_co")
    with pytest.raises(Dich2030Error, match="no set of criteria"):
        find_criterion_set(CATALOGUE, "khong_co", YEAR)
    with pytest.raises(Dich2030Error, match="criterion by criterion"):
        write_blank_assessment(CATALOGUE, "cong_dan_hoc_tap.324-2023", HCM, YEAR, tmp_path / "x.xlsx")
    assert find_criterion_set(CATALOGUE, "unesco_learning_city", YEAR) == SET


def test_the_same_question_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (
        write_blank_assessment(CATALOGUE, SET, HCM, YEAR, tmp_path / name).read_bytes() for name in ("a.xlsx", "b.xlsx")
    )
    assert first == second


def test_a_blank_workbook_is_read_without_a_word(blank: Path) -> None:
    checked = check_file(ReceivedFile.read(blank), CATALOGUE, LoadOptions(is_source_open=True))
    assert checked.answer.source_id == "criteria_assessment"
    assert checked.answer.findings.is_empty()
    assert checked.records["assessment"].is_empty()


def test_a_filled_workbook_is_read_to_the_cell(blank: Path, tmp_path: Path) -> None:
    rows, book = find_rows(blank), openpyxl.load_workbook(blank)
    sheet, evidence = book[WORDS["sheet"]], book[WORDS["evidence_sheet"]]
    typed = {
        "E": "Chưa đạt",
        "F": "khó có khả năng",
        "G": "Sở Tài chính",
        "H": "HKH; Sở Y tế",
        "I": "thiếu",
        "J": "bù",
        "K": "30/06/2027",
        "L": "đã xác nhận",
    }
    for column, text in typed.items():
        sheet[f"{column}{rows['1.1.1']}"] = text
    sheet[f"C{rows['1.1.1.1']}"] = 98.5
    for column, text in zip("ABCDE", ("1.1.1", "Báo cáo", "12/BC", "03/05/2026", "bao-cao.pdf"), strict=True):
        evidence[f"{column}2"] = text
    book.save(tmp_path / "filled.xlsx")
    checked = check_file(ReceivedFile.read(tmp_path / "filled.xlsx"), CATALOGUE, LoadOptions(is_source_open=True))
    assert checked.answer.findings.is_empty()
    said, measured = checked.records["assessment"].sort("criterion_code").to_dicts()
    assert (said["criterion_code"], said["rating"], said["likelihood"], said["report_status"]) == (
        "1.1.1",
        "not_met",
        "unlikely",
        "confirmed",
    )
    assert said["lead_department_id"] == said["reporting_department_id"] == "finance"
    assert said["supporting_department_ids"] == ["study_promotion_association", "health"]
    assert (said["deadline"], said["cell"]) == (date(2027, 6, 30), f"A{rows['1.1.1']}")
    assert float(measured["value"]) == 98.5
    assert checked.records["evidence"].select("criterion_code", "title", "document_date", "cell").row(0) == (
        "1.1.1", "Báo cáo", date(2026, 5, 3), "A2",
    )  # fmt: skip


def test_no_function_is_newer_than_excel_2007(blank: Path) -> None:
    with zipfile.ZipFile(blank) as archive:
        assert "_xlfn" not in archive.read("xl/worksheets/sheet1.xml").decode()


def test_every_formula_is_stored_with_its_result(blank: Path) -> None:
    asked = list_form_rows(CATALOGUE, SET).filter(pl.col("asks").is_in([Asks.LEVEL, Asks.VALUE])).height
    sheet = open_sheet(blank, values=True)
    assert sheet["A8"].value == f"Chưa điền: {asked} · Cần xem lại: 0"
    assert sum(sheet[f"O{row}"].value == CHECK["empty"] for row in find_rows(blank).values()) == asked


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice to compute")
def test_the_verdicts_say_what_is_missing(blank: Path, tmp_path: Path) -> None:
    rows = find_rows(blank)
    book = openpyxl.load_workbook(blank)
    sheet, evidence = book[WORDS["sheet"]], book[WORDS["evidence_sheet"]]
    for code, typed in {
        "1.1.1": {"E": "Đạt"},
        "1.1.2": {"E": "Đạt"},
        "1.1.3": {"E": "Chưa đạt"},
        "1.1.4": {"E": "Chưa đạt", "F": "khó có khả năng", "I": "thiếu người", "K": "30/06/2027"},
        "1.2.1": {"E": "Đạt một phần", "F": "có khả năng", "I": "thiếu người", "J": "tuyển", "K": "30/06/2027"},
        "1.1.1.1": {"C": 98.5},
        "1.1.2.1": {"C": 101},
        "1.1.3.1": {"C": "nhiều"},
        "1.1.4.1": {"C": 101},
        "3.1.1.1": {"E": "Đạt"},
    }.items():
        for column, value in typed.items():
            sheet[f"{column}{rows[code]}"] = value
    evidence["A2"], evidence["B2"] = "1.1.1", "Kế hoạch"
    book.save(tmp_path / "filled.xlsx")
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--outdir", str(tmp_path / "out"), str(tmp_path / "filled.xlsx")],
        check=True, capture_output=True, timeout=120, env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    computed = python_calamine.CalamineWorkbook.from_path(tmp_path / "out" / "filled.xlsx")
    cells = computed.get_sheet_by_name(WORDS["sheet"]).to_python()
    verdicts = {code: cells[row - 1][14] for code, row in rows.items()}
    assert {code: verdicts[code] for code in ("1.1.1", "1.1.2", "1.1.3", "1.1.4", "1.2.1", "1.2.2")} == {
        "1.1.1": CHECK["ok"], "1.1.2": CHECK["evidence"], "1.1.3": CHECK["likelihood"],
        "1.1.4": CHECK["reasons"], "1.2.1": CHECK["ok"], "1.2.2": CHECK["empty"],
    }  # fmt: skip
    assert {code: verdicts[code] for code in ("1.1.1.1", "1.1.2.1", "1.1.3.1", "1.1.4.1", "3.1.1.1")} == {
        "1.1.1.1": CHECK["ok"], "1.1.2.1": CHECK["value"], "1.1.3.1": CHECK["value"],
        "1.1.4.1": CHECK["ok"], "3.1.1.1": CHECK["ok"],
    }  # fmt: skip
    filled = (
        sum(word not in {"", CHECK["empty"]} for word in verdicts.values()) - 1
    )  # the computed one is not asked for
    asked = list_form_rows(CATALOGUE, SET).filter(pl.col("asks").is_in([Asks.LEVEL, Asks.VALUE])).height
    assert cells[7][0] == f"Chưa điền: {asked - filled} · Cần xem lại: 5"


def test_dates_are_told_by_the_end_of_the_period(tmp_path: Path) -> None:
    out = write_blank_assessment(CATALOGUE, SET, HCM, Period.parse("2026-H1"), tmp_path / "h1.xlsx")
    assert open_sheet(out)["B6"].value == f"{date(2026, 6, 30):%d/%m/%Y}"
    assert [open_sheet(out)[cell].value for cell in ("B5", "C5")] == ["", ""]
