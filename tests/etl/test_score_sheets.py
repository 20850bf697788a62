"""Score sheets from the file to counts: the rule, exact decimals, what is told at which cell, and what is never kept."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from etl.load import Checked, LoadOptions, check_file
from etl.received import ReceivedFile
from etl.template import write_template
from tests.etl.score_files import CODES, HEAD, WORKERS, fill, write_sheets
from warehouse.catalogue import read_catalogue
from warehouse.periods import Period

KEYS = ["area_id", "form_id"]


def read(path: Path) -> Checked:
    return check_file(ReceivedFile.read(path), read_catalogue(), LoadOptions("score_sheets"))


def list_findings(checked: Checked) -> list[tuple[str, str]]:
    return checked.answer.findings.select("rule", "cell").rows()


def count(checked: Checked) -> dict[str, Any]:
    rows = checked.records["score_outcome"].to_dicts()
    assert len(rows) == 1
    return {key.removesuffix("_count"): value for key, value in rows[0].items() if key.endswith("_count")}


FIVE = {
    "80 with an index of 4": (fill(8, 8, 8, 8, 8, 8, 10, 8, 10, 4), "not_recognised"),
    "79 with all 7.9": (fill(7.9), "not_recognised"),
    "80 with all 8": (fill(8), "recognised"),
    "an index missing": (fill(8, 8, 8, 8, 8, 8, 8, 8, 8, None), "incomplete"),
    "11 in an index": (fill(8, 8, 8, 8, 8, 8, 8, 8, 8, 11), "refused"),
}


@pytest.mark.parametrize(("row", "outcome"), FIVE.values(), ids=FIVE)
def test_a_sheet_is_judged_by_the_rule(tmp_path: Path, row: list[Any], outcome: str) -> None:
    checked = read(write_sheets(tmp_path / "phieu.xlsx", [row, fill(9)]))
    expected = {"sheet": 2, "recognised": 1, "not_recognised": 0, "incomplete": 0, "refused": 0}
    expected[outcome] += 1
    assert count(checked) == expected


def test_a_score_over_the_maximum_is_told_at_its_cell_and_refuses_its_sheet_only(tmp_path: Path) -> None:
    checked = read(write_sheets(tmp_path / "phieu.xlsx", [FIVE["11 in an index"][0], fill(8)]))
    assert list_findings(checked) == [("score_over_maximum", "L8")]
    told = checked.answer.findings.row(0, named=True)
    assert "điểm 11 cao hơn mức tối đa 10" in told["message_vi"]
    assert "above the maximum of 10" in told["message_en"]
    assert checked.answer.rejected_count == 1
    assert checked.answer.accepted_count == len(CODES)


@pytest.mark.parametrize("typed", [7.9, "7,9", "7.9", " 7,9 ", 3.1 + 4.8])
def test_a_score_is_exact_however_it_was_typed(tmp_path: Path, typed: Any) -> None:
    checked = read(write_sheets(tmp_path / "phieu.xlsx", [fill(typed)]))
    assert set(checked.records["score_index"]["score"]) == {Decimal("7.9")}
    marks = checked.records["score_mark"].filter(pl.col("pass_mark") == 79)
    assert marks["recognised_count"].to_list() == [1]


def test_indices_whose_codes_excel_took_for_numbers_are_read(tmp_path: Path) -> None:
    columns = ("Mã địa bàn", "Phiếu", *(float(code) for code in CODES))
    checked = read(write_sheets(tmp_path / "phieu.xlsx", [fill(8)], columns))
    assert count(checked)["recognised"] == 1


BROKEN = {
    "score_not_a_number": (fill(8, 8, "tốt", 8, 8, 8, 8, 8, 8, 8), "E8"),
    "score_negative": (fill(-1, 8, 8, 8, 8, 8, 8, 8, 8, 8), "C8"),
    "score_too_fine": (fill(7.12345, 8, 8, 8, 8, 8, 8, 8, 8, 8), "C8"),
}


@pytest.mark.parametrize(("rule", "row", "cell"), [(rule, *case) for rule, case in BROKEN.items()], ids=BROKEN)
def test_a_score_that_cannot_be_refuses_its_sheet(tmp_path: Path, rule: str, row: list[Any], cell: str) -> None:
    checked = read(write_sheets(tmp_path / "phieu.xlsx", [row, fill(8)]))
    assert list_findings(checked) == [(rule, cell)]
    assert count(checked) == {"sheet": 2, "recognised": 1, "not_recognised": 0, "incomplete": 0, "refused": 1}


UNPLACED = {
    "unknown_area": (fill(8, area="Phường Không Có"), "A8"),
    "score_form_unknown": (fill(8, form="Phi hành gia"), "B8"),
    "score_row_empty": (fill(None), "A8"),
}


@pytest.mark.parametrize(("rule", "row", "cell"), [(rule, *case) for rule, case in UNPLACED.items()], ids=UNPLACED)
def test_a_row_of_nowhere_counts_nowhere(tmp_path: Path, rule: str, row: list[Any], cell: str) -> None:
    columns = ("Địa bàn", "Nhóm đối tượng", *CODES)
    checked = read(write_sheets(tmp_path / "phieu.xlsx", [row, fill(8)], columns))
    assert (rule, cell) in list_findings(checked)
    assert count(checked)["sheet"] == 1


def test_an_index_without_a_column_is_missing_on_every_sheet(tmp_path: Path) -> None:
    columns = ("Mã địa bàn", "Nhóm đối tượng", *CODES[:-1])
    checked = read(write_sheets(tmp_path / "phieu.xlsx", [["00004", WORKERS, *[9] * 9]], columns))
    assert [rule for rule, _ in list_findings(checked)] == ["score_index_absent"]
    assert count(checked)["incomplete"] == 1


def test_an_index_twice_or_of_nowhere_refuses_the_sheets_that_score_it(tmp_path: Path) -> None:
    columns = ("Mã địa bàn", "Nhóm đối tượng", *CODES, "1.1", "4.1")
    rows = [[*fill(8), None, None], [*fill(8), None, 8]]
    checked = read(write_sheets(tmp_path / "phieu.xlsx", rows, columns))
    assert count(checked)["refused"] == 2
    assert {rule for rule, _ in list_findings(checked)} == {"score_index_twice", "score_index_unknown"}


def test_without_score_columns_or_period_nothing_is_taken(tmp_path: Path) -> None:
    nothing = read(write_sheets(tmp_path / "khac.xlsx", [["00004", 3]], ("Mã địa bàn", "Số hộ")))
    assert [rule for rule, _ in list_findings(nothing)] == ["score_columns_missing"]
    undated = read(write_sheets(tmp_path / "phieu.xlsx", [fill(8)], head=HEAD[:2]))
    assert [rule for rule, _ in list_findings(undated)] == ["score_period_missing"]
    assert not undated.records
    unknown = read(write_sheets(tmp_path / "bo.xlsx", [fill(8)], head=[("Bộ tiêu chí", "khong_co.1")]))
    assert [rule for rule, _ in list_findings(unknown)] == ["score_set_unknown"]


def test_one_form_and_area_may_stand_above_the_table(tmp_path: Path) -> None:
    head = [*HEAD[2:], ("Địa bàn", "Phường Ba Đình"), ("Phiếu", "Học sinh, sinh viên"), ("Tính chất", "Mô phỏng")]
    checked = read(write_sheets(tmp_path / "phieu.xlsx", [[8] * 10] * 3, CODES, head))
    assert checked.records["score_outcome"].select(*KEYS, "sheet_count").rows() == [("00004.2025-07", "students", 3)]
    assert checked.answer.is_simulated


def test_counts_without_single_sheets_claim_no_outcome(tmp_path: Path) -> None:
    columns = ("Mã địa bàn", "Phiếu", "Chỉ số", "Điểm", "Số phiếu")
    rows = [["00004", WORKERS, "1.1", 7.5, 12], ["00004", WORKERS, "Chỉ số 1.2", 8, 3], ["00004", WORKERS, "1.2", 8, 15],
            ["00004", WORKERS, "1.2", None, 2], ["00004", WORKERS, "1.2", 12, 1], ["00004", WORKERS, "1.1", 7.5, 1],
            ["00004", WORKERS, "1.3", 7, 1.5]]  # fmt: skip
    checked = read(write_sheets(tmp_path / "phan-bo.xlsx", rows, columns))
    assert set(checked.records) == {"score_group", "score_index"}
    kept = checked.records["score_index"].select("criterion_code", "score", "sheet_count").rows()
    assert kept == [("1.1", Decimal("7.5"), 12), ("1.2", Decimal(8), 3), ("1.2", None, 2)]
    told = ["score_count_twice", "score_over_maximum", "score_count_twice", "score_count_unclear"]
    assert [rule for rule, _ in list_findings(checked)] == told


def test_a_text_file_is_read_like_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "phieu_2026-H1.csv"
    lines = ["Mã địa bàn;Nhóm đối tượng;" + ";".join(CODES), "00004;citizens;" + ";".join(["7,9"] * 10)]
    path.write_text("\n".join(lines), encoding="utf-8")
    checked = read(path)
    assert count(checked)["not_recognised"] == 1
    assert set(checked.records["score_index"]["score"]) == {Decimal("7.9")}


def test_a_group_of_unreadable_sheets_only_is_counted_as_refused(tmp_path: Path) -> None:
    rows = [fill("x", *[8] * 9), fill(9, area="00008")]
    checked = read(write_sheets(tmp_path / "phieu.xlsx", rows))
    counted = (
        checked.records["score_outcome"].sort("area_id").select("sheet_count", "recognised_count", "refused_count")
    )
    assert counted.rows() == [(1, 0, 1), (1, 1, 0)]
    assert checked.records["score_group"].height == 2


def test_the_blank_table_filled_in_is_read_without_a_remark(tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    write_template(read_catalogue(), "00004.2025-07", Period.parse("2026-H1"), path, "score_sheets")
    book = openpyxl.load_workbook(path)
    sheet = book.active
    header = next(row for row in range(1, 30) if sheet.cell(row, 1).value == "STT")
    assert [sheet.cell(header, column).value for column in range(4, 14)] == list(CODES)
    for column, value in enumerate([1, None, WORKERS, *[8.1] * 10], 1):
        sheet.cell(header + 1, column, value)
    book.save(path)
    checked = read(path)
    assert checked.answer.findings.is_empty()
    assert checked.records["score_outcome"].select(*KEYS, "recognised_count").rows() == [
        ("00004.2025-07", "workers", 1)
    ]


@pytest.mark.parametrize("area_id", ["01.2025-07", "002.before-2025-07"])
def test_the_blank_table_names_its_area_by_code(tmp_path: Path, area_id: str) -> None:
    path = tmp_path / "mau.xlsx"
    period = Period.parse("2025-H1" if "before" in area_id else "2026-H1")
    write_template(read_catalogue(), area_id, period, path, "score_sheets")
    book = openpyxl.load_workbook(path)
    sheet = book.active
    header = next(row for row in range(1, 30) if sheet.cell(row, 1).value == "STT")
    for column, value in enumerate([1, None, WORKERS, *[8.1] * 10], 1):
        sheet.cell(header + 1, column, value)
    book.save(path)
    assert read(path).records["score_outcome"]["area_id"].to_list() == [area_id]


def test_score_sheets_need_not_be_named_and_other_files_are_not_taken_for_them(tmp_path: Path) -> None:
    catalogue = read_catalogue()
    options = LoadOptions(is_source_open=True)
    sheets = ReceivedFile.read(write_sheets(tmp_path / "phieu.xlsx", [fill(8)]))
    assert check_file(sheets, catalogue, options).answer.source_id == "score_sheets"
    titles = tmp_path / "bieu.xlsx"
    write_template(catalogue, "00004.2025-07", Period.parse("2026-H1"), titles)
    assert check_file(ReceivedFile.read(titles), catalogue, options).answer.source_id == "standard_form"
