"""Validations and conditional fills of the template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import polars as pl
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl.form import BLOCK_ROW, FIRST_DATA_ROW, read_form_texts
from etl.template.formulas import (
    ALWAYS_ASKED,
    CHECK_COLUMN,
    MEASURE_COLUMNS,
    UNFINISHED,
    differs_from_sum,
    exceeds_left,
    is_count,
)
from etl.template.rows import ADULTS

FREE_FIELDS: Final = ("as_of", "report_status", "source")  # of the block above the table
TOTAL, LAST_ASKED, LAST = MEASURE_COLUMNS[0], MEASURE_COLUMNS[ALWAYS_ASKED - 1], MEASURE_COLUMNS[-1]


def add_validations(sheet: Worksheet, row_count: int, words: Mapping[str, str]) -> None:
    """Refuse what is no count, no known standing and no date, with a message that says what to type."""
    first, last = FIRST_DATA_ROW + 1, FIRST_DATA_ROW + row_count
    rule = {"validate": "custom", "value": f"={is_count(f'{TOTAL}{first}')}"}
    sheet.data_validation(f"{TOTAL}{first}:{LAST}{last}", rule | _refuse("count", words))
    statuses = {"validate": "list", "source": sorted(read_form_texts().report_status.values(), reverse=True)}
    sheet.data_validation(find_block_cell("report_status"), statuses | _refuse("status", words))
    day = find_block_cell("as_of")
    typed = {"validate": "custom", "value": f'=AND(LEN({day})=10,MID({day},3,1)="/",MID({day},6,1)="/")'}
    sheet.data_validation(day, typed | _refuse("date", words))


def add_fills(sheet: Worksheet, rows: pl.DataFrame, styles: Mapping[str, Format], check: Mapping[str, str]) -> None:
    """Colour what is wrong, then what is still empty, and the verdicts; ``rows`` as the template's."""
    first, last = FIRST_DATA_ROW + 1, FIRST_DATA_ROW + rows.height
    adults = rows.select((pl.col("title_id") == ADULTS) & pl.col("group_id").is_null()).to_series().arg_true() + first
    digital = [f"{MEASURE_COLUMNS[ALWAYS_ASKED]}{row}:{LAST}{row}" for row in adults]
    table = [f"{TOTAL}{first}:{LAST_ASKED}{last}", *digital]
    verdict = f"{CHECK_COLUMN}{first}"
    unfinished = ",".join(f'{verdict}="{check[word]}"' for word in UNFINISHED)
    totals = [f"{TOTAL}{row}:{LAST_ASKED}{row}" for row in adults]
    parts = [f"{MEASURE_COLUMNS[1]}{first}:{LAST_ASKED}{last}", *digital]
    block = [find_block_cell(field) for field in FREE_FIELDS]
    for ranges, condition, style in (
        (table, f"ISBLANK({TOTAL}{first})", "empty"),
        (table, f"NOT({is_count(f'{TOTAL}{first}')})", "broken"),
        (parts, exceeds_left(1, first), "broken"),
        (totals, differs_from_sum(TOTAL, adults[0]), "broken"),
        (block, f"ISBLANK({block[0]})", "empty"),
        ([f"{verdict}:{CHECK_COLUMN}{last}"], f'{verdict}="{check["ok"]}"', "ok"),
        ([f"{verdict}:{CHECK_COLUMN}{last}"], f"NOT(OR({unfinished}))", "wrong"),
    ):
        rule = {"type": "formula", "criteria": f"={condition}", "format": styles[style], "stop_if_true": True}
        sheet.conditional_format(ranges[0], rule | {"multi_range": " ".join(ranges)})


def find_block_cell(field: str) -> str:
    """Address of a field's value in the block above the table."""
    return f"C{BLOCK_ROW + 1 + list(read_form_texts().block).index(field)}"


def _refuse(kind: str, words: Mapping[str, str]) -> dict[str, Any]:
    return {"error_title": words[f"{kind}_title"], "error_message": words[kind]}
