"""Areas as people write them, in both eras."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from tests.gallery.model import (
    BA_DINH,
    FAMILY,
    NGOC_HA,
    O_CHO_DUA,
    SOC_SON,
    YEN_HOA,
    Flag,
    Seen,
    add_entry,
    expect_row,
)
from tests.gallery.writers import Tab, write_xlsx

BEFORE = "before-2025-07"
HEADER = ("STT", "Mã địa bàn", "Tên đơn vị", "Tổng số", "Đăng ký", "Được công nhận")
NO_CODES = ("STT", "Ghi chú", *HEADER[2:])


def expect_family(area: str, row: int) -> tuple[Seen, ...]:
    """The counts ``write_names`` gives to a row."""
    return expect_row(
        area, FAMILY, f"total D{row}={1000 + row}, registered E{row}={900 + row}, recognised F{row}={700 + row}"
    )


def write_names(path: Path, province: str, year: int, names: Sequence[str | tuple[str | int, str]]) -> None:
    """A report whose rows from 4 on are the areas given, by name or by (code, name)."""
    has_codes = any(isinstance(name, tuple) for name in names)
    rows: list[tuple[object, ...]] = [
        (f"{province} - Gia đình học tập năm {year}",),
        ("Số liệu thử nghiệm, không có thật",),
        HEADER if has_codes else NO_CODES,
    ]
    for row, name in enumerate(names, start=4):
        code, label = name if isinstance(name, tuple) else (None, name)
        rows.append((row - 3, code, label, 1000 + row, 900 + row, 700 + row))
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(".xlsx", seen=[expect_family(area, row) for row, area in enumerate((BA_DINH, YEN_HOA, O_CHO_DUA), start=4)])
def build_names_decomposed(path: Path) -> None:
    """NFD: letters and accents apart, as files from a Mac have them — headers and titles too."""
    names = ["Phường Ba Đình", "Phường Yên Hòa", "Phường Ô Chợ Dừa"]
    rows = [
        ("Thành phố Hà Nội - Gia đình học tập năm 2025 (số liệu thử nghiệm)",),
        (),
        NO_CODES,
        *[(row - 3, None, name, 1000 + row, 900 + row, 700 + row) for row, name in enumerate(names, start=4)],
    ]
    apart = [[unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    write_xlsx(path, Tab("Biểu 1", apart))


@add_entry(
    ".xlsx", seen=[expect_family(YEN_HOA, 4), expect_family("10402.2025-07", 5), expect_family("09988.2025-07", 6)]
)
def build_names_with_other_tone_place(path: Path) -> None:
    """Hoà for Hòa: the same name under the newer rule of where the tone mark stands."""
    write_names(path, "Thành phố Hà Nội", 2025, ["Phường Yên Hoà", "Xã Ứng Hoà", "Xã Hoà Lạc"])


@add_entry(".xlsx", seen=[expect_family(area, row) for row, area in enumerate((BA_DINH, O_CHO_DUA, SOC_SON), start=4)])
def build_names_without_accents(path: Path) -> None:
    """Typed on a keyboard without Vietnamese, in any case."""
    write_names(path, "Thành phố Hà Nội", 2025, ["Phuong Ba Dinh", "PHUONG O CHO DUA", "xa soc son"])


@add_entry(
    ".xlsx",
    seen=[
        expect_family(area, row)
        for row, area in enumerate((BA_DINH, NGOC_HA, SOC_SON, O_CHO_DUA, "00070.2025-07", YEN_HOA), start=4)
    ],
)
def build_names_of_wards_abbreviated(path: Path) -> None:
    """P., P without a blank, X., and no kind at all."""
    names = ["P. Ba Đình", "P.Ngọc Hà", "X. Sóc Sơn", "Ô Chợ Dừa", "  Phường   Hoàn Kiếm ", "PHƯỜNG YÊN HÒA"]
    write_names(path, "TP. Hà Nội", 2025, names)


@add_entry(
    ".xlsx",
    seen=[
        expect_family(f"{code}.{BEFORE}", row)
        for row, code in enumerate(("760", "770", "771", "764", "769", "783"), start=4)
    ],
)
def build_names_of_districts_abbreviated(path: Path) -> None:
    """Q1, Quận 3, Q. 10, Q.Gò Vấp, Tp. Thủ Đức, H. Củ Chi in a report of 2024."""
    write_names(path, "TPHCM", 2024, ["Q1", "Quận 3", "Q. 10", "Q.Gò Vấp", "Tp. Thủ Đức", "H. Củ Chi"])


@add_entry(
    ".xlsx",
    seen=[expect_family(f"{code}.{BEFORE}", row) for row, code in enumerate(("269", "001", "016"), start=4)],
)
def build_names_of_towns_abbreviated(path: Path) -> None:
    """TX. Sơn Tây, Q. Ba Đình, H. Sóc Sơn: Hà Nội's districts of 2024."""
    write_names(path, "Thành phố Hà Nội", 2024, ["TX. Sơn Tây", "Q. Ba Đình", "H. Sóc Sơn"])


