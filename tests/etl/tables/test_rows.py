"""Rows that are no plain figures: sections, sums, notes, numbering, repeated headers, blanks, rows not filled in."""

from __future__ import annotations

import pytest

from tests.etl.tables.reading import VOCABULARY, read_sheet

TITLE = ["GIA ĐÌNH HỌC TẬP NĂM 2025"]
HEADER = ["STT", "Đơn vị", "Đăng ký", "Công nhận"]


@pytest.mark.parametrize(
    "label",
    [
        "Tổng cộng", "Cộng", "Tổng số", "Tổng", "Toàn thành phố", "Toàn tỉnh Bắc Ninh", "TỔNG CỘNG (I+II)", "Tổng cộng:", "tong cong",
        "Toàn thành phố Hà Nội", "TỔNG SỐ",
    ],
)  # fmt: skip
def test_sums_are_marked_and_belong_to_no_section(label: str) -> None:
    rows = [TITLE, HEADER, ["I", "Khối phường"], [1, "Phường A", 5, 4], ["", label, 5, 4]]
    for placed in (rows, [*rows[:-1], [label, "", 5, 4]]):  # in its column, or merged from the first one on
        read = read_sheet(placed)
        assert read.pick("cell", "area_name", "section") == [
            ("C4", "Phường A", "Khối phường"),
            ("D4", "Phường A", "Khối phường"),
        ]
        assert read.pick("cell", "area_name", "section", totals=True) == [("C5", label, None), ("D5", label, None)]


@pytest.mark.parametrize("name", ["Xã Cộng Hòa", "Cộng Hiền", "Toàn Thắng", "Xã Tổng Cọt", "Công Liêm"])
def test_areas_whose_names_begin_like_sums_are_areas(name: str) -> None:
    assert read_sheet([TITLE, HEADER, [1, name, 5, 4]]).pick("area_name")[0] == (name,)


def test_sections_by_roman_numbers_with_and_without_sums() -> None:
    read = read_sheet(
        [
            TITLE,
            HEADER,
            ["I", "Quận Ba Đình"],
            [1, "Phường Phúc Xá", 10, 9],
            [2, "Phường Cống Vị", 5, 4],
            ["II", "Quận Cầu Giấy", 7, 6],
            [1, "Phường Quan Hoa", 7, 6],
            ["", "Toàn thành phố", 22, 19],
        ]
    )
    assert read.pick("cell", "section", "area_name") == [
        ("C4", "Quận Ba Đình", "Phường Phúc Xá"),
        ("D4", "Quận Ba Đình", "Phường Phúc Xá"),
        ("C5", "Quận Ba Đình", "Phường Cống Vị"),
        ("D5", "Quận Ba Đình", "Phường Cống Vị"),
        ("C7", "Quận Cầu Giấy", "Phường Quan Hoa"),
        ("D7", "Quận Cầu Giấy", "Phường Quan Hoa"),
    ]
    assert read.pick("cell", "section", totals=True) == [
        ("C6", "Quận Cầu Giấy"), ("D6", "Quận Cầu Giấy"), ("C8", None), ("D8", None)
    ]  # fmt: skip
    assert read.rules == []


def test_rows_all_numbered_in_roman_are_ordinary() -> None:
    read = read_sheet([TITLE, HEADER, ["I", "Xã A", 5, 4], ["II", "Xã B", 3, 2], ["III", "Xã C", 1, 1]])
    assert read.pick("area_name", "section")[::2] == [("Xã A", None), ("Xã B", None), ("Xã C", None)]
    assert read.pick("cell", totals=True) == []


def test_last_section_without_rows_of_its_own_is_an_ordinary_row() -> None:
    rows = [["I", "Quận Ba Đình", 9, 8], [1, "Phường A", 9, 8], ["II", "Đặc khu Côn Đảo", 3, 2]]
    read = read_sheet([TITLE, HEADER, *rows])
    assert read.pick("area_name")[::2] == [("Phường A",), ("Đặc khu Côn Đảo",)]


