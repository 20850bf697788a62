"""What the template computes while it is being filled: the verdict of each row, and when a cell is wrong.

Only functions that Excel 2007 and LibreOffice share; a missing figure is the text ``KBC``, which counts and sums skip. Rows are from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xlsxwriter.utility import xl_col_to_name

from etl.form import FORM_SCHEMA, MEASURES, NOT_REPORTED

FIRST_MEASURE: Final = list(FORM_SCHEMA).index(MEASURES[0]) + 1  # STT stands before the fields
MEASURE_COLUMNS: Final = tuple(xl_col_to_name(FIRST_MEASURE + i) for i in range(len(MEASURES)))
CHECK_COLUMN: Final = xl_col_to_name(len(FORM_SCHEMA) + 1)
ALWAYS_ASKED: Final = 4  # total, registered, assessed, recognised: asked of every row
OCCUPATION_COUNT: Final = 7
UNFINISHED: Final = ("empty", "missing")


def write_row_check(row: int, asked_count: int, has_occupations: bool, words: Mapping[str, str]) -> str:
    """Formula of a row's verdict, one of the texts of ``words`` (``[check]`` of ``data/catalog/template.toml``).

    ``asked_count`` measures, from the left, are asked of the row; ``has_occupations``: the seven rows below must add up to it.
    """
    cells = f"{MEASURE_COLUMNS[0]}{row}:{MEASURE_COLUMNS[asked_count - 1]}{row}"
    cases = [
        (f"COUNTA({cells})=0", "empty"),
        (f'COUNTA({cells})>COUNT({cells})+COUNTIF({cells},"{NOT_REPORTED}")', "not_a_count"),
        (f'OR(COUNTIF({cells},"<0")>0,SUM({cells})<>INT(SUM({cells})))', "not_whole"),
        *((exceeds_left(position, row), MEASURES[position].value) for position in range(1, asked_count)),
        (f"COUNTBLANK({cells})>0", "missing"),
    ]
    if has_occupations:
        sums = ",".join(differs_from_sum(column, row) for column in MEASURE_COLUMNS[:ALWAYS_ASKED])
        cases.append((f"OR({sums})", "occupations"))
    verdict = f'"{words["ok"]}"'
    for condition, word in reversed(cases):
        verdict = f'IF({condition},"{words[word]}",{verdict})'
    return f"={verdict}"


def write_progress(first_row: int, last_row: int, check: Mapping[str, str], progress: Mapping[str, str]) -> str:
    """Formula of the line that says how many rows are filled and how many of them are wrong."""
    verdicts = f"{CHECK_COLUMN}{first_row}:{CHECK_COLUMN}{last_row}"
    unfinished = "".join(f'-COUNTIF({verdicts},"{check[word]}")' for word in UNFINISHED)
    filled = f"(ROWS({verdicts}){unfinished})"
    wrong = f'({filled}-COUNTIF({verdicts},"{check["ok"]}"))'
    return f'="{progress["filled"]}"&{filled}&"/"&ROWS({verdicts})&"{progress["rows"]}"&{wrong}&"{progress["wrong"]}"'


def is_count(cell: str) -> str:
    """Whether a cell holds a whole number from 0 on, or KBC."""
    return f'IF(ISNUMBER({cell}),AND({cell}>=0,{cell}=INT({cell})),{cell}="{NOT_REPORTED}")'


def exceeds_left(position: int, row: int) -> str:
    """Whether the measure at ``position`` is larger than one to its left: each is a part of those before it."""
    cell = f"{MEASURE_COLUMNS[position]}{row}"
    left = f"${MEASURE_COLUMNS[0]}{row}:{MEASURE_COLUMNS[position - 1]}{row}"
    return f"AND(ISNUMBER({cell}),COUNT({left})>0,{cell}>MIN({left}))"


def differs_from_sum(column: str, row: int) -> str:
    """Whether a row and the seven below it are all numbers and do not add up."""
    last = row + OCCUPATION_COUNT
    cells, parts = f"{column}{row}:{column}{last}", f"{column}{row + 1}:{column}{last}"
    return f"AND(COUNT({cells})={OCCUPATION_COUNT + 1},{column}{row}<>SUM({parts}))"
