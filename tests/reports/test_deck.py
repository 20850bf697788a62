"""The presentation holds what the story says: charts with their numbers, maps of shapes, sources in the notes, nothing over the edge."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PIL import Image
from pptx import Presentation
from pptx.enum.chart import XL_LABEL_POSITION
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.util import Emu

from reports.blocks import AreaMap, BarChart, LineChart, Paragraphs, Story
from reports.deck import write_deck
from reports.deck.fitting import LINE_HEIGHT, measure_width, wrap_text
from reports.marks import read_marks
from tests.reports.stories import LONG_NAME, build_cards, build_cover, build_story
from warehouse.errors import InputFileError
from warehouse.queries import Release, open_release
from wording.language import use_language
from wording.phrases import write

POINT = 12_700


@pytest.fixture(scope="module")
def release(only_real_folder: Path) -> Release:
    use_language("vi")
    return open_release(only_real_folder)


@pytest.fixture(scope="module")
def story(release: Release) -> Story:
    return build_story(release)


@pytest.fixture(scope="module")
def deck(story: Story, release: Release) -> Any:
    return Presentation(io.BytesIO(write_deck(story, release)))


def list_blocks(story: Story, kind: type) -> list[tuple[int, Any]]:
    """Blocks of a kind with the number of their slide, the cover being the first."""
    return [
        (at, block) for at, scene in enumerate(story.scenes, 1) for block in scene.blocks if isinstance(block, kind)
    ]


def list_shapes(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from list_shapes(shape.shapes)


def read_sheet(chart: Any) -> list[tuple[Any, ...]]:
    book = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return list(book.active.iter_rows(values_only=True))


def find_charts(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def test_a_slide_for_the_cover_and_each_scene(deck: Any, story: Story) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in list(deck.slides)[1:]]
    assert titles == [write(scene.title) for scene in story.scenes]


def test_data_sheets_of_bars_hold_the_raw_numbers(deck: Any, story: Story) -> None:
    for at, block in list_blocks(story, BarChart):
        rows = read_sheet(find_charts(deck.slides[at])[0])
        assert [row[1] for row in rows[1:]] == pytest.approx([bar.value for bar in block.bars], nan_ok=False)
        assert len({row[0] for row in rows[1:]}) == len(block.bars)


def test_data_sheets_of_lines_hold_every_point_on_its_day(deck: Any, story: Story) -> None:
    for at, block in list_blocks(story, LineChart):
        rows = read_sheet(find_charts(deck.slides[at])[0])
        columns = {name: {row[0].date(): row[place] for row in rows[1:]} for place, name in enumerate(rows[0]) if place}
        for line in block.lines:
            name = next(one for one in columns if one.startswith(line.label))
            assert (name != line.label) == line.is_simulated
            found = {day: value for day, value in columns[name].items() if value is not None}
            assert found == {point.day: pytest.approx(point.value) for point in line.points}


@pytest.mark.parametrize(("target", "side"), [(70.0, XL_LABEL_POSITION.BELOW), (40.0, XL_LABEL_POSITION.ABOVE)])
def test_a_value_is_written_away_from_the_target_of_its_day(
    story: Story, release: Release, target: float, side: XL_LABEL_POSITION
) -> None:
    scene, block = next(
        (scene, block) for scene in story.scenes for block in scene.blocks if isinstance(block, LineChart)
    )
    highest = max(block.lines, key=lambda line: line.points[-1].value)
    targets = (replace(block.targets[0], day=highest.points[-1].day, value=target),)
    alone = replace(block, lines=(highest,), targets=targets)
    deck = Presentation(io.BytesIO(write_deck(replace(story, scenes=(replace(scene, blocks=(alone,)),)), release)))
    plot = find_charts(deck.slides[1])[0].plots[0]
    last = plot.series[0].points[len(highest.points) - 1]
    assert highest.points[-1].value != target
    assert last.data_label.position == side


def test_missing_is_a_word_and_no_bar(deck: Any, story: Story) -> None:
    at, block = list_blocks(story, BarChart)[0]
    missing = [bar for bar in block.bars if bar.value is None]
    said = [shape.text_frame.text for shape in deck.slides[at].shapes if shape.has_text_frame]
    assert sum(bar.word in text for bar in missing[:1] for text in said) == len(missing) > 0


def test_maps_are_shapes_named_after_their_units(deck: Any, story: Story) -> None:
    for at, block in list_blocks(story, AreaMap):
        shapes = list(list_shapes(deck.slides[at].shapes))
        freeforms = [shape.name for shape in shapes if shape.shape_type == MSO_SHAPE_TYPE.FREEFORM]
        assert sorted(freeforms) == sorted(area.name for area in block.areas)
        assert not any(shape.shape_type == MSO_SHAPE_TYPE.PICTURE for shape in shapes)


def test_a_map_counts_every_unit_once_in_its_legend(deck: Any, story: Story) -> None:
    for at, block in list_blocks(story, AreaMap):
        legend = [s.text_frame.text for s in deck.slides[at].shapes if s.has_text_frame and "chú giải" in s.name]
        counts = [int(text.rsplit(": ", 1)[1].replace(".", "")) for text in legend if ": " in text]
        assert sum(counts) == len(block.areas)


def test_only_maps_of_the_nation_name_the_archipelagos(deck: Any, story: Story) -> None:
    for at, block in list_blocks(story, AreaMap):
        words = {shape.text_frame.text for shape in deck.slides[at].shapes if shape.has_text_frame}
        assert ({"Hoàng Sa", "Trường Sa"} <= words) == block.is_national


def test_notes_say_source_and_base(deck: Any, story: Story) -> None:
    for slide, scene in zip(list(deck.slides)[1:], story.scenes, strict=True):
        notes = slide.notes_slide.notes_text_frame.text
        assert write(scene.source) in notes
        assert all(write(note) in notes for note in scene.notes)


def test_every_slide_says_that_numbers_are_simulated_and_of_which_release(deck: Any, story: Story) -> None:
    for slide in deck.slides:
        words = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert story.cover.simulated in words
        assert story.cover.release_id in words
        assert "31/12/2025" in words


def test_nothing_is_said_to_be_simulated_where_nothing_is(release: Release, story: Story) -> None:
    real = Story(build_cover(release, simulated=""), tuple(s for s in story.scenes if s.scene_id == "proposals"))
    slides = Presentation(io.BytesIO(write_deck(real, release))).slides
    words = " ".join(
        s.text_frame.text for slide in slides for s in slide.shapes if s.has_text_frame and "nguồn" not in s.name
    )
    assert "mô phỏng" not in words


@pytest.mark.parametrize(("ratio", "size"), [("16:9", (12_192_000, 6_858_000)), ("4:3", (9_144_000, 6_858_000))])
def test_nothing_lies_over_the_edge_and_words_fit_their_boxes(
    story: Story, release: Release, ratio: str, size: tuple[int, int]
) -> None:
    presentation = Presentation(io.BytesIO(write_deck(story, release, ratio=ratio)))
    assert (presentation.slide_width, presentation.slide_height) == size
    for slide in presentation.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= size[0] + POINT, shape.name
            assert shape.top + shape.height <= size[1] + POINT, shape.name
            if shape.has_text_frame and shape.text_frame.text and shape.text_frame.paragraphs[0].runs:
                assert measure_frame(shape) <= shape.height / POINT + 4, (shape.name, shape.text_frame.text)


def measure_frame(shape: Any) -> float:
    """Points the words of a shape take below each other."""
    frame, height = shape.text_frame, 0.0
    for paragraph in frame.paragraphs:
        runs = [run for run in paragraph.runs if run.font.size is not None]
        if not runs:
            continue
        size, is_bold = runs[0].font.size.pt, bool(runs[0].font.bold)
        width = (shape.width - (frame.margin_left or 0) - (frame.margin_right or 0)) / POINT
        indent = int(paragraph._p.get_or_add_pPr().get("marL", 0)) / POINT
        lines = wrap_text("".join(run.text for run in paragraph.runs), size, width - indent, is_bold)
        height += len(lines) * size * LINE_HEIGHT + (paragraph.space_before.pt if paragraph.space_before else 0)
    return height


@pytest.mark.parametrize("ratio", ["16:9", "4:3"])
def test_cards_beside_many_words_still_say_their_values(story: Story, release: Release, ratio: str) -> None:
    cards, words = build_cards(), Paragraphs((("Gia đình học tập đạt 71,47%, chưa kết luận được; " * 12,),))
    crowded = replace(story, scenes=(replace(story.scenes[0], blocks=(cards, words)),))
    slide = Presentation(io.BytesIO(write_deck(crowded, release, ratio=ratio))).slides[1]
    said = [shape.text_frame.text for shape in list_shapes(slide.shapes) if shape.has_text_frame]
    for card in cards.cards:
        assert any((card.value.text if card.value else card.word) in text for text in said), card.label


def test_tables_end_above_the_source(deck: Any) -> None:
    for slide in deck.slides:
        tables = [shape for shape in slide.shapes if shape.has_table]
        sources = [shape for shape in slide.shapes if shape.name.endswith("· nguồn")]
        for table in tables:
            height = sum(row.height for row in table.table.rows)
            assert table.top + height <= sources[0].top + sources[0].height
            assert table.table.cell(0, 0).text_frame.text


def test_long_names_end_with_dots_rather_than_being_cut_off(deck: Any, story: Story) -> None:
    at, _block = list_blocks(story, BarChart)[0]
    label = read_sheet(find_charts(deck.slides[at])[0])[1][0]
    assert label.endswith("…")
    assert LONG_NAME.startswith(label.removesuffix("…"))


def test_the_hidden_keys_hold_every_number_of_the_story(story: Story, release: Release) -> None:
    from reports.figures_of import collect_figures

    marked = read_marks(write_deck(story, release, edits="{}"))
    assert marked is not None
    assert (marked.head.kind, marked.head.release_id, marked.head.edits) == ("deck", release.release_id, "{}")
    written = {mark.key: mark.text for passage in marked.passages for mark in passage.marks}
    shown = {key: text for key, text in collect_figures(story).items() if not key.startswith("map-")}
    assert written == shown


def build_template(*, keep_title: bool = True) -> bytes:
    """A template of an agency: wide, slides of its own, a title at its own place."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Emu(11_000_000), Emu(6_858_000)
    master = presentation.slide_master
    for holder in (master, *presentation.slide_layouts):
        for shape in list(holder.placeholders):
            if shape.placeholder_format.type in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE):
                if keep_title:
                    shape.left, shape.top, shape.width, shape.height = 600_000, 500_000, 9_000_000, 800_000
                else:
                    shape._element.getparent().remove(shape._element)
    presentation.slides.add_slide(presentation.slide_layouts[6]).shapes.add_textbox(
        0, 0, 99, 99
    ).text_frame.text = "mẫu"
    content = io.BytesIO()
    presentation.save(content)
    return content.getvalue()


