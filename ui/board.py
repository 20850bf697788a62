"""What the board of all targets says in words: which targets stand in which column, how many of each verdict, and the sentence on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from ui.format import format_date, format_gap, format_number, format_status
from ui.language import _, localise
from ui.outlook import format_likelihood, tell_pace
from ui.state import Area
from ui.story import ATTAINED, CARD_ORDER, JUDGED
from warehouse.model import Likelihood, Status

Row = dict[str, Any]
LIKELIHOOD_ORDER = (Likelihood.UNLIKELY, Likelihood.UNCERTAIN, Likelihood.INSUFFICIENT, Likelihood.LIKELY)
PACED = (Status.ON_TRACK, Status.ACCELERATE, Status.SLOW, Status.BACKWARD, Status.INSUFFICIENT, Status.OPEN)
NAMED_LIMIT = 2


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
        The other years with a value, latest due first; the undated targets last.
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
    headline = standing.filter("is_headline")
    dues = headline.group_by("target_year").agg(pl.col("due").max()).sort("target_year", nulls_last=True)
    columns = [
        build_column(headline, year, is_ahead=due is not None and due > data_as_of) for year, due in dues.iter_rows()
    ]
    dated = [column for column in columns if column.year is not None]
    ended = choose_column([column for column in dated if not column.is_ahead])
    ahead = choose_column([column for column in dated if column.is_ahead])
    others = [column for column in columns if column.value_count and column not in (ended, ahead)]
    return Board(ended, ahead, others)


def choose_column(columns: Sequence[Column]) -> Column | None:
    """The year most is known of; of several the latest."""
    return max(columns, key=lambda column: (column.value_count, column.year or 0), default=None)


def build_column(headline: pl.DataFrame, year: int | None, *, is_ahead: bool) -> Column:
    """The rows of one year, each where it belongs."""
    rows = headline.filter(pl.col("target_year").eq_missing(pl.lit(year))).sort("sort").to_dicts()
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


def tell_board(area: Area, board: Board) -> str:
    """The sentence on top: how many targets that ended were attained, how many of those ahead are likely."""
    if area.valid_to is not None:
        ended = format_date(area.valid_to)
        return _("{place} ended on {date}: its last figures, without a verdict", place=area.name, date=ended)
    parts = [tell_ended(board.ended), tell_ahead(board.ahead)]
    told = "; ".join(part for part in parts if part)
    return f"{area.name}: {told}" if told else _("{place}: no target can be judged yet", place=area.name)


def tell_ended(column: Column | None) -> str:
    """How many comparable targets of the ended year were attained; empty without any."""
    if column is None or not column.count(*JUDGED):
        return ""
    counts = {"met": column.count(*ATTAINED), "count": column.count(*JUDGED)}
    return _("{met} of {count} comparable targets for {year} attained", year=column.year, **counts)


def tell_ahead(column: Column | None) -> str:
    """How many targets ahead are likely or attained early; empty without any."""
    if column is None or not column.judged:
        return ""
    reached, count = column.count(*ATTAINED), len(column.judged)
    likely = column.count_likely(Likelihood.LIKELY)
    if not likely and len(column.judged) - reached == column.count_likely(Likelihood.INSUFFICIENT):
        return _("{met} of {count} targets for {year} already attained", met=reached, count=count, year=column.year)
    words = {"likely": likely + reached, "count": count, "year": column.year}
    return _("{likely} of {count} targets for {year} likely or already attained", **words)


def tell_shortfall(board: Board) -> str:
    """Which ended targets were missed, and by how many people or things; empty when none was."""
    missed = [] if board.ended is None else [row for row in board.ended.judged if row["status"] == Status.NOT_ATTAINED]
    if not missed:
        return ""
    names = "; ".join(f"{name_short(row)} ({format_gap(row)})" for row in missed[:NAMED_LIMIT])
    more = len(missed) - NAMED_LIMIT
    rest = _("; and {count} more", count=format_number(more)) if more > 0 else ""
    text = _("Not attained: {names}", names=names)
    return f"{text}{rest}."


def tell_change(board: Board) -> str:
    """What would change the picture: reports still missing for what ended, the pace for what is least likely ahead."""
    parts = [tell_open_verdicts(board.ended), tell_least_likely(board.ahead)]
    told = [part for part in parts if part]
    return " ".join([_("What may change:"), *told]) if told else ""


def tell_open_verdicts(column: Column | None) -> str:
    """How many verdicts the silent units can still turn; empty when none."""
    rows = [] if column is None else [row for row in column.judged if is_open(row)]
    if not rows:
        return ""
    silent = max(count_silent(row) for row in rows)
    words = {"count": format_number(len(rows)), "silent": format_number(silent), "year": column.year}  # type: ignore[union-attr]
    return _("{count} verdicts for {year} wait for up to {silent} units that have not reported.", **words)


def tell_least_likely(column: Column | None) -> str:
    """What the least likely target ahead would take; empty when every one is likely."""
    rows = [] if column is None else column.judged
    hard = [row for row in rows if row["likelihood"] in (Likelihood.UNLIKELY, Likelihood.UNCERTAIN) and tell_pace(row)]
    hard = [row for row in hard if row["status"] not in ATTAINED]
    if not hard:
        return ""
    words = {"name": name_short(hard[0]), "pace": tell_pace(hard[0])}
    return _("hardest for {year}: {name}, {pace}.", year=hard[0]["target_year"], **words)


def is_open(row: Row) -> bool:
    """Whether reports still missing can turn the verdict."""
    return count_silent(row) > 0 and (row["firm"] is False or row["status"] == Status.UNDECIDED)


def count_silent(row: Row) -> int:
    """Units that were expected to report and did not; 0 for a figure of the area itself."""
    return 0 if row["is_reported"] else (row["expected_count"] or 0) - (row["reporter_count"] or 0)


def name_short(row: Row) -> str:
    """The short name of an indicator, where it has one."""
    return localise(row, "short") or localise(row, "name")


def list_verdict_counts(column: Column) -> list[tuple[int, str, str]]:
    """Tally of a year that ended: count, code that lends its look, word."""
    statuses = (Status.EXCEEDED, Status.ATTAINED, Status.NOT_ATTAINED, Status.UNDECIDED, Status.OPEN)
    counts = [(column.count(status), status.value, format_status(status)) for status in statuses]
    return [*counts, (len(column.silent), Status.NO_DATA.value, format_status(Status.NO_DATA))]


def list_outlook_counts(column: Column) -> list[tuple[int, str, str]]:
    """Tally of a year ahead: what is attained already, then by likelihood."""
    reached = (column.count(*ATTAINED), Status.ATTAINED_EARLY.value, format_status(Status.ATTAINED_EARLY))
    likely = [
        (column.count_likely(likelihood), likelihood.value, format_likelihood(likelihood))
        for likelihood in reversed(LIKELIHOOD_ORDER)
    ]
    return [reached, *likely]
