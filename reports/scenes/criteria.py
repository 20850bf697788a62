"""Criteria not met: cause, remedy, who answers for them and by when."""

from __future__ import annotations

from reports.blocks import Block, Cell, Column, Paragraphs, Scene, Table
from reports.content import Content, Row
from reports.printed import print_count
from reports.scenes.marks import mark_simulated
from reports.sentences import end
from reports.source_line import tell_nature
from reports.survey import Survey
from wording.criterion_words import is_late, name_criterion, name_lead, name_level
from wording.format import format_date, format_period
from wording.language import _, localise
from wording.phrases import Figure, Phrase, compose, compose_plural, fill, join

MOST_ROWS = 6
MOST_NOTES = 12


def compose_criteria(content: Content) -> Scene | None:
    """What the last survey found not met, the earliest deadline first; None where there was no survey."""
    survey = content.survey
    if survey is None:
        return None
    source = tell_survey_source(content, survey)
    unmet = survey.unmet
    shown = unmet[:MOST_ROWS]
    blocks: list[Block] = [compose_table(survey, shown, source)] if shown else []
    more = len(unmet) - len(shown)
    told = [tell_tally(content, survey)]
    if more > 0:
        told.insert(
            0, compose("and {count} more not fully met", count=count_criteria(content, survey, "unshown", more))
        )
    blocks.append(Paragraphs((end(join(told, "; ")),)))
    notes = [tell_criterion(row) for row in unmet[:MOST_NOTES]]
    return Scene("criteria", tell_title(content, survey), tuple(blocks), source, (*notes, source))


def count_criteria(content: Content, survey: Survey, what: str, count: int) -> Figure:
    """A number of criteria in a survey."""
    return print_count(
        f"criteria_{what}", count, content.area_id, survey.period, survey.criterion_set["criterion_set_id"]
    )


def tell_title(content: Content, survey: Survey) -> Phrase:
    """How many criteria are met, how many not, and how many of these are overdue."""
    late = sum(is_late(row, content.day) for row in survey.unmet)
    met = compose(
        "{met} of {total} criteria are met",
        met=count_criteria(content, survey, "met", len(survey.met)),
        total=count_criteria(content, survey, "all", len(survey.judged)),
    )
    unmet = compose("{count} not fully met", count=count_criteria(content, survey, "unmet", len(survey.unmet)))
    figure = count_criteria(content, survey, "late", late)
    overdue = compose("{count} of them past the deadline", count=figure) if late else ()
    return join([met, join([unmet, overdue], ", ") if survey.unmet else ()], "; ")


def tell_tally(content: Content, survey: Survey) -> Phrase:
    """How many criteria stand at each level: ``Đạt 15 · Đạt một phần 20 · Chưa đạt 7``."""
    parts = [
        fill(
            "{word}: {count}",
            word=localise(level, "name") if level else _("Not assessed"),
            count=count_criteria(content, survey, f"level.{level['rating'] if level else '-'}", count),
        )
        for level, count in survey.list_tally()
    ]
    return join(parts, " · ")


def compose_table(survey: Survey, rows: list[Row], source: Phrase) -> Table:
    """Criteria not met with cause, remedy, department and deadline."""
    columns = (
        Column(_("Criterion"), "text", 2.6),
        Column(_("Level reached"), "text", 1.2),
        Column(_("Cause"), "text", 2.0),
        Column(_("Remedy"), "text", 2.0),
        Column(_("Department in charge"), "text", 1.6),
        Column(_("Deadline"), "text", 1.0),
    )
    return Table(
        _("Not fully met: cause and remedy"), columns, tuple(compose_row(survey, row) for row in rows), source, True
    )


def compose_row(survey: Survey, row: Row) -> tuple[Cell, ...]:
    """Cells of one criterion; what nobody stated says so."""
    none = _("not stated")
    name: Phrase = (f"{row['criterion_code']}. {name_criterion(row)}",)
    return (
        Cell(mark_simulated(name, row, survey.judged)),
        Cell((name_level(row),), status=survey.find_look(row["rating"])),
        Cell((row["cause"] or none,)),
        Cell((row["remedy"] or none,)),
        Cell((name_lead(row) or none,)),
        Cell((format_date(row["deadline"]) if row["deadline"] else none,)),
    )


def tell_criterion(row: Row) -> Phrase:
    """A criterion not met with what is done about it, in one sentence."""
    parts: list[Phrase] = [(f"{row['criterion_code']}. {name_criterion(row)}: {name_level(row)}",)]
    if row["cause"]:
        parts.append(compose("cause: {text}", text=row["cause"].rstrip(". ")))
    if row["remedy"]:
        parts.append(compose("remedy: {text}", text=row["remedy"].rstrip(". ")))
    if name_lead(row):
        parts.append(compose("in charge: {text}", text=name_lead(row)))
    if row["deadline"]:
        parts.append(compose("by {date}", date=format_date(row["deadline"])))
    return end(join(parts, "; "))


def tell_survey_source(content: Content, survey: Survey) -> Phrase:
    """Source line of a survey: set, period, how much was assessed, nature, whose words the criteria are in."""
    rated = len(survey.judged) - len(survey.unrated)
    rows = [row for row in survey.judged if row.get("is_simulated") is not None]
    counts = {
        "rated": count_criteria(content, survey, "rated", rated),
        "total": count_criteria(content, survey, "all", len(survey.judged)),
    }
    parts: list[Phrase] = [
        (localise(survey.criterion_set, "name"),),
        compose("survey of {period}", period=format_period(survey.period)),
        compose("{rated} of {total} criteria assessed", **counts),
        (tell_nature(row["is_simulated"] for row in rows),) if rows else (),
        (_("paraphrased wording"),) if survey.criterion_set["unofficial_count"] else (),
    ]
    return join(parts, " · ")


def tell_undone(content: Content, survey: Survey) -> Phrase:
    """How many criteria not fully met lack a remedy; empty where all have one."""
    bare = sum(not row["remedy"] for row in survey.unmet)
    if not bare:
        return ()
    figure = count_criteria(content, survey, "without_remedy", bare)
    return compose_plural(
        "{count} criterion not fully met is without a remedy",
        "{count} criteria not fully met are without a remedy",
        bare,
        count=figure,
    )
