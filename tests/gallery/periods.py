"""Periods and closing dates as people write them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.gallery.model import (
    BA_DINH,
    Flag,
    add_entry,
)
from tests.gallery.numbers import TOP, expect_family
from tests.gallery.writers import Tab, write_xlsx


def write_block(path: Path, day: object) -> None:
    """A free report with a block that says when its figures were closed."""
    rows = [
        ("Tỉnh, thành phố", "01", "Thành phố Hà Nội"),
        ("Kỳ báo cáo", "2026-H1"),
        ("Ngày chốt số liệu", day),
        ("Số liệu thử nghiệm, không có thật: Gia đình học tập",),
        ("STT", "Tên đơn vị", "Tổng số", "Đăng ký", "Được công nhận"),
        (1, "Phường Ba Đình", 1000, 900, 700),
    ]
    write_xlsx(path, Tab("Biểu 1", rows))


USUAL_DATES = {
    "slashes": "30/06/2026",
    "short": "30/6/26",
    "dashes": "30-06-2026",
    "dots": "30.6.2026",
    "iso": "2026-06-30",
    "words": "Ngày 30 tháng 6 năm 2026",
    "cell": date(2026, 6, 30),
}
for kind, day in USUAL_DATES.items():
    add_entry(
        ".xlsx",
        name=f"date_{kind}",
        shows=f"The closing date written as {day!s}.",
        seen=[expect_family(BA_DINH, 6, 1000, 900, 700)],
        period="2026-H1",
    )(lambda path, day=day: write_block(path, day))  # type: ignore[misc]


@add_entry(
    ".xlsx",
    either=[Flag("Biểu 1", "B3")],
    undecided=["Biểu 1!C6", "Biểu 1!D6", "Biểu 1!E6"],
)
def build_date_impossible(path: Path) -> None:
    """31/06/2026 is no day: said at its cell; whether the table loads without it is the product's choice."""
    write_block(path, "31/06/2026")


USUAL_PERIODS = {
    "6 tháng đầu năm 2026": "2026-H1",
    "Quý III/2026": "2026-Q3",
    "Quý 1 năm 2026": "2026-Q1",
    "Tháng 8/2025": "2025-08",
    "Năm 2025": "2025",
    "Quý IV/2025": "2025",
    "Kỳ báo cáo: 2026-H1": "2026-H1",
}
for number, (words, period) in enumerate(USUAL_PERIODS.items(), start=1):
    add_entry(
        ".xlsx",
        name=f"period_in_words_{number}",
        shows=f"The period written as {words}.",
        seen=[expect_family(BA_DINH, 4, 1000, 900, 700)],
        period=period,
    )(
        lambda path, words=words: write_xlsx(  # type: ignore[misc]
            path,
            Tab(
                "Biểu 1",
                [
                    ("Thành phố Hà Nội: Gia đình học tập (số liệu thử nghiệm)",),
                    (words,),
                    TOP[2],
                    (1, "Phường Ba Đình", 1000, 900, 700),
                ],
            ),
        )
    )