@add_entry(
    ".xlsx",
    seen=[expect_family("79.2025-07", 4), expect_family("01.2025-07", 5), expect_family("24.2025-07", 6)],
)
def build_names_of_provinces(path: Path) -> None:
    """A report of several provinces, which has none of its own: TP.HCM, Hà Nội, tỉnh Bắc Ninh."""
    write_names(path, "Hội Khuyến học Việt Nam", 2025, ["TP.HCM", "Hà Nội", "tỉnh Bắc Ninh"])


@add_entry(".xlsx", seen=[expect_family("27.before-2025-07", 4), expect_family("24.before-2025-07", 5)])
def build_province_codes_before_the_reform(path: Path) -> None:
    """In 2024 code 27 is Bắc Ninh and 24 is Bắc Giang; since 7/2025 24 is Bắc Ninh."""
    write_names(path, "Hội Khuyến học Việt Nam", 2024, [("27", "Tỉnh Bắc Ninh"), ("24", "Tỉnh Bắc Giang")])


@add_entry(
    ".xlsx",
    seen=[
        expect_row(f"00004.{BEFORE}", FAMILY, "total D4=1004, registered E4=904, recognised F4=704", sheet="2024"),
        expect_row(BA_DINH, FAMILY, "total D4=2004, registered E4=1904, recognised F4=1704", sheet="2025"),
    ],
)
def build_ward_code_of_both_eras(path: Path) -> None:
    """00004 was phường Trúc Bạch in 2024 and is phường Ba Đình since 7/2025."""
    write_xlsx(
        path,
        *[
            Tab(
                year,
                [
                    (f"Thành phố Hà Nội - Gia đình học tập năm {year} (số liệu thử nghiệm)",),
                    (),
                    HEADER,
                    (1, "00004", name, more + 1004, more + 904, more + 704),
                ],
            )
            for year, name, more in (("2024", "Phường Trúc Bạch", 0), ("2025", "Phường Ba Đình", 1000))
        ],
    )


@add_entry(".xlsx", seen=[expect_family(BA_DINH, 4), expect_family(NGOC_HA, 5), expect_family("00175.2025-07", 6)])
def build_codes_without_leading_zeros(path: Path) -> None:
    """Excel made numbers of the codes: 4 is 00004."""
    write_names(
        path, "Thành phố Hà Nội", 2025, [(4, "Phường Ba Đình"), (8, "Phường Ngọc Hà"), ("175", "Phường Yên Hòa")]
    )


@add_entry(
    ".xlsx",
    seen=[expect_family(NGOC_HA, 5)],
    errors=[Flag("Biểu 1", "C4", suggests=("Ba Đình",)), Flag("Biểu 1", "C6", suggests=("Hoàn Kiếm",))],
)
def build_name_mistyped(path: Path) -> None:
    """A letter is missing: near to a name is not that name; it is suggested, never loaded."""
    write_names(path, "Thành phố Hà Nội", 2025, ["Phường Ba Đìh", "Phường Ngọc Hà", "Phường Hoàn Kím"])


