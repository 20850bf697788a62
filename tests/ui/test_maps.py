"""How maps are coloured, framed and described: nothing missing looks low, nothing short of its target looks reached."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.layer_extent import LayerExtent, find_outlying, measure_shapes
from reports.plane import ARCHIPELAGO_LABELS
from ui.layer_extent import frame_map, project_latitude
from ui.map_classes import Colouring, choose_breaks, colour_by_status, colour_by_value, describe_classes
from ui.map_frame import write_frame_style, write_map_controls, write_map_legend
from ui.map_hover import write_hover
from ui.maps import build_geometry_url, build_map
from ui.place_table import build_place_table
from wording.language import use_language

URL = "http://localhost:8501/geometry/abc/01_2025-07_ward.geojson"


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    use_language("vi")
    yield
    use_language("vi")


def make_row(area_id: str, value: float | None, **changes: Any) -> dict[str, Any]:
    """A simulated row of ``list_map_values`` with the words of its indicator."""
    row = {
        "area_id": area_id, "name_vi": f"Xã {area_id}", "name_en": f"{area_id} Commune", "unit": "percent", "value": value,
        "numerator": None, "denominator": None, "basis": "total", "target_basis": "total", "target_value": 40.0,
        "status": "no_data" if value is None else "attained" if value >= 40 else "not_attained",
        "status_reason": "not_reported" if value is None else "attained", "qualifier": "exact", "direction": 1,
        "is_simulated": True, "is_reported": True, "gap_count": None, "period": "2025", "as_of": None,
        "period_end": date(2025, 12, 31), "expected_count": None, "denominator_vi": "Tổng số hộ", "denominator_en": "All",
        "unit_noun_vi": "hộ", "unit_noun_en": "households", "firm": True,
    }  # fmt: skip
    return row | changes


def list_labels(colouring: Colouring) -> list[str]:
    return [colouring.classes[place].label for place in colouring.class_of_row]


percents = st.fractions(0, 100, max_denominator=1000)


@given(st.lists(percents, max_size=60), percents)
def test_the_target_is_always_a_break(values: list[Fraction], target: Fraction) -> None:
    breaks = choose_breaks(sorted(values), target)
    assert target in breaks
    assert breaks == sorted(set(breaks))
    assert len(breaks) <= 5


@given(st.lists(percents, min_size=1, max_size=60))
def test_without_a_target_every_class_but_outliers_lies_among_the_values(values: list[Fraction]) -> None:
    breaks = choose_breaks(sorted(values), None)
    assert breaks == sorted(set(breaks))
    assert len(breaks) <= 4
    assert all(min(values) < edge <= max(values) for edge in breaks)


@settings(deadline=None)  # the first call reads the catalogue of translations
@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=1, max_size=40), st.sampled_from([1, -1]))
def test_a_class_reaches_exactly_when_the_counts_do(counts: list[tuple[int, int]], direction: int) -> None:
    rows = [
        make_row(str(place), 100 * x / n, numerator=x, denominator=n, status="slow", direction=direction)
        for place, (x, n) in enumerate(counts)
    ]
    colouring = colour_by_value(rows, "percent", direction)
    for (x, n), place in zip(counts, colouring.class_of_row, strict=True):
        assert colouring.classes[place].reaches == (direction * (100 * x - 40 * n) >= 0)
    assert sum(one.count for one in colouring.classes) == len(rows)


def test_just_short_of_the_target_is_short() -> None:
    rows = [make_row("a", 39.9996, numerator=399_996, denominator=1_000_000), make_row("b", 40.0)]
    colouring = colour_by_value(rows, "percent")
    assert [colouring.classes[place].reaches for place in colouring.class_of_row] == [False, True]
    assert colouring.count_reaching() == 1


def test_each_kind_of_missing_has_a_class_of_its_own() -> None:
    rows = [
        make_row("a", 10.0),
        make_row("b", None),
        make_row("c", None, status="not_applicable", status_reason="zero_denominator"),
        make_row("d", None, status="suppressed", status_reason="small_denominator"),
        make_row("e", 90.0, basis="registered", status="not_comparable"),
    ]
    colouring = colour_by_value(rows, "percent")
    labels = list_labels(colouring)[1:]
    assert labels == ["Chưa có số liệu", "Không áp dụng", "Ẩn vì mẫu số nhỏ", "Không so sánh được"]
    missing = [colouring.classes[place] for place in colouring.class_of_row[1:]]
    assert (
        len({one.fill for one in missing})
        == len({one.glyph for one in missing})
        == len({one.css_fill for one in missing})
        == 4
    )
    assert all(one.reaches is None for one in missing)


def test_an_area_that_ended_keeps_the_colour_of_its_value() -> None:
    ended = {"status": "not_applicable", "status_reason": "ended_before_due"}
    rows = [make_row("a", 30.0, **ended), make_row("b", 50.0, **ended), make_row("c", None, **ended)]
    assert list_labels(colour_by_value(rows, "percent"))[2] == "Chưa có số liệu"
    assert colour_by_value(rows, "percent").count_reaching() == 1
    assert list_labels(colour_by_status(rows)) == ["Không áp dụng"] * 3


def test_several_targets_give_no_common_break() -> None:
    rows = [make_row("a", 30.0), make_row("b", 50.0, target_value=45.0)]
    assert all(one.reaches is None for one in colour_by_value(rows, "percent").classes)


def make_square(area_id: str, west: float, south: float, size: float = 0.1) -> dict[str, Any]:
    corners = [(west, south), (west + size, south), (west + size, south + size), (west, south + size), (west, south)]
    return {"type": "Feature", "id": area_id, "geometry": {"type": "Polygon", "coordinates": [corners]}}


def make_extent(*far: dict[str, Any]) -> LayerExtent:
    """Twenty-five squares side by side, and what lies far off."""
    near = [make_square(f"{x}{y}", 105 + x / 10, 20 + y / 10) for x in range(5) for y in range(5)]
    return measure_shapes({"features": [*near, *far]})


def test_points_are_the_middles_of_the_largest_parts() -> None:
    islet, island = make_square("x", 110, 10, 0.1), make_square("x", 105, 20, 0.4)
    parts = [part["geometry"]["coordinates"] for part in (islet, island)]
    extent = measure_shapes({"features": [{"id": "x", "geometry": {"type": "MultiPolygon", "coordinates": parts}}]})
    assert extent.points["x"] == pytest.approx((105.2, 20.2))
    assert (extent.boxes["x"].west, extent.boxes["x"].north) == (105, pytest.approx(20.4))


def test_a_far_island_gets_a_map_of_its_own() -> None:
    extent = make_extent(make_square("island", 106.6, 8.7))
    assert find_outlying(extent, extent.boxes) == {"island"}
    framing = frame_map(extent, extent.boxes, is_whole=False)
    assert framing.inset is not None
    assert framing.main.south > 19
    assert framing.inset.north < 9
    whole = frame_map(extent, extent.boxes, is_whole=True)
    assert whole.inset is None
    assert whole.main.south < 8.7


def test_what_is_not_far_stays() -> None:
    extent = make_extent(make_square("neighbour", 105.6, 20.1))
    assert not find_outlying(extent, extent.boxes)


@given(st.floats(8, 22), st.floats(0.05, 6))
def test_a_frame_is_exactly_as_high_as_its_areas_and_a_margin(south: float, size: float) -> None:
    extent = measure_shapes({"features": [make_square("a", 104, south, size)]})
    frame = frame_map(extent, ["a"], is_whole=True).main
    height = project_latitude(south + size) - project_latitude(south)
    assert project_latitude(frame.north) - project_latitude(frame.south) == pytest.approx(1.06 * height)
    assert (frame.west + frame.east) / 2 == pytest.approx(104 + size / 2)
    assert frame.west < 104 - size


def build_example(*, is_nation: bool = False, ringed: str | None = None) -> dict[str, Any]:
    extent = make_extent(make_square("island", 106.6, 8.7))
    rows = [make_row(area_id, None if area_id == "00" else 30.0 + place) for place, area_id in enumerate(extent.boxes)]
    framing = frame_map(extent, extent.boxes, is_whole=is_nation)
    figure = build_map(
        rows, colour_by_value(rows, "percent"), URL, extent, framing, is_nation=is_nation, ringed_area_id=ringed
    )
    drawn: dict[str, Any] = json.loads(go.Figure(figure).to_json())
    return drawn


def test_every_area_is_drawn_in_the_colour_of_its_class() -> None:
    figure = build_example()
    areas, signs, inset = figure["data"]
    assert len(areas["locations"]) == len(areas["z"]) == len(areas["text"]) == 26
    assert areas["geojson"] == inset["geojson"] == URL
    assert max(areas["z"]) < areas["zmax"]
    assert signs["text"] == ["–"]
    assert (inset["locations"], inset["subplot"]) == (["island"], "map2")


def test_the_style_asks_no_server_for_anything() -> None:
    style = build_example()["layout"]["map"]["style"]
    assert "glyphs" not in style
    assert "http" not in json.dumps(style)
    assert style["sources"]


def test_a_map_of_the_nation_names_both_archipelagos() -> None:
    figure = build_example(is_nation=True)
    assert (
        figure["data"][-1]["text"]
        == [name for name, _longitude, _latitude in ARCHIPELAGO_LABELS]
        == ["Hoàng Sa", "Trường Sa"]
    )
    assert not any(trace.get("subplot") == "map2" for trace in figure["data"])


def test_the_chosen_place_is_outlined() -> None:
    widths = build_example(ringed="11")["data"][0]["marker"]["line"]["width"]
    assert sorted(set(widths))[-1] == 3
    assert widths.count(3) == 1


@pytest.mark.parametrize(
    ("page", "base", "expected"),
    [
        ("https://a.vn:8443/ban-do?noi=VN", "", "https://a.vn:8443/geometry/b/k.geojson"),
        ("https://a.vn/dich/ban-do", "dich", "https://a.vn/dich/geometry/b/k.geojson"),
        (None, "", "/geometry/b/k.geojson"),
    ],
)
def test_shapes_come_from_the_host_of_the_page(page: str | None, base: str, expected: str) -> None:
    assert build_geometry_url(page, "k", "b", base) == expected


def test_hovering_says_the_number_with_all_it_stands_on() -> None:
    text = write_hover(make_row("a", 37.5, gap_count=12_345))
    assert [
        part for part in ("37,50%", "mô phỏng", "Tổng số hộ", "31/12/2025", "Chưa đạt", "12.345 hộ") if part not in text
    ] == []


def test_hovering_over_a_silent_area_says_so_and_no_number() -> None:
    assert write_hover(make_row("a", None)) == "<b>Xã a</b><br>Chưa có số liệu"


def test_the_legend_parts_its_sides_at_the_target() -> None:
    rows = [make_row(str(value), float(value)) for value in range(30, 51)] + [make_row("x", None)]
    legend = write_map_legend(colour_by_value(rows, "percent"), "chỉ tiêu 40%")
    assert legend.count("class='target'") == 1
    before, after = legend.split("class='target'")
    assert "35–40%" in before or "dưới 40%" in before
    assert "Chưa có số liệu" in after
    assert "<em>1</em>" in after


def test_the_legend_in_words_names_every_count() -> None:
    assert (
        describe_classes(colour_by_value([make_row("a", 30.0), make_row("b", 50.0)], "percent"))
        == "dưới 40%: 1; từ 40% trở lên: 1"
    )


def test_the_frame_and_the_buttons_speak_the_language() -> None:
    assert "Phóng to" in write_map_controls()
    use_language("en")
    assert "Zoom in" in write_map_controls()
    extent = make_extent()
    assert "height" in write_frame_style(frame_map(extent, extent.boxes, is_whole=True).main)


def test_sorting_the_texts_of_the_table_sorts_its_numbers() -> None:
    values = [9.5, 100.0, 40.25, 8.0]
    texts = build_place_table([make_row(str(value), value, target_value=None) for value in values])["Giá trị"].to_list()
    assert [text.strip() for text in sorted(texts)] == ["8,00%", "9,50%", "40,25%", "100,00%"]


def test_the_legend_has_no_class_of_values_where_there_is_none() -> None:
    classes = colour_by_value([make_row("x", None), make_row("y", None)], "percent").classes
    assert [(one.label, one.count) for one in classes] == [("Chưa có số liệu", 2)]
