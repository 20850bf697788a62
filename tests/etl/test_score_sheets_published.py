"""Score sheets through the whole chain: loaded, kept without persons, published, superseded, undone, and small groups hidden."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.answer import Answer
from etl.desk import undo_load
from etl.load import LoadOptions
from etl.pipeline import publish_warehouse
from etl.received import ReceivedFile
from tests.conftest import be_silent
from tests.etl.score_files import CODES, HEAD, NGOC_HA, WORKERS, fill, write_sheets
from tests.etl.test_score_sheets import FIVE
from warehouse.publish import RECEIVED_FOLDER, read_current_id

OUTCOME = "sheet_count, recognised_count, not_recognised_count, incomplete_count, refused_count"
NAME, CITIZEN, PHONE, STREET, CODE_NAME = (
    "Nguyễn Thị Ẩn Danh",
    "001099123456",
    "0912345678",
    "12 ngõ Kín",
    "phieu-ba-Lan",
)


def find_kept(folder: Path, tmp_path: Path, *secrets: str) -> list[tuple[Path, str]]:
    """Files of a warehouse, and inside its kept workbooks, that hold one of the texts."""
    unpacked = tmp_path / "unpacked"
    for path in (folder / RECEIVED_FOLDER).iterdir():
        if path.read_bytes()[:2] == b"PK":
            shutil.unpack_archive(path, unpacked / path.name, "zip")
    kept = [path for root in (folder, unpacked) for path in root.rglob("*") if path.is_file()]
    assert len([path for path in kept if unpacked in path.parents]) > 5
    return [(path, secret) for path in kept for secret in secrets if secret.encode() in path.read_bytes()]


@pytest.fixture
def folder(tmp_path: Path, only_real_folder: Path) -> Path:
    return Path(shutil.copytree(only_real_folder, tmp_path / "warehouse"))


def load(folder: Path, path: Path) -> Answer:
    received = [(ReceivedFile.read(path), LoadOptions("score_sheets"))]
    return publish_warehouse(folder, be_silent, received=received).loads[-1]


def ask(folder: Path, statement: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(folder / "releases" / f"{read_current_id(folder)}.duckdb", read_only=True) as release:
        return release.execute(statement).fetchall()


def test_the_five_cases_are_published_as_counts(folder: Path, tmp_path: Path) -> None:
    rows = [row for row, _ in FIVE.values()] * 3
    answer = load(folder, write_sheets(tmp_path / "phieu.xlsx", rows))
    assert (answer.status, answer.rejected_count) == ("loaded", 3)
    assert ask(folder, f"select {OUTCOME}, is_hidden, is_simulated from mart_score_outcome") == [
        (15, 3, 6, 3, 3, False, False)
    ]
    by_score = dict(ask(folder, "select score, sheet_count from mart_score_index where criterion_code = '3.2'"))
    assert {None if score is None else float(score): count for score, count in by_score.items()} == {
        4: 3,
        7.9: 3,
        8: 3,
        None: 3,
    }
    at_79 = ask(folder, "select recognised_count from mart_score_mark where pass_mark = 79")
    assert at_79 == [(6,)], "all 7.9 is exactly 79"
    holding = (
        "select under_minimum_count, at_minimum_count, is_hidden from mart_score_holding where criterion_code = '3.2'"
    )
    assert ask(folder, holding) == [(None, None, True)], "six sheets that failed are too few to speak of"


def test_an_index_under_its_minimum_is_what_holds_back(folder: Path, tmp_path: Path) -> None:
    load(folder, write_sheets(tmp_path / "phieu.xlsx", [FIVE["80 with an index of 4"][0]] * 10 + [fill(7.9)] * 5))
    columns = "not_recognised_count, under_minimum_count, at_minimum_count, enough_count"
    assert ask(folder, f"select {columns} from mart_score_holding where criterion_code = '3.2'") == [(15, 10, 10, 15)]
    assert ask(folder, f"select {columns} from mart_score_holding where criterion_code = '1.1'") == [(15, 0, 0, 5)]


def test_a_small_group_is_hidden_and_in_no_number(folder: Path, tmp_path: Path) -> None:
    rows = [fill(8)] * 12 + [fill(7.9, area="00008")] * 4
    load(folder, write_sheets(tmp_path / "phieu.xlsx", rows))
    assert ask(folder, f"select {OUTCOME} from mart_score_outcome where area_id = '{NGOC_HA}'") == [(None,) * 5]
    for table in ("mart_score_outcome", "mart_score_index", "mart_score_holding", "mart_score_mark"):
        counts = [name for name, *_ in ask(folder, f"describe {table}") if name.endswith("_count")]
        shown = ask(folder, f"select {', '.join(counts)} from {table} where area_id = '{NGOC_HA}'")
        assert shown, table
        assert not [value for row in shown for value in row if value is not None], table
    assert ask(folder, f"select score from mart_score_index where area_id = '{NGOC_HA}'") == [(None,)] * len(CODES)
    totals = ask(folder, "select sum(sheet_count) from mart_score_index where criterion_code = '1.1'")
    assert totals == [(12,)]


def test_a_later_file_replaces_the_group_it_brings_and_can_be_undone(folder: Path, tmp_path: Path) -> None:
    statement = "select area_id, form_id, recognised_count from mart_score_outcome order by all"
    load(folder, write_sheets(tmp_path / "mot.xlsx", [fill(8)] * 10 + [fill(8, area="00008")] * 11))
    later = load(folder, write_sheets(tmp_path / "hai.xlsx", [fill(8)] * 12 + [fill(7)] * 3))
    assert ask(folder, statement) == [("00004.2025-07", "workers", 12), (NGOC_HA, "workers", 11)]
    load_id = later.load_id
    assert load_id is not None
    publish_warehouse(folder, be_silent, change=lambda store, _: undo_load(store, load_id, "Lan", "nhầm tệp"))
    assert ask(folder, statement) == [("00004.2025-07", "workers", 10), (NGOC_HA, "workers", 11)]
    assert load(folder, tmp_path / "mot.xlsx").status == "known"


def test_a_simulated_file_never_replaces_real_sheets(folder: Path, tmp_path: Path) -> None:
    load(folder, write_sheets(tmp_path / "that.xlsx", [fill(8)] * 10))
    head = [*HEAD, ("Tính chất", "mô phỏng")]
    received = [
        (ReceivedFile.read(write_sheets(tmp_path / "gia.xlsx", [fill(8)] * 20, head=head)), LoadOptions("score_sheets"))
    ]
    publish_warehouse(folder, be_silent, is_only_real=True, received=received)
    assert ask(folder, "select sheet_count, is_simulated from mart_score_outcome") == [(10, False)]


def test_nothing_of_a_person_is_kept(folder: Path, tmp_path: Path) -> None:
    columns = ("Mã địa bàn", "Nhóm đối tượng", *CODES, "Họ và tên", "Số CCCD", "Điện thoại", "Địa chỉ", "Ký hiệu riêng")
    rows = [[*fill(8), f"{NAME} {i}", CITIZEN, PHONE, STREET, CODE_NAME] for i in range(12)]
    answer = load(folder, write_sheets(tmp_path / "phieu.xlsx", rows, columns))
    told = answer.findings.select("rule", "value").rows()
    personal = [("personal_column_dropped", text) for text in ("Họ và tên", "Số CCCD", "Điện thoại", "Địa chỉ")]
    assert told == [*personal, ("score_column_dropped", "Ký hiệu riêng")]
    assert ask(folder, "select recognised_count from mart_score_outcome") == [(12,)]
    assert find_kept(folder, tmp_path, NAME, CITIZEN, PHONE, STREET, CODE_NAME) == []


def test_a_name_that_slipped_into_a_score_column_is_neither_quoted_nor_kept(folder: Path, tmp_path: Path) -> None:
    answer = load(folder, write_sheets(tmp_path / "phieu.xlsx", [fill(NAME, *[8] * 9), fill(8)]))
    assert [row["rule"] for row in answer.findings.to_dicts()] == ["score_not_a_number"]
    assert NAME not in str(answer.findings.to_dicts())
    assert find_kept(folder, tmp_path, NAME) == []
    assert find_kept(folder, tmp_path, WORKERS), "the rest of the sheet is kept"


def test_counts_alone_are_published_without_an_outcome(folder: Path, tmp_path: Path) -> None:
    columns = ("Mã địa bàn", "Phiếu", "Chỉ số", "Điểm", "Số phiếu")
    load(
        folder,
        write_sheets(
            tmp_path / "phan-bo.xlsx", [["00004", WORKERS, "1.1", 7.5, 12], ["00004", WORKERS, "1.1", 8, 3]], columns
        ),
    )
    assert ask(folder, "select score::double, sheet_count, has_outcome from mart_score_index") == [
        (7.5, 12, False),
        (8.0, 3, False),
    ]
    assert ask(folder, "select count(*) from mart_score_outcome") == [(0,)]


def test_an_index_that_rests_on_few_sheets_hides_its_group(folder: Path, tmp_path: Path) -> None:
    columns = ("Mã địa bàn", "Phiếu", "Chỉ số", "Điểm", "Số phiếu")
    rows = [["00004", WORKERS, "1.1", 7.5, 40], ["00004", WORKERS, "2.2", 3, 1], ["00008", WORKERS, "1.1", 8, 12]]
    load(folder, write_sheets(tmp_path / "phan-bo.xlsx", rows, columns))
    shown = ask(folder, "select area_id, sheet_count from mart_score_index where not is_hidden")
    assert shown == [(NGOC_HA, 12)]
    assert ask(folder, "select count(sheet_count) from mart_score_index where is_hidden") == [(0,)]


def test_sheets_of_a_city_as_a_whole_are_not_counted_beside_those_of_its_wards(folder: Path, tmp_path: Path) -> None:
    statement = "select area_id, sheet_count from mart_score_outcome order by all"
    load(folder, write_sheets(tmp_path / "thanh-pho.xlsx", [fill(8, area=None)] * 30))
    assert ask(folder, statement) == [("01.2025-07", 30)]
    load(folder, write_sheets(tmp_path / "phuong.xlsx", [fill(8)] * 12))
    assert ask(folder, statement) == [("00004.2025-07", 12)]
