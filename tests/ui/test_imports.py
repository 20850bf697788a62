"""Files handed in: kept under safe names, checked by a process that may crash, and answered in one sentence."""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
import time
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ui import imports_answer, imports_command
from ui.imports_answer import AnswerTooLargeError, list_changes, read_answers, sort_findings, summarise
from ui.imports_command import Command, CommandRun, Outcome, Problem, build_template, explain_silence
from ui.imports_inbox import OLD_SECONDS, clean_name, open_inbox
from ui.imports_story import ASKING, BAD, DOUBTFUL, GOOD, judge, tell_remark, tell_verdict
from ui.imports_tables import write_findings
from ui.received import build_received_routes, write_file_link
from warehouse.queries import list_loads, open_release
from wording.language import use_language

FAKE = (sys.executable, str(Path(__file__).parent / "fake_command.py"))


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(imports_command, "COMMAND", FAKE)
    monkeypatch.setenv("DICH_WAREHOUSE", str(tmp_path))
    use_language("vi")


def run(folder: Path, *names: str, seconds: float = 20.0, dry: bool = True) -> Outcome:
    answer = folder / "answer.json"
    paths = [str(folder / name) for name in names]
    arguments = ("load", *paths, f"--json={answer}", *(["--dry-run"] if dry else []))
    going = CommandRun([Command(arguments, answer)], folder, seconds)
    assert going.wait(30)
    assert going.outcome is not None
    return going.outcome


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Báo cáo quý 3.xlsx", "Báo cáo quý 3.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\b.csv", "b.csv"),
        ("--by=x.csv", "by=x.csv"),
        ("a\u202egpj.xlsx", "a_gpj.xlsx"),
        ("CON.xlsx", "_CON.xlsx"),
        ("...", "_"),
        ("", "_"),
        ("a\x00b\n.csv", "a_b_.csv"),
    ],
)
def test_names_are_made_safe(name: str, kept: str) -> None:
    assert clean_name(name) == kept


def test_a_long_name_keeps_its_ending_and_fits_a_file_system() -> None:
    name = clean_name("Biểu tổng hợp " * 40 + ".xlsx")
    assert name.endswith(".xlsx")
    assert len(name.encode()) <= 255


def test_what_was_forgotten_for_a_day_is_removed(tmp_path: Path) -> None:
    old, recent = open_inbox(tmp_path), open_inbox(tmp_path)
    (old / "a.xlsx").write_bytes(b"x")
    long_ago = time.time() - OLD_SECONDS - 60
    os.utime(old, (long_ago, long_ago))
    own = open_inbox(tmp_path)
    assert not old.exists()
    assert recent.is_dir()
    assert own.is_dir()


@pytest.mark.parametrize(
    ("name", "kind", "verdict"),
    [
        ("tot.xlsx", GOOD, "Nhận được 245 ô, không có lỗi"),
        ("loi.xlsx", DOUBTFUL, "3 ô cần sửa, 242 ô nhận được"),
        ("hong.xlsx", BAD, "Không đọc được tệp này"),
        ("khoa.xlsx", BAD, "Chưa kiểm tra được tệp này"),
        ("thieu-ky.xlsx", ASKING, "Còn thiếu kỳ báo cáo: hãy chọn ở dưới"),
        ("thieu-noi-loi.xlsx", ASKING, "Còn thiếu địa bàn: hãy chọn ở dưới"),
        ("da-nap.xlsx", GOOD, "Tệp này đã nạp trước đây; nạp lại không thay đổi gì"),
        ("sap.xlsx", BAD, "Chưa kiểm tra được tệp này"),
    ],
)
def test_the_verdict_is_one_sentence(tmp_path: Path, name: str, kind: str, verdict: str) -> None:
    outcome = run(tmp_path, name)
    assert judge(outcome) == kind
    assert tell_verdict(outcome) == verdict


def test_rows_with_errors_are_counted_once(tmp_path: Path) -> None:
    answer = run(tmp_path, "loi.xlsx").answers[0]
    assert (answer.rejected_count, answer.stopped_rows, answer.warning_count) == (3, 2, 1)


def test_several_files_have_an_answer_each(tmp_path: Path) -> None:
    outcome = run(tmp_path, "tot.xlsx", "hong.xlsx", dry=False)
    assert [answer.file for answer in outcome.answers] == ["tot.xlsx", "hong.xlsx"]
    assert [answer.status for answer in outcome.answers] == ["loaded", ""]


