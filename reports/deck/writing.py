"""A story as a presentation that people go on working on: native charts, tables and shapes, with sources and hidden keys."""

from __future__ import annotations

import copy
import io
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Pt

from reports.blocks import AreaMap, BarChart, Block, Cards, Cover, LineChart, Paragraphs, Scene, Story, Table, ToFill
from reports.deck.arrangement import GAP, arrange, is_empty
from reports.deck.cards import draw_cards, draw_field, draw_paragraphs
from reports.deck.charts import draw_bar_chart
from reports.deck.fitting import Text, find_size, measure_width
from reports.deck.grids import draw_table
from reports.deck.line_charts import draw_line_chart
from reports.deck.logo import check_logo
from reports.deck.maps import draw_map
from reports.deck.sheet import (
    INK,
    QUIET,
    SIMULATED_INK,
    Box,
    Sheet,
    add_text,
    write_paragraph,
)
from reports.deck.template import TITLE_TOP, Ground, open_ground
from reports.marks import Head, Mark, Marked, Passage, add_mark, fill_keys, store_deck_marks
from reports.number_tokens import count_numbers
from reports.passages import read_slide_passages
from warehouse.queries import Release
from wording.format import format_date
from wording.language import _
from wording.phrases import Figure, Phrase, write

DRAWINGS: dict[type, Any] = {
    Cards: draw_cards,
    BarChart: draw_bar_chart,
    LineChart: draw_line_chart,
    AreaMap: draw_map,
    Table: draw_table,
    Paragraphs: draw_paragraphs,
    ToFill: draw_field,
}
FOOT_HEIGHT, SOURCE_HEIGHT = 15.0, 28.0
FOOT_SIZE, LEAST_FOOT = 10.0, 9.5
TITLE_SIZE, LEAST_TITLE, COVER_SIZE = 28.0, 15.0, 40.0
LOGO_HEIGHT, LOGO_WIDTH, COVER_LOGO_HEIGHT = 48.0, 130.0, 62.0
WIDE = 1.5  # width to height from which words stand beside a picture


def write_deck(
    story: Story,
    release: Release,
    template: bytes | None = None,
    logo: bytes | None = None,
    ratio: str = "16:9",
    edits: str = "",
) -> bytes:
    """A story as a .pptx.

    Parameters
    ----------
    story : Story
        Composed in the language in use.
    release : Release
        Holds the shapes of its maps.
    template : bytes or None
        Of the agency (.pptx or .potx): its master, layouts and size are used, its slides are not.
    logo : bytes or None
        A picture (PNG, JPEG) for the upper right corner.
    ratio : str
        ``16:9`` or ``4:3``; a template has its own.
    edits : str
        What people changed in the story, kept with the document so that it can be checked against the same story.

    Raises
    ------
    InputFileError
        The template or the logo cannot be read.
    """
    if logo is not None:
        check_logo(logo)
    ground = open_ground(template, ratio)
    marks: list[Mark] = []
    values: list[Passage] = []
    cover = story.cover
    _draw_cover(Sheet(_add_slide(ground, ground.cover), "cover", release, marks, values, True), ground, cover, logo)
    for scene in story.scenes:
        sheet = Sheet(
            _add_slide(ground, ground.content),
            scene.scene_id,
            release,
            marks,
            values,
            is_wide=ground.width > WIDE * ground.height,
        )
        _draw_scene(sheet, ground, scene, cover, logo)
    head = Head("deck", cover.area_id, cover.period, cover.language, cover.release_id, edits)
    written = [passage for slide in ground.presentation.slides for passage in _read_slide(slide)]
    numbers = count_numbers(passage.text for passage in written)
    store_deck_marks(ground.presentation, Marked(head, fill_keys([*written, *values], marks), numbers))
    _describe(ground.presentation, cover)
    content = io.BytesIO()
    ground.presentation.save(content)
    return content.getvalue()


def _read_slide(slide: Any) -> list[Passage]:
    parts = [slide._element, *([slide.notes_slide._element] if slide.has_notes_slide else [])]
    return [passage for part in parts for passage in read_slide_passages(part)]


