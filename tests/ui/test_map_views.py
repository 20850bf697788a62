"""Views of the map beyond one period: estimates say so, only like is compared with like, and every unit has a tile of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any
from urllib.parse import unquote

import polars as pl
import pytest
import streamlit
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.layer_extent import measure_shapes
from tests.ui.test_maps import make_row
from ui.map_compare import (
    colour_changes,
    colour_pair,
    compare,
    format_difference,
    list_changes,
    tell_change,
    write_change_texts,
)
from ui.map_estimates import explain_recast, is_hollow, list_hollow, tell_estimate, write_value
from ui.map_frame import read_map_script, write_map_legend, write_pair_legend
from ui.map_hover import write_hover_texts
from ui.map_marks import ESTIMATE_PATTERN, find_tones, shift_tone
from ui.map_time import choose_earlier, is_year_before, keep_off_oldest
from ui.map_trend import choose_points, write_trend
from ui.tile_grid import place_tiles
from wording.language import use_language
from wording.looks import choose_words


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    use_language("vi")
    streamlit.session_state.pop("ky_dau", None)
    yield
    use_language("vi")


def make_estimate(area_id: str, value: float, share: float, **changes: Any) -> dict[str, Any]:
    return make_row(area_id, value, recast="estimated", estimated_share=share, **changes)


@pytest.mark.parametrize(
    ("share", "hollow", "marker"),
    [(0.12, False, "≈ ước tính 12%"), (0.2, False, "≈ ước tính 20%"), (0.21, True, "≈ ước tính 21%")],
)
def test_an_estimate_says_how_much_of_it_is_estimated(share: float, hollow: bool, marker: str) -> None:
    row = make_estimate("a", 37.5, share)
    assert tell_estimate(row) == marker
    assert write_value(row) == "≈ 37,50%"
    assert is_hollow(row) is hollow
    assert ("chưa đủ để kết luận" in explain_recast(row)) is hollow


def test_a_little_estimated_is_never_printed_as_nothing() -> None:
    assert tell_estimate(make_estimate("a", 37.5, 0.001)) == "≈ ước tính 1%"


@pytest.mark.parametrize("recast", ["none", "exact", None])
def test_what_is_not_estimated_carries_no_sign(recast: str | None) -> None:
    row = make_row("a", 37.5, recast=recast, estimated_share=0.0)
    assert (tell_estimate(row), write_value(row), is_hollow(row)) == ("", "37,50%", False)


def test_hollow_areas_keep_their_class_and_get_stripes() -> None:
    rows = [make_row("a", 30.0), make_estimate("b", 30.0, 0.5), make_row("c", None), make_estimate("d", 50.0, 0.9)]
    [first, _second] = colour_pair(rows, rows, "percent", 1, is_by_status=False)
    tones = find_tones(list(zip(rows, first.class_of_row, strict=True)), first.classes, list_hollow(rows))
    fills = [tones.fills[place] for place in tones.place_of_row]
    assert fills[1] == shift_tone(fills[0])
    assert [tones.patterns.get(fill) for fill in fills] == [None, ESTIMATE_PATTERN, "diagonal", ESTIMATE_PATTERN]
    assert "ước tính trên 20%" in write_map_legend(first, "", 2)
    assert "ước tính" not in write_map_legend(first)


def test_two_periods_share_one_legend_with_both_counts() -> None:
    before = [make_row("a", 30.0, period="2024"), make_row("b", 45.0, period="2024")]
    after = [make_row("a", 41.0), make_row("b", None)]
    earlier, later = colour_pair(before, after, "percent", 1, is_by_status=False)
    assert [one.fill for one in earlier.classes] == [one.fill for one in later.classes]
    legend = write_pair_legend(earlier, later, "chỉ tiêu 40%", (1, 0))
    for part in ("1 → 0", "1 → 1", "0 → 1", "chỉ tiêu 40%"):
        assert part in legend


LATER = {"period": "2025", "period_end": date(2025, 12, 31)}
EARLIER = {"period": "2024", "period_end": date(2024, 12, 31)}


def make_pair(before: float | None, after: float | None, **changes: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    return make_row("a", before, **EARLIER), make_row("a", after, **{**LATER, **changes})


@pytest.mark.parametrize(
    ("before", "after", "changes", "difference", "missing", "crossed"),
    [
        (35.0, 41.5, {}, Fraction(13, 2), None, 1),
        (41.5, 35.0, {}, Fraction(-13, 2), None, -1),
        (41.5, 44.5, {}, Fraction(3), None, 0),
        (41.5, 35.0, {"direction": -1}, Fraction(-13, 2), None, 1),
        (None, 35.0, {}, None, "no_data", 0),
        (30.0, None, {}, None, "no_data", 0),
        (30.0, 90.0, {"basis": "registered", "status": "not_comparable"}, None, "not_comparable", 0),
        (30.0, 35.0, {"is_simulated": False}, None, "not_comparable", 0),
        (30.0, 35.0, {"accumulation": "year_to_date", "period_end": date(2025, 6, 30)}, None, "not_comparable", 0),
        (30.0, 35.0, {"accumulation": "year_to_date"}, Fraction(5), None, 0),
    ],
)
def test_only_like_is_compared_with_like(
    before: float | None,
    after: float | None,
    changes: dict[str, Any],
    difference: Fraction | None,
    missing: str | None,
    crossed: int,
) -> None:
    change = compare(*make_pair(before, after, **changes))
    assert (change.difference, change.missing, change.crossed) == (difference, missing, crossed)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=40), st.sampled_from([1, -1]))
def test_the_colours_of_changes_tell_up_from_down(ends: list[tuple[int, int]], direction: int) -> None:
    before = [make_row(str(place), float(low), **EARLIER) for place, (low, _high) in enumerate(ends)]
    after = [make_row(str(place), float(high), direction=direction, **LATER) for place, (_low, high) in enumerate(ends)]
    changes = list_changes(before, after)
    colouring = colour_changes(changes, "percent", direction)
    for (low, high), place in zip(ends, colouring.class_of_row, strict=True):
        word = "không đổi" if low == high else "tăng" if high > low else "giảm"
        assert colouring.classes[place].label.startswith(word)
    assert sum(one.count for one in colouring.classes) == len(ends)


def test_the_sentence_about_a_change_counts_who_crossed_and_who_moved() -> None:
    pairs = [(35.0, 41.0), (45.0, 39.0), (50.0, 52.0), (20.0, None)]
    before = [make_row(str(place), low, **EARLIER) for place, (low, _high) in enumerate(pairs)]
    after = [make_row(str(place), high, **LATER) for place, (_low, high) in enumerate(pairs)]
    changes = list_changes(before, after)
    sentence = tell_change(changes, "2024", "2025", "xã, phường")
    assert sentence == "Từ năm 2024 đến năm 2025: 1 xã, phường lên tới 40%, 1 tụt xuống dưới; 2 tăng, 1 giảm"
    assert "Không có số liệu so sánh được" in tell_change(changes[3:], "2024", "2025", "xã, phường")
    texts = write_change_texts(changes).texts
    assert "+6,0 điểm" in texts[0]
    assert "35,00% (năm 2024) → 41,00% (năm 2025)" in texts[0]
    assert "thiếu số của một kỳ" in texts[3]


def test_a_difference_carries_its_sign() -> None:
    assert [format_difference(Fraction(value), "percent") for value in ("5.25", "-0.4", "0")] == [
        "+5,3 điểm",
        "−0,4 điểm",
        "±0,0 điểm",
    ]


PERIODS = pl.DataFrame(
    {
        "period": ["2026-Q3", "2025", "2025-H1", "2024"],
        "period_end": [date(2026, 9, 30), date(2025, 12, 31), date(2025, 6, 30), date(2024, 12, 31)],
    }
)


@pytest.mark.parametrize(("later", "earlier"), [("2025", "2024"), ("2026-Q3", "2025"), ("2025-H1", "2024")])
def test_a_period_is_compared_with_that_of_a_year_before_else_with_the_one_before(later: str, earlier: str) -> None:
    assert choose_earlier(PERIODS, later) == earlier


def test_the_oldest_period_has_nothing_before_it() -> None:
    assert keep_off_oldest(PERIODS["period"].to_list(), "2024") == "2025-H1"
    assert is_year_before(date(2024, 6, 30), date(2025, 6, 30))
    assert not is_year_before(date(2024, 12, 31), date(2025, 6, 30))


def make_point(period: str, end: date, value: float, **changes: Any) -> dict[str, Any]:
    row = {
        "period": period, "period_end": end, "value": value, "basis": "total", "target_basis": "total", "is_simulated": True,
        "recast": "none", "estimated_share": 0.0, "qualifier": "exact", "numerator": None, "denominator": None, "status": "slow",
    }  # fmt: skip
    return row | changes


def test_the_course_of_a_number_breaks_at_the_rearrangement() -> None:
    points = [
        make_point("2024", date(2024, 12, 31), 30.0, recast="estimated", estimated_share=0.4),
        make_point("2025", date(2025, 12, 31), 41.0),
        make_point("2026-Q3", date(2026, 9, 30), 44.0),
    ]
    svg = unquote(write_trend(points, "percent", "2025", 40.0))
    assert svg.count("<circle") == 3
    assert svg.count("stroke-dasharray='4 4'") == 1
    assert "1/7/2025" in svg
    assert svg.count("fill='var(--paper)'") == 1
    assert "≈ 30,00% (năm 2024), 44,00% (quý III/2026)" in svg
    assert write_trend(points[:1], "percent", "2024", None) == ""


def test_points_of_another_base_are_not_joined() -> None:
    points = [
        make_point("2024", date(2024, 12, 31), 89.0, basis="registered"),
        make_point("2025", date(2025, 12, 31), 41.0),
    ]
    assert "fill='none'" not in unquote(write_trend(points, "percent", None, None))
    series = pl.DataFrame([{**point, "target_basis": "total"} for point in points])
    assert [row["period"] for row in choose_points(series, "total")] == ["2025"]
    assert len(choose_points(series, None)) == 2


points = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=4),
    st.tuples(st.floats(102, 110, width=32), st.floats(8, 23, width=32)),
    min_size=1,
    max_size=60,
)


@settings(deadline=None)
@given(points)
def test_every_unit_has_a_tile_of_its_own(places: dict[str, tuple[float, float]]) -> None:
    grid = place_tiles(places)
    assert set(grid.cells) == set(places)
    assert len(set(grid.cells.values())) == len(places)
    assert all(0 <= column < grid.columns and 0 <= row < grid.rows for column, row in grid.cells.values())
    assert place_tiles(dict(reversed(places.items()))) == grid


def test_tiles_keep_their_neighbourhood() -> None:
    grid = place_tiles({f"{x}{y}": (105 + x / 10, 21 - y / 10) for x in range(6) for y in range(4)})
    for x in range(5):
        for y in range(3):
            assert grid.cells[f"{x}{y}"][0] <= grid.cells[f"{x + 1}{y}"][0]
            assert grid.cells[f"{x}{y}"][1] <= grid.cells[f"{x}{y + 1}"][1]


def test_words_on_tiles_can_be_read() -> None:
    assert choose_words("#146152") == "#ffffff"
    assert choose_words("#f2cfa5") == "#16232f"


def test_hover_texts_send_what_areas_share_once() -> None:
    rows = [make_row("a", 37.5, gap_count=12_345), make_row("b", 41.0, gap_count=0), make_row("c", None)]
    hover = write_hover_texts(rows)
    assert hover.texts == [
        "Xã a · 37,50% · Chưa đạt · mô phỏng",
        "Xã b · 41,00% · Đạt · mô phỏng",
        "Xã c · Chưa có số liệu",
    ]
    assert hover.gaps == ["12.345", "0", "–"]
    for part in ("còn thiếu %{customdata} hộ", "Tổng số hộ", "31/12/2025"):
        assert part in hover.template


def test_hover_texts_of_many_areas_are_short() -> None:
    hover = write_hover_texts([make_row(str(place), 37.5) for place in range(200)])
    assert set(hover.texts) == {"37,50%"}
    for part in ("%{properties.name}", "mô phỏng", "Tổng số hộ", "31/12/2025"):
        assert part in hover.template


def test_a_province_with_an_archipelago_is_named_ashore() -> None:
    def draw_box(west: float, south: float, size: float) -> list[list[tuple[float, float]]]:
        return [[(west, south), (west + size, south), (west + size, south + size), (west, south + size), (west, south)]]

    parts = [draw_box(108, 16, 0.2), draw_box(111.5, 16, 0.8)]
    shapes = {"features": [{"id": "x", "geometry": {"type": "MultiPolygon", "coordinates": parts}}]}
    assert measure_shapes(shapes).points["x"] == pytest.approx((108.1, 16.1))


def test_the_script_goes_without_comments() -> None:
    script = read_map_script()
    assert "/*" not in script
    assert "fill-pattern" in script
    assert "http" not in script
