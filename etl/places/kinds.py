"""The kind in front of a name (Phường, P., TP., Q1 …) and the two ways a text can be read: with a kind, or as a name alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.places.spelling import (
    clean_text,
    is_marked,
    settle_tones,
    split_words,
    strip_marks,
)

WARD, COMMUNE, TOWNSHIP, ZONE = "Phường", "Xã", "Thị trấn", "Đặc khu"
QUARTER, RURAL, TOWN, CITY, PROVINCE = "Quận", "Huyện", "Thị xã", "Thành phố", "Tỉnh"
WARD_KINDS = frozenset({WARD, COMMUNE, TOWNSHIP, ZONE})
PROVINCE_KINDS = frozenset({PROVINCE, CITY})

#: Full kinds as they are written; a text with diacritics must spell them so ("Phương Canh" is a name, "Phường Canh" a kind and a name).
FULL = {
    ("phường",): WARD,
    ("xã",): COMMUNE,
    ("thị", "trấn"): TOWNSHIP,
    ("đặc", "khu"): ZONE,
    ("quận",): QUARTER,
    ("huyện",): RURAL,
    ("huyện", "đảo"): RURAL,
    ("thị", "xã"): TOWN,
    ("thành", "phố"): CITY,
    ("tỉnh",): PROVINCE,
}
#: Abbreviations; one that several kinds share stands for all of them, so that only a single hit among them loads.
SHORT = {
    ("p",): {WARD},
    ("ph",): {WARD},
    ("f",): {WARD},
    ("x",): {COMMUNE},
    ("tt",): {TOWNSHIP},
    ("t", "t"): {TOWNSHIP},
    ("ttr",): {TOWNSHIP},
    ("đk",): {ZONE},
    ("đ", "k"): {ZONE},
    ("dk",): {ZONE},
    ("q",): {QUARTER},
    ("h",): {RURAL},
    ("tx",): {TOWN},
    ("t", "x"): {TOWN},
    ("tp",): {CITY},
    ("t", "p"): {CITY},
    ("t",): {PROVINCE, CITY, TOWN, TOWNSHIP},
}
KINDS: dict[tuple[str, ...], frozenset[str]] = {
    **{words: frozenset({kind}) for words, kind in FULL.items()},
    **{tuple(strip_marks(word) for word in words): frozenset({kind}) for words, kind in FULL.items()},
    **{words: frozenset(kinds) for words, kinds in SHORT.items()},
}
SETTLED = {settle_tones(words): kinds for words, kinds in KINDS.items()}
SETTLED_FULL = frozenset(settle_tones(words) for words in FULL)

#: An item number before the name. A letter that is also an abbreviation ("X.", "H.") is one only before a full kind.
ITEM = re.compile(
    r"(?:\d{1,4}(?:\.\d+)*\s*[.)/:\-–]+\s*|\d{1,4}\s+(?=\D)|[IVX]{1,5}\s+|[^\W\d_]{1,4}\s*[.)/:]\s*|\(\w{1,4}\)\s*)(?=\S)"
)
FOOTNOTE = re.compile(r"\s*(?:\((?:\d{1,2}|\*+)\)|\*+)$")
#: Who reports, in front of whom the report is about.
OFFICE = re.compile(r"(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd|hội khuyến học|hội kh|hkh)\s+(?=\S)", re.IGNORECASE)
EDGE = " \t\r\n.,;:-–—+*•●○_'\"“”/\\"


@dataclass(frozen=True)
class Reading:
    """One way to understand a text: a name of one of ``kinds``, or of any kind when ``kinds`` is None."""

    kinds: frozenset[str] | None
    words: tuple[str, ...]
    has_marks: bool

    def list_strictness(self) -> tuple[int, ...]:
        """How the name may be compared, strictest first: 0 letter by letter, 1 with i and y alike, 2 without marks.

        A text without any mark can only be compared without; a name that has marks is never compared without them.
        """
        if not self.has_marks:
            return (2,)
        return (0, 1) if is_marked(self.words) else (0, 1, 2)


def split_kind(words: tuple[str, ...]) -> tuple[frozenset[str], int] | None:
    """The kinds the first words may stand for and how many words they are; None where a name begins at once.

    >>> split_kind(("tp", "thủ", "đức"))
    (frozenset({'Thành phố'}), 1)
    """
    for length in (2, 1):
        kinds = SETTLED.get(settle_tones(words[:length])) if len(words) > length else None
        if kinds:
            return kinds, length
    return None


def is_full_kind(words: tuple[str, ...]) -> bool:
    """Whether the words are a kind written in full and nothing else."""
    return settle_tones(words) in SETTLED_FULL


def split_official_name(name: str) -> tuple[str, tuple[str, ...]]:
    """Kind (empty where there is none) and words of an official name.

    >>> split_official_name("Thành Phố Bắc Kạn")
    ('Thành phố', ('bắc', 'kạn'))
    """
    words = split_words(clean_text(name))
    for length in (2, 1):
        if words[:length] in FULL and len(words) > length:
            return FULL[words[:length]], words[length:]
    return "", words


def read_words(words: tuple[str, ...]) -> list[Reading]:
    """The readings of the words of a text that is one name at most.

    >>> [(sorted(reading.kinds or ()), reading.words) for reading in read_words(("phuong", "lien"))]
    [(['Phường'], ('lien',)), ([], ('phuong', 'lien'))]
    >>> [reading.words for reading in read_words(("phường", "liên"))]
    [('liên',)]
    """
    marked = is_marked(words)
    found = split_kind(words)
    if found is None:
        return [Reading(None, words, marked)] if words else []
    kinds, length = found
    named = Reading(kinds, words[length:], marked)
    if is_full_kind(words[:length]):
        return [named]
    return [named, Reading(None, words, marked)]


def list_variants(text: str) -> list[str]:
    """The cleaned text, then the text without footnote mark, item number or office.

    >>> list_variants("1. Phường Ba Đình (*)"), list_variants("X. Quang Trung")
    (['1. Phường Ba Đình (*)', '1. Phường Ba Đình', 'Phường Ba Đình'], ['X. Quang Trung'])
    """
    variants = [clean_text(text).strip(EDGE)]
    if (rest := FOOTNOTE.sub("", variants[0])) not in ("", variants[0]):
        variants.append(rest)
    for pattern in (ITEM, OFFICE):
        found = pattern.match(variants[-1])
        if found and (rest := variants[-1][found.end() :].strip(EDGE)) and _may_drop(found[0], rest):
            variants.append(rest)
    return variants


def _may_drop(front: str, rest: str) -> bool:
    """A number or letter in front is an item's, unless it is bare or an abbreviation of a kind; then only before a full kind."""
    words, named = split_words(front), split_words(rest)
    if not named or (named[0].isdecimal() and words[0].isdecimal()):
        return False
    found = split_kind(named)
    has_full_kind = found is not None and named[: found[1]] not in SHORT
    return has_full_kind or not (words[:1] in SHORT or front.strip().isalnum())
