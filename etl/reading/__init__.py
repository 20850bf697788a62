"""From a received file to a workbook of sheets whose cells know their address."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from lzma import LZMAError

import polars.exceptions
from python_calamine import CalamineError
from xlrd import XLRDError
from xlrd.compdoc import CompDocError

from etl.reading.content import Kind, detect_kind, note_wrong_name
from etl.reading.fonts import unify_texts
from etl.reading.html import read_html
from etl.reading.model import Workbook
from etl.reading.ods import read_ods
from etl.reading.refusal import refuse
from etl.reading.text import read_text
from etl.reading.xls import read_xls
from etl.reading.xlsb import read_xlsb
from etl.reading.xlsx import read_xlsx
from etl.received import ReceivedFile

_READERS: dict[Kind, Callable[[ReceivedFile], Workbook]] = {
    Kind.XLSX: read_xlsx,
    Kind.XLSB: read_xlsb,
    Kind.XLS: read_xls,
    Kind.ODS: read_ods,
    Kind.HTML: read_html,
    Kind.TEXT: read_text,
}
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    struct.error,
    CalamineError,
    CompDocError,
    XLRDError,
    polars.exceptions.PolarsError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)  # what readers raise on bytes that are not what they expect


def read_workbook(file: ReceivedFile) -> Workbook:
    """Read every sheet of a workbook, or a text as its only sheet, whatever the file's ending says.

    Formats: .xlsx, .xlsm, .xlsb, .xls, .ods, tables of HTML, and text with comma, semicolon, tab or bar between cells, in UTF-8, UTF-16,
    Windows-1258, TCVN3 or VNI. Texts come out in Unicode, composed (NFC); ``notes`` say what was done for that.

    Raises
    ------
    InputFileError
        The file cannot be read at all: damaged, protected by a password, beyond the limits or no table.
    """
    try:
        return _read_any(file)
    except _DAMAGE as error:
        raise refuse(file.name, "damaged_file", reason=_describe(error)) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # of Rust code: no Exception, and without a class to import
            raise refuse(file.name, "damaged_file", reason="calamine") from error
        raise


def _read_any(file: ReceivedFile) -> Workbook:
    kind = detect_kind(file)
    workbook = _READERS[kind](file)
    sheets, notes = workbook.sheets, [*note_wrong_name(file, kind), *workbook.notes]
    if kind not in (Kind.TEXT, Kind.HTML):
        sheets, unified = unify_texts(sheets)
        notes += unified
    return replace(workbook, sheets=sheets, notes=notes)


def _describe(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:120]
