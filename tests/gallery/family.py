"""The free form most entries use: one title, the counts of some wards."""

from __future__ import annotations

from tests.gallery.model import FAMILY, Seen, expect_row

CITY = ("HỘI KHUYẾN HỌC THÀNH PHỐ HÀ NỘI",)
INVENTED = ("(Số liệu thử nghiệm, không có thật)",)
FAMILY_2025 = ("KẾT QUẢ CÔNG NHẬN GIA ĐÌNH HỌC TẬP NĂM 2025",)
HEADER = ("STT", "Mã địa bàn", "Tên đơn vị", "Tổng số", "Đăng ký", "Được công nhận")


def expect_family(
    area: str, row: int, total: int, registered: int, recognised: int, sheet: str = "Biểu 1"
) -> tuple[Seen, ...]:
    """The three counts of a row under ``HEADER``."""
    return expect_row(
        area,
        FAMILY,
        f"total D{row}={total}, registered E{row}={registered}, recognised F{row}={recognised}",
        sheet=sheet,
    )
