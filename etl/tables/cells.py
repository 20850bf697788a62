"""Turns the rows of a table into the lines and cells that the later steps share."""

from __future__ import annotations

import polars as pl
from xlsxwriter.utility import xl_col_to_name

from etl.cells import CELL_SCHEMA, LINE_SCHEMA, TableCells
from etl.findings import Findings
from etl.reading.model import Sheet
from etl.tables.body import ROW, read_body
from etl.tables.columns import Column
from etl.tables.fill import fill_rows
from etl.tables.labels import read_labels
from etl.tables.layout import Layout
from etl.tables.row_words import LEADING
from etl.tables.rows import flag_rows
from etl.tables.sections import sort_rows
from etl.tables.titles import report_unsaid, settle_titles

SHOWN_CELLS = 5


def extract_cells(layout: Layout, part: Sheet, findings: Findings) -> TableCells:
    """Take the numbers out of a table.

    Parameters
    ----------
    layout : Layout
        From :func:`etl.tables.find_tables`. It remembers headings and names across the parts of a long text file, so the parts
        come in order.
    part : Sheet
        The sheet in which the table was found, or one of ``sheet.following()``.
    findings : Findings
        Takes the labels that are not understood, rows without an area or without numbers, titles and periods nobody named.

    Returns
    -------
    TableCells
        ``LINE_SCHEMA``, each row's lines numbered from 0, and ``CELL_SCHEMA``: column by column, each from top to bottom.
    """
    if layout.is_rejected or not layout.counts:
        return TableCells.nothing()
    body = read_body(layout, part)
    flagged = flag_rows(body, layout)
    found = sort_rows(flagged, layout, part)
    report_unfilled(found.unfilled, layout, findings)
    kept = flagged.filter(pl.col("is_filled") & ~pl.col(ROW).is_in(sorted(found.left_out)))
    rows = drop_unnamed(fill_rows(kept, found, layout), layout, findings)
    labelled = settle_content(read_labels(rows, layout, findings)).with_columns(**build_areas(layout))
    table = report_unsaid(build_table(labelled, layout), layout, findings)
    return settle_titles(table, layout, findings)


def build_table(rows: pl.DataFrame, layout: Layout) -> TableCells:
    """The lines of all rows, and their cells. Columns that say the same of their rows share a line."""
    sharing: dict[tuple[object, ...], list[Column]] = {}
    for column in layout.counts:
        sharing.setdefault(describe_line(column, layout), []).append(column)
    numbered = rows.with_row_index("line_id")
    lines: list[pl.DataFrame] = []
    cells: dict[int, pl.DataFrame] = {}
    for number, columns in enumerate(sharing.values()):
        line_id = pl.col("line_id") + number * rows.height
        lines.append(build_lines(numbered, line_id, columns[0], layout))
        cells |= {column.index: build_cells(numbered, line_id, column, layout) for column in columns}
    return TableCells(pl.concat(lines), pl.concat([cells[column.index] for column in layout.counts]))


def describe_line(column: Column, layout: Layout) -> tuple[object, ...]:
    """What a column says of a line, and the column itself where the line's title may stand in it."""
    is_titled = column.title is not None or column.thing is not None
    may_name_title = is_titled or (layout.find("measure") is not None and find_label(layout) is None)
    return column.title, column.thing, column.group, column.period, column.index if may_name_title else None


def report_unfilled(rows: list[int], layout: Layout, findings: Findings) -> None:
    """Say how many rows name something to report on and hold no numbers."""
    if rows:
        column = next(
            c for role in ("area_name", "area_code", "content", "title_id", "group_id") if (c := layout.find(role))
        )
        shown = ", ".join(layout.address(row, column.index) for row in rows[:SHOWN_CELLS])
        findings.add(
            "nothing_reported", layout.context.sheet, layout.address(rows[0], column.index), shown, count=len(rows)
        )  # fmt: skip


def drop_unnamed(rows: pl.DataFrame, layout: Layout, findings: Findings) -> pl.DataFrame:
    """Leave out rows with numbers that name no area, in a table that has areas."""
    column = layout.find("area_name") or layout.find("area_code")
    if column is None:
        return rows
    unnamed = (
        (pl.col("area_name") == "")
        & (pl.col("area_code") == "")
        & pl.col("section_area").is_null()
        & ~pl.col("is_total")
    )
    for row in rows.filter(unnamed)[ROW]:
        findings.add("area_missing", layout.context.sheet, layout.address(row, column.index))
    return rows.filter(~unnamed)


def settle_content(rows: pl.DataFrame) -> pl.DataFrame:
    """Carry the title of a content row to the rows below it, and tell the total over all groups from a sum over titles."""
    if "content_problem" not in rows.columns:
        return rows.with_columns(carried_title=pl.col("section_title"), carried_title_row=pl.col("section_title_row"))
    area = pl.concat_str("area_code", "area_name", pl.col("section_area").fill_null(""), separator="\n")
    own_row = pl.when(pl.col("row_title").is_not_null()).then(ROW).forward_fill().over(area)
    own_title = pl.col("row_title").forward_fill().over(area)
    is_below = (own_row > pl.col("section_title_row")).fill_null(own_row.is_not_null())
    return mark_group_totals(
        rows.with_columns(
            area_key=area,
            carried_title=pl.when(is_below).then(own_title).otherwise("section_title"),
            carried_title_row=pl.when(is_below).then(own_row).otherwise("section_title_row"),
        )
    )


