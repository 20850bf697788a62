"""How tables are laid out: sheets, wide and long layouts, merged areas, a ward's own report, the standard form."""

from __future__ import annotations

from pathlib import Path

from tests.gallery.family import CITY, FAMILY_2025, HEADER, INVENTED, expect_family
from tests.gallery.model import (
    BA_DINH,
    CITIZEN,
    CLAN,
    COMMUNITY,
    FAMILY,
    GIANG_VO,
    HOAN_KIEM,
    NGOC_HA,
    UNIT,
    Flag,
    add_entry,
    expect_row,
)
from tests.gallery.writers import Tab, write_ods, write_xlsx


@add_entry(
    ".xlsx",
    seen=[
        expect_family(BA_DINH, 5, 1200, 900, 700),
        expect_row(BA_DINH, CLAN, "total D5=30, registered E5=25, recognised F5=20", sheet="DH"),
    ],
    warnings=[Flag("DH", "")],
)
def build_hidden_sheet(path: Path) -> None:
    """A hidden sheet holds numbers as well: they are read, and the sender is told."""
    rows = [CITY, FAMILY_2025, INVENTED, HEADER, (1, "00004", "Phường Ba Đình", 1200, 900, 700)]
    clans = [
        CITY,
        ("KẾT QUẢ CÔNG NHẬN DÒNG HỌ HỌC TẬP NĂM 2025",),
        INVENTED,
        HEADER,
        (1, "00004", "Phường Ba Đình", 30, 25, 20),
    ]
    write_xlsx(path, Tab("Biểu 1", rows), Tab("DH", clans, is_hidden=True))


TITLES_BY_SHEET = {
    "Gia đình học tập": FAMILY,
    "Dòng họ học tập": CLAN,
    "Công dân học tập": CITIZEN,
    "Đơn vị học tập cấp xã": UNIT,
}


@add_entry(
    ".ods",
    seen=[
        expect_row(GIANG_VO, title, f"total D4={100 * n}, registered E4={90 * n}, recognised F4={70 * n}", sheet=sheet)
        for n, (sheet, title) in enumerate(TITLES_BY_SHEET.items(), start=1)
    ],
    period="2025",
)
def build_sheet_per_title(path: Path) -> None:
    """A sheet for each title; only the sheet's name says which."""
    write_ods(
        path,
        *[
            Tab(
                sheet,
                [
                    ("Thành phố Hà Nội - Kết quả năm 2025 (số liệu thử nghiệm)",),
                    (),
                    HEADER,
                    (1, "00025", "Phường Giảng Võ", 100 * n, 90 * n, 70 * n),
                ],
            )
            for n, sheet in enumerate(TITLES_BY_SHEET, start=1)
        ],
    )


@add_entry(
    ".xlsx",
    seen=[
        expect_family("00031.before-2025-07", 4, 900, 700, 500, "Năm 2023"),
        expect_family("00031.before-2025-07", 4, 950, 750, 600, "Năm 2024"),
        expect_family(GIANG_VO, 4, 2100, 1700, 1500, "Năm 2025"),
    ],
)
def build_sheet_per_period(path: Path) -> None:
    """A sheet for each year, across the reform: the same name is another area in 2025 than in 2024."""
    numbers = {"Năm 2023": (900, 700, 500), "Năm 2024": (950, 750, 600), "Năm 2025": (2100, 1700, 1500)}
    header = ("STT", "Ghi chú", "Tên đơn vị", "Tổng số", "Đăng ký", "Được công nhận")
    top = ("Gia đình học tập - Thành phố Hà Nội (số liệu thử nghiệm)",)
    write_xlsx(
        path,
        *[Tab(sheet, [top, (), header, (1, None, "Phường Giảng Võ", *typed)]) for sheet, typed in numbers.items()],
    )


