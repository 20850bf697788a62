"""Screens: one message each, with what shows it, what it stands on, and what the speaker may say."""

from __future__ import annotations

from html import escape

from reports.blocks import AreaMap, BarChart, Block, Cards, Cover, LineChart, Paragraphs, Scene, Story, Table, ToFill
from reports.stage.charts import write_bars, write_lines
from reports.stage.maps import write_map
from reports.stage.markup import Numbers, write_phrase
from reports.stage.texts import write_cards, write_paragraphs, write_table, write_to_fill
from warehouse.queries import Release
from wording.format import format_date, format_period
from wording.language import _
from wording.phrases import Phrase, list_figures, write

ALONE, BESIDE, ABOVE = "alone", "beside", "above"
LARGEST, LARGER = 1.6, 1.12
LONG, VERY_LONG = 70, 120  # letters of a message that fit in large and in middle type


def write_screens(story: Story, release: Release, numbers: Numbers) -> str:
    """The cover and every scene."""
    count = len(story.scenes) + 1
    screens = [
        write_screen(story.cover, scene, release, numbers, place, count)
        for place, scene in enumerate(story.scenes, start=2)
    ]
    return "".join([write_cover(story.cover, count), *screens])


def write_cover(cover: Cover, count: int) -> str:
    """The first screen: whose, about what, from which data."""
    agencies = "".join(f"<p class='agency'>{escape(name)}</p>" for name in (cover.superior, cover.agency) if name)
    period = format_period(cover.period)
    parts = (cover.area_name, period[:1].upper() + period[1:])
    about = " · ".join(part for part in parts if part.lower() not in cover.title.lower())
    day = _("data as of {date}", date=format_date(cover.data_as_of))
    inside = (
        f"<div class='opening'>{agencies}<h1 class='message'>{escape(cover.title)}</h1>{write_line('about', about)}"
        f"{write_line('day', day)}{write_line('simulated', cover.simulated)}</div>"
    )
    return wrap_screen(cover, inside, cover.title, "", "", 1, count)


def write_screen(cover: Cover, scene: Scene, release: Release, numbers: Numbers, place: int, count: int) -> str:
    """One message."""
    title = write(scene.title)
    size = "small" if len(title) > VERY_LONG else "middle" if len(title) > LONG else "large"
    nature = write_line("simulated", _("Simulated figures") if holds_simulated(scene, cover) else "")
    layout = choose_layout(scene.blocks)
    blocks = "".join(write_block(block, release, numbers, is_beside=layout == BESIDE) for block in scene.blocks)
    inside = (
        f"<header><span>{escape(cover.area_name)} · {escape(format_period(cover.period))}</span>{nature}</header>"
        f"<h1 class='message {size}'>{write_phrase(scene.title, numbers)}</h1>"
        f"<div class='blocks {layout}' data-most='{choose_size(scene.blocks)}'>{blocks}</div>"
    )
    notes = "".join(f"<p>{escape(write(note))}</p>" for note in (*scene.notes, scene.source) if note)
    return wrap_screen(cover, inside, title, write_phrase(scene.source, numbers), notes, place, count)


def wrap_screen(cover: Cover, inside: str, title: str, source: str, notes: str, place: int, count: int) -> str:
    """A screen with its foot: source, release, its number among all."""
    said = escape(title, quote=True)
    release = escape(_("Release {release}", release=cover.release_id))
    return (
        f"<div class='tile' data-title='{said}'><section class='screen' id='screen-{place}' aria-label='{place}. {said}'>{inside}"
        f"<footer><p class='source'>{source}</p><p class='release'>{release} · {place}/{count}</p></footer></section>"
        f"<template>{notes}</template></div>"
    )


def write_line(name: str, text: str) -> str:
    """A line of words; nothing where there are none."""
    return f"<p class='{name}'>{escape(text)}</p>" if text else ""


def choose_layout(blocks: tuple[Block, ...]) -> str:
    """``alone``, ``beside`` each other, or ``above`` each other: cards and lines of text take the width of the screen."""
    if len(blocks) < 2:
        return ALONE
    first, second = blocks[0], blocks[1]
    if isinstance(first, Cards) or isinstance(second, Cards):
        return ABOVE
    if isinstance(second, (Paragraphs, ToFill)):
        return ABOVE if isinstance(first, (Paragraphs, ToFill, Table)) else BESIDE
    return BESIDE


def choose_size(blocks: tuple[Block, ...]) -> float:
    """How much larger than usual type may be where there is room: words and tables alone more than charts."""
    return LARGEST if all(isinstance(block, (Paragraphs, Table, ToFill)) for block in blocks) else LARGER


def write_block(block: Block, release: Release, numbers: Numbers, *, is_beside: bool) -> str:
    """A block as HTML."""
    match block:
        case Cards():
            return write_cards(block, numbers)
        case BarChart():
            return write_bars(block, numbers)
        case LineChart():
            return write_lines(block, numbers, is_beside=is_beside)
        case AreaMap():
            return write_map(block, release, numbers)
        case Table():
            return write_table(block, numbers)
        case Paragraphs():
            return write_paragraphs(block, numbers)
        case ToFill():
            return write_to_fill(block)


def holds_simulated(scene: Scene, cover: Cover) -> bool:
    """Whether a number of a scene may be simulated: what its charts say of each, for words and tables what the whole document says."""
    if not cover.simulated:
        return False
    told = [is_simulated for block in scene.blocks for is_simulated in list_natures(block)]
    has_words = any(list_figures(row) for block in scene.blocks for row in list_texts(block))
    return any(told) or has_words or (not told and bool(list_figures(scene.title)))


def list_natures(block: Block) -> list[bool]:
    """Whether each number of a block is simulated, where the block says so."""
    match block:
        case Cards():
            return [card.is_simulated for card in block.cards if card.value]
        case BarChart():
            return [bar.is_simulated for bar in block.bars if bar.figure]
        case LineChart():
            return [line.is_simulated for line in block.lines]
        case AreaMap():
            return [area.is_simulated for area in block.areas if area.figure]
        case _:
            return []


def list_texts(block: Block) -> list[Phrase]:
    """Phrases of a block whose numbers do not say whether they are simulated."""
    match block:
        case Table():
            return [cell.phrase for row in block.rows for cell in row]
        case Paragraphs():
            return list(block.items)
        case _:
            return []
