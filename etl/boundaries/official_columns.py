"""Which columns of a file hold codes, names and the units above, told by their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from etl.boundaries.official_report import ImportRequest, refuse
from etl.boundaries.official_units import CODE_DIGITS, Units
from etl.places.index import DEPTH
from etl.places.lookup import LONGEST_TEXT, find_hits
from etl.places.spelling import clean_text

CODE = re.compile(r"\d{1,5}", re.ASCII)
LEAST_SHARE = 0.6
LEAST_DISTINCT = 0.5
SHOWN_COLUMNS = 30

Values = Mapping[str, list[str]]


@dataclass(frozen=True)
class Columns:
    """Names of columns; empty where there is none."""

    code: str
    name: str
    parent: str

    def list_found(self) -> dict[str, str]:
        """Those there are."""
        found = {"code": self.code, "name": self.name, "parent": self.parent}
        return {part: column for part, column in found.items() if column}


def find_columns(values: Values, units: Units, request: ImportRequest) -> Columns:
    """The columns asked for, else those whose values are codes, names of units, and names of what these lie in.

    Raises
    ------
    RefusedFileError
        A column asked for is not there, or neither codes nor names were found.
    """
    code = _take(values, request.code_column) or _find_best(values, lambda column: _rate_codes(column, units))
    rest = {name: column for name, column in values.items() if name != code}
    name = _take(values, request.name_column) or _find_best(rest, lambda column: _rate_names(column, units))
    if not code and not name:
        raise refuse("boundary_no_key", columns=_list_columns(values))
    rest = {other: column for other, column in rest.items() if other != name}
    parent = _take(values, request.parent_column) or _find_best(rest, lambda column: _rate_parents(column, units))
    return Columns(code, name, parent)


def pad_code(text: str, digits: int) -> str:
    """A code with the leading zeros it lost; a text that is no code of that length as it is.

    >>> pad_code("4", 5), pad_code("004", 5), pad_code("00004", 5), pad_code("4.0", 5)
    ('00004', '004', '00004', '00004')
    """
    number = text.removesuffix(".0")
    if CODE.fullmatch(number) and len(number) <= digits and not (number.startswith("0") and len(number) < digits):
        return number.zfill(digits)
    return text


def _take(values: Values, asked: str) -> str:
    if not asked:
        return ""
    found = [name for name in values if name == asked] or [name for name in values if name.lower() == asked.lower()]
    if not found:
        raise refuse("boundary_unknown_column", column=asked, columns=_list_columns(values))
    return found[0]


def _list_columns(values: Values) -> str:
    examples = (f"{name} ({next(filter(None, column), '–')[:30]})" for name, column in values.items())
    listed = [text for text, _ in zip(examples, range(SHOWN_COLUMNS), strict=False)]
    return ", ".join(listed) or "–"


def _find_best(values: Values, rate: Callable[[list[str]], tuple[float, ...]]) -> str:
    rated = {name: rate(column) for name, column in values.items()}
    best = max(rated, key=lambda name: rated[name], default="")
    return best if best and any(rated[best]) else ""


def _rate_codes(column: list[str], units: Units) -> tuple[float, ...]:
    """Share of the values that are codes of the units asked for, then of the level in either era; nothing for what repeats or merely
    numbers the rows."""
    digits = CODE_DIGITS[units.level]
    filled = [text for text in column if text]
    distinct = set(filled)
    if not filled or len(distinct) < LEAST_DISTINCT * len(filled) or _is_numbering(distinct):
        return (0.0,)
    padded = [pad_code(text, digits) for text in filled]
    asked = {row["area_code"] for row in units.rows.values()}
    share = sum(code in units.own.codes for code in padded) / len(column)
    own = sum(code in asked for code in padded) / len(column)
    return (own, share, len(distinct) / len(filled)) if share >= LEAST_SHARE else (0.0,)


def _is_numbering(distinct: set[str]) -> bool:
    if len(distinct) < 2 or not all(
        text.isascii() and text.isdecimal() and text == str(int(text)) for text in distinct
    ):
        return False
    numbers = {int(text) for text in distinct}
    return min(numbers) <= 1 and max(numbers) - min(numbers) + 1 == len(numbers)


def _rate_names(column: list[str], units: Units) -> tuple[float, ...]:
    """How many different values are names of the units asked for, then of the level in either era, then letter by letter."""
    official = {row["name_vi"] for row in units.rows.values()}
    hits = {text: find_hits(units.own, text).list_ids() for text in set(column) if _is_name(text)}
    if sum(bool(hits.get(text)) for text in column) < LEAST_SHARE * len(column):
        return (0.0,)
    own = sum(not ids.isdisjoint(units.rows) for ids in hits.values())
    return (float(own), float(sum(map(bool, hits.values()))), float(sum(clean_text(text) in official for text in hits)))


def _rate_parents(column: list[str], units: Units) -> tuple[float, ...]:
    """How deep, and how many, the different values are that name an area above the level."""
    depth = DEPTH[units.level]
    known = {text: _find_depth(text, units, depth) for text in set(column) if _is_name(text)}
    if sum(known.get(text, 0) > 0 for text in column) < LEAST_SHARE * len(column):
        return (0.0,)
    return (float(max(known.values(), default=0)), float(len(known)))


def _find_depth(text: str, units: Units, below: int) -> int:
    places = (units.index.places[i] for i in find_hits(units.index, text).list_ids())
    return max((place.depth for place in places if 0 < place.depth < below), default=0)


def _is_name(text: str) -> bool:
    return 0 < len(text) <= LONGEST_TEXT and not text.isdecimal()
