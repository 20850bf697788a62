"""Reading: every shipped row lands, every value knows its cell, and what is wrong is named at its cell."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from etl.form import FORM_SCHEMA, FormHeader, write_form
from etl.harmonize import Harmonized
from etl.load import harmonize_file
from etl.store import ReceivedFile
from warehouse.catalogue import CATALOG_FOLDER, read_catalogue
from warehouse.errors import InputFileError
from warehouse.model import ReportStatus

PUBLISHED = CATALOG_FOLDER.parent / "published"


def read_shipped(source_id: str) -> Harmonized:
    return harmonize_file(ReceivedFile.read(PUBLISHED / f"{source_id}.csv"), source_id, read_catalogue())


@pytest.mark.parametrize(
    ("source_id", "rows"), [("published_attainment", 95), ("published_city_indicators", 40), ("unesco_membership", 2)]
)
def test_every_shipped_row_is_accepted(source_id: str, rows: int) -> None:
    result = read_shipped(source_id)
    assert result.read_count == rows
    assert result.rejected.to_dicts() == []
    accepted_rows = result.accepted.select(pl.col("cell").str.extract(r"(\d+)")).n_unique()
    assert accepted_rows == rows


def test_a_value_leads_back_to_its_cell() -> None:
    result = read_shipped("published_attainment")
    with (PUBLISHED / "published_attainment.csv").open(encoding="utf-8", newline="") as handle:
        cells = list(csv.reader(handle))
    for sheet, cell, value in result.accepted.select("sheet", "cell", "value").iter_rows():
        assert sheet == "CSV"
        column, row = ord(cell[0]) - ord("A"), int(cell[1:]) - 1
        assert Decimal(cells[row][column]) == value


def test_qualifiers_and_bases_are_kept() -> None:
    accepted = read_shipped("published_attainment").accepted
    million = accepted.filter(
        (pl.col("area_id") == "79.before-2025-07") & (pl.col("subject_id") == "learning_citizen_count")
    )
    assert million.select("value", "qualifier").row(0) == (Decimal(2_100_000), "at_least")
    rates = accepted.filter((pl.col("subject_id") == "learning_family_rate") & (pl.col("measure") == "value"))
    hanoi = {
        row["period"]: row["basis"] for row in rates.filter(pl.col("area_id") == "01.2025-07").iter_rows(named=True)
    }
    assert hanoi == {"2023-08": "total", "2024": "registered"}
    bac_ninh = rates.filter(pl.col("area_id") == "27.before-2025-07")
    assert set(bac_ninh["basis"]) == {"unknown"}


def rewrite(source_id: str, old: str, new: str) -> ReceivedFile:
    text = (PUBLISHED / f"{source_id}.csv").read_text(encoding="utf-8")
    assert old in text
    return ReceivedFile(f"{source_id}.csv", text.replace(old, new, 1).encode())


@pytest.mark.parametrize(
    ("old", "new", "rule", "cell", "value"),
    [
        ("Sơn La,tỉnh,", "Sơn Lá,tỉnh,", "unknown_area", "A33", "Sơn Lá"),
        ("ty_le,71.8,%", "ty_le,71.x,%", "not_a_number", "H52", "71.x"),
        ("22796,31751", "32796,31751", "part_over_whole", "K52", "32796.0000"),
        ("ty_le,71.8,%", "ty_le,171.8,%", "percent_over_100", "H52", "171.8000"),
        ("tổng số hộ", "tổng số hộ gì đó", "unknown_basis", "M52", "ty_le/tổng số hộ gì đó"),
    ],
)
def test_a_wrong_cell_is_rejected_where_it_stands(old: str, new: str, rule: str, cell: str, value: str) -> None:
    result = harmonize_file(rewrite("published_attainment", old, new), "published_attainment", read_catalogue())
    assert (rule, cell, value) in result.rejected.select("rule", "cell", "value").rows()
    assert result.rejected["message_vi"].null_count() == result.rejected["message_en"].null_count() == 0
    assert result.rejected["cell"].str.extract(r"(\d+)").n_unique() == 1


def test_a_missing_column_names_the_file() -> None:
    file = rewrite("published_attainment", "as_of,", "as-of,")
    with pytest.raises(InputFileError, match=r"published_attainment\.csv · CSV · A1: column 'as_of' is missing"):
        harmonize_file(file, "published_attainment", read_catalogue())


HEADER = FormHeader("01", "Thành phố Hà Nội", "2026-H1", date(2026, 6, 30), ReportStatus.FINAL, "thử nghiệm")
ROW = ("00004", "Phường Ba Đình", "gia_dinh_hoc_tap", None, 1000, 900, 850, 700, None, None, None)


def read_form(tmp_path: Path, *rows: tuple[object, ...], header: FormHeader = HEADER) -> Harmonized:
    frame = pl.DataFrame(rows, schema=FORM_SCHEMA, orient="row")
    path = write_form(tmp_path / "form.xlsx", header, frame)
    return harmonize_file(ReceivedFile.read(path), "standard_form", read_catalogue())


def test_a_form_gives_each_count_with_its_cell(tmp_path: Path) -> None:
    result = read_form(tmp_path, ROW)
    assert result.rejected.is_empty()
    found = {row["measure"]: (row["value"], row["cell"]) for row in result.accepted.iter_rows(named=True)}
    assert found == {
        "total": (1000, "F9"),
        "registered": (900, "G9"),
        "assessed": (850, "H9"),
        "recognised": (700, "I9"),
    }
    assert set(result.accepted["area_id"]) == {"00004.2025-07"}
    assert set(result.accepted["is_simulated"]) == {False}


def test_a_code_belongs_to_the_era_of_its_period(tmp_path: Path) -> None:
    before = FormHeader("01", "Thành phố Hà Nội", "2024", date(2024, 12, 31), ReportStatus.FINAL, "thử nghiệm")
    assert set(read_form(tmp_path, ROW, header=before).accepted["area_id"]) == {"00004.before-2025-07"}


def test_a_simulated_form_marks_every_value(tmp_path: Path) -> None:
    header = FormHeader(
        "01", "Thành phố Hà Nội", "2026-H1", date(2026, 6, 30), ReportStatus.FINAL, "thử", is_simulated=True
    )
    assert set(read_form(tmp_path, ROW, header=header).accepted["is_simulated"]) == {True}


def test_a_count_not_reported_is_a_typed_gap(tmp_path: Path) -> None:
    silent = (*ROW[:4], 1000, None, None, None, None, None, None)
    accepted = read_form(tmp_path, silent).accepted
    gap = accepted.filter(pl.col("measure") == "recognised").row(0, named=True)
    assert (gap["value"], gap["missing_reason"], gap["cell"]) == (None, "not_reported", "I9")


@pytest.mark.parametrize(
    ("row", "rule", "cell"),
    [
        (("99999", *ROW[1:]), "unknown_area", "B9"),
        ((*ROW[:4], 1000, 900, 850, 950, None, None, None), "part_over_whole", "I9"),
        ((*ROW[:4], 1000, 900, 850, -1, None, None, None), "negative", "I9"),
    ],
)
def test_a_wrong_row_is_rejected_at_its_cell(tmp_path: Path, row: tuple[object, ...], rule: str, cell: str) -> None:
    result = read_form(tmp_path, row, ("00008", *ROW[1:]))
    assert result.rejected.select("rule", "cell").rows() == [(rule, cell)]
    assert set(result.accepted["area_id"]) == {"00008.2025-07"}


def test_a_repeated_row_is_rejected(tmp_path: Path) -> None:
    result = read_form(tmp_path, ROW, ROW)
    assert result.rejected.select("rule", "cell").rows() == [("duplicate", "B10")]


def test_a_workbook_without_the_form_says_so() -> None:
    buffer = io.BytesIO()
    pl.DataFrame({"a": [1]}).write_excel(buffer)
    with pytest.raises(InputFileError, match="no sheet has the header row"):
        harmonize_file(ReceivedFile("other.xlsx", buffer.getvalue()), "standard_form", read_catalogue())


@pytest.mark.parametrize(
    ("name", "content"), [("a.xlsx", b"PK\x03\x04 not a workbook"), ("a.csv", b"\xff\xfe\x00"), ("a.pdf", b"%PDF")]
)
def test_an_unreadable_file_is_refused_by_name(name: str, content: bytes) -> None:
    with pytest.raises(InputFileError, match=name):
        harmonize_file(ReceivedFile(name, content), "standard_form", read_catalogue())
