"""Columns of personal data are found by their header or by what they hold; names of places and things are not personal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from etl.tables import find_personal_columns
from tests.etl.tables.reading import VOCABULARY, make_sheet, read_sheet


@pytest.mark.parametrize(
    "header",
    [
        "Họ và tên", "HỌ TÊN", "Ho va ten", "Họ và tên chủ hộ", "Ngày, tháng, năm sinh", "Năm sinh", "Số CCCD",
        "CMND/CCCD", "Số định danh cá nhân",
        "Mã định danh", "Số điện thoại", "SĐT", "Email", "Địa chỉ thường trú", "Nơi ở hiện nay", "Căn cước công dân\n(12 số)",
    ],
)  # fmt: skip
def test_personal_headers(header: str) -> None:
    found = find_personal_columns(make_sheet([["Danh sách"], ["STT", header, "Xã"], [1, "…", "A"]]), VOCABULARY)
    assert [(c.column, c.first_row, c.header_cell) for c in found] == [(1, 2, "B2")]


@pytest.mark.parametrize(
    "header",
    [
        "Tên địa bàn", "Tên đơn vị", "Dòng họ học tập", "Số hộ", "Gia đình", "Mã định danh đơn vị", "Tên xã",
        "Đăng ký", "Danh hiệu", "Ghi chú",
        "Số người được công nhận", "Tên danh hiệu",
    ],
)  # fmt: skip
def test_other_names_are_not_personal(header: str) -> None:
    assert find_personal_columns(make_sheet([["STT", header], [1, "A"]]), VOCABULARY) == []


@pytest.mark.parametrize(
    "numbers",
    [
        ["001090000001", "024190001234", "079085009876"],
        ["123456789", "012345670", "225566778"],
        [1090000001, 24190001234, 79085009876],
        ["001 090 000 001", "024.190.001.234", "079085009876"],
    ],
)
def test_citizen_numbers_are_known_without_a_header(numbers: list[object]) -> None:
    found = find_personal_columns(
        make_sheet([["", "Ghi chú"], *([i, number] for i, number in enumerate(numbers))]), VOCABULARY
    )
    assert [(c.column, c.first_row, c.header_cell, c.label) for c in found] == [(1, 1, "B1", "Ghi chú")]


def test_counts_codes_and_sums_of_money_are_no_citizen_numbers() -> None:
    rows = [[1200, "00004", 1_500_000_000, 0.5], [3400, "00008", 2_250_000_000, 0.6], [500, "00016", 175_000_000, 0.7]]
    assert find_personal_columns(make_sheet([["Đăng ký", "Mã", "Quỹ khuyến học", "TL"], *rows]), VOCABULARY) == []


def test_merged_headers_cover_their_columns_and_rows() -> None:
    sheet = make_sheet(
        [["STT", "Họ và tên", "", "Xã"], ["", "", "", ""], [1, "Nguyễn Văn", "A", "B"]], merged=["B1:C2"]
    )
    placed = replace(sheet, first_row=4, first_column=1, merged=(((4, 2), (5, 3)),))
    found = find_personal_columns(placed, VOCABULARY)
    assert [(c.column, c.first_row, c.header_cell) for c in found] == [(2, 6, "C5"), (3, 6, "C5")]


def test_contacts_beside_a_table_do_not_stop_it_and_are_found() -> None:
    rows = [
        ["GĐHT 2025"],
        ["Phường", "Đăng ký", "Công nhận", "Người phụ trách", "SĐT"],
        ["Phường A", 10, 9, "Nguyễn Văn A", "0912345678"],
    ]
    assert read_sheet(rows).pick("cell", "area_name") == [("B3", "Phường A"), ("C3", "Phường A")]
    assert [c.column for c in find_personal_columns(make_sheet(rows), VOCABULARY)] == [3, 4]
