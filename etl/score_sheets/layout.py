"""Where things stand on a sheet of scores: the head lines, the header row, its columns, and the columns that must not be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl

from etl.cells import PersonalColumn
from etl.head_lines import read_head
from etl.reading.model import Sheet, Workbook
from etl.score_sheets.words import ScoreWords, SetWords, read_set_words
from etl.tables import Vocabulary, find_personal_columns, read_vocabulary
from etl.tables.text import fold_phrase
from etl.unknown_columns import find_unknown_columns, read_heading
from warehouse.catalogue import read_catalogue
from warehouse.criterion_model import Method

SEARCHED_ROWS = 60
FEWEST_INDICES = 3
COUNTED = ("criterion", "score", "sheet_count")


@dataclass(frozen=True)
class ScoreTable:
    """A table of scores on a sheet; rows and columns count from 0 within ``sheet.rows``.

    Attributes
    ----------
    fields : mapping of str to int
        Column of ``area_code``, ``area_name``, ``form``; of a table of counts also ``criterion``, ``score``, ``sheet_count``.
    indices : sequence of (column, code)
        Columns of scores; none in a table of counts.
    """

    sheet: Sheet
    header: int
    fields: Mapping[str, int]
    indices: Sequence[tuple[int, str]]

    @property
    def is_counted(self) -> bool:
        """Whether its rows hold numbers of sheets, not sheets."""
        return not self.indices


def find_table(sheet: Sheet, words: ScoreWords, own: SetWords) -> ScoreTable | None:
    """The first row that names several indices, or index, score and number of sheets, with its columns; None where there is none."""
    for i in range(len(sheet.rows[:SEARCHED_ROWS])):
        texts = _read_headings(sheet, i)
        fields: dict[str, int] = {}
        for j, text in enumerate(texts):
            field = words.columns.get(fold_phrase(text))
            if field is not None:
                fields.setdefault(field, j)
        found = [(j, own.find_index(text)) for j, text in enumerate(texts) if text]
        indices = [(j, code) for j, code in found if code is not None]
        known = {code for _, code in indices} & set(own.codes)
        is_named = bool({"area_code", "area_name", "form"} & fields.keys())
        if len(known) >= (1 if is_named else FEWEST_INDICES):
            kept = {field: j for field, j in fields.items() if field not in COUNTED}
            return ScoreTable(sheet, i, kept, indices)
        if all(field in fields for field in COUNTED):
            return ScoreTable(sheet, i, fields, ())
    return None


def find_private_columns(sheet: Sheet, table: ScoreTable | None, words: ScoreWords) -> list[tuple[PersonalColumn, str]]:
    """Columns that are not kept, each with the rule that says so: personal ones, and on a sheet of scores all that are no part of it."""
    found = {column.column: (column, "personal_column_dropped") for column in _find_personal(sheet, table)}
    if table is not None:
        read = {*table.fields.values(), *(j for j, _ in table.indices)}
        headings = enumerate(_read_headings(sheet, table.header))
        named = {j for j, text in headings if fold_phrase(text) in words.columns}
        for column in find_unknown_columns(sheet, table.header, read | named):
            found.setdefault(column.column, (column, "score_column_dropped"))
    return [found[column] for column in sorted(found)]


def _find_personal(sheet: Sheet, table: ScoreTable | None) -> list[PersonalColumn]:
    read = set() if table is None else {*table.fields.values(), *(j for j, _ in table.indices)}
    columns = find_personal_columns(sheet, _read_vocabulary())
    return [column for column in columns if column.column - sheet.first_column not in read]


def _read_headings(sheet: Sheet, i: int) -> list[str]:
    return [read_heading(sheet, i, j) for j in range(len(sheet.rows[i]))]


@cache
def _read_vocabulary() -> Vocabulary:
    return read_vocabulary(read_catalogue().sources["standard_form"])


def holds_scores(workbook: Workbook, source: Mapping[str, Any]) -> bool:
    """Whether a workbook is surely one of score sheets: it heads several indices of a set and says the form, or counts sheets by score."""
    words, catalogue = ScoreWords.of(source), read_catalogue()
    scored = catalogue.criteria.sets.filter(pl.col("method") == Method.SCORES)["criterion_set_id"]
    sets = [read_set_words(catalogue.criteria, set_id, words) for set_id in scored]
    for sheet in workbook.sheets:
        head = read_head(sheet, words.head, words.columns)
        for own in sets:
            table = find_table(sheet, words, own)
            has_form = table is not None and ("form" in table.fields or "form" in head.values)
            if table is not None and has_form and (table.is_counted or len(table.indices) >= FEWEST_INDICES):
                return True
    return False
