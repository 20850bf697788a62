"""The words that stand in place of a number or beside one; they are data in ``data/catalog``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from etl.values.folding import fold_text
from warehouse.model import MissingReason, Qualifier

CATALOGUE = Path(__file__).parent.parent.parent / "data" / "catalog"


@dataclass(frozen=True)
class NumberWords:
    """Every word in folded letters.

    Attributes
    ----------
    missing : dict
        Word → code of ``MissingReason``.
    qualifiers : dict
        Word before a number → code of ``Qualifier``.
    leading : re.Pattern
        Matches a qualifier at the start of a text as ``word``.
    nouns : frozenset
        Units of count behind a number.
    multipliers : dict
        Word behind a number → factor.
    """

    missing: dict[str, str]
    qualifiers: dict[str, str]
    leading: re.Pattern[str]
    nouns: frozenset[str]
    multipliers: dict[str, int]


@cache
def read_number_words(folder: Path = CATALOGUE) -> NumberWords:
    """Read the words from the catalogue.

    Raises
    ------
    ValueError
        A reason or a qualifier is none of the model's.
    """
    reasons = tomllib.loads((folder / "missing_words.toml").read_text(encoding="utf-8"))
    words = tomllib.loads((folder / "number_words.toml").read_text(encoding="utf-8"))
    qualifiers = {
        fold_text(word): Qualifier(code).value for code, listed in words["qualifiers"].items() for word in listed
    }
    longest_first = sorted(qualifiers, key=len, reverse=True)
    return NumberWords(
        missing={fold_text(word): MissingReason(code).value for code, listed in reasons.items() for word in listed},
        qualifiers=qualifiers,
        leading=re.compile(rf"(?P<word>{'|'.join(map(re.escape, longest_first))})\s*(?=[\d(+-])"),
        nouns=frozenset(fold_text(word) for word in words["units"]["nouns"]),
        multipliers={fold_text(word): factor for word, factor in words["multipliers"].items()},
    )
