"""The workbook *Phiếu đánh giá tiêu chí*: handed out to be filled, and written filled by the simulation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl.assessment_form.formulas import COLUMNS, print_nothing_filled, write_progress, write_row_check
from etl.assessment_form.lists import add_lists
from etl.assessment_form.model import Assessment, AssessmentHead, Department, read_words
from etl.assessment_form.rows import Asks, list_form_rows
from etl.assessment_form.rules import (
    add_evidence_validations,
    add_fills,
    add_head_validation,
    add_validations,
    print_computed,
)
from etl.assessment_form.styles import add_styles
from etl.form import CREATED_AT, measure_height
from etl.template.guide import write_guide

__all__ = ["Asks", "Assessment", "AssessmentHead", "Department", "list_form_rows", "write_assessment"]

PROGRESS_ROW: Final = 7
HEADER_ROW: Final = 8
FIRST_DATA_ROW: Final = 9
AS_OF_CELL: Final = "B6"
HEADER_HEIGHT: Final = 36
EVIDENCE_ROWS: Final = 300
WIDTHS: Final[Mapping[str, float]] = {
    "criterion_code": 18,
    "name_vi": 46,
    "value": 12,
    "unit": 15,
    "rating": 16,
    "likelihood": 18,
    "lead_department_id": 26,
    "supporting_department_ids": 26,
    "cause": 34,
    "remedy": 34,
    "deadline": 13,
    "report_status": 14,
    "note": 26,
    "earlier": 32,
    "check": 30,
}
EVIDENCE_WIDTHS: Final = (14, 52, 26, 16, 44, 30)
EVIDENCE_COLUMNS: Final = dict(zip(read_words()["evidence_columns"], "ABCDEF", strict=True))
DATES: Final = frozenset({"deadline", "document_date"})
LEVEL_FIELDS: Final = frozenset({"rating", "likelihood"})
ALLOWED: Final = {"format_columns": True, "format_rows": True, "autofilter": True}


def write_assessment(form: Assessment, out: Path, *, is_blank: bool) -> Path:
    """Write the workbook.

    Parameters
    ----------
    form : Assessment
        What is printed; ``entries`` and ``evidence`` may be empty.
    out : Path
        Where to write the .xlsx; its folder must exist.
    is_blank : bool
        To be filled: cells locked but those to fill, drop-downs, validations, the survey before and the columns that check. Every formula
        is stored with its result.

    Returns
    -------
    Path
        ``out``. The same input gives the same bytes.
    """
    words = read_words()
    with xlsxwriter.Workbook(out, {"strings_to_numbers": False}) as book:
        book.set_properties({"title": words["title"], "created": CREATED_AT})
        styles = add_styles(book)
        sheet = book.add_worksheet(words["sheet"])
        _lay_out(sheet, form.rows.height, is_blank, words)
        _write_head(sheet, form, styles, words, is_blank)
        _write_table(sheet, form, styles, words, is_blank)
        _write_evidence(book.add_worksheet(words["evidence_sheet"]), form, styles, words, is_blank)
        if is_blank:
            add_validations(sheet, form.rows, FIRST_DATA_ROW + 1)
            add_head_validation(sheet, AS_OF_CELL)
            add_fills(sheet, form.rows, styles, FIRST_DATA_ROW + 1)
            write_guide(book, words["guide"])
            add_lists(book, form)
    return out


def _write_head(
    sheet: Worksheet, form: Assessment, styles: Mapping[str, Format], words: Mapping[str, Any], is_blank: bool
) -> None:
    head = form.head
    department = form.department_names.get(head.department_id or "", "")
    values = {
        "set": (head.criterion_set_id, head.set_name),
        "area": (head.area_code, head.area_name),
        "period": (head.period, ""),
        "department": (head.department_id or "", department),
        "as_of": (_print_date(head.as_of), ""),
        "nature": (words["simulated"] if head.is_simulated else "", ""),
    }
    sheet.write_string(0, 0, words["title"], styles["title"])
    for row, (field, (code, name)) in enumerate(values.items(), start=1):
        style = "head_free" if field == "as_of" else "simulated" if field == "nature" and code else "locked"
        sheet.write_string(row, 0, words["head"][field], styles["label"])
        sheet.write_string(row, 1, code, styles[style])
        sheet.write_string(row, 2, name, styles["locked"])
    if is_blank:
        asked = form.rows.filter(pl.col("asks").is_in([Asks.LEVEL, Asks.VALUE])).height
        formula = write_progress(FIRST_DATA_ROW + 1, FIRST_DATA_ROW + form.rows.height)
        sheet.write_formula(PROGRESS_ROW, 0, formula, styles["progress"], print_nothing_filled(asked))


def _write_table(
    sheet: Worksheet, form: Assessment, styles: Mapping[str, Format], words: Mapping[str, Any], is_blank: bool
) -> None:
    headers = [*words["columns"].values(), *(words["checked_columns"].values() if is_blank else ())]
    sheet.set_row(HEADER_ROW, HEADER_HEIGHT)
    for column, text in enumerate(headers):
        sheet.write_string(HEADER_ROW, column, text, styles["header"])
    entries = {row["criterion_code"]: row for row in form.entries.iter_rows(named=True)}
    for row, criterion in enumerate(form.rows.iter_rows(named=True), start=FIRST_DATA_ROW):
        printed = _print_entry(form, entries.get(criterion["criterion_code"], {}), words)
        _write_row(sheet, row, criterion, printed, styles)
        if is_blank:
            _write_checks(sheet, row, form, criterion, styles, words)


def _write_row(
    sheet: Worksheet, row: int, criterion: dict[str, Any], printed: Mapping[str, Any], styles: Mapping[str, Format]
) -> None:
    is_heading = criterion["asks"] == Asks.HEADING
    name = "heading" if is_heading else "criterion" if criterion["is_criterion"] else "measurement"
    texts = {**printed, "name_vi": criterion["name_vi"]}
    if criterion["asks"] == Asks.COMPUTED:
        texts["check"] = print_computed(criterion["indicator_name"])
    sheet.set_row(row, measure_height((str(text), WIDTHS[field]) for field, text in texts.items()))
    sheet.write_string(row, 0, criterion["criterion_code"], styles["heading_code" if is_heading else "code"])
    sheet.write_string(row, 1, criterion["name_vi"], styles[name])
    for column, field in enumerate(COLUMNS):
        if column < 2 or field in ("earlier", "check"):
            continue
        style = styles[_choose_style(field, criterion)]
        content = criterion["unit_name"] if field == "unit" else printed.get(field)
        if content is None:
            sheet.write_blank(row, column, None, style)
        elif field == "value":
            sheet.write_number(row, column, content, style)
        else:
            sheet.write_string(row, column, content, style)


def _choose_style(field: str, criterion: Mapping[str, Any]) -> str:
    asks = criterion["asks"]
    if asks == Asks.HEADING:
        return "heading"
    if field == "unit":
        return "text"
    is_closed = field == "value" and asks != Asks.VALUE
    is_closed |= field in LEVEL_FIELDS and asks == Asks.COMPUTED
    return "grey" if is_closed else "free" if field == "value" else "free_text"


def _write_checks(
    sheet: Worksheet,
    row: int,
    form: Assessment,
    criterion: Mapping[str, Any],
    styles: Mapping[str, Format],
    words: Mapping[str, Any],
) -> None:
    earlier, check = len(words["columns"]), len(words["columns"]) + 1
    asks = criterion["asks"]
    style = styles["heading" if asks == Asks.HEADING else "earlier"]
    sheet.write_string(row, earlier, form.earlier.get(criterion["criterion_code"], ""), style)
    if asks == Asks.HEADING:
        sheet.write_blank(row, check, None, styles["heading"])
    elif asks == Asks.COMPUTED:
        sheet.write_string(row, check, print_computed(criterion["indicator_name"]), styles["computed"])
    else:
        met = [form.ratings[code] for code in form.ratings if code in form.met]
        codes = f"'{words['evidence_sheet']}'!$A$2:$A${EVIDENCE_ROWS + 1}"
        formula = write_row_check(row + 1, asks, criterion["unit"], criterion["is_criterion"], met, codes)
        sheet.write_formula(row, check, formula, styles["text"], words["check"]["empty"])


def _print_entry(form: Assessment, entry: Mapping[str, Any], words: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of one criterion, in printed words; nothing of what is not said."""
    names = form.department_names
    printed = {
        "value": entry.get("value"),
        "rating": form.ratings.get(entry.get("rating") or ""),
        "likelihood": words["likelihood"].get(entry.get("likelihood")),
        "lead_department_id": names.get(entry.get("lead_department_id") or ""),
        "supporting_department_ids": "; ".join(names[one] for one in entry.get("supporting_department_ids") or ()),
        "deadline": _print_date(entry.get("deadline")),
        "report_status": words["report_status"].get(entry.get("report_status")),
        **{field: entry.get(field) for field in ("cause", "remedy", "note")},
    }
    return {field: content for field, content in printed.items() if content not in (None, "")}


