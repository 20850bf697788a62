"""The copy that is kept: everything at its address but personal data."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import python_calamine

from etl.cells import PersonalColumn
from etl.cleaned import write_cleaned
from etl.reading.model import NO_RESULT, Sheet, Workbook
from etl.workbook_copy import MAX_ROWS, fit_sheet_names
from warehouse.errors import InputFileError

NUMBER = "001085012345"
DROPPED = "(đã bỏ: thông tin cá nhân)"
ROWS = [
    ["Danh sách", "", "", ""],
    ["STT", "Họ và tên", "Số CCCD", "Kết quả"],
    [1.0, "Nguyễn Thị Mẫu", NUMBER, 82.0],
    [2.0, "Trần Văn Thử", float(NUMBER), 75.5],
]
PERSONAL = [PersonalColumn("DS", 2, 4, "C4", "Họ và tên"), PersonalColumn("DS", 3, 4, "D4", "Số CCCD")]


def make_workbook() -> Workbook:
    rows = [list(row) for row in ROWS]
    sheet = Sheet("DS", 2, 1, rows, errors={(4, 2): "#REF!", (5, 4): "#N/A"}, merged=(((2, 1), (2, 4)),))
    return Workbook([sheet, Sheet("Tổng hợp", 0, 0, [["Tổng số", NUMBER[-3:]]], is_hidden=True)])


def read_all_bytes(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return b"".join(name.encode() + archive.read(name) for name in archive.namelist())


def test_personal_columns_are_emptied_and_the_rest_stays_in_place(tmp_path: Path) -> None:
    book = python_calamine.CalamineWorkbook.from_path(write_cleaned(make_workbook(), PERSONAL, tmp_path / "x.xlsx"))
    sheet = book.get_sheet_by_name("DS")
    assert sheet.start == (2, 1)
    assert sheet.to_python() == [
        ["Danh sách", "", "", ""],
        ["STT", DROPPED, DROPPED, "Kết quả"],
        [1.0, "", "", 82.0],
        [2.0, "", "", 75.5],
    ]
    assert sheet.merged_cell_ranges == [((2, 1), (2, 4))]
    assert book.get_sheet_by_name("Tổng hợp").to_python() == [["Tổng số", "345"]]
    hidden = {sheet.name: sheet.visible for sheet in book.sheets_metadata}
    assert hidden["Tổng hợp"] == python_calamine.SheetVisibleEnum.Hidden


def test_nothing_personal_is_in_the_bytes(tmp_path: Path) -> None:
    everything = read_all_bytes(write_cleaned(make_workbook(), PERSONAL, tmp_path / "x.xlsx"))
    for secret in (NUMBER, NUMBER.lstrip("0"), "Nguyễn Thị Mẫu", "Thử"):
        assert secret.encode() not in everything
    assert "Danh sách".encode() in everything


def test_the_workbook_read_is_left_as_it_was_and_the_bytes_repeat(tmp_path: Path) -> None:
    workbook = make_workbook()
    first = write_cleaned(workbook, PERSONAL, tmp_path / "a.xlsx").read_bytes()
    assert workbook.sheets[0].rows == ROWS
    assert write_cleaned(workbook, PERSONAL, tmp_path / "b.xlsx").read_bytes() == first


def test_every_kind_of_value_reads_back(tmp_path: Path) -> None:
    values = [
        "=SUM(A1)", "-5", True, False, 7, 1.25, date(2025, 6, 30), datetime(2025, 6, 30, 8, 15),  # noqa: DTZ001
        time(7, 30), timedelta(hours=30), float("nan"), date(1850, 1, 2),
    ]  # fmt: skip
    sheet = Sheet("x", 0, 0, [values, ["", "", *values[2:]]], errors={(1, 0): "#DIV/0!", (1, 1): NO_RESULT})
    out = write_cleaned(Workbook([sheet]), [], tmp_path / "x.xlsx")
    first, second = python_calamine.CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    assert first == [*values[:9], timedelta(hours=30), "nan", "1850-01-02"]
    assert second[:2] == ["#DIV/0!", "(công thức chưa có kết quả)"]


def test_a_percentage_stays_one(tmp_path: Path) -> None:
    sheet = Sheet("x", 0, 0, [[0.455, 0.455]], percents=frozenset({(0, 1)}))
    everything = read_all_bytes(write_cleaned(Workbook([sheet]), [], tmp_path / "x.xlsx"))
    assert b'<c r="A1"><v>0.455</v>' in everything
    assert b'<c r="B1" s="1"><v>0.455</v>' in everything


def test_the_further_parts_of_a_long_text_are_cleaned_too(tmp_path: Path) -> None:
    def read_on() -> Iterator[Sheet]:
        yield Sheet("CSV", 2, 0, [[NUMBER, "3"], [NUMBER, "4"]])

    first = Sheet("CSV", 0, 0, [["CCCD", "Điểm"], [NUMBER, "2"]], following=read_on)
    out = write_cleaned(Workbook([first]), [PersonalColumn("CSV", 0, 1, "A1", "CCCD")], tmp_path / "x.xlsx")
    cells = python_calamine.CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    assert cells == [[DROPPED, "Điểm"], ["", "2"], ["", "3"], ["", "4"]]


def test_a_sheet_longer_than_excel_allows_is_refused(tmp_path: Path) -> None:
    far = Sheet("CSV", MAX_ROWS - 1, 0, [["a"], ["b"]])
    with pytest.raises(InputFileError, match="split the file") as caught:
        write_cleaned(Workbook([far]), [], tmp_path / "x.xlsx")
    assert caught.value.sheet == "CSV"


def test_sheet_names_are_made_such_as_excel_allows() -> None:
    names = ["A" * 40, "A" * 41, "a:b", "A_B", "History", "'x'", ""]
    fitted = list(fit_sheet_names(names).values())
    assert fitted == ["A" * 31, "A" * 27 + " (2)", "a_b", "A_B (2)", "History (2)", "x", "_"]


def test_a_workbook_of_hidden_sheets_still_opens(tmp_path: Path) -> None:
    out = write_cleaned(Workbook([Sheet("x", 0, 0, [["1"]], is_hidden=True)]), [], tmp_path / "x.xlsx")
    (sheet,) = python_calamine.CalamineWorkbook.from_path(out).sheets_metadata
    assert sheet.visible == python_calamine.SheetVisibleEnum.Visible
