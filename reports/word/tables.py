"""Tables of a report: head rows on every page, numbers to the right, verdicts in the look of their status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from reports.blocks import Cards, Cell, Column, Table
from reports.marks import add_phrase
from reports.word.draft import Draft
from reports.word.styles import TABLE_TEXT, find_hex
from wording.language import _
from wording.looks import ALL_LOOKS
from wording.phrases import qualify

ALIGNMENTS = {"text": "left", "count": "right", "rate": "right"}
WIDE_SIZE, HEAD_SIZE = 10, 10


def add_table(draft: Draft, table: Table) -> None:
    """A table across the page; caption and source are whoever calls."""
    scale = draft.width_mm / sum(column.width for column in table.columns)
    widths = [Mm(column.width * scale).twips for column in table.columns]
    style = draft.document.styles[TABLE_TEXT].style_id
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    element = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="45" w:type="dxa"/><w:right w:w="45" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:firstRow="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid></w:tbl>'
    )
    body: Any = draft.document.element.body
    body.insert_element_before(element, "w:sectPr")
    heads = [Cell((column.label,)) for column in table.columns]
    _add_row(draft, element, heads, table.columns, widths, style, is_head=True)
    for row in table.rows:
        _add_row(draft, element, row, table.columns, widths, style, is_head=False)


def _add_row(
    draft: Draft,
    table: Any,
    cells: Sequence[Cell],
    columns: Sequence[Column],
    widths: Sequence[int],
    style: str,
    *,
    is_head: bool,
) -> None:
    once = "<w:tblHeader/>" if is_head else ""
    row = parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{once}</w:trPr></w:tr>")
    table.append(row)
    for cell, column, width in zip(cells, columns, widths, strict=True):
        look = ALL_LOOKS[cell.status] if cell.status else None
        ground = find_hex("panel") if is_head else look.paper[0].lstrip("#").upper() if look else ""
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>' if ground else ""
        alignment = "center" if is_head else ALIGNMENTS[column.kind]
        place = parse_xml(
            f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:jc w:val="{alignment}"/></w:pPr></w:p></w:tc>'
        )
        row.append(place)
        paragraph = Paragraph(place.find(qn("w:p")), draft.document._body)
        runs = add_phrase(paragraph, ((f"{look.glyph} ",) if look else ()) + tuple(cell.phrase), draft.marks)
        for run in runs:
            run.bold = is_head or None
            if is_head or draft.is_wide:
                run.font.size = Pt(HEAD_SIZE if is_head else WIDE_SIZE)
            if look:
                run.font.color.rgb = RGBColor.from_string(look.ink[0].lstrip("#").upper())


def lay_out_cards(cards: Cards) -> Table:
    """Results beside each other as rows of a table."""
    columns = (
        Column(_("Indicator"), "text", 34),
        Column(_("Result"), "rate", 16),
        Column(_("Base"), "text", 24),
        Column(_("Verdict"), "text", 20),
        Column(_("Target and what is missing"), "text", 30),
    )
    rows = tuple(
        (
            Cell((card.label,)),
            Cell(qualify(card.qualifier, card.value) if card.value else ("–",)),
            Cell((card.base,)),
            Cell((f"{card.word} ({_('simulated')})" if card.is_simulated else card.word,), status=card.status),
            Cell(card.text),
        )
        for card in cards.cards
    )
    return Table("", columns, rows, ())
