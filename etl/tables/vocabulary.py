"""What the words of a form mean: the base vocabulary of the standard form, to which another source may add."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from etl.tables.phrases import PhraseList
from etl.tables.text import Word, split_words

CACHE_SIZE: Final = 50_000
KINDS: Final = ("field", "measure", "title", "thing", "group", "personal", "not_read", "filler")


@dataclass(frozen=True)
class Meaning:
    """One thing a text can mean: ``kind`` is field, measure, title, thing, group, personal, not_read or filler."""

    kind: str
    code: str


@dataclass(frozen=True)
class Reading:
    """What a text says. ``unknown`` holds the words that no phrase of the vocabulary explains.

    ``titles`` may hold a key of ``Vocabulary.unclear``; in ``groups`` an empty code is the total over all groups.
    """

    first: tuple[Meaning, ...] = ()
    fields: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    is_not_read: bool = False
    unknown: tuple[str, ...] = ()
    has_digits: bool = False

    @property
    def is_rate(self) -> bool:
        return "rate" in self.fields

    @property
    def is_quantity(self) -> bool:
        return "quantity" in self.fields

    @property
    def is_clear(self) -> bool:
        """Whether every word was understood and nothing contradicts itself."""
        return not self.unknown and max(len(self.measures), len(self.titles), len(self.groups)) < 2


Phrases = Mapping[tuple[str, ...], list[tuple[tuple[str, ...], Meaning]]]


@dataclass(frozen=True)
class UnclearTitle:
    """A text that names more than one title; ``counted`` is meant where it is counted by the dozen."""

    texts: tuple[str, ...]
    titles: tuple[str, ...]
    counted: str


@dataclass(frozen=True)
class Vocabulary:
    """All phrases of a form, by their plain words, and the word lists for lines, rows and units.

    Attributes
    ----------
    phrases : Mapping[tuple of str, list of (written words, Meaning)]
    unclear : Mapping[str, UnclearTitle]
        By the key that a ``Reading`` names in ``titles``.
    block : Mapping[str, tuple of str]
        Plain label of the block above the table → its fields.
    words : Mapping[str, Mapping[str, PhraseList]]
        The sections ``rows``, ``lines`` and ``units`` of the source file.
    constants : Mapping[str, str]
        What the source says of all its sheets: ``title``, ``group``, ``period``, ``report_status``.
    title_names, group_names, measure_names : Mapping[str, str]
        How to write each one, for suggestions.
    longest : Mapping[str, int]
        Number of words of the longest phrase that starts with a word.
    """

    phrases: Phrases
    unclear: Mapping[str, UnclearTitle]
    block: Mapping[str, tuple[str, ...]]
    statuses: Mapping[str, PhraseList]
    simulated_marker: str
    words: Mapping[str, Mapping[str, PhraseList]]
    constants: Mapping[str, str]
    title_names: Mapping[str, str]
    group_names: Mapping[str, str]
    measure_names: Mapping[str, str]
    longest: Mapping[str, int]
    cache: dict[tuple[str, str], Reading] = field(default_factory=dict, compare=False, repr=False)

    def read(self, text: str, prefer: str = "measure") -> Reading:
        """What a text says; ``prefer`` decides between a measure and a group written alike without accents (cong nhan)."""
        key = (text, prefer)
        reading = self.cache.get(key)
        if reading is None:
            if len(self.cache) >= CACHE_SIZE:
                self.cache.clear()
            reading = self.cache[key] = self._read(split_words(text), prefer)
        return reading

    def _read(self, words: tuple[Word, ...], prefer: str) -> Reading:
        found: list[list[Meaning]] = []
        unknown: list[str] = []
        at = 0
        while at < len(words):
            length, meanings = self._match(words, at)
            if meanings:
                found.append(meanings)
            elif not words[at].folded.isdecimal() or is_span(words, at):
                unknown.append(words[at].written)
            at += length
        kept = [choose_meanings(meanings, prefer) for meanings in found]
        return self._settle_title(build_reading(kept, tuple(unknown), words))

    def _settle_title(self, reading: Reading) -> Reading:
        """ "Số thôn đạt Cộng đồng học tập": what is counted says which of the titles is meant."""
        titles = reading.titles
        for title in reading.titles:
            possible = self.unclear[title].titles if title in self.unclear else ()
            meant = [thing for thing in reading.things if thing in possible and len(possible) > 1]
            if meant:
                titles = tuple(dict.fromkeys(meant[0] if other == title else other for other in titles))
        return replace(reading, titles=titles)

    def _match(self, words: tuple[Word, ...], at: int) -> tuple[int, list[Meaning]]:
        """The longest phrase that starts at a word, and its meanings."""
        for length in range(min(self.longest.get(words[at].folded, 0), len(words) - at), 0, -1):
            part = words[at : at + length]
            known = self.phrases.get(tuple(word.folded for word in part))
            if known:
                meanings = match_accents(known, part)
                if meanings:
                    return length, meanings
        return 1, []


def is_span(words: tuple[Word, ...], at: int) -> bool:
    """Whether a number counts years ("3 năm liền"), which narrows what is counted."""
    return len(words[at].folded) < 3 and at + 1 < len(words) and words[at + 1].folded == "nam"


def match_accents(known: list[tuple[tuple[str, ...], Meaning]], part: tuple[Word, ...]) -> list[Meaning]:
    """Of the phrases alike in plain letters those whose accents fit best; a single word must fit, or have none."""
    scores = [sum(a == word.written for a, word in zip(written, part, strict=True)) for written, _ in known]
    best = max(scores)
    if len(part) == 1 and best == 0 and not part[0].is_bare:
        return []
    return [meaning for (_, meaning), score in zip(known, scores, strict=True) if score == best]


def choose_meanings(meanings: list[Meaning], prefer: str) -> list[Meaning]:
    """Where one phrase may be a measure or a group, keep the kind that is expected."""
    kinds = {meaning.kind for meaning in meanings}
    if {"measure", "group"} <= kinds:
        dropped = "group" if prefer == "measure" else "measure"
        return [meaning for meaning in meanings if meaning.kind != dropped]
    return meanings


def rank_measure(code: str) -> int:
    """Which measure a text means that names several: of those with digital skills, so many recognised, of a total number."""
    return {"digital_proficiency": 0, "digital_skill": 1, "total": 3}.get(code, 2)


def build_reading(found: list[list[Meaning]], unknown: tuple[str, ...], words: tuple[Word, ...]) -> Reading:
    """Put the phrases of a text together: "Tổng số ĐK" is registered, "Danh hiệu Gia đình học tập" no column of titles."""
    codes: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for meanings in found:
        for meaning in meanings:
            if meaning.code not in codes[meaning.kind]:
                codes[meaning.kind].append(meaning.code)
    strongest = min(map(rank_measure, codes["measure"]), default=0)
    measures = [code for code in codes["measure"] if rank_measure(code) == strongest]
    groups = [code for code in codes["group"] if code] or codes["group"]
    return Reading(
        first=next((tuple(meanings) for meanings in found if any(m.kind != "filler" for m in meanings)), ()),
        fields=tuple(codes["field"]),
        measures=tuple(measures),
        titles=tuple(codes["title"]),
        things=tuple(codes["thing"]),
        groups=tuple(groups),
        personal=tuple(codes["personal"]),
        is_not_read=bool(codes["not_read"]),
        unknown=unknown,
        has_digits=any(word.folded.isdecimal() for word in words),
    )
