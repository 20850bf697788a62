"""What each column of a table holds, read from the texts above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from etl.reading.model import Position, Sheet
from etl.tables.header import Level
from etl.tables.units import Unit
from etl.tables.vocabulary import Reading, Vocabulary
from etl.values.period_words import find_period

AREA_TIERS: Final = ("area_village", "area_ward", "area_name", "area_district", "area_province")
LABELS: Final = ("title_id", "group_id", "content", "measure")
PARTS: Final = {"recognised": ("digital_skill", "digital_proficiency")}
KEYS: Final = (*LABELS, "area_code", "area_name", "section", "period", "unit", "row_number")


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    index : int
        Column of the sheet, from 0.
    role : str
        ``count`` (a number of ours), one of ``KEYS``, or what is not read: ``rate``, ``note``, ``personal``, ``not_read``,
        ``unknown``, ``blank``.
    header : str
        Its texts from top to bottom.
    row : int
        Row of the sheet, from 0, of its lowest header text.
    measure, title, thing, group, period : str or None
        What the header says of every number in it; ``group`` empty = the total over all groups.
    is_number_of_title : bool
        "Số GĐHT": so many of the title, hence recognised, where nothing else names a measure.
    unit : Unit or None
        The unit named in the header; known once the table is settled.
    """

    index: int
    role: str
    header: str = ""
    row: int = 0
    measure: str | None = None
    title: str | None = None
    thing: str | None = None
    group: str | None = None
    period: str | None = None
    is_number_of_title: bool = False
    unit: Unit | None = None

    def shift(self, sheet: Sheet) -> Column:
        """The same column, its position in ``Sheet.rows`` turned into that on the sheet."""
        return replace(self, index=self.index + sheet.first_column, row=self.row + sheet.first_row)


@dataclass(frozen=True)
class Draft:
    """A column while its block is read: its levels, their readings, and which of them is read first (the lowest that says something)."""

    levels: Sequence[Level]
    readings: Sequence[Reading]
    role: str


def read_columns(levels: Mapping[int, list[Level]], vocabulary: Vocabulary) -> list[Column]:
    """The columns under a block of header rows; positions are those of ``Sheet.rows``."""
    drafts = {j: draft_column(texts, vocabulary) for j, texts in levels.items()}
    sharing: dict[Position, set[int]] = {}
    for j, draft in drafts.items():
        for level in draft.levels:
            sharing.setdefault(level.anchor, set()).add(j)
    counts = {j for j, draft in drafts.items() if draft.role == "count"}
    columns = [finish_column(j, drafts, sharing, counts) for j in drafts]
    return settle_areas(columns)


def draft_column(levels: list[Level], vocabulary: Vocabulary) -> Draft:
    """Decide what kind of column stands under some texts."""
    readings = [vocabulary.read(level.text) for level in levels]
    return Draft(levels, readings, decide_role(readings) if levels else "blank")


def decide_role(readings: Sequence[Reading]) -> str:
    """The role that the lowest telling text gives; personal and unwanted columns are so by any of their texts."""
    if any(reading.personal and not reading.measures for reading in readings):
        return "personal"
    if any(reading.is_not_read for reading in readings):
        return "not_read"
    for reading in reversed(readings):
        if reading.is_rate:
            return "unknown" if any(meaning.code == "quantity" for meaning in reading.first) else "rate"
        if reading.measures or reading.titles or reading.groups or reading.is_quantity:
            return "count"
        telling = [field for field in reading.fields if field != "period" or not reading.has_digits]
        if telling:
            return choose_field(telling)
        if reading.things or reading.has_digits:
            return "count"
    return "unknown"


def choose_field(fields: Sequence[str]) -> str:
    """Of several fields named together the most telling one: "Mã xã" is a code, "Nội dung, chỉ tiêu" a content."""
    order = ("area_code", "note", "unit", "content", "measure", "title_id", "group_id", *AREA_TIERS, "period")
    return min(fields, key=lambda field: order.index(field) if field in order else len(order))


def finish_column(
    j: int, drafts: Mapping[int, Draft], sharing: Mapping[Position, set[int]], counts: set[int]
) -> Column:
    """Put the levels of a column together, the lower ones before the upper ones."""
    draft = drafts[j]
    header = " / ".join(level.text for level in draft.levels)
    row = draft.levels[-1].anchor[0] if draft.levels else 0
    if draft.role != "count":
        return Column(j, draft.role, header, row)
    said = list(zip(draft.levels, draft.readings, strict=True))[::-1]
    if not all(is_understood(level, reading, sharing, counts) for level, reading in said):
        return Column(j, "unknown", header, row)
    titles = next((reading.titles for _, reading in said if reading.titles), (None,))
    groups = next((reading.groups for _, reading in said if reading.groups), (None,))
    things = next((reading.things for _, reading in said if reading.things), (None,))
    if len(titles) > 1 or len(groups) > 1:
        return Column(j, "unknown", header, row)
    period = next((p for level, r in said if r.has_digits and (p := find_period([level.text]))), None)
    measure = find_measure(j, said, drafts, sharing)
    lowest = said[0][1]
    return Column(
        j, "count", header, row, measure, titles[0], things[0] if len(things) == 1 else None, groups[0], period.code if period else None,
        is_number_of_title=lowest.is_quantity and bool(lowest.titles),
    )  # fmt: skip


def is_understood(level: Level, reading: Reading, sharing: Mapping[Position, set[int]], counts: set[int]) -> bool:
    """Whether no word is left that could change what is counted; a heading over all counts may say what it likes if it gives nothing."""
    is_area = bool(set(reading.fields) & set(AREA_TIERS)) and not (reading.things or reading.titles)
    if len(reading.measures) > 1 or is_area:
        return not reading.measures and sharing[level.anchor] >= counts
    if not reading.unknown:
        return True
    gives = reading.measures or reading.titles or reading.groups
    return not gives and sharing[level.anchor] >= counts and len(counts) > 1


def find_measure(
    j: int, said: Sequence[tuple[Level, Reading]], drafts: Mapping[int, Draft], sharing: Mapping[Position, set[int]]
) -> str | None:
    """The lowest measure; but "Tổng số" beside "Nông dân" under "Được công nhận" is the recognised total."""
    measures = [(level, reading.measures[0]) for level, reading in said if reading.measures]
    if not measures or measures[0][1] != "total":
        return measures[0][1] if measures else None
    for level, measure in measures[1:]:
        if measure != "total" and not any(
            names_measure_below(drafts[k], level, measure)
            for k in sharing[level.anchor]
            if k != j and drafts[k].role == "count"
        ):
            return measure
    return "total"


def names_measure_below(draft: Draft, level: Level, measure: str) -> bool:
    """Whether a column has, under a heading, a measure of its own other than a total or a part of the heading's."""
    at = draft.levels.index(level)
    parts = {"total", *PARTS.get(measure, ())}
    return any(set(reading.measures) - parts for reading in draft.readings[at + 1 :])


def settle_areas(columns: list[Column]) -> list[Column]:
    """Of the area columns the finest tier is the row's area and the next one its section; a field is taken once."""
    tiers = [tier for tier in AREA_TIERS if any(column.role == tier for column in columns)]
    roles = dict(zip(tiers, ("area_name", "section"), strict=False))
    taken: set[str] = set()
    settled = []
    for column in columns:
        role = roles.get(column.role, "not_read") if column.role in AREA_TIERS else column.role
        if role in KEYS and role in taken:
            role = "not_read"
        taken.add(role)
        settled.append(replace(column, role=role))
    return settled
