"""Part III: what was missed, where and by how many; causes the release knows; what people add."""

from __future__ import annotations

from collections.abc import Sequence

from reports.blocks import Block, Paragraphs, Section, ToFill
from reports.content import Content, Row
from reports.scenes.criteria import tell_title as tell_criteria
from reports.scenes.improved import measure
from reports.scenes.lagging import list_lagging, tell_cause, tell_silent
from reports.scenes.marks import mark_simulated
from reports.scenes.proposals import tell_catch_up
from reports.scenes.shortfall import is_outdated, name_of_period
from reports.sentences import end, tell_change, tell_verdict
from reports.source_line import tell_rows_source
from reports.survey import Survey
from reports.tally import tell_ended
from warehouse.model import Status
from wording.board_words import name_short
from wording.format import format_period
from wording.language import _, localise
from wording.phrases import Phrase, compose, fill, join


def compose_shortcomings(content: Content) -> tuple[Section, ...]:
    """Shortcomings, their causes, lessons."""
    return (
        Section(1, _("SHORTCOMINGS, CAUSES AND LESSONS"), ()),
        Section(2, _("Shortcomings"), compose_missed(content)),
        Section(2, _("Causes"), compose_causes(content)),
        Section(2, _("Lessons"), (ToFill(_("Lessons drawn from the work")),)),
    )


def compose_missed(content: Content) -> tuple[Block, ...]:
    """Targets missed with people and places, verdicts still open, what fell, criteria not met, units that owe reports."""
    column = content.board.ended
    judged = [] if column is None else column.judged
    missed = [row for row in judged if row["status"] == Status.NOT_ATTAINED]
    open_rows = [row for row in judged if row["status"] == Status.UNDECIDED]
    tally = tell_ended(content, column)
    items: list[Phrase] = [mark_simulated(tell_missed(content, row), row, judged) for row in missed]
    if open_rows:
        names = "; ".join(name_short(row) for row in open_rows)
        items.append(compose("Not yet concluded, because reports are missing or rounded: {names}.", names=names))
    items += [end(tell_change(row)) for row in content.changes if measure(row) < 0]
    survey = content.survey
    if survey is not None and survey.unmet:
        items.append(tell_survey(content, survey))
    silent = tell_most_silent(content, judged)
    items += [end(silent)] if silent else []
    if not missed and tally:
        items.insert(0, (_("No target that fell due and has a verdict was missed."),))
    if not items:
        items.append((_("The release names none: no target that fell due has a verdict."),))
    source = (tell_rows_source(judged),) if judged else ()
    return (
        Paragraphs(tuple(items), is_list=True),
        *(Paragraphs(((_("Figures of this part") + ": ", *one),)) for one in source),
    )


def tell_most_silent(content: Content, rows: Sequence[Row]) -> Phrase:
    """How many units did not report on the target most are silent on; empty where all did."""
    worst = max(rows, key=lambda row: len(content.list_silent(row)), default=None)
    if worst is None or not content.list_silent(worst):
        return ()
    return fill("{name}: {text}", name=name_of_period(content, worst), text=tell_silent(content, worst))


def tell_missed(content: Content, row: Row) -> Phrase:
    """A target missed: how many are still missing and where; the verdict alone where more is known since or nothing is counted."""
    if is_outdated(content, row):
        period = format_period(row["period"])
        return fill("{period}, {text}", period=period[:1].upper() + period[1:], text=tell_verdict(row))
    if row["gap_count"]:
        return tell_catch_up(content, row)
    return compose("{name}: the target is not attained.", name=name_short(row))


def tell_survey(content: Content, survey: Survey) -> Phrase:
    """How many criteria of the last survey are met and not met."""
    words = {"name": localise(survey.criterion_set, "name"), "period": format_period(survey.period)}
    told = fill("{name}, {period}: {text}", text=tell_criteria(content, survey), **words)
    rows = [{"is_simulated": survey.is_simulated}, {"is_simulated": False}]
    return end(mark_simulated(told, rows[0], rows))


def compose_causes(content: Content) -> tuple[Block, ...]:
    """What the numbers say of why, then what only people know."""
    lagging = list_lagging(content)
    fields = (ToFill(_("Objective causes")), ToFill(_("Subjective causes")))
    if not lagging:
        return fields
    told = tuple(tell_cause(content, row, lagging) for row in lagging)
    return (Paragraphs((join([(_("What the figures say:"),)]),)), Paragraphs(told, is_list=True), *fields)
