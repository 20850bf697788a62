"""Reports of learning titles, in whatever layout they come: tables found, numbers read, areas matched, every cell staged for the checks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import duckdb
import polars as pl

from etl.candidates import insert_candidates
from etl.cells import PersonalColumn, TableCells, TableContext
from etl.decide import decide_readings
from etl.findings import Findings
from etl.places import AreaIndex, check_area, find_scope, match_areas
from etl.reading.limits import PART_ROWS
from etl.reading.model import Sheet, Workbook, cut_sheet
from etl.row_numbers import RowNumbering
from etl.tables import (
    Layout,
    Vocabulary,
    describe_miss,
    extract_cells,
    find_nearest,
    find_personal_columns,
    find_tables,
)
from etl.tables.body import slice_rows
from etl.values.numbers import read_numbers
from etl.values.period_words import find_period
from etl.workbook_copy import MARK_SHEET_NAME, read_workbook_words
from warehouse.errors import InputFileError
from warehouse.periods import Period
from warehouse.sql import read_sql

WARD_DEPTH = 3
COVER_ROWS = 40


@dataclass(frozen=True)
class FormRequest:
    """What the sender told besides the file; each is used only where the file says nothing."""

    period: Period | None = None
    area_id: str | None = None


@dataclass
class StagedForm:
    """What was found in a workbook of reports; its cells are in the temporary tables ``candidate_line`` and ``candidate``."""

    contexts: list[TableContext] = field(default_factory=list)
    personal: list[PersonalColumn] = field(default_factory=list)
    cell_count: int = 0
    line_count: int = 0


@dataclass(frozen=True)
class FormReader:
    """Everything needed to read a workbook of reports, besides the workbook.

    Attributes
    ----------
    applies : Mapping[str, str]
        The one title a measure is asked of.
    hint : (str, str)
        What to do with a file that has no table of titles, in Vietnamese and in English; empty where the source was named.
    """

    vocabulary: Vocabulary
    index: AreaIndex
    request: FormRequest
    applies: Mapping[str, str]
    numbering: RowNumbering
    file_name: str
    findings: Findings
    hint: tuple[str, str] = ("", "")

    def stage(self, connection: duckdb.DuckDBPyConnection, workbook: Workbook) -> StagedForm:
        """Put every number cell of every table into the temporary tables ``candidate_line`` and ``candidate``.

        Raises
        ------
        InputFileError
            No sheet holds a table of learning titles; the message says what came nearest.
        """
        connection.execute(read_sql("intake", "candidate"))
        staged = StagedForm()
        own = (MARK_SHEET_NAME, read_workbook_words()["guide"]["sheet"])
        sheets = [sheet for sheet in workbook.sheets if sheet.name not in own]
        unread: list[Sheet] = []
        period = self.request.period
        for sheet in sheets:
            staged.personal += find_personal_columns(sheet, self.vocabulary)
            layouts = find_tables(
                sheet, self.vocabulary, self.findings, period=period, first_table_id=len(staged.contexts)
            )
            staged.contexts += [layout.context for layout in layouts]
            if not layouts and _holds_numbers(sheet):
                unread.append(sheet)
            elif not layouts:
                period = period or find_period(_list_cover_lines(sheet))
            for layout, part in _list_parts(sheet, layouts):
                self._stage_part(connection, staged, layout, part)
        if not staged.contexts:
            misses = [describe_miss(sheet, self.vocabulary) for sheet in sheets]
            raise InputFileError(
                self.file_name,
                f"no sheet holds a table of learning titles: {'; '.join(en for _, en in misses)}. {self.hint[1]}".rstrip(
                    ". "
                ),
                f"không trang tính nào có bảng danh hiệu học tập: {'; '.join(vi for vi, _ in misses)}. {self.hint[0]}".rstrip(
                    ". "
                ),
            )
        for sheet in unread:
            seen_vi, seen_en = find_nearest(sheet, self.vocabulary)
            self.findings.add("sheet_not_read", sheet.name, "", seen_vi=seen_vi, seen_en=seen_en)
        self._report_personal(staged)
        return staged

    def _stage_part(
        self, connection: duckdb.DuckDBPyConnection, staged: StagedForm, layout: Layout, part: Sheet
    ) -> None:
        table = self._drop_not_asked(extract_cells(layout, part, self.findings))
        if table.cells.is_empty():
            return
        read = TableCells(table.lines, decide_readings(read_numbers(table.cells), table.lines))
        placed = self._stop_unclear(self._place(read, layout.context), layout)
        self._report_numbers(placed)
        insert_candidates(
            connection,
            placed,
            layout.context,
            self.numbering,
            first_line=staged.line_count,
            first_cell=staged.cell_count,
        )
        staged.cell_count += table.cells.height
        staged.line_count += int(table.lines.select(pl.col("line_id").max()).item()) + 1

    def _drop_not_asked(self, table: TableCells) -> TableCells:
        """Leave out lines without a title or period, reported already, and empty cells of measures that are not asked of their line."""
        said = table.keep_lines(pl.col("title_id").is_not_null() & pl.col("period").is_not_null())
        for measure, title in self.applies.items():
            is_asked = (pl.col("title_id") == title) & (pl.col("group_id").fill_null("") == "")
            asked = said.lines.filter(is_asked)["line_id"].implode()
            is_kept = (pl.col("measure") != measure) | (pl.col("text") != "") | pl.col("line_id").is_in(asked)
            said = said.keep_cells(is_kept)
        return said

    def _place(self, table: TableCells, context: TableContext) -> TableCells:
        """Give each line its area; a text that names none is reported once, at its own cell."""
        ends = {code: Period.parse(code).end for code in table.lines["period"].unique()}
        last_day = max(ends.values())
        scope = self._find_scope(context, last_day)
        named = (pl.col("area_code").fill_null("") + pl.col("area_name").fill_null("")) != ""
        lines = table.lines.with_columns(
            day=pl.col("period").replace_strict(list(ends), list(ends.values()), return_dtype=pl.Date), is_named=named
        )
        matched = match_areas(self.index, lines.filter(~pl.col("is_total") & named), self._find_province(scope)).rename(
            {name: f"area_{name}" for name in ("rule", "at", "value", "suggestions", "words")}
        )
        key = ["area_code", "area_name", "section", "day"]
        lines = lines.join(matched, on=key, how="left", nulls_equal=True, maintain_order="left")
        self._report_places(lines)
        if lines.filter(~named & ~pl.col("is_total")).height:
            lines = self._place_unnamed(lines, scope, context, last_day)
        return TableCells(lines, table.cells)

    def _find_scope(self, context: TableContext, day: date) -> str | None:
        """The area the lines around a table name, else what the sender told, else what the file's name says."""
        lines = [*([context.province_code] if context.province_code else []), *(text for _, text in context.lines)]
        return (
            find_scope(self.index, lines, day) or self.request.area_id or find_scope(self.index, [self.file_name], day)
        )

    def _find_province(self, scope: str | None) -> str | None:
        """Where the rows of a table are looked for: the scope itself, or the province of a ward."""
        if scope is None or self.index.places[scope].depth < WARD_DEPTH:
            return scope
        lineage = (self.index.places[area] for area in self.index.places[scope].lineage)
        return next((place.area_id for place in lineage if place.depth == 1), None)

    def _place_unnamed(self, lines: pl.DataFrame, scope: str | None, context: TableContext, day: date) -> pl.DataFrame:
        """A table without an area column reports on the area its title lines name, or on the part of it that the sender told."""
        told = self.request.area_id
        area = told if told and (scope is None or scope in self.index.places[told].lineage) else scope
        if area is None:
            self.findings.add("area_unknown", context.sheet, context.header_cell)
            return lines
        match = check_area(self.index, area, day)
        if match.rule is not None:
            self.findings.add(
                match.rule, context.sheet, context.header_cell, match.value, match.suggestions, **match.words
            )
        return lines.with_columns(area_id=pl.when("is_named").then("area_id").otherwise(pl.lit(match.area_id)))

    def _stop_unclear(self, table: TableCells, layout: Layout) -> TableCells:
        """A title that names several subjects was settled for communes; of a district or province nobody can tell which is meant."""
        for key, title in layout.carried.settled.items():
            above = [
                area
                for area in table.lines["area_id"].unique().drop_nulls()
                if self.index.places[area].depth < WARD_DEPTH
            ]
            unclear = (pl.col("title_id") == title) & pl.col("area_id").is_in(above)
            names = [self.vocabulary.title_names[one] for one in self.vocabulary.unclear[key].titles]
            text = self.vocabulary.unclear[key].texts[0]
            for sheet, cell in (
                table.lines.filter(unclear).select("sheet", "title_cell").unique(maintain_order=True).iter_rows()
            ):
                self.findings.add("ambiguous_title", sheet, cell or "", text, names, choices=", ".join(names))
            table = table.keep_lines(~unclear.fill_null(False))
        return table

    def _report_places(self, lines: pl.DataFrame) -> None:
        broken = lines.filter(pl.col("area_rule").is_not_null()).unique(
            ["sheet", "row_number", "area_rule"], keep="first", maintain_order=True
        )
        for row in broken.iter_rows(named=True):
            at, other = ("code", "name") if row["area_at"] == "code" else ("name", "code")
            cell = row[f"area_{at}_cell"] or row[f"area_{other}_cell"]
            words = json.loads(row["area_words"])
            self.findings.add(row["area_rule"], row["sheet"], cell, row["area_value"], row["area_suggestions"], **words)

    def _report_numbers(self, table: TableCells) -> None:
        for row in table.list_cells(pl.col("rule").is_not_null(), "sheet").iter_rows(named=True):
            shown = row["text"] if row["error"] is None else row["error"]
            readings = row["readings"] or []
            self.findings.add(row["rule"], row["sheet"], row["cell"], shown, readings, readings=" / ".join(readings))
        for row in table.list_cells(pl.col("is_decided"), "sheet").iter_rows(named=True):
            self.findings.add(
                "number_decided",
                row["sheet"],
                row["cell"],
                row["text"],
                reading=f"{row['value']:f}".rstrip("0").rstrip("."),
            )

    def _report_personal(self, staged: StagedForm) -> None:
        for column in staged.personal:
            self.findings.add("personal_column_dropped", column.sheet, column.header_cell, column.label)


def _list_cover_lines(sheet: Sheet) -> list[str]:
    """Texts of a cover sheet, which may say the period of the others."""
    return [cell for row in sheet.rows[:COVER_ROWS] for cell in row if isinstance(cell, str) and cell]


def _holds_numbers(sheet: Sheet) -> bool:
    return any(cell.__class__ in (int, float) for row in sheet.rows for cell in row)


def _list_parts(sheet: Sheet, layouts: list[Layout]) -> Iterator[tuple[Layout, Sheet]]:
    """Each table with the parts of the sheet it reaches into, so that a long one does not take the memory of all its rows at once."""
    for layout in layouts:
        for part in cut_sheet(sheet, PART_ROWS):
            rows = slice_rows(layout, part)
            if rows.start < rows.stop or part.first_row == sheet.first_row:
                yield layout, part
    if layouts and sheet.following is not None:
        for part in sheet.following():
            yield layouts[-1], part
