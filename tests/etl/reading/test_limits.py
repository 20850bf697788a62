"""Files made to take the memory or the time of the reader."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from etl.reading import archive, limits
from tests.etl.reading.fixtures import put_rows, read, read_bytes, write_ods, write_plain_xlsx
from tests.etl.reading.xlsb_writer import write_record, write_xlsb
from warehouse.errors import InputFileError

FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        (FAR, "XFD1048576"),
        (FAR.replace('r="', "r='").replace('"', "'"), "XFD1048576"),
        ('<row r="1"><c r="L1"><v>1</v></c></row><row r="900000"><c r="A900000"><v>1</v></c></row>', "A900000"),
        ('<row r="1"><c r="XFD1"><v>1</v></c></row><row r="9000"><c r="A9000"><v>1</v></c></row>', "XFD1"),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><f>A1</f></c></row>', "XFD1048576"),
    ],
)
def test_a_far_cell_is_refused_by_name(tmp_path: Path, rows: str, cell: str) -> None:
    with pytest.raises(InputFileError) as refusal:
        read(put_rows(tmp_path / "a.xlsx", rows))
    assert (refusal.value.sheet, refusal.value.cell) == ("Biểu 1", cell)
    assert "quá xa bảng" in refusal.value.message_vi


def test_cells_that_are_only_coloured_may_be_far(tmp_path: Path) -> None:
    tail = "".join(f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="1"/></row>' for n in range(2, 120_000))
    far = '<row r="1048576"><c r="XFC1048576" s="1"/><c r="XFD1048576" s="1"></c></row>'
    (sheet,) = read(put_rows(tmp_path / "a.xlsx", f'<row r="1"><c r="A1"><v>1</v></c></row>{tail}{far}')).sheets
    assert sheet.rows == [[1.0]]


def test_far_cells_of_the_other_formats_are_refused(tmp_path: Path) -> None:
    write_xlsb(tmp_path / "a.xlsb", {"Biểu 1": [[1]]})
    with zipfile.ZipFile(tmp_path / "a.xlsb") as source:
        parts = {name: source.read(name) for name in source.namelist()}
    far = write_record(0, struct.pack("<II", 1_048_575, 0) + bytes(17)) + write_record(
        5, struct.pack("<IId", 16_383, 0, 1.0)
    )
    parts["xl/worksheets/sheet1.bin"] = parts["xl/worksheets/sheet1.bin"].replace(
        write_record(146), far + write_record(146)
    )
    with zipfile.ZipFile(tmp_path / "b.xlsb", "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    table = f'<table:table table:name="x"><table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row></table:table>'
    write_ods(tmp_path / "b.ods", table)
    for name in ("b.xlsb", "b.ods"):
        with pytest.raises(InputFileError) as refusal:
            read(tmp_path / name)
        assert refusal.value.cell == "XFD1048576"


def test_a_bomb_is_refused_whatever_size_it_declares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED_BYTES", 3_000_000)
    path = put_rows(tmp_path / "a.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>' + "<row/>" * 600_000)
    with pytest.raises(InputFileError, match="unpacks to more than 3 MB"):
        read(path)
    content = bytearray(path.read_bytes())
    entry = content.rfind(b"xl/worksheets/sheet1.xml") - 46
    assert content[entry : entry + 4] == b"PK\x01\x02"
    content[entry + 24 : entry + 28] = struct.pack("<I", 100)
    with pytest.raises(InputFileError, match="unpacks to more than 3 MB"):
        read_bytes(tmp_path, "b.xlsx", bytes(content))


def test_a_long_text_repeated_in_many_cells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.reading.xlsx.MAX_TEXT_BYTES", 1_000_000)
    strings = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"x" * 30_000}</t></si></sst>'.encode()
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 60))
    with pytest.raises(InputFileError, match="unpacks to more than"):
        read(put_rows(tmp_path / "a.xlsx", rows, extra={"xl/sharedStrings.xml": strings}))


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    doctype = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    path = put_rows(tmp_path / "a.xlsx", "", extra={"xl/styles.xml": f"{doctype}<styleSheet>&b;</styleSheet>".encode()})
    with pytest.raises(InputFileError, match="document type"):
        read(path)


@pytest.mark.parametrize("cut", [30, 400, 2000, -1, -30])
def test_a_cut_file_is_refused(tmp_path: Path, cut: int) -> None:
    content = write_plain_xlsx(tmp_path / "a.xlsx").read_bytes()
    with pytest.raises(InputFileError):
        read_bytes(tmp_path, "b.xlsx", content[:cut])


def test_two_parts_of_one_name_are_read_as_they_were_scanned(tmp_path: Path) -> None:
    """Readers differ on which of the two counts; calamine must not be shown the one that was not scanned."""
    path = put_rows(tmp_path / "a.xlsx", FAR)
    with zipfile.ZipFile(path, "a") as target, pytest.warns(UserWarning, match="Duplicate name"):
        target.writestr(
            "xl/worksheets/sheet1.xml",
            '<worksheet><sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData></worksheet>',
        )
    (sheet,) = read(path).sheets
    assert sheet.rows == [[7.0]]


def test_limits_hold_a_workbook_of_the_whole_country() -> None:
    communes, columns, sheets = 3_321, 40, 7
    assert communes * columns * sheets * 5 < limits.MAX_CELLS
