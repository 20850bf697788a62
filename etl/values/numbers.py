"""Cells to counts: every cell gets a value, a reason why there is none, or the rule it breaks."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import polars as pl

from etl.reading.model import NO_RESULT
from etl.values.column_signs import COLUMN, choose_counts, find_signs, is_plainly_grouped, read_groups
from etl.values.number_choice import LARGEST_COUNT
from etl.values.number_texts import print_reading
from warehouse.model import Qualifier

COUNT_SCHEMA: Final[dict[str, pl.DataType]] = {
    "value": pl.Decimal(18, 4),
    "missing_reason": pl.String(),
    "qualifier": pl.String(),
    "rule": pl.String(),
    "readings": pl.List(pl.String()),
}


SCALING_ERROR: Final = 0.005  # far above what binary numbers are off by, far below the last decimal anybody writes


def read_numbers(cells: pl.DataFrame) -> pl.DataFrame:
    """Read the count in each cell.

    Parameters
    ----------
    cells : pl.DataFrame
        Grain: cell of one table, as ``etl.cells.CELL_SCHEMA``. A column's unambiguous texts decide how its ``1.234`` is read.

    Returns
    -------
    pl.DataFrame
        The same rows and columns in the same order, and: ``value`` a count, scaled, null when missing or wrong; ``missing_reason`` a code
        of ``MissingReason`` where the text gives one; ``qualifier`` a code of ``Qualifier``, ``about`` under a scale; ``rule`` the rule
        broken (a name in ``rules/numbers.toml``), null when none is; ``readings`` the possible values of an ambiguous number, or what a
        wrong one might have meant, in plain digits with a decimal comma, null when there are none. A blank cell has no value, no reason
        and no rule.
    """
    rows = cells.select(
        pl.col("text").fill_null(""),
        "is_percent",
        "error",
        pl.col("scale").fill_null(1),
        COLUMN,
        number=pl.coalesce("number", read_plain_digits("text")),
        is_typed=pl.col("number").is_null(),
    ).with_row_index("row")
    is_other_text = pl.col("number").is_null() & pl.col("error").is_null() & (pl.col("text").str.strip_chars() != "")
    typed = find_signs(rows.filter(is_other_text).select("row", "text", "scale", COLUMN))
    grouped = typed.filter(is_plainly_grouped()).select("row", number=read_groups())
    counts = judge_numbers(replace_at_rows(rows, grouped))
    counts = replace_at_rows(counts, choose_counts(typed.filter(~is_plainly_grouped()), COUNT_SCHEMA))
    return cells.hstack(counts.select(COUNT_SCHEMA.keys()))


def replace_at_rows(frame: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """Put the non-null ``answers`` in at their ``row``."""
    return frame.update(answers, on="row", maintain_order="left") if answers.height else frame


def judge_numbers(rows: pl.DataFrame) -> pl.DataFrame:
    """Judge the cells whose number is known: ``row`` and the columns of ``COUNT_SCHEMA``."""
    ruled = rows.with_columns(rule=find_broken_rule())
    is_rounded = (pl.col("scale") != 1) & pl.col("number").is_not_null()
    counts = ruled.select(
        "row",
        "rule",
        value=pl.when(pl.col("rule").is_null()).then(scale_number()).cast(COUNT_SCHEMA["value"]),
        missing_reason=pl.lit(None, dtype=pl.String),
        qualifier=pl.when(is_rounded).then(pl.lit(Qualifier.ABOUT.value)).otherwise(pl.lit(Qualifier.EXACT.value)),
        readings=pl.lit(None, dtype=COUNT_SCHEMA["readings"]),
    )
    return replace_at_rows(counts, suggest_readings(ruled))


def read_plain_digits(column: str) -> pl.Expr:
    """Texts of nothing but digits as numbers; not those with many leading zeros, which are codes of areas."""
    has_leading_zeros = pl.col(column).str.starts_with("0") & (pl.col(column).str.len_bytes() > 4)
    return pl.when(~has_leading_zeros).then(pl.col(column).cast(pl.Int64, strict=False).cast(pl.Float64))


def scale_number() -> pl.Expr:
    """The number in units of one, to the nearest whole."""
    return (pl.col("number") * pl.col("scale")).round()


def find_broken_rule() -> pl.Expr:
    """The rule that a cell with a number or an error breaks; null for none.

    A product is whole where only the binary form of its number keeps it from being so: 12.3 thousand is 12,300.
    """
    number, scale = pl.col("number"), pl.col("scale")
    is_whole = (number * scale - scale_number()).abs() <= pl.when(scale == 1).then(0.0).otherwise(SCALING_ERROR)
    # Excel took the dot of 1.234 for a decimal sign: three decimals and a group of at most three digits before them.
    is_lost_group = (
        (scale == 1)
        & number.is_between(1, 1000, closed="left")
        & ((number * 1000).round() / 1000 == number)
        & ((number * 100).round() / 100 != number)
    )
    return (
        pl.when(pl.col("error") == NO_RESULT)
        .then(pl.lit("formula_without_result"))
        .when(pl.col("error").is_not_null())
        .then(pl.lit("formula_error"))
        .when(number.is_nan() | number.is_infinite())
        .then(pl.lit("not_a_number"))
        .when(pl.col("is_percent") & ~pl.col("is_typed"))
        .then(pl.lit("percent_in_count_column"))
        .when(number < 0)
        .then(pl.lit("negative"))
        .when(scale_number() > LARGEST_COUNT)
        .then(pl.lit("too_large"))
        .when(is_lost_group)
        .then(pl.lit("ambiguous_number"))
        .when(~is_whole)
        .then(pl.lit("not_a_whole_number"))
    )


def suggest_readings(ruled: pl.DataFrame) -> pl.DataFrame:
    """What a wrong number might have meant: ``row``, ``readings``."""
    asked = ruled.filter(pl.col("rule").is_in(["ambiguous_number", "not_a_whole_number", "negative"]))
    readings = [list_meanings(number, rule) for number, rule in asked.select("number", "rule").iter_rows()]
    return asked.select("row", pl.Series("readings", readings, dtype=COUNT_SCHEMA["readings"]))


def list_meanings(number: float, rule: str) -> list[str] | None:
    """The number itself and without its separator, which may have grouped thousands: 12.5 may have been typed ``12.500``.

    >>> list_meanings(1.234, "ambiguous_number"), list_meanings(12.5, "not_a_whole_number"), list_meanings(-5.0, "negative")
    (['1,234', '1234'], ['12500'], ['5'])
    """
    exact = Decimal(repr(number))
    if rule == "negative":
        return [print_reading(-exact)]
    thousandfold = exact * 1000
    if not 1 <= exact < 1000 or thousandfold != thousandfold.to_integral_value():
        return None
    return [print_reading(each) for each in ((exact, thousandfold) if rule == "ambiguous_number" else (thousandfold,))]
