"""A number with two readings is decided by the other numbers of its row: recognised ≤ assessed ≤ registered ≤ total."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl

from warehouse.model import Measure

#: From whole to part.
ORDERED_MEASURES = (
    Measure.TOTAL.value,
    Measure.REGISTERED.value,
    Measure.ASSESSED.value,
    Measure.RECOGNISED.value,
    Measure.DIGITAL_SKILL.value,
    Measure.DIGITAL_PROFICIENCY.value,
)
ROW_KEY = ("table_id", "row_number", "area_code", "area_name", "title_id", "group_id", "period")


def decide_readings(cells: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Take the one reading that the row's other numbers allow.

    Parameters
    ----------
    cells : pl.DataFrame
        As ``etl.values.numbers.read_numbers`` returns; ``readings`` holds the possible numbers of a cell that breaks ``ambiguous_number``.
    lines : pl.DataFrame
        Those of the cells.

    Returns
    -------
    pl.DataFrame
        The same rows; a decided cell has its ``value``, no ``rule`` and ``is_decided``. With no reading or several left the rule stands.
    """
    if not (cells["rule"] == "ambiguous_number").any():
        return cells.with_columns(is_decided=pl.lit(False))
    cells = cells.with_row_index("_order").with_columns(is_decided=pl.lit(False))
    placed = cells.join(lines.select("line_id", "is_total", *ROW_KEY), on="line_id", how="left", maintain_order="left")
    unclear = placed.filter((pl.col("rule") == "ambiguous_number") & ~pl.col("is_total"))
    rows = placed.join(unclear.select(ROW_KEY).unique(), on=ROW_KEY, how="semi", nulls_equal=True)
    known = {
        (*(row[name] for name in ROW_KEY), row["measure"]): row["value"]
        for row in rows.iter_rows(named=True)
        if row["value"] is not None
    }
    decided = {
        row["_order"]: value for row in unclear.iter_rows(named=True) if (value := _decide(row, known)) is not None
    }
    if not decided:
        return cells.drop("_order")
    chosen = pl.DataFrame(
        {"_order": list(decided), "_chosen": list(decided.values())},
        schema={"_order": cells.schema["_order"], "_chosen": pl.Decimal(18, 4)},
    )
    cells = cells.join(chosen, on="_order", how="left", maintain_order="left")
    is_chosen = pl.col("_chosen").is_not_null()
    return cells.with_columns(
        value=pl.coalesce("_chosen", "value"),
        rule=pl.when(~is_chosen).then("rule"),
        is_decided=is_chosen,
    ).drop("_order", "_chosen")


def _decide(row: dict[str, Any], known: dict[tuple[Any, ...], Decimal]) -> Decimal | None:
    """The only whole reading between the row's larger and smaller measures, where at least one of the others breaks the order."""
    key = tuple(row[name] for name in ROW_KEY)
    place = ORDERED_MEASURES.index(row["measure"])
    larger = [known[(*key, name)] for name in ORDERED_MEASURES[:place] if (*key, name) in known]
    smaller = [known[(*key, name)] for name in ORDERED_MEASURES[place + 1 :] if (*key, name) in known]
    readings = [Decimal(text.replace(",", ".")) for text in row["readings"] or []]
    possible = [
        reading
        for reading in readings
        if all(reading <= one for one in larger) and all(reading >= one for one in smaller)
    ]
    if len(possible) == 1 and len(readings) > 1 and possible[0] == possible[0].to_integral_value():
        return possible[0]
    return None
