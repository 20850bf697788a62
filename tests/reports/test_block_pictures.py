"""Pictures of documents: sharp at the size they are printed, one entry of the legend a status, nothing missing that looks like a value."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import brotli  # type: ignore[import-untyped]
import polars as pl
import pytest
from PIL import Image

from reports import map_picture
from reports.block_pictures import PictureBlock, draw_block, place_names, thin_out
from reports.blocks import AreaMap, Bar, BarChart, Line, LineChart, MapArea, Point
from reports.layer_extent import measure_shapes
from wording.language import use_language
from wording.phrases import Figure

SOURCE = ("nguồn: báo cáo của đơn vị",)
SQUARE = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]


def shift(east: float) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[[x + east, y] for x, y in SQUARE]]}


SHAPES = {"features": [{"id": f"a{place}", "geometry": shift(place * 1.5)} for place in range(3)]}
MAP = AreaMap(
    "Bản đồ", "layer",
    (
        MapArea("a0", "Phường Một Hai", "attained", "Đạt", Figure("a0", "80%"), is_simulated=True),
        MapArea("a1", "Xã Ba", "no_data", "Chưa có số liệu", None),
        MapArea("a2", "Xã Bốn", "not_attained", "Chưa đạt", Figure("a2", "8%"), is_simulated=True),
        MapArea("a3", "Xã không hình", "no_data", "Chưa có số liệu", None),
    ),
    False, SOURCE,
)  # fmt: skip
BARS = BarChart(
    "Cột",
    (
        Bar("Công chức, viên chức và người lao động", 96.5, Figure("b", "96,50%"), "exceeded", "Vượt chỉ tiêu", is_simulated=True),
        Bar("Nông dân", None, None, "no_data", "Chưa có số liệu"),
    ),
    True, (40.0, Figure("t", "40%")), SOURCE,
)  # fmt: skip
POINTS = tuple(
    Point(date(year, 12, 31), f"năm {year}", 10.0 * (year - 2020), Figure(f"p{year}", f"{year - 2020}0%"))
    for year in (2022, 2024)
)
TARGET = Point(date(2030, 12, 31), "năm 2030", 60, Figure("t", "60%"))
LINES = LineChart("Đường", (Line("Tỷ lệ", POINTS, is_simulated=True),), (TARGET,), SOURCE)


@pytest.fixture
def release() -> Any:
    """A release that knows one layer of shapes."""
    use_language("vi")
    layer = pl.DataFrame({"geojson_br": [brotli.compress(json.dumps(SHAPES).encode())]})
    return SimpleNamespace(query=lambda _name, **_asked: layer)


@pytest.mark.parametrize("block", [MAP, BARS, LINES])
def test_a_picture_is_sharp_at_the_size_it_is_printed(block: PictureBlock, release: Any) -> None:
    drawn = draw_block(block, release, "png", width_mm=120)
    with Image.open(io.BytesIO(drawn.content)) as opened:
        assert opened.width / (120 / 25.4) >= 299


@pytest.mark.parametrize("block", [MAP, BARS, LINES])
def test_the_words_of_a_vector_picture_need_no_font(block: PictureBlock, release: Any) -> None:
    content = draw_block(block, release, "svg").content.decode()
    assert "<text" not in content
    assert content == draw_block(block, release, "svg").content.decode()


def test_a_map_counts_areas_without_shapes_and_says_that_it_is_simulated(release: Any) -> None:
    words = read_words(MAP, release)
    assert {"✓ Đạt (1)", "✕ Chưa đạt (1)", "– Chưa có số liệu (2)", "số liệu mô phỏng"} <= words


@pytest.mark.parametrize("is_national", [True, False])
def test_a_map_of_the_nation_names_the_archipelagos(
    release: Any, monkeypatch: pytest.MonkeyPatch, is_national: bool
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(
        map_picture, "_write_words", lambda _axes, _frame, words: drawn.extend(word[0] for word in words)
    )
    draw_block(AreaMap(MAP.title, MAP.layer_key, MAP.areas, is_national, SOURCE), release, "svg")
    assert set(drawn) == {"Một Hai", "Ba", "Bốn"} | ({"Hoàng Sa", "Trường Sa"} if is_national else set())


def test_bars_carry_number_word_and_nature(release: Any) -> None:
    words = read_words(BARS, release)
    assert {"96,50%", "▲ Vượt chỉ tiêu", "– Chưa có số liệu", "số liệu mô phỏng"} <= words
    assert "chỉ tiêu 40%" in words


def test_a_simulated_bar_among_real_ones_says_so_itself(release: Any) -> None:
    real = Bar("Công nhân", 50.0, Figure("c", "50%"), "attained", "Đạt")
    words = read_words(replace(BARS, bars=(*BARS.bars, real)), release)
    assert "✓ Đạt" in words
    assert "số liệu mô phỏng" not in words
    assert any("(mô" in word for word in words)


def test_a_line_says_when_it_is_simulated(release: Any) -> None:
    assert {"Tỷ lệ (mô phỏng)", "20%", "40%", "60%", "năm 2030"} <= read_words(LINES, release)


def test_everything_drawn_is_told_to_people_who_do_not_see_it(release: Any) -> None:
    told = draw_block(BARS, release, "svg").alt
    assert all(word in told for word in ("96,50%", "Nông dân: Chưa có số liệu", "nguồn"))


def test_texts_that_do_not_fit_beside_each_other_are_left_out() -> None:
    texts = [(date(2024, 1, day), "12,34%") for day in (1, 2, 31)]
    assert thin_out(texts, 30, 5.0) == {date(2024, 1, 2), date(2024, 1, 31)}


def test_names_that_would_overlap_are_left_out() -> None:
    near = {
        "features": [{"id": one, "geometry": shift(east)} for one, east in (("a0", 0.0), ("a1", 0.05), ("a2", 80.0))]
    }
    assert [name for name, _x, _y in place_names(MAP, measure_shapes(near), 6.0)] == ["Một Hai", "Bốn"]


def read_words(block: PictureBlock, release: Any) -> set[str]:
    """Words of a picture, which stand as comments beside the outlines."""
    content = draw_block(block, release, "svg").content.decode()
    return {word.strip() for word in re.findall(r"<!--(.*?)-->", content, re.DOTALL)}
