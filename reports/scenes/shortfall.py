"""What is missing to a target, told of the day it was missing: more may be known since."""

from __future__ import annotations

from reports.content import Content, Row
from reports.sentences import tell_gap, tell_late
from wording.board_words import name_short
from wording.format import format_period
from wording.phrases import Phrase, compose, fill, join


def is_outdated(content: Content, row: Row) -> bool:
    """Whether more is known than the verdict of the year that ended: attained late, or a later figure on the target of the year ahead.

    What was missing then is no task now.
    """
    ahead = None if content.ahead_year is None else content.find_row(row["indicator_id"], content.ahead_year)
    has_later = ahead is not None and ahead["value"] is not None and ahead["period_end"] > row["period_end"]
    return bool(row["late_period"]) or has_later


def name_of_period(content: Content, row: Row) -> Phrase:
    """Short name of a result, with its period where that is not the one asked for."""
    if row["period"] == content.period.code:
        return (name_short(row),)
    return fill("{name} ({period})", name=name_short(row), period=format_period(row["period"]))


def tell_shortfall(content: Content, row: Row) -> Phrase:
    """What is missing to the target; that it was missing then, and when the target was attained, where more is known since."""
    gap = tell_gap(row)
    if not gap or not is_outdated(content, row):
        return gap
    return join([compose("then {gap}", gap=gap), tell_late(row)], "; ")