@pytest.mark.parametrize(
    ("name", "words", "english"),
    [
        ("hong.xlsx", "Tệp bị hỏng", "Damaged"),
        ("khoa.xlsx", "Kho đang được ghi bởi an@may-1; hãy thử lại", "The warehouse is being written by an@may-1"),
        ("thieu-ky.xlsx", "Chưa biết số liệu thuộc kỳ nào", "[en] Chưa biết số liệu thuộc kỳ nào"),
    ],
)
def test_why_there_is_no_verdict_is_said_without_the_name_of_the_file(
    tmp_path: Path, name: str, words: str, english: str
) -> None:
    outcome = run(tmp_path, name)
    assert tell_remark(outcome) == words
    use_language("en")
    assert tell_remark(outcome) == english


def test_what_the_command_says_instead_of_an_answer_is_told(tmp_path: Path) -> None:
    outcome = run(tmp_path, "ma-la.xlsx")
    assert outcome.problem is Problem.TOLD
    assert tell_remark(outcome) == "Không có địa bàn nào mang mã '001'. Kho số liệu không thay đổi."
    use_language("en")
    assert "No area has the code '001'" in tell_remark(outcome)


def test_a_crash_is_not_shown_as_a_trace(tmp_path: Path) -> None:
    outcome = run(tmp_path, "sap.xlsx")
    assert outcome.problem is Problem.CRASHED
    assert "Traceback" not in tell_remark(outcome)
    assert explain_silence("").problem is Problem.CRASHED


def test_a_check_that_hangs_is_ended(tmp_path: Path) -> None:
    started = time.monotonic()
    outcome = run(tmp_path, "treo.xlsx", seconds=1.0)
    assert outcome.problem is Problem.TOO_SLOW
    assert time.monotonic() - started < 10


def test_a_check_can_be_stopped(tmp_path: Path) -> None:
    arguments = ("load", str(tmp_path / "treo.xlsx"), f"--json={tmp_path / 'a.json'}")
    going = CommandRun([Command(arguments, tmp_path / "a.json")], tmp_path, 60.0)
    going.stop()
    assert going.wait(10)
    assert going.outcome is not None
    assert going.outcome.problem is Problem.STOPPED


def test_commands_after_a_problem_are_not_run_and_answers_before_it_are_kept(tmp_path: Path) -> None:
    commands = [
        Command(("load", name, f"--json={tmp_path / name}.json"), tmp_path / f"{name}.json")
        for name in ("tot.xlsx", "ma-la.xlsx", "sua.xlsx")
    ]
    going = CommandRun(commands, tmp_path, 20.0)
    assert going.wait(30)
    assert going.outcome is not None
    assert [answer.file for answer in going.outcome.answers] == ["tot.xlsx"]
    assert going.outcome.problem is Problem.TOLD
    assert len((tmp_path / "calls.txt").read_text(encoding="utf-8").splitlines()) == 2


def test_only_a_few_run_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports_command, "SLOTS", threading.BoundedSemaphore(1))
    first = CommandRun([Command(("load", "treo.xlsx", "--json=x"), tmp_path / "x")], tmp_path, 60.0)
    second = CommandRun([Command(("load", "tot.xlsx", f"--json={tmp_path / 'y'}"), tmp_path / "y")], tmp_path, 60.0)
    assert not second.wait(1.0)
    first.stop()
    assert second.wait(20)


def test_the_biggest_change_comes_first_and_what_disappears_before_it() -> None:
    changes = [
        {"measure": "a", "old": 10, "new": 12},
        {"measure": "b", "old": 5, "new": 5},
        {"measure": "c", "old": 100, "new": 4},
        {"measure": "d", "old": 1, "new": None},
        {"measure": "e", "old": None, "new": 50},
    ]
    entry = {"supersedes": [{"load_id": 1, "area_name": "X", "title": "t", "period": "2025", "changes": changes}]}
    assert [change["measure"] for change in list_changes(entry)] == ["d", "c", "e", "a"]


