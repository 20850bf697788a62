"""What calamine does not tell of an .xlsx, to the cell."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from etl.reading import archive, xlsx
from etl.reading.grid import read_with_calamine
from etl.reading.model import NO_RESULT, Note
from tests.etl.reading.fixtures import list_rules, put_rows, read


def test_errors_and_formulas_without_result_are_found_and_are_inside_the_rows(tmp_path: Path) -> None:
    rows = (
        '<row r="2"><c r="B2"><v>5</v></c><c r="C2" t="e"><v>#REF!</v></c><c r="D2"><f>B2+1</f><v>6</v></c></row>'
        '<row r="3"><c r="B3"><f>B2*2</f></c><c r="C3"><f>1/0</f><v></v></c><c r="E3" t="e"><f>NA()</f><v>#N/A</v></c></row>'
        '<row r="4"><c r="A4"><f t="shared" si="0"/></c><c r="B4" t="str"><f>IF(1,"","")</f><v></v></c></row>'
    )
    (sheet,) = read(put_rows(tmp_path / "a.xlsx", rows)).sheets
    assert sheet.errors == {
        (1, 2): "#REF!",
        (2, 4): "#N/A",
        (2, 1): NO_RESULT,
        (2, 2): NO_RESULT,
        (3, 0): NO_RESULT,
    }
    assert (sheet.first_row, sheet.first_column) == (1, 0)
    assert sheet.rows == [["", 5.0, "", 6.0, ""], ["", "", "", "", ""], ["", "", "", "", ""]]


def test_a_sheet_of_nothing_but_errors_is_not_empty(tmp_path: Path) -> None:
    (sheet,) = read(put_rows(tmp_path / "a.xlsx", '<row r="3"><c r="C3" t="e"><v>#DIV/0!</v></c></row>')).sheets
    assert (sheet.first_row, sheet.first_column, sheet.rows) == (2, 2, [[""]])
    assert sheet.errors == {(2, 2): "#DIV/0!"}


def test_openpyxl_formulas_have_no_result(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "Tổng"
    book.active["B1"] = "=SUM(C1:D1)"
    book.save(tmp_path / "a.xlsx")
    (sheet,) = read(tmp_path / "a.xlsx").sheets
    assert sheet.errors == {(0, 1): NO_RESULT}
    assert sheet.rows == [["Tổng", ""]]


def test_numbers_under_a_percent_format_are_told(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("Biểu 1")
        for row, code in enumerate(("0.0%", "0%", "General", '0" %"', "#,##0.00")):
            sheet.write(row, 1, 0.455, book.add_format({"num_format": code}))
        sheet.write(5, 1, "45,5%", book.add_format({"num_format": "0.0%"}))
        sheet.write_blank(6, 1, None, book.add_format({"num_format": "0.0%"}))
    (sheet,) = read(tmp_path / "a.xlsx").sheets
    assert sheet.percents == {(0, 1), (1, 1)}


def test_merged_and_hidden_are_told(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("Biểu 1").merge_range("B2:D3", "Tổng số")
        hidden = book.add_worksheet("Nháp")
        hidden.write(0, 0, 1)
        hidden.hide()
        secret = book.add_worksheet("Rất kín")
        secret.write(0, 0, 2)
        secret.very_hidden()
        book.add_worksheet("Trống")
    workbook = read(tmp_path / "a.xlsx")
    assert [(sheet.name, sheet.is_hidden) for sheet in workbook.sheets] == [
        ("Biểu 1", False),
        ("Nháp", True),
        ("Rất kín", True),
    ]
    assert workbook.sheets[0].merged == (((1, 1), (2, 3)),)
    assert workbook.notes == [Note("hidden_sheet_read", "Nháp"), Note("hidden_sheet_read", "Rất kín")]


def test_macros_and_links_are_left_alone_and_said(tmp_path: Path) -> None:
    extra = {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    path = put_rows(tmp_path / "a.xlsm", '<row r="1"><c r="A1"><v>1</v></c></row>', extra=extra)
    assert list_rules(read(path)) == ["macros_not_run", "external_links_not_followed"]


@pytest.mark.parametrize(
    "rows",
    [
        '<row><c><v>1</v></c><c t="e"><v>#REF!</v></c></row><row><c s="1"><v>2</v></c><c><f>A1</f></c></row>',
        "<row r='1'><c r='A1'><v>1</v></c><c r='B1' t='e'><v>#REF!</v></c></row>"
        "<row r='2'><c r='A2' s='1'><v>2</v></c><c r='B2'><f>A1</f></c></row>",
        '<row r="1">\n <c\n r="A1"><v>1</v></c><c t="e" r="B1"><v>#REF!</v></c></row>'
        '<row r="2"><c s="1" r="A2"><v>2</v></c><c r="B2"><f>A1</f></c></row>',
        '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c><x:c r="B1" t="e"><x:v>#REF!</x:v></x:c></x:row>'
        '<x:row r="2"><x:c r="A2" s="1"><x:v>2</x:v></x:c><x:c r="B2"><x:f>A1</x:f></x:c></x:row>',
    ],
    ids=["no addresses", "single quotes", "other order", "prefixes"],
)
def test_other_ways_to_write_the_same_cells(tmp_path: Path, rows: str) -> None:
    (sheet,) = read(put_rows(tmp_path / "a.xlsx", rows)).sheets
    assert sheet.rows == [[1.0, ""], [2.0, ""]]
    assert sheet.errors == {(0, 1): "#REF!", (1, 1): NO_RESULT}
    assert sheet.percents == {(1, 0)}


def test_a_sheet_read_in_many_chunks_is_whole(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" s="1"><v>0.5</v></c><c r="AC{n}" t="e"><v>#N/A</v></c></row>'
        for n in range(1, 30_001)
    )
    (sheet,) = read(put_rows(tmp_path / "a.xlsx", rows)).sheets
    assert [row[0] for row in sheet.rows] == list(range(1, 30_001))
    assert sheet.errors == {(row, 28): "#N/A" for row in range(30_000)}
    assert sheet.percents == {(row, 1) for row in range(30_000)}


@pytest.mark.parametrize(
    ("font", "texts"),
    [
        ("tcvn3", ["Ph\xadêng Ba §×nh", "Hµ Néi", "TæNG Sè"]),
        ("vni", ["Phöôøng Ba Ñình", "Haø Noäi", "TOÅNG SOÁ"]),
    ],
)
def test_texts_of_old_fonts_are_converted_and_said(tmp_path: Path, font: str, texts: list[str]) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("Biểu 1")
        sheet.write_column(0, 0, [*texts, "Phường Đại Mỗ", 12])
    workbook = read(tmp_path / "a.xlsx")
    told = ["Phường Ba Đình", "Hà Nội", "TỔNG SỐ" if font == "vni" else "TỔNG Số", "Phường Đại Mỗ", 12]
    assert [row[0] for row in workbook.sheets[0].rows] == told
    assert list_rules(workbook) == [f"converted_from_{font}"]


def test_unicode_texts_of_latin_letters_only_stay(tmp_path: Path) -> None:
    texts = ["Hà Nam", "Thái Bình", "xã", "Ghi chú", "× 1,5", "Nº 5", "Cà Mau", "50 m²", "Cafe\u0301"]
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("Biểu 1").write_column(0, 0, texts)
    workbook = read(tmp_path / "a.xlsx")
    assert [row[0] for row in workbook.sheets[0].rows] == [*texts[:-1], "Café"]
    assert workbook.notes == []


@pytest.mark.parametrize("is_hidden_first", [False, True])
def test_a_sheet_divided_among_two_readers_reads_as_in_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_hidden_first: bool
) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        percent = book.add_format({"num_format": "0.0%"})
        small = book.add_worksheet("Ghi chú")
        small.write(3, 2, "ít dòng")
        if is_hidden_first:
            small.hide()
            book.add_worksheet("Biểu").activate()
        sheet = book.get_worksheet_by_name("Biểu") or book.add_worksheet("Biểu")
        for row in range(2, 9_000):
            sheet.write_row(row, 1 + row // 5_000, [f"Phường {row % 700}", row, 0.5, "", "đạt"])
        sheet.write(8_500, 1, 0.25, percent)
        sheet.write(8_600, 9, "=NA()", None, "#N/A")
        sheet.merge_range(20, 8, 22, 8, "gộp")
        sheet.merge_range(8_700, 8, 8_702, 8, "gộp")
    monkeypatch.setattr(archive, "_BLOCK", 1 << 16)
    monkeypatch.setattr(xlsx, "DIVIDED_CHUNKS", range(0))
    whole = read(tmp_path / "a.xlsx")
    monkeypatch.undo()
    monkeypatch.setattr(archive, "_BLOCK", 1 << 16)
    divided_into: list[int] = []
    monkeypatch.setattr(
        xlsx,
        "read_with_calamine",
        lambda file, archives, scans: divided_into.append(len(archives)) or read_with_calamine(file, archives, scans),
    )
    assert read(tmp_path / "a.xlsx") == whole
    assert divided_into == [2]
    big = next(one for one in whole.sheets if one.name == "Biểu")
    assert (len(big.rows), len(big.merged), len(big.errors), len(big.percents)) == (8_998, 2, 1, 1)
