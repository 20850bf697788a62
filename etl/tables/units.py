"""How many things a number stands for: ĐVT lines above a table, units in header brackets and in a column of units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from etl.tables.phrases import Words
from etl.tables.text import split_words
from etl.tables.vocabulary import Vocabulary

BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]{1,60})[)\]]")
SCALES: Final = {"thousand": 1_000, "million": 1_000_000}
NUMBER_WORDS: Final = (*SCALES, "unknown")


@dataclass(frozen=True)
class Unit:
    """A unit as written; ``scale`` null when it is not one we know how to multiply by."""

    text: str
    scale: int | None


def read_unit(text: str, vocabulary: Vocabulary) -> Unit:
    """A text that names a unit: nghìn người is 1000, chục người is not guessed, any noun alone is 1."""
    units, words = vocabulary.words["units"], split_words(text)
    scales = [scale for name, scale in SCALES.items() if units[name].find(words)]
    for name in SCALES:
        words = units[name].remove(words)
    if units["unknown"].find(words) or any(word.folded.isdecimal() for word in words) or len(scales) > 1:
        return Unit(text, None)
    return Unit(text, scales[0] if scales else 1)


def find_line_unit(text: str, vocabulary: Vocabulary) -> Unit | None:
    """The unit that a line above a table gives ("ĐVT: nghìn người", "(Đơn vị: 1.000 hộ)"), or None."""
    words = split_words(text)
    label = vocabulary.words["lines"]["unit"].find(words)
    if label:
        return read_unit(write_words(words[label[1] :]), vocabulary) if len(words) > label[1] else None
    for part in (text, *BRACKETS.findall(text)):
        words = split_words(part)
        given = words[2:] if [word.folded for word in words[:2]] == ["don", "vi"] else words
        if is_unit(given, vocabulary):
            return read_unit(write_words(given), vocabulary)
    return None


def find_header_unit(text: str, vocabulary: Vocabulary) -> Unit | None:
    """The unit in brackets, or the word of number before a noun, in a header; None when it names none."""
    for inner in BRACKETS.findall(text):
        if is_unit(split_words(inner), vocabulary):
            return read_unit(inner, vocabulary)
    units, words = vocabulary.words["units"], split_words(text)
    for name in NUMBER_WORDS:
        found = units[name].find(words, is_exact=name == "unknown")
        if found and units["one"].measure_start(words[found[1] :]):
            return read_unit(write_words(words[found[0] : found[1] + 1]), vocabulary)
    return None


def is_unit(words: Words, vocabulary: Vocabulary) -> bool:
    """Whether words are those of units and of number only, with at least one such."""
    left = words
    for phrases in vocabulary.words["units"].values():
        left = phrases.remove(left)
    return len(left) < len(words) and all(word.folded.isdecimal() for word in left)


def write_words(words: Words) -> str:
    """Words as they were written."""
    return " ".join(word.written for word in words)
