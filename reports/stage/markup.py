"""Words, numbers and statuses as HTML: a number is a button that opens where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from reports.blocks import Story, list_block_phrases
from wording.language import _
from wording.looks import ALL_LOOKS
from wording.phrases import Figure, Phrase, list_figures

Numbers = Mapping[str, int]


def number_keys(story: Story) -> dict[str, int]:
    """Every key of a number on the screens with its place in the list the script gets."""
    numbers: dict[str, int] = {}
    for scene in story.scenes:
        phrases = [scene.title, scene.source, *(one for block in scene.blocks for one in list_block_phrases(block))]
        for figure in (one for phrase in phrases for one in list_figures(phrase)):
            numbers.setdefault(figure.key, len(numbers))
    return numbers


def write_phrase(phrase: Phrase, numbers: Numbers) -> str:
    """A phrase whose numbers are buttons."""
    return "".join(write_figure(part, numbers) if isinstance(part, Figure) else escape(part) for part in phrase)


def write_figure(figure: Figure, numbers: Numbers) -> str:
    """A number that can be asked where it comes from."""
    return f"<b class='n' role='button' tabindex='0' data-n='{numbers[figure.key]}'>{escape(figure.text)}</b>"


def write_status(status: str | None, word: str) -> str:
    """Icon and word of a status in its colours; the word alone where it has no look, nothing where there is no word."""
    if not word:
        return ""
    return f"<span class='status {write_class(status)}'>{write_icon(status)}{escape(word)}</span>"


def write_simulated() -> str:
    """The word beside a simulated number."""
    words = escape(_("simulated"))
    return f"<span class='sim'>{words}</span>"


def write_class(status: str | None) -> str:
    """Class that lends an element the colours of a status."""
    return f"s-{status}" if status in ALL_LOOKS else "s-none"


def write_icon(status: str | None) -> str:
    """Icon of a status, in the colour of the words beside it."""
    return f"<svg class='i' aria-hidden='true'><use href='#i-{status}'/></svg>" if status in ALL_LOOKS else ""
