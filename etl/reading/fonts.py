"""Finds texts that were typed with the fonts of before Unicode, and brings every text of a workbook to one form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from etl.reading.legacy import Font, convert_legacy_text
from etl.reading.model import Note, Sheet
from etl.reading.vietnamese import count_syllables, rate_texts

SAMPLE_TEXTS = 300
_BEYOND_BYTES = re.compile("[^\x00-\xff\u2010-\u2026]")


def detect_font(texts: Sequence[str]) -> Font | None:
    """The font under which texts read as Vietnamese while they do not as they are; None when they need none.

    Only texts of Latin-1 characters with marks are looked at: any other is Unicode already.
    """
    doubtful = [text for text in texts if not text.isascii() and not _BEYOND_BYTES.search(text)]
    sample = doubtful[:: len(doubtful) // SAMPLE_TEXTS + 1]
    as_is = rate_texts(sample)
    best, best_rate = None, as_is + 0.3
    for font in Font:
        good, count = count_syllables(convert_legacy_text(text, font) for text in sample)
        if good > 1 and good / count > max(best_rate, 0.5):
            best, best_rate = font, good / count
    return best


def unify_texts(sheets: list[Sheet]) -> tuple[list[Sheet], list[Note]]:
    """The sheets with all their texts converted from TCVN3 or VNI, where they were typed so, and composed (NFC)."""
    different = dict.fromkeys(chain.from_iterable(text for sheet in sheets for text in sheet.texts))
    texts = [text for text in different if not text.isascii()]
    font = detect_font(texts)
    changed = {text: told for text in texts if (told := _unify_text(text, font)) != text}
    if changed:
        sheets = [replace(sheet, rows=[_change_texts(row, changed) for row in sheet.rows]) for sheet in sheets]
    return sheets, [Note(f"converted_from_{font}")] if font else []


def _change_texts(row: list[Any], changed: Mapping[str, str]) -> list[Any]:
    return [changed.get(cell, cell) if cell.__class__ is str else cell for cell in row]


def _unify_text(text: str, font: Font | None) -> str:
    """In a workbook of both kinds, a text that reads as Vietnamese only as it is stays."""
    if font:
        told = convert_legacy_text(text, font)
        if rate_texts([told]) >= rate_texts([text]):
            text = told
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
