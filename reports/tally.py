"""How many targets a place attained and will attain, as phrases with their counts."""

from __future__ import annotations

from collections.abc import Sequence

from reports.content import Content, Row
from reports.printed import print_count
from warehouse.model import Basis, Likelihood, Status
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


def tell_unjudged(content: Content, column: Column, shown: Sequence[Row] = ()) -> list[Phrase]:
    """How many targets of a year have no verdict, by why: nothing reported, another base or none named, not verified.

    Parameters
    ----------
    shown : sequence of rows
        Rows that stand beside the sentence, which it does not count.
    """
    told = {row["indicator_id"] for row in shown}
    silent = [row for row in column.silent if row["value"] is None]
    uncompared = [row for row in column.uncompared if row["indicator_id"] not in told]
    unbased = [row for row in uncompared if row["basis"] == Basis.UNKNOWN]
    unverified = [row for row in column.unverified if row["value"] is None or row["indicator_id"] not in told]
    parts: list[Phrase] = []
    if silent:
        figure = count_targets(content, column, "silent", len(silent))
        parts.append(compose("{count} without figures", count=figure))
    if len(uncompared) > len(unbased):
        figure = count_targets(content, column, "uncompared", len(uncompared) - len(unbased))
        parts.append(compose("{count} on another base than the target", count=figure))
    if unbased:
        figure = count_targets(content, column, "unbased", len(unbased))
        parts.append(compose("{count} of which the source names no base", count=figure))
    if unverified:
        figure = count_targets(content, column, "unverified_unshown" if shown else "unverified", len(unverified))
        parts.append(compose("{count} whose target is not known or not verified", count=figure))
    return parts
