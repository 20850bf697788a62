"""Period codes, due dates and the clock of METHODS 1."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.periods import Period, compute_clock, parse_due


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2025-H1", date(2025, 1, 1), date(2025, 6, 30)),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2023-08", date(2023, 8, 1), date(2023, 8, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
    ],
)
def test_a_period_knows_its_days(code: str, start: date, end: date) -> None:
    period = Period.parse(code)
    assert (period.start, period.end, str(period)) == (start, end, code)


@pytest.mark.parametrize("code", ["2025-H2", "2025-Q4"])
def test_a_period_that_ends_with_the_year_is_refused_in_favour_of_the_year(code: str) -> None:
    with pytest.raises(ValueError, match=r"write 2025$"):
        Period.parse(code)


@pytest.mark.parametrize(
    "code", ["", "25", "2025-13", "2025-00", "2025-H3", "2025-Q5", "2025-8", "2025H1", " 2025", "2025\n", "٢٠٢٥"]
)
def test_other_text_is_no_period(code: str) -> None:
    with pytest.raises(ValueError, match="is not a period"):
        Period.parse(code)


def test_periods_sort_by_their_end_and_then_by_their_start() -> None:
    codes = ["2025", "2024", "2025-H1", "2025-06", "2025-Q3", "2025-Q2", "2025-Q1", "2025-12"]
    ordered = ["2024", "2025-Q1", "2025-H1", "2025-Q2", "2025-06", "2025-Q3", "2025", "2025-12"]
    assert [period.code for period in sorted(map(Period.parse, codes))] == ordered


def test_only_31_december_is_a_year_end() -> None:
    assert Period.parse("2025").is_year_end
    assert Period.parse("2025-12").is_year_end
    assert not Period.parse("2025-H1").is_year_end
    assert not Period.parse("2025-11").is_year_end


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        (date(2025, 12, 31), Fraction(2026)),
        (date(2025, 6, 30), Fraction(4051, 2)),
        (date(2026, 9, 30), Fraction(8107, 4)),
        (date(2023, 8, 15), 2023 + Fraction(7, 12) + Fraction(15, 31 * 12)),
        (date(2024, 2, 29), 2024 + Fraction(2, 12)),
        (date(2025, 1, 1), 2025 + Fraction(1, 31 * 12)),
    ],
)
def test_the_clock_counts_months_by_the_share_of_their_days(day: date, clock: Fraction) -> None:
    assert compute_clock(day) == clock


def test_the_clock_of_a_period_is_that_of_its_end() -> None:
    assert Period.parse("2026-Q3").clock == compute_clock(date(2026, 9, 30))


@settings(deadline=None, max_examples=500)
@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_the_clock_keeps_the_order_of_days(one: date, other: date) -> None:
    assert (compute_clock(one) < compute_clock(other)) == (one < other)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2025-12-31", date(2025, 12, 31)),
        ("2026-Q3", date(2026, 9, 30)),
        ("2023-04", date(2023, 4, 30)),
        ("2030-Q4", date(2030, 12, 31)),
        ("2030-H2", date(2030, 12, 31)),
        ("2030", date(2030, 12, 31)),
        ("", None),
        ("annual-Q4", None),
        ("annual", None),
    ],
)
def test_due_dates_are_read_as_documents_write_them(text: str, due: date | None) -> None:
    assert parse_due(text) == due


@pytest.mark.parametrize("text", ["31/12/2025", "2025-02-30", "quý IV/2030", "annual-Q5", "2025-1-1"])
def test_other_text_is_no_due_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"due date|day"):
        parse_due(text)
