"""Words that tell rows apart: totals, sections, notes, numbering."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from typing import Any, Final

from etl.tables.phrases import PhraseList, Words
from etl.tables.text import print_cell, split_words
from etl.tables.vocabulary import Vocabulary

SUM: Final = r"(?i)^(tổng|cộng|toàn|cả|tong|cong|toan|ca|tc|total)"  # how a sum may begin; is_total decides
ROMAN: Final = re.compile(r"[ivxl]+")
NUMBERING: Final = re.compile(r"\(?\s*(?:[A-Za-z]|\d{1,2})\s*\)?(?:\s*[=:].*)?")
FIRST_NUMBER: Final = re.compile(r"\d{1,2}")
LEADING: Final = r"^(?:(?:\d{1,3}(?:\.\d{1,3})*|[IV][IVX]*|X[IVX]+|[A-E])\s*[.)/]\s*|[-–+•*]\s*)"
ONLY_NUMBERING: Final = re.compile(r"[(]?(?:[IVXLC]+|[A-Za-z]|\d+(?:\.\d+)*)[).,/:]*")
SIGNING: Final = ("ngay", "thang", "nam")
LAST_FIRST_NUMBER: Final = 3


def is_total(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text labels a sum: "Tổng cộng (I+II)", "Cộng khối phường"; not "Xã Cộng Hòa", "Cộng Hòa"."""
    rows = vocabulary.words["rows"]
    words = split_words(text)
    if rows["total_of"].measure_start(words):
        return True
    length = rows["total"].measure_start(words)
    return length > 0 and (len(words) == length or may_follow_total(words[length:], rows["beside_total"]))


def may_follow_total(words: Words, beside: PhraseList) -> bool:
    """Whether words after "Cộng" still leave it a sum: a tier, a number or a letter of a section."""
    first = words[0].folded
    return len(first) == 1 or first.isdecimal() or ROMAN.fullmatch(first) is not None or beside.measure_start(words) > 0


def strip_numbering(text: str) -> str:
    """A text without the numbering before it; empty when it is nothing else.

    >>> strip_numbering("II. Khối xã"), strip_numbering("1.2")
    ('Khối xã', '')
    """
    return "" if ONLY_NUMBERING.fullmatch(text) else re.sub(LEADING, "", text)


def is_note(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text belongs below a table: Ghi chú, Người lập biểu, place and date of signing."""
    if vocabulary.words["rows"]["note"].is_start_of(text):
        return True
    folded = [word.folded for word in split_words(text)]
    return SIGNING[0] in folded and " ".join(word for word in folded if word in SIGNING).startswith(" ".join(SIGNING))


def is_numbering(cells: Iterable[Any]) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3), A B 1 2 3, 5=4/3."""
    texts = [print_cell(cell) for cell in cells if cell != ""]
    if len(texts) < 2 or not all(NUMBERING.fullmatch(text) for text in texts):
        return False
    found = [FIRST_NUMBER.search(text) for text in texts]
    numbers = [int(match[0]) for match in found if match]
    rising = all(a < b for a, b in itertools.pairwise(numbers))
    return len(numbers) > 1 and rising and numbers[0] <= LAST_FIRST_NUMBER


def build_prefix(words: PhraseList) -> str:
    """A pattern for names that begin with one of some words; a word without a point needs a space, a digit or the end after it."""
    beginnings = [re.escape(word) + ("" if word.endswith(".") else r"(?:[\s\d]|$)") for word in words.texts]
    return rf"(?i)^(?:{'|'.join(sorted(beginnings, key=len, reverse=True))})"
