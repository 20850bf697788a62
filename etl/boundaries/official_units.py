"""The units a file of boundaries may show, and where they were published to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from etl.boundaries.official_report import ImportRequest, refuse
from etl.places import AreaIndex
from etl.places.index import DEPTH, Place
from warehouse.areas import FIRST_DAY_AFTER, LAST_DAY_BEFORE, NATION_ID, read_areas
from warehouse.model import Era, Level, area_id

CODE_DIGITS = {Level.WARD: 5, Level.DISTRICT: 3, Level.PROVINCE: 2}
ERA_DAYS = {Era.BEFORE: LAST_DAY_BEFORE, Era.AFTER: FIRST_DAY_AFTER}


@dataclass(frozen=True, eq=False)
class Units:
    """The units of one level and era, in a province or in the whole country.

    Attributes
    ----------
    within : str or None
        Area to look in: the current province, or None for the country.
    index : AreaIndex
        All areas, for the names of what a unit lies in.
    own : AreaIndex
        The same, of which codes and names find units of this level only.
    rows : Mapping[str, dict]
        Rows of ``warehouse.areas.read_areas`` of the units expected, by id.
    scopes : Mapping[str, str]
        The layer each unit belongs to: the code of its current province, or ``VN`` for provinces.
    wards : Mapping[str, list of dict]
        Rows of the current wards on whose territory each unit is, or was.
    """

    era: Era
    level: Level
    day: date
    within: str | None
    index: AreaIndex
    own: AreaIndex
    rows: Mapping[str, dict[str, Any]]
    scopes: Mapping[str, str]
    wards: Mapping[str, list[dict[str, Any]]]

    def select(self, scope: str) -> list[str]:
        """Ids of the units of one layer, by code."""
        return sorted(unit for unit, own in self.scopes.items() if own == scope)


def read_units(request: ImportRequest, index: AreaIndex) -> Units:
    """The units of the level and era asked for.

    Raises
    ------
    RefusedFileError
        The province is no current one, or there are no such units.
    """
    within = _find_province(request, index)
    day = ERA_DAYS[request.era]
    roots = index.find_roots(within, day)
    level = [place for place in index.places.values() if _is_of(place, request.level) and place.exists_on(day)]
    inside = {place.area_id: place for place in level if not roots.isdisjoint(place.lineage)}
    if not inside:
        where = f", {index.places[within].name}" if within else ""
        raise refuse("boundary_no_such_level", level=request.level.value, era=request.era.value, where=where)
    by_id = {row["area_id"]: row for row in read_areas().iter_rows(named=True)}
    return Units(
        era=request.era,
        level=request.level,
        day=day,
        within=within,
        index=index,
        own=_keep_level(index, request.level),
        rows={unit: by_id[unit] for unit in inside},
        scopes={unit: find_scope_code(index, place) for unit, place in inside.items()},
        wards=_trace_wards(index, by_id, inside),
    )


def list_expected(index: AreaIndex, era: Era, level: Level, scope: str) -> dict[str, str]:
    """Codes and names of the units a layer should show.

    Parameters
    ----------
    scope : str
        Code of a current province, or ``VN``.
    """
    day = ERA_DAYS[era]
    roots = index.find_roots(None if scope == NATION_ID else area_id(scope, Era.AFTER), day)
    of_level = (place for place in index.places.values() if _is_of(place, level) and place.exists_on(day))
    return {place.code: place.name for place in of_level if not roots.isdisjoint(place.lineage)}


def find_scope_code(index: AreaIndex, place: Place) -> str:
    """Code of the current province whose layer shows a unit; ``VN`` for a province."""
    if place.depth == DEPTH[Level.PROVINCE]:
        return NATION_ID
    depth = DEPTH[Level.PROVINCE]
    province = next(i for i in place.lineage if index.places[i].depth == depth)
    return index.list_others(province, FIRST_DAY_AFTER)[0].code


def _is_of(place: Place, level: Level) -> bool:
    return place.depth == DEPTH[level] and place.code.isdecimal()


def _find_province(request: ImportRequest, index: AreaIndex) -> str | None:
    if request.province is None:
        return None
    if request.level is Level.PROVINCE:
        raise refuse("boundary_province_alone")
    province = area_id(request.province, Era.AFTER)
    if province in index.places and index.places[province].depth == DEPTH[Level.PROVINCE]:
        return province
    former = area_id(request.province, Era.BEFORE)
    others = index.list_others(former, FIRST_DAY_AFTER) if former in index.places else []
    now = [f"{other.code} {other.name}" for other in others]
    raise refuse("boundary_unknown_province", code=request.province, now=f" (→ {', '.join(now)})" if now else "")


def _keep_level(index: AreaIndex, level: Level) -> AreaIndex:
    """The index with codes and names of one level; what units lie in, and what became of them, is still known."""

    def keep(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(i for i in ids if _is_of(index.places[i], level))

    return replace(
        index,
        codes={code: kept for code, ids in index.codes.items() if (kept := keep(ids))},
        numbers={number: kept for number, ids in index.numbers.items() if (kept := keep(ids))},
        names={name: kept for name, ids in index.names.items() if (kept := keep(ids))},
        aliases={
            key: chosen
            for key, aliases in index.aliases.items()
            if (chosen := tuple(alias for alias in aliases if _is_of(index.places[alias.area_id], level)))
        },
        pools={},
    )


def _trace_wards(
    index: AreaIndex, rows: Mapping[str, dict[str, Any]], units: Mapping[str, Place]
) -> dict[str, list[dict[str, Any]]]:
    """Current wards by the units that they, or the former units they were made of, lie in."""
    traced: dict[str, list[dict[str, Any]]] = defaultdict(list)
    current = (p for p in index.places.values() if _is_of(p, Level.WARD) and p.exists_on(FIRST_DAY_AFTER))
    for ward in current:
        kin = index.list_kin(ward.area_id) & units.keys()
        own = ward.lineage & kin
        for unit in own or kin:
            traced[unit].append(rows[ward.area_id])
    return dict(traced)


def select_located(wards: list[dict[str, Any]]) -> pl.DataFrame:
    """Points and published areas of current wards that have both: ``longitude``, ``latitude``, ``area_km2``."""
    columns = {"longitude": pl.Float64, "latitude": pl.Float64, "area_km2": pl.Float64}
    frame = pl.DataFrame([{name: ward[name] for name in columns} for ward in wards], schema=columns)
    return frame.drop_nulls()
