"""Texts with separators: what each column's unambiguous texts show about its decimal sign."""

from __future__ import annotations

from typing import Final

import polars as pl

from etl.values.number_choice import CountText, choose_count
from etl.values.number_texts import OTHER_SIGN, read_number_text

COLUMN: Final = "column_number"
#: Digits in groups of three: the sign between them is the group that matched.
GROUPED_DIGITS: Final = (
    r"^[1-9][0-9]{0,2}(?:(\.)[0-9]{3}(?:\.[0-9]{3}){0,3}|(,)[0-9]{3}(?:,[0-9]{3}){0,3}"
    r"|( )[0-9]{3}(?: [0-9]{3}){0,3}|(\x{a0})[0-9]{3}(?:\x{a0}[0-9]{3}){0,3})$"
)
LONGEST_SINGLE_GROUP: Final = len("123.456")


def find_signs(typed: pl.DataFrame) -> pl.DataFrame:
    """Learn the decimal signs of each column from its own texts.

    Parameters
    ----------
    typed : pl.DataFrame
        Grain: cell typed as text. ``row``, ``text``, ``scale``, ``column_number``.

    Returns
    -------
    pl.DataFrame
        The same rows with ``sign``, the separator of a text that is nothing but digits in groups of three (else null), and
        ``decimal_signs``, those its column shows: empty, ``,``, ``.`` or ``,.``.
    """
    typed = typed.with_columns(
        sign=pl.coalesce(pl.col("text").str.extract(GROUPED_DIGITS, group) for group in (1, 2, 3, 4))
    )
    has_groups = pl.col("sign").is_not_null() & (pl.col("text").str.len_bytes() > LONGEST_SINGLE_GROUP)
    others = typed.filter(pl.col("sign").is_null()).select(pl.col("text").unique())
    signs = [read_number_text(text).decimal_sign for text in others["text"]]
    shown = others.with_columns(pl.Series("shown", signs, dtype=pl.String))
    decimal_signs = (
        typed.join(shown, on="text", how="left")
        .with_columns(shown=pl.when(has_groups).then(find_other_sign()).otherwise("shown"))
        .group_by(COLUMN)
        .agg(decimal_signs=pl.col("shown").unique().drop_nulls().sort().str.join(""))
    )
    return typed.join(decimal_signs, on=COLUMN, how="left", nulls_equal=True)


def find_other_sign() -> pl.Expr:
    """The decimal sign of a text whose ``sign`` groups thousands; null for spaces, which do not give it away."""
    return pl.col("sign").replace_strict(OTHER_SIGN, default=None, return_dtype=pl.String)


def is_plainly_grouped() -> pl.Expr:
    """Whether nothing in a column speaks against reading a text's ``sign`` as grouping thousands, as ``choose_reading`` has it."""
    is_free = (pl.col("decimal_signs") == "") & (pl.col("scale") == 1)
    other_sign = find_other_sign()
    return pl.col("sign").is_not_null() & (is_free | other_sign.is_null() | (pl.col("decimal_signs") == other_sign))


def read_groups() -> pl.Expr:
    """The number of a text of digits in groups."""
    digits = pl.col("text").str.replace_all("[^0-9]", "")
    return digits.cast(pl.Int64).cast(pl.Float64)


def choose_counts(typed: pl.DataFrame, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    """Answer for each text, looking once at each distinct one under each scale and in each kind of column.

    Returns
    -------
    pl.DataFrame
        ``row`` and the columns of ``schema``, which are the fields of ``CountText``.
    """
    key = ["text", "scale", "decimal_signs"]
    asked = typed.select(key).unique()
    answers: list[CountText] = [
        choose_count(read_number_text(text), scale, signs) for text, scale, signs in asked.iter_rows()
    ]
    chosen = asked.with_columns(
        pl.Series(name, [getattr(answer, name) for answer in answers], dtype=kind) for name, kind in schema.items()
    )
    return typed.join(chosen, on=key, how="left").select("row", *schema)
