"""What stands between and below the numbers: sections, sums, notes, gaps; and sheets without a number."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from tests.gallery.family import CITY, FAMILY_2025, HEADER, INVENTED, expect_family
from tests.gallery.model import (
    BA_DINH,
    DONG_ANH,
    FAMILY,
    NGOC_HA,
    SOC_SON,
    Flag,
    add_entry,
    expect_row,
)
from tests.gallery.writers import Formula, Tab, write_xlsx


@add_entry(
    ".xlsx",
    seen=[
        expect_family(BA_DINH, 6, 1200, 900, 700),
        expect_family(NGOC_HA, 7, 1100, 800, 640),
        expect_family(SOC_SON, 9, 2000, 1500, 1200),
    ],
)
def build_section_rows(path: Path) -> None:
    """Section rows I and II without numbers between the rows."""
    rows = [
        CITY,
        FAMILY_2025,
        INVENTED,
        HEADER,
        ("I", None, "Các phường"),
        (1, "00004", "Phường Ba Đình", 1200, 900, 700),
        (2, "00008", "Phường Ngọc Hà", 1100, 800, 640),
        ("II", None, "Các xã"),
        (3, "00376", "Xã Sóc Sơn", 2000, 1500, 1200),
    ]
    write_xlsx(path, Tab("Biểu 1", rows, merged=("C5:F5",)))


SECTIONS = [
    CITY,
    FAMILY_2025,
    INVENTED,
    HEADER,
    ("A", None, "KHỐI PHƯỜNG", 2300, 1700, 1340),
    (1, "00004", "Phường Ba Đình", 1200, 900, 700),
    (2, "00008", "Phường Ngọc Hà", 1100, 800, 640),
    ("B", None, "KHỐI XÃ", 3600, 2700, 2200),
    (1, "00376", "Xã Sóc Sơn", 2000, 1500, 1200),
    (2, "00454", "Xã Đông Anh", 1600, 1200, 1000),
    (None, None, "TỔNG CỘNG", 5900, 4400, 3540),
]
SECTIONS_SEEN = [
    expect_family(BA_DINH, 6, 1200, 900, 700),
    expect_family(NGOC_HA, 7, 1100, 800, 640),
    expect_family(SOC_SON, 9, 2000, 1500, 1200),
    expect_family(DONG_ANH, 10, 1600, 1200, 1000),
]


@add_entry(".xlsx", seen=SECTIONS_SEEN)
def build_section_rows_with_sums(path: Path) -> None:
    """Section rows that hold the sums of their sections: reconciled, never loaded, and no row of theirs is counted twice."""
    write_xlsx(path, Tab("Biểu 1", SECTIONS))


@add_entry(".xlsx", seen=SECTIONS_SEEN, either=[Flag("Biểu 1", "E8")])
def build_section_sum_wrong(path: Path) -> None:
    """The sum of section B is off in one column; the grand total is not, so the section is what to look at."""
    rows = [*SECTIONS[:7], ("B", None, "KHỐI XÃ", 3600, 2690, 2200), *SECTIONS[8:]]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(".xlsx", seen=[expect_family(BA_DINH, 6, 1200, 900, 700), expect_family(NGOC_HA, 7, 1100, 800, 640)])
def build_totals_that_agree(path: Path) -> None:
    """“Toàn thành phố” on top and “Cộng” at the bottom, one of them a formula with its result: neither is loaded."""
    rows = [
        CITY,
        FAMILY_2025,
        INVENTED,
        HEADER,
        (None, None, "Toàn thành phố", Formula("=SUM(D6:D7)", 2300), 1700, 1340),
        (1, "00004", "Phường Ba Đình", 1200, 900, 700),
        (2, "00008", "Phường Ngọc Hà", 1100, 800, 640),
        ("Cộng", None, None, 2300, 1700, 1340),
    ]
    write_xlsx(path, Tab("Biểu 1", rows, merged=("A8:C8",)))


@add_entry(
    ".xlsx",
    seen=[expect_family(BA_DINH, 5, 1200, 900, 700), expect_family(NGOC_HA, 6, 1100, 800, 640)],
    either=[Flag("Biểu 1", "E7")],
)
def build_total_that_does_not_agree(path: Path) -> None:
    """The stated total of the second column is 10 more than its rows: said at the total's own cell, and at no other."""
    rows = [
        CITY,
        FAMILY_2025,
        INVENTED,
        HEADER,
        (1, "00004", "Phường Ba Đình", 1200, 900, 700),
        (2, "00008", "Phường Ngọc Hà", 1100, 800, 640),
        (None, None, "Tổng cộng", 2300, 1710, 1340),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(".xlsx", seen=[expect_family(BA_DINH, 5, 1200, 900, 700), expect_family(NGOC_HA, 6, 1100, 800, 640)])
def build_notes_below(path: Path) -> None:
    """Notes, place and date, and signatures under the table are not rows of it."""
    rows = [
        CITY,
        FAMILY_2025,
        INVENTED,
        HEADER,
        (1, "00004", "Phường Ba Đình", 1200, 900, 700),
        (2, "00008", "Phường Ngọc Hà", 1100, 800, 640),
        (),
        ("Ghi chú: số liệu chưa gồm 2 tổ dân phố mới chia tách.",),
        (None, None, None, "Hà Nội, ngày 15 tháng 01 năm 2026"),
        ("NGƯỜI LẬP BIỂU", None, None, "TM. BAN THƯỜNG VỤ"),
        (None, None, None, "CHỦ TỊCH"),
        ("Nơi nhận: Trung ương Hội; lưu VP (3 bản)",),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(
    ".xlsx",
    seen=[
        expect_row(BA_DINH, FAMILY, "total F9=1200, registered H9=900, recognised I9=700"),
        expect_row(NGOC_HA, FAMILY, "total F12=1100, registered H12=800, recognised I12=640"),
    ],
)
def build_blank_rows_and_columns(path: Path) -> None:
    """The table starts at C5, with an empty column inside and empty rows between: addresses still hold."""
    rows = [
        ("Kết quả Gia đình học tập năm 2025 - Thành phố Hà Nội (thử nghiệm)",),
        (),
        ("STT", "Mã địa bàn", "Tên đơn vị", "Tổng số", None, "Đăng ký", "Được công nhận"),
        (),
        (1, "00004", "Phường Ba Đình", 1200, None, 900, 700),
        (),
        (),
        (2, "00008", "Phường Ngọc Hà", 1100, None, 800, 640),
    ]
    write_xlsx(path, Tab("Biểu 1", rows, origin="C5"))


@add_entry(
    ".xlsx",
    seen=[expect_family(BA_DINH, 5, 1200, 900, 700)],
    undecided=["Biểu 1!C6", "Biểu 1!B6", "Biểu 1!D6", "Biểu 1!E6", "Biểu 1!F6"],
)
def build_unfilled_row(path: Path) -> None:
    """A printed row nobody filled in is not a report of nothing: no 0 and no missing value comes of it, and it stops no other row."""
    rows = [
        CITY,
        FAMILY_2025,
        INVENTED,
        HEADER,
        (1, "00004", "Phường Ba Đình", 1200, 900, 700),
        (2, "00008", "Phường Ngọc Hà"),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(
    ".xlsx",
    seen=[
        expect_row(BA_DINH, FAMILY, "total D5=1200, recognised F5=700"),
        expect_family(NGOC_HA, 6, 1100, 800, 640),
    ],
    warnings=[Flag("Biểu 1", "E5")],
)
def build_one_cell_left_empty(path: Path) -> None:
    """One measure of a filled row is blank: neither 0 nor missing as typed. The sender is asked; the row's good numbers are not lost."""
    rows = [
        CITY,
        FAMILY_2025,
        INVENTED,
        HEADER,
        (1, "00004", "Phường Ba Đình", 1200, None, 700),
        (2, "00008", "Phường Ngọc Hà", 1100, 800, 640),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(".xlsx", gives_nothing=True)
def build_only_prose(path: Path) -> None:
    """A letter saved as a workbook: nothing to load, and that is said."""
    write_xlsx(path, Tab("Biểu 1", [CITY, ("Kính gửi: Hội Khuyến học thành phố.",), ("Biểu số liệu sẽ gửi sau.",)]))


@add_entry(".xlsx", gives_nothing=True)
def build_empty_workbook(path: Path) -> None:
    """A workbook with an empty sheet."""
    write_xlsx(path, Tab("Biểu 1", []))


@add_entry(".xlsx", gives_nothing=True)
def build_no_period_anywhere(path: Path) -> None:
    """Nothing says which period is meant: no number may be put into one."""
    rows = [CITY, ("Gia đình học tập",), INVENTED, HEADER, (1, "00004", "Phường Ba Đình", 1200, 900, 700)]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(".xlsx", seen=[expect_family(BA_DINH, 5, 1200, 900, 700)])
def build_formatted_empty_tail(path: Path) -> None:
    """Borders drawn down to row 200,000: empty rows are no rows of the report, however many there are."""
    rows = [CITY, FAMILY_2025, INVENTED, HEADER, (1, "00004", "Phường Ba Đình", 1200, 900, 700)]
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Biểu 1")
        border = workbook.add_format({"border": 1})
        for row, cells in enumerate(rows):
            sheet.write_row(row, 0, cells)
        for row in range(len(rows), 200_000):
            sheet.write_blank(row, 0, None, border)


@add_entry(".xlsx", seen=[expect_family(BA_DINH, 5, 1200, 900, 700)])
def build_stray_cell_below(path: Path) -> None:
    """A forgotten text far below and to the right of the table takes nothing away from it."""
    rows = [CITY, FAMILY_2025, INVENTED, HEADER, (1, "00004", "Phường Ba Đình", 1200, 900, 700)]
    rows += [()] * 55 + [(*[None] * 30, "ok")]
    write_xlsx(path, Tab("Biểu 1", rows))
