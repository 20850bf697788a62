"""Reports of learning titles, in whatever layout they come: tables found, numbers read, areas matched, every cell staged for the checks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import duckdb
import polars as pl

from etl.cells import PersonalColumn, TableContext
from etl.decide import decide_readings
from etl.findings import Findings
from etl.places import AreaIndex, check_area, find_scope, match_areas
from etl.reading.model import Sheet, Workbook
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
    """What was found in a workbook of reports; the cells themselves are in the temporary table ``candidate``."""

    contexts: list[TableContext] = field(default_factory=list)
    personal: list[PersonalColumn] = field(default_factory=list)
    cell_count: int = 0


@dataclass(frozen=True)
class FormReader:
    """Everything needed to read a workbook of reports, besides the workbook. ``applies`` names the one title a measure is asked of."""

    vocabulary: Vocabulary
    index: AreaIndex
    request: FormRequest
    applies: Mapping[str, str]
    numbering: RowNumbering
    file_name: str
    findings: Findings

    def stage(self, connection: duckdb.DuckDBPyConnection, workbook: Workbook) -> StagedForm:
        """Put every number cell of every table into the temporary table ``candidate``.

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
                "no sheet holds a table of learning titles: " + "; ".join(english for _, english in misses),
                "không trang tính nào có bảng danh hiệu học tập: " + "; ".join(vietnamese for vietnamese, _ in misses),
            )
        for sheet in unread:
            seen_vi, seen_en = find_nearest(sheet, self.vocabulary)
            self.findings.add("sheet_not_read", sheet.name, "", seen_vi=seen_vi, seen_en=seen_en)
        self._report_personal(staged)
        return staged

    def _stage_part(
        self, connection: duckdb.DuckDBPyConnection, staged: StagedForm, layout: Layout, part: Sheet
    ) -> None:
        cells = self._drop_not_asked(extract_cells(layout, part, self.findings))
        if cells.is_empty():
            return
        placed = self._stop_unclear(self._place(_read_values(cells), layout.context), layout)
        self._report_numbers(placed)
        candidates = _finish(placed, layout.context, self.numbering).with_row_index(
            "order_number", offset=staged.cell_count
        )
        connection.register("new_candidates", candidates)
        connection.execute(read_sql("intake", "insert_candidates"))
        connection.unregister("new_candidates")
        staged.cell_count += cells.height

    def _drop_not_asked(self, cells: pl.DataFrame) -> pl.DataFrame:
        """Leave out cells without a title or period, reported already, and empty ones of measures that are not asked of their row."""
        asked_title = pl.col("measure").replace_strict(self.applies, default=None, return_dtype=pl.String)
        is_asked = asked_title.is_null() | (
            (asked_title == pl.col("title_id")) & (pl.col("group_id").fill_null("") == "")
        )
        return cells.filter(
            pl.col("title_id").is_not_null() & pl.col("period").is_not_null() & (is_asked | (pl.col("text") != ""))
        )

    def _place(self, cells: pl.DataFrame, context: TableContext) -> pl.DataFrame:
        """Give each cell its area; a text that names none is reported once, at its own cell."""
        last_day = cells["period_end"].max()
        assert isinstance(last_day, date)
        scope = self._find_scope(context, last_day)
        named = (pl.col("area_code").fill_null("") + pl.col("area_name").fill_null("")) != ""
        cells = cells.rename({"period_end": "day"}).with_columns(is_named=named)
        matched = match_areas(self.index, cells.filter(~pl.col("is_total") & named), self._find_province(scope)).rename(
            {name: f"area_{name}" for name in ("rule", "at", "value", "suggestions", "words")}
        )
        key = ["area_code", "area_name", "section", "day"]
        cells = cells.join(matched, on=key, how="left", nulls_equal=True, maintain_order="left")
        self._report_places(cells)
        if cells.filter(~named & ~pl.col("is_total")).height:
            cells = self._place_unnamed(cells, scope, context, last_day)
        return cells

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

    def _place_unnamed(self, cells: pl.DataFrame, scope: str | None, context: TableContext, day: date) -> pl.DataFrame:
        """A table without an area column reports on the area its title lines name, or on the part of it that the sender told."""
        told = self.request.area_id
        area = told if told and (scope is None or scope in self.index.places[told].lineage) else scope
        if area is None:
            self.findings.add("area_unknown", context.sheet, context.header_cell)
            return cells
        match = check_area(self.index, area, day)
        if match.rule is not None:
            self.findings.add(
                match.rule, context.sheet, context.header_cell, match.value, match.suggestions, **match.words
            )
        return cells.with_columns(area_id=pl.when("is_named").then("area_id").otherwise(pl.lit(match.area_id)))

    def _stop_unclear(self, cells: pl.DataFrame, layout: Layout) -> pl.DataFrame:
        """A title that names several subjects was settled for communes; of a district or province nobody can tell which is meant."""
        for key, title in layout.carried.settled.items():
            above = [
                area for area in cells["area_id"].unique().drop_nulls() if self.index.places[area].depth < WARD_DEPTH
            ]
            unclear = (pl.col("title_id") == title) & pl.col("area_id").is_in(above)
            names = [self.vocabulary.title_names[one] for one in self.vocabulary.unclear[key].titles]
            text = self.vocabulary.unclear[key].texts[0]
            for sheet, cell in (
                cells.filter(unclear).select("sheet", "title_cell").unique(maintain_order=True).iter_rows()
            ):
                self.findings.add("ambiguous_title", sheet, cell or "", text, names, choices=", ".join(names))
            cells = cells.filter(~unclear)
        return cells

    def _report_places(self, cells: pl.DataFrame) -> None:
        broken = cells.filter(pl.col("area_rule").is_not_null()).unique(
            ["sheet", "row_number", "area_rule"], keep="first", maintain_order=True
        )
        for row in broken.iter_rows(named=True):
            at, other = ("code", "name") if row["area_at"] == "code" else ("name", "code")
            cell = row[f"area_{at}_cell"] or row[f"area_{other}_cell"]
            words = json.loads(row["area_words"])
            self.findings.add(row["area_rule"], row["sheet"], cell, row["area_value"], row["area_suggestions"], **words)

    def _report_numbers(self, cells: pl.DataFrame) -> None:
        for row in cells.filter(pl.col("rule").is_not_null()).iter_rows(named=True):
            shown = row["text"] if row["error"] is None else row["error"]
            readings = row["readings"] or []
            self.findings.add(row["rule"], row["sheet"], row["cell"], shown, readings, readings=" / ".join(readings))
        for row in cells.filter("is_decided").iter_rows(named=True):
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
    for layout in layouts:
        yield layout, sheet
    if layouts and sheet.following is not None:
        for part in sheet.following():
            yield layouts[-1], part


