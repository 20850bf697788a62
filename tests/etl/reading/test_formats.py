"""The other workbook formats, and files that are not what their ending says."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
import xlwt

from etl.reading.model import NO_RESULT, Note
from tests.etl.reading.fixtures import list_rules, put_rows, read, read_bytes, write_ods, write_plain_xlsx
from tests.etl.reading.xlsb_writer import Error, Percent, write_xlsb
from warehouse.errors import InputFileError


def test_xls(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Biểu 1")
    sheet.write_merge(1, 1, 1, 3, "Phường Ba Đình")
    sheet.write(2, 1, 0.455, xlwt.easyxf(num_format_str="0.0%"))
    sheet.write(2, 2, datetime(2025, 12, 23), xlwt.easyxf(num_format_str="dd/mm/yyyy"))  # noqa: DTZ001
    sheet.row(2).set_cell_error(3, "#REF!")
    sheet.write(3, 4, xlwt.Formula("B3*2"))
    sheet.write(3, 2, xlwt.Formula('IF(B3>1,"","")'))
    hidden = book.add_sheet("Nháp")
    hidden.write(0, 0, True)
    hidden.visibility = 1
    book.save(tmp_path / "a.xls")
    workbook = read(tmp_path / "a.xls")
    first, second = workbook.sheets
    assert (first.first_row, first.first_column) == (1, 1)
    assert first.rows == [
        ["Phường Ba Đình", "", "", ""],
        [0.455, date(2025, 12, 23), "", ""],
        ["", "", "", ""],
    ]
    assert first.errors == {(2, 3): "#REF!", (3, 4): NO_RESULT}
    assert first.percents == {(2, 1)}
    assert first.merged == (((1, 1), (1, 3)),)
    assert (second.rows, second.is_hidden) == ([[True]], True)
    assert workbook.notes == [Note("hidden_sheet_read", "Nháp")]


def test_xlsb(tmp_path: Path) -> None:
    rows = [
        ["Tên", None, "x"],
        ["Phường Ba Đình", 12, Percent(0.455)],
        [Error("#REF!"), None, Error("#N/A", is_formula=True)],
    ]
    write_xlsb(
        tmp_path / "a.xlsb",
        {"Biểu 1": rows, "Nháp": [[1]]},
        hidden=["Nháp"],
        merged={"Biểu 1": [((0, 0), (0, 1))]},
    )
    first, second = read(tmp_path / "a.xlsb").sheets
    assert first.rows == [["Tên", "", "x"], ["Phường Ba Đình", 12.0, 0.455], ["", "", ""]]
    assert first.errors == {(2, 0): "#REF!", (2, 2): "#N/A"}
    assert first.percents == {(1, 2)}
    assert first.merged == (((0, 0), (0, 1)),)
    assert (second.name, second.is_hidden) == ("Nháp", True)


def test_ods(tmp_path: Path) -> None:
    cell = "table:table-cell"
    table = (
        '<table:table table:name="Biểu 1">'
        f'<table:table-row><{cell} table:number-columns-spanned="2" table:number-rows-spanned="1" office:value-type="string">'
        f"<text:p>Phường Ba Đình</text:p></{cell}><table:covered-table-cell/></table:table-row>"
        f'<table:table-row table:number-rows-repeated="2"><{cell} office:value-type="percentage" office:value="0.455">'
        f'<text:p>45,5%</text:p></{cell}><{cell} office:value-type="float" office:value="7"><text:p>7</text:p></{cell}></table:table-row>'
        f'<table:table-row><{cell} table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        f'calcext:value-type="error"><text:p>#DIV/0!</text:p></{cell}><{cell} table:formula="of:=A1"/>'
        f'<{cell} table:formula="of:=1:" office:value-type="float" office:value="0"><text:p>Err:502</text:p></{cell}>'
        f'<{cell} table:formula="of:=&quot;&quot;" office:value-type="string" office:string-value=""/></table:table-row>'
        f'<table:table-row table:number-rows-repeated="1048572"><{cell} table:number-columns-repeated="16384"/></table:table-row>'
        '</table:table><table:table table:name="Nháp" table:style-name="ta2"><table:table-row>'
        f'<{cell} office:value-type="float" office:value="1"/></table:table-row></table:table>'
    )
    hidden = '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    first, second = read(write_ods(tmp_path / "a.ods", table, styles=hidden)).sheets
    assert first.rows == [
        ["Phường Ba Đình", "", "", ""],
        [0.455, 7.0, "", ""],
        [0.455, 7.0, "", ""],
        ["", "", "", ""],
    ]
    assert first.errors == {(3, 0): "#DIV/0!", (3, 1): NO_RESULT, (3, 2): "Err:502"}
    assert first.percents == {(1, 0), (2, 0)}
    assert first.merged == (((0, 0), (0, 1)),)
    assert (second.name, second.is_hidden) == ("Nháp", True)


def test_html_tables_keep_their_spans(tmp_path: Path) -> None:
    page = (
        "<html><!-- <table><tr><td>not this</td></tr></table> --><body><table><tr><th rowspan=2>Tên</th><th colspan='2'>Số</th></tr>"
        "<tr><th>a</th><th>b&amp;c</th></tr><tr><td>Phường<br>Ba Đình<td>1<td>2</table></body></html>"
    )
    workbook = read_bytes(tmp_path, "a.xls", page.encode())
    (sheet,) = workbook.sheets
    assert sheet.rows == [["Tên", "Số", ""], ["", "a", "b&c"], ["Phường Ba Đình", "1", "2"]]
    assert sheet.merged == (((0, 0), (1, 0)), ((0, 1), (0, 2)))
    assert workbook.notes == [Note("content_not_as_named", values={"suffix": ".xls", "found": "HTML"})]


def test_the_content_decides_not_the_ending(tmp_path: Path) -> None:
    path = write_plain_xlsx(tmp_path / "a.xlsx")
    shutil.copy(path, tmp_path / "b.xls")
    assert list_rules(read(tmp_path / "b.xls")) == ["content_not_as_named"]
    assert list_rules(read_bytes(tmp_path, "c.xlsx", b"a;b\n1;2\n")) == ["content_not_as_named"]
    assert read(path, "no ending").notes == []


def test_what_is_no_table_is_refused_with_words(tmp_path: Path) -> None:
    protected = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    spreadsheet_ml = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    document = put_rows(tmp_path / "x.zip", "").read_bytes().replace(b"xl/workbook.xml", b"xx/document.xml")
    for name, content, words in (
        ("a.xlsx", b"", "tệp rỗng"),
        ("b.xlsx", protected, "mật khẩu"),
        ("c.xls", spreadsheet_ml, "Excel 2003"),
        ("d.xlsx", document, "không phải bảng tính"),
        ("e.csv", b"%PDF-1.7 ...", "không phải bảng tính"),
        ("f.csv", bytes(range(256)) * 20, "không phải bảng tính"),
        ("g.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "hỏng"),
    ):
        with pytest.raises(InputFileError) as refusal:
            read_bytes(tmp_path, name, content)
        assert words in refusal.value.message_vi
        assert refusal.value.message_vi.startswith(name)


def test_an_encrypted_ods_says_so(tmp_path: Path) -> None:
    entry = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    manifest = f'<manifest:manifest xmlns:manifest="m">{entry}</manifest:manifest>'
    with pytest.raises(InputFileError, match="password"):
        read(write_ods(tmp_path / "a.ods", "", manifest=manifest))
