"""Headers as officers write them: synonyms, several rows, merged cells, units, columns that are not ours."""

from __future__ import annotations

import unicodedata

import pytest

from tests.etl.tables.reading import VOCABULARY, read_sheet

TITLE = ["GIA ĐÌNH HỌC TẬP NĂM 2025"]


@pytest.mark.parametrize(
    ("header", "measure"),
    [
        ("Số đăng ký", "registered"),
        ("SL đăng ký", "registered"),
        ("Tổng số ĐK", "registered"),
        ("Số GĐ đăng ký", "registered"),
        ("Số hộ đăng ký\nxây dựng GĐHT năm 2025", "registered"),
        ("Đăng kí", "registered"),
        ("DANG KY", "registered"),
        ("Số hộ được công nhận", "recognised"),
        ("Đạt", "recognised"),
        ("Được công nhận (hộ)", "recognised"),
        ("CÔNG NHẬN", "recognised"),
        (unicodedata.normalize("NFD", "Số hộ được công nhận"), "recognised"),
        ("Số được đánh giá", "assessed"),
        ("Được bình xét", "assessed"),
        ("Tổng số hộ gia đình trên địa bàn xã", "total"),
        ("Tổng số", "total"),
    ],
)
def test_header_synonyms_name_their_measure(header: str, measure: str) -> None:
    other = "Đăng ký" if measure == "recognised" else "Được công nhận"
    read = read_sheet([TITLE, ["STT", "Tên xã", header, other], [1, "Xã A", 7, 5]])
    assert read.pick("cell", "measure", "title_id")[0] == ("C3", measure, "gia_dinh_hoc_tap")


@pytest.mark.parametrize(
    "header",
    [
        "Được công nhận mới",
        "Công nhận lại",
        "Đề nghị công nhận",
        "Được công nhận 3 năm liền",
        "Trong đó nữ được công nhận",
        "Chưa đăng ký",
        "Số đăng ký được công nhận",
        "Chỉ tiêu đăng ký",
        "So với năm 2024",
        "Dân số",
    ],
)
def test_counts_of_something_else_are_not_taken_for_ours(header: str) -> None:
    read = read_sheet([TITLE, ["STT", "Tên xã", header, "Đăng ký"], [1, "Xã A", 7, 9]])
    assert read.pick("cell", "measure") == [("D3", "registered")]
    assert read.rules == [("column_not_read", "C2")]


@pytest.mark.parametrize("header", ["Tỷ lệ %", "%", "TL", "Tỉ lệ đạt (%)", "Đạt tỷ lệ"])
def test_rates_and_notes_are_left_out_silently(header: str) -> None:
    read = read_sheet([TITLE, ["STT", "Tên xã", "Đăng ký", header, "Ghi chú"], [1, "Xã A", 7, 95.5, "gửi muộn"]])
    assert read.pick("cell") == [("C3",)]
    assert read.rules == []


def test_accents_tell_workers_from_recognised() -> None:
    read = read_sheet([["Công dân học tập 2025"], ["Xã", "Đăng ký", ""], ["", "Công nhân", "Nông dân"], ["A", 5, 6]])
    assert read.pick("group_id", "measure", "number") == [
        ("workers", "registered", 5.0),
        ("farmers", "registered", 6.0),
    ]
    assert VOCABULARY.read("CÔNG NHÂN").groups == ("workers",)
    assert VOCABULARY.read("CÔNG NHẬN").measures == ("recognised",)
    assert VOCABULARY.read("cong nhan", prefer="group").groups == ("workers",)


def test_two_header_rows_merged() -> None:
    rows = [
        ["Năm 2024"],
        ["STT", "Tên xã, phường, thị trấn", "Gia đình học tập", "", "", "Dòng họ học tập", "", "", "Ghi chú"],
        ["", "", "Tổng số", "Đăng ký", "Công nhận", "Tổng số", "Đăng ký", "Công nhận", ""],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
        [1, "Xã A", 100, 80, 70, 10, 8, 7, ""],
    ]
    wanted = [
        ("C5", "gia_dinh_hoc_tap", "total", 100.0),
        ("D5", "gia_dinh_hoc_tap", "registered", 80.0),
        ("E5", "gia_dinh_hoc_tap", "recognised", 70.0),
        ("F5", "dong_ho_hoc_tap", "total", 10.0),
        ("G5", "dong_ho_hoc_tap", "registered", 8.0),
        ("H5", "dong_ho_hoc_tap", "recognised", 7.0),
    ]
    merged = ["A2:A3", "B2:B3", "C2:E2", "F2:H2", "I2:I3"]
    for ranges in (merged, []):  # a CSV or an .xlsb does not say what was merged
        read = read_sheet(rows, merged=ranges)
        assert read.pick("cell", "title_id", "measure", "number") == wanted
        assert read.layouts[0].context.header_cell == "A2"
        assert read.layouts[0].columns[0].header == "STT"
        assert read.rules == []


