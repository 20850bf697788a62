"""One spelling for what people write in many: the keys under which a name is stored and looked up.

Unicode forms, case, spaces and punctuation do not count; nor does where in its syllable a tone mark stands (hoà, hòa). ``01``, ``1`` and
a Roman ``I`` at the end of a name are the same number.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
WORD = re.compile(r"\d+|[^\W\d_]+")
ROMAN = {word: str(i) for i, word in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"), 1)}
I_OR_Y = re.compile(r"(?:[bcdđghklmnpqrstvx]*|qu)[iy][\u0300\u0301\u0303\u0309\u0323]?")
#: Invisible characters, and the Icelandic and African letters that look like Đ.
LOOKALIKES = str.maketrans(
    {"\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "", "\u00ad": "", "Ð": "Đ", "Ɖ": "Đ", "ð": "đ"}
)


def clean_text(text: str) -> str:
    """The text in NFC, without invisible characters.

    >>> clean_text("Ho\u0300a Bi\u0300nh") == "Hòa Bình"
    True
    """
    return unicodedata.normalize("NFC", text).translate(LOOKALIKES).strip()


def split_words(text: str) -> tuple[str, ...]:
    """Lower-case words and numbers of a cleaned text.

    >>> split_words("Q1 - TP. Hồ Chí Minh")
    ('q', '1', 'tp', 'hồ', 'chí', 'minh')
    """
    return tuple(WORD.findall(text.lower()))


def is_marked(words: tuple[str, ...]) -> bool:
    """Whether any word carries a tone or is otherwise no plain Latin.

    >>> is_marked(("ba", "đình")), is_marked(("ba", "dinh"))
    (True, False)
    """
    return not all(word.isascii() for word in words)


def settle_tones(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with each tone behind its syllable, so that hoà and hòa are one.

    >>> settle_tones(("hoà",)) == settle_tones(("hòa",))
    True
    """
    return tuple(_settle_tone(word) for word in words)


@lru_cache(maxsize=50_000)
def build_key(words: tuple[str, ...]) -> str:
    """Key that keeps every tone and letter.

    >>> build_key(("hoà", "bình")) == build_key(("hòa", "bình"))
    True
    """
    return _join([_settle_tone(word) for word in words])


@lru_cache(maxsize=50_000)
def build_loose_key(words: tuple[str, ...]) -> str:
    """As ``build_key``, with i and y alike where they are one sound.

    >>> build_loose_key(("mĩ", "đình")) == build_loose_key(("mỹ", "đình"))
    True
    """
    return _join([_settle_vowel(word) for word in words])


@lru_cache(maxsize=50_000)
def build_plain_key(words: tuple[str, ...]) -> str:
    """Key without tones and marks, i and y alike.

    >>> build_plain_key(("phường", "mỹ", "đình", "01"))
    'phuongmidinh1 '
    """
    return _join([strip_marks(_settle_vowel(word)) for word in words])


@lru_cache(maxsize=50_000)
def build_coarse_key(words: tuple[str, ...]) -> str:
    """Key that all names share which any of the other keys holds for the same.

    >>> build_coarse_key(("kon", "tum")) == build_coarse_key(("kontum",))
    True
    """
    return _join([_coarsen(word) for word in words])


@lru_cache(maxsize=50_000)
def strip_marks(word: str) -> str:
    """The word in plain Latin letters.

    >>> strip_marks("đình")
    'dinh'
    """
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFD", word.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=50_000)
def _settle_tone(word: str) -> str:
    """The syllable with its tone behind it; a number without leading zeros."""
    if word.isascii():
        return word.lstrip("0") or "0" if word.isdecimal() else word
    decomposed = unicodedata.normalize("NFD", word)
    tones = "".join(char for char in decomposed if char in TONES)
    return unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in TONES)) + tones


@lru_cache(maxsize=50_000)
def _settle_vowel(word: str) -> str:
    settled = _settle_tone(word)
    return settled.replace("y", "i") if I_OR_Y.fullmatch(settled) else settled


@lru_cache(maxsize=50_000)
def _coarsen(word: str) -> str:
    return strip_marks(_settle_tone(word)).replace("y", "i")


def _join(settled: list[str]) -> str:
    """One key; spaces do not count but behind a number, for Phường 1 3 is not Phường 13."""
    if settled and settled[-1] in ROMAN:
        settled[-1] = ROMAN[settled[-1]]
    return "".join(f"{word} " if word.isdecimal() else word for word in settled)
