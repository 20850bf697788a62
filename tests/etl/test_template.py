"""The template: its rows, what is locked, what it checks, and that the filled workbook is the standard form."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
import python_calamine

from etl.form import (
    FIRST_DATA_ROW,
    FORM_SCHEMA,
    HEADER_ROW,
    MARKER_ROW,
    SHEET_NAME,
    FormHeader,
    read_form_texts,
    write_form,
)
from etl.template import propose_template_name, write_template
from etl.template.rows import list_units
from etl.workbook_copy import read_workbook_words
from warehouse.catalogue import read_catalogue
from warehouse.errors import Dich2030Error
from warehouse.model import ReportStatus
from warehouse.periods import Period

BA_DINH, HA_NOI = "00004.2025-07", "01.2025-07"
HALF = Period.parse("2026-H1")
CHECK = read_workbook_words()["check"]
GUIDE_NAME = read_workbook_words()["guide"]["sheet"]
FIRST = FIRST_DATA_ROW + 1
ROW_COUNT = 13  # citizens: total, seven occupations, staff; families, clans, communities, units
COUNTS = {
    9: (700, 630, "KBC", 490, 400, 300),
    **dict.fromkeys(range(10, 17), (100, 90, 80, 70)),
    17: (100, 120, 80, 70),
    18: (100, 90, "abc", 1),
    19: (100, 90),
    20: (100.5, 90, 1, 1),
}


@pytest.fixture(scope="module")
def ba_dinh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("template") / propose_template_name(BA_DINH, HALF)
    return write_template(read_catalogue(), BA_DINH, HALF, out)


@pytest.fixture
def sheet(ba_dinh: Path) -> Any:
    return openpyxl.load_workbook(ba_dinh)[SHEET_NAME]


@pytest.fixture
def filled(ba_dinh: Path, tmp_path: Path) -> Path:
    book = openpyxl.load_workbook(ba_dinh)
    for row, values in COUNTS.items():
        for column, value in zip("FGHIJK", values, strict=False):
            book[SHEET_NAME][f"{column}{row}"] = value
    book.save(tmp_path / "filled.xlsx")
    return tmp_path / "filled.xlsx"


def list_codes(area_id: str, period: str) -> list[str]:
    return list_units(read_catalogue().areas, area_id, Period.parse(period))["area_code"].to_list()


def read_cells(path: Path) -> list[list[Any]]:
    return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(SHEET_NAME).to_python()


def find_unlocked(sheet: Any) -> set[str]:
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}


def spread(columns: str, rows: Iterable[int]) -> set[str]:
    return {f"{column}{row}" for column in columns for row in rows}


def test_a_ward_gets_a_row_for_each_title_and_group(ba_dinh: Path) -> None:
    cells = read_cells(ba_dinh)[FIRST_DATA_ROW:]
    assert len(cells) == ROW_COUNT
    assert {tuple(row[1:3]) for row in cells} == {("00004", "Phường Ba Đình")}
    groups = [row[4] for row in cells if row[3] == "Công dân học tập"]
    assert groups[:2] == ["Người lớn trong GĐHT, DHHT, CĐHT", "Nông dân"]
    assert (len(groups), groups[-1]) == (9, "CB, CC, VC, NLĐ trong Đơn vị học tập")
    assert [row[3].split(" học tập")[0] for row in cells[9:]] == ["Gia đình", "Dòng họ", "Cộng đồng", "Đơn vị"]
    assert {row[4] for row in cells[9:]} == {""}


def test_titles_and_groups_are_texts_the_reader_knows(ba_dinh: Path) -> None:
    source = read_catalogue().sources["standard_form"]
    for row in read_cells(ba_dinh)[FIRST_DATA_ROW:]:
        assert row[3] in source["titles"]
        assert row[4] == "" or row[4] in source["groups"]
    total = source["groups"][read_workbook_words()["sheet"]["adults"]]
    assert total == ""


def test_block_and_header_are_those_of_the_form(ba_dinh: Path, tmp_path: Path) -> None:
    source = "Báo cáo của Phường Ba Đình"
    header = FormHeader("01", "Thành phố Hà Nội", "2026-H1", date(2026, 6, 30), ReportStatus.PROVISIONAL, source)
    form = read_cells(write_form(tmp_path / "form.xlsx", header, pl.DataFrame(schema=FORM_SCHEMA)))
    template = read_cells(ba_dinh)
    assert [row[:12] for row in template[:MARKER_ROW]] == form[:MARKER_ROW]
    assert template[HEADER_ROW] == [*form[HEADER_ROW], "Kiểm tra"]


def test_only_the_cells_to_fill_are_unlocked(sheet: Any) -> None:
    rows = range(FIRST, FIRST + ROW_COUNT)
    assert find_unlocked(sheet) == spread("FGHIL", rows) | spread("JK", [FIRST]) | {"C4", "C5", "C6"}
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert sheet["J10"].fill.fgColor.rgb == "FFE3E3E3"


def test_validations_stand_on_the_counts_and_the_block(sheet: Any) -> None:
    validations = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert set(validations) == {"F9:K21", "C4", "C5"}
    assert validations["F9:K21"].formula1 == 'IF(ISNUMBER(F9),AND(F9>=0,F9=INT(F9)),F9="KBC")'
    assert validations["C5"].formula1 == '"Tạm tính,Chính thức"'
    assert all(rule.error and rule.errorTitle for rule in validations.values())


def test_every_formula_is_stored_with_its_result(ba_dinh: Path) -> None:
    values = openpyxl.load_workbook(ba_dinh, data_only=True)[SHEET_NAME]
    formulas = openpyxl.load_workbook(ba_dinh)[SHEET_NAME]
    addresses = {cell.coordinate for row in formulas.iter_rows() for cell in row if cell.data_type == "f"}
    assert addresses == {"A7"} | spread("M", range(FIRST, FIRST + ROW_COUNT))
    assert values["A7"].value == "Đã điền 0/13 dòng · 0 dòng cần xem lại"
    assert {values[address].value for address in addresses - {"A7"}} == {"Chưa điền"}


def test_the_verdict_looks_at_the_cells_of_its_row(sheet: Any) -> None:
    assert f'IF(AND(ISNUMBER(G10),COUNT($F10:F10)>0,G10>MIN($F10:F10)),"{CHECK["registered"]}"' in sheet["M10"].value
    assert "J10" not in sheet["M10"].value
    assert f'IF(AND(ISNUMBER(K9),COUNT($F9:J9)>0,K9>MIN($F9:J9)),"{CHECK["digital_proficiency"]}"' in sheet["M9"].value
    assert "AND(COUNT(I9:I16)=8,I9<>SUM(I10:I16))" in sheet["M9"].value
    assert "SUM(F11" not in sheet["M10"].value
    assert all(len(word) < 60 and '"' not in word for word in CHECK.values())


def test_no_function_is_newer_than_excel_2007(ba_dinh: Path) -> None:
    with zipfile.ZipFile(ba_dinh) as archive:
        assert "_xlfn" not in archive.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice to compute")
def test_the_formulas_say_what_is_wrong(filled: Path, tmp_path: Path) -> None:
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--outdir", str(tmp_path / "out"), str(filled)],
        check=True, capture_output=True, timeout=120, env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    cells = read_cells(tmp_path / "out" / "filled.xlsx")
    verdicts = {row: cells[row - 1][12] for row in range(FIRST, FIRST + ROW_COUNT)}
    assert verdicts == {
        9: CHECK["ok"],
        **dict.fromkeys(range(10, 17), CHECK["ok"]),
        17: CHECK["registered"],
        18: CHECK["not_a_count"],
        19: CHECK["missing"],
        20: CHECK["not_whole"],
        21: CHECK["empty"],
    }
    assert cells[6][0] == "Đã điền 11/13 dòng · 3 dòng cần xem lại"


def test_the_filled_workbook_holds_its_counts_where_the_form_says(filled: Path) -> None:
    cells = read_cells(filled)
    columns = read_form_texts().columns
    places = [
        cells[HEADER_ROW].index(columns[measure]) for measure in ("total", "registered", "assessed", "recognised")
    ]
    for row, counts in COUNTS.items():
        assert [cells[row - 1][place] for place in places] == [*counts[:4], "", ""][:4]


def test_the_guide_looks_like_no_table(ba_dinh: Path) -> None:
    guide = openpyxl.load_workbook(ba_dinh)[GUIDE_NAME]
    assert guide.max_column == 2
    assert {cell.data_type for row in guide.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert guide.protection.sheet
    terms = {row[0].value for row in guide.iter_rows()}
    assert {"Tổng số", "Đăng ký", "Được công nhận", "KBC", "In English"} <= terms


@pytest.mark.parametrize(
    ("area_id", "period", "count", "some"),
    [
        (BA_DINH, "2025", 1, "00004"),
        (HA_NOI, "2025", 126, "00004"),
        (HA_NOI, "2025-H1", 526, "00001"),
        ("001.before-2025-07", "2025-H1", 13, "00001"),
        ("27.before-2025-07", "2024", 121, "09163"),
        ("755.before-2025-07", "2024", 1, "755"),
    ],
)
def test_the_units_are_those_of_the_periods_last_day(area_id: str, period: str, count: int, some: str) -> None:
    codes = list_codes(area_id, period)
    assert len(codes) == len(set(codes)) == count
    assert some in codes


def test_a_former_district_without_wards_reports_with_its_province() -> None:
    assert "755" in list_codes("77.before-2025-07", "2024")


@pytest.mark.parametrize(
    ("area_id", "period"),
    [
        (BA_DINH, "2025-H1"),
        ("24.2025-07", "2024"),
        ("001.before-2025-07", "2025"),
        ("VN", "2025"),
        ("99999.2025-07", "2025"),
    ],
)
def test_an_area_that_was_not_there_is_refused(area_id: str, period: str, tmp_path: Path) -> None:
    with pytest.raises(Dich2030Error, match=area_id):
        write_template(read_catalogue(), area_id, Period.parse(period), tmp_path / "x.xlsx")
    assert not (tmp_path / "x.xlsx").exists()


def test_only_the_form_has_a_template(tmp_path: Path) -> None:
    with pytest.raises(Dich2030Error, match="population"):
        write_template(read_catalogue(), BA_DINH, HALF, tmp_path / "x.xlsx", "population")


def test_a_whole_province_is_written_in_seconds_and_always_alike(tmp_path: Path) -> None:
    started = time.process_time()
    first = write_template(read_catalogue(), HA_NOI, HALF, tmp_path / "a.xlsx")
    assert time.process_time() - started < 3
    assert first.read_bytes() == write_template(read_catalogue(), HA_NOI, HALF, tmp_path / "b.xlsx").read_bytes()
    cells = read_cells(first)
    assert len(cells) == FIRST_DATA_ROW + 126 * ROW_COUNT
    assert [row[0] for row in cells[FIRST_DATA_ROW:]] == list(range(1, 126 * ROW_COUNT + 1))
