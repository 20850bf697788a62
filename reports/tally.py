"""How many targets a place attained and will attain, as phrases with their counts."""

from __future__ import annotations

from reports.content import Content
from reports.printed import print_count
from warehouse.model import Likelihood, Status
from wording.board import Column
from wording.phrases import Figure, Phrase, Value, compose
from wording.story import ATTAINED, JUDGED


def count_targets(content: Content, column: Column, what: str, count: int) -> Figure:
    """A number of targets of a year, as of the period of the document."""
    return print_count(what, count, content.area_id, content.period.code, column.year)


def tell_ended(content: Content, column: Column | None) -> Phrase:
    """How many comparable targets of the ended year were attained, all and none said as such; empty without any or a year."""
    judged = 0 if column is None else column.count(*JUDGED)
    if column is None or column.year is None or not judged:
        return ()
    met, undecided = column.count(*ATTAINED), column.count(Status.UNDECIDED)
    words: dict[str, Value] = {
        "met": count_targets(content, column, "attained", met),
        "count": count_targets(content, column, "judged", judged),
        "undecided": count_targets(content, column, "undecided", undecided),
        "year": str(column.year),
    }
    if judged > 1 and met == judged:
        return compose("all {count} comparable targets for {year} attained", **words)
    if judged > 1 and undecided == judged:
        return compose("none of the {count} comparable targets for {year} can be concluded yet", **words)
    if undecided:
        return compose("{met} of {count} comparable targets for {year} attained, {undecided} undecided", **words)
    if judged > 1 and not met:
        return compose("none of the {count} comparable targets for {year} attained", **words)
    return compose("{met} of {count} comparable targets for {year} attained", **words)


def tell_ahead(content: Content, column: Column | None) -> Phrase:
    """How many targets ahead are likely or attained early; empty without any."""
    if column is None or not column.judged:
        return ()
    reached, likely = column.count(*ATTAINED), column.count_likely(Likelihood.LIKELY)
    words: dict[str, Value] = {
        "count": count_targets(content, column, "looked_at", len(column.judged)),
        "year": str(column.year),
    }
    if not likely and len(column.judged) - reached == column.count_likely(Likelihood.INSUFFICIENT):
        met = count_targets(content, column, "attained_early", reached)
        return compose("{met} of {count} targets for {year} already attained", met=met, **words)
    told = count_targets(content, column, "likely", likely + reached)
    return compose("{likely} of {count} targets for {year} likely or already attained", likely=told, **words)


def tell_unjudged(content: Content, column: Column) -> list[Phrase]:
    """How many targets of a year have no verdict, by why: nothing reported, another base, not verified."""
    silent = [row for row in column.silent if row["value"] is None]
    parts: list[Phrase] = []
    if silent:
        figure = count_targets(content, column, "silent", len(silent))
        parts.append(compose("{count} without figures", count=figure))
    if column.uncompared:
        figure = count_targets(content, column, "uncompared", len(column.uncompared))
        parts.append(compose("{count} on another base than the target", count=figure))
    if column.unverified:
        figure = count_targets(content, column, "unverified", len(column.unverified))
        parts.append(compose("{count} whose target is not known or not verified", count=figure))
    return parts
