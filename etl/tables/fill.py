"""Carries on what stands once for several rows (areas, sections, titles, periods), and tells the sums from the rest."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

import polars as pl

from etl.tables.body import ROW
from etl.tables.layout import Layout
from etl.tables.row_words import SUM, is_total
from etl.tables.sections import SortedRows

AREA: Final = ("area_code", "area_name", "area_row")
SUM_ROLES: Final = ("row_number", "section", "area_name", "title_id")
SECTION_SCHEMA: Final = {
    "section_row": pl.UInt32,
    "section": pl.String,
    "section_title": pl.String,
    "section_title_cell": pl.String,
    "section_title_row": pl.UInt32,
    "section_group": pl.String,
    "section_period": pl.String,
    "section_area": pl.String,
    "section_area_cell": pl.String,
}


def fill_rows(rows: pl.DataFrame, sorted_rows: SortedRows, layout: Layout) -> pl.DataFrame:
    """Complete each row with what stands above it.

    Returns
    -------
    pl.DataFrame
        ``rows`` with ``area_row`` (row whose cells name the area), ``is_total``, and the columns of ``SECTION_SCHEMA``, where
        ``section`` is null for a sum over all sections.
    """
    placed = mark_totals(fill_areas(rows, layout), layout)
    for role in ("title_id", "period"):
        if layout.find(role):
            placed = fill_column(placed, role, layout)
    headings = pl.DataFrame(
        [{"section_row": row, **asdict(section)} for row, section in sorted_rows.sections],
        schema=SECTION_SCHEMA,
        orient="row",
    )
    own = pl.when(pl.col("section") != "").then("section")
    joined = (
        placed.with_columns(district=own.forward_fill() if layout.find("section") else own)
        .drop("section")
        .sort(ROW)
        .join_asof(headings, left_on=ROW, right_on="section_row", strategy="backward", check_sortedness=False)
    )
    layout.carried.last_row |= {
        name: joined[name].last() for name in ("area_code", "area_name", "area_row") if joined.height
    }
    return place_totals(joined, layout).with_columns(section=pl.coalesce("district", "section"))


def fill_areas(rows: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Where rows are labelled, repeat the area that is written only in the first row of several."""
    if not layout.has_labels:
        return rows
    is_named = (pl.col("area_code") != "") | (pl.col("area_name") != "")
    carried = layout.carried.last_row
    filled = [pl.when(is_named).then(name).forward_fill().fill_null(carried.get(name, "")) for name in AREA[:2]]
    row = pl.when(is_named).then("area_row").forward_fill().fill_null(carried.get("area_row", 0))
    return rows.with_columns(*filled, row.alias("area_row"))


def mark_totals(rows: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """``is_total``: rows labelled as sums, and rows that head others and have numbers of their own."""
    sums = {
        role: [text for text in rows[role].unique() if is_total(text, layout.vocabulary)]
        for role in SUM_ROLES
        if rows[role].str.contains(SUM).any()
    }
    labelled = pl.any_horizontal(pl.lit(False), *[pl.col(role).is_in(texts) for role, texts in sums.items()])
    heads = pl.col("is_parent") if layout.find("content") is None else pl.lit(False)
    nothing = pl.lit(None, dtype=pl.String)
    label = pl.coalesce(*[pl.when(pl.col(role).is_in(texts)).then(role) for role, texts in sums.items()], nothing)
    return rows.with_columns(is_total=labelled | heads, total_label=label)


def fill_column(rows: pl.DataFrame, role: str, layout: Layout) -> pl.DataFrame:
    """Repeat a label that is written only in the first row of several; a sum takes no label from above."""
    above = (
        pl.when((pl.col(role) != "") & ~pl.col("is_total"))
        .then(role)
        .forward_fill()
        .fill_null(layout.carried.last_row.get(role, ""))
    )
    filled = rows.with_columns(
        pl.when((pl.col(role) != "") | pl.col("is_total")).then(role).otherwise(above).alias(role), above.alias("above")
    )
    if rows.height:
        layout.carried.last_row[role] = filled["above"].last()
    return filled.drop("above")


def place_totals(rows: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Take the section off sums over all sections: those that say so, and a last "Cộng" unlike the sums of the sections."""
    sums = rows.filter(pl.col("total_label").is_not_null()).unique("area_row", maintain_order=True)
    labels = sums["total_label"].to_list()
    whole = [
        row
        for at, (row, label) in enumerate(sums.select("area_row", "total_label").iter_rows())
        if layout.vocabulary.words["rows"]["whole"].is_start_of(label)
        or (at == len(labels) - 1 and labels.count(label) == 1 and not names_section(label))
    ]
    is_whole = pl.col("total_label").is_not_null() & pl.col("area_row").is_in(whole)
    return rows.with_columns(pl.when(~is_whole).then(name).alias(name) for name in ("section", "district"))


def names_section(label: str) -> bool:
    """Whether a sum's label says more than that it is one ("Cộng I", "Cộng khối xã")."""
    return len(label.split()) > 1 and not label.lower().startswith("tổng")
