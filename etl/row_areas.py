"""The area a row of a plain table names in its columns of code and name; what names none is told at its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from etl.head_lines import Head
from etl.places import match_area
from etl.reading.model import Sheet
from etl.records import RecordContext
from etl.tables.text import print_cell

COLUMNS = {"code": "area_code", "name": "area_name"}


@dataclass
class RowAreas:
    """Finds the areas of rows.

    Attributes
    ----------
    area_id : str or None
        The area of rows that name none; those that do name one lie in it.
    found : dict
        Texts that were matched without a remark, so that they are matched once.
    """

    context: RecordContext
    area_id: str | None
    found: dict[tuple[str, str, date], str | None] = field(default_factory=dict)

    def find(self, sheet: Sheet, i: int, fields: Mapping[str, int], day: date) -> str | None:
        """The area of row ``i``, which must have existed on the day; ``fields``: columns by field."""
        columns = {name: fields.get(column) for name, column in COLUMNS.items()}
        texts = {name: "" if j is None else print_cell(sheet.rows[i][j]) for name, j in columns.items()}
        if not any(texts.values()) and self.area_id is not None:
            return self.area_id
        key = (texts["code"], texts["name"], day)
        if key in self.found:
            return self.found[key]
        match = match_area(self.context.index, *key, self.area_id)
        if match.rule is None:
            self.found[key] = match.area_id
        else:
            j = columns[match.at] if columns[match.at] is not None else max(columns.values(), key=lambda one: one or 0)
            cell = sheet.address(i, j or 0)
            self.context.findings.add(match.rule, sheet.name, cell, match.value, match.suggestions, **match.words)
        return match.area_id


def find_head_area(head: Head, day: date, context: RecordContext) -> str | None:
    """The area a head line names by code or name, else what the sender told; null where neither says it."""
    text = head.values.get("area")
    if not text:
        return context.request.area_id
    code, name = (text, "") if text.isdecimal() else ("", text)
    match = match_area(context.index, code, name, day, None)
    if match.rule is not None:
        context.findings.add(match.rule, *head.place("area"), match.value, match.suggestions, **match.words)
    return match.area_id
