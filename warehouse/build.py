"""From the store to a release: staging → core → judge → marts → checks, in a draft file that nobody else sees."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import polars as pl

from warehouse.catalogue import Catalogue
from warehouse.dimensions import create_from, write_dimensions, write_geometry, write_periods
from warehouse.errors import BuildError
from warehouse.hiding import find_hidden, hide_numbers
from warehouse.memory import allow_memory
from warehouse.model import BoundaryLayer
from warehouse.pace import add_pace
from warehouse.periods import Period
from warehouse.ranks import rank_siblings
from warehouse.recast import judge_territories
from warehouse.reuse import PART_TABLES, TEMPORARY, Workload, add_kept, find_work
from warehouse.sql import SQL_FOLDER, read_sql
from warehouse.thresholds import THRESHOLDS

CORE_STEPS = (
    "said_assessment",
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
    "score_group_in_force",
)
MARTS = (
    "mart_title_flow",
    "mart_standing",
    "mart_rank",
    "mart_provenance",
    "mart_load",
    "mart_finding",
    "mart_score_outcome",
    "mart_score_index",
    "mart_score_holding",
    "mart_score_mark",
    "mart_commendation",
    "bridge_territory",
    "bridge_former_share",
    "mart_evidence",
    "mart_criterion_duty",
    "mart_assessment_version",
    "mart_assessment",
)
OVERRIDE_SCHEMA = dict.fromkeys(
    ("area_id", "indicator_id", "target_id", "period", "status", "by", "on", "reason", "document"), pl.String()
) | {"on": pl.Date()}

BATCH_ROWS = 1_000_000  # judged at once: about two gigabytes

Report = Callable[[str, float], None]


@dataclass(frozen=True)
class BuildRequest:
    """What to build a release from.

    Attributes
    ----------
    overrides : polars.DataFrame
        Statuses decided by people, grain ``area_id`` × ``indicator_id`` × ``target_id`` × ``period``, with ``status``, ``by``, ``on``,
        ``reason`` and ``document`` (null: none orders it).
    previous : Path or None
        The release before, whose parts are taken over where nothing they are made of has changed; None computes everything.
    """

    release_id: str
    fingerprint: str
    code_version: str
    is_only_real: bool
    overrides: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=OVERRIDE_SCHEMA))
    previous: Path | None = None


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
) -> Workload:
    """Write a complete, checked release into ``draft``.

    Parameters
    ----------
    store : duckdb.DuckDBPyConnection
        The open store; its file must be named ``store.duckdb``.
    draft : Path
        A file that does not exist; left behind incomplete when the build fails.
    report : Callable[[str, float], None]
        Told each step and the share done.

    Returns
    -------
    Workload
        How much of it was computed. Its tables hold the same rows however much that was.

    Raises
    ------
    BuildError
        When a check finds offending rows; the message shows the first.
    """
    with _open_draft(store, draft):
        write_dimensions(store, catalogue)
        write_geometry(store, layers)
        as_of = _stage_values(store, request)
        work = find_work(store, request.code_version, request.previous)
        _write_core(store, report)
        write_attainment(store, as_of, work, report)
        _write_marts(store, work, report)
        _write_release_info(store, request, as_of)
        report("checks", 0.95)
        run_checks(store)
    return work


@contextmanager
def _open_draft(store: duckdb.DuckDBPyConnection, draft: Path) -> Iterator[None]:
    """Use a new release, and leave nothing of it in the store's connection."""
    allow_memory(store)
    store.execute(f"attach '{draft.as_posix()}' as release (recovery_mode no_wal_writes)")
    try:
        store.execute("use release")
        yield
        store.execute("checkpoint release")
    finally:
        store.execute("use store")
        store.execute("detach release")
        store.execute("detach database if exists previous")
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


