"""Reading: every shipped row lands, every value knows its cell, and what is wrong is named at its cell."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from etl.findings import Findings
from etl.form import FORM_SCHEMA, FormHeader, write_form
from etl.load import LoadOptions, check_file
from etl.reading import read_workbook
from etl.received import ReceivedFile
from etl.table_source import read_table
from warehouse.catalogue import CATALOG_FOLDER, read_catalogue
from warehouse.errors import InputFileError
from warehouse.model import ReportStatus

PUBLISHED = CATALOG_FOLDER.parent / "published"


@dataclass(frozen=True)
class Harmonized:
    """What a file gave: accepted values, findings, rows or cells read."""

    accepted: pl.DataFrame
    rejected: pl.DataFrame
    read_count: int


def read_plain(file: ReceivedFile, source_id: str) -> Harmonized:
    findings = Findings()
    accepted, count = read_table(read_workbook(file).sheets[0], file.name, source_id, read_catalogue(), findings)
    return Harmonized(accepted, findings.collect(), count)


def read_shipped(source_id: str) -> Harmonized:
    return read_plain(ReceivedFile.read(PUBLISHED / f"{source_id}.csv"), source_id)


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


def rewrite(folder: Path, source_id: str, old: str, new: str) -> ReceivedFile:
    text = (PUBLISHED / f"{source_id}.csv").read_text(encoding="utf-8")
    assert old in text
    path = folder / f"{source_id}.csv"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return ReceivedFile.read(path)


@pytest.mark.parametrize(
    ("old", "new", "rule", "cell", "value"),
    [
        ("Sơn La,tỉnh,", "Sơn Lá,tỉnh,", "unknown_mapped_area", "A33", "Sơn Lá"),
        ("ty_le,71.8,%", "ty_le,71.x,%", "not_a_value", "H52", "71.x"),
        ("22796,31751", "32796,31751", "numerator_over_denominator", "K52", "32796.0000"),
        ("ty_le,71.8,%", "ty_le,171.8,%", "percent_over_100", "H52", "171.8000"),
        ("tổng số hộ", "tổng số hộ gì đó", "unknown_mapped_basis", "M52", "ty_le/tổng số hộ gì đó"),
    ],
)
def test_a_wrong_cell_is_rejected_where_it_stands(
    tmp_path: Path, old: str, new: str, rule: str, cell: str, value: str
) -> None:
    result = read_plain(rewrite(tmp_path, "published_attainment", old, new), "published_attainment")
    assert (rule, cell, value) in result.rejected.select("rule", "cell", "value").rows()
    assert result.rejected["message_vi"].null_count() == result.rejected["message_en"].null_count() == 0
    assert result.rejected["cell"].str.extract(r"(\d+)").n_unique() == 1


def test_a_missing_column_names_the_file(tmp_path: Path) -> None:
    file = rewrite(tmp_path, "published_attainment", "as_of,", "as-of,")
    with pytest.raises(InputFileError, match=r"published_attainment\.csv · CSV · A1: column 'as_of' is missing"):
        read_plain(file, "published_attainment")


HEADER = FormHeader("01", "Thành phố Hà Nội", "2026-H1", date(2026, 6, 30), ReportStatus.FINAL, "thử nghiệm")
ROW = ("00004", "Phường Ba Đình", "gia_dinh_hoc_tap", None, 1000, 900, 850, 700, None, None, None)


def read_form(tmp_path: Path, *rows: tuple[object, ...], header: FormHeader = HEADER) -> Harmonized:
    frame = pl.DataFrame(rows, schema=FORM_SCHEMA, orient="row")
    path = write_form(tmp_path / "form.xlsx", header, frame)
    answer = check_file(ReceivedFile.read(path), read_catalogue()).answer
    return Harmonized(answer.observations, answer.findings.filter(pl.col("severity") == "error"), answer.read_count)


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
    assert result.accepted.select("area_code", "area_era").unique().rows() == [("00004", "2025-07")]


def test_a_code_belongs_to_the_era_of_its_period(tmp_path: Path) -> None:
    before = FormHeader("01", "Thành phố Hà Nội", "2024", date(2024, 12, 31), ReportStatus.FINAL, "thử nghiệm")
    former = ("00004", "Phường Trúc Bạch", *ROW[2:])
    assert set(read_form(tmp_path, former, header=before).accepted["area_era"]) == {"before-2025-07"}


@pytest.mark.parametrize("is_simulated", [True, False])
def test_a_simulated_form_is_known_for_one(tmp_path: Path, is_simulated: bool) -> None:
    day = date(2026, 6, 30)
    header = FormHeader("01", "Thành phố Hà Nội", "2026-H1", day, ReportStatus.FINAL, "thử", is_simulated=is_simulated)
    path = write_form(tmp_path / "form.xlsx", header, pl.DataFrame([ROW], schema=FORM_SCHEMA, orient="row"))
    assert check_file(ReceivedFile.read(path), read_catalogue()).answer.is_simulated is is_simulated


def test_a_count_not_reported_is_a_typed_gap(tmp_path: Path) -> None:
    silent = (*ROW[:4], 1000, None, None, None, None, None, None)
    accepted = read_form(tmp_path, silent).accepted
    gap = accepted.filter(pl.col("measure") == "recognised").row(0, named=True)
    assert (gap["value"], gap["missing"], gap["cell"]) == (None, "not_reported", "I9")


@pytest.mark.parametrize(
    ("row", "rule", "cell"),
    [
        (("99999", "Phường Không Có", *ROW[2:]), "unknown_area", "C9"),
        ((*ROW[:4], 1000, 900, 850, 950, None, None, None), "part_over_whole", "I9"),
        ((*ROW[:4], 1000, 900, 850, -1, None, None, None), "negative", "I9"),
    ],
)
def test_a_wrong_row_is_rejected_at_its_cell(tmp_path: Path, row: tuple[object, ...], rule: str, cell: str) -> None:
    result = read_form(tmp_path, row, ("00008", "Phường Ngọc Hà", *ROW[2:]))
    assert result.rejected.select("rule", "cell").rows() == [(rule, cell)]
    assert set(result.accepted["area_code"]) == {"00008"}


def test_a_row_that_contradicts_an_earlier_one_is_rejected(tmp_path: Path) -> None:
    result = read_form(tmp_path, ROW, (*ROW[:4], 1001, *ROW[5:]))
    assert result.rejected.select("rule", "cell").rows() == [("duplicate", "B10")]


def test_a_workbook_without_a_table_says_so(tmp_path: Path) -> None:
    pl.DataFrame({"a": [1]}).write_excel(tmp_path / "other.xlsx")
    with pytest.raises(InputFileError, match="no sheet holds a table of learning titles"):
        check_file(ReceivedFile.read(tmp_path / "other.xlsx"), read_catalogue())


def test_an_unknown_source_names_those_there_are(tmp_path: Path) -> None:
    pl.DataFrame({"a": [1]}).write_excel(tmp_path / "other.xlsx")
    with pytest.raises(InputFileError, match=r"known: .*standard_form"):
        check_file(ReceivedFile.read(tmp_path / "other.xlsx"), read_catalogue(), LoadOptions("nobody"))
