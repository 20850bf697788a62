"""Lists of phrases to look for in texts: where a text begins with one, holds one, or what is left without them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from etl.tables.text import Word, split_words

Words = tuple[Word, ...]


@dataclass(frozen=True)
class PhraseList:
    """Phrases by their first word in plain letters, the longer ones first; a word written without accents matches an accented one."""

    texts: tuple[str, ...]
    by_first: Mapping[str, tuple[Words, ...]]

    def measure_start(self, words: Words, is_exact: bool = False) -> int:
        """Number of words of the longest phrase that some words begin with; 0 when there is none. ``is_exact``: accents must be written."""
        for phrase in self.by_first.get(words[0].folded, ()) if words else ():
            if len(phrase) <= len(words) and all(map(matches, words, phrase, [is_exact] * len(phrase))):
                return len(phrase)
        return 0

    def find(self, words: Words, is_exact: bool = False) -> tuple[int, int] | None:
        """Where the first phrase among some words starts and ends."""
        for start in range(len(words)):
            if length := self.measure_start(words[start:], is_exact):
                return start, start + length
        return None

    def remove(self, words: Words) -> Words:
        """The words that are left without the phrases."""
        while found := self.find(words):
            words = words[: found[0]] + words[found[1] :]
        return words

    def is_start_of(self, text: str) -> bool:
        """Whether a text begins with one of the phrases."""
        return self.measure_start(split_words(text)) > 0


def matches(word: Word, wanted: Word, is_exact: bool) -> bool:
    """Whether a word of a text is a word of a phrase."""
    return word.folded == wanted.folded and (word.written == wanted.written or (word.is_bare and not is_exact))


def list_phrases(texts: Iterable[str]) -> PhraseList:
    """Index some phrases by their first word."""
    by_first: dict[str, list[Words]] = {}
    kept = tuple(texts)
    for words in sorted(map(split_words, kept), key=len, reverse=True):
        by_first.setdefault(words[0].folded, []).append(words)
    return PhraseList(kept, {first: tuple(phrases) for first, phrases in by_first.items()})
