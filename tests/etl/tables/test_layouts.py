"""Kinds of tables: plain, wide, long, a ward's own report, several in a sheet or a file, and a new one as a data file."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import polars as pl

from etl.cells import CELL_SCHEMA, LINE_SCHEMA
from etl.findings import Findings
from etl.tables import extract_cells, find_tables, read_vocabulary
from tests.etl.tables.reading import VOCABULARY, join_lines, make_sheet, read_sheet

FORM = [
    ["BIỂU TỔNG HỢP KẾT QUẢ CÔNG NHẬN DANH HIỆU HỌC TẬP"],
    ["Tỉnh, thành phố", "", "01", "Thành phố Hà Nội"],
    ["Kỳ báo cáo", "", "2025-H1"],
    ["Ngày chốt số liệu", "", "30/06/2025"],
    ["Tính chất số liệu", "", "Tạm tính"],
    ["Nguồn", "", "Hội Khuyến học"],
    [],
    ["STT", "Mã địa bàn", "Tên địa bàn", "Danh hiệu", "Nhóm đối tượng", "Tổng số", "Đăng ký", "Được đánh giá", "Được công nhận", "Ghi chú"],
    [1, "00004", "Phường Ba Đình", "Công dân học tập", "", 1200, 900, 800, "KBC", ""],
    [2, "00004", "Phường Ba Đình", "Công dân học tập", "Nông dân", 100, 90, "", 70, "gửi sau"],
    [3, "00008", "Phường Ngọc Hà", "Gia đình học tập", "", "", "", "", "", ""],
]  # fmt: skip


def test_the_standard_form_in_every_column() -> None:
    read = read_sheet(FORM)
    first = read.cells.row(0, named=True)
    assert first == {
        "table_id": 0,
        "sheet": "Sheet1",
        "row_number": 9,
        "cell": "F9",
        "area_code": "00004",
        "area_code_cell": "B9",
        "area_name": "Phường Ba Đình",
        "area_name_cell": "C9",
        "section": None,
        "title_id": "cong_dan_hoc_tap",
        "title_cell": "D9",
        "group_id": None,
        "measure": "total",
        "period": "2025-H1",
        "text": "1200",
        "number": 1200.0,
        "is_percent": False,
        "error": None,
        "scale": 1,
        "is_total": False,
    }
    fields = {**LINE_SCHEMA, **CELL_SCHEMA, "cell": pl.String()}
    assert dict(read.cells.schema) == {name: fields[name] for name in first}
    assert read.pick("cell", "group_id", "measure", "text") == [
        ("F9", None, "total", "1200"),
        ("G9", None, "registered", "900"),
        ("H9", None, "assessed", "800"),
        ("I9", None, "recognised", "KBC"),
        ("F10", "farmers", "total", "100"),
        ("G10", "farmers", "registered", "90"),
        ("H10", "farmers", "assessed", ""),
        ("I10", "farmers", "recognised", "70"),
    ]
    assert read.rules == [("nothing_reported", "C11")]


def test_long_table_with_one_column_of_numbers() -> None:
    header = ["Kỳ", "Mã xã", "Tên xã", "Danh hiệu", "Nhóm", "Chỉ tiêu", "Giá trị"]
    rows = [
        ["2024", "00004", "Phường A", "CDHT", "Nông dân", "Đăng ký", "5"],
        ["Quý I/2025", "00004", "Phường A", "GĐHT", "", "Được công nhận", "7"],
        ["2025", "00004", "Phường A", "Cộng đồng", "", "Được công nhận", "7"],
        ["2025", "00004", "Phường A", "GĐHT", "Nông zân", "Được công nhận", "7"],
        ["2025", "00004", "Phường A", "GĐHT", "", "Công nhận mới", "7"],
        ["năm ngoái", "00004", "Phường A", "GĐHT", "", "Công nhận", "7"],
        ["2025", "00004", "Phường A", "GĐHT", "", "Tổng số", "rất nhiều"],
    ]
    read = read_sheet([header, *rows])
    assert read.pick("cell", "period", "title_id", "group_id", "measure", "text") == [
        ("G2", "2024", "cong_dan_hoc_tap", "farmers", "registered", "5"),
        ("G3", "2025-Q1", "gia_dinh_hoc_tap", None, "recognised", "7"),
        ("G8", "2025", "gia_dinh_hoc_tap", None, "total", "rất nhiều"),
    ]
    assert read.rules == [
        ("unknown_title", "D4"), ("unknown_group", "E5"), ("content_not_read", "F6"), ("period_unread", "A7")
    ]  # fmt: skip
    assert read.findings.rows[1]["suggestions"][0] == "Nông dân"
    assert "Cộng đồng học tập cấp xã" in read.findings.rows[0]["suggestions"]


def test_long_table_with_areas_written_once() -> None:
    rows = [
        ["Xã A", "Tổng số hộ", 100],
        ["", "Số hộ đăng ký", 80],
        ["", "Được công nhận", 70],
        ["Xã B", "Số hộ đăng ký", 40],
    ]
    for merged in ([], ["A3:A5"]):
        read = read_sheet([["GĐHT năm 2025"], ["Tên xã", "Chỉ tiêu", "Số lượng"], *rows], merged=merged)
        assert read.pick("area_name", "area_name_cell", "measure", "title_id") == [
            ("Xã A", "A3", "total", "gia_dinh_hoc_tap"),
            ("Xã A", "A3", "registered", "gia_dinh_hoc_tap"),
            ("Xã A", "A3", "recognised", "gia_dinh_hoc_tap"),
            ("Xã B", "A6", "registered", "gia_dinh_hoc_tap"),
        ]


def test_a_wards_own_report() -> None:
    read = read_sheet(
        [
            ["ỦY BAN NHÂN DÂN PHƯỜNG BA ĐÌNH"],
            ["Kết quả 6 tháng đầu năm 2025"],
            ["TT", "Nội dung", "ĐVT", "Đăng ký", "Công nhận"],
            [1, "Công dân học tập", "người", 800, 700],
            ["", "Trong đó: Nông dân", "người", 80, 70],
            ["", "- Công nhân", "người", 60, 50],
            [2, "Gia đình học tập", "hộ", 400, 300],
            [3, "Quỹ khuyến học", "triệu đồng", 4, 3],
            ["", "Tổng cộng", "", 1200, 1000],
        ]
    )
    assert read.pick("cell", "title_id", "group_id")[::2] == [
        ("D4", "cong_dan_hoc_tap", None),
        ("D5", "cong_dan_hoc_tap", "farmers"),
        ("D6", "cong_dan_hoc_tap", "workers"),
        ("D7", "gia_dinh_hoc_tap", None),
    ]
    assert set(read.pick("area_code", "area_name", "area_name_cell", "period")) == {(None, None, None, "2025-H1")}
    assert read.pick("cell", totals=True) == []  # a sum over titles reconciles with nothing
    assert read.rules == [("content_not_read", "B8")]


def test_groups_as_rows_of_one_title() -> None:
    rows = [[1, "Nông dân", 10, 8], [2, "Công nhân", 5, 4]]
    above = read_sheet(
        [["CÔNG DÂN HỌC TẬP 2025"], ["STT", "Nội dung", "Đăng ký", "Công nhận"], ["", "Tổng số", 15, 12], *rows]
    )
    below = read_sheet(
        [["CÔNG DÂN HỌC TẬP 2025"], ["STT", "Nhóm đối tượng", "Đăng ký", "Công nhận"], *rows, ["", "Cộng", 15, 12]]
    )
    assert above.pick("group_id", "number")[::2] == [(None, 15.0), ("farmers", 10.0), ("workers", 5.0)]
    assert below.pick("group_id", "number")[::2] == [("farmers", 10.0), ("workers", 5.0), (None, 15.0)]


def test_contents_that_name_title_and_measure() -> None:
    rows = [
        ["Số gia đình đăng ký", 3, 4],
        ["Số GĐHT được công nhận", 5, 6],
        ["Tỷ lệ GĐHT (%)", 50, 60],
        ["Số GĐHT tiêu biểu", 1, 1],
    ]
    read = read_sheet([["Nội dung", "Năm 2023", "Năm 2024"], *rows])
    assert read.pick("cell", "title_id", "measure", "period") == [
        ("B2", "gia_dinh_hoc_tap", "registered", "2023"),
        ("C2", "gia_dinh_hoc_tap", "registered", "2024"),
        ("B3", "gia_dinh_hoc_tap", "recognised", "2023"),
        ("C3", "gia_dinh_hoc_tap", "recognised", "2024"),
    ]
    assert read.rules == [("unknown_content", "A5")]


def test_areas_as_headings_over_rows_of_titles() -> None:
    rows = [
        ["I", "Phường Ba Đình"],
        [1, "Gia đình học tập", 5, 4],
        [2, "Dòng họ học tập", 3, 2],
        ["II", "Phường Ngọc Hà"],
        [1, "GĐHT", 7, 6],
    ]
    for column in ("Nội dung", "Đơn vị"):
        read = read_sheet([["Năm 2025"], ["TT", column, "Đăng ký", "Công nhận"], *rows])
        assert read.pick("area_name", "area_name_cell", "title_id")[::2] == [
            ("Phường Ba Đình", "B3", "gia_dinh_hoc_tap"),
            ("Phường Ba Đình", "B3", "dong_ho_hoc_tap"),
            ("Phường Ngọc Hà", "B6", "gia_dinh_hoc_tap"),
        ]


def test_titles_as_rows_of_each_area_with_a_sum() -> None:
    rows = [
        [1, "Xã A", "Gia đình học tập", 5, 4],
        ["", "", "Dòng họ học tập", 3, 2],
        ["", "Tổng cộng", "Gia đình học tập", 5, 4],
    ]
    header = ["TT", "Tên xã", "Mô hình", "Đăng ký", "Công nhận"]
    read = read_sheet([["Năm 2025"], header, *rows, ["", "", "Dòng họ học tập", 3, 2]], merged=["A3:A4", "B3:B4"])
    assert read.pick("area_name", "title_id")[::2] == [("Xã A", "gia_dinh_hoc_tap"), ("Xã A", "dong_ho_hoc_tap")]
    assert read.pick("title_id", totals=True)[::2] == [("gia_dinh_hoc_tap",), ("dong_ho_hoc_tap",)]


def test_district_column_is_the_section_of_the_wards() -> None:
    rows = [
        ["Huyện Yên Phong", "Xã A", 1, 1],
        ["", "Xã B", 1, 1],
        ["Huyện Gia Bình", "Xã C", 1, 1],
        ["Tổng cộng", "", 3, 3],
    ]
    for merged in ([], ["A3:A4"]):
        read = read_sheet([["GĐHT 2024"], ["Huyện", "Xã", "Đăng ký", "Công nhận"], *rows], merged=merged)
        assert read.pick("section", "area_name")[::2] == [
            ("Huyện Yên Phong", "Xã A"), ("Huyện Yên Phong", "Xã B"), ("Huyện Gia Bình", "Xã C")
        ]  # fmt: skip
        assert read.pick("section", "area_name", totals=True)[::2] == [(None, "Tổng cộng")]


def test_area_column_without_a_telling_header() -> None:
    for header in ("", "Hội KH các đơn vị trực thuộc", "Phường, xã (sau sắp xếp)"):
        read = read_sheet(
            [["GĐHT 2025"], ["TT", header, "Đăng ký", "Công nhận"], [1, "Phường A", 5, 4], [2, "Xã B", 3, 2]]
        )
        assert read.pick("area_name", "area_name_cell")[::2] == [("Phường A", "B3"), ("Xã B", "B4")]


def test_villages_are_handed_on_as_areas_and_not_taken_for_the_ward() -> None:
    for header in ("Tổ dân phố", "Tổ", ""):
        read = read_sheet(
            [["PHƯỜNG A, GĐHT 2025"], ["STT", header, "Đăng ký", "Công nhận"], [1, "Tổ 1", 5, 4], ["", "Cộng", 5, 4]]
        )
        assert read.pick("area_name")[::2] == [("Tổ 1",)]
        assert len(read.pick("area_name", totals=True)) == 2


def test_codes_without_names() -> None:
    read = read_sheet([["GĐHT 2025"], ["Mã xã", "Đăng ký", "Công nhận"], ["00004", 5, 4]])
    assert read.pick("area_code", "area_code_cell", "area_name", "area_name_cell")[0] == ("00004", "A3", None, None)


def test_several_tables_in_one_sheet() -> None:
    header = ["STT", "Tên xã", "Đăng ký", "Công nhận"]
    rows = [
        ["Đơn vị: Huyện Yên Phong"],
        ["BIỂU 1. GIA ĐÌNH HỌC TẬP NĂM 2025"],
        header,
        [1, "A", 10, 9],
        ["", "Tổng", 10, 9],
        ["Ghi chú: sơ bộ"],
        [],
        ["BIỂU 2. DÒNG HỌ HỌC TẬP NĂM 2024"],
        header,
        [1, "A", 3, 2],
    ]
    read = read_sheet(rows)
    assert [layout.context.table_id for layout in read.layouts] == [0, 1]
    assert [layout.context.header_cell for layout in read.layouts] == ["A3", "A9"]
    assert read.pick("table_id", "cell", "title_id", "period")[::2] == [
        (0, "C4", "gia_dinh_hoc_tap", "2025"), (1, "C10", "dong_ho_hoc_tap", "2024")
    ]  # fmt: skip
    assert ("A1", "Đơn vị: Huyện Yên Phong") in read.layouts[1].context.lines


def test_a_second_table_with_other_columns() -> None:
    rows = [
        ["Năm 2025"],
        ["STT", "Tên xã", "Gia đình học tập", ""],
        ["", "", "Đăng ký", "Công nhận"],
        [1, "A", 10, 9],
        [],
        ["TT", "Đơn vị", "Nhóm", "CDHT đăng ký", "CDHT được công nhận"],
        [1, "A", "Nông dân", 3, 2],
    ]
    read = read_sheet(rows)
    assert read.pick("table_id", "cell", "title_id", "group_id")[::2] == [
        (0, "C4", "gia_dinh_hoc_tap", None), (1, "D7", "cong_dan_hoc_tap", "farmers")
    ]  # fmt: skip


def test_parts_of_a_long_text_file_go_on_where_the_last_one_ended() -> None:
    rows = [
        ["GĐHT 2025"],
        ["STT", "Đơn vị", "Mô hình", "Đăng ký"],
        ["I", "Khối phường", "", ""],
        ["1", "Phường A", "GĐHT", "5"],
    ]
    first = make_sheet(rows)
    part = replace(make_sheet([["", "", "DHHT", "4"], ["2", "Phường B", "GĐHT", "3"]]), first_row=4)
    findings = Findings()
    (layout,) = find_tables(first, VOCABULARY, findings)
    cells = pl.concat([join_lines(extract_cells(layout, sheet, findings)) for sheet in (first, part)])
    assert cells.select("cell", "area_name", "area_name_cell", "section", "title_id").rows() == [
        ("D4", "Phường A", "B4", "Khối phường", "gia_dinh_hoc_tap"),
        ("D5", "Phường A", "B4", "Khối phường", "dong_ho_hoc_tap"),
        ("D6", "Phường B", "B6", "Khối phường", "gia_dinh_hoc_tap"),
    ]


def test_a_new_layout_is_a_data_file_only() -> None:
    source = tomllib.loads("""
        name_vi = "Biểu của một tỉnh"
        kind = "form"
        [constants]
        title = "gia_dinh_hoc_tap"
        period = "2024"
        report_status = "final"
        [words.columns]
        area_ward = ["Chi bộ Hội"]
        [words.measures]
        recognised = ["Gắn biển"]
        registered = ["Ghi danh"]
        [words.groups]
        farmers = ["Xã viên"]
    """)
    rows = [["TT", "Chi bộ Hội", "Ghi danh", "Gắn biển"], [1, "Xã A", 5, 4]]
    assert read_sheet(rows).layouts == []
    read = read_sheet(rows, vocabulary=read_vocabulary(source))
    assert read.pick("area_name", "title_id", "measure", "period", "number") == [
        ("Xã A", "gia_dinh_hoc_tap", "registered", "2024", 5.0),
        ("Xã A", "gia_dinh_hoc_tap", "recognised", "2024", 4.0),
    ]
    assert read.layouts[0].context.report_status == "final"
    assert read.rules == []
