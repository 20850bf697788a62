"""How much room words take, so that nothing runs over: sizes are chosen, and what cannot fit is shortened with ``…``.

PowerPoint fits text only while somebody types. Widths are measured with DejaVu Sans, which comes with matplotlib and stands on every
server; it runs wider than Arial, Calibri and Times New Roman, so what fits here fits on the machines of offices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from reports.fonts import find_fonts
from wording.phrases import Figure, Phrase, merge, write

MEASURED_SIZE = 100
WIDER_BY = {
    False: 0.93,
    True: 0.88,
}  # of DejaVu Sans that Arial never exceeds, plain and bold (measured on Vietnamese texts)
LINE_HEIGHT = 1.2
STEP, LEAST_SHARE = 0.95, 0.4
ELLIPSIS = "…"
KEPT_TEXTS = 20_000


@dataclass(frozen=True)
class Text:
    """A paragraph with its look.

    Attributes
    ----------
    size : float
        Points.
    colour : str
        Hex.
    gap : float
        Room above it, as a share of its size.
    """

    phrase: Phrase
    size: float
    colour: str
    is_bold: bool = False
    is_italic: bool = False
    gap: float = 0.0
    bullet: str = ""

    @property
    def indent(self) -> float:
        """Points its lines stand in, for the bullet."""
        return 1.1 * self.size if self.bullet else 0.0


@cache
def _open_font(is_bold: bool) -> object:
    from PIL import ImageFont

    return ImageFont.truetype(find_fonts() / ("DejaVuSans-Bold.ttf" if is_bold else "DejaVuSans.ttf"), MEASURED_SIZE)


@cache
def _measure_letter(letter: str, is_bold: bool) -> float:
    width: float = _open_font(is_bold).getlength(letter)  # type: ignore[attr-defined]
    return width * WIDER_BY[is_bold] / MEASURED_SIZE


def measure_width(text: str, size: float, is_bold: bool = False) -> float:
    """Points a text takes on one line.

    >>> measure_width("Bắc Ninh", 20) == 2 * measure_width("Bắc Ninh", 10)
    True
    """
    return size * _measure_text(text, is_bold)


@lru_cache(maxsize=KEPT_TEXTS)
def _measure_text(text: str, is_bold: bool) -> float:
    return sum(_measure_letter(letter, is_bold) for letter in text)


def wrap_text(text: str, size: float, width: float, is_bold: bool = False) -> list[str]:
    """Lines of a text in a width of points; a word too long for a line is broken."""
    lines = [""]
    for number, word in enumerate(text.split(" ")):
        longer = f"{lines[-1]} {word}" if number else word
        if measure_width(longer, size, is_bold) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if lines[-1] and measure_width(lines[-1] + letter, size, is_bold) > width:
                lines.append("")
            lines[-1] += letter
    return lines


def measure_height(texts: Sequence[Text], width: float) -> float:
    """Points paragraphs take below each other in a width."""
    return sum(
        one.size
        * (LINE_HEIGHT * len(wrap_text(write(one.phrase), one.size, width - one.indent, one.is_bold)) + one.gap)
        for one in texts
    )


def shorten_text(text: str, size: float, width: float, is_bold: bool = False) -> str:
    """A text on one line, cut at a word where it can be, with ``…`` where it is cut."""
    if measure_width(text, size, is_bold) <= width:
        return text
    kept = text
    while kept and measure_width(kept.rstrip() + ELLIPSIS, size, is_bold) > width:
        kept = kept[:-1]
    at_word = kept.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > len(kept) * 0.6 else kept).rstrip(" ,;·(") + ELLIPSIS


def cut_phrase(phrase: Phrase, letters: int) -> Phrase:
    """The first letters of a phrase, with ``…``; a number is kept whole or left out.

    >>> cut_phrase(("còn thiếu ", Figure("gap", "12.345"), " người"), 13)
    ('còn thiếu…',)
    """
    parts: list[str | Figure] = []
    for part in phrase:
        text = part if isinstance(part, str) else part.text
        if len(text) > letters:
            if isinstance(part, str):
                parts.append(part[:letters].rsplit(" ", 1)[0])
            break
        parts.append(part)
        letters -= len(text)
    else:
        return phrase
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip(" ,;·(")
    return merge([*parts, ELLIPSIS])


def fit_texts(texts: Sequence[Text], width: float, height: float, least: float = 9) -> list[Text]:
    """Paragraphs that fit into a box: all smaller by the same share, and where the least size is too large the longest shortened.

    Parameters
    ----------
    width, height : float
        Room in points.
    least : float
        Size in points below which nothing goes.
    """
    fitted = list(texts)
    while not _fit(fitted, width, height) and any(one.size > least for one in fitted):
        fitted = _scale(fitted, STEP, least)
    while fitted and measure_height(fitted, width) > height:
        place = max(range(len(fitted)), key=lambda at: len(write(fitted[at].phrase)))
        length = len(write(fitted[place].phrase))
        if length <= 12:
            fitted.pop()
            continue
        fitted[place] = replace(fitted[place], phrase=cut_phrase(fitted[place].phrase, int(length * 0.85)))
    return [replace(one, size=int(one.size * 2) / 2) for one in fitted]


def fit_alike(groups: Sequence[Sequence[Text]], width: float, height: float, least: float = 9) -> list[list[Text]]:
    """Paragraphs of several boxes of one size, all smaller by the same share, so that equals look equal."""
    share = find_share(groups, width, height, least)
    return [fit_texts(_scale(group, share, least), width, height, least) for group in groups]


def find_share(groups: Sequence[Sequence[Text]], width: float, height: float, least: float = 9) -> float:
    """Share of their full size at which paragraphs fit into boxes of one size."""
    share = 1.0
    while share > LEAST_SHARE and not all(_fit(_scale(group, share, least), width, height) for group in groups):
        share *= STEP
    return share


def _fit(texts: Sequence[Text], width: float, height: float) -> bool:
    """Whether paragraphs fit into a box without breaking a word."""
    is_whole = all(
        measure_width(word, one.size, one.is_bold) <= width - one.indent
        for one in texts
        for word in write(one.phrase).split()
    )
    return is_whole and measure_height(texts, width) <= height


def _scale(texts: Sequence[Text], share: float, least: float) -> list[Text]:
    return [replace(one, size=max(min(least, one.size), one.size * share)) for one in texts]


def find_size(text: str, width: float, height: float, largest: float, least: float, is_bold: bool = False) -> float:
    """Largest size in points at which a text fits into a box, at least ``least``."""
    size = largest
    while size > least and len(wrap_text(text, size, width, is_bold)) * size * LINE_HEIGHT > height:
        size = max(least, size - 0.5)
    return size
