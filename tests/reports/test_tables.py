"""Extracts with hostile texts, written and read back."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from reports.extract import Column, Extract
from reports.tables import write_csv, write_parquet
from reports.workbook import WorkbookWords, write_workbook

HOSTILE = ["=1+1", "+84 24", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =cmd|' /C calc'!A0", "http://example.org", "Ba Đình"]
WORDS = WorkbookWords("Số liệu", "Nguồn", "Bản phát hành", "Liên kết")


@pytest.fixture
def extract() -> Extract:
    rows = pl.DataFrame(
        {
            "name": HOSTILE,
            "code": ["00070"] * len(HOSTILE),
            "count": [-1.0, None, *[float(n) for n in range(len(HOSTILE) - 2)]],
            "rate": [100 / 3] * len(HOSTILE),
            "day": [date(2025, 12, 31)] * len(HOSTILE),
        }
    )
    columns = (
        Column("name", "=Tên", "text"),
        Column("code", "Mã", "code"),
        Column("count", "Số", "count"),
        Column("rate", "Tỷ lệ (%)", "rate"),
        Column("day", "Ngày", "date"),
    )
    return Extract(
        "bang",
        "=Tiêu đề",
        columns,
        rows,
        (("Mẫu số", "=mọi người"),),
        pl.DataFrame({"Tệp": HOSTILE}),
        "r-1",
        "http://x/?a=1",
    )


def test_no_cell_of_a_csv_starts_like_a_command(extract: Extract) -> None:
    read = pl.read_csv(io.BytesIO(write_csv(extract)), infer_schema=False)
    assert read.columns[0] == "'=Tên"
    texts = read["'=Tên"].to_list()
    assert texts == [*(f"'{text}" for text in HOSTILE[:7]), *HOSTILE[7:]]
    assert read["Số"][0] == "-1.0"
    assert read["Mã"][0] == "00070"


def test_a_workbook_holds_texts_no_formulas_and_no_links(extract: Extract) -> None:
    content = write_workbook(extract, WORDS)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8")
            if "worksheets/" in name:
                assert "<f>" not in text, name
                assert "hyperlink" not in text, name
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = book.get_sheet_by_name("Số liệu").to_python()
    assert [row[0] for row in rows[3:]] == HOSTILE
    assert rows[3][1:] == ["00070", -1.0, pytest.approx(100 / 3, rel=1e-15), date(2025, 12, 31)]
    assert rows[4][2] == ""
    sources = book.get_sheet_by_name("Nguồn").to_python()
    assert [row[0] for row in sources[-len(HOSTILE) :]] == HOSTILE
    assert ["Bản phát hành", "r-1"] in [row[:2] for row in sources]


def test_a_moment_keeps_its_time_of_day_and_an_early_day_is_a_text() -> None:
    moments = [datetime.fromisoformat(text) for text in ("2026-01-02T03:04:05", "1899-12-31T23:00")]
    days = [date(2026, 1, 2), date(1885, 1, 2)]
    columns = (Column("at", "Lúc", "datetime"), Column("day", "Ngày", "date"))
    rows = pl.DataFrame({"at": moments, "day": days})
    content = write_workbook(Extract("bang", "", columns, rows, (), pl.DataFrame(), "r-1", ""), WORDS)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet["A4:B5"]] == [
        [moments[0], datetime.fromisoformat("2026-01-02")],
        ["1899-12-31 23:00:00", "1885-01-02"],
    ]
    assert (sheet["A4"].number_format, sheet["B4"].number_format) == ("dd/mm/yyyy hh:mm:ss", "dd/mm/yyyy")
    assert sheet.column_dimensions["A"].width > len("02/01/2026 03:04:05")


def test_parquet_carries_its_notes(extract: Extract) -> None:
    content = write_parquet(extract)
    assert pl.read_parquet(io.BytesIO(content)).equals(extract.rows)
    metadata = pl.read_parquet_metadata(io.BytesIO(content))
    assert metadata["release_id"] == "r-1"
    assert "mọi người" in metadata["notes"]
    assert pl.read_json(metadata["sources"].encode())["Tệp"].to_list() == HOSTILE


def test_an_extract_wants_its_columns_and_a_plain_name(extract: Extract) -> None:
    common = ("", extract.columns, extract.rows, (), extract.sources, "", "")
    with pytest.raises(ValueError, match="plain file name"):
        Extract("../bang", *common)
    with pytest.raises(ValueError, match="columns are"):
        Extract("bang", "", extract.columns[:2], extract.rows, (), extract.sources, "", "")
