"""Charts as pictures (SVG, PNG) that say inside what they show: title, base, date, completeness, source and release."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, LEFT, RIGHT = 11.0, 0.4, 0.4  # inches
TITLE_SIZE, TEXT_SIZE, LINE_HEIGHT = 15, 9, 0.19
TITLE_WRAP, TEXT_WRAP = 80, 165
BAR_HEIGHT, LINE_CHART_SHARE = 0.24, 0.42
LETTER_WIDTH, GLYPH_ROOM = 0.06, 0.2  # inches a letter of the small size takes on average, and around it
LABEL_LETTERS, WIDEST_LABEL_SHARE, WORD_LETTERS = 44, 0.3, 26
DOTS = 200
CLOSE_POINTS = 8  # percent between a value and a target of the same day whose numbers would meet


@dataclass(frozen=True)
class Frame:
    """What stands around a picture.

    Attributes
    ----------
    title : str
    notes : tuple of str
        Lines below it: base, date, completeness, whether simulated; source and release.
    paper, ink, quiet : str
        Colours of the ground, of words and of what stands back.
    width : float
        Inches; letters keep their size, so that a narrow picture is legible where it is printed.
    dots : int
        To the inch, of a PNG.
    keeps_words : bool
        Whether the words of an SVG stay words, which asks for the font where it is shown, or become outlines.
    """

    title: str
    notes: tuple[str, ...]
    paper: str
    ink: str
    quiet: str
    width: float = WIDTH
    dots: int = DOTS
    keeps_words: bool = True


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its length (null draws a swatch of its pattern), text at its end, colour, pattern, word at the right."""

    label: str
    value: float | None
    text: str
    fill: str
    hatch: str | None = None
    word: str = ""


@dataclass(frozen=True)
class Line:
    """One line through time: its name, its points (day, percent, text) and its colour; simulated ones are dashed."""

    label: str
    points: tuple[tuple[date, float, str], ...]
    fill: str
    is_dashed: bool


def draw_bars(
    frame: Frame,
    bars: Sequence[Bar],
    target: tuple[float, str] | None,
    suffix: str,
    *,
    is_percent: bool = True,
    nature: str = "",
) -> bytes:
    """Bars in the order given, with the target as a line where all share one; the axis of counts carries no numbers.

    Parameters
    ----------
    nature : str
        What stands over the words at the right, such as that the values are simulated.
    """
    letters = min(LABEL_LETTERS, int(frame.width * WIDEST_LABEL_SHARE / LETTER_WIDTH))
    labels = [wrap_label(bar.label, letters) for bar in bars]
    words = [wrap_label(bar.word, WORD_LETTERS) for bar in bars]
    tallest = max((text.count("\n") for text in (*labels, *words)), default=0)
    left = (
        LEFT + LETTER_WIDTH * max((len(line) for label in labels for line in label.split("\n")), default=0)
    ) / frame.width
    height = BAR_HEIGHT * (1 + 0.55 * tallest)
    longest = max((len(line) for text in (*words, nature) for line in text.split("\n")), default=0)
    right = 0.97 - (GLYPH_ROOM + LETTER_WIDTH * longest) / frame.width if longest else 0.97
    figure, axes = open_picture(frame, max(0.6, height * (len(bars) + 1)), left=left, right=right)
    room = (right - left) * frame.width
    full = max([100.0 if is_percent else 0.0, *(bar.value for bar in bars if bar.value is not None)]) or 1.0
    limit = max([full * 1.02, *(fit_limit(bar, full, room) for bar in bars)])
    places, behind = range(len(bars)), {"facecolor": frame.paper, "edgecolor": "none", "pad": 0.6}
    swatch = limit * 0.02
    for place, bar in zip(places, bars, strict=True):
        length, edge = (swatch, bar.fill) if bar.value is None else (bar.value, "none")
        fill = frame.paper if bar.value is None or bar.hatch else bar.fill
        axes.barh(place, length, color=fill, edgecolor=bar.fill if bar.hatch else edge, hatch=bar.hatch, height=0.72)
        axes.text(
            length + limit * 0.008, place, bar.text, va="center", fontsize=TEXT_SIZE - 1, color=frame.ink, bbox=behind,
            zorder=3,
        )  # fmt: skip
    beside = {"transform": axes.get_yaxis_transform(), "fontsize": TEXT_SIZE - 1, "color": frame.ink}
    for place, word in enumerate(words):
        axes.text(1.02, place, word, va="center", **beside)
    axes.text(1.02, -0.7, nature, va="bottom", **beside)
    axes.set_yticks(places, labels, fontsize=TEXT_SIZE - 1)
    axes.set_ylim(len(bars) - 0.4, -0.6)
    axes.set_xlim(0, limit)
    if target:
        axes.axvline(target[0], color=frame.ink, linewidth=1.2, linestyle=(0, (4, 2)))
        axes.text(target[0], -0.7, target[1], ha="center", va="bottom", fontsize=TEXT_SIZE - 1, color=frame.ink)
    _style_axes(axes, frame, "x")
    axes.set_xticks(range(0, 101, 20) if is_percent and full <= 100 else [] if not is_percent else axes.get_xticks())
    return save_picture(figure, frame, suffix)


def wrap_label(label: str, letters: int) -> str:
    """A name on at most two lines, shortened where it needs more.

    >>> wrap_label("Công chức, viên chức và người lao động", 20)
    'Công chức, viên chức\\nvà người lao động'
    """
    lines = textwrap.wrap(label, letters)
    if len(lines) <= 2:
        return "\n".join(lines)
    return f"{lines[0]}\n{textwrap.shorten(' '.join(lines[1:]), letters, placeholder='…')}"


