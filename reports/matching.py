"""What became of each number of a document that people worked on: found again by its place, its bookmark and the words around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain

from reports.marks import Mark, Passage
from reports.number_tokens import NUMBER, count_numbers, list_numbers
from reports.passages import LABEL
from reports.standing import CACHED, Standing

TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
ALIKE, SOMEWHAT_ALIKE = 0.6, 0.35
NEARLY = 1e-9
FEWEST_DIGITS = 3  # of a number that is known again wherever it stands; smaller ones stand everywhere


@dataclass(frozen=True)
class Outcome:
    """What became of a number.

    Attributes
    ----------
    stands : str or None
        What stands in its place now; null where nothing does.
    standing : Standing or None
        The passage it was found in; null where that is gone.
    is_value : bool
        It is a number of the data sheet of a chart.
    """

    mark: Mark
    written: Passage
    stands: str | None
    standing: Standing | None
    is_value: bool = False

    @property
    def is_same(self) -> bool:
        """Whether it stands as it was written."""
        return self.stands == self.mark.text


def match_marks(written: Sequence[Passage], standing: Sequence[Standing], numbers: Mapping[str, int]) -> list[Outcome]:
    """What became of each number, in the order of the document as written.

    A number that stands in another place as it was written is the same; so is one in a passage moved as a whole.

    Parameters
    ----------
    numbers : Mapping
        How often each number stood in the document when it was written, those without a key too.
    """
    values = [one for one in written if any(mark.value for mark in one.marks)]
    words = [one for one in written if not any(mark.value for mark in one.marks)]
    texts = [one for one in standing if not any(mark.value for mark in one.passage.marks)]
    pairs = _pair(words, texts)
    outcomes = [outcome for place, one in enumerate(words) for outcome in _align(one, pairs.get(place))]
    named = {mark.name: (mark, one) for one in texts for mark in one.passage.marks if mark.text}
    spare = _count_spare(outcomes, texts, numbers)
    found = [_look_elsewhere(outcome, texts, named, spare) for outcome in outcomes]
    return [*found, *chain.from_iterable(_compare_values(one, standing) for one in values)]


def _pair(written: Sequence[Passage], standing: Sequence[Standing]) -> dict[int, Standing]:
    """The passage that each written one has become: by its marks, by its place, by its words, by what is most like it."""
    pairs: dict[int, Standing] = {}
    free = dict(enumerate(standing))
    named: dict[str, int] = {}
    for place, one in free.items():
        for mark in one.passage.marks:
            named.setdefault(mark.name, place)
    by_text: dict[str, list[int]] = {}
    by_place: dict[str, int] = {}
    for place, one in free.items():
        by_text.setdefault(one.passage.text, []).append(place)
        by_place.setdefault(one.passage.place, place)

    def take(at: int, place: int | None) -> None:
        if place is not None and place in free and at not in pairs:
            pairs[at] = free.pop(place)

    for at, passage in enumerate(written):
        here = by_place.get(passage.place)
        if here is not None and standing[here].passage.text == passage.text:
            take(at, here)
    for at, passage in enumerate(written):
        votes = Counter(named[mark.name] for mark in passage.marks if mark.name in named and named[mark.name] in free)
        take(at, votes.most_common(1)[0][0] if votes else None)
    for at, passage in enumerate(written):
        here = by_place.get(passage.place)
        if here is not None and _is_fixed(passage.place):
            take(at, here)
    for at, passage in enumerate(written):
        alike = (place for place in by_text.get(passage.text, []) if place in free)
        take(at, next((place for place in alike if _may_be(passage, standing[place].passage)), None))
    for at, passage in enumerate(written):
        if at in pairs:
            continue
        here = by_place.get(passage.place)
        if here in free and here is not None and _compare(passage, free[here]) >= SOMEWHAT_ALIKE:
            take(at, here)
            continue
        near = [place for place, one in free.items() if _may_become(passage.place, one.passage.place)]
        likely = max(near, key=lambda place: _compare(passage, free[place]), default=None)
        if likely is not None and _compare(passage, free[likely]) >= ALIKE:
            take(at, likely)
            continue
        if here in free and here is not None and NUMBER.fullmatch(free[here].passage.text.strip()):
            take(at, here)  # a cell with a number and no words
    return pairs


def _may_become(place: str, other: str) -> bool:
    """Whether what stood in a place may have been rewritten into another: shapes of slides keep to themselves."""
    return not _is_fixed(place) or place.partition("¶")[0] == other.partition("¶")[0]


def _may_be(passage: Passage, other: Passage) -> bool:
    """Whether a passage with the same text may be it, moved: a number alone stands in the column it was written in."""
    if any(letter.isalpha() for letter in passage.text):
        return True
    return _find_column(passage.place) == _find_column(other.place)


def _find_column(place: str) -> tuple[str, str]:
    """Table and column of a cell."""
    shape, sign, spot = place.partition("¶")
    spots = (spot if sign else place).split(",")
    return (shape if sign else spots[0]), (spots[-2 if sign else -1] if len(spots) == 3 else "")


def _is_fixed(place: str) -> bool:
    """Whether a place is a name that stays when other things move: a shape of a slide, a label of a chart."""
    return "¶" in place


def _compare(passage: Passage, standing: Standing) -> float:
    """How alike the words around the numbers are, from 0 to 1."""
    words = "".join(part for part in passage.parts if isinstance(part, str))
    if not words.strip():
        return 0.0
    matcher = SequenceMatcher(None, passage.text, standing.passage.text, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= SOMEWHAT_ALIKE else 0.0


def _align(written: Passage, standing: Standing | None) -> Iterator[Outcome]:
    """What stands in the place of each number of a passage."""
    if standing is None:
        yield from (Outcome(mark, written, None, None) for mark in written.marks)
        return
    text = standing.passage.text
    pattern = "".join(re.escape(part) if isinstance(part, str) else "(.*?)" for part in written.parts)
    whole = re.fullmatch(pattern, text, re.DOTALL)
    if text == written.text:
        yield from (Outcome(mark, written, mark.text, standing) for mark in written.marks)
    elif whole:
        for mark, stands in zip(written.marks, whole.groups(), strict=True):
            yield Outcome(mark, written, stands or None, standing)
    else:
        for mark, stands in zip(written.marks, _align_tokens(written, text), strict=True):
            yield Outcome(mark, written, stands, standing)


def _align_tokens(written: Passage, text: str) -> list[str | None]:
    """What stands between the nearest unchanged words on both sides of each number."""
    before: list[str] = []
    spans: list[tuple[int, int]] = []
    for part in written.parts:
        tokens = TOKEN.findall(part if isinstance(part, str) else part.text)
        if isinstance(part, Mark):
            spans.append((len(before), len(before) + len(tokens)))
        before += tokens
    after = TOKEN.findall(text)
    inside = {at for start, end in spans for at in range(start, end)}
    kept: dict[int, int] = {}
    for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        kept.update({block.a + step: block.b + step for step in range(block.size) if block.a + step not in inside})
    gaps = [
        (
            max((kept[at] + 1 for at in kept if at < start), default=0),
            min((kept[at] for at in kept if at >= end), default=len(after)),
        )
        for start, end in spans
    ]
    rest = {gap: list_numbers("".join(after[slice(*gap)])) for gap in gaps}
    found: dict[int, str | None] = {}
    for place, (gap, mark) in enumerate(zip(gaps, written.marks, strict=True)):
        if _trim(mark.text) in rest[gap]:
            rest[gap].remove(_trim(mark.text))
            found[place] = mark.text
    for place, gap in enumerate(gaps):
        if place not in found:
            found[place] = rest[gap].pop(0) if rest[gap] else None
    return [found[place] for place in range(len(gaps))]


def _trim(number: str) -> str:
    return "".join(number.split()).rstrip(".,")


def _count_spare(outcomes: Sequence[Outcome], standing: Sequence[Standing], numbers: Mapping[str, int]) -> Counter[str]:
    """Numbers that stand in the document more often than was left of those written: those moved there, or added."""
    spare = count_numbers(one.passage.text for one in standing if not one.passage.place.endswith(LABEL))
    spare.subtract(numbers)
    for outcome in outcomes:
        if not outcome.is_same and not outcome.written.place.endswith(LABEL):
            spare.update(list_numbers(outcome.mark.text))
            spare.subtract(list_numbers(outcome.stands or ""))
    return spare


def _look_elsewhere(
    outcome: Outcome, standing: Sequence[Standing], named: Mapping[str, tuple[Mark, Standing]], spare: Counter[str]
) -> Outcome:
    """A number that is lost where it was, or has words in its place, but stands elsewhere as it was written."""
    mark, written = outcome.mark, outcome.written
    if outcome.is_same or (outcome.stands is not None and NUMBER.search(outcome.stands)):
        return outcome
    carried, there = named.get(mark.name, (None, None))
    if carried is not None and carried.text == mark.text:
        return Outcome(mark, written, mark.text, there)
    wanted = _trim(mark.text)
    if sum(letter.isdigit() for letter in wanted) < FEWEST_DIGITS or spare[wanted] <= 0:
        return outcome
    spare[wanted] -= 1
    place = next((one for one in standing if wanted in list_numbers(one.passage.text)), None)
    return Outcome(mark, written, mark.text, place)


def _compare_values(written: Passage, standing: Sequence[Standing]) -> Iterator[Outcome]:
    """Whether the data sheet, and what the chart draws of it, still hold a number."""
    places = (written.place, f"{written.place}{CACHED}")
    now = [one for one in standing if one.passage.place in places and one.passage.marks]
    for mark in written.marks:
        value = float(mark.value)
        other = next((one for one in now if not _is_near(float(one.passage.marks[0].value), value)), None)
        if not now:
            yield Outcome(mark, written, None, None, is_value=True)
        elif other is not None:
            yield Outcome(mark, written, other.passage.marks[0].value, other, is_value=True)
        else:
            yield Outcome(mark, written, mark.text, now[0], is_value=True)


def _is_near(one: float, other: float) -> bool:
    return abs(one - other) <= NEARLY * max(1.0, abs(one), abs(other))
