"""Head and end of an administrative report: who issues it, the name of the state, number and day, title, recipients, signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt, RGBColor

from reports.blocks import Cover
from reports.word.draft import Draft
from reports.word.fields import add_field, add_rule, frame_paragraph
from reports.word.styles import PLAIN, find_hex
from wording.language import _

if TYPE_CHECKING:
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

# Nghị định 30/2020/NĐ-CP, phụ lục I: written in Vietnamese in every language.
STATE, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
AGENCY_MM, STATE_MM, OUTDENT_MM = 66, 104, 5
STATE_SIZE, MOTTO_SIZE, AGENCY_SIZE, NOTE_SIZE, LIST_SIZE = 13, 14, 13, 12, 11


def write_head(draft: Draft, cover: Cover) -> None:
    """Agencies on the left, name of the state and motto on the right, number and day, then what the report is of."""
    left, right = add_two_columns(draft, AGENCY_MM, STATE_MM)
    for text, prompt, is_bold in (
        (cover.superior, _("Body above the issuing agency"), False),
        (cover.agency, _("Issuing agency"), True),
    ):
        paragraph = add_centred(left)
        if text:
            add_run(paragraph, text.upper(), AGENCY_SIZE, is_bold=is_bold)
        else:
            add_field(paragraph, prompt)
    add_rule(add_centred(left), 25, AGENCY_MM)
    add_run(add_centred(right), STATE, STATE_SIZE, is_bold=True)
    add_run(add_centred(right), MOTTO, MOTTO_SIZE, is_bold=True)
    add_rule(add_centred(right), 62, STATE_MM)
    if cover.language != "vi":
        add_run(add_centred(right), _("SOCIALIST REPUBLIC OF VIET NAM"), NOTE_SIZE)
        add_run(add_centred(right), _("Independence - Freedom - Happiness"), NOTE_SIZE)
    number, place = add_two_columns(draft, AGENCY_MM, STATE_MM)
    numbered = add_centred(number)
    add_run(numbered, _("No.:") + " ", AGENCY_SIZE)
    add_field(numbered, _("number/symbol"))
    dated = add_centred(place)
    add_field(dated, _("place"))
    add_run(dated, ", " + _("day … month … year …"), MOTTO_SIZE).italic = True
    write_title(draft, cover)


def write_title(draft: Draft, cover: Cover) -> None:
    """Kind of document, what it is of, and in a box whether any of its numbers is simulated."""
    kind = _("REPORT")
    about = cover.title
    if about.upper().startswith(kind):
        about = about[len(kind) :].strip()
    head = add_plain(draft)
    head.paragraph_format.space_before = Pt(18)
    add_run(head, kind, MOTTO_SIZE, is_bold=True)
    add_run(add_plain(draft), about[:1].upper() + about[1:], MOTTO_SIZE, is_bold=True)
    rule = add_plain(draft)
    add_rule(rule, 50, draft.width_mm)
    rule.paragraph_format.space_after = Pt(12)
    if cover.simulated:
        box = add_plain(draft)
        box.paragraph_format.space_after = Pt(12)
        frame_paragraph(box, "sim-line", "sim-paper")
        run = add_run(box, cover.simulated, AGENCY_SIZE, is_bold=True)
        run.font.color.rgb = RGBColor.from_string(find_hex("sim-ink"))


def write_end(draft: Draft, cover: Cover) -> None:
    """Recipients on the left, capacity, title and name of who signs on the right."""
    space = add_plain(draft)
    space.paragraph_format.space_after = Pt(6)
    space.paragraph_format.keep_with_next = True
    left, right = add_two_columns(draft, 80, 90)
    first = left.add_paragraph(style=PLAIN)
    add_run(first, _("Recipients:"), NOTE_SIZE, is_bold=True).italic = True
    for prompt in (_("superior bodies"), _("departments and organisations concerned")):
        paragraph = left.add_paragraph(style=PLAIN)
        add_run(paragraph, "- ", LIST_SIZE)
        add_field(paragraph, prompt)
    add_run(left.add_paragraph(style=PLAIN), _("- Filed."), LIST_SIZE)
    for prompt in (_("CAPACITY AND TITLE OF WHO SIGNS"), _("signature and seal"), _("Full name")):
        paragraph = add_centred(right)
        paragraph.paragraph_format.space_after = Pt(24)
        add_field(paragraph, prompt)


def add_two_columns(draft: Draft, left_mm: int, right_mm: int) -> tuple[_Cell, _Cell]:
    """A table without lines that begins a little left of the text; its cells are empty."""
    table = draft.document.add_table(1, 2)
    table.autofit = False
    properties: Any = table._tbl.tblPr
    properties.append(parse_xml(f'<w:tblInd {nsdecls("w")} w:w="{-Mm(OUTDENT_MM).twips}" w:type="dxa"/>'))
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    cells = (table.cell(0, 0), table.cell(0, 1))
    for place, (cell, width) in enumerate(zip(cells, (left_mm, right_mm), strict=True)):
        table.columns[place].width = cell.width = Mm(width)
        cell._tc.remove(cell.paragraphs[0]._p)
    return cells


def add_centred(cell: _Cell) -> Paragraph:
    """A new line in the middle of a cell."""
    paragraph: Paragraph = cell.add_paragraph(style=PLAIN)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def add_plain(draft: Draft) -> Paragraph:
    """A new line in the middle of the page."""
    paragraph = draft.document.add_paragraph(style=PLAIN)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def add_run(paragraph: Paragraph, text: str, size: float, *, is_bold: bool = False) -> Any:
    """Words of a size at the end of a line."""
    run = paragraph.add_run(text)
    run.bold = is_bold or None
    run.font.size = Pt(size)
    return run
