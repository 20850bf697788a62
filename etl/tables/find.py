"""Finds the tables of a sheet, one below the other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from etl.cells import TableContext
from etl.findings import Findings
from etl.reading.model import Sheet, list_texts
from etl.tables.block import MAX_STARTS, HeaderBlock, find_block
from etl.tables.columns import KEYS, Column
from etl.tables.context import Surroundings, collect_lines, has_marker, read_block, read_surroundings
from etl.tables.header import HeaderGrid, find_header_rows, is_header_word, is_number, is_year
from etl.tables.layout import Layout
from etl.tables.refine import refine_columns
from etl.tables.settle import settle_counts
from etl.tables.text import fold_phrase, print_cell
from etl.tables.vocabulary import Vocabulary
from etl.values.period_words import find_period
from warehouse.periods import Period

SEARCHED_ROWS: Final = 200
SEARCHED_CELLS: Final = 20_000
MAX_HEADER_CELLS: Final = 3_000  # in all headers of a sheet together
MAX_TITLE_ROWS: Final = 30
WIDEST_NEXT_TABLE: Final = 60


def find_tables(
    sheet: Sheet, vocabulary: Vocabulary, findings: Findings, *, period: Period | None = None, first_table_id: int = 0
) -> list[Layout]:
    """Find the tables of a sheet.

    Parameters
    ----------
    sheet : Sheet
        The first part of a long text file stands for all of it.
    vocabulary : Vocabulary
        From :func:`etl.tables.read_vocabulary`.
    findings : Findings
        Takes what is wrong with headers: columns not read, unknown units, unreadable periods.
    period : Period, optional
        Told by the user; used where the file says none.
    first_table_id : int
        ``table_id`` of the first table found; the others count on.

    Returns
    -------
    list of Layout
        From top to bottom; empty when the sheet has no table of titles (see :func:`describe_miss`).
    """
    grid = HeaderGrid(sheet)
    blocks = list_blocks_below(grid, vocabulary)
    if not blocks:
        return []
    is_simulated = has_marker(sheet, vocabulary)
    top = collect_lines(sheet, 0, blocks[0].first)
    labels = read_block(sheet, 0, blocks[0].first, vocabulary)
    layouts = []
    for number, (block, following) in enumerate(zip(blocks, [*blocks[1:], None], strict=True)):
        first = find_title_rows(sheet, block.first) if number else 0
        own = collect_lines(sheet, first, block.first)
        told = labels | read_block(sheet, first, block.first, vocabulary) if number else labels
        around = read_surroundings(sheet, top if number else [], own, told, vocabulary, findings)
        end = sheet.first_row + following.first if following else None
        context = build_context(sheet, block, around, first_table_id + number, is_simulated)
        layouts.append(build_layout(grid, block, around, context, end, period, vocabulary, findings))
    return layouts


def build_context(
    sheet: Sheet, block: HeaderBlock, around: Surroundings, table_id: int, is_simulated: bool
) -> TableContext:
    """What the lines say of a table, as the later steps want it."""
    return TableContext(
        table_id=table_id,
        sheet=sheet.name,
        lines=around.lines,
        province_code=around.province_code,
        as_of=around.as_of,
        report_status=around.report_status,
        is_simulated=is_simulated,
        header_cell=sheet.address(block.first, min(column.index for column in block.columns)),
    )


def build_layout(
    grid: HeaderGrid,
    block: HeaderBlock,
    around: Surroundings,
    context: TableContext,
    end_row: int | None,
    period: Period | None,
    vocabulary: Vocabulary,
    findings: Findings,
) -> Layout:
    """Settle what each column counts, and put the table together."""
    sheet = grid.sheet
    columns = settle_counts(refine_columns(block, grid, vocabulary), block, sheet, around, vocabulary, findings)
    if around.unit and around.unit.scale is None:
        findings.add("unit_unknown", sheet.name, around.unit_cell, around.unit.text)
    told = around.period or period
    return Layout(
        context=context,
        columns=tuple(column.shift(sheet) for column in columns if column.role in ("count", *KEYS)),
        first_row=sheet.first_row + block.last + 1,
        end_row=end_row,
        header={
            sheet.first_column + j: frozenset(fold_phrase(text) for text in texts) for j, texts in block.levels.items()
        },
        title=around.title or guess_title(columns, sheet, vocabulary, findings),
        title_cell=around.title_cell,
        group=vocabulary.constants.get("group"),
        measure=around.measure,
        period=told.code if told else None,
        scale=around.unit.scale if around.unit and around.unit.scale else 1,
        is_rejected=around.unit is not None and around.unit.scale is None,
        vocabulary=vocabulary,
    )


def guess_title(columns: Sequence[Column], sheet: Sheet, vocabulary: Vocabulary, findings: Findings) -> str | None:
    """The title of what a table counts, where only some headers say it: "Tổng số hộ", "Đăng ký", "Được công nhận"."""
    counts = [column for column in columns if column.role == "count"]
    things = {column.thing: column for column in counts if column.thing}
    is_told = any(column.title for column in counts) or any(
        column.role in ("title_id", "content") for column in columns
    )
    if is_told or len(things) != 1 or all(column.thing for column in counts):
        return None
    thing, column = next(iter(things.items()))
    cell = sheet.address(column.row, column.index)
    findings.add("title_understood", sheet.name, cell, column.header, chosen=vocabulary.title_names[str(thing)])
    return thing


def list_blocks_below(grid: HeaderGrid, vocabulary: Vocabulary) -> list[HeaderBlock]:
    """The headers of a sheet, from top to bottom; one repeated at a page break is no new one."""
    sheet = grid.sheet
    rows = iter(range(min(SEARCHED_ROWS, len(sheet.rows))))
    likely = list(find_header_rows(grid, rows, vocabulary, SEARCHED_CELLS))
    first = find_block(grid, likely, set(likely), vocabulary)
    if first is None:
        return []
    blocks, last = [first], first.last
    likely = list(find_header_rows(grid, find_later_rows(sheet, first, vocabulary), vocabulary, SEARCHED_CELLS))
    known = set(likely)
    looked_at = len(first.columns)
    while looked_at < MAX_HEADER_CELLS:
        at = bisect_right(likely, last)
        block = find_block(grid, likely[at : at + MAX_STARTS], known, vocabulary)
        if block is None:
            break
        last = block.last
        looked_at += len(block.columns)
        if not is_repeated(sheet, block, blocks[-1], vocabulary):
            blocks.append(block)
    return blocks


def is_repeated(sheet: Sheet, block: HeaderBlock, before: HeaderBlock, vocabulary: Vocabulary) -> bool:
    """Whether a header is that of the table before it, with no title or period of its own above it."""
    if block.levels != before.levels:
        return False
    lines = [text for _, text in collect_lines(sheet, find_title_rows(sheet, block.first), block.first)]
    return find_period(lines) is None and not any(vocabulary.read(text).titles for text in lines)


def find_later_rows(sheet: Sheet, block: HeaderBlock, vocabulary: Vocabulary) -> Iterator[int]:
    """Rows below a header that may be another one: words of a header where the table has numbers, or over its numbering."""
    texts = {column.index for column in block.columns if column.role in KEYS and column.role != "row_number"}
    width = min(max(column.index for column in block.columns) + 3, len(sheet.rows[0]), WIDEST_NEXT_TABLE)
    watched = [j for j in range(width) if j not in texts]
    first = block.last + 1
    different = dict.fromkeys(text for j in watched for text in list_texts(sheet.columns[j][first:]))
    words = {text for text in different if not text[0].isdecimal() and is_header_word(vocabulary.read(text))}
    reached = block.last
    for i, row in enumerate(sheet.rows[first:] if words else (), start=first):
        if any(row[j].__class__ is str and row[j] in words for j in watched):
            yield from range(max(i - 2, reached + 1), min(i + 3, len(sheet.rows)))
            reached = max(reached, i + 2)


def find_title_rows(sheet: Sheet, header_row: int) -> int:
    """The first of the rows above a header that hold no numbers, hence no figures of the table before."""
    first = header_row
    while first > max(0, header_row - MAX_TITLE_ROWS):
        cells = [cell for cell in sheet.rows[first - 1][:WIDEST_NEXT_TABLE] if cell != ""]
        if any(not is_year(cell) and is_number(print_cell(cell)) for cell in cells[1:] or cells):
            return first
        first -= 1
    return first
