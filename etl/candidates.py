"""Puts what was read of a table where the rules look at it: into ``candidate_heading``, ``candidate_line`` and ``candidate``."""

from __future__ import annotations

import duckdb
import polars as pl

from etl.cells import TableCells, TableContext
from etl.row_numbers import RowNumbering
from warehouse.sql import read_sql


def insert_candidates(
    connection: duckdb.DuckDBPyConnection,
    table: TableCells,
    context: TableContext,
    numbering: RowNumbering,
    *,
    first_line: int,
    first_cell: int,
) -> None:
    """Add a table, or a part of it.

    Parameters
    ----------
    table : TableCells
        Lines with their ``area_id`` and ``day``, the end of the period; cells as ``etl.decide.decide_readings`` returns them.
    first_line, first_cell : int
        How many lines and cells of the file came before.
    """
    lines = number_lines(table.lines, context, numbering)
    frames = {
        "headings": build_headings(lines, context),
        "lines": build_lines(lines, first_line),
        "candidates": build_cells(table.cells, first_line, first_cell),
    }
    statements = ("insert_candidate_headings", "insert_candidate_lines", "insert_candidates")
    for statement, (name, frame) in zip(statements, frames.items(), strict=True):
        connection.register(f"new_{name}", frame)
        connection.execute(read_sql("intake", statement))
        connection.unregister(f"new_{name}")


def number_lines(lines: pl.DataFrame, context: TableContext, numbering: RowNumbering) -> pl.DataFrame:
    """Lines with the numbers of their series, heading and row."""
    series = numbering.number_series(lines["period"].unique().to_list())
    numbered = lines.with_columns(pl.col("group_id").fill_null("")).with_columns(series_id=series)
    return numbered.with_columns(
        heading_id=pl.col("series_id") + context.table_id * numbering.series_count,
        row_key=numbering.number_rows(pl.col("series_id")),
    )


def build_headings(lines: pl.DataFrame, context: TableContext) -> pl.DataFrame:
    """Columns of the table ``candidate_heading``."""
    return lines.unique("heading_id", maintain_order=True).select(
        "heading_id",
        "series_id",
        "table_id",
        "sheet",
        pl.lit(context.header_cell).alias("header_cell"),
        pl.col("title_id").alias("subject_id"),
        "group_id",
        "period",
        pl.lit(context.as_of, dtype=pl.Date).fill_null(pl.col("day")).alias("as_of"),
        pl.lit(context.report_status).alias("report_status"),
        pl.lit(context.is_simulated).alias("is_simulated"),
    )


def build_lines(lines: pl.DataFrame, first_line: int) -> pl.DataFrame:
    """Columns of the table ``candidate_line``."""
    return lines.select(
        pl.col("line_id") + first_line,
        "heading_id",
        "row_number",
        pl.coalesce("area_code_cell", "area_name_cell").alias("area_cell"),
        "area_id",
        "row_key",
        pl.col("section").replace("", None),
        "is_total",
    )


def build_cells(cells: pl.DataFrame, first_line: int, first_cell: int) -> pl.DataFrame:
    """Columns of the table ``candidate``."""
    return cells.with_row_index("order_number", offset=first_cell).select(
        "order_number",
        pl.col("line_id") + first_line,
        "column_number",
        "measure",
        "text",
        "value",
        "missing_reason",
        "qualifier",
        "rule",
        "scale",
    )