@add_entry(
    ".xlsx",
    seen=[
        expect_row(BA_DINH, FAMILY, "total C5=1200, registered D5=900, recognised E5=700"),
        expect_row(BA_DINH, CLAN, "total F5=30, registered G5=25, recognised H5=20"),
        expect_row(BA_DINH, COMMUNITY, "total I5=40, registered J5=38, recognised K5=33"),
        expect_row(BA_DINH, UNIT, "total L5=14, registered M5=12, recognised N5=9"),
        expect_row(NGOC_HA, FAMILY, "total C6=1100, registered D6=800, recognised E6=640"),
        expect_row(NGOC_HA, COMMUNITY, "total I6=35, registered J6=34, recognised K6=30"),
        expect_row(NGOC_HA, UNIT, "total L6=10, registered M6=9, recognised N6=8"),
    ],
    errors=[Flag("Biểu 1", "H6")],
)
def build_wide_by_title(path: Path) -> None:
    """One column for each title × measure; a wrong cell of one title does not stop the row's other titles."""
    titles = ("Gia đình học tập", "Dòng họ học tập", "Cộng đồng học tập (thôn, tổ dân phố)", "Đơn vị học tập cấp xã")
    rows = [
        ("HỘI KHUYẾN HỌC THÀNH PHỐ HÀ NỘI: KẾT QUẢ NĂM 2025 (số liệu thử nghiệm)",),
        (),
        ("STT", "Tên đơn vị", *[cell for title in titles for cell in (title, None, None)]),
        (None, None, *["Tổng số", "Đăng ký", "Công nhận"] * 4),
        (1, "Phường Ba Đình", 1200, 900, 700, 30, 25, 20, 40, 38, 33, 14, 12, 9),
        (2, "Phường Ngọc Hà", 1100, 800, 640, 28, 20, "hai mươi", 35, 34, 30, 10, 9, 8),
    ]
    write_xlsx(path, Tab("Biểu 1", rows, merged=("A3:A4", "B3:B4", "C3:E3", "F3:H3", "I3:K3", "L3:N3")))


@add_entry(
    ".xlsx",
    seen=[
        expect_row(BA_DINH, CITIZEN, "total C6=800, registered D6=700, recognised E6=600", group="farmers"),
        expect_row(BA_DINH, CITIZEN, "total F6=500, registered G6=450, recognised H6=400", group="workers"),
        expect_row(BA_DINH, CITIZEN, "total I6=300, registered J6=290, recognised K6=280", group="officials"),
    ],
)
def build_wide_by_group(path: Path) -> None:
    """Title over group over measure: three header rows, groups of Công dân học tập."""
    rows = [
        ("Thành phố Hà Nội, 6 tháng đầu năm 2026 (số liệu thử nghiệm)",),
        (),
        ("STT", "Tên đơn vị", "Công dân học tập", None, None, None, None, None, None, None, None),
        (None, None, "Nông dân", None, None, "Công nhân", None, None, "Công chức, viên chức", None, None),
        (None, None, *["Tổng số", "Đăng ký", "Được công nhận"] * 3),
        (1, "Phường Ba Đình", 800, 700, 600, 500, 450, 400, 300, 290, 280),
    ]
    merged = ("A3:A5", "B3:B5", "C3:K3", "C4:E4", "F4:H4", "I4:K4")
    write_xlsx(path, Tab("Biểu 1", rows, merged=merged))