def test_a_large_answer_is_cut_to_what_is_shown() -> None:
    cell = {"area_era": "2025-07", "title": "cong_dan_hoc_tap", "measure": "total", "value": 1}
    seen = [{**cell, "area_code": f"{number:05d}"} for number in range(1000)]
    wrong = [{"sheet": "A", "cell": f"B{row}", "rule": "r"} for row in range(1, 501)]
    answer = summarise({"file": "x", "accepted": 1000, "observations": seen, "rejected": wrong})
    assert len(answer.samples) == imports_answer.SHOWN_CELLS
    assert len(answer.rejected) == imports_answer.SHOWN_FINDINGS
    assert (answer.rejected_count, answer.stopped_rows, len(answer.areas)) == (500, 500, 1000)
    assert "bản đánh dấu" in write_findings(answer.rejected, answer.error_count)
    assert "bản đánh dấu" not in write_findings(answer.rejected, len(answer.rejected))


def test_of_an_assessment_the_set_and_the_place_are_named_and_levels_are_no_numbers() -> None:
    row = {
        "area_code": "79",
        "area_era": "2025-07",
        "area_name": "Thành phố Hồ Chí Minh",
        "title": "unesco_learning_city.2013",
    }
    seen = [{**row, "measure": "rating", "value": None}, {**row, "measure": "value", "value": 45.5}]
    answer = summarise({"file": "x", "accepted": 2, "periods": ["2025"], "observations": seen})
    assert [one["value"] for one in answer.samples] == [45.5]
    assert tell_remark(Outcome([answer])) == (
        "Các đặc trưng cơ bản của thành phố học tập (UNESCO) · Thành phố Hồ Chí Minh · năm 2025"
    )


def test_findings_come_in_the_order_of_the_sheet() -> None:
    places = [("B", "A1"), ("A", "AA2"), ("A", "Z2"), ("A", "B10"), ("A", ""), ("B", "C1")]
    found = sort_findings([{"sheet": sheet, "cell": cell} for sheet, cell in places])
    assert [(row["sheet"], row["cell"]) for row in found] == [
        ("B", "A1"), ("B", "C1"), ("A", ""), ("A", "Z2"), ("A", "AA2"), ("A", "B10"),
    ]  # fmt: skip


def test_an_answer_too_large_for_the_server_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports_answer, "MAX_ANSWER_BYTES", 10)
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({"file": "x" * 50}), encoding="utf-8")
    with pytest.raises(AnswerTooLargeError):
        read_answers(path)


def test_texts_of_a_file_are_escaped(tmp_path: Path) -> None:
    answer = run(tmp_path, "loi.xlsx").answers[0]
    html = write_findings(answer.rejected, answer.rejected_count)
    assert "<i>P. Ba" not in html
    assert "&lt;i&gt;P. Ba" in html
    assert "&lt;b&gt;số đăng ký" in html
    assert "Phường Ba Đình" in html


def test_a_form_is_made_when_asked_for() -> None:
    assert build_template("00004", "2026-H1") == b"form of 00004 for 2026-H1"


def test_no_form_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports_command, "COMMAND", (sys.executable, "-c", "raise SystemExit('no such area')"))
    with pytest.raises(RuntimeError, match="no such area"):
        build_template("1", "2025")


@pytest.fixture
def warehouse(only_real_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "warehouse"
    shutil.copytree(only_real_folder, folder, ignore=shutil.ignore_patterns("store.duckdb*", "writer*", "received"))
    monkeypatch.setenv("DICH_WAREHOUSE", str(folder))
    return folder


def test_a_stored_workbook_is_sent_under_its_own_name(warehouse: Path) -> None:
    load = list_loads(open_release(warehouse)).row(0, named=True)
    assert "a href" not in write_file_link(load)
    (warehouse / "received").mkdir()
    (warehouse / "received" / load["sha256"]).write_bytes(b"bytes")
    assert f"href='/tep-goc/{load['sha256']}'" in write_file_link(load)
    answer = TestClient(Starlette(routes=build_received_routes())).get(f"/tep-goc/{load['sha256']}")
    assert answer.content == b"bytes"
    assert load["file_name"] in answer.headers["content-disposition"]
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("digest", ["0" * 64, "store.duckdb", "..%2fCURRENT"])
def test_nothing_else_of_the_warehouse_is_sent(warehouse: Path, digest: str) -> None:
    (warehouse / "received").mkdir()
    (warehouse / "received" / ("0" * 64)).write_bytes(b"never loaded")
    assert TestClient(Starlette(routes=build_received_routes())).get(f"/tep-goc/{digest}").status_code == 404
