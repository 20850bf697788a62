"""What the board says in words: the sentence on top, what was missed, what may change, and the tallies of its columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warehouse.model import Likelihood, Status
from wording.board import LIKELIHOOD_ORDER, Board, Column, Row, count_silent, is_open
from wording.format import format_count, format_date, format_number, format_status
from wording.language import _, localise, ngettext
from wording.outlook import format_likelihood, tell_pace
from wording.places import Area
from wording.story import ATTAINED, JUDGED

NAMED_LIMIT = 2


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
    undecided = column.count(Status.UNDECIDED)
    counts = {"met": column.count(*ATTAINED), "count": column.count(*JUDGED), "undecided": undecided}
    if undecided:
        return _(
            "{met} of {count} comparable targets for {year} attained, {undecided} undecided", year=column.year, **counts
        )
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


def tell_gap(row: Row) -> str:
    """What is missing, in few words; empty where nothing is, or no gap is stated."""
    if not row["gap_count"] or row["target_value"] is None:
        return ""
    return _("{count} still missing", count=format_count(row["gap_count"], localise(row, "unit_noun")))


def tell_shortfall(board: Board) -> str:
    """Which ended targets were missed, and by how many people or things; empty when none was."""
    missed = [] if board.ended is None else [row for row in board.ended.judged if row["status"] == Status.NOT_ATTAINED]
    if not missed:
        return ""
    gaps = [(name_short(row), tell_gap(row)) for row in missed[:NAMED_LIMIT]]
    names = "; ".join(f"{name} ({gap})" if gap else name for name, gap in gaps)
    more = len(missed) - NAMED_LIMIT
    rest = _("; and {count} more", count=format_number(more)) if more > 0 else ""
    text = _("Not attained: {names}", names=names)
    return f"{text}{rest}."


def tell_change(board: Board) -> str:
    """What would change the picture: reports still missing for what ended, the pace for what is least likely ahead."""
    parts = [tell_open_verdicts(board.ended), tell_least_likely(board.ahead)]
    told = [part for part in parts if part]
    lead = _("What may change:")
    return f"{lead} {'; '.join(told)}." if told else ""


def tell_open_verdicts(column: Column | None) -> str:
    """How many verdicts the silent units can still turn; empty when none."""
    rows = [] if column is None else [row for row in column.judged if is_open(row)]
    if not rows:
        return ""
    silent = max(count_silent(row) for row in rows)
    words = {"count": format_number(len(rows)), "silent": format_number(silent), "year": column.year}  # type: ignore[union-attr]
    return ngettext(
        "{count} verdict for {year} waits for up to {silent} units that have not reported",
        "{count} verdicts for {year} wait for up to {silent} units that have not reported",
        len(rows),
        **words,
    )


def tell_least_likely(column: Column | None) -> str:
    """What the least likely target ahead would take; empty when every one is likely."""
    rows = [] if column is None else column.judged
    hard = [row for row in rows if row["likelihood"] in (Likelihood.UNLIKELY, Likelihood.UNCERTAIN) and tell_pace(row)]
    hard = [row for row in hard if row["status"] not in ATTAINED]
    if not hard:
        return ""
    words = {"name": name_short(hard[0]), "pace": tell_pace(hard[0])}
    return _("hardest for {year}: {name}, {pace}", year=hard[0]["target_year"], **words)


def name_short(row: Mapping[str, Any]) -> str:
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
