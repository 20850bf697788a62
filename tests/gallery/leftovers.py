"""Numbers nothing can be made of: every one is accounted for, so their sender is told where they stand."""

from __future__ import annotations

from pathlib import Path

from tests.gallery.family import CITY, FAMILY_2025, HEADER, INVENTED, expect_family
from tests.gallery.model import BA_DINH, GIANG_VO, NGOC_HA, Flag, add_entry
from tests.gallery.writers import Tab, write_xlsx

BA_DINH_ROW = (1, "00004", "Phường Ba Đình", 1200, 900, 700)
NGOC_HA_ROW = (2, "00008", "Phường Ngọc Hà", 1100, 800, 640)
BOTH = [expect_family(BA_DINH, 5, 1200, 900, 700), expect_family(NGOC_HA, 6, 1100, 800, 640)]


@add_entry(".xlsx", seen=BOTH, either=[Flag("Biểu 1", "G4")])
def build_column_nobody_knows(path: Path) -> None:
    """A column of counts under a heading that is no measure of ours."""
    rows = [CITY, FAMILY_2025, INVENTED, (*HEADER, "Số được khen thưởng"), (*BA_DINH_ROW, 15), (*NGOC_HA_ROW, 12)]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(".xlsx", seen=BOTH, either=[Flag("Biểu 1", "G4|G5")])
def build_column_without_heading(path: Path) -> None:
    """A column of counts without a heading."""
    rows = [CITY, FAMILY_2025, INVENTED, HEADER, (*BA_DINH_ROW, 15), (*NGOC_HA_ROW, 12)]
    write_xlsx(path, Tab("Biểu 1", rows))


@add_entry(".xlsx", seen=BOTH[:1], errors=[Flag("Biểu 1", "B6|C6|D6")])
def build_row_without_area(path: Path) -> None:
    """A numbered row with numbers and no area."""
    write_xlsx(path, Tab("Biểu 1", [CITY, FAMILY_2025, INVENTED, HEADER, BA_DINH_ROW, (2, None, None, 1100, 800, 640)]))


@add_entry(".xlsx", seen=BOTH[:1], either=[Flag("Tổng hợp", "")])
def build_sheet_nobody_knows(path: Path) -> None:
    """A second sheet of numbers that is no table of titles: the first is loaded, the second is mentioned."""
    other = [
        ("Kinh phí hoạt động năm 2025",),
        (),
        ("Nội dung chi", "Số tiền"),
        ("In giấy chứng nhận", 12000000),
        ("Hội nghị", 8000000),
    ]
    write_xlsx(path, Tab("Biểu 1", [CITY, FAMILY_2025, INVENTED, HEADER, BA_DINH_ROW]), Tab("Tổng hợp", other))


@add_entry(".xlsx", seen=[*BOTH, expect_family(GIANG_VO, 9, 1000, 700, 600)])
def build_row_below_the_signature(path: Path) -> None:
    """A row somebody forgot and wrote below the signature is as good as any."""
    below = [(), ("Người lập biểu",), (3, "00025", "Phường Giảng Võ", 1000, 700, 600)]
    write_xlsx(path, Tab("Biểu 1", [CITY, FAMILY_2025, INVENTED, HEADER, BA_DINH_ROW, NGOC_HA_ROW, *below]))
