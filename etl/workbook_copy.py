"""A received workbook written anew as .xlsx: values only, each at its own address."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl.form import CREATED_AT
from etl.reading.model import NO_RESULT, Sheet, Workbook
from warehouse.errors import InputFileError

WORDS_FILE: Final = Path(__file__).parents[1] / "data" / "catalog" / "template.toml"
MARK_SHEET_NAME: Final = "Lỗi cần sửa"  # the list of what to correct, which we add to a workbook and never read
MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384
MAX_TEXT: Final = 32_767
MAX_NAME: Final = 31
LOOKED_AT_ROWS: Final = 100
MIN_WIDTH, MAX_WIDTH = 9, 40
NO_RESULT_TEXT: Final = "(công thức chưa có kết quả)"
FORBIDDEN_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\]")
NUMBER_FORMATS: Final = {
    "percent": "0.00%",
    "datetime": "dd/mm/yyyy hh:mm:ss",
    "date": "dd/mm/yyyy",
    "time": "hh:mm:ss",
    "timedelta": "[h]:mm:ss",
}


@cache
def read_workbook_words(path: Path = WORDS_FILE) -> dict[str, Any]:
    """The words of the workbooks handed out, as ``data/catalog/template.toml`` holds them."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def copy_values(workbook: Workbook, out: Path | io.BytesIO) -> dict[str, str]:
    """Write every sheet's values at their addresses, with sheet names, merged ranges and hidden state.

    Texts stay texts, even those that start with ``=``; cells in error hold the error's text. The same workbook gives the same bytes.

    Returns
    -------
    dict[str, str]
        What each sheet is called in the copy: a name Excel does not allow is shortened or changed.

    Raises
    ------
    InputFileError
        A sheet has more rows or columns than .xlsx can hold.
    """
    names = fit_sheet_names([sheet.name for sheet in workbook.sheets])
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        book.set_properties({"created": CREATED_AT})
        formats = {kind: book.add_format({"num_format": code}) for kind, code in NUMBER_FORMATS.items()}
        first_visible = next((i for i, sheet in enumerate(workbook.sheets) if not sheet.is_hidden), 0)
        for i, sheet in enumerate(workbook.sheets):
            target = book.add_worksheet(names[sheet.name])
            _write_sheet(target, sheet, formats)
            if i == first_visible:
                target.activate()
                target.set_first_sheet()
            elif sheet.is_hidden:
                target.hide()
        if not workbook.sheets:
            book.add_worksheet()
    return names


def fit_sheet_names(names: list[str]) -> dict[str, str]:
    """Names as Excel allows them: at most 31 characters, none of ``[]:*?/\\``, no two alike.

    >>> fit_sheet_names(["Biểu 1/2", "Biểu 1_2"])
    {'Biểu 1/2': 'Biểu 1_2', 'Biểu 1_2': 'Biểu 1_2 (2)'}
    """
    fitted: dict[str, str] = {}
    taken = {"history"}  # Excel keeps this name for itself
    for name in names:
        base = FORBIDDEN_IN_NAMES.sub("_", name).strip("'").strip()[:MAX_NAME] or "_"
        number, chosen = 1, base
        while chosen.casefold() in taken:
            number += 1
            chosen = f"{base[: MAX_NAME - len(str(number)) - 3]} ({number})"
        taken.add(chosen.casefold())
        fitted[name] = chosen
    return fitted


def _list_parts(sheet: Sheet) -> Iterator[Sheet]:
    yield sheet
    if sheet.following is not None:
        yield from sheet.following()


def _write_sheet(target: Worksheet, sheet: Sheet, formats: Mapping[str, Format]) -> None:
    _fit_columns(target, sheet)
    for first, last in sheet.merged:  # before the rows, which are written out as they come
        _merge(target, sheet, first, last)
    for part in _list_parts(sheet):
        if part.first_row + len(part.rows) > MAX_ROWS or part.first_column + _count_columns(part) > MAX_COLUMNS:
            raise InputFileError(
                "",
                f"an .xlsx sheet holds at most {MAX_ROWS} rows and {MAX_COLUMNS} columns; split the file",
                f"mỗi trang .xlsx chứa nhiều nhất {MAX_ROWS} dòng, {MAX_COLUMNS} cột; xin tách tệp thành nhiều phần",
                sheet=sheet.name,
            )
        _write_rows(target, part, formats)


def _fit_columns(target: Worksheet, sheet: Sheet) -> None:
    """Widen columns to most texts of the first rows; the few longer ones are titles and run over their neighbours."""
    for column, values in enumerate(zip(*sheet.rows[:LOOKED_AT_ROWS], strict=False), start=sheet.first_column):
        lengths = sorted(len(str(value)) for value in values if value != "")
        width = lengths[len(lengths) * 4 // 5] if lengths else 0
        target.set_column(column, column, min(max(width + 2, MIN_WIDTH), MAX_WIDTH))


def _count_columns(sheet: Sheet) -> int:
    return len(sheet.rows[0]) if sheet.rows else 0


def _write_rows(target: Worksheet, sheet: Sheet, formats: Mapping[str, Format]) -> None:
    for row, values in enumerate(sheet.rows, start=sheet.first_row):
        for column, value in enumerate(values, start=sheet.first_column):
            if value == "":
                value = sheet.errors.get((row, column), "")
                value = NO_RESULT_TEXT if value == NO_RESULT else value
            if value == "":
                continue
            if (row, column) in sheet.percents and isinstance(value, (int, float)):
                target.write_number(row, column, value, formats["percent"])
            else:
                _write_cell(target, row, column, value, formats)


def _write_cell(target: Worksheet, row: int, column: int, value: Any, formats: Mapping[str, Format]) -> None:
    if isinstance(value, bool):
        target.write_boolean(row, column, value)
    elif isinstance(value, (int, float)) and math.isfinite(value):
        target.write_number(row, column, value)
    elif isinstance(value, (dt.date, dt.time, dt.timedelta)) and getattr(value, "year", 1900) >= 1900:
        target.write_datetime(row, column, value, formats[type(value).__name__])
    else:
        target.write_string(row, column, str(value)[:MAX_TEXT])


def _merge(target: Worksheet, sheet: Sheet, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Merge the part of a range that lies among the written cells: a range of a million empty rows is of no use."""
    bottom = min(last[0], sheet.first_row + len(sheet.rows) - 1)
    right = min(last[1], sheet.first_column + _count_columns(sheet) - 1)
    if bottom < first[0] or right < first[1] or (bottom, right) == first:
        return
    try:
        target.merge_range(*first, bottom, right, "")
    except OverlappingRange:
        return  # a damaged file: Excel would not open two ranges over each other
