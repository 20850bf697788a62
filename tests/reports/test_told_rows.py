"""What scenes and sections say of single rows: criteria, steps of titles, results, places inside sentences."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from reports.review.ahead import tell_department
from reports.scenes.criteria import tell_criterion, tell_undone
from reports.scenes.headline import tell_worst
from reports.scenes.titles import tell_pairs
from wording.language import speak
from wording.phrases import write

Row = dict[str, Any]
CRITERION = {
    "criterion_code": "1.2", "wording": "paraphrase", "name_vi": "Tủ sách", "name_en": "Book cupboard", "rating_name_vi": "Đạt một phần",
    "rating_name_en": "Partly", "cause": "Chưa bố trí đầy đủ.", "remedy": "Rà soát từng xã.", "lead_vi": "Sở A", "lead_en": "Office A",
    "deadline": date(2026, 11, 23), "is_simulated": True,
}  # fmt: skip
CONTENT: Any = SimpleNamespace(area_id="01.2025-07", period=SimpleNamespace(code="2025"))


def test_a_criterion_is_one_sentence_however_its_cause_ends() -> None:
    with speak("vi"):
        assert write(tell_criterion(CRITERION)) == (
            "1.2. Tủ sách: Đạt một phần; nguyên nhân: Chưa bố trí đầy đủ; giải pháp: Rà soát từng xã; chủ trì: Sở A; hạn 23/11/2026."
        )


def test_criteria_met_in_part_are_not_called_unmet() -> None:
    """*Chưa đạt* is a level of its own."""
    survey: Any = SimpleNamespace(
        unmet=[CRITERION | {"remedy": None}], period="2025", criterion_set={"criterion_set_id": "set"}
    )
    with speak("vi"):
        told = [write(tell_undone(CONTENT, survey)), write(tell_department(CONTENT, "Sở A", [CRITERION, CRITERION]))]
    assert told[0] == "1 tiêu chí chưa đạt đầy đủ chưa có giải pháp"
    assert told[1].startswith("Sở A: chủ trì 2 tiêu chí chưa đạt đầy đủ, hạn sớm nhất 23/11/2026")


@pytest.mark.parametrize(
    ("partial", "is_said"),
    [({}, False), ({"registered_base_count": 4636}, True), ({"assessed_base_count": None}, False)],
)
def test_losses_that_do_not_add_up_say_whom_they_count(partial: Row, is_said: bool) -> None:
    counts = {
        "total_count": 4686, "registered_base_count": 4686, "registered_count": 3738, "registered_of_total_count": 3738,
        "assessed_base_count": 3738, "recognised_count": 3750, "recognised_of_assessed_count": 3750, "recognised_of_registered_count": 3750,
    }  # fmt: skip
    with speak("vi"):
        told = write(tell_pairs([counts, counts | partial]))
    assert told == ("số hao hụt và tỷ lệ chỉ tính các đơn vị báo cáo đủ cả hai số" if is_said else "")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, "thấp nhất so với chỉ tiêu là Công dân học tập (56,89%/60%)"),
        ({"report_status": "provisional"}, "thấp nhất so với chỉ tiêu là Công dân học tập (56,89%/60%, tạm tính)"),
        ({"status": "attained"}, ""),
    ],
)
def test_the_furthest_off_is_told_in_what_it_is_ranked_by(more: Row, told: str) -> None:
    """In people another target may lack more."""
    row = {
        "area_id": "01.2025-07", "indicator_id": "citizen", "period": "2025", "basis": "total", "target_basis": "total", "target_year": 2025,
        "unit": "percent", "value": 56.89, "numerator": None, "denominator": None, "direction": 1, "target_value": 60.0, "target_operator": ">=",
        "status": "not_attained", "qualifier": "exact", "gap_count": 8108, "short_vi": "Công dân học tập", "short_en": "Learning Citizens",
    } | more  # fmt: skip
    content: Any = SimpleNamespace(board=SimpleNamespace(ended=SimpleNamespace(judged=[row])))
    with speak("vi"):
        assert write(tell_worst(content)) == told