@add_entry(
    ".xlsx",
    seen=[expect_family(f"00001.{BEFORE}", 5)],
    errors=[Flag("Biểu 1", "C4", suggests=("Hai Bà Trưng", "Bắc Từ Liêm"), least_suggestions=2)],
)
def build_name_of_two_wards(path: Path) -> None:
    """Hà Nội had two phường Minh Khai in 2024; both are named to the sender."""
    write_names(path, "Thành phố Hà Nội", 2024, ["Phường Minh Khai", "Phường Phúc Xá"])


@add_entry(
    ".xlsx",
    seen=[expect_family("25807.2025-07", 5), expect_family("27676.2025-07", 6)],
    errors=[Flag("Biểu 1", "C4", least_suggestions=2)],
)
def build_name_of_two_communes_without_accents(path: Path) -> None:
    """Xa Thanh An may be xã Thanh An or xã Thạnh An; with its accents each is one."""
    write_names(path, "Thành phố Hồ Chí Minh", 2025, ["Xa Thanh An", "Xã Thanh An", "Xã Thạnh An"])


@add_entry(
    ".xlsx",
    seen=[
        expect_family(f"27160.{BEFORE}", 5),
        expect_family(f"27298.{BEFORE}", 7),
        expect_family(f"26737.{BEFORE}", 9),
    ],
)
def build_districts_as_sections(path: Path) -> None:
    """“Phường 1” is in ten districts of TP.HCM; the section row above says which."""
    counts = {row: (1000 + row, 900 + row, 700 + row) for row in (5, 7, 9)}
    rows = [
        ("Thành phố Hồ Chí Minh - Gia đình học tập năm 2024",),
        ("Số liệu thử nghiệm, không có thật",),
        NO_CODES,
        ("I", None, "Quận 3"),
        (1, None, "Phường 1", *counts[5]),
        ("II", None, "Quận 4"),
        (1, None, "Phường 1", *counts[7]),
        ("III", None, "Quận 1"),
        (1, None, "Phường Đa Kao", *counts[9]),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(".xlsx", seen=[expect_family(BA_DINH, 5)], errors=[Flag("Biểu 1", "C4", suggests=("Ba Đình",))])
def build_district_after_the_reform(path: Path) -> None:
    """Quận Ba Đình ended on 30/6/2025: a report of the year 2025 cannot hold it, and its successors are named."""
    write_names(path, "Thành phố Hà Nội", 2025, ["Quận Ba Đình", "Phường Ba Đình"])


@add_entry(
    ".xlsx",
    seen=[expect_family(BA_DINH, 5)],
    errors=[Flag("Biểu 1", "B4|C4", suggests=("Hồng Hà",))],
)
def build_ward_after_its_end(path: Path) -> None:
    """Phường Phúc Xá, by code and name, in a report of 2025: its successor is phường Hồng Hà."""
    write_names(path, "Thành phố Hà Nội", 2025, [("00001", "Phường Phúc Xá"), ("00004", "Phường Ba Đình")])


@add_entry(".xlsx", seen=[expect_family(f"00001.{BEFORE}", 5)], errors=[Flag("Biểu 1", "C4")])
def build_ward_before_its_beginning(path: Path) -> None:
    """Phường Từ Liêm began on 1/7/2025: a report of 2024 cannot hold it."""
    write_names(path, "Thành phố Hà Nội", 2024, ["Phường Từ Liêm", "Phường Phúc Xá"])


@add_entry(".xlsx", seen=[expect_family(NGOC_HA, 5)], errors=[Flag("Biểu 1", "B4|C4")])
def build_code_and_name_of_two_areas(path: Path) -> None:
    """00004 is phường Ba Đình in 2025, but the row bears the name that had the code before: which is meant is not ours to guess."""
    write_names(path, "Thành phố Hà Nội", 2025, [("00004", "Phường Trúc Bạch"), ("00008", "Phường Ngọc Hà")])


@add_entry(".xlsx", seen=[expect_family(NGOC_HA, 5)], errors=[Flag("Biểu 1", "B4|C4")])
def build_code_unknown(path: Path) -> None:
    """A code and a name nobody ever had."""
    write_names(path, "Thành phố Hà Nội", 2025, [("99999", "Phường Trăng Rằm"), ("00008", "Phường Ngọc Hà")])
