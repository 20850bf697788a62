"""The funnel of units: who stands out beyond what its size and the usual spread explain, in words and drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest

from ui.funnel import build_funnel, draw_funnel_svg, tell_funnel
from wording.language import use_language


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    use_language("vi")
    yield
    use_language("vi")


def build_units(*strays: tuple[str, int, int], count: int = 20) -> list[dict[str, Any]]:
    """Units of one rate, and some that stray: name, numerator, denominator."""
    named = [*((f"Xã {place}", 500 + place % 2, 1000) for place in range(count)), *strays]
    common = {"recast": "none", "estimated_share": 0.0, "status": "slow"}
    return [
        {"name_vi": name, "numerator": float(x), "denominator": float(n), "value": 100 * x / n, **common}
        for name, x, n in named
    ]


def test_few_units_or_none_with_counts_have_no_funnel() -> None:
    assert build_funnel(build_units(count=9)) is None
    assert build_funnel([{**row, "numerator": None} for row in build_units()]) is None


def test_a_stray_is_named_on_its_side() -> None:
    funnel = build_funnel(build_units(("Xã Thấp", 100, 1000), ("Xã Cao", 900, 1000)))
    assert funnel is not None
    assert [row["name_vi"] for row in funnel.below] == ["Xã Thấp"]
    assert [row["name_vi"] for row in funnel.above] == ["Xã Cao"]
    text = tell_funnel(funnel)
    assert "1 đơn vị thấp hẳn (Xã Thấp)" in text
    assert "1 đơn vị cao hẳn (Xã Cao)" in text


def test_a_small_unit_may_stray_further() -> None:
    funnel = build_funnel(build_units(("Xã Nhỏ", 6, 10)))
    assert funnel is not None
    assert funnel.below == funnel.above == []
    assert "Không đơn vị nào" in tell_funnel(funnel)


def test_a_weak_estimate_is_left_out() -> None:
    units = build_units(("Xã Ước", 100, 1000))
    units[-1] |= {"recast": "estimated", "estimated_share": 0.5}
    funnel = build_funnel(units)
    assert funnel is not None
    assert len(funnel.rows) == 20


@pytest.mark.parametrize("target", [None, 60.0])
def test_every_unit_is_drawn_and_the_sentence_is_its_text(target: float | None) -> None:
    funnel = build_funnel(build_units(("Xã Thấp", 100, 1000)))
    assert funnel is not None
    drawing = unquote(draw_funnel_svg(funnel, target, "người"))
    assert drawing.count("<circle") == 21
    assert drawing.count("stroke-dasharray") == (target is not None)
    assert "Xã Thấp</text>" in drawing
    assert tell_funnel(funnel) in drawing


def test_every_unit_the_sentence_counts_is_named_in_it_and_on_the_drawing() -> None:
    strays = [(f"Xã Thấp {place}", 100 + place, 1000 + 10 * place) for place in range(6)]
    funnel = build_funnel(build_units(*strays, count=60))
    assert funnel is not None
    drawing = unquote(draw_funnel_svg(funnel, None, "người"))
    for name, _numerator, _denominator in strays:
        assert name in tell_funnel(funnel)
        assert f"{name}</text>" in drawing


def test_of_very_many_the_sentence_says_how_many_more() -> None:
    funnel = build_funnel(build_units(*[(f"Xã Thấp {place:02}", 10, 1000) for place in range(15)], count=200))
    assert funnel is not None
    assert "15 đơn vị thấp hẳn" in tell_funnel(funnel)
    assert "và 3" in tell_funnel(funnel)
