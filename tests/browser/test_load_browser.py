"""A workbook with an error, handed in by hand through the real command line: the cell is named, marked, and the rest is published."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import run_app
from warehouse import queries
from warehouse.publish import read_current_id

ROWS = (
    ("Kết quả công nhận Gia đình học tập, 6 tháng đầu năm 2026",),
    ("Thành phố Hà Nội",),
    (),
    ("STT", "Đơn vị", "Tổng số", "Số đăng ký", "Số được công nhận"),
    (1, "Phường Ba Đình", 12450, 10200, 9120),
    (2, "Phường Hoàn Kiếm", 15300, 12000, 13500),
    (3, "Phường Ngọc Hà", 14000, 12500, 12000),
)
WRONG_CELL, WRONG_VALUE = "E6", "13500"


@pytest.fixture
def warehouse(only_real_folder: Path, tmp_path: Path) -> Path:
    """A warehouse of its own, to be changed."""
    return Path(shutil.copytree(only_real_folder, tmp_path / "warehouse"))


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Three wards, one of which recognised more families than it had registered."""
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    path = tmp_path / "bao-cao.xlsx"
    book.save(path)
    return path


@pytest.fixture
def page(warehouse: Path, visitor: Page) -> Iterator[Page]:
    with run_app(warehouse) as address:
        visitor.goto(f"{address}/nap-so-lieu?noi=01.2025-07")
        yield visitor
        visitor.goto("about:blank")  # away from the server before it ends


def test_a_workbook_with_an_error_is_checked_marked_loaded_and_published(
    page: Page, warehouse: Path, workbook: Path, tmp_path: Path
) -> None:
    before = read_current_id(warehouse)
    page.locator("input[type=file]").set_input_files(workbook)
    page.wait_for_selector("h2:has-text('1 ô cần sửa, 6 ô nhận được')")
    finding = page.inner_text("[class*=st-key-file-] tbody tr")
    assert WRONG_CELL in finding
    assert WRONG_VALUE in finding

    with page.expect_download() as download:
        page.click("text=Tải bản đánh dấu lỗi")
    download.value.save_as(tmp_path / "marked.xlsx")
    marked = openpyxl.load_workbook(tmp_path / "marked.xlsx")["Sheet"]
    assert [cell.coordinate for row in marked.iter_rows() for cell in row if cell.comment] == [WRONG_CELL]

    page.fill("input[aria-label='Người nạp']", "Nguyễn Thị Hoa")
    page.keyboard.press("Tab")
    page.click("button:has-text('Nạp 6 ô còn lại')")
    page.wait_for_selector("h2:has-text('Đã nạp 6 ô')")
    after = read_current_id(warehouse)
    assert after not in (None, before)
    assert f"Bản phát hành {after}" in page.inner_text(".d-verdict")
    page.wait_for_selector("[class*=st-key-past_load-]:has-text('bao-cao.xlsx'):has-text('Nguyễn Thị Hoa')")

    release = queries.open_release(warehouse)
    cells = queries.read_provenance(release, "00004.2025-07", "learning_family_rate", "2026-H1", "total")
    assert dict(cells.select("cell", "value").iter_rows()) == {"C5": 12450, "E5": 9120}
    assert queries.read_provenance(release, "00070.2025-07", "learning_family_rate", "2026-H1", "total").is_empty()
    release.connection.close()
