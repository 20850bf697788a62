"""What nobody said, and titles that may mean several things."""

from __future__ import annotations

from typing import Final

import polars as pl

from etl.findings import Findings
from etl.tables.layout import Layout
from etl.tables.phrases import PhraseList
from etl.tables.vocabulary import UnclearTitle

DECIMALS: Final = r"[.,]\d{1,2}$"


def report_unsaid(cells: pl.DataFrame, layout: Layout, findings: Findings) -> pl.DataFrame:
    """Leave out cells without a title or a measure, and say once per table which of title and period is missing; a period may stay null."""
    context = layout.context
    named = cells.filter(pl.col("measure").is_not_null())
    unmeasured = cells.filter(pl.col("measure").is_null() & ~pl.col("is_total"))
    for cell, text in unmeasured.select("title_cell", "text").iter_rows():
        findings.add("measure_unknown", context.sheet, cell, text)
    figures = named.filter(~pl.col("is_total"))
    for rule, column in (("title_unknown", "title_id"), ("period_unknown", "period")):
        if figures[column].null_count() and rule not in layout.carried.said:
            layout.carried.said.add(rule)
            findings.add(rule, context.sheet, context.header_cell)
    return named.filter(pl.col("title_id").is_not_null())


def settle_titles(cells: pl.DataFrame, layout: Layout, findings: Findings) -> pl.DataFrame:
    """Decide what an unclear title means by what is counted, and say so; leave its cells out when nobody can tell."""
    unclear = layout.vocabulary.unclear
    for key in cells["title_id"].unique().sort().to_list():
        if key in unclear:
            chosen = layout.carried.settled.get(key) or settle_title(key, cells, layout, findings)
            is_key = pl.col("title_id") == key
            cells = cells.with_columns(title_id=pl.when(is_key).then(pl.lit(chosen)).otherwise("title_id"))
    return cells.filter(pl.col("title_id") != "")


def settle_title(key: str, cells: pl.DataFrame, layout: Layout, findings: Findings) -> str:
    """The title an unclear one stands for, or "" when nothing tells."""
    unclear = layout.vocabulary.unclear[key]
    of_key = cells.filter(pl.col("title_id") == key).sort("row_number")
    where, text = of_key["title_cell"][0], unclear.texts[0]
    names = [layout.vocabulary.title_names[title] for title in unclear.titles]
    if not is_settled(of_key, unclear, layout.vocabulary.words["rows"]["district"]):
        findings.add("ambiguous_title", layout.context.sheet, where, text, names, choices=", ".join(names))
        return ""
    layout.carried.settled[key] = unclear.counted
    chosen = layout.vocabulary.title_names[unclear.counted]
    findings.add("title_understood", layout.context.sheet, where, text, names, chosen=chosen)
    return unclear.counted


def is_settled(cells: pl.DataFrame, unclear: UnclearTitle, districts: PhraseList) -> bool:
    """Whether only one title is left, or a ward counts more than one: villages, for it is one commune. Sums and districts do not tell."""
    if len(unclear.titles) == 1:
        return True
    typed = pl.col("text").str.replace(DECIMALS, "").str.replace_all(r"\D", "").cast(pl.Int64, strict=False)
    count = pl.coalesce("number", typed.cast(pl.Float64))
    names = cells.filter((count > 1) & ~pl.col("is_total"))["area_name"].unique()
    return any(name is None or not districts.is_start_of(name) for name in names)
