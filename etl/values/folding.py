"""The plain form in which words are compared: no diacritics, no capitals, single spaces."""

from __future__ import annotations

import unicodedata


def fold_text(text: str) -> str:
    """Write a Vietnamese text in plain lower-case letters, however it was composed (NFC, NFD).

    >>> fold_text("  Sáu THÁNG đầu  năm ")
    'sau thang dau nam'
    """
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())
