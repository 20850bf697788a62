"""Which areas a text names exactly: on the day and in the scope asked for, on other days, or elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from etl.places.aliases import Alias
from etl.places.index import AreaIndex, Place
from etl.places.kinds import Reading, list_variants, read_words
from etl.places.spelling import (
    build_coarse_key,
    build_key,
    build_loose_key,
    build_plain_key,
    clean_text,
    is_marked,
    split_words,
)

PARENT_MARK = re.compile(r"\s*[,;()\[\]|/]+\s*|\s+[-–—]+\s*|[-–—]+\s+|\s+thuộc\s+", re.IGNORECASE)
DISTRICT_DEPTH = 2
LONGEST_TEXT = 120  # characters; more is no name
MOST_PARENTS = 2
KEYS = (build_key, build_loose_key, build_plain_key)  # in the order they are tried


@dataclass(frozen=True)
class Asked:
    """Where and when an area is looked for. ``roots`` are areas of that day; the section is the text of the section row above."""

    index: AreaIndex
    day: date
    within: str | None
    roots: frozenset[str]
    section: str = ""

    def covers(self, place: Place) -> bool:
        """Whether the place lies in the scope and existed on the day."""
        return place.exists_on(self.day) and not self.roots.isdisjoint(place.lineage)

    def covered(self, place: Place) -> bool:
        """Whether the place, of another day, had its territory in the scope."""
        return not place.exists_on(self.day) and not self.roots.isdisjoint(self.index.list_kin(place.area_id))


@dataclass(frozen=True)
class Named:
    """The areas a text names: ``current`` in scope on the day; else ``former`` in scope on other days; else ``elsewhere`` on the day.

    ``nearly`` are areas whose name fits while the parent written behind it, or the section above, does not.
    """

    current: tuple[Place, ...] = ()
    former: tuple[Place, ...] = ()
    elsewhere: tuple[Place, ...] = ()
    nearly: tuple[Place, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.current or self.former or self.elsewhere)


@dataclass(frozen=True)
class Hits:
    """All areas of all days a text may name, by how strictly: as an alias, letter by letter, i and y alike, without marks."""

    aliases: tuple[Alias, ...]
    tiers: tuple[tuple[Place, ...], ...]

    def list_ids(self) -> frozenset[str]:
        """Every area hit at all."""
        return frozenset(place.area_id for tier in self.tiers for place in tier) | {a.area_id for a in self.aliases}


@lru_cache(maxsize=20_000)
def find_hits(index: AreaIndex, text: str) -> Hits:
    """Look a text up in all scopes and on all days; a text without any mark may stand for every marked name."""
    aliases: dict[Alias, None] = {}
    tiers: tuple[dict[Place, None], ...] = ({}, {}, {})
    for variant in list_variants(text):
        words = split_words(variant)
        aliases.update(
            (alias, None) for alias in index.aliases.get(build_coarse_key(words), ()) if _is_alias(alias, words)
        )
        for reading in read_words(words):
            places = _list_candidates(index, reading)
            for strictness in reading.list_strictness() if places else ():
                build = KEYS[strictness]
                own = build(reading.words)
                tiers[strictness].update((place, None) for place in places if build(place.words) == own)
    return Hits(tuple(aliases), tuple(tuple(tier) for tier in tiers))


def _is_alias(alias: Alias, words: tuple[str, ...]) -> bool:
    build = build_key if is_marked(words) else build_plain_key
    return build(words) == build(split_words(clean_text(alias.alias)))


def _list_candidates(index: AreaIndex, reading: Reading) -> list[Place]:
    if reading.kinds is None and all(word.isdecimal() for word in reading.words):
        return []  # a bare number is no name
    places = [index.places[area_id] for area_id in index.names.get(build_coarse_key(reading.words), ())]
    return [place for place in places if reading.kinds is None or place.kind in reading.kinds]


def find_named(asked: Asked, text: str) -> Named:
    """The areas a text names, also with the areas they lie in behind ("P. Bến Nghé (Q1)"); of several the section above decides."""
    named = find_whole(asked, text)
    if not named.current:
        behind = _find_with_parents(asked, text)
        named = behind if behind.current or not named else named
    return _narrow_by_section(asked, named)


def find_whole(asked: Asked, text: str) -> Named:
    """The areas the whole text names, at the first strictness that has one of the scope and day."""
    hits = find_hits(asked.index, text)
    chosen = _choose_alias(asked, hits.aliases)
    if chosen is not None and asked.covers(chosen):
        return Named(current=(chosen,))
    for tier in hits.tiers:
        if current := tuple(place for place in tier if asked.covers(place)):
            return Named(current=current)
    tiers = ((chosen,) if chosen else (), *hits.tiers)
    for tier in tiers:
        if former := tuple(place for place in tier if asked.covered(place)):
            return Named(former=former)
    return Named(elsewhere=next((found for tier in tiers if (found := _keep_existing(tier, asked.day))), ()))


def _keep_existing(places: Iterable[Place], day: date) -> tuple[Place, ...]:
    return tuple(place for place in places if place.exists_on(day))


def _choose_alias(asked: Asked, aliases: tuple[Alias, ...]) -> Place | None:
    """The area of the alias that applies: one of the day before others, of the narrowest scope, confirmed last."""
    if not aliases:
        return None
    places = asked.index.places
    kin = frozenset[str]().union(*(asked.index.list_kin(root) for root in asked.roots))
    applying = [
        (places[a.area_id].exists_on(asked.day), places[a.within_area_id].depth if a.within_area_id else -1, position)
        for position, a in enumerate(aliases)
        if a.within_area_id is None or a.within_area_id in kin
    ]
    return places[aliases[max(applying)[2]].area_id] if applying else None


def split_parents(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Ways to split a text into a name and the areas behind it, the longest name first.

    >>> split_parents("Phường Ba Đình (Hà Nội)")
    [('Phường Ba Đình', ('Hà Nội',))]
    """
    whole = list_variants(text)[-1].rstrip(" )]")
    marks = [mark for mark in PARENT_MARK.finditer(whole) if mark.start() > 0][-MOST_PARENTS:]
    splits = []
    for i in reversed(range(len(marks))):
        starts = [mark.end() for mark in marks[i:]]
        ends = [*(mark.start() for mark in marks[i + 1 :]), len(whole)]
        parts = (whole[start:end].strip() for start, end in zip(starts, ends, strict=True))
        splits.append((whole[: marks[i].start()], tuple(part for part in parts if split_words(part))))
    return splits


