"""Nạp số liệu, drawn: drop a file, read the verdict, load it, undo a load; with a command that answers by the file's name."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read_html
from ui import imports_command
from ui.imports_history import write_load
from ui.registers import write_loads
from warehouse.queries import list_loads, open_release
from wording.language import use_language

OpenPage = Callable[..., AppTest]
SLUG = "nap-so-lieu"
FAKE = (sys.executable, str(Path(__file__).parents[1] / "ui" / "fake_command.py"))
UNDONE = {"undone_at": None, "undone_by": None, "undo_reason": None}


@pytest.fixture(autouse=True)
def speak_vietnamese() -> None:
    """The test driver formats the options of select boxes in this thread."""
    use_language("vi")


@pytest.fixture
def warehouse(only_real_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "warehouse"
    shutil.copytree(only_real_folder, folder, ignore=shutil.ignore_patterns("store.duckdb*", "writer*", "received"))
    monkeypatch.setattr(imports_command, "COMMAND", FAKE)
    return folder


@pytest.fixture
def load(only_real_folder: Path) -> dict[str, Any]:
    use_language("vi")
    return {**list_loads(open_release(only_real_folder)).row(0, named=True), **UNDONE}


def settle(screen: AppTest) -> AppTest:
    """Wait for what runs beside the page, and draw it again."""
    for file in screen.session_state.get("_handed_files", []):
        assert file.check.wait(30)
    job = screen.session_state.get("_import_job")
    assert job is None or job.run.wait(30)
    return screen.run()


def drop(screen: AppTest, *names: str) -> AppTest:
    screen.file_uploader[0].set_value([(name, b"content", "application/octet-stream") for name in names])
    return settle(screen.run())


def press(screen: AppTest, label: str) -> AppTest:
    next(button for button in screen.button if label in button.label).click()
    return screen.run()


def list_labels(screen: AppTest) -> list[str]:
    return [element.label for kind in ("button", "download_button") for element in screen.get(kind)]


def read_calls(warehouse: Path) -> list[list[str]]:
    return [json.loads(line) for line in (warehouse / "calls.txt").read_text(encoding="utf-8").splitlines()]


def list_inbox(warehouse: Path) -> list[str]:
    return sorted(path.name for path in (warehouse / "inbox").rglob("*") if path.is_file())


@pytest.mark.parametrize(("language", "words"), [("vi", "Lịch sử nạp"), ("en", "History of loads")])
def test_before_anything_is_handed_in(open_page: OpenPage, warehouse: Path, language: str, words: str) -> None:
    screen = open_page(warehouse, SLUG, lang=language)
    assert not screen.exception
    assert not screen.error
    html = read_html(screen)
    assert words in html
    assert "unesco_membership.csv" in html
    assert screen.file_uploader[0].allowed_type == [".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt"]
    assert not (warehouse / "calls.txt").exists()


@pytest.mark.parametrize(
    ("language", "verdict"),
    [("vi", "3 ô cần sửa, 242 ô nhận được"), ("en", "3 cells to correct, 242 cells received")],
)
def test_a_file_is_checked_when_it_is_dropped(
    open_page: OpenPage, warehouse: Path, language: str, verdict: str
) -> None:
    use_language(language)
    screen = drop(open_page(warehouse, SLUG, lang=language), "loi-sua.xlsx")
    html = read_html(screen)
    assert verdict in html
    for part in ("<b>E9</b>", "1.250", "<b>Phường Ba Đình</b>", "<b>9.800</b>" if language == "vi" else "<b>9,800</b>"):
        assert part in html
    assert html.index("C10") < html.index("<b>9")
    assert "<b>số đăng ký" not in html
    call = read_calls(warehouse)[0]
    assert call[0] == "load"
    assert "--dry-run" in call
    assert Path(call[1]).name == "loi-sua.xlsx"
    assert Path(call[1]).read_bytes() == b"content"


def test_the_marked_copy_is_offered_where_there_is_one(open_page: OpenPage, warehouse: Path) -> None:
    assert "Tải bản đánh dấu lỗi" in list_labels(drop(open_page(warehouse, SLUG), "loi.xlsx"))
    assert "Tải bản đánh dấu lỗi" not in list_labels(drop(open_page(warehouse, SLUG), "tot.xlsx"))


def test_a_file_is_loaded_with_the_name_of_who_loads_it(open_page: OpenPage, warehouse: Path) -> None:
    screen = drop(open_page(warehouse, SLUG), "loi.xlsx")
    assert "2 dòng có 3 ô lỗi sẽ không được nạp; 242 ô còn lại được nạp." in read_html(screen)
    screen = press(screen, "Nạp 242 ô")
    assert "người nạp" in screen.warning[0].value
    assert len(read_calls(warehouse)) == 1
    screen.text_input(key="loaded_by").set_value("Nguyễn Thị Hoa")
    screen = settle(press(screen, "Nạp 242 ô"))
    html = read_html(screen)
    assert "Đã nạp 242 ô" in html
    assert "20261122T083000Z-bbbb" in html
    assert "noi=00004.2025-07" in html
    call = read_calls(warehouse)[1]
    assert "--by=Nguyễn Thị Hoa" in call
    assert "--dry-run" not in call
    assert list_inbox(warehouse) == []


def test_several_files_are_loaded_together_and_published_once(open_page: OpenPage, warehouse: Path) -> None:
    screen = drop(open_page(warehouse, SLUG), "tot.xlsx", "sua.xlsx", "hong.xlsx", "da-nap.xlsx")
    screen.text_input(key="loaded_by").set_value("Hoa")
    screen = settle(press(screen, "Nạp 490 ô"))
    call = read_calls(warehouse)[-1]
    assert [Path(part).name for part in call if part.endswith(".xlsx")] == ["tot.xlsx", "sua.xlsx"]
    assert read_html(screen).count("Đã nạp 245 ô") == 2
    assert [name for name in list_inbox(warehouse) if name.endswith(".xlsx")] == ["da-nap.xlsx", "hong.xlsx"]


def test_the_page_follows_the_new_release(open_page: OpenPage, warehouse: Path) -> None:
    pinned = (warehouse / "CURRENT").read_text(encoding="utf-8").strip()
    screen = drop(open_page(warehouse, SLUG, release=pinned), "tot.xlsx")
    screen.text_input(key="loaded_by").set_value("Hoa")
    screen = settle(press(screen, "Nạp 245 ô"))
    assert "release" not in screen.query_params


def test_a_file_put_aside_leaves_the_inbox(open_page: OpenPage, warehouse: Path) -> None:
    screen = press(drop(open_page(warehouse, SLUG), "loi.xlsx"), "Bỏ tệp này")
    assert "242 ô nhận được" not in read_html(screen)
    assert list_inbox(warehouse) == []


def test_the_period_is_asked_for_only_where_the_file_does_not_say_it(open_page: OpenPage, warehouse: Path) -> None:
    screen = drop(open_page(warehouse, SLUG), "tot.xlsx")
    assert "Số liệu của kỳ nào?" not in [box.label for box in screen.selectbox]
    screen = drop(open_page(warehouse, SLUG), "thieu-ky.xlsx")
    assert "Còn thiếu kỳ báo cáo" in read_html(screen)
    assert not any("Nạp" in label for label in list_labels(screen))
    next(box for box in screen.selectbox if box.label == "Số liệu của kỳ nào?").set_value("2025")
    screen = settle(press(screen, "Kiểm tra lại"))
    assert "--period=2025" in read_calls(warehouse)[-1]
    assert "Nhận được 245 ô, không có lỗi" in read_html(screen)
    screen.text_input(key="loaded_by").set_value("Hoa")
    settle(press(screen, "Nạp 245 ô"))
    assert "--period=2025" in read_calls(warehouse)[-1]


def test_a_file_refused_at_the_last_moment_stays_in_hand(open_page: OpenPage, warehouse: Path) -> None:
    screen = drop(open_page(warehouse, SLUG), "chot.xlsx")
    screen.text_input(key="loaded_by").set_value("Hoa")
    html = read_html(settle(press(screen, "Nạp 245 ô")))
    assert "Chưa nạp được" in html
    assert "Kỳ này đã chốt" in html
    assert list_inbox(warehouse).count("chot.xlsx") == 1


def test_a_load_that_was_stopped_does_not_claim_that_nothing_changed(
    open_page: OpenPage, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = drop(open_page(warehouse, SLUG), "tot.xlsx")
    monkeypatch.setattr(imports_command, "COMMAND", (sys.executable, "-c", "raise SystemExit('Traceback: boom')"))
    screen.text_input(key="loaded_by").set_value("Hoa")
    html = read_html(settle(press(screen, "Nạp 245 ô")))
    assert "Chưa nạp được" in html
    assert "trọn vẹn hoặc chưa có gì" in html
    assert "Nhận được 245 ô" in html
    assert list_inbox(warehouse).count("tot.xlsx") == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("khoa.xlsx", "đang được ghi bởi an@may-1"),
        ("sap.xlsx", "Chương trình dừng giữa chừng"),
        ("hong.xlsx", "Không đọc được tệp này"),
    ],
)
def test_what_goes_wrong_is_said_in_one_sentence(open_page: OpenPage, warehouse: Path, name: str, words: str) -> None:
    screen = drop(open_page(warehouse, SLUG), name)
    assert words in read_html(screen)
    assert not screen.exception
    assert not any("Nạp" in label for label in list_labels(screen))


@pytest.mark.parametrize("name", ["khoa.xlsx", "sap.xlsx", "ma-la.xlsx"])
def test_a_check_that_failed_can_be_tried_again(open_page: OpenPage, warehouse: Path, name: str) -> None:
    screen = drop(open_page(warehouse, SLUG), name)
    settle(press(screen, "Kiểm tra lại"))
    assert len(read_calls(warehouse)) == 2


def test_a_file_that_cannot_be_read_is_not_tried_again(open_page: OpenPage, warehouse: Path) -> None:
    assert "Kiểm tra lại" not in list_labels(drop(open_page(warehouse, SLUG), "hong.xlsx"))


def test_place_and_period_are_asked_for_one_after_the_other(open_page: OpenPage, warehouse: Path) -> None:
    screen = drop(open_page(warehouse, SLUG, noi="00004.2025-07"), "thieu-ky-thieu-noi.xlsx")
    next(box for box in screen.selectbox if box.label == "Số liệu của kỳ nào?").set_value("2025")
    next(box for box in screen.selectbox if box.label.startswith("Báo cáo của")).set_value(
        "Phường Ba Đình · Thành phố Hà Nội"
    )
    screen = settle(press(screen, "Kiểm tra lại"))
    assert {"--period=2025", "--area=00004"} <= set(read_calls(warehouse)[-1])
    assert "Nhận được 245 ô, không có lỗi" in read_html(screen)


def test_a_hostile_name_is_shown_as_text(open_page: OpenPage, warehouse: Path) -> None:
    screen = drop(open_page(warehouse, SLUG), "../<img src=x onerror=alert(1)>.xlsx")
    assert "<img" not in read_html(screen)
    assert all(Path(call[1]).is_relative_to(warehouse / "inbox") for call in read_calls(warehouse))


def draw_row(load: object) -> None:
    from ui.imports_history import draw_load_row

    draw_load_row(load, can_undo=True)  # type: ignore[arg-type]


def test_only_what_somebody_handed_in_and_still_stands_can_be_undone(load: dict[str, Any]) -> None:
    handed = {**load, "loaded_by": "Nguyễn Thị Hoa"}
    for row, labels in ((handed, ["Hoàn tác"]), (load, []), ({**handed, "undone_at": load["loaded_at"]}, [])):
        assert list_labels(AppTest.from_function(draw_row, kwargs={"load": row}).run()) == labels
    screen = AppTest.from_function(draw_row, kwargs={"load": handed}).run()
    assert "Hoàn tác lượt nạp này" in list_labels(press(screen, "Hoàn tác"))


def test_a_simulated_report_that_somebody_handed_in_stands_in_the_history(
    open_page: OpenPage, warehouse: Path, load: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {**load, "load_id": 8, "file_name": "may-sinh.xlsx", "is_simulated": True, "loaded_by": None}
    handed = {**made, "load_id": 9, "file_name": "thu-nghiem.xlsx", "loaded_by": "Nguyễn Thị Hoa"}
    monkeypatch.setattr("ui.imports_history.ask", lambda *_question: pl.DataFrame([made, handed]))
    screen = open_page(warehouse, SLUG)
    html = read_html(screen)
    assert "<b>thu-nghiem.xlsx</b> <span class='d-sim'>mô phỏng</span>" in html
    assert "may-sinh.xlsx" not in html
    assert [button.key for button in screen.button if button.key.startswith("undo-")] == ["undo-9"]


def ask_to_undo(folder: object, load: object) -> None:
    from ui.imports_history import open_undo

    open_undo(folder, load)  # type: ignore[arg-type]


def test_a_load_is_undone_with_name_and_reason(open_page: OpenPage, warehouse: Path, load: dict[str, Any]) -> None:
    screen = open_page(warehouse, SLUG)
    dialog = AppTest.from_function(ask_to_undo, kwargs={"folder": warehouse, "load": load}).run()
    dialog = press(dialog, "Hoàn tác lượt nạp này")
    assert "Cần ghi cả họ tên và lý do" in dialog.warning[0].value
    assert not (warehouse / "calls.txt").exists()
    dialog.text_input(key="undone_by").set_value("Trần Văn B")
    dialog.text_area(key="undo_reason").set_value("Gửi nhầm tệp")
    press(dialog, "Hoàn tác lượt nạp này")
    screen.session_state["_import_job"] = dialog.session_state["_import_job"]
    screen = settle(screen)
    call = ["undo", str(load["load_id"]), "--by=Trần Văn B", "--reason=Gửi nhầm tệp", "--json=-"]
    assert read_calls(warehouse) == [call]
    assert f"Đã hoàn tác lượt nạp {load['load_id']}" in read_html(screen)


def test_a_read_only_server_shows_the_history_alone(
    open_page: OpenPage, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DICH_READ_ONLY", "1")
    screen = open_page(warehouse, SLUG)
    html = read_html(screen)
    assert "không nhận nạp số liệu" in html
    assert "unesco_membership.csv" in html
    assert not screen.file_uploader
    assert "Hoàn tác" not in list_labels(screen)


def test_an_undone_load_is_struck_through_and_says_why(load: dict[str, Any]) -> None:
    undone = {**load, "undone_at": load["loaded_at"], "undone_by": "Trần Văn B", "undo_reason": "<b>nhầm</b>"}
    for html in (write_load(undone), write_loads(pl.DataFrame([undone]))):
        assert f"<del>{load['file_name']}</del>" in html
        assert "Trần Văn B" in html
        assert "&lt;b&gt;nhầm" in html
    for html in (write_load(load), write_loads(pl.DataFrame([load]))):
        assert "<del>" not in html


def test_who_loaded_is_said(load: dict[str, Any]) -> None:
    named = {**load, "loaded_by": "Nguyễn Thị Hoa", "warning_count": 7}
    assert "Nguyễn Thị Hoa" in write_load(named)
    assert "7 ô cần xem lại" in write_load(named)
    assert "Nguyễn Thị Hoa" in write_loads(pl.DataFrame([named]))
