"""What scenes and sections say of single rows: criteria, steps of titles, results, places inside sentences."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from reports.outlook_sentences import tell_task
from reports.review.ahead import tell_department
from reports.review.bases import tell_basis
from reports.review.direction import tell_silent_names
from reports.scenes.criteria import tell_criterion, tell_undone
from reports.scenes.headline import tell_worst
from reports.scenes.improved import tell_history_source
from reports.scenes.lagging import tell_title as tell_lagging
from reports.scenes.proposals import list_behind
from reports.scenes.titles import tell_pairs
from reports.source_line import tell_bases
from warehouse.thresholds import THRESHOLDS
from warehouse.verdicts import StatusReason
from wording.language import _, speak
from wording.phrases import write
from wording.reasons import REASON_SENTENCES

Row = dict[str, Any]
CRITERION = {
    "criterion_code": "1.2", "wording": "paraphrase", "name_vi": "Tủ sách", "name_en": "Book cupboard", "rating_name_vi": "Đạt một phần",
    "rating_name_en": "Partly", "cause": "Chưa bố trí đầy đủ.", "remedy": "Rà soát từng xã.", "lead_vi": "Sở A", "lead_en": "Office A",
    "deadline": date(2026, 11, 23), "is_simulated": True,
}  # fmt: skip
RESULT: Row = {
    "late_period": None,
    "area_id": "01.2025-07", "indicator_id": "citizen", "period": "2025", "basis": "total", "target_basis": "total", "target_year": 2025,
    "unit": "percent", "value": 56.89, "numerator": None, "denominator": None, "direction": 1, "target_value": 60.0,
    "target_operator": ">=", "status": "not_attained", "qualifier": "exact", "gap_count": 8108, "short_vi": "Công dân học tập",
    "short_en": "Learning Citizens", "unit_noun_vi": "người", "unit_noun_en": "people", "is_simulated": True, "source_id": "form",
    "source_name_vi": "Biểu chuẩn", "source_name_en": "Form", "as_of": None, "period_end": date(2025, 12, 31), "is_reported": False,
    "reporter_count": 118, "expected_count": 126,
}  # fmt: skip
CONTENT: Any = SimpleNamespace(ahead_year=None, area_id="01.2025-07", period=SimpleNamespace(code="2025"))


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
    content: Any = SimpleNamespace(
        ahead_year=None,
        period=SimpleNamespace(code="2025"),
        board=SimpleNamespace(ended=SimpleNamespace(judged=[RESULT | more])),
    )
    with speak("vi"):
        assert write(tell_worst(content)) == told


def test_a_pace_within_the_tolerance_is_kept_and_no_catching_up() -> None:
    on_track = RESULT | {"status": "on_track", "remaining_pace": 4.0, "observed_pace": 3.96, "k": 1.01}
    slow = on_track | {"status": "slow", "k": 2.0}
    content: Any = SimpleNamespace(board=SimpleNamespace(ahead=SimpleNamespace(judged=[on_track, slow])))
    assert list_behind(content) == [slow]
    with speak("vi"):
        told = [write(tell_task(row)) for row in (on_track, slow)]
    assert told[0].endswith("; giữ vững nhịp hiện nay.")
    assert told[1].endswith("; cần nhanh gấp 2,0 lần.")


def test_the_words_of_a_pace_are_those_of_the_thresholds() -> None:
    low, high = (
        f"{100 * ratio:.0f}" for ratio in (THRESHOLDS.accelerate_minimum_ratio, THRESHOLDS.on_track_minimum_ratio)
    )
    with speak("vi"):
        told = [_(REASON_SENTENCES[reason]) for reason in (StatusReason.PACE_ACCELERATE, StatusReason.PACE_SLOW)]
    assert told == [f"Nhịp độ mới bằng {low}–{high}% mức cần, phải tăng tốc.", f"Nhịp độ mới bằng dưới {low}% mức cần."]


def test_a_base_nobody_stated_is_said_as_such() -> None:
    with speak("vi"):
        assert (
            write(tell_bases([RESULT | {"unit": "count", "basis": "none"}, RESULT | {"basis": "unknown"}]))
            == "Nguồn không nêu mẫu số"
        )


def test_a_history_has_its_days_completeness_and_source_and_says_whom_it_counts() -> None:
    """Its points differ from the change beside it, which compares units that reported in both periods."""
    first = {"period": "2024", "period_end": date(2024, 12, 31), "reporter_count": 100}
    series = [RESULT | {"territory": "current", "recast": "none"} | more for more in (first, {"source_id": None})]
    content: Any = SimpleNamespace(standing=[RESULT])
    with speak("vi"):
        told = write(tell_history_source(content, RESULT | {"unit_count": 118}, series))
        own = write(tell_history_source(content, RESULT | {"unit_count": None}, series))
    assert told == (
        "Tỷ lệ tính trên tổng số · Số liệu đến 31/12/2024, 31/12/2025 · ít nhất 100/126 đơn vị đã báo cáo · mỗi điểm trên đường "
        "biểu diễn tính mọi đơn vị có báo cáo của kỳ đó · số liệu mô phỏng · nguồn: Biểu chuẩn"
    )
    assert "mỗi điểm" not in own


def test_the_kind_of_a_place_is_small_inside_a_sentence() -> None:
    """Nghị định 30/2020/NĐ-CP, phụ lục II."""
    unit = RESULT | {"name_vi": "Xã Hồng Vân", "name_en": "Hong Van Commune", "status": "not_attained"}
    units = [unit, unit | {"name_vi": "Quận 1", "name_en": "District 1"}]
    content: Any = SimpleNamespace(ahead_year=None, period=SimpleNamespace(code="2025"), area_id="01.2025-07")
    with speak("vi"):
        assert write(tell_lagging(content, RESULT, units)).endswith(
            "nhiều nhất: xã Hồng Vân (8.108 người), Quận 1 (8.108 người)"
        )
        assert write(tell_silent_names(content, units)) == "Chưa báo cáo: xã Hồng Vân, Quận 1."
    with speak("en"):
        assert write(tell_lagging(content, RESULT, units)).endswith(
            "most in Hong Van Commune (8,108 people), District 1 (8,108 people)"
        )


@pytest.mark.parametrize(
    ("issued", "issuer", "told"),
    [
        ("2021-07-30", "Thủ tướng Chính phủ", "ngày 30 tháng 7 năm 2021 của Thủ tướng Chính phủ"),
        ("2024-02-07", "UBND TP Hà Nội", "ngày 07 tháng 02 năm 2024 của Ủy ban nhân dân thành phố Hà Nội"),
        ("2023", "UBND TP.HCM", "năm 2023 của Ủy ban nhân dân Thành phố Hồ Chí Minh"),
    ],
)  # fmt: skip
def test_a_legal_basis_is_cited_in_full(issued: str, issuer: str, told: str) -> None:
    """Day and issuer as in Nghị định 30/2020/NĐ-CP, phụ lục I."""
    row = {
        "number": "52/KH-UBND",
        "date_issued": issued,
        "issuer_vi": issuer,
        "issuer_en": "Body",
        "title_vi": "Thực hiện Đề án",
        "title_en": "Carrying out",
    }
    with speak("vi"):
        assert write(tell_basis(row)) == f"Căn cứ Kế hoạch số 52/KH-UBND {told} về thực hiện Đề án"
    with speak("en"):
        assert write(tell_basis(row)).endswith(" of the Body (Carrying out)")
