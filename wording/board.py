"""The board of all targets of a place: which target stands in which column, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

import polars as pl

from warehouse.model import Likelihood, Status
from wording.story import ATTAINED, CARD_ORDER, JUDGED

Row = dict[str, Any]
LIKELIHOOD_ORDER = (Likelihood.UNLIKELY, Likelihood.UNCERTAIN, Likelihood.INSUFFICIENT, Likelihood.LIKELY)
PACED = (Status.ON_TRACK, Status.ACCELERATE, Status.SLOW, Status.BACKWARD, Status.INSUFFICIENT, Status.OPEN)


@dataclass(frozen=True)
class Column:
    """The headline targets of one year at one place.

    Attributes
    ----------
    year : int or None
        Null: targets without a date.
    is_ahead : bool
        Whether they fall due after the day up to which the release has data.
    judged : list of rows
        Those with a verdict or an outlook, what is furthest from attained first.
    uncompared, unverified, silent, void : list of rows
        Without one: another base, a target nobody verified, nothing reported, not applicable.
    """

    year: int | None
    is_ahead: bool
    judged: list[Row]
    uncompared: list[Row]
    unverified: list[Row]
    silent: list[Row]
    void: list[Row]

    @property
    def value_count(self) -> int:
        """Targets with a value."""
        return len(self.judged) + len(self.uncompared) + sum(row["value"] is not None for row in self.unverified)

    def count(self, *statuses: Status) -> int:
        """Judged targets with one of these statuses."""
        return sum(row["status"] in statuses for row in self.judged)

    def count_likely(self, likelihood: Likelihood) -> int:
        """Targets ahead, not attained yet, with this likelihood."""
        return sum(row["likelihood"] == likelihood for row in self.judged if row["status"] not in ATTAINED)


@dataclass(frozen=True)
class Board:
    """The two columns of the first view and the other years below it.

    Attributes
    ----------
    ended : Column or None
        The year past due that most is known of, the latest of several.
    ahead : Column or None
        Likewise of the years ahead.
    others : sequence of Column
        The other years with a value, by year; the undated targets last.
    """

    ended: Column | None
    ahead: Column | None
    others: Sequence[Column]


def build_board(standing: pl.DataFrame, data_as_of: date) -> Board:
    """Sort the headline rows of :func:`warehouse.queries.list_standing` into columns.

    Parameters
    ----------
    data_as_of : date
        Day up to which the release has data: a target due by then has ended.
    """
    headline = standing.filter("is_headline").sort("target_year", "sort", nulls_last=True).to_dicts()
    columns = [
        build_column(list(rows), year, data_as_of) for year, rows in groupby(headline, itemgetter("target_year"))
    ]
    dated = [column for column in columns if column.year is not None]
    ended = choose_column([column for column in dated if not column.is_ahead])
    ahead = choose_column([column for column in dated if column.is_ahead])
    others = [column for column in columns if is_known(column) and column not in (ended, ahead)]
    return Board(ended, ahead, others)


def build_last_figures(standing: pl.DataFrame) -> Board:
    """The board of an area that has ended: its last figures, one an indicator, in one column."""
    known = standing.filter("is_headline", pl.col("value").is_not_null())
    rows = known.unique("indicator_id", keep="first", maintain_order=True).to_dicts()
    return Board(Column(None, False, sorted(rows, key=rank_verdict), [], [], [], []), None, [])


def is_known(column: Column) -> bool:
    """Whether a year has a value, those of a day on which it was not due included."""
    return column.value_count > 0 or any(row["status"] == Status.NOT_DUE for row in column.silent)


def choose_column(columns: Sequence[Column]) -> Column | None:
    """The year most is known of; of several the latest."""
    return max(columns, key=lambda column: (column.value_count, column.year or 0), default=None)


def build_column(rows: Sequence[Row], year: int | None, data_as_of: date) -> Column:
    """The rows of one year, each where it belongs."""
    is_ahead = max((row["due"] for row in rows if row["due"]), default=data_as_of) > data_as_of
    kept: dict[str, list[Row]] = {name: [] for name in ("judged", "uncompared", "unverified", "silent", "void")}
    for row in rows:
        kept[find_place(row)].append(row)
    kept["judged"].sort(key=rank_outlook if is_ahead else rank_verdict)
    return Column(year, is_ahead, **kept)


def find_place(row: Row) -> str:
    """Which list of a column a row belongs to."""
    status = Status(row["status"])
    if status in (*JUDGED, *PACED) and row["value"] is not None:
        return "judged"
    if status is Status.NOT_COMPARABLE:
        return "uncompared"
    if status is Status.NOT_APPLICABLE:
        return "void"
    if row["target_id"] is not None and (row["target_value"] is None or not row["is_verified"]):
        return "unverified"
    return "silent"


def rank_verdict(row: Row) -> tuple[float, ...]:
    """Not attained first, and of these what is furthest away."""
    order = CARD_ORDER.index(Status(row["status"]))
    return order, row["attainment"] if row["attainment"] is not None else 9, row["sort"]


def rank_outlook(row: Row) -> tuple[float, ...]:
    """What will hardly be attained first; what is attained already last."""
    if row["status"] in ATTAINED:
        return len(LIKELIHOOD_ORDER), 0, row["sort"]
    likelihood = Likelihood(row["likelihood"] or Likelihood.INSUFFICIENT)
    return LIKELIHOOD_ORDER.index(likelihood), row["p_attain"] if row["p_attain"] is not None else 2, row["sort"]


def is_open(row: Row) -> bool:
    """Whether reports still missing can turn the verdict."""
    return count_silent(row) > 0 and (row["firm"] is False or row["status"] == Status.UNDECIDED)


def count_silent(row: Row) -> int:
    """Units that were expected to report and did not; 0 for a figure of the area itself."""
    return 0 if row["is_reported"] else (row["expected_count"] or 0) - (row["reporter_count"] or 0)
