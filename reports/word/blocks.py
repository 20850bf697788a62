"""Blocks of a report as paragraphs, tables and pictures, each with its caption and its source."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from reports.block_pictures import PictureBlock, draw_block
from reports.blocks import AreaMap, BarChart, Block, Cards, LineChart, Paragraphs, Section, Table, ToFill
from reports.marks import add_phrase
from reports.word.draft import Draft
from reports.word.fields import add_counter, add_field
from reports.word.styles import ANNEX, PLAIN, SOURCE
from reports.word.tables import add_table, lay_out_cards
from wording.language import _
from wording.phrases import Phrase

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

PICTURE_MM = 160
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def write_section(draft: Draft, section: Section) -> None:
    """A numbered heading with what stands under it."""
    draft.document.add_heading(section.heading, section.level)
    for block in section.blocks:
        write_block(draft, block)


def write_annex_section(draft: Draft, annex: Section, number: int, count: int) -> None:
    """An annex with its number and heading, on the page where the document ends now."""
    name = _("Annex {number}", number=ROMAN[number]) if count > 1 else _("Annex")
    draft.document.add_paragraph(name, style=ANNEX)
    draft.document.add_paragraph(annex.heading.upper(), style=ANNEX)
    belongs = draft.document.add_paragraph(style=PLAIN)
    belongs.alignment = WD_ALIGN_PARAGRAPH.CENTER
    belongs.paragraph_format.space_after = Pt(6)
    belongs.add_run("(" + _("With the report") + " ").italic = True
    add_field(belongs, _("number, day, issuing agency"))
    belongs.add_run(")").italic = True
    for block in annex.blocks:
        write_block(draft, block)


def is_wide_section(section: Section) -> bool:
    """Whether a section wants its pages in landscape."""
    return any(isinstance(block, Table) and block.is_wide for block in section.blocks)


def write_block(draft: Draft, block: Block) -> None:
    """One block where the document ends now; a wide table stands on pages of its own in landscape."""
    match block:
        case Paragraphs():
            for phrase in block.items:
                write_paragraph(draft, ("- ", *phrase) if block.is_list else phrase)
        case ToFill():
            add_field(draft.document.add_paragraph(), block.prompt)
        case Table():
            was_wide = draft.is_wide
            if block.is_wide and not was_wide:
                draft.turn_page(is_wide=True)
            write_table(draft, block)
            if block.is_wide and not was_wide:
                draft.turn_page(is_wide=False)
        case Cards():
            write_table(draft, lay_out_cards(block))
        case BarChart() | LineChart() | AreaMap():
            write_picture(draft, block)


def write_paragraph(draft: Draft, phrase: Phrase, style: str | None = None) -> Paragraph:
    """A phrase as a paragraph, its numbers marked."""
    paragraph = draft.document.add_paragraph(style=style)
    add_phrase(paragraph, phrase, draft.marks)
    return paragraph


def write_table(draft: Draft, table: Table) -> None:
    """A table under its caption and over its source."""
    if table.title:
        draft.table_count += 1
        write_caption(draft, _("Table"), draft.table_count, table.title).paragraph_format.keep_with_next = True
    add_table(draft, table)
    write_paragraph(draft, table.source, SOURCE)


def write_picture(draft: Draft, block: PictureBlock) -> None:
    """A chart or map as a sharp picture over its caption and source."""
    draft.picture_count += 1
    drawn = draw_block(block, draft.release, "png", PICTURE_MM)
    paragraph = draft.document.add_paragraph(style=PLAIN)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(io.BytesIO(drawn.content), width=Mm(drawn.width_mm))
    shape._inline.docPr.set("descr", drawn.alt)
    caption = write_caption(draft, _("Picture"), draft.picture_count, block.title)
    caption.paragraph_format.keep_with_next = True
    write_paragraph(draft, block.source, SOURCE)


def write_caption(draft: Draft, word: str, number: int, title: str) -> Paragraph:
    """``Bảng 1. …``, its number counted by Word."""
    paragraph = draft.document.add_paragraph(style="Caption")
    paragraph.add_run(f"{word} ")
    add_counter(paragraph, f"SEQ {word} \\* ARABIC", str(number))
    paragraph.add_run(f". {title}")
    return paragraph
