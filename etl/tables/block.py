"""Which rows are the header of a table: the block whose columns say most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from etl.tables.columns import LABELS, Column, read_columns
from etl.tables.header import MAX_HEADER_ROWS, HeaderGrid, is_number
from etl.tables.row_words import strip_numbering
from etl.tables.text import print_cell
from etl.tables.vocabulary import Vocabulary

MAX_STARTS: Final = 60
NAMED_ROWS: Final = 20
NEXT_STARTS: Final = 3  # a line above may look like the first row of a header, so the rows below it are tried too
SCORES: Final = {
    "row_number": 1.0,
    "note": 0.5,
    "rate": 0.5,
    "unknown": -1.0,
    "blank": -0.2,
    "not_read": 0.2,
    "personal": 0.2,
}
KEY_SCORE, MEASURED_SCORE, COUNT_SCORE, DOUBLE_SCORE = 2.0, 3.0, 1.0, -4.0
OF_A_PERSON: Final = ("citizen_number", "birth_date")


@dataclass(frozen=True)
class HeaderBlock:
    """Rows ``first`` to ``last`` of ``Sheet.rows`` that head a table, and its columns by position there."""

    first: int
    last: int
    columns: tuple[Column, ...]
    levels: dict[int, tuple[str, ...]]

    @property
    def counts(self) -> list[Column]:
        return [column for column in self.columns if column.role == "count"]

    def find(self, role: str) -> Column | None:
        """The column of a role, or None."""
        return next((column for column in self.columns if column.role == role), None)


def find_block(
    grid: HeaderGrid, header_rows: Sequence[int], known: set[int], vocabulary: Vocabulary
) -> HeaderBlock | None:
    """The first header of a table at or below the first of some rows; ``known`` are all rows that may belong to a header."""
    for start in header_rows[:MAX_STARTS]:
        blocks = list(list_blocks(grid, start, known, vocabulary))
        if not any(is_table(block, vocabulary, grid) for block in blocks):
            continue
        for later in range(start + 1, min(start + NEXT_STARTS, len(grid.sheet.rows) - 1) + 1):
            if later in known:
                blocks += list_blocks(grid, later, known, vocabulary)
        return max(
            (b for b in blocks if is_table(b, vocabulary, grid)), key=lambda b: (score_block(b), b.first - b.last)
        )
    return None


def list_blocks(grid: HeaderGrid, start: int, known: set[int], vocabulary: Vocabulary) -> Iterator[HeaderBlock]:
    """Every block of header rows that starts at a row and cuts no merged cell."""
    if cuts_merged(grid, start - 1) or len({grid.find_anchor(start, j) for j in grid.list_columns(start, start)}) < 2:
        return
    for last in range(start, min(start + MAX_HEADER_ROWS, len(grid.sheet.rows))):
        if last > start and last not in known:
            return
        if not cuts_merged(grid, last):
            yield build_block(grid, start, last, vocabulary)


def cuts_merged(grid: HeaderGrid, last: int) -> bool:
    """Whether a merged cell reaches from a row into the next one."""
    return any(bottom > last for _, bottom, _, _ in grid.merged.get(last, ()))


def build_block(grid: HeaderGrid, first: int, last: int, vocabulary: Vocabulary) -> HeaderBlock:
    """Read the columns under some rows."""
    levels = grid.list_levels(first, last)
    columns = tuple(read_columns(levels, vocabulary))
    return HeaderBlock(first, last, columns, {j: tuple(level.text for level in texts) for j, texts in levels.items()})


def score_block(block: HeaderBlock) -> float:
    """How much a block explains: columns of ours count for it, unknown ones and ones named twice against it."""
    score = 0.0
    for column in block.columns:
        if column.role == "count":
            score += MEASURED_SCORE if column.measure else COUNT_SCORE
        else:
            score += SCORES.get(column.role, KEY_SCORE)
    keys = Counter((c.measure, c.title, c.thing, c.group, c.period) for c in block.counts)
    return score + DOUBLE_SCORE * sum(n - 1 for n in keys.values())


def is_table(block: HeaderBlock, vocabulary: Vocabulary, grid: HeaderGrid) -> bool:
    """Whether a block heads a table of titles: a count of ours, and rows that say what they are about; a list of persons is none."""
    if is_list_of_persons(block, vocabulary, grid):
        return False
    strong = [c for c in block.counts if (c.measure and c.measure != "total") or c.title or is_named_by_rows(c, block)]
    has_keys = any(block.find(role) for role in (*LABELS, "area_code", "area_name", "period"))
    return len(block.columns) > 1 and bool(strong) and (has_keys or len(strong) > 1 or has_row_names(block, grid))


def has_row_names(block: HeaderBlock, grid: HeaderGrid) -> bool:
    """Whether a column whose header says nothing holds texts that may name the rows."""
    return find_text_position(block.columns, grid.sheet.rows[block.last + 1 : block.last + 1 + NAMED_ROWS]) is not None


def is_named_by_rows(count: Column, block: HeaderBlock) -> bool:
    """Whether the rows of a table say what its one column of numbers counts, or of which title the total is."""
    if count.measure == "total":
        return block.find("title_id") is not None
    return count.measure is None and any(block.find(role) for role in ("content", "measure"))


def is_list_of_persons(block: HeaderBlock, vocabulary: Vocabulary, grid: HeaderGrid) -> bool:
    """Whether each row is a person: a birth date or a citizen number, and no two columns of counts with numbers in them."""
    texts = [text for texts in block.levels.values() for text in texts]
    if not any(kind in OF_A_PERSON for text in texts for kind in vocabulary.read(text).personal):
        return False
    rows = grid.sheet.rows[block.last + 1 : block.last + 1 + NAMED_ROWS]
    counted = [c for c in block.counts if c.measure and any(is_number(print_cell(row[c.index])) for row in rows)]
    return len(counted) < 2


def find_text_position(columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> int | None:
    """The first column left of the counts that holds texts and whose header says nothing."""
    first = min((column.index for column in columns if column.role == "count"), default=0)
    known = {column.index for column in columns if column.role not in ("unknown", "blank")}
    for j in range(first):
        filled = [row[j] for row in rows if row[j] != ""]
        texts = sum(isinstance(cell, str) and any(map(str.isalpha, strip_numbering(cell.strip()))) for cell in filled)
        if j not in known and 2 * texts > max(len(filled), 1):
            return j
    return None