@pytest.mark.parametrize("signs", [[1, 1.1, "1.2", 2, "2.1"], ["", "-", "-", "", "-"], ["A", 1, 2, "B", 1]])
def test_subtotals_by_any_deeper_numbering(signs: list[object]) -> None:
    names = ["Quận Ba Đình", "Phường A", "Phường B", "Quận Đống Đa", "Phường C"]
    read = read_sheet([TITLE, HEADER, *([sign, name, 5, 4] for sign, name in zip(signs, names, strict=True))])
    assert read.pick("section", "area_name")[::2] == [
        ("Quận Ba Đình", "Phường A"), ("Quận Ba Đình", "Phường B"), ("Quận Đống Đa", "Phường C")
    ]  # fmt: skip
    assert read.pick("section", totals=True)[::2] == [("Quận Ba Đình",), ("Quận Đống Đa",)]


def test_districts_over_wards_without_any_numbering() -> None:
    rows = [
        ["Quận Ba Đình", 10, 9],
        ["- Phường A", 5, 4],
        ["- Phường B", 5, 5],
        ["Quận Đống Đa", 3, 3],
        ["- Phường C", 3, 3],
    ]
    read = read_sheet([TITLE, ["Đơn vị", "Đăng ký", "Công nhận"], *rows])
    assert read.pick("section", "area_name")[::2] == [
        ("Quận Ba Đình", "Phường A"), ("Quận Ba Đình", "Phường B"), ("Quận Đống Đa", "Phường C")
    ]  # fmt: skip


def test_abbreviated_tiers_are_not_numbering() -> None:
    names = ["P. Ba Đình", "X. Yên Sở", "P. Láng", "Q. Đống Đa", "A Lưới", "TP. Thủ Đức", "Quận 1"]
    read = read_sheet([TITLE, ["Đơn vị", "Đăng ký", "Công nhận"], *([name, 5, 4] for name in names)])
    assert read.pick("area_name")[::2] == [(name,) for name in names]


def test_groups_of_wards_with_sums_before_and_after() -> None:
    read = read_sheet(
        [
            TITLE,
            HEADER,
            ["", "Khối phường", 8, 6],
            [1, "Phường A", 8, 6],
            ["", "Khối xã"],
            [1, "Xã B", 3, 2],
            ["", "Cộng khối xã", 3, 2],
            ["", "Tổng cộng", 11, 8],
        ]
    )
    assert read.pick("section", "area_name")[::2] == [("Khối phường", "Phường A"), ("Khối xã", "Xã B")]
    assert read.pick("cell", "section", totals=True)[::2] == [("C3", "Khối phường"), ("C7", "Khối xã"), ("C8", None)]


def test_bare_sums_at_the_end_of_each_section() -> None:
    rows = [
        ["I", "Khối phường"],
        [1, "A", 5, 4],
        ["", "Cộng", 5, 4],
        ["II", "Khối xã"],
        [1, "B", 2, 1],
        ["", "Cộng", 2, 1],
    ]
    read = read_sheet([TITLE, HEADER, *rows, ["", "Tổng cộng", 7, 5]])
    assert read.pick("section", totals=True)[::2] == [("Khối phường",), ("Khối xã",), (None,)]
    assert read_sheet([TITLE, HEADER, *rows]).pick("section", totals=True)[::2] == [("Khối phường",), ("Khối xã",)]


def test_sections_that_name_titles() -> None:
    read = read_sheet(
        [
            ["Năm 2025"],
            HEADER,
            ["A", "GIA ĐÌNH HỌC TẬP", 11, 10],
            [1, "Xã A", 1, 1],
            [2, "Xã B", 10, 9],
            ["B. Danh hiệu Dòng họ học tập"],
            [1, "Xã A", 3, 2],
            ["", "Cộng", 3, 2],
        ],
        merged=["A6:D6"],
    )
    assert read.pick("cell", "title_id", "section")[::2] == [
        ("C4", "gia_dinh_hoc_tap", None), ("C5", "gia_dinh_hoc_tap", None), ("C7", "dong_ho_hoc_tap", None)
    ]  # fmt: skip
    assert read.pick("cell", "title_id", totals=True)[::2] == [("C3", "gia_dinh_hoc_tap"), ("C8", "dong_ho_hoc_tap")]


def test_sections_that_name_periods() -> None:
    read = read_sheet([["GĐHT"], HEADER, ["", "Năm 2023"], [1, "Xã A", 5, 4], ["", "Năm 2024"], [1, "Xã A", 6, 5]])
    assert read.pick("period", "number")[::2] == [("2023", 5.0), ("2024", 6.0)]


