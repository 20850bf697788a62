"""Commendations of collectives and individuals, a row each: counts, and names of collectives only."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from etl.cells import PersonalColumn
from etl.head_lines import SEARCHED_ROWS, Head, join_heads, read_head, turn_round
from etl.nature import read_nature
from etl.reading.model import Sheet, Workbook
from etl.records import RecordContext, Records
from etl.row_areas import RowAreas, find_head_area
from etl.score_sheets.scores import read_sheet_count
from etl.tables import find_personal_columns, read_vocabulary
from etl.tables.personal import build_column
from etl.tables.text import fold_phrase, print_cell
from etl.unknown_columns import build_cell, find_unknown_columns

SOURCE_ID = "commendations"
NEEDED = ("level", "recipient")
PASSED_OVER = "passed_over"
YEAR = re.compile(r"(?:năm\s*)?((?:19|20)\d{2})", re.IGNORECASE)
INDIVIDUAL = "individual"
COMMENDATION_SCHEMA = pl.Schema(
    {
        "row_number": pl.Int32(),
        "area_id": pl.String(),
        "year": pl.Int16(),
        "campaign": pl.String(),
        "level": pl.String(),
        "recipient": pl.String(),
        "form_of_award": pl.String(),
        "collective_name": pl.String(),
        "recipient_count": pl.Int32(),
        "document_number": pl.String(),
        "is_simulated": pl.Boolean(),
        "sheet": pl.String(),
        "cell": pl.String(),
    }
)


@dataclass(frozen=True)
class AwardTable:
    """A table of commendations: its sheet, the row of its header, and its columns by field."""

    sheet: Sheet
    header: int
    fields: Mapping[str, int]


@dataclass
class AwardReader:
    """Reads the rows of tables; columns in which a person is named are noted in ``personal``. ``head`` and ``areas`` are the table's."""

    context: RecordContext
    words: Mapping[str, Mapping[str, str]]
    is_simulated: bool
    head: Head = field(init=False)
    areas: RowAreas = field(init=False)
    areas_by_head: dict[tuple[str, str, date], RowAreas] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)
    personal: dict[tuple[str, int], PersonalColumn] = field(default_factory=dict)
    dropped_cells: list[PersonalColumn] = field(default_factory=list)
    read_count: int = 0

    def read(self, table: AwardTable, head: Head) -> None:
        """Take every row below the header that names a level or a recipient; ``head`` says what the rows do not."""
        year = YEAR.search(head.values.get("year", ""))
        day = date(int(year[1]), 12, 31) if year else date.max
        key = (*head.place("area"), day)
        if key not in self.areas_by_head:
            self.areas_by_head[key] = RowAreas(self.context, find_head_area(head, day, self.context))
        self.head, self.areas = head, self.areas_by_head[key]
        named = self.drop_personal(table.sheet, set(table.fields.values()))
        hidden = [column.column - table.sheet.first_column for column in named]
        self._drop_unknown(table, hidden)
        for sheet, i in _list_rows(table):
            if all(sheet.rows[i][table.fields[name]] == "" for name in NEEDED):
                self._drop_cell(table, sheet, i, "collective_name")
                continue
            row = self._read_row(table, sheet, i, is_named=any(sheet.rows[i][j] != "" for j in hidden))
            if row is not None:
                self.rows.append(row)

    def drop_personal(self, sheet: Sheet, read: Collection[int]) -> list[PersonalColumn]:
        """Note the columns of personal data of a sheet, but for those that are read."""
        vocabulary = read_vocabulary(self.context.catalogue.sources["standard_form"])
        found = [one for one in find_personal_columns(sheet, vocabulary) if one.column - sheet.first_column not in read]
        self._drop(found, "personal_column_dropped")
        return found

    def _drop_unknown(self, table: AwardTable, hidden: Collection[int]) -> None:
        """Note every other column the table does not know: nobody can say that it names no person."""
        headings = enumerate(table.sheet.rows[table.header])
        passed = {j for j, cell in headings if self.words["columns"].get(fold_phrase(print_cell(cell))) == PASSED_OVER}
        known = {*table.fields.values(), *passed, *hidden}
        self._drop(find_unknown_columns(table.sheet, table.header, known), "commendation_column_dropped")

    def _drop(self, columns: Sequence[PersonalColumn], rule: str) -> None:
        for column in columns:
            self.personal[(column.sheet, column.column)] = column
            self.context.findings.add(rule, column.sheet, column.header_cell, column.label)

    def _drop_cell(self, table: AwardTable, sheet: Sheet, i: int, name: str) -> None:
        j = table.fields.get(name)
        if j is not None and sheet.rows[i][j] != "":
            self.dropped_cells.append(build_cell(sheet, i, j))

    def _read_row(self, table: AwardTable, sheet: Sheet, i: int, *, is_named: bool) -> dict[str, Any] | None:
        self.read_count += 1
        level = self._read_word(table, sheet, i, "level", "levels")
        recipient = self._read_word(table, sheet, i, "recipient", "recipients")
        name = self._read_text(table, sheet, i, "collective_name")
        if name and recipient != "collective":
            self._drop_names(table)
        year = YEAR.search(self._read_text(table, sheet, i, "year"))
        if year is None:
            self._tell("commendation_year_unknown", table, sheet, i, "year", self._read_text(table, sheet, i, "year"))
        campaign = self._read_text(table, sheet, i, "campaign")
        if not campaign:
            self._tell("commendation_campaign_missing", table, sheet, i, "campaign")
        count = self._read_count(table, sheet, i, is_single=bool(name) or is_named)
        area_id = self.areas.find(sheet, i, table.fields, date(int(year[1]), 12, 31)) if year else None
        if None in (level, recipient, year, count, area_id) or not campaign:
            return None
        assert year is not None
        return {
            "row_number": sheet.first_row + i + 1,
            "area_id": area_id,
            "year": int(year[1]),
            "campaign": campaign,
            "level": level,
            "recipient": recipient,
            "form_of_award": self._read_text(table, sheet, i, "form_of_award") or None,
            "collective_name": None if recipient == INDIVIDUAL else name or None,
            "recipient_count": count,
            "document_number": self._read_text(table, sheet, i, "document_number") or None,
            "is_simulated": self.is_simulated,
            "sheet": sheet.name,
            "cell": sheet.address(i, table.fields["level"]),
        }

    def _read_text(self, table: AwardTable, sheet: Sheet, i: int, name: str) -> str:
        j = table.fields.get(name)
        return (print_cell(sheet.rows[i][j]) if j is not None else "") or self.head.values.get(name, "")

    def _read_word(self, table: AwardTable, sheet: Sheet, i: int, name: str, section: str) -> str | None:
        """The code a word stands for. A recipient that is not understood is not quoted: it may be a name."""
        text = self._read_text(table, sheet, i, name)
        code = self.words[section].get(fold_phrase(text))
        if code is None:
            shown = text if name == "level" else ""
            if name == "recipient":
                self._drop_cell(table, sheet, i, name)
            self._tell(f"commendation_{name}_unknown", table, sheet, i, name, shown)
        return code

    def _read_count(self, table: AwardTable, sheet: Sheet, i: int, *, is_single: bool) -> int | None:
        """How many were commended; a row that names one of them, and gives no number, stands for that one."""
        j = table.fields.get("recipient_count")
        cell = "" if j is None else sheet.rows[i][j]
        count = 1 if cell == "" and is_single else read_sheet_count(cell)
        if not count:
            self._tell("commendation_count_unclear", table, sheet, i, "recipient_count")
            return None
        return count

    def _drop_names(self, table: AwardTable) -> None:
        """Keep nothing of a column of names in which a person stands, or one who may be a person."""
        j = table.fields["collective_name"]
        key = (table.sheet.name, table.sheet.first_column + j)
        if key not in self.personal:
            label = print_cell(table.sheet.rows[table.header][j])
            column = build_column(table.sheet, table.header, j, table.header + 1, label, j)
            self.personal[key] = column
            self.context.findings.add("commendation_name_dropped", column.sheet, column.header_cell, label)

    def _tell(self, rule: str, table: AwardTable, sheet: Sheet, i: int, name: str, value: str = "") -> None:
        cell = sheet.address(i, table.fields.get(name, table.fields["level"]))
        self.context.findings.add(rule, sheet.name, cell, value)