def _stage_values(store: duckdb.DuckDBPyConnection, request: BuildRequest) -> date:
    """Stage what counts of the store, the decisions and the periods; returns the end of the latest period with a value."""
    parameters = {
        "only_real": request.is_only_real,
        "silent_age_maximum_months": THRESHOLDS.silent_age_maximum_months,
        "growth_minimum_reporters_count": THRESHOLDS.growth_minimum_reporters_count,
        "estimated_share_maximum": float(THRESHOLDS.estimated_share_maximum),
        "completeness_floor_ratio": THRESHOLDS.completeness_floor_ratio,
        "minimum_persons_count": THRESHOLDS.minimum_persons_count,
    }
    create_from(store, "build_parameter", pl.DataFrame([parameters]), is_temporary=True)
    create_from(store, "status_override", request.overrides, is_temporary=True)
    store.execute(f"create temp table staged_value as {read_sql('staging', 'staged_value')}")
    known = {row[0] for row in store.execute(read_sql("core", "period_codes")).fetchall()}
    if not known:
        raise BuildError("there is no value to build a release from", "chưa có số liệu nào để phát hành")
    latest = max(Period.parse(code) for code in known)
    write_periods(store, known)
    with_dates = pl.DataFrame([{**parameters, "as_of": latest.end, "latest_period": latest.code}])
    create_from(store, "build_parameter", with_dates, is_temporary=True)
    return latest.end


def _write_core(store: duckdb.DuckDBPyConnection, report: Report) -> None:
    for done, step in enumerate(CORE_STEPS):
        report(step, 0.5 * done / len(CORE_STEPS))
        store.execute(f"create temp table {step} as {read_sql('core', step)}")


def write_attainment(store: duckdb.DuckDBPyConnection, as_of: date, work: Workload, report: Report) -> None:
    """Judge every row of ``judgement_input`` and write ``mart_attainment``, so many rows at a time that they fit into the memory.

    Small numbers are hidden before any trend is drawn, so that none rests on a hidden one.
    """
    hidden = find_hidden(store)
    batch_count = -(-store.table("judgement_input").shape[0] // BATCH_ROWS) or 1
    for batch in range(batch_count):
        report("mart_attainment", 0.5 + 0.15 * batch / batch_count)
        chosen = store.execute(read_sql("core", "judgement_batch"), {"batch": batch, "batch_count": batch_count}).pl()
        paced = add_pace(hide_numbers(judge_territories(chosen, as_of), hidden))
        store.register("judged", paced.sort("indicator_id", "territory", "period", "area_id"))
        if batch:
            store.sql(read_sql("marts", "mart_attainment")).insert_into("mart_attainment")
        else:
            _create_mart(store, "mart_attainment", work)
        store.unregister("judged")


def _create_mart(store: duckdb.DuckDBPyConnection, mart: str, work: Workload) -> None:
    """Write what was computed and what is taken over."""
    rows = read_sql("marts", mart)
    if mart in PART_TABLES and not work.is_complete:
        rows = add_kept(mart, rows)
    store.execute(f"create table {mart} as {rows}")


def _write_marts(store: duckdb.DuckDBPyConnection, work: Workload, report: Report) -> None:
    for done, mart in enumerate(MARTS):
        report(mart, 0.65 + 0.3 * done / len(MARTS))
        if mart == "mart_rank":
            values = store.sql(read_sql("core", "sibling_value")).pl()
            create_from(store, "ranked", rank_siblings(values), is_temporary=True)
        if mart == "mart_provenance":
            store.execute(f"create temp table hidden_row as {read_sql('core', 'hidden_row')}")
        _create_mart(store, mart, work)


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
    create_from(store, "release_info", pl.DataFrame([info]))


def _drop_temporary(store: duckdb.DuckDBPyConnection) -> None:
    for table in (
        "indicator_form",
        "build_parameter",
        "status_override",
        "staged_value",
        *TEMPORARY,
        *CORE_STEPS,
        "ranked",
        "hidden_row",
    ):
        store.execute(f"drop table if exists temp.{table}")
    store.unregister("judged")