def _read_values(cells: pl.DataFrame) -> pl.DataFrame:
    codes = cells["period"].unique().to_list()
    ends = {code: Period.parse(code).end for code in codes}
    read = read_numbers(cells).with_columns(
        period_end=pl.col("period").replace_strict(list(ends), list(ends.values()), return_dtype=pl.Date)
    )
    return decide_readings(read)


def _finish(cells: pl.DataFrame, context: TableContext, numbering: RowNumbering) -> pl.DataFrame:
    """Columns of the table ``candidate``."""
    return cells.with_columns(pl.col("group_id").fill_null("")).select(
        "table_id",
        "sheet",
        "row_number",
        "cell",
        pl.coalesce("area_code_cell", "area_name_cell", "cell").alias("area_cell"),
        "area_id",
        numbering.number_rows(cells["period"].unique().to_list()).alias("row_key"),
        pl.col("section").replace("", None),
        pl.col("title_id").alias("subject_id"),
        "group_id",
        "measure",
        "period",
        "text",
        "value",
        "missing_reason",
        "qualifier",
        "rule",
        "scale",
        pl.lit(context.as_of, dtype=pl.Date).fill_null(pl.col("day")).alias("as_of"),
        pl.lit(context.report_status).alias("report_status"),
        pl.lit(context.is_simulated).alias("is_simulated"),
        "is_total",
    )