def _describe(presentation: Any, cover: Cover) -> None:
    """Properties of the file."""
    about = presentation.core_properties
    about.title, about.author, about.language = cover.title, cover.agency, cover.language
    about.subject, about.keywords = cover.area_name, cover.release_id
    about.comments = cover.simulated


def _add_slide(ground: Ground, layout: Any) -> Any:
    slide = ground.presentation.slides.add_slide(layout)
    for shape in layout.placeholders:
        if shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:
            slide.shapes._spTree.append(copy.deepcopy(shape._element))
    return slide


def _drop_empty(slide: Any) -> None:
    """Take out placeholders nothing was written into, which would ask to be filled in."""
    for shape in list(slide.placeholders):
        if shape.placeholder_format.type != PP_PLACEHOLDER.SLIDE_NUMBER and not (
            shape.has_text_frame and shape.text_frame.text
        ):
            shape._element.getparent().remove(shape._element)


def _draw_cover(sheet: Sheet, ground: Ground, cover: Cover, logo: bytes | None) -> None:
    """Title, place, agency, day and release; that numbers are simulated stands here too."""
    slide = sheet.slide
    margin = ground.width * 0.07
    body = Box(margin, ground.height * 0.3, ground.width - 2 * margin, ground.height * 0.62)
    title = slide.shapes.title
    if title is not None and not ground.is_own:
        _write_title(sheet, title, (cover.title,), Box(0, 0, title.width / 12_700, title.height / 12_700), 44)
        body = Box(margin, title.top / 12_700 + title.height / 12_700 + 10, body.width, 0)
        body = Box(body.left, body.top, body.width, max(80.0, ground.height * 0.92 - body.top))
        texts: list[Text] = []
    else:
        texts = [Text((cover.title,), COVER_SIZE, "#0b4f8a", is_bold=True)]
    agency = " · ".join(part for part in (cover.superior, cover.agency) if part)
    if agency:
        texts.append(Text((agency,), 20, INK, is_bold=True, gap=0.6))
    else:
        texts.append(Text((_("To be filled in: issuing agency"),), 18, SIMULATED_INK, is_italic=True, gap=0.6))
    texts.append(Text((_("Data until {date}", date=format_date(cover.data_as_of)),), 18, INK, gap=0.5))
    texts.append(Text((_("Release {release}", release=cover.release_id),), 14, QUIET, gap=0.3))
    if cover.simulated:
        texts.append(Text((cover.simulated,), 18, SIMULATED_INK, is_bold=True, gap=0.6))
    _drop_empty(slide)
    add_text(sheet, body, texts, _("cover"), least=10)
    if logo is not None:
        _add_logo(
            sheet,
            logo,
            Box(ground.width - margin - LOGO_WIDTH * 1.4, _find_logo_top(ground), LOGO_WIDTH * 1.4, COVER_LOGO_HEIGHT),
        )


def _find_logo_top(ground: Ground) -> float:
    """Above the title on our own cover, below the words on an agency's, whose title may stand anywhere."""
    return TITLE_TOP if ground.is_own else ground.height * 0.92 - COVER_LOGO_HEIGHT


def _draw_scene(sheet: Sheet, ground: Ground, scene: Scene, cover: Cover, logo: bytes | None) -> None:
    slide, title = sheet.slide, ground.title
    if logo is not None and ground.is_own:
        title = Box(title.left, title.top, title.width - LOGO_WIDTH - GAP, title.height)
        spot = Box(title.right + GAP, title.top + (title.height - LOGO_HEIGHT) / 2, LOGO_WIDTH, LOGO_HEIGHT)
        _add_logo(sheet, logo, spot)
    if ground.has_title and slide.shapes.title is not None:
        if logo is not None and ground.is_own:
            title.place(slide.shapes.title)
        _write_title(sheet, slide.shapes.title, scene.title, title, TITLE_SIZE)
    else:
        size = find_size(write(scene.title), title.width, title.height, TITLE_SIZE, LEAST_TITLE, is_bold=True)
        add_text(sheet, title, [Text(scene.title, size, INK, is_bold=True)], _("title"), anchor="middle")
    _drop_empty(slide)
    room = ground.room
    height = FOOT_HEIGHT if sheet.is_wide or not cover.simulated else 2 * FOOT_HEIGHT
    lowest, width = (ground.height - 6, room.width - 90) if ground.is_own else (room.bottom, room.width)
    foot = Box(room.left, lowest - height, width, height)
    room = Box(room.left, room.top, room.width, foot.top - room.top)
    source = Box(room.left, room.bottom - SOURCE_HEIGHT, room.width, SOURCE_HEIGHT)
    if scene.source:
        add_text(sheet, source, [Text(scene.source, 11, QUIET)], _("source"), least=8, anchor="bottom")
    _draw_foot(sheet, foot, cover)
    _draw_blocks(sheet, Box(room.left, room.top, room.width, room.height - SOURCE_HEIGHT - 6), scene.blocks)
    _write_notes(sheet, scene)


