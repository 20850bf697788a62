"""Days as people type them."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.values.dates import EXCEL_DAY_ZERO, read_date

LAST_OF_2025 = date(2025, 12, 31)


@pytest.mark.parametrize(
    "cell",
    [
        "31/12/2025",
        "31-12-2025",
        "31.12.25",
        "2025-12-31",
        "2025/12/31",
        "ngày 31 tháng 12 năm 2025",
        "Ngày 31 tháng 12, năm 2025",
        "31 tháng 12 năm 2025",
        "ngay 31 thang 12 nam 2025",
        "ngày 31/12/2025",
        "31/12/2025 00:00:00",
        "2025-12-31T00:00:00",
        "31/12/2025 12:00:00 SA",
        " 31 / 12 / 2025. ",
        "31-Dec-25",
        unicodedata.normalize("NFD", "ngày 31 tháng 12 năm 2025"),
        date(2025, 12, 31),
        datetime(2025, 12, 31, 8, 30),  # noqa: DTZ001 - as calamine gives it
        46022,
        46022.75,
    ],
)
def test_reads_usual_forms(cell: object) -> None:
    assert read_date(cell) == LAST_OF_2025


@pytest.mark.parametrize(
    "cell",
    [
        "12/31/2025",
        "31/02/2025",
        "2025-13-01",
        "31-12/2025",
        "12/2025",
        "2025",
        "1.234.567",
        "",
        "x",
        "46022",
        None,
        True,
        2025,
        -1,
        32873,
        73416,
        1e308,
        float("nan"),
        float("inf"),
        ["31/12/2025"],
    ],
)
def test_refuses_what_is_no_day(cell: object) -> None:
    assert read_date(cell) is None


def test_short_years_fall_around_the_target_year() -> None:
    assert read_date("31/12/30") == date(2030, 12, 31)
    assert read_date("01/02/68") == date(1968, 2, 1)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_the_day_comes_first_in_every_form(day: date) -> None:
    assert read_date(f"{day.day}/{day.month}/{day.year}") == day
    assert read_date(f"ngày {day.day} tháng {day.month} năm {day.year}") == day
    assert read_date(str(day)) == day
    assert read_date((day - EXCEL_DAY_ZERO) / timedelta(days=1)) == day


@given(
    st.text(alphabet="0123456789/-.: ngàythámănTZ", max_size=30) | st.text(max_size=20) | st.floats() | st.integers()
)
def test_no_cell_raises(cell: object) -> None:
    assert read_date(cell) is None or isinstance(read_date(cell), date)