def mark_group_totals(rows: pl.DataFrame) -> pl.DataFrame:
    """A content "Tổng số" beside groups of one title is that title's total; any other is a sum."""
    key = ["area_key", pl.col("carried_title").fill_null("")]
    is_sum = pl.col("content_problem") == "total"
    has_groups = (pl.col("row_group").fill_null("") != "").any().over(key)
    has_own = (
        (~is_sum.fill_null(False) & pl.col("row_group").is_null() & pl.col("row_title").is_not_null()).any().over(key)
    )
    is_group_total = is_sum & has_groups & ~has_own & (is_sum.fill_null(False).cum_sum().over(key) == 1)
    is_other = (is_sum & ~is_group_total).fill_null(False)
    return rows.with_columns(
        row_group=pl.when(is_group_total).then(pl.lit("")).otherwise("row_group"),
        is_total=pl.col("is_total") | is_other,
        carried_title=pl.when(~is_other | (pl.col("carried_title_row") == pl.col("section_title_row"))).then(
            "carried_title"
        ),
    )


def build_areas(layout: Layout) -> dict[str, pl.Expr]:
    """Code and name of a row's area and their cells; the name of a sum is its label."""
    code, name = layout.find("area_code"), layout.find("area_name")
    nothing = pl.lit(None, dtype=pl.String)
    code_text = pl.when(pl.col("area_code") != "").then("area_code")
    name_text = pl.when(pl.col("area_name") != "").then(pl.col("area_name").str.replace(LEADING, ""))
    code_cell = pl.format(f"{xl_col_to_name(code.index)}{{}}", "area_row") if code else nothing
    name_cell = pl.format(f"{xl_col_to_name(name.index)}{{}}", "area_row") if name else nothing
    return {
        "shown_code": code_text,
        "area_code_cell": pl.when(code_text.is_not_null()).then(code_cell),
        "shown_name": pl.coalesce(name_text, "section_area", pl.when("is_total").then("total_label")),
        "area_name_cell": pl.coalesce(pl.when(name_text.is_not_null()).then(name_cell), "section_area_cell"),
    }


def build_lines(rows: pl.DataFrame, line_id: pl.Expr, column: Column, layout: Layout) -> pl.DataFrame:
    """What the header of a column, the row, its section and the table say of every row."""
    title = pl.coalesce(
        pl.lit(column.title, pl.String), "row_title", "row_thing", "carried_title",
        pl.lit(column.thing, pl.String), pl.lit(layout.title, pl.String),
    )  # fmt: skip
    group = pl.coalesce(pl.lit(column.group, pl.String), "row_group", "section_group", pl.lit(layout.group, pl.String))
    return rows.select(
        line_id=line_id,
        table_id=pl.lit(layout.context.table_id),
        sheet=pl.lit(layout.context.sheet),
        row_number=ROW,
        area_code="shown_code",
        area_code_cell="area_code_cell",
        area_name="shown_name",
        area_name_cell="area_name_cell",
        section=pl.col("section"),
        title_id=title,
        title_cell=locate_title(column, layout),
        group_id=pl.when(group != "").then(group),
        period=choose_period(column, layout),
        is_total="is_total",
    ).select(pl.col(name).cast(dtype) for name, dtype in LINE_SCHEMA.items())


def build_cells(rows: pl.DataFrame, line_id: pl.Expr, column: Column, layout: Layout) -> pl.DataFrame:
    """The cells of a column."""
    j = column.index
    return rows.select(
        line_id=line_id,
        column_number=pl.lit(j),
        measure=pl.coalesce(pl.lit(column.measure, pl.String), "row_measure", pl.lit(layout.measure, pl.String)),
        text=f"t{j}",
        number=f"n{j}",
        is_percent=f"p{j}",
        error=f"e{j}",
        scale=pl.coalesce("row_scale", pl.lit(column.unit.scale if column.unit else layout.scale, pl.Int64)),
    ).select(pl.col(name).cast(dtype) for name, dtype in CELL_SCHEMA.items())


def choose_period(column: Column, layout: Layout) -> pl.Expr:
    """The period of a column, unless the row or the table names a part of it: "năm 2025" over a report of 6 months."""
    told = pl.coalesce("row_period", "section_period", pl.lit(layout.period, pl.String))
    if column.period is None:
        return told
    return pl.when(told.str.starts_with(column.period)).then(told).otherwise(pl.lit(column.period))


def find_label(layout: Layout) -> Column | None:
    """The column whose cells name titles."""
    return layout.find("title_id") or layout.find("content")


def locate_title(column: Column, layout: Layout) -> pl.Expr:
    """The cell that names the title: in the header, the row, a heading, or a line above the table."""
    label = find_label(layout)
    letter = xl_col_to_name(label.index if label else column.index)
    is_heading = pl.col("carried_title_row") == pl.col("section_title_row")
    header_cell = layout.address(column.row + 1, column.index)
    return (
        pl.when(pl.lit(column.title is not None))
        .then(pl.lit(header_cell))
        .when(pl.col("row_title").is_not_null() | pl.col("row_thing").is_not_null())
        .then(pl.format(f"{letter}{{}}", ROW))
        .when(pl.col("carried_title").is_not_null() & is_heading)
        .then("section_title_cell")
        .when(pl.col("carried_title").is_not_null())
        .then(pl.format(f"{letter}{{}}", "carried_title_row"))
        .otherwise(pl.lit(header_cell if column.thing else layout.title_cell or layout.context.header_cell))
    )
