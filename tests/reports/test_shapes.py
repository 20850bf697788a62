"""Areas laid out on a sheet: inside it, their neighbours' corners kept together, far-off ones in a corner where nothing else lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.layer_extent import read_shapes
from reports.shapes import Drawing, lay_out
from warehouse.queries import open_release

WIDTH, HEIGHT = 500.0, 300.0


@pytest.fixture(scope="module")
def city(only_real_folder: Path) -> Drawing:
    shapes = read_shapes(open_release(only_real_folder), "79_2025-07_ward")
    return lay_out(shapes, [one["id"] for one in shapes["features"]], WIDTH, HEIGHT, is_national=False)


def test_every_area_lies_on_the_sheet(city: Drawing) -> None:
    assert len(city.outlines) == 168
    for outline in city.outlines:
        left, top, right, bottom = outline.limits
        assert -1 <= left < right <= WIDTH + 1
        assert -1 <= top < bottom <= HEIGHT + 1


def test_what_lies_far_off_has_a_corner_of_its_own(city: Drawing) -> None:
    assert city.inset is not None
    left, top, width, height = city.inset
    inside = [
        one
        for one in city.outlines
        if any(
            left <= across <= left + width and top <= down <= top + height
            for ring in one.rings
            for across, down in ring
        )
    ]
    assert len(inside) == 1


def test_neighbours_share_their_corners(city: Drawing) -> None:
    corners = [corner for one in city.outlines for ring in one.rings for corner in ring]
    assert len(set(corners)) < 0.6 * len(corners)


def test_a_map_of_the_nation_holds_both_archipelagos(only_real_folder: Path) -> None:
    shapes = read_shapes(open_release(only_real_folder), "VN_2025-07_province")
    drawing = lay_out(shapes, [one["id"] for one in shapes["features"]], WIDTH, HEIGHT, is_national=True)
    assert [name for name, _place in drawing.names] == ["Hoàng Sa", "Trường Sa"]
    assert all(0 <= across <= WIDTH and 0 <= down <= HEIGHT for _name, (across, down) in drawing.names)
    assert drawing.inset is None


def test_areas_without_shapes_are_left_out() -> None:
    empty = lay_out({"features": []}, ["01.2025-07"], WIDTH, HEIGHT, is_national=False)
    assert empty == Drawing((), None, ())