@pytest.mark.parametrize(
    "numbers", [["(1)", "(2)", "(3)", "(4)"], ["A", "B", 1, 2], [1, 2, 3, 4], ["A", "B", "1", "2=1/3"]]
)
def test_numbering_under_the_header_is_no_row(numbers: list[object]) -> None:
    read = read_sheet([TITLE, HEADER, numbers, [1, "Xã A", 5, 4]])
    assert read.pick("cell") == [("C4",), ("D4",)]
    assert read.rules == []


def test_repeated_headers_inside_a_long_table() -> None:
    rows = [["A", "B", 1, 2], [1, "Xã A", 5, 4], HEADER, ["A", "B", 1, 2], [2, "Xã B", 3, 2]]
    read = read_sheet([TITLE, HEADER, *rows])
    assert len(read.layouts) == 1
    assert read.pick("cell", "area_name")[::2] == [("C4", "Xã A"), ("C7", "Xã B")]
    assert read.rules == []


def test_notes_and_signatures_below_are_left_out() -> None:
    read = read_sheet(
        [
            TITLE,
            HEADER,
            [1, "Xã A", 5, 4],
            [],
            ["", "Ghi chú: số liệu do các xã báo cáo"],
            ["", "", "", "Phường Ba Đình, ngày 15 tháng 01 năm 2026"],
            ["", "Người lập biểu", "", "CHỦ TỊCH"],
            ["", "Nguyễn Văn A", "", "Trần Thị B"],
        ]
    )
    assert read.pick("cell") == [("C3",), ("D3",)]
    assert read.rules == []


def test_figures_below_a_note_are_not_lost() -> None:
    read = read_sheet([TITLE, HEADER, [1, "Xã A", 5, 4], ["Ghi chú: trang 1"], [2, "Xã B", 3, 2]])
    assert read.pick("area_name")[::2] == [("Xã A",), ("Xã B",)]


def test_blank_rows_and_columns_inside_do_not_end_the_table() -> None:
    header = ["STT", "", "Đơn vị", "Đăng ký", "", "Công nhận"]
    read = read_sheet([TITLE, [], header, [], [1, "", "Xã A", 5, "", 4], [], [], [2, "", "Xã B", 3, "", 2]])
    assert read.pick("cell", "area_name", "measure") == [
        ("D5", "Xã A", "registered"), ("F5", "Xã A", "recognised"), ("D8", "Xã B", "registered"), ("F8", "Xã B", "recognised")
    ]  # fmt: skip


def test_rows_not_filled_in_are_said_once_and_blanks_in_filled_rows_kept() -> None:
    rows = [[1, "Xã A", 5, ""], [2, "Xã B"], [3, "Vạn Phúc", "", ""], [4, "", "", ""], [5, "Xã D", "KBC", "x"]]
    read = read_sheet([TITLE, HEADER, *rows])
    assert read.pick("cell", "text") == [("C3", "5"), ("D3", ""), ("C7", "KBC"), ("D7", "x")]
    assert read.rules == [("nothing_reported", "B4")]
    assert read.findings.rows[0]["value"] == "B4, B5"


def test_numbers_without_an_area_are_rejected() -> None:
    read = read_sheet([TITLE, HEADER, [1, "Xã A", 5, 4], [2, "", 3, 2]])
    assert read.pick("cell") == [("C3",), ("D3",)]
    assert read.rules == [("area_missing", "B4")]


def test_errors_and_percents_keep_their_cells() -> None:
    rows = [TITLE, HEADER, [1, "Xã A", "", 0.45]]
    read = read_sheet(rows, errors={(2, 2): "#REF!"}, percents=frozenset({(2, 3)}))
    assert read.pick("cell", "text", "number", "error", "is_percent") == [
        ("C3", "", None, "#REF!", False), ("D3", "0.45", 0.45, None, True)
    ]  # fmt: skip


def test_words_of_sums_need_their_accents() -> None:
    assert VOCABULARY.words["rows"]["total"].is_start_of("Cộng I")
    assert not VOCABULARY.words["rows"]["total"].is_start_of("Công Liêm")
