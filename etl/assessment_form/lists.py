"""The sheet of what may be chosen, and the names its ranges go by: a list on another sheet needs one in Excel 2007."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import xlsxwriter

from etl.assessment_form.model import Assessment, read_words
from etl.assessment_form.rows import Asks

LEVELS, LIKELIHOODS, STATUSES, DEPARTMENTS, CODES = (
    "DS_MUC_DO",
    "DS_KHA_NANG",
    "DS_TRANG_THAI",
    "DS_CO_QUAN",
    "DS_TIEU_CHI",
)
ASKED: Final = (Asks.LEVEL, Asks.VALUE, Asks.COMPUTED)


def add_lists(book: xlsxwriter.Workbook, form: Assessment) -> None:
    """Add the sheet, one list a column, and name their ranges."""
    words = read_words()
    sheet = book.add_worksheet(words["list_sheet"])
    codes = form.rows.filter(form.rows["asks"].is_in(ASKED))["criterion_code"].to_list()
    lists: dict[str, Sequence[str]] = {
        LEVELS: list(form.ratings.values()),
        LIKELIHOODS: list(words["likelihood"].values()),
        STATUSES: list(words["report_status"].values()),
        DEPARTMENTS: [department.name for department in form.departments],
        CODES: codes,
    }
    as_text = book.add_format({"num_format": "@"})
    for column, (name, texts) in enumerate(lists.items()):
        letter = "ABCDE"[column]
        for row, text in enumerate(texts):
            sheet.write_string(row, column, text, as_text)
        book.define_name(name, f"='{words['list_sheet']}'!${letter}$1:${letter}${max(len(texts), 1)}")
    sheet.ignore_errors({"number_stored_as_text": f"E1:E{max(len(codes), 1)}"})
    sheet.protect()
    sheet.set_column(0, 4, 34)