@pytest.mark.parametrize("keep_title", [True, False])
def test_a_template_gives_size_layouts_and_place_of_the_title(story: Story, release: Release, keep_title: bool) -> None:
    short = replace(story, scenes=story.scenes[:3])
    content = write_deck(short, release, template=build_template(keep_title=keep_title), ratio="4:3")
    presentation = Presentation(io.BytesIO(content))
    assert presentation.slide_width == 11_000_000
    assert len(presentation.slides) == 4
    for slide, scene in zip(list(presentation.slides)[1:], short.scenes, strict=True):
        words = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert write(scene.title) in words
        if keep_title:
            assert slide.shapes.title.top == 500_000
        own = [shape for shape in slide.shapes if not shape.is_placeholder]
        assert max(shape.top + shape.height for shape in own) <= 6_356_350  # where the feet of the template begin
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert sum(name.startswith("ppt/slides/slide") for name in names) == 4


@pytest.mark.parametrize("template", [b"", b"PK\x03\x04 damaged", b"%PDF-1.7"])
def test_an_unreadable_template_is_refused_in_words(story: Story, release: Release, template: bytes) -> None:
    with pytest.raises(InputFileError, match="PowerPoint"):
        write_deck(story, release, template=template)


def test_the_logo_stands_on_every_slide_and_leaves_the_title_its_room(story: Story, release: Release) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (300, 100), "#0b4f8a").save(picture, "PNG")
    slides = Presentation(
        io.BytesIO(write_deck(replace(story, scenes=story.scenes[:2]), release, logo=picture.getvalue()))
    ).slides
    for slide in slides:
        logo = next(shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE)
        assert logo.width == pytest.approx(3 * logo.height, rel=0.01)
        title = slide.shapes.title
        assert title is None or not title.text_frame.text or title.left + title.width <= logo.left


def test_words_measured_are_never_narrower_than_in_the_typeface_of_offices() -> None:
    arial = {"a": 0.556, "m": 0.833, "8": 0.556, "Đ": 0.722, "ữ": 0.611, " ": 0.278}  # advance widths of Arial
    text = "Đa mã 88 ữ am"
    assert measure_width(text, 1) >= 0.97 * sum(arial.get(letter, 0.556) for letter in text)
