"""Cards, tables and sentences of a screen as HTML."""

from __future__ import annotations

from html import escape

from reports.blocks import Card, Cards, Cell, Column, Paragraphs, Table, ToFill
from reports.stage.markup import (
    Numbers,
    write_class,
    write_icon,
    write_phrase,
    write_simulated,
    write_status,
)
from wording.format import MISSING
from wording.language import _
from wording.phrases import qualify


def write_cards(block: Cards, numbers: Numbers) -> str:
    """Results beside each other; four stand two by two."""
    count = len(block.cards)
    columns = {1: 1, 2: 2, 4: 2}.get(count, 3)
    body = "".join(write_card(card, numbers) for card in block.cards)
    return f"<div class='block cards c{min(count, 6)}' style='--columns:{columns}'>{body}</div>"


def write_card(card: Card, numbers: Numbers) -> str:
    """One result."""
    value = write_phrase(qualify(card.qualifier, card.value), numbers) if card.value else MISSING
    simulated = write_simulated() if card.is_simulated and card.value else ""
    base = f"<p class='base'>{escape(card.base)}</p>" if card.base else ""
    text = f"<p class='text'>{write_phrase(card.text, numbers)}</p>" if card.text else ""
    return (
        f"<article class='card {write_class(card.status)}'><h2>{escape(card.label)}</h2>"
        f"<p class='value'>{value}{simulated}</p>{base}{write_status(card.status, card.word)}{text}</article>"
    )


def write_table(block: Table, numbers: Numbers) -> str:
    """A table; numbers stand to the right."""
    whole = sum(column.width for column in block.columns) or 1
    widths = "".join(f"<col style='width:{100 * column.width / whole:.2f}%'>" for column in block.columns)
    heads = "".join(f"<th scope='col' class='{column.kind}'>{escape(column.label)}</th>" for column in block.columns)
    rows = "".join(
        f"<tr>{''.join(write_cell(cell, column, numbers) for cell, column in zip(row, block.columns, strict=True))}</tr>"
        for row in block.rows
    )
    caption = f"<h2>{escape(block.title)}</h2>" if block.title else ""
    return (
        f"<div class='block table'>{caption}<table><colgroup>{widths}</colgroup><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def write_cell(cell: Cell, column: Column, numbers: Numbers) -> str:
    """One cell; a verdict has its icon and colour."""
    words = write_phrase(cell.phrase, numbers)
    if cell.status:
        words = f"<span class='status {write_class(cell.status)}'>{write_icon(cell.status)}{words}</span>"
    return f"<td class='{column.kind}'>{words}</td>"


def write_paragraphs(block: Paragraphs, numbers: Numbers) -> str:
    """Sentences, as a list where they are one."""
    tag, item = ("ul", "li") if block.is_list else ("div", "p")
    items = "".join(f"<{item}>{write_phrase(one, numbers)}</{item}>" for one in block.items)
    return f"<{tag} class='block words'>{items}</{tag}>"


def write_to_fill(block: ToFill) -> str:
    """A field left for people, marked as one."""
    words = escape(_("To be filled in"))
    return f"<p class='block to-fill'><b>{words}</b> {escape(block.prompt)}</p>"
