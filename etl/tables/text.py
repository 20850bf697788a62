"""How texts of a form are compared: word by word, without capitals, accents, punctuation and line breaks."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from etl.values.folding import fold_text

LONGEST_TEXT = 300
WORD = re.compile(r"[^\W_]+|%")


class Word(NamedTuple):
    """A word in plain letters, and as it was written."""

    folded: str
    written: str

    @property
    def is_bare(self) -> bool:
        """Whether it was written without any accent, so that it may stand for every accented form."""
        return self.folded == self.written


@lru_cache(maxsize=20_000)
def _fold_word(written: str) -> Word:
    return Word(fold_text(written), written)


@lru_cache(maxsize=20_000)
def split_words(text: str) -> tuple[Word, ...]:
    """The words of a text; very long texts are cut, for no header or label is that long.

    >>> [word.folded for word in split_words("Số GĐ\\nđược công-nhận (hộ)")]
    ['so', 'gd', 'duoc', 'cong', 'nhan', 'ho']
    """
    composed = unicodedata.normalize("NFC", text[:LONGEST_TEXT].lower())
    return tuple(_fold_word(word) for word in WORD.findall(composed))


def fold_phrase(text: str) -> str:
    """The words of a text in plain letters.

    >>> fold_phrase("Tỉnh, thành phố:")
    'tinh thanh pho'
    """
    return " ".join(word.folded for word in split_words(text))


def print_cell(cell: Any) -> str:
    """A cell as text: numbers in full, dates as they are printed in Vietnam, spaces collapsed."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    return str(cell)
