"""Text in every encoding and with every delimiter; long text in parts."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.reading import text
from tests.etl.reading.fixtures import list_rules, read_bytes
from tests.etl.reading.legacy_text import encode_tcvn3, encode_vni
from warehouse.errors import InputFileError

TABLE = 'Đơn vị,Tổng số,Tỷ lệ\nPhường Ba Đình,1234,"45,5%"\nXã Phúc Thọ,12,\nThị xã Sơn Tây,7,x\n'
ROWS = [
    ["Đơn vị", "Tổng số", "Tỷ lệ"],
    ["Phường Ba Đình", "1234", "45,5%"],
    ["Xã Phúc Thọ", "12", ""],
    ["Thị xã Sơn Tây", "7", "x"],
]
TONES = "\u0300\u0301\u0303\u0309\u0323"


def encode_windows_1258(words: str) -> bytes:
    """Letters of Windows-1258, tones apart where it has no letter with the tone."""
    encoded = b""
    for letter in words:
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in parts if mark in TONES)
        bare = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in TONES))
        encoded += bare.encode("cp1258") + tones.encode("cp1258")
    return encoded


@pytest.mark.parametrize(
    ("encode", "rules"),
    [
        (str.encode, []),
        (lambda words: words.encode("utf-8-sig"), []),
        (lambda words: unicodedata.normalize("NFD", words).encode(), []),
        (lambda words: words.encode("utf-16"), ["converted_from_utf_16"]),
        (lambda words: words.encode("utf-16-le"), ["converted_from_utf_16"]),
        (lambda words: words.encode("utf-16-be"), ["converted_from_utf_16"]),
        (encode_windows_1258, ["converted_from_windows_1258"]),
        (encode_tcvn3, ["converted_from_tcvn3"]),
        (encode_vni, ["converted_from_vni"]),
        (lambda words: encode_tcvn3(words).decode("latin-1").encode(), ["converted_from_tcvn3"]),
        (lambda words: encode_vni(words).decode("latin-1").encode("utf-16"), ["converted_from_vni"]),
    ],
    ids=[
        "utf-8",
        "bom",
        "nfd",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "windows-1258",
        "tcvn3",
        "vni",
        "tcvn3-in-utf-8",
        "vni-in-utf-16",
    ],
)
def test_every_encoding_reads_the_same(tmp_path: Path, encode: Callable[[str], bytes], rules: list[str]) -> None:
    workbook = read_bytes(tmp_path, "a.csv", encode(TABLE))
    (sheet,) = workbook.sheets
    assert sheet.rows == ROWS
    assert list_rules(workbook) == rules


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("a;b\n1,5;2,5\n3;4\n", [["a", "b"], ["1,5", "2,5"], ["3", "4"]]),
        ("a\tb\n1\t2\n", [["a", "b"], ["1", "2"]]),
        ("a|b\n1|2\n", [["a", "b"], ["1", "2"]]),
        ("sep=|\na|b,c\n1|2\n", [["a", "b,c"], ["1", "2"]]),
        ("Biểu 1\n\na,b,c\n1,2\n", [["Biểu 1", "", ""], ["", "", ""], ["a", "b", "c"], ["1", "2", ""]]),
        ('a,b\n"x\ny","z ""t"""\n', [["a", "b"], ["x\ny", 'z "t"']]),
        ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
        ("a\0,b\n1,2\n,,\n,\n", [["a", "b"], ["1", "2"]]),
        ("một cột\n1\n", [["một cột"], ["1"]]),
    ],
)
def test_delimiters_quotes_and_ragged_rows(tmp_path: Path, content: str, rows: list[list[str]]) -> None:
    (sheet,) = read_bytes(tmp_path, "a.txt", content.encode()).sheets
    assert sheet.rows == rows
    assert (sheet.first_row, sheet.first_column) == (0, 0)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (TABLE.encode() + b"Xa \xff,1\n", "dòng 5"),
        (b"a,b\n" * 1000 + "é,1\n".encode("latin-1") + "Phường Ba Đình,1\n".encode() * 9, "dòng 1001"),
        (b'a,b\n1,2\n"x,3\n4,5\n', "dòng 3"),
        (b"a,b\n1,2\n" + b"x" * (text.MAX_LINE + 2 * text._BLOCK), "dòng 3"),
        ("a,b\n".encode("utf-16-le") * 50 + b"\x00\xd8\x00\x00", "dòng 51"),
    ],
    ids=["damaged", "damaged in the middle", "quote", "long line", "utf-16"],
)
def test_what_cannot_be_read_is_said_with_its_line(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(InputFileError) as refusal:
        read_bytes(tmp_path, "a.csv", content)
    assert words in refusal.value.message_vi


def test_a_long_text_comes_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "PART_ROWS", 100)
    content = "".join(f"{n},Xã {n}\n" for n in range(1, 351)) + ",\n" * 500
    (sheet,) = read_bytes(tmp_path, "a.csv", content.encode()).sheets
    assert len(sheet.rows) == 100
    assert sheet.following is not None
    for _ in range(2):  # may be taken again
        parts = list(sheet.following())
        assert [(part.first_row, len(part.rows)) for part in parts] == [(100, 100), (200, 100), (300, 50)]
        assert parts[-1].rows[-1] == ["350", "Xã 350"]
        assert parts[-1].address(49, 0) == "A350"


def test_a_short_text_has_nothing_following(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, "a.csv", TABLE.encode()).sheets[0].following is None


def test_damage_in_a_later_part_stops_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "PART_ROWS", 1000)
    monkeypatch.setattr("etl.reading.encodings.SAMPLE_BYTES", 1000)
    content = "Phường Ba Đình,1\n".encode() * 300_000 + b"\xff,1\n"
    (sheet,) = read_bytes(tmp_path, "a.csv", content).sheets
    assert sheet.following is not None
    with pytest.raises(InputFileError, match="line 300001"):
        for _part in sheet.following():
            pass


def test_one_row_much_wider_than_the_rest_is_refused(tmp_path: Path) -> None:
    content = b"a,b\n" * 9000 + b"," * 16_000 + b"x\n" + b"1,2\n" * 100
    with pytest.raises(InputFileError, match="row 9001 has 16001 columns"):
        read_bytes(tmp_path, "a.csv", content)


def test_an_empty_table_has_no_sheet(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, "a.csv", b"\n\n,,\n").sheets == []
