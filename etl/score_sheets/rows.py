"""The rows of one table: whose sheets they are, and what the cells hold; what breaks a rule is told at its cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from etl.cells import PersonalColumn
from etl.reading.model import Sheet
from etl.records import RecordContext
from etl.row_areas import RowAreas
from etl.score_sheets.layout import ScoreTable
from etl.score_sheets.scores import is_too_fine, print_points, read_score, read_sheet_count
from etl.score_sheets.words import SetWords
from etl.tables.text import fold_phrase, print_cell
from etl.unknown_columns import build_cell
from warehouse.periods import Period
from warehouse.scores import ScoreRules

Group = tuple[str, str]


@dataclass(frozen=True)
class Whose:
    """What holds for all rows of a table unless they say otherwise."""

    period: Period
    form: str


@dataclass
class Gathered:
    """What was read of all tables.

    Attributes
    ----------
    scores : list of (sheet_id, form_id, area_id, criterion_code, score)
        As ``warehouse.scores.SCORE_SCHEMA``.
    unread : list of (area_id, form_id)
        One for each sheet refused already, since a score on it could not be read.
    counts : dict of (area_id, form_id, criterion_code, score) to int
        Of tables that hold numbers of sheets.
    places : dict of str to (Sheet, row, columns by code)
        Where each sheet stands.
    """

    scores: list[tuple[str, str, str, str, Decimal | None]] = field(default_factory=list)
    unread: list[Group] = field(default_factory=list)
    counts: dict[tuple[str, str, str, Decimal | None], int] = field(default_factory=dict)
    places: dict[str, tuple[Sheet, int, dict[str, int]]] = field(default_factory=dict)
    group_sheets: dict[Group, str] = field(default_factory=dict)
    personal: list[PersonalColumn] = field(default_factory=list)
    read_count: int = 0
    accepted_count: int = 0


@dataclass
class TableReader:
    """Reads one table after the other into ``gathered``."""

    context: RecordContext
    own: SetWords
    rules: ScoreRules
    whose: Whose
    areas: RowAreas
    gathered: Gathered = field(default_factory=Gathered)

    def read(self, table: ScoreTable) -> None:
        """Take every row of a table."""
        if table.indices:
            for code in [code for code in self.own.codes if code not in dict(table.indices).values()]:
                self._tell("score_index_absent", table.sheet, table.header, 0, index=code)
        for sheet, i in _list_rows(table):
            if table.is_counted:
                self._read_count(table, sheet, i)
            else:
                self._read_sheet(table, sheet, i)

    def _read_sheet(self, table: ScoreTable, sheet: Sheet, i: int) -> None:
        row = sheet.rows[i]
        filled = [(j, code) for j, code in table.indices if row[j] != "" or self._find_error(sheet, i, j)]
        if not filled:
            self._tell("score_row_empty", sheet, i, 0)
            return
        self.gathered.read_count += len(filled)
        group = self._find_group(table, sheet, i)
        if group is None:
            return
        area_id, form_id = group
        scores: list[tuple[str, Decimal | None]] = []
        is_sound = True
        for j, code in table.indices:
            score, is_read = self._read_score(sheet, i, j, code)
            is_sound &= is_read
            if score is not None or code in self.own.codes:
                scores.append((code, score))
        self.gathered.group_sheets.setdefault(group, sheet.name)
        if not is_sound:
            self.gathered.unread.append(group)
            return
        sheet_id = f"{sheet.name}:{sheet.first_row + i}"
        self.gathered.scores += [(sheet_id, form_id, area_id, code, score) for code, score in scores]
        self.gathered.places[sheet_id] = (sheet, i, {code: j for j, code in table.indices})

    def _read_count(self, table: ScoreTable, sheet: Sheet, i: int) -> None:
        row = sheet.rows[i]
        index_at, score_at, count_at = (table.fields[name] for name in ("criterion", "score", "sheet_count"))
        if row[count_at] == "" and row[score_at] == "":
            return
        self.gathered.read_count += 1
        group = self._find_group(table, sheet, i)
        code = self._find_index(sheet, i, index_at)
        score, is_read = self._read_score(sheet, i, score_at, code or "")
        count = read_sheet_count(row[count_at])
        if count is None:
            self._tell("score_count_unclear", sheet, i, count_at, _print_number(row[count_at]))
        if (
            group is None
            or code is None
            or count is None
            or not is_read
            or not self._is_possible(sheet, i, score_at, group[1], code, score)
        ):
            return
        key = (*group, code, score)
        if key in self.gathered.counts:
            self._tell("score_count_twice", sheet, i, count_at)
            return
        self.gathered.group_sheets.setdefault(group, sheet.name)
        self.gathered.counts[key] = count
        self.gathered.accepted_count += 1

    def _find_index(self, sheet: Sheet, i: int, j: int) -> str | None:
        heading = print_cell(sheet.rows[i][j])
        code = self.own.find_index(heading)
        if code in self.own.codes:
            return code
        self._tell("score_index_unknown", sheet, i, j, heading, index=heading)
        return None

    def _is_possible(self, sheet: Sheet, i: int, j: int, form_id: str, code: str, score: Decimal | None) -> bool:
        """Whether the form has the index, and the score lies between zero and its maximum."""
        maximum = self.maxima.get((form_id, code))
        if maximum is None:
            self._tell("score_index_unknown", sheet, i, j, index=code)
        elif score is not None and score < 0:
            self._tell("score_negative", sheet, i, j, print_points(score), index=code)
        elif score is not None and score > maximum:
            self._tell("score_over_maximum", sheet, i, j, print_points(score), index=code, bound=print_points(maximum))
        else:
            return True
        return False

    @cached_property
    def maxima(self) -> dict[Group, Decimal]:
        """Maximum of each index by form and code, in points."""
        rows = self.rules.indices.select("form_id", "criterion_code", "maximum").iter_rows()
        return {(form, code): maximum for form, code, maximum in rows}

    def _read_score(self, sheet: Sheet, i: int, j: int, code: str) -> tuple[Decimal | None, bool]:
        """The score and whether it could be read. What is no number is neither quoted nor kept: it may be a name."""
        cell = sheet.rows[i][j]
        try:
            score = read_score("#" if self._find_error(sheet, i, j) else cell)
        except ValueError:
            self._tell("score_not_a_number", sheet, i, j, index=code)
            self.gathered.personal.append(build_cell(sheet, i, j))
            return None, False
        if score is not None and is_too_fine(score):
            self._tell("score_too_fine", sheet, i, j, print_points(score), index=code)
            return None, False
        return score, True

    def _find_group(self, table: ScoreTable, sheet: Sheet, i: int) -> Group | None:
        area_id, form_id = (
            self.areas.find(sheet, i, table.fields, self.whose.period.end),
            self._find_form(table, sheet, i),
        )
        if area_id is None or form_id is None:
            return None
        cell = sheet.address(i, table.fields.get("area_code", table.fields.get("area_name", 0)))
        is_closed = self.context.tell_closed(area_id, self.whose.period.code, sheet.name, cell)
        return None if is_closed else (area_id, form_id)

    def _find_form(self, table: ScoreTable, sheet: Sheet, i: int) -> str | None:
        j = table.fields.get("form")
        text = (print_cell(sheet.rows[i][j]) if j is not None else "") or self.whose.form
        form = self.own.forms.get(fold_phrase(text))
        if form is None:
            self._tell(
                "score_form_unknown", sheet, i, j or 0, text, self.own.form_names, known="; ".join(self.own.form_names)
            )
        return form

    def _find_error(self, sheet: Sheet, i: int, j: int) -> bool:
        return (sheet.first_row + i, sheet.first_column + j) in sheet.errors

    def _tell(
        self,
        rule: str,
        sheet: Sheet,
        i: int,
        j: int,
        value: str = "",
        suggestions: tuple[str, ...] = (),
        **words: object,
    ) -> None:
        self.context.findings.add(rule, sheet.name, sheet.address(i, j), value, suggestions, **words)


def _list_rows(table: ScoreTable) -> Iterator[tuple[Sheet, int]]:
    """Every row below the header that holds anything in a column of the table, following parts included."""
    columns = [*table.fields.values(), *(j for j, _ in table.indices)]
    parts = [(table.sheet, table.header + 1)]
    if table.sheet.following is not None:
        parts += [(part, 0) for part in table.sheet.following()]
    for sheet, start in parts:
        for i in range(start, len(sheet.rows)):
            if any(sheet.rows[i][j] != "" for j in columns):
                yield sheet, i


def _print_number(cell: Any) -> str:
    return print_cell(cell) if isinstance(cell, int | float) else ""
