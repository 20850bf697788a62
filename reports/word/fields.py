"""Fields of Word: places left for people, page numbers, numbers of captions, rules and boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from reports.word.styles import find_hex

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

TAG = "dich2030-to-fill"
TITLE_LETTERS = 60  # Word takes 64


def add_field(paragraph: Paragraph, prompt: str) -> None:
    """A place to fill at the end of a line: clicked as one in Word, highlighted until it is filled."""
    title = prompt if len(prompt) <= TITLE_LETTERS else prompt[: TITLE_LETTERS - 1] + "…"
    paragraph._p.append(
        parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val={quoteattr(title)}/><w:tag w:val="{TAG}"/><w:showingPlcHdr/></w:sdtPr>'
            f'<w:sdtContent><w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t xml:space="preserve">[{escape(prompt)}]</w:t></w:r>'
            f"</w:sdtContent></w:sdt>"
        )
    )


def add_counter(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """A number that Word counts itself: ``PAGE``, ``SEQ Hình``; ``shown`` until it does."""
    paragraph._p.append(
        parse_xml(
            f"<w:fldSimple {nsdecls('w')} w:instr={quoteattr(f' {instruction} ')}><w:r><w:t>{escape(shown)}</w:t></w:r></w:fldSimple>"
        )
    )


def add_rule(paragraph: Paragraph, length_mm: float, room_mm: float) -> None:
    """A thin line of a length in the middle of a paragraph without text."""
    side = Mm(max(0.0, (room_mm - length_mm) / 2))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    paragraph.paragraph_format.space_before = Pt(3)
    paragraph.paragraph_format.line_spacing = Pt(4)
    _set_borders(paragraph, '<w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/>')


def frame_paragraph(paragraph: Paragraph, line: str, ground: str) -> None:
    """A box around a paragraph, in named colours."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(3)
    side = f'w:val="single" w:sz="8" w:space="4" w:color="{find_hex(line)}"'
    _set_borders(paragraph, "".join(f"<w:{name} {side}/>" for name in ("top", "left", "bottom", "right")))
    layout: Any = paragraph._p.get_or_add_pPr()
    layout.insert_element_before(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{find_hex(ground)}"/>'),
        "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr",
    )  # fmt: skip


def _set_borders(paragraph: Paragraph, sides: str) -> None:
    layout: Any = paragraph._p.get_or_add_pPr()
    layout.insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>"),
        "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr",
    )  # fmt: skip
