"""The first scene: where the place stands, in one sentence, with its results large."""

from __future__ import annotations

from reports.blocks import Block, Card, Cards, Paragraphs, Scene
from reports.content import Content, Row
from reports.outlook_sentences import tell_outlook
from reports.printed import name_qualifier, print_value, tell_base, tell_value
from reports.scenes.marks import mark_simulated
from reports.scenes.shortfall import name_of_period
from reports.sentences import end, tell_day, tell_gap, tell_result, tell_status, tell_target, tell_verdict
from reports.source_line import tell_rows_source
from reports.tally import tell_ahead, tell_ended
from warehouse.model import Status
from wording.board_words import name_short
from wording.figures import is_provisional
from wording.format import format_date
from wording.language import _
from wording.overview_goals import list_valued, pair_goals
from wording.overview_words import name_years
from wording.phrases import Phrase, compose, join, qualify

MOST_CARDS = 6


def compose_headline(content: Content) -> Scene:
    """How many targets are attained, and what the most urgent results are."""
    rows = [goal.main for goal in pair_goals(content.board)]
    shown = rows[:MOST_CARDS]
    if not shown:
        return compose_untargeted(content)
    cards = Cards(tuple(compose_card(row) for row in shown))
    notes = [tell_outlook(row) if is_ahead(content, row) else tell_verdict(row) for row in shown]
    source = tell_rows_source(shown)
    return Scene("headline", tell_headline(content), (cards,), source, (*notes, source))


def compose_untargeted(content: Content) -> Scene:
    """That nothing was reported of the targets, with the latest other figures where there are any."""
    known = [row for row in content.standing if row["value"] is not None]
    latest = sorted(known, key=lambda row: row["period_end"], reverse=True)[:MOST_CARDS]
    told = [mark_simulated(end(join([tell_result(row), (tell_day(row),)], ", ")), row, latest) for row in latest]
    blocks: list[Block] = [Paragraphs((tell_nothing(content),))]
    blocks += [Paragraphs(tuple(told), is_list=True)] if told else []
    source = tell_rows_source(latest)
    return Scene("headline", tell_headline(content), tuple(blocks), source, (tell_nothing(content), source))


def tell_headline(content: Content) -> Phrase:
    """Where the place stands, with what the largest shortfall is."""
    area, board = content.area, content.board
    if content.has_ended:
        words = {"place": area.name, "date": format_date(area.valid_to)}
        if not list_valued(board.ended):
            return compose("{place} ended on {date} and left no figures", **words)
        return compose("{place} ended on {date}: its last figures, without a verdict", **words)
    told = join([tell_ended(content, board.ended), tell_worst(content) or tell_ahead(content, board.ahead)], "; ")
    if told:
        return join([(f"{area.name}: ",), told], "")
    years = name_years(board)
    if area.valid_to is not None and list_valued(board.ended):
        return compose(
            "{place}: figures, but no target had fallen due by {date}", place=area.name, date=format_date(content.day)
        )
    if any(list_valued(column) for column in (board.ended, board.ahead)):
        return compose("{place}: figures, but no verdict on the targets for {year}", place=area.name, year=years)
    if not years:
        return compose("{place}: no figures yet for the targets", place=area.name)
    return compose("{place}: no figures yet for the targets for {year}", place=area.name, year=years)


def tell_worst(content: Content) -> Phrase:
    """The missed target least of which was reached, in percent as it is ranked; empty when none with a number was missed for good."""
    column = content.board.ended
    judged = [] if column is None else column.judged
    missed = [row for row in judged if row["status"] == Status.NOT_ATTAINED and not row["late_period"]]
    figure = print_value(missed[0]) if missed else None
    if figure is None:
        return ()
    value = qualify(name_qualifier(missed[0]), figure)
    reached = join([value, tell_target(missed[0])], "/")
    provisional = (_("provisional"),) if is_provisional(missed[0]) else ()
    told = join([reached, provisional], ", ")
    return compose(
        "lowest against its target: {name} ({reached})", name=name_of_period(content, missed[0]), reached=told
    )


def tell_nothing(content: Content) -> Phrase:
    """That nothing was reported of the targets of a place by the day of the document."""
    return compose("Nothing was reported of the targets by {date}.", date=format_date(content.day))


def compose_card(row: Row) -> Card:
    """One result against its target."""
    target = tell_target(row)
    if target and row["target_year"]:
        against = compose("target {target} for {year}", target=target, year=str(row["target_year"]))
    else:
        against = compose("target {target}", target=target) if target else ()
    value = print_value(row)
    told = [] if value else [tell_value(row)]
    return Card(
        label=name_short(row),
        value=value,
        base=tell_base(row),
        text=join([*told, against, tell_gap(row)], " · ") or (_("no target"),),
        status=row["status"],
        word=tell_status(row),
        is_simulated=bool(row["is_simulated"]),
        qualifier=name_qualifier(row),
    )


def is_ahead(content: Content, row: Row) -> bool:
    """Whether a row is of a target that falls due after the day of the document."""
    return content.area.valid_to is None and row["due"] is not None and row["due"] > content.day
