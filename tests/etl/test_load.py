"""Loading through the command line: the answer, supersession, undo, closed periods, corrections, aliases and templates."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
import xlsxwriter

from tests.etl.command_line import run_etl
from warehouse.publish import RECEIVED_FOLDER, read_current_id

WARDS = (("00004", "Phường Ba Đình"), ("00008", "Phường Ngọc Hà"))
HEADER = ("STT", "Mã", "Phường, xã", "Tổng số hộ gia đình", "Số hộ đăng ký", "Số hộ được công nhận")
Answer = dict[str, Any]
Load = Callable[..., Answer]


def write_families(path: Path, *counts: tuple[object, object, object], period: str = "năm 2025") -> Path:
    """A ward-level workbook as an officer would make it; every number in it is invented for the test."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Biểu 1")
        sheet.write(0, 0, f"KẾT QUẢ GIA ĐÌNH HỌC TẬP {period.upper()}")
        sheet.write(1, 0, "Thành phố Hà Nội")
        sheet.write_row(3, 0, HEADER)
        for row, ((code, name), values) in enumerate(zip(WARDS, counts, strict=False), start=4):
            sheet.write_row(row, 0, (row - 3, code, name, *values))
    return path


@pytest.fixture
def folder(tmp_path: Path, only_real_folder: Path) -> Path:
    """A warehouse of the published figures that a test may change."""
    return Path(shutil.copytree(only_real_folder, tmp_path / "warehouse"))


@pytest.fixture
def load(folder: Path) -> Load:
    """Run ``etl load`` and return its answer."""

    def run(*arguments: object, code: int = 0) -> Answer:
        done = run_etl(folder, "load", *map(str, arguments), "--json", "-")
        assert done.exit_code == code, done.stderr + done.stdout
        answer: Answer = json.loads(done.stdout)
        return answer

    return run


def read_families(folder: Path, area_id: str = "00004.2025-07", period: str = "2025") -> tuple[Any, ...] | None:
    with duckdb.connect(folder / "releases" / f"{read_current_id(folder)}.duckdb", read_only=True) as release:
        return release.execute(
            "select distinct numerator, denominator from mart_attainment where area_id = ? and period = ? and basis = 'total' "
            "and indicator_id = 'learning_family_rate' and numerator is not null",
            [area_id, period],
        ).fetchone()


def test_a_check_answers_and_stores_nothing(folder: Path, load: Load, tmp_path: Path) -> None:
    path = write_families(tmp_path / "a.xlsx", (1000, 900, 700), (500, 400, 300))
    before = read_current_id(folder)
    answer = load(path, "--dry-run")
    assert answer["status"] == "checked"
    assert (answer["period"], answer["accepted"], answer["rejected"]) == ("2025", 6, [])
    assert {
        (o["area_code"], o["area_era"], o["title"], o["group"], o["measure"], o["value"], o["sheet"], o["cell"])
        for o in answer["observations"]
    } >= {("00004", "2025-07", "gia_dinh_hoc_tap", "", "recognised", 700.0, "Biểu 1", "F5")}
    assert read_current_id(folder) == before
    assert load(path, "--dry-run")["supersedes"] == []


def test_a_load_is_published_and_the_same_file_changes_nothing(folder: Path, load: Load, tmp_path: Path) -> None:
    path = write_families(tmp_path / "a.xlsx", (1000, 900, 700))
    answer = load(path, "--by", "Nguyễn Thị Thử")
    assert (answer["status"], answer["release_id"]) == ("loaded", read_current_id(folder))
    assert read_families(folder) == (700, 1000)
    assert (folder / RECEIVED_FOLDER / answer["sha256"]).read_bytes() == path.read_bytes()
    again = load(path)
    assert (again["status"], again["load_id"], again["release_id"]) == (
        "known",
        answer["load_id"],
        answer["release_id"],
    )


def test_a_corrected_file_shows_what_it_changes_and_can_be_undone(folder: Path, load: Load, tmp_path: Path) -> None:
    first = load(write_families(tmp_path / "a.xlsx", (1000, 900, 700), (500, 400, 300)))
    corrected = write_families(tmp_path / "b.xlsx", (1000, 900, 720), (500, 400, 300))
    answer = load(corrected)
    changes = {
        (one["load_id"], one["file"], one["area_code"]): [
            (c["measure"], c["old"], c["new"], c["cell"]) for c in one["changes"]
        ]
        for one in answer["supersedes"]
    }
    assert changes == {
        (first["load_id"], "a.xlsx", "00004"): [("recognised", 700.0, 720.0, "F5")],
        (first["load_id"], "a.xlsx", "00008"): [],
    }
    assert read_families(folder) == (720, 1000)
    undone = run_etl(folder, "undo", str(answer["load_id"]), "--by", "Trần Văn Thử", "--reason", "nhầm tệp")
    assert undone.exit_code == 0, undone.stderr
    assert read_families(folder) == (700, 1000)
    assert read_current_id(folder) == first["release_id"]
    assert load(corrected)["status"] == "loaded"


