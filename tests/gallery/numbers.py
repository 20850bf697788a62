"""Numbers, units and rates as people type them."""

from __future__ import annotations

from pathlib import Path

from tests.gallery.model import (
    BA_DINH,
    CITIZEN,
    FAMILY,
    GIANG_VO,
    NGOC_HA,
    Flag,
    Seen,
    add_entry,
    expect_row,
)
from tests.gallery.writers import Formula, Styled, Tab, write_xlsx

TOP = (
    ("Thành phố Hà Nội - Kết quả Gia đình học tập năm 2025",),
    ("Số liệu thử nghiệm, không có thật",),
    ("STT", "Tên đơn vị", "Tổng số", "Đăng ký", "Được công nhận"),
)
PROVINCES = (
    ("Kết quả Công dân học tập của ba tỉnh, thành phố năm 2025 (số liệu thử nghiệm)",),
    ("ĐVT: nghìn người",),
    ("Mã địa bàn", "Tỉnh, thành phố", "Tổng số", "Đăng ký", "Được công nhận"),
)
HA_NOI, HO_CHI_MINH, BAC_NINH = "01.2025-07", "79.2025-07", "24.2025-07"


def expect_family(area: str, row: int, total: int, registered: int, recognised: int) -> tuple[Seen, ...]:
    """A row under ``TOP``."""
    return expect_row(
        area, FAMILY, f"total C{row}={total}, registered D{row}={registered}, recognised E{row}={recognised}"
    )


def expect_citizens(area: str, row: int, total: int, registered: int, recognised: int) -> tuple[Seen, ...]:
    """A row under ``PROVINCES``."""
    return expect_row(
        area, CITIZEN, f"total C{row}={total}, registered D{row}={registered}, recognised E{row}={recognised}"
    )