def _write_title(sheet: Sheet, shape: Any, title: Phrase, box: Box, largest: float) -> None:
    """A title in its placeholder, in the look of the layout, small enough to fit."""
    sheet.name(shape, _("title"))
    frame = shape.text_frame
    size = find_size(write(title), box.width - 15, box.height - 8, largest, LEAST_TITLE, is_bold=True)
    paragraph = frame.paragraphs[0]
    for part in title:
        run = paragraph.add_run()
        run.text = part.text if isinstance(part, Figure) else part
        run.font.size = Pt(size)
        if isinstance(part, Figure):
            run._r.get_or_add_rPr().set("bmk", add_mark(sheet.marks, part).name)


def _draw_foot(sheet: Sheet, box: Box, cover: Cover) -> None:
    """That numbers are simulated, who, as of when, from which release; who is left out where the line gets too small to read."""
    told = (
        _("Data until {date}", date=format_date(cover.data_as_of)),
        _("Release {release}", release=cover.release_id),
    )
    rest = box
    if cover.simulated:
        width = measure_width(cover.simulated, FOOT_SIZE, True) + 12
        is_beside = box.height < 2 * FOOT_HEIGHT
        said = Box(box.left, box.top, min(width, box.width * 0.6) if is_beside else box.width, FOOT_HEIGHT)
        words = Text((cover.simulated,), FOOT_SIZE, SIMULATED_INK, is_bold=True)
        add_text(sheet, said, [words], _("simulated data"), least=6)
        rest = (
            Box(said.right, box.top, box.width - said.width, FOOT_HEIGHT)
            if is_beside
            else Box(box.left, said.bottom, box.width, FOOT_HEIGHT)
        )
    whole, short = (" · ".join(part for part in parts if part) for parts in ((cover.agency, *told), told))
    line = whole if measure_width(whole, LEAST_FOOT) <= rest.width else short
    add_text(sheet, rest, [Text((line,), FOOT_SIZE, QUIET)], _("foot"), least=6)


def _draw_blocks(sheet: Sheet, room: Box, blocks: tuple[Block, ...]) -> None:
    blocks = tuple(block for block in blocks if not is_empty(block))
    for block, box in zip(blocks, arrange(blocks, room, is_wide=sheet.is_wide), strict=True):
        DRAWINGS[type(block)](sheet, box, block)


def _add_logo(sheet: Sheet, logo: bytes, box: Box) -> None:
    """A logo in the upper right of a box, its shape kept."""
    picture = sheet.slide.shapes.add_picture(io.BytesIO(logo), 0, 0)
    scale = min(box.width * 12_700 / picture.width, box.height * 12_700 / picture.height)
    picture.width, picture.height = round(picture.width * scale), round(picture.height * scale)
    picture.left, picture.top = round(box.right * 12_700) - picture.width, round(box.top * 12_700)
    sheet.name(picture, _("logo"))


def _write_notes(sheet: Sheet, scene: Scene) -> None:
    """What the speaker may say, with the source and base of each picture."""
    frame = sheet.slide.notes_slide.notes_text_frame
    sheet.name(sheet.slide.notes_slide.notes_placeholder, _("notes"))
    sources = [block.source for block in scene.blocks if isinstance(block, BarChart | LineChart | AreaMap | Table)]
    phrases = list(dict.fromkeys(phrase for phrase in (*scene.notes, scene.source, *sources) if phrase))
    for number, phrase in enumerate(phrases):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        write_paragraph(paragraph, Text(phrase, 12, INK), sheet.marks)
