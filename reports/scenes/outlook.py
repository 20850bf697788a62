"""The targets ahead: how likely each is, and what it takes."""

from __future__ import annotations

from collections.abc import Sequence

from reports.blocks import Block, Card, Cards, Paragraphs, Scene
from reports.content import Content, Row
from reports.outlook_sentences import tell_expected, tell_hardest, tell_needed_pace, tell_outlook
from reports.printed import name_qualifier, print_value, tell_base, tell_value
from reports.scenes.other_years import compose_other_years, find_next_year, list_other_years, tell_other_year
from reports.sentences import tell_status, tell_target
from reports.source_line import tell_rows_source
from reports.tally import tell_ahead, tell_unjudged
from warehouse.model import Likelihood
from wording.board import Column as Years
from wording.board_words import name_short
from wording.language import _
from wording.outlook import format_likelihood
from wording.phrases import Phrase, compose, join
from wording.story import ATTAINED

MOST_CARDS, MOST_ROWS = 6, 10
HARD = (Likelihood.UNLIKELY, Likelihood.UNCERTAIN)


def compose_outlook(content: Content) -> Scene | None:
    """The results held against the targets ahead, what will hardly be attained first; None where there is no such target with a value."""
    column, others = content.board.ahead, list_other_years(content)
    if column is None or not column.judged:
        return compose_others(content, others) if others else None
    shown = column.judged[:MOST_CARDS]
    source = join([tell_rows_source(column.judged), (_("the forecast assumes that the campaign goes on"),)], " · ")
    notes = [tell_outlook(row) for row in column.judged]
    rest = join(tell_unjudged(content, column), "; ")
    if rest:
        notes.append(compose("Other targets for {year}: {text}.", year=str(column.year), text=rest))
    cards = Cards(tuple(compose_card(row) for row in shown))
    told = [tell_other_year(one) for one in others if content.board.ended or one is not find_next_year(content)]
    blocks = (cards, Paragraphs(tuple(told))) if told else (cards,)
    return Scene("outlook", tell_title(content), blocks, source, (*notes, source))


def compose_others(content: Content, others: Sequence[Years]) -> Scene:
    """The targets of other years, where the year ahead that most is set for cannot be judged."""
    table = compose_other_years(others, _("Targets of other years"), MOST_ROWS)
    unjudged = tell_unknown(content)
    blocks: list[Block] = [table, *([Paragraphs((unjudged,))] if unjudged else [])]
    notes = [*map(tell_other_year, others), *([unjudged] if unjudged else []), table.source]
    return Scene("outlook", tell_years(others), tuple(blocks), table.source, tuple(notes))


def tell_years(others: Sequence[Years]) -> Phrase:
    """Of which years the targets are told."""
    years = ", ".join(str(column.year) for column in others)
    return compose("Results against the targets for {year}", year=years)


def tell_unknown(content: Content) -> Phrase:
    """That no target of the year ahead can be judged and why; empty where there is none."""
    column = content.board.ahead
    parts = [] if column is None else tell_unjudged(content, column)
    if column is None or not parts:
        return ()
    return compose(
        "The targets for {year} cannot be judged yet: {text}.", year=str(column.year), text=join(parts, "; ")
    )


def tell_title(content: Content) -> Phrase:
    """How many targets ahead are likely, and which is hardest and what it takes."""
    column = content.board.ahead
    assert column is not None
    hard = [row for row in column.judged if row["likelihood"] in HARD and row["status"] not in ATTAINED]
    paced = [row for row in hard if tell_needed_pace(row)]
    return join([tell_ahead(content, column), tell_hardest(paced[0]) if paced else ()], "; ")


def compose_card(row: Row) -> Card:
    """One target ahead: what is reached, how likely it is, and what it takes."""
    is_reached = row["status"] in ATTAINED
    target = tell_target(row)
    against = compose("target {target} for {year}", target=target, year=row["target_year"] or "–") if target else ()
    takes = [] if is_reached else [tell_needed_pace(row), tell_expected(row)]
    value = print_value(row)
    return Card(
        label=name_short(row),
        value=value,
        base=tell_base(row),
        text=join([() if value else tell_value(row), against, *takes], " · "),
        status=row["status"] if is_reached else row["likelihood"] or Likelihood.INSUFFICIENT.value,
        word=tell_status(row) if is_reached else format_likelihood(row["likelihood"]),
        is_simulated=bool(row["is_simulated"]),
        qualifier=name_qualifier(row),
    )
