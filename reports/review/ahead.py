"""Part IV: the targets ahead, what they take, who has what to do, and proposals left for people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from reports.blocks import Block, Cell, Column, Paragraphs, Section, Table, ToFill
from reports.content import Content, Row
from reports.outlook_sentences import tell_expected, tell_hardest, tell_needed_pace, tell_task
from reports.printed import print_count, tell_value
from reports.scenes.criteria import tell_undone
from reports.scenes.marks import mark_simulated, name_row
from reports.scenes.other_years import compose_other_years, list_other_years
from reports.scenes.outlook import tell_unknown
from reports.scenes.proposals import tell_silent
from reports.sentences import end, tell_gap, tell_status, tell_target
from reports.source_line import tell_rows_source
from reports.survey import Survey
from reports.tally import tell_ahead, tell_unjudged
from warehouse.model import Likelihood
from wording.criterion_words import name_lead
from wording.format import MISSING, format_date
from wording.language import _
from wording.outlook import format_likelihood
from wording.overview_goals import list_valued
from wording.phrases import Phrase, compose, compose_plural, join
from wording.story import ATTAINED

HARD = (Likelihood.UNLIKELY, Likelihood.UNCERTAIN)


def compose_ahead(content: Content) -> tuple[Section, ...]:
    """Outlook, tasks, proposals; nothing for a place that has ended."""
    if content.has_ended:
        return ()
    year = content.ahead_year
    heading = _("Outlook for {year}", year=year) if year else _("Outlook")
    return (
        Section(1, _("DIRECTION AND TASKS"), ()),
        Section(2, heading, compose_outlook(content)),
        Section(2, _("Tasks"), compose_tasks(content)),
        Section(2, _("Proposals"), (ToFill(_("Proposals and recommendations to higher levels and to the units")),)),
    )


def compose_outlook(content: Content) -> tuple[Block, ...]:
    """How many targets ahead are likely, which is hardest, and a row on each."""
    column, years = content.board.ahead, list_other_years(content)
    others = (compose_other_years(years, _("Targets of other years")),) if years else ()
    if column is None or not column.judged:
        is_valued = bool(list_valued(column))
        told_none = tell_unknown(content) if is_valued else (_("No target ahead has a figure to judge by."),)
        return (Paragraphs((told_none,)), *others)
    told = [end(tell_ahead(content, column))]
    hard = [row for row in column.judged if row["likelihood"] in HARD and row["status"] not in ATTAINED]
    paced = [row for row in hard if tell_needed_pace(row)]
    told += [end(begin_sentence(tell_hardest(paced[0])))] if paced else []
    rest = join(tell_unjudged(content, column), "; ")
    if rest:
        told.append(compose("Other targets for {year}: {text}.", year=str(column.year), text=rest))
    return (Paragraphs(tuple(begin_sentence(one) for one in told)), compose_table(column.judged), *others)


def begin_sentence(phrase: Phrase) -> Phrase:
    """A phrase with a capital at its beginning, where it begins with a word."""
    if not phrase or not isinstance(phrase[0], str):
        return phrase
    return (phrase[0][:1].upper() + phrase[0][1:], *phrase[1:])


def compose_table(rows: Sequence[Row]) -> Table:
    """Where each target ahead stands, how likely it is and what it takes."""
    columns = (
        Column(_("Indicator"), "text", 2.8),
        Column(_("Result"), "rate", 1.3),
        Column(_("Target"), "rate", 0.9),
        Column(_("Still missing"), "text", 1.7),
        Column(_("Likelihood"), "text", 1.5),
        Column(_("Pace needed"), "text", 1.9),
        Column(_("Expected"), "text", 1.4),
    )
    source = join([tell_rows_source(rows), (_("the forecast assumes that the campaign goes on"),)], " · ")
    return Table(_("Outlook of the targets"), columns, tuple(compose_row(row, rows) for row in rows), source)


def compose_row(row: Row, rows: Sequence[Row]) -> tuple[Cell, ...]:
    """Cells of one target ahead."""
    is_reached = row["status"] in ATTAINED
    likelihood = row["likelihood"] or Likelihood.INSUFFICIENT.value
    word = tell_status(row) if is_reached else format_likelihood(likelihood)
    takes = () if is_reached else tell_needed_pace(row)
    expected = () if is_reached else tell_expected(row)
    return (
        Cell(name_row(row, rows)),
        Cell(tell_value(row) or (MISSING,), row["value"]),
        Cell(tell_target(row) or (MISSING,), row["target_value"]),
        Cell(tell_gap(row) or (MISSING,), row["gap_count"]),
        Cell((word,), status=row["status"] if is_reached else likelihood),
        Cell(takes or (MISSING,)),
        Cell(expected or (MISSING,)),
    )


def compose_tasks(content: Content) -> tuple[Block, ...]:
    """Targets ahead with what they take, what each department owes, and what people add."""
    column = content.board.ahead
    judged = [] if column is None else column.judged
    rows = [row for row in judged if row["status"] not in ATTAINED and row["remaining_pace"] and row["gap_count"]]
    items = [mark_simulated(tell_task(row), row, rows) for row in rows]
    silent = tell_silent(content)
    items += [end(silent)] if silent else []
    survey = content.survey
    if survey is not None:
        items += [tell_department(content, name, owed) for name, owed in list_departments(survey)]
        undone = tell_undone(content, survey)
        items += [end(undone)] if undone else []
    blocks: list[Block] = [Paragraphs(tuple(items), is_list=True)] if items else []
    return (*blocks, ToFill(_("Other tasks, who does them and by when")))


def list_departments(survey: Survey) -> list[tuple[str, list[Row]]]:
    """Departments with the criteria not met that they lead, most first."""
    owed: dict[str, list[Row]] = defaultdict(list)
    for row in survey.unmet:
        if name_lead(row):
            owed[name_lead(row)].append(row)
    return sorted(owed.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def tell_department(content: Content, name: str, rows: Sequence[Row]) -> Phrase:
    """How many criteria not fully met a department leads, and the earliest deadline."""
    figure = print_count("criteria_owed", len(rows), content.area_id, content.period.code, name)
    told = compose_plural(
        "{name}: {count} criterion to meet in full",
        "{name}: {count} criteria to meet in full",
        len(rows),
        name=name,
        count=figure,
    )
    deadlines: list[date] = [row["deadline"] for row in rows if row["deadline"]]
    first = compose("the first by {date}", date=format_date(min(deadlines))) if deadlines else ()
    marks = [*rows, {"is_simulated": False}]
    return end(mark_simulated(join([told, first], ", "), rows[0], marks))
