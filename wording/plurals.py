"""English nouns of the catalogue beside the number one: it holds their plurals only, and Vietnamese nouns do not change."""

from __future__ import annotations

IRREGULAR = {"people": "person", "children": "child"}
SCALES = ("million", "billion")


def name_one(noun: str) -> str:
    """The singular of a noun of the catalogue.

    >>> [name_one(noun) for noun in ("clans", "families", "people", "villages and residential groups", "million visits")]
    ['clan', 'family', 'person', 'village or residential group', 'million visits']
    """
    if noun.startswith(SCALES):
        return noun
    return " ".join("or" if word == "and" else IRREGULAR.get(word) or strip_plural(word) for word in noun.split())


def strip_plural(word: str) -> str:
    """A word without the ending of its plural."""
    if word.endswith("ies"):
        return word.removesuffix("ies") + "y"
    return word if word.endswith("ss") else word.removesuffix("s")
