"""A slide being made: the room it has, and words written into its shapes with their hidden marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Pt

from reports.deck.fitting import Text, fit_texts
from reports.marks import Mark, Passage, add_mark
from reports.passages import DRAWING
from warehouse.queries import Release
from wording.looks import COLOURS
from wording.phrases import Figure

POINT = 12_700  # English Metric Units
INK, QUIET, PAPER = (COLOURS[name][0] for name in ("ink", "quiet", "paper"))
PANEL, RULE, ACCENT = (COLOURS[name][0] for name in ("panel", "line", "accent"))
SIMULATED_INK, SIMULATED_PAPER = COLOURS["sim-ink"][0], COLOURS["sim-paper"][0]


@dataclass(frozen=True)
class Box:
    """A box on a slide, in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right side."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower side."""
        return self.top + self.height

    def inset(self, across: float, down: float) -> Box:
        """The box inside it."""
        return Box(self.left + across, self.top + down, self.width - 2 * across, self.height - 2 * down)

    def place(self, shape: Any) -> None:
        """Put a shape there."""
        shape.left, shape.top, shape.width, shape.height = self.emu

    @property
    def emu(self) -> tuple[Emu, Emu, Emu, Emu]:
        """Left, top, width, height as PowerPoint counts."""
        left, top, width, height = (Emu(round(one * POINT)) for one in (self.left, self.top, self.width, self.height))
        return left, top, width, height


def split_across(box: Box, shares: Sequence[float], gap: float) -> list[Box]:
    """Boxes beside each other."""
    free, whole, left = box.width - gap * (len(shares) - 1), sum(shares), box.left
    boxes = []
    for share in shares:
        boxes.append(Box(left, box.top, free * share / whole, box.height))
        left = boxes[-1].right + gap
    return boxes


def split_down(box: Box, shares: Sequence[float], gap: float) -> list[Box]:
    """Boxes below each other."""
    free, whole, top = box.height - gap * (len(shares) - 1), sum(shares), box.top
    boxes = []
    for share in shares:
        boxes.append(Box(box.left, top, box.width, free * share / whole))
        top = boxes[-1].bottom + gap
    return boxes


@dataclass
class Sheet:
    """A slide being made.

    Attributes
    ----------
    scene_id : str
        Part of the name of each shape, so that a number is found again when slides are moved.
    marks : list of Mark
        Of the whole deck.
    chart_passages : list of Passage
        Values in the data sheets of the charts of the deck.
    """

    slide: Any
    scene_id: str
    release: Release
    marks: list[Mark]
    chart_passages: list[Passage]
    is_wide: bool
    names: set[str] = field(default_factory=set)

    def name(self, shape: Any, what: str) -> str:
        """Give a shape a name of its own in the deck."""
        stem = name = f"{self.scene_id} · {what}"
        number = 1
        while name in self.names:
            number += 1
            name = f"{stem} {number}"
        self.names.add(name)
        shape.name = name
        return name


def add_text(sheet: Sheet, box: Box, texts: Sequence[Text], what: str, *, least: float = 9, anchor: str = "top") -> Any:
    """A text box that holds its paragraphs without running over."""
    shape = sheet.slide.shapes.add_textbox(*box.emu)
    sheet.name(shape, what)
    fill_frame(shape.text_frame, fit_texts(texts, box.width, box.height, least), sheet.marks, anchor=anchor)
    return shape


def add_panel(
    sheet: Sheet, box: Box, what: str, *, fill: str = PANEL, line: str | None = RULE, kind: Any = MSO_SHAPE.RECTANGLE
) -> Any:
    """A plain shape without words."""
    shape = sheet.slide.shapes.add_shape(kind, *box.emu)
    sheet.name(shape, what)
    _drop_style(shape)
    shape.fill.solid()
    shape.fill.fore_color.rgb = to_rgb(fill)
    if line:
        shape.line.color.rgb, shape.line.width = to_rgb(line), Pt(0.75)
    else:
        shape.line.fill.background()
    return shape


def _drop_style(shape: Any) -> None:
    """Take away the look of the theme, which may have shadows and gradients."""
    for style in shape._element.xpath("p:style"):
        shape._element.remove(style)


def fill_frame(
    frame: Any,
    texts: Sequence[Text],
    marks: list[Mark],
    *,
    margin: float = 0,
    anchor: str = "top",
    centred: bool = False,
) -> None:
    """Write paragraphs into a text frame, its own size kept."""
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(margin)
    frame.vertical_anchor = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}[anchor]
    for number, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        write_paragraph(paragraph, text, marks)
        paragraph.alignment = PP_ALIGN.CENTER if centred else PP_ALIGN.LEFT


def write_paragraph(paragraph: Any, text: Text, marks: list[Mark]) -> None:
    """Write one paragraph: words in one run, each number in a run of its own with its mark."""
    if text.gap:
        paragraph.space_before = Pt(round(text.gap * text.size, 1))
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(round(text.indent * POINT)))
    properties.set("indent", str(-round(text.indent * POINT)))
    for old in properties.findall(f"{DRAWING}buChar") + properties.findall(f"{DRAWING}buNone"):
        properties.remove(old)
    properties.append(_draw_bullet(text.bullet))
    for part in text.phrase:
        _add_run(paragraph._p, part, text, marks)


def _add_run(paragraph: Any, part: str | Figure, text: Text, marks: list[Mark]) -> None:
    """One run with its whole look, written as XML because a deck has thousands."""
    look = {"sz": str(round(text.size * 100))}
    look |= {"b": "1"} if text.is_bold else {}
    look |= {"i": "1"} if text.is_italic else {}
    if isinstance(part, Figure):
        look["bmk"] = add_mark(marks, part).name
    run = etree.SubElement(paragraph, f"{DRAWING}r")
    fill = etree.SubElement(etree.SubElement(run, f"{DRAWING}rPr", look), f"{DRAWING}solidFill")
    etree.SubElement(fill, f"{DRAWING}srgbClr", {"val": text.colour.lstrip("#")[:6].upper()})
    etree.SubElement(run, f"{DRAWING}t").text = (part.text if isinstance(part, Figure) else part).replace("\n", " ")


def _draw_bullet(letter: str) -> Any:
    tag = f'<a:buChar {nsdecls("a")} char="{letter}"/>' if letter else f"<a:buNone {nsdecls('a')}/>"
    return parse_xml(tag)


def to_rgb(colour: str) -> RGBColor:
    """A hex colour as python-pptx wants it."""
    rgb: RGBColor = RGBColor.from_string(colour.lstrip("#")[:6].upper())
    return rgb
