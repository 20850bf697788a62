"""From the bytes of a workbook or CSV to rows of cells that still know their address."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import python_calamine
from xlsxwriter.utility import xl_col_to_name

from etl.store import ReceivedFile
from warehouse.errors import InputFileError

WORKBOOK_SUFFIXES = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
CSV_SHEET = "CSV"


@dataclass(frozen=True)
class Sheet:
    """A sheet's used range. ``rows[i][j]`` is the cell in sheet row ``first_row + i`` and column ``first_column + j``, from 0."""

    name: str
    first_row: int
    first_column: int
    rows: list[list[Any]]

    def address(self, i: int, j: int) -> str:
        """A1 address of ``rows[i][j]``.

        >>> Sheet("x", 2, 1, []).address(0, 0)
        'B3'
        """
        return f"{xl_col_to_name(self.first_column + j)}{self.first_row + i + 1}"


def read_sheets(file: ReceivedFile) -> list[Sheet]:
    """Read every non-empty sheet of a workbook, or a CSV as its only sheet.

    Raises
    ------
    InputFileError
        When the file is of another kind or cannot be opened.
    """
    suffix = PurePath(file.name).suffix.lower()
    if suffix in WORKBOOK_SUFFIXES:
        return _read_workbook(file)
    if suffix in {".csv", ".tsv"}:
        return [_read_csv(file, "\t" if suffix == ".tsv" else ",")]
    raise InputFileError(
        file.name,
        f"cannot read {suffix or 'a file without ending'}; hand in .xlsx, .xls, .xlsb, .ods or .csv",
        f"không đọc được tệp {suffix or 'không có đuôi'}; hãy nộp .xlsx, .xls, .xlsb, .ods hoặc .csv",
    )


def _read_workbook(file: ReceivedFile) -> list[Sheet]:
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.content)) as workbook:
            sheets = [workbook.get_sheet_by_name(name) for name in workbook.sheet_names]
            return [
                Sheet(sheet.name, sheet.start[0], sheet.start[1], sheet.to_python())
                for sheet in sheets
                if sheet.start is not None
            ]
    except python_calamine.CalamineError as error:
        raise InputFileError(
            file.name,
            f"the workbook cannot be opened ({error}); open it in Excel and save it again",
            f"không mở được tệp ({error}); hãy mở bằng Excel rồi lưu lại",
        ) from error


def _read_csv(file: ReceivedFile, delimiter: str) -> Sheet:
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputFileError(
            file.name,
            f"the text is not UTF-8 (byte {error.start}); save it as CSV UTF-8",
            f"tệp không ở dạng UTF-8 (byte {error.start}); hãy lưu lại dạng CSV UTF-8",
        ) from error
    return Sheet(CSV_SHEET, 0, 0, list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))