def test_three_header_rows_without_merge_information() -> None:
    read = read_sheet(
        [
            ["Năm 2024"],
            ["STT", "Xã/phường", "Công dân học tập", "", "", "", "Gia đình học tập", "", ""],
            ["", "", "Đăng ký", "", "Công nhận", "", "Tổng số hộ", "Đăng ký", "Công nhận"],
            ["", "", "SL", "TL%", "SL", "TL%", "", "", ""],
            ["A", "B", "1", "2=1/3", "3", "4", "5", "6", "7"],
            ["1", "Xã A", "10", "50%", "5", "20%", "100", "50", "40"],
        ]
    )
    assert read.pick("cell", "title_id", "measure", "text", "number") == [
        ("C6", "cong_dan_hoc_tap", "registered", "10", None),
        ("E6", "cong_dan_hoc_tap", "recognised", "5", None),
        ("G6", "gia_dinh_hoc_tap", "total", "100", None),
        ("H6", "gia_dinh_hoc_tap", "registered", "50", None),
        ("I6", "gia_dinh_hoc_tap", "recognised", "40", None),
    ]


def test_total_beside_groups_is_the_total_of_the_measure_above() -> None:
    read = read_sheet(
        [
            ["Công dân học tập năm 2025"],
            ["TT", "Đơn vị", "Đăng ký", "", "", "Được công nhận", "", "", "Tỷ lệ %"],
            ["", "", "Tổng số", "Nông dân", "Công nhân", "Tổng số", "Nông dân", "Công nhân", ""],
            [1, "Xã A", 10, 4, 6, 9, 4, 5, "90%"],
        ],
        merged=["A1:I1", "A2:A3", "B2:B3", "C2:E2", "F2:H2", "I2:I3"],
    )
    assert read.pick("cell", "group_id", "measure") == [
        ("C4", None, "registered"),
        ("D4", "farmers", "registered"),
        ("E4", "workers", "registered"),
        ("F4", None, "recognised"),
        ("G4", "farmers", "recognised"),
        ("H4", "workers", "recognised"),
    ]


def test_titles_and_measures_in_single_headers() -> None:
    header = [
        "TT",
        "Xã",
        "Tổng số hộ",
        "GĐHT đăng ký",
        "Số gia đình được công nhận",
        "TL%",
        "Số dòng họ được công nhận",
    ]
    read = read_sheet([["Năm 2025"], header, [1, "A", 100, 80, 70, 70, 8]])
    assert read.pick("title_id", "measure", "number") == [
        ("gia_dinh_hoc_tap", "total", 100.0),
        ("gia_dinh_hoc_tap", "registered", 80.0),
        ("gia_dinh_hoc_tap", "recognised", 70.0),
        ("dong_ho_hoc_tap", "recognised", 8.0),
    ]


def test_titles_as_columns_take_their_measure_from_the_title_line() -> None:
    header = ["STT", "Tên xã", "GĐHT", "DHHT", "CĐHT thôn"]
    read = read_sheet([["KẾT QUẢ CÔNG NHẬN NĂM 2025"], header, [1, "A", 10, 9, 8]])
    assert read.pick("title_id", "measure") == [
        ("gia_dinh_hoc_tap", "recognised"),
        ("dong_ho_hoc_tap", "recognised"),
        ("cong_dong_hoc_tap_thon", "recognised"),
    ]
    unsaid = read_sheet([["BÁO CÁO NĂM 2025"], ["STT", "Tên xã", "Số GĐHT", "DHHT"], [1, "A", 10, 9]])
    assert unsaid.pick("title_id", "measure") == [("gia_dinh_hoc_tap", "recognised")]
    assert unsaid.rules == [("measure_understood", "C2"), ("measure_unknown", "D2")]


def test_what_is_counted_names_the_title_of_its_table() -> None:
    read = read_sheet([["Năm 2025"], ["Tên xã", "Tổng số hộ", "ĐK", "CN"], ["A", 10, 9, 8]])
    assert {row[0] for row in read.pick("title_id")} == {"gia_dinh_hoc_tap"}
    assert read.rules == [("title_understood", "B2")]


def test_columns_named_twice_are_not_guessed() -> None:
    read = read_sheet([TITLE, ["Tên xã", "Đăng ký", "Đạt", "Được công nhận"], ["A", 10, 9, 8]])
    assert read.pick("cell") == [("B3",)]
    assert read.rules == [("column_twice", "C2"), ("column_twice", "D2")]


def test_years_over_the_columns_are_their_periods() -> None:
    rows = [["GĐHT"], ["Tên xã", "Năm 2023", "", "Năm 2024", ""], ["", "ĐK", "CN", "ĐK", "CN"], ["Xã A", 1, 2, 3, 4]]
    assert read_sheet(rows).pick("period", "measure", "number") == [
        ("2023", "registered", 1.0),
        ("2023", "recognised", 2.0),
        ("2024", "registered", 3.0),
        ("2024", "recognised", 4.0),
    ]