def read_commendations(workbook: Workbook, context: RecordContext) -> Records:
    """Rows of ``commendation``; a name of a person is in none of them, and not in the copy that is kept."""
    source = context.catalogue.sources[SOURCE_ID]
    words = {name: turn_round(source[name]) for name in ("head", "columns", "nature", "levels", "recipients")}
    heads = [read_head(sheet, words["head"], words["columns"]) for sheet in workbook.sheets]
    head = join_heads(heads)
    tables = [(sheet, find_table(sheet, words["columns"])) for sheet in workbook.sheets]
    if all(table is None for _, table in tables):
        context.findings.add("commendation_columns_missing", "", "")
    is_simulated = read_nature(workbook, heads, words["nature"], context)
    reader = AwardReader(context, words, bool(is_simulated))
    for own, (sheet, table) in zip(heads, tables, strict=True):
        if table is None:
            reader.drop_personal(sheet, ())
        else:
            reader.read(table, join_heads([own, head]))
    dropped = [*reader.personal.values(), *reader.dropped_cells]
    if is_simulated is None:
        return Records({}, (), reader.read_count, 0, personal=dropped)
    rows = pl.DataFrame(reader.rows, schema=COMMENDATION_SCHEMA, orient="row")
    years = tuple(str(one) for one in rows["year"].unique().sort())
    return Records({"commendation": rows}, years, reader.read_count, rows.height, is_simulated, dropped)


def find_table(sheet: Sheet, headings: Mapping[str, str]) -> AwardTable | None:
    """The first row that heads levels and recipients; None where there is none."""
    for i, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        fields: dict[str, int] = {}
        for j, cell in enumerate(row):
            name = headings.get(fold_phrase(print_cell(cell)))
            if name is not None:
                fields.setdefault(name, j)
        if all(name in fields for name in NEEDED):
            return AwardTable(sheet, i, fields)
    return None


def _list_rows(table: AwardTable) -> Iterator[tuple[Sheet, int]]:
    """Every row below the header that says level or recipient or has a name, following parts included."""
    columns = [table.fields[name] for name in (*NEEDED, "collective_name") if name in table.fields]
    parts = [(table.sheet, table.header + 1)]
    if table.sheet.following is not None:
        parts += [(part, 0) for part in table.sheet.following()]
    for sheet, start in parts:
        for i in range(start, len(sheet.rows)):
            if any(sheet.rows[i][j] != "" for j in columns):
                yield sheet, i


def holds_commendations(workbook: Workbook, source: Mapping[str, Any]) -> bool:
    """Whether a workbook is surely one of commendations: it heads level and recipient, and says the campaign."""
    labels, headings = turn_round(source["head"]), turn_round(source["columns"])
    for sheet in workbook.sheets:
        table = find_table(sheet, headings)
        if table is not None and (
            "campaign" in table.fields or "campaign" in read_head(sheet, labels, headings).values
        ):
            return True
    return False
