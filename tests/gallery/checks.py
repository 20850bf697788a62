"""Numbers that contradict each other, texts that name nothing, and what must not come in at the door."""

from __future__ import annotations

import zipfile
from pathlib import Path

import polars as pl

from tests.gallery.model import (
    BA_DINH,
    CITIZEN,
    CLAN,
    COMMUNITY,
    FAMILY,
    GIANG_VO,
    HOAN_KIEM,
    NGOC_HA,
    Flag,
    Seen,
    add_entry,
    expect_row,
)
from tests.gallery.writers import Formula, Tab, print_csv, write_xlsx
from warehouse.areas import read_areas

TOP = (
    ("Thành phố Hà Nội - Kết quả Gia đình học tập năm 2025",),
    ("Số liệu thử nghiệm, không có thật",),
    ("STT", "Tên đơn vị", "Tổng số", "Đăng ký", "Được đánh giá", "Được công nhận"),
)
CITIZENS = (
    ("Thành phố Hà Nội - Kết quả Công dân học tập năm 2025 (số liệu thử nghiệm)",),
    (),
    ("STT", "Tên đơn vị", "Tổng số", "Đăng ký", "Được công nhận", "Có kỹ năng số", "Thành thạo kỹ năng số"),
)
BY_TITLE = (
    ("Thành phố Hà Nội - Kết quả năm 2025 (số liệu thử nghiệm)",),
    (),
    ("STT", "Tên đơn vị", "Danh hiệu", "Nhóm đối tượng", "Tổng số", "Đăng ký", "Được công nhận"),
)
#: Stands in for an Excel macro project; nothing may ever run it.
MACROS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"Attribute VB_Name = Sub Auto_Open"


def expect_family(area: str, row: int, *counts: int) -> tuple[Seen, ...]:
    """A row under ``TOP``."""
    measures = zip(("total C", "registered D", "assessed E", "recognised F"), counts, strict=True)
    return expect_row(area, FAMILY, ", ".join(f"{measure}{row}={count}" for measure, count in measures))


