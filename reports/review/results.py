"""Part II: the results, target by target, by title, by group, by area, against the period before, and commendations."""

from __future__ import annotations

from collections.abc import Sequence

from reports.blocks import Bar, BarChart, Block, Paragraphs, Scene, Section
from reports.content import Content, Row
from reports.printed import name_qualifier, print_value
from reports.review.inherited import tell_constituent_targets
from reports.review.units import compose_units
from reports.scenes.commendations import compose_commendations
from reports.scenes.groups import compose_groups
from reports.scenes.improved import compose_history, compose_improved, list_reforms, measure, tell_changes_source
from reports.scenes.improved import compose_table as compose_changes
from reports.scenes.titles import compose_titles
from reports.scenes.verdict import compose_results
from reports.sentences import end, tell_change, tell_status, tell_verdict
from reports.source_line import tell_rows_source
from reports.tally import count_targets, tell_ended
from warehouse.model import Unit
from wording.board import Column
from wording.board_words import name_short
from wording.format import format_date
from wording.language import _
from wording.overview_goals import list_valued
from wording.phrases import Phrase, compose, join


def compose_results_part(content: Content) -> tuple[Section, ...]:
    """Results; what the place has nothing of is left out, except the targets themselves."""
    parts = [
        (_("Overall results"), compose_targets(content)),
        (_("Learning titles"), compose_scene_blocks(compose_titles(content), has_notes=True)),
        (_("Groups of people"), compose_scene_blocks(compose_groups(content))),
        (_("By area"), compose_units(content)),
        (_("Against the period before"), compose_development(content)),
        (_("Commendations"), compose_scene_blocks(compose_commendations(content))),
    ]
    return (
        Section(1, _("RESULTS ON THE TARGETS"), ()),
        *(Section(2, heading, blocks) for heading, blocks in parts if blocks),
    )


def compose_targets(content: Content) -> tuple[Block, ...]:
    """Every target that fell due: how many were attained, a sentence each, a chart and a table; those without figures by name."""
    column = content.board.ended
    if column is None:
        told: Phrase = compose("No target had fallen due by {date}.", date=format_date(content.day))
        ahead = [] if content.board.ahead is None else list_valued(content.board.ahead)
        results = (compose_results(ahead, _("Results and targets")),) if ahead else ()
        return (Paragraphs((told,)), *results)
    rows = list_valued(column)
    blocks: list[Block] = []
    tally = tell_ended(content, column)
    if tally:
        blocks.append(Paragraphs((end(join([(f"{content.area.name}: ",), tally], "")),)))
    if rows:
        blocks.append(Paragraphs(tuple(tell_verdict(row) for row in rows), is_list=True))
        chart = compose_chart(rows)
        blocks += [chart] if chart else []
        blocks.append(compose_results(rows, _("Results and targets")))
    reference = tell_constituent_targets(content, rows)
    if reference:
        blocks.append(Paragraphs((reference,)))
    absent = tell_absent(content, column)
    return (*blocks, Paragraphs(absent)) if absent else tuple(blocks)


def compose_chart(rows: Sequence[Row]) -> BarChart | None:
    """The rates, each with its verdict; None where there are none."""
    rates = [row for row in rows if row["unit"] == Unit.PERCENT and print_value(row)]
    if not rates:
        return None
    bars = tuple(
        Bar(
            name_short(row),
            row["value"],
            print_value(row),
            row["status"],
            tell_status(row),
            bool(row["is_simulated"]),
            name_qualifier(row),
        )
        for row in rates
    )
    return BarChart(_("Rates and verdicts"), bars, True, None, tell_rows_source(rates))


def tell_absent(content: Content, column: Column) -> tuple[Phrase, ...]:
    """Targets of the year without a figure, and those whose number nobody verified, by name."""
    silent = [row for row in column.silent if row["value"] is None]
    told = []
    if silent:
        count = count_targets(content, column, "silent", len(silent))
        told.append(compose("No figures yet ({count}): {names}.", count=count, names=list_names(silent)))
    if column.unverified:
        count = count_targets(content, column, "unverified", len(column.unverified))
        names = list_names(column.unverified)
        told.append(compose("Target not known or not verified ({count}): {names}.", count=count, names=names))
    return tuple(told)


def list_names(rows: Sequence[Row]) -> str:
    """Short names of indicators, each once."""
    return "; ".join(dict.fromkeys(name_short(row) for row in rows))


def compose_scene_blocks(scene: Scene | None, *, has_notes: bool = False) -> tuple[Block, ...]:
    """Blocks of a scene under its message; empty where the story has no such scene."""
    if scene is None:
        return ()
    told = scene.notes[:-1] if has_notes else ()
    return (Paragraphs((end(scene.title), *told)), *scene.blocks)


def compose_development(content: Content) -> tuple[Block, ...]:
    """How results grew and fell since the period before, what of it is the new boundary, and the history of the one that grew most."""
    changes = sorted(content.changes, key=measure, reverse=True)
    if not changes:
        return ()
    scene = compose_improved(content)
    source = tell_changes_source(changes)
    blocks: list[Block] = [Paragraphs((end(scene.title),))] if scene else []
    blocks.append(Paragraphs(tuple(end(tell_change(row)) for row in changes), is_list=True))
    blocks.append(compose_changes(changes, source))
    reforms = list_reforms(content, changes)
    if reforms:
        blocks.append(Paragraphs(((_("Across the rearrangement of 1/7/2025:"),),)))
        blocks.append(Paragraphs(tuple(reforms), is_list=True))
    history = compose_history(content, changes[0])
    return (*blocks, history) if history else tuple(blocks)