def fit_limit(bar: Bar, full: float, room: float) -> float:
    """How far the axis must reach so that what is printed at the end of a bar fits into a room in inches."""
    share = min(0.8, (GLYPH_ROOM + LETTER_WIDTH * len(bar.text)) / room)
    return (bar.value if bar.value is not None else 0.02 * full) / (1 - share)


def draw_lines(
    frame: Frame,
    lines: Sequence[Line],
    targets: Sequence[tuple[date, float, str]],
    target_word: str,
    suffix: str,
    ticks: Sequence[tuple[date, str]] = (),
) -> bytes:
    """Values in percent over time, each line of its own colour, with the targets as diamonds on their days.

    Parameters
    ----------
    ticks : sequence of (day, text)
        What stands below the axis; the years when empty.
    """
    figure, axes = open_picture(frame, LINE_CHART_SHARE * frame.width, left=0.6 / frame.width)
    for line in lines:
        days, values = [point[0] for point in line.points], [point[1] for point in line.points]
        style = (0, (4, 2)) if line.is_dashed else "-"
        axes.plot(days, values, color=line.fill, linestyle=style, marker="o", markersize=4, label=line.label)
        for day, value, text in line.points:
            is_close = any(day == due and 0 <= target - value < CLOSE_POINTS for due, target, _text in targets)
            _write_near(axes, frame, day, value, text, -14 if is_close else 7)
    for place, (day, value, text) in enumerate(targets):
        label = "_" if place else target_word
        axes.plot([day], [value], marker="D", color=frame.ink, markersize=6, linestyle="none", label=label)
        known = [one for line in lines for one in line.points]
        is_close = any(day == when and 0 <= value - own < CLOSE_POINTS for when, own, _text in known)
        _write_near(axes, frame, day, value, text, 7 if is_close else -14)
    axes.set_ylim(0, 108)
    axes.set_yticks(range(0, 101, 20))
    axes.margins(x=0.06)
    if ticks:
        axes.set_xticks([day for day, _text in ticks], [text for _day, text in ticks])
    axes.legend(
        frameon=False, fontsize=TEXT_SIZE - 1, labelcolor=frame.ink, loc="lower left", bbox_to_anchor=(-0.01, 1.0),
        ncols=3, borderaxespad=0.2,
    )  # fmt: skip
    _style_axes(axes, frame, "y")
    return save_picture(figure, frame, suffix)


def open_picture(frame: Frame, height: float, *, left: float, right: float = 0.97) -> tuple[Figure, Any]:
    """A figure with its title and notes, and axes of a height in inches between them, from ``left`` to ``right`` (shares of the width)."""
    from matplotlib.figure import Figure

    title = textwrap.wrap(frame.title, TITLE_WRAP)
    notes = [line for note in frame.notes for line in textwrap.wrap(note, TEXT_WRAP, break_long_words=True)]
    head = 0.35 + 0.3 * len(title) if title else 0.15
    foot = 0.35 + LINE_HEIGHT * len(notes) if notes else 0.1
    total = head + height + foot + 0.35
    figure = Figure(figsize=(frame.width, total), facecolor=frame.paper)
    for number, line in enumerate(title):
        spot = 1 - (0.35 + 0.3 * number) / total
        figure.text(
            LEFT / frame.width, spot, line, fontsize=TITLE_SIZE, fontweight="bold", color=frame.ink, va="center"
        )
    for number, line in enumerate(notes):
        spot = (foot - 0.2 - LINE_HEIGHT * number) / total
        figure.text(LEFT / frame.width, spot, line, fontsize=TEXT_SIZE - 1, color=frame.quiet, va="center")
    axes = figure.add_axes((left, (foot + 0.2) / total, right - left, height / total), facecolor=frame.paper)
    return figure, axes


def _write_near(axes: Any, frame: Frame, day: date, value: float, text: str, above: int) -> None:
    axes.annotate(
        text, (day, value), (0, above), textcoords="offset points", ha="center", fontsize=TEXT_SIZE - 1, color=frame.ink
    )


def _style_axes(axes: Any, frame: Frame, values: str) -> None:
    for side in ("top", "right", "left" if values == "x" else "bottom"):
        axes.spines[side].set_visible(False)
    for side in ("bottom", "left"):
        axes.spines[side].set_color(frame.quiet)
    axes.tick_params(colors=frame.ink, labelsize=TEXT_SIZE - 1, length=0)
    ruled = axes.xaxis if values == "x" else axes.yaxis
    ruled.set_major_formatter("{x:.0f}%")
    axes.grid(axis="x" if values == "x" else "y", color=frame.quiet, alpha=0.25, linewidth=0.6)
    axes.set_axisbelow(True)


def save_picture(figure: Figure, frame: Frame, suffix: str) -> bytes:
    """A figure as ``svg`` or ``png``."""
    import matplotlib as mpl

    content = io.BytesIO()
    with mpl.rc_context({"svg.fonttype": "none" if frame.keeps_words else "path", "svg.hashsalt": "dich-2030"}):
        figure.savefig(
            content,
            format=suffix,
            dpi=frame.dots,
            facecolor=figure.get_facecolor(),
            metadata={"Date": None} if suffix == "svg" else None,
        )
    return content.getvalue()
