"""What nobody said, and titles that may mean several things."""

from __future__ import annotations

from typing import Final

import polars as pl

from etl.cells import TableCells
from etl.findings import Findings
from etl.tables.layout import Layout
from etl.tables.phrases import PhraseList
from etl.tables.vocabulary import UnclearTitle

DECIMALS: Final = r"[.,]\d{1,2}$"


def report_unsaid(table: TableCells, layout: Layout, findings: Findings) -> TableCells:
    """Leave out cells without a title or a measure, and say once per table which of title and period is missing; a period may stay null."""
    context = layout.context
    unmeasured = table.list_cells(pl.col("measure").is_null(), "title_cell", "is_total")
    for cell, text in unmeasured.filter(~pl.col("is_total")).select("title_cell", "text").iter_rows():
        findings.add("measure_unknown", context.sheet, cell, text)
    named = table.keep_cells(pl.col("measure").is_not_null())
    figures = named.lines.filter(~pl.col("is_total"))
    for rule, column in (("title_unknown", "title_id"), ("period_unknown", "period")):
        if figures[column].null_count() and rule not in layout.carried.said:
            layout.carried.said.add(rule)
            findings.add(rule, context.sheet, context.header_cell)
    return named.keep_lines(pl.col("title_id").is_not_null())


def settle_titles(table: TableCells, layout: Layout, findings: Findings) -> TableCells:
    """Decide what an unclear title means by what is counted, and say so; leave its cells out when nobody can tell."""
    unclear = layout.vocabulary.unclear
    lines = table.lines
    for key in lines["title_id"].unique().sort().to_list():
        if key in unclear:
            chosen = layout.carried.settled.get(key) or settle_title(key, table, layout, findings)
            is_key = pl.col("title_id") == key
            lines = lines.with_columns(title_id=pl.when(is_key).then(pl.lit(chosen)).otherwise("title_id"))
    return TableCells(lines, table.cells).keep_lines(pl.col("title_id") != "")


def settle_title(key: str, table: TableCells, layout: Layout, findings: Findings) -> str:
    """The title an unclear one stands for, or "" when nothing tells."""
    unclear = layout.vocabulary.unclear[key]
    of_key = table.keep_lines(pl.col("title_id") == key)
    where, text = of_key.lines.sort("row_number", maintain_order=True)["title_cell"][0], unclear.texts[0]
    names = [layout.vocabulary.title_names[title] for title in unclear.titles]
    if not is_settled(of_key, unclear, layout.vocabulary.words["rows"]["district"]):
        findings.add("ambiguous_title", layout.context.sheet, where, text, names, choices=", ".join(names))
        return ""
    layout.carried.settled[key] = unclear.counted
    chosen = layout.vocabulary.title_names[unclear.counted]
    findings.add("title_understood", layout.context.sheet, where, text, names, chosen=chosen)
    return unclear.counted


def is_settled(table: TableCells, unclear: UnclearTitle, districts: PhraseList) -> bool:
    """Whether only one title is left, or a ward counts more than one: villages, for it is one commune. Sums and districts do not tell."""
    if len(unclear.titles) == 1:
        return True
    typed = pl.col("text").str.replace(DECIMALS, "").str.replace_all(r"\D", "").cast(pl.Int64, strict=False)
    count = pl.coalesce("number", typed.cast(pl.Float64))
    several = table.list_cells(count > 1, "area_name", "is_total")
    names = several.filter(~pl.col("is_total"))["area_name"].unique()
    return any(name is None or not districts.is_start_of(name) for name in names)
