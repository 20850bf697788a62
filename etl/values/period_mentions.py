"""The phrases that name a period, from the most telling to the barest, and where a line holds them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final

from warehouse.periods import Period

YEAR: Final = r"(?P<year>199\d|20\d\d|2100)"
OF_YEAR: Final = rf"(?:\s*[-/.,:(]?\s*(?:(?:cua\s*)?nam\s*:?\s*)?{YEAR})?"
DAY: Final = (
    r"(?P<day>\d{1,2})\s*(?:[-/.]\s*(?P<month>\d{1,2})\s*(?:[-/.]\s*|nam\s*)"
    rf"|thang\s*(?P<month_in_words>\d{{1,2}})\s*,?\s*(?:nam\s*|[/,]\s*)){YEAR}"
)
HOUR: Final = r"(?:\d{1,2}\s*(?:h|gio)\d*,?\s+)?"
COUNTS: Final = {"ba": 3, "sau": 6, "chin": 9, "muoi hai": 12}
QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "mot": 1, "hai": 2, "ba": 3}
PART_AT_MONTH: Final = {3: "Q1", 6: "H1", 9: "Q3", 12: ""}


class Clarity(IntEnum):
    """How clearly a mention speaks of the period of the figures; less is clearer."""

    NAMED = 0  # năm 2024, quý III/2026
    CLOSED = 1  # số liệu đến 31/8/2023
    BARE_DAY = 2  # 31/12/2024, 8/2023
    BARE_YEAR = 3  # 2024


@dataclass(frozen=True)
class Mention:
    """One phrase: ``part`` of a year (``H1``, ``08``, empty the whole); ``year`` None where it names none; ``day`` of a date."""

    clarity: Clarity
    part: str
    year: int | None
    day: date | None = None


def compile_phrase(pattern: str) -> re.Pattern[str]:
    """Compile a phrase in folded letters that starts and ends at the edge of a word or number."""
    return re.compile(rf"(?<![a-z0-9]){pattern}(?![a-z0-9])", re.ASCII)


CLOSED_DAY: Final = compile_phrase(
    r"(?:den|toi|so lieu|chot|thoi diem|ket thuc|luy ke)[\s:]*(?:(?:het|cuoi|luc|truoc)\s*)?"
    rf"{HOUR}(?:ngay\s*)?{DAY}"
)
SIGNED_DAY: Final = compile_phrase(rf"ngay\s*{DAY}")
LOOSE_DAY: Final = compile_phrase(DAY)
NAMED: Final = tuple(
    compile_phrase(pattern)
    for pattern in (
        rf"{YEAR}\s?[-/]\s?(?:q(?P<quarter>[1-4])|h(?P<half>[12])|(?P<month>0[1-9]|1[0-2]))",
        rf"(?:q\.?\s?(?P<quarter>iv|i{{1,3}}|[1-4])|h(?P<half>[12]))\s?[-/.]\s?(?:nam\s*)?{YEAR}",
        rf"quy\s*(?P<quarter>iv|i{{1,3}}|0?[1-4]|mot|hai|ba){OF_YEAR}",
        rf"(?P<second_half>(?:(?:0?6|sau)\s*(?:thang|th|t)|nua)\s*cuoi(?:\s*nam(?=\s*(?:[^\s\d]|$)))?){OF_YEAR}",
        rf"(?P<first_half>(?:nua\s*dau|ban nien(?:\s*dau)?)(?:\s*nam(?=\s*(?:[^\s\d]|$)))?){OF_YEAR}",
        rf"(?P<count>0?[1-9]|1[0-2]|ba|sau|chin|muoi hai)\s*(?:thang|th|t)(?:\s*dau)?{OF_YEAR}",
        rf"(?:thang|thg\.?)\s*(?P<month>0?[1-9]|1[0-2]){OF_YEAR}",
        rf"t\.?(?P<month>0?[1-9]|1[0-2])\s?[-/.]?\s?{YEAR}",
        rf"(?<!viet )(?<!mien )nam(?:\s*bao cao)?\s*:?\s*{YEAR}",
    )
)
BARE_MONTH: Final = compile_phrase(rf"(?<![/.-])(?P<month>0?[1-9]|1[0-2])\s?[-/.]\s?{YEAR}(?![/.-]\d)")
BARE_YEAR: Final = compile_phrase(r"(?<!\d[.,/-])(?P<year>20[0-4]\d)(?![.,/-]\d)")
SHORT_QUARTER_ALONE: Final = re.compile(rf"q\.?\s?(?P<quarter>iv|i{{1,3}}|[1-4])\s(?:nam\s)?{YEAR}", re.ASCII)


def find_mentions(folded: str) -> list[Mention]:
    """Collect the mentions of a folded line freed of noise; a clearer phrase uses up its words before a barer one is looked for."""
    if alone := SHORT_QUARTER_ALONE.fullmatch(folded):
        return [read_named(alone)]
    mentions: list[Mention] = []

    def take(match: re.Match[str], clarity: Clarity) -> str:
        if "day" in match.groupdict():
            mentions.extend(read_day(match, clarity))
        else:
            mentions.append(read_named(match, clarity))
        return " | "

    folded = CLOSED_DAY.sub(lambda match: take(match, Clarity.CLOSED), folded)
    folded = SIGNED_DAY.sub(" | ", folded)
    folded = LOOSE_DAY.sub(lambda match: take(match, Clarity.BARE_DAY), folded)
    for pattern in NAMED:
        folded = pattern.sub(lambda match: take(match, Clarity.NAMED), folded)
    folded = BARE_MONTH.sub(lambda match: take(match, Clarity.BARE_DAY), folded)
    BARE_YEAR.sub(lambda match: take(match, Clarity.BARE_YEAR), folded)
    return mentions


def read_day(match: re.Match[str], clarity: Clarity) -> list[Mention]:
    """Read a matched day as the period it ends; nothing when there is no such day."""
    try:
        day = date(int(match["year"]), int(match["month"] or match["month_in_words"]), int(match["day"]))
    except ValueError:
        return []
    return [Mention(clarity, name_part(day), day.year, day)]


def read_named(match: re.Match[str], clarity: Clarity = Clarity.NAMED) -> Mention:
    """Read a matched phrase of a year or a part of one."""
    found = match.groupdict()
    year = int(found["year"]) if found["year"] else None
    part = ""
    if quarter := found.get("quarter"):
        part = f"Q{QUARTERS.get(quarter) or int(quarter)}"
    elif half := found.get("half"):
        part = f"H{half}"
    elif found.get("first_half"):
        part = "H1"
    elif count := found.get("count"):
        months = COUNTS.get(count) or int(count)
        part = PART_AT_MONTH.get(months, f"{months:02}")
    elif month := found.get("month"):
        part = f"{int(month):02}"
    return Mention(clarity, "" if part in ("H2", "Q4") else part, year)


def name_part(day: date) -> str:
    """Part of its year that a day ends, else its month."""
    for part in ("", "H1", "Q1", "Q3"):
        if Period.parse(f"{day.year}-{part}".rstrip("-")).end == day:
            return part
    return f"{day.month:02}"