@add_entry(
    ".xlsx",
    seen=[
        expect_row(BA_DINH, FAMILY, "total F4=1200, registered F5=900, recognised F6=700"),
        expect_row(BA_DINH, CITIZEN, "total F7=800, recognised F8=600", group="farmers"),
    ],
    errors=[Flag("Biểu 1", "F9")],
)
def build_long_layout(path: Path) -> None:
    """One number a row: code, period, title, group, measure, value. The last row's value is no number."""
    rows = [
        ("Số liệu thử nghiệm, không có thật",),
        (),
        ("Mã địa bàn", "Kỳ", "Danh hiệu", "Nhóm đối tượng", "Chỉ tiêu", "Giá trị"),
        ("00004", "2025", "Gia đình học tập", None, "Tổng số", 1200),
        ("00004", "2025", "Gia đình học tập", None, "Đăng ký", 900),
        ("00004", "2025", "Gia đình học tập", None, "Được công nhận", 700),
        ("00004", "2025", "Công dân học tập", "Nông dân", "Tổng số", 800),
        ("00004", "2025", "Công dân học tập", "Nông dân", "Được công nhận", 600),
        ("00008", "2025", "Gia đình học tập", None, "Tổng số", "rất nhiều"),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(
    ".xlsx",
    seen=[
        expect_family(BA_DINH, 5, 1200, 900, 700),
        expect_family(NGOC_HA, 6, 1100, 800, 640),
        expect_row(BA_DINH, CLAN, "total D11=30, registered E11=25, recognised F11=20"),
    ],
)
def build_two_tables_on_a_sheet(path: Path) -> None:
    """Two tables, one under the other, each with its own title line."""
    rows = [
        CITY,
        ("1. Gia đình học tập năm 2025",),
        INVENTED,
        HEADER,
        (1, "00004", "Phường Ba Đình", 1200, 900, 700),
        (2, "00008", "Phường Ngọc Hà", 1100, 800, 640),
        (None, None, "Cộng", 2300, 1700, 1340),
        (),
        ("2. Dòng họ học tập năm 2025",),
        HEADER,
        (1, "00004", "Phường Ba Đình", 30, 25, 20),
        (None, None, "Cộng", 30, 25, 20),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(
    ".xlsx",
    seen=[
        expect_row(BA_DINH, FAMILY, "total D5=1200, registered E5=900, recognised F5=700"),
        expect_row(BA_DINH, CLAN, "total D6=30, registered E6=25, recognised F6=20"),
        expect_row(HOAN_KIEM, FAMILY, "total D7=1300, registered E7=950, recognised F7=800"),
        expect_row(HOAN_KIEM, CLAN, "total D8=12, registered E8=10, recognised F8=9"),
    ],
)
def build_area_merged_over_rows(path: Path) -> None:
    """The area is typed once and merged over its titles: it holds for every row under the merged cell."""
    rows = [
        CITY,
        ("Kết quả năm 2025",),
        INVENTED,
        ("STT", "Tên đơn vị", "Danh hiệu", "Tổng số", "Đăng ký", "Được công nhận"),
        (1, "Phường Ba Đình", "Gia đình học tập", 1200, 900, 700),
        (None, None, "Dòng họ học tập", 30, 25, 20),
        (2, "Phường Hoàn Kiếm", "Gia đình học tập", 1300, 950, 800),
        (None, None, "Dòng họ học tập", 12, 10, 9),
    ]
    write_xlsx(path, Tab("Biểu 1", rows, merged=("A5:A6", "B5:B6", "A7:A8", "B7:B8")))


@add_entry(
    ".xlsx",
    seen=[
        expect_row(BA_DINH, FAMILY, "total C6=1200, registered D6=900, recognised E6=700"),
        expect_row(BA_DINH, CLAN, "total C7=30, registered D7=25, recognised E7=20"),
        expect_row(BA_DINH, COMMUNITY, "total C8=40, registered D8=38, recognised E8=33"),
    ],
    period="2026-H1",
)
def build_own_report_of_a_ward(path: Path) -> None:
    """A ward's report about itself: no column of areas, the ward is in the letterhead."""
    rows = [
        ("HỘI KHUYẾN HỌC PHƯỜNG BA ĐÌNH", None, "THÀNH PHỐ HÀ NỘI"),
        ("BÁO CÁO KẾT QUẢ CÔNG NHẬN CÁC DANH HIỆU HỌC TẬP",),
        ("6 tháng đầu năm 2026 (số liệu thử nghiệm)",),
        (),
        ("STT", "Danh hiệu", "Tổng số", "Đăng ký", "Được công nhận"),
        (1, "Gia đình học tập", 1200, 900, 700),
        (2, "Dòng họ học tập", 30, 25, 20),
        (3, "Cộng đồng học tập (thôn, tổ dân phố)", 40, 38, 33),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


STANDARD_HEADER = (
    "STT", "Mã địa bàn", "Tên địa bàn", "Danh hiệu", "Nhóm đối tượng", "Tổng số", "Đăng ký", "Được đánh giá", "Được công nhận",
    "Có kỹ năng số", "Thành thạo kỹ năng số", "Ghi chú",
)  # fmt: skip
STANDARD_BLOCK = [
    ("BIỂU TỔNG HỢP KẾT QUẢ CÔNG NHẬN DANH HIỆU HỌC TẬP",),
    ("Tỉnh, thành phố", None, "01", "Thành phố Hà Nội"),
    ("Kỳ báo cáo", None, "2026-H1"),
    ("Ngày chốt số liệu", None, "30/06/2026"),
    ("Tính chất số liệu", None, "Tạm tính"),
    ("Nguồn", None, "Thử nghiệm, không có thật"),
    (),
    STANDARD_HEADER,
]


@add_entry(
    ".xlsx",
    seen=[
        expect_row(
            BA_DINH,
            CITIZEN,
            "total F9=5000, registered G9=4000, assessed H9=3900, recognised I9=3500, digital_skill J9=2800, digital_proficiency K9=1500",
        ),
        expect_row(
            BA_DINH, CITIZEN, "total F10=800, registered G10=700, assessed H10=650, recognised I10=600", group="farmers"
        ),
        expect_row(BA_DINH, FAMILY, "total F11=1200, registered G11=900, assessed H11=?, recognised I11=700"),
    ],
    period="2026-H1",
)
def build_standard_form(path: Path) -> None:
    """The standard form itself, with a total, a group and a measure that was not reported."""
    rows = [
        *STANDARD_BLOCK,
        (1, "00004", "Phường Ba Đình", "Công dân học tập", None, 5000, 4000, 3900, 3500, 2800, 1500),
        (2, "00004", "Phường Ba Đình", "Công dân học tập", "Nông dân", 800, 700, 650, 600),
        (3, "00004", "Phường Ba Đình", "Gia đình học tập", None, 1200, 900, "KBC", 700, None, None, "thiếu phiếu"),
    ]
    write_xlsx(path, Tab("Biểu 1", rows, merged=("A2:B2", "A3:B3", "A4:B4", "A5:B5", "A6:B6")))
