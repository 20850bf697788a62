"""Where the blocks of a slide stand."""

from __future__ import annotations

from reports.blocks import AreaMap, BarChart, Block, Cards, LineChart, Paragraphs, Table, ToFill
from reports.deck.cards import PARAGRAPH_SIZE, measure_words
from reports.deck.sheet import Box, split_across, split_down

WORDS = (Paragraphs, ToFill)
GAP = 16.0
MOST_COLUMNS_BESIDE, MOST_FOR_WORDS = 4, 0.42
SIZE_BELOW_DRAWN = 15.0
DRAWN_SHARES = {Cards: 0.4, LineChart: 0.75}


def is_empty(block: Block) -> bool:
    """Whether a block has nothing to draw."""
    match block:
        case Cards():
            return not block.cards
        case BarChart():
            return not block.bars
        case LineChart():
            return not any(line.points for line in block.lines)
        case AreaMap():
            return not block.areas
        case Table():
            return not block.rows
        case Paragraphs():
            return not block.items
    return False


def arrange(blocks: tuple[Block, ...], room: Box, *, is_wide: bool) -> list[Box]:
    """Where the blocks of a slide stand: words beside a picture on a wide slide and below it on a narrow one."""
    if len(blocks) < 2:
        return [room] * len(blocks)
    if len(blocks) > 2 or all(isinstance(block, WORDS) for block in blocks):
        shares = [
            max(30.0, measure_words(block, room.width))
            if isinstance(block, Paragraphs | ToFill)
            else room.height / len(blocks)
            for block in blocks
        ]
        return split_down(
            room, shares if sum(shares) > room.height * 0.8 else [*shares[:-1], room.height - sum(shares[:-1])], GAP
        )
    if any(isinstance(block, Cards) or _is_broad(block) for block in blocks) or not is_wide:
        return split_down(room, share_height(blocks, room), GAP)
    return split_across(room, [_want_width(block) for block in blocks], GAP)


def _is_broad(block: Block) -> bool:
    """Whether a block needs the whole width: a table of many columns."""
    return isinstance(block, Table) and len(block.columns) > MOST_COLUMNS_BESIDE


def share_height(blocks: tuple[Block, ...], room: Box) -> list[float]:
    """Shares of the height: words as much as they take, the rest for what is drawn."""
    size = SIZE_BELOW_DRAWN if any(isinstance(block, Table | Cards) for block in blocks) else PARAGRAPH_SIZE
    words = [
        min(measure_words(block, room.width, size) / room.height + 0.02, MOST_FOR_WORDS)
        if isinstance(block, Paragraphs | ToFill)
        else 0.0
        for block in blocks
    ]
    drawn = [0.0 if word else DRAWN_SHARES.get(type(block), 0.6) for word, block in zip(words, blocks, strict=True)]
    return [word or (1 - sum(words)) * share / sum(drawn) for word, share in zip(words, drawn, strict=True)]


def _want_width(block: Block) -> float:
    return 0.38 if isinstance(block, WORDS) else 0.62
