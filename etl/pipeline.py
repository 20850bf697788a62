"""The whole way: shipped sources and simulated reports into the store, the store into a release, the release published."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import duckdb
import polars as pl

from etl.answer import Answer
from etl.boundaries import read_layers
from etl.boundaries.official_store import FOLDER as OFFICIAL_FOLDER
from etl.boundaries.official_store import read_official_layers
from etl.commendations import SOURCE_ID as COMMENDATION_SOURCE_ID
from etl.load import DESK_FOLDER, FORM_SOURCE_ID, Checked, LoadOptions, check_file, load_file
from etl.lock import hold_writer_lock
from etl.overrides import FILE_NAME as OVERRIDE_FILE
from etl.overrides import read_overrides, tabulate_standing
from etl.received import ReceivedFile
from etl.score_sheets.reader import SOURCE_ID as SCORE_SOURCE_ID
from etl.simulate import simulate_reports
from etl.simulation.assessments import SOURCE_ID as ASSESSMENT_SOURCE_ID
from etl.simulation.assessments import simulate_assessments
from etl.simulation.commendations import simulate_commendations
from etl.simulation.score_sheets import simulate_score_sheets
from etl.store import STORE_FILE, list_loads, open_store
from warehouse.build import BuildRequest, build_release, compute_code_version
from warehouse.catalogue import CATALOG_FOLDER, Catalogue, read_catalogue
from warehouse.errors import InputFileError
from warehouse.publish import (
    list_releases,
    point_current,
    publish_draft,
    read_current_id,
    read_release_info,
)
from warehouse.reuse import Workload
from warehouse.sql import read_sql
from warehouse.verdict_log import write_verdict_changes

PROJECT_FOLDER = Path(__file__).parent.parent
BOUNDARY_FOLDER = PROJECT_FOLDER / "data" / "boundaries"
Report = Callable[[str, float], None]
Received = Sequence[tuple[ReceivedFile, LoadOptions]]


@dataclass(frozen=True)
class Publication:
    """How a build ended.

    Attributes
    ----------
    release_id : str
        The current release afterwards.
    is_new : bool
        False when the same inputs had been published before.
    loads : list[Answer]
        Every file looked at, new or not.
    seconds : float
        From start to end.
    work : Workload or None
        How much of the release was computed; None when nothing was published.
    """

    release_id: str
    is_new: bool
    loads: list[Answer]
    seconds: float
    work: Workload | None


def publish_warehouse(
    folder: Path,
    report: Report,
    *,
    is_only_real: bool | None = None,
    is_full: bool = False,
    received: Received = (),
    change: Callable[[duckdb.DuckDBPyConnection, Catalogue], None] | None = None,
    exchange: AbstractContextManager[None] | None = None,
) -> Publication:
    """Load what there is to load and publish a release of it.

    Parameters
    ----------
    folder : Path
        The warehouse.
    report : Callable[[str, float], None]
        Told each step and the share done (0–1).
    is_only_real : bool, optional
        Leave simulated reports out; None keeps the choice of the current release.
    is_full : bool
        Compute every part of the release again and publish it, even where nothing has changed.
    received : sequence of (ReceivedFile, LoadOptions)
        Files to load besides the shipped ones.
    change : callable, optional
        Another change of the store to publish: a load undone, a period closed.
    exchange : context manager, optional
        A change beside the store, entered under the lock and taken back if nothing is published: boundaries or overrides exchanged.

    Raises
    ------
    LockedError, CatalogueError, BuildError
        Nothing was published; the store holds all of a file or nothing of it. A received file that cannot be read at all is an answer of
        its own and does not keep the others from being loaded.
    """
    started = monotonic()
    with hold_writer_lock(folder, "build"), open_store(folder) as store, exchange or nullcontext():
        catalogue = read_catalogue()
        only_real = _keep_choice(folder) if is_only_real is None else is_only_real
        loads = _load_shipped(store, folder, catalogue, report)
        if not only_real:
            loads += _load_simulated(store, folder, catalogue, report)
        loads += _load_received(store, folder, catalogue, received, report)
        if change is not None:
            change(store, catalogue)
        release_id, work = _publish(store, folder, catalogue, only_real, is_full, report)
    answers = [answer.publish(release_id) for answer in loads]
    return Publication(release_id, work is not None, answers, monotonic() - started, work)


def check_received(folder: Path, received: Received, report: Report) -> list[Checked]:
    """Read and check files against the store, if there is one, and store nothing.

    Raises
    ------
    LockedError
        Another process writes.
    """
    if not (folder / STORE_FILE).exists():
        return list(_check_each(None, folder, received, report))
    with hold_writer_lock(folder, "check"), open_store(folder) as store:
        return list(_check_each(store, folder, received, report))


def _check_each(
    store: duckdb.DuckDBPyConnection | None, folder: Path, received: Received, report: Report
) -> Iterator[Checked]:
    catalogue = read_catalogue()
    for done, (file, options) in enumerate(received):
        report(file.name, 0.05 + 0.9 * done / len(received))
        try:
            yield check_file(file, catalogue, options, store=store, desk=folder / DESK_FOLDER)
        except InputFileError as error:
            yield Checked(Answer.unreadable(file, options.source_id, error), [])


def _load_received(
    store: duckdb.DuckDBPyConnection,
    folder: Path,
    catalogue: Catalogue,
    received: Received,
    report: Report,
) -> list[Answer]:
    answers = []
    for file, options in received:
        report(file.name, 0.6)
        try:
            answers.append(load_file(store, folder, file, catalogue, options))
        except InputFileError as error:
            answers.append(Answer.unreadable(file, options.source_id, error))
    return answers


def _keep_choice(folder: Path) -> bool:
    current = read_current_id(folder)
    return current is not None and read_release_info(folder / "releases" / f"{current}.duckdb").is_only_real


def _load_shipped(store: duckdb.DuckDBPyConnection, folder: Path, catalogue: Catalogue, report: Report) -> list[Answer]:
    shipped = {key: entry["shipped_file"] for key, entry in catalogue.sources.items() if "shipped_file" in entry}
    report("published figures", 0.02)
    return [
        load_file(store, folder, ReceivedFile.read(PROJECT_FOLDER / path), catalogue, LoadOptions(source_id))
        for source_id, path in shipped.items()
    ]


def _load_simulated(
    store: duckdb.DuckDBPyConnection, folder: Path, catalogue: Catalogue, report: Report
) -> list[Answer]:
    """Write the simulated workbooks where they are missing, then load them like any other."""
    results = []
    workbooks = _write_simulated(folder / "simulated", catalogue, report)
    for done, (path, source_id) in enumerate(workbooks.items()):
        report(path.name, 0.35 + 0.25 * done / len(workbooks))
        results.append(load_file(store, folder, ReceivedFile.read(path), catalogue, LoadOptions(source_id)))
    return results


def _write_simulated(folder: Path, catalogue: Catalogue, report: Report) -> dict[Path, str]:
    """Simulated workbooks with their sources; written again only when the generator or what it works from has changed."""
    signature = _hash_files(_list_generator())
    note = folder / "manifest.json"
    if note.exists():
        manifest = json.loads(note.read_text(encoding="utf-8"))
        if manifest["signature"] == signature:
            known = {folder / name: source_id for name, source_id in manifest["files"].items()}
            if all(path.exists() for path in known):
                return known
    folder.mkdir(parents=True, exist_ok=True)
    reports = simulate_reports(catalogue.areas, folder, report=lambda step, share: report(step, 0.03 + 0.32 * share))
    paths = {
        **dict.fromkeys(reports, FORM_SOURCE_ID),
        **dict.fromkeys(simulate_assessments(catalogue, folder), ASSESSMENT_SOURCE_ID),
        simulate_score_sheets(catalogue, folder): SCORE_SOURCE_ID,
        simulate_commendations(catalogue, folder): COMMENDATION_SOURCE_ID,
    }
    files = {path.name: source_id for path, source_id in paths.items()}
    note.write_text(json.dumps({"signature": signature, "files": files}), encoding="utf-8")
    return paths


def _list_generator() -> list[Path]:
    """Code and data that decide what is simulated."""
    code = PROJECT_FOLDER / "etl"
    return [
        *(code / name for name in ("simulate.py", "form.py")),
        *(path for name in ("simulation", "assessment_form") for path in sorted((code / name).glob("*.py"))),
        *(path for name in ("*.toml", "area*.csv", "departments.csv") for path in sorted(CATALOG_FOLDER.glob(name))),
        *sorted((CATALOG_FOLDER / "criteria").rglob("*.*")),
    ]


def _hash_files(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _publish(
    store: duckdb.DuckDBPyConnection,
    folder: Path,
    catalogue: Catalogue,
    only_real: bool,
    is_full: bool,
    report: Report,
) -> tuple[str, Workload | None]:
    """Build and publish, unless a kept release has the same fingerprint; then CURRENT just points to it."""
    releases = folder / "releases"
    releases.mkdir(exist_ok=True)
    for leftover in [*releases.glob("*.draft"), *releases.glob("*.draft.wal")]:
        leftover.unlink()
    code_version = compute_code_version()
    overrides = tabulate_standing(read_overrides(folder / DESK_FOLDER / OVERRIDE_FILE, catalogue))
    fingerprint = _compute_fingerprint(store, folder, catalogue, code_version, only_real, overrides)
    current = read_current_id(folder)
    for known in list_releases(folder) if not is_full else ():
        if known.fingerprint == fingerprint:
            if current != known.release_id:
                point_current(folder, known.release_id)
            return known.release_id, None
    release_id = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{fingerprint[:8]}"
    draft = releases / f"{release_id}.draft"
    path = releases / f"{current}.duckdb"
    previous = path if path.is_file() else None
    request = BuildRequest(release_id, fingerprint, code_version, only_real, overrides, None if is_full else previous)
    layers = read_layers(BOUNDARY_FOLDER, folder / OFFICIAL_FOLDER)
    work = build_release(store, draft, catalogue, layers, request, lambda step, share: report(step, 0.6 + 0.38 * share))
    write_verdict_changes(draft, previous)
    publish_draft(folder, draft, release_id)
    report("published", 1.0)
    return release_id, work


def _compute_fingerprint(
    store: duckdb.DuckDBPyConnection,
    folder: Path,
    catalogue: Catalogue,
    code_version: str,
    only_real: bool,
    overrides: pl.DataFrame,
) -> str:
    loads = list_loads(store).filter(pl.col("undone_at").is_null())
    used = loads if not only_real else loads.filter(~pl.col("is_simulated"))
    parts = [
        catalogue.fingerprint,
        code_version,
        str(only_real),
        _hash_files(sorted(BOUNDARY_FOLDER.glob("*.parquet"))),
    ]
    official = read_official_layers(folder / OFFICIAL_FOLDER)
    parts += [f"{layer.key}:{layer.boundary_id}:{layer.source}" for layer in official]
    parts += [f"{source}:{sha256}" for source, sha256 in used.select("source_id", "sha256").iter_rows()]
    locks = store.sql(read_sql("store", "list_locks")).pl().filter(pl.col("reopened_at").is_null())
    parts += [f"{area}:{period}" for area, period in locks.select("area_id", "period").iter_rows()]
    parts += [str(override) for override in overrides.sort(pl.all()).iter_rows()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
