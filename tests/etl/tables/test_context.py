"""What the lines around a table say of it: block, period, closing day, standing, title, marker; and the nearest miss."""

from __future__ import annotations

from datetime import date

import pytest

from etl.findings import Findings
from etl.tables import describe_miss, find_tables
from tests.etl.tables.reading import VOCABULARY, make_sheet, read_sheet

TABLE = [["STT", "Tên xã", "Đăng ký", "Công nhận"], [1, "Xã A", 5, 4]]
LETTERHEAD = [
    ["HỘI KHUYẾN HỌC TỈNH BẮC NINH", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["Số: 12/BC-HKH", "", "", "Bắc Ninh, ngày 15 tháng 01 năm 2025"],
    ["BIỂU TỔNG HỢP KẾT QUẢ XÂY DỰNG GIA ĐÌNH HỌC TẬP NĂM 2024"],
    ["(Kèm theo Báo cáo số 12/BC-HKH ngày 15/01/2025; Quyết định 387/QĐ-TTg ngày 25/3/2022)"],
    ["", "", "(Số liệu chính thức, tính đến 31/12/2024)", "Đơn vị tính: hộ"],
    [],
]


def test_letterhead_title_and_closing_day() -> None:
    (layout,) = read_sheet([*LETTERHEAD, *TABLE], name="Biểu 1").layouts
    context = layout.context
    assert (layout.period, layout.title, layout.scale) == ("2024", "gia_dinh_hoc_tap", 1)
    assert (context.as_of, context.report_status, context.province_code) == (date(2024, 12, 31), "final", None)
    assert context.lines[:2] == (("", "Biểu 1"), ("A1", "HỘI KHUYẾN HỌC TỈNH BẮC NINH"))
    assert context.header_cell == "A7"
    assert not context.is_simulated


@pytest.mark.parametrize(
    "block",
    [
        [["Tỉnh, thành phố", "01", "Hà Nội"], ["Kỳ báo cáo", "2025-H1"],
         ["Ngày chốt số liệu", "30/06/2025"], ["Tính chất số liệu", "Chính thức"]],
        [["TỈNH, THÀNH PHỐ:", "", 1], ["Kỳ báo cáo: 6 tháng đầu năm 2025"],
         ["Ngày chốt số liệu: 30/6/2025"], ["Tính chất số liệu: chính thức"]],
    ],
)  # fmt: skip
def test_block_of_the_standard_form(block: list[list[object]]) -> None:
    (layout,) = read_sheet([["GĐHT"], *block, *TABLE]).layouts
    context = layout.context
    assert layout.period == "2025-H1"
    assert (context.province_code, context.as_of, context.report_status) == ("01", date(2025, 6, 30), "final")


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("Số liệu chính thức", "final"),
        ("(số liệu chốt)", "final"),
        ("Ước thực hiện năm 2025", "provisional"),
        ("số liệu sơ bộ", "provisional"),
        ("", "provisional"),
        ("Ngày chốt số liệu: 31/12/2025", "provisional"),
    ],
)
def test_standing_of_the_figures(line: str, status: str) -> None:
    assert read_sheet([["GĐHT 2025"], [line], *TABLE]).layouts[0].context.report_status == status


@pytest.mark.parametrize(
    ("name", "title_line", "period", "title"),
    [
        ("GĐHT", "Năm 2025", "2025", "gia_dinh_hoc_tap"),
        ("Dòng họ", "Dòng họ học tập năm 2025", "2025", "dong_ho_hoc_tap"),
        ("2024", "Công dân học tập", "2024", "cong_dan_hoc_tap"),
        ("Năm 2025", "CDHT", "2025", "cong_dan_hoc_tap"),
        ("6T2025", "GĐHT", "2025-H1", "gia_dinh_hoc_tap"),
    ],
)
def test_the_sheets_name_says_what_its_lines_do_not(name: str, title_line: str, period: str, title: str) -> None:
    (layout,) = read_sheet([[title_line], *TABLE], name=name).layouts
    assert (layout.period, layout.title) == (period, title)


def test_a_line_that_names_several_titles_gives_none() -> None:
    read = read_sheet([["Gia đình học tập, Dòng họ học tập năm 2025"], *TABLE])
    assert read.cells.height == 0
    assert read.rules == [("title_unknown", "A2")]