@add_entry(
    ".xlsx",
    seen=[expect_family(HOAN_KIEM, 7, 1300, 950, 900, 800)],
    errors=[Flag("Biểu 1", "F4"), Flag("Biểu 1", "D5"), Flag("Biểu 1", "E6")],
)
def build_parts_over_wholes(path: Path) -> None:
    """More recognised than assessed, more registered than there are, more assessed than registered: said at the part."""
    rows = [
        *TOP,
        (1, "Phường Ba Đình", 1200, 900, 850, 860),
        (2, "Phường Ngọc Hà", 1100, 1101, 790, 640),
        (3, "Phường Giảng Võ", 1000, 700, 701, 600),
        (4, "Phường Hoàn Kiếm", 1300, 950, 900, 800),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(".xlsx", errors=[Flag("Biểu 1", "F4"), Flag("Biểu 1", "F5")])
def build_recognised_over_registered_with_a_gap(path: Path) -> None:
    """The number assessed is missing: the recognised are still no more than the registered and the total."""
    rows = [*TOP, (1, "Phường Ba Đình", 1200, 900, "KBC", 950), (2, "Phường Ngọc Hà", 1100, "KBC", "KBC", 1101)]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(
    ".xlsx",
    seen=[
        expect_row(
            GIANG_VO,
            CITIZEN,
            "total C6=4000, registered D6=3000, recognised E6=2500, digital_skill F6=2500, digital_proficiency G6=1000",
        )
    ],
    errors=[Flag("Biểu 1", "F4"), Flag("Biểu 1", "G5")],
)
def build_digital_parts_over_wholes(path: Path) -> None:
    """Digital skills are counted among the recognised, proficiency among those with skills."""
    rows = [
        *CITIZENS,
        (1, "Phường Ba Đình", 5000, 4000, 3500, 3600, 1500),
        (2, "Phường Ngọc Hà", 4500, 3900, 3000, 2000, 2100),
        (3, "Phường Giảng Võ", 4000, 3000, 2500, 2500, 1000),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(
    ".xlsx",
    seen=[expect_family(NGOC_HA, 5, 1100, 800, 790, 640)],
    errors=[Flag("Biểu 1", "B6")],
    undecided=["Biểu 1!B4", "Biểu 1!C4", "Biểu 1!D4", "Biểu 1!E4", "Biểu 1!F4"],
)
def build_row_given_twice(path: Path) -> None:
    """One ward twice with other numbers: the second is an error; whether the first may stand is the product's choice."""
    rows = [
        *TOP,
        (1, "Phường Ba Đình", 1200, 900, 850, 700),
        (2, "Phường Ngọc Hà", 1100, 800, 790, 640),
        (3, "P. Ba Đình", 1250, 910, 860, 720),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(
    ".xlsx",
    seen=[expect_row(BA_DINH, CLAN, "total E5=30, registered F5=25, recognised G5=20")],
    errors=[Flag("Biểu 1", "C4"), Flag("Biểu 1", "D6")],
)
def build_title_and_group_unknown(path: Path) -> None:
    """A title nobody awards and a group the form does not have."""
    rows = [
        *BY_TITLE,
        (1, "Phường Ba Đình", "Chung cư học tập", None, 10, 9, 8),
        (2, "Phường Ba Đình", "Dòng họ học tập", None, 30, 25, 20),
        (3, "Phường Ba Đình", "Công dân học tập", "Phi hành gia", 5, 4, 3),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(
    ".xlsx",
    seen=[
        expect_row(NGOC_HA, COMMUNITY, "total E5=35, registered F5=34, recognised G5=30"),
        expect_row(NGOC_HA, FAMILY, "total E6=1100, registered F6=800, recognised G6=640"),
    ],
    errors=[Flag("Biểu 1", "C4", suggests=("thôn", "xã"))],
)
def build_community_of_which_kind(path: Path) -> None:
    """One “Cộng đồng học tập” in a ward: a thôn, or the ward itself? Both are offered, none is taken."""
    rows = [
        *BY_TITLE,
        (1, "Phường Ba Đình", "Cộng đồng học tập", None, 1, 1, 1),
        (2, "Phường Ngọc Hà", "Cộng đồng học tập (thôn, tổ dân phố)", None, 35, 34, 30),
        (3, "Phường Ngọc Hà", "Gia đình học tập", None, 1100, 800, 640),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(".xlsx", errors=[Flag("Biểu 1", "C4", suggests=("thôn", "xã"))])
def build_community_in_a_district(path: Path) -> None:
    """Fourteen “Cộng đồng học tập” in quận Ba Đình, which had fourteen phường: of the wards, or of the tổ dân phố?"""
    rows = [
        ("Thành phố Hà Nội - Kết quả năm 2024 (số liệu thử nghiệm)",),
        *BY_TITLE[1:],
        (1, "Quận Ba Đình", "Cộng đồng học tập", None, 14, 13, 12),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


def list_wards_of_ha_noi() -> list[tuple[str, str]]:
    """Code and name of 40 current wards."""
    wards = read_areas().filter(
        pl.col("level") == "ward", pl.col("province_area_id") == "01.2025-07", pl.col("era") == "2025-07"
    )
    return wards.sort("area_code").select("area_code", "name_vi").head(40).rows()


@add_entry(
    ".csv",
    seen=[
        expect_row(
            f"{code}.2025-07",
            FAMILY,
            f"total D{n}={900 + n}, registered E{n}={900 + n}, recognised F{n}={900 + n}",
            sheet="*",
        )
        for n, (code, _) in enumerate(list_wards_of_ha_noi(), start=3)
    ],
    warnings=[Flag()],
)
def build_all_at_a_hundred_percent(path: Path) -> None:
    """Forty wards, every one at exactly 100 %: loaded, and remarked upon without accusing anybody."""
    rows = [
        ("Thành phố Hà Nội - Gia đình học tập năm 2025 (số liệu thử nghiệm)",),
        ("STT", "Mã địa bàn", "Tên đơn vị", "Tổng số", "Đăng ký", "Được công nhận"),
        *[
            (n - 2, code, name, 900 + n, 900 + n, 900 + n)
            for n, (code, name) in enumerate(list_wards_of_ha_noi(), start=3)
        ],
    ]
    path.write_text(print_csv(rows), encoding="utf-8-sig")


@add_entry(
    ".xlsx",
    seen=[
        expect_row(BA_DINH, FAMILY, "total F4=1200, registered G4=900, recognised H4=700"),
        expect_row(NGOC_HA, FAMILY, "total F5=1100, registered G5=800, recognised H5=640"),
    ],
    warnings=[Flag("Biểu 1", "C3"), Flag("Biểu 1", "D3"), Flag("Biểu 1", "E3"), Flag("Biểu 1", "I3")],
    never_said=["Trần Thử Nghiệm", "Lê Không Có Thật", "001099000001", "001099000002", "01/02/1980", "0900000001"],
)
def build_personal_columns(path: Path) -> None:
    """Names, birth dates, citizen numbers and telephone numbers of those in charge: dropped at the door, and that is said."""
    rows = [
        *TOP[:2],
        (
            "STT",
            "Tên đơn vị",
            "Họ và tên người phụ trách",
            "Ngày sinh",
            "Số CCCD",
            *("Tổng số", "Đăng ký", "Được công nhận"),
            "Số điện thoại",
        ),
        (1, "Phường Ba Đình", "Trần Thử Nghiệm", "01/02/1980", "001099000001", 1200, 900, 700, "0900000001"),
        (2, "Phường Ngọc Hà", "Lê Không Có Thật", "03/04/1980", "001099000002", 1100, 800, 640, "0900000001"),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(
    ".xlsx", gives_nothing=True, never_said=["Trần Thử Nghiệm", "Lê Không Có Thật", "001099000001", "001099000002"]
)
def build_list_of_people(path: Path) -> None:
    """A list of people instead of a report: no number of it is a count, and no name of it is repeated."""
    rows = [
        ("Thành phố Hà Nội - Danh sách Công dân học tập năm 2025 (thử nghiệm, không có thật)",),
        ("STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Tổ dân phố", "Điểm"),
        (1, "Trần Thử Nghiệm", "01/02/1980", "001099000001", "Tổ 1", 90),
        (2, "Lê Không Có Thật", "03/04/1980", "001099000002", "Tổ 2", 85),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(".xlsm", seen=[expect_family(BA_DINH, 4, 1200, 900, 850, 700)], warnings=[Flag()])
def build_macros(path: Path) -> None:
    """A workbook with macros: its numbers are read, nothing is run, and that is said."""
    write_xlsx(path, Tab("Biểu 1", [*TOP, (1, "Phường Ba Đình", 1200, 900, 850, 700)]), vba=MACROS)


@add_entry(".xlsx", seen=[expect_family(BA_DINH, 4, 1200, 900, 850, 700)])
def build_external_links(path: Path) -> None:
    """Numbers fetched from another workbook: what was stored is read, the other workbook is never looked for."""
    link = Formula("='[1]Tổng hợp'!$C$5", 1200)
    write_xlsx(path, Tab("Biểu 1", [*TOP, (1, "Phường Ba Đình", link, 900, 850, 700)]))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{main}" xmlns:r="{relation}">'
        '<externalBook r:id="rId1"/></externalLink>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
            f'Type="{relation}/externalLinkPath" Target="file:///khong/co/tong-hop.xlsx" TargetMode="External"/></Relationships>'
        ),
    }
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + text)
