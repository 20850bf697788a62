"""Words beside a status: places that noise leaves open, decisions of people, and what is hidden for another number's sake."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from ui.blocks import name_verdict
from ui.overrides import write_override
from ui.rankings import explain_ranks, tell_ended, tell_rank
from ui.why import is_late, write_verdict
from wording.language import use_language
from wording.overrides import tell_override

RANKED: dict[str, Any] = {"rank": 4, "rank_from": 3, "rank_to": 7, "area_count": 126, "is_tied": False}
DECIDED: dict[str, Any] = {
    "status": "attained",
    "status_reason": "missed",
    "value": 39.0,
    "computed_status": "not_attained",
    "override_by": "Hội <Khuyến học>",
    "override_on": date(2026, 1, 20),
    "override_reason": "kiểm tra thực địa",
    "override_document": "12/QĐ-HKH",
}


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    use_language("vi")


def test_a_rank_is_a_range() -> None:
    assert tell_rank(RANKED) == "hạng 3–7 trên 126"
    assert tell_rank(RANKED | {"rank_from": 3, "rank_to": 3}) == "hạng 3 trên 126"
    assert tell_rank(RANKED | {"is_tied": True}) == "đồng hạng 3–7 trên 126"
    assert tell_rank(dict.fromkeys(RANKED)) == ""
    assert "2,5 điểm" in explain_ranks(pl.DataFrame({"rank_noise": [None, 2.5]}))
    assert explain_ranks(pl.DataFrame({"rank_noise": [None]}, schema={"rank_noise": pl.Float64})) == ""
    use_language("en")
    assert tell_rank(RANKED) == "rank 3–7 of 126"


def test_a_decision_names_who_when_and_what_the_arithmetic_says() -> None:
    sentence = "Trạng thái do Hội <Khuyến học> quyết định ngày 20/1/2026, theo 12/QĐ-HKH; hệ thống tính: Chưa đạt."
    assert tell_override(DECIDED) == sentence
    assert "theo" not in tell_override(DECIDED | {"override_document": None})
    html = write_override(DECIDED)
    assert "Hội &lt;Khuyến học&gt;" in html
    assert "Lý do: kiểm tra thực địa" in html
    assert name_verdict(DECIDED) == "Đạt (theo quyết định)"
    assert "hệ thống tính: Chưa đạt" in write_verdict(DECIDED)


def test_without_a_decision_nothing_is_said_of_one() -> None:
    computed = DECIDED | dict.fromkeys(
        ("computed_status", "override_by", "override_on", "override_reason", "override_document")
    )
    assert write_override(computed) == ""
    assert name_verdict(computed) == "Đạt"
    assert write_override({"status": "attained"}) == ""


def test_a_number_hidden_for_another_says_so() -> None:
    hidden = {"status": "suppressed", "value": None}
    assert name_verdict(hidden | {"status_reason": "small_denominator"}) == "Ẩn vì mẫu số nhỏ"
    assert name_verdict(hidden | {"status_reason": "complementary"}) == "Ẩn để bảo vệ mẫu số nhỏ khác"


def test_attained_late_is_what_the_arithmetic_says() -> None:
    missed = {"status": "not_attained", "late_period": "2026-H1"}
    assert is_late(missed)
    assert not is_late(missed | {"computed_status": "attained"})
    assert is_late(missed | {"status": "attained", "computed_status": "not_attained"})


def test_units_that_ended_say_so_once_and_not_in_every_row() -> None:
    ended = pl.DataFrame({"status": ["not_applicable", "not_applicable", "no_data"], "value": [40.0, 30.0, None]})
    assert "kết thúc trước hạn" in tell_ended(ended)
    mixed = pl.DataFrame({"status": ["not_applicable", "attained"], "value": [40.0, 30.0]})
    assert tell_ended(mixed) == ""
    assert tell_ended(ended.filter(pl.col("value").is_null())) == ""
