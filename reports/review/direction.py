"""Part I: what was directed and organised, as far as the release knows: documents and reporting."""

from __future__ import annotations

from collections.abc import Sequence

from reports.blocks import Block, Paragraphs, Section, ToFill
from reports.content import Content, Row
from reports.printed import print_count
from reports.review.bases import list_bases, list_unread, name_documents
from reports.scenes.marks import mark_simulated
from reports.scenes.proposals import list_last_reports
from reports.sentences import end
from wording.format import format_period
from wording.language import _, localise
from wording.phrases import Phrase, Value, compose, compose_plural, join
from wording.places import name_inside

NAMED_SILENT = 12


def compose_direction(content: Content) -> tuple[Section, ...]:
    """Leadership and organisation."""
    return (
        Section(1, _("LEADERSHIP, DIRECTION AND ORGANISATION"), ()),
        Section(2, _("Documents that direct the work"), compose_documents(content)),
        Section(2, _("Organisation"), (ToFill(_("What was organised: campaigns, training, inspection, funding")),)),
        Section(2, _("Reporting"), (Paragraphs(compose_reporting(content)),)),
    )


def compose_documents(content: Content) -> tuple[Block, ...]:
    """How many targets documents set for the place, which of these documents were not verified, and what else was issued."""
    bases = list_bases(content)
    known = list_known(content, {row["document_code"] for row in bases})
    words = {
        "targets": print_count("targets_verified", len(known), content.area_id, content.period.code),
        "documents": print_count("bases", len(bases), content.area_id, content.period.code),
    }
    told = [compose("Verified targets that apply here: {targets}; documents read that set them: {documents}.", **words)]
    unread = list_unread(content)
    if unread:
        names = name_documents(unread)
        told.append(
            compose("Number, date or targets not known for certain, so not taken as a basis: {names}.", names=names)
        )
    return (Paragraphs(tuple(told)), ToFill(_("Documents that the place issued to lead and direct the work")))


def list_known(content: Content, documents: set[str]) -> list[Row]:
    """Verified targets that the named documents set."""
    rows = [row for row in content.targets if row["is_verified"] and row["target_value"] is not None]
    return [row for row in rows if row["document_code"] in documents]


def compose_reporting(content: Content) -> tuple[Phrase, ...]:
    """How many units reported in the period, and which did not; of a place without units how much it reported itself."""
    rows = list_last_reports(content)
    if not rows:
        return ((_("Nothing was reported by the units up to this period."),),)
    period = rows[0]["period"]
    own = [row for row in rows if row["area_id"] == content.area_id]
    if own and content.units is None:
        return (tell_own(content, own[0], rows),)
    full = [row for row in rows if row["reported_count"] >= row["expected_count"]]
    silent = [row for row in rows if not row["reported_count"]]
    asked = (content.area_id, period)
    words: dict[str, Value] = {
        "period": format_period(period),
        "full": print_count("reporting_full", len(full), *asked),
        "count": print_count("reporting_units", len(rows), *asked),
        "partly": print_count("reporting_partly", len(rows) - len(full) - len(silent), *asked),
        "silent": print_count("reporting_silent", len(silent), *asked),
    }
    told = compose(
        "Reports for {period}: {full} of {count} units in full, {partly} in part, {silent} not at all", **words
    )
    told = end(mark_simulated(told, rows[0], [*rows, {"is_simulated": False}]))
    return (told, tell_silent_names(content, silent)) if silent else (told,)


def tell_own(content: Content, row: Row, rows: Sequence[Row]) -> Phrase:
    """How many of the titles it was to report on a unit reported on."""
    asked = (content.area_id, row["period"])
    words: dict[str, Value] = {
        "period": format_period(row["period"]),
        "reported": print_count("reporting_own", row["reported_count"], *asked),
        "expected": print_count("reporting_own_expected", row["expected_count"], *asked),
    }
    told = compose("Report for {period}: {reported} of {expected} tables of learning titles", **words)
    return end(mark_simulated(told, row, [*rows, {"is_simulated": False}]))


def tell_silent_names(content: Content, silent: Sequence[Row]) -> Phrase:
    """Which units reported nothing, the first few of many."""
    names = ", ".join(name_inside(localise(row, "name")) for row in silent[:NAMED_SILENT])
    told = compose("No report: {names}", names=names)
    more = len(silent) - NAMED_SILENT
    if more <= 0:
        return end(told)
    count = print_count("reporting_silent_unnamed", more, content.area_id, silent[0]["period"])
    return end(join([told, compose_plural("and {count} other unit", "and {count} other units", more, count=count)]))
