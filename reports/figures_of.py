"""Numbers of a story or a report by their key, as a release says them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reports.blocks import AreaMap, Block, Review, Story, list_block_phrases
from reports.map_counts import count_statuses
from wording.phrases import Phrase, list_figures


def collect_figures(content: Story | Review) -> dict[str, str]:
    """Text of every number by its key, those of notes, legends and annexes too.

    The key of a number is its meaning, so it has one text; where it is said with more decimals in another place, the first one counts.
    """
    found: dict[str, str] = {}
    for phrase in _list_phrases(content):
        for figure in list_figures(phrase):
            found.setdefault(figure.key, figure.text)
    return found


def _list_phrases(content: Story | Review) -> Iterator[Phrase]:
    if isinstance(content, Story):
        for scene in content.scenes:
            yield from (scene.title, scene.source, *scene.notes)
            yield from _list_of_blocks(scene.blocks)
        return
    yield from (*content.bases, *content.opening, *content.closing)
    for section in (*content.sections, *content.annexes):
        yield from _list_of_blocks(section.blocks)


def _list_of_blocks(blocks: Iterable[Block]) -> Iterator[Phrase]:
    for block in blocks:
        yield from list_block_phrases(block)
        if isinstance(block, AreaMap):
            yield from ((count,) for _status, _word, count in count_statuses(block))
