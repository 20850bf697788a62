"""All areas of both eras, ready to be looked up by code and by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import polars as pl

from etl.places.aliases import Alias
from etl.places.kinds import split_official_name
from etl.places.spelling import build_coarse_key, clean_text, split_words
from warehouse.areas import NATION_ID
from warehouse.errors import CatalogueError
from warehouse.model import Level

K = TypeVar("K", str, int)
Ids = Mapping[str, tuple[str, ...]]
DEPTH = {Level.NATION: 0, Level.REGION: 1, Level.PROVINCE: 1, Level.DISTRICT: 2, Level.WARD: 3}


@dataclass(frozen=True, eq=False)
class Place:
    """An area as matching sees it. ``lineage`` is its own id and those of all it lies in; ``kind`` empty where the name has none."""

    area_id: str
    code: str
    name: str
    kind: str
    words: tuple[str, ...]
    depth: int
    parent_name: str
    lineage: frozenset[str]
    valid_from: date
    valid_to: date

    @property
    def label(self) -> str:
        """How the area is suggested: ``00004 Phường Ba Đình (Thành phố Hà Nội)``."""
        return f"{self.code} {self.name}" + (f" ({self.parent_name})" if self.parent_name else "")

    def exists_on(self, day: date) -> bool:
        """Whether the area existed on that day."""
        return self.valid_from <= day <= self.valid_to


@dataclass(frozen=True)
class Pool:
    """The names of one scope and day, for fuzzy search; the three lists run in step."""

    places: list[Place]
    marked_names: list[str]
    plain_names: list[str]


@dataclass(frozen=True, eq=False)
class AreaIndex:
    """Every area by id, by code and by the keys of its name; build it once with :func:`build_area_index`.

    Attributes
    ----------
    places : Mapping[str, Place]
        By ``area_id``.
    codes, numbers : Mapping
        Area ids by official code, and by the code's number (``00004`` → 4), both of all eras.
    names : Mapping[str, tuple of str]
        Area ids by the coarse key of the name without its kind; the exact keys are compared on use.
    aliases : Mapping[str, tuple of Alias]
        By the coarse key of the whole text; the last one that applies holds.
    after, before : Mapping[str, tuple of str]
        The areas that took the place of an area, and those it took the place of, largest share first.
    pools : dict
        Kept lists of names for fuzzy search, filled on use.
    """

    places: Mapping[str, Place]
    codes: Mapping[str, tuple[str, ...]]
    numbers: Mapping[int, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]
    aliases: Mapping[str, tuple[Alias, ...]]
    after: Mapping[str, tuple[str, ...]]
    before: Mapping[str, tuple[str, ...]]
    pools: dict[tuple[frozenset[str], date], Pool] = field(default_factory=dict, repr=False)

    @cached_property
    def official(self) -> pl.DataFrame:
        """Grain: area. Its id, official code and name, and the days it existed between."""
        rows = [(p.area_id, p.code, p.name, p.valid_from, p.valid_to) for p in self.places.values()]
        columns = ("area_id", "area_code", "area_name", "valid_from", "valid_to")
        return pl.DataFrame(rows, schema=columns, orient="row")

    def list_others(self, area_id: str, day: date) -> list[Place]:
        """The areas of that day which took, or had, the place of an area; itself where it existed."""
        if self.places[area_id].exists_on(day):
            return [self.places[area_id]]
        ids = (*self.after.get(area_id, ()), *self.before.get(area_id, ()))
        return [self.places[other] for other in ids if self.places[other].exists_on(day)]

    def find_roots(self, within: str | None, day: date) -> frozenset[str]:
        """Areas of that day whose parts are looked at: ``within``, what took or had its place, or the nation."""
        if within is None or within not in self.places:
            return frozenset({NATION_ID})
        return frozenset(place.area_id for place in self.list_others(within, day)) or frozenset({within})

    def list_kin(self, area_id: str) -> frozenset[str]:
        """The area, all it lies in, and all that its territory lay or lies in on the other side of a reform."""
        others = (*self.after.get(area_id, ()), *self.before.get(area_id, ()))
        return self.places[area_id].lineage.union(*(self.places[other].lineage for other in others))


def build_area_index(areas: pl.DataFrame, changes: pl.DataFrame, aliases: Sequence[Alias]) -> AreaIndex:
    """Prepare all areas for matching; takes a fraction of a second and is meant to be kept.

    Parameters
    ----------
    areas, changes : pl.DataFrame
        As :func:`warehouse.areas.read_areas` and :func:`warehouse.area_changes.read_area_changes` give them.
    aliases : sequence of Alias
        As :func:`etl.places.read_aliases` gives them.

    Raises
    ------
    CatalogueError
        An alias names an area that is not known.
    """
    places = _read_places(areas)
    after, before = _order_changes(areas, changes)
    return AreaIndex(
        places=places,
        codes=_collect_ids((place.code, place.area_id) for place in places.values()),
        numbers=_collect_ids((int(place.code), place.area_id) for place in places.values() if place.code.isdecimal()),
        names=_collect_ids((build_coarse_key(place.words), place.area_id) for place in places.values()),
        aliases=_collect_aliases(places, aliases),
        after=after,
        before=before,
    )


def _read_places(areas: pl.DataFrame) -> dict[str, Place]:
    columns = ("area_id", "area_code", "name_vi", "level", "parent_area_id", "valid_from", "valid_to")
    rows = {row[0]: row for row in areas.select(columns).iter_rows()}
    lineages: dict[str, frozenset[str]] = {}

    def find_lineage(area_id: str | None) -> frozenset[str]:
        if area_id is None:
            return frozenset()
        if area_id not in lineages:
            lineages[area_id] = find_lineage(rows[area_id][4]) | {area_id}
        return lineages[area_id]

    return {row[0]: _build_place(row, find_lineage(row[4]) | {row[0]}, rows) for row in rows.values()}


def _build_place(row: tuple[Any, ...], lineage: frozenset[str], rows: Mapping[str, tuple[Any, ...]]) -> Place:
    area_id, code, name, level, parent, valid_from, valid_to = row
    kind, words = split_official_name(name)
    return Place(
        area_id=area_id,
        code=code,
        name=name,
        kind=kind,
        words=words,
        depth=DEPTH[level],
        parent_name=rows[parent][2] if parent and parent != NATION_ID else "",
        lineage=lineage,
        valid_from=valid_from or date.min,
        valid_to=valid_to or date.max,
    )


def _order_changes(areas: pl.DataFrame, changes: pl.DataFrame) -> tuple[Ids, Ids]:
    """After and before, largest weight first; a former district takes part through its former wards."""
    districts = areas.filter(pl.col("level") == Level.DISTRICT)["area_id"].implode()
    parents = areas.filter(pl.col("parent_area_id").is_in(districts)).select("parent_area_id", old_area_id="area_id")
    own = changes.select("old_area_id", "new_area_id", "weight")
    through = own.join(parents, on="old_area_id").select("new_area_id", "weight", old_area_id="parent_area_id")
    both = pl.concat([own, through.select(own.columns)])
    return _list_ids(both, "old_area_id", "new_area_id"), _list_ids(own, "new_area_id", "old_area_id")


def _list_ids(changes: pl.DataFrame, key: str, other: str) -> Ids:
    summed = changes.group_by(key, other).agg(pl.col("weight").sum().round(6))
    ordered = summed.sort("weight", other, descending=[True, False]).group_by(key, maintain_order=True).agg(other)
    return {area_id: tuple(others) for area_id, others in ordered.iter_rows()}


def _collect_ids(pairs: Iterable[tuple[K, str]]) -> dict[K, tuple[str, ...]]:
    collected: defaultdict[K, list[str]] = defaultdict(list)
    for key, area_id in pairs:
        collected[key].append(area_id)
    return {key: tuple(ids) for key, ids in collected.items()}


def _collect_aliases(places: Mapping[str, Place], aliases: Sequence[Alias]) -> dict[str, tuple[Alias, ...]]:
    collected: dict[str, list[Alias]] = defaultdict(list)
    for alias in aliases:
        unknown = next((i for i in (alias.area_id, alias.within_area_id) if i and i not in places), None)
        if unknown:
            raise CatalogueError(
                alias.origin or "area_aliases.csv", None, f"alias {alias.alias!r}: unknown area {unknown}"
            )
        collected[build_coarse_key(split_words(clean_text(alias.alias)))].append(alias)
    return {key: tuple(found) for key, found in collected.items()}
