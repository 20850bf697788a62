"""Results as cards, sentences as paragraphs, and fields left for people."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Pt

from reports.blocks import Card, Cards, Paragraphs, ToFill
from reports.deck.fitting import Text, find_share, fit_alike, fit_texts, measure_height
from reports.deck.sheet import (
    INK,
    QUIET,
    SIMULATED_INK,
    SIMULATED_PAPER,
    Box,
    Sheet,
    add_panel,
    add_text,
    fill_frame,
    split_across,
    split_down,
)
from wording.language import _
from wording.looks import COLOURS, find_look
from wording.phrases import qualify

GAP, STRIPE, INSIDE = 12.0, 6.0, 12.0
VALUE_SIZE, TEXT_SIZE, PARAGRAPH_SIZE = 54.0, 19.0, 20.0
LEAST_PARAGRAPH = 10.0


def draw_cards(sheet: Sheet, box: Box, block: Cards) -> None:
    """Cards in a grid that suits the shape of the slide."""
    texts = [_list_texts(card) for card in block.cards]
    grids = [_lay_grid(box, len(texts), across) for across in range(1, min(4, len(texts)) + 1)]
    boxes = max(grids, key=lambda grid: _rate_grid(texts, grid[0]))
    fitted = fit_alike(texts, *_find_inside(boxes[0]))
    for number, (card, words) in enumerate(zip(block.cards, fitted, strict=True)):
        _draw_card(sheet, boxes[number], card, words, number + 1)


def _lay_grid(box: Box, count: int, across: int) -> list[Box]:
    rows = split_down(box, [1] * math.ceil(count / across), GAP)
    return [one for row in rows for one in split_across(row, [1] * across, GAP)]


def _rate_grid(texts: Sequence[Sequence[Text]], box: Box) -> tuple[float, float]:
    """How large words may be on cards of a size; where they are too small on any, how far the card is from a strip without room."""
    inside = _find_inside(box)
    return find_share(texts, *inside), min(inside)


def _find_inside(box: Box) -> tuple[float, float]:
    """Width and height a card has for its words."""
    return box.width - 2 * INSIDE - STRIPE, box.height - 2 * INSIDE


def _draw_card(sheet: Sheet, box: Box, card: Card, texts: Sequence[Text], number: int) -> None:
    """One card: a panel that holds all its words, and a stripe in the colour of its status."""
    look = find_look(card.status) if card.status else None
    panel = add_panel(sheet, box, _("card {number}", number=number))
    stripe = Box(box.left, box.top, STRIPE, box.height)
    add_panel(
        sheet,
        stripe,
        _("colour of card {number}", number=number),
        fill=look.fill[0] if look else COLOURS["edge"][0],
        line=None,
    )
    fill_frame(panel.text_frame, texts, sheet.marks, margin=INSIDE, anchor="middle")
    panel.text_frame.margin_left = Pt(INSIDE + STRIPE)


def _list_texts(card: Card) -> list[Text]:
    """What a card says, from its name to what is missing."""
    look = find_look(card.status) if card.status else None
    texts = [Text((card.label,), TEXT_SIZE, INK, is_bold=True)]
    if card.value:
        texts.append(Text(qualify(card.qualifier, card.value), VALUE_SIZE, look.ink[0] if look else INK, is_bold=True))
    base = " · ".join(part for part in (card.base, _("simulated data") if card.is_simulated else "") if part)
    if base:
        texts.append(Text((base,), TEXT_SIZE - 3, SIMULATED_INK if card.is_simulated else QUIET))
    if card.word:
        word = f"{look.glyph} {card.word}" if look else card.word
        texts.append(Text((word,), TEXT_SIZE + 1, look.ink[0] if look else INK, is_bold=True, gap=0.3))
    if card.text:
        texts.append(Text(card.text, TEXT_SIZE, INK, gap=0.2))
    return texts


def build_texts(block: Paragraphs | ToFill, size: float = PARAGRAPH_SIZE) -> list[Text]:
    """Paragraphs of a block with their look."""
    if isinstance(block, ToFill):
        return [Text((_("To be filled in: {what}", what=block.prompt),), size - 2, SIMULATED_INK, is_italic=True)]
    bullet = "•" if block.is_list else ""
    return [Text(item, size, INK, gap=0.45 if number else 0, bullet=bullet) for number, item in enumerate(block.items)]


def measure_words(block: Paragraphs | ToFill, width: float, size: float = PARAGRAPH_SIZE) -> float:
    """Points a block of words takes in a size."""
    return measure_height(build_texts(block, size), width - 2 * INSIDE) + (
        2 * INSIDE if isinstance(block, ToFill) else 0
    )


def draw_paragraphs(sheet: Sheet, box: Box, block: Paragraphs) -> None:
    """Sentences below each other."""
    add_text(sheet, box, build_texts(block), _("text"), least=LEAST_PARAGRAPH)


def draw_field(sheet: Sheet, box: Box, block: ToFill) -> None:
    """A dashed box with what is to be written there."""
    texts = build_texts(block)
    wanted = measure_height(texts, box.width - 2 * INSIDE) + 2 * INSIDE
    box = Box(box.left, box.top, box.width, min(box.height, max(wanted, 60)))
    panel = add_panel(
        sheet, box, _("to be filled in"), fill=SIMULATED_PAPER, line=COLOURS["sim-line"][0], kind=MSO_SHAPE.RECTANGLE
    )
    panel.line.dash_style = MSO_LINE.DASH
    fitted = fit_texts(texts, box.width - 2 * INSIDE, box.height - 2 * INSIDE)
    fill_frame(panel.text_frame, fitted, sheet.marks, margin=INSIDE, anchor="middle")
