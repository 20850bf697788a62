"""Administrative units of the whole country in both eras, and what became of each on 1/7/2025.

Everything is derived from the package ``vietnamadminunits`` when the release is built; ``data/catalog/area_changes.csv`` corrects its
mapping of former to current units, each row with its reason. The package's points and boxes of former units are wrong and are not read.
"""

from __future__ import annotations

import importlib.util
import json
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from warehouse.errors import CatalogueError
from warehouse.model import Era, Level, area_id
from warehouse.sql import read_sql

NATION_ID = "VN"
LAST_DAY_BEFORE = date(2025, 6, 30)
FIRST_DAY_AFTER = date(2025, 7, 1)
PROVINCE_ACT = "NQ-202-2025"

KIND_EN = {
    "Tỉnh": "Province",
    "Thành phố": "City",
    "Quận": "District",
    "Huyện": "District",
    "Thị xã": "Town",
    "Phường": "Ward",
    "Xã": "Commune",
    "Thị trấn": "Township",
    "Đặc khu": "Special Zone",
}

AREA_SCHEMA = {
    "area_id": pl.String,
    "area_code": pl.String,
    "era": pl.String,
    "level": pl.String,
    "kind": pl.String,
    "name_vi": pl.String,
    "name_en": pl.String,
    "parent_area_id": pl.String,
    "province_area_id": pl.String,
    "valid_from": pl.Date,
    "valid_to": pl.Date,
    "legal_act": pl.String,
    "area_km2": pl.Float64,
    "latitude": pl.Float64,
    "longitude": pl.Float64,
}


@dataclass(frozen=True)
class AdminUnits:
    """The package's tables as read: current and former commune-level rows and its old → new mapping by key."""

    current: list[dict[str, Any]]
    former: list[dict[str, Any]]
    converter: dict[str, dict[str, Any]]

    @property
    def merged_from(self) -> dict[str, list[str]]:
        """Keys of the former provinces of each current province."""
        return self.converter["DICT_PROVINCE"]

    def is_untouched(self, province_key: str) -> bool:
        """Whether the province had exactly one predecessor, itself."""
        return self.merged_from.get(province_key) == [province_key]


