"""Lines of label and value that stand above a table, such as “Kỳ đánh giá | 2026-H1”."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from etl.reading.model import Sheet
from etl.tables.text import fold_phrase, print_cell

SEARCHED_ROWS = 60
LABEL_COLUMNS = 4


@dataclass(frozen=True)
class Head:
    """What stands above a table: texts by field, and the sheet and cell of each."""

    values: Mapping[str, str]
    places: Mapping[str, tuple[str, str]]

    def place(self, field: str) -> tuple[str, str]:
        """Sheet and cell of a field; empty where nothing says it."""
        return self.places.get(field, ("", ""))


def turn_round(synonyms: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Folded text → field, of a source file's field → texts."""
    return {fold_phrase(text): field for field, texts in synonyms.items() for text in texts}


def read_head(sheet: Sheet, labels: Mapping[str, str], headings: Collection[str]) -> Head:
    """Labels and values of a sheet; the first of each field counts.

    Parameters
    ----------
    labels : mapping of str to str
        Folded label → field.
    headings : collection of str
        Folded headings of columns: a label with one of them beside it is part of the header row.
    """
    values: dict[str, str] = {}
    places: dict[str, tuple[str, str]] = {}
    for i, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        filled = [(j, cell) for j, cell in enumerate(row) if cell != ""][:2]
        if len(filled) < 2 or filled[0][0] >= LABEL_COLUMNS:
            continue
        (_, label), (j, value) = filled
        field = labels.get(fold_phrase(print_cell(label)))
        if field is not None and field not in values and fold_phrase(print_cell(value)) not in headings:
            values[field], places[field] = print_cell(value), (sheet.name, sheet.address(i, j))
    return Head(values, places)


def join_heads(heads: Sequence[Head]) -> Head:
    """The first sheet that says a thing says it for all."""
    values: dict[str, str] = {}
    places: dict[str, tuple[str, str]] = {}
    for head in reversed(heads):
        values |= head.values
        places |= head.places
    return Head(values, places)
