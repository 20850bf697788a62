"""Workbooks of score sheets as offices would send them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

CODES = ("1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2")
HEAD = (
    ("Bộ tiêu chí", "cong_dan_hoc_tap.324-2023", "Công dân học tập"),
    ("Địa bàn", "Thành phố Hà Nội"),
    ("Kỳ đánh giá", "2026-H1"),
    ("Số liệu đến ngày", "30/6/2026"),
)
BA_DINH, NGOC_HA = "00004.2025-07", "00008.2025-07"
WORKERS = "Người lao động"


def write_sheets(
    path: Path,
    rows: Sequence[Sequence[Any]],
    columns: Sequence[str] = ("Mã địa bàn", "Nhóm đối tượng", *CODES),
    head: Sequence[Sequence[Any]] = HEAD,
) -> Path:
    """A workbook with the usual head, one row a sheet; None leaves a cell empty."""
    with Workbook(path) as book:
        sheet = book.add_worksheet("Phiếu")
        sheet.write(0, 0, "PHIẾU CHẤM ĐIỂM CÔNG DÂN HỌC TẬP")
        for i, line in enumerate(head, 1):
            sheet.write_row(i, 0, line)
        sheet.write_row(len(head) + 2, 0, columns)
        for i, row in enumerate(rows, len(head) + 3):
            for j, cell in enumerate(row):
                if cell is not None:
                    sheet.write(i, j, cell)
    return path


def fill(*scores: Any, area: str | None = "00004", form: str = WORKERS) -> list[Any]:
    """A row of the usual columns; one score stands for all ten."""
    return [area, form, *(scores if len(scores) == len(CODES) else scores * len(CODES))]
