"""The marked workbook: the officer's own file with the cells at fault coloured and explained, and a sheet that lists them."""

from __future__ import annotations

import contextlib
import io
import re
import warnings
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import openpyxl
import polars as pl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from etl.marked_list import ListedFinding, write_list
from etl.reading.model import Sheet, Workbook
from etl.received import ReceivedFile
from etl.workbook_copy import MARK_SHEET_NAME, MAX_COLUMNS, MAX_ROWS, copy_values, read_workbook_words

AUTHOR: Final = "Đích 2030"
SEPARATOR: Final = f"— {AUTHOR} —"  # begins our part of a comment; what stands above it is the officer's
FILLS: Final = {"error": "FBD0D0", "warning": "FFE9B8"}
NO_FILL: Final = PatternFill()
ADDRESS: Final = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
MARK_LIMIT: Final = 5_000
CELL_LIMIT: Final = 500_000  # cells of one sheet that a rebuilt workbook holds
XML_LIMIT: Final = 50_000_000  # bytes; openpyxl needs more than ten times as much memory
#: What openpyxl, and the libraries under it, raise on workbooks that Excel or calamine still open.
UNREADABLE: Final = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,  # XML that cannot be parsed, in either XML library
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
    EOFError,
    OSError,
    RuntimeError,  # an encrypted part, or XML nested too deep
)


def write_marked(
    file: ReceivedFile, workbook: Workbook, findings: pl.DataFrame, out: Path, language: str = "vi"
) -> Path:
    """Write a copy of a received workbook in which every finding can be seen at its cell.

    An .xlsx or .xlsm keeps its formats, formulas and other sheets (macros are left out, and so is what openpyxl does not
    know: form controls, some pictures). Formulas are saved without their results; Excel computes them when it opens the
    file. Of any other kind, and of an .xlsx that openpyxl cannot open, the values are rebuilt at the same addresses. Marks
    of an earlier round are taken away first: their comments, and their colours, which become "no fill".

    Parameters
    ----------
    file : ReceivedFile
        The file as received.
    workbook : Workbook
        The same file as read.
    findings : pl.DataFrame
        Grain: finding, as ``FINDING_SCHEMA``. Those without a cell are listed only.
    out : Path
        Where to write the .xlsx.
    language : str
        ``vi`` or ``en``: of the comments and the list.

    Returns
    -------
    Path
        ``out``. At most 5,000 findings are marked, errors first; the list says how many more there are.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl names each part it will not keep
        if _is_light_xlsx(file.path):
            with contextlib.suppress(*UNREADABLE):
                return _mark(_open(file.path), file.name, findings, out, language)
        return _mark(_rebuild(workbook), file.name, findings, out, language)


@dataclass(frozen=True)
class _Copy:
    """A workbook to mark; what it calls sheets whose names Excel does not allow; sheets cut short, with the rows they kept."""

    book: openpyxl.Workbook
    names: Mapping[str, str] = field(default_factory=dict)
    cut: Sequence[tuple[str, int]] = ()


def _is_light_xlsx(path: Path) -> bool:
    """Whether openpyxl can open the file within bounds of memory."""
    if not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    return "xl/workbook.xml" in sizes and sum(sizes.values()) <= XML_LIMIT


def _open(path: Path) -> _Copy:
    with path.open("rb") as stream:  # a path would be refused for its suffix
        return _Copy(openpyxl.load_workbook(stream, rich_text=True))


def _rebuild(workbook: Workbook) -> _Copy:
    received = [sheet for sheet in workbook.sheets if sheet.name != MARK_SHEET_NAME]
    sheets = [_shorten(sheet) for sheet in received]
    content = io.BytesIO()
    names = copy_values(Workbook(sheets), content)
    cut = [
        (short.name, short.first_row + len(short.rows))
        for short, whole in zip(sheets, received, strict=True)
        if len(short.rows) < len(whole.rows) or whole.following is not None
    ]
    return _Copy(openpyxl.load_workbook(content), names, cut)


def _shorten(sheet: Sheet) -> Sheet:
    width = min(len(sheet.rows[0]) if sheet.rows else 1, MAX_COLUMNS - sheet.first_column)
    kept = min(CELL_LIMIT // max(width, 1), MAX_ROWS - sheet.first_row)
    return replace(sheet, rows=[row[:width] for row in sheet.rows[:kept]], following=None)


def _mark(copy: _Copy, file_name: str, findings: pl.DataFrame, out: Path, language: str) -> Path:
    book = copy.book
    words = read_workbook_words()["marked"][language]
    if MARK_SHEET_NAME in book.sheetnames:
        del book[MARK_SHEET_NAME]
    _unmark(book)
    shown = findings.sort("severity", maintain_order=True).head(MARK_LIMIT)  # "error" sorts before "warning"
    listed, by_cell = [], defaultdict(list)
    for finding in shown.iter_rows(named=True):
        cell = _find_cell(book, copy.names.get(finding["sheet"], finding["sheet"]), finding["cell"])
        finding["message"] = finding[f"message_{language}"]
        listed.append(ListedFinding(finding, cell))
        if cell is not None:
            by_cell[cell.parent.title, cell.coordinate].append(listed[-1])
    for together in by_cell.values():
        _mark_cell(together[0].cell, [entry.finding for entry in together], words)
    write_list(book, listed, findings, file_name, copy.cut, words)
    book.calculation.fullCalcOnLoad = True
    book.save(out)
    return out


def _unmark(book: openpyxl.Workbook) -> None:
    """Take the marks of an earlier round off every sheet."""
    ours = {f"{alpha}{fill}" for alpha in ("00", "FF") for fill in FILLS.values()}
    fills = {i for i, fill in enumerate(book._fills) if fill.fill_type == "solid" and fill.fgColor.rgb in ours}
    for sheet in book.worksheets:
        for cell in sheet._cells.values():
            if cell.has_style and cell._style.fillId in fills:
                cell.fill = NO_FILL
            if cell.comment is not None:
                cell.comment = _restore_comment(cell.comment)


def _restore_comment(comment: Comment) -> Comment | None:
    """The officer's part of a comment; null where there was none."""
    above, separator, _ = comment.text.partition(SEPARATOR)
    if not separator and comment.author != AUTHOR:
        return comment
    return _comment(above.strip(), comment.author) if separator and above.strip() else None


