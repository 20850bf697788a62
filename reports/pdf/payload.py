"""Blocks of a document as plain values for the typesetting templates: words, colours and names of picture files, no logic left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reports.block_pictures import draw_block
from reports.blocks import AreaMap, BarChart, Block, Card, Cards, Cell, Cover, LineChart, Paragraphs, Table, ToFill
from warehouse.queries import Release
from wording.language import _
from wording.looks import ALL_LOOKS, COLOURS
from wording.phrases import qualify, write

Payload = dict[str, Any]
# Nghị định 30/2020/NĐ-CP, phụ lục I: written in Vietnamese in every language.
STATE, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"


class Folder:
    """Pictures of one document as files beside its template."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.files: dict[str, bytes] = {}

    def draw(self, block: BarChart | LineChart | AreaMap, width_mm: float) -> Payload:
        """Draw a chart or map and name its file."""
        picture = draw_block(block, self.release, "svg", width_mm)
        name = f"picture-{len(self.files) + 1}.svg"
        self.files[name] = picture.content
        return {
            "kind": "picture",
            "file": name,
            "alt": picture.alt,
            "title": block.title,
            "source": write(block.source),
        }

    def list_blocks(self, blocks: Iterable[Block], width_mm: float) -> list[Payload]:
        """Blocks of a page or section."""
        return [self.describe(block, width_mm) for block in blocks]

    def describe(self, block: Block, width_mm: float) -> Payload:
        """One block."""
        match block:
            case Cards():
                return {"kind": "cards", "cards": [describe_card(card) for card in block.cards]}
            case BarChart() | LineChart() | AreaMap():
                return self.draw(block, width_mm)
            case Table():
                return describe_table(block)
            case Paragraphs():
                return {"kind": "paragraphs", "is_list": block.is_list, "items": [write(item) for item in block.items]}
            case ToFill():
                return {"kind": "field", "prompt": block.prompt}


def describe_card(card: Card) -> Payload:
    """A result with the look of its status."""
    look = ALL_LOOKS[card.status] if card.status else None
    return {
        "label": card.label,
        "value": write(qualify(card.qualifier, card.value)) if card.value else "",
        "base": card.base,
        "text": write(card.text),
        "word": card.word,
        "glyph": look.glyph if look else "",
        "fill": look.fill[0] if look else COLOURS["accent"][0],
        "ink": look.ink[0] if look else COLOURS["ink"][0],
        "simulated": _("simulated data") if card.is_simulated else "",
    }


def describe_table(table: Table) -> Payload:
    """A table with its verdicts in their colours, a sign before each."""
    return {
        "kind": "table",
        "title": table.title,
        "labels": [column.label for column in table.columns],
        "kinds": [column.kind for column in table.columns],
        "widths": [column.width for column in table.columns],
        "rows": [[describe_cell(cell) for cell in row] for row in table.rows],
        "source": write(table.source),
    }


def describe_cell(cell: Cell) -> Payload:
    """A cell; a verdict with its sign, so that it does not hang on colour."""
    look = ALL_LOOKS[cell.status] if cell.status else None
    text = write(cell.phrase)
    return {"text": f"{look.glyph} {text}" if look else text, "ink": look.ink[0] if look else ""}


def describe_head(cover: Cover) -> Payload:
    """Head and end of an administrative report; what people fill in stands in brackets."""
    is_vietnamese = cover.language == "vi"
    return {
        "superior": cover.superior or bracket(_("Body above the issuing agency")),
        "agency": cover.agency or bracket(_("Issuing agency")),
        "nation": [STATE, *([] if is_vietnamese else [_("SOCIALIST REPUBLIC OF VIET NAM")])],
        "motto": [MOTTO, *([] if is_vietnamese else [_("Independence - Freedom - Happiness")])],
        "number": _("No.:") + " […]",
        "place_and_day": bracket(_("place")) + ", " + _("day … month … year …"),
        "kind": _("REPORT"),
        "annex_word": _("Annex"),
        "recipients_head": _("Recipients:"),
        "recipients": [bracket(_("superior bodies")), bracket(_("departments and organisations concerned"))],
        "filed": _("- Filed."),
        "signer": [
            bracket(_("CAPACITY AND TITLE OF WHO SIGNS")),
            bracket(_("signature and seal")),
            bracket(_("Full name")),
        ],
    }


def bracket(words: str) -> str:
    """What people fill in."""
    return f"[{words}]"
