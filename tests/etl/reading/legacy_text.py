"""Vietnamese text as the bytes that TCVN3 (ABC) and VNI-Windows typing leave in a file: for fixtures."""

from __future__ import annotations

import unicodedata

from etl.reading.legacy import TCVN3, VNI

_TO_TCVN3 = {letter: bytes([code]) for code, letter in TCVN3.items()}
_TO_VNI = {letter: code.encode("latin-1") for code, letter in VNI.items()}


def encode_tcvn3(text: str) -> bytes:
    """Capitals with a tone, which the fonts of TCVN3 lack, become small letters. The bytes' Latin-1 reading is what an .xlsx would hold."""
    return b"".join(_encode_letter(letter) for letter in unicodedata.normalize("NFC", text))


def _encode_letter(letter: str) -> bytes:
    if letter.isascii():
        return letter.encode()
    has_tone = any(mark in unicodedata.normalize("NFD", letter) for mark in "\u0300\u0301\u0303\u0309\u0323")
    return _TO_TCVN3[letter.lower() if has_tone else letter]


def encode_vni(text: str) -> bytes:
    """A letter with marks becomes two bytes, or one. The bytes' Latin-1 reading is what an .xlsx would hold."""
    letters = unicodedata.normalize("NFC", text)
    return b"".join(letter.encode() if letter.isascii() else _TO_VNI[letter] for letter in letters)
