"""What the workbook computes while it is being filled; only functions that Excel 2007 and LibreOffice share. Rows are from 1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from xlsxwriter.utility import xl_col_to_name

from etl.assessment_form.model import read_words
from etl.assessment_form.rows import Asks

COLUMNS: Final = {
    field: xl_col_to_name(place)
    for place, field in enumerate([*read_words()["columns"], *read_words()["checked_columns"]])
}
REASONS: Final = ("cause", "remedy", "deadline")
PERCENT: Final = "percent"


def write_row_check(
    row: int, asks: str, unit: str | None, is_criterion: bool, met: Sequence[str], evidence_codes: str
) -> str:
    """Formula of a row's verdict, one of the texts of ``[check]``.

    ``met``: printed levels that need evidence, the others need reasons; ``evidence_codes``: range of the codes on the sheet of evidence.
    """
    words = read_words()["check"]
    value, level, likelihood = (f"{COLUMNS[field]}{row}" for field in ("value", "rating", "likelihood"))
    cases = []
    if asks == Asks.VALUE:
        cases = [(f"ISBLANK({value})", "empty"), (f"NOT({is_value(value, unit)})", "value")]
    elif asks == Asks.LEVEL:
        cases = [(f"ISBLANK({level})", "empty")]
    if is_criterion:
        is_met = says_any(level, met)
        reasons = ",".join(f"ISBLANK({COLUMNS[field]}{row})" for field in REASONS)
        shown = f"SUMPRODUCT(--({evidence_codes}=$A{row}))"  # COUNTIF would take 1.1.1 for a date
        cases += [
            (f"AND(NOT({is_met}),ISBLANK({likelihood}))", "likelihood"),
            (f"AND(NOT({is_met}),OR({reasons}))", "reasons"),
            (f"AND({is_met},{shown}=0)", "evidence"),
        ]
    verdict = f'"{words["ok"]}"'
    for condition, word in reversed(cases):
        verdict = f'IF({condition},"{words[word]}",{verdict})'
    return f"={verdict}"


def write_progress(first_row: int, last_row: int) -> str:
    """Formula of the line that counts the rows not filled and those to look at again."""
    words, checks = read_words()["progress"], read_words()["check"]
    verdicts = f"{COLUMNS['check']}{first_row}:{COLUMNS['check']}{last_row}"
    wrong = "+".join(f'COUNTIF({verdicts},"{text}")' for word, text in checks.items() if word not in {"empty", "ok"})
    return f'="{words["empty"]}"&COUNTIF({verdicts},"{checks["empty"]}")&"{words["wrong"]}"&({wrong})'


def print_nothing_filled(asked_count: int) -> str:
    """The same line of a workbook as it is handed out."""
    words: Mapping[str, str] = read_words()["progress"]
    return f"{words['empty']}{asked_count}{words['wrong']}0"


def says_any(cell: str, texts: Iterable[str]) -> str:
    """Whether a cell holds one of some texts."""
    return "OR(" + ",".join(f'{cell}="{text}"' for text in texts) + ")"


def is_value(cell: str, unit: str | None) -> str:
    """Whether a cell holds a number from 0 on, a percentage up to 100."""
    limit = f",{cell}<=100" if unit == PERCENT else ""
    return f"IF(ISNUMBER({cell}),AND({cell}>=0{limit}),FALSE)"


def is_date(cell: str) -> str:
    """Whether a cell holds a date, or the ten letters of one: a text is understood alike by every language of Excel."""
    day, month, year = f"LEFT({cell},2)", f"MID({cell},4,2)", f"RIGHT({cell},4)"
    parts = f"ISNUMBER(VALUE({day})),ISNUMBER(VALUE({month})),ISNUMBER(VALUE({year})),VALUE({month})<13,VALUE({day})<32"
    text = f'AND(LEN({cell})=10,MID({cell},3,1)="/",MID({cell},6,1)="/",{parts})'
    return f"IF(ISNUMBER({cell}),{cell}>36525,IF(ISERROR({text}),FALSE,{text}))"
