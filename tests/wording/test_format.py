"""Numbers, dates and codes in words: both languages, and prints that never contradict a verdict."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.model import Basis, Confidence, Level, Qualifier, Status
from warehouse.verdicts import StatusReason
from wording import format as words
from wording.language import use_language
from wording.looks import LOOKS
from wording.reasons import REASON_SENTENCES


@pytest.fixture(autouse=True, params=["vi"])
def language(request: pytest.FixtureRequest) -> str:
    use_language(request.param)
    return str(request.param)


def make_row(**changes: Any) -> dict[str, Any]:
    row = {
        "value": 39.996,
        "numerator": 9999,
        "denominator": 25000,
        "unit": "percent",
        "basis": "total",
        "target_basis": "total",
        "target_value": 40.0,
        "direction": 1,
        "qualifier": "exact",
        "status": "not_attained",
        "gap_count": 1,
        "gap_count_max": 1,
        "unit_noun_vi": "người",
        "unit_noun_en": "people",
        "is_reported": False,
        "reporter_count": 118,
        "expected_count": 126,
        "denominator_vi": "Tổng số hộ",
        "denominator_en": "All households",
    }
    return {**row, **changes}


def test_vietnamese_numbers() -> None:
    assert words.format_number(Decimal("1234.5"), 1) == "1.234,5"
    assert words.format_percent(89.06) == "89,06%"
    assert words.format_count(12345, "người") == "12.345 người"
    assert words.format_date(date(2025, 12, 23)) == "23/12/2025"


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_english_numbers() -> None:
    assert words.format_number(Decimal("1234.5"), 1) == "1,234.5"
    assert words.format_percent(89.06) == "89.06%"
    assert words.format_date(date(2025, 12, 23)) == "23 Dec 2025"
    assert words.format_period("2023-08") == "August 2023"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("2026-Q3", "quý III/2026"),
        ("2025-H1", "6 tháng đầu năm 2025"),
        ("2023-08", "tháng 8/2023"),
        ("2024", "năm 2024"),
    ],
)
def test_periods_in_vietnamese(code: str, text: str) -> None:
    assert words.format_period(code) == text


@pytest.mark.parametrize(
    ("text", "printed"), [("2023-12-05", "5/12/2023"), ("2024-07", "tháng 7/2024"), ("2021", "năm 2021"), (None, "–")]
)
def test_documents_may_be_dated_loosely(text: str | None, printed: str) -> None:
    assert words.format_issue_date(text) == printed


def test_a_value_just_under_its_target_is_not_printed_as_the_target() -> None:
    assert words.format_value(make_row()) == "39,996%"
    assert words.format_value(make_row(numerator=3999999, denominator=10000000)) == "dưới 40%"


def test_a_target_on_another_base_does_not_bend_the_print() -> None:
    assert words.format_value(make_row(target_basis="registered")) == "40,00%"


def test_counts_go_before_the_published_value() -> None:
    assert words.find_exact_value(make_row(value=1.0)) == Fraction(100 * 9999, 25000)
    assert words.find_exact_value(make_row(value=71.25, numerator=None)) == Fraction(285, 4)


@given(value=st.fractions(0, 100), target=st.integers(0, 100))
def test_print_and_verdict_agree(value: Fraction, target: int) -> None:
    use_language("vi")
    printed = words.format_percent(value, target)
    number = Fraction(printed.removeprefix("dưới ").removeprefix("trên ").removesuffix("%").replace(",", "."))
    below = number < target or printed.startswith("dưới")
    assert below == (value < target)


def test_qualifiers_are_said() -> None:
    row = make_row(unit="count", value=2_100_000.0, qualifier="at_least")
    assert words.format_value(row) == "hơn 2.100.000"


def test_booleans_are_words() -> None:
    assert words.format_value(make_row(unit="boolean", value=1.0)) == "có"
    assert words.format_value(make_row(unit="boolean", value=0.0)) == "chưa"


def test_gap_has_its_noun_and_is_silent_without_counts() -> None:
    assert words.format_gap(make_row(gap_count=12345)) == "còn thiếu 12.345 người"
    assert words.format_gap(make_row(gap_count=None)) == ""
    assert words.format_gap(make_row(gap_count=0, gap_count_max=0)) == "đã đủ, không còn thiếu"
    assert "báo cáo đã nhận" in words.format_gap(make_row(gap_count=0, gap_count_max=5))
    assert "báo cáo đã nhận" in words.format_gap(make_row(gap_count=5, status="undecided"))


def test_completeness_says_how_many_reported() -> None:
    assert words.format_completeness(make_row()) == "118/126 đơn vị báo cáo (93,65%)"
    assert words.format_completeness(make_row(is_reported=True)) == "số của toàn địa bàn"


def test_targets_are_printed_without_needless_decimals() -> None:
    assert words.format_target(40.0, "percent") == "40%"
    assert words.format_target(62.5, "percent", "<=") == "≤ 62,5%"
    assert words.format_target(None, "percent") == "không nêu"


def test_missing_is_a_dash_never_a_zero() -> None:
    assert words.format_value(make_row(value=None)) == "–"
    assert words.format_percent(None) == "–"
    assert words.format_count(None) == "–"


def test_every_code_has_its_words() -> None:
    assert set(words.STATUS_WORDS) == set(Status) == set(LOOKS)
    assert set(words.BASIS_WORDS) == set(Basis)
    assert set(words.CONFIDENCE_WORDS) == set(Confidence)
    assert set(words.QUALIFIER_WORDS) == set(Qualifier)
    assert set(words.LEVEL_WORDS) == set(Level)
    assert set(REASON_SENTENCES) == set(StatusReason)


def test_each_kind_of_missing_has_its_own_pattern() -> None:
    missing = [look.pattern for look in LOOKS.values() if look.pattern != "solid"]
    assert len(missing) == len(set(missing)) == 6
