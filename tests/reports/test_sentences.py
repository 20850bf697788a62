"""Sentences composed from numbers: a table of cases in both languages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reports.block_pictures import tell_picture
from reports.outlook_sentences import tell_expected, tell_needed_pace
from reports.pdf.payload import describe_card
from reports.printed import tell_completeness
from reports.review.results import compose_chart
from reports.scenes.headline import compose_card
from reports.sentences import tell_change, tell_gap, tell_reform, tell_result, tell_status, tell_step, tell_verdict
from wording.format import format_completeness
from wording.language import speak
from wording.phrases import Phrase, list_figures, write

Row = dict[str, Any]
PLACE = {
    "area_id": "01.2025-07", "indicator_id": "family", "target_year": 2025, "period": "2025", "period_end": date(2025, 12, 31),
    "due": date(2025, 12, 31), "basis": "total", "target_basis": "total", "unit": "percent", "direction": 1, "target_operator": ">=",
    "short_vi": "Gia đình học tập", "short_en": "Learning Families", "name_vi": "Tỷ lệ", "name_en": "Rate",
    "denominator_vi": "Tổng số hộ gia đình", "denominator_en": "All households", "unit_noun_vi": "gia đình", "unit_noun_en": "families",
    "as_of": None, "report_status": "final", "is_reported": True, "is_simulated": False, "recast": "none", "qualifier": "exact",
    "firm": None, "reporter_count": None, "expected_count": None, "late_period": None, "last_value": None, "last_period": None,
    "last_basis": None, "group_id": None, "target_value": 40.0,
}  # fmt: skip


def make(numerator: int | None, denominator: int | None, status: str, reason: str, **more: Any) -> Row:
    value = None if numerator is None or not denominator else 100 * numerator / denominator
    counts = {
        "numerator": numerator,
        "denominator": denominator,
        "value": value,
        "gap_count": None,
        "gap_count_max": None,
    }
    return PLACE | counts | {"status": status, "status_reason": reason} | more


OPEN = {"firm": False, "is_reported": False, "reporter_count": 9, "expected_count": 10}
NO_REPORT = "no_observation_in_due_period"
VERDICTS = {
    "exceeded": (
        make(500, 1000, "exceeded", "attained_with_margin", gap_count=0),
        "Gia đình học tập: 50,00% trên tổng số hộ gia đình (500/1.000 gia đình); vượt chỉ tiêu 40%.",
        "Learning Families: 50.00% of all households (500/1,000 families); above the target of 40%.",
    ),
    "attained": (
        make(400, 1000, "attained", "attained", gap_count=0),
        "Gia đình học tập: 40,00% trên tổng số hộ gia đình (400/1.000 gia đình); đạt chỉ tiêu 40%.",
        "Learning Families: 40.00% of all households (400/1,000 families); the target of 40% is attained.",
    ),
    "not attained": (
        make(300, 1000, "not_attained", "missed", gap_count=100),
        "Gia đình học tập: 30,00% trên tổng số hộ gia đình (300/1.000 gia đình); chưa đạt chỉ tiêu 40%, còn thiếu 100 gia đình.",
        "Learning Families: 30.00% of all households (300/1,000 families); the target of 40% is not attained, 100 families still missing.",
    ),
    "one is missing": (
        make(39, 100, "not_attained", "missed", gap_count=1),
        "Gia đình học tập: 39,00% trên tổng số hộ gia đình (39/100 gia đình); chưa đạt chỉ tiêu 40%, còn thiếu 1 gia đình.",
        "Learning Families: 39.00% of all households (39/100 families); the target of 40% is not attained, 1 family still missing.",
    ),
    "zero": (
        make(0, 1000, "not_attained", "missed", gap_count=400),
        "Gia đình học tập: 0,00% trên tổng số hộ gia đình (0/1.000 gia đình); chưa đạt chỉ tiêu 40%, còn thiếu 400 gia đình.",
        "Learning Families: 0.00% of all households (0/1,000 families); the target of 40% is not attained, 400 families still missing.",
    ),
    "a hair below": (
        make(39999999, 100000000, "not_attained", "missed", gap_count=1),
        "Gia đình học tập: <40% trên tổng số hộ gia đình (39.999.999/100.000.000 gia đình); chưa đạt chỉ tiêu 40%, còn thiếu 1 gia đình.",
        "Learning Families: <40% of all households (39,999,999/100,000,000 families); the target of 40% is not attained, "
        "1 family still missing.",
    ),
    "missing": (
        make(None, None, "no_data", NO_REPORT),
        "Gia đình học tập: chưa có số liệu; chưa có báo cáo cho kỳ đến hạn của chỉ tiêu.",
        "Learning Families: no data yet; nothing was reported for the period in which the target fell due.",
    ),
    "missing, with a last figure": (
        make(None, None, "no_data", NO_REPORT, last_value=89.06, last_period="2024", last_basis="registered"),
        "Gia đình học tập: chưa có số liệu; chưa có báo cáo cho kỳ đến hạn của chỉ tiêu; số liệu gần nhất là 89,06% trên số đăng ký "
        "(năm 2024).",
        "Learning Families: no data yet; nothing was reported for the period in which the target fell due; the last figure is 89.06% "
        "of those registered (2024).",
    ),
    "hidden": (
        make(None, None, "suppressed", "small_denominator"),
        "Gia đình học tập: ẩn vì mẫu số nhỏ; mẫu số quá nhỏ, có thể nhận ra từng người.",
        "Learning Families: hidden: small base; the base is so small that persons could be recognised.",
    ),
    "provisional": (
        make(300, 1000, "not_attained", "missed", gap_count=100, report_status="provisional", is_reported=False),
        "Gia đình học tập: 30,00% (tạm tính) trên tổng số hộ gia đình (300/1.000 gia đình); chưa đạt chỉ tiêu 40%, còn thiếu 100 gia đình.",
        "Learning Families: 30.00% (provisional) of all households (300/1,000 families); the target of 40% is not attained, "
        "100 families still missing.",
    ),
    "undecided": (
        make(300, 1000, "undecided", "low_completeness", gap_count=100),
        "Gia đình học tập: 30,00% trên tổng số hộ gia đình (300/1.000 gia đình); chưa kết luận được so với chỉ tiêu 40%: quá ít đơn vị "
        "báo cáo; báo cáo còn thiếu có thể đổi kết luận.",
        "Learning Families: 30.00% of all households (300/1,000 families); not yet known whether the target of 40% is attained: too few "
        "units reported; the missing reports may change the verdict.",
    ),
    "reports may change it": (
        make(300, 1000, "not_attained", "observed_missed", gap_count=100, **OPEN),
        "Gia đình học tập: 30,00% trên tổng số hộ gia đình (300/1.000 gia đình); chưa đạt chỉ tiêu 40%, còn thiếu 100 gia đình; 9/10 đơn "
        "vị báo cáo, báo cáo còn thiếu có thể đổi kết luận.",
        "Learning Families: 30.00% of all households (300/1,000 families); the target of 40% is not attained, 100 families still missing; "
        "9 of 10 units reported, the missing reports may change the verdict.",
    ),
    "attained late": (
        make(300, 1000, "not_attained", "missed", gap_count=100, late_period="2026-H1"),
        "Gia đình học tập: 30,00% trên tổng số hộ gia đình (300/1.000 gia đình); chưa đạt chỉ tiêu 40%, còn thiếu 100 gia đình; đạt muộn "
        "(6 tháng đầu năm 2026).",
        "Learning Families: 30.00% of all households (300/1,000 families); the target of 40% is not attained, 100 families still missing; "
        "attained late, in first half of 2026.",
    ),
    "another base": (
        make(891, 1000, "not_comparable", "basis_differs", basis="registered"),
        "Gia đình học tập: 89,10% trên số đăng ký (891/1.000 gia đình); không đối chiếu với chỉ tiêu 40% trên tổng số hộ gia đình: tỷ lệ "
        "và chỉ tiêu tính trên hai mẫu số khác nhau nên không so sánh được.",
        "Learning Families: 89.10% of those registered (891/1,000 families); not held against the target of 40% of all households: the "
        "rate and the target have different bases, so they cannot be compared.",
    ),
    "a rate without counts, more than": (
        make(None, None, "exceeded", "attained_with_margin", value=71.25, qualifier="at_least"),
        "Gia đình học tập: hơn 71,25% trên tổng số hộ gia đình; vượt chỉ tiêu 40%.",
        "Learning Families: more than 71.25% of all households; above the target of 40%.",
    ),
    "on today's boundaries": (
        make(300, 1000, "not_attained", "missed", gap_count=100, recast="estimated"),
        "Gia đình học tập: 30,00% trên tổng số hộ gia đình (300/1.000 gia đình); chưa đạt chỉ tiêu 40%, còn thiếu 100 gia đình (ước tính "
        "theo địa giới hiện nay).",
        "Learning Families: 30.00% of all households (300/1,000 families); the target of 40% is not attained, 100 families still missing "
        "(estimated on today's boundaries).",
    ),
    "no target": (
        make(300, 1000, "no_target", "no_target", target_value=None, target_basis=None, target_year=None),
        "Gia đình học tập: 30,00% trên tổng số hộ gia đình (300/1.000 gia đình); chưa có văn bản nào giao chỉ tiêu này cho địa bàn.",
        "Learning Families: 30.00% of all households (300/1,000 families); no document sets a target for this indicator here.",
    ),
}  # fmt: skip


def write_in(language: str, tell: Any, row: Row) -> str:
    with speak(language):
        told: Phrase | str = tell(row)
    return told if isinstance(told, str) else write(told)


@pytest.mark.parametrize("case", VERDICTS)
def test_a_verdict_is_told_in_both_languages(case: str) -> None:
    row, vietnamese, english = VERDICTS[case]
    assert write_in("vi", tell_verdict, row) == vietnamese
    assert write_in("en", tell_verdict, row) == english


@pytest.mark.parametrize("case", VERDICTS)
def test_a_number_has_one_key_and_every_key_one_text(case: str) -> None:
    with speak("vi"):
        figures = list_figures(tell_verdict(VERDICTS[case][0]))
    texts = {figure.key: figure.text for figure in figures}
    assert all(texts[figure.key] == figure.text for figure in figures)
    assert not any(character.isalpha() for text in texts.values() for character in text)


def make_change(
    old: float, new: float, old_count: float | None = 100, new_count: float | None = 100, **more: Any
) -> Row:
    counts = {"old_numerator": old_count, "new_numerator": new_count, "old_value": old, "new_value": new}
    spans = {"old_period": "2024", "new_period": "2025", "unit_count": 9}
    return PLACE | counts | spans | {"basis": "registered"} | more


CHANGES = [
    (make_change(30, 31.5, 100, 150), "Gia đình học tập: tăng 1,50 điểm, từ 30,00% (năm 2024) lên 31,50% (năm 2025) trên số đăng ký; thêm "
     "50 gia đình", "Learning Families: up by 1.50 points, from 30.00% (2024) to 31.50% (2025) of those registered; 50 families more"),
    (make_change(31.5, 30, 101, 100), "Gia đình học tập: giảm 1,50 điểm, từ 31,50% (năm 2024) xuống 30,00% (năm 2025) trên số đăng ký; "
     "giảm 1 gia đình", "Learning Families: down by 1.50 points, from 31.50% (2024) to 30.00% (2025) of those registered; 1 family fewer"),
    (make_change(30.001, 30.002), "Gia đình học tập: giữ nguyên 30,00% trên số đăng ký từ năm 2024 đến năm 2025",
     "Learning Families: unchanged at 30.00% of those registered from 2024 to 2025"),
    (make_change(30, 31.5, 150, 100), "Gia đình học tập: tăng 1,50 điểm, từ 30,00% (năm 2024) lên 31,50% (năm 2025) trên số đăng ký; giảm "
     "50 gia đình", "Learning Families: up by 1.50 points, from 30.00% (2024) to 31.50% (2025) of those registered; 50 families fewer"),
    (make_change(0, 2.5, None, None), "Gia đình học tập: tăng 2,50 điểm, từ 0,00% (năm 2024) lên 2,50% (năm 2025) trên số đăng ký",
     "Learning Families: up by 2.50 points, from 0.00% (2024) to 2.50% (2025) of those registered"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "vietnamese", "english"), CHANGES)
def test_a_change_is_told_in_points_and_in_things(change: Row, vietnamese: str, english: str) -> None:
    assert write_in("vi", tell_change, change) == vietnamese
    assert write_in("en", tell_change, change) == english


def test_a_change_in_few_words() -> None:
    changes = [make_change(30, new) for new in (31, 29, 30)]
    words = [write_in("vi", lambda row: tell_step(row, row["new_period"]), change) for change in changes]
    assert words == ["tăng 1,00 điểm so với năm 2024", "giảm 1,00 điểm so với năm 2024", "giữ nguyên so với năm 2024"]


def test_a_change_beside_a_value_of_another_period_tells_both_its_own() -> None:
    changes = [make_change(30, new) | {"new_period": "2025-H1"} for new in (31, 29, 30)]
    words = [write_in("vi", lambda row: tell_step(row, "2025"), change) for change in changes]
    span = "từ năm 2024 đến 6 tháng đầu năm 2025"
    assert words == [f"tăng 1,00 điểm {span}", f"giảm 1,00 điểm {span}", f"giữ nguyên {span}"]


def test_a_moved_boundary_is_told_apart_and_its_parts_add_up() -> None:
    change = make_change(0, 0) | {
        "old_name_vi": "Thành phố Cũ", "old_name_en": "Old City", "old_period_end": date(2025, 6, 30), "new_period_end": date(2025, 12, 31),
        "old_value": 56.444, "recast_value": 53.544, "new_value": 58.071, "new_share": 0.0, "recast": "exact",
    }  # fmt: skip
    assert write_in("vi", tell_reform, change) == (
        "Gia đình học tập (trên số đăng ký): thành phố Cũ (cũ) 56,44% ngày 30/6/2025, nay 58,07% ngày 31/12/2025: +1,63 điểm, trong đó "
        "thực chất +4,53 điểm, do địa giới −2,90 điểm"
    )
    assert write_in("en", tell_reform, change | {"recast": "estimated"}).endswith(
        "+1.63 points, of which +4.53 real and −2.90 by boundary (estimated)"
    )


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({}, "Chưa đạt"),
        ({"report_status": "provisional", "is_reported": False}, "Chưa đạt (tạm tính)"),
        ({"qualifier": "at_most"}, "Chưa đạt (nguồn nêu: gần)"),
        ({"recast": "estimated"}, "Chưa đạt (ước tính)"),
    ],
)
def test_a_status_says_what_qualifies_it(more: Row, word: str) -> None:
    assert write_in("vi", tell_status, make(300, 1000, "not_attained", "missed", **more)) == word


def test_a_gap_is_told_only_where_it_can_be() -> None:
    met, open_gap, unknown = (make(500, 1000, "attained", "attained", **more) for more in (
        {"gap_count": 0}, {"gap_count": 0, "gap_count_max": 20}, {"gap_count": None}))  # fmt: skip
    told = [write_in("vi", tell_gap, row) for row in (met, open_gap, unknown)]
    assert told == ["đã đủ, không còn thiếu", "đã đủ theo báo cáo đã nhận", ""]


def test_a_yes_or_no_has_no_figure() -> None:
    row = make(None, None, "attained", "milestone_done", value=1.0, unit="boolean", basis="none", target_value=1.0)
    assert write_in("vi", tell_result, row) == "Gia đình học tập: có"
    assert list_figures(tell_result(row)) == []


@pytest.mark.parametrize(
    ("more", "pace", "years"),
    [
        ({"k": 1.5, "expected_year_from": 2031, "expected_year_to": 2034, "expected_outlook": "years"}, "cần nhanh gấp 1,5 lần",
         "dự kiến đạt khoảng 2031–2034"),
        ({"k": 12.0, "expected_outlook": "beyond_horizon"}, "cần nhanh gấp hơn 10 lần", "sau hơn 15 năm"),
        ({"k": 0.8}, "giữ nhịp hiện nay là đủ", ""),
        ({"k": None, "observed_pace": None}, "cần +4,42 điểm/năm", ""),
        ({"k": None, "observed_pace": -1.0, "expected_outlook": "against_trend"}, "phải đảo chiều, cần +4,42 điểm/năm",
         "không đạt theo xu hướng hiện nay"),
        ({"gap_count": 0}, "", ""),
    ],
)  # fmt: skip
def test_the_pace_it_takes(more: Row, pace: str, years: str) -> None:
    row = (
        make(300, 1000, "slow", "pace_slow", gap_count=100, target_year=2030, remaining_pace=4.42)
        | {"observed_pace": 2.0}
        | more
    )
    assert write_in("vi", tell_needed_pace, row) == pace
    assert write_in("vi", tell_expected, row) == years


def test_a_status_without_a_verdict_has_nothing_to_qualify() -> None:
    row = make(None, None, "not_applicable", "value_not_applicable", value=80.5, qualifier="about")
    assert write_in("vi", tell_status, row) == "Không áp dụng"


def test_a_qualifier_stands_before_the_number_on_cards_and_bars() -> None:
    row = make(None, None, "exceeded", "attained_with_margin", value=80.5, qualifier="about")
    with speak("vi"):
        card = describe_card(compose_card(row))
        chart = compose_chart([row | {"source_name_vi": "Báo cáo", "source_name_en": "Report"}])
        assert chart is not None
        picture = tell_picture(chart)
    assert (card["value"], card["word"]) == ("khoảng 80,50%", "Vượt chỉ tiêu (nguồn nêu: khoảng)")
    assert "Gia đình học tập: khoảng 80,50% Vượt chỉ tiêu (nguồn nêu: khoảng)." in picture


@pytest.mark.parametrize("language", ["vi", "en"])
def test_completeness_holds_its_numbers_with_their_keys(language: str) -> None:
    row = PLACE | {"is_reported": False, "reporter_count": 117, "expected_count": 126}
    with speak(language):
        told = tell_completeness(row)
        assert write(told) == format_completeness(row)
        whole = tell_completeness(PLACE)
    assert [figure.text for figure in list_figures(told)][:2] == ["117", "126"]
    assert len({figure.key for figure in list_figures(told)}) == 3
    assert list_figures(whole) == []


DECISION = {
    "override_by": "Hội Khuyến học", "override_on": date(2026, 1, 20), "override_reason": "kiểm tra thực địa", "override_document": None,
    "computed_status": "not_attained",
}  # fmt: skip


def test_a_verdict_of_people_is_told_as_one() -> None:
    decided = make(390, 1000, "attained", "missed", gap_count=10) | DECISION
    unreported = make(None, None, "attained", NO_REPORT) | DECISION
    with speak("vi"):
        assert tell_status(decided) == "Đạt (theo quyết định)"
        assert tell_status(unreported) == "Đạt (theo quyết định)"
        sentence = "Trạng thái do Hội Khuyến học quyết định ngày 20/1/2026; hệ thống tính: Chưa đạt."
        assert write(tell_verdict(decided)).endswith(f"; đạt chỉ tiêu 40%. {sentence}")
        assert write(tell_verdict(unreported)).endswith(sentence)
    with speak("en"):
        assert tell_status(decided) == "Attained (by decision)"