def _write_evidence(
    sheet: Worksheet, form: Assessment, styles: Mapping[str, Format], words: Mapping[str, Any], is_blank: bool
) -> None:
    for column, (text, width) in enumerate(zip(words["evidence_columns"].values(), EVIDENCE_WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, text, styles["header"])
    for row, evidence in enumerate(form.evidence.iter_rows(named=True), start=1):
        for column, field in enumerate(EVIDENCE_COLUMNS):
            content = _print_date(evidence[field]) if field in DATES else evidence[field]
            if content:
                sheet.write_string(row, column, content, styles["free_text"])
    if is_blank:
        for row in range(form.evidence.height + 1, EVIDENCE_ROWS + 1):
            for column in range(len(EVIDENCE_COLUMNS)):
                sheet.write_blank(row, column, None, styles["free_text"])
        add_evidence_validations(sheet, 2, EVIDENCE_ROWS + 1, EVIDENCE_COLUMNS)
        sheet.protect(options=ALLOWED)
    sheet.freeze_panes(1, 1)
    sheet.ignore_errors({"number_stored_as_text": f"A2:F{EVIDENCE_ROWS + 1}"})
    _set_page(sheet, words["footer"], 0)


def _lay_out(sheet: Worksheet, row_count: int, is_blank: bool, words: Mapping[str, Any]) -> None:
    fields = list(COLUMNS) if is_blank else list(words["columns"])
    for column, field in enumerate(fields):
        sheet.set_column(column, column, WIDTHS[field])
    last_row = FIRST_DATA_ROW + row_count - 1
    sheet.freeze_panes(FIRST_DATA_ROW, 2)
    sheet.autofilter(HEADER_ROW, 0, last_row, len(fields) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"B2:B7 A{FIRST_DATA_ROW + 1}:A{last_row + 1}"})
    _set_page(sheet, words["footer"], HEADER_ROW)
    if is_blank:
        sheet.protect(options=ALLOWED)


def _set_page(sheet: Worksheet, footer: str, header_row: int) -> None:
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header_row)
    sheet.set_footer(footer)


def _print_date(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day is not None else ""