def test_a_rejected_row_of_a_corrected_file_leaves_the_good_number(folder: Path, load: Load, tmp_path: Path) -> None:
    load(write_families(tmp_path / "a.xlsx", (1000, 900, 700), (500, 400, 300)))
    answer = load(write_families(tmp_path / "b.xlsx", (1000, 900, 9000), (500, 400, 350)), code=1)
    assert [(row["rule"], row["cell"]) for row in answer["rejected"]] == [("part_over_whole", "F5")]
    assert read_families(folder) == (700, 1000)
    assert read_families(folder, "00008.2025-07") == (350, 500)


def test_a_warning_stays_with_its_number(folder: Path, load: Load, tmp_path: Path) -> None:

    load(write_families(tmp_path / "b.xlsx", (1000, 900, 700), period="năm 2025"))
    answer = load(write_families(tmp_path / "c.xlsx", (2000, 900, 700), period="năm 2026"))
    assert [(row["rule"], row["cell"]) for row in answer["warnings"]] == [("denominator_jump", "D5")]
    with duckdb.connect(folder / "releases" / f"{read_current_id(folder)}.duckdb", read_only=True) as release:
        told = release.execute(
            "select distinct findings_vi, loaded_by from mart_provenance where load_id = ? and cell = 'D5'",
            [answer["load_id"]],
        ).fetchall()
    assert len(told) == 1
    assert "1000" in told[0][0]


def test_a_closed_period_takes_no_file_until_it_is_reopened(folder: Path, load: Load, tmp_path: Path) -> None:
    load(write_families(tmp_path / "a.xlsx", (1000, 900, 700)))
    where = ("--period", "2025", "--area", "01", "--by", "Sở GD&ĐT")
    assert run_etl(folder, "lock", *where, "--document", "Công văn thử").exit_code == 0
    corrected = write_families(tmp_path / "b.xlsx", (1000, 900, 720))
    answer = load(corrected, code=1)
    assert (answer["status"], [row["rule"] for row in answer["rejected"]]) == ("refused", ["period_locked"])
    assert "Sở GD&ĐT" in answer["rejected"][0]["message_vi"]
    assert read_families(folder) == (700, 1000)
    assert run_etl(folder, "reopen", *where, "--reason", "sót báo cáo").exit_code == 0
    assert load(corrected)["status"] == "loaded"


def test_a_correction_needs_the_value_it_expects(folder: Path, load: Load, tmp_path: Path) -> None:
    load(write_families(tmp_path / "a.xlsx", (1000, 900, 700)))
    labels = "Mã địa bàn,Kỳ báo cáo,Danh hiệu,Nhóm đối tượng,Cột số liệu,Số cũ,Số mới,Lý do,Văn bản"
    path = tmp_path / "sua.csv"
    path.write_text(
        f"{labels}\n00004,2025,Gia đình học tập,,Được công nhận,699,710,gõ nhầm,Công văn thử\n", encoding="utf-8"
    )
    refused = load(path, "--source", "desk_correction", code=1)
    assert [(row["rule"], row["cell"]) for row in refused["rejected"]] == [("expectation_differs", "F2")]
    path.write_text(
        f"{labels}\n00004,2025,Gia đình học tập,,Được công nhận,700,710,gõ nhầm,Công văn thử\n", encoding="utf-8"
    )
    answer = load(path, "--source", "desk_correction")
    assert read_families(folder) == (710, 1000)
    with duckdb.connect(folder / "releases" / f"{read_current_id(folder)}.duckdb", read_only=True) as release:
        found = release.execute(
            "select distinct file_name, cell, findings_vi from mart_provenance where load_id = ?", [answer["load_id"]]
        ).fetchall()
    assert [row[:2] for row in found] == [("sua.csv", "G2")]
    assert "gõ nhầm" in found[0][2]
    assert "Công văn thử" in found[0][2]


