"""The same small report in every format and encoding officers send. Its areas are given by name only, so a wrong letter loses a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.etl.reading.legacy_text import encode_tcvn3, encode_vni
from tests.etl.reading.xlsb_writer import write_xlsb
from tests.gallery.model import ANY_SHEET, BA_DINH, FAMILY, NGOC_HA, O_CHO_DUA, Flag, Seen, add_entry, expect_row
from tests.gallery.writers import Tab, encode_windows_1258, print_csv, write_ods, write_xls, write_xlsx

ROWS = (
    ("Hội Khuyến học thành phố Hà Nội (số liệu thử nghiệm, không có thật)",),
    ("Kết quả công nhận danh hiệu Gia đình học tập năm 2025",),
    (),
    ("STT", "Tên đơn vị", "Tổng số", "Đăng ký", "Được đánh giá", "Được công nhận"),
    (1, "Phường Ba Đình", 1200, 900, 850, 700),
    (2, "Phường Ngọc Hà", 1100, 800, 790, 640),
    (3, "Phường Ô Chợ Dừa", 1500, 1000, 960, 905),
)
TAB = Tab("Biểu 1", ROWS)


def expect_rows(sheet: str) -> list[tuple[Seen, ...]]:
    """What every file of this module must give."""
    return [
        expect_row(
            BA_DINH, FAMILY, "total C5=1200, registered D5=900, assessed E5=850, recognised F5=700", sheet=sheet
        ),
        expect_row(
            NGOC_HA, FAMILY, "total C6=1100, registered D6=800, assessed E6=790, recognised F6=640", sheet=sheet
        ),
        expect_row(
            O_CHO_DUA, FAMILY, "total C7=1500, registered D7=1000, assessed E7=960, recognised F7=905", sheet=sheet
        ),
    ]


def add_workbook(name: str, suffix: str, write: Callable[[Path, Tab], None], shows: str) -> None:
    """One workbook format."""
    add_entry(suffix, name=name, shows=shows, seen=expect_rows("Biểu 1"), period="2025")(lambda path: write(path, TAB))


def add_text(
    name: str,
    encode: Callable[[str], bytes],
    shows: str,
    *,
    suffix: str = ".csv",
    delimiter: str = ",",
    told: bool = False,
) -> None:
    """One text encoding; ``told`` where the sender must be told that it was converted."""
    warnings: Sequence[Flag] = (Flag(),) if told else ()
    add_entry(suffix, name=name, shows=shows, seen=expect_rows(ANY_SHEET), warnings=warnings, period="2025")(
        lambda path: _write_text(path, encode(print_csv(ROWS, delimiter)))
    )


def _write_text(path: Path, content: bytes) -> None:
    path.write_bytes(content)


add_workbook("format_xlsx", ".xlsx", write_xlsx, "Excel of today.")
add_workbook("format_xls", ".xls", write_xls, "Excel 97–2003, still common on old office computers.")
add_workbook(
    "format_xlsb",
    ".xlsb",
    lambda path, tab: write_xlsb(path, {tab.name: tab.rows}),
    "Excel binary workbook.",
)
add_workbook("format_ods", ".ods", write_ods, "LibreOffice, whose sheets end in a million repeated empty rows.")
for font, encode in (("tcvn3", encode_tcvn3), ("vni", encode_vni)):
    legacy = [[encode(cell).decode("latin-1") if isinstance(cell, str) else cell for cell in row] for row in ROWS]
    add_entry(
        ".xlsx",
        name=f"format_xlsx_in_{font}",
        shows=f"A workbook whose texts were typed for {font.upper()} fonts: the cells hold other letters than the screen showed.",
        seen=expect_rows("Biểu 1"),
        warnings=[Flag()],
        period="2025",
    )(lambda path, rows=legacy: write_xlsx(path, Tab("Biểu 1", rows)))  # type: ignore[misc]
add_text("csv_utf8", lambda text: text.encode("utf-8"), "CSV in UTF-8 without BOM.")
add_text("csv_utf8_bom", lambda text: text.encode("utf-8-sig"), "CSV UTF-8 as Excel saves it, with BOM.")
add_text("csv_utf16", lambda text: text.encode("utf-16"), "UTF-16 with BOM: Excel's “Unicode text”.", delimiter="\t")
add_text("csv_utf16_big", lambda text: b"\xfe\xff" + text.encode("utf-16-be"), "UTF-16, high byte first.")
add_text("csv_windows_1258", encode_windows_1258, "Vietnamese Windows: tone marks follow their letters.", told=True)
add_text("csv_tcvn3", encode_tcvn3, "TCVN3 (ABC) font, as old reports are kept.", told=True)
add_text("csv_vni", encode_vni, "VNI font, usual in the South.", told=True)
add_text("tsv_utf8", lambda text: text.encode("utf-8"), "Tabs between the cells.", suffix=".tsv", delimiter="\t")
add_text(
    "csv_semicolon", lambda text: text.encode("utf-8-sig"), "Excel under a Vietnamese locale writes ;", delimiter=";"
)
