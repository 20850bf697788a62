"""What a slide, a screen on stage and a page of a report are made of: words with their numbers, charts, maps, tables.

Composed once from a release (``reports/scenes``, ``reports/review``) and drawn by every writer alike, so that the deck, the report and the
stage cannot disagree. Values are raw, unrounded numbers; what is printed is a :class:`~wording.phrases.Figure` with its key.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from wording.phrases import Figure, Phrase


@dataclass(frozen=True)
class Card:
    """One result, large: what is counted, how much, how it stands.

    Attributes
    ----------
    label : str
        Short name of the indicator or count.
    value : Figure or None
        Null: nothing was reported; ``word`` says why.
    base : str
        What the percentage is of; empty for a count.
    text : Phrase
        Target and what is missing to it.
    status : str or None
        Status or likelihood code that lends its look; null = none.
    word : str
        Word of the status; always shown beside its colour.
    is_simulated : bool
    qualifier : str
        Word before the value (*hơn, gần, khoảng*); empty for an exact one.
    """

    label: str
    value: Figure | None
    base: str
    text: Phrase
    status: str | None
    word: str
    is_simulated: bool
    qualifier: str = ""


@dataclass(frozen=True)
class Cards:
    """Results beside each other, the most important first."""

    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Bar:
    """One bar: ``value`` in the unit of the chart (null = none), ``figure`` what is printed at its end after its ``qualifier``
    (null = ``word`` alone).
    """

    label: str
    value: float | None
    figure: Figure | None
    status: str | None
    word: str = ""
    is_simulated: bool = False
    qualifier: str = ""


@dataclass(frozen=True)
class BarChart:
    """Bars in the order given.

    Attributes
    ----------
    title : str
    is_percent : bool
        Values are percent 0–100; else counts.
    target : tuple of (float, Figure) or None
        A line all bars share.
    source : Phrase
        Base, date, completeness, nature and source in one line.
    """

    title: str
    bars: tuple[Bar, ...]
    is_percent: bool
    target: tuple[float, Figure] | None
    source: Phrase


@dataclass(frozen=True)
class Point:
    """A value of a series: the day it holds for, its period in words, percent, what is printed."""

    day: date
    label: str
    value: float
    figure: Figure


@dataclass(frozen=True)
class Line:
    """One series, oldest first; a simulated one is dashed."""

    label: str
    points: tuple[Point, ...]
    is_simulated: bool


@dataclass(frozen=True)
class LineChart:
    """Series in percent with their targets (``Point`` on the day each falls due)."""

    title: str
    lines: tuple[Line, ...]
    targets: tuple[Point, ...]
    source: Phrase


@dataclass(frozen=True)
class MapArea:
    """A unit of a map: its name, status (lends fill and pattern), value (null = none) and the word before it (*hơn, gần, khoảng*)."""

    area_id: str
    name: str
    status: str
    word: str
    figure: Figure | None
    is_simulated: bool = False
    qualifier: str = ""


@dataclass(frozen=True)
class AreaMap:
    """Units of one layer by status; ``layer_key`` names the shapes in the release. A map of the nation shows Hoàng Sa and Trường Sa."""

    title: str
    layer_key: str
    areas: tuple[MapArea, ...]
    is_national: bool
    source: Phrase


@dataclass(frozen=True)
class Cell:
    """A cell of a table; ``value`` is its raw number where it has one, ``status`` lends its look to a verdict."""

    phrase: Phrase
    value: float | None = None
    status: str | None = None


@dataclass(frozen=True)
class Column:
    """A column of a table: heading, ``text``, ``count`` or ``rate`` (right-aligned), share of the width (any scale)."""

    label: str
    kind: str
    width: float


@dataclass(frozen=True)
class Table:
    """A table; rows have one cell a column. ``is_wide``: wants a page in landscape."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    source: Phrase
    is_wide: bool = False


@dataclass(frozen=True)
class Paragraphs:
    """Sentences, one paragraph each; a list with marks when ``is_list``."""

    items: tuple[Phrase, ...]
    is_list: bool = False


@dataclass(frozen=True)
class ToFill:
    """A field left for people, clearly marked: what is to be written there."""

    prompt: str


Block = Cards | BarChart | LineChart | AreaMap | Table | Paragraphs | ToFill


@dataclass(frozen=True)
class Cover:
    """What stands on every document: place, agency, period, language, release, and whether any number is simulated.

    Attributes
    ----------
    agency, superior : str
        Who issues it, and the body above it; empty = a field left for people.
    title : str
        ``Báo cáo kết quả …``
    simulated : str
        The sentence that says that numbers are simulated; empty when none is.
    """

    area_id: str
    area_name: str
    period: str
    language: str
    release_id: str
    data_as_of: date
    agency: str
    superior: str
    title: str
    simulated: str


@dataclass(frozen=True)
class Scene:
    """One message of a story: a slide of the deck, a screen on stage.

    Attributes
    ----------
    scene_id : str
        ``headline``, ``verdict``, ``map``, ``titles``, ``groups``, ``improved``, ``lagging``, ``outlook``, ``criteria``, ``commendations``,
        ``proposals``; an own one that people added is ``own-1`` …
    title : Phrase
        The message, as a sentence.
    blocks : tuple of Block
        At most two, for one look.
    source : Phrase
        Base, date, completeness, nature and source of what is shown.
    notes : tuple of Phrase
        What the speaker may say, with source and base.
    """

    scene_id: str
    title: Phrase
    blocks: tuple[Block, ...]
    source: Phrase
    notes: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class Story:
    """The scenes of one place and period, in the order they are told."""

    cover: Cover
    scenes: tuple[Scene, ...]


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it; ``level`` 1 = ``I.``, 2 = ``1.``, 3 = ``a)``, numbered by whoever writes it."""

    level: int
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Review:
    """A report in administrative form: legal bases, sections, annexes (*biểu kèm theo*)."""

    cover: Cover
    bases: tuple[Phrase, ...]
    opening: tuple[Phrase, ...]
    sections: tuple[Section, ...]
    closing: tuple[Phrase, ...]
    annexes: tuple[Section, ...] = field(default=())


def list_block_phrases(block: Block) -> Iterator[Phrase]:
    """Every phrase of a block, numbers of charts and maps included, in reading order."""
    match block:
        case Cards():
            for card in block.cards:
                yield from ((card.value,),) if card.value else ()
                yield card.text
        case BarChart():
            yield from ((bar.figure,) for bar in block.bars if bar.figure)
            yield from ((block.target[1],),) if block.target else ()
            yield block.source
        case LineChart():
            yield from ((point.figure,) for line in block.lines for point in line.points)
            yield from ((point.figure,) for point in block.targets)
            yield block.source
        case AreaMap():
            yield from ((area.figure,) for area in block.areas if area.figure)
            yield block.source
        case Table():
            yield from (cell.phrase for row in block.rows for cell in row)
            yield block.source
        case Paragraphs():
            yield from block.items
        case ToFill():
            return
