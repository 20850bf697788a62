"""The board's columns and words, on rows made up for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl
import pytest

from ui.board_children import write_own_gap
from wording.board import build_board, count_silent, is_open
from wording.board_words import (
    list_outlook_counts,
    list_verdict_counts,
    tell_ahead,
    tell_change,
    tell_ended,
    tell_shortfall,
)
from wording.language import use_language
from wording.outlook import tell_pace, tell_years

AS_OF = date(2026, 9, 30)
DEFAULTS: dict[str, Any] = {
    "is_headline": True,
    "target_year": 2025,
    "due": date(2025, 12, 31),
    "target_id": "T",
    "target_value": 40.0,
    "is_verified": True,
    "value": 41.0,
    "status": "attained",
    "firm": True,
    "attainment": 1.0,
    "sort": 1,
    "likelihood": None,
    "p_attain": None,
    "gap_count": 0,
    "is_reported": False,
    "expected_count": 10,
    "reporter_count": 10,
    "name_vi": "Tên dài",
    "name_en": "Long name",
    "short_vi": "Tên",
    "short_en": "Name",
    "unit": "percent",
    "unit_noun_vi": "người",
    "unit_noun_en": "people",
    "direction": 1,
    "k": None,
    "remaining_pace": None,
    "observed_pace": None,
}
AHEAD = {"target_year": 2030, "due": date(2030, 12, 31), "gap_count": 9, "status": "slow"}


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    use_language("vi")
    yield
    use_language("vi")


def build_rows(*changes: dict[str, Any]) -> pl.DataFrame:
    rows = [{**DEFAULTS, "target_id": f"T{place}", "sort": place, **change} for place, change in enumerate(changes)]
    return pl.DataFrame(rows, infer_schema_length=None)


def test_every_row_has_one_place() -> None:
    board = build_board(
        build_rows(
            {},
            {"status": "not_attained", "attainment": 0.9, "gap_count": 5},
            {"status": "not_attained", "attainment": 0.5, "gap_count": 9},
            {"status": "not_comparable"},
            {"status": "no_target", "is_verified": False},
            {"status": "no_data", "value": None},
            {"status": "no_data", "value": None, "is_verified": False},
            {"status": "not_applicable", "value": None},
            {"is_headline": False},
        ),
        AS_OF,
    )
    column = board.ended
    assert column is not None
    assert [row["target_id"] for row in column.judged] == ["T2", "T1", "T0"]
    assert [
        [row["target_id"] for row in rows]
        for rows in (column.uncompared, column.unverified, column.silent, column.void)
    ] == [
        ["T3"],
        ["T4", "T6"],
        ["T5"],
        ["T7"],
    ]
    assert board.ahead is None


def test_the_year_most_is_known_of_makes_the_column() -> None:
    board = build_board(
        build_rows({}, {"target_year": 2023, "due": date(2023, 12, 31)}, {}, AHEAD, {"target_year": None, "due": None}),
        AS_OF,
    )
    assert board.ended is not None
    assert board.ahead is not None
    assert (board.ended.year, board.ahead.year) == (2025, 2030)
    assert [column.year for column in board.others] == [2023, None]


def test_the_least_likely_comes_first_and_what_is_attained_last() -> None:
    rows = [
        {**AHEAD, "likelihood": "likely", "p_attain": 0.8},
        {**AHEAD, "likelihood": "unlikely", "p_attain": 0.1},
        {**AHEAD, "status": "attained_early", "likelihood": "likely", "p_attain": 0.99},
        {**AHEAD, "likelihood": "insufficient"},
        {**AHEAD, "likelihood": "uncertain", "p_attain": 0.5},
    ]
    board = build_board(build_rows(*rows), AS_OF)
    assert board.ahead is not None
    assert [row["target_id"] for row in board.ahead.judged] == ["T1", "T4", "T3", "T0", "T2"]
    assert [count for count, _code, _word in list_outlook_counts(board.ahead)] == [1, 1, 1, 1, 1]
    assert tell_ahead(board.ahead) == "2/5 chỉ tiêu 2030 nhiều khả năng đạt hoặc đã đạt sớm"


def test_undecided_verdicts_are_said_and_not_counted_as_missed() -> None:
    board = build_board(build_rows({}, {"status": "undecided", "gap_count": 3}), AS_OF)
    assert board.ended is not None
    assert tell_ended(board.ended) == "đạt 1/2 chỉ tiêu 2025 so sánh được, 1 chưa kết luận được"
    assert [count for count, _code, _word in list_verdict_counts(board.ended)] == [0, 1, 0, 1, 0, 0]
    assert tell_shortfall(board) == ""


def test_what_was_missed_is_named_with_people() -> None:
    missed = {"status": "not_attained", "gap_count": 12345, "attainment": 0.5}
    board = build_board(build_rows(missed, missed, missed), AS_OF)
    assert (
        tell_shortfall(board)
        == "Chưa đạt: Tên (còn thiếu 12.345 người); Tên (còn thiếu 12.345 người); và 1 chỉ tiêu nữa."
    )


def test_what_may_change_is_reports_to_come_and_the_pace() -> None:
    waiting = {"firm": False, "reporter_count": 7}
    hard = {**AHEAD, "likelihood": "unlikely", "p_attain": 0.1, "k": 2.345, "remaining_pace": 4.0, "observed_pace": 1.7}
    board = build_board(build_rows(waiting, hard), AS_OF)
    text = tell_change(board)
    assert "1 kết luận 2025 còn chờ tới 3 đơn vị chưa báo cáo" in text
    assert "cần nhanh gấp 2,3 lần" in text


def test_a_figure_of_the_area_itself_waits_for_nobody() -> None:
    row = {**DEFAULTS, "is_reported": True, "reporter_count": None, "expected_count": None, "firm": True}
    assert count_silent(row) == 0
    assert not is_open(row)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"expected_outlook": "years", "expected_year_from": 2029, "expected_year_to": 2031}, "khoảng 2029–2031"),
        ({"expected_outlook": "years", "expected_year_from": 2030, "expected_year_to": 2030}, "khoảng năm 2030"),
        ({"expected_outlook": "years", "expected_year_from": 2035, "expected_year_to": None}, "sớm nhất năm 2035"),
        ({"expected_outlook": "against_trend"}, "không đạt theo xu hướng hiện nay"),
        ({"expected_outlook": "beyond_horizon"}, "sau hơn 15 năm"),
        ({"expected_outlook": None}, ""),
    ],
)
def test_years_in_words(row: dict[str, Any], words: str) -> None:
    assert tell_years(row) == words


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"k": 1.8, "remaining_pace": 4.0, "observed_pace": 2.2}, "cần nhanh gấp 1,8 lần"),
        ({"k": 1.02, "remaining_pace": 4.0, "observed_pace": 3.9}, "cần nhanh gấp 1,02 lần"),
        ({"k": 10.01, "remaining_pace": 4.0, "observed_pace": 0.3}, "cần nhanh gấp hơn 10 lần"),
        ({"k": 0.9, "remaining_pace": 4.0, "observed_pace": 4.5}, "giữ nhịp hiện nay là đủ"),
        ({"k": None, "remaining_pace": 4.42, "observed_pace": -1.0}, "phải đảo chiều, cần +4,42 điểm/năm"),
        ({"k": None, "remaining_pace": 4.42, "observed_pace": 0.0}, "phải đảo chiều, cần +4,42 điểm/năm"),
        ({"k": None, "remaining_pace": 4.42, "observed_pace": None}, "cần +4,42 điểm/năm"),
        ({"k": None, "remaining_pace": None, "observed_pace": 1.0}, ""),
        ({"k": 1.8, "remaining_pace": 4.0, "observed_pace": 2.2, "gap_count": 0}, ""),
    ],
)
def test_the_pace_in_words(row: dict[str, Any], words: str) -> None:
    assert tell_pace({"unit": "percent", "direction": 1, "gap_count": 7, **row}) == words


@pytest.mark.parametrize(
    ("own", "lacking", "words", "without"),
    [
        ({"gap_count": 12, "gap_count_max": 12}, 15, "12 người", "bù"),
        ({"gap_count": 0, "gap_count_max": 0}, 15, "bù cho đơn vị thiếu", "0 người"),
        ({"gap_count": 0, "gap_count_max": 0}, 0, "không còn thiếu", "bù"),
        ({"gap_count": None, "gap_count_max": None}, 15, "–", "bù"),
    ],
)
def test_the_whole_area_may_lack_nothing_although_units_do(
    own: dict[str, Any], lacking: int, words: str, without: str
) -> None:
    told = write_own_gap({**DEFAULTS, **own}, lacking)
    assert words in told
    assert without not in told
