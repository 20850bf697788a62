"""What both kinds of source end in: reported values in the contract of the store, and cells rejected with a reason."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from etl.store import REJECTED_CELL_SCHEMA


@dataclass(frozen=True)
class Harmonized:
    """Result of reading one file.

    Attributes
    ----------
    accepted : pl.DataFrame
        Grain: cell. ``etl.store.REPORTED_VALUE_SCHEMA``.
    rejected : pl.DataFrame
        Grain: cell. ``etl.store.REJECTED_CELL_SCHEMA``; the rule names in English, the messages in both languages.
    read_count : int
        Rows of the file's tables.
    """

    accepted: pl.DataFrame
    rejected: pl.DataFrame
    read_count: int


@dataclass
class Rejections:
    """Collects cells that break a rule, each once, with what to do about it."""

    sheet: str
    frames: list[pl.DataFrame] = field(default_factory=list)

    def split(
        self, rows: pl.DataFrame, broken: pl.Expr, column: str, rule: str, vi: str, en: str, value: str | None = None
    ) -> pl.DataFrame:
        """Keep the rows that obey; report the others at their cell in ``column``.

        Parameters
        ----------
        rows : pl.DataFrame
            With ``<column>_cell`` holding the address of each field.
        broken : pl.Expr
            True or null where the rule is broken.
        column, rule, vi, en : str
            The field at fault, the rule's name and its messages.
        value : str, optional
            The column to quote, ``column`` itself by default.
        """
        wrong = broken.fill_null(True)
        bad = rows.filter(wrong)
        if bad.height:
            self.frames.append(
                bad.select(
                    sheet=pl.lit(self.sheet),
                    cell=pl.col(f"{column}_cell"),
                    rule=pl.lit(rule),
                    value=pl.col(value or column).cast(pl.String),
                    message_vi=pl.lit(vi),
                    message_en=pl.lit(en),
                )
            )
        return rows.filter(~wrong)

    def collect(self) -> pl.DataFrame:
        """All rejected cells."""
        empty = pl.DataFrame(schema=REJECTED_CELL_SCHEMA)
        return pl.concat([empty, *self.frames])
