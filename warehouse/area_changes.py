"""What became of each administrative unit on 1/7/2025: the crosswalk from former to current areas.

Derived from the package ``vietnamadminunits`` when the release is built; ``data/catalog/area_changes.csv`` holds the few rows the package
lacks or has wrong, each with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from warehouse.areas import PROVINCE_ACT, AdminUnits, read_admin_units, read_areas
from warehouse.errors import CatalogueError
from warehouse.model import Era, area_id

CHANGE_SCHEMA = {
    "old_area_id": pl.String,
    "new_area_id": pl.String,
    "weight": pl.Float64,
    "basis": pl.String,
    "act": pl.String,
    "origin": pl.String,
}


def read_area_changes(overrides: Path | None = None) -> pl.DataFrame:
    """Crosswalk of 1/7/2025: which current units each former unit went to.

    Parameters
    ----------
    overrides : Path, optional
        CSV ``old_area_id,new_area_id,weight,basis,act,reason``; its rows replace the package's rows of the same old area.

    Returns
    -------
    pl.DataFrame
        Grain: old area × new area. ``weight`` is the share of the old area's counts, summing to 1 for each old area; ``basis`` is
        ``whole``, or ``equal_parts`` for a divided ward (the package does not say how much went where), or as the override says;
        ``act`` a document code or null; ``origin`` the file or package the row comes from.

    Raises
    ------
    CatalogueError
        When the weights of an old area do not sum to 1 or an area is unknown, with file and line.
    """
    units = read_admin_units()
    changes = pl.DataFrame([*_province_changes(units), *_ward_changes(units)], schema=CHANGE_SCHEMA, orient="row")
    if overrides is not None and overrides.exists():
        replaced = _read_overrides(overrides)
        kept = changes.join(replaced, on="old_area_id", how="anti")
        changes = pl.concat([kept, replaced])
    check_area_changes(changes)
    return changes.sort("old_area_id", "new_area_id")


def check_area_changes(changes: pl.DataFrame, areas: pl.DataFrame | None = None) -> None:
    """Stop when a weight is negative, a sum is not 1 or an area is unknown; the message names the row's origin."""
    known = (read_areas() if areas is None else areas)["area_id"].implode()
    problems = changes.with_columns(weight_sum=pl.col("weight").sum().over("old_area_id")).with_columns(
        problem=pl.when(~pl.col("old_area_id").is_in(known))
        .then(pl.lit("unknown old area"))
        .when(~pl.col("new_area_id").is_in(known))
        .then(pl.lit("unknown new area"))
        .when(pl.col("weight") < 0)
        .then(pl.lit("negative weight"))
        .when((pl.col("weight_sum") - 1).abs() > 1e-9)
        .then(pl.format("weights of the old area sum to {}, not 1", pl.col("weight_sum").round(6)))
    )
    first = problems.filter(pl.col("problem").is_not_null()).head(1)
    for row in first.iter_rows(named=True):
        file, _, line = row["origin"].partition(":")
        what = f"{row['old_area_id']} → {row['new_area_id']}: {row['problem']}"
        raise CatalogueError(file, int(line) if line else None, what)


def _change(old: str, new: str, weight: float, basis: str, act: str | None) -> dict[str, Any]:
    return {
        "old_area_id": old,
        "new_area_id": new,
        "weight": weight,
        "basis": basis,
        "act": act,
        "origin": "vietnamadminunits",
    }


def _province_changes(units: AdminUnits) -> Iterator[dict[str, Any]]:
    current = {row["province_key"]: row["province_code"] for row in units.current}
    former = {row["province_key"]: row["province_code"] for row in units.former}
    for new_key, old_keys in units.merged_from.items():
        for old_key in old_keys:
            if not units.is_untouched(new_key):
                old, new = area_id(former[old_key], Era.BEFORE), area_id(current[new_key], Era.AFTER)
                yield _change(old, new, 1.0, "whole", PROVINCE_ACT)


def _ward_changes(units: AdminUnits) -> Iterator[dict[str, Any]]:
    current = {(row["province_key"], row["ward_key"]): area_id(row["ward_code"], Era.AFTER) for row in units.current}
    former = {
        f"{row['province_key']}_{row['district_key']}_{row['ward_key']}": area_id(row["ward_code"], Era.BEFORE)
        for row in units.former
        if row["ward_code"]
    }
    for province, wards in units.converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new_key, old_keys in wards.items():
            for old_key in old_keys:
                if not old_key.endswith("_"):  # an island district without communes: data/catalog/area_changes.csv
                    yield _change(former[old_key], current[province, new_key], 1.0, "whole", None)
    for province, divided in units.converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old_key, parts in divided.items():
            for part in parts:
                yield _change(
                    former[old_key], current[province, part["newWardKey"]], 1 / len(parts), "equal_parts", None
                )


def _read_overrides(path: Path) -> pl.DataFrame:
    frame = pl.read_csv(
        path, schema_overrides={"old_area_id": pl.String, "new_area_id": pl.String, "weight": pl.Float64}
    )
    name = path.as_posix().split("data/catalog/")[-1]
    return (
        frame.with_row_index("line", offset=2)
        .with_columns(origin=pl.format(f"data/catalog/{name}:{{}}", "line"))
        .select(pl.col(column).cast(dtype) for column, dtype in CHANGE_SCHEMA.items())
    )