def test_a_confirmed_alias_mends_a_file_that_had_been_rejected(folder: Path, load: Load, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Thành phố Hà Nội – năm 2025,,,\nPhường,Tổng số hộ,Gia đình học tập đăng ký,Gia đình học tập được công nhận\n"
        "Khu phố cổ Ba Đình,1000,900,700\nPhường Ngọc Hà,500,400,300\n",
        encoding="utf-8",
    )
    first = load(path, code=1)
    assert [row["cell"] for row in first["rejected"]] == ["A3"]
    done = run_etl(
        folder, "alias", "add", "Khu phố cổ Ba Đình", "--area", "00004", "--by", "Nguyễn Thị Thử", "--within", "01"
    )
    assert done.exit_code == 0, done.stderr
    again = load(path)
    assert (again["status"], again["rejected"]) == ("loaded", [])
    assert read_families(folder) == (700, 1000)


def test_personal_columns_reach_neither_store_nor_disk(folder: Path, load: Load, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Thành phố Hà Nội – năm 2025,,,,\nPhường,Người lập biểu (họ và tên),Số CCCD,Tổng số hộ,Gia đình học tập được công nhận\n"
        "Phường Ba Đình,Nguyễn Thị Bí Mật,001199012345,1000,700\n",
        encoding="utf-8",
    )
    answer = load(path)
    assert {row["cell"] for row in answer["warnings"] if row["rule"] == "personal_column_dropped"} == {"B2", "C2"}
    assert answer["accepted"] == 2
    for kept in folder.rglob("*"):
        if kept.is_file():
            content = kept.read_bytes()
            assert b"001199012345" not in content, kept
            assert "Bí Mật".encode() not in content, kept


def test_a_filled_template_loads_and_three_errors_come_back_marked(folder: Path, load: Load, tmp_path: Path) -> None:
    template = tmp_path / "bieu.xlsx"
    done = run_etl(folder, "template", "--area", "00004", "--period", "2026-H1", "--out", str(template))
    assert done.exit_code == 0, done.stderr
    book = openpyxl.load_workbook(template)
    sheet = book["Biểu danh hiệu"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "STT")
    columns = {cell.value: cell.column for cell in header}
    names = ("Tổng số", "Đăng ký", "Được đánh giá", "Được công nhận", "Có kỹ năng số", "Thành thạo kỹ năng số")
    filled = 0
    for row in sheet.iter_rows(min_row=header[0].row + 1):
        if row[1].value == "00004":
            for name, count in zip(names, (900, 800, 700, 600, 500, 400), strict=True):
                cell = sheet.cell(row[0].row, columns[name])
                if not cell.protection.locked:
                    cell.value = count
                    filled += 1
    for row in sheet.iter_rows(max_row=header[0].row):
        for cell in row:
            if not cell.protection.locked and cell.value in (None, ""):
                cell.value = "Tạm tính"
    book.save(template)
    answer = load(template, "--dry-run")
    assert (answer["accepted"], answer["rejected"]) == (filled, [])
    first = header[0].row + 1
    wrong = {(first, "Đăng ký"): 1000, (first + 1, "Được công nhận"): "sáu trăm", (first + 2, "Tổng số"): -5}
    cells = set()
    for (row, name), value in wrong.items():
        cell = sheet.cell(row, columns[name])
        cell.value = value
        cells.add(cell.coordinate)
    book.save(template)
    marked = tmp_path / "loi.xlsx"
    answer = load(template, "--dry-run", "--marked", marked, code=1)
    assert {row["cell"] for row in answer["rejected"]} == cells
    shown = openpyxl.load_workbook(marked)["Biểu danh hiệu"]
    assert {cell.coordinate for row in shown.iter_rows() for cell in row if cell.comment} == cells


def test_an_unreadable_file_is_answered_in_words(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    done = run_etl(folder, "load", str(path), "--dry-run", "--json", "-")
    answer = json.loads(done.stdout)
    assert done.exit_code == 1
    assert answer["file"] == "a.xlsx"
    assert answer["error"]["message_vi"]
    assert answer["error"]["message_en"]


@pytest.mark.parametrize(("above", "code"), [("Thành phố Hà Nội", "00004"), ("UBND phường Ngọc Hà", "00008")])
def test_the_sender_may_narrow_the_place_but_not_contradict_the_file(
    load: Load, tmp_path: Path, above: str, code: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        f"{above} – năm 2025,,,\nDanh hiệu,Tổng số,Số đăng ký,Được công nhận\nGia đình học tập,1000,900,700\n",
        encoding="utf-8",
    )
    answer = load(path, "--dry-run", "--area", "00004")
    assert {row["area_code"] for row in answer["observations"]} == {code}
