"""What the overview shows of each indicator: its verdict on the year that ended beside its outlook for the year ahead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wording.board import Board, Column, Row


@dataclass(frozen=True)
class Goal:
    """One indicator with its two headline rows.

    Attributes
    ----------
    verdict, outlook : row or None
        Row of :func:`warehouse.queries.list_standing` on the target that fell due, and on the one ahead; None without a value.
    """

    verdict: Row | None
    outlook: Row | None

    @property
    def main(self) -> Row:
        """The row that names the indicator, and that “why” asks about first."""
        row = self.verdict or self.outlook
        assert row is not None
        return row

    @property
    def is_simulated(self) -> bool:
        """Whether any of its numbers is."""
        return any(row["is_simulated"] for row in (self.verdict, self.outlook) if row is not None)


def choose_columns(board: Board, year: int | None) -> Board:
    """The two years looked at: those the board begins with, the chosen one in place of the one on its side."""
    chosen = next((column for column in board.others if column.year == year and year is not None), None)
    if chosen is None:
        return board
    replaced = board.ahead if chosen.is_ahead else board.ended
    others = [column for column in (replaced, *board.others) if column is not None and column is not chosen]
    return Board(board.ended, chosen, others) if chosen.is_ahead else Board(chosen, board.ahead, others)


def pair_goals(board: Board) -> list[Goal]:
    """One goal per indicator with a value: judged ones first, what is furthest from attained before the others."""
    ended, ahead = ({row["indicator_id"]: row for row in list_valued(column)} for column in (board.ended, board.ahead))
    order = dict.fromkeys([*list_judged(board.ended), *list_judged(board.ahead), *ended, *ahead])
    return [Goal(ended.get(name), ahead.get(name)) for name in order]


def list_valued(column: Column | None) -> list[Row]:
    """Rows of a column with a value, those with a verdict first."""
    if column is None:
        return []
    rows: Iterable[Row] = (*column.judged, *column.uncompared, *column.unverified, *column.silent, *column.void)
    return [row for row in rows if row["value"] is not None]


def list_judged(column: Column | None) -> Sequence[str]:
    """Indicators of a column with a verdict or an outlook."""
    return [] if column is None else [row["indicator_id"] for row in column.judged]


def list_silent(board: Board) -> list[Row]:
    """Rows of both years that wait for a figure."""
    columns = [column for column in (board.ended, board.ahead) if column is not None]
    rows = (row for column in columns for row in (*column.silent, *column.unverified))
    return [row for row in rows if row["value"] is None]


def find_row(board: Board, indicator_id: str, year: int | None) -> Row | None:
    """Row of an indicator on the target of a year; of an area that has ended, its last figure; None without a value."""
    columns = [column for column in (board.ended, board.ahead) if column is not None and column.year in (year, None)]
    return next((row for column in columns for row in list_valued(column) if row["indicator_id"] == indicator_id), None)
