"""Areas mentioned inside a line of text: "UBND PHƯỜNG BA ĐÌNH", "Sở GD&ĐT thành phố Hà Nội", "QUẬN 1 - TP. HỒ CHÍ MINH"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.places.index import Place
from etl.places.kinds import PROVINCE_KINDS, WARD_KINDS, is_full_kind, split_kind
from etl.places.lookup import Asked, find_hits
from etl.places.near import suggest_places
from etl.places.spelling import WORD, clean_text, strip_marks

#: Quốc hiệu and tiêu ngữ stand on every document and name no area.
NATION_FORMULA = re.compile(
    r"c[oộ]ng h(?:oa|òa|oà) x[aã] h[oộ]i ch[uủ] ngh[iĩ]a vi[eệ]t nam|"
    r"[dđ][oộ]c l[aậ]p\W+t[uự] do\W+h[aạ]nh ph[uú]c",
    re.IGNORECASE,
)
FILE_ENDING = re.compile(r"\.(?:xlsx|xlsm|xlsb|xls|ods|csv|tsv|txt)$", re.IGNORECASE)
INNER_CAPITAL = re.compile(r"(?<=[a-zà-ỹ])(?=[A-ZĐ][a-zà-ỹ])")
STOP_IN_NAME = re.compile(r"[,;()/]")
YEAR = re.compile(r"20\d\d")
LONGEST_NAME = 7
QUARTERS = ("1", "2", "3", "4")
#: Bodies that may stand before an area's name without its kind.
BODIES = (("hội", "khuyến", "học"), ("hoi", "khuyen", "hoc"), ("hkh",), ("ubnd",), ("ủy", "ban", "nhân", "dân"))
#: Words that may follow a name in a line of capitals, where nothing else shows that the name has ended.
FOLLOWING = re.compile(
    "nam|quy|thang|ngay|ky|dot|bao|bc|bieu|bang|mau|tong|ket|ke|kh|so|danh|thong|phu|ve|theo|den|tinh|dau|cuoi|giai|va|thuc|cong|"
    "gia|dong|don|ubnd|hoi|phong|ban|tw|trung|cu|moi|hkh|khuyen|nhiem|cum|doc|tai|trong|cua|la|cap"
)


@dataclass(frozen=True)
class Mention:
    """Areas of all days that a stretch of a line may name.

    Attributes
    ----------
    places : tuple of Place
        Empty where a kind is followed by a name that is none.
    is_doubtful : bool
        "Q1" may be a quarter of the year; "XÃ TÂN LẬP THÀNH" goes on as if the name did.
    depth : int
        Tier the mention is of at least: 1 province, 2 district, 3 ward.
    """

    places: tuple[Place, ...]
    is_doubtful: bool
    depth: int


@dataclass(frozen=True)
class Line:
    """A cleaned line and where its words stand in it."""

    text: str
    marks: tuple[re.Match[str], ...]
    words: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> Line:
        """Split a line into words."""
        marks = tuple(WORD.finditer(text))
        return cls(text, marks, tuple(mark[0].lower() for mark in marks))

    def slice_text(self, start: int, end: int) -> str:
        """The text of the words from ``start`` up to before ``end``."""
        return self.text[self.marks[start].start() : self.marks[end - 1].end()]

    def read_gap(self, i: int) -> str:
        """What stands between word ``i`` and the next one."""
        return self.text[self.marks[i].end() : self.marks[i + 1].start()] if i + 1 < len(self.words) else ""


def clean_line(line: str) -> str:
    """A title line, sheet name or file name as words, without quốc hiệu and tiêu ngữ.

    >>> clean_line("BaoCao_PhuongBaDinh.xlsx")
    'Bao Cao Phuong Ba Dinh'
    """
    spaced = " ".join(FILE_ENDING.sub("", clean_text(line)).replace("_", " ").split())
    return INNER_CAPITAL.sub(" ", NATION_FORMULA.sub(" ", spaced)).strip()


def list_mentions(asked: Asked, text: str) -> Iterator[Mention]:
    """Every stretch of a cleaned line that is a kind with a name, or a body with a name that only one area has."""
    line = Line.read(text)
    i = 0
    while i < len(line.words):
        body = next((len(body) for body in BODIES if line.words[i : i + len(body)] == body), 0)
        start = i + body
        kind_length = _measure_kind(line, start)
        places, end = _find_longest(asked, line, start) if kind_length is not None or body else ((), start)
        if kind_length is None:
            places = tuple(place for place in places if place.exists_on(asked.day))
            places = places if len(places) == 1 else ()
        if places and not _is_quarter_of_year(line, start):
            doubtful = not _is_end(line, end) or (_may_be_quarter(line, start) and not body)
            yield Mention(places, doubtful, max(place.depth for place in places))
            i = end
            continue
        if body and is_full_kind(line.words[start:]):
            yield Mention((), True, _find_depth(line, start))  # "UBND XÃ ………" not filled in
        elif kind_length and (body or start == 0) and _is_misspelt(asked, line, start, kind_length, bool(body)):
            yield Mention((), True, _find_depth(line, start))
        i = start + 1 if kind_length is None else start + max(kind_length, 1)


def _measure_kind(line: Line, i: int) -> int | None:
    """How many words the kind at word ``i`` has, None where there is none; of single letters only "P." and "Q1" count."""
    if i >= len(line.words):
        return None
    if line.words[i].startswith("tp") and len(line.words[i]) > len("tp"):
        return 0  # TPHCM: the kind and the name are one word
    found = split_kind(line.words[i : i + 3])
    if found is None or STOP_IN_NAME.search("".join(line.read_gap(i + k) for k in range(found[1]))):
        return None
    if found[1] == 1 and len(line.words[i]) == 1:
        is_short = line.words[i] != "t" and (line.read_gap(i).startswith(".") or line.words[i + 1].isdecimal())
        return 1 if is_short else None
    return found[1]


def _find_longest(asked: Asked, line: Line, start: int) -> tuple[tuple[Place, ...], int]:
    """The areas of all days named by the most words from ``start`` on, and where these end."""
    for end in range(min(start + LONGEST_NAME, len(line.words)), start, -1):
        hits = find_hits(asked.index, line.slice_text(start, end))
        aliases = tuple(asked.index.places[alias.area_id] for alias in hits.aliases if alias.within_area_id is None)
        if places := aliases or next(filter(None, hits.tiers), ()):
            return places, end
    return (), start


def _is_end(line: Line, end: int) -> bool:
    """Whether a name that ends before word ``end`` ends there for certain."""
    if end == len(line.words) or line.read_gap(end - 1).strip():
        return True
    following = line.words[end]
    if following.isdecimal():
        return bool(YEAR.fullmatch(following)) or strip_marks("".join(line.words[end + 1 : end + 2])) == "thang"
    lowered = line.marks[end][0][0].islower() and not line.marks[end - 1][0][0].islower()
    return lowered or FOLLOWING.fullmatch(strip_marks(following)) is not None or _measure_kind(line, end) is not None


def _may_be_quarter(line: Line, i: int) -> bool:
    return line.words[i] == "q" and line.words[i + 1 : i + 2] in tuple((n,) for n in QUARTERS) and not line.read_gap(i)


def _is_quarter_of_year(line: Line, i: int) -> bool:
    return _may_be_quarter(line, i) and bool(YEAR.fullmatch("".join(line.words[i + 2 : i + 3])))


def _is_misspelt(asked: Asked, line: Line, start: int, kind_length: int, after_body: bool) -> bool:
    """Whether the kind is followed by what should be a name: after a body always, at the start of a line where it is much like one."""
    name = start + kind_length
    if FOLLOWING.fullmatch(strip_marks(line.words[name])) or _measure_kind(line, name) is not None:
        return False
    end = next((k + 1 for k in range(name, len(line.words)) if line.read_gap(k).strip()), len(line.words))
    text = line.slice_text(start, min(end, start + LONGEST_NAME))
    return after_body or bool(suggest_places(asked.index, text, asked.roots, asked.day))


def _find_depth(line: Line, i: int) -> int:
    kinds, _ = split_kind((*line.words[i : i + 2], "")) or (frozenset[str](), 0)
    if kinds & WARD_KINDS:
        return 3
    return 1 if kinds & PROVINCE_KINDS else 2
