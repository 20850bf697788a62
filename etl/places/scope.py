"""Which area a sheet is about, from the lines above its table, its name and the file's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from etl.places.index import AreaIndex, Place
from etl.places.lookup import Asked, find_named
from etl.places.spelling import split_words
from etl.places.titles import LONGEST_NAME, Mention, clean_line, list_mentions

LONGEST_LINE = 500  # characters; more is a text, not a title
PLACE_AND_DAY = re.compile(r"([^,]{2,40}),?\s+ng[aà]y[\s\d.…_]", re.IGNORECASE)


def find_scope(index: AreaIndex, lines: Sequence[str], day: date) -> str | None:
    """Find the most specific area that the lines name with certainty.

    Parameters
    ----------
    lines : sequence of str
        Title lines above a table, the sheet's name and the file's name, in any order.
    day : date
        Of the areas of several eras those that existed on it are meant. Where only one of another day is named (a former district) its id
        is returned all the same: :func:`check_area` tells whether figures may be loaded for it.

    Returns
    -------
    str or None
        An ``area_id``; None where nothing is named, or where the most specific name may be any of several areas. Names with their kind
        count first, then a line that is a name and nothing else, then the place in "Hà Nội, ngày 31 tháng 12 năm 2024".
    """
    asked = Asked(index, day, None, index.find_roots(None, day))
    cleaned = list(filter(None, (clean_line(line) for line in lines if len(line) <= LONGEST_LINE)))
    signed = {line: area_id for line in cleaned if (area_id := _read_place_and_day(asked, line))}
    titles = [line for line in cleaned if line not in signed]
    mentions = [mention for line in titles for mention in list_mentions(asked, line) if mention.depth > 0]
    if not mentions:
        return _only(_match_lines(asked, titles)) or _only(set(signed.values()))
    scope = _choose_most_specific(index, day, mentions)
    if scope is None:
        return None
    inside = _match_lines(replace(asked, within=scope, roots=index.find_roots(scope, day)), titles) - {scope}
    return _only(inside) if inside else scope


def _only(area_ids: set[str]) -> str | None:
    return next(iter(area_ids)) if len(area_ids) == 1 else None


def _read_place_and_day(asked: Asked, line: str) -> str | None:
    found = PLACE_AND_DAY.match(line)
    return _only(_match_lines(asked, [found[1]])) if found else None


def _match_lines(asked: Asked, lines: Sequence[str]) -> set[str]:
    """The areas, below the nation, whose name is the whole of a line."""
    matched: set[str] = set()
    for line in lines:
        if len(split_words(line)) <= LONGEST_NAME:
            current = find_named(asked, line).current
            matched |= {place.area_id for place in current if len(current) == 1 and place.depth > 0}
    return matched


def _choose_most_specific(index: AreaIndex, day: date, mentions: list[Mention]) -> str | None:
    """The one area of the deepest tier, each mention narrowed by the larger areas mentioned with it; None in any doubt."""
    certain = [mention for mention in mentions if not mention.is_doubtful]
    kept = {mention: _keep_inside(index, mention, certain) for mention in mentions}
    if any(not kept[mention] and _has_larger(mention, certain) for mention in certain):
        return None
    meant = [_prefer_existing(kept[mention] or mention.places, day) for mention in certain]
    depth = max((place.depth for places in meant for place in places), default=0)
    if any(m.is_doubtful and m.depth > depth and (kept[m] or not m.places) for m in mentions):
        return None
    return _only({place.area_id for places in meant for place in places if place.depth == depth})


def _prefer_existing(places: tuple[Place, ...], day: date) -> tuple[Place, ...]:
    return tuple(place for place in places if place.exists_on(day)) or places


def _has_larger(mention: Mention, others: list[Mention]) -> bool:
    return any(other.depth < mention.depth for other in others)


def _keep_inside(index: AreaIndex, mention: Mention, others: list[Mention]) -> tuple[Place, ...]:
    """The areas of a mention that lie, in any era, in the larger areas the others name; none where they lie in none of these."""
    places: tuple[Place, ...] = ()
    for other in others:
        larger = {place.area_id: place.depth for place in other.places}
        inside = tuple(place for place in places or mention.places if _lies_in(index, place, larger))
        places = inside or places
    return places


def _lies_in(index: AreaIndex, place: Place, larger: dict[str, int]) -> bool:
    return any(larger.get(area_id, place.depth) < place.depth for area_id in index.list_kin(place.area_id))