@cache
def read_admin_units() -> AdminUnits:
    """Read the package's data files without importing the package (which would import pandas)."""
    spec = importlib.util.find_spec("vietnamadminunits")
    if spec is None or spec.origin is None:
        raise CatalogueError("vietnamadminunits", None, "package is not installed; run pip install -r requirements.txt")
    folder = Path(spec.origin).parent / "data"
    connection = sqlite3.connect(f"{(folder / 'dataset.db').as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        current = [dict(row) for row in connection.execute(read_sql("staging", "admin_units_current"))]
        former = [dict(row) for row in connection.execute(read_sql("staging", "admin_units_former"))]
    finally:
        connection.close()
    return AdminUnits(current, former, json.loads((folder / "converter_2025.json").read_text(encoding="utf-8")))


@cache
def read_areas(extra: Path | None = None) -> pl.DataFrame:
    """All areas of both eras.

    Parameters
    ----------
    extra : Path, optional
        CSV ``area_id,level,name_vi,name_en,parent_area_id,reason`` of areas that are no administrative units.

    Returns
    -------
    pl.DataFrame
        Grain: one row per area. Columns as ``AREA_SCHEMA``: ``area_km2`` published area (null for former units),
        ``latitude``/``longitude`` the unit's point (null for former units), ``valid_from``/``valid_to`` null where the unit existed before,
        respectively still exists; ``legal_act`` a document code, null where the act of the unit was not read.
    """
    units = read_admin_units()
    rows = [_nation(), *_current_provinces(units), *_former_provinces(units), *_districts(units), *_former_wards(units)]
    rows += [*_current_wards(units), *(_read_extra_areas(extra) if extra else [])]
    return pl.DataFrame(rows, schema=AREA_SCHEMA, orient="row")


def name_in_english(name_vi: str) -> str:
    """Unaccented name with its kind behind it.

    >>> name_in_english("Phường Ba Đình"), name_in_english("Quận 1"), name_in_english("Thành phố Hồ Chí Minh")
    ('Ba Dinh Ward', 'District 1', 'Ho Chi Minh City')
    """
    kind = next((kind for kind in KIND_EN if name_vi.startswith(kind + " ")), None)
    if kind is None:
        return _strip_accents(name_vi)
    rest = _strip_accents(name_vi.removeprefix(kind + " "))
    return f"{KIND_EN[kind]} {rest}" if rest.isdigit() else f"{rest} {KIND_EN[kind]}"


def _strip_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _area(
    code: str, era: Era, level: Level, name: str, parent: str | None, province: str | None, **extra: Any
) -> dict[str, Any]:
    kind = next((kind for kind in KIND_EN if name.startswith(kind + " ")), "")
    return {
        "area_id": area_id(code, era),
        "area_code": code,
        "era": era.value,
        "level": level.value,
        "kind": kind,
        "name_vi": name,
        "name_en": name_in_english(name),
        "parent_area_id": parent,
        "province_area_id": province,
        "valid_from": FIRST_DAY_AFTER if era is Era.AFTER else None,
        "valid_to": LAST_DAY_BEFORE if era is Era.BEFORE else None,
        **extra,
    }


def _nation() -> dict[str, Any]:
    nation = _area("VN", Era.AFTER, Level.NATION, "Việt Nam", None, None)
    return {**nation, "area_id": NATION_ID, "name_en": "Viet Nam", "valid_from": None}


def _current_provinces(units: AdminUnits) -> Iterator[dict[str, Any]]:
    wards: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for ward in units.current:
        wards[ward["province_code"]].append(ward)
    for code, members in wards.items():
        own_id = area_id(code, Era.AFTER)
        province = _area(
            code, Era.AFTER, Level.PROVINCE, members[0]["province_name"], NATION_ID, own_id, legal_act=PROVINCE_ACT
        )
        located = [ward for ward in members if ward["area_km2"] and ward["ward_kind"] != "Đặc khu"]
        total = sum(ward["area_km2"] for ward in located)
        for axis in ("latitude", "longitude"):
            province[axis] = sum(ward[axis] * ward["area_km2"] for ward in located) / total
        if all(ward["area_km2"] for ward in members):
            province["area_km2"] = round(sum(ward["area_km2"] for ward in members), 2)
        if units.is_untouched(members[0]["province_key"]):
            province |= {"valid_from": None, "legal_act": None}
        yield province


def _province_id(units: AdminUnits, row: dict[str, Any]) -> str:
    """Area id of the former province a former unit lay in; an untouched province is the current one."""
    return area_id(row["province_code"], Era.AFTER if units.is_untouched(row["province_key"]) else Era.BEFORE)


def _former_provinces(units: AdminUnits) -> Iterator[dict[str, Any]]:
    first_rows = {
        row["province_code"]: row for row in reversed(units.former) if not units.is_untouched(row["province_key"])
    }
    for code, row in first_rows.items():
        own_id = area_id(code, Era.BEFORE)
        yield _area(code, Era.BEFORE, Level.PROVINCE, row["province_name"], NATION_ID, own_id, legal_act=PROVINCE_ACT)


def _districts(units: AdminUnits) -> Iterator[dict[str, Any]]:
    for code, row in {row["district_code"]: row for row in units.former}.items():
        province = _province_id(units, row)
        yield _area(code, Era.BEFORE, Level.DISTRICT, row["district_name"], province, province)


def _former_wards(units: AdminUnits) -> Iterator[dict[str, Any]]:
    for row in units.former:
        if row["ward_code"]:
            parent = area_id(row["district_code"], Era.BEFORE)
            yield _area(row["ward_code"], Era.BEFORE, Level.WARD, row["ward_name"], parent, _province_id(units, row))


def _current_wards(units: AdminUnits) -> Iterator[dict[str, Any]]:
    for row in units.current:
        parent = area_id(row["province_code"], Era.AFTER)
        facts = {
            name: row[name] or None for name in ("area_km2", "latitude", "longitude")
        }  # an area of 0.0 is not known
        yield _area(row["ward_code"], Era.AFTER, Level.WARD, row["ward_name"], parent, parent, **facts)


def _read_extra_areas(path: Path) -> list[dict[str, Any]]:
    columns = ("area_id", "level", "name_vi", "name_en", "parent_area_id")
    return [
        {"area_code": row["area_id"], "era": Era.AFTER.value, "kind": "", **{column: row[column] for column in columns}}
        for row in pl.read_csv(path, infer_schema=False).iter_rows(named=True)
    ]
