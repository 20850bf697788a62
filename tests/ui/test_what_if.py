"""The slider of what every year adds: its range, what the address may say, the sentence and the drawing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any
from urllib.parse import unquote

import pytest

from ui.what_if import (
    Question,
    build_question,
    format_amount,
    list_stops,
    measure_slider,
    read_amount,
    round_step,
    tell_outcome,
)
from ui.what_if_drawing import draw_path_svg
from wording.language import use_language

ROW = {
    "area_id": "A",
    "indicator_id": "I",
    "target_id": "T",
    "unit": "percent",
    "unit_noun_vi": "người",
    "unit_noun_en": "people",
    "basis": "total",
    "direction": 1,
    "denominator": 1_000_000.0,
    "trend_period": "2026-Q3",
    "trend_value": 43.0,
    "target_value": 60.0,
    "target_year": 2030,
    "due": date(2030, 12, 31),
    "period_end": date(2026, 9, 30),
    "remaining_pace": 4.0,
    "observed_pace": 2.0,
}
SERIES = [
    {"period": code, "period_end": end, "value": value, "basis": basis}
    for code, end, value, basis in [
        ("2024", date(2024, 12, 31), 38.0, "total"),
        ("2024", date(2024, 12, 31), 90.0, "registered"),
        ("2025", date(2025, 12, 31), 40.0, "total"),
        ("2026-Q3", date(2026, 9, 30), 43.0, "total"),
        ("2026", date(2026, 12, 31), 44.0, "total"),
    ]
]


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    use_language("vi")
    yield
    use_language("vi")


@pytest.fixture
def question() -> Question:
    built = build_question(ROW, SERIES)
    assert built is not None
    return built


def test_the_history_is_of_one_base_up_to_the_figure_itself(question: Question) -> None:
    assert [value for _clock, value in question.history] == [38, 40, 43]


@pytest.mark.parametrize("without", ["remaining_pace", "denominator"])
def test_without_a_pace_needed_or_counts_there_is_no_question(without: str) -> None:
    assert build_question({**ROW, without: None}, SERIES) is None


def test_the_slider_just_suffices_where_it_starts(question: Question) -> None:
    most, step, needed = measure_slider(question, is_people=True)
    assert (needed, step, most) == (40_000, 500, 100_000)
    most, step, needed = measure_slider(question, is_people=False)
    assert (needed, step, most) == (4.0, 0.01, 10.0)


def test_whatever_is_asked_lies_on_the_slider() -> None:
    assert read_amount(None, 40_001, 100_000, 500) == 40_500
    assert read_amount("999999", 40_001, 100_000, 500) == 100_000
    assert read_amount("-5", 40_001, 100_000, 500) == 0
    assert read_amount("nhiều", 4.0, 10.0, 0.01) == 4.0
    assert read_amount("2.345", 4.0, 10.0, 0.01) == pytest.approx(2.35, abs=0.011)


@pytest.mark.parametrize("is_people", [True, False])
def test_the_slider_stops_where_it_starts_and_at_whatever_is_asked(question: Question, *, is_people: bool) -> None:
    most, step, needed = measure_slider(question, is_people=is_people)
    stops = list_stops(most, step)
    assert (stops[0], stops[-1]) == (0, most)
    assert {read_amount(asked, needed, most, step) for asked in (None, "0", "3.337", "70000")} <= set(stops)


def test_amounts_carry_the_separators_of_the_language() -> None:
    assert (format_amount(145_000), format_amount(3.6)) == ("145.000", "3,60")
    use_language("en")
    assert (format_amount(145_000), format_amount(3.6)) == ("145,000", "3.60")


@pytest.mark.parametrize("people", [0, 1, 199, 200, 12_345, 7_000_000])
def test_steps_are_round(people: int) -> None:
    step = round_step(people)
    assert str(step).strip("0") in {"1", "2", "5"}
    assert people <= 400 or people / step <= 400


@pytest.mark.parametrize(
    ("pace", "words"),
    [
        (4, "Mỗi năm 40.000 người (+4,00 điểm/năm): đạt 60% vào cuối năm 2030, vừa kịp hạn"),
        (8, "Mỗi năm 80.000 người (+8,00 điểm/năm): đạt 60% vào cuối năm 2028, sớm 2 năm"),
        (
            2,
            "Mỗi năm 20.000 người (+2,00 điểm/năm): cuối năm 2030 mới 51,50%, còn thiếu 85.000; đến năm 2035 mới đạt 60%",
        ),
        (0, "Mỗi năm 0 người (0,00 điểm/năm): cuối năm 2030 mới 43,00%, còn thiếu 170.000; chưa thấy ngày đạt 60%"),
    ],
)
def test_the_sentence_says_year_or_shortfall(question: Question, pace: int, words: str) -> None:
    assert tell_outcome(question, Fraction(pace)) == words


def test_the_sentence_in_english(question: Question) -> None:
    use_language("en")
    assert (
        tell_outcome(question, Fraction(8))
        == "80,000 people a year (+8.00 points a year): 60% is reached by the end of 2028, 2 years early"
    )


@pytest.mark.parametrize("pace", [0, 2, 8])
def test_the_drawing_ends_where_the_path_does(question: Question, pace: int) -> None:
    drawing: Any = unquote(draw_path_svg(question.course, question.history, Fraction(pace), Fraction(2), "lời"))
    assert "alt='lời'" in drawing
    assert drawing.count("<polyline") == 3
    end = {0: "43,00%", 2: "61,50%", 8: "77,00%"}[pace]
    assert end in drawing
    assert ("2028" in drawing.split("font-weight='700'")[-2]) == (pace == 8)
