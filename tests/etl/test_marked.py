"""The marked workbook: exactly the cells at fault carry our colour and comment, and nothing of the officer's is lost."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from etl.findings import FINDING_SCHEMA
from etl.marked import AUTHOR, FILLS, MARK_SHEET_NAME, SEPARATOR, write_marked
from etl.reading.model import NO_RESULT, Sheet, Workbook
from etl.received import ReceivedFile

SHEET = "Biểu 'A' 2025"
NOTHING_READ = Workbook([])


def note(cell: str, severity: str = "error", sheet: str = SHEET, value: str = "", **more: Any) -> dict[str, Any]:
    message = {"message_vi": f"Sửa ô {cell}", "message_en": f"Correct {cell}", "rule": "r", "suggestions": []}
    return {"severity": severity, "sheet": sheet, "cell": cell, "value": value} | message | more


def collect(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=FINDING_SCHEMA, orient="row")


def list_marks(book: openpyxl.Workbook) -> dict[tuple[str, str], str]:
    """Colour of each cell that carries one of ours, after checking that the same cells carry our comment."""
    colours, commented = {}, set()
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb[2:] in FILLS.values():
                colours[sheet.title, cell.coordinate] = cell.fill.fgColor.rgb[2:]
            if cell.comment is not None and SEPARATOR in cell.comment.text:
                commented.add((sheet.title, cell.coordinate))
    assert commented == set(colours)
    return colours


def read_list(book: openpyxl.Workbook) -> list[list[Any]]:
    rows = [[cell.value for cell in row] for row in book[MARK_SHEET_NAME].iter_rows()]
    return rows[next(i for i, row in enumerate(rows) if row[0] == "STT") + 1 :]


@pytest.fixture
def received(tmp_path: Path) -> ReceivedFile:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet.append(["Xã", "Tổng số", "Đăng ký"])
    sheet.append(["Xã A", 10, 12])
    sheet.append(["Xã B", 20, "=B3-1"])
    sheet["B2"].font = Font(bold=True, color="FF0000FF")
    sheet["B2"].number_format = "#,##0"
    sheet["A3"].fill = PatternFill("solid", fgColor="FFFFFF00")
    sheet["C2"].comment = Comment("Chị Lan đã kiểm tra", "Lan")
    sheet.merge_cells("A5:C6")
    sheet["A5"] = "Ghi chú"
    sheet.column_dimensions["A"].width = 41
    sheet.freeze_panes = "B2"
    book.create_sheet("Phụ lục")["A1"] = "giữ nguyên"
    book["Phụ lục"].sheet_state = "hidden"
    path = tmp_path / "bao-cao.xlsx"
    book.save(path)
    return ReceivedFile.read(path)


def mark(file: ReceivedFile, rows: Iterable[dict[str, Any]], workbook: Workbook = NOTHING_READ, **more: Any) -> Any:
    out = file.path.with_name(f"marked-{file.path.stem}.xlsx")
    return openpyxl.load_workbook(write_marked(file, workbook, collect(*rows), out, **more))


def test_exactly_the_cells_at_fault_are_marked(received: ReceivedFile) -> None:
    book = mark(received, [note("B2"), note("B3", "warning"), note("E9"), note("A1", sheet="Phụ lục")])
    assert list_marks(book) == {
        (SHEET, "B2"): FILLS["error"],
        (SHEET, "B3"): FILLS["warning"],
        (SHEET, "E9"): FILLS["error"],
        ("Phụ lục", "A1"): FILLS["error"],
    }
    assert book[SHEET]["B2"].comment.text == f"{SEPARATOR}\nLỗi: Sửa ô B2"
    assert book[SHEET]["B2"].comment.author == AUTHOR
    assert "Cảnh báo" in book[SHEET]["B3"].comment.text


def test_the_file_keeps_formats_formulas_and_sheets(received: ReceivedFile) -> None:
    book = mark(received, [note("B2"), note("C3")])
    sheet = book[SHEET]
    assert book.sheetnames == [MARK_SHEET_NAME, SHEET, "Phụ lục"]
    assert (sheet["C3"].value, sheet["B2"].value, sheet["B2"].number_format) == ("=B3-1", 10, "#,##0")
    assert sheet["B2"].font.bold
    assert sheet["A3"].fill.fgColor.rgb == "FFFFFF00"
    assert sheet.column_dimensions["A"].width == 41
    assert (sheet.freeze_panes, str(sheet.merged_cells)) == ("B2", "A5:C6")
    assert book["Phụ lục"].sheet_state == "hidden"
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == [MARK_SHEET_NAME]


def test_findings_at_one_cell_share_one_comment_under_the_officers_own(received: ReceivedFile) -> None:
    book = mark(received, [note("C2", "warning"), note("C2", suggestions=["10", "12"])])
    comment = book[SHEET]["C2"].comment
    assert comment.text.split("\n") == [
        "Chị Lan đã kiểm tra",
        SEPARATOR,
        "Lỗi: Sửa ô C2",
        "Gợi ý: 10; 12",
        "Cảnh báo: Sửa ô C2",
    ]
    assert comment.author == "Lan"
    assert list_marks(book) == {(SHEET, "C2"): FILLS["error"]}


def test_a_cell_inside_a_merged_range_is_marked_at_its_top_left(received: ReceivedFile) -> None:
    book = mark(received, [note("C6"), note("B5", "warning")])
    assert list_marks(book) == {(SHEET, "A5"): FILLS["error"]}
    assert book[SHEET]["A5"].comment.text.count("Sửa ô") == 2


@pytest.mark.parametrize("cell", ["", "không", "XFE1", "A1048577", "A0", "$A$1", "A1:B2"])
def test_a_finding_without_a_cell_is_listed_only(received: ReceivedFile, cell: str) -> None:
    book = mark(received, [note(cell), note("A1", sheet=""), note("A1", sheet="không có")])
    assert list_marks(book) == {}
    assert [row[3] or "" for row in read_list(book)] == [cell, "A1", "A1"]
    assert all(row[3].hyperlink is None for row in book[MARK_SHEET_NAME].iter_rows(min_row=5))


def test_the_list_links_to_the_cells_errors_first(received: ReceivedFile) -> None:
    rows = [note("B3", "warning", value="=1+1"), note("B2", value="@x", suggestions=["một", "hai"])]
    book = mark(received, rows)
    assert read_list(book) == [
        [1, "Lỗi", SHEET, "B2", "@x", "Sửa ô B2", "một; hai"],
        [2, "Cảnh báo", SHEET, "B3", "=1+1", "Sửa ô B3", None],
    ]
    sheet = book[MARK_SHEET_NAME]
    row = next(row for row in sheet.iter_rows() if row[3].value == "B2")
    assert row[3].hyperlink.location == "'Biểu ''A'' 2025'!B2"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n"}
    assert sheet["A2"].value == "1 lỗi, 1 cảnh báo · tệp bao-cao.xlsx"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.freeze_panes == "A6"
    assert sheet.auto_filter.ref == "A5:G7"


def test_the_english_copy_speaks_english(received: ReceivedFile) -> None:
    book = mark(received, [note("B2")], language="en")
    assert book[SHEET]["B2"].comment.text == f"{SEPARATOR}\nError: Correct B2"
    assert book[MARK_SHEET_NAME]["A2"].value == "1 errors, 0 warnings · file bao-cao.xlsx"


def test_marks_of_an_earlier_round_are_taken_off(received: ReceivedFile) -> None:
    first = received.path.with_name("first.xlsx")
    write_marked(received, NOTHING_READ, collect(note("B2"), note("C2"), note("B3"), note("A3")), first)
    book = mark(ReceivedFile.read(first), [note("B3", "warning")])
    assert list_marks(book) == {(SHEET, "B3"): FILLS["warning"]}
    assert book[SHEET]["B3"].comment.text.count(SEPARATOR) == 1
    assert book[SHEET]["B2"].comment is None
    assert (book[SHEET]["C2"].comment.text, book[SHEET]["C2"].comment.author) == ("Chị Lan đã kiểm tra", "Lan")
    assert book[SHEET]["B2"].fill.fill_type is None
    assert book.sheetnames.count(MARK_SHEET_NAME) == 1
    assert len(read_list(book)) == 1


def test_more_findings_than_the_limit_are_counted(received: ReceivedFile, monkeypatch: pytest.MonkeyPatch) -> None:
    limit = 20
    monkeypatch.setattr("etl.marked.MARK_LIMIT", limit)
    book = mark(received, [note(f"D{row}", "warning") for row in range(1, limit + 3)] + [note("B2")])
    marks = list_marks(book)
    assert len(marks) == len(read_list(book)) == limit
    assert marks[SHEET, "B2"] == FILLS["error"]
    assert book[MARK_SHEET_NAME]["A2"].value == f"1 lỗi, {limit + 2} cảnh báo · tệp bao-cao.xlsx"
    assert "còn 3 mục nữa" in book[MARK_SHEET_NAME]["A4"].value


def test_other_kinds_of_file_are_rebuilt_at_the_same_addresses(tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.csv"
    path.write_text("…", encoding="utf-8")
    cells = [["Mã", "Ngày", "Số"], ["=1+1", date(2025, 6, 30), 0.455], ["+84", True, ""], ["@a", "", ""]]
    sheet = Sheet("Trang/1", 2, 1, cells, merged=(((5, 1), (5, 9)),), errors={(4, 3): "#REF!", (5, 3): NO_RESULT})
    hidden = Sheet("Ẩn", 0, 0, [["x"]], is_hidden=True)
    old_list = Sheet(MARK_SHEET_NAME, 0, 0, [["cũ"]])
    workbook = Workbook([old_list, sheet, hidden])
    book = mark(ReceivedFile.read(path), [note("D5", sheet="Trang/1"), note("D6", sheet="Trang/1")], workbook)
    assert book.sheetnames == [MARK_SHEET_NAME, "Trang_1", "Ẩn"]
    rebuilt = book["Trang_1"]
    assert [rebuilt[cell].value for cell in ("B3", "B4", "B5", "B6", "D4", "C5", "D5")] == [
        "Mã", "=1+1", "+84", "@a", 0.455, True, "#REF!",
    ]  # fmt: skip
    assert {rebuilt[cell].data_type for cell in ("B4", "B5", "B6", "D5")} == {"s"}
    assert rebuilt["C4"].value.date() == date(2025, 6, 30)
    assert str(rebuilt.merged_cells) == "B6:D6"
    assert book["Ẩn"].sheet_state == "hidden"
    assert list_marks(book) == {("Trang_1", "D5"): FILLS["error"], ("Trang_1", "B6"): FILLS["error"]}
    assert [row[2] for row in read_list(book)] == ["Trang/1", "Trang/1"]


@pytest.mark.parametrize(
    "damage",
    [
        {"xl/styles.xml": b"<styleSheet"},
        {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData>"},
        {"[Content_Types].xml": b"<Types/>"},
        {"xl/workbook.xml": b"not xml"},
        {"xl/_rels/workbook.xml.rels": b"<Relationships/>"},
    ],
    ids=lambda damage: next(iter(damage)),
)
def test_a_workbook_openpyxl_cannot_open_is_rebuilt(received: ReceivedFile, damage: dict[str, bytes]) -> None:
    broken = received.path.with_name("broken.xlsx")
    with zipfile.ZipFile(received.path) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            target.writestr(name, damage.get(name, source.read(name)))
    book = mark(ReceivedFile.read(broken), [note("B2")], Workbook([Sheet(SHEET, 0, 0, [["a", "b"], ["c", "d"]])]))
    assert book[SHEET]["B2"].value == "d"
    assert list_marks(book) == {(SHEET, "B2"): FILLS["error"]}


def test_a_text_too_long_for_a_sheet_is_cut_and_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.marked.CELL_LIMIT", 6)
    path = tmp_path / "dài.csv"
    path.write_text("…", encoding="utf-8")
    workbook = Workbook([Sheet("CSV", 0, 0, [[str(row), "x"] for row in range(5)])])
    book = mark(ReceivedFile.read(path), [note("A2", sheet="CSV")], workbook)
    assert book["CSV"].max_row == 3
    assert "3 dòng đầu của trang CSV" in book[MARK_SHEET_NAME]["A4"].value
