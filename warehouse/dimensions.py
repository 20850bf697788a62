"""What a release knows before any value: areas, indicators, targets, the crosswalk, periods and maps, as tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import duckdb
import polars as pl

from warehouse.area_changes import read_area_changes
from warehouse.catalogue import AREA_CHANGE_FILE, CATALOG_FOLDER, Catalogue
from warehouse.common_areas import find_common_areas, share_usable
from warehouse.model import BoundaryLayer
from warehouse.periods import Period
from warehouse.sql import read_sql

DIMENSIONS = {
    "dim_area": "areas",
    "dim_indicator": "indicators",
    "dim_target": "targets",
    "dim_document": "documents",
    "dim_title": "titles",
    "dim_group": "groups",
    "dim_department": "departments",
}
CRITERIA = {
    "dim_criterion_set": "sets",
    "dim_criterion_kind": "kinds",
    "dim_criterion_form": "forms",
    "dim_criterion_level": "levels",
    "dim_criterion_rating": "ratings",
    "dim_criterion": "criteria",
}
DOSSIERS = {"dim_dossier": "dossiers", "dim_dossier_item": "items"}
POPULATION_SCHEMA = pl.Schema({"area_id": pl.String(), "population": pl.Int64()})
PERIOD_RANK = {4: 0, 7: 1}  # of two periods ending the same day the year, then the half or quarter, names it


def create_from(
    connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame, *, is_temporary: bool = False
) -> None:
    """Create a table of the rows of a frame, in the place of any there was."""
    connection.register("new_rows", frame)
    kind = "temp table" if is_temporary else "table"
    connection.execute(f"create or replace {kind} {table} as from new_rows")
    connection.unregister("new_rows")


def write_dimensions(store: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Write the catalogue and the crosswalk into the release in use."""
    for table, attribute in DIMENSIONS.items():
        create_from(store, table, getattr(catalogue, attribute).drop("line", strict=False))
    for table, attribute in CRITERIA.items():
        create_from(store, table, getattr(catalogue.criteria, attribute))
    for table, attribute in DOSSIERS.items():
        create_from(store, table, getattr(catalogue.dossiers, attribute))
    write_crosswalk(store, catalogue)
    create_from(store, "indicator_form", catalogue.forms, is_temporary=True)
    sources = [
        {
            "source_id": key,
            "name_vi": entry["name_vi"],
            "name_en": entry["name_en"],
            "shipped_file": entry.get("shipped_file"),
        }
        for key, entry in catalogue.sources.items()
    ]
    create_from(store, "dim_source", pl.DataFrame(sources, schema_overrides={"shipped_file": pl.String}))


def write_crosswalk(store: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """The crosswalk, its divided wards weighed by the populations in the store, and the common areas it leaves."""
    populations = store.sql(read_sql("staging", "known_population")).pl()
    changes = catalogue.area_changes
    if populations.height:
        changes = _weigh_changes(tuple(populations.select(*POPULATION_SCHEMA).iter_rows()))
    create_from(store, "bridge_area_change", changes)
    common = find_common_areas(changes, catalogue.areas)
    create_from(store, "dim_common_area", common.areas)
    create_from(store, "bridge_common_area", common.members)
    create_from(store, "dim_common_use", share_usable(common))


@lru_cache(maxsize=1)
def _weigh_changes(populations: tuple[tuple[str, int], ...]) -> pl.DataFrame:
    """The crosswalk weighed by populations: half a second, and one process publishes many times on the same populations."""
    known = pl.DataFrame(populations, schema=POPULATION_SCHEMA, orient="row")
    return read_area_changes(CATALOG_FOLDER / AREA_CHANGE_FILE, known)


def write_geometry(store: duckdb.DuckDBPyConnection, layers: Iterable[BoundaryLayer]) -> None:
    """The maps, one row a layer."""
    rows = [{key: value for key, value in layer.__dict__.items() if key != "geojson"} for layer in layers]
    schema = dict.fromkeys(("key", "boundary_id", "era", "level", "scope_code", "fidelity", "source"), pl.String)
    frame = pl.DataFrame(rows, schema={**schema, "feature_count": pl.Int32, "geojson_br": pl.Binary}, orient="row")
    create_from(store, "geometry_layer", frame.rename({"key": "layer_key"}))


def write_periods(store: duckdb.DuckDBPyConnection, with_values: set[str]) -> None:
    """Periods with values and the periods targets fall due in."""
    dues: list[date] = [row[0] for row in store.execute(read_sql("core", "due_dates")).fetchall()]
    codes = sorted(with_values | {_name_period(due) for due in dues})
    periods = sorted((Period.parse(code) for code in codes), key=lambda p: (p.end, PERIOD_RANK.get(len(p.code), 2)))
    rows = [
        {
            "period": period.code,
            "period_start": period.start,
            "period_end": period.end,
            "is_year_end": period.is_year_end,
            "is_canonical": all(other.end != period.end for other in periods[:index]),
            "has_values": period.code in with_values,
        }
        for index, period in enumerate(periods)
    ]
    create_from(store, "dim_period", pl.DataFrame(rows))


def _name_period(due: date) -> str:
    """The period a due date ends."""
    if (due.month, due.day) == (12, 31):
        return str(due.year)
    if due.month in (3, 9):
        return f"{due.year}-Q{due.month // 3}"
    return f"{due.year}-H1" if due.month == 6 else f"{due.year}-{due.month:02d}"
