"""Drop-downs, validations and fills of the workbook to be filled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import polars as pl
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl.assessment_form.formulas import COLUMNS, is_date, is_value, says_any
from etl.assessment_form.lists import CODES, DEPARTMENTS, LEVELS, LIKELIHOODS, STATUSES
from etl.assessment_form.model import read_words
from etl.assessment_form.rows import Asks

LISTS: Final = {
    "rating": LEVELS,
    "likelihood": LIKELIHOODS,
    "lead_department_id": DEPARTMENTS,
    "report_status": STATUSES,
}


def add_validations(sheet: Worksheet, rows: pl.DataFrame, first_row: int) -> None:
    """Refuse what is in no list, no number and no date; ``first_row`` of the table, from 1."""
    last_row = first_row + rows.height - 1
    for field, name in LISTS.items():
        sheet.data_validation(
            _span(field, first_row, last_row), {"validate": "list", "source": f"={name}", **_say("pick")}
        )
    several = {"validate": "list", "source": f"={DEPARTMENTS}", "show_error": False}
    several |= {"input_title": read_words()["validation"]["several_title"]}
    several |= {"input_message": read_words()["validation"]["several"]}
    sheet.data_validation(_span("supporting_department_ids", first_row, last_row), several)
    _require_date(sheet, _span("deadline", first_row, last_row))
    for row, asks, unit, indicator in _list_rows(rows, first_row):
        cell = f"{COLUMNS['value']}{row}"
        if asks == Asks.VALUE:
            sheet.data_validation(cell, {"validate": "custom", "value": f"={is_value(cell, unit)}", **_say("number")})
        elif asks == Asks.COMPUTED:
            title, text = read_words()["validation"]["computed_title"], print_computed(indicator)
            sheet.data_validation(cell, {"validate": "any", "input_title": title, "input_message": text})


def add_evidence_validations(sheet: Worksheet, first_row: int, last_row: int, columns: Mapping[str, str]) -> None:
    """The same for the sheet of evidence."""
    code, day = columns["criterion_code"], columns["document_date"]
    sheet.data_validation(
        f"{code}{first_row}:{code}{last_row}", {"validate": "list", "source": f"={CODES}", **_say("pick")}
    )
    _require_date(sheet, f"{day}{first_row}:{day}{last_row}")


def add_head_validation(sheet: Worksheet, cell: str) -> None:
    """The date the figures stand at."""
    _require_date(sheet, cell)


def add_fills(sheet: Worksheet, rows: pl.DataFrame, styles: Mapping[str, Format], first_row: int) -> None:
    """Colour what is asked for and empty, what is wrong, and the verdicts."""
    checks = read_words()["check"]
    verdict = f"${COLUMNS['check']}{first_row}"
    value, level, likelihood = (f"{COLUMNS[field]}{first_row}" for field in ("value", "rating", "likelihood"))
    asked = {
        "value": [row for row, asks, _, _ in _list_rows(rows, first_row) if asks == Asks.VALUE],
        "rating": [row for row, asks, _, _ in _list_rows(rows, first_row) if asks == Asks.LEVEL],
    }
    numbers = [f"{COLUMNS['value']}{row}" for row in asked["value"]]
    levels = [f"{COLUMNS['rating']}{row}" for row in asked["rating"]]
    last = first_row + rows.height - 1
    reasons = f"{COLUMNS['cause']}{first_row}:{COLUMNS['deadline']}{last}"
    for ranges, condition, style in (
        (numbers, f"ISBLANK({value})", "empty"),
        (numbers, f'{verdict}="{checks["value"]}"', "broken"),
        (levels, f"ISBLANK({level})", "empty"),
        (
            [_span("likelihood", first_row, last)],
            f'AND({verdict}="{checks["likelihood"]}",ISBLANK({likelihood}))',
            "empty",
        ),
        ([reasons], f'AND({verdict}="{checks["reasons"]}",ISBLANK({COLUMNS["cause"]}{first_row}))', "empty"),
        ([_span("check", first_row, last)], f'{verdict}="{checks["ok"]}"', "ok"),
        ([_span("check", first_row, last)], _is_wrong(verdict), "wrong"),
    ):
        if ranges:
            anchor = {**_formula(condition, ranges, first_row), "format": styles[style], "stop_if_true": True}
            sheet.conditional_format(ranges[0], anchor)


def print_computed(indicator_name: str) -> str:
    """What stands beside a value that nobody types."""
    text: str = read_words()["computed"].format(indicator=indicator_name)
    return text


def _formula(condition: str, ranges: list[str], first_row: int) -> dict[str, Any]:
    """A condition written for the table's first row, moved to the row its ranges begin in."""
    start = int("".join(letter for letter in ranges[0].partition(":")[0] if letter.isdigit()))
    for column in COLUMNS.values():
        condition = condition.replace(f"{column}{first_row}", f"{column}{start}")
    return {"type": "formula", "criteria": f"={condition}", "multi_range": " ".join(ranges)}


def _is_wrong(verdict: str) -> str:
    checks = read_words()["check"]
    return says_any(verdict, (text for word, text in checks.items() if word not in {"ok", "empty"}))


def _list_rows(rows: pl.DataFrame, first_row: int) -> list[tuple[int, str, str, str]]:
    kept = rows.select("asks", "unit", "indicator_name").iter_rows()
    return [(row, *values) for row, values in enumerate(kept, start=first_row)]


def _span(field: str, first_row: int, last_row: int) -> str:
    return f"{COLUMNS[field]}{first_row}:{COLUMNS[field]}{last_row}"


def _require_date(sheet: Worksheet, cells: str) -> None:
    rule = {"validate": "custom", "value": f"={is_date(cells.partition(':')[0])}", **_say("date")}
    sheet.data_validation(cells, rule)


def _say(kind: str) -> dict[str, str]:
    words = read_words()["validation"]
    return {"error_title": words[f"{kind}_title"], "error_message": words[kind]}
