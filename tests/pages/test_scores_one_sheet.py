"""Chấm thử một phiếu: what is entered is judged by the rule of the release, and every reason is said."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read_html
from wording.language import use_language

OpenPage = Callable[..., AppTest]
SLUG, HANOI, WITHOUT_SHEETS = "cham-diem", "01.2025-07", "14.2025-07"
CASES = {
    "80 with one index 4": (
        [4, 9, 9, 9, 9, 8, 8, 8, 8, 8],
        "Chưa đủ điều kiện công nhận. Chỉ số 1.1: 4 điểm, dưới mức tối thiểu 5 điểm.",
        "Does not meet the rule for recognition. Index 1.1: score 4, under the minimum of 5.",
    ),
    "79": (
        [7.9] * 10,
        "Chưa đủ điều kiện công nhận. Tổng 79 điểm, thấp hơn mức đạt 80 điểm.",
        "Does not meet the rule for recognition. Total 79, below the pass mark of 80.",
    ),
    "80": (
        [8] * 10,
        "Đủ điều kiện công nhận. Tổng 80 điểm, đạt mức 80 điểm và không chỉ số nào dưới mức tối thiểu.",
        "Meets the rule for recognition. Total 80, reaching the pass mark of 80, and no index under its minimum.",
    ),
    "one missing": (
        [*[8] * 9, None],
        "Chưa kết luận được: còn thiếu điểm. Chỉ số 3.2: chưa có điểm.",
        "No verdict yet: scores are missing. Index 3.2: no score.",
    ),
    "11 in one": (
        [11, *[8] * 9],
        "Phiếu không hợp lệ. Chỉ số 1.1: 11 điểm, vượt mức tối đa 10 điểm.",
        "Sheet refused. Index 1.1: score 11, above the maximum of 10.",
    ),
    "five decimals": (
        [7.99999, *[8] * 9],
        "có điểm ghi quá bốn chữ số thập phân hoặc quá lớn",
        "a score has more than four decimals, or is too large",
    ),
}


def enter(screen: AppTest, scores: list[float | None]) -> str:
    """Fill in a sheet; what the screen says afterwards."""
    fields = screen.number_input
    assert len(fields) == len(scores)
    for place, score in enumerate(scores):
        if score is not None:
            fields[place].set_value(score)
    return unescape(read_html(screen.run()))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("case", CASES)
def test_a_sheet_is_judged_and_every_reason_is_said(
    open_page: OpenPage, demonstration_folder: Path, case: str, language: str
) -> None:
    use_language(language)
    scores, vietnamese, english = CASES[case]
    told = enter(open_page(demonstration_folder, SLUG, noi=HANOI, lang=language), list(scores))
    assert (vietnamese if language == "vi" else english) in told


def test_a_place_without_sheets_can_try_one(open_page: OpenPage, demonstration_folder: Path) -> None:
    use_language("vi")
    screen = open_page(demonstration_folder, SLUG, noi=WITHOUT_SHEETS)
    assert "ô để trống là chưa có điểm, không phải 0" in unescape(read_html(screen))
    assert CASES["80"][1] in enter(screen, [8] * 10)