def _find_cell(book: openpyxl.Workbook, sheet_name: str, address: str) -> Any:
    """The cell that shows an address, the top left one of a merged range; null where there is no such sheet or cell."""
    if not ADDRESS.fullmatch(address) or sheet_name not in book.sheetnames:
        return None
    column, row = coordinate_from_string(address)
    sheet = book[sheet_name]
    if row > MAX_ROWS or column_index_from_string(column) > MAX_COLUMNS or not isinstance(sheet, Worksheet):
        return None
    cell = sheet[address]
    if isinstance(cell, MergedCell):
        merged = next(area for area in sheet.merged_cells.ranges if address in area)
        cell = sheet.cell(merged.min_row, merged.min_col)
    return cell


def _mark_cell(cell: Any, findings: list[dict[str, Any]], words: Mapping[str, str]) -> None:
    severity = min(finding["severity"] for finding in findings)
    cell.fill = PatternFill("solid", fgColor=FILLS[severity])
    lines = [SEPARATOR]
    for finding in findings:
        lines.append(f"{words[finding['severity']]}: {finding['message']}")
        if finding["suggestions"]:
            lines.append(f"{words['suggestions']}: {'; '.join(finding['suggestions'])}")
    own = [] if cell.comment is None else [cell.comment.text]
    author = AUTHOR if cell.comment is None else cell.comment.author
    cell.comment = _comment("\n".join([*own, *lines]), author)


def _comment(text: str, author: str) -> Comment:
    line_count = sum(len(line) // 45 + 1 for line in text.split("\n"))
    return Comment(ILLEGAL_CHARACTERS_RE.sub("", text), author, height=30 + 20 * line_count, width=340)
