"""What stands above the numbers: letterhead, headers of one to three rows, other words for the columns."""

from __future__ import annotations

from pathlib import Path

from tests.gallery.family import CITY, FAMILY_2025, HEADER, INVENTED, expect_family
from tests.gallery.model import (
    BA_DINH,
    CITIZEN,
    CLAN,
    FAMILY,
    NGOC_HA,
    UNIT,
    add_entry,
    expect_row,
)
from tests.gallery.writers import Tab, write_xlsx


@add_entry(
    ".xlsx",
    seen=[expect_family(BA_DINH, 10, 1200, 900, 700), expect_family(NGOC_HA, 11, 1100, 800, 640)],
    period="2025",
)
def build_title_lines_above(path: Path) -> None:
    """Nine lines of letterhead above the table; the report's own number and date are not its period."""
    rows = [
        ("HỘI KHUYẾN HỌC VIỆT NAM", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("HỘI KHUYẾN HỌC THÀNH PHỐ HÀ NỘI", None, None, "Độc lập - Tự do - Hạnh phúc"),
        (),
        ("BIỂU TỔNG HỢP KẾT QUẢ CÔNG NHẬN DANH HIỆU GIA ĐÌNH HỌC TẬP",),
        ("Năm 2025",),
        ("(Kèm theo Báo cáo số 12/BC-HKH ngày 15 tháng 01 năm 2026; số liệu thử nghiệm)",),
        (),
        (None, None, None, None, None, "Đơn vị tính: hộ"),
        HEADER,
        (1, "00004", "Phường Ba Đình", 1200, 900, 700),
        (2, "00008", "Phường Ngọc Hà", 1100, 800, 640),
    ]
    write_xlsx(path, Tab("Biểu 1", rows, merged=("A4:F4", "A5:F5", "A6:F6", "D1:F1", "D2:F2")))


@add_entry(
    ".xlsx",
    seen=[
        expect_row(BA_DINH, FAMILY, "total D6=1200, registered E6=900, assessed F6=850, recognised G6=700"),
        expect_row(NGOC_HA, FAMILY, "total D7=1100, registered E7=800, assessed F7=790, recognised G7=640"),
    ],
)
def build_header_over_two_rows(path: Path) -> None:
    """A header over two rows: the left columns merged downwards, “Kết quả” merged over three."""
    rows = [
        CITY,
        FAMILY_2025,
        INVENTED,
        ("TT", "Mã địa bàn", "Xã, phường", "Tổng số hộ", "Kết quả", None, None),
        (None, None, None, None, "Số đăng ký", "Số được đánh giá", "Số được công nhận"),
        (1, "00004", "Phường Ba Đình", 1200, 900, 850, 700),
        (2, "00008", "Phường Ngọc Hà", 1100, 800, 790, 640),
    ]
    write_xlsx(path, Tab("Biểu 1", rows, merged=("A4:A5", "B4:B5", "C4:C5", "D4:D5", "E4:G4")))


@add_entry(
    ".xlsx",
    seen=[
        expect_row(
            BA_DINH,
            CITIZEN,
            "total C6=5000, registered D6=4000, assessed E6=3900, recognised F6=3500, digital_skill G6=2800, digital_proficiency H6=1500",
        )
    ],
)
def build_header_over_three_rows(path: Path) -> None:
    """A header over three rows: title, “Được công nhận” with “Trong đó” under it."""
    rows = [
        ("HỘI KHUYẾN HỌC THÀNH PHỐ HÀ NỘI - KẾT QUẢ NĂM 2025 (số liệu thử nghiệm)",),
        (),
        ("STT", "Tên đơn vị", "CÔNG DÂN HỌC TẬP", None, None, None, None, None),
        (None, None, "Tổng số", "Đăng ký", "Được đánh giá", "Được công nhận", None, None),
        (None, None, None, None, None, "Tổng số", "Có kỹ năng số", "Thành thạo kỹ năng số"),
        (1, "Phường Ba Đình", 5000, 4000, 3900, 3500, 2800, 1500),
    ]
    merged = ("A3:A5", "B3:B5", "C3:H3", "C4:C5", "D4:D5", "E4:E5", "F4:H4")
    write_xlsx(path, Tab("Biểu 1", rows, merged=merged))


@add_entry(
    ".xlsx",
    seen=[
        expect_row(BA_DINH, FAMILY, "total C5=1200, registered D5=900, recognised E5=700", sheet="GĐHT"),
        expect_row(BA_DINH, CLAN, "total C5=30, registered D5=25, recognised E5=20", sheet="Dòng họ"),
        expect_row(
            BA_DINH, UNIT, "total C5=14, registered D5=12, assessed E5=11, recognised F5=9", sheet="Đơn vị học tập"
        ),
    ],
)
def build_header_synonyms(path: Path) -> None:
    """Other words for the same columns; “Tổng số ĐK” is a number of registrations, not a total."""
    top = (("Thành phố Hà Nội, năm 2025 (số liệu thử nghiệm)",), ())
    tabs = [
        Tab("GĐHT", [*top, ("Gia đình học tập",), ("TT", "Xã/phường", "Tổng số hộ", "Số đăng ký", "Số công nhận")]),
        Tab(
            "Dòng họ",
            [*top, ("Dòng họ học tập",), ("STT", "Tên xã, phường", "Tổng số dòng họ", "SL đăng ký", "SL công nhận")],
        ),
        Tab(
            "Đơn vị học tập",
            [
                *top,
                ("Đơn vị học tập cấp xã",),
                ("Số TT", "Đơn vị", "Tổng số đơn vị", "Tổng số ĐK", "Số được đánh giá", "Tổng số được công nhận"),
            ],
        ),
    ]
    numbers = [(1200, 900, 700), (30, 25, 20), (14, 12, 11, 9)]
    write_xlsx(
        path,
        *[Tab(tab.name, [*tab.rows, (1, "Phường Ba Đình", *typed)]) for tab, typed in zip(tabs, numbers, strict=True)],
    )


@add_entry(".xlsx", seen=[expect_family(BA_DINH, 6, 1200, 900, 700), expect_family(NGOC_HA, 7, 1100, 800, 640)])
def build_column_number_row(path: Path) -> None:
    """A row (A) (B) (C) (1) (2) (3) under the header, as on every statistical form: it is no data."""
    rows = [
        CITY,
        FAMILY_2025,
        INVENTED,
        HEADER,
        ("A", "B", "C", 1, 2, 3),
        (1, "00004", "Phường Ba Đình", 1200, 900, 700),
        (2, "00008", "Phường Ngọc Hà", 1100, 800, 640),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))