@add_entry(
    ".xlsx",
    seen=[
        expect_family(BA_DINH, 4, 12345, 10900, 9700),
        expect_family(NGOC_HA, 5, 1234567, 998001, 640),
        expect_family(GIANG_VO, 6, 4000, 3210, 0),
    ],
)
def build_numbers_with_dots(path: Path) -> None:
    """1.234 typed as text, the Vietnamese way; a count cannot be 1,234, so there is one reading."""
    rows = [
        *TOP,
        (1, "Phường Ba Đình", "12.345", "10.900", "9.700"),
        (2, "Phường Ngọc Hà", "1.234.567", "998.001", "640"),
        (3, "Phường Giảng Võ", 4000, "3.210", "0"),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(
    ".xlsx",
    seen=[
        expect_family(BA_DINH, 4, 12345, 10900, 9700),
        expect_family(NGOC_HA, 5, 1234567, 998001, 640),
        expect_family(GIANG_VO, 6, 4000, 3210, 900),
    ],
)
def build_numbers_with_spaces(path: Path) -> None:
    """1 234 with a space, a no-break space or a narrow one; blanks around the number; an apostrophe before it."""
    rows = [
        *TOP,
        (1, "Phường Ba Đình", "12 345", "10\u00a0900", "9\u202f700"),
        (2, "Phường Ngọc Hà", "1 234 567", " 998 001 ", "640\u00a0"),
        (3, "Phường Giảng Võ", "4000 ", "'3210", "900"),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(
    ".xlsx", seen=[expect_family(BA_DINH, 4, 12345, 10900, 9700), expect_family(NGOC_HA, 5, 1234567, 998001, 1640)]
)
def build_numbers_with_commas(path: Path) -> None:
    """1,234 from an English Excel: of a count there is one reading."""
    rows = [
        *TOP,
        (1, "Phường Ba Đình", "12,345", "10,900", "9,700"),
        (2, "Phường Ngọc Hà", "1,234,567", "998,001", "1,640"),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(
    ".xlsx",
    seen=[
        expect_citizens(HA_NOI, 4, 6234500, 5100000, 4000250),
        expect_citizens(HO_CHI_MINH, 5, 9876000, 7654300, 6000500),
        expect_citizens(BAC_NINH, 6, 2500000, 2400000, 1999999),
    ],
)
def build_thousands_of_people(path: Path) -> None:
    """ĐVT: nghìn người. 1.234,5 and 1,234.5 each have one reading; loaded as people, never as typed."""
    rows = [
        *PROVINCES,
        ("01", "Thành phố Hà Nội", "6.234,5", 5100, "4.000,25"),
        ("79", "Thành phố Hồ Chí Minh", 9876, "7,654.3", 6000.5),
        ("24", "Tỉnh Bắc Ninh", 2500, 2400, 1999.999),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(".xlsx", seen=[expect_citizens(HA_NOI, 4, 6200000, 5100000, 4000000)], errors=[Flag("Biểu 1", "E5")])
def build_thousands_that_split_a_person(path: Path) -> None:
    """ĐVT: nghìn người, and 6,00055 thousand would be 6.000,55 people: somebody mistyped."""
    rows = [
        *PROVINCES,
        ("01", "Thành phố Hà Nội", 6200, 5100, 4000),
        ("79", "Thành phố Hồ Chí Minh", 9876, 7654, 6.00055),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(
    ".xlsx",
    seen=[
        expect_citizens(HA_NOI, 4, 1234000, 900, 700),
        expect_citizens(HO_CHI_MINH, 5, 2345500, 1800000, 1200000),
    ],
)
def build_separator_decided_by_column(path: Path) -> None:
    """1.234 thousand could be 1,234: the other cell of the column has a comma for decimals, so the dot separates thousands."""
    rows = [
        *PROVINCES,
        ("01", "Thành phố Hà Nội", "1.234", 0.9, 0.7),
        ("79", "Thành phố Hồ Chí Minh", "2.345,5", 1800, 1200),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(".xlsx", seen=[expect_citizens(HA_NOI, 4, 1234000, 900000, 700000)])
def build_separator_decided_by_check(path: Path) -> None:
    """1.234 thousand could be 1,234, but 900 thousand are registered: only the larger reading can hold them."""
    write_xlsx(path, Tab("Biểu 1", [*PROVINCES, ("01", "Thành phố Hà Nội", "1.234", 900, 700)]))


@add_entry(
    ".xlsx",
    seen=[expect_citizens(BAC_NINH, 5, 950000, 900000, 800000)],
    errors=[Flag("Biểu 1", "C4", least_suggestions=2)],
)
def build_separator_ambiguous(path: Path) -> None:
    """1.234 thousand beside 0,9 registered: both readings hold, so the sender is asked and shown both."""
    rows = [
        *PROVINCES,
        ("01", "Thành phố Hà Nội", "1.234", 0.9, 0.7),
        ("24", "Tỉnh Bắc Ninh", 950, 900, 800),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(
    ".xlsx",
    seen=[
        expect_row(BA_DINH, FAMILY, "total C4=1000, registered D4=900, recognised F4=455"),
        expect_row(NGOC_HA, FAMILY, "total C5=1000, registered D5=800, recognised F5=500"),
        expect_row(GIANG_VO, FAMILY, "total C6=1000, registered D6=700, recognised F6=600"),
    ],
)
def build_rate_columns(path: Path) -> None:
    """Columns of rates in every way of writing a percentage: rates are computed, so they are passed over without a word of error."""
    rows = [
        *TOP[:2],
        ("STT", "Tên đơn vị", "Tổng số", "Đăng ký", "Tỷ lệ đăng ký (%)", "Được công nhận", "Tỷ lệ công nhận/tổng số"),
        (1, "Phường Ba Đình", 1000, 900, 90, 455, "45,5%"),
        (2, "Phường Ngọc Hà", 1000, 800, "80 %", 500, Styled(0.5, "0.0%")),
        (3, "Phường Giảng Võ", 1000, 700, "70,00", 600, Formula("=F6/C6", 0.6)),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(
    ".xlsx",
    seen=[expect_family(GIANG_VO, 6, 1000, 700, 600)],
    errors=[Flag("Biểu 1", "E4"), Flag("Biểu 1", "E5")],
)
def build_percent_in_a_count(path: Path) -> None:
    """A percentage where a count belongs, as text and as 0,455 under a % format: neither is 45,5 nor 0,455 families."""
    rows = [
        *TOP,
        (1, "Phường Ba Đình", 1000, 900, "45,5%"),
        (2, "Phường Ngọc Hà", 1000, 800, Styled(0.455, "0.0%")),
        (3, "Phường Giảng Võ", 1000, 700, 600),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))
