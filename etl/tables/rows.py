"""Which rows of a table hold figures, and which head the rows below them."""

from __future__ import annotations

from typing import Final

import polars as pl

from etl.tables.body import ROW
from etl.tables.columns import LABELS
from etl.tables.layout import Layout
from etl.tables.row_words import LEADING, SUM, build_prefix

NAMES: Final = ("area_name", "content", "title_id", "section", "row_number")
LETTER, ROMAN, ARABIC, SMALL, BULLET, PLAIN = 1, 2, 3, 20, 21, 30
TIERS: Final = {"section": 1, "district": 2, "ward": 3}


def flag_rows(body: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Leave out empty rows, and add ``is_filled`` (a count is not empty), ``has_figure`` (one looks like a number) and
    ``is_parent`` (a sum of the rows below it, or their heading)."""
    counts = [column.index for column in layout.counts]
    filled = pl.any_horizontal(*[(pl.col(f"t{j}") != "") | pl.col(f"e{j}").is_not_null() for j in counts])
    figures = pl.any_horizontal(*[f"f{j}" for j in counts])
    keys = [role for role in (*LABELS, "area_code", "area_name", "section", "period") if layout.find(role)]
    named = pl.any_horizontal(pl.lit(False), *[pl.col(role) != "" for role in keys])
    flagged = body.with_columns(is_filled=filled, has_figure=figures).filter(
        pl.col("is_filled") | named | pl.col("row_number").str.contains(r"\p{L}{2}")
    )
    return flagged.join(find_parents(flagged, layout), on=ROW, how="left", maintain_order="left").with_columns(
        pl.col("is_parent").fill_null(False)
    )


def find_parents(rows: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Which rows head those below: I before 1, 1 before 1.1, Quận before Phường. Grain: row that has a name; ``is_parent``."""
    if rows["row_number"].str.contains(r"^\d+$").all():
        return rows.select(ROW, is_parent=pl.lit(False))
    words = layout.vocabulary.words["rows"]
    name = pl.when(pl.col("area_name") != "").then("area_name").otherwise("content")
    begins = {tier: pl.col("name").str.contains(build_prefix(words[key])) for key, tier in TIERS.items()}
    leveled = (
        rows.select(
            ROW,
            name=name.str.replace(LEADING, ""),
            level=rank_numbering(
                pl.when(pl.col("row_number") != "").then("row_number").otherwise(extract_numbering(name))
            ),
            is_sum=pl.any_horizontal(*[pl.col(role).str.contains(SUM) for role in NAMES]),
        )
        .filter((pl.col("name") != "") & ~pl.col("is_sum"))
        .filter((pl.col("name") != pl.col("name").shift(1)).fill_null(True))
        .with_columns(tier=pl.coalesce(*[pl.when(is_tier).then(tier) for tier, is_tier in begins.items()]))
    )
    level, tier, below = pl.col("level"), pl.col("tier"), pl.col("level").shift(-1)
    by_number = (below > level) & ((below < PLAIN) | (level <= ROMAN))
    by_tier = (level == PLAIN) & (tier < pl.col("tier").shift(-1))
    by_word = (level == PLAIN) & (tier == TIERS["section"]) & (pl.col("tier").shift(-1).fill_null(TIERS["ward"]) > tier)
    return leveled.select(
        ROW, is_parent=by_number | by_tier.fill_null(False) | (by_word.fill_null(False) & below.is_not_null())
    )


def extract_numbering(name: pl.Expr) -> pl.Expr:
    """The numbering in front of a name ("I. Quận Ba Đình", "- Phường Phúc Xá"); "X." is short for Xã."""
    number = name.str.extract(r"^((?:[IV][IVX]*|X[IVX]+|[A-E]|\d{1,3}(?:\.\d{1,3})*))\s*[.)/]", 1)
    return pl.coalesce(number, name.str.extract(r"^([-–+•*])", 1), pl.lit(""))


def rank_numbering(sign: pl.Expr) -> pl.Expr:
    """How deep a numbering stands: A, I, 1, 1.1, a, -, nothing."""
    bare = sign.str.strip_chars(" ().,:/")
    return (
        pl.when(bare.str.contains(r"^[IVX]+$"))
        .then(ROMAN)
        .when(bare.str.contains(r"^[A-Z]$"))
        .then(LETTER)
        .when(bare.str.contains(r"^\d+$"))
        .then(ARABIC)
        .when(bare.str.contains(r"^\d+(?:\.\d+)+$"))
        .then(ARABIC + bare.str.count_matches(".", literal=True).cast(pl.Int32))
        .when(bare.str.contains(r"^[a-z]{1,4}$"))
        .then(SMALL)
        .when(bare.str.contains(r"^[-–+•*]$"))
        .then(BULLET)
        .otherwise(PLAIN)
    )
