"""How Vietnamese a text reads: the share of its words with marks that are syllables of the language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_ONSETS = "b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|q|r|s|th|tr|t|v|x"
_OPEN = (
    "uyê|uya|uyu|uây|uôi|ươi|ươu|iêu|yêu|oai|oay|oao|oeo|uai|uay|uao|uêu|ia|ua|ưa|uơ|ưu|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|oa|oe|ue|uê|uy|"
    "a|e|ê|i|o|ô|ơ|u|ư|y"
)
_CLOSED = "uyê|oă|uă|oa|oe|oo|ua|ue|uâ|uê|uy|iê|yê|uô|ươ|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y"
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?:(?:{_OPEN})|(?:{_CLOSED})(?:ch|c|m|ng|nh|n|p|t))")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WORD = re.compile(r"[^\s\x00-@\[-`{-~\u2010-\u2027«»]{2,}")


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Whether a word could be a Vietnamese syllable: a known onset, vowels, end and at most one tone, the right one before c, ch, p and t.

    >>> [is_syllable(word) for word in ("Phường", "Néi", "Nghị", "tậc", "tầc")]
    [True, False, True, True, False]
    """
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in letters if mark in _TONES]
    bare = unicodedata.normalize("NFC", "".join(mark for mark in letters if mark not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    return not bare.endswith(("c", "ch", "p", "t")) or tones in (["\u0301"], ["\u0323"])


def count_syllables(texts: Iterable[str]) -> tuple[int, int]:
    """Of the words with marks in some texts: how many are Vietnamese syllables, and how many there are."""
    words = [word for text in texts for word in _WORD.findall(text) if not word.isascii()]
    return sum(map(is_syllable, words)), len(words)


def rate_texts(texts: Iterable[str]) -> float:
    """Share of the words with marks that are Vietnamese syllables; 0 where no word has marks."""
    good, count = count_syllables(texts)
    return good / count if count else 0.0
