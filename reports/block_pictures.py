"""Charts and maps of a document as sharp pictures at the size they are printed, in light colours and with their numbers on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from reports import map_picture, picture
from reports.blocks import AreaMap, Bar, BarChart, LineChart, MapArea, Point
from reports.layer_extent import LayerExtent, measure_shapes, read_shapes
from reports.map_counts import count_statuses
from reports.plane import ARCHIPELAGO_LABELS
from warehouse.queries import Release
from wording.language import _
from wording.looks import ALL_LOOKS, COLOURS, StatusLook
from wording.phrases import qualify, write
from wording.places import shorten_name

PRINT_DOTS = 300
INCH = 25.4
LINE_TONES = ("accent", "short", "reached", "other-basis", "quiet", "accent-simulated")
HATCHES = {"diagonal": "////", "cross": "xxx", "dots": "...", "horizontal": "---", "vertical": "|||", "grid": "+++"}
NAME_LETTER, NAME_LINE = 0.052, 0.1  # inches a letter and a line of a name on a map take
TICK_LETTER = 0.075

PictureBlock = BarChart | LineChart | AreaMap


@dataclass(frozen=True)
class BlockPicture:
    """A chart or map as a file.

    Attributes
    ----------
    content : bytes
        PNG or SVG.
    width_mm : float
        What it is drawn for; its letters are then 8 to 9 points high.
    alt : str
        What it shows, in words, with every number on it.
    """

    content: bytes
    width_mm: float
    alt: str


def draw_block(block: PictureBlock, release: Release, suffix: str, width_mm: float = 160.0) -> BlockPicture:
    """A chart or map as ``png`` (300 dots to the inch) or ``svg`` (words as outlines); title and source stay with the text around it.

    Areas of which the release has no shapes are left out of a map, but not of the counts of its legend.
    """
    frame = picture.Frame(
        title="",
        notes=(),
        paper=COLOURS["paper"][0],
        ink=COLOURS["ink"][0],
        quiet=COLOURS["quiet"][0],
        width=width_mm / INCH,
        dots=PRINT_DOTS,
        keeps_words=False,
    )
    match block:
        case BarChart():
            content = draw_bar_chart(frame, block, suffix)
        case LineChart():
            content = draw_line_chart(frame, block, suffix)
        case AreaMap():
            content = draw_map(frame, block, release, suffix)
    return BlockPicture(content, width_mm, tell_picture(block))


def draw_bar_chart(frame: picture.Frame, block: BarChart, suffix: str) -> bytes:
    """Bars with their number at the end and the word of their status at the right; what is missing is a swatch of its pattern."""
    bars = []
    is_all = all(bar.is_simulated for bar in block.bars if bar.figure) and any(bar.figure for bar in block.bars)
    for bar in block.bars:
        look = ALL_LOOKS[bar.status] if bar.status else None
        fill, hatch = (look.fill[0], find_hatch(look)) if look else (COLOURS["accent"][0], None)
        glyph = look.glyph if look else ""
        word = f"{glyph} {bar.word}" if bar.word else ""
        if bar.is_simulated and not is_all:
            word = f"{word} ({_('simulated')})".strip()
        bars.append(picture.Bar(bar.label, bar.value, _print_bar(bar), fill, hatch, word))
    target = (block.target[0], _("target {value}", value=block.target[1].text)) if block.target else None
    return picture.draw_bars(
        frame, bars, target, suffix, is_percent=block.is_percent, nature=_("simulated data") if is_all else ""
    )


def _print_bar(bar: Bar) -> str:
    """Number of a bar with its qualifier; empty where there is none."""
    return write(qualify(bar.qualifier, bar.figure)) if bar.figure else ""


def draw_line_chart(frame: picture.Frame, block: LineChart, suffix: str) -> bytes:
    """Series with their numbers where there is room; simulated ones are dashed and say so."""
    days = sorted({point.day for line in block.lines for point in line.points} | {point.day for point in block.targets})
    span = ((days[-1] - days[0]).days or 1) if days else 1
    room = frame.width * 0.8
    lines = []
    for place, line in enumerate(block.lines):
        kept = thin_out([(point.day, point.figure.text) for point in line.points], span, room)
        points = tuple((one.day, one.value, one.figure.text if one.day in kept else "") for one in line.points)
        label = f"{line.label} ({_('simulated')})" if line.is_simulated else line.label
        tone = COLOURS[LINE_TONES[place % len(LINE_TONES)]][0]
        lines.append(picture.Line(label, points, tone, line.is_simulated))
    targets = [(point.day, point.value, point.figure.text) for point in block.targets]
    everything = {point.day: point.label for point in list_points(block)}
    kept = thin_out(sorted(everything.items()), span, room, TICK_LETTER)
    ticks = [(day, label) for day, label in sorted(everything.items()) if day in kept]
    return picture.draw_lines(frame, lines, targets, _("Target"), suffix, ticks)


def list_points(block: LineChart) -> list[Point]:
    """Points of all lines and the targets."""
    return [*block.targets, *(point for line in block.lines for point in line.points)]


def thin_out(
    texts: Sequence[tuple[date, str]], span: int, room: float, letter: float = picture.LETTER_WIDTH
) -> set[date]:
    """Days whose texts fit beside each other, oldest first in ``texts``: from the last backwards.

    >>> sorted(thin_out([(date(2024, 1, 1), "1%"), (date(2024, 1, 9), "2%"), (date(2025, 1, 1), "3%")], 366, 5.0))
    [datetime.date(2024, 1, 9), datetime.date(2025, 1, 1)]
    """
    kept: set[date] = set()
    edge = float("inf")
    for day, text in reversed(texts):
        middle, half = (day - texts[0][0]).days / span * room, letter * (len(text) + 1) / 2
        if middle + half <= edge:
            kept.add(day)
            edge = middle - half
    return kept


def draw_map(frame: picture.Frame, block: AreaMap, release: Release, suffix: str) -> bytes:
    """Areas by status with a legend that counts them, and names where there is room."""
    shapes = read_shapes(release, block.layer_key)
    classes = count_statuses(block)
    statuses = [status for status, _word, _count in classes]
    keys = [build_key(status, word, count.text) for status, word, count in classes]
    key_of = {area.area_id: statuses.index(area.status) for area in block.areas}
    drawn = [one for one in shapes["features"] if one["id"] in key_of and one["geometry"]]
    extent = measure_shapes({"features": drawn})
    names = place_names(block, extent, frame.width)
    marks = [*names, *(ARCHIPELAGO_LABELS if block.is_national else ())]
    nature = tell_nature([area for area in block.areas if area.figure])
    return map_picture.draw_areas(frame, shapes, keys, key_of, marks, suffix, is_whole=block.is_national, nature=nature)


def tell_nature(areas: Sequence[MapArea]) -> str:
    """Whether the values of a map are simulated: all, some, or empty for none."""
    simulated = sum(area.is_simulated for area in areas)
    if not simulated:
        return ""
    return _("simulated data") if simulated == len(areas) else _("partly simulated data")


def build_key(status: str, word: str, count: str) -> map_picture.MapKey:
    """Entry of the legend of a map: glyph, word and count of a status."""
    look = ALL_LOOKS[status]
    hatch = find_hatch(look)
    return map_picture.MapKey(f"{look.glyph} {word} ({count})", COLOURS["paper"][0] if hatch else look.fill[0], hatch)


def find_hatch(look: StatusLook) -> str | None:
    """Hatching of the look of something missing; none for a value."""
    return HATCHES.get(look.pattern)


def place_names(block: AreaMap, extent: LayerExtent, width: float) -> list[tuple[str, float, float]]:
    """Names that overlap no other: those of the largest areas first."""
    boxes = [extent.boxes[area.area_id] for area in block.areas if area.area_id in extent.boxes]
    if not boxes:
        return []
    across = max(box.east for box in boxes) - min(box.west for box in boxes)
    down = max(box.north for box in boxes) - min(box.south for box in boxes)
    scale = max(across / (width * 0.62), down * map_picture.MAP_ASPECT / (width * map_picture.MAP_SHARE)) or 1.0
    known = [area for area in block.areas if area.area_id in extent.points]
    known.sort(key=lambda area: measure_box(extent, area.area_id), reverse=True)
    taken: list[tuple[float, float, float]] = []
    placed = []
    for area in known:
        name = shorten_name(area.name)
        longitude, latitude = extent.points[area.area_id]
        x, y, half = longitude / scale, latitude * map_picture.MAP_ASPECT / scale, NAME_LETTER * (len(name) + 1) / 2
        if all(abs(x - x0) > half + half0 or abs(y - y0) > NAME_LINE for x0, y0, half0 in taken):
            taken.append((x, y, half))
            placed.append((name, longitude, latitude))
    return placed


def measure_box(extent: LayerExtent, area_id: str) -> float:
    """Size of the box around an area, in square degrees."""
    box = extent.boxes[area_id]
    return (box.east - box.west) * (box.north - box.south)


def tell_picture(block: PictureBlock) -> str:
    """What a picture shows, for people who do not see it."""
    match block:
        case BarChart():
            told: Iterable[str] = (
                f"{bar.label}: {' '.join(filter(None, (_print_bar(bar), bar.word)))}" for bar in block.bars
            )
        case LineChart():
            told = (
                f"{line.label}: {', '.join(f'{point.label} {point.figure.text}' for point in line.points)}"
                for line in block.lines
            )
        case AreaMap():
            told = (f"{word}: {count.text}" for _status, word, count in count_statuses(block))
    return f"{block.title}. {'; '.join(told)}. {write(block.source)}"