def test_a_year_in_a_header_does_not_widen_the_period_of_the_report() -> None:
    rows = [["GĐHT 6 tháng đầu năm 2025"], ["Xã", "Đăng ký năm 2025", "Công nhận"], ["A", 2, 1]]
    assert read_sheet(rows).pick("period", "measure") == [("2025-H1", "registered"), ("2025-H1", "recognised")]


@pytest.mark.parametrize(
    ("line", "scale"),
    [
        ("ĐVT: nghìn hộ", 1000),
        ("Đơn vị tính: 1.000 hộ", 1000),
        ("(Đơn vị: nghìn người)", 1000),
        ("Biểu số 1. ĐVT: triệu người", 1_000_000),
        ("ĐVT: hộ", 1),
        ("Đơn vị tính: người, %", 1),
    ],
)
def test_unit_lines_scale_the_table(line: str, scale: int) -> None:
    read = read_sheet([TITLE, ["", "", line], ["Tên xã", "Đăng ký", "Công nhận"], ["A", 10, 9]])
    assert read.pick("scale", "number") == [(scale, 10.0), (scale, 9.0)]
    assert read.rules == []


@pytest.mark.parametrize("line", ["ĐVT: chục hộ", "ĐVT: trăm người", "Đơn vị tính: 10 hộ", "ĐVT: vạn người"])
def test_unknown_units_reject_the_table(line: str) -> None:
    read = read_sheet([TITLE, ["", "", line], ["Tên xã", "Đăng ký", "Công nhận"], ["A", 10, 9]])
    assert read.cells.height == 0
    assert read.rules == [("unit_unknown", "C2")]


def test_units_in_headers_hold_for_their_column() -> None:
    header = ["Tên xã", "Tổng số (nghìn hộ)", "Đăng ký (hộ)", "Công nhận (trăm hộ)"]
    read = read_sheet([TITLE, header, ["A", 10, 9, 8]])
    assert read.pick("measure", "scale") == [("total", 1000), ("registered", 1)]
    assert read.rules == [("unit_unknown", "D2")]


def test_a_column_of_units_scales_its_rows() -> None:
    header = ["Nội dung", "ĐVT", "Đăng ký"]
    rows = [
        ["Gia đình học tập", "nghìn hộ", 5],
        ["Dòng họ học tập", "dòng họ", 6],
        ["Công dân học tập", "chục người", 7],
    ]
    read = read_sheet([["Năm 2025"], header, *rows])
    assert read.pick("title_id", "scale") == [("gia_dinh_hoc_tap", 1000), ("dong_ho_hoc_tap", 1)]
    assert read.rules == [("unit_unknown", "B5")]


def test_a_heading_over_quantity_and_rate_names_the_measure() -> None:
    read = read_sheet(
        [
            ["GIA ĐÌNH HỌC TẬP NĂM 2024"],
            ["TT", "Xã", "Đăng ký đầu năm", "Được công nhận cuối năm", "", "Ghi chú"],
            ["", "", "", "Số lượng", "Tỷ lệ", ""],
            [1, "Xã A", 5, 4, 80, ""],
        ],
        merged=["A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3"],
    )
    assert read.pick("cell", "measure") == [("C4", "registered"), ("D4", "recognised")]
    assert read.rules == []


def test_a_banner_over_the_whole_table_changes_nothing() -> None:
    rows = [
        ["Năm 2024"],
        ["TT", "Xã", "Kết quả phong trào khuyến học", "", ""],
        ["", "", "GĐHT", "", "DHHT"],
        ["", "", "ĐK", "CN", "CN"],
        [1, "Xã A", 4, 3, 2],
    ]
    read = read_sheet(rows, merged=["A2:A4", "B2:B4", "C2:E2", "C3:D3"])
    assert read.pick("title_id", "measure", "number") == [
        ("gia_dinh_hoc_tap", "registered", 4.0), ("gia_dinh_hoc_tap", "recognised", 3.0), ("dong_ho_hoc_tap", "recognised", 2.0)
    ]  # fmt: skip
    assert read.layouts[0].context.header_cell == "A2"


def test_parts_of_the_recognised_leave_the_total_above_them_recognised() -> None:
    rows = [
        ["CDHT 2024"],
        ["Xã", "Đăng ký", "Được công nhận", ""],
        ["", "", "Tổng số", "Có kỹ năng số"],
        ["Xã A", 9, 8, 7],
    ]
    read = read_sheet(rows, merged=["A2:A3", "B2:B3", "C2:D2"])
    assert read.pick("measure") == [("registered",), ("recognised",), ("digital_skill",)]


def test_numbers_without_any_header_are_said() -> None:
    read = read_sheet([TITLE, ["Tên xã", "Đăng ký"], ["Xã A", 9, "", 15]])
    assert read.pick("cell") == [("B3",)]
    assert read.rules == [("column_not_read", "D2")]
