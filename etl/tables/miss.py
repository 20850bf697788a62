"""Why a sheet has no table: what was seen that comes nearest."""

from __future__ import annotations

from typing import Final

from etl.findings import read_rules
from etl.reading.model import Sheet
from etl.tables.block import build_block, is_list_of_persons
from etl.tables.find import SEARCHED_CELLS, SEARCHED_ROWS
from etl.tables.header import HeaderGrid, find_header_rows
from etl.tables.vocabulary import Vocabulary

NOTHING: Final = ("không thấy dòng tiêu đề nào", "no header row was seen")
PERSONS: Final = (
    "trang tính là danh sách từng người, sản phẩm chỉ nhận số tổng hợp",
    "a list of persons, while only totals are taken",
)


def describe_miss(sheet: Sheet, vocabulary: Vocabulary) -> tuple[str, str]:
    """Say why no table was found in a sheet.

    Returns
    -------
    tuple of str
        Vietnamese and English, for the message about the whole file: the columns seen in the row that looks most like a header.
    """
    seen_vi, seen_en = find_nearest(sheet, vocabulary)
    rule = read_rules()["no_table"]
    return rule.message_vi.format(seen_vi=seen_vi), rule.message_en.format(seen_en=seen_en)


def find_nearest(sheet: Sheet, vocabulary: Vocabulary) -> tuple[str, str]:
    """What the row that looks most like a header holds, in Vietnamese and English: the words ``seen_vi`` and ``seen_en`` of the rules
    ``no_table`` and ``sheet_not_read``."""
    grid = HeaderGrid(sheet)
    rows = iter(range(min(SEARCHED_ROWS, len(sheet.rows))))
    blocks = [build_block(grid, i, i, vocabulary) for i in find_header_rows(grid, rows, vocabulary, SEARCHED_CELLS)]
    if not blocks:
        return NOTHING
    if any(is_list_of_persons(block, vocabulary, grid) for block in blocks):
        return PERSONS
    best = max(blocks, key=lambda block: sum(column.role not in ("unknown", "blank") for column in block.columns))
    seen = ", ".join(f"“{column.header}”" for column in best.columns if column.role not in ("unknown", "blank"))[:200]
    return f"chỉ thấy cột {seen}", f"only the columns {seen} were seen"
