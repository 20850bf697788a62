"""Which parts of a release must be computed, and the rows of all others, taken over from the release before (decision 0012).

A part is a topic (titles and indicators that share reported counts) in one province. No row of a part depends on the values of another, so
that a part whose fingerprint is that of the release before has the same rows.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import polars as pl

from warehouse.dimensions import create_from
from warehouse.sql import read_sql
from warehouse.thresholds import THRESHOLDS

PART_SCHEMA = pl.Schema(dict.fromkeys(("topic_id", "province_area_id", "fingerprint"), pl.String()))
#: What every part depends on, beside the code and the build's parameters.
SHARED_TABLES = (
    "dim_area",
    "dim_indicator",
    "dim_target",
    "dim_title",
    "dim_group",
    "dim_period",
    "indicator_form",
    "bridge_area_change",
    "bridge_common_area",
    "build_parameter",
)
#: Tables made of parts: the column of the area whose part a row is of, and the order of the rows, by which pages look for them.
PART_TABLES = {
    "mart_attainment": ("area_id", "indicator_id, territory, period, area_id, group_id, basis, target_id"),
    "mart_title_flow": ("area_id", "title_id, area_id, period_end, group_id, origin"),
    "mart_standing": ("area_id", "area_id, indicator_id, target_id"),
    "mart_rank": ("parent_area_id", "indicator_id, parent_area_id, territory, level, period, basis, rank, area_id"),
    "mart_provenance": ("area_id", "indicator_id, area_id, period, group_id"),
    "bridge_former_share": ("source_area_id", "indicator_id, area_id, source_area_id"),
}
PART_STEPS = ("part_in_work", "in_work", "reported_value")
TEMPORARY = ("kept_part", "part_area", "part_subject", *PART_STEPS)


@dataclass(frozen=True)
class Workload:
    """How much of a release was computed, the rest having been taken over.

    Attributes
    ----------
    indicator_count, indicator_total : int
        Indicators computed for at least one province, and all there are.
    province_count, province_total : int
        Current provinces computed for at least one indicator, and all there are.
    is_complete : bool
        Whether nothing was taken over.
    """

    indicator_count: int
    indicator_total: int
    province_count: int
    province_total: int
    is_complete: bool


def find_work(store: duckdb.DuckDBPyConnection, code_version: str, previous: Path | None) -> Workload:
    """Compare the parts of the release in use with those of the one before, and stage the values of the parts that differ.

    Parameters
    ----------
    code_version : str
        As :func:`warehouse.build.compute_code_version`; other code computes everything anew.
    previous : Path, optional
        The release before; attached as ``previous`` until the caller detaches it. Without it every part is computed.
    """
    for step in ("part_area", "part_subject"):
        store.execute(f"create temp table {step} as {read_sql('core', step)}")
    shared = {"shared": hash_shared(store, code_version)}
    store.execute(f"create table release_part as {read_sql('core', 'release_part')}", shared)
    create_from(store, "kept_part", _read_parts(store, previous), is_temporary=True)
    for step in PART_STEPS:
        store.execute(f"create temp table {step} as {read_sql('core', step)}")
    found = store.execute(read_sql("core", "workload")).fetchone()
    assert found is not None
    return Workload(*found)


def hash_shared(store: duckdb.DuckDBPyConnection, code_version: str) -> str:
    """Fingerprint of what all parts depend on: code and libraries, thresholds, catalogue, crosswalk, periods and the build's parameters."""
    versions = (code_version, duckdb.__version__, pl.__version__, np.__version__, THRESHOLDS)
    digest = hashlib.sha256(repr(versions).encode())
    for table in SHARED_TABLES:
        digest.update(f"\n{table}\n".encode())
        digest.update(store.table(table).pl().write_csv().encode())
    return digest.hexdigest()


def add_kept(table: str, computed: str) -> str:
    """Query of the ``computed`` rows of a table and those it has, in all other parts, in the release before."""
    area, order = PART_TABLES[table]
    is_computed = "w.indicator_id = k.indicator_id and w.province_area_id = a.province_area_id"
    rows = f"from previous.{table} as k left join part_area as a on a.area_id = k.{area}"
    kept = f"{rows} anti join in_work as w on {is_computed} select k.*"
    return f"({computed}) union all ({kept}) order by {order}"


def _read_parts(store: duckdb.DuckDBPyConnection, previous: Path | None) -> pl.DataFrame:
    """Parts of the release before; none where there is none, or it was made before parts were written."""
    if previous is not None:
        store.execute(f"attach '{previous.as_posix()}' as previous (read_only)")
        if ("release_part",) in store.execute(read_sql("core", "tables_before")).fetchall():
            return store.table("previous.release_part").pl()
    return PART_SCHEMA.to_frame()
