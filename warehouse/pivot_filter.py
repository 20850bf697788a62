"""Which rows of a pivot stay: judged by the very cells that are shown."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import polars as pl

from warehouse.errors import PivotError

WHOLE = 100.0


@dataclass(frozen=True)
class RowFilter:
    """Which rows stay; rates are those of the column in focus.

    Attributes
    ----------
    rate_from, rate_to : float or None
        Range of the rate in percent, its lower end included, its upper end not, except 100: ranges beside each other share no row.
    gap_under : int or None
        Short of the target, and by fewer than this many people or things.
    spread_over : float or None
        The highest and the lowest rate of the row lie more than this many points apart.
    """

    rate_from: float | None = None
    rate_to: float | None = None
    gap_under: int | None = None
    spread_over: float | None = None

    def __post_init__(self) -> None:
        if self.rate_from is not None and self.rate_to is not None and self.rate_from > self.rate_to:
            raise PivotError(
                "the lower end of the rate lies above the upper one", "mức tỷ lệ dưới lớn hơn mức tỷ lệ trên"
            )

    @property
    def is_open(self) -> bool:
        """Whether every row stays."""
        return self == EVERY_ROW


EVERY_ROW = RowFilter()


def find_rows(body: pl.DataFrame, focus: str, limits: RowFilter) -> list[str]:
    """Codes of the rows that stay.

    Parameters
    ----------
    body : polars.DataFrame
        The cells of all rows, one a row and column, as ``PivotTable.body``.
    focus : str
        Code of the column whose rate and gap are looked at; a row without a number there does not stay under a limit on it.
    """
    in_focus = pl.col("column_1") == focus
    rate, gap = (pl.col(name).filter(in_focus).first() for name in ("value", "gap_count"))
    conditions = [pl.lit(value=True)]
    if limits.rate_from is not None:
        conditions.append(rate >= limits.rate_from)
    if limits.rate_to is not None:
        conditions.append(rate < (limits.rate_to if limits.rate_to < WHOLE else inf))
    if limits.gap_under is not None:
        conditions.append(gap.is_between(1, limits.gap_under, closed="left"))
    if limits.spread_over is not None:
        conditions.append(pl.col("value").max() - pl.col("value").min() > limits.spread_over)
    rows = body.group_by("row_code", maintain_order=True).agg(stays=pl.all_horizontal(conditions))
    return rows.filter("stays")["row_code"].to_list()
