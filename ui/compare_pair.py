"""Two areas side by side: which may be chosen, one line for each indicator, and what the pair is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from ui.answers import ask
from ui.filters import label_area, read_area
from ui.state import PageContext
from warehouse import queries
from warehouse.compare import Obstacle, Side, find_obstacle, subtract
from warehouse.compare_queries import list_side_by_side, read_succession
from warehouse.model import Era, Level
from warehouse.queries import NATION
from warehouse.small_numbers import is_surely_ahead
from warehouse.thresholds import THRESHOLDS
from wording.format import format_number, format_percent
from wording.language import N_, _
from wording.places import Area

Row = dict[str, Any]
CAPITAL, LARGEST = "01.2025-07", "79.2025-07"
OBSTACLE_WORDS: Mapping[Obstacle, str] = {
    Obstacle.MISSING: N_("one of them has no figure"),
    Obstacle.HIDDEN: N_("hidden: the base is too small to show"),
    Obstacle.NOT_A_RATE: N_("a count follows the size of the area"),
    Obstacle.BASIS: N_("the bases differ or are not known"),
    Obstacle.NATURE: N_("one figure is real, the other simulated"),
    Obstacle.PERIOD: N_("the periods differ"),
    Obstacle.QUALIFIER: N_("a figure was published as more than, nearly or about"),
    Obstacle.COMPLETENESS: N_("less than {completeness}% was reported"),
    Obstacle.ESTIMATE: N_("more than {share}% of a base is estimated"),
}


@dataclass(frozen=True)
class Line:
    """One indicator of two areas.

    Attributes
    ----------
    a, b : Mapping or None
        Row of each area, with its ``standing`` on the target of the year looked at; None: nothing was expected of it.
    obstacle : Obstacle or None
        Why the two are not subtracted; None where they are.
    difference : float or None
        Points by which the first lies above the second.
    """

    a: Row | None
    b: Row | None
    obstacle: Obstacle | None
    difference: float | None

    @property
    def words(self) -> Row:
        """A row with the words of the indicator."""
        return self.a or self.b or {}

    @property
    def has_value(self) -> bool:
        """Whether either area has a figure."""
        return any(row is not None and row["value"] is not None for row in (self.a, self.b))

    @property
    def side(self) -> Side | None:
        """Which of the two is surely ahead (the first: ``AHEAD``), or ``BETWEEN`` where the usual yearly swing explains their difference;
        None where they are not compared."""
        if self.a is None or self.b is None or self.difference is None:
            return None
        least = float(THRESHOLDS.noise_minimum_points)
        own, other = ((row["value"] * row["direction"], row["swing"] or least) for row in (self.a, self.b))
        if is_surely_ahead(*own, *other):
            return Side.AHEAD
        return Side.BEHIND if is_surely_ahead(*other, *own) else Side.BETWEEN


def list_others(context: PageContext, asked: str | None) -> dict[str, str]:
    """Areas that may stand beside the place, with their labels: those of its filter and, of an area asked for, its own surroundings."""
    own = context.area.area_id
    frames = [ask(context.release, queries.list_area_choices, own)]
    if asked and ask(context.release, queries.read_area, asked).height:
        frames.append(ask(context.release, queries.list_area_choices, asked))
    rows = pl.concat(frames).unique("area_id", keep="first", maintain_order=True)
    return {row["area_id"]: label_area(row) for row in rows.iter_rows(named=True) if row["area_id"] != own}


def find_default_other(area: Area, options: Mapping[str, str]) -> str:
    """The area a reader would ask for: of a ward its province, of a city the other large one."""
    wanted = [area.province_area_id] if area.level in (Level.WARD, Level.DISTRICT) else []
    wanted += [LARGEST, CAPITAL] if area.area_id == CAPITAL else [CAPITAL, LARGEST]
    return next((code for code in wanted if code is not None and code in options), next(iter(options)))


def read_lines(context: PageContext, other_id: str) -> list[Line]:
    """Every indicator of which either area has a figure, in catalogue order."""
    view, as_of = context.view, context.release.info.data_as_of
    year = view.target_year
    last_day = as_of if year is None else min(as_of, date(year, 12, 31))
    question = (context.area.area_id, other_id, year, view.period, last_day)
    standings = {"a": read_standing(context, context.area.area_id), "b": read_standing(context, other_id)}
    sides: dict[str, dict[str, Row]] = {}
    for row in ask(context.release, list_side_by_side, *question).iter_rows(named=True):
        standing = standings[row["side"]].get(row["indicator_id"])
        sides.setdefault(row["indicator_id"], {})[row["side"]] = {**row, "standing": standing}
    lines = [build_line(pair.get("a"), pair.get("b")) for pair in sides.values()]
    return [line for line in lines if line.has_value]


def read_standing(context: PageContext, area_id: str) -> dict[str, Row]:
    """Where an area stands on the headline targets of the year looked at, by indicator."""
    standing = ask(context.release, queries.list_standing, area_id)
    of_year = standing.filter("is_headline", pl.col("target_year").eq_missing(pl.lit(context.view.target_year)))
    return {row["indicator_id"]: row for row in of_year.iter_rows(named=True)}


def build_line(a: Row | None, b: Row | None) -> Line:
    """The line of one indicator."""
    return Line(a, b, find_obstacle(a, b), subtract(a, b))


def tell_obstacle(obstacle: Obstacle) -> str:
    """Why two numbers are not subtracted."""
    limits = {
        "completeness": format_number(100 * THRESHOLDS.completeness_minimum_ratio),
        "share": format_number(100 * THRESHOLDS.estimated_share_maximum),
    }
    return _(OBSTACLE_WORDS[obstacle], **limits)


def tell_pair(first: str, second: str, lines: list[Line]) -> str:
    """How many indicators may be held against each other and who stands better, in a sentence."""
    compared = [line for line in lines if line.difference is not None]
    names = {"first": first, "second": second}
    if not compared:
        return _("{first} and {second}: no indicator may be held against the other", **names)
    found = [line.side for line in compared]
    counts = {side: format_number(found.count(side)) for side in Side}
    return _(
        "{count} indicators may be compared: {first} is clearly ahead on {better}, {second} on {worse}, {between} cannot be told apart",
        count=format_number(len(compared)),
        better=counts[Side.AHEAD],
        worse=counts[Side.BEHIND],
        between=counts[Side.BETWEEN],
        **names,
    )


def tell_apart(lines: list[Line]) -> str:
    """How many indicators are not compared; empty when all are."""
    count = sum(line.difference is None for line in lines)
    if not count:
        return ""
    return _("{count} more are shown with the reason why they are not subtracted.", count=format_number(count))


def list_remarks(context: PageContext, other_id: str) -> list[str]:
    """What the pair is: a part beside its whole, areas of two eras, two areas of one code."""
    area, other = context.area, read_area(context.release, other_id)
    remarks = []
    for part, whole in ((area, other), (other, area)):
        if whole.area_id in (part.parent_area_id, part.province_area_id) and whole.area_id != NATION:
            remarks.append(
                _("{part} is a part of {whole}: its people count in both.", part=part.name, whole=whole.name)
            )
    for row in ask(context.release, read_succession, area.area_id, other_id).iter_rows(named=True):
        new, old = (area, other) if row["new_area_id"] == area.area_id else (other, area)
        share = format_percent(100 * row["share_of_new"])
        told = _(
            "{old} is one of the areas {new} was formed from ({share} of it).",
            old=name_place(old),
            new=name_place(new),
            share=share,
        )
        remarks.append(told)
    if area.area_code == other.area_code and area.level == other.level:
        told = _(
            "Both carry the code {code}, but they are different areas, before and after 1 July 2025.",
            code=area.area_code,
        )
        remarks.append(told)
    elif area.era != other.era and Level.NATION not in (area.level, other.level):
        remarks.append(_("One of them belongs to the units before 1 July 2025, the other to those after."))
    return remarks


def name_place(area: Area) -> str:
    """Name of an area; what ended says so."""
    return _("{name} (until 30/6/2025)", name=area.name) if area.era == Era.BEFORE else area.name
