"""From an area's code and name, as a row of a sheet has them, to its id, or to the reason why not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from etl.places.index import AreaIndex, Place
from etl.places.kinds import EDGE
from etl.places.lookup import LONGEST_TEXT, Asked, Named, find_named
from etl.places.near import MOST, is_like, suggest_places
from etl.places.spelling import clean_text

NUMBER = re.compile(r"(\d{1,5})(?:[.,]0+)?", re.ASCII)
CODE_IN_FRONT = re.compile(r"(\d{5})(?!\d)\W*(.*)", re.ASCII | re.DOTALL)
WARD_DIGITS = 5
MOST_OTHERS = 5
NATION_NAME = "Việt Nam"


@dataclass(frozen=True)
class AreaMatch:
    """What a row's area texts came to.

    Attributes
    ----------
    area_id : str or None
        None where an error rule stops the row.
    rule : str or None
        Name of a rule in ``data/catalog/rules/places.toml``; None = a clean match. A warning comes with an ``area_id``.
    at : str
        Which of the two cells is meant: ``code`` or ``name``.
    value : str
        The text of that cell.
    suggestions : tuple of str
        Areas it may have meant, as ``00004 Phường Ba Đình (Thành phố Hà Nội)``.
    words : Mapping[str, str]
        The placeholders of the rule's messages.
    """

    area_id: str | None
    rule: str | None
    at: str
    value: str
    suggestions: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)


def match_area(
    index: AreaIndex, code: str, name: str, day: date, within: str | None, section: str = "", *, suggest: bool = True
) -> AreaMatch:
    """Find the one area a row is about.

    Parameters
    ----------
    code, name : str
        As typed; empty where the table has no such column or the cell is empty. A code may have lost its leading zeros.
    day : date
        The area must have existed on it: the end of the period.
    within : str or None
        Only this area and those inside it are meant; None = the whole country.
    section : str
        Text of the section row above, empty where there is none.
    suggest : bool
        Whether to look for names much alike where none fits.
    """
    asked = Asked(index, day, within, index.find_roots(within, day), section)
    code, name = clean_text(code).lstrip("'`’"), clean_text(name)[: LONGEST_TEXT + 1]
    at = "code" if not name else "name"
    text = name or code
    if not text:
        return AreaMatch(None, "area_missing", at, "")
    if (number := NUMBER.fullmatch(code)) is not None:
        return _match_code(asked, number[1], name, code, suggest)
    if found := [index.places[i] for i in index.codes.get(code, ()) if asked.covers(index.places[i])]:
        return AreaMatch(found[0].area_id, None, "code", code)
    if inside := CODE_IN_FRONT.fullmatch(text):
        return replace(_match_code(asked, inside[1], inside[2].strip(EDGE), text, suggest), at=at, value=text)
    return _match_name(asked, text, at, suggest)


def check_area(index: AreaIndex, area_id: str, day: date) -> AreaMatch:
    """Whether a sheet's own area, as :func:`find_scope` or the form's block gives it, existed on the day.

    A clean match, or ``area_not_in_period`` with what took its place.
    """
    place = index.places[area_id]
    if place.exists_on(day):
        return AreaMatch(area_id, None, "name", place.name)
    return _tell_period(Asked(index, day, None, index.find_roots(None, day)), (place,), "name", place.name)


def _match_name(asked: Asked, text: str, at: str, suggest: bool) -> AreaMatch:
    named = find_named(asked, text) if len(text) <= LONGEST_TEXT else Named()
    if len(named.current) == 1:
        return AreaMatch(named.current[0].area_id, None, at, text)
    words = {"scope": _name_scope(asked), "day": _format_day(asked.day)}
    if named.current:
        return AreaMatch(
            None, "ambiguous_area", at, text, _label(named.current), {**words, "count": str(len(named.current))}
        )
    if named.former:
        return _tell_period(asked, named.former, at, text)
    if named.nearly:
        return AreaMatch(None, "parent_differs", at, text, _label(named.nearly), {"named": _list_labels(named.nearly)})
    if named.elsewhere:
        told = {**words, "named": _list_labels(named.elsewhere)}
        return AreaMatch(None, "area_outside_scope", at, text, _label(named.elsewhere), told)
    suggest = suggest and len(text) <= LONGEST_TEXT
    near = suggest_places(asked.index, text, asked.roots, asked.day) if suggest else []
    return AreaMatch(None, "unknown_area", at, text, _label(near), words)


def _match_code(asked: Asked, digits: str, name: str, value: str, suggest: bool) -> AreaMatch:
    readings = _read_code(asked.index, digits)
    inside = tuple(place for place in readings if asked.covers(place))
    named = find_named(asked, name) if name else Named()
    agreed = tuple(place for place in inside if place in named.current)
    if len(agreed) == 1:
        return AreaMatch(agreed[0].area_id, None, "code", value)
    ended = tuple(place for place in readings if place.code == digits and asked.covered(place))
    if ended and not any(place.code == digits for place in inside):
        return _tell_period(asked, ended, "code", value)
    if inside and name:
        return _compare_name(asked, inside, named, name, value, suggest)
    if len(inside) == 1:
        return AreaMatch(inside[0].area_id, None, "code", value)
    if inside:
        words = {"scope": _name_scope(asked), "count": str(len(inside))}
        return AreaMatch(None, "ambiguous_area", "code", value, _label(inside), words)
    return _explain_strange_code(asked, readings, named, name, value, suggest)


def _read_code(index: AreaIndex, digits: str) -> tuple[Place, ...]:
    """All areas of all days a code may stand for: as it is, or with the leading zeros it may have lost."""
    ids = index.codes.get(digits, ())
    if not (ids and (digits.startswith("0") or len(digits) == WARD_DIGITS)):
        ids = index.numbers.get(int(digits), ())
    return tuple(index.places[area_id] for area_id in ids)


def _compare_name(
    asked: Asked, coded: tuple[Place, ...], named: Named, name: str, value: str, suggest: bool
) -> AreaMatch:
    """The code is known and the name beside it is not the area's: another's is an error, a misspelling a warning."""
    if named.former and not named.current:
        return _tell_period(asked, named.former, "name", name)
    words = {"code": value, "coded": _list_names(coded), "name": name}
    if not named.current and len(coded) == 1 and is_like(name, coded[0]):
        return AreaMatch(coded[0].area_id, "name_differs_from_code", "name", name, _label(coded), words)
    others = named.current or tuple(suggest_places(asked.index, name, asked.roots, asked.day) if suggest else ())
    if others or len(coded) > 1 or not suggest:
        told = {**words, "named": _list_names(others) or f"“{name}”"}
        return AreaMatch(None, "code_and_name_differ", "code", value, _label((*coded, *others)), told)
    return AreaMatch(coded[0].area_id, "name_differs_from_code", "name", name, _label(coded), words)


def _explain_strange_code(
    asked: Asked, readings: tuple[Place, ...], named: Named, name: str, value: str, suggest: bool
) -> AreaMatch:
    """No area of the scope has the code on that day: it is another scope's, or nobody's and the name may do."""
    elsewhere = tuple(place for place in readings if place.exists_on(asked.day))
    if elsewhere and named.current:
        words = {"code": value, "coded": _list_names(elsewhere), "named": _list_names(named.current)}
        return AreaMatch(None, "code_and_name_differ", "code", value, _label(named.current), words)
    if elsewhere:
        words = {"scope": _name_scope(asked), "named": _list_labels(elsewhere)}
        return AreaMatch(None, "area_outside_scope", "code", value, _label(elsewhere), words)
    if not name:
        return AreaMatch(None, "unknown_code", "code", value, (), {"day": _format_day(asked.day)})
    found = _match_name(asked, name, "name", suggest)
    if found.area_id is None:
        return found
    words = {"code": value, "named": asked.index.places[found.area_id].name}
    return AreaMatch(found.area_id, "unknown_code_name_taken", "code", value, (), words)


def _tell_period(asked: Asked, former: tuple[Place, ...], at: str, value: str) -> AreaMatch:
    """The text names areas of another time: say until or from when, and what stood or stands in their place."""
    others = list(dict.fromkeys(o for place in former for o in asked.index.list_others(place.area_id, asked.day)))
    words = {
        "area": _list_codes(former, MOST),
        "span": _format_span(former[0]),
        "day": _format_day(asked.day),
        "others": _list_codes(others, MOST_OTHERS) or "—",
        "more": f" (+{len(others) - MOST_OTHERS})" if len(others) > MOST_OTHERS else "",
    }
    return AreaMatch(None, "area_not_in_period", at, value, _label(others, MOST_OTHERS), words)


def _label(places: Iterable[Place], most: int = MOST) -> tuple[str, ...]:
    return tuple(place.label for place in dict.fromkeys(places))[:most]


def _list_names(places: Iterable[Place]) -> str:
    return ", ".join(list(dict.fromkeys(place.name for place in places))[:MOST])


def _list_codes(places: Iterable[Place], most: int) -> str:
    return ", ".join([f"{place.name} ({place.code})" for place in places][:most])


def _list_labels(places: Iterable[Place]) -> str:
    return "; ".join(_label(places))


def _name_scope(asked: Asked) -> str:
    place = asked.index.places.get(asked.within or "")
    return place.name if place else NATION_NAME


def _format_day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _format_span(place: Place) -> str:
    start = _format_day(place.valid_from) if place.valid_from > date.min else "…"
    end = _format_day(place.valid_to) if place.valid_to < date.max else "…"
    return f"{start} – {end}"
