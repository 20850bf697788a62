"""What the overview says in words: the sentence on top, what qualifies it, and what its figures stand on."""

from __future__ import annotations

from warehouse.model import Status
from wording.board import Board, Column, Row
from wording.board_words import tell_ahead, tell_change, tell_ended, tell_shortfall
from wording.figures import find_day, is_provisional
from wording.format import format_date, format_number
from wording.language import _, localise
from wording.overview_goals import list_valued
from wording.places import Area
from wording.story import ATTAINED, JUDGED

NAMED_SOURCES = NAMED_DAYS = 2


def tell_message(area: Area, board: Board, year: int | None) -> str:
    """Where the place stands, in one sentence composed from the counts.

    Parameters
    ----------
    board : Board
        The two years looked at; of an area that has ended its last figures.
    year : int or None
        Year chosen: one ahead is told alone, because what has ended is not its matter.
    """
    if area.valid_to is not None:
        return tell_end(area, board)
    focus = focus_board(board, year)
    told = "; ".join(part for part in (tell_verdicts(focus.ended), tell_ahead(focus.ahead)) if part)
    if told:
        return f"{area.name}: {told}"
    if any(list_valued(column) for column in (focus.ended, focus.ahead)):
        return _("{place}: figures, but no verdict on the targets for {year}", place=area.name, year=name_years(focus))
    years = name_years(focus)
    if not years:
        return _("{place}: no figures yet for the targets", place=area.name)
    return _("{place}: no figures yet for the targets for {year}", place=area.name, year=years)


def tell_end(area: Area, board: Board) -> str:
    """That an area has ended, with or without figures of its last days."""
    words = {"place": area.name, "date": format_date(area.valid_to)}
    if not list_valued(board.ended):
        return _("{place} ended on {date} and left no figures", **words)
    return _("{place} ended on {date}: its last figures, without a verdict", **words)


def focus_board(board: Board, year: int | None) -> Board:
    """What the sentence is about: both years, or the one ahead alone where that is the year chosen."""
    if board.ahead is not None and board.ahead.year == year:
        return Board(None, board.ahead, ())
    return board


def name_years(board: Board) -> str:
    """Years of the columns: ``2025, 2030``; empty where none has one."""
    years = [str(column.year) for column in (board.ended, board.ahead) if column is not None and column.year]
    return ", ".join(years)


def tell_verdicts(column: Column | None) -> str:
    """How many comparable targets of the ended year were attained, all and none said as such; empty without any."""
    count = 0 if column is None else column.count(*JUDGED)
    if column is None or count < 2:
        return tell_ended(column)
    words = {"count": count, "year": column.year}
    if column.count(*ATTAINED) == count:
        return _("all {count} comparable targets for {year} attained", **words)
    if column.count(Status.NOT_ATTAINED) == count:
        return _("none of the {count} comparable targets for {year} attained", **words)
    if column.count(Status.UNDECIDED) == count:
        return _("none of the {count} comparable targets for {year} can be concluded yet", **words)
    return tell_ended(column)


def tell_lead(area: Area, board: Board, year: int | None) -> str:
    """What was missed and by how many, and what may change; empty for an area that has ended."""
    if area.valid_to is not None:
        return ""
    focus = focus_board(board, year)
    return " ".join(part for part in (tell_shortfall(focus), tell_change(focus)) if part)


def tell_source(area: Area, board: Board) -> str:
    """Date, nature, completeness and source of the figures, in one line; empty without figures."""
    columns = [column for column in (board.ended, board.ahead) if column is not None]
    rows = [row for column in columns for row in list_valued(column)]
    if not rows:
        return ""
    judged = [row for column in columns for row in column.judged if row["value"] is not None]
    parts = [
        tell_days(judged or rows),
        tell_nature(rows),
        "" if area.valid_to else tell_completeness(rows),
        tell_sources(rows),
    ]
    return " · ".join(part for part in parts if part)


def tell_days(rows: list[Row]) -> str:
    """Days of the figures, the first and the last of many; provisional where the last is."""
    last = max(rows, key=find_day)
    days = [format_date(day) for day in sorted(set(map(find_day, rows)))]
    span = ", ".join(days) if len(days) <= NAMED_DAYS else f"{days[0]} – {days[-1]}"
    word = _("provisional")
    return _("Figures as of {date}", date=span) + (f" ({word})" if is_provisional(last) else "")


def tell_nature(rows: list[Row]) -> str:
    """Whether the figures are simulated: all, some, none."""
    if all(row["is_simulated"] for row in rows):
        return _("simulated data")
    return _("simulated where marked") if any(row["is_simulated"] for row in rows) else _("real figures")


def tell_completeness(rows: list[Row]) -> str:
    """The least complete of the figures that are summed from reports; empty where none is."""
    summed = [row for row in rows if not row["is_reported"] and (row["expected_count"] or 0) > 1]
    if not summed:
        return ""
    least = min(summed, key=lambda row: row["reporter_count"] / row["expected_count"])
    words = {"reported": least["reporter_count"], "expected": least["expected_count"]}
    return _(
        "at least {reported} of {expected} units reported", **{name: format_number(n) for name, n in words.items()}
    )


def tell_sources(rows: list[Row]) -> str:
    """Names of the sources, the first few of them."""
    names = list(dict.fromkeys(name for row in rows if (name := localise(row, "source_name"))))
    if not names:
        return ""
    more = len(names) - NAMED_SOURCES
    rest = " " + _("and {count} more", count=format_number(more)) if more > 0 else ""
    return _("source: {name}", name="; ".join(names[:NAMED_SOURCES])) + rest
