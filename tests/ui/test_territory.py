"""Numbers across the reform in words: the change, what was put together from what, targets of merged provinces."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.blocks import name_verdict
from ui.downloads import build_csv
from ui.state import View
from ui.territory import tell_history
from ui.territory_change import choose_change, format_points, print_change, tell_change
from ui.territory_targets import tell_equivalent, write_constituents
from ui.why_parts import tell_formula, tell_silent_parts, write_parts
from warehouse.model import Territory
from wording.language import use_language
from wording.places import Area

VIEW = View("vi", "A", "I", 2025, None, None)
HOAN_KIEM = {
    "basis": "total", "old_period_end": date(2025, 6, 30), "new_period_end": date(2026, 9, 30), "old_value": 78.41, "recast_value": 78.64,
    "new_value": 80.49, "recast": "estimated", "new_share": 0.0, "is_simulated": False, "old_name_vi": "Quận Hoàn Kiếm",
    "old_name_en": "Hoan Kiem District",
}  # fmt: skip


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    use_language("vi")
    yield
    use_language("vi")


def test_the_change_is_split_into_what_people_did_and_what_the_boundary_did() -> None:
    assert tell_change(HOAN_KIEM) == (
        "Từ 30/6/2025 (Quận Hoàn Kiếm cũ: 78,41%) đến 30/9/2026 (80,49%): +2,08 điểm, trong đó +1,85 điểm do kết quả thực, "
        "+0,23 điểm do địa giới thay đổi (ước tính)."
    )
    use_language("en")
    assert tell_change(HOAN_KIEM | {"recast": "exact", "is_simulated": True}) == (
        "From 30 Jun 2025 (former Hoan Kiem District: 78.41%) to 30 Sep 2026 (80.49%): +2.08 points, of which +1.85 points real, "
        "+0.23 points by the boundary. Simulated figures."
    )


def test_on_old_territory_the_boundary_did_nothing() -> None:
    stays = HOAN_KIEM | {"recast": "none", "recast_value": 78.41, "new_share": 1.0}
    assert tell_change(stays) == (
        "Từ 30/6/2025 (78,41%) đến 30/9/2026 (≈ 80,49%): +2,08 điểm (ước tính), đều do kết quả thực; địa giới không đổi."
    )


levels = st.floats(0, 100, allow_nan=False).map(lambda value: round(value, 9))


@given(levels, levels, levels, st.sampled_from([None, 40.0, 60.0]))
def test_printed_parts_add_up_to_the_printed_whole(old: float, recast: float, new: float, target: float | None) -> None:
    change = {"old_value": old, "recast_value": recast, "new_value": new}
    printed = print_change(change, target, 1)
    assert printed.real + printed.boundary == printed.whole == printed.new - printed.old
    for shown, exact in ((printed.real, new - recast), (printed.boundary, recast - old), (printed.whole, new - old)):
        assert abs(float(shown) - exact) <= 0.01 + 1e-9
        assert shown == 0 or (shown > 0) == (exact > 0)


def test_a_change_is_printed_with_the_decimals_its_levels_need_beside_the_target() -> None:
    text = tell_change(HOAN_KIEM | {"new_value": 39.996, "recast_value": 39.0, "old_value": 38.5}, 40.0)
    assert "(39,996%)" in text
    assert "+0,996 điểm" in text


def test_a_change_of_another_basis_is_not_told() -> None:
    assert choose_change([HOAN_KIEM], "total") == HOAN_KIEM
    assert choose_change([HOAN_KIEM], "registered") is None
    assert choose_change([HOAN_KIEM, HOAN_KIEM | {"basis": "registered"}], None) is None


@pytest.mark.parametrize(("points", "text"), [("1.85", "+1,85 điểm"), ("-0.30", "−0,30 điểm"), ("0.00", "0,00 điểm")])
def test_points_have_their_sign(points: str, text: str) -> None:
    assert format_points(Decimal(points)) == text


@pytest.mark.parametrize(
    ("recast", "territory", "word"),
    [
        ("none", "as_reported", "Đạt"),
        ("exact", "current", "Đạt"),
        ("exact", "former_districts", "Đạt (theo địa bàn cũ)"),
        ("estimated", "current", "Đạt (ước tính)"),
        ("estimated", "former_districts", "Đạt (ước tính)"),
    ],
)
def test_a_verdict_on_a_recast_value_says_so(recast: str, territory: str, word: str) -> None:
    row = {"status": "attained", "status_reason": "attained", "value": 41.0, "recast": recast, "territory": territory}
    assert name_verdict(row) == word
    assert name_verdict(row | {"status": "no_data", "value": None}) == "Chưa có số liệu"


def make_area(level: str) -> Area:
    return Area("A", "A", "2025-07", level, "A", None, "", None, "", date(2025, 7, 1), None)


def test_what_a_history_rests_on_is_said() -> None:
    shares = [{"value": 1.0, "recast": "estimated", "estimated_share": share} for share in (0.212, 0.335)]
    ward = tell_history(make_area("ward"), Territory.CURRENT, shares)
    assert ward == "Trước 1/7/2025, số được tính lại từ các xã, phường cũ: ước tính 21–34% mẫu số."
    exact = [{"value": 1.0, "recast": "exact", "estimated_share": 0.0}]
    province = tell_history(make_area("province"), Territory.CURRENT, exact)
    assert province == "Trước 1/7/2025, số được tính lại từ các tỉnh, thành phố cũ: cộng trọn đơn vị, chính xác."
    assert "Phường B và 3" in tell_history(make_area("ward"), Territory.COMMON, exact, "Phường B và 3 xã, phường khác")
    assert tell_history(make_area("ward"), Territory.AS_REPORTED, []) == ""


def make_parts() -> pl.DataFrame:
    row = {
        "area_id": "B", "name_vi": "Phường <B>", "name_en": "B", "parent_name_vi": "Quận C", "parent_name_en": "C", "weight": 1.0,
        "numerator": 900.0, "denominator": 1000.0, "value": 90.0, "has_reported": True, "is_simulated": True, "file_name": "b.xlsx",
        "sha256": "a" * 64, "sheet": "Biểu", "cells": "C2, D2", "as_of": date(2024, 12, 31),
    }  # fmt: skip
    divided = row | {
        "area_id": "D",
        "name_vi": "Phường D",
        "weight": 0.237125,
        "numerator": 101.0,
        "denominator": 203.0,
    }
    silent = row | {
        "area_id": "E",
        "name_vi": "Phường E",
        "has_reported": False,
        "numerator": None,
        "denominator": None,
    }
    summed = row | {"area_id": "F", "name_vi": "Tỉnh F", "cells": None, "sha256": None}
    return pl.DataFrame([row, divided, silent, summed], infer_schema_length=None)


def test_parts_show_weight_counts_cells_and_their_sum() -> None:
    html = write_parts(make_parts(), VIEW, "2024")
    wanted = (
        "Phường &lt;B&gt;",
        "Quận C",
        "≈ 23,7%",
        "24 / 48",
        "b.xlsx",
        "C2, D2",
        "mô phỏng",
        "<b>1.824 / 2.048</b>",
        "noi=F",
    )
    assert [words for words in wanted if words not in html] == []
    assert "Phường E" not in html
    assert tell_silent_parts(make_parts()) == "Chưa báo cáo (1): Phường E."
    assert "Σ trọng số × số đã báo cáo" in tell_formula(make_parts())
    assert "không đơn vị nào bị chia tách" in tell_formula(make_parts().filter(pl.col("weight") == 1))


def make_constituent(name: str, value: float, base: float, **changes: Any) -> dict[str, Any]:
    row = {
        "area_id": name, "name_vi": name, "name_en": name, "merged_area_id": "M", "merged_name_vi": "Tỉnh M", "merged_name_en": "M",
        "is_inherited": False, "scope_name_vi": name, "scope_name_en": name, "target_year": 2025, "due": date(2025, 12, 31),
        "target_operator": ">=", "target_basis": "total", "target_value": value, "is_verified": True, "document_number": "unknown",
        "document_issuer_vi": "UBND tỉnh", "document_date": None, "denominator_end": date(2025, 6, 30), "denominator": base,
        "is_simulated": True, "people_wanted": round(value * base / 100), "equivalent_value": 42.009,
    }  # fmt: skip
    return row | changes


def test_targets_of_merged_provinces_stand_side_by_side_without_a_verdict() -> None:
    inherited = {"is_inherited": True, "scope_name_vi": "Việt Nam", "document_number": "677/QĐ-TTg"}
    rows = [make_constituent("Tỉnh G", 40.0, 1000.0, **inherited), make_constituent("Tỉnh N", 45.0, 600.0)]
    text = "2025: cộng lại là 670 trên 1.600 người, tương đương 42,01%. Chỉ để tham khảo, không phải kết luận. Số mô phỏng."
    assert tell_equivalent(rows, "người") == text
    html = write_constituents(rows, make_area("province"), VIEW, "người")
    wanted = (
        "kế thừa từ Việt Nam",
        "chưa rõ số hiệu",
        "677/QĐ-TTg",
        "tính đến 30/6/2025",
        "noi=M",
        "Nay thuộc Tỉnh M",
        text,
    )
    assert [words for words in wanted if words not in html] == []
    assert "d-status" not in html
    assert tell_equivalent([rows[0] | {"equivalent_value": None}], "người") == ""


def test_counts_in_a_file_to_take_away_have_no_needless_decimals() -> None:
    frame = pl.DataFrame({"numerator": [8758.0, None], "denominator": [117226.25, 2.0], "value": [7.47, None]})
    text = build_csv(frame, "vi").decode("utf-8-sig")
    assert text.splitlines()[1:] == ["8758,117226,7.47", ",2,"]
