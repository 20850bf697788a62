"""From the store to a release: staging → core → judge → marts → checks, in a draft file that nobody else sees."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import polars as pl

from warehouse.area_changes import read_area_changes
from warehouse.catalogue import AREA_CHANGE_FILE, CATALOG_FOLDER, Catalogue
from warehouse.common_areas import find_common_areas, share_usable
from warehouse.errors import BuildError
from warehouse.hiding import hide_small_numbers
from warehouse.model import BoundaryLayer
from warehouse.pace import add_pace
from warehouse.periods import Period
from warehouse.ranks import rank_siblings
from warehouse.recast import judge_territories
from warehouse.sql import SQL_FOLDER, read_sql
from warehouse.thresholds import THRESHOLDS

CORE_STEPS = (
    "form_observation",
    "published_observation",
    "reporting_unit",
    "unit_observation",
    "known_denominator",
    "silent_denominator",
    "aggregate_observation",
    "observation",
    "area_scope",
    "awaited_observation",
    "territory_part",
    "former_share",
    "territory_observation",
    "headline_target",
    "judgement_input",
)
MARTS = (
    "mart_attainment",
    "mart_standing",
    "mart_rank",
    "mart_provenance",
    "mart_load",
    "bridge_territory",
    "bridge_former_share",
)
DIMENSIONS = {
    "dim_area": "areas",
    "dim_indicator": "indicators",
    "dim_target": "targets",
    "dim_document": "documents",
    "dim_title": "titles",
    "dim_group": "groups",
}
OVERRIDE_SCHEMA = dict.fromkeys(
    ("area_id", "indicator_id", "target_id", "period", "status", "by", "on", "reason", "document"), pl.String()
) | {"on": pl.Date()}
PERIOD_RANK = {4: 0, 7: 1}  # of two periods ending the same day the year, then the half or quarter, names it

Report = Callable[[str, float], None]


@dataclass(frozen=True)
class BuildRequest:
    """What to build a release from.

    Attributes
    ----------
    overrides : polars.DataFrame
        Statuses decided by people, grain ``area_id`` × ``indicator_id`` × ``target_id`` × ``period``, with ``status``, ``by``, ``on``,
        ``reason`` and ``document`` (null: none orders it).
    """

    release_id: str
    fingerprint: str
    code_version: str
    is_only_real: bool
    overrides: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=OVERRIDE_SCHEMA))


def compute_code_version() -> str:
    """Hash of the code and SQL that turn values into marts."""
    digest = hashlib.sha256()
    for path in sorted([*SQL_FOLDER.rglob("*.sql"), *SQL_FOLDER.parent.glob("*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def build_release(
    store: duckdb.DuckDBPyConnection,
    draft: Path,
    catalogue: Catalogue,
    layers: Iterable[BoundaryLayer],
    request: BuildRequest,
    report: Report,
) -> None:
    """Write a complete, checked release into ``draft``.

    Parameters
    ----------
    store : duckdb.DuckDBPyConnection
        The open store; its file must be named ``store.duckdb``.
    draft : Path
        A file that does not exist; left behind incomplete when the build fails.
    report : Callable[[str, float], None]
        Told each step and the share done.

    Raises
    ------
    BuildError
        When a check finds offending rows; the message shows the first.
    """
    store.execute(f"attach '{draft.as_posix()}' as release")
    try:
        store.execute("use release")
        _write_dimensions(store, catalogue)
        _write_geometry(store, layers)
        as_of = _write_core(store, request, report)
        _write_judged(store, as_of)
        _create_from(store, "status_override", request.overrides, is_temporary=True)
        for done, mart in enumerate(MARTS):
            report(mart, 0.55 + 0.4 * done / len(MARTS))
            if mart == "mart_rank":
                _create_from(
                    store, "ranked", rank_siblings(store.sql(read_sql("core", "sibling_value")).pl()), is_temporary=True
                )
            store.execute(f"create table {mart} as {read_sql('marts', mart)}")
        _write_release_info(store, request, as_of)
        report("checks", 0.95)
        run_checks(store)
        store.execute("checkpoint release")
    finally:
        store.execute("use store")
        store.execute("detach release")
        _drop_temporary(store)


def run_checks(connection: duckdb.DuckDBPyConnection) -> None:
    """Run every check of ``warehouse/sql/checks`` on the release in use.

    Raises
    ------
    BuildError
        At the first check that returns rows.
    """
    for path in sorted((SQL_FOLDER / "checks").glob("*.sql")):
        offending = connection.sql(read_sql("checks", path.stem)).pl()
        if offending.height:
            first = offending.row(0, named=True)
            raise BuildError(
                f"check {path.stem} found {offending.height} rows, first {first}; nothing was published",
                f"kiểm tra {path.stem} phát hiện {offending.height} dòng sai, dòng đầu {first}; không phát hành",
            )


def _write_dimensions(store: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    for table, attribute in DIMENSIONS.items():
        _create_from(store, table, getattr(catalogue, attribute).drop("line", strict=False))
    _write_crosswalk(store, catalogue)
    _create_from(store, "indicator_form", catalogue.forms, is_temporary=True)
    sources = [
        {
            "source_id": key,
            "name_vi": entry["name_vi"],
            "name_en": entry["name_en"],
            "shipped_file": entry.get("shipped_file"),
        }
        for key, entry in catalogue.sources.items()
    ]
    _create_from(store, "dim_source", pl.DataFrame(sources, schema_overrides={"shipped_file": pl.String}))


def _write_crosswalk(store: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """The crosswalk, its divided wards weighed by the populations in the store, and the common areas it leaves."""
    populations = store.sql(read_sql("staging", "known_population")).pl()
    changes = catalogue.area_changes
    if populations.height:
        changes = read_area_changes(CATALOG_FOLDER / AREA_CHANGE_FILE, populations)
    _create_from(store, "bridge_area_change", changes)
    common = find_common_areas(changes, catalogue.areas)
    _create_from(store, "dim_common_area", common.areas)
    _create_from(store, "bridge_common_area", common.members)
    _create_from(store, "dim_common_use", share_usable(common))


def _write_geometry(store: duckdb.DuckDBPyConnection, layers: Iterable[BoundaryLayer]) -> None:
    rows = [{key: value for key, value in layer.__dict__.items() if key != "geojson"} for layer in layers]
    schema = dict.fromkeys(("key", "boundary_id", "era", "level", "scope_code", "fidelity", "source"), pl.String)
    frame = pl.DataFrame(rows, schema={**schema, "feature_count": pl.Int32, "geojson_br": pl.Binary}, orient="row")
    _create_from(store, "geometry_layer", frame.rename({"key": "layer_key"}))


def _write_core(store: duckdb.DuckDBPyConnection, request: BuildRequest, report: Report) -> date:
    """Create the intermediate relations; returns the end of the latest period with a value."""
    parameters = {
        "only_real": request.is_only_real,
        "silent_age_maximum_months": THRESHOLDS.silent_age_maximum_months,
        "growth_minimum_reporters_count": THRESHOLDS.growth_minimum_reporters_count,
        "estimated_share_maximum": float(THRESHOLDS.estimated_share_maximum),
        "completeness_floor_ratio": THRESHOLDS.completeness_floor_ratio,
        "minimum_persons_count": THRESHOLDS.minimum_persons_count,
    }
    _create_from(store, "build_parameter", pl.DataFrame([parameters]), is_temporary=True)
    store.execute(f"create temp table reported_value as {read_sql('staging', 'reported_value')}")
    known = {row[0] for row in store.execute(read_sql("core", "period_codes")).fetchall()}
    if not known:
        raise BuildError("there is no value to build a release from", "chưa có số liệu nào để phát hành")
    latest = max(Period.parse(code) for code in known)
    _create_from(store, "dim_period", _list_periods(store, known))
    with_dates = pl.DataFrame([{**parameters, "as_of": latest.end, "latest_period": latest.code}])
    _create_from(store, "build_parameter", with_dates, is_temporary=True)
    for done, step in enumerate(CORE_STEPS):
        report(step, 0.5 * done / len(CORE_STEPS))
        store.execute(f"create temp table {step} as {read_sql('core', step)}")
    return latest.end


def _list_periods(store: duckdb.DuckDBPyConnection, with_values: set[str]) -> pl.DataFrame:
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
    return pl.DataFrame(rows)


def _name_period(due: date) -> str:
    """The period a due date ends."""
    if (due.month, due.day) == (12, 31):
        return str(due.year)
    if due.month in (3, 9):
        return f"{due.year}-Q{due.month // 3}"
    return f"{due.year}-H1" if due.month == 6 else f"{due.year}-{due.month:02d}"


def _write_judged(store: duckdb.DuckDBPyConnection, as_of: date) -> None:
    """Judge every row; hide small numbers before any trend is drawn, so that none rests on a hidden one."""
    judged = judge_territories(store.sql("from judgement_input").pl(), as_of)
    paced = add_pace(hide_small_numbers(store, judged))
    store.register("judged", paced.sort("territory", "indicator_id", "area_id", "period_end"))


def _write_release_info(store: duckdb.DuckDBPyConnection, request: BuildRequest, as_of: date) -> None:
    latest_period, has_simulated = store.execute(read_sql("core", "release_facts")).fetchall()[0]
    info = {
        "release_id": request.release_id,
        "created_at": datetime.now(UTC).replace(tzinfo=None, microsecond=0),
        "data_as_of": as_of,
        "latest_period": latest_period,
        "has_simulated": has_simulated,
        "is_only_real": request.is_only_real,
        "code_version": request.code_version,
        "fingerprint": request.fingerprint,
    }
    _create_from(store, "release_info", pl.DataFrame([info]))


def _create_from(
    connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame, *, is_temporary: bool = False
) -> None:
    connection.register("new_rows", frame)
    kind = "temp table" if is_temporary else "table"
    connection.execute(f"create or replace {kind} {table} as from new_rows")
    connection.unregister("new_rows")


def _drop_temporary(store: duckdb.DuckDBPyConnection) -> None:
    for table in (
        "indicator_form",
        "build_parameter",
        "reported_value",
        *CORE_STEPS,
        "status_override",
        "ranked",
    ):
        store.execute(f"drop table if exists temp.{table}")
    store.unregister("judged")
