"""Suggestions for a text that names no area exactly: the most alike names of the same scope and day."""

from __future__ import annotations

from datetime import date

from rapidfuzz import fuzz, process

from etl.places.index import AreaIndex, Place, Pool
from etl.places.kinds import Reading, list_variants, read_words
from etl.places.lookup import split_parents
from etl.places.spelling import settle_tones, split_words, strip_marks

CUTOFF = 76.0
OTHER_KIND = 8.0  # taken off where the text states another kind
MOST = 3


def suggest_places(index: AreaIndex, text: str, roots: frozenset[str], day: date) -> list[Place]:
    """At most three areas of the scope on that day whose name is much like the text, the most alike first."""
    pool = _find_pool(index, roots, day)
    heads = [list_variants(text)[-1], *(head for head, _ in split_parents(text)[-1:])]
    for head in heads:
        if scores := _score_names(pool, _read_loosely(head)):
            ordered = sorted(scores, key=lambda place: (-scores[place], place.depth, place.code))
            return ordered[:MOST]
    return []


def count_names(index: AreaIndex, roots: frozenset[str], day: date) -> int:
    """How many names a search in the scope has to look at."""
    return len(_find_pool(index, roots, day).places)


def is_like(text: str, place: Place) -> bool:
    """Whether the text may be the area's name misspelt."""
    return bool(_score_names(_build_pool([place]), _read_loosely(list_variants(text)[-1])))


def _read_loosely(text: str) -> list[Reading]:
    """The readings of a text, and of the same without marks, for its kind may be misspelt too ("Phuờng")."""
    words = split_words(text)
    plain = tuple(strip_marks(word) for word in words)
    return read_words(words) if plain == words else [*read_words(words), *read_words(plain)]


def _find_pool(index: AreaIndex, roots: frozenset[str], day: date) -> Pool:
    key = (roots, day)
    if key not in index.pools:
        inside = (p for p in index.places.values() if p.exists_on(day) and not roots.isdisjoint(p.lineage))
        index.pools[key] = _build_pool(list(inside))
    return index.pools[key]


def _build_pool(places: list[Place]) -> Pool:
    return Pool(places, [_mark(place.words) for place in places], [_plain(place.words) for place in places])


def _mark(words: tuple[str, ...]) -> str:
    return " ".join(settle_tones(words))


def _plain(words: tuple[str, ...]) -> str:
    return " ".join(strip_marks(word) for word in words)


def _score_names(pool: Pool, readings: list[Reading]) -> dict[Place, float]:
    """Likeness of each area above the cutoff, with or without marks, whichever is more."""
    scores: dict[Place, float] = {}
    for reading in readings:
        for query, names in ((_mark(reading.words), pool.marked_names), (_plain(reading.words), pool.plain_names)):
            found = process.extract(query, names, scorer=fuzz.ratio, score_cutoff=CUTOFF, limit=2 * MOST)
            for _, score, position in found:
                place = pool.places[position]
                likeness = score - (OTHER_KIND if reading.kinds and place.kind not in reading.kinds else 0)
                scores[place] = max(scores.get(place, 0), likeness)
    return scores