def test_no_period_anywhere() -> None:
    read = read_sheet([["GĐHT"], *TABLE])
    assert read.pick("period") == [(None,), (None,)]
    assert read.rules == [("period_unknown", "A2")]
    assert read_sheet([["GĐHT"], *TABLE], period="2025").pick("period") == [("2025",), ("2025",)]
    assert read_sheet([["GĐHT năm 2024"], *TABLE], period="2025").pick("period") == [("2024",), ("2024",)]


def test_unreadable_and_contradicting_periods_are_said() -> None:
    assert read_sheet([["GĐHT"], ["Kỳ báo cáo", "kỳ này"], *TABLE]).rules == [
        ("period_unread", "B2"),
        ("period_unknown", "A3"),
    ]
    read = read_sheet([["GĐHT năm 2023"], *TABLE], name="2024")
    assert read.pick("period") == [("2023",), ("2023",)]
    assert read.rules == [("period_differs", "A1")]


def test_an_impossible_closing_day_is_said() -> None:
    read = read_sheet([["GĐHT 2026"], ["Ngày chốt số liệu", "31/06/2026"], *TABLE])
    assert read.layouts[0].context.as_of is None
    assert read.rules == [("closing_day_unread", "B2")]


def test_village_and_commune_communities_are_told_apart_by_their_counts() -> None:
    header = ["Tên xã", "CĐHT đăng ký", "CĐHT công nhận"]
    villages = read_sheet([["2025"], header, ["Xã A", 1, 1], ["Xã B", "12", 0]])
    assert {row[0] for row in villages.pick("title_id")} == {"cong_dong_hoc_tap_thon"}
    assert villages.rules == [("title_understood", "B2")]
    assert villages.findings.rows[0]["severity"] == "warning"
    nobody_knows = read_sheet(
        [["2025"], header, ["Xã A", 1, 1], ["Xã B", 1, 0], ["Quận C", 14, 13], ["Tổng cộng", 16, 14]]
    )
    assert nobody_knows.cells.height == 0
    assert nobody_knows.rules == [("ambiguous_title", "B2")]
    assert nobody_knows.findings.rows[0]["suggestions"] == [
        "Cộng đồng học tập (thôn, bản, ấp, tổ dân phố, khu phố)", "Cộng đồng học tập cấp xã"
    ]  # fmt: skip
    named = read_sheet([["2025"], ["Tên xã", "Số thôn đạt CĐHT", "Cộng đồng học tập cấp xã đăng ký"], ["Xã A", 1, 1]])
    assert named.pick("title_id") == [("cong_dong_hoc_tap_thon",), ("cong_dong_hoc_tap_cap_xa",)]
    assert named.rules == []


def test_units_without_a_tier_are_those_of_the_commune() -> None:
    rows = [["Xã A", "Đơn vị học tập", 1], ["Xã A", "Đơn vị học tập cấp tỉnh", 1], ["Xã A", "ĐVHT cấp huyện", 1]]
    read = read_sheet([["2025"], ["Tên xã", "Danh hiệu", "Công nhận"], *rows])
    assert read.pick("title_id") == [
        ("don_vi_hoc_tap_xa",),
        ("don_vi_hoc_tap_cap_tinh",),
        ("don_vi_hoc_tap_cap_huyen",),
    ]
    assert read.rules == [("title_understood", "B3")]


@pytest.mark.parametrize(
    "marker", ["SỐ LIỆU MÔ PHỎNG – KHÔNG PHẢI SỐ LIỆU THẬT", "Số liệu mô phỏng - không phải số liệu thật"]
)
def test_simulated_figures_are_known_by_their_marker(marker: str) -> None:
    assert read_sheet([["GĐHT 2025"], *TABLE, ["", marker]]).layouts[0].context.is_simulated


def test_simulated_marker_must_be_whole() -> None:
    assert not read_sheet([["GĐHT 2025"], ["Số liệu mô phỏng quy trình"], *TABLE]).layouts[0].context.is_simulated


@pytest.mark.parametrize(
    ("rows", "seen"),
    [
        ([["STT", "Xã", "Dân số"], [1, "A", 10]], "“STT”, “Xã”"),
        (
            [["STT", "Họ và tên", "Ngày sinh", "Xã", "Được công nhận"], [1, "A", "1/1/1990", "B", "x"]],
            "danh sách từng người",
        ),
        ([["abc"], [1]], "không thấy dòng tiêu đề nào"),
    ],
)
def test_the_nearest_miss_is_described(rows: list[list[object]], seen: str) -> None:
    sheet = make_sheet(rows)
    assert find_tables(sheet, VOCABULARY, Findings()) == []
    assert seen in describe_miss(sheet, VOCABULARY)[0]
