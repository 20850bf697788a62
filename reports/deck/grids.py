"""Tables of PowerPoint itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

from reports.blocks import Cell, Column, Table
from reports.deck.charts import draw_title
from reports.deck.fitting import LINE_HEIGHT, Text, cut_phrase, measure_width, wrap_text
from reports.deck.sheet import ACCENT, INK, PANEL, PAPER, POINT, Box, Sheet, add_text, to_rgb, write_paragraph
from wording.format import format_number
from wording.language import _, ngettext
from wording.looks import find_look
from wording.phrases import Phrase, write

LARGEST, LEAST, MARGIN_ACROSS, MARGIN_DOWN = 16.0, 9.0, 6.0, 3.5
MORE_HEIGHT = 18.0
RESERVE = 0.4  # of the type size a column keeps free, because signs come from other typefaces


def draw_table(sheet: Sheet, box: Box, block: Table) -> None:
    """A table in the largest type in which it fits; of rows beyond the room it is said how many they are."""
    box = draw_title(sheet, box, block.title)
    size, shown = choose_size(block, box)
    widths = share_width(block, box.width, size)
    rows = block.rows[:shown]
    frame = sheet.slide.shapes.add_table(len(rows) + 1, len(block.columns), *box.emu)
    sheet.name(frame, _("table"))
    table = frame.table
    for number, width in enumerate(widths):
        table.columns[number].width = round(width * POINT)
    heights = _measure_rows(block, rows, widths, size)
    for number, height in enumerate(heights):
        table.rows[number].height = round(height * POINT)
    for across, column in enumerate(block.columns):
        text = Text((column.label,), size, PAPER, is_bold=True)
        _write_cell(sheet, table.cell(0, across), text, column, ACCENT)
    for down, row in enumerate(rows, 1):
        for across, (cell, column) in enumerate(zip(row, block.columns, strict=True)):
            room = widths[across] - 2 * MARGIN_ACROSS
            text = _build_text(cell, size, room, (heights[down] - 2 * MARGIN_DOWN))
            _write_cell(sheet, table.cell(down, across), text, column, PANEL if down % 2 == 0 else PAPER)
    frame.height = round(sum(heights) * POINT)
    left_out = len(block.rows) - shown
    if left_out:
        words = ngettext("and {count} more row", "and {count} more rows", left_out, count=format_number(left_out))
        spot = Box(box.left, box.top + sum(heights) + 2, box.width, MORE_HEIGHT - 2)
        add_text(sheet, spot, [Text((words,), 12, INK, is_italic=True)], _("rows left out"))


def choose_size(block: Table, box: Box) -> tuple[float, int]:
    """Type size at which all rows fit, and how many do; in the least size the rows that do not fit are left out."""
    size = LARGEST
    while size > LEAST and not _fits(block, box, size):
        size -= 0.5
    heights = _measure_rows(block, block.rows, share_width(block, box.width, size), size)
    if sum(heights) <= box.height:
        return size, len(block.rows)
    shown = len(block.rows)
    while shown > 1 and sum(heights[: shown + 1]) > box.height - MORE_HEIGHT:
        shown -= 1
    return size, shown


def _fits(block: Table, box: Box, size: float) -> bool:
    """Whether a table fits in a type size without breaking a word."""
    least = sum(_measure_column(block, at, size)[0] for at in range(len(block.columns)))
    return (
        least <= box.width
        and sum(_measure_rows(block, block.rows, share_width(block, box.width, size), size)) <= box.height
    )


def share_width(block: Table, width: float, size: float) -> list[float]:
    """Width of each column: its longest word at least, what it takes on one line at most; what is left over as the table asks."""
    measured = [_measure_column(block, at, size) for at in range(len(block.columns))]
    least, wanted = sum(one[0] for one in measured), sum(one[1] for one in measured)
    if least >= width:
        return [one[0] * width / least for one in measured]
    if wanted > width:
        return [low + (high - low) * (width - least) / (wanted - least) for low, high in measured]
    whole = sum(column.width for column in block.columns)
    return [
        high + (width - wanted) * column.width / whole
        for (_low, high), column in zip(measured, block.columns, strict=True)
    ]


def _measure_column(block: Table, at: int, size: float) -> tuple[float, float]:
    """Points a column needs so that no word is broken, and so that its cells stand on one line; a heading may take two."""
    cells = [(_print_cell(row[at]), bool(row[at].status)) for row in block.rows]
    heading = block.columns[at].label
    words = [measure_width(word, size, True) for word in heading.split()]
    for text, is_bold in cells:
        words += [
            measure_width(word, size, is_bold)
            for word in ([text] if block.columns[at].kind != "text" else text.split())
        ]
    lines = [measure_width(text, size, is_bold) for text, is_bold in cells] + [measure_width(heading, size, True) * 0.6]
    edges = 2 * MARGIN_ACROSS + RESERVE * size
    least = max(words, default=0) + edges
    return least, max(least, max(lines, default=0) + edges)


def _measure_rows(block: Table, rows: Sequence[tuple[Cell, ...]], widths: Sequence[float], size: float) -> list[float]:
    """Height of the heading and of each row."""
    texts = [[(column.label, True) for column in block.columns]]
    texts += [[(_print_cell(cell), bool(cell.status)) for cell in row] for row in rows]
    return [
        max(
            size * LINE_HEIGHT * len(wrap_text(text, size, width - 2 * MARGIN_ACROSS, is_bold)) + 2 * MARGIN_DOWN
            for (text, is_bold), width in zip(row, widths, strict=True)
        )
        for row in texts
    ]


def _print_cell(cell: Cell) -> str:
    sign = f"{find_look(cell.status).glyph} " if cell.status else ""
    return sign + write(cell.phrase)


def _build_text(cell: Cell, size: float, width: float, height: float) -> Text:
    """What a cell says, with the sign and the colour of its status; shortened where even the row cannot hold it."""
    look = find_look(cell.status) if cell.status else None
    phrase: Phrase = ((f"{look.glyph} ",) if look else ()) + cell.phrase
    while phrase and len(wrap_text(write(phrase), size, width, bool(look))) * size * LINE_HEIGHT > height + 1:
        letters = len(write(phrase))
        if letters < 3 or measure_width(write(phrase), size) <= width:
            break
        phrase = cut_phrase(phrase, int(letters * 0.9))
    return Text(phrase, size, look.ink[0] if look else INK, is_bold=bool(look))


def _write_cell(sheet: Sheet, cell: Any, text: Text, column: Column, fill: str) -> None:
    cell.margin_left = cell.margin_right = Pt(MARGIN_ACROSS)
    cell.margin_top = cell.margin_bottom = Pt(MARGIN_DOWN)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = to_rgb(fill)
    paragraph = cell.text_frame.paragraphs[0]
    write_paragraph(paragraph, text, sheet.marks)
    paragraph.alignment = PP_ALIGN.LEFT if column.kind == "text" else PP_ALIGN.RIGHT