def _find_with_parents(asked: Asked, text: str) -> Named:
    nearly: tuple[Place, ...] = ()
    former = Named()
    for head, parents in split_parents(text):
        named = find_whole(asked, head)
        for parent in parents if named else ():
            named = _keep_inside(asked.index, named, parent)
        if named.current:
            return named
        nearly += named.nearly
        former = former or named
    return former or Named(nearly=nearly)


def _keep_inside(index: AreaIndex, named: Named, parent: str) -> Named:
    parents = find_hits(index, parent).list_ids()
    kept = {
        part: tuple(place for place in getattr(named, part) if not parents.isdisjoint(index.list_kin(place.area_id)))
        for part in ("current", "former", "elsewhere")
    }
    return Named(**kept, nearly=named.current or named.nearly)


def _narrow_by_section(asked: Asked, named: Named) -> Named:
    """Keep the hits inside the section's area. Those of an area of that day must lie in it; a former district only helps to choose."""
    if not asked.section or len(asked.section) > LONGEST_TEXT or not named.current:
        return named
    section = find_named(replace(asked, section=""), asked.section)
    owners = {p.area_id: p for p in (section.current or section.former) if p.depth <= DISTRICT_DEPTH}
    depth = max((place.depth for place in owners.values()), default=0)
    deeper = [place for place in named.current if place.depth > depth]
    inside = tuple(place for place in deeper if not owners.keys().isdisjoint(asked.index.list_kin(place.area_id)))
    if inside:
        return replace(named, current=inside)
    is_outside = section.current and owners and len(deeper) == len(named.current)
    return Named(nearly=named.current) if is_outside else named
