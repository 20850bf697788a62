"""Commendations: counts by campaign and level, names of collectives, and never the name of a person."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from xlsxwriter import Workbook

from etl.answer import Answer
from etl.desk import undo_load
from etl.load import Checked, LoadOptions, check_file
from etl.pipeline import publish_warehouse
from etl.received import ReceivedFile
from tests.conftest import be_silent
from warehouse.catalogue import read_catalogue
from warehouse.publish import RECEIVED_FOLDER, read_current_id

HEADER = (
    "Mã địa bàn",
    "Năm",
    "Phong trào",
    "Cấp khen thưởng",
    "Đối tượng",
    "Tên tập thể, cá nhân",
    "Số lượng",
    "Số quyết định",
)
PERSON, CLUB = "Trần Văn Kín", "Chi hội khuyến học thôn Mẫu"
COLLECTIVE = ("00004", 2026, "Khuyến học", "cấp tỉnh", "tập thể", CLUB, "", "12/QĐ-UBND")
INDIVIDUAL = ("00004", 2026, "Khuyến học", "cấp tỉnh", "cá nhân", PERSON, "", "12/QĐ-UBND")
UNNAMED = ("00004", "năm 2026", "Khuyến học", "Nhà nước", "cá nhân", "", 5, "")


def write_awards(path: Path, rows: Sequence[Sequence[Any]], header: Sequence[str] = HEADER, nature: str = "") -> Path:
    with Workbook(path) as book:
        sheet = book.add_worksheet("Khen thưởng")
        sheet.write_row(0, 0, ("Địa bàn", "Thành phố Hà Nội"))
        sheet.write_row(1, 0, ("Tính chất", nature))
        sheet.write_row(3, 0, header)
        for i, row in enumerate(rows, 4):
            sheet.write_row(i, 0, row)
    return path


def read(path: Path) -> Checked:
    return check_file(ReceivedFile.read(path), read_catalogue(), LoadOptions("commendations"))


def load(folder: Path, path: Path) -> Answer:
    received = [(ReceivedFile.read(path), LoadOptions("commendations"))]
    return publish_warehouse(folder, be_silent, received=received).loads[-1]


def ask(folder: Path, statement: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(folder / "releases" / f"{read_current_id(folder)}.duckdb", read_only=True) as release:
        return release.execute(statement).fetchall()


@pytest.fixture
def folder(tmp_path: Path, only_real_folder: Path) -> Path:
    return Path(shutil.copytree(only_real_folder, tmp_path / "warehouse"))


def test_a_row_says_who_was_commended_by_whom_for_what(tmp_path: Path) -> None:
    checked = read(write_awards(tmp_path / "khen.xlsx", [COLLECTIVE, INDIVIDUAL, UNNAMED]))
    columns = ("year", "campaign", "level", "recipient", "collective_name", "recipient_count", "document_number")
    assert checked.records["commendation"].select(columns).rows() == [
        (2026, "Khuyến học", "province", "collective", CLUB, 1, "12/QĐ-UBND"),
        (2026, "Khuyến học", "province", "individual", None, 1, "12/QĐ-UBND"),
        (2026, "Khuyến học", "state", "individual", None, 5, None),
    ]
    assert checked.answer.periods == ("2026",)


HIDDEN = {
    "in a column nobody knows": (
        (*HEADER, "Người nhận"),
        (*INDIVIDUAL[:5], "", 1, "", PERSON),
        "commendation_column_dropped",
    ),
    "in a second column of recipients": (
        (*HEADER, "Loại"),
        (*INDIVIDUAL[:5], "", 1, "", PERSON),
        "commendation_column_dropped",
    ),
    "instead of the recipient": (HEADER, (*INDIVIDUAL[:4], PERSON, "", 1, ""), "commendation_recipient_unknown"),
    "in a row that says nothing else": (HEADER, (*[""] * 5, PERSON, "", ""), None),
}


@pytest.mark.parametrize(("header", "row", "rule"), HIDDEN.values(), ids=HIDDEN)
def test_a_name_is_kept_nowhere(
    folder: Path, tmp_path: Path, header: Sequence[str], row: Sequence[Any], rule: str | None
) -> None:
    answer = load(folder, write_awards(tmp_path / "khen.xlsx", [COLLECTIVE, row], header))
    assert answer.findings["rule"].to_list() == ([] if rule is None else [rule])
    assert PERSON not in str(answer.findings.to_dicts())
    assert CLUB in str(ask(folder, "select collective_name from mart_commendation"))
    assert list_kept(folder, tmp_path, CLUB)
    assert not list_kept(folder, tmp_path, PERSON)


def list_kept(folder: Path, tmp_path: Path, text: str) -> list[Path]:
    """Files of a warehouse that hold a text, those inside the received files included."""
    unpacked = tmp_path / "unpacked"
    for path in (folder / RECEIVED_FOLDER).iterdir():
        if path.read_bytes()[:2] == b"PK":
            shutil.unpack_archive(path, unpacked / path.name, "zip")
    kept = [path for root in (folder, unpacked) for path in root.rglob("*") if path.is_file()]
    assert any(unpacked in path.parents for path in kept)
    return [path for path in kept if text.encode() in path.read_bytes()]


def test_a_name_of_a_person_is_dropped_and_said(folder: Path, tmp_path: Path) -> None:
    answer = load(folder, write_awards(tmp_path / "khen.xlsx", [COLLECTIVE, INDIVIDUAL]))
    assert answer.findings.select("rule", "cell").rows() == [("commendation_name_dropped", "F4")]
    assert ask(folder, "select recipient, collective_name from mart_commendation") == [
        ("collective", CLUB),
        ("individual", None),
    ]
    assert not list_kept(folder, tmp_path, PERSON)


def test_a_column_of_persons_is_dropped_like_everywhere(tmp_path: Path) -> None:
    header = (*HEADER[:5], "Họ và tên", *HEADER[6:])
    checked = read(write_awards(tmp_path / "khen.xlsx", [INDIVIDUAL], header))
    assert checked.answer.findings["rule"].to_list() == ["personal_column_dropped"]
    assert checked.records["commendation"]["recipient_count"].to_list() == [1]
    assert PERSON not in str(checked.records["commendation"].to_dicts())


BROKEN = {
    "commendation_level_unknown": (3, "cấp trời", "D5"),
    "commendation_recipient_unknown": (4, PERSON, "E5"),
    "commendation_year_unknown": (1, "năm ngoái", "B5"),
    "commendation_campaign_missing": (2, "", "C5"),
    "unknown_area": (0, "Phường Không Có", "A5"),
}


@pytest.mark.parametrize(
    ("rule", "column", "text", "cell"), [(rule, *case) for rule, case in BROKEN.items()], ids=BROKEN
)
def test_what_is_not_clear_is_told_at_its_cell(tmp_path: Path, rule: str, column: int, text: str, cell: str) -> None:
    row = list(COLLECTIVE)
    row[column] = text
    header = ("Địa bàn", *HEADER[1:])
    checked = read(write_awards(tmp_path / "khen.xlsx", [row, ("00008", *COLLECTIVE[1:])], header))
    assert (rule, cell) in checked.answer.findings.select("rule", "cell").rows()
    assert checked.records["commendation"].height == 1
    assert PERSON not in str(checked.answer.findings["value"].to_list())


def test_a_number_is_asked_for_where_nobody_is_named(tmp_path: Path) -> None:
    checked = read(write_awards(tmp_path / "khen.xlsx", [(*UNNAMED[:6], "", "")]))
    assert checked.answer.findings.select("rule", "cell").rows() == [("commendation_count_unclear", "G5")]
    assert checked.answer.accepted_count == 0


def test_a_later_file_replaces_its_campaign_and_can_be_undone(folder: Path, tmp_path: Path) -> None:
    statement = "select level, sum(recipient_count) from mart_commendation group by level order by level"
    load(folder, write_awards(tmp_path / "mot.xlsx", [COLLECTIVE, UNNAMED]))
    later = load(folder, write_awards(tmp_path / "hai.xlsx", [COLLECTIVE, COLLECTIVE]))
    assert ask(folder, statement) == [("province", 2), ("state", 5)]
    load_id = later.load_id
    assert load_id is not None
    publish_warehouse(folder, be_silent, change=lambda store, _: undo_load(store, load_id, "Lan", "nhầm tệp"))
    assert ask(folder, statement) == [("province", 1), ("state", 5)]


def test_commendations_need_not_be_named(tmp_path: Path) -> None:
    file = ReceivedFile.read(write_awards(tmp_path / "khen.xlsx", [COLLECTIVE]))
    assert check_file(file, read_catalogue(), LoadOptions(is_source_open=True)).answer.source_id == "commendations"


@pytest.mark.parametrize("nature", ["Mô phỏng", "thực tế", ""])
def test_the_head_says_whether_commendations_are_simulated(tmp_path: Path, nature: str) -> None:
    checked = read(write_awards(tmp_path / "khen.xlsx", [COLLECTIVE], nature=nature))
    assert checked.answer.is_simulated is (nature == "Mô phỏng")
    assert checked.records["commendation"]["is_simulated"].to_list() == [nature == "Mô phỏng"]


def test_the_mark_of_simulated_workbooks_holds_for_commendations(tmp_path: Path) -> None:
    path = write_awards(tmp_path / "khen.xlsx", [COLLECTIVE])
    book = openpyxl.load_workbook(path)
    book.create_sheet("Ghi chú").append([read_catalogue().sources["standard_form"]["simulated_marker"]])
    book.save(path)
    assert read(path).records["commendation"]["is_simulated"].to_list() == [True]


def test_a_nature_that_is_not_understood_stops_commendations(tmp_path: Path) -> None:
    checked = read(write_awards(tmp_path / "khen.xlsx", [COLLECTIVE], nature="không rõ"))
    assert checked.answer.findings.select("rule", "sheet", "cell").rows() == [
        ("survey_nature_unknown", "Khen thưởng", "B2")
    ]
    assert not checked.records


def test_each_sheet_is_read_under_its_own_head(tmp_path: Path) -> None:
    header = HEADER[2:]
    path = write_awards(tmp_path / "khen.xlsx", [COLLECTIVE[2:]], header)
    book = openpyxl.load_workbook(path)
    first = book["Khen thưởng"]
    first["A2"], first["B2"], first["A3"], first["B3"] = "Địa bàn", "", "Năm", "2026"
    first["B1"] = "Phường Ba Đình"
    second = book.copy_worksheet(first)
    second["B1"], second["B3"] = "Phường Ngọc Hà", "2025"
    book.save(path)
    rows = read(path).records["commendation"].select("area_id", "year").rows()
    assert rows == [("00004.2025-07", 2026), ("00008.2025-07", 2025)]
