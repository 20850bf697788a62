"""Sentences that remember which of their words are numbers of the release, so that a document can be checked against it later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from string import Formatter

from wording.language import ngettext, translate


@dataclass(frozen=True)
class Figure:
    """A number as it is printed.

    Attributes
    ----------
    key : str
        What it counts: the same in every document and language made for the same place and period, unique by meaning.
    text : str
        The number in the language in use, with its sign or percent sign and without words.
    """

    key: str
    text: str


Phrase = tuple[str | Figure, ...]
Value = str | int | Figure | Phrase


def compose(message: str, /, **values: Value) -> Phrase:
    """Translate a message id and put words, numbers and phrases into its ``{names}``.

    >>> compose("{count} still missing", count=Figure("gap", "12"))
    ('còn thiếu ', Figure(key='gap', text='12'))
    """
    return fill(translate(message), **values)


def compose_plural(one: str, many: str, number: float, /, **values: Value) -> Phrase:
    """Translate a message that follows a number, and put words, numbers and phrases into its ``{names}``."""
    return fill(ngettext(one, many, number), **values)


def fill(template: str, /, **values: Value) -> Phrase:
    """A translated text with its ``{names}`` filled."""
    parts: list[str | Figure] = []
    for literal, name, _format, _conversion in Formatter().parse(template):
        parts.append(literal)
        if name is not None:
            value = values[name]
            parts.extend(value if isinstance(value, tuple) else (value if isinstance(value, Figure) else str(value),))
    return merge(parts)


def merge(parts: Iterable[str | Figure]) -> Phrase:
    """The same phrase with neighbouring words in one piece and nothing empty.

    >>> merge(["a", "", "b", Figure("k", "1"), "c"])
    ('ab', Figure(key='k', text='1'), 'c')
    """
    merged: list[str | Figure] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        elif part:
            merged.append(part)
    return tuple(merged)


def join(phrases: Iterable[Phrase], separator: str = " ") -> Phrase:
    """Phrases after each other; empty ones are left out."""
    parts: list[str | Figure] = []
    for phrase in phrases:
        if phrase:
            parts.extend(((separator if parts else ""), *phrase))
    return merge(parts)


def write(phrase: Phrase) -> str:
    """A phrase as plain text."""
    return "".join(part.text if isinstance(part, Figure) else part for part in phrase)


def qualify(qualifier: str, figure: Figure) -> Phrase:
    """A number after its qualifier (*hơn, gần, khoảng*), where it has one."""
    return (f"{qualifier} ", figure) if qualifier else (figure,)


def list_figures(phrase: Phrase) -> list[Figure]:
    """Numbers of a phrase, in their order."""
    return [part for part in phrase if isinstance(part, Figure)]
