"""Why a sheet is recognised or not, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from tests.warehouse.score_sheets import CODES, Sheet, fill, read_citizens_rule, tabulate
from ui.score_words import OUTCOME_WORDS, REASON_WORDS, tell_sheet
from warehouse.scores import Outcome, ScoreReason, judge_sheets
from wording.language import current_language, use_language

ALL_EIGHT = ["8"] * 10


@pytest.fixture(autouse=True)
def _keep_language() -> Iterator[None]:
    before = current_language()
    yield
    use_language(before)


def tell(sheet: Sheet, language: str, names: dict[str, str] | None = None) -> str:
    judgement = judge_sheets(tabulate([sheet]), read_citizens_rule())
    use_language(language)
    return tell_sheet(judgement.sheets.row(0, named=True), judgement.reasons.rows(named=True), names or {})


CASES = [
    (
        fill("1", ["4", "9", "9", "9", "9", "8", "8", "8", "8", "8"]),
        "Chưa đủ điều kiện công nhận. Chỉ số 1.1: 4 điểm, dưới mức tối thiểu 5 điểm.",
        "Does not meet the rule for recognition. Index 1.1: score 4, under the minimum of 5.",
    ),
    (
        fill("1", ["7.9"] * 10),
        "Chưa đủ điều kiện công nhận. Tổng 79 điểm, thấp hơn mức đạt 80 điểm.",
        "Does not meet the rule for recognition. Total 79, below the pass mark of 80.",
    ),
    (
        fill("1", ALL_EIGHT),
        "Đủ điều kiện công nhận. Tổng 80 điểm, đạt mức 80 điểm và không chỉ số nào dưới mức tối thiểu.",
        "Meets the rule for recognition. Total 80, reaching the pass mark of 80, and no index under its minimum.",
    ),
    (
        fill("1", [*ALL_EIGHT[1:], None]),
        "Chưa kết luận được: còn thiếu điểm. Chỉ số 3.2: chưa có điểm.",
        "No verdict yet: scores are missing. Index 3.2: no score.",
    ),
    (
        fill("1", ["11", *ALL_EIGHT[1:]]),
        "Phiếu không hợp lệ. Chỉ số 1.1: 11 điểm, vượt mức tối đa 10 điểm.",
        "Sheet refused. Index 1.1: score 11, above the maximum of 10.",
    ),
    (
        fill("1", [None, *["7.55"] * 9]),
        "Chưa đủ điều kiện công nhận. Chỉ số 1.1: chưa có điểm. "
        "Dù các chỉ số còn thiếu đều được điểm tối đa, tổng cũng chỉ là 77,95 điểm, thấp hơn mức đạt 80 điểm.",
        "Does not meet the rule for recognition. Index 1.1: no score. "
        "Even with full scores where they are missing the total is 77.95, below the pass mark of 80.",
    ),
    (
        fill("1", ["7.9999", *ALL_EIGHT[1:]]),
        "Chưa đủ điều kiện công nhận. Tổng 79,9999 điểm, thấp hơn mức đạt 80 điểm.",
        "Does not meet the rule for recognition. Total 79.9999, below the pass mark of 80.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "vietnamese", "english"), CASES)
def test_a_sheet_says_its_outcome_and_why(sheet: Sheet, vietnamese: str, english: str) -> None:
    assert tell(sheet, "vi") == vietnamese
    assert tell(sheet, "en") == english


def test_an_index_with_a_name_says_it() -> None:
    told = tell(fill("1", [None, *ALL_EIGHT[1:]]), "vi", {"1.1": "Kỹ năng tự học"})
    assert "Chỉ số 1.1 (Kỹ năng tự học): chưa có điểm." in told


def test_what_is_refused_says_what_to_look_at() -> None:
    assert "Bộ tiêu chí không có phiếu cho nhóm đối tượng này." in tell(fill("1", ALL_EIGHT, form_id="pilots"), "vi")
    unknown = Sheet("1", {**dict.fromkeys(CODES, Decimal(8)), "9.9": Decimal(1)})
    assert tell(unknown, "vi") == "Phiếu không hợp lệ. Chỉ số 9.9 không có trong phiếu này."
    assert tell(fill("1", ["-0.5", *ALL_EIGHT[1:]]), "vi") == "Phiếu không hợp lệ. Chỉ số 1.1: -0,5 điểm, nhỏ hơn 0."


def test_every_outcome_and_reason_has_words() -> None:
    assert set(OUTCOME_WORDS) == set(Outcome)
    assert set(REASON_WORDS) == set(ScoreReason)
